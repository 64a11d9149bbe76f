//! "What happened": the statements that most outlets tell alike, in one outlet's words.
//!
//! Which statements: those that most outlets tell closest to each other, the earlier in their articles the
//! better, none twice. Which words: the telling closest to all others that can stand alone, that is, does
//! not begin with a pronoun, a connective or somebody's quotation.

use std::collections::BTreeSet;

use super::words::{counted, folded, number, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::{Statement, Telling};

/// One group for a story, or one for each of the largest stories.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let several = comparison.stories.len() > 1;
    let left_out = comparison.stories.len().saturating_sub(options.max_stories);
    let stories = widest_stories(comparison, options);
    let mut groups: Vec<Group> = stories
        .into_iter()
        .map(|story| {
            let most = if several { 2 } else { options.max_statements };
            group(comparison, story, most, several)
        })
        .collect();
    if left_out > 0 {
        let note = format!(
            "{} with fewer outlets {} not shown here; choose one to read about it.",
            sentence_case(&counted(left_out, "story")),
            if left_out == 1 { "is" } else { "are" },
        );
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    groups
}

/// The stories treated one by one: those that most outlets cover, in the order of the corpus among equals.
pub(super) fn widest_stories(comparison: &Comparison, options: &BriefOptions) -> Vec<usize> {
    let mut stories: Vec<usize> = (0..comparison.stories.len()).collect();
    stories.sort_by_key(|&story| std::cmp::Reverse(comparison.stories[story].n_outlets));
    stories.truncate(options.max_stories);
    stories
}

fn group(comparison: &Comparison, story: usize, most: usize, several: bool) -> Group {
    let summary = &comparison.stories[story];
    // With many outlets, what two of them share is hardly what happened.
    let widely = |statement: &&Statement| {
        statement.story.index() == story && statement.n_outlets() * 5 >= summary.n_outlets as usize
    };
    let mut candidates: Vec<Candidate<'_>> = comparison
        .statements
        .iter()
        .filter(widely)
        .filter_map(|statement| candidate(comparison, statement))
        .collect();
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    while chosen.len() < most {
        candidates.retain(|candidate| chosen.iter().all(|other| !candidate.repeats(other)));
        let Some(best) = (0..candidates.len()).reduce(|best, other| {
            if candidates[other].score > candidates[best].score { other } else { best }
        }) else {
            break;
        };
        chosen.push(candidates.swap_remove(best));
    }
    // Told in the order in which articles tell it: the news first, background later.
    chosen.sort_by(|a, b| {
        a.statement.depth.total_cmp(&b.statement.depth).then(a.telling.at.cmp(&b.telling.at))
    });
    let claims: Vec<Claim> =
        chosen.iter().filter_map(|candidate| candidate.claim(comparison)).collect();
    let mut notes = Vec::new();
    if claims.is_empty() {
        notes.push(if summary.n_outlets < 2 {
            "Only one outlet covers this story, so nothing can be set beside it.".to_owned()
        } else {
            format!(
                "No sentence is told alike by enough of the {} for a common account.",
                counted(summary.n_outlets as usize, "outlet")
            )
        });
    }
    let heading = several
        .then(|| format!("{} ({})", summary.title, counted(summary.n_outlets as usize, "outlet")));
    Group { heading, claims, notes }
}

/// A statement with the words that it would be told in.
struct Candidate<'c> {
    statement: &'c Statement,
    telling: &'c Telling,
    words: String,
    vocabulary: BTreeSet<String>,
    score: f64,
}

/// Tellings less like the central one than this drift away from what the others say.
const CENTRAL: f64 = 0.55;

fn candidate<'c>(comparison: &'c Comparison, statement: &'c Statement) -> Option<Candidate<'c>> {
    let told = |telling: &Telling| Some(folded(comparison.words(&telling.at)?));
    let central = statement.tellings.iter().filter(|telling| telling.similarity >= CENTRAL);
    let alone = central.filter_map(|telling| Some((telling, told(telling)?)));
    let alone = alone.into_iter().find(|(_, words)| stands_alone(words));
    let (telling, words, penalty) = match alone {
        Some((telling, words)) => (telling, words, 1.0),
        None => {
            let first = statement.tellings.first()?;
            (first, told(first)?, 0.4)
        }
    };
    let vocabulary = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(str::to_lowercase)
        .collect();
    let score = statement.weight * (1.0 - 0.5 * statement.depth) * penalty;
    Some(Candidate { statement, telling, words, vocabulary, score })
}

/// Words that lean on the sentence before.
const LEANING: [&str; 34] = [
    "he",
    "she",
    "it",
    "they",
    "his",
    "her",
    "their",
    "its",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "so",
    "then",
    "however",
    "we",
    "i",
    "you",
    "we're",
    "i'm",
    "it's",
    "he's",
    "she's",
    "they're",
    "also",
    "or",
    "yet",
    "there",
    "our",
    "my",
    "meanwhile",
    "still",
];

fn stands_alone(words: &str) -> bool {
    let first =
        words.split_whitespace().next().unwrap_or("").to_lowercase().replace('\u{2019}', "'");
    let first = first.trim_end_matches([',', ':', ';']);
    let quoted =
        words.starts_with(['"', '\u{201C}', '\u{2018}', '\'', '\u{AB}', '(', '[', '\u{2026}', '.']);
    let n_words = words.split_whitespace().count();
    let ends = words.ends_with(['.', '!', '?', '"', '\u{201D}', '\'', '\u{2019}', ')']);
    let quotes = words.matches('"').count().is_multiple_of(2)
        && words.matches('\u{201C}').count() == words.matches('\u{201D}').count();
    !quoted && quotes && ends && (8..=45).contains(&n_words) && !LEANING.contains(&first)
}

impl Candidate<'_> {
    /// Whether most of the words of the shorter one stand in the other.
    fn repeats(&self, other: &Candidate<'_>) -> bool {
        let shared = self.vocabulary.intersection(&other.vocabulary).count();
        let shorter = self.vocabulary.len().min(other.vocabulary.len());
        2 * shared > shorter
    }

    fn claim(&self, comparison: &Comparison) -> Option<Claim> {
        let outlet = comparison.outlet_name(self.telling.outlet);
        let printed = comparison.shared_copy.report_at(&self.telling.at);
        let agency =
            printed.filter(|(_, one)| one.taken).and_then(|(report, _)| report.agency.as_ref());
        let whose = match agency {
            Some(agency) => format!("{} as printed by {outlet}", agency.name),
            None => outlet.to_owned(),
        };
        let in_copy = match self.statement.in_copy.len() {
            0 => String::new(),
            n => format!(", {} of them in shared copy", number(n)),
        };
        let text = format!(
            "{} (in the words of {whose}; told by {} outlets{in_copy})",
            self.words,
            number(self.statement.n_outlets()),
        );
        // The words that are shown are cited first.
        let others = self.statement.tellings.iter().filter(|telling| telling.at != self.telling.at);
        let citations = std::iter::once(self.telling).chain(others).map(|telling| telling.at);
        let claim = Claim::new(text, Basis::Text, citations).ok()?;
        Some(claim.with_quantity("n_outlets", self.statement.n_outlets() as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sentences_that_stand_alone_lead() {
        let cases = [
            ("The envoy said that Russia had agreed to the pledge.", true),
            ("He said that Russia had agreed to the pledge on Sunday.", false),
            ("\u{201C}Russia has agreed to the pledge,\u{201D} the envoy said on Sunday.", false),
            ("Russia has agreed to the pledge,\" the envoy said on Sunday.", false),
            ("Russia agreed.", false),
            ("It\u{2019}s the pledge that Russia had agreed to on Sunday.", false),
        ];
        for (words, expected) in cases {
            assert_eq!(stands_alone(words), expected, "{words}");
        }
    }
}
