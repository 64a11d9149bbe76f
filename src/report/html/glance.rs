//! Each outlet at a glance: what it stresses, in what frame, and what it leaves out.

use maud::{Markup, html};

use super::evidence::{Evidence, shown};
use super::identity::Identities;
use crate::article::Citation;
use crate::brief::words::quoted;
use crate::comparison::{Blindspot, Comparison, FrameEmphasis, OutletProfile};
use crate::wording::{Statement, quotations_close};

/// How many outlets are shown at once; the others unfold.
const FIRST: usize = 12;

/// A card for each outlet that was compared; nothing where there is none.
pub fn glance(
    comparison: &Comparison,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let told = |profile: &&OutletProfile| {
        !profile.themes.is_empty() || spots(comparison, profile).next().is_some()
    };
    let outlets: Vec<&OutletProfile> = identities.compared().iter().copied().filter(told).collect();
    if outlets.is_empty() {
        return None;
    }
    let (first, rest) = outlets.split_at(outlets.len().min(FIRST));
    Some(html! {
        p.lede { "What sets each outlet apart from the others on the same story. The bar is its share of sentences, the line the others\u{2019}." }
        div.cards { @for profile in first { (card(comparison, profile, identities, evidence)) } }
        @if !rest.is_empty() {
            details {
                summary { (rest.len()) " more outlets" }
                div.cards { @for profile in rest { (card(comparison, profile, identities, evidence)) } }
            }
        }
    })
}

fn card(
    comparison: &Comparison,
    profile: &OutletProfile,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let index = identities.of(&profile.slug).unwrap_or_default();
    let theme = profile.themes.first();
    let frame = profile.frames.iter().find(|frame| is_clear(frame));
    let spot = spots(comparison, profile).next();
    let name = shown(&profile.name, 120);
    let id = |what: &str| format!("{what}-{}", slug(&profile.slug));
    html! {
        article class={ "card " (Identities::class(index)) } {
            h3 { (Identities::mark(index)) span.name dir="auto" { (name) } small { (articles(profile)) } }
            dl {
                @if let Some(theme) = theme {
                    @let subject = theme.features.join(", ");
                    @let title = format!("{name} stresses {subject}");
                    dt { "Stresses" }
                    dd {
                        a href=[evidence.link(&id("stresses"), &title, &theme.citations)] {
                            strong dir="auto" { (shown(&subject, 160)) }
                            (shares(theme.share_here, theme.share_elsewhere))
                        }
                    }
                }
                @if let Some(frame) = frame {
                    @let title = format!("{name}: {}", frame.name);
                    dt { "Frames it as" }
                    dd {
                        a href=[evidence.link(&id("frame"), &title, &frame.citations)] {
                            strong { (shown(&frame.name, 80)) }
                            (shares(frame.contrast.share_here, frame.contrast.share_elsewhere))
                        }
                    }
                }
                @if let Some(spot) = spot {
                    dt { "Leaves out" }
                    @let title = format!("{name} leaves out what {} of {} others carry", spot.n_carriers, spot.n_others);
                    dd {
                        a href=[evidence.link(&id("leaves-out"), &title, &spot.citations)] {
                            strong.statement dir="auto" { (missing(comparison, spot)) }
                            span.numbers { (spot.n_carriers) " of " (spot.n_others) " others carry it" }
                        }
                    }
                } @else if let Some(statement) = untold(comparison, profile) {
                    @let citations: Vec<Citation> = statement.tellings.iter().map(|telling| telling.at).collect();
                    @let n = statement.n_outlets();
                    @let title = format!("{name} does not tell what {n} others do; at its length that is no surprise");
                    dt { "Does not tell" }
                    dd {
                        a href=[evidence.link(&id("does-not-tell"), &title, &citations)] {
                            strong.statement dir="auto" { (first_words(comparison, &citations)) }
                            span.numbers { (n) " others do; its length may explain it" }
                        }
                    }
                }
            }
        }
    }
}

/// The most widely told statement that an outlet neither tells nor touches on: a description, for at its length
/// it may have had no room. For one story only, since an outlet need not cover every story.
fn untold<'c>(comparison: &'c Comparison, profile: &OutletProfile) -> Option<&'c Statement> {
    let number = comparison.slugs.iter().position(|slug| *slug == profile.slug)?;
    let tells = |statement: &Statement| {
        let told = statement.tellings.iter().map(|telling| telling.outlet);
        told.chain(statement.near.iter().copied()).any(|outlet| outlet.index() == number)
    };
    let single = comparison.stories.len() == 1;
    let mut untold = comparison.statements.iter().filter(|statement| single && !tells(statement));
    let first = untold.next()?;
    Some(untold.fold(
        first,
        |best, other| {
            if other.n_outlets() > best.n_outlets() { other } else { best }
        },
    ))
    .filter(|statement| statement.n_outlets() > 1)
}

/// What an outlet leaves out, the least likely first.
fn spots<'c>(
    comparison: &'c Comparison,
    profile: &'c OutletProfile,
) -> impl Iterator<Item = &'c Blindspot> {
    comparison.blindspots.iter().filter(|spot| spot.outlet == profile.slug)
}

fn missing(comparison: &Comparison, spot: &Blindspot) -> String {
    match &spot.phrase {
        Some(phrase) => quoted(&shown(phrase, 80)),
        None => first_words(comparison, &spot.citations),
    }
}

/// The first passage that is a short sentence of its own, not the middle of a quotation; otherwise the first. In quotation
/// marks.
fn first_words(comparison: &Comparison, citations: &[Citation]) -> String {
    let words = |at: &Citation| Some(shown(comparison.words(at)?, 180));
    let whole = |words: &String| {
        words.starts_with(char::is_alphanumeric)
            && !words.ends_with('\u{2026}')
            && quotations_close(words)
    };
    let found = citations.iter().filter_map(words).find(whole);
    let found = found.or_else(|| citations.iter().find_map(words));
    found.map_or_else(String::new, |words| quoted(&words))
}

/// A frame that the outlet gives clearly more space to.
fn is_clear(frame: &FrameEmphasis) -> bool {
    let contrast = &frame.contrast;
    contrast.n_here >= 3
        && contrast.log_odds_z >= 1.0
        && contrast.times().is_none_or(|times| times >= 1.3)
}

fn articles(profile: &OutletProfile) -> String {
    let plural = if profile.n_articles == 1 { "" } else { "s" };
    format!("{} article{plural}, {} words", profile.n_articles, profile.n_words)
}

/// A bar for the outlet, a line for the others, and both as numbers.
fn shares(here: f64, elsewhere: f64) -> Markup {
    let width = |share: f64| format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    html! {
        svg.share width="100%" height="10" aria-hidden="true" {
            rect.track x="0" y="3" width="100%" height="4" rx="2" {}
            rect.bar x="0" y="2" width=(width(here)) height="6" rx="3" {}
            line.others x1=(width(elsewhere)) x2=(width(elsewhere)) y1="0" y2="10" {}
        }
        span.numbers { (percent(here)) " of its sentences, others " (percent(elsewhere)) }
    }
}

/// "36%", "4.8%".
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent >= 9.95 || percent == 0.0 {
        format!("{percent:.0}%")
    } else {
        format!("{percent:.1}%")
    }
}

/// A name that can stand in an address.
pub fn slug(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect()
}
