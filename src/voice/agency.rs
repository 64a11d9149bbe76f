//! Who acts on whom in a headline or a lede.
//!
//! Question: is it said who did it, and to whom? "Guards shot Roe" names the one who acts; "Roe was shot" does not.
//!
//! A verb of the list of actions is active or, behind a form of "be" or "get", passive. The nearest mention in front
//! of an active verb in its clause is the agent, the nearest behind it the patient; in a passive the mention in
//! front is the patient and the one behind "by" the agent. A passive without "by" has no agent.
//!
//! Cost: one pass over the words. It misleads with participles behind nouns ("the man shot on Monday"), which
//! are read as active.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::actor::ActorId;
use super::phrases::{Phrases, Word, verb_forms};
use super::wordlist::WordList;
use crate::article::Span;

/// Something done in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The verb.
    pub verb: Span,
    /// Who does it, where a known actor is named.
    pub agent: Option<ActorId>,
    /// To whom it is done, where a known actor is named.
    pub patient: Option<ActorId>,
    /// Whether the verb is passive.
    pub passive: bool,
    /// Whether the sentence says that anybody does it: never so in a passive without "by".
    pub has_agent: bool,
}

/// Words between a verb and the actors that belong to it.
const REACH: usize = 8;

/// What is done in a sentence, by and to the actors mentioned at some spans of it, sorted.
///
/// ```
/// use parallax::Span;
/// use parallax::voice::deeds;
///
/// let deeds = deeds("Roe was shot on the bridge.", &[]);
/// assert!(deeds[0].passive && !deeds[0].has_agent);
/// ```
pub fn deeds(sentence: &str, mentions: &[(Span, ActorId)]) -> Vec<Deed> {
    let verbs = verbs();
    let words = verbs.read(sentence);
    let kinds: Vec<u32> = (0..words.len())
        .map(|at| verbs.longest(&words[at..at + 1]).map_or(0, |(_, kind)| kind))
        .collect();
    let mentioned = |word: &Word| {
        mentions.iter().find(|(span, _)| span.overlaps(&word.span)).map(|(_, actor)| *actor)
    };
    let parted = |at: usize| {
        let (one, other) = (words[at].span.end as usize, words[at + 1].span.start as usize);
        sentence
            .get(one..other)
            .is_none_or(|gap| gap.contains([',', ';', ':', '"', '\u{201C}', '\u{201D}', '.']))
    };
    let mut found = Vec::new();
    for (at, _) in kinds.iter().enumerate().filter(|(_, kind)| **kind == VERB) {
        if mentioned(&words[at]).is_some() {
            continue;
        }
        // The clause on each side: no mark between, and no other verb between the verb and the actor.
        let mut before = at;
        while before > 0 && at - before < REACH && !parted(before - 1) && kinds[before - 1] != VERB
        {
            before -= 1;
        }
        let mut behind = at;
        while behind + 1 < words.len()
            && behind - at < REACH
            && !parted(behind)
            && kinds[behind + 1] != VERB
        {
            behind += 1;
        }
        let written = words[at].span.of(sentence).unwrap_or("");
        let participle = !written.ends_with("ing") && !written.ends_with('s');
        let auxiliary = (before.max(at.saturating_sub(3))..at).any(|word| kinds[word] == AUXILIARY);
        let passive = participle && auxiliary;
        let in_front = (before..at).rev().find_map(|word| mentioned(&words[word]));
        let by = (at + 1..=behind).find(|&word| kinds[word] == BY);
        let after = |from: usize| (from..=behind).find_map(|word| mentioned(&words[word]));
        let (agent, patient, has_agent) = if passive {
            (by.and_then(|by| after(by + 1)), in_front, by.is_some())
        } else {
            (in_front, after(at + 1), true)
        };
        found.push(Deed { verb: words[at].span, agent, patient, passive, has_agent });
    }
    found
}

const VERB: u32 = 1;
const AUXILIARY: u32 = 2;
const BY: u32 = 3;

fn verbs() -> &'static Phrases {
    static VERBS: LazyLock<Phrases> = LazyLock::new(|| {
        let mut phrases = Phrases::default();
        let tone = WordList::parse(include_str!("tone/tone.txt"));
        let own = WordList::parse(include_str!("agency.txt"));
        let toned = tone.sections().filter(|(section, _)| section.starts_with("verb"));
        for (_, entries) in toned.chain(own.sections()) {
            for entry in entries.iter().filter(|entry| !entry[0].contains([' ', '-'])) {
                for form in verb_forms(entry) {
                    *phrases.value_mut(&form) = VERB;
                }
            }
        }
        for word in [
            "am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got",
            "getting",
        ] {
            *phrases.value_mut(word) = AUXILIARY;
        }
        *phrases.value_mut("by") = BY;
        phrases
    });
    &VERBS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_words(text: &str) -> Vec<String> {
        let names = ["Roe", "Hale"];
        let mut mentions: Vec<(Span, ActorId)> = Vec::new();
        for (id, name) in (0..).zip(names) {
            for (start, _) in text.match_indices(name) {
                mentions.push((Span::new(start as u32, (start + name.len()) as u32), ActorId(id)));
            }
        }
        mentions.sort_unstable();
        let name = |id: Option<ActorId>| id.map_or("-", |id| names[id.index()]);
        let shown = |deed: Deed| {
            let verb = deed.verb.of(text).unwrap();
            let voice = if deed.passive { "passive" } else { "active" };
            format!("{} {verb} {} {voice} {}", name(deed.agent), name(deed.patient), deed.has_agent)
        };
        deeds(text, &mentions).into_iter().map(shown).collect()
    }

    #[test]
    fn who_acts_on_whom() {
        for (text, expected) in [
            ("Roe attacked Hale", &["Roe attacked Hale active true"][..]),
            ("Roe was attacked by Hale", &["Hale attacked Roe passive true"]),
            ("Roe was killed on the bridge", &["- killed Roe passive false"]),
            ("Guards shot Hale", &["- shot Hale active true"]),
            ("Hale has been arrested, Roe said", &["- arrested Hale passive false"]),
            ("The weather was fine", &[]),
            ("", &[]),
        ] {
            assert_eq!(in_words(text), expected, "{text}");
        }
    }
}
