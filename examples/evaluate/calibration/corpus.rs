//! Reading articles, and changing them: subsets, shortened halves, deleted words.

use std::collections::BTreeMap;

use parallax::stats::{Matrix, Rng};

/// One article as counts.
#[derive(Clone)]
pub struct Article {
    pub counts: Vec<(u32, u32)>,
    pub n_tokens: u32,
    pub outlet: String,
    pub story: Option<u32>,
}

pub struct Corpus {
    pub name: String,
    pub articles: Vec<Article>,
    pub n_words: usize,
}

/// Articles with their groups and strata, ready to be tested.
pub struct Trial {
    pub articles: Vec<Article>,
    pub group: Vec<u32>,
    pub stratum: Vec<u32>,
    pub n_words: usize,
}

/// A file's name without folder and ending.
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".jsonl")
}

impl Corpus {
    /// Whether the articles tell of named stories.
    pub fn has_stories(&self) -> bool {
        self.articles.iter().any(|article| article.story.is_some())
    }

    pub fn read(path: &str) -> Result<Corpus, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        let mut vocabulary: BTreeMap<String, u32> = BTreeMap::new();
        let mut stories: BTreeMap<String, u32> = BTreeMap::new();
        let mut articles = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let record: serde_json::Value = serde_json::from_str(line)
                .map_err(|error| format!("{path}:{}: {error}", number + 1))?;
            let field = |names: [&str; 2]| names.iter().find_map(|name| record[name].as_str());
            let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
            for token in tokens(field(["text", "content"]).unwrap_or("")) {
                let next = vocabulary.len() as u32;
                *counts.entry(*vocabulary.entry(token).or_insert(next)).or_insert(0) += 1;
            }
            let story = field(["story", "event"]).map(|story| {
                let next = stories.len() as u32;
                *stories.entry(story.to_owned()).or_insert(next)
            });
            articles.push(Article {
                n_tokens: counts.values().sum(),
                counts: counts.into_iter().collect(),
                outlet: field(["outlet", "source"]).unwrap_or("").to_owned(),
                story,
            });
        }
        let name = name_of(path).to_owned();
        Ok(Corpus { name, articles, n_words: vocabulary.len() })
    }

    /// A trial of the named articles in two groups and one stratum.
    pub fn trial(&self, own: &[usize], other: &[usize]) -> Trial {
        let pick = |&article: &usize| self.articles[article].clone();
        Trial {
            articles: own.iter().chain(other).map(pick).collect(),
            group: own.iter().map(|_| 0).chain(other.iter().map(|_| 1)).collect(),
            stratum: vec![0; own.len() + other.len()],
            n_words: self.n_words,
        }
    }
}

impl Trial {
    /// Occurrences of each word.
    pub fn totals(&self) -> Vec<u32> {
        let mut totals = vec![0; self.n_words];
        for &(word, count) in self.articles.iter().flat_map(|article| &article.counts) {
            totals[word as usize] += count;
        }
        totals
    }

    /// Takes each token of the group's articles away with the probability `lose` gives for it.
    pub fn thin(
        &mut self,
        group: u32,
        rng: &mut Rng,
        mut lose: impl FnMut(&mut Rng, usize, u32) -> f64,
    ) {
        for (index, article) in self.articles.iter_mut().enumerate() {
            if self.group[index] != group {
                continue;
            }
            for (word, count) in &mut article.counts {
                let probability = lose(rng, index, *word);
                if probability > 0.0 {
                    let lost = (0..*count).filter(|_| rng.unit() < probability).count() as u32;
                    *count -= lost;
                    article.n_tokens -= lost;
                }
            }
        }
    }

    pub fn matrix(&self, words: &[usize]) -> (Matrix, Vec<u32>) {
        let rows = self.articles.iter().map(|article| article.counts.clone());
        let exposure = self.articles.iter().map(|article| article.n_tokens).collect();
        (Matrix::from_rows(self.n_words, rows).select(words), exposure)
    }
}

/// `[a-z][a-z']+` of the lower-cased text with straight apostrophes.
fn tokens(text: &str) -> Vec<String> {
    let lower = text.replace('\u{2019}', "'").to_lowercase();
    let runs = lower.split(|c: char| !(c.is_ascii_lowercase() || c == '\''));
    runs.map(|run| run.trim_start_matches('\''))
        .filter(|run| run.len() > 1)
        .map(str::to_owned)
        .collect()
}
