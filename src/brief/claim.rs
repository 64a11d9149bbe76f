//! A sentence about the coverage, which cannot be built without a citation.

use serde::{Deserialize, Serialize};

use crate::article::Citation;
use crate::contrast::Basis;
use crate::error::{Error, Result};

/// A number behind a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// What it is, with its unit: `log2_ratio`, `share_here`, `n_outlets`.
    pub name: String,
    /// The value; shares are from 0 to 1.
    pub value: f64,
}

/// A sentence about the coverage with its numbers, what it rests on, and the passages that bear it out.
///
/// There is no way to a claim without a citation: not through [`Claim::new`], and not through serde.
///
/// ```
/// use parallax::brief::Claim;
/// use parallax::contrast::Basis;
///
/// assert!(Claim::new("Everybody agrees.", Basis::Text, []).is_err());
/// assert!(serde_json::from_str::<Claim>(
///     r#"{"text": "Everybody agrees.", "basis": "text", "quantities": [], "citations": []}"#
/// ).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Claim {
    text: String,
    basis: Basis,
    quantities: Vec<Quantity>,
    citations: Vec<Citation>,
}

impl Claim {
    /// A claim.
    ///
    /// # Errors
    ///
    /// [`Error::ClaimWithoutCitation`] where there is no citation.
    pub fn new(
        text: impl Into<String>,
        basis: Basis,
        citations: impl IntoIterator<Item = Citation>,
    ) -> Result<Self> {
        let (text, citations) = (text.into(), citations.into_iter().collect::<Vec<_>>());
        if citations.is_empty() {
            return Err(Error::ClaimWithoutCitation { text });
        }
        Ok(Claim { text, basis, quantities: Vec::new(), citations })
    }

    /// The same claim with a number behind it.
    pub fn with_quantity(mut self, name: impl Into<String>, value: f64) -> Self {
        self.quantities.push(Quantity { name: name.into(), value });
        self
    }

    /// The sentence.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it rests on.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The numbers behind it.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The passages that bear it out; at least one.
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }
}

#[derive(Deserialize)]
struct Unchecked {
    text: String,
    basis: Basis,
    quantities: Vec<Quantity>,
    citations: Vec<Citation>,
}

impl TryFrom<Unchecked> for Claim {
    type Error = Error;

    fn try_from(unchecked: Unchecked) -> Result<Self> {
        let claim = Claim::new(unchecked.text, unchecked.basis, unchecked.citations)?;
        Ok(Claim { quantities: unchecked.quantities, ..claim })
    }
}
