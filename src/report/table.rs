//! What each outlet uses more than the others, as a table for a terminal or for Markdown.

use std::fmt::Write;

use super::markdown::escaped;
use super::text::is_control;
use crate::comparison::{Comparison, OutletProfile};
use crate::contrast::Contrast;

/// How the table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TableStyle {
    /// Columns lined up with spaces.
    #[default]
    Plain,
    /// A Markdown table.
    Markdown,
}

const HEADER: [&str; 6] =
    ["feature", "times", "here", "elsewhere", "articles here", "articles elsewhere"];

/// Writes the highest-ranking words and phrases of every outlet, at most `most` for each.
///
/// "times" is the stratified ratio of rates, empty where no other outlet uses the feature; "here" and
/// "elsewhere" are occurrences.
///
/// ```
/// use parallax::report::{self, TableStyle};
/// use parallax::{Article, Comparison, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let table = report::table(&Comparison::new(&corpus)?, TableStyle::Markdown, 10);
/// assert!(table.contains("## a"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn table(comparison: &Comparison, style: TableStyle, most: usize) -> String {
    let mut out = String::new();
    for notice in &comparison.notices {
        match style {
            TableStyle::Plain => writeln!(out, "NOTE: {}", plain(notice)),
            TableStyle::Markdown => writeln!(out, "> **Note.** {}", escaped(notice)),
        }
        .unwrap_or_default();
    }
    for profile in &comparison.outlets {
        outlet(&mut out, comparison, profile, style, most);
    }
    out
}

fn outlet(
    out: &mut String,
    comparison: &Comparison,
    profile: &OutletProfile,
    style: TableStyle,
    most: usize,
) {
    let heading = format!(
        "{} ({} articles, {} counted words)",
        profile.name, profile.n_articles, profile.n_words
    );
    let rows: Vec<[String; 6]> = profile.features.iter().take(most).map(row).collect();
    let missing = comparison.not_compared.iter().find(|reason| reason.outlet() == profile.slug);
    let missing = missing.map(|reason| format!("not compared: {reason}"));
    let note = missing.or_else(|| rows.is_empty().then(|| "nothing stands out".to_owned()));
    match style {
        TableStyle::Plain => {
            let _ = write!(out, "\n{}\n", plain(&heading));
            let _ = note.map(|note| writeln!(out, "  {}", plain(&note)));
            columns(out, &rows);
        }
        TableStyle::Markdown => {
            let _ = write!(out, "\n## {}\n\n", escaped(&heading));
            let _ = note.map(|note| writeln!(out, "{}", escaped(&note)));
            if !rows.is_empty() {
                let _ = writeln!(out, "| {} |\n|---|--:|--:|--:|--:|--:|", HEADER.join(" | "));
            }
            for row in &rows {
                let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
        }
    }
}

fn row(contrast: &Contrast) -> [String; 6] {
    [
        plain(&contrast.shown),
        contrast.times().map_or_else(String::new, |times| format!("{times:.1}")),
        contrast.n_here.to_string(),
        contrast.n_elsewhere.to_string(),
        contrast.n_articles_here.to_string(),
        contrast.n_articles_elsewhere.to_string(),
    ]
}

fn columns(out: &mut String, rows: &[[String; 6]]) {
    if rows.is_empty() {
        return;
    }
    let header = HEADER.map(str::to_owned);
    let lines = || std::iter::once(&header).chain(rows);
    let width = |column: usize| lines().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEADER.len()).map(width).collect();
    for line in lines() {
        let _ = write!(out, "  {:1$}", line[0], widths[0]);
        for (cell, width) in line.iter().zip(&widths).skip(1) {
            let _ = write!(out, "  {cell:>width$}");
        }
        out.push('\n');
    }
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_control(*c))
        .collect()
}
