//! Articles as they come, and their order by term and unit once there are enough of them.
//!
//! An article adds eight bytes for each of its terms to the end of a list. In the end the articles are gone through in
//! the order of their units and dealt out to 64 sections, and each section to its terms, which leaves the cells of
//! each term in order without any being compared. Cost: two passes over the list. Only the second writes in many places,
//! and those of one section lie in the cache.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::Options;
use super::image::ImageWriter;
use super::section::{Cell, N_SECTIONS, SectionWriter, section_of};
use super::units::{Unit, Units};
use crate::token::{Chain, Interner, TermId, TermKind, Vocabulary};

/// One article: what it adds to, and where its counts begin.
#[derive(Debug, Clone, Copy)]
struct Entry {
    unit: u32,
    tokens: u32,
    start: usize,
}

/// The section of a term and its number among the terms of the section, in one number.
#[derive(Debug, Clone, Copy)]
struct Place(u32);

impl Place {
    /// That of stop words and numbers.
    const NONE: Place = Place(u32::MAX);
    const BITS: u32 = 26;

    /// # Panics
    ///
    /// At 67 million terms in one section, which are four billion in all.
    fn new(section: usize, number: usize) -> Place {
        assert!(number < (1 << Self::BITS) - 1, "no memory holds so many terms");
        Place((section as u32) << Self::BITS | number as u32)
    }

    #[inline]
    fn section(self) -> usize {
        (self.0 >> Self::BITS) as usize
    }

    #[inline]
    fn number(self) -> usize {
        (self.0 & ((1 << Self::BITS) - 1)) as usize
    }
}

/// How often an article has a term.
#[derive(Debug, Clone, Copy)]
struct Count {
    place: Place,
    times: u32,
}

/// Whose a count is.
#[derive(Debug, Clone, Copy, Default)]
struct Owner(u32);

impl Owner {
    /// Set where the number is that of an article in a unit of several; it is that of the unit otherwise.
    const SEVERAL: u32 = 1 << 31;
}

/// A count of a term that is known.
#[derive(Debug, Clone, Copy, Default)]
struct Owned {
    owner: Owner,
    times: u32,
}

/// A count of the term with a number in its section.
#[derive(Debug, Clone, Copy, Default)]
struct Dealt {
    number: u32,
    count: Owned,
}

/// The terms of a section that the vocabulary knows, with their text at hand, and how many counts of them there are.
#[derive(Debug, Clone, Default)]
struct Section {
    text: String,
    /// Where each term ends in `text`.
    ends: Vec<u32>,
    n_counts: usize,
}

impl Section {
    fn term(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[number as usize] as usize]
    }
}

/// Counts articles and keeps what they hold until it is written.
#[derive(Debug)]
pub(super) struct Log {
    options: Options,
    chain: Chain,
    /// For each term of the vocabulary.
    places: Vec<Place>,
    sections: Vec<Section>,
    outlets: Interner,
    stories: Interner,
    unit_of: FxHashMap<(u32, u32), u32>,
    units: Vec<(u32, u32)>,
    articles: Vec<Entry>,
    counts: Vec<Count>,
    /// Room to put them in order, kept because new memory has to be cleared.
    dealt: Vec<Dealt>,
}

impl Log {
    pub fn new(options: &Options) -> Self {
        Log {
            options: options.clone(),
            chain: Chain::new(options.normalizer()),
            places: Vec::new(),
            sections: vec![Section::default(); N_SECTIONS],
            outlets: Interner::new(),
            stories: Interner::new(),
            unit_of: FxHashMap::default(),
            units: Vec::new(),
            articles: Vec::new(),
            counts: Vec::new(),
            dealt: Vec::new(),
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
        let start = self.counts.len();
        let mut tokens = 0;
        let (row, vocabulary) = self.chain.count_with_vocabulary(text);
        for term in self.places.len()..vocabulary.n_terms() {
            self.places.push(place(TermId(term as u32), vocabulary, &mut self.sections));
        }
        for &(term, times) in row.counts {
            let place = self.places[term.index()];
            if place.0 != Place::NONE.0 {
                tokens += times;
                self.sections[place.section()].n_counts += 1;
                self.counts.push(Count { place, times });
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
        let each = size_of::<Count>() + size_of::<Dealt>();
        each * self.counts.len() + 40 * self.articles.len() + self.names_bytes()
    }

    /// About how many bytes the words and names take that are kept beyond [`write`](Self::write).
    pub fn names_bytes(&self) -> usize {
        let vocabulary = self.chain.vocabulary();
        // Spellings and terms with their tables, and what the chain keeps for each.
        120 * vocabulary.n_forms()
            + 80 * vocabulary.n_terms()
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
        self.deal(&units, &place_of);
        let (mut rest, mut room) = (&self.dealt[..], Vec::new());
        for (number, section) in (0..).zip(&self.sections) {
            let (dealt, behind) = rest.split_at(section.n_counts);
            rest = behind;
            let mut writer = SectionWriter::new(Vec::new(), number, &units.units);
            self.write_section(section, dealt, &place_of, &mut room, &mut writer)?;
            let (bytes, written) = writer.finish()?;
            image.section(&mut &bytes[..], written)?;
        }
        let out = image.finish()?;
        self.sections.iter_mut().for_each(|section| section.n_counts = 0);
        self.unit_of.clear();
        self.units.clear();
        self.articles.clear();
        self.counts.clear();
        (self.outlets, self.stories) = (Interner::new(), Interner::new());
        Ok(out)
    }

    /// Deals the counts out to sections, in the order of units.
    fn deal(&mut self, units: &Units, place_of: &[u32]) {
        let mut next = [0; N_SECTIONS];
        let mut end = 0;
        for (next, section) in next.iter_mut().zip(&self.sections) {
            *next = end;
            end += section.n_counts;
        }
        let order = self.in_order_of_units(place_of);
        self.dealt.resize(end, Dealt::default());
        for &article in &order {
            let entry = self.articles[article as usize];
            let behind = self.articles.get(article as usize + 1);
            let end = behind.map_or(self.counts.len(), |behind| behind.start);
            let unit = place_of[entry.unit as usize];
            let is_alone = units.units[unit as usize].n_articles == 1;
            let owner = Owner(if is_alone { unit } else { article | Owner::SEVERAL });
            for &Count { place, times } in &self.counts[entry.start..end] {
                let at = &mut next[place.section()];
                let count = Owned { owner, times };
                self.dealt[*at] = Dealt { number: place.number() as u32, count };
                *at += 1;
            }
        }
    }

    /// Deals the counts of a section out to its terms and writes these in their order. `room` is used again.
    fn write_section(
        &self,
        section: &Section,
        dealt: &[Dealt],
        place_of: &[u32],
        room: &mut Vec<Owned>,
        writer: &mut SectionWriter<'_, Vec<u8>>,
    ) -> io::Result<()> {
        let mut ends = vec![0_u32; section.ends.len()];
        dealt.iter().for_each(|count| ends[count.number as usize] += 1);
        let mut order: Vec<(u64, u32)> = (0..ends.len() as u32)
            .filter(|&number| ends[number as usize] > 0)
            .map(|number| (first_eight(section.term(number)), number))
            .collect();
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| section.term(a.1).cmp(section.term(b.1)))
        });
        let mut end = 0;
        for &(_, number) in &order {
            let n = std::mem::replace(&mut ends[number as usize], end);
            end += n;
        }
        room.resize(dealt.len(), Owned::default());
        for dealt in dealt {
            let at = &mut ends[dealt.number as usize];
            room[*at as usize] = dealt.count;
            *at += 1;
        }
        let mut start = 0;
        for &(_, number) in &order {
            let end = ends[number as usize] as usize;
            writer.term(section.term(number).as_bytes())?;
            self.write_cells(&room[start..end], place_of, writer)?;
            writer.end()?;
            start = end;
        }
        Ok(())
    }

    /// Writes the cells of a term from its counts in the order of units.
    fn write_cells(
        &self,
        counts: &[Owned],
        place_of: &[u32],
        writer: &mut SectionWriter<'_, Vec<u8>>,
    ) -> io::Result<()> {
        let too_large = || io::Error::other("sums beyond 64 bits");
        let mut held: Option<(u32, Cell)> = None;
        for &Owned { owner, times } in counts {
            if owner.0 & Owner::SEVERAL == 0 {
                if let Some((unit, sums)) = held.take() {
                    writer.several(unit, &sums)?;
                }
                writer.alone(owner.0, u64::from(times))?;
                continue;
            }
            let entry = self.articles[(owner.0 & !Owner::SEVERAL) as usize];
            let unit = place_of[entry.unit as usize];
            let cell = Cell::of(u64::from(entry.tokens), u64::from(times)).ok_or_else(too_large)?;
            match &mut held {
                Some((last, sums)) if *last == unit => sums.add(&cell).ok_or_else(too_large)?,
                _ => {
                    if let Some((unit, sums)) = held.replace((unit, cell)) {
                        writer.several(unit, &sums)?;
                    }
                }
            }
        }
        match held {
            Some((unit, sums)) => writer.several(unit, &sums),
            None => Ok(()),
        }
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

/// Where a new term belongs.
fn place(term: TermId, vocabulary: &Vocabulary, sections: &mut [Section]) -> Place {
    if vocabulary.kind(term) != TermKind::Word {
        return Place::NONE;
    }
    let key = vocabulary.key(term);
    let number = section_of(key);
    let section = &mut sections[number];
    section.text.push_str(key);
    section.ends.push(section.text.len() as u32);
    Place::new(number, section.ends.len() - 1)
}

/// The first bytes of a term as a number in the order of terms, which spares most comparisons their way to the text.
fn first_eight(term: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = term.len().min(8);
    bytes[..n].copy_from_slice(&term.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
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
