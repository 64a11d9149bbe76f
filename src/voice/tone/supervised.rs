//! Tone learnt from labelled sentences: the linear model of `framing`, told where the target stands.
//!
//! Question: given sentences whose tone towards a target people have labelled, what is the tone of others?
//!
//! A sentence is written out with its target covered by one word and the words to the left and right of it marked as
//! such; beside them stands, for every role and zone, how much tone the word list finds there. The model of
//! [`crate::framing`] learns from both. No trained model comes with the crate.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::super::listed::{ListedWords, Lists};
use super::{ToneLabel, ToneRole, ToneZone};
use crate::article::Span;
use crate::error::Result;
use crate::framing::{Coded, FrameModel, LabelKind};
use crate::token::words;

/// Words on each side of the target that are marked by their side.
const WINDOW: usize = 6;

/// The length of the marks of the word list; that of the words is 1.
const MARKS: f64 = 1.0;

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
            .map(|(text, target, label)| described(text, *target, &[name(*label)]))
            .collect();
        let model = FrameModel::builder().labels(LabelKind::One).train(&coded)?;
        Ok(ToneModel { model })
    }

    /// The label of a sentence towards the target at a span.
    pub fn label(&self, text: &str, target: Span) -> ToneLabel {
        self.labels(&[(text, target)]).first().copied().unwrap_or_default()
    }

    /// The labels of some sentences, each towards its target; faster than one by one.
    pub fn labels(&self, sentences: &[(&str, Span)]) -> Vec<ToneLabel> {
        let coded: Vec<Coded> =
            sentences.iter().map(|(text, target)| described(text, *target, &[])).collect();
        let labels = self.model.labels_of_all(&coded);
        let read = |labels: &Vec<String>| match labels.first().map(String::as_str) {
            Some("negative") => ToneLabel::Negative,
            Some("positive") => ToneLabel::Positive,
            _ => ToneLabel::Neutral,
        };
        labels.iter().map(read).collect()
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

/// The sentence with its target covered and its sides marked, and what the word list finds in it.
fn described(text: &str, target: Span, labels: &[&str]) -> Coded {
    let sentence = ListedWords::new(text, Span::from_range(0..text.len()));
    let mut marks: BTreeMap<String, f64> = BTreeMap::new();
    let mut total = 0.0;
    for value in Lists::get().tone.toned(&sentence, target, &[]) {
        let role = ROLES.iter().find(|(role, _)| *role == value.role).map_or("", |(_, name)| name);
        let zone = ZONES.iter().find(|(zone, _)| *zone == value.zone).map_or("", |(_, name)| name);
        let sign = if value.value > 0.0 { "well" } else { "ill" };
        *marks.entry(format!("{role} {zone} {sign}")).or_default() += value.value.abs();
        total += value.value;
    }
    for mark in marks.values_mut() {
        *mark = mark.ln_1p();
    }
    marks.insert("in all".to_owned(), total / 3.0);
    let length = marks.values().fold(0.0, |sum, mark| sum + mark * mark).sqrt().max(1e-9);
    let features = marks.into_iter().map(|(name, mark)| (name, MARKS * mark / length));
    Coded::new(written_out(text, target), labels.iter().copied()).with_features(features)
}

/// The sentence with its target covered and the words on both sides marked.
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
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_written_out() {
        let out = written_out("They praised Roe.", Span::new(13, 16));
        assert!(out.starts_with("they praised zqtarget "), "{out}");
        assert!(out.contains(" zlpraised zlnpraised zlthey"), "{out}");
        let coded = described("They praised Roe.", Span::new(13, 16), &[]);
        assert!(
            coded.features.iter().any(|(name, value)| name == "object own well" && *value > 0.0)
        );
    }
}
