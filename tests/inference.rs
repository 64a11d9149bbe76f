//! The inference as a whole: against exact enumeration and long runs of draws, and its laws.

use parallax::stats::permutation::{self, Gauge};
use parallax::stats::{
    Emphasis, EmphasisOptions, Matrix, NotTestable, Rng, Saddlepoint, Sample, Scores, Strata, Tail,
    Test, Tested, Weighting, emphasis, emphasis_of_all, exact,
};

/// Articles of unequal length whose words repeat, with labels and strata that mean nothing.
struct Made {
    matrix: Matrix,
    exposure: Vec<u32>,
    group: Vec<u32>,
    stratum: Vec<u32>,
}

impl Made {
    fn new(seed: u64, n_articles: u32, n_features: u32, per_stratum: u32) -> Made {
        let mut rng = Rng::stream(seed, 0);
        let exposure: Vec<u32> = (0..n_articles).map(|_| 200 + rng.below(900)).collect();
        let rows: Vec<Vec<(u32, u32)>> = exposure
            .iter()
            .map(|&n| {
                let word = |feature: u32| {
                    let chance = f64::from(n) / 1100.0 * (0.9 / (1.0 + 0.1 * f64::from(feature)));
                    let burst = if rng.below(5) == 0 { 1 + rng.below(4) } else { 1 };
                    (feature, u32::from(rng.unit() < chance) * burst)
                };
                (0..n_features).map(word).collect()
            })
            .collect();
        let group = (0..n_articles).map(|i| i % 2).collect();
        let stratum = (0..n_articles).map(|i| i / per_stratum).collect();
        Made { matrix: Matrix::from_rows(n_features as usize, rows), exposure, group, stratum }
    }

    fn sample(&self) -> Sample<'_> {
        Sample::new(&self.matrix, &self.exposure, &self.group, &self.stratum).unwrap()
    }
}

fn tested(emphasis: &Emphasis) -> Vec<Option<Tested>> {
    let of = |test: &Test| match test {
        Test::Tested(tested) => Some(*tested),
        _ => None,
    };
    emphasis.features.iter().map(|feature| of(&feature.test)).collect()
}

#[test]
fn saddlepoint_agrees_with_long_draws() {
    // One large stratum, one article against one, three articles a story, and strata of both kinds.
    for (seed, per_stratum) in [(1, 400), (2, 2), (3, 3), (4, 40)] {
        let made = Made::new(seed, 400, 12, per_stratum);
        let sample = made.sample();
        let strata = Strata::new(&sample, 0);
        let scores = Scores::new(&sample, &strata);
        let saddlepoint = Saddlepoint::new(&scores);
        let draws = permutation::exceedances(&scores, &[Some(Gauge::default()); 12], 20_000, 9, 2);
        for feature in 0..12 {
            let drawn = f64::from(1 + draws.own[feature]) / f64::from(1 + draws.n_draws);
            let p = saddlepoint.p(feature).unwrap();
            let error = 4.0 * (drawn * (1.0 - drawn) / 20_000.0).sqrt() + 0.03 * drawn + 0.002;
            assert!(
                (p - drawn).abs() < error,
                "{per_stratum} a stratum, feature {feature}: {p}, drawn {drawn}"
            );
        }
    }
}

#[test]
fn draws_agree_with_enumeration() {
    for (n_articles, per_stratum) in [(12, 12), (12, 4), (14, 2)] {
        let made = Made::new(7, n_articles, 6, per_stratum);
        let sample = made.sample();
        let strata = Strata::new(&sample, 0);
        let scores = Scores::new(&sample, &strata);
        let gauges = [Some(Gauge::default()); 6];
        let all = exact::exceedances(&scores, &gauges);
        let drawn = permutation::exceedances(&scores, &gauges, 20_000, 3, 1);
        assert_eq!(f64::from(all.n_draws + 1).ln().round(), strata.ln_arrangements().round());
        for feature in 0..6 {
            for (exact, drawn) in [
                (all.own[feature], drawn.own[feature]),
                (all.family[feature], drawn.family[feature]),
            ] {
                let exact = f64::from(1 + exact) / f64::from(1 + all.n_draws);
                let share = f64::from(drawn) / 20_096.0;
                assert!(
                    (exact - share).abs() < 0.016,
                    "feature {feature}: {exact} of all, {share} drawn"
                );
            }
        }
    }
}

#[test]
fn few_arrangements_are_listed() {
    let made = Made::new(5, 10, 3, 10);
    let mut options = EmphasisOptions::default();
    options.min_pairs = 0;
    options.weighting = Weighting::Equal;
    let result = emphasis(&made.sample(), 0, &options);
    for tested in tested(&result).iter().flatten() {
        assert_eq!(tested.tail, Tail::Exact);
        assert!(
            (tested.p * 252.0 - (tested.p * 252.0).round()).abs() < 1e-9,
            "252 arrangements: {}",
            tested.p
        );
    }
}

#[test]
fn same_bytes_on_any_number_of_threads() {
    let made = Made::new(11, 120, 40, 4);
    let bytes = |n_threads| {
        let mut options = EmphasisOptions::default();
        options.n_threads = n_threads;
        serde_json::to_string(&emphasis(&made.sample(), 0, &options)).unwrap()
    };
    let one = bytes(1);
    for n_threads in [2, 3, 16] {
        assert!(bytes(n_threads) == one, "{n_threads} threads");
    }
    let back: Emphasis = serde_json::from_str(&one).unwrap();
    assert_eq!(back.features.len(), 40);
}

#[test]
fn law_swapping_the_groups_flips_effects_and_keeps_p() {
    let made = Made::new(21, 160, 30, 160);
    let both = emphasis_of_all(&made.sample(), &EmphasisOptions::default());
    let (here, there) = (tested(&both[0]), tested(&both[1]));
    for (feature, (a, b)) in here.iter().zip(&there).enumerate() {
        let (Some(a), Some(b)) = (a, b) else {
            panic!("feature {feature} is testable from both sides")
        };
        assert!((a.z + b.z).abs() < 1e-9, "feature {feature}: {} {}", a.z, b.z);
        if a.tail == Tail::Saddlepoint {
            assert!((a.p - b.p).abs() < 1e-5 * a.p, "feature {feature}: {} {}", a.p, b.p);
        }
        let effect = |side: usize| both[side].features[feature].log2_ratio.unwrap();
        assert!((effect(0).value + effect(1).value).abs() < 1e-12);
        assert!((effect(0).interval.unwrap().low + effect(1).interval.unwrap().high).abs() < 1e-6);
    }
}

#[test]
fn refusals_name_their_numbers() {
    let few = Made::new(1, 16, 2, 16);
    let result = emphasis(&few.sample(), 0, &EmphasisOptions::default());
    let expected = NotTestable::TooFewArticles { n_pairs: 8, needed: 20, n_strata: 1 };
    assert!(result.features.iter().all(|feature| feature.test == Test::NotTestable(expected)));
    assert!(result.features[0].log2_ratio.unwrap().interval.is_none());

    // Nobody else wrote about the same stories, so there is nothing to exchange.
    let mut alone = Made::new(1, 60, 2, 60);
    alone.stratum = alone.group.clone();
    let result = emphasis(&alone.sample(), 0, &EmphasisOptions::default());
    let expected = NotTestable::TooFewArticles { n_pairs: 0, needed: 20, n_strata: 0 };
    assert_eq!(result.features[0].test, Test::NotTestable(expected));
    assert_eq!(result.features[0].log2_ratio, None);

    // In three of eighty articles: a chance of a quarter to be on one side.
    let matrix = Matrix::from_rows(1, (0..80).map(|i| vec![(0, u32::from(i < 3))]));
    let group: Vec<u32> = (0..80).map(|i| i % 2).collect();
    let sample = Sample::new(&matrix, &[300; 80], &group, &[0; 80]).unwrap();
    match emphasis(&sample, 0, &EmphasisOptions::default()).features[0].test {
        Test::NotTestable(NotTestable::TooFewWithFeature { n_articles: 3, smallest_p, .. }) => {
            assert!((smallest_p - 0.2405).abs() < 1e-4, "{smallest_p}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn several_groups_at_once() {
    let mut made = Made::new(31, 180, 10, 6);
    made.group = (0..180).map(|i| i % 3).collect();
    let all = emphasis_of_all(&made.sample(), &EmphasisOptions::default());
    assert_eq!(
        all.iter().map(|one| (one.group, one.n_own, one.n_other)).collect::<Vec<_>>(),
        [(0, 60, 120), (1, 60, 120), (2, 60, 120)]
    );
    for feature in 0..10 {
        let total: u64 = all.iter().map(|one| one.features[feature].n_own).sum();
        assert_eq!(total, made.matrix.column(feature).total());
    }
}

#[test]
fn results_can_be_sent_and_shared() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<Emphasis>();
    sendable::<EmphasisOptions>();
    sendable::<permutation::Exceedances>();
}
