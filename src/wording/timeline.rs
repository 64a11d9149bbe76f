//! Which days matter to a story, and what happened on them?
//!
//! A day's score is the sum over outlets of log2(1 + n), n the outlet's articles that name the day: what many
//! outlets keep coming back to. Without being told how many days to choose or from when to when, those before the
//! knee of the falling curve of scores are taken, the point furthest below the straight line from the first to the
//! last (Satopää et al. 2011, doi:10.1109/ICDCSW.2011.20). A day is shown with the sentence about it that shares most
//! with the other sentences about it. Cost: one pass over the text, and each day's sentences with each other, the
//! first forty of them. It misleads where articles without a day of publication are many, and counts the day of an
//! anniversary with the day it remembers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::account::quality;
use super::concept::{telling_sentences, terms_of};
use super::when::{Anchor, DayPrecision, When, anchors, whens};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Span, StoryId};
use crate::clean::{Masks, Reason};
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// The most sentences about a day that are compared.
const MAX_SENTENCES: usize = 40;

/// A day of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TimelineDay {
    /// The story.
    pub story: StoryId,
    /// The first day that it may be.
    pub first: Date,
    /// The last day that it may be.
    pub last: Date,
    /// How precisely it is known.
    pub precision: DayPrecision,
    /// Whether most of the coverage speaks of it as still to come.
    pub is_planned: bool,
    /// What days are ranked by; see the head of the file.
    pub score: f64,
    /// The number of articles that name it.
    pub n_articles: u32,
    /// The outlets that name it.
    pub outlets: Vec<OutletId>,
    /// Sentences about it, the most telling first, one for each outlet. Never empty.
    pub citations: Vec<Citation>,
}

#[derive(Debug, Clone)]
struct Mention {
    article: ArticleId,
    number: usize,
    is_planned: bool,
}

/// All days, months and years that the coverage of a story names, in order of time; of a month or year only
/// where no day in it would say the same.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::wording::{main_days, timeline};
/// use parallax::{Article, Corpus};
///
/// let day = "2024-05-14".parse().unwrap();
/// let corpus = Corpus::new([
///     Article::new("a", "", "The mine was closed on 3 May. Rain fell on Friday.").with_published(day),
///     Article::new("b", "", "The closure on 3 May left 90 people without work.").with_published(day),
/// ]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let story = corpus.story_ids().next().unwrap();
/// let days = timeline(&corpus, &tokenized, &Masks::none(&tokenized), story);
/// assert_eq!(days.len(), 2);
/// assert_eq!((days[0].first.to_string(), days[0].n_articles), ("2024-05-03".to_owned(), 2));
/// assert_eq!(main_days(&days), [0]);
/// ```
pub fn timeline(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    story: StoryId,
) -> Vec<TimelineDay> {
    let articles = &corpus.story(story).articles;
    let known = known_events(corpus, tokenized, masks, articles);
    let mut days: BTreeMap<(Date, Date, DayPrecision), Vec<Mention>> = BTreeMap::new();
    each_sentence(corpus, tokenized, masks, articles, &known, |article, number, _, found| {
        for when in found {
            let key = (when.first, when.last, when.precision);
            days.entry(key).or_default().push(Mention {
                article,
                number,
                is_planned: when.is_planned,
            });
        }
    });
    let days = days.into_iter().filter(|((.., precision), _)| *precision != DayPrecision::Week);
    days.map(|((first, last, precision), mentions)| {
        let mut by_outlet: BTreeMap<OutletId, BTreeSet<ArticleId>> = BTreeMap::new();
        for mention in &mentions {
            let outlet = corpus.outlet_of(mention.article);
            by_outlet.entry(outlet).or_default().insert(mention.article);
        }
        let score = by_outlet.values().map(|own| libm::log2(1.0 + own.len() as f64)).sum();
        TimelineDay {
            story,
            first,
            last,
            precision,
            is_planned: 2 * mentions.iter().filter(|m| m.is_planned).count() > mentions.len(),
            score,
            n_articles: by_outlet.values().map(BTreeSet::len).sum::<usize>() as u32,
            outlets: by_outlet.into_keys().collect(),
            citations: telling(corpus, tokenized, &mentions),
        }
    })
    .collect()
}

/// The days that matter, by their place in the list, in order of time: those before the knee.
pub fn main_days(days: &[TimelineDay]) -> Vec<usize> {
    let mut ranked: Vec<usize> =
        (0..days.len()).filter(|&day| days[day].precision == DayPrecision::Day).collect();
    ranked.sort_by(|&a, &b| {
        days[b].score.total_cmp(&days[a].score).then(days[a].first.cmp(&days[b].first))
    });
    let scores: Vec<f64> = ranked.iter().map(|&day| days[day].score).collect();
    ranked.truncate(knee(&scores));
    ranked.sort_unstable();
    ranked
}

/// How many of a falling list of scores stand before its knee; at least one where there is any.
fn knee(scores: &[f64]) -> usize {
    let (Some(first), Some(last)) = (scores.first(), scores.last()) else { return 0 };
    let (height, width) = (first - last, scores.len().saturating_sub(1) as f64);
    if height <= 0.0 || width <= 0.0 {
        return scores.len();
    }
    let below =
        |(place, score): (usize, &f64)| 1.0 - place as f64 / width - (score - last) / height;
    let mut best = (0, f64::MIN);
    for (place, score) in scores.iter().enumerate() {
        let depth = below((place, score));
        if depth > best.1 {
            best = (place, depth);
        }
    }
    best.0.max(1)
}

fn each_sentence(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    articles: &[ArticleId],
    known: &[Anchor],
    mut with: impl FnMut(ArticleId, usize, &str, &[When]),
) {
    for &article in articles {
        let published = corpus.article(article).published.map(|published| published.date());
        for (number, sentence) in telling_sentences(article, tokenized, masks) {
            let text = sentence.span.of(&corpus.article(article).body).unwrap_or("");
            let mut found = whens(text, published, known);
            found.retain(|when| {
                let (start, end) = (when.span.start, when.span.end);
                let span = Span::new(sentence.span.start + start, sentence.span.start + end);
                masks.reason_at(&Citation { article, part: sentence.part, span })
                    != Some(Reason::Stamp)
            });
            if !found.is_empty() {
                with(article, number, text, &found);
            }
        }
    }
}

/// The day of each event that the coverage dates next to its name, where most mentions agree.
fn known_events(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    articles: &[ArticleId],
) -> Vec<Anchor> {
    let mut counted: BTreeMap<String, BTreeMap<Date, u32>> = BTreeMap::new();
    each_sentence(corpus, tokenized, masks, articles, &[], |_, _, text, found| {
        for anchor in anchors(text, found) {
            *counted.entry(anchor.noun).or_default().entry(anchor.day).or_default() += 1;
        }
    });
    let agreed = |(noun, days): (String, BTreeMap<Date, u32>)| {
        let total: u32 = days.values().sum();
        let (day, most) = days.into_iter().max_by_key(|(_, n)| *n)?;
        (2 * most > total).then_some(Anchor { noun, day })
    };
    counted.into_iter().filter_map(agreed).collect()
}

/// One sentence for each outlet, first the one that shares most with the others and stands alone.
fn telling(corpus: &Corpus, tokenized: &TokenizedCorpus, mentions: &[Mention]) -> Vec<Citation> {
    let vocabulary = tokenized.vocabulary();
    let mut seen: BTreeSet<(ArticleId, usize)> = BTreeSet::new();
    let mentions: Vec<&Mention> = mentions
        .iter()
        .filter(|m| seen.insert((m.article, m.number)))
        .take(MAX_SENTENCES)
        .collect();
    let mut n_of: FxHashMap<TermId, f64> = FxHashMap::default();
    let bags: Vec<Vec<TermId>> = mentions
        .iter()
        .map(|mention| {
            let sentence = &tokenized.document(mention.article).sentences[mention.number];
            let mut terms = terms_of(mention.article, sentence, tokenized);
            terms.retain(|&term| vocabulary.kind(term) != TermKind::Stop);
            terms.sort_unstable();
            terms.dedup();
            terms.iter().for_each(|&term| *n_of.entry(term).or_default() += 1.0);
            terms
        })
        .collect();
    let mut ranked: Vec<(f64, Citation)> = mentions
        .iter()
        .zip(&bags)
        .map(|(mention, bag)| {
            let sentence = &tokenized.document(mention.article).sentences[mention.number];
            let at = tokenized.cite(mention.article, sentence);
            let text = corpus.words(&at).unwrap_or("");
            let shared: f64 = bag.iter().map(|term| n_of[term] - 1.0).sum();
            let fits = if (6..=45).contains(&sentence.n_tokens()) { 1.0 } else { 0.3 };
            let alone = quality(text).powi(2);
            let score = (1.0 + shared / libm::sqrt(bag.len().max(1) as f64)) * fits * alone;
            (score, at)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut outlets: BTreeSet<OutletId> = BTreeSet::new();
    ranked.retain(|(_, at)| outlets.insert(corpus.outlet_of(at.article)));
    ranked.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn the_day_on_which_a_page_was_put_up_is_none_of_the_story() {
        let bodies = [
            "The ferry ran aground on 1 May 2024. Larn thanks its divers Ada Clerk 3 May 2024 14:56",
            "Posted 3 May 2024, 08:30 by Ada Clerk\n\nThe harbour was closed on 1 May 2024 for the divers.",
        ];
        let corpus = Corpus::new(bodies.map(|body| Article::new(&body[..4], "", body)));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let days = |masks: &Masks| -> Vec<String> {
            let story = corpus.story_ids().next().expect("a story");
            let all = timeline(&corpus, &tokenized, masks, story);
            all.iter().map(|day| day.first.to_string()).collect()
        };
        assert_eq!(days(&Masks::none(&tokenized)), ["2024-05-01", "2024-05-03"]);
        assert_eq!(days(&Masks::new(&corpus, &tokenized)), ["2024-05-01"]);
    }

    #[test]
    fn the_knee_parts_the_few_from_the_many() {
        let cases: [(&[f64], usize); 5] = [
            (&[], 0),
            (&[3.0], 1),
            (&[2.0, 2.0, 2.0], 3),
            (&[9.0, 8.0, 8.0, 1.0, 1.0, 1.0, 1.0, 1.0], 3),
            (&[100.0, 50.0, 33.0, 25.0, 20.0, 16.0, 14.0, 12.0, 11.0, 10.0], 2),
        ];
        for (scores, expected) in cases {
            assert_eq!(knee(scores), expected, "{scores:?}");
        }
    }
}
