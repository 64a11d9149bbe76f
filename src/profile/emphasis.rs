//! What does an outlet give more space to than the others on the same stories, told from sums alone?
//!
//! Effect, interval, p, q and family-wise p by [`stats::moments_test`](mod@crate::stats::moments_test); rates with
//! cluster-robust intervals by [`Moments::rate`]; ranked by the log-odds with an informative Dirichlet prior. Only stories
//! that the outlet shares with another take part. Cost: one pass over the profile, and a test for each term that is
//! returned; memory is that of the units and of the terms that are returned.
//!
//! It misleads where one report is printed by many: shared copy is not set aside in a profile.

use serde::{Deserialize, Serialize};

use super::{Profile, Term};
use crate::article::OutletTable;
use crate::contrast::{Pair, Prior, log_odds};
use crate::error::{Error, Result};
use crate::stats::moments_test::{MomentStratum, MomentTests};
use crate::stats::{EmphasisOptions, Estimate, Moments, NotTestable, Test};

/// One term of one outlet beside the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TermEmphasis {
    /// The normalised word.
    pub key: String,
    /// The stratified log2 ratio of the outlet's rate to the others', with its interval where there is a test. Where the
    /// others never use the term, half an occurrence is added to both.
    pub log2_ratio: Option<Estimate>,
    /// The test of it, or why there is none.
    pub test: Test,
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

/// Both sides of a story, or of all.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    own: Moments,
    others: Moments,
}

impl Sides {
    fn side(&mut self, is_own: bool) -> &mut Moments {
        if is_own { &mut self.own } else { &mut self.others }
    }
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
        let own = self.is_of(outlet, table)?;
        let stories = self.shared_stories(&own);
        let is_own = |unit: u32| own[self.units()[unit as usize].outlet as usize];
        let (mut all, mut sizes) = (Sides::default(), Vec::new());
        for units in stories.iter().filter(|units| !units.is_empty()) {
            let mut here = Sides::default();
            units.iter().for_each(|&unit| here.side(is_own(unit)).merge(&self.silent(unit)));
            sizes.push((here.own.n_articles, here.others.n_articles));
            all.own.merge(&here.own);
            all.others.merge(&here.others);
        }
        if sizes.is_empty() {
            return Err(Error::TooLittle {
                what: format!("{outlet:?} shares no story with another outlet"),
                remedy: "count with stories that several outlets cover".into(),
            });
        }
        let options = EmphasisOptions::default();
        let mut tests = MomentTests::new(&sizes, &options);
        let n_terms = usize::try_from(self.n_terms()).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        for term in self.terms() {
            let Term { key, mut cells } = term?;
            cells.retain(|&(unit, _)| !stories[self.story_of(unit)].is_empty());
            let mut sides = all;
            for &(unit, moments) in &cells {
                // The articles and words are those of all units already.
                let more = Moments { n_articles: 0, n_tokens: 0, tokens_squared: 0, ..moments };
                sides.side(is_own(unit)).merge(&more);
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
                (odds, sides.own.rate(options.level), sides.others.rate(options.level))
            else {
                continue;
            };
            cells.sort_by_key(|&(unit, _)| self.story_of(unit));
            let strata: Vec<MomentStratum> = cells
                .chunk_by(|a, b| self.story_of(a.0) == self.story_of(b.0))
                .map(|cells| self.stratum(&stories[self.story_of(cells[0].0)], cells, is_own))
                .collect();
            tests.add(&strata);
            let spoken = |stratum: &&MomentStratum| stratum.own.iter().any(|c| c.n_occurrences > 0);
            found.push(TermEmphasis {
                key,
                log2_ratio: None,
                test: Test::NotTestable(NotTestable::NoVariation),
                log_odds_z: odds.z(),
                rate_here,
                rate_elsewhere,
                n_here: sides.own.n_occurrences,
                n_elsewhere: sides.others.n_occurrences,
                n_articles_here: sides.own.n_with_feature,
                n_articles_elsewhere: sides.others.n_with_feature,
                n_stories: strata.iter().filter(spoken).count() as u64,
            });
        }
        for (term, tested) in found.iter_mut().zip(tests.finish()) {
            (term.log2_ratio, term.test) = (tested.log2_ratio, tested.test);
        }
        found.sort_by(|a, b| b.log_odds_z.total_cmp(&a.log_odds_z).then_with(|| a.key.cmp(&b.key)));
        Ok(found)
    }

    fn story_of(&self, unit: u32) -> usize {
        self.units()[unit as usize].story as usize
    }

    /// A unit's articles without any term.
    fn silent(&self, unit: u32) -> Moments {
        let unit = self.units()[unit as usize];
        Moments {
            n_articles: unit.n_articles,
            n_tokens: unit.n_tokens,
            tokens_squared: unit.tokens_squared,
            ..Moments::default()
        }
    }

    /// For each story its units, none where not both sides have words.
    fn shared_stories(&self, own: &[bool]) -> Vec<Vec<u32>> {
        let mut stories = vec![Vec::new(); self.stories().len()];
        let mut sides = vec![[false; 2]; stories.len()];
        for (number, unit) in (0..).zip(self.units()).filter(|(_, unit)| unit.n_tokens > 0) {
            stories[unit.story as usize].push(number);
            sides[unit.story as usize][usize::from(own[unit.outlet as usize])] = true;
        }
        for (units, _) in stories.iter_mut().zip(sides).filter(|(_, both)| *both != [true; 2]) {
            *units = Vec::new();
        }
        stories
    }

    /// One term in one story: the units with it and those without.
    fn stratum(
        &self,
        units: &[u32],
        with: &[(u32, Moments)],
        is_own: impl Fn(u32) -> bool,
    ) -> MomentStratum {
        let mut stratum = MomentStratum::default();
        for &unit in units {
            let cell = match with.binary_search_by_key(&unit, |(other, _)| *other) {
                Ok(at) => with[at].1,
                Err(_) => self.silent(unit),
            };
            if is_own(unit) { &mut stratum.own } else { &mut stratum.others }.push(cell);
        }
        stratum
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
