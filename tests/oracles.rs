//! Every measure against numbers made by programs that share no code with this crate.
//!
//! The scripts and their versions are in `fixtures/oracles/make`.

use std::collections::BTreeMap;
use std::path::Path;

use parallax::contrast::{
    Continuity, Measure, Mixture, Pair, Prior, chi_squared, dispersion, jensen_shannon,
    log_likelihood, log_odds, log_ratio, log_ratio_bound, mantel_haenszel, pairs, polarisation,
    scaled_f, wordfish, wordscores,
};
use parallax::stats::{Matrix, Sample, Strata, exact};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    rows: Vec<Vec<u32>>,
    exposure: Vec<u32>,
    group: Vec<u32>,
    stratum: Vec<u32>,
    target: u32,
}

#[derive(Deserialize)]
struct Fixture {
    oracle: String,
    expected: BTreeMap<String, Vec<Option<f64>>>,
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/oracles").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap()
}

fn matrix(rows: &[Vec<u32>]) -> Matrix {
    let sparse = rows.iter().map(|row| (0..).zip(row.iter().copied()).collect());
    Matrix::from_rows(rows[0].len(), sparse)
}

fn close(ours: f64, theirs: f64, tolerance: f64) -> bool {
    (ours - theirs).abs() <= tolerance * theirs.abs().max(1.0)
}

#[test]
fn every_measure_has_an_oracle() {
    let corpora: BTreeMap<String, Corpus> = read("corpora.json");
    for &measure in Measure::ALL {
        let fixture: Fixture = read(&format!("{}.json", measure.name()));
        assert!(!fixture.oracle.is_empty());
        for (name, corpus) in &corpora {
            let counts = matrix(&corpus.rows);
            let sample =
                Sample::new(&counts, &corpus.exposure, &corpus.group, &corpus.stratum).unwrap();
            let scores = measure.scores(&sample, corpus.target);
            for (feature, (ours, theirs)) in scores.iter().zip(&fixture.expected[name]).enumerate()
            {
                let same = match (ours, theirs) {
                    (Some(ours), Some(theirs)) => close(*ours, *theirs, 1e-9),
                    (ours, theirs) => ours.is_none() && theirs.is_none(),
                };
                assert!(
                    same,
                    "{} {name} feature {feature}: {ours:?}, oracle {theirs:?}",
                    measure.name()
                );
            }
        }
    }
}

/// The worked example of the documentation: tariff, war, talks, china, said, panda.
#[test]
fn golden_table() {
    let corpora: BTreeMap<String, Corpus> = read("corpora.json");
    let golden = &corpora["golden"];
    let counts = matrix(&golden.rows);
    let sample = Sample::new(&counts, &golden.exposure, &golden.group, &golden.stratum).unwrap();
    let pairs = pairs(&sample, 0);
    let strata = mantel_haenszel::stratified_pairs(&sample, 0);
    let each = |score: &dyn Fn(&Pair) -> Option<f64>| {
        pairs.iter().map(|pair| score(pair).unwrap()).collect()
    };
    let z =
        |prior| -> Vec<f64> { each(&|pair| log_odds::score(pair, 6, prior).map(|odds| odds.z())) };
    let table: [(&str, Vec<f64>, [f64; 6]); 10] = [
        (
            "G2",
            each(&log_likelihood::score),
            [-0.004676, -9.989167, 13.300867, 1.880437, 0.467602, -11.356013],
        ),
        (
            "chi2",
            each(&|pair| chi_squared::score(pair, Continuity::None)),
            [-0.004675, -8.583489, 11.643598, 1.874243, 0.467688, -9.706667],
        ),
        (
            "log ratio",
            each(&log_ratio::score),
            [-0.034417, -2.828627, 3.168867, 0.671852, 0.361512, -2.948921],
        ),
        (
            "LRC",
            each(&|pair| log_ratio_bound::score(pair, 0.05)),
            [0.0, -0.565939, 0.939244, 0.0, 0.0, -0.717182],
        ),
        (
            "flat z",
            z(Prior::Flat { per_feature: 0.1 }),
            [-0.075407, -2.441847, 2.738257, 1.545214, 0.763711, -2.560968],
        ),
        (
            "pooled z",
            z(Prior::Pooled { total: 10.0 }),
            [-0.069238, -2.488702, 2.844936, 1.427295, 0.703910, -2.638199],
        ),
        (
            "scaled F",
            scaled_f::scores(&pairs, 2.0).into_iter().map(|score| score.unwrap()).collect(),
            [0.5, 0.155418, 0.751624, 1.0, 0.5, 0.0],
        ),
        (
            "JSD",
            each(&|pair| jensen_shannon::score(pair, Mixture::Equal).map(f64::abs)),
            [0.000027, 0.063255, 0.081176, 0.009893, 0.002556, 0.071314],
        ),
        (
            "MH",
            strata.iter().map(|pairs| mantel_haenszel::ln_odds_ratio(pairs).unwrap()).collect(),
            [-0.091167, -2.682116, 2.827434, 0.620336, 0.374107, -3.178054],
        ),
        (
            "DPnorm",
            (0..6)
                .map(|j| dispersion::score(counts.column(j), &golden.exposure).unwrap())
                .collect(),
            [0.328399, 0.548611, 0.479167, 0.165417, 0.205492, 0.791667],
        ),
    ];
    for (name, ours, expected) in table {
        for (feature, (ours, expected)) in ours.iter().zip(expected).enumerate() {
            assert!(
                (ours - expected).abs() < 1e-6,
                "{name} feature {feature}: {ours}, golden {expected}"
            );
        }
    }
    assert!((jensen_shannon::divergence(&pairs, Mixture::Equal) - 0.2282207493).abs() < 1e-10);
}

/// Exact permutation p of G2 in the worked example, over all articles and within stories.
#[test]
fn golden_permutations() {
    let corpora: BTreeMap<String, Corpus> = read("corpora.json");
    let golden = &corpora["golden"];
    let counts = matrix(&golden.rows);
    let table = [
        ([0; 7].to_vec(), 35, [0.971429, 0.142857, 0.028571, 0.142857, 0.514286, 0.685714]),
        (golden.stratum.clone(), 18, [0.944444, 0.166667, 0.055556, 0.222222, 0.277778, 0.611111]),
    ];
    for (stratum, n_arrangements, expected) in table {
        let sample = Sample::new(&counts, &golden.exposure, &golden.group, &stratum).unwrap();
        let g2 = |group: &[u32]| -> Vec<f64> {
            let sample = Sample::new(&counts, &golden.exposure, group, &stratum).unwrap();
            Measure::LogLikelihood
                .scores(&sample, 0)
                .into_iter()
                .map(|score| score.unwrap().abs())
                .collect()
        };
        let observed = g2(&golden.group);
        let (mut n, mut as_extreme) = (0, [0; 6]);
        exact::for_each_arrangement(&Strata::new(&sample, 0), |labels| {
            let group: Vec<u32> = labels.iter().map(|&own| u32::from(!own)).collect();
            n += 1;
            for ((count, drawn), observed) in as_extreme.iter_mut().zip(g2(&group)).zip(&observed) {
                *count += i32::from(drawn >= observed - 1e-9);
            }
        });
        assert_eq!(n, n_arrangements);
        for (count, expected) in as_extreme.iter().zip(expected) {
            assert!(
                (f64::from(*count) / f64::from(n) - expected).abs() < 1e-6,
                "{as_extreme:?} of {n}"
            );
        }
    }
}

#[derive(Deserialize)]
struct Texts {
    polarisation: BTreeMap<String, BTreeMap<String, f64>>,
    wordscores: BTreeMap<String, Scored>,
    wordfish: BTreeMap<String, Placed>,
}

#[derive(Deserialize)]
struct Scored {
    references: Vec<f64>,
    raw: Vec<[f64; 2]>,
    rescaled: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct Placed {
    theta: Vec<f64>,
    standard_error: Vec<f64>,
}

#[test]
fn measures_of_whole_texts() {
    let corpora: BTreeMap<String, Corpus> = read("corpora.json");
    let oracle: Texts = read("texts.json");
    for (name, corpus) in &corpora {
        let counts = matrix(&corpus.rows);
        let sample =
            Sample::new(&counts, &corpus.exposure, &corpus.group, &corpus.stratum).unwrap();
        let ours = polarisation::score(&sample, corpus.target).unwrap();
        assert!(
            close(ours.leave_out, oracle.polarisation[name]["leave_out"], 1e-12),
            "{name} {ours:?}"
        );
        assert!(
            close(ours.plug_in, oracle.polarisation[name]["plug_in"], 1e-12),
            "{name} {ours:?}"
        );

        let expected = &oracle.wordscores[name];
        let references: Vec<(&[u32], f64)> = corpus
            .rows
            .iter()
            .zip(&expected.references)
            .map(|(row, &place)| (&row[..], place))
            .collect();
        let scores = wordscores::word_scores(&references);
        let raw: Vec<_> =
            corpus.rows[3..].iter().map(|row| wordscores::place(row, &scores).unwrap()).collect();
        let rescaled = wordscores::rescale(&raw, &expected.references);
        for (ours, theirs) in
            raw.iter().chain(&rescaled).zip(expected.raw.iter().chain(&expected.rescaled))
        {
            assert!(
                close(ours.place, theirs[0], 1e-9) && close(ours.standard_error, theirs[1], 1e-9),
                "{name}"
            );
        }
    }
    for (name, expected) in &oracle.wordfish {
        let rows = &corpora[name].rows;
        let used: Vec<usize> =
            (0..rows[0].len()).filter(|&word| rows.iter().any(|row| row[word] > 0)).collect();
        let texts: Vec<Vec<u32>> =
            rows.iter().map(|row| used.iter().map(|&word| row[word]).collect()).collect();
        let fit = wordfish::fit(&texts, 0, texts.len() - 1).unwrap();
        assert!(fit.converged);
        for ((ours, theta), error) in
            fit.texts.iter().zip(&expected.theta).zip(&expected.standard_error)
        {
            assert!((ours.place - theta).abs() < 1e-4, "{name}: {ours:?}, oracle {theta}");
            assert!((ours.standard_error - error).abs() < 1e-4, "{name}: {ours:?}, oracle {error}");
        }
    }
}
