//! From articles to a comparison, stage by stage.

use rayon::prelude::*;

use super::blindspots::blindspots;
use super::distinctive::{Distinctive, is_own_name};
use super::evidence::evidence;
use super::frames::Frames;
use super::groups::{GroupOptions, Grouping, groups};
use super::habits::{Habit, Habits, Tables, habits};
use super::manner::{Own, Sources};
use super::naming::Naming;
use super::options::Options;
use super::outlet_profile::{NotCompared, OutletProfile, lengths, not_compared};
use super::result::{Blindspot, Comparison, SCHEMA, StorySummary};
use super::shared_copy::{AgencyCopy, SharedCopy, differences};
use super::speech::{attributed, attributed_places, heard};
use super::spellings::house_spellings;
use super::theme::Material;
use super::told::{Told, told};
use super::voices::voices;
use super::word_table::WordTable;
use crate::article::{ArticleId, Corpus, OutletId, StoryId};
use crate::clean::{Masks, Reason, Syndication, name_sequences, own_name_terms};
use crate::contrast::{Emphasis, Pair, Prior, log_odds};
use crate::count::{Counts, Feature, PhraseOptions, SentenceIndex, SentenceRef, phrases, terms};
use crate::error::{Error, Result};
use crate::framing::{Builtin, Inventory};
use crate::stats::SplitHalf;
use crate::stats::halves::split_half;
use crate::token::{NormalizerBuilder, TermId, TokenizedCorpus};
use crate::voice::{ActorFinder, Actors, Gazetteer};
use crate::wording::{Statement, statements};

/// Settings for a [`Comparison`].
///
/// ```
/// use parallax::token::{Normalizer, Stemming};
/// use parallax::{Article, Comparison, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let comparison = Comparison::builder()
///     .normalizer(Normalizer::builder().stemming(Stemming::None))
///     .min_words(50)
///     .build(&corpus)?;
/// assert_eq!(comparison.options.min_words, 50);
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonBuilder {
    options: Options,
    inventories: Vec<Inventory>,
}

impl Default for ComparisonBuilder {
    fn default() -> Self {
        let builtin = [Builtin::PolicyFrames, Builtin::NewsFrames];
        let inventories = builtin.iter().map(|builtin| builtin.inventory().clone()).collect();
        ComparisonBuilder { options: Options::default(), inventories }
    }
}

impl ComparisonBuilder {
    /// Language, stemming and stop words.
    pub fn normalizer(mut self, normalizer: NormalizerBuilder) -> Self {
        self.options.normalizer = normalizer;
        self
    }

    /// How many counted words an outlet needs to be compared; 120 by default.
    pub fn min_words(mut self, min_words: u32) -> Self {
        self.options.min_words = min_words;
        self
    }

    /// The seed of everything drawn at random; 0 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.options.seed = seed;
        self
    }

    /// The most themes for each outlet; 5 by default.
    pub fn max_themes(mut self, max_themes: usize) -> Self {
        self.options.max_themes = max_themes;
        self
    }

    /// How text that several outlets print in the same words is counted; once by default.
    pub fn agency_copy(mut self, agency_copy: AgencyCopy) -> Self {
        self.options.agency_copy = agency_copy;
        self
    }

    /// The most words of the account of what happened in a story; 110 by default.
    pub fn account_words(mut self, account_words: usize) -> Self {
        self.options.account_words = account_words;
        self
    }

    /// The frames that are looked for; the policy frames and the generic news frames by default.
    pub fn inventories(mut self, inventories: impl IntoIterator<Item = Inventory>) -> Self {
        self.inventories = inventories.into_iter().collect();
        self
    }

    /// Compares groups of outlets as well, by an attribute of the outlets or by the group that their
    /// records name.
    ///
    /// ```
    /// use parallax::comparison::{GroupHabits, Grouping};
    /// use parallax::{Article, Comparison, Corpus, OutletTable};
    ///
    /// let mut table = OutletTable::builtin();
    /// table.add_attributes("outlet,country\na,Atlantis\nb,Lyonesse\n", "attributes.csv")?;
    /// let articles = [Article::new("a", "", "One word."), Article::new("b", "", "Two words.")];
    /// let corpus = Corpus::with_outlets(articles, &table);
    /// let comparison = Comparison::builder().group_outlets_by("country").build(&corpus)?;
    /// let groups = comparison.groups.unwrap();
    /// assert_eq!(groups.groups[0].name, "Atlantis");
    /// assert!(matches!(groups.groups[0].habits, GroupHabits::NotTestable(_)), "two articles");
    /// # Ok::<(), parallax::Error>(())
    /// ```
    pub fn group_outlets_by(mut self, by: impl Into<Grouping>) -> Self {
        self.options.group_by = Some(by.into());
        self
    }

    /// Only these groups are compared with each other; all by default.
    pub fn only_groups(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.options.groups = names.into_iter().map(Into::into).collect();
        self
    }

    /// Names that you know: actors that the crate would miss or take for something else.
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.options.gazetteer = gazetteer;
        self
    }

    /// All options at once. The inventories stay as they are.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Compares the outlets of a corpus.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`] where the corpus holds no article or fewer than two outlets.
    pub fn build(self, corpus: &Corpus) -> Result<Comparison> {
        let mut options = self.options;
        options.inventories =
            self.inventories.iter().map(|inventory| inventory.key.clone()).collect();
        at_least_two_outlets(corpus)?;

        let tokenized = TokenizedCorpus::new(corpus, options.normalizer.clone().build());
        let with_copy = Masks::keeping_copy(corpus, &tokenized);
        let syndication = Syndication::new(corpus, &tokenized, &with_copy);
        let own_words = with_copy.without_copy(corpus, &tokenized, &syndication);
        let told_once = with_copy.with_copy_once(corpus, &tokenized, &syndication);
        let (masks, other_masks) = match options.agency_copy {
            AgencyCopy::Once => (&own_words, &with_copy),
            AgencyCopy::Everywhere => (&with_copy, &own_words),
        };
        let words = terms(corpus, &tokenized, masks);
        let phrases = phrases(corpus, &tokenized, masks, PhraseOptions::default());
        let index = SentenceIndex::new(corpus, &tokenized, masks);
        let other_index =
            (own_words != with_copy).then(|| SentenceIndex::new(corpus, &tokenized, other_masks));
        let naming = Naming::new(corpus, &tokenized);

        let stories: Vec<StoryId> = corpus.story_ids().collect();
        let lengths = lengths(corpus, &words, corpus.article_ids());
        let not_compared = not_compared(corpus, &lengths, &options);
        let ranked = words.trimmed(3, 1);
        let tables = [&ranked, &phrases];
        let material = Material {
            corpus,
            tokenized: &tokenized,
            index: &index,
            tables: &tables,
            naming: &naming,
        };
        let manner = || {
            let heard = heard(corpus, &tokenized);
            let speech = attributed(corpus, &tokenized, masks, &heard);
            let spoken = attributed_places(&speech);
            let frames = Frames::new(corpus, &tokenized, masks, &self.inventories, &spoken);
            let finder = ActorFinder::with_gazetteer(corpus, &tokenized, &options.gazetteer);
            let finder = finder.masked(masks);
            let actors: Vec<Actors> =
                stories.par_iter().map(|&story| finder.story(story)).collect();
            let own = Own::new(&Sources {
                corpus,
                tokenized: &tokenized,
                masks,
                heard: &heard,
                attributed: &speech,
                actors: &actors,
            });
            let voices = voices(corpus, &tokenized, masks, &speech, &actors, &own);
            let min_tokens = options.min_habit_tokens;
            let tested = Tables::new(&material, (&frames, &own), &ranked, &phrases, min_tokens);
            let outlets = profiles(&tested, &lengths, &not_compared, &options);
            let groups = options.group_by.as_ref().map(|by| {
                let (only, level, seed) = (&options.groups[..], options.habit_level, options.seed);
                groups(&tested, &GroupOptions { by, only, level, seed })
            });
            (voices, outlets, groups)
        };
        let matter = || {
            let length = (options.account_words, options.account_sentences);
            let tell = |&story: &StoryId| {
                let shared = statements(corpus, &tokenized, &told_once, story);
                let told = told(corpus, &tokenized, &told_once, &naming, (story, &shared), length);
                (shared, told)
            };
            stories.par_iter().map(tell).collect::<Vec<(Vec<Statement>, Told)>>()
        };
        // Neither needs the other, and on one story each keeps a single core busy.
        let ((voices, outlets, groups), told) = rayon::join(manner, matter);
        let (shared, stories_told): (Vec<Vec<Statement>>, Vec<Told>) = told.into_iter().unzip();

        let mut shared_copy = SharedCopy::new(corpus, &tokenized, &syndication);
        if let Some(other) = &other_index {
            shared_copy.differences =
                differences(&material, (other_masks, other), &outlets, &options);
        }
        // Nobody leaves out what stands in the agency copy that it prints.
        let printed = match options.agency_copy {
            AgencyCopy::Once => other_index.as_ref().unwrap_or(&index),
            AgencyCopy::Everywhere => &index,
        };
        // Single words are too many and too loose to be missed; a phrase names something.
        let phrase_places: Vec<(&Feature, Vec<SentenceRef>)> =
            phrases.features().iter().zip(index.features(phrases.features())).collect();
        let blindspots: Vec<Vec<Blindspot>> = stories
            .par_iter()
            .zip(&shared)
            .map(|(&story, shared)| {
                blindspots(&material, printed, &words, &phrase_places, story, shared, &options)
            })
            .collect();
        let mut blindspots: Vec<Blindspot> = blindspots.into_iter().flatten().collect();
        blindspots.sort_by(|a, b| {
            let key = |spot: &Blindspot| {
                (spot.story, spot.outlet.clone(), spot.citations.first().copied())
            };
            a.chance.total_cmp(&b.chance).then_with(|| key(a).cmp(&key(b)))
        });
        let statements: Vec<Statement> = shared.into_iter().flatten().collect();

        let cited =
            outlets.iter().flat_map(|profile| &profile.themes).flat_map(|theme| &theme.citations);
        let framed =
            outlets.iter().flat_map(|profile| &profile.frames).flat_map(|frame| &frame.citations);
        let habitual = outlets.iter().flat_map(|profile| match &profile.habits {
            Habits::Tested { found, .. } => found.as_slice(),
            Habits::NotTestable(_) => &[],
        });
        let grouped = groups.iter().flat_map(|groups| &groups.groups);
        let habitual = habitual.chain(grouped.flat_map(|group| group.habits.all()));
        let habitual = habitual.flat_map(|habit: &Habit| &habit.citations);
        let tellings =
            statements.iter().flat_map(|statement| &statement.tellings).map(|telling| &telling.at);
        let missing = blindspots.iter().flat_map(|spot| &spot.citations);
        let word_table = (stories.len() == 1).then(|| WordTable::new(&material, &words, &outlets));
        let shown = word_table.iter().flat_map(WordTable::citations);
        let heard = voices.citations();
        let parts = stories_told.iter().flat_map(Told::citations);
        let (sources, passages) = evidence(
            corpus,
            cited
                .chain(habitual)
                .chain(framed)
                .chain(tellings)
                .chain(missing)
                .chain(heard)
                .chain(parts)
                .chain(shown)
                .copied()
                .chain(shared_copy.citations()),
        );
        let (mut accounts, mut timeline, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
        let (mut headlines, mut wordings, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        for told in stories_told {
            accounts.push(told.account);
            timeline.extend(told.timeline);
            remarks.extend(told.remarks);
            headlines.extend(told.headlines);
            wordings.extend(told.wordings);
            slots.extend(told.slots);
        }
        Ok(Comparison {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            notices: corpus.notices().into_iter().map(str::to_owned).collect(),
            stories: stories.iter().map(|&story| summary(corpus, story)).collect(),
            set_aside: masks.summary(),
            share_set_aside: masks.share(Reason::is_no_reporting),
            share_labels: masks.share(|reason| reason == Reason::Label),
            share_copy: masks.share(Reason::is_copy),
            shared_copy,
            spellings: house_spellings(corpus, &tokenized),
            slugs: corpus.outlets().iter().map(|outlet| outlet.slug.clone()).collect(),
            options,
            outlets,
            groups,
            statements,
            accounts,
            timeline,
            remarks,
            headlines,
            wordings,
            slots,
            blindspots,
            voices,
            word_table,
            not_compared,
            sources,
            passages,
        })
    }
}

fn at_least_two_outlets(corpus: &Corpus) -> Result<()> {
    let what = match (corpus.articles().len(), corpus.outlets()) {
        (0, _) => "there is no article to compare".to_owned(),
        (n_articles, [only]) => {
            format!("all {n_articles} articles are from one outlet, {}", only.name)
        }
        _ => return Ok(()),
    };
    Err(Error::TooLittle {
        what,
        remedy: "a comparison needs articles of at least two outlets".into(),
    })
}

fn summary(corpus: &Corpus, story: StoryId) -> StorySummary {
    let found = corpus.story(story);
    let mut outlets: Vec<OutletId> =
        found.articles.iter().map(|&id| corpus.outlet_of(id)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let published = found.articles.iter().filter_map(|&id| corpus.article(id).published);
    let mut days: Vec<_> = published.map(|published| published.date()).collect();
    days.sort_unstable();
    StorySummary {
        title: found.title.clone(),
        n_articles: found.articles.len() as u32,
        n_outlets: outlets.len() as u32,
        carried_by: outlets,
        days: days.first().copied().zip(days.last().copied()),
    }
}

fn profiles(
    tested: &Tables<'_>,
    lengths: &[u32],
    not_compared: &[NotCompared],
    options: &Options,
) -> Vec<OutletProfile> {
    let &Tables { material, frames, .. } = tested;
    let corpus = material.corpus;
    let emphases: Vec<Emphasis<'_>> =
        material.tables.iter().map(|table| Emphasis::new(table)).collect();
    let frame_emphasis = frames.emphasis();
    let ids: Vec<OutletId> = corpus.outlet_ids().collect();
    let mut profiles: Vec<OutletProfile> = ids
        .into_par_iter()
        .map(|id| {
            let outlet = corpus.outlet(id);
            let own: Vec<ArticleId> = corpus.articles_of(id).collect();
            let mut stories: Vec<StoryId> =
                own.iter().map(|&article| corpus.story_of(article)).collect();
            stories.sort_unstable();
            stories.dedup();
            let compared = !not_compared.iter().any(|other| other.outlet() == outlet.slug);
            let found = compared.then(|| Distinctive::of(material, &emphases, id, &own, options));
            let Distinctive { features, themes } = found.unwrap_or_default();
            let framed = if compared { frame_emphasis.of(&outlet.slug) } else { Vec::new() };
            let own_name = own_name_terms(outlet, material.tokenized.vocabulary());
            let names = name_sequences(outlet, material.tokenized.vocabulary());
            let skip = |habit: &Habit, terms: &[TermId]| {
                is_own_name(material, &own_name, &habit.key)
                    || habit.shown.chars().any(char::is_uppercase)
                        && names.iter().any(|name| terms.windows(name.len()).any(|run| run == name))
            };
            let habits = habits(tested, id, skip, options.habit_level, options.seed);
            OutletProfile {
                null: null(tested.words, &own, options),
                habits,
                frames: frames.of(&own, framed),
                listed: !outlet.aliases.is_empty(),
                slug: outlet.slug.clone(),
                name: outlet.name.clone(),
                n_articles: own.len() as u32,
                n_stories: stories.len() as u32,
                n_words: lengths[id.index()],
                features: features.into_iter().take(options.max_features).collect(),
                themes,
            }
        })
        .collect();
    profiles.sort_by(|a, b| b.n_words.cmp(&a.n_words).then_with(|| a.slug.cmp(&b.slug)));
    profiles
}

/// Fewer articles have no halves worth comparing.
const FEWEST_TO_HALVE: usize = 8;

/// The largest ranking scores between random halves of one outlet's articles.
fn null(words: &Counts, own: &[ArticleId], options: &Options) -> Option<SplitHalf> {
    let own: Vec<u32> = own.iter().map(|id| id.0).collect();
    let n_splits = if own.len() < FEWEST_TO_HALVE { 0 } else { options.null_splits };
    let n_features = words.features().len();
    split_half(words.matrix(), words.exposure(), &own, n_splits, options.seed, |halves| {
        let pair = Pair::new(halves.a, halves.b, halves.n1, halves.n2);
        log_odds::score(&pair, n_features, Prior::default()).map(|odds| odds.z())
    })
}
