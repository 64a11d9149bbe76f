//! An article as one sparse vector of unit length, so that likeness is a dot product.
//!
//! The vector joins four views of the article, each with its share of the whole: the words and names of headline and body
//! together, the opening with the headline, the headline alone, and names and other words apart, so
//! that many shared common words cannot outweigh that all the names differ. A term counts
//! `ln(1 + n) * ln((N + 1) / (d + 1/2))^0.8` in a view, where `d` of the `N` articles have the term. In a collection
//! that is complete, a term that one article alone has can match nothing and is left out.

use super::terms::{Row, Terms};

/// Feature (term and view) and weight, sorted by feature.
pub(super) type Signature = Vec<(u32, f32)>;

/// How many features of an article are kept, the heaviest first.
const FEATURES: usize = 256;
const IDF_POWER: f64 = 0.8;

#[derive(Clone, Copy)]
enum View {
    Whole,
    Opening,
    Headline,
    Names,
    Words,
}

const VIEWS: [(View, f64); 5] = [
    (View::Whole, 0.35),
    (View::Opening, 0.20),
    (View::Headline, 0.15),
    (View::Names, 0.20),
    (View::Words, 0.10),
];

/// The signature of an article of a whole collection.
pub(super) fn signature(rows: &[Row], terms: &Terms) -> Signature {
    weigh(rows, terms, 2)
}

/// The signature of an article after which others will come: what it alone has may yet be shared.
pub(super) fn signature_so_far(rows: &[Row], terms: &Terms) -> Signature {
    weigh(rows, terms, 1)
}

fn weigh(rows: &[Row], terms: &Terms, fewest: u32) -> Signature {
    let n = f64::from(terms.n_articles);
    let mut features: Signature = Vec::with_capacity(rows.len() * 3);
    let weighed: Vec<(&Row, f64)> = rows
        .iter()
        .filter_map(|row| {
            let with = terms.n_articles_with(row.term);
            (with >= fewest).then(|| {
                let idf = libm::log((n + 1.0) / (f64::from(with) + 0.5));
                (row, libm::pow(idf, IDF_POWER))
            })
        })
        .collect();
    for (number, (view, share)) in (0..).zip(VIEWS) {
        let start = features.len();
        for (row, idf) in &weighed {
            let count = count(view, row, terms);
            if count > 0.0 {
                let weight = libm::log1p(count) * idf;
                features.push((row.term * VIEWS.len() as u32 + number, weight as f32));
            }
        }
        scale(&mut features[start..], share);
    }
    if features.len() > FEATURES {
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        features.select_nth_unstable_by(FEATURES, order);
        features.truncate(FEATURES);
        features.shrink_to_fit();
    }
    features.sort_unstable_by_key(|&(feature, _)| feature);
    scale(&mut features, 1.0);
    features
}

fn count(view: View, row: &Row, terms: &Terms) -> f64 {
    let (headline, opening, body) =
        (f64::from(row.headline), f64::from(row.opening), f64::from(row.body));
    match view {
        View::Whole => 4.0 * headline + body,
        View::Opening => 4.0 * headline + opening,
        View::Headline => headline,
        View::Names if terms.is_name(row.term) && !terms.is_number(row.term) => {
            2.0 * headline + body
        }
        View::Words if !terms.is_name(row.term) && !terms.is_number(row.term) => {
            4.0 * headline + body
        }
        View::Names | View::Words => 0.0,
    }
}

/// Gives the weights a sum of squares of `share`.
fn scale(features: &mut [(u32, f32)], share: f64) {
    let squares: f64 = features.iter().map(|&(_, weight)| f64::from(weight).powi(2)).sum();
    if squares > 0.0 {
        let factor = (share / squares).sqrt();
        features.iter_mut().for_each(|(_, weight)| *weight = (f64::from(*weight) * factor) as f32);
    }
}

/// The dot product of two vectors sorted by feature.
pub(super) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0_f32);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The sum of two vectors sorted by feature.
pub(super) fn add(a: &[(u32, f32)], b: &[(u32, f32)]) -> Signature {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => {
                sum.push(a[i]);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                sum.push(b[j]);
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                sum.push((a[i].0, a[i].1 + b[j].1));
                i += 1;
                j += 1;
            }
        }
    }
    sum.extend_from_slice(&a[i..]);
    sum.extend_from_slice(&b[j..]);
    sum
}

/// Keeps the heaviest `n` features of a sum.
pub(super) fn shorten(sum: &mut Signature, n: usize) {
    if sum.len() > n {
        sum.select_nth_unstable_by(n, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sum.truncate(n);
        sum.sort_unstable_by_key(|&(feature, _)| feature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::clean::House;
    use crate::token::Normalizer;

    fn signatures(texts: &[(&str, &str)]) -> Vec<Signature> {
        let articles: Vec<Article> =
            texts.iter().map(|(headline, body)| Article::new("a", *headline, *body)).collect();
        let mut terms = Terms::new(Normalizer::default());
        let rows = terms.read(&articles.iter().collect::<Vec<_>>(), &House::default());
        rows.iter().map(|rows| signature(rows, &terms)).collect()
    }

    #[test]
    fn likeness_orders_what_a_reader_would() {
        let found = signatures(&[
            ("Ferry Osprey aground", "The ferry Osprey ran aground off Larn on a sandbank."),
            ("Osprey: divers at work", "Divers looked at the ferry Osprey, aground off Larn."),
            ("Ferry Heron on time", "The ferry Heron came to Wendle on time."),
            ("Rye bread wins", "Two bakers won a prize for rye bread at Wendle."),
        ]);
        for signature in &found {
            assert!((dot(signature, signature) - 1.0).abs() < 1e-5);
            assert!(signature.is_sorted_by_key(|&(feature, _)| feature));
        }
        let (same, other, none) =
            (dot(&found[0], &found[1]), dot(&found[0], &found[2]), dot(&found[0], &found[3]));
        assert!(same > other && other > none, "{same} {other} {none}");
        assert_eq!(none, 0.0);
    }

    #[test]
    fn sums_and_products_by_hand() {
        let (a, b) = (vec![(1, 1.0), (4, 2.0)], vec![(0, 3.0), (4, 0.5), (9, 1.0)]);
        assert_eq!(dot(&a, &b), 1.0);
        assert_eq!(add(&a, &b), [(0, 3.0), (1, 1.0), (4, 2.5), (9, 1.0)]);
        let mut sum = add(&a, &b);
        shorten(&mut sum, 2);
        assert_eq!(sum, [(0, 3.0), (4, 2.5)]);
        shorten(&mut sum, 5);
        assert_eq!(sum.len(), 2);
        assert_eq!(dot(&a, &[]), 0.0);
    }
}
