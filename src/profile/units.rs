//! The outlets, the stories, and the sums of the articles of each outlet on each story.

use std::io::{self, Read, Write};

use super::frame::{FrameReader, Frames};
use super::varint::{put, take};

/// The articles of one outlet on one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Unit {
    /// The outlet's place in [`Profile::outlets`](super::Profile::outlets).
    pub outlet: u32,
    /// The story's place in [`Profile::stories`](super::Profile::stories).
    pub story: u32,
    /// Number of articles.
    pub n_articles: u64,
    /// Words that count, over the articles.
    pub n_tokens: u64,
    /// Their squares.
    pub tokens_squared: u64,
}

/// What is counted by: sorted names, and the units in the order of outlet and story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Units {
    pub outlets: Vec<String>,
    pub stories: Vec<String>,
    pub units: Vec<Unit>,
}

impl Units {
    pub fn n_articles(&self) -> u64 {
        self.units.iter().map(|unit| unit.n_articles).sum()
    }

    pub fn n_tokens(&self) -> u64 {
        self.units.iter().map(|unit| unit.n_tokens).sum()
    }

    /// The units of all, and for each the numbers that its units have there. `None` where a sum overflows.
    pub fn union(all: &[&Units]) -> Option<(Units, Vec<Vec<u32>>)> {
        let (outlets, outlet_maps) = names(all.iter().map(|units| &units.outlets[..]));
        let (stories, story_maps) = names(all.iter().map(|units| &units.stories[..]));
        let mut maps: Vec<Vec<u32>> = all.iter().map(|units| vec![0; units.units.len()]).collect();
        let mut here: Vec<(Unit, u32, u32)> = Vec::new();
        for (nth, units) in all.iter().enumerate() {
            for (at, unit) in units.units.iter().enumerate() {
                let outlet = outlet_maps[nth][unit.outlet as usize];
                let story = story_maps[nth][unit.story as usize];
                here.push((Unit { outlet, story, ..*unit }, nth as u32, at as u32));
            }
        }
        here.sort_by_key(|(unit, ..)| (unit.outlet, unit.story));
        let mut units: Vec<Unit> = Vec::new();
        for (unit, nth, at) in here {
            match units.last_mut() {
                Some(last) if (last.outlet, last.story) == (unit.outlet, unit.story) => {
                    last.n_articles = last.n_articles.checked_add(unit.n_articles)?;
                    last.n_tokens = last.n_tokens.checked_add(unit.n_tokens)?;
                    last.tokens_squared = last.tokens_squared.checked_add(unit.tokens_squared)?;
                }
                _ => units.push(unit),
            }
            maps[nth as usize][at as usize] = u32::try_from(units.len() - 1).ok()?;
        }
        Some((Units { outlets, stories, units }, maps))
    }

    /// Writes outlets, stories and units; gives the length.
    pub fn write(&self, out: impl Write, stream: u32) -> io::Result<u64> {
        let mut frames = Frames::new(out, stream);
        for names in [&self.outlets, &self.stories] {
            put(&mut frames.frame, names.len() as u64);
            let mut previous = "";
            for name in names {
                put_name(&mut frames.frame, previous.as_bytes(), name.as_bytes());
                frames.entry()?;
                previous = name;
            }
        }
        put(&mut frames.frame, self.units.len() as u64);
        let (mut outlet, mut story) = (0, 0);
        for unit in &self.units {
            // The story's distance, 0 where a further outlet begins.
            while outlet < unit.outlet {
                put(&mut frames.frame, 0);
                (outlet, story) = (outlet + 1, 0);
            }
            put(&mut frames.frame, u64::from(unit.story + 1 - story));
            story = unit.story + 1;
            put(&mut frames.frame, unit.n_articles - 1);
            put(&mut frames.frame, unit.n_tokens);
            if unit.n_articles > 1 {
                put(&mut frames.frame, unit.tokens_squared);
            }
            frames.entry()?;
        }
        Ok(frames.finish()?.1)
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(input: impl Read, stream: u32, length: u64) -> Result<Units, String> {
        let mut input = Entries(FrameReader::new(input, stream, length));
        let mut lists = [Vec::new(), Vec::new()];
        for list in &mut lists {
            let n = input.number()?;
            let mut name = Vec::new();
            for nth in 0..n {
                let before = name.clone();
                input.name(&mut name)?;
                if nth > 0 && before >= name {
                    return Err("names out of order".into());
                }
                let name = std::str::from_utf8(&name).map_err(|_| "a name that is no text")?;
                list.push(name.to_owned());
            }
        }
        let [outlets, stories] = lists;
        let n = input.number()?;
        let mut units = Vec::new();
        let (mut outlet, mut story) = (0_u32, 0_u32);
        while (units.len() as u64) < n {
            let step = input.number()?;
            if step == 0 {
                (outlet, story) = (outlet.checked_add(1).ok_or("too many outlets")?, 0);
                continue;
            }
            let next = u64::from(story) + step;
            if outlet as usize >= outlets.len() || next > stories.len() as u64 {
                return Err("a unit without a name".into());
            }
            story = u32::try_from(next).map_err(|_| "too many stories")?;
            let n_articles = input.number()?.checked_add(1).ok_or("too many articles")?;
            let n_tokens = input.number()?;
            let tokens_squared = match n_articles {
                1 => n_tokens.checked_mul(n_tokens).ok_or("too many words")?,
                _ => input.number()?,
            };
            let unit = Unit { outlet, story: story - 1, n_articles, n_tokens, tokens_squared };
            units.push(unit);
        }
        input.end()?;
        u32::try_from(units.len()).map_err(|_| "too many units")?;
        let sum = |of: fn(&Unit) -> u64| {
            units.iter().try_fold(0_u64, |sum, unit| sum.checked_add(of(unit)))
        };
        if sum(|unit| unit.n_articles).is_none() || sum(|unit| unit.n_tokens).is_none() {
            return Err("sums beyond 64 bits".into());
        }
        Ok(Units { outlets, stories, units })
    }
}

/// Reads entries that lie in one frame each.
pub(super) struct Entries<R>(pub FrameReader<R>);

impl<R: Read> Entries<R> {
    #[inline]
    pub fn number(&mut self) -> Result<u64, String> {
        let mut rest = self.0.rest()?;
        let number = take(&mut rest).ok_or("a number that is none")?;
        let left = rest.len();
        self.0.keep(left);
        Ok(number)
    }

    /// Reads a name over the one before it.
    pub fn name(&mut self, name: &mut Vec<u8>) -> Result<(), String> {
        let mut rest = self.0.rest()?;
        let shared = take(&mut rest).ok_or("a number that is none")?;
        let length = take(&mut rest).ok_or("a number that is none")?;
        let shared = usize::try_from(shared).ok().filter(|&shared| shared <= name.len());
        let length = usize::try_from(length).ok().filter(|&length| length <= rest.len());
        let (Some(shared), Some(length)) = (shared, length) else {
            return Err("a name that is longer than its frame".into());
        };
        name.truncate(shared);
        name.extend_from_slice(&rest[..length]);
        let left = rest.len() - length;
        self.0.keep(left);
        Ok(())
    }

    pub fn is_at_end(&mut self) -> Result<bool, String> {
        Ok(self.0.rest()?.is_empty())
    }

    pub fn end(&mut self) -> Result<(), String> {
        if self.is_at_end()? { Ok(()) } else { Err("more than was announced".into()) }
    }
}

/// Appends a name as what it shares with the one before it and what follows.
pub(super) fn put_name(out: &mut Vec<u8>, before: &[u8], name: &[u8]) {
    let shared = before.iter().zip(name).take_while(|(a, b)| a == b).count();
    put(out, shared as u64);
    put(out, (name.len() - shared) as u64);
    out.extend_from_slice(&name[shared..]);
}

/// All names in order, and for each list the places that its names have there.
fn names<'n>(lists: impl Iterator<Item = &'n [String]> + Clone) -> (Vec<String>, Vec<Vec<u32>>) {
    let mut all: Vec<&str> = lists.clone().flatten().map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    let place = |name: &String| all.partition_point(|other| *other < name.as_str()) as u32;
    let maps = lists.map(|list| list.iter().map(place).collect()).collect();
    (all.into_iter().map(str::to_owned).collect(), maps)
}
