//! One vocabulary for parts of a corpus that were read side by side.
//!
//! Each part has a table of its own spellings and nothing more. The tables are joined in the order of the
//! parts, so that every spelling gets the number that one pass over the whole corpus would have given it.
//! Only then are the spellings understood, each once, on all cores: to fold and to stem is most of the
//! work on a new spelling and needs no order, only the numbering of the terms does.
//!
//! Cost: a look-up for each spelling of each part, and one normal form for each spelling of the corpus.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::intern::{Spellings, TermId};
use super::vocabulary::NewTerms;
use super::{FormId, Normalizer, Vocabulary};

/// Bytes of text that are worth a part of their own.
const SMALLEST: usize = 1 << 16;

/// Spellings that are understood together.
const BATCH: usize = 256;

/// Cuts a list of texts of these lengths into one part for each thread, of about equal lengths.
pub(super) fn cut(lengths: impl Iterator<Item = usize> + Clone) -> Vec<Range<usize>> {
    let whole: usize = lengths.clone().sum();
    let n_parts = rayon::current_num_threads().min(whole / SMALLEST).max(1);
    let (mut parts, mut start, mut end, mut before) = (Vec::new(), 0, 0, 0);
    for length in lengths {
        before += length;
        end += 1;
        if parts.len() + 1 < n_parts && before * n_parts >= whole * (parts.len() + 1) {
            parts.push(start..end);
            start = end;
        }
    }
    if start < end {
        parts.push(start..end);
    }
    parts
}

/// The vocabulary of all parts, and for each part and each of its spellings the number there.
pub(super) fn join(
    normalizer: Normalizer,
    parts: Vec<Spellings>,
) -> (Vocabulary, Vec<Vec<FormId>>) {
    let mut vocabulary = Vocabulary::new(normalizer);
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    let mut numbers = vec![(0..all.len() as u32).map(FormId).collect()];
    // What the later parts add to the occurrences of each spelling.
    let mut more = Vec::new();
    for part in parts {
        let known = all.find_those_of(&part);
        more.resize(all.len(), 0_u32);
        let number = |(at, (known, times)): (u32, (Option<TermId>, u32))| {
            let here = known.unwrap_or_else(|| all.intern(part.get(TermId(at))));
            match more.get_mut(here.index()) {
                Some(before) => *before = before.saturating_add(times),
                None => more.push(times),
            }
            FormId(here.0)
        };
        numbers.push((0..).zip(known).map(number).collect());
    }
    understand(&mut vocabulary, &all);
    vocabulary.take_spellings(all, &more);
    (vocabulary, numbers)
}

/// Finds the terms of all spellings: normal forms on all cores, numbers in order.
fn understand(vocabulary: &mut Vocabulary, spellings: &Spellings) {
    let normalizer = vocabulary.normalizer().clone();
    vocabulary.expect_spellings(spellings.len());
    let made = |batch: usize| {
        let numbers = BATCH * batch..spellings.len().min(BATCH * (batch + 1));
        let spellings = numbers.map(|at| spellings.get(TermId(at as u32)));
        NewTerms::of(&normalizer, spellings)
    };
    in_order(spellings.len().div_ceil(BATCH), made, |terms| vocabulary.add_terms(&terms));
}

/// Makes things on all cores and hands them over one after another in their order, each as soon as it and all
/// before it are ready.
fn in_order<T: Send>(n: usize, make: impl Fn(usize) -> T + Sync, take: impl FnMut(T) + Send) {
    const WHY: &str = "no thread panics with the lock";
    let next = AtomicUsize::new(0);
    let ready = Mutex::new(BTreeMap::new());
    let taker = Mutex::new((0, take));
    let take_ready = || {
        // Where another thread is at it, it will see this one's too, or it is taken at the end.
        let Ok(mut taker) = taker.try_lock() else { return };
        let (turn, take) = &mut *taker;
        while let Some(made) = { ready.lock().expect(WHY).remove(&*turn) } {
            take(made);
            *turn += 1;
        }
    };
    (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).for_each(|_| {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= n {
                return;
            }
            let made = make(at);
            ready.lock().expect(WHY).insert(at, made);
            take_ready();
        }
    });
    take_ready();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_at_about_equal_lengths() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("three threads");
        let cut = |lengths: &[usize]| pool.install(|| cut(lengths.iter().copied()));
        assert_eq!(cut(&[]), []);
        assert_eq!(cut(&[5, 5]), std::iter::once(0..2).collect::<Vec<_>>());
        let large = SMALLEST;
        assert_eq!(cut(&[large; 6]), [0..2, 2..4, 4..6]);
        assert_eq!(cut(&[9 * large, large]), [0..1, 1..2]);
        assert_eq!(cut(&[large, large, 0]), [0..1, 1..3]);
    }

    #[test]
    fn what_is_made_side_by_side_is_taken_in_order() {
        let mut taken = Vec::new();
        in_order(500, |at| at * at, |square| taken.push(square));
        assert!(taken.into_iter().eq((0..500).map(|at| at * at)));
    }

    #[test]
    fn parts_joined_in_order_are_the_whole() {
        let words: Vec<String> = (0..3_000_u32).map(|n| format!("{}ing", n * n % 1301)).collect();
        let mut whole = Vocabulary::new(Normalizer::default());
        words.iter().for_each(|word| {
            whole.intern(word);
        });
        for n_parts in [1, 2, 3, 10] {
            let read = |words: &[String]| {
                let mut part = Spellings::default();
                words.iter().for_each(|word| {
                    let number = part.intern(word);
                    part.occurs(number, 1);
                });
                part
            };
            let parts: Vec<Spellings> =
                words.chunks(words.len().div_ceil(n_parts)).map(read).collect();
            let spellings: Vec<Vec<String>> =
                parts.iter().map(|part| part.iter().map(str::to_owned).collect()).collect();
            let (joined, numbers) = join(Normalizer::default(), parts);
            assert!(joined.is_equal(&whole), "{n_parts} parts");
            for (spellings, numbers) in spellings.iter().zip(numbers) {
                for (spelling, number) in spellings.iter().zip(numbers) {
                    assert_eq!(joined.form(number), spelling);
                }
            }
        }
    }
}
