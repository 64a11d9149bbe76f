//! A colour and a shape for each outlet, the same in every picture of a page.
//!
//! Eight colours that people who confuse red and green, or blue and yellow, can tell apart, on light and on
//! dark ground; from the ninth outlet on the colours come again in another shape, so that no two of forty
//! outlets look alike.

use maud::{Markup, html};

use crate::comparison::{Comparison, OutletProfile};

const COLOURS: usize = 8;
const SHAPES: [&str; 5] = [
    // Circle, square, triangle, diamond, cross; all drawn around the origin, about eleven units wide.
    "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
    "M-4.8-4.8h9.6v9.6h-9.6z",
    "M0-6l5.8 10.4h-11.6z",
    "M0-6.6l6.6 6.6-6.6 6.6-6.6-6.6z",
    "M-2-5.8h4v3.8h3.8v4h-3.8v3.8h-4v-3.8h-3.8v-4h3.8z",
];

/// The outlets of a page in the order in which they are shown.
pub struct Identities<'c> {
    outlets: Vec<&'c OutletProfile>,
    n_compared: usize,
}

impl<'c> Identities<'c> {
    /// Outlets that were compared come first, widely read ones before others, those with more text before
    /// those with less.
    pub fn new(comparison: &'c Comparison) -> Self {
        let compared = |profile: &OutletProfile| {
            !comparison.not_compared.iter().any(|o| o.outlet() == profile.slug)
        };
        let mut outlets: Vec<&OutletProfile> = comparison.outlets.iter().collect();
        outlets.sort_by_key(|profile| (!compared(profile), !profile.listed));
        let n_compared = outlets.iter().filter(|profile| compared(profile)).count();
        Identities { outlets, n_compared }
    }

    /// All outlets.
    pub fn all(&self) -> &[&'c OutletProfile] {
        &self.outlets
    }

    /// Those that were compared.
    pub fn compared(&self) -> &[&'c OutletProfile] {
        &self.outlets[..self.n_compared]
    }

    /// The position of an outlet.
    pub fn of(&self, slug: &str) -> Option<usize> {
        self.outlets.iter().position(|profile| profile.slug == slug)
    }

    /// The outlet that a heading begins with, such as "Reuters (three articles)".
    pub fn named_in(&self, heading: &str) -> Option<usize> {
        let named = |profile: &&&OutletProfile| {
            let rest = heading.strip_prefix(profile.name.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let longest = self.outlets.iter().filter(named).max_by_key(|profile| profile.name.len())?;
        self.of(&longest.slug)
    }

    /// The class that gives an element the outlet's colour.
    pub fn class(index: usize) -> String {
        format!("o{}", index % COLOURS)
    }

    /// The outline of the outlet's shape.
    pub fn shape(index: usize) -> &'static str {
        SHAPES[index / COLOURS % SHAPES.len()]
    }

    /// The outlet's mark beside its name.
    pub fn mark(index: usize) -> Markup {
        html! {
            svg class={ "mark " (Identities::class(index)) } viewBox="-8 -8 16 16" aria-hidden="true" {
                path d=(Identities::shape(index)) {}
            }
        }
    }

    /// The outlet's mark at a share of the width of a drawing.
    pub fn mark_at(index: usize, percent: f64, y: f64) -> Markup {
        html! {
            svg x={ (format!("{percent:.2}")) "%" } y=(y) overflow="visible" {
                path class={ "dot " (Identities::class(index)) } d=(Identities::shape(index)) {}
            }
        }
    }
}
