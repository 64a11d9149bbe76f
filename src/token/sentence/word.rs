//! Words behind a stop, or before a line break, that show whether a sentence starts there.
//!
//! The tables hold lower-case forms sorted by bytes for binary search; a test keeps them so.

/// Brands whose name ends in an exclamation mark.
const EXCLAIMING: &[&str] = &["jeopardy", "yahoo", "yum"];

/// Words that start sentences and are almost never part of a name. After "U.S." or "Inc." such a
/// word, written with a capital, is the evidence that the stop also ends the sentence.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "a", "about", "according", "after", "all", "also", "although", "among", "an", "another",
    "any", "anyone", "as", "at", "because", "before", "besides", "both", "but", "by", "click",
    "despite", "don", "during", "each", "earlier", "either", "even", "every", "everyone", "few",
    "follow", "for", "from", "furthermore", "he", "hence", "her", "here", "hers", "his", "how",
    "however", "i", "if", "in", "instead", "it", "its", "just", "later", "let", "like", "many",
    "maybe", "meanwhile", "more", "moreover", "most", "much", "my", "nearly", "neither",
    "nevertheless", "no", "nobody", "none", "nor", "not", "nothing", "now", "on", "once", "one",
    "only", "other", "others", "our", "perhaps", "please", "rather", "read", "see", "several",
    "she", "sign", "since", "so", "some", "someone", "sometimes", "still", "subscribe", "such",
    "that", "the", "their", "then", "there", "therefore", "these", "they", "this", "those",
    "though", "through", "throughout", "thus", "today", "two", "unlike", "until", "we", "well",
    "what", "when", "whether", "which", "while", "who", "whoever", "whose", "why", "with",
    "within", "without", "yes", "yet", "you", "your",
];

/// Words that start sentences but also stand inside headings written With Capitals, so the word
/// after them has to be lower case.
#[rustfmt::skip]
const STARTERS_BEFORE_LOWER: &[&str] = &[
    "and", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "of", "or",
    "over", "should", "to", "was", "were", "will", "would",
];

/// Labels of captions; with a colon they start something new ("... in Dover, Del. Photo: A. Roe").
const LABELS: &[&str] = &[
    "credit",
    "image",
    "moderator",
    "photo",
    "photos",
    "picture",
    "related",
    "source",
    "sources",
    "video",
];

/// The few starters that are never a surname, so that they end a sentence even after a title ("She
/// moved to Ocean Dr. The ...").
const NEVER_NAMES: &[&str] =
    &["and", "but", "it", "that", "the", "there", "these", "they", "this", "those", "when"];

/// What may follow a time of day inside the sentence: zones, weekdays and months.
#[rustfmt::skip]
const AFTER_TIMES: &[&str] = &[
    "aest", "apr", "april", "aug", "august", "bst", "cdt", "central", "cest", "cet", "cst", "dec",
    "december", "eastern", "edt", "est", "et", "feb", "february", "fri", "friday", "gmt", "hst",
    "ist", "jan", "january", "july", "june", "local", "mar", "march", "mdt", "mon", "monday",
    "mountain", "mst", "nov", "november", "oct", "october", "pacific", "pdt", "pst", "sat",
    "saturday", "sept", "september", "sun", "sunday", "thurs", "thursday", "tues", "tuesday",
    "utc", "wed", "wednesday",
];

/// German and French months and the words after an ordinal written as a number with a stop ("am 3.
/// Oktober").
#[rustfmt::skip]
const AFTER_ORDINALS: &[&str] = &[
    "april", "august", "dezember", "februar", "jahrhundert", "januar", "juli", "juni", "jänner",
    "mai", "märz", "november", "oktober", "platz", "september",
];

/// Verbs that tie a quotation ending in "?" or "!" to its speaker ("... now?" Ms. Roe asked).
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "added", "adds", "agreed", "announced", "answered", "argued", "asked", "asks", "began",
    "bellowed", "boasted", "called", "concluded", "continued", "cried", "declared", "exclaimed",
    "explained", "joked", "mused", "posted", "pressed", "quipped", "recalled", "remarked",
    "repeated", "replied", "responded", "said", "says", "screamed", "shot", "shouted", "snapped",
    "told", "tweeted", "urged", "wondered", "wrote", "yelled",
];

/// Endings of addresses and file names, which capitals do not turn into a new sentence
/// ("Example.Com").
#[rustfmt::skip]
const SUFFIXES: &[&str] = &[
    "app", "biz", "co", "com", "csv", "doc", "docx", "edu", "exe", "gov", "html", "info", "io",
    "jpg", "js", "json", "net", "org", "pdf", "php", "png", "py", "tv", "txt", "uk", "xml", "zip",
];

/// Words that cannot be the last of a heading or an item, so that a line break after them is only a
/// wrap.
#[rustfmt::skip]
const UNFINISHED: &[&str] = &[
    "a", "an", "and", "at", "because", "but", "from", "her", "his", "if", "its", "my", "of", "or",
    "our", "than", "the", "their", "your",
];

/// A word in lower case on the stack, so that looking it up allocates nothing.
struct Lower {
    bytes: [u8; 16],
    len: usize,
}

impl Lower {
    /// `None` when the word is empty or longer than any entry of any table.
    fn new(word: &str) -> Option<Self> {
        let mut lower = Lower { bytes: [0; 16], len: word.len() };
        if word.is_empty() {
            return None;
        }
        let slot = lower.bytes.get_mut(..word.len())?;
        slot.copy_from_slice(word.as_bytes());
        slot.make_ascii_lowercase();
        Some(lower)
    }

    fn is_in(&self, table: &[&str]) -> bool {
        let word = &self.bytes[..self.len];
        table.binary_search_by(|entry| entry.as_bytes().cmp(word)).is_ok()
    }
}

fn is_in(word: &str, table: &[&str]) -> bool {
    Lower::new(word).is_some_and(|lower| lower.is_in(table))
}

/// Whether a capitalised `word`, followed by the text `rest`, starts a sentence even after an
/// abbreviation.
pub(super) fn is_starter(word: &str, rest: &str) -> bool {
    let Some(lower) = Lower::new(word) else {
        return false;
    };
    if lower.is_in(STARTERS) || (rest.starts_with(": ") && lower.is_in(LABELS)) {
        return true;
    }
    lower.is_in(STARTERS_BEFORE_LOWER)
        && rest
            .trim_start_matches(['\'', '’', 't', 's', 'n'])
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| c.is_lowercase() || c == 'I')
}

pub(super) fn is_never_name(word: &str) -> bool {
    is_in(word, NEVER_NAMES)
}

pub(super) fn follows_time(word: &str) -> bool {
    is_in(word, AFTER_TIMES)
}

pub(super) fn follows_ordinal(word: &str) -> bool {
    is_in(word, AFTER_ORDINALS)
}

pub(super) fn is_speech_verb(word: &str) -> bool {
    is_in(word, SPEECH)
}

pub(super) fn is_address_suffix(word: &str) -> bool {
    is_in(word, SUFFIXES)
}

pub(super) fn is_unfinished(word: &str) -> bool {
    is_in(word, UNFINISHED)
}

pub(super) fn is_exclaiming_brand(word: &str) -> bool {
    is_in(word, EXCLAIMING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_lower_case_and_short_enough() {
        let tables = [
            EXCLAIMING,
            STARTERS,
            STARTERS_BEFORE_LOWER,
            LABELS,
            NEVER_NAMES,
            AFTER_TIMES,
            AFTER_ORDINALS,
            SPEECH,
            SUFFIXES,
            UNFINISHED,
        ];
        for table in tables {
            for pair in table.windows(2) {
                assert!(pair[0] < pair[1], "{} is not before {}", pair[0], pair[1]);
            }
            for entry in table {
                assert_eq!(entry.to_ascii_lowercase(), *entry);
                assert!(entry.len() <= 16, "{entry} does not fit the buffer");
            }
        }
    }

    #[test]
    fn starters_look_at_the_word_behind() {
        let cases = [
            ("The", " end", true),
            ("THE", " END", true),
            ("Is", " this", true),
            ("Is", " Leaving", false),
            ("Isn", "'t this", false),
            ("Photo", ": A. Roe", true),
            ("Photo", " desk", false),
            ("Roe", " said", false),
            ("", "", false),
        ];
        for (word, rest, expected) in cases {
            assert_eq!(is_starter(word, rest), expected, "{word}{rest}");
        }
    }
}
