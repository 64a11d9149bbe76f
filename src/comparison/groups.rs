//! What groups of outlets do as a rule, by any attribute that the user supplies: country, owner, lean.
//!
//! The same engine as for single outlets, with groups in their place: articles are exchanged between the
//! groups inside each story. That alone would take the habits of one large outlet for its group's, so every
//! finding is tested again with the outlet left out that uses the feature most. What does not survive that, or
//! is used by hardly anybody else, is listed apart as the habit of that outlet; and so are outlets' names.
//!
//! It misleads where a group has few outlets: then it says how these outlets differ, and no more.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::habits::{Habit, Sides, Tables};
use super::largest_outlet::{Spread, without_largest};
use crate::article::{ArticleId, Corpus, OutletId};
use crate::clean::{name_sequences, own_name_terms};
use crate::stats::{EmphasisOptions, Estimate, NotTestable};
use crate::token::TermId;

/// Where the group of an article comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Grouping {
    /// The group that the article's record names.
    Record,
    /// An attribute of the article's outlet, such as `country`.
    Attribute(String),
}

impl From<&str> for Grouping {
    fn from(attribute: &str) -> Self {
        Grouping::Attribute(attribute.to_owned())
    }
}

impl Grouping {
    /// The group of an article, where it has one.
    pub fn of<'c>(&self, corpus: &'c Corpus, article: ArticleId) -> Option<&'c str> {
        let found = match self {
            Grouping::Record => corpus.article(article).group.as_deref(),
            Grouping::Attribute(name) => {
                corpus.outlet(corpus.outlet_of(article)).attributes.get(name).map(String::as_str)
            }
        };
        found.map(str::trim).filter(|name| !name.is_empty())
    }
}

/// Groups of outlets set against each other on the same stories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Groups {
    /// What they were grouped by.
    pub by: Grouping,
    /// The groups by name.
    pub groups: Vec<Group>,
    /// Articles that belong to none of them and were left out.
    pub n_without: u32,
}

/// One group of outlets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Group {
    /// The value of the attribute that its outlets share.
    pub name: String,
    /// Its outlets, those with most articles first: slug and number of articles.
    pub outlets: Vec<(String, u32)>,
    /// The number of its articles.
    pub n_articles: u32,
    /// What it does as a rule, or why that cannot be tested.
    pub habits: GroupHabits,
}

/// What came of asking for a group's habits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupHabits {
    /// Features were tested.
    Tested {
        /// How many words, phrases and frames could be tested.
        n_tested: u32,
        /// What the group gives more space to, whichever of its outlets is left out.
        found: Vec<GroupHabit>,
        /// What is no habit of the group once the outlet that uses it most is left out.
        of_one_outlet: Vec<GroupHabit>,
        /// Names of the outlets that are compared.
        names: Vec<GroupHabit>,
    },
    /// Nothing was tested, because of the reason given. It never means that there is no difference.
    NotTestable(NotTestable),
}

impl GroupHabits {
    /// Every feature that passed, whether the group's, one outlet's or a name.
    pub fn all(&self) -> impl Iterator<Item = &Habit> {
        let lists = match self {
            GroupHabits::Tested { found, of_one_outlet, names, .. } => {
                [found.as_slice(), of_one_outlet, names]
            }
            GroupHabits::NotTestable(_) => [&[][..]; 3],
        };
        lists.into_iter().flatten().map(|found| &found.habit)
    }
}

impl fmt::Display for GroupHabits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GroupHabits::Tested { n_tested, found, of_one_outlet, names } => write!(
                f,
                "{} of {n_tested} words, phrases and frames; {} more belong to one outlet, {} to outlets\u{2019} names",
                found.len(),
                of_one_outlet.len(),
                names.len()
            ),
            GroupHabits::NotTestable(NotTestable::TooFewArticles { n_pairs, needed, .. }) => {
                write!(f, "{n_pairs} pairs of articles on the same stories, {needed} needed")
            }
            GroupHabits::NotTestable(_) => f.write_str("too few arrangements of the articles"),
        }
    }
}

/// A feature that a group gives more space to, and how much of that is one outlet's doing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupHabit {
    /// The feature and its error rates.
    pub habit: Habit,
    /// Outlets of the group that use it.
    pub n_outlets: u32,
    /// The slug of the outlet of the group with most of its occurrences.
    pub largest_outlet: String,
    /// That outlet's share of the group's occurrences, from 0 to 1.
    pub largest_share: f64,
    /// The result without that outlet; `None` where nothing is left to test.
    pub without_largest: Option<WithoutLargest>,
}

/// The result with the outlet left out that uses the feature most.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WithoutLargest {
    /// The stratified log2 ratio of rates that remains.
    pub log2_ratio: Estimate,
    /// The two-sided p that remains.
    pub p: f64,
}

/// The result without the largest outlet has to reach this p. It is asked of features that passed a correction
/// for many tests already, so it is asked once.
const REMAINING_P: f64 = 0.05;
/// A habit of a group is seen in at least so many of its outlets.
const FEWEST_OUTLETS: u32 = 3;

/// What is asked for.
pub(super) struct GroupOptions<'a> {
    pub by: &'a Grouping,
    /// The groups that are compared; all where it is empty.
    pub only: &'a [String],
    pub level: f64,
    pub seed: u64,
}

/// Sets the groups against each other.
pub(super) fn groups(tables: &Tables<'_>, options: &GroupOptions<'_>) -> Groups {
    let corpus = tables.material.corpus;
    let asked = |name: &&str| {
        options.only.is_empty() || options.only.iter().any(|only| only.eq_ignore_ascii_case(name))
    };
    let label_of: Vec<Option<&str>> =
        corpus.article_ids().map(|id| options.by.of(corpus, id).filter(asked)).collect();
    let names: BTreeSet<&str> = label_of.iter().flatten().copied().collect();
    let names: Vec<&str> = names.into_iter().collect();
    let side = |label: &Option<&str>| {
        // Who is in no group takes no part, so the number is never looked at.
        label.and_then(|label| names.binary_search(&label).ok()).unwrap_or(names.len()) as u32
    };
    let sides = Sides {
        side: label_of.iter().map(side).collect(),
        takes_part: label_of.iter().map(Option::is_some).collect(),
    };
    // Of all outlets, because a side may name one that is on no side more often than the other does.
    let vocabulary = tables.material.tokenized.vocabulary();
    let own_names: HashSet<Vec<TermId>> =
        corpus.outlets().iter().flat_map(|outlet| name_sequences(outlet, vocabulary)).collect();
    let groups = names
        .par_iter()
        .enumerate()
        .map(|(number, name)| group(tables, &sides, (number as u32, name), &own_names, options));
    Groups {
        by: options.by.clone(),
        groups: groups.collect(),
        n_without: label_of.iter().filter(|label| label.is_none()).count() as u32,
    }
}

fn group(
    tables: &Tables<'_>,
    sides: &Sides,
    (number, name): (u32, &str),
    own_names: &HashSet<Vec<TermId>>,
    options: &GroupOptions<'_>,
) -> Group {
    let corpus = tables.material.corpus;
    let own = |id: &ArticleId| sides.side[id.index()] == number && sides.takes_part[id.index()];
    let mut n_of: BTreeMap<OutletId, u32> = BTreeMap::new();
    for id in corpus.article_ids().filter(own) {
        *n_of.entry(corpus.outlet_of(id)).or_default() += 1;
    }
    let slug = |id: OutletId| corpus.outlet(id).slug.clone();
    let mut outlets: Vec<(String, u32)> = n_of.iter().map(|(&id, &n)| (slug(id), n)).collect();
    outlets.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Group {
        name: name.to_owned(),
        n_articles: n_of.values().sum(),
        outlets,
        habits: habits(tables, sides, number, own_names, options),
    }
}

fn habits(
    tables: &Tables<'_>,
    sides: &Sides,
    number: u32,
    own_names: &HashSet<Vec<TermId>>,
    options: &GroupOptions<'_>,
) -> GroupHabits {
    let test = EmphasisOptions { seed: options.seed, ..EmphasisOptions::default() };
    let result = match tables.test(sides, number, options.level, &test) {
        Ok(result) => result,
        Err(reason) => return GroupHabits::NotTestable(reason),
    };
    let spread: Vec<Spread> = result
        .habits
        .iter()
        .map(|&(table, feature, _)| Spread::of(tables, sides, number, table, feature))
        .collect();
    let without = without_largest(tables, sides, number, &result.habits, &spread, &test);
    let (mut found, mut of_one_outlet, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let vocabulary = tables.material.tokenized.vocabulary();
    for (((table, number, habit), spread), without) in
        result.habits.into_iter().zip(spread).zip(without)
    {
        let outlet = tables.material.corpus.outlet(spread.largest);
        let terms = tables.counts[table].features()[number].terms();
        let remains = without
            .is_some_and(|without| without.p < REMAINING_P && without.log2_ratio.value > 0.0)
            && spread.n_outlets >= FEWEST_OUTLETS;
        let own = || own_name_terms(outlet, vocabulary);
        let name = !terms.is_empty()
            && (is_name(terms, &habit.shown, own_names)
                || !remains && terms.iter().all(|term| own().contains(term)));
        let habit = GroupHabit {
            habit,
            n_outlets: spread.n_outlets,
            largest_outlet: outlet.slug.clone(),
            largest_share: spread.share,
            without_largest: without,
        };
        match (name, remains) {
            (true, _) => names.push(habit),
            (false, true) => found.push(habit),
            (false, false) => of_one_outlet.push(habit),
        }
    }
    // The evidence that remains without the largest outlet is the group's own.
    found.sort_by(|a, b| {
        let key = |found: &GroupHabit| found.without_largest.map_or(1.0, |without| without.p);
        let worse = |found: &GroupHabit| found.habit.p.max(key(found));
        worse(a).total_cmp(&worse(b)).then_with(|| a.habit.key.cmp(&b.habit.key))
    });
    GroupHabits::Tested { n_tested: result.n_tested, found, of_one_outlet, names }
}

/// Whether words are an outlet's whole name. Of names that are words of the language as well ("Time"), only
/// those are that are mostly written with a capital.
fn is_name(terms: &[TermId], shown: &str, own_names: &HashSet<Vec<TermId>>) -> bool {
    own_names.contains(terms) && shown.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Outlet, OutletTable};
    use crate::comparison::Comparison;

    /// Sixty stories. Of three outlets on either side one covers each story in turn. All of the east write
    /// "bridge" more often; one of them alone writes "harbour" again and again, and each its own name.
    fn corpus() -> Corpus {
        let words = ["market", "school", "theatre", "garden", "tunnel", "castle", "orchard"];
        // No five words in a row stand in two articles: that would be copy.
        let filler = |seed: usize| {
            let word =
                |n: usize| format!("{} s{seed}n{n}", words[(seed * 31 + n * 17 + n * n) % 7]);
            (0..40).map(word).collect::<Vec<_>>().join(" ")
        };
        let article = |side: &str, story: usize| {
            let n = story % 3;
            let name = ["Alder", "Birch", "Cedar"][n];
            let bridges = if side == "east" { "bridge bridge bridge" } else { "bridge" };
            let harbour =
                if side == "east" && n == 0 { "harbour harbour harbour" } else { "harbour" };
            let seed = story * 2 + usize::from(side == "east");
            let body =
                format!("{bridges} lot{seed} {harbour} {name} {name}{side} {}.", filler(seed));
            Article::new(format!("{name}{side}"), "", body).with_story(format!("story {story}"))
        };
        let mut table = OutletTable::empty();
        for side in ["east", "west"] {
            for name in ["Alder", "Birch", "Cedar"] {
                let outlet = Outlet::new(format!("{name}{side}")).with_attribute("side", side);
                table.add(outlet).unwrap();
            }
        }
        let articles = (0..60).flat_map(|story| [article("east", story), article("west", story)]);
        Corpus::with_outlets(articles, &table)
    }

    fn keys(found: &[GroupHabit]) -> Vec<&str> {
        let words = found.iter().filter(|found| found.habit.key.split(' ').count() == 1);
        words.map(|found| found.habit.key.as_str()).collect()
    }

    #[test]
    fn a_habit_of_one_outlet_is_no_habit_of_its_group() {
        let builder = Comparison::builder().min_words(10).group_outlets_by("side");
        let groups = builder.build(&corpus()).unwrap().groups.unwrap();
        let [east, west] = &groups.groups[..] else { panic!("{:?}", groups.groups.len()) };
        assert_eq!((east.name.as_str(), east.n_articles, west.n_articles), ("east", 60, 60));
        let GroupHabits::Tested { found, of_one_outlet, names, .. } = &east.habits else {
            panic!("sixty stories are enough");
        };
        assert_eq!(keys(found), ["bridg"]);
        assert_eq!(keys(of_one_outlet), ["harbour"]);
        let mut names = keys(names);
        names.sort_unstable();
        assert_eq!(names, ["aldereast", "bircheast", "cedareast"]);
        let harbour = &of_one_outlet[0];
        assert_eq!((harbour.largest_outlet.as_str(), harbour.n_outlets), ("aldereast", 3));
        assert!((harbour.largest_share - 0.6).abs() < 1e-12, "sixty of a hundred");
        assert!(found[0].without_largest.unwrap().p < 0.05);
    }

    #[test]
    fn who_is_in_no_group_or_not_asked_for_takes_no_part() {
        let by = |only: &[&str]| {
            let builder = Comparison::builder().min_words(10).group_outlets_by("side");
            builder.only_groups(only.iter().copied()).build(&corpus()).unwrap().groups.unwrap()
        };
        let east = by(&["EAST"]);
        assert_eq!((east.groups.len(), east.n_without), (1, 60));
        assert!(matches!(
            east.groups[0].habits,
            GroupHabits::NotTestable(NotTestable::TooFewArticles { n_pairs: 0, .. })
        ));
        let builder = Comparison::builder().min_words(10).group_outlets_by(Grouping::Record);
        let none = builder.build(&corpus()).unwrap().groups.unwrap();
        assert_eq!((none.groups.len(), none.n_without), (0, 120));
    }
}
