//! How fast do JSON crates take an article out of its line?
//!
//! `cargo run --release --manifest-path benches/rivals/Cargo.toml --bin json -- FILE.jsonl` reads every line into the fields that
//! counting needs, borrowed where they have no escapes, and prints the best of five rounds of each crate.

use std::borrow::Cow;
use std::time::Instant;

use serde::Deserialize;

#[derive(Deserialize)]
struct Article<'a> {
    #[serde(borrow)]
    outlet: Cow<'a, str>,
    #[serde(borrow, default)]
    story: Cow<'a, str>,
    #[serde(borrow, default)]
    headline: Cow<'a, str>,
    #[serde(borrow)]
    body: Cow<'a, str>,
}

impl Article<'_> {
    fn n_bytes(&self) -> usize {
        self.outlet.len() + self.story.len() + self.headline.len() + self.body.len()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("needed: FILE.jsonl")?;
    let text = std::fs::read(path)?;
    let lines = || text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let mut room = Vec::new();
    let race = |name: &str, each: &mut dyn FnMut(&[u8]) -> usize| {
        let rounds = (0..5).map(|_| {
            let start = Instant::now();
            let n_bytes: usize = lines().map(&mut *each).sum();
            (start.elapsed().as_secs_f64(), n_bytes)
        });
        if let Some((seconds, n_bytes)) = rounds.min_by(|a, b| a.0.total_cmp(&b.0)) {
            println!("{name}\t{:.0} MB/s\t{n_bytes} bytes", text.len() as f64 / 1e6 / seconds);
        }
    };
    race("lines alone", &mut |line| line.len());
    race("serde_json", &mut |line| {
        serde_json::from_slice::<Article<'_>>(line).map_or(0, |article| article.n_bytes())
    });
    race("sonic-rs", &mut |line| {
        sonic_rs::from_slice::<Article<'_>>(line).map_or(0, |article| article.n_bytes())
    });
    // It writes into its input, so each line has to be copied.
    race("simd-json", &mut |line| {
        room.clear();
        room.extend_from_slice(line);
        simd_json::serde::from_slice::<Article<'_>>(&mut room).map_or(0, |a| a.n_bytes())
    });
    Ok(())
}
