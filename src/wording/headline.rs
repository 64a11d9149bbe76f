//! Who stands first in a headline, and what do they do there?
//!
//! In a headline that capitalises every word, capitals name nobody. A word is a name where the articles' running text
//! mostly capitalises it inside sentences; the first run of names is who is named first, and the first headline verb
//! behind it is what they do. Cost: one pass over the text of the story. It misleads with names that are common words,
//! and with verbs that the list of headline verbs does not hold.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::concept::telling_sentences;
use crate::article::{Citation, Corpus, OutletId, Part, Span, StoryId};
use crate::clean::Masks;
use crate::token::{TokenizedCorpus, without_possessive};

/// A headline taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Headline {
    /// The story.
    pub story: StoryId,
    /// The outlet.
    pub outlet: OutletId,
    /// The whole headline.
    pub at: Citation,
    /// Who or what is named first, as bytes of the headline.
    pub first_named: Option<Span>,
    /// The verb behind it.
    pub verb: Option<Span>,
}

/// Verbs of headlines, as stems that take -s, -es, -ed, -d and -ing.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "accept", "accus", "add", "admit", "agree", "aim", "allow", "announc", "appeal", "approv", "arrest", "ask",
    "attack", "back", "ban", "beat", "begin", "blam", "blast", "block", "boost", "break", "bring", "build",
    "buy", "call", "cancel", "charg", "claim", "clash", "clear", "close", "condemn", "confirm", "consider",
    "convict", "cut", "deal", "declar", "defend", "delay", "demand", "deni", "deny", "deploy", "destroy", "die",
    "dismiss", "drop", "eas", "end", "escap", "escalat", "expand", "expel", "expos", "fac", "fail", "fall", "fear",
    "fight", "fil", "find", "fir", "flee", "forc", "get", "giv", "halt", "hail", "hit", "hold", "host", "impos",
    "indict", "insist", "investigat", "join", "kill", "launch", "lead", "leav", "los", "lift", "mak", "meet", "move",
    "mov", "mull", "nam", "offer", "open", "oppos", "order", "oust", "pass", "pick", "plan", "pledg", "praise",
    "prepar", "probe", "promis", "propos", "protest", "push", "put", "question", "quit", "rais", "rally", "reach",
    "react", "reject", "releas", "renew", "report", "resign", "respond", "reveal", "revok", "rip", "rul", "sack",
    "say", "see", "seek", "sell", "send", "set", "shoot", "show", "sign", "slam", "spark", "stand", "stop", "storm",
    "strik", "struggl", "su", "suggest", "support", "suspend", "tak", "target", "tell", "threaten", "tout", "urg",
    "vot", "vow", "want", "warn", "win", "withdraw", "won't",
];

/// The headlines of a story, one for each article that has one, in the order of the corpus.
pub fn headlines(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    story: StoryId,
) -> Vec<Headline> {
    let articles = &corpus.story(story).articles;
    // How often each word stands inside a sentence, and how often with a capital.
    let mut inside: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    for &article in articles {
        for (_, sentence) in telling_sentences(article, tokenized, masks) {
            for word in tokenized.document(article).words_of(sentence).iter().skip(1) {
                let form = tokenized.vocabulary().form(word.form);
                let entry = inside.entry(plain(form)).or_default();
                entry.0 += 1;
                entry.1 += u32::from(form.starts_with(char::is_uppercase));
            }
        }
    }
    let is_name = |word: &str| {
        let found = inside.get(&plain(word));
        word.starts_with(char::is_uppercase)
            && found.is_some_and(|(n, capital)| 10 * capital > 7 * n)
    };
    let mut found = Vec::new();
    for &article in articles {
        let text = &corpus.article(article).headline;
        if text.trim().is_empty() {
            continue;
        }
        let document = tokenized.document(article);
        let headline = document.sentences.iter().filter(|s| s.part == Part::Headline);
        let words: Vec<Span> =
            headline.flat_map(|s| document.words_of(s)).map(|word| word.span).collect();
        let (first_named, verb) = taken_apart(text, &words, is_name);
        let start = text.len() - text.trim_start().len();
        let span = Span::from_range(start..start + text.trim().len());
        let at = Citation { article, part: Part::Headline, span };
        found.push(Headline { story, outlet: corpus.outlet_of(article), at, first_named, verb });
    }
    found
}

fn plain(word: &str) -> String {
    without_possessive(word).to_lowercase()
}

/// The first run of names and the first verb behind it.
fn taken_apart(
    text: &str,
    words: &[Span],
    is_name: impl Fn(&str) -> bool,
) -> (Option<Span>, Option<Span>) {
    let word = |span: &Span| span.of(text).unwrap_or("");
    let Some(first) = words.iter().position(|span| is_name(word(span))) else {
        return (None, None);
    };
    let mut last = first;
    while let Some(next) = words.get(last + 1) {
        let between = text.get(words[last].end as usize..next.start as usize).unwrap_or("x");
        let latest = word(&words[last]);
        let possessive = without_possessive(latest) != latest;
        if possessive || !is_name(word(next)) || !between.chars().all(|c| c == ' ' || c == '.') {
            break;
        }
        last += 1;
    }
    let whole = word(&words[last]);
    let bare = without_possessive(whole).len();
    let name = Span::new(words[first].start, words[last].start + bare as u32);
    // "Berg's promise": what follows a possessive is a noun, and the verb is somebody else's.
    let behind = if bare < whole.len() { None } else { words.get(last + 1..) };
    let verb = behind.unwrap_or(&[]).iter().find(|span| is_verb(word(span)));
    (Some(name), verb.copied())
}

fn is_verb(word: &str) -> bool {
    let word = word.to_lowercase();
    VERBS.iter().any(|stem| {
        word.strip_prefix(stem).is_some_and(|end| {
            matches!(
                end,
                "" | "s" | "es" | "e" | "ed" | "d" | "ing" | "ting" | "ts" | "ned" | "ped"
            )
        })
    })
}

/// Who is named first how often, the most often first; names that end alike ("Anna Berg", "Berg") are one.
///
/// The words are the longest form. `text_of` gives the words of a headline.
pub fn first_named<'t>(
    headlines: &[&Headline],
    text_of: impl Fn(&Citation) -> Option<&'t str>,
) -> Vec<(String, Vec<usize>)> {
    let mut by_last: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (number, headline) in headlines.iter().enumerate() {
        let Some(name) =
            headline.first_named.zip(text_of(&headline.at)).and_then(|(span, text)| {
                let from = span.start.checked_sub(headline.at.span.start)?;
                Span::new(from, from + span.len() as u32).of(text)
            })
        else {
            continue;
        };
        let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        let entry = by_last.entry(last).or_default();
        if name.len() > entry.0.len() {
            entry.0 = name.to_owned();
        }
        entry.1.push(number);
    }
    let mut found: Vec<(String, Vec<usize>)> = by_last.into_values().collect();
    found.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.1.cmp(&b.1)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn names_are_told_from_capitals() {
        let body = "The mayor, Anna Berg, shut the harbour. People wept when Berg spoke of the harbour in Norvik.";
        let cases = [
            ("Harbour Shut As Berg Defends Deal", Some("Berg"), Some("Defends")),
            ("Anna Berg\u{2019}s gamble: harbour shut", Some("Anna Berg"), None),
            ("Harbour shut", None, None),
            ("Why Norvik wants its harbour back", Some("Norvik"), Some("wants")),
        ];
        for (headline, name, verb) in cases {
            let corpus = Corpus::new([Article::new("a", headline, body)]);
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let masks = Masks::none(&tokenized);
            let story = corpus.story_ids().next().unwrap();
            let found = headlines(&corpus, &tokenized, &masks, story);
            let words = |span: Option<Span>| span.and_then(|span| span.of(headline));
            assert_eq!(
                (words(found[0].first_named), words(found[0].verb)),
                (name, verb),
                "{headline}"
            );
        }
    }
}
