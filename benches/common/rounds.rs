//! Ratios of times that hold on a busy machine: all contestants run in every round, a ratio is
//! taken within each round, and the median of the rounds is told.

use std::hint::black_box;
use std::time::Instant;

use cpu_time::ThreadTime;

/// Something to time; what it gives is only kept from being optimised away.
pub struct Contestant<'a> {
    pub name: &'static str,
    pub run: Box<dyn FnMut() -> usize + 'a>,
}

pub fn contestant<'a>(name: &'static str, run: impl FnMut() -> usize + 'a) -> Contestant<'a> {
    Contestant { name, run: Box::new(run) }
}

/// Seconds of each contestant in each round.
pub struct Times {
    names: Vec<&'static str>,
    rounds: Vec<Vec<f64>>,
}

/// Runs everything `rounds` times, after one round that does not count, on the clock of the wall.
pub fn race(rounds: usize, mut contestants: Vec<Contestant<'_>>) -> Times {
    let mut times =
        Times { names: contestants.iter().map(|c| c.name).collect(), rounds: Vec::new() };
    for round in 0..=rounds {
        let mut row = Vec::new();
        for contestant in &mut contestants {
            let start = Instant::now();
            black_box((contestant.run)());
            row.push(start.elapsed().as_secs_f64());
        }
        if round > 0 {
            times.rounds.push(row);
        }
    }
    times
}

impl Times {
    fn column(&self, name: &str) -> usize {
        self.names.iter().position(|&n| n == name).unwrap_or_else(|| panic!("{name} did not run"))
    }

    /// The median over the rounds of how many times faster `fast` is than `slow`.
    pub fn ratio(&self, slow: &str, fast: &str) -> f64 {
        let (slow, fast) = (self.column(slow), self.column(fast));
        median(self.rounds.iter().map(|row| row[slow] / row[fast]))
    }

    /// The shortest time of a contestant, in seconds.
    pub fn least(&self, name: &str) -> f64 {
        let column = self.column(name);
        self.rounds.iter().map(|row| row[column]).fold(f64::INFINITY, f64::min)
    }

    /// One line per contestant: megabytes a second (median), which drift from run to run, and the least and the median time.
    pub fn print_speeds(&self, bytes: usize) {
        for (at, name) in self.names.iter().enumerate() {
            let seconds = median(self.rounds.iter().map(|row| row[at]));
            println!(
                "| {name} | {:.0} MB/s | {:.2} ms | {:.2} ms |",
                bytes as f64 / 1e6 / seconds,
                seconds * 1e3,
                self.least(name) * 1e3
            );
        }
    }
}

/// Runs everything `rounds` times, after one round that does not count, and keeps the smallest processor time of
/// each: others on the machine only add to it. For work on the calling thread.
///
/// Every round must give the answers of the first.
pub fn least_race(rounds: usize, mut contestants: Vec<Contestant<'_>>) -> Vec<Least> {
    let mut least: Vec<Least> = contestants
        .iter_mut()
        .map(|it| Least { name: it.name, seconds: f64::INFINITY, answer: black_box((it.run)()) })
        .collect();
    for _ in 0..rounds {
        for (contestant, best) in contestants.iter_mut().zip(&mut least) {
            let (answer, seconds) = on_processor(&mut contestant.run);
            assert_eq!(answer, best.answer, "{} gave another answer", best.name);
            best.seconds = best.seconds.min(seconds);
        }
    }
    least
}

/// The smallest time of a contestant, and what it gave.
pub struct Least {
    pub name: &'static str,
    pub seconds: f64,
    pub answer: usize,
}

/// What the work gives and the seconds for which this thread had a processor.
pub fn on_processor<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = ThreadTime::now();
    let answer = black_box(work());
    (answer, start.elapsed().as_secs_f64())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
