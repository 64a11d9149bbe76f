//! Groups of outlets and the largest scores of chance, as text for a terminal.

use std::fmt::Write;

use super::text::is_control;
use crate::comparison::{Comparison, GroupHabit, GroupHabits};

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
        let _ =
            writeln!(out, "\n{:.1}% of the words set aside", 100.0 * comparison.share_set_aside);
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

fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !is_control(*c)).collect()
}
