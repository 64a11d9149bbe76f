//! Articles that do not belong to the story that somebody put them in.
//!
//! Machine-made stories hold articles that only mention the event, or whose page was scraped together with
//! teasers of it. An article is named a stray where its mean likeness to the rest of its story is less than
//! [`FAR`] of what is typical there (the median), or less than [`APART`] of it and no greater than its mean likeness to
//! another of the given stories. Stories of fewer than [`ARTICLES`] articles are not judged: there is no typical likeness.
//!
//! It misleads where a story has two halves of about the same size: both look typical. And an article in another
//! language than the rest shares few words with it and is named, rightly or not.

use std::collections::BTreeMap;

use super::cut::sums;
use super::grouper::Read;
use super::signature::dot;
use crate::article::Article;

const FAR: f32 = 0.4;
const APART: f32 = 0.6;
/// The fewest articles a story needs to be judged.
const ARTICLES: u32 = 5;

/// An article that does not belong to its given story.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stray {
    /// Its place in the input.
    pub article: usize,
    /// The mean likeness to the other articles of its story, from 0 to 1.
    pub likeness: f32,
    /// The median of this likeness over the articles of the story.
    pub typical: f32,
    /// The key of the other given story that is at least as near, where there is one.
    pub nearer: Option<String>,
}

/// The strays of all given stories, in the order of the input.
pub(super) fn strays(articles: &[Article], read: &Read) -> Vec<Stray> {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, article) in articles.iter().enumerate() {
        if let Some(story) = article.story.as_deref().map(str::trim).filter(|key| !key.is_empty()) {
            members.entry(story).or_default().push(place);
        }
    }
    let keys: Vec<&str> = members.keys().copied().collect();
    let placed: Vec<(usize, u32)> = (0..)
        .zip(members.values())
        .flat_map(|(story, places)| places.iter().map(move |&place| (place, story)))
        .collect();
    let signatures: Vec<_> =
        placed.iter().map(|&(place, _)| read.signatures[place].clone()).collect();
    let days: Vec<_> = placed.iter().map(|&(place, _)| read.days[place]).collect();
    let story_of: Vec<u32> = placed.iter().map(|&(_, story)| story).collect();
    let sums = sums(&signatures, &days, &story_of);
    let mean = |article: usize, story: u32| {
        let sum = &sums[story as usize];
        let whole = dot(&signatures[article], &sum.vector) * days[article].nearness(&sum.days);
        if story_of[article] == story {
            let itself = dot(&signatures[article], &signatures[article]);
            (whole - itself).max(0.0) / (sum.n - 1).max(1) as f32
        } else {
            whole / sum.n as f32
        }
    };
    let own: Vec<f32> = (0..placed.len()).map(|article| mean(article, story_of[article])).collect();
    let mut strays = Vec::new();
    let mut start = 0;
    for (story, sum) in (0..).zip(&sums) {
        let range = start..start + sum.n as usize;
        start = range.end;
        if sum.n < ARTICLES {
            continue;
        }
        let mut sorted = own[range.clone()].to_vec();
        sorted.sort_unstable_by(f32::total_cmp);
        let typical = sorted[sorted.len() / 2];
        for article in range.filter(|&article| own[article] < APART * typical) {
            let nearer = (0..sums.len() as u32)
                .filter(|&other| other != story)
                .map(|other| (mean(article, other), other))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                .filter(|&(likeness, _)| likeness >= own[article] && likeness > 0.0)
                .map(|(_, other)| keys[other as usize].to_owned());
            if own[article] < FAR * typical || nearer.is_some() {
                let (place, likeness) = (placed[article].0, own[article]);
                strays.push(Stray { article: place, likeness, typical, nearer });
            }
        }
    }
    strays.sort_by_key(|stray| stray.article);
    strays
}
