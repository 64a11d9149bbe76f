//! Words as UAX #29 has them, with their places.

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

use crate::article::Span;

/// A word and its place in the text that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token<'t> {
    /// The word as published.
    pub text: &'t str,
    /// Its bytes in the text.
    pub span: Span,
}

/// The words of a text in order: exactly what `unicode_words` of the crate `unicode-segmentation` gives.
///
/// ```
/// use parallax::token::words;
///
/// let found: Vec<&str> = words("Moscow can't wait: 3,000.5 km\u{2014}no more.").map(|token| token.text).collect();
/// assert_eq!(found, ["Moscow", "can't", "wait", "3,000.5", "km", "no", "more"]);
/// ```
pub fn words(text: &str) -> Tokens<'_> {
    Tokens { bounds: text.split_word_bound_indices() }
}

/// The iterator behind [`words`].
pub struct Tokens<'t> {
    bounds: UWordBoundIndices<'t>,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let is_word = |piece: &&(usize, &str)| piece.1.chars().any(char::is_alphanumeric);
        let (start, text) = self.bounds.by_ref().find(|piece| is_word(&piece))?;
        Some(Token { text, span: Span::from_range(start..start + text.len()) })
    }
}
