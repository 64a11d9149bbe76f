//! What does an outlet give more space to than the others on the same stories, told from sums alone?
//!
//! Effect: the Mantel-Haenszel rate ratio over stories as log2, as in [`contrast::Emphasis`](crate::contrast::Emphasis);
//! rates with cluster-robust intervals by [`Moments::rate`]; ranked by the log-odds with an informative Dirichlet
//! prior. Only stories that the outlet shares with another take part. Cost: one pass over the profile; memory is that
//! of the units and of the terms that are returned.
//!
//! It misleads where one report is printed by many: shared copy is not set aside in a profile.

use serde::{Deserialize, Serialize};

use super::{Profile, Term};
use crate::article::OutletTable;
use crate::contrast::mantel_haenszel::RateSums;
use crate::contrast::{Pair, Prior, log_odds};
use crate::error::{Error, Result};
use crate::stats::{Estimate, Moments};

/// One term of one outlet beside the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TermEmphasis {
    /// The normalised word.
    pub key: String,
    /// The stratified log2 ratio of the outlet's rate to the others'; `None` where the others never use the term.
    pub log2_ratio: Option<Estimate>,
    /// The shrunken log-odds in standard errors, for ranking only: it is no test.
    pub log_odds_z: f64,
    /// Occurrences for each counted word of the outlet.
    pub rate_here: Estimate,
    /// Occurrences for each counted word of the others on the same stories.
    pub rate_elsewhere: Estimate,
    /// Occurrences in the outlet.
    pub n_here: u64,
    /// Occurrences in the others.
    pub n_elsewhere: u64,
    /// Articles of the outlet with the term.
    pub n_articles_here: u64,
    /// Articles of the others with the term.
    pub n_articles_elsewhere: u64,
    /// Stories in which the outlet has the term.
    pub n_stories: u64,
}

/// The two sides of a story, or of all.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    own: Moments,
    others: Moments,
}

impl Profile {
    /// Every term of an outlet, beside the others on the same stories; the highest ranking first. `outlet` is any name
    /// that the table resolves to the same outlet. Terms in fewer than `min_articles` articles are left out.
    ///
    /// ```
    /// use parallax::OutletTable;
    /// use parallax::profile::{Options, Profiler};
    ///
    /// let mut profiler = Profiler::new(&Options::default());
    /// profiler.add("Courier", "dues", "Harbour dues: the harbour raises its dues.");
    /// profiler.add("Herald", "dues", "Ship owners pay more dues for the harbour.");
    /// let found = profiler.finish().emphasis("courier", &OutletTable::builtin(), 1)?;
    /// let harbour = found.iter().find(|term| term.key == "harbour").unwrap();
    /// // Two of five counted words against one of four or five.
    /// assert!(harbour.log2_ratio.unwrap().value > 0.5);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where no article is of this outlet, [`Error::TooLittle`] where it shares no story with
    /// another, [`Error::Format`] where the profile is damaged.
    pub fn emphasis(
        &self,
        outlet: &str,
        table: &OutletTable,
        min_articles: u64,
    ) -> Result<Vec<TermEmphasis>> {
        const LEVEL: f64 = 0.95;
        let own = self.is_of(outlet, table)?;
        let mut stories = vec![Sides::default(); self.stories().len()];
        for unit in self.units() {
            let sides = &mut stories[unit.story as usize];
            let side = if own[unit.outlet as usize] { &mut sides.own } else { &mut sides.others };
            side.merge(&Moments {
                n_articles: unit.n_articles,
                n_tokens: unit.n_tokens,
                tokens_squared: unit.tokens_squared,
                ..Moments::default()
            });
        }
        let is_shared = |sides: &Sides| sides.own.n_tokens > 0 && sides.others.n_tokens > 0;
        let mut all = Sides::default();
        for sides in stories.iter().filter(|sides| is_shared(sides)) {
            all.own.merge(&sides.own);
            all.others.merge(&sides.others);
        }
        if all.own.n_tokens == 0 {
            return Err(Error::TooLittle {
                what: format!("{outlet:?} shares no story with another outlet"),
                remedy: "count with stories that several outlets cover".into(),
            });
        }
        let n_terms = usize::try_from(self.n_terms()).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        let mut cells: Vec<(u32, bool, Moments)> = Vec::new();
        for term in self.terms() {
            let Term { key, cells: units } = term?;
            cells.clear();
            cells.extend(units.iter().filter_map(|&(unit, moments)| {
                let unit = self.units()[unit as usize];
                let shared = is_shared(&stories[unit.story as usize]);
                shared.then_some((unit.story, own[unit.outlet as usize], moments))
            }));
            cells.sort_by_key(|&(story, ..)| story);
            let (mut sides, mut rates, mut n_stories) = (all, RateSums::default(), 0);
            for story in cells.chunk_by(|a, b| a.0 == b.0) {
                let there = &stories[story[0].0 as usize];
                let (n1, n2) = (there.own.n_tokens as f64, there.others.n_tokens as f64);
                let (mut a, mut b) = (0, 0);
                for (_, own, moments) in story {
                    let (side, count) =
                        if *own { (&mut sides.own, &mut a) } else { (&mut sides.others, &mut b) };
                    *count += moments.n_occurrences;
                    // The articles and words are those of all units already.
                    side.merge(&Moments {
                        n_articles: 0,
                        n_tokens: 0,
                        tokens_squared: 0,
                        ..*moments
                    });
                }
                rates.group += a as f64 * n2 / (n1 + n2);
                rates.reference += b as f64 * n1 / (n1 + n2);
                n_stories += u64::from(a > 0);
            }
            let n_articles = sides.own.n_with_feature + sides.others.n_with_feature;
            if sides.own.n_occurrences == 0 || n_articles < min_articles {
                continue;
            }
            let [a, b, n1, n2] = [
                sides.own.n_occurrences,
                sides.others.n_occurrences,
                sides.own.n_tokens,
                sides.others.n_tokens,
            ]
            .map(|sum| sum as f64);
            let odds = log_odds::score(&Pair::new(a, b, n1, n2), n_terms, Prior::default());
            let (Some(odds), Some(rate_here), Some(rate_elsewhere)) =
                (odds, sides.own.rate(LEVEL), sides.others.rate(LEVEL))
            else {
                continue;
            };
            let count = u32::try_from(n_articles).unwrap_or(u32::MAX);
            found.push(TermEmphasis {
                key,
                log2_ratio: rates.log2_rate_ratio().map(|value| Estimate::new(value, count)),
                log_odds_z: odds.z(),
                rate_here,
                rate_elsewhere,
                n_here: sides.own.n_occurrences,
                n_elsewhere: sides.others.n_occurrences,
                n_articles_here: sides.own.n_with_feature,
                n_articles_elsewhere: sides.others.n_with_feature,
                n_stories,
            });
        }
        found.sort_by(|a, b| b.log_odds_z.total_cmp(&a.log_odds_z).then_with(|| a.key.cmp(&b.key)));
        Ok(found)
    }

    /// For each outlet of the profile, whether it is the one that is meant.
    fn is_of(&self, outlet: &str, table: &OutletTable) -> Result<Vec<bool>> {
        let slug = table.resolve(outlet).slug;
        let own: Vec<bool> =
            self.outlets().iter().map(|name| table.resolve(name).slug == slug).collect();
        if own.contains(&true) {
            return Ok(own);
        }
        let names: Vec<&str> = self.outlets().iter().take(12).map(String::as_str).collect();
        let hint = format!("outlets here: {}", names.join(", "));
        Err(Error::NotFound { kind: "outlet", name: outlet.into(), hint })
    }
}
