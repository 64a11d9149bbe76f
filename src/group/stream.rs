//! Stories as articles come in: each joins a story or opens one, and stays there.
//!
//! An article joins the story with the greatest mean likeness to it, where that is at least [`CUT`]. How
//! rare a term is is judged by the articles that came before, so the first few hundred are placed with less
//! certainty than later ones, and another order can give other stories; a whole collection is better grouped at once.
//!
//! Cost: for each article at most [`ENTRIES`] index entries and [`COMPARED`] dot products, whatever came before.
//! Memory grows with the stories (some 15 kilobytes each with their part of the index; with a window, those that are over are given up) and with the
//! vocabulary; the index holds at most [`RECENT`] stories for a feature.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::StoryNumber;
use super::day::Days;
use super::signature::{Signature, add, dot, shorten, signature_so_far};
use super::terms::Terms;
use crate::article::Article;

/// The likeness needed to join a story.
pub(super) const CUT: f32 = 0.14;
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
    /// The last stories in which a feature was heavy, the latest at the back.
    recent: FxHashMap<u32, VecDeque<u32>>,
}

#[derive(Debug, Clone)]
struct Open {
    name: String,
    n: u32,
    days: Days,
    /// The sum of its articles' vectors; empty once it is over.
    sum: Signature,
}

impl Stream {
    pub(super) fn new(terms: Terms, cut: f32, window: Option<f64>) -> Self {
        Stream { terms, cut, window, stories: Vec::new(), recent: FxHashMap::default() }
    }

    /// Puts an article into a story.
    pub fn add(&mut self, article: &Article) -> Placed {
        let rows = self.terms.read_one(article);
        let signature = signature_so_far(&rows, &self.terms);
        let days = Days::of(article);
        let best = self
            .candidates(&signature)
            .into_iter()
            .map(|story| (self.likeness(story, &signature, &days), story))
            .filter(|&(likeness, _)| likeness >= self.cut)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let (likeness, story, is_new) = match best {
            Some((likeness, story)) => {
                let open = &mut self.stories[story as usize];
                open.n += 1;
                open.days = open.days.and(&days);
                open.sum = add(&open.sum, &signature);
                shorten(&mut open.sum, FEATURES);
                if open.name.is_empty() {
                    article.headline.trim().clone_into(&mut open.name);
                }
                (likeness, story, false)
            }
            None => {
                let name = article.headline.trim().to_owned();
                self.stories.push(Open { name, n: 1, days, sum: signature.clone() });
                (0.0, self.stories.len() as u32 - 1, true)
            }
        };
        self.index(story, signature);
        if self.terms.n_articles.is_multiple_of(SWEEP) {
            self.sweep(&days);
        }
        Placed { story: StoryNumber(story), is_new, likeness }
    }

    /// The number of stories so far.
    pub fn n_stories(&self) -> usize {
        self.stories.len()
    }

    /// The first headline of a story; empty where none of its articles has one.
    ///
    /// # Panics
    ///
    /// Where the number is of another stream and this one has fewer stories.
    pub fn name(&self, story: StoryNumber) -> &str {
        &self.stories[story.index()].name
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
    fn candidates(&self, signature: &Signature) -> Vec<u32> {
        let mut lists: Vec<(&VecDeque<u32>, u32, f32)> = signature
            .iter()
            .filter_map(|&(feature, weight)| Some((self.recent.get(&feature)?, feature, weight)))
            .collect();
        lists.sort_unstable_by_key(|(stories, feature, _)| (stories.len(), *feature));
        let mut entries: Vec<(u32, f32)> = Vec::new();
        for (stories, _, weight) in lists {
            if entries.len() + stories.len() > ENTRIES {
                break;
            }
            entries.extend(stories.iter().map(|&story| (story, weight)));
        }
        entries.sort_by_key(|&(story, _)| story);
        let mut scores: Vec<(u32, f32)> = Vec::new();
        for (story, weight) in entries {
            match scores.last_mut() {
                Some(last) if last.0 == story => last.1 += weight * weight,
                _ => scores.push((story, weight * weight)),
            }
        }
        scores.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        scores.truncate(COMPARED);
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

    /// Frees the vectors of stories that no article as late as this one can join.
    fn sweep(&mut self, now: &Days) {
        let Some(window) = self.window else { return };
        for open in &mut self.stories {
            if now.last().zip(open.days.last()).is_some_and(|(now, last)| now - last > window) {
                open.sum = Signature::new();
            }
        }
        let stories = &self.stories;
        self.recent.retain(|_, recent| {
            recent.retain(|&story| !stories[story as usize].sum.is_empty());
            !recent.is_empty()
        });
    }
}
