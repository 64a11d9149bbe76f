//! Groups of outlets and the largest scores of chance: text for a terminal, Markdown, CSV.

use std::fmt::Write;

use super::csv::rows_csv;
use super::markdown::escaped;
use super::text::is_control;
use crate::comparison::{Comparison, GroupHabit, GroupHabits};
use crate::error::Result;

/// Writes what each group of outlets does as a rule, what turned out to be one outlet's, and names; at most `most`
/// of each. Empty where no groups were compared.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
/// use parallax::comparison::Grouping;
///
/// let article = |outlet: &str, group: &str| Article::new(outlet, "", "Two words.").with_group(group);
/// let corpus = Corpus::new([article("a", "east"), article("b", "west")]);
/// let comparison = Comparison::builder().group_outlets_by(Grouping::Record).build(&corpus)?;
/// let text = report::groups(&comparison, 10);
/// assert!(text.contains("east: 1 article of 1 outlet"));
/// assert!(text.contains("not tested: 1 pairs of articles on the same stories, 20 needed"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn groups(comparison: &Comparison, most: usize) -> String {
    let mut out = String::new();
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    for group in comparison.groups.iter().flat_map(|groups| &groups.groups) {
        let n_articles = plural(group.n_articles as usize, "article");
        let n_outlets = plural(group.outlets.len(), "outlet");
        let _ = writeln!(out, "\n{}: {n_articles} of {n_outlets}", plain(&group.name));
        let GroupHabits::Tested { found, of_one_outlet, names, .. } = &group.habits else {
            let _ = writeln!(out, "  not tested: {}", group.habits);
            continue;
        };
        let _ = writeln!(out, "  as a rule: {}", group.habits);
        rows(&mut out, found, most);
        for (title, list) in [("of one outlet", of_one_outlet), ("names", names)] {
            if !list.is_empty() {
                let _ = writeln!(out, "  {title}:");
                rows(&mut out, list, most);
            }
        }
    }
    if let Some(n_without) = comparison.groups.as_ref().map(|groups| groups.n_without) {
        if n_without > 0 {
            let _ = writeln!(out, "\n{} in no group", plural(n_without as usize, "article"));
        }
        let _ = writeln!(
            out,
            "\n{:.1}% of the words set aside, {:.1}% more as labels and {:.1}% as copy",
            100.0 * comparison.share_set_aside,
            100.0 * comparison.share_labels,
            100.0 * comparison.share_copy
        );
    }
    out
}

fn rows(out: &mut String, list: &[GroupHabit], most: usize) {
    for found in list.iter().take(most) {
        let times = |log2: f64| format!("{:.1} times", libm::exp2(log2));
        let without = found.without_largest.map_or("not testable".to_owned(), |without| {
            format!("{}, p {:.2e}", times(without.log2_ratio.value), without.p)
        });
        let _ = writeln!(
            out,
            "    {:28} {:>10}  q {:.4}  {} outlets, {:.0}% in {}; without it {without}",
            plain(&found.habit.shown),
            times(found.habit.log2_ratio.value),
            found.habit.q,
            found.n_outlets,
            100.0 * found.largest_share,
            plain(&found.largest_outlet),
        );
    }
}

/// Writes for every outlet with enough articles the largest ranking scores between random halves of its own
/// articles, and next to them the features that the outlet is ranked by.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new((0..9).flat_map(|n| {
///     [Article::new("a", "", format!("Storm {n} came.")), Article::new("b", "", "All was quiet.")]
/// }));
/// assert!(report::null(&Comparison::new(&corpus)?, 3).contains("a (9 articles): random halves of it reach"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn null(comparison: &Comparison, most: usize) -> String {
    let mut out = String::new();
    for (profile, null) in comparison.null() {
        let _ = writeln!(
            out,
            "\n{} ({} articles): random halves of it reach a score of {:.1} in the middle and {:.1} at most, in {} splits",
            plain(&profile.name),
            null.n_articles,
            null.median(),
            null.top(),
            null.largest.len()
        );
        for feature in profile.features.iter().take(most) {
            let above = if feature.log_odds_z > null.top() { "" } else { "  no more than chance" };
            let _ =
                writeln!(out, "  {:28} {:5.1}{above}", plain(&feature.shown), feature.log_odds_z);
        }
    }
    if out.is_empty() {
        out.push_str("no outlet has the eight articles that halves are made from\n");
    }
    out
}

/// Writes what [`groups`] writes as Markdown, a table for each list.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
/// use parallax::comparison::Grouping;
///
/// let article = |outlet: &str, group: &str| Article::new(outlet, "", "Two words.").with_group(group);
/// let corpus = Corpus::new([article("a", "east"), article("b", "west")]);
/// let comparison = Comparison::builder().group_outlets_by(Grouping::Record).build(&corpus)?;
/// let text = report::groups_markdown(&comparison, 10);
/// assert!(text.contains("## east") && text.contains("Not tested: 1 pairs of articles"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn groups_markdown(comparison: &Comparison, most: usize) -> String {
    let mut out = String::new();
    for group in comparison.groups.iter().flat_map(|groups| &groups.groups) {
        let (n_articles, n_outlets) = (group.n_articles, group.outlets.len());
        let _ = write!(
            out,
            "## {}\n\nArticles: {n_articles}. Outlets: {n_outlets}.",
            escaped(&group.name)
        );
        let GroupHabits::Tested { found, of_one_outlet, names, .. } = &group.habits else {
            let _ = write!(out, " Not tested: {}.\n\n", group.habits);
            continue;
        };
        let _ = write!(out, " As a rule: {}.\n\n", group.habits);
        for (title, list) in
            [("As a rule", found), ("Of one outlet", of_one_outlet), ("Names", names)]
        {
            if list.is_empty() {
                continue;
            }
            let _ = write!(
                out,
                "### {title}\n\n| feature | kind | times as often | 95 % | p | q | outlets | most in | its share | times without it | p without it |\n|---|---|--:|---|--:|--:|--:|---|--:|--:|--:|\n"
            );
            for found in list.iter().take(most) {
                let row = cells(found).map(|cell| escaped(&cell));
                let _ = writeln!(out, "| {} |", row.join(" | "));
            }
            out.push('\n');
        }
    }
    out
}

/// Writes what was found about groups as CSV: one row for each group, list and feature.
///
/// # Errors
///
/// [`Error::Io`](crate::Error::Io) where a row cannot be written, which memory exhaustion alone can cause.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// assert!(report::groups_csv(&Comparison::new(&corpus)?)?.starts_with("group,list,feature,"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn groups_csv(comparison: &Comparison) -> Result<String> {
    let header = [
        "group",
        "list",
        "feature",
        "family",
        "ratio",
        "interval",
        "p",
        "q",
        "n_outlets",
        "largest_outlet",
        "largest_share",
        "ratio_without",
        "p_without",
    ];
    let groups = comparison.groups.iter().flat_map(|groups| &groups.groups);
    let rows = groups.flat_map(|group| {
        let lists = match &group.habits {
            GroupHabits::Tested { found, of_one_outlet, names, .. } => {
                [("rule", &found[..]), ("one_outlet", of_one_outlet), ("name", names)]
            }
            GroupHabits::NotTestable(_) => [("", &[][..]); 3],
        };
        lists.into_iter().flat_map(move |(list, found)| {
            found.iter().map(move |found| {
                let named = [group.name.clone(), list.to_owned()];
                named.into_iter().chain(cells(found)).collect::<Vec<String>>()
            })
        })
    });
    rows_csv(&header, rows)
}

/// A finding of a group: feature, kind, ratio, its interval, p, q, outlets, the largest, its share, and the result without it.
fn cells(found: &GroupHabit) -> [String; 11] {
    let ratio = |log2: f64| format!("{:.3}", libm::exp2(log2));
    let habit = &found.habit;
    let interval = habit.log2_ratio.interval;
    [
        habit.shown.clone(),
        habit.family.to_string(),
        ratio(habit.log2_ratio.value),
        interval.map_or_else(String::new, |ends| {
            format!("{} to {}", ratio(ends.low), ratio(ends.high))
        }),
        format!("{:.3e}", habit.p),
        format!("{:.3e}", habit.q),
        found.n_outlets.to_string(),
        found.largest_outlet.clone(),
        format!("{:.3}", found.largest_share),
        found.without_largest.map_or_else(String::new, |without| ratio(without.log2_ratio.value)),
        found.without_largest.map_or_else(String::new, |without| format!("{:.3e}", without.p)),
    ]
}

/// Writes the largest scores of chance as Markdown, a row for each outlet.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new((0..9).flat_map(|n| {
///     [Article::new("a", "", format!("Storm {n} came.")), Article::new("b", "", "All was quiet.")]
/// }));
/// assert!(report::null_markdown(&Comparison::new(&corpus)?).contains("| a | 9 |"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn null_markdown(comparison: &Comparison) -> String {
    let mut out =
        format!("| {} |\n|---|--:|--:|--:|--:|--:|\n", NULL_COLUMNS.join(" | ").replace('_', " "));
    for row in null_rows(comparison) {
        let row: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

/// Writes the largest scores of chance as CSV, a row for each outlet with enough articles.
///
/// # Errors
///
/// [`Error::Io`](crate::Error::Io) where a row cannot be written, which memory exhaustion alone can cause.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// assert!(report::null_csv(&Comparison::new(&corpus)?)?.starts_with("outlet,n_articles,"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn null_csv(comparison: &Comparison) -> Result<String> {
    rows_csv(&NULL_COLUMNS, null_rows(comparison))
}

const NULL_COLUMNS: [&str; 6] =
    ["outlet", "n_articles", "splits", "median_largest", "largest", "features_above"];

fn null_rows(comparison: &Comparison) -> impl Iterator<Item = Vec<String>> + '_ {
    comparison.null().map(|(profile, null)| {
        let above = profile.features.iter().filter(|feature| feature.log_odds_z > null.top());
        vec![
            profile.name.clone(),
            null.n_articles.to_string(),
            null.largest.len().to_string(),
            format!("{:.2}", null.median()),
            format!("{:.2}", null.top()),
            above.count().to_string(),
        ]
    })
}

fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !is_control(*c)).collect()
}
