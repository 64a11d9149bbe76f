//! Outlets by frames: what share of its sentences each outlet gives to each frame.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::evidence::{Evidence, shown};
use super::glance::{percent, slug};
use super::identity::Identities;
use crate::comparison::{Comparison, FrameEmphasis};

const OUTLETS: usize = 8;
const FRAMES: usize = 12;

/// A table with a circle for each share; nothing where no frame was found.
pub fn frames(
    comparison: &Comparison,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let drawn: Vec<usize> = (0..identities.compared().len().min(OUTLETS))
        .filter(|&index| !identities.all()[index].frames.is_empty())
        .collect();
    let mut spread: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for &index in &drawn {
        for frame in &identities.all()[index].frames {
            let difference = (frame.contrast.share_here - frame.contrast.share_elsewhere).abs();
            *spread.entry((&frame.inventory, &frame.name)).or_default() += difference;
        }
    }
    // Frames on which the outlets differ come first; those that all share tell nothing about any.
    let mut rows: Vec<((&str, &str), f64)> = spread.into_iter().collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    rows.truncate(FRAMES);
    if rows.is_empty() || comparison.outlets.len() < 2 {
        return None;
    }
    Some(html! {
        p.lede { "The share of each outlet\u{2019}s sentences that carries a frame. Filled: at least half as much again as the others. The frames on which outlets differ most come first." }
        div.scroll tabindex="0" role="region" aria-label="Table of frames by outlet" {
            table.frames {
                thead {
                    tr {
                        td {}
                        @for &index in &drawn {
                            th scope="col" { (Identities::mark(index)) span dir="auto" { (shown(&identities.all()[index].name, 60)) } }
                        }
                    }
                }
                tbody {
                    @for ((inventory, name), _) in &rows {
                        tr {
                            th scope="row" { (shown(name, 60)) }
                            @for &index in &drawn {
                                @let found = identities.all()[index].frames.iter().find(|frame| frame.inventory == *inventory && frame.name == *name);
                                td { (cell(index, found, identities, evidence)) }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn cell(
    index: usize,
    found: Option<&FrameEmphasis>,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let Some(frame) = found else { return html! { span.zero { "0%" } } };
    let profile = identities.all()[index];
    let contrast = &frame.contrast;
    let more = contrast.times().is_none_or(|times| times >= 1.5);
    let title = format!(
        "{}: {} in {} of its sentences, {} elsewhere",
        profile.name,
        frame.name,
        percent(contrast.share_here),
        percent(contrast.share_elsewhere)
    );
    let key = format!("frame-{}-{}", slug(&profile.slug), slug(&contrast.key));
    let href = evidence.link(&key, &title, &frame.citations);
    // The area is the share, and the full sentence fills the cell.
    let radius = 13.0 * libm::sqrt(contrast.share_here.clamp(0.0, 1.0));
    html! {
        a href=[href] aria-label=(shown(&title, 300)) title=(shown(&title, 300)) {
            svg class=(Identities::class(index)) width="28" height="28" viewBox="-14 -14 28 28" aria-hidden="true" {
                circle class=(if more { "more" } else { "less" }) r=(format!("{:.1}", radius.max(1.5))) {}
            }
            span { (percent(contrast.share_here)) }
        }
    }
}
