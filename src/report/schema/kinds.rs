//! The pieces that the schemas are written with.

use serde_json::{Map, Value, json};

/// The key that marks a field which may be absent; it does not stand in the schema.
const MAY_BE_ABSENT: &str = "may be absent";

/// An object. Its fields are always there, except those in [`maybe`].
pub(super) fn record(description: &str, fields: &[(&str, Value)]) -> Value {
    let required = fields.iter().filter(|(_, value)| value.get(MAY_BE_ABSENT).is_none());
    let names: Vec<&str> = required.map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), present(value))).collect();
    json!({"type": "object", "description": description, "required": names, "properties": properties})
}

/// A field that is left out where there is nothing to say.
pub(super) fn maybe(value: Value) -> Value {
    json!({MAY_BE_ABSENT: value})
}

fn present(value: &Value) -> Value {
    value.get(MAY_BE_ABSENT).unwrap_or(value).clone()
}

/// A field that is always there and may be null.
pub(super) fn or_null(value: Value) -> Value {
    one_of([value, json!({"type": "null"})])
}

/// One of several forms.
pub(super) fn one_of(forms: impl IntoIterator<Item = Value>) -> Value {
    json!({"anyOf": forms.into_iter().collect::<Vec<_>>()})
}

/// An object with one field, whose name says which form it has.
pub(super) fn variant(name: &str, value: Value) -> Value {
    record(&format!("The form {name}."), &[(name, value)])
}

/// An array of just these.
pub(super) fn row(items: impl IntoIterator<Item = Value>) -> Value {
    let items: Vec<Value> = items.into_iter().collect();
    json!({"type": "array", "minItems": items.len(), "maxItems": items.len(), "prefixItems": items})
}

pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

pub(super) fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

/// A list with at least one item.
pub(super) fn some(items: Value) -> Value {
    json!({"type": "array", "minItems": 1, "items": items})
}

pub(super) fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

/// One of several words.
pub(super) fn word(words: &[&str]) -> Value {
    json!({"enum": words})
}

pub(super) fn day(description: &str) -> Value {
    json!({"type": "string", "format": "date", "description": description})
}

pub(super) fn yes_or_no(description: &str) -> Value {
    json!({"type": "boolean", "description": description})
}

pub(super) fn count(description: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": description})
}

pub(super) fn number(description: &str) -> Value {
    json!({"type": "number", "description": description})
}

pub(super) fn share(description: &str) -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1, "description": description})
}
