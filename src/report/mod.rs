//! A brief or a comparison written out: one file for each form.
//!
//! | form | function | for |
//! |---|---|---|
//! | plain text | [`text`] | a terminal |
//! | Markdown | [`markdown`] | a page, a pull request, a note |
//! | JSON | [`json`] | other programs; the schema is named and versioned inside |
//! | CSV | [`csv`] | spreadsheets: one row for each outlet and feature |

mod csv;
mod json;
mod markdown;
mod text;

pub use self::csv::csv;
pub use self::json::json;
pub use self::markdown::markdown;
pub use self::text::text;
