//! Articles as they come: what each adds to, and for each of its terms four bytes at the end of a list.
//!
//! There is a list for each [section](super::section), and nothing in it is in order but the articles. What is held is
//! put in order [once](super::fold), together with what earlier logs held, however many there were.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::Options;
use super::fold::Fold;
use super::part::Part;
use super::records::{NUMBER_BITS, Records, each_record};
use super::section::{N_SECTIONS, section_of};
use crate::error::Result;
use crate::token::{Chain, Interner, TermId, TermKind, Vocabulary};

/// How many counts wait at most until they are dealt out.
const WAITING: usize = 1 << 17;

/// The section of a term and its number among the terms of the section, in one number.
#[derive(Debug, Clone, Copy)]
struct Place(u32);

impl Place {
    /// That of stop words and numbers.
    const NONE: Place = Place(u32::MAX);

    /// # Panics
    ///
    /// At 67 million terms in one section, which are four billion in all.
    fn new(section: usize, number: usize) -> Place {
        assert!(number < (1 << NUMBER_BITS) - 1, "no memory holds so many terms");
        Place((section as u32) << NUMBER_BITS | number as u32)
    }

    #[inline]
    fn section(self) -> usize {
        (self.0 >> NUMBER_BITS) as usize
    }

    #[inline]
    fn number(self) -> u32 {
        self.0 & ((1 << NUMBER_BITS) - 1)
    }
}

/// The terms of a section that the vocabulary knows, and their counts.
#[derive(Debug, Clone, Default)]
struct Section {
    terms: Vec<TermId>,
    records: Records,
}

/// Counts articles and keeps what they hold until it is written.
#[derive(Debug)]
pub(super) struct Log {
    options: Options,
    chain: Chain,
    /// For each term of the vocabulary.
    places: Vec<Place>,
    sections: Vec<Section>,
    n_counts: usize,
    outlets: Interner,
    stories: Interner,
    unit_of: FxHashMap<(u32, u32), u32>,
    /// Outlet and story of each unit.
    units: Vec<(u32, u32)>,
    /// Unit and words of each article.
    articles: Vec<(u32, u32)>,
    /// Counts that are not dealt out to sections yet: their places come from memory faster many at a time.
    waiting: Vec<(TermId, u32)>,
    /// Unit and number of counts of each of their articles.
    waiting_articles: Vec<(u32, u32)>,
}

impl Log {
    pub fn new(options: &Options) -> Self {
        Log {
            options: options.clone(),
            chain: Chain::new(options.normalizer()),
            places: Vec::new(),
            sections: vec![Section::default(); N_SECTIONS],
            n_counts: 0,
            outlets: Interner::new(),
            stories: Interner::new(),
            unit_of: FxHashMap::default(),
            units: Vec::new(),
            articles: Vec::new(),
            waiting: Vec::new(),
            waiting_articles: Vec::new(),
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
        let (row, vocabulary) = self.chain.count_with_vocabulary(text);
        for term in self.places.len()..vocabulary.n_terms() {
            self.places.push(place(TermId(term as u32), vocabulary, &mut self.sections));
        }
        self.waiting.extend_from_slice(row.counts);
        self.waiting_articles.push((unit, row.counts.len() as u32));
        if self.waiting.len() > WAITING {
            self.deal();
        }
    }

    /// Deals the counts that wait out to their sections.
    fn deal(&mut self) {
        let mut rest = &self.waiting[..];
        for (unit, n_counts) in self.waiting_articles.drain(..) {
            let (counts, behind) = rest.split_at(n_counts as usize);
            rest = behind;
            let article = self.articles.len() as u32;
            let mut tokens = 0;
            for &(term, times) in counts {
                let place = self.places[term.index()];
                if place.0 != Place::NONE.0 {
                    tokens += times;
                    self.sections[place.section()].records.push(article, place.number(), times);
                }
            }
            self.articles.push((unit, tokens));
        }
        self.n_counts += self.waiting.len();
        self.waiting.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.n_articles() == 0
    }

    pub fn n_articles(&self) -> u64 {
        (self.articles.len() + self.waiting_articles.len()) as u64
    }

    /// About how many bytes are held.
    pub fn n_bytes(&self) -> usize {
        let waiting = size_of_val(&self.waiting[..]);
        waiting + 4 * self.n_counts + 8 * self.articles.len() + self.names_bytes()
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

    /// Outlets and stories by their numbers.
    pub fn names(&self) -> [&Interner; 2] {
        [&self.outlets, &self.stories]
    }

    /// Outlet and story of each unit.
    pub fn units(&self) -> &[(u32, u32)] {
        &self.units
    }

    /// Unit and words of each article.
    pub fn articles(&self) -> &[(u32, u32)] {
        &self.articles
    }

    /// The terms of a section by their numbers, and how many counts of each are held.
    pub fn terms(&self, section: usize) -> impl Iterator<Item = (&str, u32)> {
        let Section { terms, records } = &self.sections[section];
        let mut n_counts = vec![0; terms.len()];
        let add = |_, number: u32, _| {
            n_counts[number as usize] += 1;
            Some(())
        };
        each_record(&records.bytes, add).expect("they were written here");
        let vocabulary = self.chain.vocabulary();
        terms.iter().map(|&term| vocabulary.key(term)).zip(n_counts)
    }

    /// The counts of a section.
    pub fn records(&self, section: usize) -> &[u8] {
        &self.sections[section].records.bytes
    }

    /// Forgets everything, the words as well.
    pub fn forget(&mut self) {
        *self = Log::new(&self.options);
    }

    /// What is held, all of it dealt out.
    pub fn part(&mut self) -> Part<'_> {
        self.deal();
        Part::Log(self)
    }

    /// Writes what was counted as a [part](super::part) and forgets it; the words are kept for the next.
    pub fn write_part<W: Write>(&mut self, out: W) -> io::Result<W> {
        let out = self.part().write(out)?;
        self.forget_articles();
        Ok(out)
    }

    /// As [`write_part`](Self::write_part), as a whole image.
    pub fn write<W: Write>(&mut self, out: W, name: &str) -> Result<W> {
        let options = self.options.clone();
        let out = Fold::new(&[self.part()])?.write(&options, out, name)?;
        self.forget_articles();
        Ok(out)
    }

    fn forget_articles(&mut self) {
        self.sections.iter_mut().for_each(|section| section.records.clear());
        self.n_counts = 0;
        self.unit_of.clear();
        self.units.clear();
        self.articles.clear();
        (self.outlets, self.stories) = (Interner::new(), Interner::new());
    }
}

/// Where a new term belongs.
fn place(term: TermId, vocabulary: &Vocabulary, sections: &mut [Section]) -> Place {
    if vocabulary.kind(term) != TermKind::Word {
        return Place::NONE;
    }
    let number = section_of(vocabulary.key(term));
    let terms = &mut sections[number].terms;
    terms.push(term);
    Place::new(number, terms.len() - 1)
}
