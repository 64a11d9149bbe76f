//! The profiles of many groups at once, for engines that group rows by columns of their own.
//!
//! A [`Profiler`](super::Profiler) for each of a hundred thousand groups would fold and stem every word as many times;
//! here all groups share one table of words. A group keeps the terms of its articles in a list and is put in order when
//! it is taken, by the places of its terms in the order of all terms. Cost: an article's counting, and the sorting of
//! its distinct terms.

use super::Options;
use super::few::is_few;
use super::image::{Image, ImageWriter, Stored};
use super::merge::merge;
use super::section::{Cell, N_SECTIONS, SectionWriter, section_of};
use super::units::{Unit, Units};
use crate::token::{Chain, Interner, TermId, TermKind};

/// How many bytes are collected unless a test says otherwise.
const COLLECTED: usize = 64 << 20;

/// How many profiles of one group are kept before they are merged into one.
const FAN: usize = 8;

/// Counts articles into one profile for each group.
///
/// ```
/// use parallax::profile::{Grouped, Options, Profile, Profiler};
///
/// let mut grouped = Grouped::new(&Options::default());
/// grouped.add(0, "courier.example", "harbour", "Harbour dues rise");
/// grouped.add(2, "herald.example", "harbour", "Ships pay more");
/// let profiles = grouped.take(3);
/// assert!(profiles[1].is_none(), "no article, no profile");
///
/// let mut alone = Profiler::new(&Options::default());
/// alone.add("herald.example", "harbour", "Ships pay more");
/// assert_eq!(profiles[2], Some(alone.finish().to_bytes()?));
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug)]
pub struct Grouped {
    options: Options,
    chain: Chain,
    names: Interner,
    groups: Vec<Group>,
    /// Section and place of each term among all, while no term came in since.
    ranks: Vec<Rank>,
    n_bytes: usize,
    /// How many bytes of lists one group may hold before it is put in order, and of names all may.
    collected: usize,
}

#[derive(Debug, Default)]
struct Group {
    articles: Vec<Counted>,
    terms: Vec<(u32, u32)>,
    /// Whole profiles of what was counted earlier.
    earlier: Vec<Vec<u8>>,
}

#[derive(Debug, Clone, Copy)]
struct Counted {
    outlet: u32,
    story: u32,
    tokens: u32,
    /// How many terms it has.
    n_terms: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Rank {
    section: u8,
    /// Among all, section by section.
    place: u32,
    /// Among all, whatever the section.
    by_name: u32,
}

/// One article's count of a term.
#[derive(Debug, Clone, Copy)]
struct Count {
    place: u32,
    unit: u32,
    term: u32,
    tokens: u32,
    times: u32,
}

impl Grouped {
    /// No group yet.
    pub fn new(options: &Options) -> Self {
        Grouped {
            options: options.clone(),
            chain: Chain::new(options.normalizer()),
            names: Interner::new(),
            groups: Vec::new(),
            ranks: Vec::new(),
            n_bytes: 0,
            collected: COLLECTED,
        }
    }

    /// Counts an article, as [`Profiler::add`](super::Profiler::add) does, for a group; groups are numbered from 0
    /// without large gaps.
    pub fn add(&mut self, group: usize, outlet: &str, story: &str, text: &str) {
        if self.names_bytes() > self.collected {
            self.put_all_in_order();
        }
        if self.groups.len() <= group {
            self.groups.resize_with(group + 1, Group::default);
        }
        let story = if self.options.keeps_stories() { story.trim() } else { "" };
        let (outlet, story) = (self.names.intern(outlet.trim()).0, self.names.intern(story).0);
        let here = &mut self.groups[group];
        let start = here.terms.len();
        let mut tokens = 0;
        let (row, vocabulary) = self.chain.count_with_vocabulary(text);
        for &(term, times) in row.counts {
            if vocabulary.kind(term) == TermKind::Word {
                tokens += times;
                here.terms.push((term.0, times));
            }
        }
        let n_terms = (here.terms.len() - start) as u32;
        here.articles.push(Counted { outlet, story, tokens, n_terms });
        self.n_bytes += 8 * n_terms as usize + size_of::<Counted>();
        if here.n_bytes() > self.collected {
            self.put_in_order(group);
        }
    }

    /// The bytes of the profiles of the first `n` groups, none for a group without articles. The groups behind
    /// them are numbered from 0 then.
    pub fn take(&mut self, n: usize) -> Vec<Option<Vec<u8>>> {
        self.rank();
        let rest = self.groups.split_off(n.min(self.groups.len()));
        let taken = std::mem::replace(&mut self.groups, rest);
        let mut profiles = Vec::with_capacity(n);
        for mut group in taken {
            self.n_bytes -= group.n_bytes() + group.earlier_bytes();
            if !group.articles.is_empty() {
                group.earlier.push(self.write(&group));
            }
            profiles.push(one(group.earlier));
        }
        profiles.resize(n, None);
        profiles
    }

    /// About how many bytes of memory are in use.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes + self.groups.capacity() * size_of::<Group>() + self.names_bytes()
    }

    fn names_bytes(&self) -> usize {
        let vocabulary = self.chain.vocabulary();
        // Spellings and terms with their tables, and what chain and ranks keep for each.
        120 * vocabulary.n_forms() + 70 * vocabulary.n_terms() + 120 * self.names.len()
    }

    fn put_in_order(&mut self, group: usize) {
        self.rank();
        let mut here = std::mem::take(&mut self.groups[group]);
        self.n_bytes -= here.n_bytes() + here.earlier_bytes();
        if !here.articles.is_empty() {
            here.earlier.push(self.write(&here));
            here.articles = Vec::new();
            here.terms = Vec::new();
            if here.earlier.len() >= FAN {
                here.earlier = one(here.earlier).into_iter().collect();
            }
        }
        self.n_bytes += here.earlier_bytes();
        self.groups[group] = here;
    }

    /// Puts every group in order and forgets words and names.
    fn put_all_in_order(&mut self) {
        (0..self.groups.len()).for_each(|group| self.put_in_order(group));
        self.chain = Chain::new(self.options.normalizer());
        self.names = Interner::new();
        self.ranks.clear();
    }

    /// Puts all terms in the order in which profiles have them.
    fn rank(&mut self) {
        let vocabulary = self.chain.vocabulary();
        if self.ranks.len() == vocabulary.n_terms() {
            return;
        }
        let mut order: Vec<(u8, &str, u32)> = (0..vocabulary.n_terms() as u32)
            .map(|term| {
                let key = vocabulary.key(TermId(term));
                (section_of(key) as u8, key, term)
            })
            .collect();
        self.ranks = vec![Rank::default(); order.len()];
        order.sort_unstable_by_key(|&(_, key, _)| key);
        for (by_name, &(section, _, term)) in (0..).zip(&order) {
            self.ranks[term as usize] = Rank { section, place: 0, by_name };
        }
        order.sort_by_key(|&(section, ..)| section);
        for (place, &(.., term)) in (0..).zip(&order) {
            self.ranks[term as usize].place = place;
        }
    }

    /// The profile of a group's lists; the terms are ranked.
    fn write(&self, group: &Group) -> Vec<u8> {
        let (units, unit_of) = self.units(&group.articles);
        let few = is_few(&units);
        let mut counts = Vec::with_capacity(group.terms.len());
        let mut terms = group.terms.iter();
        for (article, &unit) in group.articles.iter().zip(&unit_of) {
            for &(term, times) in terms.by_ref().take(article.n_terms as usize) {
                let Rank { place, by_name, .. } = self.ranks[term as usize];
                let place = if few { by_name } else { place };
                counts.push(Count { place, unit, term, tokens: article.tokens, times });
            }
        }
        counts.sort_unstable_by_key(|count| u64::from(count.place) << 32 | u64::from(count.unit));
        let expect = "memory takes what is written to it, and no list holds sums beyond 64 bits";
        let mut image = ImageWriter::new(Vec::new(), &self.options, &units).expect(expect);
        let mut rest = &counts[..];
        for section in 0..if few { 1 } else { N_SECTIONS } {
            let of_section = |count: &Count| {
                few || usize::from(self.ranks[count.term as usize].section) == section
            };
            let (here, behind) = rest.split_at(rest.partition_point(of_section));
            rest = behind;
            let mut writer = SectionWriter::new(Vec::new(), section as u32, &units.units);
            for of_term in here.chunk_by(|a, b| a.term == b.term) {
                let key = self.chain.vocabulary().key(TermId(of_term[0].term));
                writer.term(key.as_bytes()).expect(expect);
                for of_unit in of_term.chunk_by(|a, b| a.unit == b.unit) {
                    let mut sums = Cell::default();
                    for count in of_unit {
                        let one = Cell::of(u64::from(count.tokens), u64::from(count.times));
                        one.and_then(|one| sums.add(&one)).expect(expect);
                    }
                    writer.cell(of_unit[0].unit, &sums).expect(expect);
                }
                writer.end().expect(expect);
            }
            let (bytes, written) = writer.finish().expect(expect);
            image.section(&mut &bytes[..], written).expect(expect);
        }
        image.finish().expect(expect)
    }

    /// The units of some articles, and which is each article's.
    fn units(&self, articles: &[Counted]) -> (Units, Vec<u32>) {
        let name = |id: u32| self.names.term(TermId(id));
        let sorted = |id: fn(&Counted) -> u32| {
            let mut names: Vec<&str> = articles.iter().map(|article| name(id(article))).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let (outlets, stories) =
            (sorted(|article| article.outlet), sorted(|article| article.story));
        let place =
            |names: &[&str], id: u32| names.partition_point(|other| *other < name(id)) as u32;
        let mut order: Vec<(u32, u32, usize)> = articles
            .iter()
            .enumerate()
            .map(|(nth, article)| {
                (place(&outlets, article.outlet), place(&stories, article.story), nth)
            })
            .collect();
        order.sort_unstable();
        let mut units: Vec<Unit> = Vec::new();
        let mut unit_of = vec![0; articles.len()];
        for (outlet, story, nth) in order {
            if units.last().is_none_or(|last| (last.outlet, last.story) != (outlet, story)) {
                units.push(Unit { outlet, story, ..Unit::default() });
            }
            unit_of[nth] = units.len() as u32 - 1;
            if let Some(unit) = units.last_mut() {
                let tokens = u64::from(articles[nth].tokens);
                unit.n_articles += 1;
                unit.n_tokens += tokens;
                unit.tokens_squared = unit.tokens_squared.saturating_add(tokens * tokens);
            }
        }
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        (Units { outlets: owned(outlets), stories: owned(stories), units }, unit_of)
    }
}

impl Group {
    fn n_bytes(&self) -> usize {
        8 * self.terms.len() + size_of::<Counted>() * self.articles.len()
    }

    fn earlier_bytes(&self) -> usize {
        self.earlier.iter().map(Vec::len).sum()
    }
}

/// One profile of several of the same options; none of none.
fn one(mut profiles: Vec<Vec<u8>>) -> Option<Vec<u8>> {
    if profiles.len() < 2 {
        return profiles.pop();
    }
    let image = |bytes: Vec<u8>| {
        Image::new(Stored::Bytes(bytes.into()), "memory".into())
            .expect("what was just written is whole")
    };
    let images: Vec<Image> = profiles.into_iter().map(image).collect();
    let images: Vec<&Image> = images.iter().collect();
    Some(merge(&images, Vec::new(), "memory").expect("profiles of the same options fit together"))
}

#[cfg(test)]
mod tests {
    use super::super::{By, Profiler};
    use super::*;

    const TEXTS: [&str; 5] = [
        "Harbour dues rise. The harbour rises, and dues with it.",
        "Ships pay more for the quay",
        "",
        "the of and",
        "Östra waits; ÖSTRA waited for ships, ships and ships.",
    ];

    /// Group, outlet, story and text of the nth article.
    fn article(nth: usize) -> (usize, String, String, &'static str) {
        let outlet = format!(" outlet-{} ", nth * 7 % 3);
        (nth * nth % 11, outlet, format!("story-{}", nth % 4), TEXTS[nth * 3 % 5])
    }

    #[test]
    fn each_group_has_the_bytes_of_a_profiler_of_its_own() {
        for options in [Options::default(), Options::default().by(By::Outlet)] {
            // Limits at which groups are put in order after every article, after some and never.
            for collected in [0, 300, 20_000, COLLECTED] {
                let mut grouped = Grouped { collected, ..Grouped::new(&options) };
                let mut alone: Vec<Option<Profiler>> = Vec::new();
                for (group, outlet, story, text) in (0..120).map(article) {
                    grouped.add(group, &outlet, &story, text);
                    alone.resize_with(alone.len().max(group + 1), || None);
                    alone[group]
                        .get_or_insert_with(|| Profiler::new(&options))
                        .add(&outlet, &story, text);
                }
                let expected: Vec<Option<Vec<u8>>> = alone
                    .into_iter()
                    .map(|profiler| Some(profiler?.finish().to_bytes().unwrap()))
                    .collect();
                assert!(expected.iter().any(Option::is_none) && expected.len() > 5);
                let mut found = grouped.take(2);
                found.extend(grouped.take(expected.len() - 2));
                assert_eq!(found, expected, "{collected}");
                assert_eq!((grouped.take(1), grouped.n_bytes), (vec![None], 0), "{collected}");
            }
        }
    }
}
