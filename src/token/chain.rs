//! The whole way from text to counts in one pass: words, normal forms, numbers, counts.
//!
//! The work on a word that was met before is to find its spelling in the table of the [`Vocabulary`] and
//! to add one to a counter; nothing is allocated. Folding, stop list and stemming are done once for
//! each distinct spelling, after the text in which it is first met.
//!
//! Terms are numbered by first occurrence in the order of the texts, so a corpus that is cut into
//! parts, counted in as many threads and merged in order by [`Vocabulary::merge`] gives the
//! numbers of one thread.
//!
//! Cost: some 10 nanoseconds per word of English news, and 200 more for each new spelling.

use super::intern::{Tally, TermId};
use super::segment::Segmenter;
use super::simd::Path;
use super::{Normalizer, Vocabulary};

/// Bytes of a first text for which the table is made large enough beforehand.
const LONG: usize = 1 << 18;

/// One occurrence of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The term.
    pub term: TermId,
    /// How many words of the text come before, stop words too: neighbours differ by one.
    pub word: u32,
    /// The byte of the text where the word starts.
    pub start: u32,
    /// The byte behind its last one.
    pub end: u32,
}

/// What one text holds; borrowed from the [`Chain`] until its next text.
#[derive(Clone, Copy, Debug)]
pub struct Row<'c> {
    /// Each term that occurs and is no stop word, and how often, in order of first occurrence.
    pub counts: &'c [(TermId, u32)],
    /// Where they occur, in order; empty unless places were asked for.
    pub places: &'c [Place],
    /// Words in the text, stop words too.
    pub n_words: usize,
    /// Those of them that the stop list took.
    pub n_stop_words: usize,
}

/// Counts the terms of one text after another.
///
/// ```
/// use parallax::token::{Chain, Normalizer};
///
/// let mut chain = Chain::new(Normalizer::default());
/// let row = chain.count("The vote: the votes, the tax.");
/// let counts: Vec<(usize, u32)> = row.counts.iter().map(|&(term, n)| (term.index(), n)).collect();
/// assert_eq!(counts, [(1, 2), (2, 1)]);
/// assert_eq!((row.n_words, row.n_stop_words), (6, 3));
/// let terms = [row.counts[0].0, row.counts[1].0];
/// assert_eq!(terms.map(|term| chain.vocabulary().key(term)), ["vote", "tax"]);
/// ```
#[derive(Clone, Debug)]
pub struct Chain {
    segmenter: Segmenter,
    vocabulary: Vocabulary,
    tally: Tally,
    /// The place of each term in `counts` plus one; zero between texts.
    columns: Vec<u32>,
    counts: Vec<(TermId, u32)>,
    places: Vec<Place>,
}

impl Chain {
    /// A chain that knows no word yet.
    pub fn new(normalizer: Normalizer) -> Self {
        Self::on(Path::Auto, normalizer)
    }

    /// A chain on a chosen path. The answers are those of [`Chain::new`].
    pub fn on(path: Path, normalizer: Normalizer) -> Self {
        Self {
            segmenter: Segmenter::new(path),
            vocabulary: Vocabulary::on(path, normalizer),
            tally: Tally::default(),
            columns: Vec::new(),
            counts: Vec::new(),
            places: Vec::new(),
        }
    }

    /// The path that is really taken.
    pub fn path(&self) -> Path {
        self.segmenter.kernel().path()
    }

    /// The spellings and terms met so far.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Gives up the chain and keeps the spellings and terms.
    pub fn into_vocabulary(self) -> Vocabulary {
        self.vocabulary
    }

    /// Counts the terms of a text.
    pub fn count(&mut self, text: &str) -> Row<'_> {
        self.pass::<false>(text).0
    }

    /// As [`Chain::count`], with the vocabulary that tells what the terms are.
    pub(crate) fn count_with_vocabulary(&mut self, text: &str) -> (Row<'_>, &Vocabulary) {
        self.pass::<false>(text)
    }

    /// Counts the terms of a text and notes where each occurs.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB, since places are kept in 32 bits.
    pub fn count_with_places(&mut self, text: &str) -> Row<'_> {
        assert!(u32::try_from(text.len()).is_ok(), "a text with places must be shorter than 4 GiB");
        self.pass::<true>(text).0
    }

    fn pass<const PLACES: bool>(&mut self, text: &str) -> (Row<'_>, &Vocabulary) {
        self.places.clear();
        if text.len() > LONG && self.vocabulary.n_forms() == 0 {
            self.vocabulary.expect(text.len());
        }
        let (mut n_words, mut at) = (0, 0);
        while at < text.len() {
            let offset = at;
            at = self.segmenter.advance(text, offset);
            let Self { segmenter, vocabulary, tally, .. } = self;
            vocabulary.tally::<PLACES>(&text[offset..], segmenter.words(), tally);
            if PLACES {
                vocabulary.understand();
                self.note_places(offset, n_words);
            }
            n_words += self.segmenter.words().len();
        }
        // Where no places are wanted, all that is new is understood together.
        self.vocabulary.understand();
        self.row(n_words)
    }

    /// Notes the places of the words that were tallied last. `offset` bytes and `n_words` words come before.
    fn note_places(&mut self, offset: usize, n_words: usize) {
        let words = self.segmenter.words();
        let mut n_places = self.places.len();
        let nowhere = Place { term: TermId(0), word: 0, start: 0, end: 0 };
        self.places.resize(n_places + words.len(), nowhere);
        let meanings = self.vocabulary.meanings(&self.tally);
        for (nth, (&[start, end], meaning)) in words.iter().zip(meanings).enumerate() {
            // Written whether it is wanted or not: a branch here would be a coin toss.
            self.places[n_places] = Place {
                term: meaning.term(),
                word: (n_words + nth) as u32,
                start: offset as u32 + start,
                end: offset as u32 + end,
            };
            n_places += usize::from(!meaning.is_stop());
        }
        self.places.truncate(n_places);
    }

    /// Adds up the tallies of the spellings of each term.
    fn row(&mut self, n_words: usize) -> (Row<'_>, &Vocabulary) {
        let Self { vocabulary, tally, columns, counts, places, .. } = self;
        columns.resize(vocabulary.n_terms(), 0);
        counts.clear();
        let mut n_stop_words = 0;
        vocabulary.settle(tally, |meaning, times| {
            if meaning.is_stop() {
                n_stop_words += times as usize;
                return;
            }
            match &mut columns[meaning.term().index()] {
                0 => {
                    counts.push((meaning.term(), times));
                    columns[meaning.term().index()] = counts.len() as u32;
                }
                column => counts[*column as usize - 1].1 += times,
            }
        });
        for (term, _) in &*counts {
            columns[term.index()] = 0;
        }
        (Row { counts, places, n_words, n_stop_words }, vocabulary)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::token::TermKind;

    const TEXTS: [&str; 8] = [
        "The vote: the Votes, of the U.S. on Tuesday.",
        "",
        "\u{2014} \u{2026} \u{2014}",
        "A counterrevolutionary\u{2019}s Counterrevolutionary\u{2019}s vote; the internationalisation of it",
        "Der Bundeskanzlersekretär im 中文 сегодня СЕГОДНЯ",
        "the the the",
        "one\u{0}two 3,000.5 3,000.5",
        "voting Voted the votes that voters vote",
    ];

    #[test]
    fn counts_and_places_are_those_of_the_plain_way() {
        let normalizer = Normalizer::default();
        let normal = |word: &str| {
            let (term, kind) = normalizer.term(word);
            (kind != TermKind::Stop).then_some(term)
        };
        for path in Path::ALL {
            let mut chain = Chain::on(path, normalizer.clone());
            for text in TEXTS.into_iter().chain(TEXTS) {
                let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
                let mut expected = BTreeMap::new();
                for term in words.iter().filter_map(|(_, word)| normal(word)) {
                    *expected.entry(term).or_insert(0) += 1;
                }
                let row = chain.count_with_places(text);
                let (counts, places) = (row.counts.to_vec(), row.places.to_vec());
                assert_eq!(row.n_words, words.len(), "{text}");
                let n_stop_words = words.iter().filter(|(_, word)| normal(word).is_none()).count();
                assert_eq!(row.n_stop_words, n_stop_words, "{text}");
                let term = |id| chain.vocabulary().key(id).to_owned();
                let found: BTreeMap<String, u32> =
                    counts.iter().map(|&(id, n)| (term(id), n)).collect();
                assert_eq!(found, expected, "{path:?} {text}");
                let kept = words.iter().enumerate().filter(|(_, (_, word))| normal(word).is_some());
                assert!(
                    places
                        .iter()
                        .map(|p| (p.word as usize, p.start as usize, p.end as usize))
                        .eq(kept.map(|(nth, (start, word))| (nth, *start, start + word.len())))
                );
                for place in &places {
                    let word = &text[place.start as usize..place.end as usize];
                    assert_eq!(Some(term(place.term)), normal(word), "{text}");
                }
                assert_eq!(chain.count(text).counts, counts, "{text}");
            }
        }
    }

    #[test]
    fn the_vocabulary_is_that_of_interning_word_by_word() {
        let mut chain = Chain::new(Normalizer::default());
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        for text in TEXTS {
            chain.count(text);
            text.unicode_words().for_each(|word| {
                vocabulary.intern(word);
            });
        }
        assert!(chain.vocabulary().is_equal(&vocabulary));
    }

    #[test]
    fn parts_merged_in_order_are_the_whole() {
        let mut whole = Chain::new(Normalizer::default());
        let rows: Vec<_> =
            TEXTS.into_iter().map(|text| whole.count(text).counts.to_vec()).collect();
        for cut in 0..TEXTS.len() {
            let mut merged = Vocabulary::new(Normalizer::default());
            let mut merged_rows = Vec::new();
            for part in [&TEXTS[..cut], &TEXTS[cut..]] {
                let mut chain = Chain::new(Normalizer::default());
                let rows: Vec<_> =
                    part.iter().map(|text| chain.count(text).counts.to_vec()).collect();
                let here = merged.merge(chain.vocabulary()).terms;
                let translate = |row: Vec<(TermId, u32)>| -> Vec<(TermId, u32)> {
                    row.into_iter().map(|(id, n)| (here[id.index()], n)).collect()
                };
                merged_rows.extend(rows.into_iter().map(translate));
            }
            assert!(merged.is_equal(whole.vocabulary()), "cut at {cut}");
            assert_eq!(merged_rows, rows, "cut at {cut}");
        }
    }

    #[test]
    fn a_text_of_many_stretches() {
        let text = TEXTS.join(" ").repeat(300);
        let mut chain = Chain::new(Normalizer::default());
        let row = chain.count_with_places(&text);
        assert_eq!(row.n_words, text.unicode_words().count());
        assert_eq!(row.places.len() + row.n_stop_words, row.n_words);
        assert_eq!(row.counts.iter().map(|&(_, n)| n as usize).sum::<usize>(), row.places.len());
    }
}
