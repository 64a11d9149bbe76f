use serde_json::{Value, json};

use super::super::json::json;
use super::{brief_schema, comparison_schema};
use crate::comparison::Grouping;
use crate::{Article, Brief, Comparison, Corpus, Reader};

/// What does not fit, for the keywords that the schemas use; a field that is not described does not fit either.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#'));
        return faults(value, target.expect("every reference leads somewhere"), root, at);
    }
    if let Some(forms) = schema["anyOf"].as_array() {
        let found = forms.iter().map(|form| faults(value, form, root, at));
        return found.min_by_key(Vec::len).expect("there is a form");
    }
    let mut found = Vec::new();
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some(other) => panic!("{other} is no type"),
        None => schema.get("enum").is_some() || schema.get("const").is_some(),
    };
    let number = value.as_f64();
    let low = schema["minimum"].as_f64().zip(number).is_some_and(|(low, n)| n < low);
    let high = schema["maximum"].as_f64().zip(number).is_some_and(|(high, n)| n > high);
    let known = schema["enum"].as_array().is_none_or(|known| known.contains(value));
    let fixed = schema.get("const").is_none_or(|fixed| fixed == value);
    let length = value.as_array().map(|items| items.len() as u64);
    let few = schema["minItems"].as_u64().zip(length).is_some_and(|(n, length)| length < n);
    let many = schema["maxItems"].as_u64().zip(length).is_some_and(|(n, length)| length > n);
    if !fits || low || high || !known || !fixed || few || many {
        found.push(format!("{at}: {value}"));
    }
    if !fits {
        return found;
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(name).is_none() {
            found.push(format!("{at}: no {name}"));
        }
    }
    if let (Some(described), Some(fields)) = (schema["properties"].as_object(), value.as_object()) {
        for (name, field) in fields {
            match described.get(name) {
                Some(inner) => found.extend(faults(field, inner, root, &format!("{at}/{name}"))),
                None => found.push(format!("{at}/{name} is not described")),
            }
        }
    }
    let items = value.as_array().into_iter().flatten().enumerate();
    for (place, item) in items {
        let inner = schema.get("items").or_else(|| schema["prefixItems"].get(place));
        let inner = inner.expect("what a list holds is described");
        found.extend(faults(item, inner, root, &format!("{at}/{place}")));
    }
    found
}

fn check(value: &Value, schema: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    faults(value, &schema, &schema, "")
}

fn written<T: serde::Serialize>(value: &T) -> Value {
    serde_json::from_str(&json(value)).unwrap()
}

fn sample() -> Vec<Article> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");
    Reader::default().read_path(path).unwrap().articles
}

/// Sixty stories, each of one outlet of the east and one of the west. All of the east write "bridge" more often. Two
/// outlets print an agency's report as well.
fn many_stories() -> Corpus {
    let words = ["market", "school", "theatre", "garden", "tunnel", "castle", "orchard"];
    // No five words in a row stand in two articles: that would be copy.
    let filler = |seed: usize| {
        let word = |n: usize| format!("{} s{seed}n{n}", words[(seed * 31 + n * 17 + n * n) % 7]);
        (0..40).map(word).collect::<Vec<_>>().join(" ")
    };
    let article = |side: &str, story: usize| {
        let name = ["Alder", "Birch", "Cedar"][story % 3];
        let bridges = if side == "east" { "bridge bridge bridge" } else { "bridge" };
        let seed = story * 2 + usize::from(side == "east");
        let body = format!("{bridges} lot{seed} {name}{side} {}.", filler(seed));
        let article = Article::new(format!("{name}{side}"), "", body);
        article.with_story(format!("story {story}")).with_group(side)
    };
    let mut articles: Vec<Article> =
        (0..60).flat_map(|story| [article("east", story), article("west", story)]).collect();
    let report = "The harbour board voted late on Tuesday to close the old swing bridge for repairs that will \
        take at least two years. Ferries will cross every ten minutes instead, its chair said.";
    for (name, side) in [("Aldereast", "east"), ("Alderwest", "west")] {
        let body = format!("OSTHAVEN (AP) \u{2014} {report}");
        let article = Article::new(name, "Bridge closed", body);
        articles.push(article.with_story("story 0").with_group(side));
    }
    Corpus::new(articles)
}

#[test]
fn every_field_that_is_written_is_described() {
    let sample = Corpus::new(sample());
    let comparison = Comparison::new(&sample).unwrap();
    assert_eq!(check(&written(&comparison), &comparison_schema()), Vec::<String>::new());
    assert_eq!(check(&written(&Brief::new(&comparison)), &brief_schema()), Vec::<String>::new());
}

#[test]
fn habits_groups_and_shared_reports_are_described() {
    let builder = Comparison::builder().group_outlets_by(Grouping::Record).min_words(10);
    let comparison = builder.build(&many_stories()).unwrap();
    let value = written(&comparison);
    assert_eq!(check(&value, &comparison_schema()), Vec::<String>::new());
    let is_there = |pointer: &str| value.pointer(pointer).is_some_and(|found| !found.is_null());
    for pointer in [
        "/groups/groups/0/habits/tested/found/0/habit/q",
        "/outlets/0/habits/tested",
        "/shared_copy/reports/0/agency/name",
        "/shared_copy/reports/0/credit/span",
    ] {
        assert!(is_there(pointer), "{pointer}");
    }
}

#[test]
fn what_is_broken_does_not_fit() {
    let comparison = Comparison::new(&Corpus::new(sample())).unwrap();
    let brief = Brief::new(&comparison);
    let cases = [
        (brief_schema(), written(&brief), "/chapters/0/groups/0/claims/0/citations"),
        (comparison_schema(), written(&comparison), "/outlets/0/themes/0/citations"),
    ];
    for (schema, mut value, cited) in cases {
        *value.pointer_mut(cited).unwrap() = json!([]);
        value["version"] = json!(1);
        value["sauces"] = value.as_object_mut().unwrap().remove("sources").unwrap();
        assert_eq!(check(&value, &schema).len(), 4, "{:?}", check(&value, &schema));
    }
}
