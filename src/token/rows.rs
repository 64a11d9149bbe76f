//! The terms of many texts, counted on all cores: a row of counts for each text, over one vocabulary.
//!
//! Every thread counts spellings in a part of the texts; the parts are then joined and the spellings
//! understood (see [`parts`](super::parts)), and counts of spellings become counts of terms. The result
//! is that of [`Chain`](super::Chain) over one text after another, on any number of threads.

use std::ops::Range;

use rayon::prelude::*;

use super::intern::{Spellings, Tally, TermId};
use super::parts::{cut, join};
use super::segment::Segmenter;
use super::simd::Path;
use super::{FormId, Normalizer, Vocabulary};

/// The counts of many texts.
///
/// ```
/// use parallax::token::{Normalizer, Rows};
///
/// let rows = Rows::count(&["The vote: the votes.", "A tax, a vote."], Normalizer::default());
/// let vote = rows.vocabulary().find("vote").unwrap();
/// let tax = rows.vocabulary().find("tax").unwrap();
/// assert_eq!(rows.row(0), [(vote, 2)]);
/// assert_eq!(rows.row(1), [(tax, 1), (vote, 1)]);
/// ```
#[derive(Clone, Debug)]
pub struct Rows {
    vocabulary: Vocabulary,
    parts: Vec<Part>,
    n_rows: usize,
}

/// Texts that were counted by one thread.
#[derive(Clone, Debug)]
struct Part {
    /// The number of the first text.
    first: usize,
    /// The rows one after another; numbers of spellings, until the spellings are understood.
    counts: Vec<(TermId, u32)>,
    /// Where each row ends in `counts`.
    ends: Vec<usize>,
}

impl Rows {
    /// Counts the terms of each text, on all cores.
    pub fn count<T: AsRef<str> + Sync>(texts: &[T], normalizer: Normalizer) -> Self {
        let parts = cut(texts.iter().map(|text| text.as_ref().len()));
        // All tables have the seed of this one: see `Spellings::find_those_of`.
        let empty = Spellings::default();
        let read = |part: Range<usize>| Part::read(part.start, &texts[part], empty.clone());
        let parts: Vec<(Part, Spellings)> = parts.into_par_iter().map(read).collect();
        let (mut parts, spellings): (Vec<Part>, Vec<Spellings>) = parts.into_iter().unzip();
        let (vocabulary, numbers) = join(normalizer, spellings);
        parts.par_iter_mut().zip(numbers).for_each(|(part, numbers)| {
            part.count_terms(&vocabulary, &numbers);
        });
        Self { vocabulary, parts, n_rows: texts.len() }
    }

    /// Every spelling and term of the texts.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The number of texts.
    pub fn len(&self) -> usize {
        self.n_rows
    }

    /// Whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    /// Each term of a text that is no stop word, and how often it occurs, in order of first occurrence.
    ///
    /// # Panics
    /// Where there is no such text, as indexing a slice does.
    pub fn row(&self, text: usize) -> &[(TermId, u32)] {
        let part = self.parts.partition_point(|part| part.first <= text) - 1;
        let Part { first, counts, ends } = &self.parts[part];
        let start = if text == *first { 0 } else { ends[text - first - 1] };
        &counts[start..ends[text - first]]
    }
}

impl Part {
    /// Counts the spellings of each text, with an empty table.
    fn read<T: AsRef<str>>(
        first: usize,
        texts: &[T],
        mut spellings: Spellings,
    ) -> (Self, Spellings) {
        let mut part = Part { first, counts: Vec::new(), ends: Vec::with_capacity(texts.len()) };
        let n_bytes = texts.iter().map(|text| text.as_ref().len()).sum();
        spellings.expect_news(n_bytes);
        // An article of news has a spelling for each fifteen bytes; memory that is not touched costs nothing.
        part.counts.reserve(n_bytes / 12);
        let (mut segmenter, mut tally) = (Segmenter::new(Path::Auto), Tally::default());
        for text in texts {
            let (text, mut at) = (text.as_ref(), 0);
            while at < text.len() {
                let offset = at;
                at = segmenter.advance(text, offset);
                let stretch = &text[offset..];
                spellings.tally::<false>(
                    segmenter.kernel(),
                    stretch,
                    segmenter.words(),
                    &mut tally,
                );
            }
            spellings.settle(segmenter.kernel(), &mut tally, |slot, times| {
                part.counts.push((slot.number(), times))
            });
            part.ends.push(part.counts.len());
        }
        (part, spellings)
    }

    /// Turns counts of spellings into counts of terms, in place.
    fn count_terms(&mut self, vocabulary: &Vocabulary, numbers: &[FormId]) {
        let meanings: Vec<_> = numbers.iter().map(|&form| vocabulary.meaning(form)).collect();
        // The latest place of each term in `counts` plus one. Only those behind the start are of the present row.
        let mut columns = vec![0_usize; vocabulary.n_terms()];
        let (mut from, mut to) = (0, 0);
        for end in &mut self.ends {
            let start = to;
            for at in from..*end {
                let (number, times) = self.counts[at];
                let meaning = meanings[number.index()];
                let column = &mut columns[meaning.term().index()];
                if *column > start {
                    self.counts[*column - 1].1 += times;
                    continue;
                }
                // A stop word is written too, and the next word over it: a branch here would be a coin toss.
                self.counts[to] = (meaning.term(), times);
                let is_kept = usize::from(!meaning.is_stop());
                to += is_kept;
                *column = to * is_kept;
            }
            from = std::mem::replace(end, to);
        }
        self.counts.truncate(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Chain;

    #[test]
    fn rows_are_those_of_one_text_after_another() {
        let sentence = |n: usize| {
            format!(
                "The vote{} on tax {} was voted for; it is the {}th internationalisation. ",
                n % 7,
                n % 41,
                n
            )
        };
        let texts: Vec<String> =
            (0..300).map(|n| (n..n + n % 40).map(sentence).collect()).collect();
        assert!(texts.iter().map(String::len).sum::<usize>() > 1 << 18, "several parts");
        let mut chain = Chain::new(Normalizer::default());
        let expected: Vec<_> = texts.iter().map(|text| chain.count(text).counts.to_vec()).collect();
        for n_threads in 1..4 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build();
            let rows =
                pool.expect("a few threads").install(|| Rows::count(&texts, Normalizer::default()));
            assert!(rows.vocabulary().is_equal(chain.vocabulary()), "{n_threads} threads");
            assert_eq!(rows.len(), texts.len());
            assert!((0..rows.len()).all(|text| rows.row(text) == expected[text]));
        }
        assert!(Rows::count(&[""; 0], Normalizer::default()).is_empty());
    }
}
