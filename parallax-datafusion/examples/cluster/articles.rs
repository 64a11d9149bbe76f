//! Articles to try the cluster on: words that are none, as often as words are in news.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::error::Result;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::file::properties::WriterProperties;

/// How many outlets report.
const OUTLETS: u64 = 40;

/// How many articles there are on a story.
const ON_A_STORY: u64 = 60;

/// How many words there are to choose from.
const WORDS: f64 = 200_000.0;

/// One article.
pub struct Article {
    /// The outlet.
    pub outlet: String,
    /// The key of the story.
    pub story: String,
    /// Headline and body.
    pub text: String,
}

/// Articles of about so many bytes of text, the same at each call.
pub fn articles(n_bytes: usize) -> impl Iterator<Item = Article> {
    let mut made = 0;
    (0..).map(article).take_while(move |article| {
        let more = made < n_bytes;
        made += article.text.len();
        more
    })
}

fn article(nth: u64) -> Article {
    let mut random = Random(nth.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let story = nth / ON_A_STORY;
    let n_words = 250 + random.below(500);
    let mut text = String::with_capacity(8 * n_words as usize);
    for at in 0..n_words {
        // Every sentence has some words of its story.
        let number = if random.below(12) == 0 {
            1_000_000 + 100 * story + random.below(100)
        } else {
            // By Zipf's law the logarithm of a rank is about uniform.
            WORDS.powf(random.unit()) as u64
        };
        let begins = at % 17 == 0;
        if at > 0 {
            text.push_str(if begins { ". " } else { " " });
        }
        word(number, begins, &mut text);
        if at == 8 {
            text.push('\n');
        }
    }
    text.push('.');
    let outlet = format!("outlet-{:02}.example", random.below(OUTLETS));
    Article { outlet, story: format!("story-{story}"), text }
}

/// The word of a number, by syllables.
fn word(mut number: u64, capital: bool, text: &mut String) {
    let start = text.len();
    loop {
        text.push(char::from(b"bdfghklmnprstvz"[(number % 15) as usize]));
        number /= 15;
        text.push(char::from(b"aeiou"[(number % 5) as usize]));
        number /= 5;
        if number == 0 {
            break;
        }
    }
    if capital {
        text[start..start + 1].make_ascii_uppercase();
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 16) % n
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Writes the articles as a folder of `n_files` Parquet files; gives the bytes of text.
pub fn write(folder: &Path, n_bytes: usize, n_files: usize) -> Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut articles = articles(n_bytes);
    let mut n_text = 0;
    for nth in 0..n_files {
        let file = File::create(folder.join(format!("articles-{nth:03}.parquet")))?;
        // Uncompressed, so that reading takes no time from what is measured.
        let properties = WriterProperties::builder().set_dictionary_enabled(false).build();
        let schema = batch(&[])?.schema();
        let mut writer = ArrowWriter::try_new(file, schema, Some(properties))?;
        let until = if nth + 1 == n_files { usize::MAX } else { n_bytes * (nth + 1) / n_files };
        while n_text < until {
            let rows: Vec<Article> = articles.by_ref().take(500).collect();
            if rows.is_empty() {
                break;
            }
            n_text += rows.iter().map(|article| article.text.len()).sum::<usize>();
            writer.write(&batch(&rows)?)?;
        }
        writer.close()?;
    }
    Ok(n_text)
}

fn batch(rows: &[Article]) -> Result<RecordBatch> {
    let column = |of: fn(&Article) -> &str| -> ArrayRef {
        Arc::new(rows.iter().map(|article| Some(of(article))).collect::<StringArray>())
    };
    Ok(RecordBatch::try_from_iter([
        ("outlet", column(|article| &article.outlet)),
        ("story", column(|article| &article.story)),
        ("text", column(|article| &article.text)),
    ])?)
}
