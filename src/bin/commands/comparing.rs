//! How the outlets are compared.

use std::path::PathBuf;

use clap::Args;
use parallax::{Comparison, Corpus, Inventory};

use super::Outcome;
use super::progress::Progress;

/// Options on the comparison. Flatten it into a subcommand's `Args`.
#[derive(Args)]
pub struct Comparing {
    /// A file with an inventory of frames, instead of the built-in ones; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub frames: Vec<PathBuf>,
    /// How many counted words an outlet needs to be compared.
    #[arg(long, value_name = "N")]
    pub min_words: Option<u32>,
    /// The seed of everything drawn at random.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

impl Comparing {
    /// Compares the outlets of a corpus.
    pub fn comparison(&self, corpus: &Corpus, progress: &Progress) -> Outcome<Comparison> {
        progress.say("comparing");
        let mut builder = Comparison::builder().seed(self.seed);
        if let Some(min_words) = self.min_words {
            builder = builder.min_words(min_words);
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
