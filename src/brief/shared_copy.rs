//! Under "Method": whose reports the outlets printed, and what would be found if these counted everywhere.
//!
//! An article that is wholly an agency's is named here with the outlet that ran it: it leaves the comparison, not
//! the page.

use super::words::{counted, grouped, list, number, percent, possessive, quoted, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::clean::KnownBy;
use crate::comparison::{AgencyCopy, Comparison, Difference, NotCompared, Printing, SharedReport};
use crate::contrast::Basis;

/// From this share on an article is called a report printed whole: a headline, a line of the desk's, a dateline may
/// be its own.
const WHOLE: f64 = 0.9;
/// Below this share an article does not run a report but holds passages of it.
const PART: f64 = 0.25;
/// How many outlets are named in one sentence, and how many differences are told.
const NAMED: usize = 5;

/// One group, or none where nothing is shared.
pub(super) fn group(comparison: &Comparison, options: &BriefOptions) -> Option<Group> {
    let shared = &comparison.shared_copy;
    if shared.reports.is_empty() && shared.n_articles_with_passages == 0 {
        return None;
    }
    let most = options.max_outlets;
    let mut claims: Vec<Claim> = Vec::new();
    let (mut n_reports, mut n_articles) = (0, 0);
    for report in shared.reports.iter().filter(|report| !report.taken().is_empty()) {
        match claim(report).filter(|_| claims.len() < most) {
            Some(claim) => claims.push(claim),
            None => (n_reports, n_articles) = (n_reports + 1, n_articles + report.taken().len()),
        }
    }
    let mut notes = Vec::new();
    if n_reports > 0 {
        notes.push(format!(
            "{} of this kind, printed in {}, {} treated alike and not listed here.",
            sentence_case(&counted(n_reports, "more report")),
            counted(n_articles, "article"),
            if n_reports == 1 { "is" } else { "are" },
        ));
    }
    notes.extend(bylines(&shared.reports));
    notes.push(counting(comparison));
    if shared.n_articles_with_passages > 0 {
        notes.push(format!(
            "Passages that other outlets print in the same words, without printing the same report, stand in {} ({} words): statements that several quote, paragraphs of background. Nothing is said about where these come from.",
            counted(shared.n_articles_with_passages as usize, "article"),
            grouped(shared.n_words_in_passages as usize),
        ));
    }
    notes.extend(left_out(comparison));
    notes.extend(differences(comparison));
    Some(Group { heading: Some("Agency and shared copy".into()), claims, notes })
}

/// "The Independent ran AP’s report: 62% of its text is AP’s."
fn claim(report: &SharedReport) -> Option<Claim> {
    let taken = report.taken();
    let told = Told::new(&taken);
    let owner = owner(report);
    let named = if report.headline.is_empty() {
        String::new()
    } else {
        format!(" {}", quoted(&report.headline))
    };
    let text = match (owner, &taken[..]) {
        (_, []) => return None,
        (Some(owner), [only]) if only.share >= WHOLE => {
            format!(
                "{} ran {} report{named}, and nothing else is in its article{}.",
                only.outlet_name,
                possessive(owner),
                first(report, owner)
            )
        }
        (Some(owner), [only]) => format!(
            "{} ran {} report{named}: {} of its text is {}{}.",
            only.outlet_name,
            possessive(owner),
            percent(only.share),
            possessive(if owner == UNNAMED { "the agency" } else { owner }),
            first(report, owner),
        ),
        (Some(owner), _) => format!(
            "{} report{named} {}{}.",
            sentence_case(&possessive(owner)),
            told.outlets("ran in"),
            first(report, owner),
        ),
        (None, _) => format!(
            "The same report{named} {}. Neither credits nor times tell whose it is.",
            told.outlets("stands in")
        ),
    };
    let credit = report.credit.filter(|_| report.owner().is_none());
    let citations = taken.iter().filter_map(|one| one.citation);
    let citations: Vec<_> = citations.chain(report.headline_at()).chain(credit).collect();
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    let claim = told.shares().fold(claim, |claim, share| claim.with_quantity("share", share));
    let claim = told.n_others().fold(claim, |claim, n| claim.with_quantity("n_others", n as f64));
    let most = taken.iter().map(|one| one.share).fold(0.0, f64::max);
    Some(claim.with_quantity("n_articles", taken.len() as f64).with_quantity("largest_share", most))
}

/// What an agency is called whose name stands in no text that could be cited, only in bylines.
const UNNAMED: &str = "an agency";

/// Whose report it is: an outlet's of this coverage by its name, an agency's from outside by the name that a text
/// gives it the credit by.
fn owner(report: &SharedReport) -> Option<&str> {
    let credited = || match (&report.agency, &report.credited_as) {
        (Some(agency), Some(name)) if agency.name.to_lowercase() == name.to_lowercase() => {
            Some(agency.name.as_str())
        }
        (Some(_), Some(name)) => Some(name.as_str()),
        (Some(_), None) => Some(UNNAMED),
        (None, _) => None,
    };
    report.owner().or_else(credited)
}

/// How an owner without an agency's credit is known.
fn first(report: &SharedReport, owner: &str) -> String {
    match report.known_by {
        KnownBy::Time => format!("; {owner} had it first"),
        _ => String::new(),
    }
}

/// The articles that a claim tells of.
struct Told<'r> {
    /// Those that print the report or much of it.
    ran: Vec<&'r Printing>,
    /// Those that hold passages of it.
    held: Vec<&'r Printing>,
}

impl<'r> Told<'r> {
    fn new(taken: &[&'r Printing]) -> Self {
        let (ran, held): (Vec<_>, Vec<_>) = taken.iter().partition(|one| one.share >= PART);
        // "0% of its text" tells nobody anything, unless nobody printed more.
        let (tiny, held): (Vec<_>, Vec<_>) =
            held.into_iter().partition(|one: &&Printing| one.share < 0.0005);
        let nothing_else = ran.is_empty() && held.is_empty();
        Told { ran, held: if nothing_else { tiny } else { held } }
    }

    /// "ran in ABC News (whole), The Independent (62%) and three other articles; passages of it stand in The Hindu"
    fn outlets(&self, verb: &str) -> String {
        let mut phrases: Vec<String> = Vec::new();
        if !self.ran.is_empty() {
            phrases.push(format!("{verb} {}", named(&self.ran)));
        }
        if !self.held.is_empty() {
            let start = if self.ran.is_empty() {
                "is printed in passages by"
            } else {
                "passages of it stand in"
            };
            phrases.push(format!("{start} {}", named(&self.held)));
        }
        phrases.join("; ")
    }

    /// The shares that are told.
    fn shares(&self) -> impl Iterator<Item = f64> {
        let lists = [&self.ran, &self.held].into_iter();
        lists.flat_map(|list| list.iter().take(NAMED)).map(|one| one.share)
    }

    /// The numbers of articles that are not named.
    fn n_others(&self) -> impl Iterator<Item = usize> {
        let lists = [&self.ran, &self.held].into_iter();
        lists.map(|list| list.len().saturating_sub(NAMED)).filter(|n| *n > 0)
    }
}

/// "ABC News (whole), The Independent (62%) and three other articles"
fn named(printings: &[&Printing]) -> String {
    let share = |one: &&Printing| match one.share {
        share if share >= WHOLE => format!("{} (whole)", one.outlet_name),
        share => format!("{} ({} of its text)", one.outlet_name, percent(share)),
    };
    let mut shown: Vec<String> = printings.iter().take(NAMED).map(share).collect();
    let rest = printings.len() - shown.len();
    if rest > 0 {
        shown.push(counted(rest, "other article"));
    }
    list(&shown, "and")
}

/// The agencies that bylines alone name: a byline is no part of the text and cannot be cited.
fn bylines(reports: &[SharedReport]) -> Option<String> {
    let mut names: Vec<&str> = reports
        .iter()
        .filter(|report| owner(report) == Some(UNNAMED))
        .filter_map(|report| report.agency.as_ref().map(|agency| agency.name.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    let credited = (!names.is_empty()).then(|| list(&names, "and"))?;
    Some(format!(
        "Where a report is an agency\u{2019}s without a name, bylines or the way it is signed point to {credited}."
    ))
}

fn counting(comparison: &Comparison) -> String {
    match comparison.options.agency_copy {
        AgencyCopy::Everywhere => "Shared copy is counted in every outlet that prints it, so that what follows from one report shows in each of them.".to_owned(),
        _ => "Shared copy is counted once, for the outlet whose it is, and for none where that is an agency outside this coverage or cannot be told: outlets are compared on their own words.".to_owned(),
    }
}

/// Outlets that have too few words of their own because they mostly ran copy.
fn left_out(comparison: &Comparison) -> Option<String> {
    let with_copy = |slug: &str| {
        let found = comparison.shared_copy.differences.iter().find(|one| one.outlet == slug)?;
        Some(found.n_words_with_copy)
    };
    let names: Vec<String> = comparison
        .not_compared
        .iter()
        .filter_map(|reason| match reason {
            NotCompared::TooLittleText { outlet, name, n_words, needed } => with_copy(outlet)
                .filter(|n| n >= needed)
                .map(|n| format!("{name} ({n_words} of {n})")),
            NotCompared::Alone { .. } => None,
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let shown = &names[..names.len().min(20)];
    let rest = names.len() - shown.len();
    let more = if rest > 0 { format!(" and {} more", number(rest)) } else { String::new() };
    let last = if rest > 0 { "," } else { "and" };
    Some(format!(
        "Mostly shared copy and therefore not compared, with the counted words that are their own: {}{more}.",
        list(shown, last).replace(" , ", ", ")
    ))
}

/// What would be found with the copy counted everywhere.
fn differences(comparison: &Comparison) -> Vec<String> {
    let mut ranked: Vec<&Difference> = comparison
        .shared_copy
        .differences
        .iter()
        .filter(|one| !(one.only_without.is_empty() && one.only_with.is_empty()))
        .collect();
    // Where a finding comes or goes, the largest shift of words comes first; the sort keeps the order of slugs.
    ranked.sort_by_key(|one| std::cmp::Reverse(one.n_words_with_copy.abs_diff(one.n_words)));
    let subjects = |list: &[String]| {
        list.iter()
            .map(|theme| format!("\u{201C}{theme}\u{201D}"))
            .collect::<Vec<_>>()
            .join(" and on ")
    };
    let mut notes: Vec<String> = ranked
        .iter()
        .take(NAMED)
        .map(|one| {
            let with = &one.only_with[..one.only_with.len().min(2)];
            let without = &one.only_without[..one.only_without.len().min(2)];
            let gains = format!("would seem to dwell on {}", subjects(with));
            let loses = format!(
                "would no longer stand out for {}",
                subjects(without).replace(" and on ", " and ")
            );
            let what = match (with.is_empty(), without.is_empty()) {
                (false, true) => gains,
                (true, _) => loses,
                (false, false) => format!("{gains} and {loses}"),
            };
            format!("Were shared copy counted everywhere, {} {what}.", one.name)
        })
        .collect();
    let rest = ranked.len() - notes.len();
    if rest > 0 {
        notes.push(format!("The same holds of findings about {}.", counted(rest, "other outlet")));
    }
    if ranked.is_empty() {
        notes.push(
            "Were shared copy counted everywhere, the same would be found about every outlet."
                .to_owned(),
        );
    }
    notes
}
