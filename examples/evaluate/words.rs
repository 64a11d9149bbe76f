//! Compares the words of every path with those of `unicode-segmentation`.
//!
//! `words strings 10000000` makes that many hard strings and tries each, cut at each of its characters every
//! hundredth time; `words files PATH...` reads files and folders, whole, line by line, and cut at every
//! character near the start. It ends with an error at the first difference.

#[allow(dead_code)]
#[path = "../../src/token/segment/adversary.rs"]
mod adversary;

use std::path::{Path as FilePath, PathBuf};

use adversary::Adversary;
use parallax::token::{Path, words_on};
use unicode_segmentation::UnicodeSegmentation;

use super::Outcome;

fn check(text: &str) -> usize {
    let mut n = 0;
    for path in [Path::Portable, Path::Auto] {
        let mut expected = text.unicode_word_indices();
        for token in words_on(path, text) {
            n += 1;
            assert_eq!(expected.next(), Some((token.start, token.text)), "{path:?} {text:?}");
        }
        assert_eq!(expected.next(), None, "{path:?} {text:?}");
    }
    n
}

fn files(path: &FilePath, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> = path
            .read_dir()
            .expect("readable folder")
            .map(|e| e.expect("readable entry").path())
            .collect();
        inside.sort();
        inside.iter().for_each(|path| files(path, found));
    } else {
        found.push(path.to_path_buf());
    }
}

pub fn run(arguments: &[String]) -> Outcome {
    match arguments.first().map(String::as_str) {
        Some("strings") => {
            let wanted: u64 = arguments.get(1).ok_or("needed: a number of strings")?.parse()?;
            let (mut n, mut n_cut) = (0, 0_u64);
            for seed in 0..wanted {
                let text = Adversary::new(seed).string(24);
                n += check(&text);
                if seed % 100 == 0 {
                    for (at, _) in text.char_indices() {
                        n += check(&text[..at]);
                        n_cut += 1;
                    }
                }
            }
            println!("{wanted} strings and {n_cut} cut ones, {n} words compared, 0 differences");
        }
        Some("files") => {
            let mut found = Vec::new();
            arguments[1..].iter().for_each(|path| files(FilePath::new(path), &mut found));
            for path in found {
                let bytes = std::fs::read(&path)?;
                let text = String::from_utf8_lossy(&bytes);
                let mut n = check(&text);
                n += text.lines().map(check).sum::<usize>();
                // JSON writes line ends as two characters: with them put in, sentences meet as they
                // do in the article.
                n += check(&text.replace("\\n", "\n"));
                n += text
                    .char_indices()
                    .take(3_000)
                    .map(|(at, _)| check(&text[..at]))
                    .sum::<usize>();
                println!("{}: {n} words compared, 0 differences", path.display());
            }
        }
        _ => return Err("say `words strings NUMBER` or `words files PATH...`".into()),
    }
    Ok(())
}
