//! What an outlet leaves out of a story: from statements and phrases with their carriers to omissions with passages.

use super::options::Options;
use super::outlet_profile::lengths;
use super::result::Blindspot;
use super::theme::Material;
use crate::article::{Citation, OutletId, StoryId};
use crate::count::{Counts, Feature, SentenceIndex, SentenceRef};
use crate::token::{TermId, TermKind};
use crate::wording::{Carried, Statement, omissions};

/// What outlets with enough text leave out of one story: statements and phrases that most others carry.
pub(super) fn blindspots(
    material: &Material<'_>,
    printed: &SentenceIndex<'_>,
    words: &Counts,
    phrase_places: &[(&Feature, Vec<SentenceRef>)],
    story: StoryId,
    shared: &[Statement],
    options: &Options,
) -> Vec<Blindspot> {
    let corpus = material.corpus;
    let articles = &corpus.story(story).articles;
    let lengths: Vec<(OutletId, u32)> = corpus
        .outlet_ids()
        .zip(lengths(corpus, words, articles.iter().copied()))
        .filter(|(_, n_words)| *n_words >= options.min_words)
        .collect();
    // With three outlets or fewer, "most of the others" is one or two, and any difference would count.
    if lengths.len() < 4 {
        return Vec::new();
    }
    let vocabulary = material.tokenized.vocabulary();
    let mut items: Vec<Carried> = Vec::new();
    let mut citations: Vec<Vec<Citation>> = Vec::new();
    let mut named: Vec<Option<&str>> = Vec::new();
    for statement in shared {
        let by = statement.tellings.iter().map(|telling| telling.outlet).collect();
        items.push(Carried { by, touched_by: statement.near.clone() });
        citations.push(statement.tellings.iter().map(|telling| telling.at).collect());
        named.push(None);
    }
    for (feature, places) in phrase_places {
        if places.len() <= lengths.len() / 2 {
            continue;
        }
        let mut by: Vec<OutletId> = Vec::new();
        let mut at: Vec<Citation> = Vec::new();
        for place in places.iter().filter(|place| corpus.story_of(place.article) == story) {
            let outlet = corpus.outlet_of(place.article);
            if !by.contains(&outlet) {
                let document = material.tokenized.document(place.article);
                let sentence = &document.sentences[place.sentence as usize];
                by.push(outlet);
                at.push(material.tokenized.cite(place.article, sentence));
            }
        }
        // An outlet that writes "President Trump" has not left "Donald Trump" out, nor one that writes "US"
        // the "United States": it touches on a phrase with any of its words and with its initials.
        let counts = |term: &TermId| vocabulary.kind(*term) == TermKind::Word;
        let own = feature.terms().iter().copied().filter(counts);
        let initials: String =
            feature.shown.split(' ').filter_map(|word| word.chars().next()).collect();
        let acronym = vocabulary.find(&vocabulary.normalizer().term(&initials).0);
        let uses = own.chain(acronym).flat_map(|term| printed.term(term));
        let uses = uses.filter(|place| corpus.story_of(place.article) == story);
        let mut touched_by: Vec<OutletId> =
            uses.map(|place| corpus.outlet_of(place.article)).collect();
        touched_by.sort_unstable();
        touched_by.dedup();
        touched_by.retain(|outlet| !by.contains(outlet));
        items.push(Carried { by, touched_by });
        citations.push(at);
        named.push(Some(feature.shown.as_str()));
    }
    let found = omissions(&items, &lengths, options.max_omission_chance);
    // Phrases that stand in the same sentences ("Friedrich Merz", "Emmanuel Macron") are one omission.
    let mut told: Vec<(OutletId, Citation)> = Vec::new();
    found
        .into_iter()
        .filter(|omission| {
            let at = &citations[omission.item];
            let n_told = at.iter().filter(|&&at| told.contains(&(omission.outlet, at))).count();
            told.extend(at.iter().map(|&at| (omission.outlet, at)));
            2 * n_told < at.len()
        })
        .map(|omission| Blindspot {
            outlet: corpus.outlet(omission.outlet).slug.clone(),
            story: story.0,
            phrase: named[omission.item].map(str::to_owned),
            n_carriers: omission.n_carriers as u32,
            n_others: omission.n_others as u32,
            chance: omission.chance,
            citations: citations[omission.item].clone(),
        })
        .collect()
}
