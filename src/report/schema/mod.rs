//! The JSON Schema of what [`json`](super::json()) writes.
//!
//! Written by hand, so that what a field means stands beside its type; a test holds every field of real output
//! against it. Objects may get more fields under the same version, so none forbids what it does not list.

mod definitions;
mod evidence;
mod groups;
mod kinds;
mod outlets;
mod shared;
mod telling;
mod voices;

use serde_json::json;

use self::definitions::definitions;
use self::kinds::{list, maybe, record, reference, share, text};
use super::json::json;
use crate::{brief, comparison};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The JSON Schema of a [`Brief`](crate::Brief).
///
/// ```
/// assert!(parallax::report::brief_schema().contains("\"parallax/brief/1\""));
/// ```
pub fn brief_schema() -> String {
    let mut schema = record(
        "The story page: chapters of claims, and the passages that they cite.",
        &[
            ("schema", json!({"const": brief::SCHEMA})),
            ("version", text("The version of the crate that made it.")),
            ("title", text("The story, or what is compared where there are several.")),
            ("subtitle", text("What was read, in one line.")),
            ("notices", list(text("A notice of a source that has to be shown."))),
            ("chapters", list(reference("chapter"))),
            ("sources", list(reference("source"))),
            ("passages", list(reference("passage"))),
        ],
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(brief::SCHEMA);
    schema["$defs"] = definitions();
    json(&schema)
}

/// The JSON Schema of a [`Comparison`](crate::Comparison).
///
/// ```
/// assert!(parallax::report::comparison_schema().contains("\"parallax/comparison/1\""));
/// ```
pub fn comparison_schema() -> String {
    let mut schema = record(
        "How the outlets of a corpus cover the same stories.",
        &[
            ("schema", json!({"const": comparison::SCHEMA})),
            ("version", text("The version of the crate that made it.")),
            ("options", reference("options")),
            ("notices", list(text("A notice of a source that has to be shown."))),
            ("stories", list(reference("story"))),
            ("outlets", list(reference("profile"))),
            ("groups", maybe(reference("groups"))),
            ("statements", list(reference("statement"))),
            ("accounts", list(reference("account"))),
            ("timeline", list(reference("day"))),
            ("remarks", list(reference("remark"))),
            ("headlines", list(reference("headline"))),
            ("wordings", list(reference("wordings"))),
            ("slots", list(reference("slot"))),
            ("blindspots", list(reference("blindspot"))),
            ("voices", reference("voices")),
            ("word_table", maybe(reference("word_table"))),
            ("set_aside", list(reference("set_aside"))),
            (
                "share_set_aside",
                share("Of all words, those not counted because they are no reporting."),
            ),
            (
                "share_labels",
                share(
                    "Of all words, those not counted because they are labels in a fixed form, such as party and state.",
                ),
            ),
            (
                "share_copy",
                share("Of all words, those not counted because they copy what counts elsewhere."),
            ),
            ("shared_copy", reference("shared_copy")),
            ("spellings", list(reference("spelling"))),
            ("not_compared", list(reference("not_compared"))),
            ("sources", list(reference("source"))),
            ("passages", list(reference("passage"))),
            ("slugs", list(text("The slug of the outlet that has this number."))),
        ],
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(comparison::SCHEMA);
    schema["$defs"] = definitions();
    json(&schema)
}

#[cfg(test)]
mod tests;
