//! What groups of outlets use more than each other, whose words those are, and what was set aside for it.

use parallax::comparison::{GroupHabit, GroupHabits, Grouping, Options};
use parallax::ingest::Field;
use parallax::{Comparison, Corpus, OutletTable, Reader};
use serde_json::json;

use super::{Outcome, option};

/// `groups FILE... --by lean [--attributes FILE] [--groups left,right] [--top 20] [--level 1]`: one JSON line for the share
/// that was set aside, and one for each list of each group.
pub fn run(arguments: &[String]) -> Outcome {
    let by = option(arguments, "--by").ok_or("needed: --by and the name of an attribute")?;
    let top: usize = option(arguments, "--top").unwrap_or("20").parse()?;
    let mut table = OutletTable::builtin();
    let mut reader = Reader::builder();
    let grouping = match option(arguments, "--attributes") {
        Some(path) => {
            table.add_attributes(&std::fs::read_to_string(path)?, path)?;
            Grouping::from(by)
        }
        None => {
            reader = reader.column(Field::Group, by);
            Grouping::Record
        }
    };
    let n_files = arguments.iter().take_while(|argument| !argument.starts_with("--")).count();
    let coverage = reader.build().read_paths(&arguments[..n_files])?;
    let corpus = Corpus::with_outlets(coverage.articles, &table);
    let only =
        option(arguments, "--groups").unwrap_or("").split(',').filter(|name| !name.is_empty());
    let mut options = Options::default();
    // Everything that could be tested is ranked; the program itself stops at a false discovery rate.
    options.habit_level = option(arguments, "--level").unwrap_or("1").parse()?;
    let builder = Comparison::builder().options(options).group_outlets_by(grouping);
    let comparison = builder.only_groups(only).build(&corpus)?;
    println!(
        "{}",
        json!({"share_set_aside": comparison.share_set_aside, "share_labels": comparison.share_labels, "share_copy": comparison.share_copy, "set_aside": comparison.set_aside})
    );
    for group in comparison.groups.iter().flat_map(|groups| &groups.groups) {
        let GroupHabits::Tested { n_tested, found, of_one_outlet, names } = &group.habits else {
            println!("{}", json!({"group": group.name, "not_testable": group.habits}));
            continue;
        };
        println!("{}", json!({"group": group.name, "n_tested": n_tested, "n_found": found.len()}));
        for (list, found) in [("found", found), ("of_one_outlet", of_one_outlet), ("names", names)]
        {
            for found in found.iter().take(top) {
                println!("{}", line(&group.name, list, found));
            }
        }
    }
    Ok(())
}

fn line(group: &str, list: &str, found: &GroupHabit) -> serde_json::Value {
    json!({
        "group": group, "list": list, "family": found.habit.family, "shown": found.habit.shown,
        "log2_ratio": found.habit.log2_ratio.value, "p": found.habit.p, "q": found.habit.q,
        "n_outlets": found.n_outlets, "largest_outlet": found.largest_outlet,
        "largest_share": found.largest_share,
        "p_without": found.without_largest.map(|without| without.p),
        "log2_ratio_without": found.without_largest.map(|without| without.log2_ratio.value),
    })
}
