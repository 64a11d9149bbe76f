//! What the objects of both schemas hold.

use serde_json::{Map, Value, json};

use super::evidence::evidence;
use super::groups::groups;
use super::kinds::{count, list, maybe, number, record, reference, some, text, word};
use super::outlets::outlets;
use super::shared::shared;
use super::telling::telling;
use super::voices::voices;

/// Every object that a schema refers to by name.
pub(super) fn definitions() -> Value {
    let parts = [page(), evidence(), outlets(), groups(), telling(), shared(), voices()];
    Value::Object(parts.into_iter().flatten().collect::<Map<String, Value>>())
}

/// Definitions by name.
pub(super) type Named = Vec<(String, Value)>;

pub(super) fn named<const N: usize>(definitions: [(&str, Value); N]) -> Named {
    definitions.map(|(name, value)| (name.to_owned(), value)).into()
}

pub(super) fn citations() -> Value {
    list(reference("citation"))
}

pub(super) fn outlet() -> Value {
    count("The number of the outlet, a place in `slugs`.")
}

pub(super) fn story() -> Value {
    count("The number of the story.")
}

pub(super) fn family() -> Value {
    word(&["term", "phrase", "frame", "actor", "source", "cue", "manner"])
}

pub(super) fn basis() -> Value {
    json!({"enum": ["text", "habit"], "description": "`text` describes these articles; `habit` is inferred by article."})
}

/// The chapters of a brief.
fn page() -> Named {
    named([
        (
            "chapter",
            record(
                "A section with its groups.",
                &[
                    ("section", text("The section in snake case, such as what_happened.")),
                    ("groups", list(reference("group"))),
                ],
            ),
        ),
        (
            "group",
            record(
                "Claims that belong together.",
                &[
                    ("heading", maybe(text("What they are about."))),
                    ("claims", list(reference("claim"))),
                    (
                        "notes",
                        maybe(list(text(
                            "A remark without a citation: about the method, or why there is nothing.",
                        ))),
                    ),
                ],
            ),
        ),
        (
            "claim",
            record(
                "A sentence about the coverage.",
                &[
                    ("text", text("The sentence.")),
                    ("basis", basis()),
                    (
                        "quantities",
                        list(record(
                            "A number behind it.",
                            &[
                                ("name", text("What it is, with its unit.")),
                                ("value", number("The value; shares are from 0 to 1.")),
                            ],
                        )),
                    ),
                    ("citations", some(reference("citation"))),
                ],
            ),
        ),
    ])
}
