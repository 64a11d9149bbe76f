//! What a comparison holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::builder::ComparisonBuilder;
use super::evidence::{Passage, Source};
use super::groups::Groups;
use super::options::Options;
use super::outlet_profile::{NotCompared, OutletProfile};
use super::shared_copy::SharedCopy;
use super::spellings::HouseSpelling;
use super::voices::Voices;
use super::word_table::WordTable;
use crate::article::{ArticleId, Citation, Corpus, OutletId};
use crate::clean::SetAsideShare;
use crate::error::Result;
use crate::stats::SplitHalf;
use crate::wording::{Account, Headline, Remark, Slot, Statement, TimelineDay, TwoWordings};

/// The name and version of the serialised form. The number rises when a field changes its meaning or goes.
pub const SCHEMA: &str = "parallax/comparison/1";

/// One story in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StorySummary {
    /// Its title; empty where the source filed the articles under no story.
    pub title: String,
    /// The number of articles.
    pub n_articles: u32,
    /// The number of outlets.
    pub n_outlets: u32,
    /// The outlets that cover it, in order.
    #[serde(default)]
    pub carried_by: Vec<OutletId>,
    /// The first and last day of publication, where any article is dated.
    pub days: Option<(Date, Date)>,
}

/// Something that most other outlets carry and one does not, although its length would lead one to expect it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Blindspot {
    /// The slug of the outlet.
    pub outlet: String,
    /// The number of the story.
    pub story: u32,
    /// The words that are missing, where it is a phrase; the statement's own words stand in the citations.
    pub phrase: Option<String>,
    /// How many other outlets carry it.
    pub n_carriers: u32,
    /// How many other outlets there are.
    pub n_others: u32,
    /// The chance that an outlet of this length leaves it out, from 0 to 1; see
    /// [`omissions`](crate::wording::omissions) for the model.
    pub chance: f64,
    /// The other outlets' passages, the most central one first. Never empty.
    pub citations: Vec<Citation>,
}

/// How the outlets of a corpus cover the same stories.
///
/// It owns everything that it reports, cited words included, so that it can be stored, sent and read
/// without the corpus.
///
/// ```
/// use parallax::{Article, Comparison, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("a", "", "The land is the price. Land for peace, and more land.").with_story("s"),
///     Article::new("b", "", "The deal is historic. A historic broker made the deal.").with_story("s"),
/// ]);
/// let comparison = Comparison::new(&corpus)?;
/// assert_eq!(comparison.outlets.len(), 2);
/// assert!(comparison.not_compared.len() == 2, "ten words are too few to compare");
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Name and version of the serialised form, [`SCHEMA`].
    pub schema: String,
    /// The version of the crate that made it.
    pub version: String,
    /// The options that it was made with.
    pub options: Options,
    /// Notices of the sources that have to be shown, such as that the articles are fictional.
    pub notices: Vec<String>,
    /// The stories, in the order of the corpus.
    pub stories: Vec<StorySummary>,
    /// The outlets, those with the most text first.
    pub outlets: Vec<OutletProfile>,
    /// Groups of outlets, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
    /// What several outlets tell alike, story by story, the most widely told first.
    pub statements: Vec<Statement>,
    /// What the outlets of each story tell in common, story by story.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The days that matter, story by story, in order of time.
    #[serde(default)]
    pub timeline: Vec<TimelineDay>,
    /// What the coverage asks, expects, explains and judges, story by story.
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// The headlines taken apart, story by story.
    #[serde(default)]
    pub headlines: Vec<Headline>,
    /// The same fact in two outlets' words, story by story; numbers that differ first.
    #[serde(default)]
    pub wordings: Vec<TwoWordings>,
    /// What the outlets call the same thing, story by story, the most used first.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// What an outlet leaves out, the least likely omission first.
    pub blindspots: Vec<Blindspot>,
    /// Who is named and who speaks.
    pub voices: Voices,
    /// How often each outlet uses the words of the story; `None` where there are several stories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word_table: Option<WordTable>,
    /// What was not counted, and why.
    pub set_aside: Vec<SetAsideShare>,
    /// The share of all words that was not counted because it is no reporting (house text, credits, datelines,
    /// markup), from 0 to 1.
    pub share_set_aside: f64,
    /// The share of all words that was not counted because it is a label in a fixed form inside a sentence of reporting, such
    /// as a politician's party and state, from 0 to 1.
    #[serde(default)]
    pub share_labels: f64,
    /// The share of all words that was not counted because it is a copy of what counts elsewhere, from 0 to 1.
    #[serde(default)]
    pub share_copy: f64,
    /// The copy that several outlets print: whose it is, who printed it, and what would be found with it.
    pub shared_copy: SharedCopy,
    /// Words that house styles write differently and that are counted as one, with who writes them how.
    #[serde(default)]
    pub spellings: Vec<HouseSpelling>,
    /// Outlets that could not be compared, and why.
    pub not_compared: Vec<NotCompared>,
    /// The cited articles in the order of the corpus.
    pub sources: Vec<Source>,
    /// The cited words in the order of the corpus.
    pub passages: Vec<Passage>,
    /// The slugs of the outlets that [`Statement`]s number.
    pub(crate) slugs: Vec<String>,
}

impl Comparison {
    /// Compares the outlets of a corpus with the default options.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`](crate::Error::TooLittle) where the corpus holds no article or fewer than two outlets.
    pub fn new(corpus: &Corpus) -> Result<Self> {
        Comparison::builder().build(corpus)
    }

    /// A comparison to be set up.
    pub fn builder() -> ComparisonBuilder {
        ComparisonBuilder::default()
    }

    /// The profile of an outlet, by slug.
    pub fn outlet(&self, slug: &str) -> Option<&OutletProfile> {
        self.outlets.iter().find(|profile| profile.slug == slug)
    }

    /// What chance alone would put on top: for every outlet with enough articles, the largest ranking scores of
    /// words between random halves of its own articles. A feature of an outlet whose
    /// [`log_odds_z`](crate::contrast::Contrast::log_odds_z) is no larger says nothing about the outlet.
    pub fn null(&self) -> impl Iterator<Item = (&OutletProfile, &SplitHalf)> {
        self.outlets.iter().filter_map(|profile| Some((profile, profile.null.as_ref()?)))
    }

    /// The slug of an outlet that a statement numbers.
    pub fn outlet_slug(&self, id: OutletId) -> &str {
        self.slugs.get(id.index()).map_or("", String::as_str)
    }

    /// The name of an outlet that a statement numbers.
    pub fn outlet_name(&self, id: OutletId) -> &str {
        let slug = self.outlet_slug(id);
        self.outlet(slug).map_or(slug, |profile| &profile.name)
    }

    /// The words at a citation of this comparison.
    pub fn words(&self, at: &Citation) -> Option<&str> {
        let found = self.passages.binary_search_by_key(at, |passage| passage.at).ok()?;
        Some(&self.passages[found].words)
    }

    /// A cited article.
    pub fn source(&self, article: ArticleId) -> Option<&Source> {
        let found = self.sources.binary_search_by_key(&article, |source| source.article).ok()?;
        Some(&self.sources[found])
    }
}
