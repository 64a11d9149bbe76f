//! A tidy table: one row for each outlet and feature.

use itertools::Itertools;

use crate::brief::Brief;
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::error::{Error, Result};

const COLUMNS: [&str; 14] = [
    "outlet",
    "outlet_name",
    "family",
    "feature",
    "basis",
    "log2_ratio",
    "log_odds_z",
    "share_here",
    "share_elsewhere",
    "n_here",
    "n_elsewhere",
    "n_articles_here",
    "n_articles_elsewhere",
    "n_stories",
];

/// Writes the features of every outlet as CSV with a header. An undefined ratio is an empty field.
///
/// # Errors
///
/// [`Error::Io`] where a row cannot be written, which memory exhaustion alone can cause.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let table = report::csv(&Comparison::new(&corpus)?)?;
/// assert!(table.starts_with("outlet,outlet_name,family,feature,"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn csv(comparison: &Comparison) -> Result<String> {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).map_err(|error| failed(error.into()))?;
    for profile in &comparison.outlets {
        for contrast in &profile.features {
            let number = |value: f64| format!("{value:.6}");
            let row = [
                profile.slug.clone(),
                profile.name.clone(),
                contrast.family.to_string(),
                contrast.shown.clone(),
                name_of(contrast.basis).to_owned(),
                contrast.log2_ratio.map_or_else(String::new, |ratio| number(ratio.value)),
                number(contrast.log_odds_z),
                number(contrast.share_here),
                number(contrast.share_elsewhere),
                contrast.n_here.to_string(),
                contrast.n_elsewhere.to_string(),
                contrast.n_articles_here.to_string(),
                contrast.n_articles_elsewhere.to_string(),
                contrast.n_stories.to_string(),
            ];
            table.write_record(row.map(defused)).map_err(|error| failed(error.into()))?;
        }
    }
    finished(table)
}

/// Writes the claims of a brief as CSV with a header: section, group, text, basis, and the cited outlets,
/// addresses and words, each list separated by vertical bars.
///
/// # Errors
///
/// [`Error::Io`] where a row cannot be written, which memory exhaustion alone can cause.
///
/// ```
/// use parallax::{Article, Brief, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let table = report::claims_csv(&Brief::new(&Comparison::new(&corpus)?))?;
/// assert!(table.starts_with("section,group,claim,basis,"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn claims_csv(brief: &Brief) -> Result<String> {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    let header = ["section", "group", "claim", "basis", "outlets", "urls", "passages"];
    table.write_record(header).map_err(|error| failed(error.into()))?;
    for chapter in &brief.chapters {
        for group in &chapter.groups {
            for claim in &group.claims {
                let sources =
                    || claim.citations().iter().filter_map(|at| Some(brief.reference(at)?.1));
                let row = [
                    chapter.section.title().to_owned(),
                    group.heading.clone().unwrap_or_default(),
                    claim.text().to_owned(),
                    name_of(claim.basis()).to_owned(),
                    sources().map(|source| source.outlet.as_str()).join("|"),
                    sources().map(|source| source.url.as_deref().unwrap_or("")).join("|"),
                    claim.citations().iter().filter_map(|at| brief.words(at)).join("|"),
                ];
                table.write_record(row.map(defused)).map_err(|error| failed(error.into()))?;
            }
        }
    }
    finished(table)
}

/// A table of these rows with a header.
pub(super) fn rows_csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    table.write_record(header).map_err(|error| failed(error.into()))?;
    for row in rows {
        let row = row.into_iter().map(defused);
        table.write_record(row).map_err(|error| failed(error.into()))?;
    }
    finished(table)
}

/// The text of a written table.
fn finished(table: ::csv::Writer<Vec<u8>>) -> Result<String> {
    let bytes = table.into_inner().map_err(|error| failed(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn failed(source: std::io::Error) -> Error {
    Error::io("table", source)
}

fn name_of(basis: Basis) -> &'static str {
    match basis {
        Basis::Text => "text",
        Basis::Habit => "habit",
    }
}

/// Spreadsheets run a field that begins with one of these as a formula.
fn defused(field: String) -> String {
    let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || (field.starts_with('-') && field.parse::<f64>().is_err());
    if formula { format!("'{field}") } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_are_not() {
        assert_eq!(defused("=1+1".into()), "'=1+1");
        assert_eq!(defused("-2.5".into()), "-2.5");
        assert_eq!(defused("-x".into()), "'-x");
    }
}
