//! The experiments: how articles are divided and changed, and what is counted afterwards.

use std::collections::BTreeMap;

use parallax::stats::{Rng, Sample};
use serde::Serialize;

use super::corpus::{Corpus, Trial};
use super::rivals::{Method, Verdict};

pub struct Plan {
    pub method: Method,
    pub splits: u64,
    pub seed: u64,
    /// Whether every other planted word is taken from the second half instead of the first.
    pub both_sides: bool,
}

/// One line of output.
#[derive(Clone, Serialize)]
pub struct Line {
    experiment: &'static str,
    outlet: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<&'static str>,
    pub method: &'static str,
    splits: u64,
    /// Words tested in a split, on average.
    features: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p05: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p01: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p001: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fwe: Option<f64>,
    /// The share of comparisons that a share is called clearly larger in.
    #[serde(skip_serializing_if = "Option::is_none")]
    clear: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall_maxt: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fdp: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<f64>,
    /// For the test from sums: how far its discoveries are those of the test by article.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    agreement: Option<Agreement>,
}

/// Discoveries (q < .05) of all splits.
#[derive(Clone, Copy, Default, Serialize)]
struct Agreement {
    findings: u64,
    findings_by_article: u64,
    findings_of_both: u64,
}

impl Line {
    /// The same line, said to be of a family of features.
    pub fn of_family(self, family: &'static str) -> Line {
        Line { family: Some(family), ..self }
    }

    /// The experiment, with its family of features and the size of the difference, where it has one.
    pub fn title(&self) -> String {
        let family = self.family.map_or(String::new(), |family| format!(", {family}"));
        let d = self.d.map_or(String::new(), |d| format!(", d = {d}"));
        format!("{}{family}{d}", self.experiment)
    }
}

/// Words from this many occurrences on.
const FREQUENT: std::ops::RangeInclusive<u32> = 20..=u32::MAX;
const N_PLANTED: usize = 100;
/// Pairs of outlets need this many shared stories to be compared.
const MIN_SHARED: usize = 30;
const MAX_PAIRS: usize = 8;

impl Plan {
    pub fn calibration(&self, corpus: &Corpus) -> Vec<Line> {
        let mut lines = self.calibration_of_family(corpus);
        if !corpus.has_stories() {
            lines.push(self.null("shortened", corpus, halves(corpus), FREQUENT, shorten));
        }
        lines
    }

    /// The experiments for features that are few and rare, and whose exposure cannot be thinned.
    pub fn calibration_of_family(&self, corpus: &Corpus) -> Vec<Line> {
        if corpus.has_stories() {
            return self.shuffled_stories(corpus);
        }
        let m = corpus.articles.len();
        let same = |_: &mut Trial, _: &mut Rng| ();
        vec![
            self.null("random_halves", corpus, halves(corpus), FREQUENT, same),
            self.null("unequal", corpus, (m / 5, m - m / 5), FREQUENT, same),
            self.null("small", corpus, (40, 40), FREQUENT, same),
            self.null("rare", corpus, halves(corpus), 5..=19, same),
        ]
    }

    pub fn power(&self, corpus: &Corpus) -> Vec<Line> {
        let stories = corpus.has_stories();
        [0.5, 0.7]
            .map(|d| if stories { self.matched(corpus, d) } else { self.planted(corpus, d) })
            .to_vec()
    }

    pub fn rng(&self, split: u64) -> Rng {
        Rng::stream(self.seed, split)
    }

    fn null(
        &self,
        experiment: &'static str,
        corpus: &Corpus,
        (n_own, n_other): (usize, usize),
        occurrences: std::ops::RangeInclusive<u32>,
        change: impl Fn(&mut Trial, &mut Rng),
    ) -> Line {
        let mut tally = Tally::default();
        for split in 0..self.splits {
            let mut rng = self.rng(split);
            let mut order: Vec<usize> = (0..corpus.articles.len()).collect();
            rng.shuffle(&mut order);
            let n_other = n_other.min(order.len() - n_own);
            let mut trial = corpus.trial(&order[..n_own], &order[n_own..n_own + n_other]);
            change(&mut trial, &mut rng);
            tally.add_null(&self.verdicts(&trial, &words(&trial, occurrences.clone()), split));
        }
        tally.line(experiment, &corpus.name, self)
    }

    /// Pairs of outlets on the stories both covered, with the labels exchanged at random.
    fn shuffled_stories(&self, corpus: &Corpus) -> Vec<Line> {
        let mut by_outlet: BTreeMap<&str, BTreeMap<u32, usize>> = BTreeMap::new();
        for (index, article) in corpus.articles.iter().enumerate() {
            if let Some(story) = article.story {
                by_outlet.entry(&article.outlet).or_default().entry(story).or_insert(index);
            }
        }
        let mut pairs = Vec::new();
        for (a, stories_a) in &by_outlet {
            for (b, stories_b) in by_outlet
                .range::<&str, _>((std::ops::Bound::Excluded(a), std::ops::Bound::Unbounded))
            {
                let shared: Vec<(u32, usize, usize)> = stories_a
                    .iter()
                    .filter_map(|(story, &i)| Some((*story, i, *stories_b.get(story)?)))
                    .collect();
                pairs.push((shared, format!("{a} v {b}")));
            }
        }
        pairs.retain(|(shared, _)| shared.len() >= MIN_SHARED);
        pairs.sort_by(|x, y| y.0.len().cmp(&x.0.len()).then(x.1.cmp(&y.1)));
        pairs.truncate(MAX_PAIRS);
        let line = |(shared, name): &(Vec<(u32, usize, usize)>, String)| {
            let mut tally = Tally::default();
            for split in 0..self.splits {
                let trial = paired(corpus, shared, &mut self.rng(split));
                tally.add_null(&self.verdicts(&trial, &words(&trial, FREQUENT), split));
            }
            tally.line("shuffled_stories", name, self)
        };
        pairs.iter().map(line).collect()
    }

    fn planted(&self, corpus: &Corpus, d: f64) -> Line {
        let mut tally = Tally::default();
        for split in 0..self.splits {
            let mut rng = self.rng(split);
            let mut order: Vec<usize> = (0..corpus.articles.len()).collect();
            rng.shuffle(&mut order);
            let (own, other) = order.split_at(order.len() / 2);
            self.plant(corpus.trial(own, other), d, split, &mut rng, &mut tally);
        }
        Line { d: Some(d), ..tally.line("planted", &corpus.name, self) }
    }

    /// One article against one in every story, the difference planted on one side.
    fn matched(&self, corpus: &Corpus, d: f64) -> Line {
        let mut by_story: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, article) in corpus.articles.iter().enumerate() {
            if let Some(story) = article.story {
                by_story.entry(story).or_default().push(index);
            }
        }
        let mut tally = Tally::default();
        for split in 0..self.splits {
            let mut rng = self.rng(split);
            let pick = |(&story, articles): (&u32, &Vec<usize>)| {
                let mut articles = articles.clone();
                rng.shuffle(&mut articles);
                (articles.len() > 1).then(|| (story, articles[0], articles[1]))
            };
            let pairs: Vec<(u32, usize, usize)> = by_story.iter().filter_map(pick).collect();
            let trial = paired(corpus, &pairs, &mut rng);
            self.plant(trial, d, split, &mut rng, &mut tally);
        }
        Line { d: Some(d), ..tally.line("matched", &corpus.name, self) }
    }

    fn plant(&self, mut trial: Trial, d: f64, split: u64, rng: &mut Rng, tally: &mut Tally) {
        let tested = words(&trial, FREQUENT);
        let mut candidates = words(&trial, 40..=400);
        rng.shuffle(&mut candidates);
        let side = |nth: usize| if self.both_sides { nth as u32 % 2 } else { 0 };
        let planted: BTreeMap<usize, u32> = candidates
            .into_iter()
            .take(N_PLANTED)
            .enumerate()
            .map(|(nth, word)| (word, side(nth)))
            .collect();
        for group in 0..=side(1) {
            let is_taken = |word: u32| planted.get(&(word as usize)) == Some(&group);
            trial.thin(group, rng, |_, _, word| if is_taken(word) { d } else { 0.0 });
        }
        let verdicts = self.verdicts(&trial, &tested, split);
        if matches!(self.method, Method::Moments) {
            let by_article = Plan { method: Method::Ours, ..*self };
            tally.compare(&verdicts, &by_article.verdicts(&trial, &tested, split));
        }
        let less = (1.0 - d).log2();
        let truth =
            planted.into_iter().map(|(word, group)| (word, if group == 0 { less } else { -less }));
        tally.add_planted(&tested, &verdicts, &truth.collect());
    }

    fn verdicts(&self, trial: &Trial, words: &[usize], split: u64) -> Vec<Option<Verdict>> {
        let (matrix, exposure) = trial.matrix(words);
        let sample = Sample::new(&matrix, &exposure, &trial.group, &trial.stratum)
            .expect("one value per article");
        self.method.verdicts(&sample, self.seed.wrapping_add(split))
    }
}

/// How many articles are on either side of halves.
fn halves(corpus: &Corpus) -> (usize, usize) {
    let m = corpus.articles.len();
    (m / 2, m - m / 2)
}

/// Takes 30-60 % of the tokens of each article of the group away, at random.
fn shorten(trial: &mut Trial, rng: &mut Rng) {
    let share: Vec<f64> = trial.articles.iter().map(|_| 0.3 + 0.3 * rng.unit()).collect();
    trial.thin(0, rng, |_, article, _| share[article]);
}

fn words(trial: &Trial, occurrences: std::ops::RangeInclusive<u32>) -> Vec<usize> {
    let totals = trial.totals();
    (0..totals.len()).filter(|&word| occurrences.contains(&totals[word])).collect()
}

/// A trial of one article against one in each story, the sides drawn at random.
fn paired(corpus: &Corpus, pairs: &[(u32, usize, usize)], rng: &mut Rng) -> Trial {
    let swap: Vec<bool> = pairs.iter().map(|_| rng.below(2) == 1).collect();
    let side = |first: bool| -> Vec<usize> {
        pairs
            .iter()
            .zip(&swap)
            .map(|(&(_, a, b), &swap)| if first == swap { b } else { a })
            .collect()
    };
    let mut trial = corpus.trial(&side(true), &side(false));
    trial.stratum = pairs.iter().chain(pairs).map(|&(story, ..)| story).collect();
    trial
}

#[derive(Default)]
pub struct Tally {
    splits: f64,
    tested: f64,
    below: [f64; 3],
    family: f64,
    recall: f64,
    recall_maxt: f64,
    fdp: f64,
    covered: f64,
    intervals: f64,
    clear: Option<f64>,
    is_null: bool,
    agreement: Option<Agreement>,
}

impl Tally {
    pub fn add_null(&mut self, verdicts: &[Option<Verdict>]) {
        self.is_null = true;
        self.splits += 1.0;
        let mut smallest = 1.0f64;
        for verdict in verdicts.iter().flatten() {
            self.tested += 1.0;
            for (below, level) in self.below.iter_mut().zip([0.05, 0.01, 0.001]) {
                *below += f64::from(u8::from(verdict.p < level));
            }
            smallest = smallest.min(verdict.family_p);
        }
        self.family += f64::from(u8::from(smallest < 0.05));
    }

    /// Shares that are called clearly larger in a split where none is.
    pub fn add_clear(&mut self, n: usize) {
        *self.clear.get_or_insert(0.0) += n as f64;
        self.family += f64::from(u8::from(n > 0));
    }

    fn add_planted(
        &mut self,
        words: &[usize],
        verdicts: &[Option<Verdict>],
        planted: &BTreeMap<usize, f64>,
    ) {
        self.splits += 1.0;
        let (mut hits, mut family_hits, mut alarms) = (0.0, 0.0, 0.0);
        let mut is_family_alarm = false;
        for (word, verdict) in words.iter().zip(verdicts) {
            let Some(verdict) = verdict else { continue };
            self.tested += 1.0;
            let found = f64::from(u8::from(verdict.q < 0.05));
            if let Some(&truth) = planted.get(word) {
                hits += found;
                family_hits += f64::from(u8::from(verdict.family_p < 0.05));
                if let Some(interval) = verdict.interval {
                    self.intervals += 1.0;
                    self.covered += f64::from(u8::from(interval.contains(truth)));
                }
            } else {
                alarms += found;
                is_family_alarm |= verdict.family_p < 0.05;
            }
        }
        let n_planted = planted.len().max(1) as f64;
        self.recall += hits / n_planted;
        self.recall_maxt += family_hits / n_planted;
        self.fdp += alarms / f64::max(hits + alarms, 1.0);
        self.family += f64::from(u8::from(is_family_alarm));
    }

    fn compare(&mut self, sums: &[Option<Verdict>], articles: &[Option<Verdict>]) {
        let is_found = |verdict: &Option<Verdict>| verdict.is_some_and(|verdict| verdict.q < 0.05);
        let agreement = self.agreement.get_or_insert_default();
        for (sums, articles) in sums.iter().zip(articles) {
            let (sums, articles) = (is_found(sums), is_found(articles));
            agreement.findings += u64::from(sums);
            agreement.findings_by_article += u64::from(articles);
            agreement.findings_of_both += u64::from(sums && articles);
        }
    }

    pub fn line(&self, experiment: &'static str, outlet: &str, plan: &Plan) -> Line {
        let rounded = |value: f64| (value * 1e5).round() / 1e5;
        let share =
            |count: f64, of: f64, applies: bool| (applies && of > 0.0).then(|| rounded(count / of));
        let ours = matches!(plan.method, Method::Ours | Method::Unweighted);
        Line {
            experiment,
            outlet: outlet.to_owned(),
            family: None,
            method: plan.method.name(),
            splits: plan.splits,
            features: rounded(self.tested / self.splits.max(1.0)),
            p05: share(self.below[0], self.tested, self.is_null),
            // Intervals know one level only.
            p01: share(self.below[1], self.tested, self.is_null && self.clear.is_none()),
            p001: share(self.below[2], self.tested, self.is_null && self.clear.is_none()),
            fwe: share(self.family, self.splits, self.is_null || ours),
            clear: self.clear.and_then(|n| share(n, self.tested, true)),
            d: None,
            recall: share(self.recall, self.splits, !self.is_null),
            recall_maxt: share(self.recall_maxt, self.splits, !self.is_null && ours),
            fdp: share(self.fdp, self.splits, !self.is_null),
            coverage: share(self.covered, self.intervals, !self.is_null),
            agreement: self.agreement,
        }
    }
}
