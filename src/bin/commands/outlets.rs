//! `parallax outlets`: one outlet at a time.

use std::fmt::Write;

use parallax::comparison::OutletProfile;
use parallax::{Comparison, report};
use serde::Serialize;

use super::Outcome;
use super::comparing::Job;
use super::output::Form;

/// Describe each outlet beside the others: themes, frames, habits, what it leaves out.
///
/// `--outlets` chooses which are compared; `--only` chooses which of them are printed.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax outlets coverage.jsonl --only SCMP
  parallax outlets coverage.jsonl --only reuters.com -o reuters.json")]
pub struct Args {
    #[command(flatten)]
    job: Job,
    /// Print only these outlets; all are still compared.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Serialize)]
struct Profiles<'c> {
    schema: &'static str,
    version: &'c str,
    outlets: Vec<&'c OutletProfile>,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.job.output.form(&[Form::Text, Form::Json])?;
    let (_, comparison) = args.job.comparison()?;
    let table = args.job.input.outlet_table()?;
    let mut chosen: Vec<&OutletProfile> = Vec::new();
    for name in &args.only {
        let slug = table.resolve(name).slug;
        let found = comparison.outlet(&slug);
        chosen.push(found.ok_or_else(|| format!("no article of {name:?}"))?);
    }
    if args.only.is_empty() {
        chosen.extend(&comparison.outlets);
    }
    args.job.output.put(match form {
        Form::Json => report::json(&Profiles {
            schema: "parallax/outlets/1",
            version: &comparison.version,
            outlets: chosen,
        }),
        _ => chosen.into_iter().map(|profile| text(&comparison, profile)).collect(),
    })
}

fn text(comparison: &Comparison, profile: &OutletProfile) -> String {
    let mut out = String::new();
    let percent = |share: f64| format!("{:.1}%", 100.0 * share);
    let _ = writeln!(
        out,
        "{}: {} articles on {} stories, {} words counted",
        printable(&profile.name),
        profile.n_articles,
        profile.n_stories,
        profile.n_words
    );
    if let Some(reason) =
        comparison.not_compared.iter().find(|reason| reason.outlet() == profile.slug)
    {
        let _ = writeln!(out, "  not compared: {}", printable(&reason.to_string()));
    }
    for theme in &profile.themes {
        let _ = writeln!(
            out,
            "  dwells on {}: {} of its sentences, {} elsewhere",
            printable(&theme.features.join(", ")),
            percent(theme.share_here),
            percent(theme.share_elsewhere)
        );
    }
    for frame in profile.frames.iter().take(5) {
        let _ = writeln!(
            out,
            "  frame {}: {} of its sentences, {} elsewhere",
            printable(&frame.name),
            percent(frame.contrast.share_here),
            percent(frame.contrast.share_elsewhere)
        );
    }
    let _ = writeln!(out, "  as a rule: {}", printable(&profile.habits.to_string()));
    for spot in comparison.blindspots.iter().filter(|spot| spot.outlet == profile.slug).take(3) {
        let words = spot.citations.first().and_then(|at| comparison.words(at)).unwrap_or_default();
        let what = spot.phrase.as_deref().unwrap_or(words);
        let _ = writeln!(
            out,
            "  leaves out what {} of {} others carry: {}",
            spot.n_carriers,
            spot.n_others,
            printable(what)
        );
    }
    out.push('\n');
    out
}

/// White space folded and control characters dropped, which could move a terminal's cursor.
pub fn printable(text: &str) -> String {
    let reverses = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().filter(|c| !c.is_control() && !reverses(*c)).collect())
        .collect();
    words.join(" ")
}
