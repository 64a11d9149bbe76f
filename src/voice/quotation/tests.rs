//! Sentences of ours with the attributions that a reader finds in them.

use proptest::prelude::*;

use super::*;

/// Source, cue and content of a quotation; pieces of content are joined by a bar, what is missing is "-".
fn shown(text: &str) -> Vec<[String; 3]> {
    let one = |span: Option<Span>| span.and_then(|span| span.of(text)).unwrap_or("-").to_owned();
    quotations(text)
        .iter()
        .map(|found| {
            let content: Vec<&str> =
                found.content.iter().filter_map(|span| span.of(text)).collect();
            [one(found.source), one(found.cue), content.join(" | ")]
        })
        .collect()
}

#[test]
fn attributions() {
    let cases: [(&str, &[[&str; 3]]); 34] = [
        ("“We stay,” Ann Roe said.", &[["Ann Roe", "said", "“We stay,”"]]),
        ("“We stay,” said Ann Roe, the mayor.", &[["Ann Roe, the mayor", "said", "“We stay,”"]]),
        ("Ann Roe said: “We stay.”", &[["Ann Roe", "said", "“We stay.”"]]),
        (
            "“We stay,” Roe said. “We always do.”",
            &[["Roe", "said", "“We stay,” | “We always do.”"]],
        ),
        (
            "“We stay,” she said, “and we fight.”",
            &[["she", "said", "“We stay,” | “and we fight.”"]],
        ),
        (
            "“Who pays for it? Nobody does,” Roe asked.",
            &[["Roe", "asked", "“Who pays for it? Nobody does,”"]],
        ),
        ("''We stay,'' Mr. Roe said.", &[["Mr. Roe", "said", "''We stay,''"]]),
        ("Roe said that the bridge was safe.", &[["Roe", "said", "that the bridge was safe"]]),
        (
            "Roe said on Monday that the bridge was safe.",
            &[["Roe", "said", "that the bridge was safe"]],
        ),
        ("Roe said the bridge was safe.", &[["Roe", "said", "the bridge was safe"]]),
        (
            "Roe told the Herald that the bridge was safe.",
            &[["Roe", "told", "that the bridge was safe"]],
        ),
        ("The bridge was safe, Roe said.", &[["Roe", "said", "The bridge was safe"]]),
        ("The bridge was safe, said Roe.", &[["Roe", "said", "The bridge was safe"]]),
        ("The bridge, Roe said, was safe.", &[["Roe", "said", "The bridge | was safe"]]),
        ("As Roe noted, the bridge was safe.", &[["Roe", "noted", "the bridge was safe"]]),
        (
            "According to Roe, the bridge was safe.",
            &[["Roe", "According to", "the bridge was safe"]],
        ),
        (
            "The bridge was safe, according to Roe.",
            &[["Roe", "according to", "The bridge was safe"]],
        ),
        (
            "Roe called it “a disaster” in every way.",
            &[["Roe", "called", "it “a disaster” in every way"]],
        ),
        ("Roe, a lawyer, said that it failed.", &[["Roe, a lawyer,", "said", "that it failed"]]),
        ("Roe, who built it, said that it failed.", &[["Roe", "said", "that it failed"]]),
        ("Roe, however, said that it failed.", &[["Roe", "said", "that it failed"]]),
        ("Roe has never said that it failed.", &[["Roe", "has never said", "that it failed"]]),
        ("Roe vowed to fight the plan.", &[["Roe", "vowed", "to fight the plan"]]),
        ("Critics accused Roe of lying.", &[["Critics", "accused", "Roe of lying"]]),
        ("Roe was praised by the unions.", &[["the unions", "was praised", "Roe"]]),
        ("Roe was quoted as saying it failed.", &[["Roe", "was quoted as saying", "it failed"]]),
        (
            "Roe's claim that it failed surprised nobody.",
            &[["Roe's", "claim", "that it failed surprised nobody"]],
        ),
        (
            "Roe said it failed, adding that nobody cared.",
            &[["Roe", "said", "it failed"], ["Roe", "adding", "that nobody cared"]],
        ),
        (
            "“It failed,” Roe said, adding that nobody cared.",
            &[["Roe", "said", "“It failed,”"], ["Roe", "adding", "that nobody cared"]],
        ),
        (
            "A senior official who works there said the talks failed.",
            &[["A senior official", "said", "the talks failed"]],
        ),
        ("Some said the talks failed.", &[["Some", "said", "the talks failed"]]),
        ("The company reports its claims and states its plans.", &[]),
        ("The said bridge is closed.", &[]),
        ("He don't like the “old” bridge.", &[]),
    ];
    for (text, expected) in cases {
        let found = shown(text);
        assert_eq!(
            found,
            expected.iter().map(|row| row.map(str::to_owned)).collect::<Vec<_>>(),
            "{text}"
        );
    }
}

#[test]
fn quotations_over_paragraphs_keep_their_speaker() {
    let text = "“One thing first,” Ann Roe said.\n\n“We will stay.\n\n“And we will build.”";
    let found = quotations(text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].content.len(), 3);
    assert_eq!(found[0].kind, QuotationKind::Direct);
}

#[test]
fn a_missing_mark_swallows_no_article() {
    let text = "Roe called it “a disaster and left. Poe said that it was late.\n\nNobody came. Moe said no more.";
    let found = shown(text);
    assert!(found.contains(&["Poe".into(), "said".into(), "that it was late".into()]), "{found:?}");
    assert!(found.iter().all(|row| !row[2].contains("Nobody")), "{found:?}");
}

#[test]
fn kinds_and_classes() {
    use CueClass::*;
    use QuotationKind::*;
    let cases = [
        ("“It failed,” Roe said.", Direct, Neutral),
        ("Roe revealed that it was “a mess”.", Partial, Factive),
        ("Roe claimed that it failed.", Reported, Doubting),
        ("Roe insisted that it failed.", Reported, Forceful),
        ("Roe denied that it failed.", Reported, Denying),
        ("Roe asked whether it failed.", Reported, Asking),
        ("Roe praised the plan.", Stance, Judging),
        ("Roe hopes that it fails.", Stance, Thinking),
    ];
    for (text, kind, class) in cases {
        let found = quotations(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].kind, found[0].class), (kind, Some(class)), "{text}");
    }
}

#[test]
fn sources_are_told_apart() {
    // Text, described, anonymous, pronoun, gender of the last quotation.
    let cases = [
        ("Ann Roe said that it failed.", false, false, false, None),
        ("Ms. Roe said that it failed.", false, false, false, Some(Gender::Woman)),
        ("A spokesman for the town said that it failed.", true, false, false, Some(Gender::Man)),
        ("Critics said that it failed.", true, false, false, None),
        ("Two officials said that it failed.", true, true, false, None),
        ("A person familiar with the talks said that it failed.", true, true, false, None),
        ("He said that it failed.", false, false, true, Some(Gender::Man)),
        ("The wife of Mr. Roe said that it failed.", false, false, false, Some(Gender::Woman)),
        ("The report said that it failed.", false, false, false, None),
    ];
    for (text, described, anonymous, pronoun, gender) in cases {
        let found = quotations(text);
        let last = found.last().unwrap_or_else(|| panic!("nothing in {text}"));
        let is = (last.described, last.anonymous, last.pronoun, last.gender);
        assert_eq!(is, (described, anonymous, pronoun, gender), "{text}");
    }
}

#[test]
fn a_pronoun_goes_on_a_name_that_fits() {
    let text = "Mr. Roe said no. She said that it was late. He said that it was early.";
    let found = quotations(text);
    let speakers: Vec<_> =
        found.iter().map(|one| one.speaker.and_then(|span| span.of(text))).collect();
    assert_eq!(speakers[speakers.len() - 2..], [None, Some("Mr. Roe")]);
}

/// Words and marks out of which texts are drawn that look like news.
const PIECES: [&str; 44] = [
    "Roe",
    "said",
    "says",
    "that",
    "“",
    "”",
    "\"",
    "'",
    "''",
    "‘",
    "’",
    "«",
    "»",
    "„",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "-",
    "—",
    "(",
    ")",
    "\n",
    "\n\n",
    "according",
    "to",
    "he",
    "who",
    "adding",
    "told",
    "was",
    "by",
    "the",
    "claim",
    "and",
    "it",
    "failed",
    "on Monday",
    "é",
    "漢字",
    "\u{a0}",
    "😀",
];

fn newsy() -> impl Strategy<Value = String> {
    proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..60).prop_map(|drawn| {
        let mut text = String::new();
        for (piece, glued) in drawn {
            text += PIECES[piece];
            if !glued {
                text.push(' ');
            }
        }
        text
    })
}

fn holds(text: &str) {
    let quoted = quoted_spans(text);
    assert!(quoted.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
    let found = quotations(text);
    assert!(found.windows(2).all(|pair| pair[0].content[0].start <= pair[1].content[0].start));
    for one in &found {
        assert!(!one.content.is_empty());
        assert!(
            one.content.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "{text:?}: {one:?}"
        );
        let all = one
            .content
            .iter()
            .chain(&one.source)
            .chain(&one.cue)
            .chain(&one.speaker)
            .chain(&one.quoted);
        for span in all {
            assert!(!span.is_empty() && span.of(text).is_some(), "{text:?}: {one:?}");
        }
        for outside in one.source.iter().chain(&one.cue) {
            assert!(one.content.iter().all(|span| !span.overlaps(outside)), "{text:?}: {one:?}");
        }
        for inside in &one.quoted {
            assert!(one.content.iter().any(|span| span.covers(inside)), "{text:?}: {one:?}");
        }
    }
}

proptest! {
    #[test]
    fn places_hold_on_texts_like_news(text in newsy()) {
        holds(&text);
    }

    #[test]
    fn places_hold_on_any_text(text in any::<String>()) {
        holds(&text);
    }
}
