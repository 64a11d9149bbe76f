//! Who is quoted: people and bodies by outlets, with how often each outlet quotes each.

use maud::{Markup, html};

use super::evidence::{Evidence, shown};
use super::glance::{percent, slug};
use super::identity::Identities;
use crate::article::Citation;
use crate::comparison::{Attention, Comparison, OutletVoices, Player};

const OUTLETS: usize = 8;
const PLAYERS: usize = 10;

/// A table with a circle for each number of quotations; nothing where nobody is quoted.
pub fn voices(
    comparison: &Comparison,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let quoted = |player: &&Player| player.attention.iter().any(|one| one.n_quotations > 0);
    let players: Vec<&Player> =
        comparison.voices.players.iter().filter(quoted).take(PLAYERS).collect();
    if players.is_empty() {
        return None;
    }
    let drawn: Vec<usize> = (0..identities.compared().len().min(OUTLETS)).collect();
    let quotations = players.iter().flat_map(|player| &player.attention);
    let most = quotations.map(|one| one.n_quotations).max().unwrap_or(1).max(1);
    Some(html! {
        p.lede { "How often each outlet quotes whom, in words or in substance. The first row is the share of an outlet\u{2019}s words that it attributes to somebody, the second how often its sources have no name." }
        div.scroll tabindex="0" role="region" aria-label="Table of who is quoted by outlet" {
            table.frames {
                thead { tr {
                    td {}
                    @for &index in &drawn {
                        th scope="col" { (Identities::mark(index)) span dir="auto" { (shown(&identities.all()[index].name, 60)) } }
                    }
                } }
                tbody {
                    tr { th scope="row" { "Words of others" } @for &index in &drawn { td { (attributed(of(comparison, identities, index))) } } }
                    tr { th scope="row" { "Unnamed sources" } @for &index in &drawn { td { (unnamed(of(comparison, identities, index), index, identities, evidence)) } } }
                    @for (number, player) in players.iter().enumerate() {
                        tr {
                            th scope="row" dir="auto" {
                                (shown(&player.name, 60))
                                @if let Some(description) = &player.description { small { (shown(description, 60)) } }
                            }
                            @for &index in &drawn {
                                @let slug = &identities.all()[index].slug;
                                @let found = player.attention.iter().find(|one| one.outlet == *slug);
                                td { (cell(comparison, player, number, found, index, most, identities, evidence)) }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn of<'c>(
    comparison: &'c Comparison,
    identities: &Identities<'_>,
    index: usize,
) -> Option<&'c OutletVoices> {
    let slug = &identities.all()[index].slug;
    comparison.voices.outlets.iter().find(|outlet| outlet.outlet == *slug)
}

fn attributed(outlet: Option<&OutletVoices>) -> Markup {
    let share = outlet.filter(|outlet| outlet.n_words > 0);
    let share = share.map(|o| f64::from(o.n_attributed_words) / f64::from(o.n_words));
    html! { @if let Some(share) = share { (percent(share)) } }
}

fn unnamed(
    outlet: Option<&OutletVoices>,
    index: usize,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let Some(outlet) = outlet.filter(|outlet| outlet.n_anonymous > 0) else {
        return html! { span.zero { "0" } };
    };
    let profile = identities.all()[index];
    let title = format!("{}: sources without a name", profile.name);
    let key = format!("unnamed-{}", slug(&profile.slug));
    let href = evidence.link(&key, &title, &outlet.anonymous);
    html! { a href=[href] aria-label=(format!("{}, {title}", outlet.n_anonymous)) { (outlet.n_anonymous) } }
}

/// The circle's area is the number of quotations; it leads to what this outlet attributes to the player.
#[allow(clippy::too_many_arguments)]
fn cell(
    comparison: &Comparison,
    player: &Player,
    number: usize,
    found: Option<&Attention>,
    index: usize,
    most: u32,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let Some(attention) = found.filter(|one| one.n_quotations > 0) else {
        return html! { span.zero { "0" } };
    };
    let profile = identities.all()[index];
    let own = |at: &&Citation| {
        comparison.source(at.article).is_some_and(|source| source.outlet == profile.slug)
    };
    let told = player.positions.iter().flat_map(|position| &position.citations);
    let citations: Vec<Citation> = told.filter(own).copied().collect();
    let n = attention.n_quotations;
    // The digits are what is seen, so a reader who hears the label has to hear them.
    let times = if n == 1 { "1 time".to_owned() } else { format!("{n} times") };
    let title = format!("{} quotes {} {times}", profile.name, player.name);
    let key = format!("quoted-{}-{}", slug(&profile.slug), number + 1);
    let href = evidence.link(&key, &title, &citations);
    let label = href.as_ref().map(|_| shown(&title, 300));
    let radius = 13.0 * libm::sqrt(f64::from(n) / f64::from(most));
    html! {
        a href=[href] aria-label=[label] {
            svg class=(Identities::class(index)) width="28" height="28" viewBox="-14 -14 28 28" aria-hidden="true" {
                circle.more r=(format!("{:.1}", radius.max(1.5))) {}
            }
            span { (n) }
        }
    }
}
