//! Whether a stop ends the sentence, from the word before it and the word after it.

use super::abbreviation::Kind;
use super::context::{After, Before};
use super::scan::{Mark, floor_boundary, is_closing};
use super::word;

/// The place of one stop in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop<'t> {
    pub(super) text: &'t str,
    /// Where the sentence starts.
    pub(super) start: usize,
    /// Where the stop and its repetitions start.
    pub(super) at: usize,
    /// Where the stop and its closing marks end.
    pub(super) end: usize,
    pub(super) mark: Mark,
    /// Whether a quotation mark or a bracket was closed after the stop.
    pub(super) is_closed: bool,
    /// Whether that was a quotation mark.
    pub(super) is_quoted: bool,
}

impl<'t> Stop<'t> {
    /// What stands before the stop.
    pub(super) fn before(&self) -> Before<'t> {
        Before::read(&self.text[self.start..self.at])
    }

    /// Whether the sentence ends when white space follows the stop and the text goes on at `next`.
    ///
    /// `is_line_end` says that the white space holds a line break which is not a wrap.
    pub(super) fn ends_before_space(&self, next: usize, is_line_end: bool) -> bool {
        let after = After::read(&self.text[next..]);
        if !is_line_end && (self.at == self.start || self.is_last_word(next)) {
            return false;
        }
        match after.first {
            ',' | ';' | ':' | '/' | '&' | '%' | '=' | '+' | '.' | '!' | '?' if !is_line_end => {
                return false;
            }
            // An attribution or a date line goes on behind its dash: "It is over." — A. Writer.
            '-' | '–' | '—' | '―' if !is_line_end && !matches!(self.mark, Mark::Wide) => {
                return false;
            }
            _ => {}
        }
        if is_closing(after.first) && !after.letter.is_alphanumeric() && !is_line_end {
            return false;
        }
        match self.mark {
            Mark::Wide => !self.goes_on_after_quotation(after),
            Mark::Ellipsis { spaced } => self.ellipsis_ends(after, spaced, is_line_end),
            Mark::Question | Mark::Exclamation => self.cry_ends(after, is_line_end),
            Mark::Stop => self.full_stop_ends(after, is_line_end),
        }
    }

    /// Whether the Japanese particle of quoting follows: 「行こう。」と言った。
    pub(super) fn goes_on_after_quotation(&self, after: After<'_>) -> bool {
        self.is_quoted && after.letter == 'と'
    }

    fn ellipsis_ends(&self, after: After<'_>, spaced: bool, is_line_end: bool) -> bool {
        if after.is_lower() {
            return false;
        }
        if is_line_end {
            return true;
        }
        // "[...]" marks words left out and can end only what a quotation mark closes behind it.
        if self.text[..self.at].ends_with(['[', '(']) {
            return !after.is_opened()
                && (after.is_starter() || (self.is_quoted && after.is_capital()));
        }
        if self.is_quoted && (is_attribution(after) || !after.is_capital()) {
            return false;
        }
        // Inside a quotation the dots mark words left out, and only a starter shows that a whole
        // sentence went with them.
        !spaced || self.is_closed || (after.word != "I" && after.is_starter())
    }

    fn cry_ends(&self, after: After<'_>, is_line_end: bool) -> bool {
        if is_line_end {
            return true;
        }
        if after.is_lower() {
            // "Why?" she asked; "Yahoo! in the news"; "Shame! shame!"; but: who knew? not me.
            let is_plain =
                !self.is_closed && !after.is_opened() && matches!(self.before(), Before::Word(_));
            return is_address_start(after.word, after.rest)
                || (self.mark == Mark::Question && is_plain);
        }
        if self.is_quoted && is_attribution(after) {
            return false;
        }
        if self.mark == Mark::Exclamation
            && !self.is_closed
            && let Before::Word(word) = self.before()
            && word::is_exclaiming_brand(word)
        {
            return after.is_starter();
        }
        true
    }

    fn full_stop_ends(&self, after: After<'_>, is_line_end: bool) -> bool {
        if self.is_closed {
            return self.closed_stop_ends(after, is_line_end);
        }
        let is_capital = after.is_capital();
        let is_lower = after.is_lower();
        // A nickname may stand in quotation marks behind an initial or a title, but hardly anything
        // behind "U.S." or "Inc.".
        let is_quotation = matches!(after.first, '"' | '“') && is_capital;
        let evidence = || after.is_starter() || (is_line_end && !is_lower);
        match self.before() {
            Before::Enumerator => false,
            // One small letter is an abbreviation that no table holds: "z. B.", "г. Москва".
            Before::Word(word)
                if word.chars().nth(1).is_none() && word.chars().all(char::is_lowercase) =>
            {
                evidence()
            }
            Before::Word(word) => {
                !is_lower
                    || is_line_end
                    || is_address_start(after.word, after.rest)
                    || (word.len() > 1
                        && !word.contains('.')
                        && word.chars().all(char::is_lowercase))
            }
            Before::Nothing | Before::Closed => !is_lower || is_line_end,
            Before::Number(digits) => {
                // German dates and ordinals: "12. 5. 2019", "am 3. Oktober".
                let is_ordinal = digits.len() <= 2
                    && (word::follows_ordinal(after.word)
                        || (after.letter.is_ascii_digit() && after.rest.starts_with(". ")));
                (!is_lower || is_line_end) && !is_ordinal
            }
            Before::Initial(letter, after_lower) => {
                if letter == "I" && after_lower {
                    !is_lower
                } else {
                    evidence()
                }
            }
            Before::Acronym => evidence() || is_quotation,
            Before::Time => {
                let follows = word::follows_time(after.word) || !is_capital || is_zone(after);
                (is_line_end && !is_lower) || (!follows && !self.is_fronted_time())
            }
            Before::Abbreviation(kind) => match kind {
                Kind::BeforeName => after.letter.is_uppercase() && word::is_never_name(after.word),
                Kind::AfterName => evidence() || is_quotation,
                Kind::Calendar => is_capital && !after.is_opened(),
                Kind::BeforeNumber => is_capital && after.word.len() > 1 && !is_roman(after.word),
                Kind::Joining => false,
                Kind::Loose => is_capital || is_line_end && !is_lower,
            },
        }
    }

    fn closed_stop_ends(&self, after: After<'_>, is_line_end: bool) -> bool {
        if after.is_lower() {
            return is_line_end && self.is_quoted || is_address_start(after.word, after.rest);
        }
        if self.is_quoted || is_line_end {
            return true;
        }
        // "(D-Calif.) Smith", "(Acme Inc.) The": the bracket belongs to the abbreviation before it.
        match self.before() {
            Before::Abbreviation(_) | Before::Acronym | Before::Initial(..) | Before::Time => {
                after.is_starter()
            }
            Before::Enumerator => false,
            _ => true,
        }
    }

    /// Whether the sentence so far is only a time ("At 5 a.m."), so that its subject is still to
    /// come.
    fn is_fronted_time(&self) -> bool {
        let head = &self.text[self.start..self.at];
        if head.len() > 40 {
            return false;
        }
        let mut words = head.split_whitespace();
        matches!(
            words.next(),
            Some(
                "At" | "By"
                    | "Around"
                    | "About"
                    | "Before"
                    | "After"
                    | "Until"
                    | "Since"
                    | "From"
                    | "Near"
                    | "Shortly"
                    | "Just"
            )
        ) && words.count() <= 3
    }

    /// Whether nothing but signs is left of the line from `next` on, as with the faces behind a
    /// post.
    fn is_last_word(&self, next: usize) -> bool {
        let window = &self.text[next..floor_boundary(self.text, next + 32)];
        let line = window.split(['\n', '\r']).next().unwrap_or_default();
        let is_whole = line.len() < window.len() || next + line.len() == self.text.len();
        is_whole && !line.contains(char::is_alphanumeric)
    }
}

/// Whether the time of a place is named: "9 a.m. North Korean time".
fn is_zone(after: After<'_>) -> bool {
    let window = &after.rest[..floor_boundary(after.rest, 40)];
    window
        .split(' ')
        .skip(1)
        .take(3)
        .find(|word| !word.starts_with(char::is_uppercase))
        .is_some_and(|word| {
            word.strip_prefix("time").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

pub(super) fn is_roman(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}

/// Whether a web address starts with `word`; posts of social media are quoted with one behind their
/// last stop.
fn is_address_start(word: &str, rest: &str) -> bool {
    (matches!(word, "http" | "https") && rest.starts_with("://"))
        || (matches!(word, "pic" | "www") && rest.starts_with('.'))
}

/// Whether the text is a name and a verb of speech, as in "Are you leaving?" Ms. Roe asked.
pub(super) fn is_attribution(after: After<'_>) -> bool {
    if !after.word.starts_with(char::is_uppercase) || after.is_opened() || after.is_starter() {
        return false;
    }
    let window = &after.rest[..floor_boundary(after.rest, 80)];
    let mut words = window
        .split_whitespace()
        .take(6)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    while let Some(word) = words.next() {
        if word::is_speech_verb(word) {
            // "Ms. Roe said that ..." reports something else in a sentence of its own.
            return words.next() != Some("that");
        }
        if word.starts_with(char::is_lowercase)
            && !matches!(word, "of" | "the" | "de" | "van" | "von" | "bin" | "and")
        {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::token::sentence::sentences;

    /// Name, text, sentences; "|" stands for an end.
    fn check(cases: &[(&str, &str, &str)]) {
        for (name, text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), *expected, "{name}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn abbreviations_end_only_before_a_start() {
        check(&[
            ("title", "We met Gov. Ann Roe and Sen. Lee.", "We met Gov. Ann Roe and Sen. Lee."),
            ("titles in a row", "Maj. Gen. Roe spoke. Lt. Col. Lee left.", "Maj. Gen. Roe spoke.|Lt. Col. Lee left."),
            ("street that looks like a title", "She lives on Hill Dr. They live by the sea.", "She lives on Hill Dr.|They live by the sea."),
            ("initials", "J. K. Roe met A.B. Lee.", "J. K. Roe met A.B. Lee."),
            ("vitamin", "Eat vitamin C. It helps.", "Eat vitamin C.|It helps."),
            ("adjective", "The U.S. Senate met U.N. envoys.", "The U.S. Senate met U.N. envoys."),
            ("acronym in a compound", "A U.S.-led force came.", "A U.S.-led force came."),
            ("acronym before a quotation", "It came to the U.S. “We saw it,” he said.", "It came to the U.S.|“We saw it,” he said."),
            ("acronym with possessive", "The U.S.'s plan and the U.N.’s reply.", "The U.S.'s plan and the U.N.’s reply."),
            ("heading with capitals", "Why The U.S. Is Leaving", "Why The U.S. Is Leaving"),
            ("party and state", "Ann Roe (D-Calif.) spoke. Lee, R-Fla., left.", "Ann Roe (D-Calif.) spoke.|Lee, R-Fla., left."),
            ("date line", "DOVER, Del. (AP) — The port closed.", "DOVER, Del. (AP) — The port closed."),
            ("postal code", "He was treated at the VA. Doctors were kind.", "He was treated at the VA.|Doctors were kind."),
            ("company", "Roe Inc. Chief Executive Lee left Acme Corp. The shares fell.", "Roe Inc. Chief Executive Lee left Acme Corp.|The shares fell."),
            ("degree", "Ann Roe, Ph.D., spoke. Lee has a Ph.D. He taught.", "Ann Roe, Ph.D., spoke.|Lee has a Ph.D.|He taught."),
            ("month before a number", "It opened on Sept. 3. It closed in Oct. Boats left.", "It opened on Sept. 3.|It closed in Oct.|Boats left."),
            ("small word that is also a month", "The cat sat. Dogs ran.", "The cat sat.|Dogs ran."),
            ("number sign", "He is No. 10. She said no. They left.", "He is No. 10.|She said no.|They left."),
            ("figure", "See Fig. A and pp. 3-9, vol. II, for more.", "See Fig. A and pp. 3-9, vol. II, for more."),
            ("court case", "Roe v. Lee was cited. So was Lee vs. Roe.", "Roe v. Lee was cited.|So was Lee vs. Roe."),
            ("latin", "Roe et al. found it, i.e. they saw it, e.g. In Dover.", "Roe et al. found it, i.e. they saw it, e.g. In Dover."),
            ("et cetera", "Boats, nets, etc. They sold all, etc. in May.", "Boats, nets, etc.|They sold all, etc. in May."),
            ("Cyrillic initials", "Это А. С. Пушкин. Он жил в г. Москва.", "Это А. С. Пушкин.|Он жил в г. Москва."),
            ("German", "Am 3. Oktober kam Dr. Roe, z. B. mit dem Zug. Er blieb bis zum 5. Mai.", "Am 3. Oktober kam Dr. Roe, z. B. mit dem Zug.|Er blieb bis zum 5. Mai."),
            ("French", "M. Roe est venu. « Il pleut. » Mme Lee est partie !", "M. Roe est venu.|« Il pleut. »|Mme Lee est partie !"),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn numbers_and_times() {
        check(&[
            ("decimals and money", "It rose 2.5% to $3.40. Then it fell.", "It rose 2.5% to $3.40.|Then it fell."),
            ("year", "It began in 2019. The war ended.", "It began in 2019.|The war ended."),
            ("zone", "It starts at 8 p.m. ET. Doors open at 7 p.m. Monday.", "It starts at 8 p.m. ET.|Doors open at 7 p.m. Monday."),
            ("time of a place", "It flew at 9 a.m. East Harbour time. All saw it.", "It flew at 9 a.m. East Harbour time.|All saw it."),
            ("time at the end", "It starts at 8 p.m. Tickets are free.", "It starts at 8 p.m.|Tickets are free."),
            ("fronted time", "By 9 p.m. Roe had won.", "By 9 p.m. Roe had won."),
            ("numbered sentence", "1. The port is open. 2. The road is not.", "1. The port is open.|2. The road is not."),
            ("version", "Version 2.0.1 is out. Get it.", "Version 2.0.1 is out.|Get it."),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn quotations_and_brackets() {
        check(&[
            ("straight", "\"It is late.\" She left.", "\"It is late.\"|She left."),
            ("curly", "“It is late.” “We know.”", "“It is late.”|“We know.”"),
            ("single", "‘It is late.’ She left.", "‘It is late.’|She left."),
            ("nested", "“He said, ‘It is late.’ ” She left.", "“He said, ‘It is late.’ ”|She left."),
            ("wrong mark", "She said: “It is late.“ He left.", "She said: “It is late.“|He left."),
            ("two sentences inside", "“It is late. We must go,” she said.", "“It is late.|We must go,” she said."),
            ("question and speaker", "“Is it late?” Ms. Ann Roe asked. He left.", "“Is it late?” Ms. Ann Roe asked.|He left."),
            ("question and pronoun", "“Is it late?” she asked. “Yes!” he said.", "“Is it late?” she asked.|“Yes!” he said."),
            ("question and another sentence", "“Is it late?” Ann Roe said that it was.", "“Is it late?”|Ann Roe said that it was."),
            ("signed quotation", "\"It is late.\" — Ann Roe", "\"It is late.\" — Ann Roe"),
            ("brackets", "It is late. (Reporting by A. Roe.) More soon.", "It is late.|(Reporting by A. Roe.)|More soon."),
            ("note", "It is late.[12] They left.", "It is late.[12]|They left."),
            ("faces", "It is late! 😀 They left.😀 Bye.", "It is late!|😀 They left.😀|Bye."),
            ("marks behind a space", "C'est fini... ! Il est parti.", "C'est fini... !|Il est parti."),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn ellipses() {
        check(&[
            ("pause", "It was ... late. We … left.", "It was ... late.|We … left."),
            ("end", "It was late... They left. It was late… They left.", "It was late...|They left.|It was late…|They left."),
            ("words left out", "It was late. ... They left.", "It was late. ...|They left."),
            ("words left out, in brackets", "It was late. […] They left.", "It was late. […]|They left."),
            ("in a quotation", "“It was … President Roe who left.”", "“It was … President Roe who left.”"),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn lower_case_behind_a_stop() {
        check(&[
            ("word", "we were late. they left.", "we were late.|they left."),
            ("name", "The news from Nevada. the team lost.", "The news from Nevada. the team lost."),
            ("question", "Who knew? not me.", "Who knew?|not me."),
            ("chant", "They cried shame! shame!", "They cried shame! shame!"),
            ("address", "See the map. https://example.com/map", "See the map.|https://example.com/map"),
            ("small first letter of a name", "It fell. iPhone sales rose.", "It fell.|iPhone sales rose."),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn other_scripts() {
        check(&[
            ("Chinese", "天黑了。他走了！真的吗？是的。", "天黑了。|他走了！|真的吗？|是的。"),
            ("Japanese", "「行こう。」と彼は言った。彼女も来た。", "「行こう。」と彼は言った。|彼女も来た。"),
            ("Arabic", "أين هو؟ هو هنا. ذهب.", "أين هو؟|هو هنا.|ذهب."),
            ("Urdu", "وہ آیا۔ وہ گیا۔", "وہ آیا۔|وہ گیا۔"),
            ("Hindi", "वह आया। वह गया।", "वह आया।|वह गया।"),
        ]);
    }
}
