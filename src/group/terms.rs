//! What an article is about, as counts: its terms in the headline, in the opening and in the body.
//!
//! Only the first [`BODY_WORDS`] words of a body are read. News tells what happened first; what follows is
//! background, which an article shares with other stories, and at the end of scraped pages stand the
//! teasers of other stories.

use rayon::prelude::*;

use crate::article::Article;
use crate::clean::House;
use crate::token::{FormId, Normalizer, TermKind, Vocabulary, sentences, words};

/// How far into the body terms are counted.
const BODY_WORDS: usize = 400;
/// How far the opening of a body reaches: about two paragraphs.
const OPENING_WORDS: usize = 60;
/// How many words of a body stand for a headline that is missing.
const HEADLINE_WORDS: usize = 20;
/// Articles that share one vocabulary while they are read; the pieces are then joined in order.
const BATCH: usize = 512;

/// One term of an article and how often it occurs where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Row {
    pub term: u32,
    pub headline: u8,
    pub opening: u8,
    pub body: u8,
}

/// Terms of all articles, and what is known of each term over the collection.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    vocabulary: Vocabulary,
    pub n_articles: u32,
    known: Vec<Known>,
}

/// What the collection tells of one term.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    n_articles: u32,
    n_words: u32,
    n_capital: u32,
}

impl Terms {
    pub fn new(normalizer: Normalizer) -> Self {
        Terms { vocabulary: Vocabulary::new(normalizer), n_articles: 0, known: Vec::new() }
    }

    /// Counts the terms of many articles, on all cores, with the numbers that one core gives.
    pub fn read(&mut self, articles: &[&Article], house: &House) -> Vec<Vec<Row>> {
        let normalizer = self.vocabulary.normalizer().clone();
        let pieces: Vec<Piece> = articles
            .par_chunks(BATCH)
            .map(|articles| {
                let mut piece = Piece::new(normalizer.clone());
                articles.iter().for_each(|article| piece.read(article, house));
                piece
            })
            .collect();
        pieces.into_iter().flat_map(|piece| self.join(piece)).collect()
    }

    /// Counts the terms of one article.
    pub fn read_one(&mut self, article: &Article) -> Vec<Row> {
        let mut piece = Piece::new(self.vocabulary.normalizer().clone());
        piece.read(article, &House::default());
        self.join(piece).pop().unwrap_or_default()
    }

    fn join(&mut self, piece: Piece) -> Vec<Vec<Row>> {
        let forms = self.vocabulary.merge(&piece.vocabulary).forms;
        self.known.resize(self.vocabulary.n_terms(), Known::default());
        let mut term_of = vec![0; piece.vocabulary.n_terms()];
        for (local, _) in piece.vocabulary.forms() {
            let term = self.vocabulary.term_of(forms[local.index()]).index();
            term_of[piece.vocabulary.term_of(local).index()] = term as u32;
            let (n_words, n_capital) = piece.seen.get(local.index()).copied().unwrap_or_default();
            let known = &mut self.known[term];
            known.n_words = known.n_words.saturating_add(n_words);
            known.n_capital = known.n_capital.saturating_add(n_capital);
        }
        let mut articles = piece.articles;
        for rows in &mut articles {
            for row in rows.iter_mut() {
                row.term = term_of[row.term as usize];
                self.known[row.term as usize].n_articles += 1;
            }
            rows.sort_unstable_by_key(|row| row.term);
        }
        self.n_articles += articles.len() as u32;
        articles
    }

    /// In how many articles the term occurs.
    pub fn n_articles_with(&self, term: u32) -> u32 {
        self.known[term as usize].n_articles
    }

    /// Whether the term is mostly written with a capital, as names are.
    pub fn is_name(&self, term: u32) -> bool {
        let known = &self.known[term as usize];
        u64::from(known.n_capital) * 10 > u64::from(known.n_words) * 7
    }

    /// Whether the term is a number.
    pub fn is_number(&self, term: u32) -> bool {
        self.vocabulary.kind(crate::token::TermId(term)) == TermKind::Number
    }
}

/// A batch of articles with a vocabulary of its own.
struct Piece {
    vocabulary: Vocabulary,
    /// For each form, its occurrences in bodies, and whether all of them are capital.
    seen: Vec<(u32, u32)>,
    articles: Vec<Vec<Row>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Headline,
    Opening,
    Body,
}

impl Piece {
    fn new(normalizer: Normalizer) -> Self {
        Piece { vocabulary: Vocabulary::new(normalizer), seen: Vec::new(), articles: Vec::new() }
    }

    fn read(&mut self, article: &Article, house: &House) {
        let mut found: Vec<(u32, Place)> = Vec::new();
        for word in words(&article.headline).take(BODY_WORDS) {
            let form = self.vocabulary.intern(word.text);
            self.push(&mut found, form, Place::Headline);
        }
        // An article that its outlet printed three times is house text as a whole, but all that there is.
        if self.read_body(article, Some(house), &mut found) == 0 {
            self.read_body(article, None, &mut found);
        }
        self.articles.push(rows(found));
    }

    /// Reads the body, without house text where that is given; returns the number of words.
    fn read_body(
        &mut self,
        article: &Article,
        house: Option<&House>,
        found: &mut Vec<(u32, Place)>,
    ) -> usize {
        let no_headline = article.headline.trim().is_empty();
        let mut n_words = 0;
        let all = sentences(&article.body).filter_map(|range| article.body.get(range));
        let is_kept = |sentence: &&str| house.is_none_or(|house| !house.holds(article, sentence));
        for sentence in all.filter(is_kept) {
            if n_words >= BODY_WORDS {
                break;
            }
            for word in words(sentence) {
                let form = self.vocabulary.intern(word.text);
                let capital = word.text.chars().next().is_some_and(char::is_uppercase);
                self.seen.resize(self.vocabulary.n_forms(), (0, 0));
                let seen = &mut self.seen[form.index()];
                *seen = (seen.0 + 1, seen.1 + u32::from(capital));
                if n_words < HEADLINE_WORDS && no_headline {
                    self.push(found, form, Place::Headline);
                }
                let place = if n_words < OPENING_WORDS { Place::Opening } else { Place::Body };
                self.push(found, form, place);
                n_words += 1;
                if n_words >= BODY_WORDS {
                    break;
                }
            }
        }
        n_words
    }

    fn push(&self, found: &mut Vec<(u32, Place)>, form: FormId, place: Place) {
        let term = self.vocabulary.term_of(form);
        if self.vocabulary.kind(term) != TermKind::Stop {
            found.push((term.index() as u32, place));
        }
    }
}

/// Places of terms, in any order, as counts.
fn rows(mut found: Vec<(u32, Place)>) -> Vec<Row> {
    found.sort_unstable();
    let mut rows: Vec<Row> = Vec::new();
    for (term, place) in found {
        if rows.last().is_none_or(|row| row.term != term) {
            rows.push(Row { term, ..Row::default() });
        }
        let row = rows.last_mut().expect("a row was just pushed");
        let bump = |n: &mut u8| *n = n.saturating_add(1);
        match place {
            Place::Headline => bump(&mut row.headline),
            Place::Opening => {
                bump(&mut row.opening);
                bump(&mut row.body);
            }
            Place::Body => bump(&mut row.body),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(articles: &[Article]) -> (Terms, Vec<Vec<Row>>) {
        let mut terms = Terms::new(Normalizer::default());
        let sorted: Vec<&Article> = articles.iter().collect();
        let rows = terms.read(&sorted, &House::new(&sorted));
        (terms, rows)
    }

    fn row(terms: &Terms, rows: &[Row], key: &str) -> Row {
        let term = terms.vocabulary.find(key).unwrap().index() as u32;
        rows.iter().copied().find(|row| row.term == term).unwrap_or_default()
    }

    #[test]
    fn terms_are_counted_by_place() {
        let far = "Filler follows here. ".repeat(40);
        let body = format!("The ferry left. {far}Ferries sank in 1912.");
        let (terms, rows) = read(&[Article::new("a", "Ferry lost", body), Article::default()]);
        let ferry = row(&terms, &rows[0], "ferri");
        assert_eq!((ferry.headline, ferry.opening, ferry.body), (1, 1, 2));
        assert!(rows[1].is_empty());
        assert_eq!((terms.n_articles, terms.n_articles_with(ferry.term)), (2, 1));
        assert!(terms.is_number(row(&terms, &rows[0], "1912").term));
        assert!(!terms.is_name(ferry.term));
    }

    #[test]
    fn the_first_words_stand_for_a_missing_headline() {
        let (terms, rows) = read(&[Article::new("a", " ", "Ferry Osprey sank off Larn.")]);
        let osprey = row(&terms, &rows[0], "osprey");
        assert_eq!((osprey.headline, osprey.body), (1, 1));
        assert!(terms.is_name(osprey.term));
    }

    #[test]
    fn an_article_that_is_house_text_as_a_whole_keeps_its_words() {
        let same = Article::new("a", "", "The ferry left Larn. It sank.");
        let (_, rows) = read(&[same.clone(), same.clone(), same]);
        assert!(rows.iter().all(|rows| !rows.is_empty()));
    }

    #[test]
    fn one_by_one_gives_the_numbers_of_all_at_once() {
        let article = |n: usize| Article::new("a", "", format!("Ferry {n} left Larn at dawn {n}."));
        let articles: Vec<Article> = (0..5).map(article).collect();
        let mut one_by_one = Terms::new(Normalizer::default());
        let rows: Vec<Vec<Row>> =
            articles.iter().map(|article| one_by_one.read_one(article)).collect();
        let mut at_once = Terms::new(Normalizer::default());
        let sorted: Vec<&Article> = articles.iter().collect();
        assert_eq!(at_once.read(&sorted, &House::default()), rows);
    }
}
