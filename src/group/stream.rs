//! Stories as articles come in: each article joins a story or opens one, and stories that turn out to be one join.
//!
//! An article joins the story with the greatest mean likeness to it, where that is at least the cut. Where it is as
//! like a second story, and the two stories are that like each other in the mean of their articles, the later one becomes part
//! of the earlier: average linkage, as far as a stream can. The cut is chosen again and again by what is chosen by for a
//! collection ([`cut`](super::cut)), from the last articles and those most like them, whenever they
//! came ([`recall`]).
//!
//! How rare a term is is judged by the articles that came before, so the first few hundred are placed with less
//! certainty than later ones, and another order can give other stories; a whole collection is better grouped at once.
//!
//! Cost: for each article at most [`ENTRIES`] index entries and [`COMPARED`] dot products, whatever came before.
//! Memory grows with the stories (some 17 kilobytes each with their part of the index; with a window, those that are over are given up) and with the
//! vocabulary; the index holds at most [`RECENT`] stories for a feature.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::StoryNumber;
use super::day::Days;
use super::grouper::Cut;
use super::recall::{self, Recall, Recalled};
use super::signature::{Signature, add, dot, shorten, signature_so_far};
use super::terms::Terms;
use crate::article::Article;

/// Stories like an article among which some may be one.
const MERGED: usize = 4;
/// Index entries read for one article.
const ENTRIES: usize = 8_000;
/// Stories compared in full.
const COMPARED: usize = 48;
/// Features of an article that lead to its story, the heaviest first.
const INDEXED: usize = 96;
/// Stories that one feature leads to: the last ones.
const RECENT: usize = 64;
/// Features kept of a story's sum.
const FEATURES: usize = 512;
/// How often stories that are over are given up.
const SWEEP: u32 = 1_024;

/// Where an article was put.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Placed {
    /// Its story.
    pub story: StoryNumber,
    /// Whether it is the first of its story.
    pub is_new: bool,
    /// The mean likeness to the story's earlier articles, from 0 to 1; 0 for the first.
    pub likeness: f32,
}

/// Puts one article after another into stories; made by [`Grouper::stream`](super::Grouper::stream).
///
/// ```
/// use parallax::Article;
/// use parallax::group::Grouper;
///
/// let mut stream = Grouper::default().stream();
/// let first = stream.add(&Article::new("a", "Ferry Osprey runs aground", "The ferry Osprey ran aground off Larn."));
/// let other = stream.add(&Article::new("b", "Rye bread wins", "Two bakers from Tull won a prize for rye bread."));
/// let again = stream.add(&Article::new("c", "Divers free ferry Osprey", "The ferry Osprey, aground off Larn, is free."));
/// assert!(first.is_new && other.is_new && !again.is_new);
/// assert_eq!(again.story, first.story);
/// assert_eq!(stream.name(first.story), "Ferry Osprey runs aground");
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    terms: Terms,
    cut: f32,
    window: Option<f64>,
    stories: Vec<Open>,
    /// For each story the earlier one that it became part of, or itself.
    part_of: Vec<u32>,
    n_stories: usize,
    /// Where the cut is chosen by the articles.
    recall: Option<Recall>,
    /// The last stories in which a feature was heavy, the latest at the back.
    recent: FxHashMap<u32, VecDeque<u32>>,
    /// What each story shares with the article at hand; 0 between articles.
    scores: Vec<f32>,
}

#[derive(Debug, Clone)]
struct Open {
    name: String,
    n: u32,
    days: Days,
    /// The sum of its articles' vectors; empty once it is over or part of another story.
    sum: Signature,
    /// Its last article, where the cut is chosen by them and it is not over.
    last: Option<Arc<Recalled>>,
}

impl Stream {
    pub(super) fn new(terms: Terms, cut: Cut, window: Option<f64>) -> Self {
        let (cut, recall) = match cut {
            Cut::Adaptive => (recall::LEAST, Some(Recall::default())),
            Cut::At(cut) => (cut, None),
        };
        Stream {
            terms,
            cut,
            window,
            stories: Vec::new(),
            part_of: Vec::new(),
            n_stories: 0,
            recall,
            recent: FxHashMap::default(),
            scores: Vec::new(),
        }
    }

    /// Puts an article into a story.
    pub fn add(&mut self, article: &Article) -> Placed {
        let rows = self.terms.read_one(article);
        let signature = signature_so_far(&rows, &self.terms);
        let days = Days::of(article);
        let mut like: Vec<(f32, u32)> = self
            .candidates(&signature)
            .into_iter()
            .map(|story| (self.likeness(story, &signature, &days), story))
            .filter(|&(likeness, _)| likeness > 0.0)
            .collect();
        like.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let number = self.terms.n_articles;
        let own = Arc::new(Recalled { number, days, signature });
        if let Some(recall) = &mut self.recall {
            let last = |&(_, story): &(f32, u32)| self.stories[story as usize].last.clone();
            recall.push(&own, like.iter().filter_map(last));
        }
        let last = self.recall.is_some().then(|| Arc::clone(&own));
        like.retain(|&(likeness, _)| likeness >= self.cut);
        let headline = article.headline.trim();
        let (likeness, mut story, is_new) = match like.first() {
            Some(&(likeness, story)) => {
                let open = &mut self.stories[story as usize];
                open.n += 1;
                open.days = open.days.and(&days);
                open.sum = add(&open.sum, &own.signature);
                open.last = last;
                shorten(&mut open.sum, FEATURES);
                if open.name.is_empty() {
                    headline.clone_into(&mut open.name);
                }
                (likeness, story, false)
            }
            None => {
                let number = self.stories.len() as u32;
                let sum = own.signature.clone();
                self.stories.push(Open { name: headline.into(), n: 1, days, sum, last });
                self.part_of.push(number);
                self.scores.push(0.0);
                self.n_stories += 1;
                (0.0, number, true)
            }
        };
        for &(_, other) in like.iter().skip(1).take(MERGED) {
            story = self.merge(story, other);
        }
        if let Some(recall) = &self.recall
            && recall::is_due(number)
        {
            self.cut = recall.cut(self.window);
        }
        self.index(story, own.signature.clone());
        if self.terms.n_articles.is_multiple_of(SWEEP) {
            self.sweep(&days);
        }
        Placed { story: StoryNumber(story), is_new, likeness }
    }

    /// The number of stories so far.
    pub fn n_stories(&self) -> usize {
        self.n_stories
    }

    /// The story that a story is part of by now: itself, until it turns out to be the same as an earlier one.
    ///
    /// # Panics
    ///
    /// Where the number is of another stream and this one has fewer stories.
    pub fn current(&self, story: StoryNumber) -> StoryNumber {
        StoryNumber(whole(&self.part_of, story.0))
    }

    /// The first headline of a story; empty where none of its articles has one.
    ///
    /// # Panics
    ///
    /// Where the number is of another stream and this one has fewer stories.
    pub fn name(&self, story: StoryNumber) -> &str {
        &self.stories[whole(&self.part_of, story.0) as usize].name
    }

    /// Makes one story of two where they are alike enough; returns the one that the first is part of.
    fn merge(&mut self, one: u32, other: u32) -> u32 {
        let (a, b) = (&self.stories[one as usize], &self.stories[other as usize]);
        let is_over = self.window.is_some_and(|window| a.days.gap(&b.days) > window);
        let n_pairs = a.n as f32 * b.n as f32;
        let likeness = dot(&a.sum, &b.sum) * a.days.nearness(&b.days) / n_pairs;
        if is_over || likeness < self.cut {
            return one;
        }
        let (kept, given) = (one.min(other), one.max(other));
        self.part_of[given as usize] = kept;
        let later = &mut self.stories[given as usize];
        let (n, days, sum) = (later.n, later.days, std::mem::take(&mut later.sum));
        let (name, last) = (std::mem::take(&mut later.name), later.last.take());
        let open = &mut self.stories[kept as usize];
        open.n += n;
        open.days = open.days.and(&days);
        open.sum = add(&open.sum, &sum);
        shorten(&mut open.sum, FEATURES);
        let number = |last: &Option<Arc<Recalled>>| last.as_ref().map(|own| own.number);
        if number(&last) > number(&open.last) {
            open.last = last;
        }
        if open.name.is_empty() {
            open.name = name;
        }
        self.n_stories -= 1;
        kept
    }

    /// The mean likeness of an article to a story's; 0 where the story is over.
    fn likeness(&self, story: u32, signature: &Signature, days: &Days) -> f32 {
        let open = &self.stories[story as usize];
        if self.window.is_some_and(|window| days.gap(&open.days) > window) {
            return 0.0;
        }
        dot(signature, &open.sum) * days.nearness(&open.days) / open.n as f32
    }

    /// The stories that share most weight with a signature.
    fn candidates(&mut self, signature: &Signature) -> Vec<u32> {
        let mut lists: Vec<(&VecDeque<u32>, u32, f32)> = signature
            .iter()
            .filter_map(|&(feature, weight)| Some((self.recent.get(&feature)?, feature, weight)))
            .collect();
        lists.sort_unstable_by_key(|(stories, feature, _)| (stories.len(), *feature));
        let (mut n_read, mut met) = (0, Vec::new());
        for (stories, _, weight) in lists {
            n_read += stories.len();
            if n_read > ENTRIES {
                break;
            }
            for &story in stories {
                let story = whole(&self.part_of, story);
                let score = &mut self.scores[story as usize];
                if *score == 0.0 {
                    met.push(story);
                }
                *score += weight * weight;
            }
        }
        let mut scores: Vec<(u32, f32)> = met
            .into_iter()
            .map(|story| (story, std::mem::take(&mut self.scores[story as usize])))
            .collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
        if scores.len() > COMPARED {
            scores.select_nth_unstable_by(COMPARED, order);
            scores.truncate(COMPARED);
        }
        scores.into_iter().map(|(story, _)| story).collect()
    }

    fn index(&mut self, story: u32, mut signature: Signature) {
        shorten(&mut signature, INDEXED);
        for (feature, _) in signature {
            let stories = self.recent.entry(feature).or_default();
            if stories.back() == Some(&story) {
                continue;
            }
            if let Some(place) = stories.iter().position(|&other| other == story) {
                stories.remove(place);
            } else if stories.len() == RECENT {
                stories.pop_front();
            }
            stories.push_back(story);
        }
    }

    /// Makes stories that are part of another lead to the whole at once, and frees the vectors of those that no article as
    /// late as this one can join.
    fn sweep(&mut self, now: &Days) {
        for story in 0..self.part_of.len() {
            // The earlier ones lead to their wholes already.
            self.part_of[story] = self.part_of[self.part_of[story] as usize];
        }
        let Some(window) = self.window else { return };
        for open in &mut self.stories {
            if now.last().zip(open.days.last()).is_some_and(|(now, last)| now - last > window) {
                (open.sum, open.last) = (Signature::new(), None);
            }
        }
        let stories = &self.stories;
        self.recent.retain(|_, recent| {
            recent.retain(|&story| !stories[story as usize].sum.is_empty());
            !recent.is_empty()
        });
    }
}

/// The story that a story is part of in the end.
fn whole(part_of: &[u32], mut story: u32) -> u32 {
    while part_of[story as usize] != story {
        story = part_of[story as usize];
    }
    story
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Normalizer;

    fn stream(cut: Cut) -> Stream {
        Stream::new(Terms::new(Normalizer::default()), cut, None)
    }

    #[test]
    fn stories_that_are_alike_become_one() {
        let mut stream = stream(Cut::At(0.4));
        let open = |name: &str, sum: Signature| {
            let days = Days::of(&Article::default());
            Open { name: name.into(), n: 1, days, sum, last: None }
        };
        stream.part_of = (0..4).collect();
        stream.stories = vec![
            open("", vec![(0, 1.0)]),
            open("Ferry aground", vec![(0, 0.5), (1, 0.8)]),
            open("Rye bread", vec![(2, 1.0)]),
            open("Divers at work", vec![(1, 1.0)]),
        ];
        stream.n_stories = 4;
        assert_eq!(stream.merge(1, 0), 0);
        assert_eq!(stream.merge(0, 2), 0, "nothing in common");
        // The mean of 0 and 0.8 with the two articles is 0.4; each alone would be another matter.
        assert_eq!(stream.merge(3, 0), 0);
        let current = |story| stream.current(StoryNumber(story)).index();
        assert_eq!([0, 1, 2, 3].map(current), [0, 0, 2, 0]);
        assert_eq!((stream.n_stories(), stream.stories[0].n), (2, 3));
        assert_eq!(stream.name(StoryNumber(3)), "Ferry aground");
    }

    #[test]
    fn the_cut_follows_the_articles_unless_it_is_given() {
        let article = |n: usize| {
            let event = n % 40;
            let body = format!(
                "Ship{event} left Port{event} for Isle{event}. Crew{event} slept, watch {n}."
            );
            Article::new("a", format!("Ship{event} at sea"), body)
        };
        let (mut given, mut chosen) = (stream(Cut::At(0.3)), stream(Cut::Adaptive));
        for n in 0..80 {
            given.add(&article(n));
            chosen.add(&article(n));
        }
        assert_eq!((given.cut, given.recall.is_none()), (0.3, true));
        assert!(chosen.cut >= recall::LEAST);
        // The first few, of which nobody can tell yet what is rare in them, may be taken for one.
        assert!((35..=40).contains(&chosen.n_stories()), "{}", chosen.n_stories());
    }
}
