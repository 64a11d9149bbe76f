//! "Method": what was read, what was set aside and why, and what could not be compared.

use super::words::{counted, grouped, list, number, percent, plural, sentence_case};
use super::{BriefOptions, Group, shared_copy};
use crate::comparison::{Comparison, Habits, NotCompared};
use crate::stats::NotTestable;

/// The story's title, or a title for several.
pub(super) fn title(comparison: &Comparison) -> String {
    match &comparison.stories[..] {
        [only] if !only.title.is_empty() => only.title.clone(),
        [_] => "The coverage compared".to_owned(),
        stories => format!("{} compared", sentence_case(&counted(stories.len(), "story"))),
    }
}

/// "18 articles from six outlets, 17 to 20 August 2025".
pub(super) fn subtitle(comparison: &Comparison) -> String {
    let n_articles: u32 = comparison.stories.iter().map(|story| story.n_articles).sum();
    let days = comparison.stories.iter().filter_map(|story| story.days);
    let span = days.fold(None, |span: Option<(_, _)>, (first, last)| match span {
        None => Some((first, last)),
        Some((from, to)) => Some((first.min(from), last.max(to))),
    });
    let dated = span.map_or_else(String::new, |(first, last)| {
        let full = |day: jiff::civil::Date| day.strftime("%-d %B %Y").to_string();
        match first {
            _ if first == last => format!(", {}", full(first)),
            _ if (first.year(), first.month()) == (last.year(), last.month()) => {
                format!(", {} to {}", first.day(), full(last))
            }
            _ => format!(", {} to {}", full(first), full(last)),
        }
    });
    format!(
        "{} {} from {}{dated}",
        grouped(n_articles as usize),
        plural(n_articles as usize, "article"),
        counted(comparison.outlets.len(), "outlet")
    )
}

/// A smaller share of the words would be shown as none.
const SHOWN: f64 = 0.0005;

/// One group of notes, and one about shared copy where there is any.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let mut notes = vec![
        "Outlets are compared on the same stories only. Shares are shares of sentences; ratios are Mantel-Haenszel ratios over stories.".to_owned(),
    ];
    notes.extend(habits(comparison));
    for part in &comparison.set_aside {
        notes.push(format!(
            "Set aside: {} ({} in {}, {}).",
            part.reason,
            counted(part.n_sentences as usize, "sentence"),
            counted(part.n_articles as usize, "article"),
            match part.n_tokens {
                1 => "one word".to_owned(),
                n => format!("{} words", grouped(n as usize)),
            }
        ));
    }
    if !comparison.set_aside.is_empty() {
        let more = [(comparison.share_labels, "labels"), (comparison.share_copy, "copies")];
        let more: Vec<String> = more
            .into_iter()
            .filter(|(share, _)| *share >= SHOWN)
            .map(|(share, what)| format!(", and {} because they are {what}", percent(share)))
            .collect();
        notes.push(format!(
            "In all {} of the words were not counted because they are no reporting{}.",
            percent(comparison.share_set_aside),
            more.concat()
        ));
    }
    notes.extend(spellings(comparison));
    notes.extend(too_little(comparison));
    notes.extend(alone(comparison));
    notes.push(format!(
        "Made by parallax {} with seed {}; the same input and options give the same text.",
        comparison.version, comparison.options.seed
    ));
    let shared = shared_copy::group(comparison, options);
    std::iter::once(Group { notes, ..Group::default() }).chain(shared).collect()
}

/// What was tested, or that nothing was and why.
fn habits(comparison: &Comparison) -> Vec<String> {
    let outlets = || comparison.outlets.iter();
    let tested: Vec<String> = outlets()
        .filter(|profile| matches!(profile.habits, Habits::Tested { .. }))
        .map(|profile| format!("{} ({})", profile.name, profile.habits))
        .collect();
    let most = outlets()
        .filter_map(|profile| match &profile.habits {
            Habits::NotTestable(NotTestable::TooFewArticles { n_pairs, needed, .. }) => {
                Some((*n_pairs, *needed))
            }
            _ => None,
        })
        .max();
    let describes = "Everything above describes these articles";
    let mut notes = Vec::new();
    match named(&tested) {
        Some(shown) => {
            notes.push(format!(
                "{describes}, save the sentences that begin with \u{201C}As a rule\u{201D}: these are inferred by exchanging articles between outlets inside stories, seed {}, at a false discovery rate of {} within an outlet and kind of feature. Found: {shown}.",
                comparison.options.seed,
                percent(comparison.options.habit_level),
            ));
        }
        None => notes.push(format!(
            "{describes}. What an outlet does as a rule could not be tested for any of them."
        )),
    }
    if let Some((n_pairs, needed)) = most {
        notes.push(format!(
            "A test needs {needed} pairs of articles, one of the outlet and one of another, on the same stories; of the outlets not tested the best has {n_pairs}. Not tested does not mean no difference."
        ));
    }
    notes
}

/// Words of which this many occurrences are written in the rarer way are named.
const FEWEST_SPELLINGS: u32 = 2;

/// Which house styles were counted as one word, and who has which.
fn spellings(comparison: &Comparison) -> Option<String> {
    let name =
        |slug: &str| comparison.outlet(slug).map_or(slug.to_owned(), |outlet| outlet.name.clone());
    let shown = comparison.spellings.iter().filter(|word| {
        word.ways.iter().skip(1).map(|way| way.n()).sum::<u32>() >= FEWEST_SPELLINGS
    });
    let words: Vec<String> = shown
        .take(5)
        .map(|word| {
            let ways = word.ways.iter().map(|way| {
                let outlets: Vec<String> = way
                    .outlets
                    .iter()
                    .take(3)
                    .map(|(slug, n)| format!("{} {n}", name(slug)))
                    .collect();
                let rest = way.outlets.len().saturating_sub(3);
                let others =
                    if rest > 0 { format!(", {} more", number(rest)) } else { String::new() };
                format!("\u{201C}{}\u{201D} ({}{others})", way.spelling, outlets.join(", "))
            });
            ways.collect::<Vec<String>>().join(" or ")
        })
        .collect();
    (!words.is_empty()).then(|| {
        format!(
            "House spellings are counted as one word, with the occurrences of each: {}.",
            words.join("; ")
        )
    })
}

fn too_little(comparison: &Comparison) -> Option<String> {
    let names = comparison.not_compared.iter().filter_map(|reason| match reason {
        NotCompared::TooLittleText { name, n_words, .. } => Some(format!("{name} ({n_words})")),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    let needed = comparison.options.min_words;
    named(&names).map(|shown| {
        format!("Not compared for want of text, with the number of counted words where {needed} are needed: {shown}.")
    })
}

fn alone(comparison: &Comparison) -> Option<String> {
    let names = comparison.not_compared.iter().filter_map(|reason| match reason {
        NotCompared::Alone { name, .. } => Some(name.clone()),
        _ => None,
    });
    let names: Vec<String> = names.collect();
    named(&names)
        .map(|shown| format!("Not compared because nobody else covers the same stories: {shown}."))
}

/// The first twenty names, and how many more there are.
fn named(names: &[String]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let shown = &names[..names.len().min(20)];
    let rest = names.len() - shown.len();
    Some(if rest > 0 {
        format!("{} and {} more", shown.join(", "), number(rest))
    } else {
        list(shown, "and")
    })
}
