//! Sentences (to be replaced).

use unicode_segmentation::UnicodeSegmentation;

/// The byte ranges of sentences.
pub fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    text.split_sentence_bound_indices().filter_map(|(start, piece)| {
        let trimmed = piece.trim_start();
        let start = start + piece.len() - trimmed.len();
        let end = start + trimmed.trim_end().len();
        (start < end).then_some(start..end)
    })
}
