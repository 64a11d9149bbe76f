//! Profiles: the same articles give the same bytes however they are cut and merged, the sums are those of counting
//! word by word, and damage is an error.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use parallax::OutletTable;
use parallax::profile::{By, Options, Profile, Profiler};
use parallax::stats::{EmphasisOptions, Matrix, Moments, Sample, Test, emphasis};
use parallax::token::{Normalizer, TermKind, words};
use proptest::prelude::*;

type Made = (u8, u8, Vec<u16>);

/// Words that look like words: stems, stop words, numbers and rarities among them.
fn word(number: u16) -> String {
    match number % 40 {
        0 => "the".into(),
        1 => format!("{}", number),
        2 => format!("Zürich{}", number % 7),
        n if n < 20 => {
            ["harbour", "harbours", "vote", "voted", "dues", "ship"][n as usize % 6].into()
        }
        _ => format!("w{number}x"),
    }
}

fn article((outlet, story, words): &Made) -> (String, String, String) {
    let text: Vec<String> = words.iter().map(|&number| word(number)).collect();
    (format!("outlet {}", outlet % 5), format!("story {}", story % 7), text.join(" "))
}

fn articles() -> impl Strategy<Value = Vec<Made>> {
    let words = prop::collection::vec(any::<u16>(), 0..30);
    prop::collection::vec((any::<u8>(), any::<u8>(), words), 0..40)
}

fn options() -> &'static Options {
    static OPTIONS: OnceLock<Options> = OnceLock::new();
    OPTIONS.get_or_init(Options::default)
}

fn profile<'a>(articles: impl IntoIterator<Item = &'a Made>) -> Profile {
    let mut profiler = Profiler::new(options());
    for made in articles {
        let (outlet, story, text) = article(made);
        profiler.add(&outlet, &story, &text);
    }
    profiler.finish()
}

fn bytes(profile: &Profile) -> Vec<u8> {
    profile.to_bytes().unwrap()
}

/// The sums of every outlet, story and term, counted word by word.
fn by_hand(articles: &[Made]) -> BTreeMap<(String, String, String), Moments> {
    let normalizer = Normalizer::default();
    let mut rows: Vec<(String, String, u32, BTreeMap<String, u32>)> = Vec::new();
    for made in articles {
        let (outlet, story, text) = article(made);
        let mut row = BTreeMap::new();
        let terms = words(&text).map(|word| normalizer.term(word.text));
        for (term, _) in terms.filter(|(_, kind)| *kind == TermKind::Word) {
            *row.entry(term).or_insert(0) += 1;
        }
        rows.push((outlet, story, row.values().sum(), row));
    }
    let mut sums = BTreeMap::new();
    for (outlet, story, _, row) in &rows {
        for term in row.keys() {
            sums.insert((outlet.clone(), story.clone(), term.clone()), Moments::default());
        }
    }
    for ((outlet, story, term), sum) in &mut sums {
        for (_, _, n, row) in rows.iter().filter(|row| (&row.0, &row.1) == (outlet, story)) {
            sum.merge(&Moments::of(*n, row.get(term).copied().unwrap_or(0)));
        }
    }
    sums
}

fn sums(profile: &Profile) -> BTreeMap<(String, String, String), Moments> {
    let mut sums = BTreeMap::new();
    for term in profile.terms() {
        let term = term.unwrap();
        assert_eq!(profile.term(&term.key).unwrap().as_ref(), Some(&term));
        for (unit, moments) in term.cells {
            let unit = profile.units()[unit as usize];
            let outlet = profile.outlets()[unit.outlet as usize].clone();
            let story = profile.stories()[unit.story as usize].clone();
            sums.insert((outlet, story, term.key.clone()), moments);
        }
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Ten random splits and orders in each of a hundred cases.
    #[test]
    fn any_split_merged_in_any_order_gives_the_same_bytes(
        articles in articles(),
        splits in prop::collection::vec((prop::collection::vec(0_usize..6, 40), any::<u64>()), 10),
    ) {
        let whole = bytes(&profile(&articles));
        for (part_of, order) in splits {
            let part = |n| {
                let here = articles.iter().zip(&part_of).filter(|(_, part)| **part == n);
                profile(here.map(|(article, _)| article))
            };
            let mut parts: Vec<Profile> = (0..6).map(part).collect();
            for at in 0..parts.len() as u64 {
                let other = (order.rotate_left(at as u32 * 7) % 6) as usize;
                parts.swap(at as usize, other);
            }
            // One by one, as a tree, and all at once.
            let mut one_by_one = parts[0].clone();
            parts[1..].iter().for_each(|part| one_by_one.merge(part).unwrap());
            prop_assert_eq!(&bytes(&one_by_one), &whole);
            let pairs = parts.chunks(2).map(|pair| Profile::merged(&[&pair[0], &pair[1]]).unwrap());
            let pairs: Vec<Profile> = pairs.collect();
            let all = Profile::merged(&pairs.iter().collect::<Vec<_>>()).unwrap();
            prop_assert_eq!(&bytes(&all), &whole);
        }
    }

    #[test]
    fn the_sums_are_those_of_counting_by_hand(articles in articles()) {
        let profile = profile(&articles);
        prop_assert_eq!(sums(&profile), by_hand(&articles));
        prop_assert_eq!(profile.n_articles(), articles.len() as u64);
        let stored = Profile::from_bytes(&bytes(&profile)).unwrap();
        prop_assert_eq!(sums(&stored), sums(&profile));
        prop_assert_eq!(stored.units(), profile.units());
    }
}

fn sample() -> Profile {
    let made = |i: u16| (i as u8, (i / 3) as u8, (0..i % 17).map(|n| n * i * 31).collect());
    profile(&(0..60).map(made).collect::<Vec<Made>>())
}

#[test]
fn every_changed_byte_is_an_error() {
    let whole = bytes(&sample());
    for at in 0..whole.len() {
        for change in [1, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] ^= change;
            assert!(Profile::from_bytes(&changed).is_err(), "byte {at} of {}", whole.len());
        }
    }
}

#[test]
fn every_cut_is_an_error() {
    let whole = bytes(&sample());
    for at in 0..whole.len() {
        assert!(Profile::from_bytes(&whole[..at]).is_err(), "{at} of {} bytes", whole.len());
    }
    assert!(Profile::from_bytes(&[&whole[..], b"x"].concat()).is_err(), "a byte too many");
    assert!(Profile::from_bytes(&[&whole[..], &whole[..]].concat()).is_err(), "twice");
}

#[test]
fn only_equal_options_merge() {
    let mut profile = sample();
    let before = bytes(&profile);
    let other = Profile::empty(&Options::default().by(By::Outlet));
    let error = profile.merge(&other).unwrap_err().to_string();
    assert!(error.contains("other options"), "{error}");
    assert_eq!(bytes(&profile), before);
    assert!(Profile::merged(&[]).is_err());
    assert_eq!(Profile::empty(&Options::default()).n_terms(), 0);
}

#[test]
fn by_outlet_alone_there_is_one_unit_for_each() {
    let mut profiler = Profiler::new(&Options::default().by(By::Outlet));
    for story in ["a", "b", "c"] {
        profiler.add(" Courier ", story, "The harbour of the harbour town");
    }
    let profile = profiler.finish();
    assert_eq!(
        (profile.outlets(), profile.stories()),
        (&["Courier".to_owned()][..], &[String::new()][..])
    );
    let sums = profile.term("harbour").unwrap().unwrap().cells[0].1;
    assert_eq!((sums.n_articles, sums.n_occurrences, sums.occurrences_squared), (3, 6, 12));
}

#[test]
fn the_test_of_a_term_is_that_of_its_articles() {
    const TERMS: [&str; 2] = ["harbour", "ship"];
    let mut profiler = Profiler::new(options());
    let (mut rows, mut lengths, mut groups, mut strata) = (vec![], vec![], vec![], vec![]);
    for nth in 0..120 {
        let (outlet, story) = (nth % 2, nth / 2);
        let times = [nth * 7 % 3 + 2 * (1 - outlet), 1 + nth % 4];
        let text: Vec<String> = TERMS
            .iter()
            .zip(times)
            .map(|(term, n)| format!("{term} ").repeat(n as usize))
            .collect();
        let name = ["courier.example", "herald.example"][outlet as usize];
        profiler.add(name, &format!("story {story}"), &text.concat());
        rows.push(vec![(0, times[0]), (1, times[1])]);
        lengths.push(times[0] + times[1]);
        groups.push(outlet);
        strata.push(story);
    }
    let matrix = Matrix::from_rows(2, rows);
    let sample = Sample::new(&matrix, &lengths, &groups, &strata).unwrap();
    let by_article = emphasis(&sample, 0, &EmphasisOptions::default());
    let found = profiler.finish().emphasis("courier.example", &OutletTable::builtin(), 1).unwrap();
    for (key, expected) in TERMS.iter().zip(by_article.features) {
        let term = found.iter().find(|term| term.key == *key).unwrap();
        let [ratio, other] = [term.log2_ratio, expected.log2_ratio].map(Option::unwrap);
        // Stories are added up in another order here.
        assert!((ratio.value - other.value).abs() < 1e-12, "{key}");
        let [ends, others] = [ratio, other].map(|ratio| ratio.interval.unwrap());
        assert!((ends.low - others.low).abs() < 1e-6 && (ends.high - others.high).abs() < 1e-6);
        let (Test::Tested(here), Test::Tested(there)) = (term.test, expected.test) else {
            panic!("{key} is not tested");
        };
        assert!((here.z - there.z).abs() < 1e-9 && here.q >= here.p, "{key}: {here:?} {there:?}");
    }
}
