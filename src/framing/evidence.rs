//! How much speaks for each frame in one sentence, and which frame that makes the first.
//!
//! Question: which single frame does this sentence carry above all?
//!
//! The evidence for a frame is the sum of the weights of its matches, where a match is shared out: if
//! matches of `k` frames of the same inventory overlap, each gets `1/k` of its own weight. A word that
//! speaks for everything speaks for nothing in particular. The first frame is the one with the most
//! evidence, the earlier one of the inventory in a tie, and the residual frame where no frame is present.
//!
//! Unit: weights of the inventory. Cost: pairs of matches in a sentence, which are few.
//!
//! It misleads on long sentences that say several things, which do carry several frames.

use super::{FrameId, FrameMatch, FrameMatcher};
use crate::token::Occurrence;

/// Evidence from which something speaks clearly for a frame: one strong word, or two ordinary ones. Where a
/// residual frame stands ready, a single ordinary word decides nothing.
const CLEAR: f64 = 1.5;

impl FrameMatcher {
    /// The evidence for every frame in the words of one sentence, in the order of the frames.
    pub fn evidence(&self, words: &[Occurrence]) -> Vec<f64> {
        let found = self.sentence(words);
        let mut evidence = vec![0.0; self.n_frames()];
        for one in &found {
            evidence[one.frame.index()] += one.weight / f64::from(self.n_sharing(one, &found));
        }
        evidence
    }

    /// The frame that a sentence carries above all, of the frames of one inventory; its residual frame
    /// where nothing speaks clearly for another, `None` where it has no residual frame.
    ///
    /// ```
    /// use parallax::framing::{Builtin, FrameMatcher};
    /// use parallax::token::{Normalizer, Tokenized, Vocabulary};
    /// use parallax::Article;
    ///
    /// let mut vocabulary = Vocabulary::new(Normalizer::default());
    /// let document = Tokenized::new(&Article::new("a", "Taxes on wages rise", ""), &mut vocabulary);
    /// let matcher = FrameMatcher::new(Builtin::PolicyFrames.inventory(), &vocabulary);
    /// let first = matcher.first_frame(&document.tokens, "policy_frames").unwrap();
    /// assert_eq!(matcher.frame(first).key, "economic");
    /// ```
    pub fn first_frame(&self, words: &[Occurrence], inventory: &str) -> Option<FrameId> {
        let groups: Vec<Option<FrameId>> =
            self.frame_ids().map(|id| (self.inventory_of(id) == inventory).then_some(id)).collect();
        self.first_group(words, &groups).copied()
    }

    /// As [`FrameMatcher::first_frame`] for a codebook that tells fewer frames apart: `groups` names the code
    /// of each frame in turn, `None` where the codebook has none, and the evidence for frames of one code is
    /// added up. The code of a residual
    /// frame is given where nothing speaks clearly for another.
    pub fn first_group<'g, G: PartialEq>(
        &self,
        words: &[Occurrence],
        groups: &'g [Option<G>],
    ) -> Option<&'g G> {
        let evidence = self.evidence(words);
        let mut totals: Vec<(&G, f64)> = Vec::new();
        for (group, evidence) in groups.iter().zip(evidence) {
            let Some(group) = group else { continue };
            match totals.iter_mut().find(|(known, _)| *known == group) {
                Some((_, total)) => *total += evidence,
                None => totals.push((group, evidence)),
            }
        }
        let residual = self
            .frame_ids()
            .zip(groups)
            .find(|(id, group)| self.frame(*id).residual && group.is_some());
        let residual = residual.and_then(|(_, group)| group.as_ref());
        let needed = if residual.is_some() { CLEAR } else { f64::MIN_POSITIVE };
        let first = totals
            .into_iter()
            .reduce(|best, next| if next.1 > best.1 + 1e-9 { next } else { best });
        first
            .filter(|(_, evidence)| *evidence >= needed - 1e-9)
            .map(|(group, _)| group)
            .or(residual)
    }

    /// The number of frames of the same inventory with a match that overlaps, the match's own included.
    fn n_sharing(&self, one: &FrameMatch, found: &[FrameMatch]) -> u32 {
        let inventory = self.inventory_of(one.frame);
        let mut frames: Vec<FrameId> = found
            .iter()
            .filter(|other| {
                other.span.overlaps(&one.span) && self.inventory_of(other.frame) == inventory
            })
            .map(|other| other.frame)
            .collect();
        frames.sort_unstable();
        frames.dedup();
        frames.len().max(1) as u32
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::framing::{FrameMatcher, Inventory};
    use crate::token::{Normalizer, Tokenized, Vocabulary};

    #[test]
    fn shared_words_count_less() {
        let inventory = Inventory::parse(
            "x",
            "inventory: x\n[a] A\nwords: war, law\n[b] B\nwords: war, tax\n[none] None\nresidual: yes",
        )
        .unwrap();
        let cases = [
            ("War and tax", "b", [0.5, 1.5, 0.0]),
            ("War", "none", [0.5, 0.5, 0.0]),
            ("Law, war, law", "a", [2.5, 0.5, 0.0]),
            ("Rain", "none", [0.0, 0.0, 0.0]),
        ];
        for (text, key, evidence) in cases {
            let mut vocabulary = Vocabulary::new(Normalizer::default());
            let document = Tokenized::new(&Article::new("a", text, ""), &mut vocabulary);
            let matcher = FrameMatcher::new(&inventory, &vocabulary);
            assert_eq!(matcher.evidence(&document.tokens), evidence, "{text}");
            let first = matcher.first_frame(&document.tokens, "x").unwrap();
            assert_eq!(matcher.frame(first).key, key, "{text}");
        }
    }
}
