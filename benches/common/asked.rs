//! What a bench is asked on the command line: `[FILE] [--test]`.

use parallax::Article;
use parallax::ingest::{Duplicates, Reader};

/// The file named, if any.
pub fn file() -> Option<String> {
    std::env::args().skip(1).find(|argument| !argument.starts_with("--"))
}

/// Whether one round is enough, which shows that it runs and that the answers agree.
pub fn is_test() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

/// The articles of a file of any format that the crate reads; the program ends where it cannot be read.
pub fn articles(path: &str) -> Vec<Article> {
    let reader = Reader::builder().outlet("a").duplicates(Duplicates::Keep).build();
    let reading = reader.read_path(path).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    });
    eprintln!("{}", reading.summary());
    reading.articles
}
