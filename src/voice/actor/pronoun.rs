//! Pronouns that can only mean one person.
//!
//! Question: how often is an actor meant without being named?
//!
//! "He", "him", "his", "himself", "she" and "her" are given to a person where the body names exactly one
//! person in the sentence (before the pronoun) and the sentence before it, taken together. Pronouns between
//! quotation marks are left alone, for another speaker uses them. Counted apart from names everywhere.
//!
//! It misleads where the person meant is described and not named. Cost: one pass over the sentences.

use super::names::{Names, is_space, take_inside};
use super::{Actor, ActorId, ActorKind, Mention, MentionForm};
use crate::article::{ArticleId, Citation, Corpus, Part, Span};
use crate::token::TokenizedCorpus;

/// Adds the pronouns to the mentions.
pub(super) fn pronouns(
    names: &Names,
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    articles: &[ArticleId],
    actors: &[Actor],
    mentions: &mut Vec<Mention>,
) {
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
        let mut pronouns = names.places(id).pronouns.as_slice();
        for (number, sentence) in (0u32..).zip(&document.sentences) {
            let inside = take_inside(&mut pronouns, sentence).iter();
            if sentence.part != Part::Body || inside.len() == 0 {
                continue;
            }
            let words = document.words_of(sentence);
            let from = persons
                .partition_point(|person| (person.0, person.1) < (id, number.saturating_sub(1)));
            let near =
                persons[from..].iter().take_while(|person| person.0 == id && person.1 <= number);
            let mut quoted = false;
            let mut next = 0;
            for pronoun in inside.map(|&word| word as usize - sentence.tokens().start) {
                for word in next..=pronoun {
                    let from =
                        if word == 0 { sentence.span.start } else { words[word - 1].span.end };
                    if word == 0 || !is_space(text, words, word - 1) {
                        quoted = after_marks(quoted, text, Span::new(from, words[word].span.start));
                    }
                }
                next = pronoun + 1;
                if quoted {
                    continue;
                }
                let word = words[pronoun];
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

/// Whether words behind a gap stand between quotation marks, where those in front of it do or do not.
fn after_marks(quoted: bool, text: &str, gap: Span) -> bool {
    gap.of(text).unwrap_or("").chars().fold(quoted, |quoted, c| match c {
        '"' => !quoted,
        '\u{201C}' | '\u{AB}' => true,
        '\u{201D}' | '\u{BB}' => false,
        _ => quoted,
    })
}
