use parallax::clean::Masks;
use parallax::comparison::Habits;
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Comparison, Corpus, Reader};
pub fn run(arguments: &[String]) -> super::Outcome {
    let coverage = Reader::default().read_paths(arguments)?;
    let corpus = Corpus::new(coverage.articles);
    if arguments[0].contains("allsides") {
        let c = Comparison::new(&corpus)?;
        for p in &c.outlets {
            if let Habits::Tested { n_tested, found } = &p.habits {
                eprintln!(
                    "{} {n_tested}: {}",
                    p.slug,
                    found.iter().take(25).map(|h| h.shown.as_str()).collect::<Vec<_>>().join(", ")
                );
            }
        }
    }
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let masks = Masks::new(&corpus, &tokenized);
    for m in masks.iter() {
        println!(
            "{}",
            serde_json::json!({"reason": m.reason, "n": m.n_tokens, "outlet": corpus.outlet(corpus.outlet_of(m.at.article)).slug, "text": corpus.words(&m.at)})
        );
    }
    Ok(())
}
