//! People, organisations and places named in the coverage, without a trained model.
//!
//! Question: who is named, by which outlet, how often, and as what?
//!
//! | step | file | what it does |
//! |---|---|---|
//! | words | `word`, `names` | what each spelling is as part of a name; where its capital means something |
//! | runs | `run` | names in a sentence |
//! | distinct names | `name` | the occurrences of each name, counted |
//! | kinds | `kind` | person, organisation, place or other, by evidence |
//! | joining | `merge`, `acronym`, `spelling` | full name and surname, acronym and expansion, spellings |
//! | describing | `describe` | titles, roles and appositions, as printed |
//! | pronouns | `pronoun` | where only one person can be meant |
//! | counting | `table` | a table for the contrast engine |
//!
//! Units: mentions are byte spans of the published text. A title in front ("President") is no part of the
//! mention, nor is the ending of a possessive; nationality adjectives are no actors.
//!
//! Cost: an ordinary pass over the tokens, twice; all lists are looked up once for each distinct spelling.
//!
//! It misleads in headlines that name somebody whom no body names, in text without capitals, and in languages
//! other than English: the rules and lists are English.

mod acronym;
mod describe;
mod gazetteer;
mod kind;
mod merge;
mod name;
mod names;
mod pronoun;
mod run;
mod spelling;
mod story;
mod table;
#[cfg(test)]
mod tests;
mod word;

use serde::{Deserialize, Serialize};

pub use gazetteer::Gazetteer;
pub use story::ActorFinder;
pub use table::actor_counts;

use crate::article::{ArticleId, Citation, Part, Span};

/// The number of an actor in its [`Actors`], from 0 in the order of how often it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorId(pub(crate) u32);

impl ActorId {
    /// The position in [`Actors::actors`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActorKind {
    /// A person.
    Person,
    /// A body that acts: a government, company, party, court, armed group, newspaper.
    Organisation,
    /// A country, town, region or building.
    Place,
    /// Something else with a name: a law, an event, a product.
    Other,
}

/// How an actor is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MentionForm {
    /// By name.
    Name,
    /// By name, in small letters by mistake.
    Slip,
    /// By a pronoun that can only mean this actor.
    Pronoun,
}

/// One place where an actor is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// Who.
    pub actor: ActorId,
    /// Where: article, part, bytes.
    pub citation: Citation,
    /// The sentence, by its number in the article.
    pub sentence: u32,
    /// How.
    pub form: MentionForm,
}

/// A way of writing an actor's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorName {
    /// As printed.
    pub text: String,
    /// How often.
    pub n_mentions: u32,
}

/// What an actor is called besides its name, as printed: "US special envoy".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// The words.
    pub words: String,
    /// Where they first stand.
    pub citation: Citation,
    /// How often they stand by the name, capitals aside.
    pub n: u32,
}

/// Somebody or something named in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Actor {
    /// What identifies the actor across stories: its name in small letters without accents.
    pub key: String,
    /// The name for a reader: the known one, or the commonest full name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Every way in which the name is written, the commonest first.
    pub names: Vec<ActorName>,
    /// Titles, roles and appositions, the commonest first.
    pub descriptions: Vec<Description>,
    /// How often it is named.
    pub n_mentions: u32,
    /// How often a pronoun stands for it.
    pub n_pronouns: u32,
    /// In how many articles it is named.
    pub n_articles: u32,
}

impl Actor {
    /// Counts a mention, the mentions being in the order of the articles; `last` is the article of the one before.
    fn count(&mut self, mention: &Mention, last: &mut Option<ArticleId>) {
        if mention.form == MentionForm::Pronoun {
            self.n_pronouns += 1;
            return;
        }
        self.n_mentions += 1;
        if *last != Some(mention.citation.article) {
            self.n_articles += 1;
            *last = Some(mention.citation.article);
        }
    }

    /// Fills in what follows from the names.
    fn finish(&mut self) {
        self.names
            .sort_by(|a, b| b.n_mentions.cmp(&a.n_mentions).then_with(|| a.text.cmp(&b.text)));
        // Sorting is stable: the earlier description comes first in a tie.
        self.descriptions.sort_by_key(|description| std::cmp::Reverse(description.n));
        if self.name.is_empty() {
            let full = |name: &&ActorName| name.text.contains(' ');
            let shouted = |name: &ActorName| !name.text.chars().any(char::is_lowercase);
            let best = self.names.iter().filter(full).max_by_key(|name| {
                (!shouted(name), name.n_mentions, std::cmp::Reverse(&name.text))
            });
            self.name = best.or(self.names.first()).map_or(String::new(), |name| name.text.clone());
        }
        self.key = word::name_key(&self.name);
    }
}

/// The actors of a story and every place where they are mentioned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Actors {
    actors: Vec<Actor>,
    mentions: Vec<Mention>,
}

impl Actors {
    /// The actors, those that are named most first.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// An actor.
    ///
    /// # Panics
    ///
    /// Where the id comes from other actors.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }

    /// The actors with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        (0..).map(ActorId).zip(&self.actors)
    }

    /// Every mention in the order of article, part and place.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The mentions in one article.
    pub fn in_article(&self, article: ArticleId) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.citation.article < article);
        let to = self.mentions.partition_point(|mention| mention.citation.article <= article);
        &self.mentions[from..to]
    }

    /// The mentions of one actor.
    pub fn of(&self, actor: ActorId) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| mention.actor == actor)
    }

    /// The mentions that touch a span: who is named in a quotation's source, for example.
    pub fn at(&self, article: ArticleId, part: Part, span: Span) -> impl Iterator<Item = &Mention> {
        // Mentions are sorted by article, part and place.
        let of_part = move |mention: &Mention| (mention.citation.article, mention.citation.part);
        let mut from = self.mentions.partition_point(|mention| {
            (of_part(mention), mention.citation.span.start) < ((article, part), span.start)
        });
        // Some in front may reach into the span. Names do not overlap, so a name that ends before it is the last to ask.
        let ends_before = |mention: &Mention| {
            mention.form == MentionForm::Name && mention.citation.span.end <= span.start
        };
        while let Some(before) = from.checked_sub(1).map(|before| &self.mentions[before])
            && of_part(before) == (article, part)
            && !ends_before(before)
        {
            from -= 1;
        }
        let in_front = move |mention: &&Mention| {
            of_part(mention) == (article, part) && mention.citation.span.start < span.end
        };
        let near = self.mentions[from..].iter().take_while(in_front);
        near.filter(move |mention| mention.citation.span.overlaps(&span))
    }

    /// The actor with a name, an alias as printed, or a key.
    pub fn find(&self, name: &str) -> Option<ActorId> {
        let key = word::name_key(name);
        let found = self.iter().find(|(_, actor)| {
            actor.key == key || actor.names.iter().any(|known| known.text == name)
        });
        found.map(|(id, _)| id)
    }
}
