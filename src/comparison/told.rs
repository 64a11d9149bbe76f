//! What the coverage of one story tells, asks, dates and heads.

use rustc_hash::FxHashMap;

use super::naming::Naming;
use crate::article::{Citation, Corpus, StoryId};
use crate::clean::Masks;
use crate::token::TokenizedCorpus;
use crate::wording::{
    Account, DayPrecision, Headline, Remark, Side, Slot, Statement, TimelineDay, TwoWordings,
    account, differences, headlines, main_days, remarks, slots, timeline,
};

/// At most so many days are kept for a story.
const MOST_DAYS: usize = 24;
/// At most so many pairs of wordings are kept for a story, from so many statements.
const MOST_WORDINGS: usize = 12;
const MOST_STATEMENTS: usize = 80;
const MOST_TELLINGS: usize = 6;
/// Two sentences are set side by side where they share so much: below, the differences are the sentences.
const COMPARABLE: f64 = 0.5;
/// Words are set against each other only where nearly all the rest agrees: below, they differ because the sentences do.
const ALIKE: f64 = 0.7;

/// The parts of one story.
#[derive(Debug)]
pub(super) struct Told {
    pub account: Account,
    pub timeline: Vec<TimelineDay>,
    pub remarks: Vec<Remark>,
    pub headlines: Vec<Headline>,
    pub wordings: Vec<TwoWordings>,
    pub slots: Vec<Slot>,
}

pub(super) fn told(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    naming: &Naming,
    (story, shared): (StoryId, &[Statement]),
    (n_words, n_sentences): (usize, usize),
) -> Told {
    Told {
        account: account(corpus, tokenized, masks, story, n_words, n_sentences),
        timeline: days(timeline(corpus, tokenized, masks, story)),
        remarks: remarks(corpus, tokenized, masks, story, shared),
        headlines: headlines(corpus, tokenized, masks, story),
        wordings: wordings(corpus, shared),
        slots: slots(corpus, tokenized, shared, |term| naming.names(term)),
    }
}

impl Told {
    /// Every citation of the parts.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let account = self.account.sentences.iter().flat_map(|sentence| {
            std::iter::once(&sentence.at).chain(sentence.told_by.iter().map(|(_, at)| at))
        });
        let days = self.timeline.iter().flat_map(|day| &day.citations);
        let remarks =
            self.remarks.iter().flat_map(|remark| remark.tellings.iter().map(|(_, at)| at));
        let headlines = self.headlines.iter().map(|headline| &headline.at);
        let wordings = self.wordings.iter().flat_map(|pair| pair.sides.iter().map(|side| &side.at));
        let names = self.slots.iter().flat_map(|slot| &slot.names);
        let named = names.flat_map(|name| name.uses.iter().map(|(_, at)| at));
        account.chain(days).chain(remarks).chain(headlines).chain(wordings).chain(named)
    }
}

/// The main days, and the months and years that several outlets name; in order of time.
fn days(all: Vec<TimelineDay>) -> Vec<TimelineDay> {
    let main = main_days(&all);
    let mut kept: Vec<TimelineDay> = all
        .into_iter()
        .enumerate()
        .filter(|(place, day)| match day.precision {
            DayPrecision::Day => main.binary_search(place).is_ok(),
            _ => day.outlets.len() > 1,
        })
        .map(|(_, day)| day)
        .collect();
    kept.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.first.cmp(&b.first)));
    kept.truncate(MOST_DAYS);
    kept.sort_by_key(|day| (day.first, day.last));
    kept
}

/// For each statement the two tellings that differ most tellingly: numbers that clash first, then words that stand
/// for each other.
fn wordings(corpus: &Corpus, shared: &[Statement]) -> Vec<TwoWordings> {
    let mut found: Vec<(usize, usize, TwoWordings)> = Vec::new();
    let mut seen: FxHashMap<Citation, ()> = FxHashMap::default();
    for statement in shared.iter().take(MOST_STATEMENTS) {
        let Some(first) = statement.tellings.first() else { continue };
        let Some(left) = corpus.words(&first.at) else { continue };
        let mut best: Option<(usize, usize, TwoWordings)> = None;
        let close = |similarity: f64| (COMPARABLE..0.98).contains(&similarity);
        let others = statement.tellings.iter().skip(1).filter(|telling| close(telling.similarity));
        for other in others.take(MOST_TELLINGS) {
            let Some(right) = corpus.words(&other.at) else { continue };
            let (mut here, mut there, mut exchanges, numbers) = differences(left, right);
            exchanges.retain(|pair| {
                other.similarity >= ALIKE && weighty(&pair.left) && weighty(&pair.right)
            });
            if exchanges.is_empty() && numbers.is_empty() {
                continue;
            }
            let shift = |spans: &mut Vec<crate::article::Span>, by: u32| {
                spans.iter_mut().for_each(|span| {
                    *span = crate::article::Span::new(span.start + by, span.end + by);
                });
            };
            shift(&mut here, first.at.span.start);
            shift(&mut there, other.at.span.start);
            let sides =
                [Side::new(first.outlet, first.at, here), Side::new(other.outlet, other.at, there)];
            let (n_clashes, n_exchanges) = (numbers.len(), exchanges.len());
            let pair = TwoWordings::new(statement.story, sides, exchanges, numbers);
            if best.as_ref().is_none_or(|(n, m, _)| (n_clashes, n_exchanges) > (*n, *m)) {
                best = Some((n_clashes, n_exchanges, pair));
            }
        }
        if let Some(best) = best
            && seen.insert(best.2.sides[1].at, ()).is_none()
        {
            found.push(best);
        }
    }
    // The sort is stable: among equals the statement that is told most widely stays first.
    found.sort_by_key(|(n_clashes, ..)| std::cmp::Reverse((*n_clashes).min(1)));
    found.truncate(MOST_WORDINGS);
    found.into_iter().map(|(.., pair)| pair).collect()
}

/// Whether words say something: not only "the", "of" or "a".
fn weighty(words: &str) -> bool {
    words.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 3)
}
