//! Pronouns that can only mean one person.
//!
//! Question: how often is an actor meant without being named?
//!
//! "He", "him", "his", "himself", "she" and "her" are given to a person where the body names exactly one
//! person in the sentence (before the pronoun) and the sentence before it, taken together. Pronouns between
//! quotation marks are left alone, for another speaker uses them. Counted apart from names everywhere.
//!
//! It misleads where the person meant is described and not named. Cost: one pass over the sentences.

use super::names::{Names, inside};
use super::word::Flags;
use super::{Actor, ActorId, ActorKind, Mention, MentionForm};
use crate::article::{ArticleId, Citation, Corpus, Part};
use crate::token::{Occurrence, TokenizedCorpus};

/// Adds the pronouns to the mentions.
pub(super) fn pronouns(
    names: &Names,
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    articles: &[ArticleId],
    actors: &[Actor],
    mentions: &mut Vec<Mention>,
) {
    let is_pronoun = |word: &Occurrence| names.form(word.form).flags.has(Flags::PRONOUN);
    let mut persons: Vec<(ArticleId, u32, u32, ActorId)> = mentions
        .iter()
        .filter(|mention| {
            mention.citation.part == Part::Body
                && actors[mention.actor.index()].kind == ActorKind::Person
        })
        .map(|mention| {
            (mention.citation.article, mention.sentence, mention.citation.span.start, mention.actor)
        })
        .collect();
    persons.sort_unstable();
    let mut added = Vec::new();
    for &id in articles {
        let document = tokenized.document(id);
        let text = corpus.article(id).text(Part::Body);
        let pronouns = &names.places(id).pronouns;
        for (number, sentence) in (0u32..).zip(&document.sentences) {
            if sentence.part != Part::Body {
                continue;
            }
            if inside(pronouns, sentence).is_empty() {
                continue;
            }
            let words = document.words_of(sentence);
            let from = persons
                .partition_point(|person| (person.0, person.1) < (id, number.saturating_sub(1)));
            let near =
                persons[from..].iter().take_while(|person| person.0 == id && person.1 <= number);
            let mut quoted = false;
            let mut at = sentence.span.start as usize;
            for word in words {
                for c in text.get(at..word.span.start as usize).unwrap_or("").chars() {
                    match c {
                        '"' => quoted = !quoted,
                        '\u{201C}' | '\u{AB}' => quoted = true,
                        '\u{201D}' | '\u{BB}' => quoted = false,
                        _ => {}
                    }
                }
                at = word.span.end as usize;
                if quoted || !is_pronoun(word) {
                    continue;
                }
                let mut candidates = near
                    .clone()
                    .filter(|person| person.1 < number || person.2 < word.span.start)
                    .map(|person| person.3);
                let Some(first) = candidates.next() else { continue };
                if candidates.all(|other| other == first) {
                    added.push(Mention {
                        actor: first,
                        citation: Citation { article: id, part: Part::Body, span: word.span },
                        sentence: number,
                        form: MentionForm::Pronoun,
                    });
                }
            }
        }
    }
    mentions.extend(added);
}
