//! A brief or a comparison written out: one file for each form.
//!
//! | form | function | for |
//! |---|---|---|
//! | plain text | [`text`] | a terminal |
//! | HTML | [`html`](html()) | a browser: one file, in which every number leads to its passages |
//! | Markdown | [`markdown`] | a page, a pull request, a note |
//! | JSON | [`json`] | other programs; the schema is named and versioned inside |
//! | CSV | [`csv`], [`claims_csv`] | spreadsheets: one row for each outlet and feature, or for each claim |
//! | Parquet | `parquet` (feature `parquet`) | the table of features, typed |
//! | JSON Schema | [`brief_schema`], [`comparison_schema`] | whoever reads the JSON |
//! | groups, chance | [`groups`], [`groups_markdown`], [`groups_csv`], [`null`], [`null_markdown`], [`null_csv`] | what groups of outlets do as a rule; what chance would put on top |
//! | table | [`table`] | a look at the features of each outlet |

mod csv;
mod groups;
mod html;
mod json;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod schema;
mod table;
mod text;

pub use self::csv::{claims_csv, csv};
pub use self::groups::{groups, groups_csv, groups_markdown, null, null_csv, null_markdown};
pub use self::html::{HtmlOptions, Texts, html};
pub use self::json::json;
pub use self::markdown::markdown;
#[cfg(feature = "parquet")]
pub use self::parquet::parquet;
pub use self::schema::{brief_schema, comparison_schema};
pub use self::table::{TableStyle, table};
pub use self::text::text;
