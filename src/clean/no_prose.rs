//! Style sheets, scripts, names of pictures and rows of symbols that a scraper took for text.

use super::{Masks, Reason};
use crate::article::Corpus;
use crate::token::TokenizedCorpus;

/// In prose at most this share of the characters is neither a letter, a digit, white space nor a mark that
/// sentences are punctuated with.
const MOST_SYMBOLS: f64 = 0.15;
/// No word of a language that spaces its words is longer; an address or an encoded picture is.
const LONGEST_WORD: usize = 60;

/// Marks sentences that are no prose.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    for article in corpus.article_ids() {
        for (number, sentence) in tokenized.document(article).sentences.iter().enumerate() {
            let text = corpus.article(article).text(sentence.part);
            if sentence.span.of(text).is_some_and(|text| !is_prose(text)) {
                masks.add(tokenized, article, number, Reason::NoProse);
            }
        }
    }
}

fn is_prose(text: &str) -> bool {
    if text.contains(['{', '}']) || text.contains("</") || text.contains("/>") {
        return false;
    }
    if is_identifier(text.trim_matches(|c: char| !c.is_alphanumeric())) {
        return false;
    }
    let (mut n_chars, mut n_symbols, mut run) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        n_chars += 1;
        n_symbols += usize::from(is_symbol(c));
        // Scripts without spaces write whole sentences in one run, so only ASCII runs count.
        run = if c.is_ascii_graphic() { run + 1 } else { 0 };
        if run > LONGEST_WORD {
            return false;
        }
    }
    n_chars < 12 || n_symbols as f64 <= MOST_SYMBOLS * n_chars as f64
}

/// Whether a line is the name of a picture or a part of the page: "menu-icon", "hero_image_2".
fn is_identifier(line: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    line.contains(['-', '_']) && line.contains(char::is_alphabetic) && line.chars().all(is_part)
}

/// ASCII only: every script has punctuation of its own, and style sheets are written in ASCII.
fn is_symbol(c: char) -> bool {
    c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '?' | '!' | '"' | '\'' | '-' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_no_prose() {
        let cases = [
            ("The talks, he said, \u{201C}went well\u{201D} \u{2014} for now.", true),
            ("\"U.S.?\" \"Yes!\"", true),
            (".a{color:#222;font-size:14px}", false),
            ("<img src='x'/> tail of a tag", false),
            ("a:#222;b:light-dark(#222,#fff);c:14px;d:0 0;", false),
            ("* * * * * * * * = = = = - - - -/-/-/-/", false),
            ("- menu-icon", false),
            ("hero_image_2", false),
            ("3-1", true),
            ("A follow-up.", true),
            ("会谈在周一举行，双方同意继续。", true),
            ("Переговоры состоятся в понедельник.", true),
        ];
        for (text, prose) in cases {
            assert_eq!(is_prose(text), prose, "{text}");
        }
    }
}
