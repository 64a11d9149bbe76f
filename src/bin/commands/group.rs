//! `parallax group`: article records in, the same records with their story out.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use parallax::group::Grouper;
use parallax::ingest::Record;
use parallax::{Article, Reader};

/// Put articles into stories: writes each as a JSON line with `story` and `story_title` filled in.
#[derive(clap::Args)]
pub struct Args {
    /// Files of article records, in any format that is read.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where to; standard output by default.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take the articles one by one, as they would come in; each is written before the next is read. Memory
    /// then holds the stories, not the articles, and the order of the articles matters. Where two stories turn out to be
    /// one, what is written already keeps its key.
    #[arg(long)]
    stream: bool,
    /// The days of silence after which a story is over.
    #[arg(long, value_name = "DAYS")]
    window: Option<u32>,
    /// Write nothing on standard error.
    #[arg(short, long)]
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let mut builder = Grouper::builder();
    if let Some(days) = args.window {
        builder = builder.window(days);
    }
    let grouper = builder.build();
    let reader = Reader::default();
    let mut out = output(args.output.as_deref())?;
    let (n_articles, n_stories, n_set_aside) = if args.stream {
        let mut stream = grouper.stream();
        let (mut n_articles, mut n_set_aside) = (0, 0);
        for record in reader.open_all(args.files.clone()) {
            let Record::Article { mut article, .. } = record? else {
                n_set_aside += 1;
                continue;
            };
            n_articles += 1;
            let placed = stream.add(&article);
            article.story = Some(placed.story.to_string());
            let name = stream.name(placed.story);
            article.story_title = Some(name.to_owned()).filter(|name| !name.is_empty());
            if !write(&mut out, &article)? {
                return Ok(());
            }
        }
        (n_articles, stream.n_stories(), n_set_aside)
    } else {
        let reading = reader.read_paths(&args.files)?;
        let mut articles = reading.articles;
        let grouping = grouper.group(&articles);
        grouping.assign(&mut articles);
        for article in &articles {
            if !write(&mut out, article)? {
                return Ok(());
            }
        }
        (articles.len(), grouping.stories().len(), reading.set_aside.len())
    };
    finish(&mut out)?;
    if !args.quiet {
        eprintln!("parallax: {n_articles} articles, {n_stories} stories");
        if n_set_aside > 0 {
            eprintln!(
                "parallax: {n_set_aside} records set aside; `parallax ingest --report` says why"
            );
        }
    }
    Ok(())
}

/// A file, or standard output.
pub(super) fn output(path: Option<&Path>) -> Result<Box<dyn Write>, Box<dyn Error>> {
    Ok(match path.filter(|path| *path != Path::new("-")) {
        Some(path) => {
            let file =
                File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(io::stdout().lock())),
    })
}

/// Writes an article as a line; false where nobody reads any more, which is no failure.
pub(super) fn write(out: &mut dyn Write, article: &Article) -> Result<bool, Box<dyn Error>> {
    let mut line = serde_json::to_vec(article)?;
    line.push(b'\n');
    match out.write_all(&line) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        result => Ok(result.map(|()| true)?),
    }
}

/// Writes what is still held back.
pub(super) fn finish(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    match out.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
