//! `parallax profile --show`: what a profile says.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use parallax::profile::{Profile, TermEmphasis};
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
            out += "term,log2_ratio,log_odds_z,rate_here,low,high,rate_elsewhere,low_elsewhere,high_elsewhere,\
                    n_here,n_elsewhere,n_articles_here,n_articles_elsewhere,n_stories\n";
            for term in terms {
                let ratio =
                    term.log2_ratio.map(|ratio| ratio.value.to_string()).unwrap_or_default();
                let _ = write!(out, "{},{ratio},{}", quoted(&term.key), term.log_odds_z);
                for rate in [&term.rate_here, &term.rate_elsewhere] {
                    let ends = rate.interval.map(|interval| (interval.low, interval.high));
                    let (low, high) = ends.map_or_else(Default::default, |(low, high)| {
                        (low.to_string(), high.to_string())
                    });
                    let _ = write!(out, ",{},{low},{high}", rate.value);
                }
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
            out += "     times  per 10,000 words (95 %)     elsewhere (95 %)    stories  term\n";
            for term in terms.iter().take(top) {
                let times = term.log2_ratio.map(|ratio| format!("{:.1}", ratio.value.exp2()));
                let shown = [&term.rate_here, &term.rate_elsewhere].map(|rate| {
                    let per = 10_000.0;
                    let ends =
                        rate.interval.map(|i| format!("{:.1} to {:.1}", i.low * per, i.high * per));
                    format!("{:.1} ({})", rate.value * per, ends.unwrap_or_else(|| "-".into()))
                });
                let _ = writeln!(
                    out,
                    "{:>10}  {:>24}  {:>24}  {:>7}  {}",
                    times.as_deref().unwrap_or("only here"),
                    shown[0],
                    shown[1],
                    term.n_stories,
                    super::outlets::printable(&term.key)
                );
            }
        }
    }
    Ok(out)
}

/// A field of a table.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}
