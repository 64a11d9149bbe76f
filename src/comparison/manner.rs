//! How each outlet writes in its own words: loaded sentences, harm that nobody does, tone towards the main actors,
//! and how it presents what they say.
//!
//! Question: of the sentences that an outlet does not put into somebody's mouth, how many colour what they tell, and
//! towards whom? What is quoted or reported is left out everywhere: quoting a harsh word is not using it.
//!
//! A share is a sum over articles, its interval cluster-robust by article
//! ([`Moments::share`](crate::stats::Moments::share)); the others' share is taken from their articles on the same
//! stories. Unit: from 0 to 1. Everything here describes these articles ([`Basis::Text`](crate::contrast::Basis::Text));
//! the same counts, as tables, are tested as habits.
//!
//! Cost: one pass over the words of each sentence. It misleads as word lists do: see [`LoadedLanguage`](crate::voice::LoadedLanguage)
//! and [`Tone`](crate::voice::Tone).

mod cell;
mod own;

use serde::{Deserialize, Serialize};

pub(super) use self::own::{Own, Sources};
use crate::article::Citation;
use crate::stats::{Estimate, quantile};

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// Two shares are compared only where each comes from so many articles: with fewer, their spread is itself a guess.
const MIN_ARTICLES: u32 = 4;

/// A share of an outlet's own sentences, beside the others' on the same stories.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Share {
    /// The share here; `None` where there is nothing to take a share of.
    pub here: Option<Estimate>,
    /// The others' share on the same stories.
    pub elsewhere: Option<Estimate>,
    /// How many there are here.
    pub n_here: u32,
    /// Of how many.
    pub of_here: u32,
    /// How many there are elsewhere.
    pub n_elsewhere: u32,
    /// Of how many.
    pub of_elsewhere: u32,
    /// Sentences of the outlet that count among `n_here`, one an article first.
    pub citations: Vec<Citation>,
}

impl Share {
    /// Both shares, where each comes from enough articles for them to be compared.
    fn sides(&self) -> Option<(Estimate, Estimate)> {
        let known = |share: Option<Estimate>| {
            share.filter(|it| it.n_articles >= MIN_ARTICLES && it.interval.is_some())
        };
        known(self.here).zip(known(self.elsewhere))
    }

    /// By how much the difference of the two shares may be smaller and larger than it was found, at the level of their
    /// intervals; `None` where either comes from too few articles.
    ///
    /// Either margin is the root of the squared halves of the two intervals that face each other (Zou & Donner 2008,
    /// doi:10.1002/sim.3095).
    pub fn margins(&self) -> Option<[f64; 2]> {
        let (here, elsewhere) = self.sides()?;
        let (own, others) = (here.interval?, elsewhere.interval?);
        let below = libm::hypot(here.value - own.low, others.high - elsewhere.value);
        let above = libm::hypot(own.high - here.value, elsewhere.value - others.low);
        Some([below, above])
    }

    /// Whether the share here is larger than the one elsewhere by more than chance makes any of `n_compared` shares with a
    /// probability of 5 % ([`Manner::n_compared`]): by its margin ([`Share::margins`]), widened from the level of the intervals
    /// to that of Bonferroni by Student's t.
    pub fn is_clearly_larger(&self, n_compared: usize) -> bool {
        let Some((here, elsewhere)) = self.sides() else { return false };
        let Some([below, _]) = self.margins() else { return false };
        let df = f64::from(here.n_articles.min(elsewhere.n_articles) - 1);
        let among_all = quantile(1.0 - 2.0 * (1.0 - LEVEL) / n_compared.max(1) as f64, df);
        let needed = below * among_all / quantile(LEVEL, df);
        self.n_here >= 3 && !self.citations.is_empty() && here.value - elsewhere.value > needed
    }
}

/// How an outlet writes of one actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Towards {
    /// What identifies the actor across stories.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// The share of its own sentences naming the actor that speak ill of the actor.
    pub ill: Share,
    /// The share that speak well.
    pub well: Share,
    /// The share of the actor's quotations under a doubting cue ("claimed").
    pub doubted: Share,
    /// The share under a forceful cue ("insisted").
    pub forceful: Share,
}

/// How an outlet writes in its own words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Manner {
    /// The share of its own sentences that are loaded.
    pub loaded: Share,
    /// The share of the harm that its own sentences tell which nobody is said to have done: "were killed".
    pub agentless: Share,
    /// The actors that it writes most of.
    pub towards: Vec<Towards>,
}

impl Manner {
    /// Every share, those of actors in the order in which they stand.
    pub fn shares(&self) -> impl Iterator<Item = &Share> {
        let towards = self.towards.iter();
        let towards = towards.flat_map(|it| [&it.ill, &it.well, &it.doubted, &it.forceful]);
        [&self.loaded, &self.agentless].into_iter().chain(towards)
    }

    /// How many of the shares can be compared with the others' at all.
    pub fn n_compared(&self) -> usize {
        self.shares().filter(|share| share.sides().is_some()).count()
    }

    /// The shares that are larger than the others' by more than chance, all comparisons of the outlet taken together.
    pub fn clearly_larger(&self) -> impl Iterator<Item = &Share> {
        let n_compared = self.n_compared();
        self.shares().filter(move |share| share.is_clearly_larger(n_compared))
    }

    /// Every place that is cited.
    pub(super) fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.shares().flat_map(|share| &share.citations)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Corpus};
    use crate::comparison::Comparison;

    /// Stories that two outlets tell, the first with colour, the second plainly.
    fn corpus(n_stories: usize) -> Corpus {
        Corpus::new((0..n_stories).flat_map(|story| {
            // No six words at either end recur, or they would be house text.
            let loaded = format!(
                "The shameless and absurd plan {story} was pushed by Ana Roe. \
                 Three guards were killed at {story} gates on the river road. \
                 \u{201C}We will open gate {story} on Monday,\u{201D} claimed Ana Roe."
            );
            let plain = format!(
                "The council of ward {story} met Mayor Ana Roe on floor {story}. \
                 A truck driver killed {story} guards near gate at dawn. \
                 \u{201C}The absurd and shameless lie {story} ends,\u{201D} said Ana Roe."
            );
            [Article::new("a", "", loaded), Article::new("b", "", plain)]
                .map(|article| article.with_story(format!("story {story}")))
        }))
    }

    #[test]
    fn own_words_are_told_from_quoted_ones() {
        let comparison = Comparison::builder().min_words(1).build(&corpus(12)).unwrap();
        let of = |slug: &str| {
            let found = comparison.voices.outlets.iter().find(|it| it.outlet == slug);
            found.unwrap().manner.clone()
        };
        let (a, b) = (of("a"), of("b"));
        assert_eq!((a.loaded.n_here, b.loaded.n_here), (12, 0), "{a:?} {b:?}");
        assert_eq!((a.agentless.n_here, a.agentless.of_here), (12, 12), "{:?}", a.agentless);
        assert_eq!((b.agentless.n_here, b.agentless.of_here), (0, 12), "{:?}", b.agentless);
        assert_eq!((a.clearly_larger().next(), b.clearly_larger().next()), (Some(&a.loaded), None));
        assert!(!a.loaded.citations.is_empty());
        for at in a.loaded.citations.iter() {
            assert!(comparison.words(at).unwrap().contains("absurd"));
        }
        let roe = a.towards.iter().find(|it| it.name == "Ana Roe").unwrap();
        assert_eq!((roe.doubted.n_here, roe.doubted.of_here), (12, 12), "{roe:?}");
        assert_eq!(roe.doubted.n_elsewhere, 0);
    }

    #[test]
    fn a_few_articles_are_not_clearly_different() {
        let manners = |n_stories: usize| {
            let comparison = Comparison::builder().min_words(1).build(&corpus(n_stories)).unwrap();
            comparison.voices.outlets.into_iter().map(|outlet| outlet.manner)
        };
        // Half of the sentences of six articles against none.
        for manner in manners(6) {
            assert!(manner.clearly_larger().all(|share| *share != manner.loaded), "{manner:?}");
        }
        for manner in manners(3) {
            assert_eq!(
                (manner.n_compared(), manner.clearly_larger().count()),
                (0, 0),
                "{manner:?}"
            );
        }
    }

    #[test]
    fn the_more_is_compared_the_larger_a_difference_has_to_be() {
        let comparison = Comparison::builder().min_words(1).build(&corpus(12)).unwrap();
        let share = &comparison.voices.outlets[0].manner.loaded;
        let found = [1, 5, 1_000_000].map(|n_compared| share.is_clearly_larger(n_compared));
        assert_eq!(found, [true, true, false], "{share:?}");
    }
}
