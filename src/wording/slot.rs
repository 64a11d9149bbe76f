//! What do the outlets call the same thing?
//!
//! Where two outlets tell a fact in nearly the same words, a name of one that stands in the place of a name of the
//! other is taken for another word for the same: "killed three militants" against "killed three fighters". Such pairs
//! are drawn together to a slot with all its names and who uses which.
//!
//! A pair counts where it is seen in two facts or by three outlets; once may be two things of which each outlet tells
//! one. Only places between words that agree on both sides, or at the sentence's edge, are looked at. Cost: an
//! alignment (Myers 1986) for each pair of tellings. It misleads where a fact's two sides are named in turn ("the
//! buyer" and "the seller" of one sentence), and it needs English or another language whose names stand still.

use std::collections::BTreeMap;

use itertools::Itertools;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};

use super::difference::{Word, stems, words_of};
use super::statement::Statement;
use crate::article::{Citation, Corpus, OutletId, StoryId};
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// Tellings that are compared with each other, of the first so many statements.
const MOST_STATEMENTS: usize = 80;
const MOST_TELLINGS: usize = 6;
/// The share of the words of two sentences that must agree, from 0 to 1.
const ALIKE: f64 = 0.6;
/// The share of their letters, from 0 to 1, that two spellings of one name have in common and in order.
const SPELLING: f32 = 0.75;
/// The most words of a name.
const LONGEST: usize = 2;
/// Outlets that must use two names for each other, unless they do in two statements.
const ENOUGH_OUTLETS: usize = 3;

/// Words that several outlets use for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Slot {
    /// The story.
    pub story: StoryId,
    /// At least two names, the most used first.
    pub names: Vec<SlotName>,
}

/// One name in a [`Slot`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SlotName {
    /// As first printed.
    pub text: String,
    /// Who uses it, in which sentence, in order.
    pub uses: Vec<(OutletId, Citation)>,
}

impl SlotName {
    /// The outlets that use it, in order.
    pub fn outlets(&self) -> Vec<OutletId> {
        self.uses.iter().map(|(outlet, _)| *outlet).sorted_unstable().dedup().collect()
    }
}

/// A name where it is printed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    outlet: OutletId,
    at: Citation,
    printed: String,
}

/// Two names that stand for each other.
#[derive(Default)]
struct Pair {
    uses: [Vec<Use>; 2],
    statements: Vec<usize>,
}

impl Pair {
    fn is_seen_enough(&self) -> bool {
        let outlets = self.uses.iter().flatten().map(|found| found.outlet);
        self.statements.len() >= 2 || outlets.unique().count() >= ENOUGH_OUTLETS
    }
}

/// The slots of the statements of one story, the most used first; `names` says whether a term names something.
pub fn slots(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    statements: &[Statement],
    names: impl Fn(TermId) -> bool,
) -> Vec<Slot> {
    let vocabulary = tokenized.vocabulary();
    // The last word names it, and no word before it is a small one.
    let is_name = |name: &String| {
        let mut terms = name.split(' ').map(|word| {
            let term = vocabulary.find(&vocabulary.normalizer().term(word).0)?;
            (vocabulary.kind(term) == TermKind::Word).then_some(term)
        });
        let last = terms.next_back().flatten();
        last.is_some_and(&names) && terms.all(|term| term.is_some())
    };
    let mut pairs: BTreeMap<[String; 2], Pair> = BTreeMap::new();
    for (number, statement) in statements.iter().take(MOST_STATEMENTS).enumerate() {
        // Who prints another's words has not chosen these.
        let tellings = statement
            .tellings
            .iter()
            .filter(|telling| statement.in_copy.binary_search(&telling.outlet).is_err())
            .take(MOST_TELLINGS);
        let told: Vec<_> = tellings
            .filter_map(|telling| {
                let words = words_of(corpus.words(&telling.at)?);
                let stems = stems(&words);
                Some((telling.outlet, telling.at, words, stems))
            })
            .collect();
        for (place, left) in told.iter().enumerate() {
            for right in &told[place + 1..] {
                for [a, b] in exchanged((&left.2, &left.3), (&right.2, &right.3)) {
                    if !(is_name(&a) && is_name(&b)) || are_spellings(&a, &b) {
                        continue;
                    }
                    let uses = [(left, a), (right, b)].map(|(telling, printed)| Use {
                        outlet: telling.0,
                        at: telling.1,
                        printed,
                    });
                    let [first, second] = uses;
                    let (a, b) = (first.printed.to_lowercase(), second.printed.to_lowercase());
                    let (key, uses) =
                        if a < b { ([a, b], [first, second]) } else { ([b, a], [second, first]) };
                    let pair = pairs.entry(key).or_default();
                    for (all, found) in pair.uses.iter_mut().zip(uses) {
                        all.push(found);
                    }
                    if pair.statements.last() != Some(&number) {
                        pair.statements.push(number);
                    }
                }
            }
        }
    }
    let Some(story) = statements.first().map(|statement| statement.story) else {
        return Vec::new();
    };
    joined(pairs.into_iter().filter(|(_, pair)| pair.is_seen_enough()))
        .into_iter()
        .map(|names| Slot { story, names })
        .collect()
}

/// The names of one sentence that stand in the place of a name of the other.
fn exchanged(
    (a, stems_a): (&[Word<'_>], &[String]),
    (b, stems_b): (&[Word<'_>], &[String]),
) -> Vec<[String; 2]> {
    let ops = capture_diff_slices(Algorithm::Myers, stems_a, stems_b);
    let n_equal: usize =
        ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    if (2 * n_equal) as f64 <= ALIKE * (a.len() + b.len()) as f64 {
        return Vec::new();
    }
    let agrees = |place: Option<usize>| {
        place.and_then(|place| ops.get(place)).is_none_or(|op| matches!(op, DiffOp::Equal { .. }))
    };
    let mut found = Vec::new();
    for (place, op) in ops.iter().enumerate() {
        let &DiffOp::Replace { old_index, old_len, new_index, new_len } = op else { continue };
        if !(agrees(place.checked_sub(1)) && agrees(Some(place + 1))) {
            continue;
        }
        let left = name(&a[old_index..old_index + old_len]);
        let right = name(&b[new_index..new_index + new_len]);
        found.extend(left.zip(right).map(|(left, right)| [left, right]));
    }
    found
}

/// Words before a name that do not belong to it.
const BEFORE: [&str; 10] =
    ["the", "a", "an", "its", "their", "his", "her", "some", "these", "those"];

fn name(words: &[Word<'_>]) -> Option<String> {
    let n_before = words.iter().take_while(|word| BEFORE.contains(&word.plain.as_str())).count();
    let words = &words[n_before..];
    let last = words.last()?;
    // Names with capitals change places with parts of themselves, with titles and with whoever else is named.
    let is_plain = |word: &Word<'_>| {
        word.without_possessive().starts_with(char::is_lowercase)
            && word.plain.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_name =
        words.len() <= LONGEST && words.iter().all(is_plain) && last.plain.chars().count() > 2;
    let printed: Vec<&str> = words.iter().map(Word::without_possessive).collect();
    is_name.then(|| printed.join(" "))
}

/// Whether two names are one that is written in two ways: "Sergei" and "Sergey", "centre" and "center".
fn are_spellings(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> Vec<char> { name.to_lowercase().chars().collect() };
    let (a, b) = (letters(a), letters(b));
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    get_diff_ratio(&ops, a.len(), b.len()) >= SPELLING
}

/// Names that stand for each other, drawn together.
fn joined(pairs: impl Iterator<Item = ([String; 2], Pair)>) -> Vec<Vec<SlotName>> {
    let mut slots: Vec<BTreeMap<String, Vec<Use>>> = Vec::new();
    for (keys, pair) in pairs {
        let (mut own, others): (Vec<_>, Vec<_>) =
            slots.into_iter().partition(|slot| keys.iter().any(|key| slot.contains_key(key)));
        slots = others;
        let mut slot = own.pop().unwrap_or_default();
        for other in own {
            for (key, uses) in other {
                slot.entry(key).or_default().extend(uses);
            }
        }
        for (key, uses) in keys.into_iter().zip(pair.uses) {
            slot.entry(key).or_default().extend(uses);
        }
        slots.push(slot);
    }
    let mut found: Vec<Vec<SlotName>> = slots
        .into_iter()
        .map(|slot| {
            let mut names: Vec<SlotName> = slot
                .into_values()
                .filter_map(|mut uses| {
                    uses.sort_unstable_by_key(|found| (found.at, found.outlet));
                    uses.dedup_by_key(|found| (found.at, found.outlet));
                    let text = uses.first()?.printed.clone();
                    let uses = uses.into_iter().map(|found| (found.outlet, found.at)).collect();
                    Some(SlotName { text, uses })
                })
                .collect();
            // The sort is stable, so names of one frequency stay in alphabetical order.
            names.sort_by_key(|name| std::cmp::Reverse(name.uses.len()));
            names
        })
        .collect();
    let n_uses = |names: &Vec<SlotName>| names.iter().map(|name| name.uses.len()).sum::<usize>();
    found.sort_by(|a, b| n_uses(b).cmp(&n_uses(a)).then_with(|| a[0].text.cmp(&b[0].text)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::clean::Masks;
    use crate::token::Normalizer;
    use crate::wording::statements;

    const NAMES: [&str; 6] = ["militants", "fighters", "gunmen", "guards", "depot", "barracks"];

    fn found(bodies: &[(&str, &str)]) -> Vec<Slot> {
        let articles = bodies.iter().map(|(outlet, body)| Article::new(*outlet, "", *body));
        let corpus = Corpus::new(articles);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let told = |story| statements(&corpus, &tokenized, &masks, story);
        corpus
            .story_ids()
            .flat_map(|story| {
                let vocabulary = tokenized.vocabulary();
                let names = |term| NAMES.contains(&vocabulary.shown(term));
                slots(&corpus, &tokenized, &told(story), names)
            })
            .collect()
    }

    #[test]
    fn names_for_the_same_are_drawn_together_with_who_uses_them() {
        let of = |who: &str| {
            format!(
                "Soldiers shot three {who} near the old harbour gate on Monday night. The river rose again. \
                 A convoy carried the {who} across the northern bridge before dawn on Tuesday."
            )
        };
        let bodies = [
            ("a", of("militants")),
            ("b", of("fighters")),
            ("c", of("gunmen")),
            ("d", of("fighters")),
        ];
        let bodies = bodies.each_ref().map(|(outlet, body)| (*outlet, body.as_str()));
        let slots = found(&bodies);
        let shown: Vec<Vec<(&str, Vec<u32>)>> = slots
            .iter()
            .map(|slot| {
                let outlets = |name: &SlotName| name.outlets().iter().map(|id| id.0).collect();
                slot.names.iter().map(|name| (name.text.as_str(), outlets(name))).collect()
            })
            .collect();
        let expected = vec![("fighters", vec![1, 3]), ("gunmen", vec![2]), ("militants", vec![0])];
        assert_eq!(shown, [expected]);
        assert_eq!(slots[0].names[0].uses.len(), 4, "{slots:?}");
    }

    #[test]
    fn spellings_are_no_names() {
        let cases = [
            ("Sergei", "Sergey", true),
            ("centre", "center", true),
            ("Zelenskiy", "Zelensky", true),
            ("militants", "fighters", false),
            ("Kremlin", "Moscow", false),
            ("strike", "raid", false),
            ("", "raid", false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(are_spellings(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn one_exchange_by_two_outlets_is_no_slot() {
        let a = "Soldiers shot three militants near the old harbour gate on Monday night.";
        let b = "Soldiers shot three guards near the old harbour gate on Monday night.";
        assert_eq!(found(&[("a", a), ("b", b)]), []);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn a_place_beside_other_differences_is_not_looked_at() {
        let of = |what: &str| {
            format!(
                "Soldiers {what} near the old harbour gate beside the river late on Monday night."
            )
        };
        let bodies = [
            ("a", of("shot three militants")),
            ("b", of("wounded many fighters")),
            ("c", of("chased some gunmen")),
        ];
        let bodies = bodies.each_ref().map(|(outlet, body)| (*outlet, body.as_str()));
        assert_eq!(found(&bodies), []);
    }
}
