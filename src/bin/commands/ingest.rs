//! `parallax ingest`: any format that is read in, article JSON Lines out.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use parallax::Reader;
use parallax::ingest::{Record, Remarked, Summary};

use super::group::{finish, output, write};

/// Read articles from files, folders, feeds, pages and archives, and write them as JSON lines.
///
/// Memory is that of the longest record, however long the input.
#[derive(clap::Args)]
pub struct Args {
    /// Files or folders; formats are told from the content.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where to; standard output by default.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The outlet of records that name none.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Write the records that were set aside, and remarks on others, to this file as JSON lines.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write nothing on standard error.
    #[arg(short, long)]
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let mut builder = Reader::builder();
    if let Some(outlet) = &args.outlet {
        builder = builder.outlet(outlet);
    }
    let mut report = args.report.as_deref().map(|path| output(Some(path))).transpose()?;
    let mut out = output(args.output.as_deref())?;
    let mut summary = Summary::default();
    for record in builder.build().open_all(args.files.clone()) {
        let record = record?;
        summary.add(&record);
        match record {
            Record::Article { article, place, remarks } => {
                if !write(&mut out, &article)? {
                    return Ok(());
                }
                for remark in remarks {
                    tell(report.as_mut(), &Remarked { place: place.clone(), remark })?;
                }
            }
            Record::SetAside(aside) => tell(report.as_mut(), &aside)?,
        }
    }
    finish(&mut out)?;
    if let Some(report) = &mut report {
        finish(report)?;
    }
    if !args.quiet {
        eprintln!("parallax: {summary}");
    }
    Ok(())
}

fn tell(
    report: Option<&mut Box<dyn Write>>,
    line: &impl serde::Serialize,
) -> Result<(), Box<dyn Error>> {
    if let Some(report) = report {
        serde_json::to_writer(&mut *report, line)?;
        report.write_all(b"\n")?;
    }
    Ok(())
}
