//! Words that say nothing about emphasis.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Language;

/// The version of the English list below; it changes whenever a word is added or dropped, because
/// numbers change with it. Lists of other languages come from the crate `stop-words`, which is pinned.
pub const STOP_LIST_VERSION: u32 = 1;

/// Which words are left out of counts. They still stand in the text, in phrases and in patterns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopWords {
    /// The list of the language: for English our own, which also holds the fixtures of news prose
    /// (`said`, `according`, weekdays), for other languages the ISO lists.
    #[default]
    Language,
    /// Nothing is left out.
    None,
    /// These words and no others, in any case.
    Custom(Vec<String>),
}

impl StopWords {
    /// The words as folded spellings.
    pub(super) fn words(&self, language: Language) -> HashSet<String> {
        match self {
            StopWords::None => HashSet::new(),
            StopWords::Custom(words) => words.iter().map(|word| word.to_lowercase()).collect(),
            StopWords::Language if language == Language::English => {
                ENGLISH.split_whitespace().map(str::to_owned).collect()
            }
            StopWords::Language => {
                listed(language).iter().map(|word| word.to_lowercase()).collect()
            }
        }
    }
}

fn listed(language: Language) -> &'static [&'static str] {
    use stop_words::Language as Iso;
    let iso = match language {
        Language::Arabic => Iso::Arabic,
        Language::Danish => Iso::Danish,
        Language::Dutch => Iso::Dutch,
        Language::English => Iso::English,
        Language::Finnish => Iso::Finnish,
        Language::French => Iso::French,
        Language::German => Iso::German,
        Language::Greek => Iso::Greek,
        Language::Hungarian => Iso::Hungarian,
        Language::Italian => Iso::Italian,
        Language::Norwegian => Iso::Norwegian,
        Language::Portuguese => Iso::Portuguese,
        Language::Romanian => Iso::Romanian,
        Language::Russian => Iso::Russian,
        Language::Spanish => Iso::Spanish,
        Language::Swedish => Iso::Swedish,
        // The source has no Tamil list; nothing is left out then.
        Language::Tamil => return &[],
        Language::Turkish => Iso::Turkish,
    };
    stop_words::get(iso)
}

/// Function words, contractions as UAX #29 leaves them, and what every news text carries whatever its
/// subject: verbs of saying in their plainest form, courtesy titles, weekdays.
const ENGLISH: &str = "
a about above across after again against ago all almost alone along already also although always am
among amid an and another any anybody anyone anything anywhere are aren't around as at away back be
became because become becomes been before behind being below beside besides between beyond both but by
came can can't cannot come comes coming could couldn't did didn't do does doesn't doing don't done down
during each either else enough even ever every everybody everyone everything few for from further gave
get gets getting give given gives go goes going gone got had hadn't has hasn't have haven't having he
he'd he'll he's hence her here here's hers herself him himself his how how's however i i'd i'll i'm i've
if in indeed instead into is isn't it it'd it'll it's its itself just keep kept know known least less let
let's like likely made make makes making many may maybe me meanwhile might mine more moreover most much
must mustn't my myself near nearly need neither never nevertheless no nobody none nor not nothing now of
off often on once one one's ones only onto or other others otherwise ought our ours ourselves out over
own per perhaps quite rather really same see seem seemed seems seen several shall shan't she she'd she'll
she's should shouldn't since so some somebody someone something sometimes somewhere still such take taken
takes taking than that that'd that'll that's the their theirs them themselves then there there's therefore
these they they'd they'll they're they've this those though through throughout thus to together too took
toward towards two under unless until up upon us use used very via want wants was wasn't way we we'd we'll
we're we've well went were weren't what what's whatever when when's whenever where where's whether which
while who who'd who'll who's whoever whole whom whose why will with within without won't would wouldn't
yes yet you you'd you'll you're you've your yours yourself yourselves
accord according added adding asked call called calls earlier later last mr mrs ms dr new next say saying
says said tell telling told week year years day days time times month months today tomorrow yesterday
monday tuesday wednesday thursday friday saturday sunday
january february april june july august september october november december
jan feb apr jun jul aug sep sept oct nov dec
first second third three four five six seven eight nine ten part including include includes included
able bit bring bringing brings brought came clear clearly different end ended far fact full good great
hand help high kind large less little long lot look looking looks lot matter mean means number particular
place possible put puts putting run set show showed showing shown shows side simply sort start
started stay step still stood thing things think thought time tried tries try trying turn turned turning
turns whole work worked working works wrote
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_but_tamil_has_a_list() {
        for language in Language::ALL {
            let n_words = StopWords::Language.words(language).len();
            assert_eq!(n_words < 50, language == Language::Tamil, "{language}: {n_words}");
        }
    }

    #[test]
    fn the_english_list_is_folded() {
        for word in StopWords::Language.words(Language::English) {
            assert!(word.chars().all(|c| c.is_ascii_lowercase() || c == '\''), "{word}");
        }
    }

    #[test]
    fn custom_lists_are_folded_too() {
        let custom = StopWords::Custom(vec!["Reuters".into()]);
        assert!(custom.words(Language::English).contains("reuters"));
    }
}
