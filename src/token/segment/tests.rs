use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::adversary::Adversary;
use super::*;

/// Asserts that every path gives the words of the reference.
fn assert_equal(text: &str) {
    let expected: Vec<(usize, &str)> = text.unicode_word_indices().collect();
    for path in Path::ALL {
        let found: Vec<(usize, &str)> = words_on(path, text).map(|t| (t.start, t.text)).collect();
        assert_eq!(found, expected, "{path:?} {text:?}");
    }
}

#[test]
fn words_of_the_table() {
    let cases: [(&str, &[&str]); 20] = [
        ("", &[]),
        ("—", &[]),
        ("one two", &["one", "two"]),
        ("can't, won’t", &["can't", "won’t"]),
        ("the dogs’ ‘tail’", &["the", "dogs", "tail"]),
        ("3,000.5 a.b 1.a", &["3,000.5", "a.b", "1", "a"]),
        ("foo_bar __ _x", &["foo_bar", "_x"]),
        ("twenty-two—three…", &["twenty", "two", "three"]),
        ("café naïve", &["café", "naïve"]),
        ("cafe\u{301} a\u{301}'\u{301}b", &["cafe\u{301}", "a\u{301}'\u{301}b"]),
        ("Владимир 5-го", &["Владимир", "5", "го"]),
        ("كِتَاب", &["كِتَاب"]),
        ("中文 ab中", &["中", "文", "ab", "中"]),
        ("カタカナ語 aカ", &["カタカナ", "語", "a", "カ"]),
        ("צה\"ל ג'", &["צה\"ל", "ג'"]),
        ("👨\u{200d}👩 a\u{200d}😀", &["a\u{200d}😀"]),
        ("½ cup, m²", &["½", "cup", "m", "²"]),
        ("10\u{202f}000 \u{202f}", &["10\u{202f}000"]),
        (" \u{64b}x", &[" \u{64b}", "x"]),
        ("a\u{2003} \u{64b}b", &["a", "\u{2003} \u{64b}", "b"]),
    ];
    for (text, expected) in cases {
        assert_equal(text);
        assert_eq!(words(text).map(|token| token.text).collect::<Vec<_>>(), expected, "{text:?}");
    }
}

#[test]
fn adversarial_strings() {
    let mut adversary = Adversary::new(1);
    for _ in 0..6_000 {
        assert_equal(&adversary.string(24));
    }
    for _ in 0..20 {
        let text = adversary.string(400);
        for (at, _) in text.char_indices() {
            assert_equal(&text[..at]);
        }
    }
}

#[test]
fn texts_of_many_stretches() {
    let mut adversary = Adversary::new(2);
    for length in [1_000, 10_000, 30_000] {
        let text: String = (0..length / 20).map(|_| adversary.string(20)).collect();
        assert_equal(&text);
        assert_equal(&text.replace([' ', '\n', '\r'], ""));
        assert_equal(&"word, ".repeat(length / 6));
        assert_equal(&"a".repeat(length));
        assert_equal(&"_".repeat(length));
        assert_equal(&"\u{301}".repeat(length));
        assert_equal(&"😀\u{200d}".repeat(length / 7));
    }
}

#[test]
fn a_stretch_that_grows_too_long_is_cut_between_segments() {
    // Without a certain boundary, cuts fall between segments of the reference and never inside one.
    let text = "中文ab😀".repeat(40);
    let end = stretch_end(&text, 0, 10, 100);
    assert!((100..110).contains(&end), "{end}");
    let words: Vec<_> = text.unicode_words().collect();
    let (left, right) = text.split_at(end);
    assert_eq!(left.unicode_words().chain(right.unicode_words()).collect::<Vec<_>>(), words);
}

#[test]
fn tokens_can_cross_threads() {
    fn assert_auto_traits<T: Send + Sync>() {}
    assert_auto_traits::<Tokens<'_>>();
    assert_auto_traits::<Token<'_>>();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_string(text in any::<String>()) {
        assert_equal(&text);
    }

    #[test]
    fn any_ascii(text in "[ -~\n\r]{0,200}") {
        assert_equal(&text);
    }

    #[test]
    fn any_sentence(text in "([a-z]{1,8}|[0-9]{1,3}|[.,:;'’“” —é\u{301}_]|[а-я]{1,5}| ){0,60}") {
        assert_equal(&text);
    }
}
