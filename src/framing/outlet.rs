//! The framing of one outlet: how much of its coverage each frame takes up, with the passages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ArticleFrames, FrameId, FrameMatcher, FrameTable, Zone};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Span};
use crate::stats::{Estimate, Moments, proportion};

/// The intervals of shares cover this much.
const LEVEL: f64 = 0.95;

/// How one outlet presents what it covers.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::framing::{Builtin, FrameMatcher, FrameTable, Framing};
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("Reuters", "Taxes rise", "Taxes rose. It rained."),
///     Article::new("SCMP", "Court rules", "The court ruled."),
/// ]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let matcher = FrameMatcher::new(Builtin::PolicyFrames.inventory(), tokenized.vocabulary());
/// let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
/// for framing in Framing::of_outlets(&corpus, &matcher, &table) {
///     let economic = framing.frame("economic").unwrap();
///     println!("{}: {:.0} % of sentences", framing.outlet, 100.0 * economic.sentences.unwrap().value);
///     for passage in &economic.passages {
///         println!("  {}", corpus.words(&passage.citation).unwrap());
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Framing {
    /// The slug of the outlet.
    pub outlet: String,
    /// The number of its articles.
    pub n_articles: u32,
    /// The number of sentences of their bodies.
    pub n_sentences: u32,
    /// One entry for each frame, in the order of the matcher.
    pub frames: Vec<FrameShare>,
}

/// How much of an outlet's coverage one frame takes up. Shares go from 0 to 1; their intervals, at 95 %, come from
/// articles: the spread between them for sentences, Wilson's for shares of headlines, ledes and articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FrameShare {
    /// The inventory's key.
    pub inventory: String,
    /// The frame's key.
    pub key: String,
    /// The frame's name.
    pub name: String,
    /// The share of the sentences of bodies that carry the frame; `None` where there is no sentence.
    pub sentences: Option<Estimate>,
    /// The share of headlines that carry it; `None` where no article has one.
    pub headlines: Option<Estimate>,
    /// The share of ledes that carry it; `None` where no article has one.
    pub ledes: Option<Estimate>,
    /// The share of articles that use it (see [`ArticleFrames::used`]).
    pub articles: Option<Estimate>,
    /// The share of articles whose primary frame it is.
    pub primary: Option<Estimate>,
    /// The number of sentences of bodies that carry it.
    pub n_sentences: u32,
    /// The words that it was found by, the commonest first, folded to lower case.
    pub words: Vec<MatchedWords>,
    /// The sentences that carry it, headlines included, in the order of the corpus.
    pub passages: Vec<Passage>,
}

/// Words that a frame was found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MatchedWords {
    /// The words in lower case.
    pub text: String,
    /// How often.
    pub n: u32,
}

/// A sentence that carries a frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// The sentence.
    pub citation: Citation,
    /// Where in the article it stands.
    pub zone: Zone,
    /// The words in it that speak for the frame, as bytes of the same part of the article.
    pub words: Vec<Span>,
}

impl Framing {
    /// The framing of every outlet, in the order of the corpus. `table` was made from the same corpus and
    /// matcher.
    pub fn of_outlets(corpus: &Corpus, matcher: &FrameMatcher, table: &FrameTable) -> Vec<Framing> {
        corpus.outlet_ids().map(|outlet| Framing::of(corpus, matcher, table, outlet)).collect()
    }

    /// The framing of one outlet.
    ///
    /// # Panics
    ///
    /// Where the id or the table comes from a larger corpus, as indexing a slice does.
    pub fn of(
        corpus: &Corpus,
        matcher: &FrameMatcher,
        table: &FrameTable,
        outlet: OutletId,
    ) -> Framing {
        let articles: Vec<(ArticleId, &ArticleFrames)> = corpus
            .article_ids()
            .zip(table.rows())
            .filter(|(article, _)| corpus.outlet_of(*article) == outlet)
            .collect();
        let uses: Vec<Vec<FrameId>> = articles
            .iter()
            .map(|(_, row)| row.used(matcher).iter().map(|used| used.frame).collect())
            .collect();
        let frames = matcher
            .frame_ids()
            .map(|frame| FrameShare::new(corpus, matcher, &articles, &uses, frame))
            .collect();
        Framing {
            outlet: corpus.outlet(outlet).slug.clone(),
            n_articles: articles.len() as u32,
            n_sentences: articles.iter().map(|(_, row)| row.n_body_sentences).sum(),
            frames,
        }
    }

    /// The entry of a frame, by its key; where several inventories have one, the first.
    pub fn frame(&self, key: &str) -> Option<&FrameShare> {
        self.frames.iter().find(|frame| frame.key == key)
    }
}

impl FrameShare {
    fn new(
        corpus: &Corpus,
        matcher: &FrameMatcher,
        articles: &[(ArticleId, &ArticleFrames)],
        uses: &[Vec<FrameId>],
        id: FrameId,
    ) -> Self {
        let rows = || articles.iter().map(|(_, row)| *row);
        let of_articles = |counts: &dyn Fn(&ArticleFrames) -> bool, zone: Zone| {
            let counted: Vec<_> = rows().filter(|row| counts(row)).collect();
            let n = counted.iter().filter(|row| row.has(id, zone)).count();
            proportion(n as u32, counted.len() as u32, LEVEL)
        };
        let n_sentences: u32 = rows().map(|row| row.n_body(id)).sum();
        let worded =
            rows().filter(|row| row.n_body_sentences + row.n_headline_sentences > 0).count() as u32;
        let n_use = uses.iter().filter(|used| used.contains(&id)).count() as u32;
        let n_primary = uses.iter().filter(|used| used.first() == Some(&id)).count() as u32;
        let frame = matcher.frame(id);
        FrameShare {
            inventory: matcher.inventory_of(id).to_owned(),
            key: frame.key.clone(),
            name: frame.name.clone(),
            sentences: share_of_sentences(rows(), id),
            headlines: of_articles(&|row| row.n_headline_sentences > 0, Zone::Headline),
            ledes: of_articles(&|row| row.n_lede_sentences > 0, Zone::Lede),
            articles: proportion(n_use, worded, LEVEL),
            primary: proportion(n_primary, worded, LEVEL),
            n_sentences,
            words: matched_words(corpus, articles, id),
            passages: passages(articles, id),
        }
    }
}

/// The share of all sentences that carry a frame.
fn share_of_sentences<'a>(
    rows: impl Iterator<Item = &'a ArticleFrames>,
    id: FrameId,
) -> Option<Estimate> {
    let mut sum = Moments::default();
    for row in rows.filter(|row| row.n_body_sentences > 0) {
        sum.merge(&Moments::of(row.n_body_sentences, row.n_body(id)));
    }
    sum.share(LEVEL)
}

fn matched_words(
    corpus: &Corpus,
    articles: &[(ArticleId, &ArticleFrames)],
    frame: FrameId,
) -> Vec<MatchedWords> {
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    for (article, row) in articles {
        for sentence in row.sentences(frame) {
            let text = corpus.article(*article).text(sentence.zone.part());
            for found in sentence.matches.iter().filter(|found| found.frame == frame) {
                let words = found.span.of(text).unwrap_or_default().to_lowercase();
                *counted.entry(words).or_default() += 1;
            }
        }
    }
    let mut words: Vec<MatchedWords> =
        counted.into_iter().map(|(text, n)| MatchedWords { text, n }).collect();
    // The sort is stable, so words of one frequency stay in alphabetical order.
    words.sort_by_key(|words| std::cmp::Reverse(words.n));
    words
}

fn passages(articles: &[(ArticleId, &ArticleFrames)], frame: FrameId) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (article, row) in articles {
        passages.extend(row.sentences(frame).map(|sentence| {
            let found = sentence.matches.iter().filter(|found| found.frame == frame);
            Passage {
                citation: Citation {
                    article: *article,
                    part: sentence.zone.part(),
                    span: sentence.span,
                },
                zone: sentence.zone,
                words: found.map(|found| found.span).collect(),
            }
        }));
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::clean::Masks;
    use crate::framing::Inventory;
    use crate::token::{Normalizer, TokenizedCorpus};

    #[test]
    fn shares_and_passages_of_an_outlet() {
        let inventory =
            Inventory::parse("x", "inventory: x\n[tax] Tax\nwords: tax*, cost of living").unwrap();
        let corpus = Corpus::new([
            Article::new(
                "a",
                "Taxes up",
                "Taxes rose. The cost of living too.\nIt rained. It blew.",
            ),
            Article::new("b", "", "Taxes."),
            Article::new("a", "Rain", "Rain.\nTaxed rain."),
            Article::new("a", "", ""),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
        let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
        let framings = Framing::of_outlets(&corpus, &matcher, &table);
        let tax = framings[0].frame("tax").unwrap();
        assert_eq!((framings[0].n_articles, framings[0].n_sentences), (3, 6));
        // Two articles with 2 of 4 and 1 of 2 sentences do not differ, so only their number speaks.
        for share in [tax.sentences, tax.headlines, tax.ledes, tax.primary] {
            assert_eq!(share, proportion(1, 2, LEVEL));
        }
        assert_eq!(tax.words[0], MatchedWords { text: "taxes".into(), n: 2 });
        let sentences: Vec<_> =
            tax.passages.iter().map(|passage| corpus.words(&passage.citation).unwrap()).collect();
        assert_eq!(
            sentences,
            ["Taxes up", "Taxes rose.", "The cost of living too.", "Taxed rain."]
        );
        assert_eq!(framings[1].frame("tax").unwrap().headlines, None);
        let text = serde_json::to_string(&framings).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Framing>>(&text).unwrap(), framings);
    }

    #[test]
    fn results_can_cross_threads() {
        fn check<T: Send + Sync + 'static>() {}
        check::<Framing>();
        check::<FrameTable>();
        check::<FrameMatcher>();
    }
}
