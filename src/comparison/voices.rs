//! Who speaks in the coverage: how much each outlet quotes, whom, and what is attributed to the main actors.
//!
//! A quotation belongs to an actor where its source names one or is a pronoun that can only mean one. What two
//! outlets attribute to the same actor counts as one position where the words overlap enough. Sentences that are set
//! aside before counting give no quotation.
//!
//! Everything here describes these articles ([`Basis::Text`](crate::contrast::Basis::Text)).
//! Cost: one pass over the text for quotations and one for actors.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, StoryId};
use crate::clean::Masks;
use crate::token::{Sentence, TermId, TermKind, TokenizedCorpus, words};
use crate::voice::{
    Actor, ActorFinder, ActorId, ActorKind, Actors, CueClass, MentionForm, Quotation,
    QuotationKind, quotations,
};

/// The most people and bodies kept for a story.
const MAX_PLAYERS: usize = 12;

/// The most positions kept for each of them.
const MAX_POSITIONS: usize = 4;

/// The most places and other topics kept for a story.
const MAX_TOPICS: usize = 10;

/// Titles that say nothing about who somebody is.
const COURTESY: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Mister", "Madam"];

/// The most passages kept for a kind of evidence.
const MAX_PASSAGES: usize = 4;

/// How much of the shorter content's words the longer one has to hold for both to be one position.
const SAME_POSITION: f64 = 0.6;

/// How many quotations a class of cue introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// The class.
    pub class: CueClass,
    /// The number of quotations.
    pub n: u32,
}

/// Whom one outlet lets speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutletVoices {
    /// The slug.
    pub outlet: String,
    /// The words of its bodies that were looked at.
    pub n_words: u32,
    /// Those of them that are attributed to somebody: quoted or reported.
    pub n_attributed_words: u32,
    /// The number of quotations in its bodies, direct, partial and reported.
    pub n_quotations: u32,
    /// Those with a source that the text does not name: "a person familiar with the talks".
    pub n_anonymous: u32,
    /// Quotations of single women and of single men, where the text itself says which.
    pub n_women: u32,
    /// See `n_women`.
    pub n_men: u32,
    /// How its cues present what is said, in the order of [`CueClass::ALL`], classes without a quotation left out.
    pub classes: Vec<ClassCount>,
    /// Sentences with unnamed sources, direct quotations first.
    pub anonymous: Vec<Citation>,
}

/// One outlet's attention to an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attention {
    /// The slug of the outlet.
    pub outlet: String,
    /// Its articles that name the actor.
    pub n_articles: u32,
    /// How often it names the actor.
    pub n_mentions: u32,
    /// How often it quotes the actor.
    pub n_quotations: u32,
    /// How its cues present what the actor says, classes without a quotation left out.
    pub classes: Vec<ClassCount>,
}

/// What is attributed to an actor, in the words of one outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Position {
    /// The slugs of the outlets that carry it, that of the first citation first.
    pub outlets: Vec<String>,
    /// One sentence for each of these outlets. Never empty.
    pub citations: Vec<Citation>,
}

/// Somebody or something that a story names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Player {
    /// The number of the story.
    pub story: u32,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The commonest description in the coverage, as printed: "US special envoy".
    pub description: Option<String>,
    /// The sentence in which the description stands, or else the first that names the actor.
    pub introduced: Citation,
    /// How often the story names the actor.
    pub n_mentions: u32,
    /// The outlets that name the actor, those that do so most first.
    pub attention: Vec<Attention>,
    /// What is attributed to the actor, what most outlets carry first.
    pub positions: Vec<Position>,
}

/// The voices of a corpus.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Voices {
    /// Every outlet, in the order of the corpus.
    pub outlets: Vec<OutletVoices>,
    /// People and bodies that at least two outlets name, story by story, those named by most outlets first.
    pub players: Vec<Player>,
    /// Places and other topics, likewise; without positions.
    pub topics: Vec<Player>,
}

impl Voices {
    /// Every place that is cited.
    pub(super) fn citations(&self) -> impl Iterator<Item = &Citation> {
        let unnamed = self.outlets.iter().flat_map(|outlet| &outlet.anonymous);
        let named = self.players.iter().chain(&self.topics).flat_map(|player| {
            let told = player.positions.iter().flat_map(|position| &position.citations);
            std::iter::once(&player.introduced).chain(told)
        });
        unnamed.chain(named)
    }
}

/// The quotations of one article that count, each with the sentence in which its content begins.
pub(super) struct Attributed {
    part: Part,
    quotation: Quotation,
    sentence: u32,
}

/// Speech in every article, in the order of the corpus. Stances are no speech, and what stands in a sentence
/// that is set aside is not the outlet's.
pub(super) fn attributed(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
) -> Vec<Vec<Attributed>> {
    let ids: Vec<ArticleId> = corpus.article_ids().collect();
    ids.par_iter()
        .map(|&id| {
            let sentences = &tokenized.document(id).sentences;
            let mut found = Vec::new();
            for (part, text) in corpus.article(id).parts() {
                for quotation in quotations(text) {
                    let speech = quotation.kind != QuotationKind::Stance;
                    let Some(first) = quotation.content.first().filter(|_| speech) else {
                        continue;
                    };
                    let holds = |sentence: &Sentence| {
                        sentence.part == part && sentence.span.overlaps(first)
                    };
                    let Some(sentence) = sentences.iter().position(holds) else { continue };
                    if masks.keeps(id, sentence) {
                        found.push(Attributed { part, quotation, sentence: sentence as u32 });
                    }
                }
            }
            found
        })
        .collect()
}

/// The places of all attributed words.
pub(super) fn attributed_places(attributed: &[Vec<Attributed>]) -> Vec<Citation> {
    let mut places = Vec::new();
    for (article, found) in (0..).map(ArticleId).zip(attributed) {
        for Attributed { part, quotation, .. } in found {
            let at = |&span| Citation { article, part: *part, span };
            places.extend(quotation.content.iter().map(at));
        }
    }
    places
}

/// The voices of all outlets and stories.
pub(super) fn voices(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    attributed: &[Vec<Attributed>],
) -> Voices {
    let outlets =
        corpus.outlet_ids().map(|outlet| of_outlet(corpus, tokenized, masks, attributed, outlet));
    let outlets = outlets.collect();
    let finder = ActorFinder::new(corpus, tokenized).masked(masks);
    let stories: Vec<StoryId> = corpus.story_ids().collect();
    let told: Vec<(Vec<Player>, Vec<Player>)> = stories
        .par_iter()
        .map(|&story| {
            let actors = finder.story(story);
            Story { corpus, tokenized, attributed, actors: &actors, story }.players()
        })
        .collect();
    let (players, topics): (Vec<_>, Vec<_>) = told.into_iter().unzip();
    Voices { outlets, players: players.concat(), topics: topics.concat() }
}

fn of_outlet(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    attributed: &[Vec<Attributed>],
    outlet: OutletId,
) -> OutletVoices {
    let mut voices = OutletVoices {
        outlet: corpus.outlet(outlet).slug.clone(),
        n_words: 0,
        n_attributed_words: 0,
        n_quotations: 0,
        n_anonymous: 0,
        n_women: 0,
        n_men: 0,
        classes: Vec::new(),
        anonymous: Vec::new(),
    };
    let mut classes: BTreeMap<CueClass, u32> = BTreeMap::new();
    let mut unnamed: Vec<(QuotationKind, Citation)> = Vec::new();
    for id in corpus.article_ids().filter(|&id| corpus.outlet_of(id) == outlet) {
        let document = tokenized.document(id);
        let kept =
            document.sentences.iter().enumerate().filter(|(number, sentence)| {
                sentence.part == Part::Body && masks.keeps(id, *number)
            });
        voices.n_words += kept.map(|(_, sentence)| sentence.n_tokens() as u32).sum::<u32>();
        // Headlines leave names out because they are short.
        let in_body = attributed[id.index()].iter().filter(|found| found.part == Part::Body);
        for Attributed { quotation, sentence, .. } in in_body {
            let text = &corpus.article(id).body;
            voices.n_quotations += 1;
            let contents = quotation.content.iter().filter_map(|span| span.of(text));
            voices.n_attributed_words +=
                contents.map(|content| words(content).count() as u32).sum::<u32>();
            if let Some(class) = quotation.class {
                *classes.entry(class).or_default() += 1;
            }
            if quotation.anonymous {
                voices.n_anonymous += 1;
                let sentence = &document.sentences[*sentence as usize];
                unnamed.push((quotation.kind, tokenized.cite(id, sentence)));
            }
            match quotation.gender {
                Some(crate::voice::Gender::Woman) => voices.n_women += 1,
                Some(crate::voice::Gender::Man) => voices.n_men += 1,
                None => {}
            }
        }
    }
    // Two readings of one passage may overlap.
    voices.n_attributed_words = voices.n_attributed_words.min(voices.n_words);
    voices.classes = counted(&classes);
    // Words in quotation marks show best who is not named.
    unnamed.sort();
    unnamed.dedup_by_key(|(_, at)| *at);
    voices.anonymous = unnamed.into_iter().map(|(_, at)| at).take(MAX_PASSAGES).collect();
    voices
}

fn counted(classes: &BTreeMap<CueClass, u32>) -> Vec<ClassCount> {
    classes.iter().map(|(&class, &n)| ClassCount { class, n }).collect()
}

/// What a story is searched for.
struct Story<'a> {
    corpus: &'a Corpus,
    tokenized: &'a TokenizedCorpus,
    attributed: &'a [Vec<Attributed>],
    actors: &'a Actors,
    story: StoryId,
}

/// One quotation of an actor.
struct Said<'a> {
    article: ArticleId,
    found: &'a Attributed,
    terms: BTreeSet<TermId>,
}

impl<'a> Story<'a> {
    /// Whether the name is mostly followed by a number, as in "Article 5": then it names no single thing.
    fn is_numbered(&self, id: ActorId) -> bool {
        let (mut n_numbered, mut n) = (0, 0);
        for mention in self.actors.of(id).filter(|it| it.form != MentionForm::Pronoun) {
            let Citation { article, part, span } = mention.citation;
            let text = self.corpus.article(article).text(part);
            let mut next = text.get(span.end as usize..).unwrap_or_default().chars();
            n += 1;
            n_numbered += usize::from(
                next.next().is_some_and(char::is_whitespace)
                    && next.next().is_some_and(|digit| digit.is_ascii_digit()),
            );
        }
        2 * n_numbered > n
    }

    /// The story's people and bodies, and its places and other topics.
    fn players(&self) -> (Vec<Player>, Vec<Player>) {
        let said = self.said();
        let acts = |kind| matches!(kind, ActorKind::Person | ActorKind::Organisation);
        let chosen = |wanted: bool, most: usize| {
            let mut chosen: Vec<(usize, ActorId, &Actor)> = self
                .actors
                .iter()
                .filter(|(_, actor)| acts(actor.kind) == wanted)
                .filter(|(id, _)| !self.is_numbered(*id))
                // A single capitalised word that is neither of the three kinds is more often a slip than a topic.
                .filter(|(_, actor)| actor.kind != ActorKind::Other || actor.name.contains(' '))
                .map(|(id, actor)| (self.outlets_of(id).len(), id, actor))
                .filter(|(n_outlets, ..)| *n_outlets >= 2)
                .collect();
            // Actors come in the order of how often they are named, and the sort is stable.
            chosen.sort_by_key(|(n_outlets, ..)| std::cmp::Reverse(*n_outlets));
            chosen.truncate(most);
            let players = chosen.into_iter().filter_map(|(_, id, actor)| {
                self.player(id, actor, said.get(&id).map_or(&[], Vec::as_slice))
            });
            players.collect()
        };
        (chosen(true, MAX_PLAYERS), chosen(false, MAX_TOPICS))
    }

    /// What each actor says.
    fn said(&self) -> BTreeMap<ActorId, Vec<Said<'a>>> {
        let mut said: BTreeMap<ActorId, Vec<Said<'a>>> = BTreeMap::new();
        for &article in &self.corpus.story(self.story).articles {
            for found in &self.attributed[article.index()] {
                if let Some(actor) = self.speaker(article, found) {
                    let terms = self.terms(article, found);
                    said.entry(actor).or_default().push(Said { article, found, terms });
                }
            }
        }
        said
    }

    /// Whom the source of a quotation names: the last person before the first comma ("Russian president Vladimir
    /// Putin"), or else the first actor of another kind.
    fn speaker(&self, article: ArticleId, found: &Attributed) -> Option<ActorId> {
        let source = found.quotation.source?;
        let text = source.of(self.corpus.article(article).text(found.part))?;
        let head_end = text.find(',').map_or(source.end, |comma| source.start + comma as u32);
        let named = || self.actors.at(article, found.part, source);
        let in_head = |mention: &&crate::voice::Mention| mention.citation.span.start < head_end;
        let kind = |mention: &crate::voice::Mention| self.actors.actor(mention.actor).kind;
        let person = named().filter(in_head).filter(|it| kind(it) == ActorKind::Person).last();
        let named = person.or_else(|| named().find(|it| kind(it) == ActorKind::Organisation));
        Some(named.or_else(|| self.actors.at(article, found.part, source).next())?.actor)
    }

    /// The counted words of a quotation's content.
    fn terms(&self, article: ArticleId, found: &Attributed) -> BTreeSet<TermId> {
        let document = self.tokenized.document(article);
        let mut terms = BTreeSet::new();
        let touches = |sentence: &&Sentence| {
            let content = &found.quotation.content;
            sentence.part == found.part && content.iter().any(|it| it.overlaps(&sentence.span))
        };
        for sentence in document.sentences.iter().filter(touches) {
            for token in document.words_of(sentence) {
                let span = token.span;
                if found.quotation.content.iter().any(|content| content.covers(&span)) {
                    let (term, kind) = self.tokenized.term(token);
                    if kind == TermKind::Word {
                        terms.insert(term);
                    }
                }
            }
        }
        terms
    }

    /// The outlets that name an actor, with the number of articles and of mentions, in the order of the corpus.
    fn outlets_of(&self, actor: ActorId) -> BTreeMap<OutletId, (u32, u32)> {
        let mut outlets: BTreeMap<OutletId, (u32, u32)> = BTreeMap::new();
        let mut last = None;
        for mention in self.actors.of(actor).filter(|it| it.form != MentionForm::Pronoun) {
            let article = mention.citation.article;
            let entry = outlets.entry(self.corpus.outlet_of(article)).or_default();
            // Mentions come in the order of the articles.
            entry.0 += u32::from(last != Some(article));
            entry.1 += 1;
            last = Some(article);
        }
        outlets
    }

    fn player(&self, id: ActorId, actor: &Actor, said: &[Said<'_>]) -> Option<Player> {
        let courtesy = |words: &str| COURTESY.contains(&words.trim_end_matches('.'));
        // What stands beside a place is seldom about the place.
        let acts = matches!(actor.kind, ActorKind::Person | ActorKind::Organisation);
        let description = actor.descriptions.iter().find(|it| acts && !courtesy(&it.words));
        let description = description.map(|it| it.words.clone());
        let introduced = self.introduction(id, description.as_deref())?;
        let mut attention: Vec<Attention> = self
            .outlets_of(id)
            .into_iter()
            .map(|(outlet, (n_articles, n_mentions))| {
                let own = said.iter().filter(|it| self.corpus.outlet_of(it.article) == outlet);
                let mut classes: BTreeMap<CueClass, u32> = BTreeMap::new();
                let mut n_quotations = 0;
                for it in own {
                    n_quotations += 1;
                    if let Some(class) = it.found.quotation.class {
                        *classes.entry(class).or_default() += 1;
                    }
                }
                let outlet = self.corpus.outlet(outlet).slug.clone();
                let classes = counted(&classes);
                Attention { outlet, n_articles, n_mentions, n_quotations, classes }
            })
            .collect();
        attention.sort_by_key(|it| std::cmp::Reverse((it.n_mentions, it.n_quotations)));
        Some(Player {
            story: self.story.0,
            name: self.printed_name(actor, &introduced),
            kind: actor.kind,
            description,
            introduced,
            n_mentions: actor.n_mentions,
            attention,
            positions: if acts { self.positions(said) } else { Vec::new() },
        })
    }

    /// The name as it stands in a sentence, so that what is shown can be read there: the usual one, or else the
    /// longest printed one ("the UK" for the United Kingdom).
    fn printed_name(&self, actor: &Actor, at: &Citation) -> String {
        let words = self.corpus.words(at).unwrap_or_default();
        let printed = actor.names.iter().map(|name| name.text.as_str());
        let there = printed.filter(|name| words.contains(name)).max_by_key(|name| name.len());
        let usual = actor.name.as_str();
        if words.contains(usual) { usual } else { there.unwrap_or(usual) }.to_owned()
    }

    /// The shortest sentence that names the actor by the description, or else by name; a heading is rarely one.
    fn introduction(&self, id: ActorId, description: Option<&str>) -> Option<Citation> {
        let named = self.actors.of(id).filter(|mention| mention.form != MentionForm::Pronoun);
        let sentences: BTreeSet<Citation> =
            named.filter_map(|mention| self.sentence_at(mention.citation)).collect();
        let name = self.actors.actor(id).name.as_str();
        let rank = |at: &Citation| {
            let words = self.corpus.words(at).unwrap_or_default();
            let described = description.is_some_and(|description| words.contains(description));
            let n_words = words.split_whitespace().count();
            (!described, !words.contains(name), n_words < 6, n_words, *at)
        };
        sentences.into_iter().min_by_key(rank)
    }

    /// The sentence around a place.
    fn sentence_at(&self, at: Citation) -> Option<Citation> {
        let document = self.tokenized.document(at.article);
        let holds = |it: &&Sentence| it.part == at.part && it.span.overlaps(&at.span);
        Some(self.tokenized.cite(at.article, document.sentences.iter().find(holds)?))
    }

    /// Quotations that say the same gathered into positions, greedily around those with most company.
    fn positions(&self, said: &[Said<'_>]) -> Vec<Position> {
        // A position needs a few words to be one.
        let said: Vec<&Said<'_>> = said.iter().filter(|it| it.terms.len() >= 3).collect();
        let same = |a: &Said<'_>, b: &Said<'_>| {
            let common = a.terms.intersection(&b.terms).count();
            common as f64 >= SAME_POSITION * a.terms.len().min(b.terms.len()) as f64
        };
        let mut company: Vec<(BTreeSet<OutletId>, usize)> = said
            .iter()
            .enumerate()
            .map(|(number, it)| {
                let like = said.iter().filter(|other| same(it, other));
                (like.map(|other| self.corpus.outlet_of(other.article)).collect(), number)
            })
            .collect();
        company.sort_by_key(|(outlets, number)| {
            // Among equals the longer content says more; then the order of the corpus.
            let n_terms = said[*number].terms.len().min(20);
            (std::cmp::Reverse((outlets.len(), n_terms)), *number)
        });
        let mut taken = vec![false; said.len()];
        let mut positions = Vec::new();
        for (_, number) in company {
            if taken[number] || positions.len() == MAX_POSITIONS {
                continue;
            }
            let centre = said[number];
            let mut outlets: Vec<OutletId> = Vec::new();
            let mut citations: Vec<Citation> = Vec::new();
            let others = said.iter().enumerate().filter(|(other, _)| *other != number);
            for (other, it) in std::iter::once((number, &centre)).chain(others) {
                if taken[other] || !same(centre, it) {
                    continue;
                }
                taken[other] = true;
                let outlet = self.corpus.outlet_of(it.article);
                if !outlets.contains(&outlet) {
                    let document = self.tokenized.document(it.article);
                    let sentence = &document.sentences[it.found.sentence as usize];
                    outlets.push(outlet);
                    citations.push(self.tokenized.cite(it.article, sentence));
                }
            }
            let slug = |outlet: &OutletId| self.corpus.outlet(*outlet).slug.clone();
            let repeats = |position: &Position| citations.first() == position.citations.first();
            if !positions.iter().any(repeats) {
                positions.push(Position { outlets: outlets.iter().map(slug).collect(), citations });
            }
        }
        positions
    }
}
