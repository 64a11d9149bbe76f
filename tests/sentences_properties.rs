//! What holds for every text.

use parallax::token::sentences;
use proptest::prelude::*;

/// Checks that the ranges are in order, apart, trimmed, on boundaries, and that only white space
/// lies outside them.
fn check(text: &str) {
    let mut at = 0;
    for range in sentences(text) {
        assert!(
            at <= range.start && range.start < range.end && range.end <= text.len(),
            "{range:?} after {at} in {text:?}"
        );
        let between = text.get(at..range.start).expect("a boundary between characters");
        assert!(between.chars().all(char::is_whitespace), "{between:?} is lost in {text:?}");
        let sentence = text.get(range.clone()).expect("a boundary between characters");
        assert_eq!(sentence, sentence.trim(), "in {text:?}");
        at = range.end;
    }
    assert!(text[at..].chars().all(char::is_whitespace), "{:?} is lost in {text:?}", &text[at..]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn ranges_cover_any_text(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn ranges_cover_any_characters(text in proptest::collection::vec(any::<char>(), 0..60)) {
        check(&text.into_iter().collect::<String>());
    }

    #[test]
    fn ranges_cover_troublesome_text(parts in proptest::collection::vec(prop_oneof![
        Just("."), Just("..."), Just("…"), Just(" . . . "), Just("!"), Just("?"), Just("\n"), Just("\r\n"), Just("\n\n"), Just("\u{2028}"),
        Just(" "), Just("\u{a0}"), Just("\""), Just("“"), Just("”"), Just("’"), Just("'"), Just("("), Just(")"), Just("["), Just("[1]"),
        Just("»"), Just("«"), Just("Mr"), Just("U.S"), Just("a.m"), Just("No"), Just("Inc"), Just("The"), Just("said"), Just("it"),
        Just("1"), Just("2"), Just("1."), Just("2."), Just("a."), Just("b."), Just("1)"), Just("2)"), Just("•"), Just("é"), Just("É"),
        Just("漢"), Just("。"), Just("ß"), Just("😀"), Just("\u{85}"), Just("I"), Just("www."), Just("@"), Just("://"), Just("-"), Just("—"),
    ], 0..40)) {
        check(&parts.concat());
    }

    #[test]
    fn a_blank_line_always_ends_a_sentence(before in "[A-Za-z.,!?\" ]{1,40}", after in "[A-Za-z.,!?\" ]{1,40}") {
        let text = format!("{before}\n\n{after}");
        prop_assert!(sentences(&text).all(|range| !text[range].contains('\n')));
    }
}
