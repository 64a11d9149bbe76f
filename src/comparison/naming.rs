//! Which words name something, so that a reader can be told that an outlet dwells on it?
//!
//! "Dwells on sanctions" says something; "dwells on happy" does not. What a word is, is read off where it stands in
//! this coverage. Each occurrence is a vote: for a name where it follows an article or a possessive, a preposition or
//! another content word and ends its phrase ("the sanctions on"), or where it is capitalised inside a sentence; against
//! one where it follows a pronoun, a modal or a form of "to be", or stands before an article ("is happy", "impose
//! the"); half against one where it only leads to the next word ("a happy end").
//! Cost: one pass over the words, a look-up by number for each and its neighbours.
//!
//! It misleads on words that are verb and noun alike, and it knows English only: elsewhere every word may name.

use crate::article::Corpus;
use crate::token::{Language, TermId, TermKind, TokenizedCorpus};

/// How the word before or after speaks of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// Before a name or its adjectives, and after a verb: "the", "its".
    Article,
    /// Before a name, and after anything: "of", "with".
    Preposition,
    /// Not before a name: "is", "will", "they".
    Verbal,
    /// Joins words of any kind: "and".
    Joint,
    /// Any other word that is not counted.
    Small,
    /// A counted word.
    Content,
}

const ARTICLES: [&str; 17] = [
    "a", "an", "the", "this", "these", "those", "its", "his", "her", "their", "our", "my", "your",
    "no", "any", "some", "such",
];
const PREPOSITIONS: [&str; 12] = [
    "of", "on", "for", "with", "from", "by", "over", "about", "without", "against", "between",
    "into",
];
const VERBAL: [&str; 36] = [
    "to", "will", "would", "can", "could", "may", "might", "must", "should", "not", "be", "been",
    "being", "is", "are", "was", "were", "am", "very", "so", "too", "how", "he", "she", "it",
    "they", "we", "i", "you", "who", "has", "have", "had", "more", "most", "also",
];
const OBJECTS: [&str; 8] =
    ["him", "them", "me", "us", "himself", "herself", "itself", "themselves"];

/// Which terms of a corpus name something.
pub(super) struct Naming {
    names: Vec<bool>,
}

impl Naming {
    /// Lets every occurrence in the bodies of the articles vote.
    pub fn new(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Self {
        let vocabulary = tokenized.vocabulary();
        if vocabulary.normalizer().language() != Language::English {
            return Naming { names: vec![true; vocabulary.n_terms()] };
        }
        let neighbours: Vec<Neighbour> = vocabulary
            .forms()
            .map(|(id, form)| neighbour(form, vocabulary.kind(vocabulary.term_of(id))))
            .collect();
        let capitals: Vec<bool> =
            vocabulary.forms().map(|(_, form)| form.starts_with(char::is_uppercase)).collect();
        let deeds: Vec<bool> = vocabulary
            .forms()
            .map(|(_, form)| form.ends_with("ed") || form.ends_with("ing"))
            .collect();
        // Twice the votes for, twice the votes against.
        let mut votes = vec![(0_u32, 0_u32); vocabulary.n_terms()];
        for id in corpus.article_ids() {
            let document = tokenized.document(id);
            for sentence in document.body() {
                let words = document.words_of(sentence);
                for (at, word) in words.iter().enumerate() {
                    let form = word.form.index();
                    if neighbours[form] != Neighbour::Content {
                        continue;
                    }
                    let beside =
                        |at: usize| words.get(at).map(|word| neighbours[word.form.index()]);
                    let before = at.checked_sub(1).and_then(beside);
                    let vote = if before.is_some() && capitals[form] {
                        (2, 0)
                    } else {
                        vote(before, beside(at + 1), deeds[form])
                    };
                    let sum = &mut votes[vocabulary.term_of(word.form).index()];
                    *sum = (sum.0 + vote.0, sum.1 + vote.1);
                }
            }
        }
        Naming { names: votes.iter().map(|(names, others)| names >= others).collect() }
    }

    /// Whether a term names something.
    pub fn names(&self, term: TermId) -> bool {
        self.names[term.index()]
    }
}

fn neighbour(form: &str, kind: TermKind) -> Neighbour {
    let lower = form.to_lowercase();
    let is = |list: &[&str]| list.contains(&lower.as_str());
    match () {
        () if is(&ARTICLES) || is(&OBJECTS) => Neighbour::Article,
        () if is(&PREPOSITIONS) => Neighbour::Preposition,
        () if is(&VERBAL) || lower.ends_with("n't") || lower.ends_with("n\u{2019}t") => {
            Neighbour::Verbal
        }
        () if matches!(lower.as_str(), "and" | "or" | "but") => Neighbour::Joint,
        () if kind == TermKind::Word => Neighbour::Content,
        () => Neighbour::Small,
    }
}

/// Twice the votes for a name and against one, by what stands before and after; `None` is the edge of the sentence.
fn vote(before: Option<Neighbour>, after: Option<Neighbour>, is_deed: bool) -> (u32, u32) {
    use Neighbour::{Article, Content, Joint, Preposition, Small, Verbal};
    let ends = matches!(after, None | Some(Preposition | Verbal | Small));
    match (before, after) {
        (Some(Verbal), _) | (_, Some(Article)) => (0, 2),
        (Some(Article | Preposition), Some(Content | Joint)) => (0, 1),
        (Some(Article | Preposition), _) if ends => (2, 0),
        (Some(Content | Joint | Small) | None, _) if is_deed => (0, 1),
        (Some(Content), _) if ends => (2, 0),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn a_name_is_told_from_a_quality() {
        let corpus = Corpus::new([Article::new(
            "Osthaven Post",
            "",
            "The board is happy. Its chair was very happy with the sanctions on eels. They impose the sanctions \
             of the council. A happy crowd met Councillor Brede. It is difficult to close a bridge. The bridge was old.",
        )]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let naming = Naming::new(&corpus, &tokenized);
        let names = |word: &str| {
            let (form, _) = tokenized.vocabulary().forms().find(|(_, form)| *form == word).unwrap();
            naming.names(tokenized.vocabulary().term_of(form))
        };
        for (word, expected) in [
            ("sanctions", true),
            ("bridge", true),
            ("Brede", true),
            ("happy", false),
            ("difficult", false),
            ("impose", false),
        ] {
            assert_eq!(names(word), expected, "{word}");
        }
    }

    #[test]
    fn other_languages_let_every_word_name() {
        let corpus = Corpus::new([Article::new("Weser Mirror", "", "Der Rat war sehr froh.")]);
        let normalizer = Normalizer::builder().language(Language::German).build();
        let tokenized = TokenizedCorpus::new(&corpus, normalizer);
        let naming = Naming::new(&corpus, &tokenized);
        assert!(naming.names.iter().all(|names| *names) && !naming.names.is_empty());
    }
}
