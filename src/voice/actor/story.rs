//! The actors of one story, put together: names found, joined, told apart by kind, described.

use rustc_hash::FxHashSet;

use super::super::trie::Trie;
use super::describe::describe;
use super::gazetteer::Gazetteer;
use super::kind::Evidence;
use super::merge::Merged;
use super::name::{DistinctNames, Name};
use super::names::{Names, between, take_inside};
use super::pronoun::pronouns;
use super::run::{Found, Scanner};
use super::word::{Flags, Shape};
use super::{Actor, ActorId, ActorKind, ActorName, Actors, Description, Mention, MentionForm};
use crate::article::{ArticleId, Citation, Corpus, Span, StoryId};
use crate::clean::Masks;
use crate::token::TokenizedCorpus;

/// Finds the actors of the stories of a corpus.
///
/// What a capital means is learnt from the whole corpus, once; then each story is looked through for itself.
///
/// ```
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::voice::{ActorFinder, ActorKind};
/// use parallax::{Article, Corpus};
///
/// let text = "Foreign Minister Ana Roe met the Harbour Council (HC) in Port Ellery. Roe said the HC agreed.";
/// let corpus = Corpus::new([Article::new("Coast Post", "", text)]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let actors = ActorFinder::new(&corpus, &tokenized).story(corpus.story_ids().next().unwrap());
/// let roe = &actors.actors()[0];
/// assert_eq!((roe.name.as_str(), roe.kind, roe.n_mentions), ("Ana Roe", ActorKind::Person, 2));
/// assert_eq!(roe.descriptions[0].words, "Foreign Minister");
/// ```
#[derive(Debug, Clone)]
pub struct ActorFinder<'c> {
    corpus: &'c Corpus,
    tokenized: &'c TokenizedCorpus,
    masks: Option<&'c Masks>,
    names: Names,
}

/// One occurrence of a name.
struct Occurred {
    article: usize,
    sentence: usize,
    found: Found,
    name: usize,
}

impl<'c> ActorFinder<'c> {
    /// A finder that knows the names of the crate.
    pub fn new(corpus: &'c Corpus, tokenized: &'c TokenizedCorpus) -> Self {
        Self::with_gazetteer(corpus, tokenized, &Gazetteer::new())
    }

    /// A finder that knows a user's names as well, and prefers them.
    pub fn with_gazetteer(
        corpus: &'c Corpus,
        tokenized: &'c TokenizedCorpus,
        gazetteer: &Gazetteer,
    ) -> Self {
        let names = Names::new(corpus, tokenized, gazetteer);
        ActorFinder { corpus, tokenized, masks: None, names }
    }

    /// Passes over the sentences that are masked.
    pub fn masked(mut self, masks: &'c Masks) -> Self {
        self.masks = Some(masks);
        self
    }

    /// The actors of a story.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus.
    pub fn story(&self, story: StoryId) -> Actors {
        self.among(&self.corpus.story(story).articles)
    }

    /// The actors of some articles, as if these were one story.
    ///
    /// # Panics
    ///
    /// Where an id comes from a larger corpus.
    pub fn among(&self, articles: &[ArticleId]) -> Actors {
        let nothing = self.names.no_names();
        let mut attested = self.names.no_names();
        let mut names: Vec<Found> = Vec::new();
        self.each_sentence(articles, &nothing, |_, _, scanner| {
            if !scanner.titled {
                scanner.scan(&mut names);
                for found in names.iter().filter(|it| it.attested && it.known.is_none()) {
                    *attested.value_mut(scanner.words(found)) = 1;
                }
            }
        });
        let mut all = DistinctNames::new(self.names.no_names());
        let mut occurred: Vec<Occurred> = Vec::new();
        self.each_sentence(articles, &attested, |article, sentence, scanner| {
            let first = occurred.len();
            scanner.scan(&mut names);
            for &found in &names {
                let name = all.count(scanner, &found, article);
                if let Some(before) = occurred[first..].last()
                    && before.found.last == found.first
                    && between(scanner.text, scanner.tokens, found.first.wrapping_sub(1)) == " ("
                {
                    all.bracket(before.name, name);
                }
                occurred.push(Occurred { article, sentence, found, name });
            }
        });
        let all = all.finish();
        let merged = Merged::new(&all, &self.names);
        self.assemble(articles, &all, &merged, occurred)
    }

    /// Calls a function with every sentence that is kept, by the article's place in the list.
    fn each_sentence(
        &self,
        articles: &[ArticleId],
        attested: &Trie,
        mut call: impl FnMut(usize, usize, &Scanner<'_>),
    ) {
        for (place, &id) in articles.iter().enumerate() {
            let (article, document) = (self.corpus.article(id), self.tokenized.document(id));
            let places = self.names.places(id);
            let mut openers = places.openers.as_slice();
            for (number, sentence) in document.sentences.iter().enumerate() {
                let openers = take_inside(&mut openers, sentence);
                if self.masks.is_some_and(|masks| !masks.keeps(id, number)) {
                    continue;
                }
                let tokens = document.words_of(sentence);
                let scanner = Scanner {
                    names: &self.names,
                    attested,
                    text: article.text(sentence.part),
                    tokens,
                    first: sentence.tokens().start,
                    openers,
                    titled: places.titled[number],
                };
                call(place, number, &scanner);
            }
        }
    }

    fn assemble(
        &self,
        articles: &[ArticleId],
        all: &[Name],
        merged: &Merged,
        occurred: Vec<Occurred>,
    ) -> Actors {
        // Which group each occurrence means, in its article.
        let mut asked: Vec<Option<(usize, bool, usize)>> = vec![None; all.len()];
        let groups: Vec<usize> = occurred
            .iter()
            .map(|one| {
                let titled = one.found.title.is_some();
                // Mostly the name stood in the same article before.
                match asked[one.name] {
                    Some((article, same, group)) if article == one.article && same == titled => {
                        group
                    }
                    _ => {
                        let group =
                            merged.group(merged.in_article(all, one.name, one.article, titled));
                        asked[one.name] = Some((one.article, titled, group));
                        group
                    }
                }
            })
            .collect();
        // Of each group, how many occurrences mean it, and the first.
        let mut order: Vec<(u32, usize)> = vec![(0, 0); all.len()];
        for (at, &group) in groups.iter().enumerate() {
            let (n, first) = &mut order[group];
            *first = if *n == 0 { at } else { *first };
            *n += 1;
        }
        let mut ranked: Vec<usize> = (0..all.len()).filter(|&group| order[group].0 > 0).collect();
        ranked.sort_by_key(|&group| (std::cmp::Reverse(order[group].0), order[group].1));
        let mut id_of: Vec<ActorId> = vec![ActorId(0); all.len()];
        for (id, &group) in (0..).zip(&ranked) {
            id_of[group] = ActorId(id);
        }
        // The names of each actor in the order in which they first mean it.
        let mut members: Vec<(ActorId, usize)> = Vec::new();
        let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
        let mut group_of: Vec<Option<usize>> = vec![None; all.len()];
        for (one, &group) in occurred.iter().zip(&groups) {
            let same = group_of[one.name].replace(group) == Some(group);
            if !same && seen.insert((one.name, group)) {
                members.push((id_of[group], one.name));
            }
        }
        members.sort_by_key(|(actor, _)| *actor);
        let members = members.chunk_by(|one, other| one.0 == other.0);
        let mut actors: Vec<Actor> = members.map(|members| self.actor(all, members)).collect();
        let mut mentions: Vec<Mention> = Vec::with_capacity(occurred.len());
        // Which of the ways of writing its actor each name was last: mostly it is that again.
        let mut written_last: Vec<usize> = vec![0; all.len()];
        for (one, &group) in occurred.iter().zip(&groups) {
            let actor = id_of[group];
            let id = articles[one.article];
            let document = self.tokenized.document(id);
            let sentence = &document.sentences[one.sentence];
            let citation = Citation { article: id, part: sentence.part, span: one.found.span };
            mentions.push(Mention {
                actor,
                citation,
                sentence: one.sentence as u32,
                form: MentionForm::Name,
            });
            let entry = &mut actors[actor.index()];
            let text = self.corpus.article(id).text(sentence.part);
            let written = one.found.span.of(text).unwrap_or("");
            let is_written = |name: &ActorName| name.text == written;
            let last = &mut written_last[one.name];
            if !entry.names.get(*last).is_some_and(is_written) {
                *last = entry.names.iter().position(is_written).unwrap_or(entry.names.len());
            }
            match entry.names.get_mut(*last) {
                Some(name) => name.n_mentions += 1,
                None => entry.names.push(ActorName { text: written.to_owned(), n_mentions: 1 }),
            }
            for span in describe(&self.names, text, document.words_of(sentence), &one.found) {
                let words = span.of(text).unwrap_or("");
                let known = entry
                    .descriptions
                    .iter_mut()
                    .find(|known| known.words.eq_ignore_ascii_case(words));
                match known {
                    Some(known) => known.n += 1,
                    None if !words.is_empty() => entry.descriptions.push(Description {
                        words: words.to_owned(),
                        citation: Citation { article: id, part: sentence.part, span },
                        n: 1,
                    }),
                    None => {}
                }
            }
        }
        let in_order = |mention: &Mention| {
            (mention.citation.article, mention.citation.part, mention.citation.span)
        };
        mentions.sort_by_key(in_order);
        let slips = self.slips(articles, all, &groups, &occurred, &id_of, &mentions);
        mentions.extend(slips);
        pronouns(&self.names, self.corpus, self.tokenized, articles, &actors, &mut mentions);
        mentions.sort_by_key(in_order);
        let mut last: Vec<Option<ArticleId>> = vec![None; actors.len()];
        for mention in &mentions {
            // Mentions come in the order of the articles.
            let known = mention.actor.index();
            actors[known].count(mention, &mut last[known]);
        }
        actors.iter_mut().for_each(Actor::finish);
        Actors { actors, mentions }
    }

    /// An actor without its mentions.
    fn actor(&self, all: &[Name], members: &[(ActorId, usize)]) -> Actor {
        let mut points = Evidence::default();
        let mut n_words = 1;
        for &(_, member) in members {
            points.add(all[member].evidence);
            points.add(Evidence::inside(&all[member].forms));
            n_words = n_words.max(all[member].forms.len());
        }
        let known = members.iter().find_map(|&(_, member)| all[member].known);
        let known = known.and_then(|known| self.names.known(known));
        let person = members.iter().any(|&(_, member)| all[member].is_person);
        let kind = match known {
            Some(known) => known.kind,
            None if person => ActorKind::Person,
            None => points.kind(n_words),
        };
        Actor {
            key: String::new(),
            name: known.map(|known| known.name.clone()).unwrap_or_default(),
            kind,
            names: Vec::new(),
            descriptions: Vec::new(),
            n_mentions: 0,
            n_pronouns: 0,
            n_articles: 0,
        }
    }

    /// The word of a name that may stand for it in small letters.
    fn slipping(&self, name: &Name) -> Option<u32> {
        let last = name.forms.last()?;
        let never = Flags::ORDINARY
            .or(Flags::HEAD)
            .or(Flags::THING)
            .or(Flags::ROLE)
            .or(Flags::COMPANY_WORD)
            .or(Flags::GEOGRAPHY)
            .or(Flags::TITLE)
            .or(Flags::DEMONYM);
        let safe = !last.flags.has(never)
            && matches!(last.shape, Shape::Capital | Shape::Mixed)
            && self.names.may_slip(last.word);
        (safe && (name.forms.len() == 1 || name.is_person)).then_some(last.word)
    }

    /// Names in small letters ("roe said"): the single words of names that occur with a capital, and are no
    /// ordinary words. `named` are the mentions by name in their order.
    fn slips(
        &self,
        articles: &[ArticleId],
        all: &[Name],
        groups: &[usize],
        occurred: &[Occurred],
        id_of: &[ActorId],
        named: &[Mention],
    ) -> Vec<Mention> {
        let mut slips = Vec::new();
        let mut actor_of: Vec<Option<ActorId>> = Vec::new();
        let slipping: Vec<Option<u32>> = all.iter().map(|name| self.slipping(name)).collect();
        for (one, &group) in occurred.iter().zip(groups) {
            if let Some(word) = slipping[one.name] {
                actor_of.resize(actor_of.len().max(word as usize + 1), None);
                actor_of[word as usize].get_or_insert(id_of[group]);
            }
        }
        if actor_of.is_empty() {
            return slips;
        }
        for &id in articles {
            let document = self.tokenized.document(id);
            for (number, sentence) in document.sentences.iter().enumerate() {
                if self.masks.is_some_and(|masks| !masks.keeps(id, number)) {
                    continue;
                }
                for token in document.words_of(sentence) {
                    let form = self.names.form(token.form);
                    if !form.flags.has(Flags::SLIP) {
                        continue;
                    }
                    let known = actor_of.get(form.word as usize).copied().flatten();
                    let Some(actor) = known else { continue };
                    let span = Span::new(token.span.start, token.span.start + u32::from(form.base));
                    let citation = Citation { article: id, part: sentence.part, span };
                    // Names do not overlap each other, so the first that ends behind the word's start decides.
                    let behind = named.partition_point(|known| {
                        let Citation { article, part, span: known } = known.citation;
                        (article, part, known.end) <= (id, sentence.part, span.start)
                    });
                    let inside = named.get(behind).is_some_and(|known| {
                        known.citation.article == id
                            && known.citation.part == sentence.part
                            && known.citation.span.overlaps(&span)
                    });
                    if !inside {
                        slips.push(Mention {
                            actor,
                            citation,
                            sentence: number as u32,
                            form: MentionForm::Slip,
                        });
                    }
                }
            }
        }
        slips
    }
}
