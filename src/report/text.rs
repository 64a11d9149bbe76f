//! Plain text for a terminal: claims as bullets, the passages below them, the sources at the end.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Citation;
use crate::brief::words::quoted;
use crate::brief::{Brief, Claim};

/// The width that lines are broken at, in characters as a reader counts them.
const WIDTH: usize = 96;
/// How many passages are shown under a claim; the others are named by their number.
const SHOWN: usize = 2;

/// How many sources are named behind a claim; the others are in the other forms.
const NAMED: usize = 8;

/// Writes a brief as plain text.
///
/// ```
/// use parallax::{Article, Brief, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let brief = Brief::new(&Comparison::new(&corpus)?);
/// assert!(report::text(&brief).contains("METHOD"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn text(brief: &Brief) -> String {
    let mut out = String::new();
    wrapped(&mut out, &brief.title, "", "");
    wrapped(&mut out, &brief.subtitle, "", "");
    for notice in &brief.notices {
        wrapped(&mut out, &format!("NOTE: {notice}"), "", "");
    }
    for chapter in &brief.chapters {
        let title = chapter.section.title().to_uppercase();
        let rule = "-".repeat(title.len());
        let _ = write!(out, "\n{title}\n{rule}\n");
        for (number, group) in chapter.groups.iter().enumerate() {
            if let Some(heading) = &group.heading {
                if number > 0 {
                    out.push('\n');
                }
                wrapped(&mut out, heading, "", "");
            }
            for claim in &group.claims {
                bullet(&mut out, brief, claim);
            }
            for note in &group.notes {
                wrapped(&mut out, note, "- ", "  ");
            }
        }
    }
    if !brief.sources.is_empty() {
        out.push_str("\nSOURCES\n-------\n");
        for (index, source) in brief.sources.iter().enumerate() {
            let mut line = source.outlet_name.clone();
            if !source.headline.is_empty() {
                let _ = write!(line, ", \u{201C}{}\u{201D}", source.headline);
            }
            if let Some(published) = &source.published {
                let _ = write!(line, ", {}", published.date());
            }
            if let Some(url) = &source.url {
                let _ = write!(line, ", {url}");
            }
            wrapped(&mut out, &line, &format!("[{}] ", index + 1), "    ");
        }
    }
    out
}

fn bullet(out: &mut String, brief: &Brief, claim: &Claim) {
    let numbers: Vec<usize> = numbers(brief, claim.citations()).collect();
    let mut references: String = numbers.iter().take(NAMED).map(|n| format!("[{n}]")).collect();
    if numbers.len() > NAMED {
        let _ = write!(references, " and {} more", numbers.len() - NAMED);
    }
    wrapped(out, &format!("{} {references}", claim.text()), "* ", "  ");
    for (number, _, words) in brief.evidence(claim, SHOWN) {
        wrapped(out, &format!("{} [{number}]", quoted(words)), "    ", "    ");
    }
}

/// The reference numbers of citations, each once, in order.
pub(super) fn numbers<'b>(
    brief: &'b Brief,
    citations: &'b [Citation],
) -> impl Iterator<Item = usize> + 'b {
    let mut numbers: Vec<usize> =
        citations.iter().filter_map(|at| Some(brief.reference(at)?.0)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}

/// Breaks a text at white space. Control characters, which could move a terminal's cursor, are dropped.
fn wrapped(out: &mut String, text: &str, first: &str, rest: &str) {
    let clean: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_control(*c))
        .collect();
    let (mut line, mut width, mut empty) = (first.to_owned(), first.len(), true);
    for word in clean.split(' ').filter(|word| !word.is_empty()) {
        let length = word.graphemes(true).count();
        if !empty && width + 1 + length > WIDTH {
            out.push_str(&line);
            out.push('\n');
            (line, width, empty) = (rest.to_owned(), rest.len(), true);
        }
        if !empty {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += length;
        empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

/// Control characters and the marks that reverse the direction of text.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_and_controls_dropped() {
        let mut out = String::new();
        wrapped(&mut out, &format!("{} end\u{1b}[2J\u{202E}", "word ".repeat(30)), "* ", "  ");
        assert!(out.lines().count() == 2 && out.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(out.starts_with("* word") && out.lines().nth(1).unwrap().starts_with("  word"));
        assert!(out.trim_end().ends_with("end[2J"));
    }
}
