//! What a whole article uses: from the sentences that carry a frame to a decision about the article.
//!
//! Question: which frames does this article use, and which one first of all?
//!
//! The **strength** of a frame is the weight of its matches in the sentences that carry it, where those of
//! the headline count twice, divided by `5 √N`: N is the number of sentences, the headline's counted twice
//! too. In an article of 25 sentences that is the weight for each sentence. In others it grows and falls with
//! the square root of their number, for a share of many sentences is firmer than one of few, and a long
//! article has room for several frames. An article **uses** a frame when the strength reaches the
//! frame's `article threshold`. Thresholds differ between frames because their words do: nearly
//! every article names politics, few name fairness. The **primary** frame is the one whose strength is the
//! largest multiple of its threshold. In a tie the frame that comes first in the inventory is primary.
//!
//! Unit: weight of matches for each sentence, above 0. Cost: one pass over the framed sentences.
//!
//! It misleads on texts of two or three sentences, where one word decides.

use serde::{Deserialize, Serialize};

use super::{ArticleFrames, FrameId, FrameMatcher, Zone};

/// How much of an article a frame takes up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Salience {
    /// The frame.
    pub frame: FrameId,
    /// The weight of its matches for each sentence, corrected for the length of the article.
    pub strength: f64,
    /// The strength as a multiple of the frame's own threshold; 1 and more means that the article uses it.
    pub times_threshold: f64,
}

/// The strength of an article of this many sentences needs no correction.
const USUAL_LENGTH: f64 = 25.0;

/// A sentence of the headline counts as this many: there an article says what it is about.
const HEADLINE: f64 = 2.0;

impl ArticleFrames {
    /// The salience of every frame of the matcher, in the order of the frames; empty for an article
    /// without words.
    pub fn salience(&self, matcher: &FrameMatcher) -> Vec<Salience> {
        let n_sentences =
            HEADLINE * f64::from(self.n_headline_sentences) + f64::from(self.n_body_sentences);
        if n_sentences == 0.0 {
            return Vec::new();
        }
        let mut weights = vec![0.0; matcher.n_frames()];
        for sentence in &self.framed {
            let worth = if sentence.zone == Zone::Headline { HEADLINE } else { 1.0 };
            for found in &sentence.matches {
                if let Some(weight) = weights.get_mut(found.frame.index()) {
                    *weight += worth * found.weight;
                }
            }
        }
        let salience = |(frame, weight): (FrameId, f64)| {
            let strength = weight / (USUAL_LENGTH * n_sentences).sqrt();
            // A threshold of nought asks for any match at all.
            let threshold = matcher.frame(frame).article_threshold.max(f64::MIN_POSITIVE);
            Salience { frame, strength, times_threshold: (strength / threshold).min(f64::MAX) }
        };
        matcher.frame_ids().zip(weights).map(salience).collect()
    }

    /// The frames that the article uses, the most salient for its threshold first.
    pub fn used(&self, matcher: &FrameMatcher) -> Vec<Salience> {
        let mut used = self.salience(matcher);
        used.retain(|salience| salience.times_threshold >= 1.0);
        used.sort_by(|a, b| {
            b.times_threshold.total_cmp(&a.times_threshold).then(a.frame.cmp(&b.frame))
        });
        used
    }

    /// The primary frame, where the article uses any.
    pub fn primary(&self, matcher: &FrameMatcher) -> Option<FrameId> {
        self.used(matcher).first().map(|salience| salience.frame)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Corpus};
    use crate::framing::{FrameMatcher, FrameTable, Inventory};
    use crate::token::{Normalizer, TokenizedCorpus};

    #[test]
    fn headline_and_lede_decide() {
        let inventory = "inventory: x\n[a] A\narticle threshold: 0.2\nwords: tax\n[b] B\narticle threshold: 0.2\nwords: war";
        let inventory = Inventory::parse("x", inventory).unwrap();
        let cases: [(&str, &str, Option<&str>, usize); 6] = [
            ("War", "A.\nB.", Some("b"), 1),
            ("Tax", "War.\nB.", Some("a"), 1),
            ("Tax", "War. War. War.\nB.", Some("b"), 1),
            ("One", "Two. Two. Two.\nTax.", None, 0),
            ("", "War.", Some("b"), 1),
            ("", "", None, 0),
        ];
        for (headline, body, primary, n_used) in cases {
            let corpus = Corpus::new([Article::new("a", headline, body)]);
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
            let table = FrameTable::new(
                &corpus,
                &tokenized,
                &crate::clean::Masks::none(&tokenized),
                &matcher,
            );
            let row = &table.rows()[0];
            let found = row.primary(&matcher).map(|frame| matcher.frame(frame).key.as_str());
            assert_eq!(found, primary, "{headline} {body}");
            assert_eq!(row.used(&matcher).len(), n_used, "{headline} {body}");
        }
    }
}
