//! Does a method cry wolf, and does it find what is there? Experiments on real articles whose
//! answer is known.
//!
//! `calibration FILE...` divides the articles of each file at random, so that nothing differs:
//! `random_halves`, `unequal` (a fifth against the rest), `small` (40 against 40), `rare` (words
//! that occur 5-19 times), `shortened` (one half loses 30-60 % of its tokens at random), and, for
//! files with stories, `shuffled_stories`. `power FILE...` deletes tokens of 100 words from one
//! half with probability d (`planted`, and `matched` for files with stories). One JSON line an
//! experiment and outlet is printed; what does not apply is left out. With `--both-sides` every other of these words loses its
//! tokens in the other half instead, so that differences lie both ways.
//!
//! `--family manner` does the experiments that apply to how an outlet writes in its own words (families `manner` and `cue`,
//! and `shares`: how often the interval of a difference misses zero, and how often a share is called clearly larger).
//!
//! `--method` takes ours, moments, unweighted, g2, chi2, log-odds, log-ratio, welch, mann-whitney or all; `--splits` (20) and
//! `--seed` (1) the repetitions; `--table` prints one Markdown table instead, averaged over files. `fwe` is the share of splits with a family-wise p below .05; for
//! rivals, which have none, with a Benjamini-Hochberg discovery. Where words were planted it counts splits that name any of the other words.
//! `power --method moments` also prints how many discoveries (q < .05) the sums make, how many the articles, and how many are in both.

mod corpus;
mod experiments;
mod manners;
mod rivals;
mod table;

use corpus::Corpus;
use experiments::{Line, Plan};
use manners::Writing;
use rivals::Method;

use super::Outcome;

const USAGE: &str = "calibration|power FILE... [--method NAME|all] [--family manner] [--both-sides] [--splits N] [--seed N] [--table]";

/// The experiments on one file.
type Experiments = Box<dyn Fn(&Plan) -> Vec<Line>>;

/// `command` is `calibration` or `power`.
pub fn run(command: &str, arguments: &[String]) -> Outcome {
    let mut arguments = arguments.iter();
    let mut plan = Plan { method: Method::Ours, splits: 20, seed: 1, both_sides: false };
    let (mut methods, mut as_table, mut of_manner) = (vec![Method::Ours], false, false);
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value; {USAGE}"));
        match argument.as_str() {
            "--method" => {
                methods = match value()?.as_str() {
                    "all" => Method::ALL.to_vec(),
                    name => vec![Method::named(name)?],
                }
            }
            "--table" => as_table = true,
            "--both-sides" => plan.both_sides = true,
            "--family" => match value()?.as_str() {
                "word" => of_manner = false,
                "manner" if command == "calibration" => of_manner = true,
                other => return Err(format!("no {command} of {other:?}; {USAGE}").into()),
            },
            "--splits" => plan.splits = number(value()?)?,
            "--seed" => plan.seed = number(value()?)?,
            _ => files.push(argument),
        }
    }
    if files.is_empty() {
        return Err(USAGE.into());
    }
    let mut all = Vec::new();
    for file in files {
        let experiments: Experiments = if of_manner {
            let writing = Writing::read(file)?;
            Box::new(move |plan| writing.calibration(plan))
        } else {
            let corpus = Corpus::read(file)?;
            let run = if command == "power" { Plan::power } else { Plan::calibration };
            Box::new(move |plan| run(plan, &corpus))
        };
        for &method in &methods {
            plan.method = method;
            let lines = experiments(&plan);
            if !as_table {
                for line in &lines {
                    println!("{}", serde_json::to_string(line)?);
                }
            }
            all.extend(lines);
        }
    }
    if as_table {
        println!("{}", table::markdown(&all));
    }
    Ok(())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text:?} is not a whole number"))
}
