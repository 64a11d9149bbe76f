//! Missing spaces: whether a stop ends the sentence although the next one follows it at once, as in
//! scraped text.

use super::abbreviation::Kind;
use super::context::{After, Before, look_back, trailing};
use super::scan::Mark;
use super::stop::{Stop, is_attribution, is_roman};
use super::word;

impl Stop<'_> {
    /// Whether the sentence ends although the text goes on at `self.end` without a space, as in
    /// scraped text.
    pub(super) fn ends_without_space(&self) -> bool {
        let after = After::read(&self.text[self.end..]);
        if self.mark == Mark::Wide {
            return (after.letter.is_alphabetic() || after.letter.is_numeric())
                && !self.goes_on_after_quotation(after);
        }
        if !after.letter.is_uppercase() || self.is_inside_address() {
            return false;
        }
        // A name or an address goes on behind the word: "John.F.Kennedy", "Some.Name@example.com",
        // "System.Out(...)".
        let mut rest = after.rest.chars();
        match rest.next() {
            Some('.') if !self.is_closed && !after.is_opened() => {
                let is_acronym = is_acronym(&self.text[self.end..]);
                if is_acronym
                    && matches!(self.before(), Before::Word(word) if word.starts_with(char::is_lowercase))
                {
                    return true;
                }
                if after.word.chars().count() == 1
                    || rest.next().is_some_and(char::is_alphanumeric) && !after.is_starter()
                {
                    return false;
                }
            }
            Some('@' | '/' | '_' | '=' | '\\' | '(') => return false,
            _ => {}
        }
        if self.is_quoted {
            return !(matches!(self.mark, Mark::Question | Mark::Exclamation)
                && is_attribution(after));
        }
        match self.mark {
            Mark::Question => true,
            Mark::Exclamation => {
                !matches!(self.before(), Before::Word(word) if word::is_exclaiming_brand(word))
            }
            // "*WHERE...Coast" is a label of a bulletin.
            Mark::Ellipsis { .. } => {
                after.word != "I"
                    && after.is_starter()
                    && !matches!(self.before(), Before::Word(word) if word.chars().all(char::is_uppercase))
            }
            _ => match self.before() {
                Before::Enumerator | Before::Nothing => false,
                // A brace closes code, not prose.
                Before::Closed => !self.text[..self.at].ends_with('}'),
                Before::Number(_) => {
                    self.is_closed || is_word_like(after.word) || after.is_starter()
                }
                Before::Word(word) => {
                    if self.is_closed || after.is_opened() || after.is_starter() {
                        return true;
                    }
                    !word::is_address_suffix(after.word)
                        && !word.contains('.')
                        && word
                            .chars()
                            .next_back()
                            .is_some_and(|c| c.is_lowercase() || c.is_numeric())
                }
                Before::Abbreviation(Kind::BeforeName) => word::is_never_name(after.word),
                Before::Abbreviation(Kind::Joining) => false,
                Before::Abbreviation(Kind::Loose | Kind::BeforeNumber) => {
                    after.word.len() > 1 && !is_roman(after.word)
                }
                Before::Initial(..) | Before::Acronym | Before::Time | Before::Abbreviation(_) => {
                    after.is_starter()
                }
            },
        }
    }

    /// Whether the stop is inside a web address, a mail address or a path.
    fn is_inside_address(&self) -> bool {
        let token = trailing(look_back(&self.text[self.start..self.at]), |c| !c.is_whitespace());
        token.contains("://")
            || token.contains("www.")
            || token.contains('@')
            || token.contains('=')
            || token.starts_with('/')
    }
}

/// A capital followed by small letters only.
fn is_word_like(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().skip(1).all(char::is_lowercase)
}

/// Two capitals with a stop behind each, and no third: "U.S. forces".
fn is_acronym(text: &str) -> bool {
    matches!(text.as_bytes(), [a, b'.', b, b'.', rest @ ..]
        if a.is_ascii_uppercase() && b.is_ascii_uppercase() && rest.first().is_none_or(|c| !c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use crate::token::sentence::sentences;

    #[test]
    #[rustfmt::skip]
    fn missing_spaces() {
        // Name, text, sentences; "|" stands for an end.
        let cases = [
            ("word", "They met refugees.She spoke.", "They met refugees.|She spoke."),
            ("question", "Is it late?They left!We stayed.", "Is it late?|They left!|We stayed."),
            ("closing mark", "“It is late.”They left.", "“It is late.”|They left."),
            ("opening mark", "It is late, she said.“We left.”", "It is late, she said.|“We left.”"),
            ("straight marks", "\"It is late.\"They left.\"We stayed.\"", "\"It is late.\"|They left.|\"We stayed.\""),
            ("year", "It began in 2019.The war ended.", "It began in 2019.|The war ended."),
            ("acronym and starter", "It came to the U.S.The law changed.", "It came to the U.S.|The law changed."),
            ("acronym behind a stop", "They blocked it.U.S. forces left.", "They blocked it.|U.S. forces left."),
            ("time", "It starts at 8 p.m.Eastern. It starts at 8 p.m.They left.", "It starts at 8 p.m.Eastern.|It starts at 8 p.m.|They left."),
            ("site", "See example.com and Example.Com or Roe.Com. Bye.", "See example.com and Example.Com or Roe.Com.|Bye."),
            ("library", "They wrote it in Node.js and ASP.NET. Bye.", "They wrote it in Node.js and ASP.NET.|Bye."),
            ("code", "Call System.Out.Print and Run.Main(x). Bye.", "Call System.Out.Print and Run.Main(x).|Bye."),
            ("address", "See http://example.com/a.B?c=D.E now.", "See http://example.com/a.B?c=D.E now."),
            ("mail", "Write to Ann.Roe@example.com now.", "Write to Ann.Roe@example.com now."),
            ("file", "Open Report.PDF and notes.txt. Bye.", "Open Report.PDF and notes.txt.|Bye."),
            ("initials", "John.F.Roe and J.K.Lee left.", "John.F.Roe and J.K.Lee left."),
            ("title", "Mr.Roe met St.John. Bye.", "Mr.Roe met St.John.|Bye."),
        ];
        for (name, text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected, "{name}");
        }
    }
}
