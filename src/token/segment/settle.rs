//! From classified bytes to exact words: the rules for everything that is not plain ASCII.
//!
//! The inner loops know ASCII letters, digits and underscores. This file visits the blocks that
//! hold anything else and corrects their bits, one character at a time, from a table. Where a
//! character's rules reach further than its neighbours (joined emoji, Hebrew quotation marks, a
//! vowel sign after a space), the text around it, cut where a boundary is certain, goes to
//! `unicode-segmentation`, whose words are then written back as bits. So every rule is either
//! proven simple or left to the reference.

use unicode_segmentation::UnicodeSegmentation;

use super::classes::{Class, class, decode, joins};
use crate::token::simd::{Block, Kernel};

/// The bits of one stretch of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits {
    pub(super) blocks: Vec<Block>,
    /// Places where one word ends and another begins with nothing between, as in Chinese. Empty if
    /// none.
    breaks: Vec<u64>,
    /// Whether there may be words of underscores alone, which are no words.
    joiners: bool,
}

impl Bits {
    /// Sets the bit of every byte of `text` that is inside a word.
    pub(super) fn set(&mut self, kernel: Kernel, text: &str) {
        self.breaks.clear();
        self.joiners = kernel.classify(text.as_bytes(), &mut self.blocks);
        let bytes = text.as_bytes();
        let mut done = 0;
        for at in 0..self.blocks.len() {
            let Block { middle, high, .. } = self.blocks[at];
            if middle | high != 0 {
                done = self.settle_block(text, bytes, at, done);
            }
        }
    }

    /// Whether there are places where a word follows a word with nothing between.
    pub(super) fn has_breaks(&self) -> bool {
        !self.breaks.is_empty()
    }

    /// Whether there may be words of underscores alone.
    pub(super) fn has_joiners(&self) -> bool {
        self.joiners
    }

    /// Settles one block. Bytes before `done` are settled already; gives the new such place.
    fn settle_block(&mut self, text: &str, bytes: &[u8], at: usize, mut done: usize) -> usize {
        let base = 64 * at;
        let mut middle = self.blocks[at].middle & from(done.saturating_sub(base));
        while middle != 0 {
            let place = base + middle.trailing_zeros() as usize;
            if joins(bytes, place, place + 1, class(u32::from(bytes[place]))) {
                self.blocks[at].word |= middle & middle.wrapping_neg();
            }
            middle &= middle - 1;
        }
        loop {
            let high = self.blocks[at].high & from(done.saturating_sub(base));
            if high == 0 {
                return done;
            }
            done = self.settle_character(text, bytes, base + high.trailing_zeros() as usize);
        }
    }

    /// Settles the character at `at` and gives the place behind what is settled.
    #[inline]
    fn settle_character(&mut self, text: &str, bytes: &[u8], at: usize) -> usize {
        let (code, length) = decode(bytes, at);
        let end = at + length;
        match class(code) {
            Class::Letter | Class::Digit => self.mark(at, length),
            Class::Other => {}
            middle @ (Class::MidNumLet | Class::MidLetter | Class::MidNum) => {
                if joins(bytes, at, end, middle) {
                    self.mark(at, length);
                }
            }
            Class::Single => {
                self.mark(at, length);
                self.set_break(at, true);
                self.set_break(end, true);
            }
            Class::Joiner => {
                self.joiners = true;
                self.mark(at, length);
            }
            Class::Kana => return self.settle_kana(text, bytes, at, end),
            Class::Extend | Class::Mark if self.is_word_before(at) => {
                self.mark(at, length);
                // What ended a word before this character now ends it behind it.
                if self.is_break(at) {
                    self.set_break(at, false);
                    self.set_break(end, true);
                }
            }
            Class::Extend => {}
            Class::Mark | Class::Hard => return self.ask_reference(text, at),
        }
        end
    }

    /// Katakana join each other and joiners, but not letters and digits.
    fn settle_kana(&mut self, text: &str, bytes: &[u8], at: usize, end: usize) -> usize {
        let next = if end < bytes.len() { class(decode(bytes, end).0) } else { Class::Other };
        // An attached character would hide from the next letter that katakana stand before it.
        if matches!(next, Class::Extend | Class::Mark) {
            return self.ask_reference(text, at);
        }
        if matches!(super::classes::base_before(bytes, at), Class::Letter | Class::Digit) {
            self.set_break(at, true);
        }
        if matches!(next, Class::Letter | Class::Digit) {
            self.set_break(end, true);
        }
        self.mark(at, end - at);
        end
    }

    /// Lets `unicode-segmentation` find the words between the two certain boundaries around `at`.
    #[cold]
    fn ask_reference(&mut self, text: &str, at: usize) -> usize {
        let start = cut_at_or_before(text.as_bytes(), at);
        let end = cut_after(text.as_bytes(), at);
        for block in start / 64..=(end - 1) / 64 {
            let keep = !from(start.saturating_sub(64 * block)) | from(end - 64 * block);
            self.blocks[block].word &= keep;
            if let Some(breaks) = self.breaks.get_mut(block) {
                *breaks &= keep;
            }
        }
        for (offset, word) in text[start..end].unicode_word_indices() {
            self.mark(start + offset, word.len());
            self.set_break(start + offset, true);
        }
        end
    }

    /// Sets the bits of the bytes of a character or word.
    #[inline]
    fn mark(&mut self, start: usize, length: usize) {
        let (first, last) = (start / 64, (start + length - 1) / 64);
        let bits = from(start % 64);
        let rest = !0 >> (63 - (start + length - 1) % 64);
        if first == last {
            self.blocks[first].word |= bits & rest;
        } else {
            self.blocks[first].word |= bits;
            self.blocks[last].word |= rest;
            for block in &mut self.blocks[first + 1..last] {
                block.word = !0;
            }
        }
    }

    #[inline]
    fn is_word_before(&self, at: usize) -> bool {
        at > 0 && self.blocks[(at - 1) / 64].word >> ((at - 1) % 64) & 1 == 1
    }

    #[inline]
    fn is_break(&self, at: usize) -> bool {
        self.breaks.get(at / 64).is_some_and(|breaks| breaks >> (at % 64) & 1 == 1)
    }

    #[inline]
    fn set_break(&mut self, at: usize, to: bool) {
        if self.breaks.is_empty() {
            // One block more, since a word can end where the text does.
            self.breaks.resize(self.blocks.len() + 1, 0);
        }
        let bit = 1 << (at % 64);
        let breaks = &mut self.breaks[at / 64];
        *breaks = if to { *breaks | bit } else { *breaks & !bit };
    }

    /// The edges of the words where some words touch: at such a place one ends and the next begins.
    pub(super) fn edges_with_breaks(&self, length: usize, edges: &mut Vec<u32>) -> usize {
        edges.clear();
        let mut before = 0;
        for (at, (block, breaks)) in self.blocks.iter().zip(&self.breaks).enumerate() {
            let shifted = block.word << 1 | before;
            before = block.word >> 63;
            let touching = breaks & block.word & shifted;
            let mut places = touching | (block.word ^ shifted);
            while places != 0 {
                let place = 64 * at as u32 + places.trailing_zeros();
                edges.push(place);
                if touching & places & places.wrapping_neg() != 0 {
                    edges.push(place);
                }
                places &= places - 1;
            }
        }
        if before == 1 {
            edges.push(length as u32);
        }
        edges.len()
    }
}

/// The bits from `at` on; none if `at` is beyond the block.
#[inline]
fn from(at: usize) -> u64 {
    if at < 64 { !0 << at } else { 0 }
}

/// Whether words certainly do not cross `at`: it is behind a line feed, before a Chinese comma or
/// full stop (。、), or before a space that follows anything but a space. No rule of UAX #29 reaches
/// across these.
#[inline]
fn is_cut(bytes: &[u8], at: usize) -> bool {
    let before = bytes[at - 1];
    match bytes[at] {
        _ if before == b'\n' => true,
        b' ' if before.is_ascii() => before != b' ',
        b' ' => !matches!(
            bytes[at.saturating_sub(3)..at],
            // The other spaces that join one: U+1680, U+2000-200A, U+205F, U+3000.
            [0xe1, 0x9a, 0x80]
                | [0xe2, 0x80, 0x80..=0x8a]
                | [0xe2, 0x81, 0x9f]
                | [0xe3, 0x80, 0x80]
        ),
        0xe3 => matches!(bytes[at + 1..at + 3], [0x80, 0x81 | 0x82]),
        _ => false,
    }
}

/// The last certain boundary that is not behind `at`; the start of the text is one.
pub(super) fn cut_at_or_before(bytes: &[u8], at: usize) -> usize {
    (1..=at).rev().find(|&at| is_cut(bytes, at)).unwrap_or(0)
}

/// The first certain boundary behind `at`; the end of the text is one.
pub(super) fn cut_after(bytes: &[u8], at: usize) -> usize {
    (at + 1..bytes.len()).find(|&at| is_cut(bytes, at)).unwrap_or(bytes.len())
}
