//! Profiles by any partitions, batches and paths through DataFusion.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{Array, LargeBinaryArray, RecordBatch};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use parallax::profile::{Options, Profile, Profiler};
use parallax::token::Language;

use super::{articles, context, failure, forms, plain_context, rows};

pub const GROUPED: &str = "SELECT outlet || ' ' || story, parallax_profile(outlet, story, text)
                           FROM articles GROUP BY outlet, story";
pub const UNNAMED: &str = "SELECT outlet || ' ' || story, parallax_profile(text)
                           FROM articles GROUP BY outlet, story";
pub const WHOLE: &str = "SELECT 'all', parallax_profile(outlet, story, text) FROM articles";

pub type Profiles = BTreeMap<String, Option<Vec<u8>>>;

/// What the crate counts, by a key.
pub fn expected(key: fn(&super::Article) -> String, named: bool) -> Profiles {
    let mut groups: BTreeMap<String, Profiler> = BTreeMap::new();
    for article in articles() {
        let profiler =
            groups.entry(key(&article)).or_insert_with(|| Profiler::new(&Options::default()));
        match named {
            true => profiler.add(&article.outlet, &article.story, &article.text),
            false => profiler.add("", "", &article.text),
        }
    }
    groups.into_iter().map(|(key, p)| (key, Some(p.finish().to_bytes().unwrap()))).collect()
}

pub fn group(article: &super::Article) -> String {
    format!("{} {}", article.outlet, article.story)
}

pub fn all(_: &super::Article) -> String {
    "all".into()
}

/// The rows of a query whose columns are a key and a profile.
pub async fn profiles(context: &SessionContext, query: &str) -> Result<Profiles> {
    let mut found = BTreeMap::new();
    for batch in context.sql(query).await?.collect().await? {
        for (row, profile) in column(&batch).iter().enumerate() {
            let key =
                datafusion::arrow::util::display::array_value_to_string(batch.column(0), row)?;
            assert!(found.insert(key, profile.map(<[u8]>::to_vec)).is_none(), "a group came twice");
        }
    }
    Ok(found)
}

fn column(batch: &RecordBatch) -> &LargeBinaryArray {
    batch.column(1).as_any().downcast_ref().expect("profiles are LargeBinary")
}

/// Settings that lead through other parts of the engine.
fn configs() -> Vec<(&'static str, SessionConfig)> {
    let config = || SessionConfig::new().with_target_partitions(3);
    let skipping = config()
        .set_usize("datafusion.execution.skip_partial_aggregation_probe_rows_threshold", 1)
        .set_str("datafusion.execution.skip_partial_aggregation_probe_ratio_threshold", "0.01");
    vec![
        ("one partition", SessionConfig::new().with_target_partitions(1)),
        ("three partitions", config()),
        ("a row at a time", config().with_batch_size(1)),
        ("without partial aggregation", skipping.with_batch_size(2)),
    ]
}

#[tokio::test]
async fn every_way_through_the_engine_gives_the_bytes_of_the_crate() -> Result<()> {
    let cases = [
        (GROUPED, expected(group, true)),
        (UNNAMED, expected(group, false)),
        (WHOLE, expected(all, true)),
    ];
    for (name, config) in configs() {
        for form in forms() {
            for n_partitions in [1, 4] {
                let context = context(config.clone(), &form, n_partitions)?;
                for (query, expected) in &cases {
                    let found = profiles(&context, query).await?;
                    assert_eq!(&found, expected, "{name}, {form}, {n_partitions}: {query}");
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn groups_that_are_given_out_one_after_the_other() -> Result<()> {
    let context = context(SessionConfig::new().with_batch_size(4), &DataType::Utf8, 2)?;
    let query = "SELECT outlet || ' ' || story, parallax_profile(outlet, story, text)
                 FROM (SELECT * FROM articles ORDER BY outlet, story LIMIT 1000) GROUP BY outlet, story";
    assert!(rows(&context, &format!("EXPLAIN {query}")).await?.concat().contains("Sorted"));
    assert_eq!(profiles(&context, query).await?, expected(group, true));
    Ok(())
}

#[tokio::test]
async fn little_memory_spills_or_fails_and_gives_no_other_bytes() -> Result<()> {
    let whole = context(SessionConfig::new(), &DataType::Utf8, 4)?;
    let table = whole.table_provider("articles").await?;
    let mut n_finished = 0;
    for n_bytes in [100_000, 1_000_000, 20_000_000] {
        let runtime = RuntimeEnvBuilder::new().with_memory_limit(n_bytes, 1.0).build_arc()?;
        let config = SessionConfig::new().with_batch_size(8).with_target_partitions(2);
        let context = SessionContext::new_with_config_rt(config, runtime);
        parallax_datafusion::register(&context);
        context.register_table("articles", Arc::clone(&table))?;
        match profiles(&context, GROUPED).await {
            Ok(found) => {
                assert_eq!(found, expected(group, true), "{n_bytes}");
                n_finished += 1;
            }
            Err(error) => assert!(error.to_string().contains("Resources exhausted"), "{error}"),
        }
    }
    assert!(n_finished > 0, "none of the limits is enough");
    Ok(())
}

#[tokio::test]
async fn profiles_merge_in_sql() -> Result<()> {
    let context = context(SessionConfig::new().with_target_partitions(2), &DataType::Utf8, 3)?;
    let whole = expected(all, true);
    let named = "SELECT 'all', parallax_profile_merge(parallax_profile_name(profile, outlet, story))
                 FROM (SELECT outlet, story, parallax_profile(text) AS profile FROM articles GROUP BY outlet, story)";
    assert_eq!(profiles(&context, named).await?, whole);
    let by_story = "SELECT 'all', parallax_profile_merge(profile)
                    FROM (SELECT parallax_profile(outlet, story, text) AS profile FROM articles GROUP BY story)";
    assert_eq!(profiles(&context, by_story).await?, whole);
    let by_outlet = "SELECT outlet || ' ' || story, parallax_profile_merge(profile) FROM (
                         SELECT outlet, story, parallax_profile(outlet, story, text) AS profile
                         FROM articles GROUP BY outlet, story, text)
                     GROUP BY outlet, story";
    assert_eq!(profiles(&context, by_outlet).await?, expected(group, true));
    for form in ["Binary", "LargeBinary", "BinaryView"] {
        let query = format!(
            "SELECT 'all', parallax_profile_merge(arrow_cast(profile, '{form}'))
             FROM (SELECT parallax_profile(outlet, story, text) AS profile FROM articles GROUP BY story)"
        );
        assert_eq!(profiles(&context, &query).await?, whole, "{form}");
    }
    Ok(())
}

#[tokio::test]
async fn filters_nulls_and_groups_without_text() -> Result<()> {
    let context = plain_context()?;
    let filtered =
        "SELECT outlet, parallax_profile(outlet, story, text) FILTER (WHERE story = 'story-1')
                    FROM articles GROUP BY outlet";
    let mut profilers: BTreeMap<String, Option<Profiler>> = BTreeMap::new();
    for article in articles() {
        let profiler = profilers.entry(article.outlet.clone()).or_default();
        if article.story == "story-1" {
            profiler.get_or_insert_with(|| Profiler::new(&Options::default())).add(
                &article.outlet,
                &article.story,
                &article.text,
            );
        }
    }
    let bytes = |profiler: Profiler| profiler.finish().to_bytes().unwrap();
    let expected: Profiles =
        profilers.into_iter().map(|(key, profiler)| (key, profiler.map(bytes))).collect();
    assert!(expected.values().any(Option::is_none) || expected.len() == 5);
    assert_eq!(profiles(&context, filtered).await?, expected);

    let rows = "(VALUES ('a', NULL, NULL), ('b', NULL, 'Harbour dues'), ('b', 's', ''), (NULL, 's', NULL)) AS v(o, s, t)";
    let query = format!("SELECT o, parallax_profile(o, s, t) FROM {rows} GROUP BY o");
    let mut profiler = Profiler::new(&Options::default());
    profiler.add("b", "", "Harbour dues");
    profiler.add("b", "s", "");
    let b = Some(bytes(profiler));
    let expected =
        BTreeMap::from([("a".into(), None), ("b".into(), b.clone()), (String::new(), None)]);
    assert_eq!(profiles(&context, &query).await?, expected);
    let query = format!("SELECT 'all', parallax_profile(o, s, t) FROM {rows}");
    assert_eq!(profiles(&context, &query).await?, BTreeMap::from([("all".into(), b)]));
    let none = "SELECT 'all', parallax_profile(text) FROM articles WHERE outlet = 'nobody'";
    assert_eq!(profiles(&context, none).await?, BTreeMap::from([("all".into(), None)]));
    Ok(())
}

#[tokio::test]
async fn what_is_no_profile_fails_and_says_so() -> Result<()> {
    let context = plain_context()?;
    let whole = expected(all, true)["all"].clone().unwrap();
    let mut profiler = Profiler::new(&Options::default().language(Language::German));
    profiler.add("a", "s", "Der Hafen");
    let german = profiler.finish().to_bytes().unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let cases = [
        ("nothing", String::new(), "do not begin as a profile does"),
        ("garbage", hex(b"harbour dues rise and rise and rise"), "do not begin as a profile does"),
        ("cut", hex(&whole[..whole.len() - 1]), "its end too early"),
        ("changed", hex(&changed), "checksum"),
        ("other options", hex(&german), "other options"),
    ];
    for (name, bytes, expected) in cases {
        for query in [
            "SELECT parallax_profile_merge(p) FROM profiles",
            "SELECT k, parallax_profile_merge(p) FROM profiles GROUP BY k",
        ] {
            let profiles = format!(
                "WITH profiles AS (SELECT 1 AS k, arrow_cast(X'{bytes}', 'LargeBinary') AS p
                 UNION ALL SELECT 1, parallax_profile(outlet, story, text) FROM articles) {query}"
            );
            let message = failure(&context, &profiles).await;
            assert!(message.contains(expected), "{name}: {message}");
        }
    }
    let read = format!("SELECT parallax_profile_units(X'{}')", hex(b"PRLXPROF"));
    assert!(failure(&context, &read).await.contains("needed a whole profile"));
    Ok(())
}

#[tokio::test]
async fn profiles_are_read_as_rows() -> Result<()> {
    let context = plain_context()?;
    let whole = Profile::from_bytes(expected(all, true)["all"].as_ref().unwrap()).unwrap();
    let (outlets, stories) = (whole.outlets(), whole.stories());
    let units: Vec<String> = whole
        .units()
        .iter()
        .map(|unit| {
            format!(
                "{}|{}|{}|{}|{}",
                outlets[unit.outlet as usize],
                stories[unit.story as usize],
                unit.n_articles,
                unit.n_tokens,
                unit.tokens_squared
            )
        })
        .collect();
    let of_profile = "FROM (SELECT parallax_profile(outlet, story, text) AS p FROM articles)";
    let query = format!(
        "SELECT u['outlet'], u['story'], u['n_articles'], u['n_tokens'], u['tokens_squared']
         FROM (SELECT unnest(parallax_profile_units(p)) AS u {of_profile})"
    );
    assert_eq!(rows(&context, &query).await?, units);
    let mut terms = Vec::new();
    for term in whole.terms() {
        let term = term.unwrap();
        for (unit, sums) in &term.cells {
            let unit = &whole.units()[*unit as usize];
            terms.push(format!(
                "{}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
                outlets[unit.outlet as usize],
                stories[unit.story as usize],
                term.key,
                sums.n_articles,
                sums.n_with_feature,
                sums.n_tokens,
                sums.n_occurrences,
                sums.tokens_squared,
                sums.tokens_times_occurrences,
                sums.occurrences_squared
            ));
        }
    }
    let query = format!(
        "SELECT t['outlet'], t['story'], t['term'], t['n_articles'], t['n_with_feature'], t['n_tokens'],
                t['n_occurrences'], t['tokens_squared'], t['tokens_times_occurrences'], t['occurrences_squared']
         FROM (SELECT unnest(parallax_profile_terms(p)) AS t {of_profile})"
    );
    let found = rows(&context, &query).await?;
    assert!(found.len() > 100);
    assert_eq!(found, terms);
    let nulls = "SELECT parallax_profile_units(NULL), parallax_profile_terms(NULL), parallax_profile_name(NULL, 'a', 's')";
    assert_eq!(rows(&context, nulls).await?, ["||"]);
    Ok(())
}
