use super::*;

fn vocabulary(words: &[&str]) -> Vocabulary {
    let mut vocabulary = Vocabulary::new(Normalizer::default());
    for word in words {
        vocabulary.intern(word);
    }
    vocabulary
}

#[test]
fn merging_in_order_equals_one_pass() {
    let words = [
        "The",
        "guarantee",
        "guarantees",
        "the",
        "war",
        "War",
        "guarantee",
        "Kyiv\u{2019}s",
        "kyiv",
    ];
    let whole = vocabulary(&words);
    for cut in 0..=words.len() {
        let mut merged = vocabulary(&words[..cut]);
        merged.merge(&vocabulary(&words[cut..]));
        assert!(merged.is_equal(&whole), "cut at {cut}");
    }
}

#[test]
fn the_commonest_spelling_is_shown() {
    let vocabulary = vocabulary(&[
        "Guarantees",
        "guarantees",
        "guarantee",
        "guarantees",
        "Moscow",
        "moscow",
        "Moscow",
    ]);
    assert_eq!(vocabulary.shown(vocabulary.find("guarante").unwrap()), "guarantees");
    assert_eq!(vocabulary.shown(vocabulary.find("moscow").unwrap()), "Moscow");
}

#[test]
fn kinds() {
    let vocabulary = vocabulary(&["the", "war", "2022", "willing"]);
    let kinds: Vec<_> = ["the", "war", "2022", "willing"]
        .iter()
        .filter_map(|key| vocabulary.find(key))
        .map(|term| vocabulary.kind(term))
        .collect();
    assert_eq!(kinds, [TermKind::Stop, TermKind::Word, TermKind::Number, TermKind::Word]);
}
