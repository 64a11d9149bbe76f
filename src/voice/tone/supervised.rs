//! Tone learnt from labelled sentences: the linear model of `framing`, told where the target stands.
//!
//! Question: given sentences whose tone towards a target people have labelled, what is the tone of others?
//!
//! A sentence is written out with its target covered by one word, the words to the left and right of it marked as
//! such, and one mark for every role and zone in which the word list finds a tone; the model of
//! [`crate::framing`] learns from that. No trained model comes with the crate.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::{ToneLabel, ToneRole, ToneZone};
use crate::article::Span;
use crate::error::Result;
use crate::framing::{Coded, FrameModel, Inventory, LabelKind};
use crate::token::words;

/// Words on each side of the target that are marked by their side.
const WINDOW: usize = 6;

/// A trained model of tone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToneModel {
    model: FrameModel,
}

impl ToneModel {
    /// Learns from sentences, each with the span of its target and the label that people gave.
    ///
    /// ```
    /// use parallax::Span;
    /// use parallax::voice::{ToneLabel, ToneModel};
    ///
    /// let span = Span::new(0, 3);
    /// let labelled = [
    ///     ("Roe lied to the court.", span, ToneLabel::Negative),
    ///     ("Roe lied again.", span, ToneLabel::Negative),
    ///     ("Roe rescued the crew.", span, ToneLabel::Positive),
    ///     ("Roe rescued a child.", span, ToneLabel::Positive),
    /// ];
    /// let model = ToneModel::train(&labelled)?;
    /// assert_eq!(model.label("Roe rescued a dog.", span), ToneLabel::Positive);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`](crate::Error::TooLittle) where fewer than two labels or texts are given.
    pub fn train(labelled: &[(&str, Span, ToneLabel)]) -> Result<Self> {
        let coded: Vec<Coded> = labelled
            .iter()
            .map(|(text, target, label)| Coded::new(written_out(text, *target), [name(*label)]))
            .collect();
        let marks = marks()?;
        let model =
            FrameModel::builder().labels(LabelKind::One).inventories([&marks]).train(&coded)?;
        Ok(ToneModel { model })
    }

    /// The label of a sentence towards the target at a span.
    pub fn label(&self, text: &str, target: Span) -> ToneLabel {
        match self.model.labels_of(&written_out(text, target)).first().map(String::as_str) {
            Some("negative") => ToneLabel::Negative,
            Some("positive") => ToneLabel::Positive,
            _ => ToneLabel::Neutral,
        }
    }
}

fn name(label: ToneLabel) -> &'static str {
    match label {
        ToneLabel::Negative => "negative",
        ToneLabel::Neutral => "neutral",
        ToneLabel::Positive => "positive",
    }
}

const ROLES: [(ToneRole, &str); 10] = [
    (ToneRole::Agent, "agent"),
    (ToneRole::Passive, "passive"),
    (ToneRole::Object, "object"),
    (ToneRole::Before, "before"),
    (ToneRole::By, "by"),
    (ToneRole::Beside, "beside"),
    (ToneRole::Left, "left"),
    (ToneRole::Right, "right"),
    (ToneRole::Against, "against"),
    (ToneRole::Speaker, "speaker"),
];

const ZONES: [(ToneZone, &str); 3] =
    [(ToneZone::Own, "own"), (ToneZone::Near, "near"), (ToneZone::Far, "far")];

/// An inventory whose frames are the marks of roles, zones and signs.
fn marks() -> Result<Inventory> {
    let mut text = String::from("inventory: tone\n");
    for (_, role) in ROLES {
        for (_, zone) in ZONES {
            for sign in ["well", "ill"] {
                let _ = write!(
                    text,
                    "\n[{role}_{zone}_{sign}] {role} {zone} {sign}\nwords: zq{role}{zone}{sign}\n"
                );
            }
        }
    }
    Inventory::parse("tone marks", &text)
}

/// The sentence with its target covered, its sides marked, and the marks of the word list behind it.
fn written_out(text: &str, target: Span) -> String {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for word in words(text) {
        if word.span().end <= target.start {
            left.push(word.text.to_lowercase());
        } else if word.span().start >= target.end {
            right.push(word.text.to_lowercase());
        }
    }
    let mut out = format!("{} zqtarget {}", left.join(" "), right.join(" "));
    for (side, near) in [
        ("zl", left.iter().rev().take(WINDOW).collect::<Vec<_>>()),
        ("zr", right.iter().take(WINDOW).collect()),
    ] {
        out.push_str("\n\n");
        for (at, word) in near.into_iter().enumerate() {
            let _ = write!(out, " {side}{word}");
            if at < WINDOW / 2 {
                let _ = write!(out, " {side}n{word}");
            }
        }
    }
    out.push_str("\n\n");
    for value in Lexicon::get().values(text, target) {
        let role = ROLES.iter().find(|(role, _)| *role == value.role).map_or("", |(_, name)| name);
        let zone = ZONES.iter().find(|(zone, _)| *zone == value.zone).map_or("", |(_, name)| name);
        let sign = if value.value > 0.0 { "well" } else { "ill" };
        for _ in 0..(value.value.abs().round() as usize).max(1) {
            let _ = write!(out, " zq{role}{zone}{sign}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_written_out() {
        let out = written_out("They praised Roe.", Span::new(13, 16));
        assert!(out.starts_with("they praised zqtarget "), "{out}");
        assert!(
            out.contains(" zlpraised zlnpraised zlthey") && out.contains("zqobjectownwell"),
            "{out}"
        );
        assert_eq!(marks().unwrap().frames().len(), 60);
    }
}
