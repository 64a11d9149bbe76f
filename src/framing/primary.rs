//! What a whole article uses: from the sentences that carry a frame to a decision about the article.
//!
//! Question: which frames does this article use, and which one first of all?
//!
//! The share of a frame is its share of the article's sentences, where the headline counts as three
//! sentences and each sentence of the lede as two: that is where an article says what it is about. The
//! **salience** of the frame is `share * sqrt(N / 25)`, where N is the number of sentences counted in the
//! same way. A share of many sentences is firmer than one of few, by the square root of their
//! number, and a long article has room for several frames; in an article of 25 the two are equal. An
//! article **uses** a frame when the salience reaches the frame's `article share`. That threshold differs
//! between frames because their words do: nearly every article holds a sentence about politics, few hold
//! one about fairness. The **primary** frame is the one whose salience is the largest multiple of its
//! threshold. In a tie the frame that comes first in the inventory is primary.
//!
//! Unit: salience is a share from 0 to 1 for articles of 25 sentences, and above 1 for very long ones. Cost: one pass over the framed sentences.
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
    /// The weighted share of sentences that carry it, from 0 to 1.
    pub share: f64,
    /// The salience as a multiple of the frame's own threshold; 1 and more means that the article uses it.
    pub times_threshold: f64,
}

/// An article of this many sentences, counted by their worth, needs the share that the inventory names.
const USUAL_LENGTH: f64 = 25.0;

/// The number of sentences that one sentence in a zone counts as.
fn worth(zone: Zone) -> f64 {
    match zone {
        Zone::Headline => 3.0,
        Zone::Lede => 2.0,
        Zone::Rest => 1.0,
    }
}

impl ArticleFrames {
    /// The salience of every frame of the matcher, in the order of the frames; empty for an article
    /// without words.
    pub fn salience(&self, matcher: &FrameMatcher) -> Vec<Salience> {
        let n_rest = self.n_body_sentences - self.n_lede_sentences;
        let total = worth(Zone::Headline) * f64::from(self.n_headline_sentences)
            + worth(Zone::Lede) * f64::from(self.n_lede_sentences)
            + worth(Zone::Rest) * f64::from(n_rest);
        if total == 0.0 {
            return Vec::new();
        }
        let mut carried = vec![0.0; matcher.n_frames()];
        for sentence in &self.framed {
            for frame in &sentence.frames {
                if let Some(carried) = carried.get_mut(frame.index()) {
                    *carried += worth(sentence.zone);
                }
            }
        }
        let salience = |(frame, carried): (FrameId, f64)| {
            let share = carried / total;
            // A threshold of nought asks for any sentence at all.
            let threshold = matcher.frame(frame).article_share.max(f64::MIN_POSITIVE);
            let salience = share * (total / USUAL_LENGTH).sqrt();
            Salience { frame, share, times_threshold: (salience / threshold).min(f64::MAX) }
        };
        matcher.frame_ids().zip(carried).map(salience).collect()
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
        let inventory = "inventory: x\n[a] A\narticle share: 0.16\nwords: tax\n[b] B\narticle share: 0.2\nwords: war";
        let inventory = Inventory::parse("x", inventory).unwrap();
        let cases: [(&str, &str, Option<&str>, usize); 6] = [
            ("War", "A.\nB.", Some("b"), 1),
            ("Tax", "War.\nB.", Some("a"), 1),
            ("Tax", "War. War. War.\nB.", Some("b"), 2),
            ("One", "Two. Two. Two.\nTax.", None, 0),
            ("", "War.", Some("b"), 1),
            ("", "", None, 0),
        ];
        for (headline, body, primary, n_used) in cases {
            let corpus = Corpus::new([Article::new("a", headline, body)]);
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
            let table = FrameTable::new(&corpus, &tokenized, &matcher);
            let row = &table.rows()[0];
            let found = row.primary(&matcher).map(|frame| matcher.frame(frame).key.as_str());
            assert_eq!(found, primary, "{headline} {body}");
            assert_eq!(row.used(&matcher).len(), n_used, "{headline} {body}");
        }
    }
}
