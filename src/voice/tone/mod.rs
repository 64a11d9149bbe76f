//! The tone of a sentence towards somebody whom it names.
//!
//! Question: does this sentence speak well or ill of this actor?
//!
//! Each word of a list of our own with a tone is weighed by what it has to do with the actor: a verb that the
//! actor does counts with the value for its agent, one done to the actor with the value for its target
//! ("attacked Roe" is no attack by Roe; "was attacked" is done to her); other words count by nearness and clause, and
//! half where another name stands between. A verb's form behind an article or a possessive is a noun and counts as
//! such, with what it says of whoever does it ("the attack"). Being killed or hurt is misfortune, not criticism, and
//! words that name a matter ("crisis", "deal") judge nobody. "Not"
//! turns a word round and weakens it, "very" strengthens, "somewhat" weakens; a clause ends at "but", a semicolon, a
//! comma, a quotation mark. Capitalised words inside a sentence are names and have no tone.
//!
//! Formula: `score = Σ weight(role, zone) · value`, the sum of each role and zone capped at ±4; negative below
//! [`Tone::NEGATIVE`], positive above [`Tone::POSITIVE`]. The weights were set on 8,700 sentences of US news.
//!
//! Paper: the task is Hamborg & Donnay (2021), NewsMTSC, [doi:10.18653/v1/2021.eacl-main.142](https://doi.org/10.18653/v1/2021.eacl-main.142).
//! Cost: one pass over the sentence. On single sentences of US news it gives people's label three times in five: take
//! shares of many sentences. It misleads with irony, with what readers know and no word says, and
//! where bad news happens to somebody: a word list does not tell pity from blame. Most errors are sentences that
//! people call neutral and that hold a word of a lawsuit or a quarrel between others.

mod lexicon;
mod supervised;

use serde::{Deserialize, Serialize};

pub use supervised::ToneModel;

use super::listed::{ListedWords, Lists};
use crate::article::Span;

pub(super) use lexicon::Lexicon;

/// How a sentence speaks of somebody.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ToneLabel {
    /// Ill.
    Negative,
    /// Neither well nor ill.
    #[default]
    Neutral,
    /// Well.
    Positive,
}

/// What a word with a tone has to do with the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ToneRole {
    /// A verb behind the actor: the actor does it.
    Agent,
    /// A passive verb behind the actor: it is done to the actor.
    Passive,
    /// A verb just in front of the actor: it is done to the actor.
    Object,
    /// A verb further in front.
    Before,
    /// A verb in front with "by": the actor does it.
    By,
    /// A noun, adjective or adverb within two words.
    Beside,
    /// One further in front.
    Left,
    /// One further behind.
    Right,
    /// "Against" in front of the actor.
    Against,
    /// A verb of saying beside the actor.
    Speaker,
}

impl ToneRole {
    const ALL: [ToneRole; 10] = [
        ToneRole::Agent,
        ToneRole::Passive,
        ToneRole::Object,
        ToneRole::Before,
        ToneRole::By,
        ToneRole::Beside,
        ToneRole::Left,
        ToneRole::Right,
        ToneRole::Against,
        ToneRole::Speaker,
    ];
}

/// How near a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToneZone {
    /// In the actor's clause.
    Own,
    /// In another clause, within eight words.
    Near,
    /// Further away.
    Far,
}

impl ToneZone {
    const ALL: [ToneZone; 3] = [ToneZone::Own, ToneZone::Near, ToneZone::Far];
}

/// A word that has a tone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ToneWord {
    /// Where it stands.
    pub span: Span,
    /// Its value after negation and intensifiers, from about -6 to 6.
    pub value: f64,
    /// What it has to do with the actor.
    pub role: ToneRole,
    /// How near it is.
    pub zone: ToneZone,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

/// The tone towards an actor, with the words that make it.
///
/// ```
/// use parallax::Span;
/// use parallax::voice::{Tone, ToneLabel};
///
/// let towards = |text: &str, name: &str| {
///     let start = text.find(name).unwrap() as u32;
///     Tone::new(text, Span::new(start, start + name.len() as u32), &[]).label()
/// };
/// assert_eq!(towards("The board praised the honest mayor.", "mayor"), ToneLabel::Positive);
/// assert_eq!(towards("The council was attacked as corrupt.", "council"), ToneLabel::Negative);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Tone {
    /// The words with a tone, in the order of the text.
    pub words: Vec<ToneWord>,
    /// The sum of the words that are the narrator's.
    pub narrator: f64,
    /// The sum of the words between quotation marks.
    pub quoted: f64,
}

impl Tone {
    /// Scores below this are negative.
    pub const NEGATIVE: f64 = -0.03;
    /// Scores above this are positive.
    pub const POSITIVE: f64 = 0.14;

    /// The tone of a sentence towards the actor at a span of it. `quoted` are the spans between quotation marks,
    /// sorted. A span outside the text gives no words.
    pub fn new(sentence: &str, target: Span, quoted: &[Span]) -> Self {
        ListedWords::new(sentence, Span::from_range(0..sentence.len())).tone(target, quoted)
    }

    pub(super) fn of(sentence: &ListedWords<'_>, target: Span, quoted: &[Span]) -> Self {
        let words = Lists::get().tone.toned(sentence, target, quoted);
        if words.is_empty() {
            return Tone::default();
        }
        let sum = |quoted: bool| {
            let mut words = words.iter().filter(|word| word.quoted == quoted).peekable();
            if words.peek().is_some() { score(words) } else { 0.0 }
        };
        Tone { narrator: sum(false), quoted: sum(true), words }
    }

    /// Narrator's and quoted words together.
    pub fn score(&self) -> f64 {
        score(self.words.iter())
    }

    /// What the score says.
    pub fn label(&self) -> ToneLabel {
        label(self.score())
    }

    /// What the narrator's own words say.
    pub fn narrator_label(&self) -> ToneLabel {
        label(self.narrator)
    }
}

fn label(score: f64) -> ToneLabel {
    if score < Tone::NEGATIVE {
        ToneLabel::Negative
    } else if score > Tone::POSITIVE {
        ToneLabel::Positive
    } else {
        ToneLabel::Neutral
    }
}

/// The sum of one role and zone counts up to this, each way.
const CAP: f64 = 4.0;

fn score<'w>(words: impl Iterator<Item = &'w ToneWord>) -> f64 {
    let mut sums = [[[0.0; 2]; ToneZone::ALL.len()]; ToneRole::ALL.len()];
    // Most words of a sentence have one role or two.
    let mut roles = 0u32;
    for word in words {
        roles |= 1 << word.role as u32;
        sums[word.role as usize][word.zone as usize][usize::from(word.value > 0.0)] += word.value;
    }
    let mut score = 0.0;
    for role in ToneRole::ALL.into_iter().filter(|role| roles & 1 << *role as u32 != 0) {
        for (zone, [ill, well]) in ToneZone::ALL.into_iter().zip(sums[role as usize]) {
            score += weight(role, zone) * (ill.max(-CAP) + well.min(CAP));
        }
    }
    score
}

/// How much a word counts, by its role and zone.
fn weight(role: ToneRole, zone: ToneZone) -> f64 {
    let [own, near, far] = match role {
        ToneRole::Agent => [0.20, 0.16, 0.11],
        ToneRole::Passive => [0.18, 0.18, 0.09],
        ToneRole::Object => [0.27, 0.13, 0.10],
        ToneRole::Before => [0.11, 0.17, 0.10],
        ToneRole::By => [0.20, 0.06, 0.0],
        ToneRole::Beside => [0.22, 0.22, 0.20],
        ToneRole::Left => [0.11, 0.08, 0.09],
        ToneRole::Right => [0.18, 0.19, 0.11],
        ToneRole::Against => [0.37, 0.37, 0.37],
        ToneRole::Speaker => [0.14, 0.14, 0.14],
    };
    match zone {
        ToneZone::Own => own,
        ToneZone::Near => near,
        ToneZone::Far => far,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn towards(text: &str, name: &str) -> Tone {
        let start = text.find(name).unwrap() as u32;
        Tone::new(text, Span::new(start, start + name.len() as u32), &[])
    }

    #[test]
    fn sentences_of_ours() {
        for (text, name, expected) in [
            ("Ana Roe lied about the bridge.", "Ana Roe", ToneLabel::Negative),
            ("Voters praised Ana Roe.", "Ana Roe", ToneLabel::Positive),
            ("Ana Roe was condemned by the council.", "Ana Roe", ToneLabel::Negative),
            ("Ana Roe visited the bridge on Monday.", "Ana Roe", ToneLabel::Neutral),
            ("The honest and courageous Ana Roe won.", "Ana Roe", ToneLabel::Positive),
            ("They protested against Ana Roe.", "Ana Roe", ToneLabel::Negative),
        ] {
            assert_eq!(towards(text, name).label(), expected, "{text}: {:?}", towards(text, name));
        }
    }

    #[test]
    fn who_does_it_and_to_whom() {
        let text = "Ana Roe attacked Ben Hale.";
        assert_eq!(towards(text, "Ana Roe").words[0].role, ToneRole::Agent);
        assert_eq!(towards(text, "Ben Hale").words[0].role, ToneRole::Object);
        let passive = towards("Ana Roe was attacked by Ben Hale.", "Ana Roe");
        assert_eq!(passive.words[0].role, ToneRole::Passive);
    }

    #[test]
    fn a_noun_is_no_deed_of_the_nearest_actor() {
        for (text, name, role) in [
            ("Ana Roe spoke of the attack.", "Ana Roe", ToneRole::Right),
            ("Ana Roe\u{2019}s attack was long.", "Ana Roe", ToneRole::Agent),
            ("Ben Hale\u{2019}s attack on Ana Roe", "Ana Roe", ToneRole::Beside),
            ("They attack Ana Roe.", "Ana Roe", ToneRole::Object),
        ] {
            assert_eq!(towards(text, name).words[0].role, role, "{text}");
        }
    }

    #[test]
    fn victims_and_matters_are_not_criticised() {
        for text in [
            "Ana Roe was killed on Monday.",
            "A gust wounded Ana Roe.",
            "Ana Roe spoke of the crisis.",
            "Ana Roe runs extremely often.",
        ] {
            assert_eq!(towards(text, "Ana Roe").score(), 0.0, "{text}");
        }
        assert!(towards("Ana Roe killed two guards.", "Ana Roe").score() < 0.0);
        assert_eq!(towards("Ana Roe was charged.", "Ana Roe").label(), ToneLabel::Negative);
        assert_eq!(towards("Ana Roe beat Ben Hale.", "Ana Roe").label(), ToneLabel::Positive);
    }

    #[test]
    fn negation_and_degree() {
        let score = |text: &str| towards(text, "Roe").score();
        assert!(score("Roe is not honest.") < 0.0);
        assert!(score("Roe is very honest.") > score("Roe is honest."));
        assert!(score("Roe is somewhat honest.") < score("Roe is honest."));
    }

    #[test]
    fn quoted_words_are_kept_apart() {
        let text = "Roe is \u{201C}a liar\u{201D}.";
        let tone = Tone::new(text, Span::new(0, 3), &[Span::new(7, 19)]);
        assert!(tone.quoted < 0.0 && tone.narrator == 0.0, "{tone:?}");
        assert_eq!(tone.narrator_label(), ToneLabel::Neutral);
    }

    proptest! {
        #[test]
        fn any_text_and_any_span(text in "\\PC{0,60}", start in 0u32..80, length in 0u32..20) {
            let tone = Tone::new(&text, Span::new(start, start + length), &[]);
            for word in &tone.words {
                prop_assert!(word.span.of(&text).is_some());
            }
        }
    }
}
