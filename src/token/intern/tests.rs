use super::*;

#[test]
fn terms_are_numbered_as_they_come() {
    let mut vocabulary = Interner::new();
    let words: Vec<String> = (0..20_000)
        .map(|n| match n % 3 {
            0 => format!("a word of more than sixteen bytes {n}"),
            _ => format!("word {n}"),
        })
        .collect();
    for _ in 0..2 {
        for (at, word) in words.iter().enumerate() {
            assert_eq!(vocabulary.intern(word).index(), at);
            assert_eq!(vocabulary.id(word).map(TermId::index), Some(at));
        }
    }
    assert_eq!(vocabulary.terms().collect::<Vec<_>>(), words);
    assert_eq!(vocabulary.id("word 20000"), None);
    for (at, odd) in (20_000..).zip(["", "\0", "\0\0", "word\0", "word", "\0\0\0\0\0\0\0\0\0a"]) {
        assert_eq!(vocabulary.id(odd), None, "{odd:?}");
        assert_eq!(vocabulary.intern(odd).index(), at);
        assert_eq!(vocabulary.intern(odd).index(), at);
        assert_eq!(vocabulary.term(TermId(at as u32)), odd);
    }
}

#[test]
fn words_are_tallied_together() {
    let text = "one seven one internationalisations x".as_bytes();
    let kernel = Kernel::new(crate::token::Path::Auto);
    let mut wanted = [Default::default(); BATCH];
    let words = [[0, 3], [4, 9], [10, 13], [14, 35], [36, 37]];
    let mut vocabulary = Interner::new();
    let (mut tally, mut numbers) = (vec![0; 9], [9; 5]);
    assert_eq!(
        vocabulary.tally(kernel, text, &words, &mut wanted, &mut tally, &mut numbers),
        0b11111
    );
    assert_eq!((&*tally, numbers), (&[0; 9][..], [0; 5]));
    for spelling in ["one", "x", "internationalisations"] {
        vocabulary.intern(spelling);
    }
    // What was asked for last is where it should be. The long one is for the slow way even so.
    vocabulary.intern("x");
    let odd = vocabulary.tally(kernel, text, &words, &mut wanted, &mut tally, &mut numbers);
    assert_eq!(
        (odd & 0b11010, tally[2], numbers[1], numbers[3], numbers[4]),
        (0b11010, 1, 0, 0, 2)
    );
    vocabulary.intern("one");
    tally.fill(0);
    let odd = vocabulary.tally(kernel, text, &words, &mut wanted, &mut tally, &mut numbers);
    assert_eq!((odd & 0b01111, tally[0], tally[1], numbers[0], numbers[2]), (0b01011, 0, 2, 1, 1));
}

#[test]
fn parts_absorbed_in_order_are_the_whole() {
    let words: Vec<String> = (0..999_u32).map(|n| (n * n % 301).to_string()).collect();
    let whole = words.iter().fold(Interner::new(), |mut all, word| {
        all.intern(word);
        all
    });
    for n_parts in [1, 2, 3, 10] {
        let mut merged = Interner::new();
        for part in words.chunks(words.len().div_ceil(n_parts)) {
            let mut own = Interner::new();
            part.iter().for_each(|word| {
                own.intern(word);
            });
            for (id, here) in merged.absorb(&own).into_iter().enumerate() {
                assert_eq!(merged.term(here), own.term(TermId(id as u32)));
            }
        }
        assert!(merged.terms().eq(whole.terms()));
    }
}

/// Slots looked at to find every spelling again, in all and at most.
fn probes(vocabulary: &Interner) -> (usize, usize) {
    let all = vocabulary.keys[1..].iter().zip(vocabulary.terms());
    let all: Vec<usize> = all.map(|(&key, spelling)| vocabulary.find(key, spelling).1).collect();
    (all.iter().sum(), all.into_iter().max().unwrap_or(0))
}

#[test]
fn colliding_keys_do_not_pile_up() {
    const N: usize = 50_000;
    let mut vocabulary = Interner::new();
    // With the seed known, a second half that cancels it makes the product zero for any first half.
    vocabulary.mix.seed[1] = u64::from_le_bytes(*b" of term");
    for n in 0..N {
        assert_eq!(vocabulary.intern(&format!("{n:08} of term")).index(), n);
    }
    assert!(vocabulary.mix.keyed.is_some());
    let (total, longest) = probes(&vocabulary);
    assert!(total < 2 * N && longest < LONGEST_PROBE, "{total} {longest}");
    assert!((0..N).all(|n| vocabulary.id(&format!("{n:08} of term")) == Some(TermId(n as u32))));
}

#[test]
fn colliding_long_spellings_do_not_pile_up() {
    let mut vocabulary = Interner::new();
    // A seed of zero makes every product zero: all strings collide.
    vocabulary.mix.seed = [0; 2];
    let terms: Vec<String> = (0..20_000).map(|n| format!("more than 16 bytes{n:05}")).collect();
    for (at, term) in terms.iter().enumerate() {
        assert_eq!(vocabulary.intern(term).index(), at);
    }
    assert!(vocabulary.mix.keyed.is_some());
    let (total, longest) = probes(&vocabulary);
    assert!(total < 40_000 && longest < LONGEST_PROBE, "{total} {longest}");
}

#[test]
fn honest_keys_keep_the_fast_hash() {
    const N: usize = 200_000;
    let mut vocabulary = Interner::new();
    for n in 0..N {
        vocabulary.intern(&format!("{n:x}ing"));
    }
    let (total, longest) = probes(&vocabulary);
    assert!(vocabulary.mix.keyed.is_none());
    assert!(total < 2 * N && longest < LONGEST_PROBE, "{total} {longest}");
}
