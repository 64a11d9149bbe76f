//! How much of its sentences an outlet gives to each frame, compared with the others on the same stories.

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Citation, Corpus};
use crate::clean::Masks;
use crate::contrast::{Contrast, Emphasis};
use crate::count::{Counts, Family, Feature, FeatureId, row_keys};
use crate::framing::{FrameId, FrameMatcher, FrameTable, Inventory, Speaker};
use crate::token::TokenizedCorpus;

const MAX_PASSAGES: usize = 3;

/// One frame in one outlet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FrameEmphasis {
    /// The key of the inventory.
    pub inventory: String,
    /// The name of the frame.
    pub name: String,
    /// The frame's share of sentences, here and elsewhere. Counts are counts of sentences.
    pub contrast: Contrast,
    /// The number of its sentences that carry the frame in the outlet's own words; the others carry it only in words
    /// that are attributed to somebody.
    pub n_narrated: u32,
    /// Sentences of the outlet that carry the frame, those with most of its words first. Never empty.
    pub citations: Vec<Citation>,
}

/// Every article matched against some inventories.
pub(super) struct Frames {
    matcher: FrameMatcher,
    table: FrameTable,
    narrated: FrameTable,
    counts: Counts,
}

impl Frames {
    pub fn new(
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        masks: &Masks,
        inventories: &[Inventory],
        spoken: &[Citation],
    ) -> Self {
        let matcher = FrameMatcher::with_all(inventories, tokenized.vocabulary());
        let table = FrameTable::new(corpus, tokenized, masks, &matcher);
        let ids: Vec<FrameId> = matcher.frame_ids().collect();
        let features = ids.iter().map(|&id| {
            let frame = matcher.frame(id);
            Feature::named(format!("{}/{}", matcher.inventory_of(id), frame.key), &frame.name)
        });
        let cells = table.rows().iter().map(|row| {
            (0..)
                .zip(&ids)
                .map(|(number, &id)| (number, row.n_body(id)))
                .filter(|(_, n)| *n > 0)
                .collect()
        });
        let exposure = table.rows().iter().map(|row| row.n_body_sentences).collect();
        let counts = Counts::from_rows(
            Family::Frame,
            row_keys(corpus),
            exposure,
            features.collect(),
            cells.collect(),
        );
        let narrated = table.of_speaker(Speaker::Narrator, spoken);
        Frames { matcher, table, narrated, counts }
    }

    pub fn emphasis(&self) -> Emphasis<'_> {
        Emphasis::new(&self.counts)
    }

    /// The frames of an outlet with their passages, in the order of the contrasts.
    pub fn of(&self, own: &[ArticleId], contrasts: Vec<Contrast>) -> Vec<FrameEmphasis> {
        contrasts.into_iter().filter_map(|contrast| self.frame(own, contrast)).collect()
    }

    /// How often each article carries each frame, in sentences.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn frame(&self, own: &[ArticleId], contrast: Contrast) -> Option<FrameEmphasis> {
        let number = self.counts.find(&contrast.key)?.index();
        let id = self.matcher.frame_ids().nth(number)?;
        let citations = self.passages(&contrast.key, own);
        let inventory = self.matcher.inventory_of(id).to_owned();
        let name = self.matcher.frame(id).name.clone();
        let n_narrated = own.iter().map(|&article| self.narrated.row(article).n_body(id)).sum();
        (!citations.is_empty()).then_some(FrameEmphasis {
            inventory,
            name,
            contrast,
            n_narrated,
            citations,
        })
    }

    /// The sentences of some articles that carry most of a frame's words, by the key of its feature.
    pub fn passages(&self, key: &str, own: &[ArticleId]) -> Vec<Citation> {
        let number = self.counts.find(key).map(FeatureId::index);
        let Some(id) = number.and_then(|number| self.matcher.frame_ids().nth(number)) else {
            return Vec::new();
        };
        let mut found: Vec<(usize, usize, Citation)> = Vec::new();
        for &article in own {
            for (order, sentence) in self.table.row(article).sentences(id).enumerate() {
                let n_words = sentence.matches.iter().filter(|found| found.frame == id).count();
                let at = Citation { article, part: sentence.zone.part(), span: sentence.span };
                found.push((n_words, order, at));
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        found.into_iter().take(MAX_PASSAGES).map(|(_, _, at)| at).collect()
    }
}
