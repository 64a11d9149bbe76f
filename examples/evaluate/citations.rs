//! Does every citation of a comparison and its brief resolve to its own words?

use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Brief, Comparison, Corpus, Reader};
use serde_json::json;

use super::Outcome;

pub fn run(paths: &[String]) -> Outcome {
    if paths.is_empty() {
        return Err("needed: a file of article records".into());
    }
    let mut n_wrong = 0;
    for path in paths {
        let reading = Reader::default().read_path(path)?;
        let (n_records, n_set_aside) = (reading.n_records, reading.set_aside.len());
        let corpus = Corpus::new(reading.articles);
        let (n_tokens, wrong_tokens) = tokens(&corpus);
        // One outlet alone cannot be compared; its words are checked all the same.
        let (n_citations, wrong_citations, n_claims) = match Comparison::new(&corpus) {
            Ok(comparison) => citations(&corpus, &comparison),
            Err(_) => (0, 0, 0),
        };
        n_wrong += wrong_tokens + wrong_citations;
        println!(
            "{}",
            json!({
                "file": path, "records": n_records, "set_aside": n_set_aside, "tokens": n_tokens,
                "wrong_tokens": wrong_tokens, "claims": n_claims, "citations": n_citations,
                "wrong_citations": wrong_citations,
            })
        );
    }
    if n_wrong > 0 {
        Err(format!("{n_wrong} spans do not hold their own words").into())
    } else {
        Ok(())
    }
}

/// The number of tokens, and of those whose span does not hold their spelling.
fn tokens(corpus: &Corpus) -> (usize, usize) {
    let tokenized = TokenizedCorpus::new(corpus, Normalizer::default());
    let (mut n_tokens, mut n_wrong) = (0, 0);
    for id in corpus.article_ids() {
        let document = tokenized.document(id);
        for sentence in &document.sentences {
            let text = corpus.article(id).text(sentence.part);
            for token in document.words_of(sentence) {
                n_tokens += 1;
                let same = token.span.of(text) == Some(tokenized.vocabulary().form(token.form));
                n_wrong += usize::from(!same || !sentence.span.covers(&token.span));
            }
        }
    }
    (n_tokens, n_wrong)
}

/// The number of citations, of those that are wrong, and of claims.
fn citations(corpus: &Corpus, comparison: &Comparison) -> (usize, usize, usize) {
    let brief = Brief::new(comparison);
    let (mut n_citations, mut n_wrong, mut n_claims) = (0, 0, 0);
    for passage in &comparison.passages {
        n_citations += 1;
        n_wrong += usize::from(corpus.words(&passage.at) != Some(passage.words.as_str()));
    }
    for claim in brief.chapters.iter().flat_map(|chapter| chapter.claims()) {
        n_claims += 1;
        n_wrong += usize::from(claim.citations().is_empty());
        for at in claim.citations() {
            let words = corpus.words(at);
            n_wrong += usize::from(words.is_none() || words != brief.words(at));
        }
    }
    (n_citations, n_wrong, n_claims)
}
