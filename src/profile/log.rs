//! Articles as they come, and their order by term and unit once there are enough of them.
//!
//! An article adds eight bytes for each of its terms to the end of a list; nothing is looked up. In the
//! end the articles are gone through in the order of their units and dealt out to their terms, which leaves
//! the cells of each term in order without any being compared. Cost: two passes over the list.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::Options;
use super::image::ImageWriter;
use super::section::{Cell, N_SECTIONS, SectionWriter, section_of};
use super::units::{Unit, Units};
use crate::token::{Chain, Interner, TermId, TermKind};

/// One article: what it adds to, and where its terms begin.
#[derive(Debug, Clone, Copy)]
struct Entry {
    unit: u32,
    tokens: u32,
    start: usize,
}

/// Counts articles and keeps what they hold until it is written.
#[derive(Debug)]
pub(super) struct Log {
    options: Options,
    chain: Chain,
    outlets: Interner,
    stories: Interner,
    unit_of: FxHashMap<(u32, u32), u32>,
    units: Vec<(u32, u32)>,
    articles: Vec<Entry>,
    terms: Vec<(u32, u32)>,
    /// Whether each term is a word that counts: a byte where the vocabulary has a dozen to fetch.
    counts: Vec<bool>,
}

impl Log {
    pub fn new(options: &Options) -> Self {
        let chain = Chain::new(options.normalizer());
        Log {
            options: options.clone(),
            chain,
            outlets: Interner::new(),
            stories: Interner::new(),
            unit_of: FxHashMap::default(),
            units: Vec::new(),
            articles: Vec::new(),
            terms: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// Counts an article.
    pub fn add(&mut self, outlet: &str, story: &str, text: &str) {
        let story = if self.options.keeps_stories() { story.trim() } else { "" };
        let key = (self.outlets.intern(outlet.trim()).0, self.stories.intern(story).0);
        let unit = *self.unit_of.entry(key).or_insert_with(|| {
            self.units.push(key);
            self.units.len() as u32 - 1
        });
        let start = self.terms.len();
        let mut tokens = 0;
        let (row, vocabulary) = self.chain.count_with_vocabulary(text);
        for term in self.counts.len()..vocabulary.n_terms() {
            self.counts.push(vocabulary.kind(TermId(term as u32)) == TermKind::Word);
        }
        for &(term, times) in row.counts {
            if self.counts[term.index()] {
                tokens += times;
                self.terms.push((term.0, times));
            }
        }
        self.articles.push(Entry { unit, tokens, start });
    }

    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    pub fn n_articles(&self) -> u64 {
        self.articles.len() as u64
    }

    /// About how many bytes are held, and will be while they are put in order.
    pub fn n_bytes(&self) -> usize {
        16 * self.terms.len() + 40 * self.articles.len() + self.names_bytes()
    }

    /// About how many bytes the words and names take that are kept beyond [`write`](Self::write).
    pub fn names_bytes(&self) -> usize {
        let vocabulary = self.chain.vocabulary();
        // Spellings and terms with their tables, and what the chain keeps for each.
        120 * vocabulary.n_forms()
            + 60 * vocabulary.n_terms()
            + 120 * (self.outlets.len() + self.stories.len())
            + 40 * self.units.len()
    }

    /// Forgets everything, the words as well.
    pub fn forget(&mut self) {
        *self = Log::new(&self.options);
    }

    /// Writes what was counted as a whole image and forgets it; the words are kept for the next.
    pub fn write<W: Write>(&mut self, out: W) -> io::Result<W> {
        let (units, place_of) = self.sorted_units();
        let mut image = ImageWriter::new(out, &self.options, &units)?;
        let vocabulary = self.chain.vocabulary();
        let mut times = vec![0_u32; vocabulary.n_terms()];
        self.terms.iter().for_each(|&(term, _)| times[term as usize] += 1);
        let mut order: Vec<(usize, &str, u32)> = (0..times.len() as u32)
            .filter(|&term| times[term as usize] > 0)
            .map(|term| {
                let key = vocabulary.key(TermId(term));
                (section_of(key), key, term)
            })
            .collect();
        order.sort_unstable();
        // Where the articles of each term begin, moved on as they are dealt out.
        let mut at = 0;
        let mut ends = vec![0_usize; times.len()];
        for &(.., term) in &order {
            ends[term as usize] = at;
            at += times[term as usize] as usize;
        }
        let mut dealt = vec![(0_u32, 0_u32); at];
        for &article in &self.in_order_of_units(&place_of) {
            let start = self.articles[article as usize].start;
            let end = self.articles.get(article as usize + 1).map_or(self.terms.len(), |a| a.start);
            for &(term, n) in &self.terms[start..end] {
                let place = &mut ends[term as usize];
                dealt[*place] = (article, n);
                *place += 1;
            }
        }
        let mut rest = &order[..];
        for section in 0..N_SECTIONS {
            let here = rest.partition_point(|&(other, ..)| other == section);
            let mut writer = SectionWriter::new(Vec::new(), section as u32, &units.units);
            for &(_, key, term) in &rest[..here] {
                let end = ends[term as usize];
                let articles = &dealt[end - times[term as usize] as usize..end];
                self.write_term(&mut writer, key, articles, &place_of)?;
            }
            let (bytes, written) = writer.finish()?;
            image.section(&mut &bytes[..], written)?;
            rest = &rest[here..];
        }
        let out = image.finish()?;
        self.unit_of.clear();
        self.units.clear();
        self.articles.clear();
        self.terms.clear();
        (self.outlets, self.stories) = (Interner::new(), Interner::new());
        Ok(out)
    }

    fn write_term(
        &self,
        writer: &mut SectionWriter<'_, Vec<u8>>,
        key: &str,
        articles: &[(u32, u32)],
        place_of: &[u32],
    ) -> io::Result<()> {
        writer.term(key.as_bytes())?;
        let of = |&(article, n): &(u32, u32)| {
            let entry = self.articles[article as usize];
            let cell = Cell::of(u64::from(entry.tokens), u64::from(n));
            Some((place_of[entry.unit as usize], cell?))
        };
        let too_large = || io::Error::other("sums beyond 64 bits");
        let mut held: Option<(u32, Cell)> = None;
        for article in articles {
            let (unit, cell) = of(article).ok_or_else(too_large)?;
            match &mut held {
                Some((last, sums)) if *last == unit => sums.add(&cell).ok_or_else(too_large)?,
                _ => {
                    if let Some((unit, cell)) = held.replace((unit, cell)) {
                        writer.cell(unit, &cell)?;
                    }
                }
            }
        }
        if let Some((unit, cell)) = held {
            writer.cell(unit, &cell)?;
        }
        writer.end()
    }

    /// The units in order, and the place of each.
    fn sorted_units(&self) -> (Units, Vec<u32>) {
        let (outlets, outlet_of) = sorted(&self.outlets);
        let (stories, story_of) = sorted(&self.stories);
        let mut order: Vec<(u32, u32, u32)> = (0..)
            .zip(&self.units)
            .map(|(nth, &(outlet, story))| {
                (outlet_of[outlet as usize], story_of[story as usize], nth)
            })
            .collect();
        order.sort_unstable();
        let mut place_of = vec![0; order.len()];
        let mut units = Vec::with_capacity(order.len());
        for (place, &(outlet, story, nth)) in (0..).zip(&order) {
            place_of[nth as usize] = place;
            units.push(Unit { outlet, story, ..Unit::default() });
        }
        for entry in &self.articles {
            let unit = &mut units[place_of[entry.unit as usize] as usize];
            let tokens = u64::from(entry.tokens);
            unit.n_articles += 1;
            unit.n_tokens += tokens;
            // Words of one list of at most four billion articles: 2^32 squares of 2^32 need articles of
            // 10^9 words to overflow.
            unit.tokens_squared = unit.tokens_squared.saturating_add(tokens * tokens);
        }
        (Units { outlets, stories, units }, place_of)
    }

    fn in_order_of_units(&self, place_of: &[u32]) -> Vec<u32> {
        let mut starts = vec![0_u32; place_of.len() + 1];
        let place = |entry: &Entry| place_of[entry.unit as usize] as usize;
        self.articles.iter().for_each(|entry| starts[place(entry) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut order = vec![0; self.articles.len()];
        for (nth, entry) in (0..).zip(&self.articles) {
            let start = &mut starts[place(entry)];
            order[*start as usize] = nth;
            *start += 1;
        }
        order
    }
}

/// Names in order, and the place of each.
fn sorted(names: &Interner) -> (Vec<String>, Vec<u32>) {
    let mut order: Vec<(&str, u32)> = names.terms().zip(0..).collect();
    order.sort_unstable();
    let mut place_of = vec![0; order.len()];
    for (place, &(_, nth)) in (0..).zip(&order) {
        place_of[nth as usize] = place;
    }
    (order.into_iter().map(|(name, _)| name.to_owned()).collect(), place_of)
}
