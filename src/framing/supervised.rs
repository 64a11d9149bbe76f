//! Labels learnt from examples: one linear model for each label, which explains itself by its features.
//!
//! Question: given texts that people have labelled, which labels would they give to other texts?
//!
//! For each label a separator tells the texts with it from those without; its weights are read off the
//! features of a text and say why. With [`LabelKind::One`] the label with the highest score is given; with
//! [`LabelKind::Any`] every label whose score reaches its own threshold, which is set so
//! that texts which the separator has not seen get it about as often as people give it.
//!
//! Units: scores are distances from the separator, comparable within one model only. Cost: training
//! is a few passes over the features for each label, times the folds.
//!
//! It misleads where the examples come from one event: the model then learns the names of the event.
//! No trained model comes with the crate.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::features::FeatureSpace;
use super::linear::{Random, Sparse, separate};
use super::{Coded, Inventory};
use crate::error::{Error, Result};

/// How many labels a text can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LabelKind {
    /// Exactly one.
    #[default]
    One,
    /// Any number, none included.
    Any,
}

/// Settings for a [`FrameModel`].
///
/// ```
/// use parallax::framing::{Coded, FrameModel, LabelKind};
///
/// let texts = [("Taxes rise", "money"), ("Tax cuts for all", "money"), ("Court rules", "law"), ("Judges rule", "law")];
/// let coded: Vec<Coded> = texts.iter().map(|(text, label)| Coded::new(*text, [*label])).collect();
/// let model = FrameModel::builder().labels(LabelKind::One).train(&coded)?;
/// assert_eq!(model.labels_of("The judge and the court"), ["law"]);
/// let why = model.explain("The judge and the court", "law")?;
/// assert!(why[0].contribution > 0.0);
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FrameModelBuilder {
    labels: LabelKind,
    inventories: Vec<Inventory>,
    cost: f64,
    seed: u64,
}

impl Default for FrameModelBuilder {
    fn default() -> Self {
        FrameModelBuilder { labels: LabelKind::One, inventories: Vec::new(), cost: 0.2, seed: 1 }
    }
}

/// A trained model. It serialises with everything that it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrameModel {
    kind: LabelKind,
    space: FeatureSpace,
    labels: Vec<LabelModel>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct LabelModel {
    label: String,
    /// Half precision of the training, which is more than the data warrant, and which every reader of JSON
    /// gives back to the last digit.
    weights: Vec<(u32, f32)>,
    intercept: f32,
    threshold: f32,
}

/// What one feature of a text adds to the score of a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contribution {
    /// A stem or two, letters between hyphens, a frame in brackets, or what the caller found in braces.
    pub feature: String,
    /// What it adds; below nought where it speaks against the label.
    pub contribution: f64,
}

/// Thresholds of labels are set on this many parts of the training texts.
const INNER_FOLDS: usize = 5;

impl FrameModelBuilder {
    /// How many labels a text can have; one by default.
    pub fn labels(mut self, labels: LabelKind) -> Self {
        self.labels = labels;
        self
    }

    /// Inventories whose evidence becomes part of the features; none by default. They let the model
    /// recognise words that its training texts do not hold.
    pub fn inventories<'i>(mut self, inventories: impl IntoIterator<Item = &'i Inventory>) -> Self {
        self.inventories = inventories.into_iter().cloned().collect();
        self
    }

    /// How much an error on a training text costs against large weights; 0.2 by default.
    pub fn cost(mut self, cost: f64) -> Self {
        self.cost = cost;
        self
    }

    /// The seed of the order in which texts are visited and parted into folds; 1 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Learns from labelled texts.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`] where fewer than two labels occur, or one text alone is given, or the
    /// cost is no positive number.
    pub fn train(&self, texts: &[Coded]) -> Result<FrameModel> {
        let labels: BTreeSet<&str> =
            texts.iter().flat_map(|text| &text.labels).map(String::as_str).collect();
        let enough = match self.labels {
            LabelKind::One => labels.len() > 1,
            LabelKind::Any => !labels.is_empty(),
        };
        if texts.len() < 2 || !enough {
            return Err(Error::TooLittle {
                what: format!("{} texts with {} labels", texts.len(), labels.len()),
                remedy: "give at least two texts that differ in their labels".into(),
            });
        }
        if !(self.cost.is_finite() && self.cost > 0.0) {
            return Err(Error::TooLittle {
                what: format!("a cost of {}", self.cost),
                remedy: "give a number above 0, such as 0.2".into(),
            });
        }
        let bodies: Vec<&Coded> = texts.iter().collect();
        let (space, rows) = FeatureSpace::learn(&bodies, &self.inventories);
        let n_features = space.len();
        let labels: Vec<&str> = labels.into_iter().collect();
        // Labels are independent of each other, so the number of cores changes nothing.
        let labels = labels
            .par_iter()
            .map(|label| {
                let positive: Vec<bool> = texts.iter().map(|text| text.has(label)).collect();
                let (weights, intercept) =
                    separate(&rows, &positive, n_features, self.cost, self.seed);
                let threshold = match self.labels {
                    LabelKind::One => 0.0,
                    LabelKind::Any => self.threshold(&rows, &positive, n_features),
                };
                let weights = (0..).zip(weights.into_iter().map(|weight| weight as f32));
                LabelModel {
                    label: (*label).to_owned(),
                    weights: weights.filter(|(_, weight)| *weight != 0.0).collect(),
                    intercept: intercept as f32,
                    threshold: threshold as f32,
                }
            })
            .collect();
        Ok(FrameModel { kind: self.labels, space, labels })
    }

    /// Labels each text by a model that was trained without it.
    ///
    /// The texts are parted into `folds` parts of about the same composition; each part is labelled by
    /// a model of the others. Compare the result with the labels given by
    /// [`Validation`](super::Validation).
    ///
    /// # Errors
    ///
    /// As [`FrameModelBuilder::train`]; also where there are fewer than two folds, or more than texts.
    pub fn cross_validate(&self, texts: &[Coded], folds: usize) -> Result<Vec<Vec<String>>> {
        if folds < 2 || folds > texts.len() {
            return Err(Error::TooLittle {
                what: format!("{folds} folds of {} texts", texts.len()),
                remedy: "ask for at least two folds and at most as many as there are texts".into(),
            });
        }
        let keys: Vec<String> = texts.iter().map(|text| text.labels.join("\n")).collect();
        let fold_of = stratified(&keys, folds, self.seed);
        let mut found: Vec<Vec<String>> = vec![Vec::new(); texts.len()];
        for fold in 0..folds {
            let part = |inside: bool| -> Vec<usize> {
                (0..texts.len()).filter(|&text| (fold_of[text] == fold) == inside).collect()
            };
            let training: Vec<Coded> = part(false).into_iter().map(|n| texts[n].clone()).collect();
            let model = self.train(&training)?;
            let held_out = part(true);
            let bodies: Vec<&Coded> = held_out.iter().map(|&n| &texts[n]).collect();
            for (text, row) in held_out.into_iter().zip(model.space.apply(&bodies)) {
                found[text] = model.decide(&row);
            }
        }
        Ok(found)
    }

    /// The score from which a label is given, set on texts held out.
    fn threshold(&self, rows: &[Sparse], positive: &[bool], n_features: usize) -> f64 {
        let keys: Vec<String> = positive.iter().map(bool::to_string).collect();
        let fold_of = stratified(&keys, INNER_FOLDS, self.seed);
        let mut scored: Vec<(f64, bool)> = Vec::with_capacity(rows.len());
        for fold in 0..INNER_FOLDS {
            let training = || (0..rows.len()).filter(|&row| fold_of[row] != fold);
            let kept: Vec<Sparse> = training().map(|row| rows[row].clone()).collect();
            let labels: Vec<bool> = training().map(|row| positive[row]).collect();
            let (weights, intercept) = separate(&kept, &labels, n_features, self.cost, self.seed);
            for row in (0..rows.len()).filter(|&row| fold_of[row] == fold) {
                let score =
                    rows[row].iter().map(|&(feature, value)| weights[feature as usize] * value);
                scored.push((intercept + score.sum::<f64>(), positive[row]));
            }
        }
        even_threshold(scored)
    }
}

/// The score above which as many texts lie as have the label. Looking for the best F1 itself would follow
/// the accidents of few texts.
fn even_threshold(mut scored: Vec<(f64, bool)>) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_given = scored.iter().filter(|(_, positive)| *positive).count();
    match scored.get(n_given.saturating_sub(1)..=n_given) {
        Some([last, next]) => (last.0 + next.0) / 2.0,
        _ => 0.0,
    }
}

/// Parts items into folds so that each fold holds about the same mixture of keys.
fn stratified(keys: &[String], folds: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    Random(seed).shuffle(&mut order);
    order.sort_by(|a, b| keys[*a].cmp(&keys[*b]));
    let mut fold_of = vec![0; keys.len()];
    for (position, item) in order.into_iter().enumerate() {
        fold_of[item] = position % folds;
    }
    fold_of
}

impl FrameModel {
    /// Settings for a model to be trained.
    pub fn builder() -> FrameModelBuilder {
        FrameModelBuilder::default()
    }

    /// The labels that the model knows, in alphabetical order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(|label| label.label.as_str())
    }

    /// The labels of a text.
    pub fn labels_of(&self, text: &str) -> Vec<String> {
        self.row(text).map(|row| self.decide(&row)).unwrap_or_default()
    }

    /// The labels of many texts, those texts' own labels aside: what the caller found in them is taken into
    /// account, and all are read together.
    pub fn labels_of_all(&self, texts: &[Coded]) -> Vec<Vec<String>> {
        let texts: Vec<&Coded> = texts.iter().collect();
        self.space.apply(&texts).iter().map(|row| self.decide(row)).collect()
    }

    fn row(&self, text: &str) -> Option<Sparse> {
        self.space.apply(&[&Coded::new(text, [""; 0])]).pop()
    }

    /// Why a text has a label or not: its features by the size of what they add, the largest first.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where the model does not know the label.
    pub fn explain(&self, text: &str, label: &str) -> Result<Vec<Contribution>> {
        self.explain_coded(&Coded::new(text, [""; 0]), label)
    }

    /// As [`FrameModel::explain`], with what the caller found in the text; its own labels aside.
    ///
    /// # Errors
    ///
    /// As [`FrameModel::explain`].
    pub fn explain_coded(&self, text: &Coded, label: &str) -> Result<Vec<Contribution>> {
        let model = self.label(label)?;
        let row = self.space.apply(&[text]).pop().unwrap_or_default();
        let parts =
            row.into_iter().map(|(feature, value)| (feature, value * model.weight(feature)));
        Ok(self.contributions(parts.collect()))
    }

    /// The features that speak most for a label wherever they occur.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where the model does not know the label.
    pub fn top_features(&self, label: &str, n: usize) -> Result<Vec<Contribution>> {
        let model = self.label(label)?;
        let weights = model.weights.iter().map(|&(feature, weight)| (feature, f64::from(weight)));
        let speaking = weights.filter(|(_, weight)| *weight > 0.0).collect();
        let mut top = self.contributions(speaking);
        top.truncate(n);
        Ok(top)
    }

    fn label(&self, label: &str) -> Result<&LabelModel> {
        self.labels.iter().find(|model| model.label == label).ok_or_else(|| Error::NotFound {
            kind: "label",
            name: label.into(),
            hint: format!("labels of this model: {}", self.labels().collect::<Vec<_>>().join(", ")),
        })
    }

    fn contributions(&self, mut parts: Sparse) -> Vec<Contribution> {
        parts.retain(|(_, contribution)| *contribution != 0.0);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        let shown = |(feature, contribution)| Contribution {
            feature: self.space.shown(feature),
            contribution,
        };
        parts.into_iter().map(shown).collect()
    }

    fn decide(&self, row: &Sparse) -> Vec<String> {
        let scored = self.labels.iter().map(|label| (label.score(row), label));
        match self.kind {
            LabelKind::One => {
                // The first in the alphabet wins a tie.
                let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
                best.map(|(_, label)| label.label.clone()).into_iter().collect()
            }
            LabelKind::Any => scored
                .filter(|(score, label)| *score > f64::from(label.threshold))
                .map(|(_, label)| label.label.clone())
                .collect(),
        }
    }
}

impl LabelModel {
    fn weight(&self, feature: u32) -> f64 {
        let at = self.weights.binary_search_by_key(&feature, |(feature, _)| *feature);
        at.map_or(0.0, |at| f64::from(self.weights[at].1))
    }

    fn score(&self, row: &Sparse) -> f64 {
        let parts = row.iter().map(|&(feature, value)| value * self.weight(feature));
        f64::from(self.intercept) + parts.sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded() -> Vec<Coded> {
        (0..30)
            .map(|n| match n % 3 {
                0 => Coded::new(format!("taxes rise by {n} per cent"), ["money"]),
                1 => Coded::new(format!("court hears case {n} on appeal"), ["law"]),
                _ => Coded::new(format!("court rules on tax case {n}"), ["law", "money"]),
            })
            .collect()
    }

    #[test]
    fn held_out_texts_are_labelled() {
        let texts = coded();
        let builder = FrameModel::builder().labels(LabelKind::Any);
        let found = builder.cross_validate(&texts, 5).unwrap();
        let n_right =
            found.iter().zip(&texts).filter(|(found, text)| **found == text.labels).count();
        assert!(n_right >= 27, "{n_right} of 30: {found:?}");
        assert_eq!(found, builder.cross_validate(&texts, 5).unwrap());
    }

    #[test]
    fn a_model_survives_serde_and_explains_itself() {
        let model = FrameModel::builder().labels(LabelKind::Any).train(&coded()).unwrap();
        let text = serde_json::to_string(&model).unwrap();
        assert!(serde_json::from_str::<FrameModel>(&text).unwrap() == model);
        assert_eq!(model.labels_of("The tax will rise"), ["money"]);
        let why = model.explain("The tax will rise", "money").unwrap();
        assert!(why.iter().any(|part| part.feature == "tax" && part.contribution > 0.0), "{why:?}");
        assert!(!model.top_features("law", 3).unwrap().is_empty());
        assert!(model.explain("x", "war").is_err());
    }

    #[test]
    fn what_the_caller_found_is_learnt_from() {
        let text = |n: usize, label: &str, value: f64| {
            Coded::new(format!("text {n}"), [label]).with_features([("colour".into(), value)])
        };
        let texts: Vec<Coded> = (0..20)
            .map(|n| if n % 2 == 0 { text(n, "red", 1.0) } else { text(n, "blue", -1.0) })
            .collect();
        let model = FrameModel::builder().train(&texts).unwrap();
        let unseen = [text(99, "", 1.0), text(99, "", -1.0)];
        assert_eq!(model.labels_of_all(&unseen), [["red"], ["blue"]]);
        assert_eq!(model.top_features("red", 1).unwrap()[0].feature, "{colour}");
        assert!(model.labels_of_all(&[]).is_empty());
    }

    #[test]
    fn what_cannot_be_learnt_is_refused() {
        let texts = coded();
        assert!(FrameModel::builder().train(&texts[..1]).is_err());
        assert!(FrameModel::builder().train(&[]).is_err());
        assert!(FrameModel::builder().cost(f64::NAN).train(&texts).is_err());
        assert!(FrameModel::builder().cross_validate(&texts, 1).is_err());
        assert!(FrameModel::builder().cross_validate(&texts, 31).is_err());
        let same = vec![Coded::new("a", ["x"]), Coded::new("b", ["x"])];
        assert!(FrameModel::builder().train(&same).is_err());
    }
}
