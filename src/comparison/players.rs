//! The people, bodies and topics of one story: who names them, and what is attributed to them.

use std::collections::{BTreeMap, BTreeSet};

use super::speech::Attributed;
use super::voices::{Attention, ClassCount, Player, Position};
use crate::article::{ArticleId, Citation, Corpus, OutletId, StoryId};
use crate::token::{Sentence, TermId, TermKind, TokenizedCorpus};
use crate::voice::{Actor, ActorId, ActorKind, Actors, CueClass, Mention, MentionForm};

/// The most people and bodies kept for a story.
const MAX_PLAYERS: usize = 12;

/// The most positions kept for each of them.
const MAX_POSITIONS: usize = 4;

/// The most places and other topics kept for a story.
const MAX_TOPICS: usize = 10;

/// Titles that say nothing about who somebody is.
const COURTESY: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Mister", "Madam"];

/// How much of the shorter content's words the longer one has to hold for both to be one position.
const SAME_POSITION: f64 = 0.6;

pub(super) fn counted(classes: &BTreeMap<CueClass, u32>) -> Vec<ClassCount> {
    classes.iter().map(|(&class, &n)| ClassCount { class, n }).collect()
}

/// What a story is searched for.
pub(super) struct Cast<'a> {
    pub corpus: &'a Corpus,
    pub tokenized: &'a TokenizedCorpus,
    pub attributed: &'a [Vec<Attributed>],
    pub actors: &'a Actors,
    pub story: StoryId,
}

/// One quotation of an actor.
struct Said<'a> {
    article: ArticleId,
    found: &'a Attributed,
    terms: BTreeSet<TermId>,
}

impl<'a> Cast<'a> {
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
    pub fn players(&self) -> (Vec<Player>, Vec<Player>) {
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
    pub fn speaker(&self, article: ArticleId, found: &Attributed) -> Option<ActorId> {
        let source = found.quotation.source?;
        let text = source.of(self.corpus.article(article).text(found.part))?;
        let head_end = text.find(',').map_or(source.end, |comma| source.start + comma as u32);
        let named = || self.actors.at(article, found.part, source);
        let in_head = |mention: &&Mention| mention.citation.span.start < head_end;
        let kind = |mention: &Mention| self.actors.actor(mention.actor).kind;
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
        let description = description.map(|it| it.words.as_str());
        let introduced = self.introduction(id, description)?;
        // As it stands where it is cited: "Harbour Master" or "harbour master".
        let there = self.corpus.words(&introduced).unwrap_or_default();
        let description =
            description.map(|words| in_any_case(there, words).unwrap_or(words).to_owned());
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

    /// The shortest sentence that has the description and the whole name, or else one of them; a heading is rarely one.
    fn introduction(&self, id: ActorId, description: Option<&str>) -> Option<Citation> {
        let named = self.actors.of(id).filter(|mention| mention.form != MentionForm::Pronoun);
        let sentences: BTreeSet<Citation> =
            named.filter_map(|mention| self.sentence_at(mention.citation)).collect();
        let name = self.actors.actor(id).name.as_str();
        let rank = |at: &Citation| {
            let words = self.corpus.words(at).unwrap_or_default();
            let described =
                description.is_some_and(|words_of| in_any_case(words, words_of).is_some());
            let named = words.contains(name);
            let n_words = words.split_whitespace().count();
            (!(described && named), !described, !named, n_words < 6, n_words, *at)
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

/// Where words stand in a text, whatever the case of their ASCII letters.
fn in_any_case<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let at = |(start, _): (usize, char)| text.get(start..start + words.len());
    text.char_indices().filter_map(at).find(|found| found.eq_ignore_ascii_case(words))
}
