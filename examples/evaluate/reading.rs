//! How fast a file is read, and in how much memory: `reading FILE... [--documents]`.
//!
//! One line of JSON for each file. With `--documents` the records of a WARC archive are only taken out of it, as those
//! need who read pages in their own way; without, each page is read to an article. What the articles are is in
//! `parallax ingest`.

use std::time::Instant;

use parallax::ingest::{Reader, Summary};

use super::profiling::cpu_seconds;
use super::{Outcome, has, peak_megabytes};

/// Reads each file to its end.
pub fn run(arguments: &[String]) -> Outcome {
    let paths: Vec<&String> =
        arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let only_documents = has(arguments, "--documents");
    if paths.is_empty() {
        return Err("needed: a file".into());
    }
    for path in paths {
        let (start, before) = (Instant::now(), cpu_seconds());
        let (n_read, set_aside) = if only_documents { documents(path)? } else { articles(path)? };
        let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - before);
        let megabytes = std::fs::metadata(path)?.len() as f64 / 1e6;
        println!(
            "{}",
            serde_json::json!({
                "file": path, "read": n_read, "set_aside": set_aside, "mb": megabytes, "seconds": seconds,
                "cpu_seconds": cpu, "mb_per_cpu_second": megabytes / cpu, "peak_mb": peak_megabytes(),
            })
        );
    }
    Ok(())
}

/// How many articles a file gives and how many records it sets aside.
fn articles(path: &str) -> Result<(usize, usize), Box<dyn std::error::Error>> {
    let mut summary = Summary::default();
    for record in Reader::default().open(path)? {
        summary.add(&record);
    }
    Ok((summary.n_articles, summary.n_set_aside()))
}

/// How many documents an archive gives and how many records it sets aside.
#[cfg(feature = "warc")]
fn documents(path: &str) -> Result<(usize, usize), Box<dyn std::error::Error>> {
    use parallax::ingest::{Limits, WarcDocuments};

    let archive = WarcDocuments::new(std::fs::File::open(path)?, path, Limits::default());
    Ok(archive.fold((0, 0), |(read, aside), document| match document {
        Ok(_) => (read + 1, aside),
        Err(_) => (read, aside + 1),
    }))
}

#[cfg(not(feature = "warc"))]
fn documents(_: &str) -> Result<(usize, usize), Box<dyn std::error::Error>> {
    Err("archives need the feature `warc`".into())
}
