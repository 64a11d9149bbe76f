//! Counts of the terms of one section as they come, in four bytes each.
//!
//! | bits | hold |
//! |--:|---|
//! | 26 | the number of the term in its section |
//! | 4 | how many articles lie between this count and the one before; 15: the article follows in four bytes |
//! | 2 | how often the article has the term, less one; 3: it follows in four bytes |

/// How many bits the number of a term has.
pub(super) const NUMBER_BITS: u32 = 26;

const STEP_BITS: u32 = 4;
const FAR: u32 = (1 << STEP_BITS) - 1;
const TIMES_AT: u32 = NUMBER_BITS + STEP_BITS;
const OFTEN: u32 = (1 << (32 - TIMES_AT)) - 1;

/// Counts in the order of their articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Records {
    pub bytes: Vec<u8>,
    last: u32,
}

impl Records {
    /// Appends that an article has the term with a number so many times, at least once.
    #[inline]
    pub fn push(&mut self, article: u32, number: u32, times: u32) {
        let step = (article - self.last).min(FAR);
        let often = (times - 1).min(OFTEN);
        self.last = article;
        self.put(number | step << NUMBER_BITS | often << TIMES_AT);
        if step == FAR {
            self.put(article);
        }
        if often == OFTEN {
            self.put(times);
        }
    }

    #[inline]
    fn put(&mut self, word: u32) {
        self.bytes.extend_from_slice(&word.to_le_bytes());
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.last = 0;
    }
}

/// Gives article, number and times of each count; `None` where the bytes are no counts or `each` says so.
#[inline]
pub(super) fn each_record(
    mut bytes: &[u8],
    mut each: impl FnMut(u32, u32, u32) -> Option<()>,
) -> Option<()> {
    let take = |bytes: &mut &[u8]| {
        let (word, rest) = bytes.split_first_chunk()?;
        *bytes = rest;
        Some(u32::from_le_bytes(*word))
    };
    let mut article = 0_u32;
    while !bytes.is_empty() {
        let word = take(&mut bytes)?;
        let step = word >> NUMBER_BITS & FAR;
        article = if step == FAR { take(&mut bytes)? } else { article.checked_add(step)? };
        let often = word >> TIMES_AT;
        let times = if often == OFTEN { take(&mut bytes)? } else { often + 1 };
        each(article, word & ((1 << NUMBER_BITS) - 1), times)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back() {
        let last = (1 << NUMBER_BITS) - 1;
        let counts = [
            (0, 0, 1),
            (0, last, 3),
            (0, 5, 4),
            (14, 5, 1),
            (29, 0, 2),
            (29, 7, u32::MAX),
            (u32::MAX, last, 5),
        ];
        let mut records = Records::default();
        for _ in 0..2 {
            records.clear();
            counts
                .iter()
                .for_each(|&(article, number, times)| records.push(article, number, times));
            let mut found = Vec::new();
            let whole = each_record(&records.bytes, |article, number, times| {
                found.push((article, number, times));
                Some(())
            });
            assert_eq!((whole, &found[..]), (Some(()), &counts[..]));
        }
        let cut = &records.bytes[..records.bytes.len() - 1];
        assert_eq!(each_record(cut, |_, _, _| Some(())), None);
    }
}
