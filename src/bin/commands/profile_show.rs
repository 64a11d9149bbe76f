//! `parallax profile --show`: what a profile says.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use parallax::profile::{Profile, TermEmphasis};
use parallax::stats::{Estimate, Test, Tested};
use parallax::{OutletTable, report};
use serde::Serialize;

use super::Outcome;
use super::output::Form;

/// What to look at.
#[derive(clap::Args)]
pub struct Look {
    /// Look at this profile instead of counting one: its outlets, or with --outlet the terms of one.
    #[arg(long, value_name = "PROFILE", conflicts_with = "files")]
    pub show: Option<PathBuf>,
    /// The outlet whose terms are shown, beside the others on the same stories.
    #[arg(long, value_name = "NAME", requires = "show")]
    outlet: Option<String>,
    /// How many terms are printed as text.
    #[arg(long, default_value_t = 20, value_name = "N")]
    top: usize,
    /// Leave out terms in fewer articles.
    #[arg(long, default_value_t = 5, value_name = "N")]
    min_articles: u64,
}

#[derive(Serialize)]
struct Shown<T> {
    schema: &'static str,
    n_articles: u64,
    n_tokens: u64,
    n_terms: u64,
    #[serde(flatten)]
    what: T,
}

/// What was asked for, in a form.
pub fn shown(look: &Look, form: Form) -> Outcome<String> {
    let path = look.show.as_ref().ok_or("--show names a profile")?;
    let profile = Profile::open(path)?;
    match &look.outlet {
        None => outlets(&profile, form),
        Some(outlet) => {
            let terms = profile.emphasis(outlet, &OutletTable::builtin(), look.min_articles)?;
            terms_of(&profile, &terms, look.top, form)
        }
    }
}

fn whole<T>(profile: &Profile, schema: &'static str, what: T) -> Shown<T> {
    let (n_articles, n_tokens, n_terms) =
        (profile.n_articles(), profile.n_tokens(), profile.n_terms());
    Shown { schema, n_articles, n_tokens, n_terms, what }
}

fn outlets(profile: &Profile, form: Form) -> Outcome<String> {
    #[derive(Serialize, Default)]
    struct Outlet {
        n_articles: u64,
        n_words: u64,
        n_stories: u64,
    }
    #[derive(Serialize)]
    struct Outlets<'p> {
        outlets: BTreeMap<&'p str, Outlet>,
    }
    let mut outlets: BTreeMap<&str, Outlet> = BTreeMap::new();
    for unit in profile.units() {
        let outlet = outlets.entry(&profile.outlets()[unit.outlet as usize]).or_default();
        outlet.n_articles += unit.n_articles;
        outlet.n_words += unit.n_tokens;
        outlet.n_stories += u64::from(!profile.stories()[unit.story as usize].is_empty());
    }
    if form == Form::Json {
        let what = Outlets { outlets };
        return Ok(report::json(&whole(profile, "parallax/profile-outlets/1", what)));
    }
    let mut out = String::new();
    if form == Form::Csv {
        out += "outlet,n_articles,n_words,n_stories\n";
        for (name, outlet) in &outlets {
            let Outlet { n_articles, n_words, n_stories } = outlet;
            let _ = writeln!(out, "{},{n_articles},{n_words},{n_stories}", quoted(name));
        }
        return Ok(out);
    }
    out += &super::profile::summary(profile);
    for (name, outlet) in &outlets {
        let Outlet { n_articles, n_words, n_stories } = outlet;
        let name = super::outlets::printable(name);
        let _ = writeln!(
            out,
            "{n_articles:>10} articles {n_words:>12} words {n_stories:>8} stories  {name}"
        );
    }
    Ok(out)
}

fn terms_of(profile: &Profile, terms: &[TermEmphasis], top: usize, form: Form) -> Outcome<String> {
    #[derive(Serialize)]
    struct Terms<'t> {
        terms: &'t [TermEmphasis],
    }
    let mut out = String::new();
    match form {
        Form::Json => {
            return Ok(report::json(&whole(profile, "parallax/profile-terms/1", Terms { terms })));
        }
        Form::Csv => {
            out += "term,log2_ratio,log2_low,log2_high,p,q,family_p,log_odds_z,\
                    rate_here,low,high,rate_elsewhere,low_elsewhere,high_elsewhere,n_here,n_elsewhere,n_articles_here,n_articles_elsewhere,n_stories\n";
            for term in terms {
                let _ = write!(out, "{},{}", quoted(&term.key), fields(term.log2_ratio.as_ref()));
                let _ = match tested(term) {
                    Some(test) => write!(out, ",{},{},{}", test.p, test.q, test.family_p),
                    None => write!(out, ",,,"),
                };
                let [here, elsewhere] = [&term.rate_here, &term.rate_elsewhere].map(Some);
                let _ = write!(out, ",{},{},{}", term.log_odds_z, fields(here), fields(elsewhere));
                let _ = writeln!(
                    out,
                    ",{},{},{},{},{}",
                    term.n_here,
                    term.n_elsewhere,
                    term.n_articles_here,
                    term.n_articles_elsewhere,
                    term.n_stories
                );
            }
        }
        _ => {
            out += &super::profile::summary(profile);
            out += "      times (95 %)       q  per 10,000 words (95 %)        elsewhere (95 %)  stories  term\n";
            for term in terms.iter().take(top) {
                let shown = |estimate: &Estimate, of: fn(f64) -> f64| {
                    let ends = estimate
                        .interval
                        .map(|ends| format!("{:.1} to {:.1}", of(ends.low), of(ends.high)));
                    format!("{:.1} ({})", of(estimate.value), ends.unwrap_or_else(|| "-".into()))
                };
                let q = tested(term).map_or_else(|| "-".into(), |test| format!("{:.1e}", test.q));
                let _ = writeln!(
                    out,
                    "{:>18}  {q:>6}  {:>24}  {:>22}  {:>7}  {}",
                    term.log2_ratio.map(|ratio| shown(&ratio, f64::exp2)).unwrap_or_default(),
                    shown(&term.rate_here, |rate| rate * 10_000.0),
                    shown(&term.rate_elsewhere, |rate| rate * 10_000.0),
                    term.n_stories,
                    super::outlets::printable(&term.key)
                );
            }
        }
    }
    Ok(out)
}

/// What the test of a term gave, where there was one.
fn tested(term: &TermEmphasis) -> Option<Tested> {
    match term.test {
        Test::Tested(tested) => Some(tested),
        _ => None,
    }
}

/// An estimate and its ends as fields of a table, empty where there are none.
fn fields(estimate: Option<&Estimate>) -> String {
    let Some(Estimate { value, interval, .. }) = estimate else { return ",,".into() };
    match interval {
        Some(ends) => format!("{value},{},{}", ends.low, ends.high),
        None => format!("{value},,"),
    }
}

/// A field of a table.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}
