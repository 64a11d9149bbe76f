//! Groups the articles of a file and writes `{"id", "cluster"}` for each; `grouping-growth` shows how time and
//! memory grow with generated articles.
//!
//! The id is the record's own; where records have none, their url. Records may give their text as `sentences`.

use std::io::{BufWriter, Write};
use std::time::Instant;

use parallax::Article;
use parallax::group::{Cut, Grouper};
use parallax::ingest::{Field, Reader};

use super::{Outcome, has, option, peak_megabytes};

/// Writes the story of every article of a file.
pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of articles")?;
    let articles = articles(path)?;
    let mut builder = Grouper::builder();
    if let Some(cut) = option(arguments, "--cut") {
        builder = builder.cut(Cut::At(cut.parse()?));
    }
    let grouper = builder.build();
    let stories: Vec<usize> = if has(arguments, "--stream") {
        let mut stream = grouper.stream();
        let placed: Vec<_> = articles.iter().map(|article| stream.add(article).story).collect();
        placed.into_iter().map(|story| stream.current(story).index()).collect()
    } else {
        let grouping = grouper.group(&articles);
        eprintln!("cut {:.2}, {} stories", grouping.cut(), grouping.stories().len());
        (0..articles.len()).map(|article| grouping.story_of(article).index()).collect()
    };
    // An id that the reader made up begins with the name of the file.
    let name = std::path::Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or("");
    let made = format!("{name}:");
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (article, story) in articles.iter().zip(stories) {
        let url = article.url.as_deref().filter(|_| article.id.starts_with(&made));
        let id = url.unwrap_or(&article.id);
        writeln!(out, "{}", serde_json::json!({"id": id, "cluster": story.to_string()}))?;
    }
    Ok(())
}

fn articles(path: &str) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let mut reading = Reader::default().read_path(path)?;
    if reading.articles.is_empty() {
        let reader = Reader::builder().column(Field::Body, "sentences").outlet("unknown").build();
        reading = reader.read_path(path)?;
    }
    eprintln!("{}", reading.summary());
    Ok(reading.articles)
}

/// Groups more and more generated articles and prints time and memory: `grouping-growth 1000000 [--stream]`.
pub fn growth(arguments: &[String]) -> Outcome {
    let most: usize = arguments.first().ok_or("needed: a number of articles")?.parse()?;
    let stream = has(arguments, "--stream");
    println!("articles\tstories\tseconds\tmicroseconds/article\tpeak MB\tpairs in one story");
    let mut n = 1_000;
    while n <= most {
        let mut stories: Vec<usize> = Vec::with_capacity(n);
        let start = Instant::now();
        let n_stories = if stream {
            let mut stream = Grouper::default().stream();
            let placed: Vec<_> = (0..n).map(|i| stream.add(&generated(i, n)).story).collect();
            stories.extend(placed.into_iter().map(|story| stream.current(story).index()));
            stream.n_stories()
        } else {
            let articles: Vec<Article> = (0..n).map(|i| generated(i, n)).collect();
            let grouping = Grouper::default().group(&articles);
            stories.extend((0..n).map(|i| grouping.story_of(i).index()));
            grouping.stories().len()
        };
        let seconds = start.elapsed().as_secs_f64();
        let once = n.min(AT_ONCE) / PER_EVENT;
        let is_right = |&i: &usize| stories[i] == stories[i + once];
        // Articles so far apart report one event, but for the last report of each.
        let pairs: Vec<usize> =
            (0..n - once).filter(|i| i / once % PER_EVENT < PER_EVENT - 1).collect();
        let n_right = pairs.iter().filter(|i| is_right(i)).count();
        println!(
            "{n}\t{n_stories}\t{seconds:.2}\t{:.0}\t{}\t{:.3}",
            seconds * 1e6 / n as f64,
            peak_megabytes(),
            n_right as f64 / pairs.len() as f64
        );
        n *= 10;
    }
    Ok(())
}

/// Articles in which a thousand events go on at the same time, before others follow.
const AT_ONCE: usize = 4_000;
/// Reports of each event.
const PER_EVENT: usize = 4;

/// An article of 150 words: a third of them are its event's own, the others are drawn by Zipf's law from words that all
/// share. Events follow one another as in news, so many at a time.
fn generated(i: usize, n: usize) -> Article {
    let once = n.min(AT_ONCE) / PER_EVENT;
    let event = (i / AT_ONCE * once + i % once) as u64;
    let mut random = Random(i as u64 + 1);
    let mut body = String::new();
    for place in 0..150 {
        let word = match random.below(6) {
            0 => capital(&word(1_000_000 + event * 8 + random.below(8))),
            1 => word(500 + (event * 2_654_435_761 + random.below(12) * 97) % 20_000),
            _ => word((random.unit().powi(3) * 4_000.0) as u64),
        };
        body += &word;
        body += if place % 15 == 14 { ". " } else { " " };
    }
    let headline =
        [word(1_000_000 + event * 8), word(1_000_001 + event * 8), word(random.below(4_000))];
    Article::new(format!("outlet{}", random.below(300)), capital(&headline.join(" ")), body)
}

/// The word of a number, in syllables.
fn word(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu",
        "va",
    ];
    let mut word = String::from("z");
    while number > 0 {
        word += SYLLABLES[(number % 16) as usize];
        number /= 16;
    }
    word
}

fn capital(word: &str) -> String {
    word.replacen('z', "Z", 1)
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
