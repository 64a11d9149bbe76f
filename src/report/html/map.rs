//! Which outlets use words alike? A map on which neighbours write alike, and how far it can be trusted.
//!
//! Distance: Hellinger's between the outlets' shares of the table's words. Places: classical scaling (the two
//! largest axes of the doubly centred squared distances). Stability: the map is drawn again from random halves
//! of the words, turned onto the first by the best rotation, and every place is shown as a faint mark.
//! Cost: outlets squared times words, a hundred times. Paper: Torgerson 1952, doi:10.1007/BF02288916;
//! Gower 1975, doi:10.1007/BF02291478 (rotation).
//! It misleads where the faint marks of two outlets mingle: their places then say nothing about either.

use maud::{Markup, html};

use super::evidence::shown;
use super::identity::Identities;
use crate::comparison::{Comparison, WordTable};
use crate::stats::Rng;

/// More outlets than this cannot be told apart on a map.
const OUTLETS: usize = 12;
const DRAWS: u64 = 40;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 420.0;
/// Names need room on either side.
const MARGIN: f64 = 70.0;

type Place = [f64; 2];

/// The map; nothing for fewer than four outlets, of which any three lie in a plane anyway.
pub fn map(comparison: &Comparison, identities: &Identities<'_>) -> Option<Markup> {
    let table = comparison.word_table.as_ref()?;
    let mut drawn: Vec<(usize, usize)> = table
        .outlets
        .iter()
        .enumerate()
        .filter_map(|(place, slug)| Some((identities.of(slug)?, place)))
        .collect();
    drawn.sort_unstable();
    drawn.truncate(OUTLETS);
    if drawn.len() < 4 {
        return None;
    }
    let counts: Vec<Vec<f64>> = drawn.iter().map(|&(_, place)| counts(table, place)).collect();
    let all = vec![true; table.rows.len()];
    let places = scaled(&counts, &all)?;
    let draws: Vec<Vec<Place>> = (0..DRAWS)
        .filter_map(|draw| {
            let mut rng = Rng::stream(comparison.options.seed, draw);
            let half: Vec<bool> = all.iter().map(|_| rng.below(2) == 1).collect();
            Some(turned(scaled(&counts, &half)?, &places))
        })
        .collect();
    let kept = kept_neighbours(&places, &draws);
    let frame = Frame::around(&places);
    let labels = labels(&places, &drawn, identities, &frame);
    Some(html! {
        p.lede {
            "Outlets that use words alike stand close together. Faint marks show where each lands when half of the words are drawn again: where they mingle, the order means nothing. "
            "Nearest neighbours stay the same in " (format!("{:.0}", 100.0 * kept)) "% of the draws."
        }
        svg.map viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label="Map of outlets by the words they use" {
            @for draw in &draws {
                @for (place, (index, _)) in draw.iter().zip(&drawn) {
                    @let [x, y] = frame.at(place);
                    circle class={ "cloud " (Identities::class(*index)) } cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="3" {}
                }
            }
            @for (place, (index, _)) in places.iter().zip(&drawn) {
                @let [x, y] = frame.at(place);
                g transform=(format!("translate({x:.1} {y:.1})")) {
                    path class={ "dot " (Identities::class(*index)) } d=(Identities::shape(*index)) {}
                }
            }
            @for (x, y, anchor, name) in &labels {
                text x=(format!("{x:.1}")) y=(format!("{y:.1}")) text-anchor=(anchor) { (name) }
            }
        }
    })
}

/// From places to points of the drawing, with one scale for both directions.
struct Frame {
    middle: Place,
    scale: f64,
}

impl Frame {
    fn around(places: &[Place]) -> Frame {
        let ends = |axis: usize| {
            let values = || places.iter().map(|place| place[axis]);
            (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max))
        };
        let ((left, right), (top, bottom)) = (ends(0), ends(1));
        let across = (WIDTH - 2.0 * MARGIN) / (right - left).max(1e-9);
        let down = (HEIGHT - 2.0 * MARGIN) / (bottom - top).max(1e-9);
        let middle = [(left + right) / 2.0, (top + bottom) / 2.0];
        Frame { middle, scale: across.min(down) }
    }

    /// What lies outside is drawn on the edge.
    fn at(&self, place: &Place) -> [f64; 2] {
        let [x, y] = [0, 1].map(|axis| self.scale * (place[axis] - self.middle[axis]));
        let edge = |half: f64| half - 4.0;
        [
            WIDTH / 2.0 + x.clamp(-edge(WIDTH / 2.0), edge(WIDTH / 2.0)),
            HEIGHT / 2.0 + y.clamp(-edge(HEIGHT / 2.0), edge(HEIGHT / 2.0)),
        ]
    }
}

/// Names beside their marks, moved down where they would lie on another.
fn labels(
    places: &[Place],
    drawn: &[(usize, usize)],
    identities: &Identities<'_>,
    frame: &Frame,
) -> Vec<(f64, f64, &'static str, String)> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a][1].total_cmp(&places[b][1]).then(a.cmp(&b)));
    let mut boxes: Vec<(f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for index in order {
        let name = shown(&identities.all()[drawn[index].0].name, 26);
        let width = 6.2 * name.chars().count() as f64;
        let [x, y] = frame.at(&places[index]);
        let left = x > WIDTH / 2.0;
        let x = x + if left { -10.0 } else { 10.0 };
        let start = if left { x - width } else { x };
        let mut y = y + 4.0;
        while boxes.iter().any(|&(from, to, other)| {
            from < start + width && start < to && (other - y).abs() < 12.0
        }) {
            y += 4.0;
        }
        boxes.push((start, start + width, y));
        labels.push((x, y, if left { "end" } else { "start" }, name));
    }
    labels
}

/// An outlet's occurrences of each word of the table.
fn counts(table: &WordTable, outlet: usize) -> Vec<f64> {
    let count = |cells: &[crate::comparison::WordCell]| {
        let cell = cells.iter().find(|cell| cell.outlet as usize == outlet);
        cell.map_or(0.0, |cell| f64::from(cell.n_occurrences))
    };
    table.rows.iter().map(|row| count(&row.cells)).collect()
}

/// Places in two dimensions from the words that are used; `None` where they tell nothing apart.
fn scaled(counts: &[Vec<f64>], used: &[bool]) -> Option<Vec<Place>> {
    let roots: Vec<Vec<f64>> = counts
        .iter()
        .map(|row| {
            let total: f64 = row.iter().zip(used).filter(|(_, used)| **used).map(|(n, _)| n).sum();
            let share = |n: &f64| libm::sqrt(n / total.max(1.0));
            row.iter().zip(used).map(|(n, used)| if *used { share(n) } else { 0.0 }).collect()
        })
        .collect();
    let n = roots.len();
    let squared = |a: usize, b: usize| -> f64 {
        roots[a].iter().zip(&roots[b]).map(|(x, y)| (x - y) * (x - y)).sum::<f64>() / 2.0
    };
    let mut matrix: Vec<Vec<f64>> =
        (0..n).map(|a| (0..n).map(|b| squared(a, b)).collect()).collect();
    let means: Vec<f64> = matrix.iter().map(|row| row.iter().sum::<f64>() / n as f64).collect();
    let mean = means.iter().sum::<f64>() / n as f64;
    for (a, row) in matrix.iter_mut().enumerate() {
        for (b, value) in row.iter_mut().enumerate() {
            *value = -0.5 * (*value - means[a] - means[b] + mean);
        }
    }
    let mut places = vec![[0.0; 2]; n];
    for axis in 0..2 {
        let (value, vector) = largest_axis(&matrix);
        if value <= 1e-12 {
            return (axis > 0).then_some(places);
        }
        for a in 0..n {
            places[a][axis] = libm::sqrt(value) * vector[a];
            for b in 0..n {
                matrix[a][b] -= value * vector[a] * vector[b];
            }
        }
    }
    Some(places)
}

/// The largest eigenvalue and its vector, by repeated multiplication from a fixed start.
fn largest_axis(matrix: &[Vec<f64>]) -> (f64, Vec<f64>) {
    let n = matrix.len();
    let mut vector: Vec<f64> = (0..n).map(|i| 1.0 + 0.37 * (i * i % 7) as f64).collect();
    let mut value = 0.0;
    for _ in 0..100 {
        let product: Vec<f64> = matrix
            .iter()
            .map(|row| row.iter().zip(&vector).map(|(m, v)| m * v).sum::<f64>())
            .collect();
        value = libm::sqrt(product.iter().map(|x| x * x).sum::<f64>());
        if value <= 1e-12 {
            return (0.0, vec![0.0; n]);
        }
        vector = product.into_iter().map(|x| x / value).collect();
    }
    (value, vector)
}

/// Places turned, and mirrored if need be, so that they lie closest to others.
fn turned(places: Vec<Place>, onto: &[Place]) -> Vec<Place> {
    let sum = |f: fn(&Place, &Place) -> f64| -> f64 {
        places.iter().zip(onto).map(|(a, b)| f(a, b)).sum()
    };
    let (xx, yy) = (sum(|a, b| a[0] * b[0]), sum(|a, b| a[1] * b[1]));
    let (xy, yx) = (sum(|a, b| a[0] * b[1]), sum(|a, b| a[1] * b[0]));
    let (plain, mirrored) = (libm::hypot(xx + yy, xy - yx), libm::hypot(xx - yy, xy + yx));
    let (cos, sin, flip) =
        if plain >= mirrored { (xx + yy, xy - yx, 1.0) } else { (xx - yy, xy + yx, -1.0) };
    let length = libm::hypot(cos, sin).max(1e-12);
    let (cos, sin) = (cos / length, sin / length);
    let turn = |[x, y]: Place| [cos * x - sin * flip * y, sin * x + cos * flip * y];
    places.into_iter().map(turn).collect()
}

/// The share of draws and outlets in which the nearest neighbour is the one on the map.
fn kept_neighbours(places: &[Place], draws: &[Vec<Place>]) -> f64 {
    let nearest = |places: &[Place], of: usize| {
        let distance = |other: usize| {
            libm::hypot(places[of][0] - places[other][0], places[of][1] - places[other][1])
        };
        (0..places.len())
            .filter(|&other| other != of)
            .min_by(|&a, &b| distance(a).total_cmp(&distance(b)))
    };
    let n = places.len() * draws.len();
    let kept = draws.iter().map(|draw| {
        (0..places.len()).filter(|&of| nearest(places, of) == nearest(draw, of)).count()
    });
    kept.sum::<usize>() as f64 / n.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_and_mirrored_map_comes_back() {
        let places = vec![[1.0, 0.2], [-0.5, 0.9], [0.1, -1.0], [-0.6, -0.1]];
        let (cos, sin) = (0.6, 0.8);
        for flip in [1.0, -1.0] {
            let moved = places
                .iter()
                .map(|[x, y]| [cos * x - sin * y, flip * (sin * x + cos * y)])
                .collect();
            for (back, place) in turned(moved, &places).iter().zip(&places) {
                assert!((back[0] - place[0]).abs() + (back[1] - place[1]).abs() < 1e-9, "{flip}");
            }
        }
        assert_eq!(kept_neighbours(&places, std::slice::from_ref(&places)), 1.0);
    }

    #[test]
    fn outlets_with_the_same_words_share_a_place() {
        let counts = vec![
            vec![9.0, 1.0, 0.0, 2.0],
            vec![18.0, 2.0, 0.0, 4.0],
            vec![0.0, 5.0, 5.0, 2.0],
            vec![1.0, 0.0, 9.0, 0.0],
        ];
        let places = scaled(&counts, &[true; 4]).unwrap();
        let gap = |a: usize, b: usize| {
            libm::hypot(places[a][0] - places[b][0], places[a][1] - places[b][1])
        };
        assert!(gap(0, 1) < 1e-6 && gap(0, 2) > 0.1 && gap(0, 3) > gap(2, 3));
        assert!(scaled(&vec![vec![1.0, 1.0]; 4], &[true; 2]).is_none());
    }
}
