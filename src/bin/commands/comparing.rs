//! How the outlets are compared.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use parallax::comparison::{AgencyCopy, Grouping};
use parallax::{Comparison, Corpus, Inventory};

use super::Outcome;
use super::input::Input;
use super::output::Output;
use super::progress::Progress;

/// What every subcommand that compares takes. Flatten it into its `Args`.
#[derive(Args)]
pub struct Job {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    comparing: Comparing,
}

impl Job {
    /// Reads the coverage and compares its outlets.
    pub fn comparison(&self) -> Outcome<(Corpus, Comparison)> {
        let progress = self.input.progress();
        let corpus = self.input.corpus(&progress)?;
        let comparison = self.comparing.comparison(&corpus, self.input.grouping(), &progress)?;
        Ok((corpus, comparison))
    }
}

/// Options on the comparison.
#[derive(Args)]
struct Comparing {
    /// A file with an inventory of frames, instead of the built-in ones; may be given several times.
    #[arg(long, value_name = "FILE")]
    frames: Vec<PathBuf>,
    /// A file of names that you know: actors that would be missed or taken for something else.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// How many counted words an outlet needs to be compared.
    #[arg(long, value_name = "N")]
    min_words: Option<u32>,
    /// How text that several outlets print in the same words is counted.
    #[arg(long, value_enum, default_value_t = SharedText::Once)]
    agency_copy: SharedText,
    /// The seed of everything drawn at random.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// With --by: only these groups, separated by commas.
    #[arg(long, value_delimiter = ',', value_name = "NAME,NAME")]
    groups: Vec<String>,
}

/// How text that several outlets print in the same words is counted.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SharedText {
    /// Once, for the outlet whose it is.
    Once,
    /// In every outlet that prints it.
    Everywhere,
}

impl Comparing {
    /// Compares the outlets of a corpus, and groups of them where `--by` asks for it.
    fn comparison(
        &self,
        corpus: &Corpus,
        grouping: Option<Grouping>,
        progress: &Progress,
    ) -> Outcome<Comparison> {
        progress.say("comparing");
        let agency_copy = match self.agency_copy {
            SharedText::Once => AgencyCopy::Once,
            SharedText::Everywhere => AgencyCopy::Everywhere,
        };
        let gazetteer = super::annotate::gazetteer(self.gazetteer.as_ref())?;
        let mut builder = Comparison::builder().seed(self.seed).agency_copy(agency_copy);
        builder = builder.gazetteer(gazetteer);
        if let Some(min_words) = self.min_words {
            builder = builder.min_words(min_words);
        }
        if let Some(by) = grouping {
            builder = builder.group_outlets_by(by).only_groups(&self.groups);
        }
        if !self.frames.is_empty() {
            let inventories =
                self.frames.iter().map(Inventory::read).collect::<Result<Vec<_>, _>>()?;
            builder = builder.inventories(inventories);
        }
        let comparison = builder.build(corpus)?;
        progress.finish();
        Ok(comparison)
    }
}
