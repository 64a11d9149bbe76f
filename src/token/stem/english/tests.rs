use rust_stemmers::{Algorithm, Stemmer};

use super::exceptions::BEGINNINGS;
use super::*;

/// The stem written out.
fn stemmed(word: &str) -> Option<String> {
    stem(word).map(|stem| stem.of(word).into_owned())
}

#[test]
fn stems_are_those_of_rust_stemmers() {
    let reference = Stemmer::create(Algorithm::English);
    let parts = [
        "a", "e", "i", "o", "u", "y", "b", "t", "l", "s", "w", "x", "'", "1", "st", "bb", "tt",
        "ll", "gener", "commun", "arsen", "at", "bl", "iz", "ed", "eed", "ing", "ingly", "edly",
        "eedly", "sses", "ies", "ied", "us", "ss", "'s", "'s'", "ational", "tional", "enci",
        "anci", "abli", "entli", "ization", "alism", "aliti", "fulness", "ousli", "iveness",
        "iviti", "biliti", "bli", "ogi", "fulli", "lessli", "li", "alize", "icate", "iciti",
        "ical", "ful", "ness", "ative", "al", "ance", "er", "ic", "able", "ant", "ement", "ment",
        "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "sion", "tion", "yes", "sky",
        "news", "inn", "succ", "proc", "exc", "out", "herr",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let all = "andes atlas bias cosmos dying early gently howe idly lying news only singly skies skis sky tying \
        ugly canning earring exceed herring inning outing proceed succeed";
    // What is corrected.
    let departs = |word: &String| {
        let bytes = word.trim_start_matches('\'').as_bytes();
        BEGINNINGS.into_iter().any(|start| {
            bytes.starts_with(start) && !matches!(start, b"arsen" | b"commun" | b"gener")
        }) || word.contains("ogist")
            || matches!(bytes, [b'a' | b'e' | b'o', b, c, b'e' | b'i', ..] if b == c)
    };
    let made = (0..200_000)
        .map(|_| (0..1 + next(5)).map(|_| parts[next(parts.len())]).collect::<String>());
    let all = all.split_whitespace().map(str::to_owned).chain(made);
    for word in all.filter(|word| !departs(word)) {
        assert_eq!(stemmed(&word).as_deref(), Some(&*reference.stem(&word)), "{word}");
    }
}

#[test]
fn words_of_every_length_are_stemmed_to_their_end() {
    let reference = Stemmer::create(Algorithm::English);
    for length in 3..=LONGEST {
        for ending in ["y", "ies", "ational", "ization", "ated", "hopping", "fulness", "ly", "e"] {
            let letters = "strobmanick".bytes().cycle().map(char::from);
            let n_letters = length.saturating_sub(ending.len());
            let word = letters.take(n_letters).chain(ending.chars()).collect::<String>();
            assert_eq!(stemmed(&word).as_deref(), Some(&*reference.stem(&word)), "{word}");
        }
    }
}

/// Stems of the package `snowballstemmer` 3.1.1 for Python.
#[test]
fn corrected_stems_are_those_of_snowball() {
    let cases = "university universiti universities universiti universe univers universal universal \
        international internat internal internal interned intern internet internet interest interest interval interval \
        organization organiz organisation organis organize organiz organic organic organs organ \
        emergency emergenc emerging emerg lateral lateral later later pasted paste past past pastor pastor pastoral pastor \
        evening evening evenings evening even even added add adding add adds add ads ad egged egg offed off \
        biologist biolog psychologists psycholog biology biolog paste paste add add odd odd odder odder \
        vying vie";
    let cases: Vec<&str> = cases.split_whitespace().collect();
    for &[word, expected] in cases.as_chunks().0 {
        assert_eq!(stemmed(word).as_deref(), Some(expected), "{word}");
    }
}

#[test]
fn other_words_are_left_to_the_reference() {
    for word in ["naïve", "City", "it’s", &"a".repeat(63)] {
        assert_eq!(stemmed(word), None, "{word}");
    }
}
