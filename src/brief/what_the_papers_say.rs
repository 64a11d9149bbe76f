//! "What the papers say": per outlet, what it dwells on and how much more than the others.

use super::words::{counted, evened, list, number, percent, quoted, times};
use super::{BriefOptions, Claim, Group, manner};
use crate::comparison::{Comparison, FrameEmphasis, Habit, Habits, OutletProfile, Theme};
use crate::contrast::Basis;
use crate::count::Family;

/// A group for each of the outlets with the most text, and a line each for others.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let compared: Vec<&OutletProfile> = comparison
        .outlets
        .iter()
        .filter(|profile| {
            !comparison.not_compared.iter().any(|other| other.outlet() == profile.slug)
        })
        .collect();
    let (plain, mut told): (Vec<_>, Vec<_>) =
        compared.into_iter().partition(|profile| profile.themes.is_empty());
    // The sort is stable: among the widely read and among the others, those with the most text come first.
    told.sort_by_key(|profile| !profile.listed);
    let (long, short) = told.split_at(told.len().min(options.max_outlets));
    let mut groups: Vec<Group> =
        long.iter().map(|profile| group(comparison, profile, options.max_claims)).collect();
    if !short.is_empty() {
        let claims = short.iter().filter_map(|profile| {
            let claim = claim(profile, profile.themes.first()?, true)?;
            Some(claim)
        });
        let claims = claims.take(3 * options.max_outlets).collect();
        groups.push(Group { heading: Some("More outlets".into()), claims, notes: Vec::new() });
    }
    if !plain.is_empty() {
        let names: Vec<&str> = plain.iter().map(|profile| profile.name.as_str()).take(20).collect();
        let rest = plain.len() - names.len();
        let others = if rest > 0 { format!(" and {} more", number(rest)) } else { String::new() };
        let note = format!(
            "Nothing stands out clearly enough to report in {}{others}.",
            list(&names, if rest > 0 { "," } else { "and" }).replace(" , ", ", ")
        );
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    if groups.is_empty() {
        let note = "No outlet has enough text on a shared story to be compared.".to_owned();
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    groups
}

fn group(comparison: &Comparison, profile: &OutletProfile, most: usize) -> Group {
    let claims = profile.themes.iter().filter_map(|theme| claim(profile, theme, false));
    Group {
        heading: Some(format!(
            "{} ({}, {} words counted)",
            profile.name,
            counted(profile.n_articles as usize, "article"),
            super::words::grouped(profile.n_words as usize)
        )),
        claims: claims
            .take(most)
            .chain(frame_claim(profile))
            .chain(unnamed_claim(comparison, profile))
            .chain(manner::claims(comparison, profile))
            .chain(habit_claims(profile, most))
            .collect(),
        notes: Vec::new(),
    }
}

/// How often the outlet lets unnamed sources speak, where it clearly does so more than the others.
fn unnamed_claim(comparison: &Comparison, profile: &OutletProfile) -> Option<Claim> {
    let voices = &comparison.voices.outlets;
    let own = voices.iter().find(|voices| voices.outlet == profile.slug)?;
    let others = || voices.iter().filter(|voices| voices.outlet != profile.slug);
    let n_elsewhere: u32 = others().map(|voices| voices.n_anonymous).sum();
    let of_elsewhere: u32 = others().map(|voices| voices.n_quotations).sum();
    // A few quotations would make a share of anything.
    if own.n_anonymous < 3 || own.n_quotations < 10 || of_elsewhere < 10 {
        return None;
    }
    let share = f64::from(own.n_anonymous) / f64::from(own.n_quotations);
    let elsewhere = f64::from(n_elsewhere) / f64::from(of_elsewhere);
    if share < 1.5 * elsewhere {
        return None;
    }
    let text = format!(
        "Leaves the source unnamed in {} of {} quotations; elsewhere it is {} of {}.",
        number(own.n_anonymous as usize),
        number(own.n_quotations as usize),
        number(n_elsewhere as usize),
        number(of_elsewhere as usize),
    );
    let claim = Claim::new(text, Basis::Text, own.anonymous.iter().copied()).ok()?;
    let claim = claim.with_quantity("n_unnamed_here", f64::from(own.n_anonymous));
    let claim = claim.with_quantity("n_quotations_here", f64::from(own.n_quotations));
    let claim = claim.with_quantity("n_unnamed_elsewhere", f64::from(n_elsewhere));
    let claim = claim.with_quantity("n_quotations_elsewhere", f64::from(of_elsewhere));
    let claim = claim.with_quantity("share_here", share);
    Some(claim.with_quantity("share_elsewhere", elsewhere))
}

/// What the outlet does as a rule, where that could be tested.
fn habit_claims(profile: &OutletProfile, most: usize) -> Vec<Claim> {
    let Habits::Tested { found, .. } = &profile.habits else { return Vec::new() };
    found.iter().take(most).filter_map(habit_claim).collect()
}

fn habit_claim(habit: &Habit) -> Option<Claim> {
    let ratio = |log2: f64| format!("{:.1}", libm::exp2(log2));
    let range = habit.log2_ratio.interval.map_or_else(String::new, |interval| {
        // The search for an end stops at twenty doublings: beyond, the articles set no bound.
        let bound =
            |end: f64, shown: String| if end.abs() < 19.0 { shown } else { "no bound".into() };
        let (low, high) = (interval.low, interval.high);
        let (low, high) = (bound(low, ratio(low)), bound(high, ratio(high)));
        format!(", {} interval {low} to {high}", percent(interval.level))
    });
    let ratio = times(libm::exp2(habit.log2_ratio.value));
    let what = match habit.family {
        Family::Manner | Family::Cue => {
            format!("has {} {ratio} as often as the others on the same stories", habit.shown)
        }
        _ => format!(
            "gives {} {ratio} the others\u{2019} space on the same stories",
            quoted(&habit.shown)
        ),
    };
    let text = format!(
        "As a rule {what} ({}{range}, false discovery rate {}).",
        counted(habit.n_stories as usize, "story"),
        rate(habit.q),
    );
    let claim = Claim::new(text, Basis::Habit, habit.citations.iter().copied()).ok()?;
    let claim =
        claim.with_quantity("log2_ratio", habit.log2_ratio.value).with_quantity("q", habit.q);
    let claim = claim
        .with_quantity("family_p", habit.family_p)
        .with_quantity("n_stories", f64::from(habit.n_stories));
    Some(match habit.log2_ratio.interval {
        Some(interval) => claim
            .with_quantity("log2_ratio_low", interval.low)
            .with_quantity("log2_ratio_high", interval.high)
            .with_quantity("level", interval.level),
        None => claim,
    })
}

/// "below 0.001", "0.012".
fn rate(q: f64) -> String {
    if q < 0.001 { "below 0.001".to_owned() } else { format!("{q:.3}") }
}

/// The frame that sets the outlet apart most, where one clearly does.
fn frame_claim(profile: &OutletProfile) -> Option<Claim> {
    let clear = |frame: &&FrameEmphasis| {
        let contrast = &frame.contrast;
        contrast.n_here >= 4
            && contrast.log_odds_z >= 1.5
            && contrast.times().is_some_and(|times| times >= 1.5)
            && contrast.n_articles_here >= profile.n_articles.min(2)
    };
    let frame = profile.frames.iter().find(clear)?;
    let contrast = &frame.contrast;
    let ratio = contrast.times()?;
    let text = format!(
        "Frames {} of its sentences in terms of {}, {} the others\u{2019} {}{}.",
        percent(contrast.share_here),
        quoted(&frame.name.to_lowercase()),
        times(ratio),
        percent(contrast.share_elsewhere),
        whose_words(frame),
    );
    let claim = Claim::new(text, contrast.basis, frame.citations.iter().copied()).ok()?;
    Some(
        claim
            .with_quantity("share_here", contrast.share_here)
            .with_quantity("share_elsewhere", contrast.share_elsewhere)
            .with_quantity("log2_ratio", contrast.log2_ratio?.value),
    )
}

/// Whether the outlet frames so itself or lets others do it, where one of the two is clear.
fn whose_words(frame: &FrameEmphasis) -> &'static str {
    let (n_narrated, n) = (frame.n_narrated, frame.contrast.n_here);
    if 4 * n_narrated <= n {
        ", mostly in the words of people it quotes"
    } else if 10 * n_narrated >= 9 * n {
        ", nearly always in its own words"
    } else {
        ""
    }
}

fn claim(profile: &OutletProfile, theme: &Theme, named: bool) -> Option<Claim> {
    let features: Vec<String> = theme.features.iter().map(|feature| evened(feature)).collect();
    let subject = list(&features, "and");
    let who = if named { format!("{} dwells", profile.name) } else { "Dwells".to_owned() };
    let share = percent(theme.share_here);
    let compared = match theme.log2_ratio {
        Some(ratio) => {
            let times = times(libm::exp2(ratio.value));
            format!(", {times} the others\u{2019} {}", percent(theme.share_elsewhere))
        }
        None => ", and no other outlet here does".to_owned(),
    };
    let spread = if profile.n_articles > 1 {
        let n_articles = profile.n_articles as usize;
        let all = theme.n_articles == profile.n_articles;
        let which = match (all, n_articles) {
            (true, 2) => "both articles".to_owned(),
            (true, n) => format!("all {} articles", number(n)),
            (false, n) => {
                format!("{} of {} articles", number(theme.n_articles as usize), number(n))
            }
        };
        format!(" ({which})")
    } else {
        String::new()
    };
    let claim = Claim::new(
        format!("{who} on {subject}: {share} of its sentences{compared}{spread}."),
        theme.basis,
        theme.citations.iter().copied(),
    );
    let claim = claim.ok()?;
    let claim = claim
        .with_quantity("share_here", theme.share_here)
        .with_quantity("share_elsewhere", theme.share_elsewhere)
        .with_quantity("n_sentences", f64::from(theme.n_sentences))
        .with_quantity("n_articles_with", f64::from(theme.n_articles))
        .with_quantity("n_articles", f64::from(profile.n_articles));
    Some(match theme.log2_ratio {
        Some(ratio) => claim.with_quantity("log2_ratio", ratio.value),
        None => claim,
    })
}
