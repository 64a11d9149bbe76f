//! Articles in JSON Lines, as many as wanted, that are like news in what counting depends on: lengths of articles and
//! words, frequencies of words (Zipf), a vocabulary that grows with the root of the text (Heaps), words that belong to a
//! story or an outlet, paragraphs and quotation marks that JSON has to escape, hundreds of outlets of very different
//! size, stories of a few articles.
//!
//! `generate --articles N|--bytes 10GB [--seed 1] [--words 860] [--out FILE] [--noise] [--mix FILE,FILE] [--warc]`: `--noise` makes every third word
//! one that occurs only once; `--mix` puts a record of these files after every ten that are made; `--warc` makes an archive of
//! pages instead, each with the head, the navigation and the teasers that pages have.

use std::fs::File;
use std::io::{BufWriter, Write};

#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "../../benches/common/texts.rs"]
mod texts;

use serde_json::Value;

use self::texts::{Dice, vocabulary};
use super::{Outcome, has, option};

/// How many articles are written before all their stories are over.
const WINDOW: usize = 2_000;

/// The words of the vocabulary that are English, the frequent ones first.
const N_FREQUENT: usize = 150;

/// The articles of a story, on average.
const PER_STORY: usize = 5;

/// What all articles are made from.
pub struct Press {
    words: Vec<String>,
    /// Ranks with the frequencies of Zipf's law.
    ranks: Vec<u32>,
    noise: bool,
    seed: u64,
    /// Words of an article, on average.
    length: usize,
}

impl Press {
    pub fn new(seed: u64, noise: bool, length: usize) -> Press {
        let mut words = vocabulary(&mut Dice(seed));
        // Frequent words are short.
        words[N_FREQUENT..].sort_by_key(String::len);
        let n = words.len() as f64;
        let rank =
            |at: u32| (n.powf(f64::from(at) / 65_536.0) as u32 - 1).min(words.len() as u32 - 1);
        let ranks = (0..65_536).map(rank).collect();
        Press { words, ranks, noise, seed, length }
    }

    /// Appends the record of article `i`, which is the same whatever was made before.
    pub fn article(&self, i: usize, out: &mut Vec<u8>) {
        let mut dice = Dice(self.seed ^ (i as u64 + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let outlet = dice.rank(300);
        let story = i / WINDOW * (WINDOW / PER_STORY) + dice.below(WINDOW / PER_STORY);
        // Some outlets write every character beyond ASCII as an escape.
        let escapes = outlet.is_multiple_of(3);
        let name = format!("outlet{outlet:03}.example");
        let _ = write!(
            out,
            "{{\"url\": \"https://{name}/{i}\", \"outlet\": \"{name}\", \"story\": \"s{story:07}\", \"published\": \"2026-{:02}-{:02}\", \"headline\": \"",
            1 + i / WINDOW % 12,
            1 + i % 28
        );
        for at in 0..9 {
            out.extend_from_slice(if at > 0 { b" " } else { b"" });
            self.word(&mut dice, story, outlet, i, out);
        }
        out.extend_from_slice(b"\", \"body\": \"");
        // The sum of three is a hump with a tail: of 860 words on average, 90 to 1,970.
        let length = 90 + dice.below(400) + dice.below(400) + dice.below(20).pow(2) * 3;
        let length = 1 + length * self.length / 860;
        let mut left = 0;
        for at in 0..length {
            if left == 0 {
                left = 6 + dice.below(28);
                if at > 0 {
                    out.extend_from_slice(if dice.one_in(3) { b".\\n\\n" } else { b". " });
                }
            } else {
                out.extend_from_slice(if dice.one_in(14) { b", " } else { b" " });
            }
            left -= 1;
            match dice.below(160) {
                0 => out.extend_from_slice(b"\\\""),
                1 if escapes => out.extend_from_slice(b"\\u2014 "),
                1 => out.extend_from_slice("— ".as_bytes()),
                2 | 3 => drop(write!(out, "{} ", 1 + dice.below(2030))),
                _ => {}
            }
            self.word(&mut dice, story, outlet, i, out);
            if dice.one_in(70) {
                out.extend_from_slice(if escapes { b"\\u2019s" } else { "’s".as_bytes() });
            }
        }
        out.extend_from_slice(b".\"}\n");
    }

    fn word(
        &self,
        dice: &mut Dice,
        story: usize,
        outlet: usize,
        article: usize,
        out: &mut Vec<u8>,
    ) {
        let own = |key: usize, nth: usize| (key * 2_654_435_761 + nth * 97) % 20_000 + 200;
        let word = match dice.below(64) {
            0..8 => &self.words[own(story, dice.below(24))],
            8 => &self.words[own(outlet + 7, dice.below(40))],
            // Names and slips, most of them seldom seen again, let the vocabulary grow without end.
            9..13 => return name(dice, out),
            n if self.noise && n.is_multiple_of(3) => {
                let _ = write!(out, "q{:x}z{article:x}", dice.below(1 << 30));
                return;
            }
            _ => &self.words[self.ranks[dice.below(self.ranks.len())] as usize],
        };
        out.extend_from_slice(word.as_bytes());
    }
}

/// Appends a name. One beyond the `n` commonest comes with probability `c / (c + n)`, so that among many the number of
/// different ones grows with the root of their number; `c` is chosen so that there are as many as in news.
fn name(dice: &mut Dice, out: &mut Vec<u8>) {
    const C: f64 = 4_000.0;
    let share = (1 + dice.below(1 << 30)) as f64 / f64::from(1 << 30);
    // Two syllables at least.
    let mut number = 80 + (C / share - C) as usize;
    let start = out.len();
    while number > 0 {
        out.push(b"bdfghklmnprstvwz"[number % 16]);
        out.push(b"aeiou"[number / 16 % 5]);
        number /= 80;
    }
    out[start..=start].make_ascii_uppercase();
}

impl Press {
    /// Writes the first articles to a file.
    pub fn write(&self, path: &std::path::Path, n_articles: usize) -> std::io::Result<()> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
        let mut record = Vec::new();
        for i in 0..n_articles {
            record.clear();
            self.article(i, &mut record);
            out.write_all(&record)?;
        }
        out.flush()
    }
}

/// Numbers that only look random.
pub fn dice(seed: u64) -> Dice {
    Dice(seed)
}

/// Writes a file.
pub fn run(arguments: &[String]) -> Outcome {
    let seed = option(arguments, "--seed").unwrap_or("1").parse()?;
    let length = option(arguments, "--words").unwrap_or("860").parse()?;
    let noise = has(arguments, "--noise");
    let press = Press::new(seed, noise, length);
    let bytes = option(arguments, "--bytes").map(size).transpose()?.unwrap_or(u64::MAX);
    let articles: usize =
        option(arguments, "--articles").map(str::parse).transpose()?.unwrap_or(usize::MAX);
    if (bytes, articles) == (u64::MAX, usize::MAX) {
        return Err("needed: --bytes or --articles".into());
    }
    let as_pages = has(arguments, "--warc");
    if as_pages && option(arguments, "--mix").is_some() {
        return Err("--mix is for JSON Lines, not for --warc".into());
    }
    let mut mixed = Vec::new();
    for file in option(arguments, "--mix").unwrap_or("").split(',').filter(|file| !file.is_empty())
    {
        let text = std::fs::read(file)?;
        let lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        mixed.extend(lines.map(<[u8]>::to_vec));
    }
    let mut out: BufWriter<Box<dyn Write>> = BufWriter::with_capacity(
        1 << 20,
        match option(arguments, "--out") {
            Some(path) => Box::new(File::create(path)?),
            None => Box::new(std::io::stdout()),
        },
    );
    let (mut written, mut record) = (0, Vec::new());
    for i in 0..articles {
        record.clear();
        press.article(i, &mut record);
        if as_pages {
            record = archived(&serde_json::from_slice(&record)?);
        }
        if i % 10 == 9
            && let Some(line) = mixed.get(i / 10 % mixed.len().max(1))
        {
            record.extend_from_slice(line);
            record.push(b'\n');
        }
        out.write_all(&record)?;
        written += record.len() as u64;
        if written >= bytes {
            break;
        }
    }
    Ok(out.flush()?)
}

/// The record of an archive for an article, as it came over HTTP.
fn archived(article: &Value) -> Vec<u8> {
    let text = |key: &str| article[key].as_str().unwrap_or_default();
    let (url, outlet, headline) = (text("url"), text("outlet"), text("headline"));
    let links = |class: &str, n: usize| {
        let link = |nth: usize| {
            format!("<li><a class=\"{class}-link\" href=\"/{class}/{nth}\">{headline}</a></li>\n")
        };
        let links: String = (0..n).map(link).collect();
        format!("<nav class=\"{class}\"><ul>\n{links}</ul></nav>\n")
    };
    let paragraphs: String =
        text("body").split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline} - {outlet}</title>\n\
         <meta property=\"og:site_name\" content=\"{outlet}\"><meta property=\"og:title\" content=\"{headline}\">\n\
         <meta property=\"article:published_time\" content=\"{}\"><link rel=\"canonical\" href=\"{url}\">\n\
         <script>window.data = {{\"page\": \"{url}\"}};</script></head>\n<body>\n{}\
         <main><article><h1>{headline}</h1>\n{paragraphs}</article></main>\n<aside>{}</aside></body></html>\n",
        text("published"),
        links("section", 30),
        links("teaser", 12)
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{url}>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
    .into_bytes()
}

/// `10GB`, `200MB` or a number of bytes.
fn size(text: &str) -> Result<u64, Box<dyn std::error::Error>> {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let unit = units.into_iter().find_map(|(unit, n)| Some((text.strip_suffix(unit)?, n)));
    let (number, unit) = unit.unwrap_or((text, 1));
    Ok(number.trim().parse::<u64>()? * unit)
}
