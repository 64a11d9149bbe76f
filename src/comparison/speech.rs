//! The quotations of a comparison that count: speech, in sentences that are not set aside.
//!
//! Every article is read for quotations once; who speaks, how and whose words a place is all follow from that.

use rayon::prelude::*;

use crate::article::{ArticleId, Citation, Corpus, Part};
use crate::clean::Masks;
use crate::token::{Sentence, TokenizedCorpus};
use crate::voice::{Quotation, QuotationKind, VoiceForms, Voices};

/// A quotation that counts, with the sentence in which its content begins.
pub(super) struct Attributed {
    pub part: Part,
    pub quotation: Quotation,
    pub sentence: u32,
}

/// Whose words every place is, article by article in the order of the corpus.
pub(super) fn heard(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Vec<Voices> {
    let articles = corpus.articles().par_iter().zip(tokenized.documents());
    let forms = VoiceForms::new(tokenized.vocabulary());
    articles.map(|(article, document)| forms.voices(article, document)).collect()
}

/// Speech in every article, in the order of the corpus. Stances are no speech, and what stands in a sentence
/// that is set aside is not the outlet's.
pub(super) fn attributed(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    heard: &[Voices],
) -> Vec<Vec<Attributed>> {
    let ids: Vec<ArticleId> = corpus.article_ids().collect();
    ids.par_iter()
        .zip(heard)
        .map(|(&id, voices)| {
            let sentences = &tokenized.document(id).sentences;
            let mut found = Vec::new();
            for part in [Part::Headline, Part::Body] {
                for quotation in voices.of(part) {
                    let speech = quotation.kind != QuotationKind::Stance;
                    let Some(first) = quotation.content.first().filter(|_| speech) else {
                        continue;
                    };
                    let holds = |sentence: &Sentence| {
                        sentence.part == part && sentence.span.overlaps(first)
                    };
                    let Some(sentence) = sentences.iter().position(holds) else { continue };
                    if masks.keeps(id, sentence) {
                        let (quotation, sentence) = (quotation.clone(), sentence as u32);
                        found.push(Attributed { part, quotation, sentence });
                    }
                }
            }
            found
        })
        .collect()
}

/// The places of all attributed words.
pub(super) fn attributed_places(attributed: &[Vec<Attributed>]) -> Vec<Citation> {
    let mut places = Vec::new();
    for (article, found) in (0..).map(ArticleId).zip(attributed) {
        for Attributed { part, quotation, .. } in found {
            let at = |&span| Citation { article, part: *part, span };
            places.extend(quotation.content.iter().map(at));
        }
    }
    places
}
