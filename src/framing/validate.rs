//! How well found labels agree with labels that people gave.
//!
//! Question: can these frames be trusted?
//!
//! For each label: precision (of the texts it was found in, the share that people gave it too), recall (of
//! the texts that people gave it, the share it was found in) and `F1 = 2PR / (P + R)`. The macro mean
//! treats labels alike; the micro value pools all decisions, so common labels count for more. A label that was
//! neither given nor found has no F1 and stays out of the macro mean; one that was given and never found has
//! F1 0, as in scikit-learn with `zero_division = 0`.
//!
//! Units: shares from 0 to 1. Cost: texts times labels.
//!
//! It misleads where people do not agree among themselves: measure that first with [`krippendorff_alpha`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{FrameMatcher, FrameTable, Inventory};
use crate::article::{Article, Corpus};
use crate::clean::Masks;
use crate::error::{Error, Result};
use crate::stats::Estimate;
use crate::token::{Normalizer, TokenizedCorpus};

/// A text with the labels that people gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Coded {
    /// The text.
    pub text: String,
    /// Its labels, in alphabetical order.
    pub labels: Vec<String>,
    /// What the caller found in the text besides its words, by name: marks of lists, places, counts. A
    /// [`FrameModel`](super::FrameModel) takes them as they are, so that values of about 1 weigh what words do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<(String, f64)>,
}

impl Coded {
    /// A text with its labels.
    pub fn new<L: Into<String>>(
        text: impl Into<String>,
        labels: impl IntoIterator<Item = L>,
    ) -> Self {
        let labels: BTreeSet<String> = labels.into_iter().map(Into::into).collect();
        Coded { text: text.into(), labels: labels.into_iter().collect(), features: Vec::new() }
    }

    /// The same text with further features, each name once; values that are not finite are passed over.
    pub fn with_features(mut self, features: impl IntoIterator<Item = (String, f64)>) -> Self {
        self.features = features.into_iter().collect();
        self
    }

    /// Whether a label was given.
    pub fn has(&self, label: &str) -> bool {
        self.labels.iter().any(|given| given == label)
    }
}

/// The agreement of found labels with given ones. The `n_articles` of its estimates are texts.
///
/// ```
/// use parallax::framing::{Coded, Validation};
///
/// let coded = [Coded::new("Taxes rise", ["money"]), Coded::new("Court rules", ["law"])];
/// let validation = Validation::new(&coded, &[vec!["money".into()], vec!["money".into()]])?;
/// assert_eq!(validation.labels[1].precision.unwrap().value, 0.5);
/// assert_eq!(validation.micro_f1.unwrap().value, 0.5);
/// println!("{validation}");
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Validation {
    /// The number of texts.
    pub n_texts: u32,
    /// One entry for each label given or found, in alphabetical order.
    pub labels: Vec<LabelAgreement>,
    /// The mean of the labels' F1.
    pub macro_f1: Option<Estimate>,
    /// F1 over all decisions together.
    pub micro_f1: Option<Estimate>,
    /// The share of texts whose labels were all found and no other.
    pub exact: Option<Estimate>,
    /// How often a label was given where another was found, where they differ, the commonest first.
    pub confusion: Vec<Confusion>,
    /// The texts labelled wrongly, those with most wrong labels first.
    pub errors: Vec<Mislabelled>,
}

/// The agreement on one label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LabelAgreement {
    /// The label.
    pub label: String,
    /// The number of texts that people gave it.
    pub n_given: u32,
    /// The number of texts that it was found in.
    pub n_found: u32,
    /// The number of texts that it was given and found in.
    pub n_both: u32,
    /// The share of the found that were given; `None` where it was never found.
    pub precision: Option<Estimate>,
    /// The share of the given that were found; `None` where it was never given.
    pub recall: Option<Estimate>,
    /// Their harmonic mean; `None` where it was neither given nor found.
    pub f1: Option<Estimate>,
    /// Krippendorff's alpha of people and finding on this label alone.
    pub alpha: Option<Estimate>,
}

/// A label found in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Confusion {
    /// The label that people gave and that was missed.
    pub given: String,
    /// The label that was found and that people did not give.
    pub found: String,
    /// In how many texts.
    pub n: u32,
}

/// A text that was labelled wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mislabelled {
    /// Its position among the texts.
    pub text: usize,
    /// The labels that were missed.
    pub missed: Vec<String>,
    /// The labels that were found and not given.
    pub invented: Vec<String>,
}

impl Validation {
    /// How well the frames of an inventory agree with what people coded. Labels are keys of frames; every text is
    /// taken as one article's body, and carries the frames that any of its sentences carries.
    ///
    /// ```
    /// use parallax::framing::{Coded, Inventory, Validation};
    ///
    /// let inventory = Inventory::parse("x", "inventory: x\n[money] Money\nwords: tax*")?;
    /// let coded = [Coded::new("Taxes rise.", ["money"]), Coded::new("The court ruled.", [""; 0])];
    /// assert_eq!(Validation::of_inventory(&inventory, &coded)?.macro_f1.unwrap().value, 1.0);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where a label is no frame of the inventory, for a misspelt label would count as a miss.
    pub fn of_inventory(inventory: &Inventory, coded: &[Coded]) -> Result<Self> {
        for label in coded.iter().flat_map(|text| &text.labels) {
            inventory.frame(label)?;
        }
        let corpus = Corpus::new(coded.iter().map(|text| Article::new("coded", "", &*text.text)));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
        let masks = Masks::none(&tokenized);
        let table = FrameTable::new(&corpus, &tokenized, &masks, &matcher);
        let found: Vec<Vec<String>> = table
            .rows()
            .iter()
            .map(|row| {
                let carried = matcher.frame_ids().filter(|&frame| row.n_body(frame) > 0);
                carried.map(|frame| matcher.frame(frame).key.clone()).collect()
            })
            .collect();
        Validation::new(coded, &found)
    }

    /// Compares found labels with given ones, text by text.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`] where the two differ in number.
    pub fn new(coded: &[Coded], found: &[Vec<String>]) -> Result<Self> {
        if coded.len() != found.len() {
            return Err(Error::TooLittle {
                what: format!("{} coded texts but found labels for {}", coded.len(), found.len()),
                remedy: "give one list of found labels for each text, in the same order".into(),
            });
        }
        let n_texts = coded.len() as u32;
        let all: BTreeSet<&String> =
            coded.iter().flat_map(|text| &text.labels).chain(found.iter().flatten()).collect();
        let labels: Vec<LabelAgreement> =
            all.into_iter().map(|label| LabelAgreement::new(label, coded, found)).collect();
        let f1s: Vec<f64> = labels.iter().filter_map(|label| label.f1).map(|f1| f1.value).collect();
        let sum = |count: fn(&LabelAgreement) -> u32| labels.iter().map(count).sum::<u32>();
        let (mut confusion, mut errors) = (BTreeMap::new(), Vec::new());
        for (position, (text, found)) in coded.iter().zip(found).enumerate() {
            let missed: Vec<String> =
                text.labels.iter().filter(|label| !found.contains(label)).cloned().collect();
            let invented: Vec<String> =
                found.iter().filter(|label| !text.has(label)).cloned().collect();
            for given in &missed {
                for found in &invented {
                    *confusion.entry((given.clone(), found.clone())).or_insert(0) += 1;
                }
            }
            if !(missed.is_empty() && invented.is_empty()) {
                errors.push(Mislabelled { text: position, missed, invented });
            }
        }
        let n_exact = n_texts - errors.len() as u32;
        errors.sort_by_key(|error| std::cmp::Reverse(error.missed.len() + error.invented.len()));
        let mut confusion: Vec<Confusion> = confusion
            .into_iter()
            .map(|((given, found), n)| Confusion { given, found, n })
            .collect();
        confusion.sort_by_key(|confusion| std::cmp::Reverse(confusion.n));
        Ok(Validation {
            n_texts,
            macro_f1: (!f1s.is_empty())
                .then(|| Estimate::new(f1s.iter().sum::<f64>() / f1s.len() as f64, n_texts)),
            micro_f1: ratio(
                2 * sum(|label| label.n_both),
                sum(|label| label.n_given) + sum(|label| label.n_found),
                n_texts,
            ),
            exact: ratio(n_exact, n_texts, n_texts),
            labels,
            confusion,
            errors,
        })
    }
}

impl LabelAgreement {
    fn new(label: &String, coded: &[Coded], found: &[Vec<String>]) -> Self {
        let decisions: Vec<[Option<bool>; 2]> = coded
            .iter()
            .zip(found)
            .map(|(text, found)| [Some(text.has(label)), Some(found.contains(label))])
            .collect();
        let count = |wanted: fn(bool, bool) -> bool| {
            let fits =
                |pair: &&[Option<bool>; 2]| wanted(pair[0] == Some(true), pair[1] == Some(true));
            decisions.iter().filter(fits).count() as u32
        };
        let (n_given, n_found, n_both) = (
            count(|given, _| given),
            count(|_, found| found),
            count(|given, found| given && found),
        );
        let n_texts = coded.len() as u32;
        LabelAgreement {
            label: label.clone(),
            n_given,
            n_found,
            n_both,
            precision: ratio(n_both, n_found, n_texts),
            recall: ratio(n_both, n_given, n_texts),
            f1: ratio(2 * n_both, n_given + n_found, n_texts),
            alpha: krippendorff_alpha(&decisions),
        }
    }
}

fn ratio(n: u32, of: u32, n_texts: u32) -> Option<Estimate> {
    (of > 0).then(|| Estimate::new(f64::from(n) / f64::from(of), n_texts))
}

impl std::fmt::Display for Validation {
    /// A table for people to read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown =
            |value: Option<Estimate>| value.map_or("-".into(), |v| format!("{:.3}", v.value));
        let width = self.labels.iter().map(|label| label.label.chars().count()).max();
        let width = width.unwrap_or(0).max(5);
        writeln!(f, "{:width$}  given  found  precision  recall     F1   alpha", "label")?;
        for label in &self.labels {
            writeln!(
                f,
                "{:width$}  {:5}  {:5}  {:>9}  {:>6}  {:>5}  {:>6}",
                label.label,
                label.n_given,
                label.n_found,
                shown(label.precision),
                shown(label.recall),
                shown(label.f1),
                shown(label.alpha)
            )?;
        }
        write!(
            f,
            "{} texts; macro F1 {}, micro F1 {}, all labels right {}",
            self.n_texts,
            shown(self.macro_f1),
            shown(self.micro_f1),
            shown(self.exact)
        )
    }
}

/// Krippendorff's alpha for values without an order: the agreement of several coders beyond chance.
///
/// One row for each text, one place for each coder, `None` where a coder did not see the text.
/// `alpha = 1 − D_observed / D_expected`: 1 is agreement, 0 what chance gives, below 0 is worse.
/// Krippendorff asks for .80, and for .667 at least where conclusions are tentative. `None` where fewer
/// than two values can be paired or all are the same, for then there is nothing to disagree on.
///
/// Paper: Hayes, A. F. & Krippendorff, K. (2007), Answering the call for a standard reliability
/// measure for coding data, [doi:10.1080/19312450709336664](https://doi.org/10.1080/19312450709336664).
///
/// ```
/// use parallax::framing::krippendorff_alpha;
///
/// let texts = [[Some('a'), Some('a')], [Some('b'), Some('b')], [Some('a'), Some('b')], [Some('b'), None]];
/// assert!((krippendorff_alpha(&texts).unwrap().value - 4.0 / 9.0).abs() < 1e-12);
/// ```
pub fn krippendorff_alpha<V: Ord, R: AsRef<[Option<V>]>>(texts: &[R]) -> Option<Estimate> {
    let mut totals: BTreeMap<&V, f64> = BTreeMap::new();
    let (mut n_paired, mut disagreement, mut n_texts) = (0.0, 0.0, 0);
    for text in texts {
        let mut counts: BTreeMap<&V, f64> = BTreeMap::new();
        for value in text.as_ref().iter().flatten() {
            *counts.entry(value).or_default() += 1.0;
        }
        let n: f64 = counts.values().sum();
        // A value that nobody else coded can be paired with none.
        if n < 2.0 {
            continue;
        }
        n_texts += 1;
        n_paired += n;
        let agreeing: f64 = counts.values().map(|count| count * (count - 1.0)).sum();
        disagreement += (n * (n - 1.0) - agreeing) / (n - 1.0);
        for (value, count) in counts {
            *totals.entry(value).or_default() += count;
        }
    }
    let agreeing: f64 = totals.values().map(|total| total * (total - 1.0)).sum();
    let expected = (n_paired * (n_paired - 1.0) - agreeing) / (n_paired - 1.0);
    (expected > 0.0).then(|| Estimate::new(1.0 - disagreement / expected, n_texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_case_on_paper() {
        // a: given 2, found 3, both 2; b: given 2, found 1, both 1; c: found once, never given.
        let coded = ["a", "a b", "b", ""].map(|text| Coded::new("", labels(text)));
        let found = ["a", "a b", "a", "c"].map(labels);
        let validation = Validation::new(&coded, &found).unwrap();
        let f1: Vec<f64> = validation.labels.iter().map(|label| label.f1.unwrap().value).collect();
        assert_eq!(f1, [0.8, 2.0 / 3.0, 0.0]);
        assert!((validation.macro_f1.unwrap().value - (0.8 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert!((validation.micro_f1.unwrap().value - 6.0 / 9.0).abs() < 1e-12);
        assert_eq!(validation.exact.unwrap().value, 0.5);
        assert_eq!(
            validation.confusion,
            [Confusion { given: "b".into(), found: "a".into(), n: 1 }]
        );
        assert_eq!(validation.errors[0].text, 2);
        assert_eq!(validation.labels[2].recall, None);
        assert!(validation.to_string().contains("macro F1 0.489"));
        assert!(Validation::new(&coded, &found[1..]).is_err());
        assert_eq!(Validation::new(&[], &[]).unwrap().macro_f1, None);
    }

    #[test]
    fn alpha_of_the_published_example() {
        // The four coders and twelve units of Krippendorff's "Computing Krippendorff's alpha-reliability"
        // (2011), whose nominal alpha is given as .743.
        let coders = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let texts: Vec<Vec<Option<i32>>> = (0..12)
            .map(|unit| coders.iter().map(|coder| Some(coder[unit]).filter(|v| *v > 0)).collect())
            .collect();
        let alpha = krippendorff_alpha(&texts).unwrap();
        assert!((alpha.value - 0.743).abs() < 5e-4, "{alpha:?}");
        assert_eq!(alpha.n_articles, 11);
    }

    #[test]
    fn alpha_is_not_defined_without_disagreement_to_expect() {
        assert_eq!(krippendorff_alpha::<i32, Vec<_>>(&[]), None);
        assert_eq!(krippendorff_alpha(&[[Some(1), Some(1)], [Some(1), Some(1)]]), None);
        assert_eq!(krippendorff_alpha(&[[Some(1), None]]), None);
        assert_eq!(
            krippendorff_alpha(&[[Some(1), Some(1)], [Some(2), Some(2)]]).unwrap().value,
            1.0
        );
    }
}
