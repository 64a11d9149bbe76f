//! One row for each article: which sentences carry which frame.

use serde::{Deserialize, Serialize};

use rayon::prelude::*;

use super::matcher::SENTENCE_WEIGHT;
use super::{FrameId, FrameMatch, FrameMatcher};
use crate::article::{ArticleId, Citation, Corpus, Part, Span};
use crate::clean::Masks;
use crate::token::{Occurrence, Sentence, Tokenized, TokenizedCorpus};

/// The frames of every article of a corpus.
///
/// Rows are articles and nothing is summed over them, so any measure that takes articles as its unit can
/// start from here.
///
/// ```
/// use parallax::framing::{Builtin, FrameMatcher, FrameTable};
/// use parallax::clean::Masks;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("Reuters", "", "Taxes rose. The court ruled. It rained.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let matcher = FrameMatcher::new(Builtin::PolicyFrames.inventory(), tokenized.vocabulary());
/// let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
/// let economic = matcher.find("economic").unwrap();
/// assert_eq!(table.rows()[0].n_body_sentences, 3);
/// assert_eq!(table.rows()[0].n_body(economic), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FrameTable {
    rows: Vec<ArticleFrames>,
}

/// The frames of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleFrames {
    /// The number of sentences of the headline that hold a word.
    pub n_headline_sentences: u32,
    /// The number of sentences of the body that hold a word, lede included.
    pub n_body_sentences: u32,
    /// The number of them that make up the lede.
    pub n_lede_sentences: u32,
    /// The sentences that any frame was found in, in the order of the text.
    pub framed: Vec<FramedSentence>,
}

/// A sentence that at least one frame was found in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FramedSentence {
    /// Where in the article it stands.
    pub zone: Zone,
    /// Its bytes in its part of the article.
    pub span: Span,
    /// The frames whose matches weigh enough, in the order of their ids.
    pub frames: Vec<FrameId>,
    /// The matches of those frames, in the order of the text.
    pub matches: Vec<FrameMatch>,
}

/// Where in an article a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Zone {
    /// The headline.
    Headline,
    /// The first paragraph of the body, of which at most three sentences. Scraped text often has no
    /// paragraphs left.
    Lede,
    /// The rest of the body.
    Rest,
}

impl Zone {
    /// The part of the article that spans of the zone index.
    pub fn part(self) -> Part {
        match self {
            Zone::Headline => Part::Headline,
            Zone::Lede | Zone::Rest => Part::Body,
        }
    }
}

/// Whose words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Speaker {
    /// The outlet's own words: those outside every quotation.
    Narrator,
    /// The words of those it quotes.
    Quoted,
}

/// The most sentences that a lede has.
const LEDE_SENTENCES: u32 = 3;

impl FrameTable {
    /// Matches every article, what is masked left out, on all cores; the result does not depend on how many there are.
    pub fn new(
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        masks: &Masks,
        matcher: &FrameMatcher,
    ) -> Self {
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let row = |&id: &ArticleId| {
            let (body, document) = (&corpus.article(id).body, tokenized.document(id));
            ArticleFrames::of(body, document, matcher, |number| masks.counted(document, id, number))
        };
        let rows = ids.par_iter().map(row).collect();
        FrameTable { rows }
    }

    /// One row for each article, in the order of the corpus.
    pub fn rows(&self) -> &[ArticleFrames] {
        &self.rows
    }

    /// The same table with the matches of one kind of speaker alone. A match counts as quoted where a
    /// quotation covers all of it. The numbers of sentences stay those of all sentences, so
    /// that the shares of the two kinds can be compared.
    ///
    /// A frame stays with a sentence where the matches left weigh enough.
    pub fn of_speaker(&self, speaker: Speaker, quotations: &[Citation]) -> Self {
        let mut table = self.clone();
        let mut sorted: Vec<&Citation> = quotations.iter().collect();
        sorted.sort_unstable();
        for (article, row) in (0..).map(ArticleId).zip(&mut table.rows) {
            let from = sorted.partition_point(|quotation| quotation.article < article);
            let of_article =
                sorted[from..].iter().take_while(|quotation| quotation.article == article);
            let of_article: Vec<&Citation> = of_article.copied().collect();
            for sentence in &mut row.framed {
                let part = sentence.zone.part();
                sentence.matches.retain(|found| {
                    let covers = |quotation: &&Citation| {
                        quotation.part == part && quotation.span.covers(&found.span)
                    };
                    of_article.iter().any(covers) == (speaker == Speaker::Quoted)
                });
                sentence.frames = present(&sentence.matches);
                let frames = &sentence.frames;
                sentence.matches.retain(|found| frames.contains(&found.frame));
            }
            row.framed.retain(|sentence| !sentence.frames.is_empty());
        }
        table
    }

    /// The row of an article.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus, as indexing a slice does.
    pub fn row(&self, id: ArticleId) -> &ArticleFrames {
        &self.rows[id.index()]
    }
}

impl ArticleFrames {
    /// The frames of one tokenised article. `body` is its running text, which tells where the first
    /// paragraph ends.
    pub fn new(body: &str, document: &Tokenized, matcher: &FrameMatcher) -> Self {
        ArticleFrames::of(body, document, matcher, |number| {
            let words = document.words_of(&document.sentences[number]);
            std::iter::once(words).filter(|words| !words.is_empty())
        })
    }

    /// `counted` gives the words of a sentence that count, in pieces; a match stands within one.
    fn of<'d, Pieces: Iterator<Item = &'d [Occurrence]>>(
        body: &str,
        document: &'d Tokenized,
        matcher: &FrameMatcher,
        counted: impl Fn(usize) -> Pieces,
    ) -> Self {
        let paragraph_end = paragraph_end(body);
        let mut row = ArticleFrames {
            n_headline_sentences: 0,
            n_body_sentences: 0,
            n_lede_sentences: 0,
            framed: Vec::new(),
        };
        let (mut found, mut of_piece) = (Vec::new(), Vec::new());
        for (number, sentence) in document.sentences.iter().enumerate() {
            let mut pieces = counted(number).peekable();
            if pieces.peek().is_none() {
                continue;
            }
            let zone = row.count(sentence, paragraph_end);
            found.clear();
            for words in pieces {
                matcher.sentence_into(words, &mut of_piece);
                // Words are counted from the first of the sentence, whatever is masked before them.
                let start = words.first().map_or(sentence.span.start, |word| word.span.start);
                let all = document.words_of(sentence);
                let before = all.partition_point(|word| word.span.start < start) as u32;
                found.extend(of_piece.drain(..).map(|found| FrameMatch {
                    words: found.words.start + before..found.words.end + before,
                    ..found
                }));
            }
            let frames = present(&found);
            if frames.is_empty() {
                continue;
            }
            let matches: Vec<FrameMatch> =
                found.iter().filter(|found| frames.contains(&found.frame)).cloned().collect();
            row.framed.push(FramedSentence { zone, span: sentence.span, frames, matches });
        }
        row
    }

    fn count(&mut self, sentence: &Sentence, paragraph_end: u32) -> Zone {
        if sentence.part == Part::Headline {
            self.n_headline_sentences += 1;
            return Zone::Headline;
        }
        let first = self.n_body_sentences == 0;
        self.n_body_sentences += 1;
        let begins_inside = sentence.span.start < paragraph_end;
        if first || (begins_inside && self.n_lede_sentences < LEDE_SENTENCES) {
            self.n_lede_sentences += 1;
            Zone::Lede
        } else {
            Zone::Rest
        }
    }

    /// The sentences that a frame was found in.
    pub fn sentences(&self, frame: FrameId) -> impl Iterator<Item = &FramedSentence> {
        self.framed.iter().filter(move |sentence| sentence.frames.contains(&frame))
    }

    /// The number of sentences of the body that a frame was found in.
    pub fn n_body(&self, frame: FrameId) -> u32 {
        self.sentences(frame).filter(|sentence| sentence.zone != Zone::Headline).count() as u32
    }

    /// Whether a frame was found in a zone.
    pub fn has(&self, frame: FrameId, zone: Zone) -> bool {
        self.sentences(frame).any(|sentence| sentence.zone == zone)
    }
}

/// The frames whose matches in one sentence weigh enough together.
fn present(found: &[FrameMatch]) -> Vec<FrameId> {
    let mut frames: Vec<FrameId> = found.iter().map(|found| found.frame).collect();
    frames.sort_unstable();
    frames.dedup();
    let weight = |frame: FrameId| -> f64 {
        found.iter().filter(|found| found.frame == frame).map(|found| found.weight).sum()
    };
    // Weights such as three times a third must not fail by rounding.
    frames.retain(|&frame| weight(frame) >= SENTENCE_WEIGHT - 1e-9);
    frames
}

/// Where the first paragraph that holds a letter ends.
fn paragraph_end(body: &str) -> u32 {
    let first = body.find(char::is_alphanumeric).unwrap_or(0);
    let end = body[first..].find('\n').map_or(body.len(), |at| first + at);
    Span::from_range(0..end).end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::framing::Inventory;
    use crate::token::Normalizer;

    fn row(headline: &str, body: &str) -> ArticleFrames {
        let inventory =
            Inventory::parse("x", "inventory: x\n[war] War\nwords: war*\nwords 0.5: troops, army")
                .unwrap();
        let corpus = Corpus::new([Article::new("a", headline, body)]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
        FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher).rows()[0].clone()
    }

    #[test]
    fn sentences_fall_into_zones() {
        type Case = (&'static str, &'static str, (u32, u32, u32), &'static [Zone]);
        let cases: [Case; 5] = [
            ("War", "One. War.\nWar.", (1, 3, 2), &[Zone::Headline, Zone::Lede, Zone::Rest]),
            (
                "",
                "War. War. War. War.",
                (0, 4, 3),
                &[Zone::Lede, Zone::Lede, Zone::Lede, Zone::Rest],
            ),
            ("", "\n\n War.\n\nWar.", (0, 2, 1), &[Zone::Lede, Zone::Rest]),
            ("", "*** \u{2014}", (0, 0, 0), &[]),
            ("", "", (0, 0, 0), &[]),
        ];
        for (headline, body, counts, zones) in cases {
            let row = row(headline, body);
            let counted = (row.n_headline_sentences, row.n_body_sentences, row.n_lede_sentences);
            assert_eq!(counted, counts, "{body:?}");
            let found: Vec<Zone> = row.framed.iter().map(|sentence| sentence.zone).collect();
            assert_eq!(found, zones, "{body:?}");
        }
    }

    #[test]
    fn speakers_are_told_apart() {
        let inventory = Inventory::parse("x", "inventory: x\n[war] War\nwords: war*").unwrap();
        let body = "\"War is coming,\" he said. War came. He said \"no war\" before the war.";
        let corpus = Corpus::new([Article::new("a", "War", body), Article::new("a", "", "War.")]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
        let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
        let quotations: Vec<Citation> = ["War is coming,", "no war"]
            .map(|quoted| {
                let start = body.find(quoted).unwrap() as u32;
                let span = Span::new(start, start + quoted.len() as u32);
                Citation { article: ArticleId(0), part: Part::Body, span }
            })
            .to_vec();
        for (speaker, n) in [(Speaker::Narrator, [2, 1]), (Speaker::Quoted, [2, 0])] {
            let told = table.of_speaker(speaker, &quotations);
            let counted: Vec<u32> = told.rows().iter().map(|row| row.n_body(FrameId(0))).collect();
            assert_eq!(counted, n, "{speaker:?}");
            assert_eq!(
                told.rows()[0].has(FrameId(0), Zone::Headline),
                speaker == Speaker::Narrator
            );
            assert_eq!(told.rows()[0].n_body_sentences, 3);
        }
    }

    #[test]
    fn light_words_need_company() {
        let cases = [("The army came.", 0), ("The army brought troops.", 1), ("War.", 1)];
        for (body, expected) in cases {
            assert_eq!(row("", body).n_body(FrameId(0)), expected, "{body}");
        }
    }

    #[test]
    fn what_is_masked_is_neither_matched_nor_matched_across() {
        let body = "Troops of Ana Rivers (D-Ohio) began a war in Ohio.";
        let frames = "inventory: x\n[war] War\nwords: war\n[place] Place\nwords: ohio, rivers d ohio, rivers began";
        let inventory = Inventory::parse("x", frames).unwrap();
        let corpus = Corpus::new([Article::new("a", "", body)]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
        let found = |masks: &Masks| {
            let rows = FrameTable::new(&corpus, &tokenized, masks, &matcher).rows().to_vec();
            let matches = rows[0].framed[0].matches.clone();
            let of = |found: &FrameMatch| (found.words.clone(), found.span.of(body).unwrap());
            matches.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(
            found(&Masks::none(&tokenized)),
            [(3..6, "Rivers (D-Ohio"), (8..9, "war"), (10..11, "Ohio")]
        );
        assert_eq!(found(&Masks::new(&corpus, &tokenized)), [(8..9, "war"), (10..11, "Ohio")]);
    }
}
