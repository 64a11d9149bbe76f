//! How fast are permutations and their saddlepoint? Paired ratios against the plain loop.
//!
//! `cargo bench --bench permutation [-- FILE.jsonl]`; without a file the text is generated. The rivals take
//! turns in each round and the smallest time of each is compared, because ratios survive a busy
//! machine and times do not. One thread throughout, whose own processor time is taken.
//! The instruction limit is the time of the additions alone, with everything in the first-level cache.
//! `benches/rivals/permutations.py FILE.jsonl` times scipy on the same file.

mod common;

use std::collections::BTreeMap;
use std::hint::black_box;

use common::asked;
use common::rounds::on_processor;
use parallax::stats::permutation::{Exceedances, Gauge, exceedances};
use parallax::stats::{Matrix, Rng, Saddlepoint, Sample, Scores, Strata};
use pulp::{Arch, Simd, WithSimd};

const N_DRAWS: u32 = 1024;
const N_PLAIN: u32 = 128;
const ROUNDS: usize = 15;

fn main() {
    let (matrix, exposure) = asked::file().map_or_else(generated, |path| read(&path));
    let mut rng = Rng::stream(1, 1);
    let group: Vec<u32> = exposure.iter().map(|_| rng.below(2)).collect();
    let stratum = vec![0; exposure.len()];
    let sample = Sample::new(&matrix, &exposure, &group, &stratum).expect("one value per article");
    println!(
        "{} articles, {} features, {} cells",
        exposure.len(),
        matrix.n_features(),
        matrix.n_cells()
    );

    let strata = Strata::new(&sample, 0);
    let scores = Scores::new(&sample, &strata);
    let gauges = vec![Some(Gauge::default()); matrix.n_features()];
    let rows = by_article(&matrix);
    let mut best = [f64::INFINITY; 7];
    let mut keep = |slot: usize, time: f64| best[slot] = best[slot].min(time);
    let rounds = if asked::is_test() { 1 } else { ROUNDS };
    for _ in 0..rounds {
        keep(0, seconds(|| floor(&matrix)));
        keep(1, seconds(|| plain(&scores, &rows, &exposure, &group)));
        let mut ours = Exceedances::default();
        keep(2, seconds(|| ours = exceedances(&scores, &gauges, N_DRAWS, 1, 1)));
        keep(3, seconds(|| Saddlepoint::new(&scores)));
        let mut p = Vec::new();
        keep(
            4,
            seconds(|| {
                let saddlepoint = Saddlepoint::new(&scores);
                p = (0..matrix.n_features()).map(|feature| saddlepoint.p(feature)).collect();
            }),
        );
        keep(5, seconds(|| Scores::new(&sample, &strata)));
        keep(6, seconds(|| limit(&matrix, N_DRAWS)));
        agree(&ours, &p, &matrix);
    }
    let per_thousand = |slot: usize, draws: u32| best[slot] * 1000.0 / f64::from(draws);
    let (plain, ours) = (per_thousand(1, N_PLAIN), per_thousand(2, N_DRAWS));
    let report = |name: &str, seconds: f64| println!("{name:44} {:9.1} ms", seconds * 1e3);
    report("memory scan of the counts, once", best[0]);
    report("scores of all features", best[5]);
    report("plain scatter, 1000 draws", plain);
    report("ours, 1000 draws, score + max-T + exceedances", ours);
    let limit = per_thousand(6, N_DRAWS);
    report("additions alone, 1000 draws", limit);
    report("saddlepoint p of all features", best[4]);
    println!(
        "plain / ours {:.1}; ours / instruction limit {:.2}; saddlepoint in units of plain draws {:.0}",
        plain / ours,
        ours / limit,
        best[4] / plain * 1000.0
    );
}

/// The seconds of processor time that the work takes.
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    on_processor(work).1
}

/// What the additions alone cost: every occurrence bit of two draws as an addition of one byte from the first-level
/// cache, in the widest registers, nothing drawn, scored or compared. What is counted by half bytes cannot take less.
fn limit(matrix: &Matrix, n_draws: u32) -> u64 {
    let bits = |feature| -> usize {
        matrix.column(feature).iter().map(|(_, count)| count.count_ones() as usize).sum()
    };
    let n_bits = (0..matrix.n_features()).map(bits).collect();
    Arch::new().dispatch(Additions { n_bits, n_blocks: n_draws / 128 })
}

struct Additions {
    /// Occurrence bits of each feature.
    n_bits: Vec<usize>,
    n_blocks: u32,
}

impl WithSimd for Additions {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u64 {
        #[repr(align(64))]
        struct Row([[u8; 32]; 2]);
        let rows: [Row; 16] = std::array::from_fn(|n| Row([[n as u8; 32]; 2]));
        let mut sum = 0u64;
        for bits in self.n_bits {
            for _ in 0..self.n_blocks {
                let mut counts = [[0u8; 32]; 2];
                for row in black_box(&rows[..]).iter().cycle().take(bits) {
                    for (count, labels) in counts.iter_mut().zip(&row.0) {
                        *count = std::array::from_fn(|lane| count[lane].wrapping_add(labels[lane]));
                    }
                }
                sum += u64::from(counts[0][0]) + u64::from(counts[1][31]);
            }
        }
        sum
    }
}

fn floor(matrix: &Matrix) -> u64 {
    (0..matrix.n_features()).map(|feature| matrix.column(feature).total()).sum()
}

/// The plain loop: for each draw, add up the rows of the articles in the group, then score.
#[inline(never)]
fn plain(scores: &Scores<'_>, rows: &[Vec<(u32, u32)>], exposure: &[u32], group: &[u32]) -> u32 {
    let n_features = scores.n_features();
    let tokens: f64 = exposure.iter().map(|&n| f64::from(n)).sum();
    let mut rates = vec![0.0; n_features];
    for &(feature, count) in rows.iter().flatten() {
        rates[feature as usize] += f64::from(count) / tokens;
    }
    let scale: Vec<f64> =
        scores.variance.iter().map(|v| if *v > 0.0 { 1.0 / v.sqrt() } else { 0.0 }).collect();
    let observed: Vec<f64> = (0..n_features).map(|feature| scores.z(feature).abs()).collect();
    let n_group = group.iter().filter(|&&label| label == 0).count();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let (mut own, mut maxima) = (vec![0u32; n_features], Vec::new());
    let mut rng = Rng::stream(2, 2);
    for _ in 0..N_PLAIN {
        for place in 0..n_group {
            let other = place + rng.below((order.len() - place) as u32) as usize;
            order.swap(place, other);
        }
        let mut counts = vec![0u32; n_features];
        let mut group_tokens = 0.0;
        for &article in &order[..n_group] {
            group_tokens += f64::from(exposure[article]);
            for &(feature, count) in &rows[article] {
                counts[feature as usize] += count;
            }
        }
        let mut largest = 0.0f64;
        for feature in 0..n_features {
            let z = ((f64::from(counts[feature]) - rates[feature] * group_tokens) * scale[feature])
                .abs();
            own[feature] += u32::from(z >= observed[feature]);
            largest = largest.max(z);
        }
        maxima.push(largest);
    }
    own.iter().sum::<u32>() + maxima.len() as u32
}

/// Draws and saddlepoint must tell the same story, or the times compare different work.
///
/// A feature that one article dominates has a stepped tail, so the average is compared.
fn agree(ours: &Exceedances, p: &[Option<f64>], matrix: &Matrix) {
    let frequent = (0..p.len()).filter(|&feature| matrix.column(feature).articles.len() > 40);
    let differences: Vec<f64> = frequent
        .filter_map(|feature| {
            p[feature]
                .map(|p| (f64::from(ours.own[feature] + 1) / f64::from(ours.n_draws + 1) - p).abs())
        })
        .collect();
    let mean = differences.iter().sum::<f64>() / differences.len() as f64;
    assert!(mean < 0.02, "draws and saddlepoint differ by {mean} on average");
}

fn by_article(matrix: &Matrix) -> Vec<Vec<(u32, u32)>> {
    let mut rows = vec![Vec::new(); matrix.n_articles()];
    for feature in 0..matrix.n_features() {
        for (article, count) in matrix.column(feature).iter() {
            rows[article].push((feature as u32, count));
        }
    }
    rows
}

/// Articles of a Zipf vocabulary whose words repeat inside an article.
fn generated() -> (Matrix, Vec<u32>) {
    let mut rng = Rng::stream(7, 7);
    let mut rows = Vec::new();
    for _ in 0..1800 {
        let mut row: BTreeMap<u32, u32> = BTreeMap::new();
        for _ in 0..400 + rng.below(600) {
            let word = (14_000f64.powf(rng.unit()) - 1.0) as u32;
            *row.entry(word).or_insert(0) += 1 + rng.below(3) / 2;
        }
        rows.push(row);
    }
    table(rows)
}

fn read(path: &str) -> (Matrix, Vec<u32>) {
    let mut vocabulary: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::new();
    for article in asked::articles(path) {
        let body = article.body;
        let mut row: BTreeMap<u32, u32> = BTreeMap::new();
        let lower = body.replace('\u{2019}', "'").to_lowercase();
        for token in lower
            .split(|c: char| !(c.is_ascii_lowercase() || c == '\''))
            .filter(|token| token.len() > 1)
        {
            let next = vocabulary.len() as u32;
            *row.entry(*vocabulary.entry(token.to_owned()).or_insert(next)).or_insert(0) += 1;
        }
        rows.push(row);
    }
    table(rows)
}

/// Keeps the features with five or more occurrences.
fn table(rows: Vec<BTreeMap<u32, u32>>) -> (Matrix, Vec<u32>) {
    let exposure = rows.iter().map(|row| row.values().sum()).collect();
    let n_features =
        rows.iter().flat_map(|row| row.keys()).max().map_or(0, |&last| last as usize + 1);
    let matrix =
        Matrix::from_rows(n_features, rows.into_iter().map(|row| row.into_iter().collect()));
    let frequent: Vec<usize> =
        (0..n_features).filter(|&feature| matrix.column(feature).total() >= 5).collect();
    (matrix.select(&frequent), exposure)
}
