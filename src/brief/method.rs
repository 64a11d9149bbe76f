//! "Method": what was read, what was set aside and why, and what could not be compared.

use super::Group;
use super::words::{counted, grouped, list, number, percent, plural, sentence_case};
use crate::comparison::{Comparison, NotCompared};

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

/// One group of notes.
pub(super) fn groups(comparison: &Comparison) -> Vec<Group> {
    let mut notes = vec![
        "Outlets are compared on the same stories only. Shares are shares of sentences; ratios are Mantel-Haenszel ratios over stories.".to_owned(),
        "Everything above describes these articles. No claim is made about what an outlet does as a rule, and no statistical test was made.".to_owned(),
    ];
    for part in &comparison.set_aside {
        notes.push(format!(
            "Set aside: {} ({} in {}, {} words).",
            part.reason,
            counted(part.n_sentences as usize, "sentence"),
            counted(part.n_articles as usize, "article"),
            grouped(part.n_tokens as usize)
        ));
    }
    if !comparison.set_aside.is_empty() {
        notes.push(format!(
            "In all {} of the words were not counted.",
            percent(comparison.share_set_aside)
        ));
    }
    notes.extend(too_little(comparison));
    notes.extend(alone(comparison));
    notes.push(format!(
        "Made by parallax {} with seed {}; the same input and options give the same text.",
        comparison.version, comparison.options.seed
    ));
    vec![Group { notes, ..Group::default() }]
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
