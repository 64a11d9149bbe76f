//! A Ballista cluster on this machine: a scheduler and two executors as processes, the same bytes as one process.
//!
//! ```sh
//! cargo run -p parallax-datafusion --example cluster              # every byte checked
//! cargo run -p parallax-datafusion --example cluster -- --kill    # an executor is killed midway
//! cargo run --release -p parallax-datafusion --example cluster -- --measure 200
//! ```
//!
//! The last measures on so many megabytes of text: one process, one executor, two executors.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Parser;
use datafusion::arrow::array::{Array, Int64Array, LargeBinaryArray, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use parallax::profile::{Options, Profile, Profiler};
use parallax_datafusion::cluster::{Local, Programs, connect_with, executor, scheduler};

#[path = "cluster/articles.rs"]
mod articles;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// For each outlet and story the sums of its articles.
const GROUPED: &str =
    "SELECT outlet, story, parallax_profile(text) AS profile FROM articles GROUP BY outlet, story";

/// The same groups made and counted by the executors: only a number travels to the client.
const COUNTED: &str = "SELECT count(profile) AS n FROM (SELECT outlet, story, parallax_profile(text) AS profile FROM articles \
    GROUP BY outlet, story)";

/// The sums of all articles.
const WHOLE: &str = "SELECT parallax_profile(outlet, story, text) AS profile FROM articles";

/// Into how many tasks a scan is cut.
const TASKS: usize = 16;

/// Runs queries with the functions of parallax on a cluster of processes on this machine.
#[derive(Debug, Parser)]
#[command(subcommand_negates_reqs = true)]
struct Arguments {
    #[command(subcommand)]
    program: Option<Program>,
    /// Kills an executor midway.
    #[arg(long)]
    kill: bool,
    /// Measures on so many megabytes of text.
    #[arg(long, value_name = "MB")]
    measure: Option<usize>,
    /// How often each is measured; the fastest counts.
    #[arg(long, default_value_t = 3)]
    times: usize,
}

/// What this program is when it runs as part of the cluster.
#[derive(Debug, clap::Subcommand)]
enum Program {
    /// The program `parallax-scheduler`.
    #[command(hide = true)]
    Scheduler(scheduler::Arguments),
    /// The program `parallax-executor`.
    #[command(hide = true)]
    Executor(executor::Arguments),
}

fn main() -> Outcome {
    let arguments = Arguments::parse();
    match &arguments.program {
        Some(Program::Scheduler(arguments)) => return scheduler::main(arguments),
        Some(Program::Executor(arguments)) => return executor::main(arguments),
        None => {}
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.measure {
            Some(megabytes) => measure(megabytes, arguments.times).await,
            None => check(arguments.kill).await,
        }
    })
}

/// Runs both queries and compares every byte with what one process counts.
async fn check(kill: bool) -> Outcome {
    let work = Work::new(if kill { 6_000_000 } else { 2_000_000 })?;
    let mut cluster = work.start(2)?;
    let context = work.connect(&cluster).await?;
    println!("{} articles in {} files, a scheduler and 2 executors", work.n_articles, TASKS);
    if kill {
        return check_killed(&work, cluster, &context).await;
    }
    let found = by_group(&context.sql(GROUPED).await?.collect().await?)?;
    compare(&found, &work.by_group())?;
    println!("{} groups: the bytes of one process", found.len());
    let found = only(&context.sql(WHOLE).await?.collect().await?)?;
    same(&found, &work.whole()?)?;
    println!("whole profile: the bytes of one process ({} bytes)", found.len());
    let named = format!(
        "SELECT parallax_profile_merge(parallax_profile_name(profile, outlet, story)) AS profile FROM ({GROUPED})"
    );
    same(&only(&context.sql(&named).await?.collect().await?)?, &found)?;
    println!("groups named and merged: the same");
    cluster.kill(0)?;
    Ok(())
}

/// Kills an executor once it has finished a task whose result others still need.
async fn check_killed(work: &Work, mut cluster: Local, context: &SessionContext) -> Outcome {
    let query = context.sql(GROUPED).await?;
    let running = tokio::spawn(query.collect());
    let folder = cluster.folder(0).map(Path::to_owned).unwrap_or_default();
    while n_files(&folder) == 0 && !running.is_finished() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let midway = !running.is_finished();
    cluster.kill(0)?;
    println!("executor killed {}", if midway { "midway" } else { "too late" });
    match running.await? {
        Ok(batches) => {
            compare(&by_group(&batches)?, &work.by_group())?;
            println!("the query finished: the bytes of one process");
        }
        Err(error) => println!("the query failed and returned nothing: {error}"),
    }
    // The cluster goes on with who is left.
    let found = only(&context.sql(WHOLE).await?.collect().await?)?;
    same(&found, &work.whole()?)?;
    println!("the next query on one executor: the bytes of one process");
    if midway { Ok(()) } else { Err("the query was over before the executor was killed".into()) }
}

/// Times one process, one executor and two executors, in turn.
async fn measure(megabytes: usize, times: usize) -> Outcome {
    let work = Work::new(megabytes * 1_000_000)?;
    println!("{} articles, {} MB of text, {TASKS} files", work.n_articles, work.n_text / 1_000_000);
    let alone = work.local().await?;
    let one = work.start(1)?;
    let two = work.start(2)?;
    let contexts = [
        ("one process, one thread", alone),
        ("1 executor", work.connect(&one).await?),
        ("2 executors", work.connect(&two).await?),
    ];
    let queries = [("grouped", GROUPED), ("grouped and counted", COUNTED), ("whole", WHOLE)];
    for (name, query) in queries {
        let mut fastest = [Duration::MAX; 4];
        let mut results: Vec<BTreeMap<String, Vec<u8>>> = vec![BTreeMap::new(); 3];
        for _ in 0..times {
            for (nth, (_, context)) in contexts.iter().enumerate() {
                let start = Instant::now();
                let batches = context.sql(query).await?.collect().await?;
                fastest[nth] = fastest[nth].min(start.elapsed());
                results[nth] = match query {
                    GROUPED => by_group(&batches)?,
                    COUNTED => BTreeMap::from([("n".to_owned(), number(&batches)?)]),
                    _ => BTreeMap::from([(String::new(), only(&batches)?)]),
                };
            }
            let start = Instant::now();
            let whole = work.count()?;
            fastest[3] = fastest[3].min(start.elapsed());
            if query == WHOLE {
                same(&whole, &results[0][""])?;
            }
        }
        compare(&results[1], &results[0])?;
        compare(&results[2], &results[0])?;
        let n_bytes: usize = results[0].values().map(Vec::len).sum();
        println!("\n{name}: {} values of {n_bytes} bytes, identical", results[0].len());
        let rate = |time: Duration| work.n_text as f64 / 1e6 / time.as_secs_f64();
        println!(
            "  {:28} {:>8.2?} {:>7.1} MB/s",
            "Profiler alone, one thread",
            fastest[3],
            rate(fastest[3])
        );
        for (nth, (name, _)) in contexts.iter().enumerate() {
            println!("  {name:28} {:>8.2?} {:>7.1} MB/s", fastest[nth], rate(fastest[nth]));
        }
        let seconds = fastest.map(|time| time.as_secs_f64());
        println!("  1 executor over one process  {:.2}", seconds[1] / seconds[0]);
        println!("  2 executors over 1           {:.2}", seconds[1] / seconds[2]);
    }
    Ok(())
}

/// The articles, and folders that go with this value.
struct Work {
    folder: tempfile::TempDir,
    n_bytes: usize,
    n_text: usize,
    n_articles: usize,
}

impl Work {
    fn new(n_bytes: usize) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let n_text = articles::write(&folder.path().join("articles"), n_bytes, TASKS)?;
        Ok(Work { folder, n_bytes, n_text, n_articles: articles::articles(n_bytes).count() })
    }

    fn articles(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    /// This program is scheduler and executor as well, by the code of the programs.
    fn start(&self, n_executors: usize) -> Outcome<Local> {
        let programs = Programs::of_one(std::env::current_exe()?);
        Ok(Local::start(&programs, n_executors, &self.folder.path().join(n_executors.to_string()))?)
    }

    async fn connect(&self, cluster: &Local) -> Outcome<SessionContext> {
        let config = SessionConfig::new().with_target_partitions(TASKS);
        let context = connect_with(&cluster.url(), config).await?;
        self.register(&context).await?;
        Ok(context)
    }

    async fn local(&self) -> Outcome<SessionContext> {
        let config = SessionConfig::new().with_target_partitions(1);
        let context = SessionContext::new_with_config(config);
        parallax_datafusion::register(&context);
        self.register(&context).await?;
        Ok(context)
    }

    async fn register(&self, context: &SessionContext) -> Outcome {
        let folder = format!("{}/", self.articles().display());
        context.register_parquet("articles", &folder, ParquetReadOptions::default()).await?;
        Ok(())
    }

    /// What one process counts for each outlet and story.
    fn by_group(&self) -> BTreeMap<String, Vec<u8>> {
        let mut groups: BTreeMap<String, Profiler> = BTreeMap::new();
        for article in articles::articles(self.n_bytes) {
            groups
                .entry(format!("{} {}", article.outlet, article.story))
                .or_insert_with(|| Profiler::new(&Options::default()))
                .add("", "", &article.text);
        }
        let bytes = |profile: Profile| profile.to_bytes().expect("the profile is in memory");
        groups.into_iter().map(|(key, profiler)| (key, bytes(profiler.finish()))).collect()
    }

    /// What one process counts of all articles.
    fn whole(&self) -> Outcome<Vec<u8>> {
        let mut profiler = Profiler::new(&Options::default());
        for article in articles::articles(self.n_bytes) {
            profiler.add(&article.outlet, &article.story, &article.text);
        }
        Ok(profiler.finish().to_bytes()?)
    }

    /// The same from the Parquet files, without any engine.
    fn count(&self) -> Outcome<Vec<u8>> {
        use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
        let mut profiler = Profiler::new(&Options::default());
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.articles())?
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()?;
        files.sort();
        for file in files {
            let file = std::fs::File::open(file)?;
            for batch in ParquetRecordBatchReaderBuilder::try_new(file)?.build()? {
                let batch = batch?;
                let [outlets, stories, texts] = [0, 1, 2].map(|nth| {
                    batch.column(nth).as_any().downcast_ref::<StringArray>().expect("written so")
                });
                for row in 0..batch.num_rows() {
                    profiler.add(outlets.value(row), stories.value(row), texts.value(row));
                }
            }
        }
        Ok(profiler.finish().to_bytes()?)
    }
}

/// The profiles of a grouped query by outlet and story.
fn by_group(batches: &[RecordBatch]) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut groups = BTreeMap::new();
    for batch in batches {
        let outlets = cast(batch.column(0), &DataType::Utf8)?;
        let stories = cast(batch.column(1), &DataType::Utf8)?;
        let [outlets, stories] = [&outlets, &stories]
            .map(|column| column.as_any().downcast_ref::<StringArray>().expect("cast above"));
        for (row, bytes) in profiles(batch, 2)?.iter().enumerate() {
            let key = format!("{} {}", outlets.value(row), stories.value(row));
            if groups.insert(key, bytes.ok_or("a group without a profile")?.to_vec()).is_some() {
                return Err("a group that came twice".into());
            }
        }
    }
    Ok(groups)
}

/// The one profile of a query.
fn only(batches: &[RecordBatch]) -> Outcome<Vec<u8>> {
    let mut all = Vec::new();
    for batch in batches {
        all.extend(profiles(batch, 0)?.iter().map(|bytes| bytes.map(<[u8]>::to_vec)));
    }
    match <[_; 1]>::try_from(all) {
        Ok([Some(bytes)]) => Ok(bytes),
        _ => Err("needed one profile".into()),
    }
}

/// The one number of a query, as bytes.
fn number(batches: &[RecordBatch]) -> Outcome<Vec<u8>> {
    let columns = batches.iter().filter(|batch| batch.num_rows() > 0).map(|batch| batch.column(0));
    let columns: Vec<_> = columns.collect();
    let [column] = columns[..] else { return Err("needed one number".into()) };
    let numbers: &Int64Array = column.as_any().downcast_ref().ok_or("needed a number")?;
    Ok(numbers.value(0).to_le_bytes().to_vec())
}

fn profiles(batch: &RecordBatch, column: usize) -> Outcome<&LargeBinaryArray> {
    Ok(batch.column(column).as_any().downcast_ref().ok_or("a column that holds no profiles")?)
}

fn compare(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) -> Outcome {
    match expected.iter().find(|(key, bytes)| found.get(*key) != Some(bytes)) {
        Some((key, _)) => Err(format!("other bytes for {key}").into()),
        None if found.len() != expected.len() => Err("groups that are not there".into()),
        None => Ok(()),
    }
}

fn same(found: &[u8], expected: &[u8]) -> Outcome {
    if found == expected { Ok(()) } else { Err("other bytes than one process".into()) }
}

/// The number of files in a folder and below.
fn n_files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    paths.map(|path| if path.is_dir() { n_files(&path) } else { 1 }).sum()
}
