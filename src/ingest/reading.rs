//! Records collected: the articles, and the account of the rest.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Record, Remark, SetAside};
use crate::article::Article;
use crate::error::Place;

/// What one or several inputs gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// The articles in input order.
    pub articles: Vec<Article>,
    /// The records that gave no article, in input order.
    pub set_aside: Vec<SetAside>,
    /// What was noticed about articles that were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remarked>,
    /// The number of records: articles and records set aside together.
    pub n_records: usize,
}

/// A remark and the record it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarked {
    /// Where the record was read.
    pub place: Place,
    /// What was noticed.
    pub remark: Remark,
}

impl fmt::Display for Remarked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.remark)
    }
}

impl Reading {
    /// The counts of what was kept and what was set aside.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { n_articles: self.articles.len(), ..Summary::default() };
        for aside in &self.set_aside {
            *summary.set_aside.entry(aside.reason.kind().into()).or_default() += 1;
        }
        for remarked in &self.remarks {
            *summary.remarks.entry(remarked.remark.kind().into()).or_default() += 1;
        }
        summary
    }
}

impl Extend<Record> for Reading {
    fn extend<I: IntoIterator<Item = Record>>(&mut self, records: I) {
        for record in records {
            self.n_records += 1;
            match record {
                Record::Article { article, place, remarks } => {
                    self.articles.push(article);
                    let place = |remark| Remarked { place: place.clone(), remark };
                    self.remarks.extend(remarks.into_iter().map(place));
                }
                Record::SetAside(aside) => self.set_aside.push(aside),
            }
        }
    }
}

impl FromIterator<Record> for Reading {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut reading = Reading::default();
        reading.extend(records);
        reading
    }
}

/// How many records were kept, and how many were set aside for which reason.
///
/// It can be kept while streaming, where the records themselves are not.
///
/// ```
/// use parallax::ingest::{Reader, Summary};
///
/// let input = "{\"outlet\": \"A\", \"body\": \"Text.\"}\n{\"outlet\": \"A\", \"body\": \" \"}\n";
/// let mut summary = Summary::default();
/// for record in Reader::default().read(input.as_bytes(), "memory")? {
///     summary.add(&record);
/// }
/// assert_eq!(summary.to_string(), "2 records: 1 article, 1 set aside (1 empty text)");
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Summary {
    /// The number of articles.
    pub n_articles: usize,
    /// The number of records set aside, by [`Reason::kind`](super::Reason::kind).
    pub set_aside: BTreeMap<String, usize>,
    /// The number of remarks, by [`Remark::kind`].
    pub remarks: BTreeMap<String, usize>,
}

impl Summary {
    /// Counts one record.
    pub fn add(&mut self, record: &Record) {
        match record {
            Record::Article { remarks, .. } => {
                self.n_articles += 1;
                for remark in remarks {
                    *self.remarks.entry(remark.kind().into()).or_default() += 1;
                }
            }
            Record::SetAside(aside) => {
                *self.set_aside.entry(aside.reason.kind().into()).or_default() += 1;
            }
        }
    }

    /// The number of records set aside.
    pub fn n_set_aside(&self) -> usize {
        self.set_aside.values().sum()
    }

    /// The number of records.
    pub fn n_records(&self) -> usize {
        self.n_articles + self.n_set_aside()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (n, kept, aside) = (self.n_records(), self.n_articles, self.n_set_aside());
        write!(f, "{n} record{}: {kept} article{}, {aside} set aside", plural(n), plural(kept))?;
        let listed = |counts: &BTreeMap<String, usize>| {
            counts.iter().map(|(kind, n)| format!("{n} {kind}")).collect::<Vec<_>>().join(", ")
        };
        if aside > 0 {
            write!(f, " ({})", listed(&self.set_aside))?;
        }
        if !self.remarks.is_empty() {
            write!(f, "; remarks: {}", listed(&self.remarks))?;
        }
        Ok(())
    }
}
