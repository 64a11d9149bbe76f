//! The whole way from text to counts in one pass: words, normal forms, numbers, counts.
//!
//! The work on a word that was met before is to find its surface form in a table and to add one to
//! a counter; nothing is allocated. Folding, stop list and stemming are the caller's function,
//! which is called once for each distinct surface form and never again: [`Chain`] remembers the
//! answer.
//!
//! Terms are numbered by first occurrence in the order of the texts, so a corpus that is cut into
//! parts, counted in as many threads and merged in order by [`Interner::absorb`] gives the
//! numbers of one thread.
//!
//! Cost: some 20 nanoseconds per known word of English news, and one call of the caller's function per
//! form.

use std::borrow::Cow;

use super::intern::{Forms, Interner, Key, TermId, UNKNOWN};
use super::segment::Segmenter;
use super::simd::Path;

/// The number that stands for all stop words; terms begin behind it.
const STOP: usize = 0;

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
    /// Each term that occurs and how often, in order of first occurrence.
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
/// use std::borrow::Cow;
/// use parallax::token::Chain;
///
/// let mut chain = Chain::new(|word: &str| match word {
///     "the" | "The" => None,
///     _ => Some(Cow::Owned(word.to_lowercase())),
/// });
/// let row = chain.count("The vote: the Vote, the tax.");
/// let counts: Vec<(usize, u32)> = row.counts.iter().map(|&(term, n)| (term.index(), n)).collect();
/// assert_eq!(counts, [(0, 2), (1, 1)]);
/// assert_eq!((row.n_words, row.n_stop_words), (6, 3));
/// assert_eq!(chain.vocabulary().terms().collect::<Vec<_>>(), ["vote", "tax"]);
/// ```
#[derive(Clone, Debug)]
pub struct Chain<F> {
    segmenter: Segmenter,
    lexicon: Lexicon<F>,
    /// The numbers of the words of the present stretch.
    numbers: Vec<u32>,
    /// How often each number occurred in the present text; zero between texts.
    tally: Vec<u32>,
    /// The numbers that occurred, in order of first occurrence, and room for one more.
    met: Vec<u32>,
    counts: Vec<(TermId, u32)>,
    places: Vec<Place>,
}

impl<F> Chain<F>
where
    F: for<'w> FnMut(&'w str) -> Option<Cow<'w, str>>,
{
    /// A chain around the function that makes a word's normal form, or `None` of a stop word. The
    /// function must give the same answer for the same word, since it is asked only once.
    pub fn new(normalise: F) -> Self {
        Self::on(Path::Auto, normalise)
    }

    /// A chain on a chosen path. The answers are those of [`Chain::new`].
    pub fn on(path: Path, normalise: F) -> Self {
        Self {
            segmenter: Segmenter::new(path),
            lexicon: Lexicon { forms: Forms::new(), vocabulary: Interner::new(), normalise },
            numbers: Vec::new(),
            tally: vec![0],
            met: vec![0; 2],
            counts: Vec::new(),
            places: Vec::new(),
        }
    }

    /// The path that is really taken.
    pub fn path(&self) -> Path {
        self.segmenter.kernel().path()
    }

    /// The terms met so far.
    pub fn vocabulary(&self) -> &Interner {
        &self.lexicon.vocabulary
    }

    /// Gives up the chain and keeps the terms.
    pub fn into_vocabulary(self) -> Interner {
        self.lexicon.vocabulary
    }

    /// Counts the terms of a text.
    pub fn count(&mut self, text: &str) -> Row<'_> {
        self.pass::<false>(text)
    }

    /// Counts the terms of a text and notes where each occurs.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB, since places are kept in 32 bits.
    pub fn count_with_places(&mut self, text: &str) -> Row<'_> {
        assert!(u32::try_from(text.len()).is_ok(), "a text with places must be shorter than 4 GiB");
        self.pass::<true>(text)
    }

    fn pass<const PLACES: bool>(&mut self, text: &str) -> Row<'_> {
        let Self { segmenter, lexicon, numbers, tally, met, counts, places } = self;
        places.clear();
        let (mut n_words, mut n_met, mut at) = (0, 0, 0);
        while at < text.len() {
            let offset = at;
            at = segmenter.advance(text, offset);
            let words = segmenter.words();
            lexicon.forms.look_up(segmenter.kernel(), &text.as_bytes()[offset..], words, numbers);
            for (word, (&[start, end], &number)) in words.iter().zip(&*numbers).enumerate() {
                let (start, end) = (offset + start as usize, offset + end as usize);
                let number = match number {
                    UNKNOWN => lexicon.find_or_learn(text, start, end),
                    number => number as usize,
                };
                if number >= tally.len() {
                    tally.resize(number + 1, 0);
                    met.resize(number + 2, 0);
                }
                // Written whether it is the first occurrence or not: a branch here would be a coin
                // toss.
                met[n_met] = number as u32;
                n_met += usize::from(tally[number] == 0);
                tally[number] += 1;
                if PLACES && number != STOP {
                    places.push(Place {
                        term: term(number as u32),
                        word: (n_words + word) as u32,
                        start: start as u32,
                        end: end as u32,
                    });
                }
            }
            n_words += words.len();
        }
        let n_stop_words = std::mem::take(&mut tally[STOP]) as usize;
        counts.clear();
        for &number in met[..n_met].iter().filter(|&&number| number as usize != STOP) {
            counts.push((term(number), std::mem::take(&mut tally[number as usize])));
        }
        Row { counts, places, n_words, n_stop_words }
    }
}

/// The term of a number that is not that of the stop words.
fn term(number: u32) -> TermId {
    TermId::new(number - 1)
}

/// What surface forms mean.
#[derive(Clone)]
struct Lexicon<F> {
    forms: Forms,
    vocabulary: Interner,
    normalise: F,
}

impl<F> std::fmt::Debug for Lexicon<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("n_terms", &self.vocabulary.len()).finish_non_exhaustive()
    }
}

impl<F> Lexicon<F>
where
    F: for<'w> FnMut(&'w str) -> Option<Cow<'w, str>>,
{
    /// The number of the form `text[start..end]`, which is new or not where it should be.
    #[cold]
    fn find_or_learn(&mut self, text: &str, start: usize, end: usize) -> usize {
        let key = Key::new(text.as_bytes(), start, end - start);
        let known = match key {
            Some(key) => self.forms.get(key),
            None => self.forms.get_long(&text[start..end]),
        };
        match known {
            Some(number) => number as usize,
            None => self.learn(key, &text[start..end]),
        }
    }

    /// Asks once what a form means.
    fn learn(&mut self, key: Option<Key>, form: &str) -> usize {
        let number = match (self.normalise)(form) {
            None => STOP,
            Some(term) => self.vocabulary.intern(&term).index() + 1,
        };
        match key {
            Some(key) => self.forms.insert(key, number as u32),
            None => self.forms.insert_long(form, number as u32),
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// Lower case; words of two letters are stop words.
    fn normal(word: &str) -> Option<Cow<'_, str>> {
        (word.len() != 2).then(|| Cow::Owned(word.to_lowercase()))
    }

    const TEXTS: [&str; 7] = [
        "The vote: the Vote, of the U.S. on Tuesday.",
        "",
        "— … —",
        "A counterrevolutionary’s Counterrevolutionary’s vote; the internationalisation of it",
        "Der Bundeskanzlersekretär im 中文 сегодня СЕГОДНЯ",
        "the the the",
        "one\u{0}two 3,000.5 3,000.5",
    ];

    #[test]
    fn counts_and_places_are_those_of_the_plain_way() {
        for path in Path::ALL {
            let mut chain = Chain::on(path, normal);
            for text in TEXTS.into_iter().chain(TEXTS) {
                let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
                let mut expected = BTreeMap::new();
                for term in words.iter().filter_map(|(_, word)| normal(word)) {
                    *expected.entry(term.into_owned()).or_insert(0) += 1;
                }
                let row = chain.count_with_places(text);
                let (counts, places) = (row.counts.to_vec(), row.places.to_vec());
                assert_eq!(row.n_words, words.len(), "{text}");
                let n_stop_words = words.iter().filter(|(_, word)| normal(word).is_none()).count();
                assert_eq!(row.n_stop_words, n_stop_words, "{text}");
                let term = |id| chain.vocabulary().term(id).to_owned();
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
                    assert_eq!(Some(term(place.term)), normal(word).map(Cow::into_owned), "{text}");
                }
                assert_eq!(chain.count(text).counts, counts, "{text}");
            }
        }
    }

    #[test]
    fn each_form_is_asked_for_once() {
        let mut asked = Vec::new();
        let mut chain = Chain::new(|word: &str| {
            asked.push(word.to_owned());
            normal(word)
        });
        for _ in 0..3 {
            TEXTS.into_iter().for_each(|text| {
                chain.count(text);
            });
        }
        drop(chain);
        let mut expected = Vec::new();
        for word in TEXTS.into_iter().flat_map(|text| text.unicode_words()) {
            if !expected.contains(&word) {
                expected.push(word);
            }
        }
        assert_eq!(asked, expected);
    }

    #[test]
    fn parts_merged_in_order_are_the_whole() {
        let mut whole = Chain::new(normal);
        let rows: Vec<_> =
            TEXTS.into_iter().map(|text| whole.count(text).counts.to_vec()).collect();
        for cut in 0..TEXTS.len() {
            let (mut merged, mut merged_rows) = (Interner::new(), Vec::new());
            for part in [&TEXTS[..cut], &TEXTS[cut..]] {
                let mut chain = Chain::new(normal);
                let rows: Vec<_> =
                    part.iter().map(|text| chain.count(text).counts.to_vec()).collect();
                let here = merged.absorb(chain.vocabulary());
                let translate = |row: Vec<(TermId, u32)>| -> Vec<(TermId, u32)> {
                    row.into_iter().map(|(id, n)| (here[id.index()], n)).collect()
                };
                merged_rows.extend(rows.into_iter().map(translate));
            }
            assert!(merged.terms().eq(whole.vocabulary().terms()), "cut at {cut}");
            assert_eq!(merged_rows, rows, "cut at {cut}");
        }
    }

    #[test]
    fn a_text_of_many_stretches() {
        let text = TEXTS.join(" ").repeat(300);
        let mut chain = Chain::new(normal);
        let row = chain.count_with_places(&text);
        assert_eq!(row.n_words, text.unicode_words().count());
        assert_eq!(row.places.len() + row.n_stop_words, row.n_words);
        assert_eq!(row.counts.iter().map(|&(_, n)| n as usize).sum::<usize>(), row.places.len());
    }
}
