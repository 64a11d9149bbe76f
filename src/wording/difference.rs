//! Where do two outlets' sentences for the same fact part ways?
//!
//! The words of the two sentences are aligned (Myers 1986, doi:10.1007/BF01840446, in the crate `similar`) and the
//! stretches that only one has are marked. A number that stands before the same word in both and differs is a clash of
//! numbers; "at least" and "nearly" before it are kept, because "at least 15" and "20" need not disagree. Cost: the
//! length times the number of differences. It misleads where two sentences order the same clauses differently.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::article::{Citation, OutletId, Span, StoryId};
use crate::token::{Language, stem, without_possessive, words};

/// One outlet's words for a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Side {
    /// The outlet.
    pub outlet: OutletId,
    /// Its sentence.
    pub at: Citation,
    /// The words that the other side has not, as bytes of the same part of the article.
    pub only_here: Vec<Span>,
}

impl Side {
    /// One outlet's words.
    pub(crate) fn new(outlet: OutletId, at: Citation, only_here: Vec<Span>) -> Self {
        Side { outlet, at, only_here }
    }
}

/// Words of one side that stand where the other has different ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Exchange {
    /// The first side's words.
    pub left: String,
    /// The second side's words.
    pub right: String,
}

/// Two numbers for what seems to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NumberClash {
    /// What is counted, as the first side prints it.
    pub counted: String,
    /// The first side's number with its hedge, as printed: "at least 15".
    pub left: String,
    /// The second side's.
    pub right: String,
    /// Whether a hedge leaves room for both: "at least 15" does for 20.
    pub can_both_hold: bool,
}

/// The same fact in two outlets' words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TwoWordings {
    /// The story.
    pub story: StoryId,
    /// The two sides.
    pub sides: [Side; 2],
    /// Words that stand for each other.
    pub exchanges: Vec<Exchange>,
    /// Numbers that differ.
    pub numbers: Vec<NumberClash>,
}

impl TwoWordings {
    /// Two sides and what they differ in.
    pub(crate) fn new(
        story: StoryId,
        sides: [Side; 2],
        exchanges: Vec<Exchange>,
        numbers: Vec<NumberClash>,
    ) -> Self {
        TwoWordings { story, sides, exchanges, numbers }
    }
}

/// A word with its place.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    start: usize,
    text: &'t str,
    /// In small letters, without a possessive.
    pub plain: String,
}

impl<'t> Word<'t> {
    /// As printed, without a possessive.
    pub fn without_possessive(&self) -> &'t str {
        without_possessive(self.text)
    }
}

pub(super) fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for token in words(text) {
        let text = token.text;
        let plain = without_possessive(text).to_lowercase();
        found.push(Word { start: token.start, text, plain });
    }
    found
}

pub(super) fn stems(words: &[Word<'_>]) -> Vec<String> {
    words.iter().map(|word| stem(Language::English, &word.plain).into_owned()).collect()
}

/// What two texts for the same fact have each for themselves: stretches of bytes on either side, words that
/// stand for each other, and numbers that differ.
///
/// ```
/// use parallax::wording::differences;
///
/// let (left, right, exchanges, numbers) =
///     differences("At least 15 people died in the raid.", "Some 20 people were killed in the raid.");
/// assert_eq!((left.len(), right.len()), (2, 2));
/// assert_eq!((numbers[0].left.as_str(), numbers[0].right.as_str()), ("At least 15", "Some 20"));
/// assert!(exchanges.iter().any(|words| words.left == "died" && words.right == "were killed"));
/// ```
pub fn differences(
    left: &str,
    right: &str,
) -> (Vec<Span>, Vec<Span>, Vec<Exchange>, Vec<NumberClash>) {
    let (a, b) = (words_of(left), words_of(right));
    let (stems_a, stems_b) = (stems(&a), stems(&b));
    let (mut only_left, mut only_right, mut exchanges) = (Vec::new(), Vec::new(), Vec::new());
    let stretch = |words: &[Word<'_>], from: usize, n: usize| {
        let end = words.get((from + n).checked_sub(1)?)?;
        Some(Span::from_range(words.get(from)?.start..end.start + end.text.len()))
    };
    for op in capture_diff_slices(Algorithm::Myers, &stems_a, &stems_b) {
        let (here, there) = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, .. } => (stretch(&a, old_index, old_len), None),
            DiffOp::Insert { new_index, new_len, .. } => (None, stretch(&b, new_index, new_len)),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let both = (stretch(&a, old_index, old_len), stretch(&b, new_index, new_len));
                if let (Some(here), Some(there)) = both
                    && old_len.max(new_len) <= 4
                {
                    let words = |span: Span, text: &str| span.of(text).unwrap_or("").to_owned();
                    exchanges
                        .push(Exchange { left: words(here, left), right: words(there, right) });
                }
                both
            }
        };
        only_left.extend(here);
        only_right.extend(there);
    }
    (only_left, only_right, exchanges, clashes(left, &a, right, &b))
}

#[rustfmt::skip]
const NUMBER_WORDS: [(&str, f64); 22] = [
    ("one", 1.0), ("two", 2.0), ("three", 3.0), ("four", 4.0), ("five", 5.0), ("six", 6.0), ("seven", 7.0),
    ("eight", 8.0), ("nine", 9.0), ("ten", 10.0), ("eleven", 11.0), ("twelve", 12.0), ("thirteen", 13.0),
    ("fourteen", 14.0), ("fifteen", 15.0), ("twenty", 20.0), ("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0),
    ("hundreds", 200.0), ("dozens", 24.0), ("thousands", 2000.0),
];
/// Hedges with the room that they leave: below the number, above it.
const HEDGES: [(&[&str], bool, bool); 12] = [
    (&["at", "least"], false, true),
    (&["more", "than"], false, true),
    (&["over"], false, true),
    (&["up", "to"], true, false),
    (&["fewer", "than"], true, false),
    (&["less", "than"], true, false),
    (&["nearly"], true, false),
    (&["almost"], true, false),
    (&["about"], true, true),
    (&["around"], true, true),
    (&["some"], true, true),
    (&["roughly"], true, true),
];

struct Number {
    value: f64,
    below: bool,
    above: bool,
    printed: Span,
    /// The words counted: the next two that are no numbers.
    counted: Vec<(String, Span)>,
}

fn numbers(text: &str, words: &[Word<'_>]) -> Vec<Number> {
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let digits = word.plain.replace(',', "");
        let named =
            NUMBER_WORDS.iter().find(|(name, _)| *name == word.plain).map(|(_, value)| *value);
        let Some(value) = named.or_else(|| digits.parse::<f64>().ok().filter(|n| n.is_finite()))
        else {
            continue;
        };
        let before = &words[..place];
        let hedge = HEDGES.iter().find(|(hedge, ..)| {
            before.len() >= hedge.len()
                && before[before.len() - hedge.len()..]
                    .iter()
                    .zip(*hedge)
                    .all(|(w, h)| w.plain == **h)
        });
        let start =
            hedge.map_or(word.start, |(hedge, ..)| before[before.len() - hedge.len()].start);
        let (below, above) = hedge.map_or((false, false), |(_, below, above)| (*below, *above));
        let printed = Span::from_range(start..word.start + word.text.len());
        let follows = |next: &&Word<'_>| next.plain.chars().all(char::is_alphabetic);
        let counted = words[place + 1..].iter().take_while(follows).take(2);
        let joined = |next: &Word<'_>| {
            (
                stem(Language::English, &next.plain).into_owned(),
                Span::from_range(next.start..next.start + next.text.len()),
            )
        };
        let counted: Vec<_> = counted.map(joined).collect();
        // "1,500.20" in a price, a time or a score counts nothing that could be compared.
        let plain = !text
            .get(..start)
            .is_some_and(|head| head.ends_with(['$', '\u{20AC}', '\u{A3}', ':', '-']));
        if plain && !counted.is_empty() {
            found.push(Number { value, below, above, printed, counted });
        }
    }
    found
}

/// Words after a number that say what kind of number it is and not what is counted.
const NO_NOUNS: [&str; 16] = [
    "of", "in", "on", "to", "and", "or", "the", "at", "by", "for", "per", "more", "other",
    "million", "billion", "percent",
];

fn clashes(left: &str, a: &[Word<'_>], right: &str, b: &[Word<'_>]) -> Vec<NumberClash> {
    let mut found: Vec<NumberClash> = Vec::new();
    let theirs = numbers(right, b);
    let ours = numbers(left, a);
    let head = |number: &Number| {
        number.counted.first().cloned().filter(|(word, _)| !NO_NOUNS.contains(&word.as_str()))
    };
    for one in &ours {
        let Some((noun, place)) = head(one) else { continue };
        let rivals: Vec<&Number> = theirs
            .iter()
            .filter(|other| head(other).is_some_and(|(other, _)| other == noun))
            .collect();
        // With two numbers of the same thing on a side, nothing says which one is meant.
        let alone =
            ours.iter().filter(|other| head(other).is_some_and(|(other, _)| other == noun)).count()
                == 1;
        let [other] = rivals[..] else { continue };
        if !alone || (one.value - other.value).abs() < 1e-9 {
            continue;
        }
        let allows = |one: &Number, other: &Number| {
            (one.above && other.value > one.value) || (one.below && other.value < one.value)
        };
        found.push(NumberClash {
            counted: place.of(left).unwrap_or("").to_owned(),
            left: one.printed.of(left).unwrap_or("").to_owned(),
            right: other.printed.of(right).unwrap_or("").to_owned(),
            can_both_hold: allows(one, other) || allows(other, one),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_clash_only_where_they_count_the_same() {
        type Case = (&'static str, &'static str, &'static [(&'static str, &'static str, bool)]);
        let cases: [Case; 5] = [
            ("At least 15 people died.", "Twenty people died.", &[("At least 15", "Twenty", true)]),
            ("The raid killed 15 people.", "The raid killed 20 people.", &[("15", "20", false)]),
            ("The raid killed 15 people.", "The raid killed fifteen people.", &[]),
            ("The raid killed 15 people.", "The raid hurt 20 dogs.", &[]),
            ("It killed 15 people and hurt 3 people.", "It killed 20 people.", &[]),
        ];
        for (left, right, expected) in cases {
            let (_, _, _, found) = differences(left, right);
            let shown: Vec<_> = found
                .iter()
                .map(|c| (c.left.as_str(), c.right.as_str(), c.can_both_hold))
                .collect();
            assert_eq!(shown, expected, "{left} / {right}");
        }
    }

    #[test]
    fn equal_sentences_do_not_differ_and_swapping_sides_swaps_the_marks() {
        let (left, right) =
            ("The militants fled the old town.", "The rebels left the old town at dawn.");
        assert_eq!(differences(left, left), (Vec::new(), Vec::new(), Vec::new(), Vec::new()));
        let (a, b, ..) = differences(left, right);
        let (c, d, ..) = differences(right, left);
        assert_eq!((a.len(), b.len()), (d.len(), c.len()));
        assert!(a.iter().all(|span| span.of(left).is_some()));
    }
}
