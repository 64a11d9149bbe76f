use super::*;

#[test]
fn sentences_that_lean_or_break_off_weigh_less() {
    let cases = [
        ("The council closed the harbour on Monday.", 1.0),
        ("It closed the harbour on Monday.", 0.85),
        ("\u{201C}We closed it,\u{201D} said the mayor.", 0.8),
        ("Is the harbour closed?", 0.0),
        ("The wall fell and we left the harbour.", 0.5),
        ("The mayor said \u{201C}we left the harbour\u{201D} on Monday.", 1.0),
        ("The mayor said \u{201C}the harbour is closed.", 0.0),
        ("Harbour closed on Monday", 0.0),
    ];
    for (sentence, expected) in cases {
        assert_eq!(quality(sentence), expected, "{sentence}");
    }
}
