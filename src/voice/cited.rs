//! Who is quoted by which outlet, how much, and under which class of cue, as tables for the contrast engine.
//!
//! A row is an article. Its exposure is the number of words between its first and last, so that the rate of a
//! source is its share of an outlet's text. A source is counted under its name without title, article and
//! apposition ("Dr. Ann Roe, the mayor" is "ann roe"; "Roe" stays "roe": merging the two needs the actors of a
//! story); described groups go by their words ("senior officials"). A "he" or "she" counts for the name that it
//! goes on where the text gives one; other pronouns are passed over.

use std::collections::BTreeMap;

use super::{CueClass, Quotation, QuotationKind, Voices};
use crate::article::{Corpus, Part};
use crate::count::{Counts, Family, Feature, row_keys};
use crate::token::words;

/// Counts the words that each source is given, quoted and reported.
///
/// ```
/// use parallax::voice::{Voices, words_given};
/// use parallax::{Article, Corpus};
///
/// let article = Article::new("Reuters", "", "\"It was old,\" said Dr. Ann Roe. Critics said it was rust.");
/// let corpus = Corpus::new([article]);
/// let voices: Vec<Voices> = corpus.articles().iter().map(Voices::new).collect();
/// let counts = words_given(&corpus, &voices);
/// let roe = counts.find("ann roe").unwrap();
/// assert_eq!(counts.matrix().column(roe.index()).total(), 3);
/// ```
///
/// # Panics
///
/// Where `voices` are not those of the corpus, one for each article in its order.
pub fn words_given(corpus: &Corpus, voices: &[Voices]) -> Counts {
    table(corpus, voices, Family::Source, |text, quotation| {
        let key = source_key(text, quotation)?;
        let spans = quotation.content.iter().filter_map(|span| span.of(text));
        let n_words: usize = spans.map(|part| words(part).count()).sum();
        Some((key, n_words as u32))
    })
}

/// Counts how often each source stands under each class of cue, as features such as `forceful: ann roe`. With
/// `all_sources`, the classes alone are counted, as `forceful`.
///
/// # Panics
///
/// Where `voices` are not those of the corpus, one for each article in its order.
pub fn cue_classes(corpus: &Corpus, voices: &[Voices], all_sources: bool) -> Counts {
    table(corpus, voices, Family::Cue, |text, quotation| {
        let class: CueClass = quotation.class?;
        if all_sources {
            return Some((class.name().to_owned(), 1));
        }
        Some((format!("{}: {}", class.name(), source_key(text, quotation)?), 1))
    })
}

fn table(
    corpus: &Corpus,
    voices: &[Voices],
    family: Family,
    count: impl Fn(&str, &Quotation) -> Option<(String, u32)>,
) -> Counts {
    assert_eq!(voices.len(), corpus.articles().len(), "one for each article");
    let mut rows: Vec<BTreeMap<String, u32>> = Vec::with_capacity(voices.len());
    let mut exposure = Vec::with_capacity(voices.len());
    for (article, voices) in corpus.articles().iter().zip(voices) {
        let mut row = BTreeMap::new();
        let mut n_words = 0;
        for part in [Part::Headline, Part::Body] {
            let text = article.text(part);
            n_words += words(text).count() as u32;
            let spoken = voices.of(part).iter().filter(|one| one.kind != QuotationKind::Stance);
            for (key, n) in spoken.filter_map(|quotation| count(text, quotation)) {
                *row.entry(key).or_default() += n;
            }
        }
        rows.push(row);
        exposure.push(n_words);
    }
    let mut number: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &rows {
        number.extend(row.keys().map(|key| (key.as_str(), 0)));
    }
    for (next, id) in number.values_mut().enumerate() {
        *id = next as u32;
    }
    let features = number.keys().map(|&key| Feature::named(key, key)).collect();
    let cells = rows
        .iter()
        .map(|row| row.iter().map(|(key, &n)| (number[key.as_str()], n)).collect())
        .collect();
    Counts::from_rows(family, row_keys(corpus), exposure, features, cells)
}

/// The name under which a source is counted.
pub(crate) fn source_key(text: &str, quotation: &Quotation) -> Option<String> {
    let span = if quotation.pronoun { quotation.speaker? } else { quotation.source? };
    let source = span.of(text)?;
    let head = source.split([',', '(']).next().unwrap_or(source).trim();
    let mut rest: Vec<&str> = head.split_whitespace().collect();
    const DROPPED: [&str; 30] = [
        "the",
        "a",
        "an",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sen",
        "rep",
        "gov",
        "gen",
        "prof",
        "president",
        "senator",
        "minister",
        "governor",
        "mayor",
        "chancellor",
        "secretary",
        "judge",
        "representative",
        "sir",
        "lord",
        "king",
        "queen",
        "professor",
        "congressman",
        "congresswoman",
        "general",
    ];
    while rest.len() > 1 && DROPPED.contains(&rest[0].trim_end_matches('.').to_lowercase().as_str())
    {
        rest.remove(0);
    }
    let key = rest.join(" ").to_lowercase();
    let key = key.strip_suffix("'s").or_else(|| key.strip_suffix("’s")).unwrap_or(&key);
    (!key.is_empty()).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn corpus() -> (Corpus, Vec<Voices>) {
        let texts = [
            (
                "Herald",
                "\"We will rebuild,\" said Mayor Ann Roe. She insisted that the town was safe.",
            ),
            ("Courier", "Ann Roe, the mayor, said that the town was safe. Officials said no."),
        ];
        let corpus =
            Corpus::new(texts.map(|(outlet, text)| Article::new(outlet, "", text).with_story("s")));
        let voices = corpus.articles().iter().map(Voices::new).collect();
        (corpus, voices)
    }

    #[test]
    fn words_of_each_source() {
        let (corpus, voices) = corpus();
        let counts = words_given(&corpus, &voices);
        let cells = |key: &str| -> Vec<(usize, u32)> {
            counts.matrix().column(counts.find(key).unwrap().index()).iter().collect()
        };
        // "We will rebuild" and "that the town was safe", which the pronoun says.
        assert_eq!(cells("ann roe"), [(0, 8), (1, 5)]);
        assert_eq!(cells("officials"), [(1, 1)]);
        assert_eq!(counts.exposure(), [14, 13]);
    }

    #[test]
    fn classes_of_cues() {
        let (corpus, voices) = corpus();
        let counts = cue_classes(&corpus, &voices, false);
        assert!(counts.find("forceful: ann roe").is_some());
        let classes = cue_classes(&corpus, &voices, true);
        let neutral = classes.find("neutral").unwrap();
        assert_eq!(classes.matrix().column(neutral.index()).total(), 3);
    }
}
