//! The tables of cue verbs and cue nouns, read once from their text files.

use std::sync::LazyLock;

use super::CueClass;
use super::inflect::{Form, forms, third};

/// What may follow a cue, as bits.
pub(in crate::voice) mod frame {
    pub const QUOTE: u16 = 1;
    pub const CLAUSE: u16 = 1 << 1;
    pub const THAT: u16 = 1 << 2;
    pub const TO: u16 = 1 << 3;
    pub const OBJECT: u16 = 1 << 4;
    pub const PERSON: u16 = 1 << 5;
    pub const WITH: u16 = 1 << 6;
    pub const SEEM: u16 = 1 << 7;
}

/// A verb that attributes.
#[derive(Debug)]
pub(in crate::voice) struct CueVerb {
    pub class: CueClass,
    pub frames: u16,
    /// Prepositions and particles that belong to the cue when they follow it.
    pub particles: Vec<&'static str>,
}

/// A noun that attributes.
#[derive(Debug)]
pub(in crate::voice) struct CueNoun {
    pub class: CueClass,
    pub frames: u16,
    pub particles: Vec<&'static str>,
}

type VerbForm = (&'static str, &'static CueVerb, Form);
type NounForm = (&'static str, &'static CueNoun);

/// The text of a list: a heading `[class | frames]`, then entries.
fn sections(text: &'static str) -> impl Iterator<Item = (CueClass, &'static str, &'static str)> {
    text.split("\n[").skip(1).map(|section| {
        let (heading, entries) = section.split_once(']').unwrap_or((section, ""));
        let (class, frames) = heading.split_once('|').unwrap_or((heading, ""));
        (CueClass::named(class.trim()), frames.trim(), entries)
    })
}

fn bit(name: &str) -> u16 {
    match name {
        "quote" => frame::QUOTE,
        "clause" => frame::CLAUSE | frame::THAT,
        "that" => frame::THAT,
        "to" => frame::TO,
        "object" => frame::OBJECT,
        "person" => frame::PERSON,
        "with" => frame::WITH,
        "seem" => frame::SEEM,
        _ => 0,
    }
}

/// Every form of every cue verb.
pub(in crate::voice) fn verbs() -> &'static [VerbForm] {
    static FORMS: LazyLock<Vec<VerbForm>> = LazyLock::new(|| {
        let mut entries: Vec<(Vec<&'static str>, CueVerb)> = Vec::new();
        for (class, frames, words) in sections(include_str!("verbs.txt")) {
            let frames = frames.split(' ').map(bit).fold(0, |all, bit| all | bit);
            for entry in words.split_whitespace() {
                let (spelled, particles) = entry.split_once('+').unwrap_or((entry, ""));
                let spelled: Vec<&str> = spelled.split('/').collect();
                let particles = particles.split(',').filter(|word| !word.is_empty());
                // A verb may stand in several sections: its frames add up, its first class holds.
                match entries.iter_mut().find(|(known, _)| known[0] == spelled[0]) {
                    Some((known, verb)) => {
                        verb.frames |= frames;
                        verb.particles.extend(particles);
                        if spelled.len() > known.len() {
                            *known = spelled;
                        }
                    }
                    None => {
                        entries.push((
                            spelled,
                            CueVerb { class, frames, particles: particles.collect() },
                        ));
                    }
                }
            }
        }
        let mut found = Vec::new();
        // The entries live as long as the program: they are tables.
        let entries: &'static [(Vec<&'static str>, CueVerb)] = entries.leak();
        for (spelled, verb) in entries {
            let all = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Gerund];
            if spelled.len() == all.len() {
                found.extend(spelled.iter().zip(all).map(|(&form, which)| (form, verb, which)));
            } else {
                let regular = forms(spelled[0]);
                found.extend(regular.into_iter().map(|(form, which)| {
                    let form: &'static str = form.leak();
                    (form, verb, which)
                }));
            }
        }
        found
    });
    &FORMS
}

/// Every form of every cue noun.
pub(in crate::voice) fn nouns() -> &'static [NounForm] {
    static FORMS: LazyLock<Vec<NounForm>> = LazyLock::new(|| {
        let mut entries: Vec<(&'static str, CueNoun)> = Vec::new();
        for (class, frames, words) in sections(include_str!("nouns.txt")) {
            let bits = frames.split(' ').map(bit).fold(0, |all, bit| all | bit);
            let particles = frames.split(' ').filter(|name| bit(name) == 0);
            for entry in words.split_whitespace() {
                match entries.iter_mut().find(|(known, _)| *known == entry) {
                    Some((_, noun)) => {
                        noun.frames |= bits;
                        noun.particles.extend(particles.clone());
                    }
                    None => entries.push((
                        entry,
                        CueNoun { class, frames: bits, particles: particles.clone().collect() },
                    )),
                }
            }
        }
        let entries: &'static [(&'static str, CueNoun)] = entries.leak();
        let mut found = Vec::new();
        for (form, noun) in entries {
            found.push((*form, noun));
            let plural: &'static str = third(form).leak();
            found.push((plural, noun));
        }
        found
    });
    &FORMS
}
