//! What holds for every text: spans resolve to their own words, and nothing panics.

use parallax::token::{Normalizer, TokenizedCorpus, words};
use parallax::{Article, Brief, Comparison, Corpus, report};
use proptest::prelude::*;

/// Text with the characters that break things: quotes, dashes, marks, emoji, line ends, controls.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Z][a-z]{1,9}( [a-z]{2,8}){3,9}[.!?]",
        2 => Just("Mr. Stone\u{2019}s U.S.-led talks cost $3.5bn.She left.\u{201C}No,\u{201D} he said.".to_owned()),
        1 => "\\PC{0,12}",
        1 => any::<String>(),
        1 => "[\u{300}-\u{310}\u{200D}\u{1F1E6}-\u{1F1FF}\u{1F468}\u{202E}\r\n\t\0{}<>&*_#|]{0,8}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let outlet = prop_oneof!["[a-d]", any::<String>()];
    let article = (outlet, text(), text(), prop::option::of("[st]"));
    let article = article.prop_map(|(outlet, headline, body, story)| {
        let mut article = Article::new(outlet, headline, body);
        article.story = story;
        article
    });
    proptest::collection::vec(article, 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn words_are_those_of_the_standard(text in text()) {
        use unicode_segmentation::UnicodeSegmentation;
        let ours: Vec<(usize, &str)> =
            words(&text).map(|token| (token.start, token.text)).collect();
        let theirs: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn every_citation_resolves_to_its_own_words(articles in articles()) {
        let corpus = Corpus::new(articles);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        for id in corpus.article_ids() {
            let document = tokenized.document(id);
            for sentence in &document.sentences {
                let text = corpus.article(id).text(sentence.part);
                prop_assert!(corpus.words(&tokenized.cite(id, sentence)).is_some());
                for token in document.words_of(sentence) {
                    prop_assert_eq!(token.span.of(text), Some(tokenized.vocabulary().form(token.form)));
                }
            }
        }
        // Fewer than two outlets is an error, never a panic.
        let Ok(comparison) = Comparison::builder().min_words(3).build(&corpus) else {
            prop_assert!(corpus.outlets().len() < 2);
            return Ok(());
        };
        for passage in &comparison.passages {
            prop_assert_eq!(corpus.words(&passage.at), Some(passage.words.as_str()));
        }
        let brief = Brief::new(&comparison);
        for claim in brief.chapters.iter().flat_map(|chapter| chapter.claims()) {
            prop_assert!(!claim.citations().is_empty());
            for at in claim.citations() {
                prop_assert_eq!(corpus.words(at), brief.words(at));
            }
        }
        let page = report::text(&brief);
        prop_assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
        report::markdown(&brief);
    }
}
