//! How does each outlet write the words that house styles write differently?
//!
//! "Kyiv" or "Kiev", "organize" or "organise", "U.S." or "US": they are counted as one word, because a spelling is no
//! emphasis. Which outlet has which is of interest all the same, so it is listed here, apart from every ranking.
//! Unit: occurrences in all of the outlet's text, what is set aside included.
//! Cost: one look at each word.
//!
//! It misleads where a paper quotes: a spelling inside a quotation may be that of whoever is quoted.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::article::{Corpus, OutletId};
use crate::token::TokenizedCorpus;

/// A word that the outlets of a corpus write in several ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HouseSpelling {
    /// What all of them are counted as.
    pub counted_as: String,
    /// The ways, the most frequent one first.
    pub ways: Vec<SpellingWay>,
}

/// One way of writing a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SpellingWay {
    /// As it is published most often.
    pub spelling: String,
    /// The outlets that write so, those that do it most often first: slug and occurrences.
    pub outlets: Vec<(String, u32)>,
}

impl SpellingWay {
    /// Occurrences in all outlets.
    pub fn n(&self) -> u32 {
        self.outlets.iter().map(|(_, n)| n).sum()
    }
}

/// The words that are written in several ways, those with most occurrences first.
pub(super) fn house_spellings(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Vec<HouseSpelling> {
    let vocabulary = tokenized.vocabulary();
    let normalizer = vocabulary.normalizer();
    // Upper and lower case are no difference of style here, so a way is known by its folded letters.
    let of_form: Vec<Option<(String, String)>> =
        vocabulary.forms().map(|(_, form)| normalizer.house_spelling(form)).collect();
    let mut found: BTreeMap<&str, BTreeMap<String, Way<'_>>> = BTreeMap::new();
    for (id, document) in corpus.article_ids().zip(tokenized.documents()) {
        let outlet = corpus.outlet_of(id);
        for token in &document.tokens {
            if let Some((counted_as, spelling)) = &of_form[token.form.index()] {
                let ways = found.entry(counted_as).or_default();
                let way = ways.entry(spelling.to_lowercase()).or_default();
                *way.spellings.entry(spelling).or_default() += 1;
                *way.outlets.entry(outlet).or_default() += 1;
            }
        }
    }
    let slug = |id: OutletId| corpus.outlet(id).slug.clone();
    let several = found.into_iter().filter(|(_, ways)| ways.len() > 1 && differ(ways.keys()));
    let mut spellings: Vec<HouseSpelling> = several
        .map(|(counted_as, ways)| {
            let way = |way: Way<'_>| {
                // Of equals the one with fewer capitals, which sorts last.
                let most = way.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(a.0.cmp(b.0)));
                let mut outlets: Vec<(String, u32)> =
                    way.outlets.iter().map(|(&id, &n)| (slug(id), n)).collect();
                outlets.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                let spelling =
                    most.map_or_else(String::new, |(spelling, _)| (*spelling).to_owned());
                SpellingWay { spelling, outlets }
            };
            let mut ways: Vec<SpellingWay> = ways.into_values().map(way).collect();
            ways.sort_by(|a, b| b.n().cmp(&a.n()).then_with(|| a.spelling.cmp(&b.spelling)));
            HouseSpelling { counted_as: counted_as.to_owned(), ways }
        })
        .collect();
    let n = |spelling: &HouseSpelling| spelling.ways.iter().map(SpellingWay::n).sum::<u32>();
    spellings.sort_by(|a, b| n(b).cmp(&n(a)).then_with(|| a.counted_as.cmp(&b.counted_as)));
    spellings
}

/// How often a way of writing is used, by how it is published and by whom.
#[derive(Default)]
struct Way<'a> {
    spellings: BTreeMap<&'a str, u32>,
    outlets: BTreeMap<OutletId, u32>,
}

/// Whether ways differ in more than a dot at their end, which is there where a sentence goes on.
fn differ<'k>(ways: impl Iterator<Item = &'k String>) -> bool {
    ways.map(|way| way.trim_end_matches('.')).collect::<BTreeSet<_>>().len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    /// An outlet, and how often it writes so.
    type By<'f> = Vec<(&'f str, u32)>;

    #[test]
    fn each_outlet_has_its_way() {
        let corpus = Corpus::new([
            Article::new(
                "a",
                "",
                "The U.S. envoy left Kiev. Kiev\u{2019}s mayor stayed. They organised aid.",
            ),
            Article::new("b", "", "The US envoy left Kyiv, said the U.N. office. An EU team came."),
            Article::new("c", "", "A US team reached KYIV. Tell us more. An EU team came."),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let found = house_spellings(&corpus, &tokenized);
        let shown: Vec<(&str, Vec<(&str, By<'_>)>)> = found
            .iter()
            .map(|word| {
                let ways = word.ways.iter().map(|way| {
                    let by = way.outlets.iter().map(|(slug, n)| (slug.as_str(), *n)).collect();
                    (way.spelling.as_str(), by)
                });
                (word.counted_as.as_str(), ways.collect())
            })
            .collect();
        // The UN and the EU are written in one way only, and so is what was organised.
        assert_eq!(
            shown,
            [
                ("kyiv", vec![("Kiev", vec![("a", 2)]), ("Kyiv", vec![("b", 1), ("c", 1)])]),
                ("u.s", vec![("US", vec![("b", 1), ("c", 1)]), ("U.S.", vec![("a", 1)])]),
            ]
        );
    }
}
