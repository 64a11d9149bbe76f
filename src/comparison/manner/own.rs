//! The manner of every article, read once, from which that of any articles beside any others is summed up.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;

use super::cell::{Cell, Cells, What};
use super::{LEVEL, Manner, Share, Towards};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span};
use crate::clean::Masks;
use crate::comparison::players::Cast;
use crate::comparison::speech::Attributed;
use crate::count::{Counts, Family, Feature, row_keys};
use crate::stats::Moments;
use crate::token::TokenizedCorpus;
use crate::voice::{ActorId, ActorKind, Actors, CueClass, ListedForms, ToneLabel, Voice, Voices};

/// Sentences with fewer words of the narrator are not asked for their manner.
const MIN_WORDS: u32 = 5;

/// The most passages kept for a share.
const MAX_PASSAGES: usize = 4;

/// The most actors kept for an outlet.
const MAX_ACTORS: usize = 8;

/// An actor needs so many sentences of an outlet for a share to be given.
const MIN_SENTENCES: u32 = 4;

/// The manner of all articles.
#[derive(Debug, Clone)]
pub(in crate::comparison) struct Own {
    /// One for each article of the corpus, in order.
    articles: Vec<Cells>,
    /// The body sentences in which each article's narrator says something.
    n_sentences: Vec<u32>,
    /// The quotations of each article.
    n_quotations: Vec<u32>,
    names: BTreeMap<String, String>,
}

/// What the manner of an article is read from.
pub(in crate::comparison) struct Sources<'a> {
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
        let (mut articles, n_sentences): (Vec<Cells>, _) = read.into_iter().unzip();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for actor in sources.actors.iter().flat_map(Actors::actors) {
            names.entry(actor.key.clone()).or_insert_with(|| actor.name.clone());
        }
        for (what, cell) in articles.iter_mut().flatten() {
            if let Some(name) = what.actor().and_then(|actor| names.get(actor)) {
                let words = |at: &Citation| corpus.words(at).unwrap_or_default();
                cell.put_named_first(|at| words(at).contains(name.as_str()));
            }
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
        let mut places: Vec<(usize, bool, Citation)> = Vec::new();
        let cell = |id: &ArticleId| self.articles[id.index()].get(what);
        for cell in own.iter().filter_map(cell) {
            here.merge(&Moments::of(cell.of, cell.n));
            share.n_here += cell.n;
            share.of_here += cell.of;
            places.extend(cell.ranked());
        }
        for cell in others.iter().filter_map(cell) {
            elsewhere.merge(&Moments::of(cell.of, cell.n));
            share.n_elsewhere += cell.n;
            share.of_elsewhere += cell.of;
        }
        // One passage of each article before a second of any.
        places.sort();
        share.citations = places.into_iter().map(|(.., at)| at).take(MAX_PASSAGES).collect();
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
            cell.ranked().next()
        });
        let mut first: Vec<_> = first.collect();
        first.sort();
        first.into_iter().map(|(.., at)| at).take(MAX_PASSAGES).collect()
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
