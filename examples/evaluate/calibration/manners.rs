//! The same experiments for how an outlet writes in its own words: loaded sentences, harm that nobody does, tone and cues
//! by actor. Two random halves of one outlet differ in none of them.

use parallax::article::ArticleId;
use parallax::comparison::{Manners, Share};
use parallax::count::{Counts, Family};
use parallax::{Article, Reader};

use super::corpus;
use super::experiments::{Line, Plan, Tally};
use super::rivals::Verdict;

/// How the articles of a file are written, read once for all experiments.
pub struct Writing {
    name: String,
    articles: parallax::Corpus,
    has_stories: bool,
    manners: Manners,
}

impl Writing {
    pub fn read(path: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let coverage = Reader::builder().build().read_paths([path])?;
        let with_story = |(n, article): (usize, Article)| match article.story {
            Some(_) => article,
            // Actors are those of a story: where there are none, each article tells its own.
            None => article.with_story(format!("{n}")),
        };
        let has_stories = coverage.articles.iter().any(|article| article.story.is_some());
        let articles = coverage.articles.into_iter().enumerate().map(with_story);
        let articles = parallax::Corpus::new(articles);
        let manners = Manners::new(&articles);
        Ok(Writing { name: corpus::name_of(path).to_owned(), articles, has_stories, manners })
    }

    /// The experiments on the tables of manner and cues, and on the shares with their intervals.
    pub fn calibration(&self, plan: &Plan) -> Vec<Line> {
        let Writing { name, articles, has_stories, manners } = self;
        let mut lines = Vec::new();
        for (family, key) in [(Family::Manner, "manner"), (Family::Cue, "cue")] {
            let Some(counts) = manners.counts(family) else { continue };
            let corpus = table(articles, counts, name, *has_stories);
            let found = plan.calibration_of_family(&corpus);
            lines.extend(found.into_iter().map(|line| line.of_family(key)));
        }
        if !has_stories {
            let ids: Vec<ArticleId> = articles.article_ids().collect();
            let n = ids.len();
            for (experiment, n_own, n_other) in [
                ("random_halves", n / 2, n - n / 2),
                ("unequal", n / 5, n - n / 5),
                ("small", 40, 40),
                ("tiny", 8, 24),
            ] {
                let line = shares(plan, manners, name, experiment, &ids, (n_own, n_other));
                lines.push(line.of_family("shares"));
            }
        }
        lines
    }
}

fn table(
    articles: &parallax::Corpus,
    counts: &Counts,
    name: &str,
    has_stories: bool,
) -> corpus::Corpus {
    let mut rows: Vec<Vec<(u32, u32)>> = vec![Vec::new(); counts.exposure().len()];
    for number in 0..counts.features().len() {
        for (row, n) in counts.matrix().column(number).iter() {
            rows[row].push((number as u32, n));
        }
    }
    let rows = articles.article_ids().zip(rows).zip(counts.exposure());
    let all = rows.map(|((id, counts), &n_tokens)| corpus::Article {
        counts,
        n_tokens,
        outlet: articles.outlet(articles.outlet_of(id)).name.clone(),
        story: has_stories.then(|| articles.story_of(id).index() as u32),
    });
    corpus::Corpus {
        name: name.to_owned(),
        articles: all.collect(),
        n_words: counts.features().len(),
    }
}

/// How often the interval of a difference of shares misses zero, and how often a share is called clearly larger.
fn shares(
    plan: &Plan,
    manners: &Manners,
    name: &str,
    experiment: &'static str,
    ids: &[ArticleId],
    (n_own, n_other): (usize, usize),
) -> Line {
    let mut tally = Tally::default();
    for split in 0..plan.splits {
        let mut order = ids.to_vec();
        plan.rng(split).shuffle(&mut order);
        let (own, others) = (&order[..n_own], &order[n_own..n_own + n_other]);
        let manner = manners.between(own, others);
        let verdicts: Vec<Option<Verdict>> = manner.shares().map(verdict).collect();
        tally.add_null(&verdicts);
        tally.add_clear(manner.clearly_larger().count());
    }
    tally.line(experiment, name, plan)
}

/// The difference of two shares. Only the level of its interval is known, so p is on one side of it or on the other.
fn verdict(share: &Share) -> Option<Verdict> {
    let [below, above] = share.margins()?;
    let difference = share.here?.value - share.elsewhere?.value;
    let margin = if difference > 0.0 { below } else { above };
    let p = if difference.abs() > margin { 0.049 } else { 1.0 };
    Some(Verdict { p, q: 1.0, family_p: 1.0, interval: None })
}
