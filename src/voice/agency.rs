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

use serde::{Deserialize, Serialize};

use super::actor::ActorId;
use super::listed::ListedWords;
use super::phrases::{Marks, Numbers, Word, holds, verb_forms};
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
    /// Whether it harms the one it is done to ("kill", "arrest", "accuse").
    pub harm: bool,
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
    ListedWords::new(sentence, Span::from_range(0..sentence.len())).deeds(mentions)
}

impl Deed {
    pub(super) fn all(sentence: &ListedWords<'_>, mentions: &[(Span, ActorId)]) -> Vec<Deed> {
        let ListedWords { text, words, .. } = sentence;
        found(text, words, mentions)
    }
}

fn found(sentence: &str, words: &[Word], mentions: &[(Span, ActorId)]) -> Vec<Deed> {
    let mentioned = |word: &Word| {
        mentions.iter().find(|(span, _)| span.overlaps(&word.span)).map(|(_, actor)| *actor)
    };
    let parted = |at: usize| {
        let (one, other) = (words[at].span.end as usize, words[at + 1].span.start as usize);
        sentence
            .get(one..other)
            .is_none_or(|gap| holds(gap, &[',', ';', ':', '"', '\u{201C}', '\u{201D}', '.']))
    };
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|&at| words[at].is(VERB)) {
        if mentioned(&words[at]).is_some() {
            continue;
        }
        // The clause on each side: no mark between, and no other verb between the verb and the actor.
        let mut before = at;
        while before > 0
            && at - before < REACH
            && !parted(before - 1)
            && !words[before - 1].is(VERB)
        {
            before -= 1;
        }
        let mut behind = at;
        while behind + 1 < words.len()
            && behind - at < REACH
            && !parted(behind)
            && !words[behind + 1].is(VERB)
        {
            behind += 1;
        }
        let written = words[at].span.of(sentence).unwrap_or("");
        let participle = !written.ends_with("ing") && !written.ends_with('s');
        let auxiliary =
            (before.max(at.saturating_sub(3))..at).any(|word| words[word].is(Marks::AUXILIARY));
        let passive = participle && auxiliary;
        let in_front = (before..at).rev().find_map(|word| mentioned(&words[word]));
        let by = (at + 1..=behind).find(|&word| words[word].is(Marks::BY));
        let after = |from: usize| (from..=behind).find_map(|word| mentioned(&words[word]));
        let (agent, patient, has_agent) = if passive {
            (by.and_then(|by| after(by + 1)), in_front, by.is_some())
        } else {
            (in_front, after(at + 1), true)
        };
        let (verb, harm) = (words[at].span, words[at].is(Marks::HARM));
        found.push(Deed { verb, agent, patient, passive, has_agent, harm });
    }
    found
}

const VERB: Marks = Marks::VERB.or(Marks::HARM);

/// Verbs of the list of tone are harm where it says so, or where their value for the one they are done to is at
/// most this.
const HARMFUL: f64 = -1.5;

/// Marks the auxiliaries of the passive, "by", and the verbs of action: those of the list of tone and those without a
/// tone.
pub(super) fn mark_deeds(numbers: &mut Numbers) {
    for word in
        ["am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting"]
    {
        numbers.mark(word, Marks::AUXILIARY, Marks::NONE);
    }
    numbers.mark("by", Marks::BY, Marks::NONE);
    let tone = WordList::parse(include_str!("tone/tone.txt"));
    let own = WordList::parse(include_str!("agency.txt"));
    let toned = tone.sections().filter(|(section, _)| section.starts_with("verb"));
    for (section, entries) in toned.chain(own.sections()) {
        let patient = section.split(' ').nth(2).and_then(|value| value.parse::<f64>().ok());
        let harms = section.ends_with(" harm") || patient.is_some_and(|value| value <= HARMFUL);
        let kind = if harms { Marks::HARM } else { Marks::VERB };
        // The first that has a word decides what it is.
        let taken = VERB.or(Marks::AUXILIARY).or(Marks::BY);
        for entry in entries.iter().filter(|entry| !entry[0].contains([' ', '-'])) {
            verb_forms(entry).iter().for_each(|form| numbers.mark(form, kind, taken));
        }
    }
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

    #[test]
    fn harm_and_other_deeds() {
        for (text, harm) in [
            ("Roe was killed", true),
            ("Hale was arrested", true),
            ("The plan was approved", false),
            ("Roe met Hale", false),
        ] {
            assert_eq!(deeds(text, &[])[0].harm, harm, "{text}");
        }
    }
}
