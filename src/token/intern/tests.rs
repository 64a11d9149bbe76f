use super::tally::Place;
use super::*;

/// What both tables can do.
trait Table: Default {
    fn intern(&mut self, term: &str) -> TermId;
    fn id(&self, term: &str) -> Option<TermId>;
    fn terms(&self) -> Vec<&str>;
    fn mix(&mut self) -> &mut Mix;
    /// Slots looked at to find every term again, in all and at most.
    fn probes(&self) -> (usize, usize);
}

fn sum_and_longest(probes: impl Iterator<Item = usize> + Clone) -> (usize, usize) {
    (probes.clone().sum(), probes.max().unwrap_or(0))
}

impl Table for Interner {
    fn intern(&mut self, term: &str) -> TermId {
        Interner::intern(self, term)
    }

    fn id(&self, term: &str) -> Option<TermId> {
        Interner::id(self, term)
    }

    fn terms(&self) -> Vec<&str> {
        Interner::terms(self).collect()
    }

    fn mix(&mut self) -> &mut Mix {
        &mut self.mix
    }

    fn probes(&self) -> (usize, usize) {
        let all = (0..self.len() as u32).map(|id| self.term(TermId(id)));
        sum_and_longest(all.map(|term| self.find(self.hash(term), term).1))
    }
}

impl Table for Spellings {
    fn intern(&mut self, spelling: &str) -> TermId {
        Spellings::intern(self, spelling)
    }

    fn id(&self, spelling: &str) -> Option<TermId> {
        let (place, _) = self.find(self.mix.key_of(spelling), spelling);
        self.slots[place].number.checked_sub(1).map(TermId)
    }

    fn terms(&self) -> Vec<&str> {
        self.iter().collect()
    }

    fn mix(&mut self) -> &mut Mix {
        &mut self.mix
    }

    fn probes(&self) -> (usize, usize) {
        let all = (0..self.len() as u32).map(|id| self.get(TermId(id)));
        sum_and_longest(all.map(|spelling| self.find(self.mix.key_of(spelling), spelling).1))
    }
}

/// The words between spaces with their places.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

fn numbers_as_they_come<T: Table>() {
    let mut vocabulary = T::default();
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
    assert_eq!(vocabulary.terms(), words);
    assert_eq!(vocabulary.id("word 20000"), None);
    for (at, odd) in (20_000..).zip(["", "\0", "\0\0", "word\0", "word", "\0\0\0\0\0\0\0\0\0a"]) {
        assert_eq!(vocabulary.id(odd), None, "{odd:?}");
        assert_eq!(vocabulary.intern(odd).index(), at);
        assert_eq!(vocabulary.intern(odd).index(), at);
        assert_eq!(vocabulary.terms()[at], odd);
    }
}

#[test]
fn terms_are_numbered_as_they_come() {
    numbers_as_they_come::<Interner>();
    numbers_as_they_come::<Spellings>();
}

#[test]
fn words_are_tallied_together() {
    let words = ["one", "seven", "one", "internationalisations", "x"];
    let text = words.join(" ").repeat(100);
    let bounds: Vec<[u32; 2]> = words_of(&text)
        .map(|(start, word)| [start, start + word.len()].map(|at| at as u32))
        .collect();
    let kernel = Kernel::new(crate::token::Path::Auto);
    let mut vocabulary = Spellings::default();
    // Enough of others that some are displaced, and that the table grows on the way.
    (0..100).for_each(|n| {
        vocabulary.intern(&n.to_string());
    });
    let mut tally = Tally::default();
    for (text, bounds) in [("", &[][..]), (&text, &bounds)] {
        vocabulary.tally::<true>(kernel, text, bounds, &mut tally);
    }
    let spelling = |place: &Place| {
        let slot = &vocabulary.slots[*place as usize];
        (vocabulary.get(slot.number()), slot.times)
    };
    let met: Vec<_> = tally.met.iter().map(spelling).collect();
    let expected = [
        ("one", 101),
        ("seven", 100),
        ("one", 0),
        ("internationalisations", 100),
        ("x", 1),
        ("xone", 99),
    ];
    assert_eq!(met, [expected[0], expected[1], expected[3], expected[5], expected[4]]);
    let here: Vec<&str> = tally.here.iter().map(|place| spelling(place).0).collect();
    assert!(here.into_iter().eq(words_of(&text).map(|(_, word)| word)));
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

fn colliding_keys<T: Table>() {
    const N: usize = 50_000;
    let mut vocabulary = T::default();
    // With the seed known, four letters that cancel it make the product zero for any four behind them.
    vocabulary.mix().seed = [u64::from(u32::from_le_bytes(*b"term")), 0];
    for n in 0..N {
        assert_eq!(vocabulary.intern(&format!("term{n:04x}")).index(), n);
    }
    assert!(vocabulary.mix().is_keyed());
    let (total, longest) = vocabulary.probes();
    assert!(total < 2 * N && longest < LONGEST_PROBE, "{total} {longest}");
    assert!((0..N).all(|n| vocabulary.id(&format!("term{n:04x}")) == Some(TermId(n as u32))));
}

#[test]
fn colliding_keys_do_not_pile_up() {
    colliding_keys::<Interner>();
    colliding_keys::<Spellings>();
}

fn colliding_long_spellings<T: Table>() {
    let mut vocabulary = T::default();
    // A seed of zero makes every product zero: all strings collide.
    vocabulary.mix().seed = [0; 2];
    let terms: Vec<String> = (0..20_000).map(|n| format!("more than 16 bytes{n:05}")).collect();
    for (at, term) in terms.iter().enumerate() {
        assert_eq!(vocabulary.intern(term).index(), at);
    }
    assert!(vocabulary.mix().is_keyed());
    let (total, longest) = vocabulary.probes();
    assert!(total < 40_000 && longest < LONGEST_PROBE, "{total} {longest}");
}

#[test]
fn colliding_long_spellings_do_not_pile_up() {
    colliding_long_spellings::<Interner>();
    colliding_long_spellings::<Spellings>();
}

fn honest_keys<T: Table>() {
    const N: usize = 200_000;
    let mut vocabulary = T::default();
    for n in 0..N {
        vocabulary.intern(&format!("{n:x}ing"));
    }
    let (total, longest) = vocabulary.probes();
    assert!(!vocabulary.mix().is_keyed());
    assert!(total < 2 * N && longest < LONGEST_PROBE, "{total} {longest}");
}

#[test]
fn honest_keys_keep_the_fast_hash() {
    honest_keys::<Interner>();
    honest_keys::<Spellings>();
}
