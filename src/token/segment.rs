//! Words of a text with their places: exactly those of `unicode-segmentation`'s
//! `unicode_word_indices` (UAX #29, segments with a letter or a number in them), tens of times
//! faster on news.
//!
//! A text is taken in stretches of some thousand bytes that end where a boundary is certain. A
//! stretch becomes one bit per byte, set inside words: first by [`simd`](super::simd), which knows
//! ASCII, then by [`settle`], which corrects the places where there is more to know. The places
//! where the bits change are the edges of the words. Cost: about three nanoseconds per word for
//! typographic English.
//!
//! Limits: Chinese, Japanese and Thai are written without spaces, and UAX #29 knows no words of
//! theirs; it gives one token per character (katakana: per run).

pub(crate) mod classes;
#[cfg(test)]
mod adversary;
mod settle;

use self::settle::{Bits, cut_after, cut_at_or_before};
use super::simd::{Kernel, Path};
use crate::article::Span;

/// Bytes of text per stretch. The bits and edges of one stay in the first-level cache.
const STRETCH: usize = 8 * 1024;

/// Edges are counted in 32 bits from the start of a stretch, so a stretch must stay below this
/// length.
const LONGEST_STRETCH: usize = 1 << 30;

/// A word where it stands in its text.
///
/// ```
/// use parallax::token::words;
///
/// let words: Vec<&str> = words("“We can’t wait,” she said.").map(|token| token.text).collect();
/// assert_eq!(words, ["We", "can’t", "wait", "she", "said"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token<'t> {
    /// The word as it was published.
    pub text: &'t str,
    /// The place of its first byte.
    pub start: usize,
}

impl Token<'_> {
    /// The bytes of the text that the word covers. A text that places are taken from is shorter than 4 GiB.
    ///
    /// ```
    /// use parallax::Span;
    /// use parallax::token::words;
    ///
    /// assert_eq!(words("the story").last().map(|token| token.span()), Some(Span::new(4, 9)));
    /// ```
    pub fn span(&self) -> Span {
        Span::from_range(self.start..self.start + self.text.len())
    }
}

/// The words of a text, in order: those of `unicode_word_indices`, on any string.
///
/// ```
/// use parallax::token::words;
///
/// let places: Vec<(usize, &str)> = words("3,000.5 e-mails").map(|t| (t.start, t.text)).collect();
/// assert_eq!(places, [(0, "3,000.5"), (8, "e"), (10, "mails")]);
/// ```
pub fn words(text: &str) -> Tokens<'_> {
    words_on(Path::Auto, text)
}

/// The words of a text, found on a chosen path. The answer is that of [`words`].
///
/// ```
/// use parallax::token::{Path, words_on};
///
/// assert_eq!(words_on(Path::Portable, "one two").count(), 2);
/// ```
pub fn words_on(path: Path, text: &str) -> Tokens<'_> {
    Tokens { text, offset: 0, end: 0, next: 0, segmenter: Segmenter::new(path) }
}

/// The number of words of a text, found on a chosen path without looking at any of them: what
/// segmentation alone costs.
///
/// ```
/// use parallax::token::{Path, count_words};
///
/// assert_eq!(count_words(Path::Auto, "We can’t wait"), 3);
/// ```
pub fn count_words(path: Path, text: &str) -> usize {
    let mut segmenter = Segmenter::new(path);
    let (mut n_words, mut at) = (0, 0);
    while at < text.len() {
        at = segmenter.advance(text, at);
        n_words += segmenter.words().len();
    }
    n_words
}

/// Iterator over the words of a text; made by [`words`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    /// Where the present stretch starts and ends.
    offset: usize,
    end: usize,
    /// The next word of the present stretch.
    next: usize,
    segmenter: Segmenter,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    #[inline]
    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            if let Some(&[start, end]) = self.segmenter.words().get(self.next) {
                self.next += 1;
                let (start, end) = (self.offset + start as usize, self.offset + end as usize);
                return Some(Token { text: &self.text[start..end], start });
            }
            if self.end == self.text.len() {
                return None;
            }
            self.offset = self.end;
            self.end = self.segmenter.advance(self.text, self.offset);
            self.next = 0;
        }
    }
}

/// Finds the words of one stretch after another; its buffers are used again for every text.
#[derive(Clone, Debug)]
pub(crate) struct Segmenter {
    kernel: Kernel,
    bits: Bits,
    /// Start and end of each word in turn; beyond `n_edges` without meaning.
    edges: Vec<u32>,
    n_edges: usize,
}

impl Segmenter {
    pub(crate) fn new(path: Path) -> Self {
        Self { kernel: Kernel::new(path), bits: Bits::default(), edges: Vec::new(), n_edges: 0 }
    }

    /// What the inner loops run on.
    pub(crate) fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// Finds the words of the stretch that starts at `from`, which is 0 or an earlier answer of
    /// this function for the same text; gives the end of the stretch.
    pub(crate) fn advance(&mut self, text: &str, from: usize) -> usize {
        let end = stretch_end(text, from, STRETCH, LONGEST_STRETCH);
        let stretch = &text[from..end];
        self.bits.set(self.kernel, stretch);
        self.n_edges = if self.bits.has_breaks() {
            self.bits.edges_with_breaks(stretch.len(), &mut self.edges)
        } else {
            self.kernel.edges(&self.bits.blocks, stretch.len(), &mut self.edges)
        };
        if self.bits.has_joiners() {
            self.drop_bare_joiners(stretch);
        }
        end
    }

    /// Start and end of the words of the present stretch, counted from its start.
    #[inline]
    pub(crate) fn words(&self) -> &[[u32; 2]] {
        self.edges[..self.n_edges].as_chunks().0
    }

    /// Removes the segments that are underscores alone: they have nothing of a word in them.
    fn drop_bare_joiners(&mut self, stretch: &str) {
        let (words, _) = self.edges[..self.n_edges].as_chunks_mut::<2>();
        let mut kept = 0;
        for at in 0..words.len() {
            let [start, end] = words[at];
            let word = &stretch[start as usize..end as usize];
            // Hard characters got here through the reference, which has judged them already.
            let makes_word = |c| {
                use classes::Class::{Digit, Hard, Kana, Letter, Mark, Single};
                matches!(classes::class(u32::from(c)), Letter | Digit | Single | Kana | Mark | Hard)
            };
            if word.as_bytes()[0].is_ascii_alphanumeric() || word.chars().any(makes_word) {
                words[kept] = words[at];
                kept += 1;
            }
        }
        self.n_edges = 2 * kept;
    }
}

/// Where the stretch from `from` on ends: at the last certain boundary within `wanted` bytes, else
/// at the first one beyond. Text without any for `longest` bytes is cut between two segments of the
/// reference, after which its rules start afresh.
fn stretch_end(text: &str, from: usize, wanted: usize, longest: usize) -> usize {
    use unicode_segmentation::UnicodeSegmentation;

    let rest = &text.as_bytes()[from..];
    if rest.len() <= wanted {
        return text.len();
    }
    let end = match cut_at_or_before(rest, wanted) {
        0 => cut_after(rest, wanted),
        cut => cut,
    };
    if end <= longest {
        return from + end;
    }
    text[from..]
        .split_word_bound_indices()
        .map(|(at, _)| from + at)
        .find(|at| at - from >= longest)
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
