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

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::players::Cast;
use super::speech::Attributed;
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span};
use crate::clean::Masks;
use crate::count::{Counts, Family, Feature, row_keys};
use crate::stats::{Estimate, Moments, quantile};
use crate::token::TokenizedCorpus;
use crate::voice::{ActorId, ActorKind, Actors, CueClass, ListedForms, ToneLabel, Voice, Voices};

/// The level of the intervals.
const LEVEL: f64 = 0.95;

/// Sentences with fewer words of the narrator are not asked for their manner.
const MIN_WORDS: u32 = 5;

/// The most passages kept for a share.
const MAX_PASSAGES: usize = 4;

/// The most actors kept for an outlet.
const MAX_ACTORS: usize = 8;

/// An actor needs so many sentences of an outlet for a share to be given.
const MIN_SENTENCES: u32 = 4;

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

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Loaded,
    Agentless,
    Ill(String),
    Well(String),
    Cue(CueClass, String),
}

/// One measure in one article: how many, of how many, and where.
#[derive(Debug, Clone, Default)]
struct Cell {
    n: u32,
    of: u32,
    places: Vec<Citation>,
}

impl Cell {
    fn add(&mut self, hit: bool, at: Citation) {
        self.of += 1;
        if hit {
            self.n += 1;
            self.places.push(at);
        }
    }
}

type Cells = BTreeMap<What, Cell>;

/// The manner of all articles.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// One for each article of the corpus, in order.
    articles: Vec<Cells>,
    /// The body sentences in which each article's narrator says something.
    n_sentences: Vec<u32>,
    /// The quotations of each article.
    n_quotations: Vec<u32>,
    names: BTreeMap<String, String>,
}

/// What the manner of an article is read from.
pub(super) struct Sources<'a> {
    pub corpus: &'a Corpus,
    pub tokenized: &'a TokenizedCorpus,
    pub masks: &'a Masks,
    pub heard: &'a [Voices],
    pub attributed: &'a [Vec<Attributed>],
    /// The actors of the stories, in order.
    pub actors: &'a [Actors],
}

impl Own {
    pub fn new(sources: &Sources<'_>) -> Own {
        let corpus = sources.corpus;
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let forms = ListedForms::new(sources.tokenized.vocabulary());
        let read: Vec<(Cells, u32)> =
            ids.par_iter().map(|&id| sources.article(id, &forms)).collect();
        let (articles, n_sentences) = read.into_iter().unzip();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for actor in sources.actors.iter().flat_map(Actors::actors) {
            names.entry(actor.key.clone()).or_insert_with(|| actor.name.clone());
        }
        let n_quotations = sources.attributed.iter().map(|found| found.len() as u32).collect();
        Own { articles, n_sentences, n_quotations, names }
    }

    /// The manner of an outlet beside the others on its stories.
    pub fn manner(&self, corpus: &Corpus, outlet: OutletId) -> Manner {
        let mut covered = vec![false; corpus.stories().len()];
        corpus.articles_of(outlet).for_each(|id| covered[corpus.story_of(id).index()] = true);
        let on_its_stories =
            corpus.article_ids().filter(|&id| covered[corpus.story_of(id).index()]);
        let (here, elsewhere): (Vec<ArticleId>, Vec<ArticleId>) =
            on_its_stories.partition(|&id| corpus.outlet_of(id) == outlet);
        self.manner_of(&here, &elsewhere)
    }

    /// The manner of some articles beside that of others.
    pub fn manner_of(&self, here: &[ArticleId], elsewhere: &[ArticleId]) -> Manner {
        let mut n_of: BTreeMap<&str, u32> = BTreeMap::new();
        for (what, cell) in here.iter().flat_map(|id| &self.articles[id.index()]) {
            if let What::Ill(key) = what {
                *n_of.entry(key).or_default() += cell.of;
            }
        }
        let share = |what: What| self.share(here, elsewhere, &what);
        let mut actors: Vec<(&str, u32)> =
            n_of.into_iter().filter(|(_, n)| *n >= MIN_SENTENCES).collect();
        actors.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        let towards = actors.into_iter().take(MAX_ACTORS).map(|(key, _)| Towards {
            key: key.to_owned(),
            name: self.names.get(key).cloned().unwrap_or_default(),
            ill: share(What::Ill(key.to_owned())),
            well: share(What::Well(key.to_owned())),
            doubted: share(What::Cue(CueClass::Doubting, key.to_owned())),
            forceful: share(What::Cue(CueClass::Forceful, key.to_owned())),
        });
        let towards = towards.collect();
        Manner { loaded: share(What::Loaded), agentless: share(What::Agentless), towards }
    }

    fn share(&self, own: &[ArticleId], others: &[ArticleId], what: &What) -> Share {
        let (mut here, mut elsewhere) = (Moments::default(), Moments::default());
        let mut share = Share::default();
        let mut places: Vec<(usize, Citation)> = Vec::new();
        let cell = |id: &ArticleId| self.articles[id.index()].get(what);
        for cell in own.iter().filter_map(cell) {
            here.merge(&Moments::of(cell.of, cell.n));
            share.n_here += cell.n;
            share.of_here += cell.of;
            places.extend(cell.places.iter().copied().enumerate());
        }
        for cell in others.iter().filter_map(cell) {
            elsewhere.merge(&Moments::of(cell.of, cell.n));
            share.n_elsewhere += cell.n;
            share.of_elsewhere += cell.of;
        }
        // One passage of each article before a second of any.
        places.sort();
        share.citations = places.into_iter().map(|(_, at)| at).take(MAX_PASSAGES).collect();
        share.here = here.share(LEVEL);
        share.elsewhere = elsewhere.share(LEVEL);
        share
    }

    /// The table of an outlet's manner: a count for each measure, the sentences of the narrator as exposure.
    pub fn manner_counts(&self, corpus: &Corpus) -> Counts {
        self.counts(corpus, Family::Manner, &self.n_sentences, |what| match what {
            What::Cue(..) => None,
            What::Loaded => Some(Feature::named("loaded", "loaded sentences")),
            What::Agentless => Some(Feature::named("agentless", "harm that nobody is said to do")),
            What::Ill(actor) => {
                let shown = format!("sentences that speak ill of {}", self.name(actor));
                Some(Feature::named(format!("ill: {actor}"), shown))
            }
            What::Well(actor) => {
                let shown = format!("sentences that speak well of {}", self.name(actor));
                Some(Feature::named(format!("well: {actor}"), shown))
            }
        })
    }

    /// The table of cue classes by actor, the quotations as exposure.
    pub fn cue_counts(&self, corpus: &Corpus) -> Counts {
        self.counts(corpus, Family::Cue, &self.n_quotations, |what| {
            let What::Cue(class, actor) = what else { return None };
            let shown = format!("{} cues for {}", class.name(), self.name(actor));
            Some(Feature::named(format!("{}: {actor}", class.name()), shown))
        })
    }

    fn name<'s>(&'s self, key: &'s str) -> &'s str {
        self.names.get(key).map_or(key, String::as_str)
    }

    fn counts(
        &self,
        corpus: &Corpus,
        family: Family,
        exposure: &[u32],
        feature: impl Fn(&What) -> Option<Feature>,
    ) -> Counts {
        let mut features: BTreeMap<String, Feature> = BTreeMap::new();
        let mut rows: Vec<Vec<(String, u32)>> = Vec::with_capacity(self.articles.len());
        for cells in &self.articles {
            let mut row = Vec::new();
            for (what, cell) in cells.iter().filter(|(_, cell)| cell.n > 0) {
                let Some(feature) = feature(what) else { continue };
                row.push((feature.key.clone(), cell.n));
                features.entry(feature.key.clone()).or_insert(feature);
            }
            rows.push(row);
        }
        let number: BTreeMap<&str, u32> = features.keys().map(String::as_str).zip(0..).collect();
        let mut cells: Vec<Vec<(u32, u32)>> = rows
            .iter()
            .map(|row| row.iter().map(|(key, n)| (number[key.as_str()], *n)).collect())
            .collect();
        cells.iter_mut().for_each(|row| row.sort_unstable());
        let features = features.into_values().collect();
        Counts::from_rows(family, row_keys(corpus), exposure.to_vec(), features, cells)
    }

    /// One sentence from each of some articles that holds a feature of one of the tables.
    pub fn passages(&self, family: Family, key: &str, own: &[ArticleId]) -> Vec<Citation> {
        let is = |what: &What| match (family, what) {
            (Family::Cue, What::Cue(class, actor)) => {
                key.strip_prefix(class.name()).and_then(|rest| rest.strip_prefix(": "))
                    == Some(actor)
            }
            (Family::Manner, What::Loaded) => key == "loaded",
            (Family::Manner, What::Agentless) => key == "agentless",
            (Family::Manner, What::Ill(actor)) => key.strip_prefix("ill: ") == Some(actor),
            (Family::Manner, What::Well(actor)) => key.strip_prefix("well: ") == Some(actor),
            _ => false,
        };
        let first = own.iter().filter_map(|id| {
            let (_, cell) = self.articles[id.index()].iter().find(|(what, _)| is(what))?;
            cell.places.first().copied()
        });
        first.take(MAX_PASSAGES).collect()
    }
}

impl Sources<'_> {
    /// The manner of one article, and how many of its sentences say something in the narrator's words.
    fn article(&self, id: ArticleId, forms: &ListedForms) -> (Cells, u32) {
        let &Sources { corpus, tokenized, masks, heard, attributed, actors } = self;
        let (text, document) = (corpus.article(id).text(Part::Body), tokenized.document(id));
        let story = corpus.story_of(id);
        let actors = &actors[story.index()];
        let spoken = heard[id.index()].spoken(Part::Body).iter().map(|(span, _)| *span);
        // What is masked within a sentence is no more the outlet's own report than what somebody says.
        let spoken = disjoint(spoken.chain(masks.within(id, Part::Body)).collect());
        let mut cells = Cells::new();
        let mut n_sentences = 0;
        for (number, sentence) in document.sentences.iter().enumerate() {
            if sentence.part != Part::Body || !masks.keeps(id, number) {
                continue;
            }
            let at = tokenized.cite(id, sentence);
            let words = forms.words(text, document, sentence);
            let loaded = words.loaded(&spoken);
            if loaded.n_narrator < MIN_WORDS {
                continue;
            }
            n_sentences += 1;
            cells.entry(What::Loaded).or_default().add(loaded.is_narrator_loaded(), at);
            let narrated =
                |span: Span| heard[id.index()].voice_at(Part::Body, span) == Voice::Narrator;
            for deed in words.deeds(&[]).iter().filter(|deed| deed.harm && narrated(deed.verb)) {
                let nobody = deed.passive && !deed.has_agent;
                cells.entry(What::Agentless).or_default().add(nobody, at);
            }
            let mut named: Vec<ActorId> = Vec::new();
            for mention in actors.at(id, Part::Body, sentence.span) {
                let actor = actors.actor(mention.actor);
                let acts = matches!(actor.kind, ActorKind::Person | ActorKind::Organisation);
                // A sentence counts once for each actor, by the first mention in it.
                if !acts || named.contains(&mention.actor) || !narrated(mention.citation.span) {
                    continue;
                }
                named.push(mention.actor);
                let label = words.tone(mention.citation.span, &spoken).narrator_label();
                let key = || actor.key.clone();
                let ill = label == ToneLabel::Negative;
                let well = label == ToneLabel::Positive;
                cells.entry(What::Ill(key())).or_default().add(ill, at);
                cells.entry(What::Well(key())).or_default().add(well, at);
            }
        }
        let cast = Cast { corpus, tokenized, attributed, actors, story };
        for found in &attributed[id.index()] {
            let Some(actor) = cast.speaker(id, found) else { continue };
            let at = tokenized.cite(id, &document.sentences[found.sentence as usize]);
            let key = &actors.actor(actor).key;
            for class in [CueClass::Doubting, CueClass::Forceful] {
                let cell = match cells.entry(What::Cue(class, key.clone())) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(Cell::default()),
                };
                cell.add(found.quotation.class == Some(class), at);
            }
        }
        (cells, n_sentences)
    }
}

/// The same places as spans in order that do not overlap.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|next, last| {
        let overlap = next.start <= last.end;
        last.end = if overlap { last.end.max(next.end) } else { last.end };
        overlap
    });
    spans
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
