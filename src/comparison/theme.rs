//! Words and phrases that an outlet uses more than the others and uses together.
//!
//! A single over-used word says little; "conditions", "assurances" and "Donetsk" in the same sentences
//! say what the outlet dwells on. A theme grows from the highest-ranking feature that is left: others
//! join it when they share the outlet's sentences with it. A theme begins with something that has a name: words for
//! qualities and deeds only join. Its size is counted in sentences, so that a sentence with three of its words
//! counts once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::naming::Naming;
use crate::article::{ArticleId, Citation, Corpus, OutletId, StoryId};
use crate::contrast::{Basis, Contrast, Pair, mantel_haenszel};
use crate::count::{Counts, FeatureId, SentenceIndex, SentenceRef};
use crate::stats::Estimate;
use crate::token::TokenizedCorpus;

/// A theme has at most this many features: more is a word list, not a theme.
const MAX_FEATURES: usize = 4;
/// A feature joins where it shares this share of the rarer one's sentences with the first feature.
const TOGETHER: f64 = 0.3;
/// A passage with more words than this is a list or page furniture and shows nobody anything.
const MAX_PASSAGE_WORDS: usize = 60;
const MAX_PASSAGES: usize = 3;
/// A feature joins where the outlet's share of sentences with it is at least so many times the others'.
const LEAST_TIMES: f64 = 1.5;
/// Nobody dwells on what it says in fewer sentences.
const MIN_SENTENCES: f64 = 3.0;

/// What an outlet dwells on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Theme {
    /// The features as a reader sees them, the highest ranking first.
    pub features: Vec<String>,
    /// What the statement rests on.
    pub basis: Basis,
    /// The stratified log2 ratio of the outlet's share of sentences to the others' share; `None` where the
    /// others have no such sentence.
    pub log2_ratio: Option<Estimate>,
    /// The share of the outlet's sentences that hold one of the features, from 0 to 1.
    pub share_here: f64,
    /// The share of the other outlets' sentences on the same stories.
    pub share_elsewhere: f64,
    /// Sentences of the outlet that hold one of the features.
    pub n_sentences: u32,
    /// Articles of the outlet that hold one.
    pub n_articles: u32,
    /// What themes are ranked by: the ranking score of the first feature, less where few articles hold it.
    pub rank: f64,
    /// The outlet's sentences that hold most of it, from different articles first. Never empty.
    pub citations: Vec<Citation>,
}

/// What a theme is made from.
#[derive(Clone, Copy)]
pub(super) struct Material<'a> {
    pub corpus: &'a Corpus,
    pub tokenized: &'a TokenizedCorpus,
    pub index: &'a SentenceIndex<'a>,
    /// Tables whose features may join a theme, words and phrases.
    pub tables: &'a [&'a Counts],
    /// Which words name something.
    pub naming: &'a Naming,
}

struct Candidate {
    contrast: Contrast,
    terms: Vec<crate::token::TermId>,
    everywhere: Vec<SentenceRef>,
    here: BTreeSet<SentenceRef>,
    rank: f64,
    /// It can lead a theme: a phrase, or a word that names something.
    leads: bool,
}

/// The themes of an outlet from its contrasts, which are in the order of their rank. `own` holds its articles
/// in the order of the corpus.
pub(super) fn themes(
    material: &Material<'_>,
    outlet: OutletId,
    own: &[ArticleId],
    contrasts: &[Contrast],
    most: usize,
) -> Vec<Theme> {
    let extent = Extent::new(material, own);
    let mut candidates: Vec<Candidate> = contrasts
        .iter()
        .filter_map(|contrast| candidate(material, own, contrast))
        .filter(|candidate| extent.stands_out(material, candidate))
        .collect();
    candidates.sort_by(|a, b| {
        b.rank.total_cmp(&a.rank).then_with(|| a.contrast.key.cmp(&b.contrast.key))
    });
    let mut themes: Vec<Theme> = Vec::new();
    while themes.len() < most {
        let Some(first) = candidates.iter().position(|candidate| candidate.leads) else { break };
        let mut group = vec![candidates.remove(first)];
        prefer_phrase(&mut group, &mut candidates);
        let mut index = 0;
        while index < candidates.len() && group.len() < MAX_FEATURES {
            if joins(&group, &candidates[index]) {
                group.push(candidates.remove(index));
            } else {
                index += 1;
            }
        }
        group[1..].sort_by_key(|candidate| !candidate.leads);
        themes.extend(theme(material, outlet, &group));
        // What stands in the same sentences as a finished theme without having joined it would only
        // repeat it under another name.
        let covered: BTreeSet<SentenceRef> =
            group.iter().flat_map(|c| c.here.iter().copied()).collect();
        candidates.retain(|candidate| {
            let shared = candidate.here.intersection(&covered).count();
            (shared as f64) < 0.6 * candidate.here.len() as f64
        });
    }
    themes
}

/// How many sentences an outlet has, and the others on its stories.
struct Extent {
    stories: BTreeSet<StoryId>,
    n_here: f64,
    n_elsewhere: f64,
}

impl Extent {
    fn new(material: &Material<'_>, own: &[ArticleId]) -> Self {
        let corpus = material.corpus;
        let n_sentences = |id: &ArticleId| f64::from(material.index.n_sentences()[id.index()]);
        let stories: BTreeSet<StoryId> = own.iter().map(|&id| corpus.story_of(id)).collect();
        let articles = stories.iter().flat_map(|&story| &corpus.story(story).articles);
        let n_here: f64 = own.iter().map(n_sentences).sum();
        let n_elsewhere = articles.map(n_sentences).sum::<f64>() - n_here;
        Extent { stories, n_here, n_elsewhere }
    }

    /// Whether clearly more of the outlet's sentences hold a feature: one that stands often in few of them, or
    /// in most of everybody's, would only blur a theme.
    fn stands_out(&self, material: &Material<'_>, candidate: &Candidate) -> bool {
        let on_its_stories =
            |place: &&SentenceRef| self.stories.contains(&material.corpus.story_of(place.article));
        let n_all = candidate.everywhere.iter().filter(on_its_stories).count();
        let n_here = candidate.here.len();
        let (here, elsewhere) = (n_here as f64, (n_all - n_here) as f64);
        here * self.n_elsewhere >= LEAST_TIMES * elsewhere * self.n_here
    }
}

fn candidate(material: &Material<'_>, own: &[ArticleId], contrast: &Contrast) -> Option<Candidate> {
    let table = material.tables.iter().find(|table| table.family() == contrast.family)?;
    let FeatureId(number) = table.find(&contrast.key)?;
    let feature = &table.features()[number as usize];
    let everywhere = material.index.feature(feature);
    let here: BTreeSet<SentenceRef> = everywhere
        .iter()
        .copied()
        .filter(|place| own.binary_search(&place.article).is_ok())
        .collect();
    let spread = f64::from(contrast.n_articles_here) / own.len() as f64;
    let rank = contrast.log_odds_z * libm::sqrt(spread);
    let terms = feature.terms().to_vec();
    let leads = terms.len() > 1 || terms.iter().any(|&term| material.naming.names(term));
    Some(Candidate { contrast: contrast.clone(), terms, everywhere, here, rank, leads })
}

/// Puts a phrase in the place of its word where the word mostly stands inside the phrase: "land swaps" says
/// more than "swaps".
fn prefer_phrase(group: &mut [Candidate], candidates: &mut Vec<Candidate>) {
    let word = &group[0];
    let better = |phrase: &Candidate| {
        let inside = phrase.here.intersection(&word.here).count();
        phrase.terms.len() > word.terms.len()
            && word.terms.iter().all(|term| phrase.terms.contains(term))
            && 2 * inside >= word.here.len()
    };
    if let Some(found) = candidates.iter().position(better) {
        let rank = group[0].rank;
        group[0] = Candidate { rank, ..candidates.remove(found) };
    }
}

fn joins(group: &[Candidate], candidate: &Candidate) -> bool {
    let first = &group[0];
    let shared = first.here.intersection(&candidate.here).count();
    let rarer = first.here.len().min(candidate.here.len()).max(1);
    let repeats = group.iter().any(|member| {
        member.terms.iter().all(|term| candidate.terms.contains(term))
            || candidate.terms.iter().all(|term| member.terms.contains(term))
    });
    !repeats && shared >= 2 && shared as f64 >= TOGETHER * rarer as f64
}

fn theme(material: &Material<'_>, outlet: OutletId, group: &[Candidate]) -> Option<Theme> {
    let corpus = material.corpus;
    let mut strata: BTreeMap<StoryId, Pair> = BTreeMap::new();
    for id in corpus.article_ids() {
        let pair = strata.entry(corpus.story_of(id)).or_insert(Pair::new(0.0, 0.0, 0.0, 0.0));
        let n_sentences = f64::from(material.index.n_sentences()[id.index()]);
        *(if corpus.outlet_of(id) == outlet { &mut pair.n1 } else { &mut pair.n2 }) += n_sentences;
    }
    strata.retain(|_, pair| pair.n1 > 0.0);
    let places: BTreeSet<SentenceRef> =
        group.iter().flat_map(|c| c.everywhere.iter().copied()).collect();
    let mut articles: BTreeSet<ArticleId> = BTreeSet::new();
    let mut n_articles_elsewhere: BTreeSet<ArticleId> = BTreeSet::new();
    for place in &places {
        let Some(pair) = strata.get_mut(&corpus.story_of(place.article)) else { continue };
        if corpus.outlet_of(place.article) == outlet {
            pair.a += 1.0;
            articles.insert(place.article);
        } else {
            pair.b += 1.0;
            n_articles_elsewhere.insert(place.article);
        }
    }
    let strata: Vec<Pair> = strata.into_values().collect();
    let sum = |side: fn(&Pair) -> f64| strata.iter().map(side).sum::<f64>();
    let (a, b, n1, n2) = (sum(|p| p.a), sum(|p| p.b), sum(|p| p.n1), sum(|p| p.n2));
    let citations = passages(material, group);
    if citations.is_empty() || n1 <= 0.0 || n2 <= 0.0 || a < MIN_SENTENCES {
        return None;
    }
    let n_articles = (articles.len() + n_articles_elsewhere.len()) as u32;
    Some(Theme {
        features: group.iter().map(|candidate| candidate.contrast.shown.clone()).collect(),
        basis: Basis::Text,
        log2_ratio: mantel_haenszel::log2_rate_ratio(&strata)
            .map(|value| Estimate::new(value, n_articles)),
        share_here: a / n1,
        share_elsewhere: b / n2,
        n_sentences: a as u32,
        n_articles: articles.len() as u32,
        rank: group[0].rank,
        citations,
    })
}

/// The outlet's sentences that hold the most features, one from each article before a second from any.
fn passages(material: &Material<'_>, group: &[Candidate]) -> Vec<Citation> {
    let mut held: BTreeMap<SentenceRef, usize> = BTreeMap::new();
    for place in group.iter().flat_map(|candidate| &candidate.here) {
        *held.entry(*place).or_default() += 1;
    }
    let sentence = |place: &SentenceRef| {
        &material.tokenized.document(place.article).sentences[place.sentence as usize]
    };
    let n_words = |place: &SentenceRef| sentence(place).n_tokens();
    let mut ranked: Vec<(SentenceRef, usize)> =
        held.into_iter().filter(|(place, _)| n_words(place) <= MAX_PASSAGE_WORDS).collect();
    ranked.sort_by(|(a, n), (b, m)| {
        let short = |place: &SentenceRef| n_words(place) < 8;
        m.cmp(n).then(short(a).cmp(&short(b))).then(a.sentence.cmp(&b.sentence)).then(a.cmp(b))
    });
    let mut seen: BTreeMap<ArticleId, usize> = BTreeMap::new();
    let mut rounds: Vec<(usize, usize, SentenceRef)> = Vec::new();
    for (order, (place, _)) in ranked.into_iter().enumerate() {
        let round = seen.entry(place.article).or_default();
        rounds.push((*round, order, place));
        *round += 1;
    }
    rounds.sort_unstable();
    let in_order: Vec<SentenceRef> = rounds.into_iter().map(|(.., place)| place).collect();
    let mut chosen: Vec<SentenceRef> = in_order.iter().copied().take(MAX_PASSAGES).collect();
    // Every word that is named stands in a passage, be it in a long one.
    for candidate in group {
        if chosen.iter().all(|place| !candidate.here.contains(place)) {
            let next = in_order.iter().find(|place| candidate.here.contains(place)).copied();
            let shortest =
                || candidate.here.iter().copied().min_by_key(|place| (n_words(place), *place));
            chosen.extend(next.or_else(shortest));
        }
    }
    chosen.iter().map(|place| material.tokenized.cite(place.article, sentence(place))).collect()
}
