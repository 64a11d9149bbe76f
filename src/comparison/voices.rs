//! Who speaks in the coverage: how much each outlet quotes, whom, and what is attributed to the main actors.
//!
//! A quotation belongs to an actor where its source names one or is a pronoun that can only mean one. What two
//! outlets attribute to the same actor counts as one position where the words overlap enough. Sentences that are set
//! aside before counting give no quotation.
//!
//! Everything here describes these articles ([`Basis::Text`](crate::contrast::Basis::Text)).
//! Cost: one pass over the text for quotations and one for actors.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::manner::{Manner, Own};
use super::players::{Cast, counted};
use super::speech::Attributed;
use crate::article::{Citation, Corpus, OutletId, Part};
use crate::clean::Masks;
use crate::token::{TokenizedCorpus, words};
use crate::voice::{ActorKind, Actors, CueClass, QuotationKind};

/// The most passages kept for a kind of evidence.
const MAX_PASSAGES: usize = 4;

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
    /// How it writes in its own words, and how the others do on the same stories.
    #[serde(default)]
    pub manner: Manner,
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
        let unnamed =
            self.outlets.iter().flat_map(|it| it.anonymous.iter().chain(it.manner.citations()));
        let named = self.players.iter().chain(&self.topics).flat_map(|player| {
            let told = player.positions.iter().flat_map(|position| &position.citations);
            std::iter::once(&player.introduced).chain(told)
        });
        unnamed.chain(named)
    }
}

/// The voices of all outlets and stories; `actors` are those of the stories, in order.
pub(super) fn voices(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    attributed: &[Vec<Attributed>],
    actors: &[Actors],
    own: &Own,
) -> Voices {
    let outlets: Vec<OutletId> = corpus.outlet_ids().collect();
    let outlets = outlets.into_par_iter().map(|outlet| {
        let manner = own.manner(corpus, outlet);
        OutletVoices { manner, ..of_outlet(corpus, tokenized, masks, attributed, outlet) }
    });
    let outlets = outlets.collect();
    let stories: Vec<_> = corpus.story_ids().zip(actors).collect();
    let told: Vec<(Vec<Player>, Vec<Player>)> = stories
        .par_iter()
        .map(|&(story, actors)| Cast { corpus, tokenized, attributed, actors, story }.players())
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
        manner: Manner::default(),
    };
    let mut classes: BTreeMap<CueClass, u32> = BTreeMap::new();
    let mut unnamed: Vec<(QuotationKind, Citation)> = Vec::new();
    for id in corpus.articles_of(outlet) {
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
