//! Tokens, terms, sentences and frames.

use datafusion::error::Result;
use datafusion::prelude::SessionConfig;
use parallax::clean::Masks;
use parallax::framing::{Builtin, FrameMatcher, FrameTable, Inventory};
use parallax::token::{Normalizer, TermKind, TokenizedCorpus, sentences, words};

use super::{articles, context, failure, forms, plain_context, rows};

const HARBOUR: &str = "inventory: harbour\n[jobs] Jobs\nwords: jobs, trade\n[safety] Safety\nwords: safety, threat*, crane*\n";

#[tokio::test]
async fn words_terms_and_sentences_are_those_of_the_crate() -> Result<()> {
    let normalizer = Normalizer::default();
    let mut expected = Vec::new();
    for article in articles() {
        let text = &article.text;
        let tokens: Vec<&str> = words(text).map(|word| word.text).collect();
        let terms: Vec<String> = tokens
            .iter()
            .map(|word| normalizer.term(word))
            .filter(|(_, kind)| *kind == TermKind::Word)
            .map(|(term, _)| term)
            .collect();
        let sentences: Vec<String> = sentences(text)
            .map(|at| {
                format!("{{start: {}, end: {}, text: {}}}", at.start, at.end, &text[at.clone()])
            })
            .collect();
        let [tokens, terms, sentences] =
            [tokens.join(", "), terms.join(", "), sentences.join(", ")];
        expected.push(format!("[{tokens}]|[{terms}]|[{sentences}]"));
    }
    expected.sort();
    for form in forms() {
        let context = context(SessionConfig::new(), &form, 2)?;
        let query = "SELECT parallax_tokens(text), parallax_terms(text), parallax_sentences(text) FROM articles";
        let mut found = rows(&context, query).await?;
        found.sort();
        assert_eq!(found, expected, "{form}");
    }
    Ok(())
}

#[tokio::test]
async fn frames_are_those_of_the_crate() -> Result<()> {
    let harbour = Inventory::parse("harbour", HARBOUR).unwrap();
    let cases = [
        ("", Builtin::PolicyFrames.inventory()),
        (", 'news_frames'", Builtin::NewsFrames.inventory()),
        (&format!(", '{HARBOUR}'"), &harbour),
    ];
    let corpus = parallax::Corpus::new(
        articles().into_iter().map(|article| parallax::Article::new("", "", article.text)),
    );
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    for (argument, inventory) in cases {
        let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
        let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
        let mut expected = Vec::new();
        for row in table.rows() {
            let frames = matcher.frame_ids().filter(|&id| !matcher.frame(id).residual).map(|id| {
                format!(
                    "{{frame: {}, n_sentences: {}, of_sentences: {}}}",
                    matcher.frame(id).key,
                    row.n_body(id),
                    row.n_body_sentences
                )
            });
            expected.push(format!("[{}]", frames.collect::<Vec<_>>().join(", ")));
        }
        expected.sort();
        assert!(expected.iter().any(|row| row.contains("n_sentences: 1")), "nothing is found");
        for form in forms() {
            let context = context(SessionConfig::new(), &form, 2)?;
            let query = format!("SELECT parallax_frames(text{argument}) FROM articles");
            let mut found = rows(&context, &query).await?;
            found.sort();
            assert_eq!(found, expected, "{form} {argument}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn literals_nulls_and_empty_texts() -> Result<()> {
    let context = plain_context()?;
    let cases = [
        (
            "parallax_tokens('Harbour dues rise by 3,000.5 e')",
            "[Harbour, dues, rise, by, 3,000.5, e]",
        ),
        ("parallax_tokens('')", "[]"),
        ("parallax_tokens(NULL)", ""),
        ("parallax_terms('The harbours raised their dues')", "[harbour, rais, due]"),
        ("parallax_terms('Die Häfen steigen', 'de')", "[haf, steig]"),
        ("parallax_terms('Ports and dues', NULL)", "[port, due]"),
        ("parallax_terms(NULL)", ""),
        (
            "parallax_sentences('Gov. Ann Roe left. It rained.')",
            "[{start: 0, end: 18, text: Gov. Ann Roe left.}, {start: 19, end: 29, text: It rained.}]",
        ),
        ("parallax_sentences(' ')", "[]"),
        ("parallax_sentences(NULL)", ""),
        ("array_length(parallax_frames(''))", "14"),
        ("parallax_frames(NULL)", ""),
    ];
    for (expression, expected) in cases {
        let found = rows(&context, &format!("SELECT {expression}")).await?;
        assert_eq!(found, [expected], "{expression}");
    }
    let column = "SELECT parallax_tokens(t) FROM (VALUES ('a b'), (NULL), ('')) AS v(t)";
    assert_eq!(rows(&context, column).await?, ["[a, b]", "", "[]"]);
    Ok(())
}

#[tokio::test]
async fn calls_that_cannot_be_made_say_what_is_needed() -> Result<()> {
    let context = plain_context()?;
    let cases = [
        ("parallax_tokens(1)", "found Int64, needed text"),
        ("parallax_tokens()", "takes a text"),
        ("parallax_terms('a', 'xx')", "no language \"xx\""),
        ("parallax_frames('a', 'unheard_of')", "policy_frames, news_frames"),
        ("parallax_frames('a', 'words:\n')", "inventory:1"),
        ("parallax_frames(text, outlet)", "as a literal"),
        ("parallax_profile(text, text)", "an outlet, a story and a text"),
        ("parallax_profile_merge(text)", "needed a profile"),
        ("parallax_profile(DISTINCT outlet, story, text)", "DISTINCT"),
    ];
    for (expression, expected) in cases {
        let message = failure(&context, &format!("SELECT {expression} FROM articles")).await;
        assert!(message.contains(expected), "{expression}: {message}");
    }
    Ok(())
}

#[tokio::test]
async fn shares_of_frames_in_plain_sql() -> Result<()> {
    let context = plain_context()?;
    let query = "SELECT outlet, sum(f['n_sentences']) AS n, sum(f['of_sentences']) AS of
                 FROM (SELECT outlet, unnest(parallax_frames(text)) AS f FROM articles)
                 WHERE f['frame'] = 'economic' GROUP BY outlet ORDER BY outlet";
    let found = rows(&context, query).await?;
    assert_eq!(found.len(), 5);
    assert!(found[0].starts_with("outlet-0.example|"), "{}", found[0]);
    Ok(())
}
