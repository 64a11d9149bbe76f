//! Is there room for one sentence more, and is it worth its words?
//!
//! The best set of sentences settles what the account is about and often leaves room. A further sentence pays where
//! it raises the expected F1 of words, measured against a reference that fills the budget:
//!
//! `2 sum over words told of p (1 + r + ... + r^(k-1)) / (n + budget)`,
//!
//! n words told, k times this one; r is the chance that a small word told once more is a hit once more, 0 for other
//! words. Pairs have no say here: what they ask for is already chosen. (A search that values length as much from the
//! start chooses worse sets.) Only sentences of an article's beginning that stand alone and tell something new are
//! added. Cost: a few sorted lists. It misleads where the outlets begin with background.

use super::Candidate;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// A further sentence stands among so many first ones of its article.
const BEGINNING: usize = 4;
/// The share of its weighty words that nothing chosen has told.
const NEW: f64 = 2.0 / 3.0;
/// How likely it is that a small word is a hit again.
const AGAIN: f64 = 0.7;

/// What is left of the budget.
pub(super) struct Room<'a> {
    pub tokenized: &'a TokenizedCorpus,
    pub candidates: &'a [Candidate],
    pub budget: usize,
}

impl Room<'_> {
    /// The candidate that adds most to those chosen, if any adds to them.
    pub fn further(&self, chosen: &[usize]) -> Option<usize> {
        let told: Vec<&Candidate> = chosen.iter().filter_map(|&n| self.candidates.get(n)).collect();
        let n_words: usize = told.iter().map(|candidate| candidate.n_words).sum();
        let mut best = (self.of_words(told.iter().copied()), None);
        for (number, candidate) in self.candidates.iter().enumerate() {
            if n_words + candidate.n_words <= self.budget
                && candidate.rank < BEGINNING
                && candidate.stands_alone
                && self.is_new(candidate, &told)
            {
                let reached = self.of_words(told.iter().copied().chain([candidate]));
                if reached > best.0 {
                    best = (reached, Some(number));
                }
            }
        }
        best.1.filter(|_| !told.is_empty())
    }

    /// Whether a candidate tells mostly what nothing else tells. Another part of a sentence told is never new.
    fn is_new(&self, candidate: &Candidate, told: &[&Candidate]) -> bool {
        let vocabulary = self.tokenized.vocabulary();
        let weighty =
            candidate.words.iter().filter(|(term, _)| vocabulary.kind(*term) != TermKind::Stop);
        let (mut n, mut n_new) = (0, 0);
        for (term, _) in weighty {
            n += 1;
            n_new += usize::from(!told.iter().any(|other| other.terms.binary_search(term).is_ok()));
        }
        n > 0
            && n_new as f64 >= NEW * n as f64
            && !told.iter().any(|other| other.is_of_the_sentence_of(candidate))
    }

    /// The expected F1 of words.
    fn of_words<'c>(&self, told: impl Iterator<Item = &'c Candidate>) -> f64 {
        let mut chances: Vec<(TermId, f64)> = Vec::new();
        for candidate in told {
            chances.extend(candidate.terms.iter().map(|&term| {
                let place = candidate.words.binary_search_by_key(&term, |(word, _)| *word);
                (term, place.map_or(0.0, |place| candidate.words[place].1))
            }));
        }
        chances.sort_unstable_by_key(|(term, _)| *term);
        let hits: f64 = chances
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| same[0].1 * self.times(same[0].0, same.len()))
            .sum();
        2.0 * hits / (chances.len() + self.budget) as f64
    }

    /// How many hits to expect of a word that is told so often, if it is one at all.
    fn times(&self, term: TermId, n: usize) -> f64 {
        match self.tokenized.vocabulary().kind(term) {
            TermKind::Stop => {
                (0..n).fold((0.0, 1.0), |(sum, next), _| (sum + next, next * AGAIN)).0
            }
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{concepts, parts, telling_sentences};
    use super::*;
    use crate::article::{Article, ArticleId, Corpus};
    use crate::clean::Masks;
    use crate::token::Normalizer;

    const LEAD: &str = "The council closed the old harbour for good on Monday.";
    const MORE: &str = "Fishermen had asked the mayor to keep the gates open.";

    /// What follows the lead when the story has these sentences and the account so many words.
    fn further(sentences: &[&str], budget: usize, chosen: &[usize]) -> Option<usize> {
        let body = sentences.join(" ");
        let corpus = Corpus::new([
            Article::new("a", "Harbour closed", &body),
            Article::new("b", "Gates shut", &body),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let articles: Vec<ArticleId> = corpus.article_ids().collect();
        let concepts = concepts(&corpus, &tokenized, &masks, &articles, budget);
        let candidates: Vec<Candidate> = telling_sentences(articles[0], &tokenized, &masks)
            .enumerate()
            .flat_map(|(rank, (number, _))| {
                parts(&corpus, &tokenized, &concepts, articles[0], (rank, number), budget)
            })
            .collect();
        assert_eq!(candidates.len(), sentences.len());
        Room { tokenized: &tokenized, candidates: &candidates, budget }.further(chosen)
    }

    #[test]
    fn a_sentence_follows_where_it_fits_stands_alone_and_tells_more() {
        let again = "On Monday the council closed the old harbour for good.";
        let leaning = "They had asked the mayor to keep the gates open.";
        let cases: [(&[&str], usize, Option<usize>); 6] = [
            (&[LEAD, MORE], 30, Some(1)),
            (&[LEAD, MORE], 19, None),
            (&[LEAD, leaning], 30, None),
            (&[LEAD, again], 30, None),
            (&[LEAD, again, MORE], 30, Some(2)),
            (&[LEAD, again, again, again, MORE], 30, None),
        ];
        for (sentences, budget, expected) in cases {
            assert_eq!(further(sentences, budget, &[0]), expected, "{sentences:?} {budget}");
        }
    }

    #[test]
    fn nothing_follows_nothing() {
        assert_eq!(further(&[LEAD, MORE], 30, &[]), None);
    }

    #[test]
    fn only_a_small_word_told_again_may_be_a_hit_again() {
        let corpus = Corpus::new([Article::new("a", "Harbour", LEAD)]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let room = Room { tokenized: &tokenized, candidates: &[], budget: 30 };
        let vocabulary = tokenized.vocabulary();
        let term = |word: &str| vocabulary.find(&vocabulary.normalizer().term(word).0).unwrap();
        for (word, n, expected) in
            [("the", 1, 1.0), ("the", 3, 2.19), ("harbour", 1, 1.0), ("harbour", 3, 1.0)]
        {
            assert!((room.times(term(word), n) - expected).abs() < 1e-12, "{word} {n}");
        }
    }
}
