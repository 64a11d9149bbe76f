//! The JSON Schema of what [`json`](super::json()) writes.
//!
//! Written by hand, so that what a field means stands beside its type; the test holds it against real output.
//! Objects may get more fields under the same version, so none forbids what it does not list.

use serde_json::{Value, json};

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
            (
                "options",
                json!({"type": "object", "description": "What it was made with; the same options, seed and input give the same result."}),
            ),
            ("notices", list(text("A notice of a source that has to be shown."))),
            ("stories", list(reference("story"))),
            ("outlets", list(reference("profile"))),
            ("statements", list(reference("statement"))),
            ("blindspots", list(reference("blindspot"))),
            ("set_aside", list(json!({"type": "object"}))),
            (
                "spellings",
                json!({"type": "array", "items": {"type": "object"}, "description": "Words that house styles write differently and that are counted as one: the ways, and who writes so how often."}),
            ),
            ("share_set_aside", share("Of all words, those that were not counted.")),
            (
                "not_compared",
                list(json!({"type": "object", "required": ["why", "outlet", "name"]})),
            ),
            ("sources", list(reference("source"))),
            ("passages", list(reference("passage"))),
        ],
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(comparison::SCHEMA);
    schema["$defs"] = definitions();
    json(&schema)
}

fn definitions() -> Value {
    json!({
        "chapter": record("A section with its groups.", &[
            ("section", text("The section in snake case, such as what_happened.")),
            ("groups", list(reference("group"))),
        ]),
        "group": record("Claims that belong together; `heading` and `notes` may be absent.", &[
            ("claims", list(reference("claim"))),
        ]),
        "claim": record("A sentence about the coverage.", &[
            ("text", text("The sentence.")),
            ("basis", json!({"enum": ["text", "habit"], "description": "`text` describes these articles; `habit` is inferred by article."})),
            ("quantities", list(record("A number behind it.", &[
                ("name", text("What it is, with its unit.")),
                ("value", json!({"type": "number"})),
            ]))),
            ("citations", json!({"type": "array", "minItems": 1, "items": reference("citation")})),
        ]),
        "citation": record("Where words stand.", &[
            ("article", count("The number of the article in the corpus.")),
            ("part", json!({"enum": ["headline", "body"]})),
            ("span", record("Bytes of the published text.", &[
                ("start", count("The first byte.")),
                ("end", count("Behind the last byte.")),
            ])),
        ]),
        "source": record("A cited article; `published` and `url` may be absent.", &[
            ("article", count("Its number in the corpus.")),
            ("id", text("Its own key; may be empty.")),
            ("outlet", text("The slug of its outlet.")),
            ("outlet_name", text("The name of its outlet.")),
            ("headline", text("Its headline.")),
        ]),
        "passage": record("A citation with its exact words.", &[
            ("at", reference("citation")),
            ("words", text("The words, as published.")),
        ]),
        "story": record("One story in figures.", &[
            ("title", text("Its title.")),
            ("n_articles", count("Articles.")),
            ("n_outlets", count("Outlets.")),
        ]),
        "profile": record("One outlet.", &[
            ("slug", text("Its key.")),
            ("name", text("Its name.")),
            ("n_articles", count("Articles.")),
            ("n_stories", count("Stories.")),
            ("n_words", count("Words that count.")),
            ("themes", list(record("What it dwells on.", &[
                ("features", list(text("A word or phrase."))),
                ("basis", json!({"enum": ["text", "habit"]})),
                ("share_here", share("Of its sentences.")),
                ("share_elsewhere", share("Of the others' sentences on the same stories.")),
                ("citations", json!({"type": "array", "minItems": 1, "items": reference("citation")})),
            ]))),
            ("frames", list(record("A frame in its sentences.", &[
                ("inventory", text("The key of the inventory.")),
                ("name", text("The name of the frame.")),
                ("contrast", reference("contrast")),
                ("citations", list(reference("citation"))),
            ]))),
            ("features", list(reference("contrast"))),
        ]),
        "contrast": record("A feature in one outlet beside the others on the same stories; `log2_ratio` is null where the others never use it.", &[
            ("key", text("Its key.")),
            ("shown", text("As a reader sees it.")),
            ("family", text("What kind of feature it is.")),
            ("outlet", text("The slug of the outlet.")),
            ("log_odds_z", json!({"type": "number"})),
            ("share_here", share("Of the outlet's exposure.")),
            ("share_elsewhere", share("Of the others' exposure on the same stories.")),
            ("n_here", count("Occurrences here.")),
            ("n_elsewhere", count("Occurrences elsewhere.")),
        ]),
        "statement": record("A fact in several outlets' words.", &[
            ("story", count("The number of the story.")),
            ("tellings", json!({"type": "array", "minItems": 1, "items": record("One outlet's sentence.", &[
                ("outlet", count("The number of the outlet.")),
                ("at", reference("citation")),
                ("similarity", share("To the first telling.")),
            ])})),
        ]),
        "blindspot": record("What most other outlets carry and one does not.", &[
            ("outlet", text("The slug of the outlet.")),
            ("story", count("The number of the story.")),
            ("n_carriers", count("How many others carry it.")),
            ("n_others", count("How many others there are.")),
            ("chance", share("That an outlet of this length leaves it out.")),
            ("citations", json!({"type": "array", "minItems": 1, "items": reference("citation")})),
        ]),
    })
}

/// An object with fields that are always there.
fn record(description: &str, fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({"type": "object", "description": description, "required": names, "properties": properties})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn count(description: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": description})
}

fn share(description: &str) -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1, "description": description})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Brief, Comparison, Corpus, Reader};

    /// What does not fit, for the keywords that the schemas use.
    fn faults(value: &Value, schema: &Value, root: &Value, at: &str, found: &mut Vec<String>) {
        if let Some(name) = schema["$ref"].as_str() {
            let target = root.pointer(name.trim_start_matches('#'));
            return faults(
                value,
                target.expect("every reference leads somewhere"),
                root,
                at,
                found,
            );
        }
        let fits = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_u64(),
            Some("number") => value.is_number(),
            _ => true,
        };
        let number = value.as_f64();
        let low = schema["minimum"].as_f64().zip(number).is_some_and(|(low, n)| n < low);
        let high = schema["maximum"].as_f64().zip(number).is_some_and(|(high, n)| n > high);
        let known = schema["enum"].as_array().is_none_or(|known| known.contains(value));
        let fixed = schema.get("const").is_none_or(|fixed| fixed == value);
        let few = schema["minItems"]
            .as_u64()
            .is_some_and(|n| value.as_array().is_some_and(|v| (v.len() as u64) < n));
        if !fits || low || high || !known || !fixed || few {
            found.push(format!("{at}: {value}"));
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                found.push(format!("{at}: no {name}"));
            }
        }
        for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(field) = value.get(name) {
                faults(field, inner, root, &format!("{at}/{name}"), found);
            }
        }
        if let (Some(inner), Some(items)) = (schema.get("items"), value.as_array()) {
            for (number, item) in items.iter().enumerate() {
                faults(item, inner, root, &format!("{at}/{number}"), found);
            }
        }
    }

    #[test]
    fn the_sample_fits_and_what_is_broken_does_not() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");
        let corpus = Corpus::new(Reader::default().read_path(path).unwrap().articles);
        let comparison = Comparison::new(&corpus).unwrap();
        let brief = Brief::new(&comparison);
        let cases = [
            (brief_schema(), json(&brief), "/chapters/0/groups/0/claims/0/citations"),
            (comparison_schema(), json(&comparison), "/outlets/0/themes/0/citations"),
        ];
        for (schema, written, cited) in cases {
            let schema: Value = serde_json::from_str(&schema).unwrap();
            let mut value: Value = serde_json::from_str(&written).unwrap();
            let check = |value: &Value| {
                let mut found = Vec::new();
                faults(value, &schema, &schema, "", &mut found);
                found
            };
            assert_eq!(check(&value), Vec::<String>::new());
            *value.pointer_mut(cited).unwrap() = json!([]);
            value["version"] = json!(1);
            value.as_object_mut().unwrap().remove("sources");
            assert_eq!(check(&value).len(), 3, "{:?}", check(&value));
        }
    }
}
