//! Copies of generated articles are found whatever a desk does to them, and what is said about them holds for every
//! text, order and number of threads.

use std::collections::BTreeSet;

use parallax::clean::{Masks, SharedWith, Syndication};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Article, Corpus, OutletTable};
use proptest::prelude::*;

/// A small generator of its own, so that a failing seed can be read off.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// Half of the words of a text are a few common ones, as in any language.
    fn word(&mut self) -> String {
        let common = self.below(2) == 0;
        let number = if common { self.below(40) } else { 40 + self.below(3_000) };
        let syllables = ["ba", "den", "kor", "lim", "tas", "vei", "rum", "sol", "pek", "nar"];
        let mut word = String::new();
        let mut rest = number;
        for _ in 0..4 {
            word += syllables[rest % 10];
            rest /= 10;
        }
        word
    }

    fn words(&mut self, n: usize) -> Vec<String> {
        (0..n).map(|_| self.word()).collect()
    }
}

/// The words as sentences of about a dozen words in paragraphs of three.
fn printed(words: &[String]) -> String {
    let sentences: Vec<String> = words
        .chunks(12)
        .map(|chunk| {
            let sentence = chunk.join(" ");
            format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
        })
        .collect();
    sentences.chunks(3).map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n\n")
}

/// What a desk does to agency copy, all at once where `edit` says so: cut the end, add a line above, insert a
/// paragraph, change a word in twelve.
fn edited(draw: &mut Draw, words: &[String], edit: u8) -> Vec<String> {
    let mut words = words.to_vec();
    if edit & 1 != 0 {
        for word in &mut words {
            if draw.below(12) == 0 {
                *word = draw.word();
            }
        }
    }
    if edit & 2 != 0 {
        let at = words.len() / 4 + draw.below(words.len() / 2);
        let paragraph = draw.words(50);
        words.splice(at..at, paragraph);
    }
    if edit & 4 != 0 {
        words.truncate(words.len() * (45 + draw.below(25)) / 100);
    }
    if edit & 8 != 0 {
        let line = draw.words(10);
        words.splice(0..0, line);
    }
    words
}

fn corpus(texts: &[String]) -> Corpus {
    let articles = texts.iter().enumerate().map(|(n, text)| {
        Article::new(format!("outlet {n}"), format!("Headline {n}"), text.as_str())
            .with_id(n.to_string())
    });
    Corpus::with_outlets(articles, &OutletTable::empty())
}

fn found(corpus: &Corpus) -> Syndication {
    let tokenized = TokenizedCorpus::new(corpus, Normalizer::default());
    Syndication::new(corpus, &tokenized, &Masks::none(&tokenized))
}

/// The pairs by the ids of their articles, which stay when the order changes.
fn pairs(corpus: &Corpus, found: &Syndication) -> BTreeSet<(String, String)> {
    let id = |article| corpus.article(article).id.clone();
    let pair = |one: String, other: String| if one < other { (one, other) } else { (other, one) };
    found.pairs().iter().map(|reuse| pair(id(reuse.a), id(reuse.b))).collect()
}

/// Ten articles and a copy of the first five, each edited in its own way.
fn coverage(seed: u64, edit: u8) -> Vec<String> {
    let mut draw = Draw(seed);
    let originals: Vec<Vec<String>> = (0..10)
        .map(|_| 300 + draw.below(400))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|n| draw.words(n))
        .collect();
    let copies: Vec<Vec<String>> =
        originals.iter().take(5).map(|words| edited(&mut draw, words, edit)).collect();
    originals.iter().chain(&copies).map(|words| printed(words)).collect()
}

/// The share of the shorter text's runs of eight words that stand in the other, counted one by one.
fn containment(a: &str, b: &str) -> f64 {
    let runs = |text: &str| -> Vec<String> {
        let words: Vec<String> =
            text.split_whitespace().map(|word| word.trim_matches('.').to_lowercase()).collect();
        words.windows(8).map(|run| run.join(" ")).collect()
    };
    let (a, b) = (runs(a), runs(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let long: BTreeSet<String> = long.into_iter().collect();
    short.iter().filter(|run| long.contains(*run)).count() as f64 / short.len().max(1) as f64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn copies_are_found_and_nothing_else(seed in any::<u64>(), edit in 0u8..16) {
        let texts = coverage(seed, edit);
        let found = pairs(&corpus(&texts), &found(&corpus(&texts)));
        for n in 0..5 {
            let (a, b) = (n.to_string(), (n + 10).to_string());
            let is_found = found.contains(&(a.clone().min(b.clone()), a.max(b)));
            // What a desk changed and cut until hardly a third of its runs of words are left may be missed.
            let held = containment(&texts[n], &texts[n + 10]);
            prop_assert!(is_found || held < 0.35, "copy {} of edit {} holds {}", n, edit, held);
        }
        for (a, b) in &found {
            let [a, b]: [usize; 2] = [a.parse().unwrap(), b.parse().unwrap()];
            prop_assert_eq!(a.max(b), a.min(b) + 10, "{} and {} have nothing in common", a, b);
        }
    }

    #[test]
    fn neither_order_nor_threads_matter(seed in any::<u64>(), edit in 0u8..16) {
        let texts = coverage(seed, edit);
        let whole = corpus(&texts);
        let mut articles = whole.articles().to_vec();
        articles.rotate_left(7);
        articles.swap(0, 3);
        let turned = Corpus::with_outlets(articles, &OutletTable::empty());
        let (one, other) = (found(&whole), found(&turned));
        prop_assert_eq!(pairs(&whole, &one), pairs(&turned, &other));
        // Every article has the same passages of its own.
        let own = |corpus: &Corpus, found: &Syndication| -> BTreeSet<(String, Vec<(u32, u32)>)> {
            let spans = |id| found.own(corpus, id).iter().map(|span| (span.start, span.end)).collect();
            corpus.article_ids().map(|id| (corpus.article(id).id.clone(), spans(id))).collect()
        };
        prop_assert_eq!(own(&whole, &one), own(&turned, &other));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert!(pool.install(|| found(&whole)) == one);
    }

    #[test]
    fn an_insert_is_told_from_the_rest(seed in any::<u64>(), at in 0usize..20) {
        let mut draw = Draw(seed);
        let original = draw.words(240);
        // Whole sentences of the desk's own, at a sentence's end of the original.
        let insert = draw.words(36);
        let (before, after) = original.split_at(12 * at);
        let copy = [printed(before), printed(&insert), printed(after)].join("\n\n");
        let corpus = corpus(&[printed(&original), copy]);
        let syndication = found(&corpus);
        let second = corpus.article_ids().nth(1).unwrap();
        let body = &corpus.article(second).body;
        let own = syndication.own(&corpus, second);
        let expected = printed(&insert);
        prop_assert_eq!(own.len(), 1);
        prop_assert_eq!(own[0].of(body), Some(expected.as_str()));
        let shared = syndication.shared(second);
        prop_assert!(shared.iter().all(|shared| shared.with == SharedWith::Report(0)));
        let n_tokens: u32 = shared.iter().map(|shared| shared.n_tokens).sum();
        prop_assert_eq!(n_tokens, 240);
        let copy = syndication.clusters()[0].copy(second).unwrap();
        prop_assert_eq!(copy.n_tokens, 240);
        prop_assert!((copy.share - 240.0 / 276.0).abs() < 1e-12);
    }

    #[test]
    fn any_text_is_borne(pieces in proptest::collection::vec(any::<String>(), 1..6), times in 1usize..30) {
        let text = format!("{} ", pieces.join(" ")).repeat(times);
        let tail: String = text.chars().skip(text.chars().count() / 3).collect();
        let corpus = corpus(&[text.clone(), tail, text, String::new()]);
        let syndication = found(&corpus);
        for id in corpus.article_ids() {
            let body = &corpus.article(id).body;
            let mut end = 0;
            for shared in syndication.shared(id) {
                prop_assert!(shared.span.of(body).is_some() && shared.span.start >= end);
                end = shared.span.end;
            }
            for span in syndication.own(&corpus, id) {
                prop_assert!(span.of(body).is_some_and(|text| !text.trim().is_empty()));
                prop_assert!(syndication.shared(id).iter().all(|shared| !shared.span.overlaps(&span)));
            }
        }
        for pair in syndication.pairs() {
            for share in [pair.containment, pair.share_a, pair.share_b] {
                prop_assert!((0.0..=1.0).contains(&share), "{pair:?}");
            }
        }
    }
}

#[test]
fn a_report_that_very_many_print_stays_one_report() {
    let mut draw = Draw(7);
    let report = draw.words(150);
    let texts: Vec<String> = (0..160)
        .map(|_| {
            let line = draw.words(12);
            printed(&[line, report.clone()].concat())
        })
        .collect();
    let corpus = corpus(&texts);
    let syndication = found(&corpus);
    assert_eq!(syndication.clusters().len(), 1);
    assert_eq!(syndication.clusters()[0].copies.len(), 160);
    // All pairs would be 12,720; each article is paired with the fullest ones only.
    assert!(syndication.pairs().len() < 9_000, "{}", syndication.pairs().len());
}
