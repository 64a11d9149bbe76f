//! A brief: chapters of claims, and the passages that they cite.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::words::folded;
use super::{
    Claim, agendas, behind_the_headline, blind_spots, headlines, how_we_got_here, key_players,
    method, open_questions, same_fact, topics, what_happened, what_the_papers_say,
};
use crate::article::{ArticleId, Citation};
use crate::comparison::{Comparison, Passage, Source};

/// The name and version of the serialised form. The number rises when a field changes its meaning or goes.
pub const SCHEMA: &str = "parallax/brief/1";

/// A section of the story page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Section {
    /// What most outlets tell alike.
    WhatHappened,
    /// What the coverage expects, explains and judges.
    BehindTheHeadline,
    /// What each outlet dwells on.
    WhatThePapersSay,
    /// The same fact in two outlets' words, and numbers that differ.
    SameFact,
    /// The headlines side by side.
    Headlines,
    /// The days that the coverage comes back to.
    HowWeGotHere,
    /// Who acts and speaks.
    KeyPlayers,
    /// What an outlet leaves out.
    BlindSpots,
    /// What the coverage asks and calls open.
    OpenQuestions,
    /// People, organisations and places.
    MoreOnTheseTopics,
    /// Of several stories, which an outlet covers and misses.
    Agendas,
    /// What was read, set aside and not compared.
    Method,
}

impl Section {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::WhatHappened => "What happened",
            Section::WhatThePapersSay => "What the papers say",
            Section::BehindTheHeadline => "Behind the headline",
            Section::SameFact => "Same fact, different words",
            Section::Headlines => "Headlines",
            Section::HowWeGotHere => "How we got here",
            Section::KeyPlayers => "Key players",
            Section::BlindSpots => "Blind spots",
            Section::OpenQuestions => "Open questions",
            Section::MoreOnTheseTopics => "More on these topics",
            Section::Agendas => "What each outlet covers",
            Section::Method => "Method",
        }
    }
}

/// Claims that belong together, such as those about one outlet or one story.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Group {
    /// The outlet or story, where the chapter has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The claims, the most telling first.
    pub claims: Vec<Claim>,
    /// Sentences about the procedure, such as that there was too little text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// One section with its groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    /// Which section.
    pub section: Section,
    /// Its groups.
    pub groups: Vec<Group>,
}

impl Chapter {
    /// All claims of the chapter.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.groups.iter().flat_map(|group| &group.claims)
    }
}

/// How long a brief is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct BriefOptions {
    /// The most statements under "What happened"; 5 by default.
    pub max_statements: usize,
    /// The most outlets treated at length; 12 by default. The others get a line.
    pub max_outlets: usize,
    /// The most claims for an outlet; 3 by default.
    pub max_claims: usize,
    /// The most blind spots for an outlet; 2 by default.
    pub max_blind_spots: usize,
    /// The most remarks of a kind: forecasts, causes, judgements, questions; 3 by default.
    pub max_remarks: usize,
    /// The most pairs of wordings of a kind; 3 by default.
    pub max_wordings: usize,
    /// The most days of the timeline; 8 by default, and half as many still to come.
    pub max_days: usize,
    /// The most people and bodies under "Key players"; 8 by default.
    pub max_players: usize,
    /// The most positions for each of them; 2 by default.
    pub max_positions: usize,
    /// The most places and things under "More on these topics"; 6 by default.
    pub max_topics: usize,
    /// The most stories treated one by one; 10 by default.
    pub max_stories: usize,
}

impl Default for BriefOptions {
    fn default() -> Self {
        BriefOptions {
            max_statements: 5,
            max_outlets: 12,
            max_claims: 3,
            max_blind_spots: 2,
            max_remarks: 3,
            max_wordings: 3,
            max_days: 8,
            max_players: 8,
            max_positions: 2,
            max_topics: 6,
            max_stories: 10,
        }
    }
}

/// The story page: sentences with the passages behind them.
///
/// ```
/// use parallax::{Article, Brief, Comparison, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("a", "", "The envoy said Russia had agreed to a protective pledge for Ukraine.").with_story("s"),
///     Article::new("b", "", "Russia has agreed to a protective pledge, the envoy said on Sunday.").with_story("s"),
/// ]);
/// let brief = Brief::new(&Comparison::new(&corpus)?);
/// for claim in brief.chapters.iter().flat_map(|chapter| chapter.claims()) {
///     assert!(claim.citations().iter().all(|at| brief.words(at).is_some()));
/// }
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Brief {
    /// Name and version of the serialised form, [`SCHEMA`].
    pub schema: String,
    /// The version of the crate that made it.
    pub version: String,
    /// The story, or what is compared where there are several.
    pub title: String,
    /// What was read, in one line.
    pub subtitle: String,
    /// Notices of the sources that have to be shown.
    pub notices: Vec<String>,
    /// The sections in reading order.
    pub chapters: Vec<Chapter>,
    /// The cited articles; a reference number is a place in this list, counted from 1.
    pub sources: Vec<Source>,
    /// The cited words.
    pub passages: Vec<Passage>,
}

impl Brief {
    /// Writes a comparison up with the default lengths.
    pub fn new(comparison: &Comparison) -> Self {
        Brief::with_options(comparison, BriefOptions::default())
    }

    /// Writes a comparison up.
    pub fn with_options(comparison: &Comparison, options: BriefOptions) -> Self {
        let sections = [
            (Section::WhatHappened, what_happened::groups(comparison, &options)),
            (Section::BehindTheHeadline, behind_the_headline::groups(comparison, &options)),
            (Section::WhatThePapersSay, what_the_papers_say::groups(comparison, &options)),
            (Section::SameFact, same_fact::groups(comparison, &options)),
            (Section::Headlines, headlines::groups(comparison, &options)),
            (Section::HowWeGotHere, how_we_got_here::groups(comparison, &options)),
            (Section::KeyPlayers, key_players::groups(comparison, &options)),
            (Section::BlindSpots, blind_spots::groups(comparison, &options)),
            (Section::OpenQuestions, open_questions::groups(comparison, &options)),
            (Section::MoreOnTheseTopics, topics::groups(comparison, &options)),
            (Section::Agendas, agendas::groups(comparison, &options)),
            (Section::Method, method::groups(comparison, &options)),
        ];
        // A section with neither a claim nor a note about why there is none falls away.
        let chapters: Vec<Chapter> = sections
            .into_iter()
            .filter(|(_, groups)| !groups.is_empty())
            .map(|(section, groups)| Chapter { section, groups })
            .collect();
        let cited: BTreeSet<Citation> = chapters
            .iter()
            .flat_map(Chapter::claims)
            .flat_map(|claim| claim.citations())
            .copied()
            .collect();
        let articles: BTreeSet<ArticleId> = cited.iter().map(|at| at.article).collect();
        let is_cited = |source: &&Source| articles.contains(&source.article);
        Brief {
            schema: SCHEMA.to_owned(),
            version: comparison.version.clone(),
            title: method::title(comparison),
            subtitle: method::subtitle(comparison),
            notices: comparison.notices.clone(),
            sources: comparison.sources.iter().filter(is_cited).cloned().collect(),
            passages: comparison
                .passages
                .iter()
                .filter(|p| cited.contains(&p.at))
                .cloned()
                .collect(),
            chapters,
        }
    }

    /// The words at a citation of this brief.
    pub fn words(&self, at: &Citation) -> Option<&str> {
        let found = self.passages.binary_search_by_key(at, |passage| passage.at).ok()?;
        Some(&self.passages[found].words)
    }

    /// The reference number of a citation, counted from 1, and its article.
    pub fn reference(&self, at: &Citation) -> Option<(usize, &Source)> {
        let found = self.sources.binary_search_by_key(&at.article, |source| source.article).ok()?;
        Some((found + 1, &self.sources[found]))
    }

    /// The passages to print under a claim, at most `most`, each with its reference number and article. A
    /// passage that the claim quotes or that an earlier one repeats is left out.
    pub fn evidence(&self, claim: &Claim, most: usize) -> Vec<(usize, &Source, &str)> {
        let mut told: Vec<String> = Vec::new();
        let mut shown = Vec::new();
        for at in claim.citations() {
            let (Some(words), Some((number, source))) = (self.words(at), self.reference(at)) else {
                continue;
            };
            let words_folded = folded(words);
            if shown.len() < most
                && !claim.text().contains(&words_folded)
                && !told.contains(&words_folded)
            {
                told.push(words_folded);
                shown.push((number, source, words));
            }
        }
        shown
    }

    /// One chapter.
    pub fn chapter(&self, section: Section) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.section == section)
    }
}
