use super::articles::spread;
use super::*;
use crate::stats::{Matrix, Rng, Sample, emphasis};

/// Articles of two groups with features of different clumpiness, as rows and as sums.
fn both(
    n_articles: u32,
    per_stratum: u32,
    merged: bool,
) -> (Vec<FeatureEmphasis>, Vec<FeatureEmphasis>) {
    let mut rng = Rng::stream(3, 3);
    let exposure: Vec<u32> = (0..n_articles).map(|_| 250 + rng.below(300)).collect();
    let group: Vec<u32> = (0..n_articles).map(|i| i % 2).collect();
    let stratum: Vec<u32> = (0..n_articles).map(|i| i / per_stratum).collect();
    let n_features = 12;
    let rows: Vec<Vec<(u32, u32)>> = (0..n_articles)
        .map(|article| {
            let mut count = |feature: u32| {
                let is_more = group[article as usize] == 0 && feature.is_multiple_of(3);
                let one_in = if is_more { 2 } else { 3 };
                if rng.below(one_in) > 0 { 0 } else { 1 + rng.below(1 + feature) * rng.below(2) }
            };
            (0..n_features).map(|feature| (feature, count(feature))).collect()
        })
        .collect();
    let matrix = Matrix::from_rows(n_features as usize, rows.clone());
    let sample = Sample::new(&matrix, &exposure, &group, &stratum).unwrap();
    let options = EmphasisOptions::default();
    let by_article = emphasis(&sample, 0, &options).features;
    let n_strata = n_articles / per_stratum;
    let features: Vec<Vec<MomentStratum>> = (0..n_features)
        .map(|feature| {
            let mut strata = vec![MomentStratum::default(); n_strata as usize];
            for (article, row) in rows.iter().enumerate() {
                let place = &mut strata[stratum[article] as usize];
                let side = if group[article] == 0 { &mut place.own } else { &mut place.others };
                let cell = Moments::of(exposure[article], row[feature as usize].1);
                match side.first_mut() {
                    Some(sum) if merged => sum.merge(&cell),
                    _ => side.push(cell),
                }
            }
            strata
        })
        .collect();
    let sizes = vec![(u64::from(per_stratum / 2), u64::from(per_stratum / 2)); n_strata as usize];
    (by_article, emphasis_of_moments(&features, &sizes, &options))
}

fn tested(feature: &FeatureEmphasis) -> Tested {
    match feature.test {
        Test::Tested(tested) => tested,
        Test::NotTestable(reason) => panic!("{reason:?}"),
    }
}

#[test]
fn cells_of_one_article_are_the_articles() {
    for per_stratum in [2, 8, 120] {
        let (by_article, by_sums) = both(240, per_stratum, false);
        for (a, b) in by_article.iter().zip(&by_sums) {
            let (there, here) = (tested(a), tested(b));
            assert!((there.z - here.z).abs() < 1e-9);
            assert_eq!((a.log2_ratio, a.n_own), (b.log2_ratio, b.n_own));
            if there.tail == Tail::Saddlepoint {
                assert!((there.p / here.p).ln().abs() < 0.02, "{there:?} {here:?}");
            }
        }
    }
}

#[test]
fn sums_of_many_articles_give_the_same_z_and_nearly_the_same_p() {
    for per_stratum in [8, 240] {
        let (by_article, by_sums) = both(240, per_stratum, true);
        for (a, b) in by_article.iter().zip(&by_sums) {
            let (there, here) = (tested(a), tested(b));
            assert!((there.z - here.z).abs() < 1e-9);
            assert!((there.p / here.p).ln().abs() < 0.25, "{per_stratum} {there:?} {here:?}");
        }
    }
}

#[test]
fn counts_of_few_articles_are_exact_and_others_keep_their_mean() {
    let cell = |counts: &[u32]| {
        counts.iter().fold(Moments::default(), |mut sum, &count| {
            sum.merge(&Moments::of(300, count));
            sum
        })
    };
    assert_eq!(spread(&cell(&[0, 7]), false), [(7, 1.0)]);
    assert_eq!(spread(&cell(&[2, 0, 9]), false), [(2, 1.0), (9, 1.0)]);
    assert_eq!(spread(&cell(&[1; 9]), true), [(1, 9.0)]);
    let laid_out = spread(&cell(&[1, 1, 1, 1, 2, 2, 3, 6]), true);
    assert_eq!(laid_out.iter().map(|(_, n)| n).sum::<f64>(), 8.0);
    let smooth = spread(&cell(&[1, 1, 1, 1, 2, 2, 3, 6]), false);
    let mean: f64 = smooth.iter().map(|&(count, n)| f64::from(count) * n).sum::<f64>() / 8.0;
    assert!((mean - 17.0 / 8.0).abs() < 0.15, "{smooth:?}");
}

#[test]
fn too_little_is_refused_with_its_numbers() {
    let story = MomentStratum { own: vec![Moments::of(90, 1)], others: vec![Moments::of(90, 0)] };
    let options = EmphasisOptions::default();
    let few = emphasis_of_moments(&[vec![story.clone()]], &[(1, 1); 5], &options);
    assert!(matches!(
        few[0].test,
        Test::NotTestable(NotTestable::TooFewArticles { n_pairs: 5, needed: 20, n_strata: 5 })
    ));
    let rare = emphasis_of_moments(&[vec![story]], &[(1, 1); 30], &options);
    assert!(matches!(
        rare[0].test,
        Test::NotTestable(NotTestable::TooFewWithFeature { n_articles: 1, .. })
    ));
    assert_eq!(holm(&[Some(0.01), None, Some(0.02)]), [Some(0.02), None, Some(0.02)]);
}

#[test]
fn a_word_of_few_articles_moves_in_steps() {
    // Ten of five hundred articles of one length have the word once: by how they fall on either side, the chances
    // are those of ten coins, nearly.
    let cell = |n_with: u32| {
        let mut cell = Moments::default();
        (0..250).for_each(|nth| cell.merge(&Moments::of(400, u32::from(nth < n_with))));
        cell
    };
    // Heads of ten, and the chance of so many or more on either side.
    for (own, expected) in [(9, 22.0 / 1024.0), (8, 112.0 / 1024.0), (7, 352.0 / 1024.0)] {
        let stratum = MomentStratum { own: vec![cell(own)], others: vec![cell(10 - own)] };
        let found = test(&[stratum], 0.9).unwrap();
        assert!((found.p / expected - 1.0).abs() < 0.06, "{own}: {} {expected}", found.p);
    }
}
