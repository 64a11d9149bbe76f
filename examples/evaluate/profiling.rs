//! How profiles behave at scale: growth, cost by stage, and being killed.
//!
//! `profile-growth FOLDER [--to 1000000] [--words 860]` makes files of 10^4, 3 * 10^4, 10^5, ... articles in a folder, counts each
//! in a process of its own on one thread and on all (small ones several times, because the clock of the processor ticks a
//! hundred times a second), fits cost by article on sizes below the largest, and shows how well that predicts the largest.
//! `profile-stages FILE` shows where the time goes. `kill-profile PROGRAM FILE [--times 50]` kills the real program at random
//! moments, lets it go on, and compares the bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use parallax::ingest::{Reader, Record};
use parallax::profile::{Job, Options, Profile, Profiler, Start, Step};
use parallax::token::{Chain, Normalizer};

use super::generate::Press;
use super::{Outcome, option};

/// The numbers of articles.
const SIZES: [usize; 5] = [10_000, 30_000, 100_000, 300_000, 1_000_000];

/// One size.
struct Grown {
    n: f64,
    file_bytes: f64,
    seconds: [f64; 2],
    peak: f64,
    profile_bytes: f64,
    n_terms: f64,
    n_units: f64,
}

/// Counts and prints what it cost each time: `profile-once FILE OUT THREADS MIB TIMES`.
pub fn once(arguments: &[String]) -> Outcome {
    let [file, out, threads, memory, times] = arguments else {
        return Err("needed: FILE OUT THREADS MIB TIMES".into());
    };
    let times: u32 = times.parse()?;
    let (start, before) = (Instant::now(), cpu_seconds());
    let merging = std::sync::Mutex::new(None);
    let mut n_runs = 0;
    for _ in 0..times {
        let counted = Job::new([file], out)
            .threads(threads.parse()?)
            .memory(memory.parse::<usize>()? << 20)
            .start(Start::Anew)
            .run_telling(&|step| {
                if let (Step::Merging(_), Ok(mut at)) = (step, merging.lock()) {
                    at.get_or_insert_with(cpu_seconds);
                }
            })?;
        n_runs = counted.n_runs;
    }
    let each = |seconds: f64| seconds / f64::from(times);
    let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds());
    // From the end of the first section on, and only where one job tells of it.
    let merging = merging.into_inner()?.filter(|_| times == 1).map_or(0.0, |at| cpu - at);
    let profile = Profile::open(out)?;
    println!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{merging}\t{n_runs}",
        each(seconds),
        each(cpu - before),
        super::peak_megabytes(),
        profile.n_bytes(),
        profile.n_terms(),
        profile.units().len(),
    );
    Ok(())
}

/// The table of growth.
pub fn growth(arguments: &[String]) -> Outcome {
    let folder = PathBuf::from(arguments.first().ok_or("needed: a folder for files")?);
    let most: usize = option(arguments, "--to").unwrap_or("1000000").parse()?;
    let memory = option(arguments, "--memory").unwrap_or("256");
    let words = option(arguments, "--words").unwrap_or("860").parse()?;
    let press = Press::new(1, false, words);
    println!(
        "articles\tMB\tcpu s, 1 thread\tus/article\tns/byte\tof it merging\truns\ts, 1 thread\ts, all\tcpu s, all\tMB/s, all\tpeak MB\tprofile MB\tterms\tunits"
    );
    let mut sizes: Vec<Grown> = Vec::new();
    for n in SIZES.into_iter().filter(|&n| n <= most) {
        let (file, out) = (folder.join("growth.jsonl"), folder.join("growth.profile"));
        press.write(&file, n)?;
        let mut runs = Vec::new();
        let times = (100_000 / n).max(1);
        for threads in ["1", "0"] {
            runs.push(measured(&file, &out, threads, memory, times)?);
        }
        let file_bytes = fs::metadata(&file)?.len() as f64;
        let (one, all) = (&runs[0], &runs[1]);
        println!(
            "{n}\t{:.1}\t{:.3}\t{:.1}\t{:.2}\t{:.0} %\t{}\t{:.2}\t{:.2}\t{:.2}\t{:.0}\t{:.0}\t{:.1}\t{}\t{}",
            file_bytes / 1e6,
            one[1],
            one[1] / n as f64 * 1e6,
            one[1] / file_bytes * 1e9,
            100.0 * one[6] / one[1],
            one[7],
            one[0],
            all[0],
            all[1],
            file_bytes / 1e6 / all[0],
            all[2],
            one[3] / 1e6,
            one[4],
            one[5]
        );
        sizes.push(Grown {
            n: n as f64,
            file_bytes,
            seconds: [one[1], all[0]],
            peak: all[2],
            profile_bytes: one[3],
            n_terms: one[4],
            n_units: one[5],
        });
        fs::remove_file(file)?;
        fs::remove_file(out)?;
    }
    let Some((last, fitted)) = sizes.split_last().filter(|(_, fitted)| fitted.len() > 1) else {
        return Err("needed: at least three sizes".into());
    };
    println!(
        "\npredicted for {} articles from the smaller sizes:\tpredicted\tfound\terror",
        last.n
    );
    let told = |name: &str, of: &dyn Fn(&Grown) -> f64, fit: fn(&[(f64, f64)], f64) -> f64| {
        let points: Vec<(f64, f64)> = fitted.iter().map(|size| (size.n, of(size))).collect();
        let predicted = fit(&points, last.n);
        let found = of(last);
        println!(
            "{name}\t{predicted:.3e}\t{found:.3e}\t{:+.1} %",
            100.0 * (predicted / found - 1.0)
        );
    };
    told("bytes of text", &|size| size.file_bytes, straight);
    told("CPU seconds, one thread", &|size| size.seconds[0], last_line);
    told("seconds, all threads", &|size| size.seconds[1], last_line);
    told("units", &|size| size.n_units, straight);
    told("terms", &|size| size.n_terms, power_law);
    told("bytes of the profile", &|size| size.profile_bytes, straight);
    println!("peak MB of the last two: {:.0}, {:.0}", fitted[fitted.len() - 1].peak, last.peak);
    Ok(())
}

/// Seconds, CPU seconds, peak MB, bytes, terms, units, CPU seconds of merging, and runs, in a process of its own.
fn measured(
    file: &Path,
    out: &Path,
    threads: &str,
    memory: &str,
    times: usize,
) -> Result<Vec<f64>, Box<dyn std::error::Error>> {
    let output = Command::new(std::env::current_exe()?)
        .arg("profile-once")
        .args([file, out])
        .args([threads, memory, &times.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    let line = String::from_utf8(output.stdout)?;
    Ok(line.trim().split('\t').map(str::parse).collect::<Result<_, _>>()?)
}

/// The line through points of a fixed and a proportional cost, each point weighted by its own size.
fn straight(points: &[(f64, f64)], at: f64) -> f64 {
    let (mut w, mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for &(n, value) in points {
        let weight = 1.0 / (value * value);
        w += weight;
        x += weight * n;
        y += weight * value;
        xx += weight * n * n;
        xy += weight * n * value;
    }
    let slope = (w * xy - x * y) / (w * xx - x * x);
    (y - slope * x) / w + slope * at
}

/// The line through the last two points: small sizes fit in memory and are spared the merge that all others need.
fn last_line(points: &[(f64, f64)], at: f64) -> f64 {
    straight(&points[points.len().saturating_sub(2)..], at)
}

/// The power law through the last two points: a vocabulary grows by Heaps' law.
fn power_law(points: &[(f64, f64)], at: f64) -> f64 {
    let [.., (n1, v1), (n2, v2)] = points else { return f64::NAN };
    v2 * (at / n2).powf((v2 / v1).ln() / (n2 / n1).ln())
}

/// Where the time goes, on one thread.
pub fn stages(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file")?;
    let megabytes = fs::metadata(path)?.len() as f64 / 1e6;
    let stage = |name: &str, before: f64| {
        let now = cpu_seconds();
        println!("{name}\t{:.2} CPU s\t{:.0} MB/s", now - before, megabytes / (now - before));
        now
    };
    let mut at = cpu_seconds();
    let mut sum = 0_u64;
    let mut file = fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = std::io::Read::read(&mut file, &mut buffer)?;
        sum += buffer[..n].iter().map(|&byte| u64::from(byte)).sum::<u64>();
        if n == 0 {
            break;
        }
    }
    at = stage("reading the bytes", at);
    let mut texts = Vec::new();
    for record in Reader::default().open(path)? {
        if let Record::Article { article, .. } = record {
            texts.push((
                article.outlet,
                article.story.unwrap_or_default(),
                article.headline + "\n" + &article.body,
            ));
        }
    }
    at = stage("records of JSON to articles, held", at);
    let mut chain = Chain::new(Normalizer::default());
    for (.., text) in &texts {
        sum += chain.count(text).n_words as u64;
    }
    at = stage("words to counts of terms", at);
    let mut profiler = Profiler::new(&Options::default());
    for (outlet, story, text) in &texts {
        profiler.add(outlet, story, text);
    }
    let profile = profiler.finish();
    at = stage("words to a profile in memory", at);
    let stored = Profile::from_bytes(&profile.to_bytes()?)?;
    at = stage("checking it whole", at);
    let merged = Profile::merged(&[&profile, &stored])?;
    stage("merging it with itself", at);
    println!(
        "{sum} {} articles, {} bytes, merged {}",
        profile.n_articles(),
        profile.n_bytes(),
        merged.n_bytes()
    );
    Ok(())
}

/// Kills the program again and again.
pub fn kill(arguments: &[String]) -> Outcome {
    let [program, file, ..] = arguments else { return Err("needed: PROGRAM FILE".into()) };
    let times: u64 = option(arguments, "--times").unwrap_or("50").parse()?;
    let out = std::env::temp_dir().join(format!("parallax-kill-{}.profile", std::process::id()));
    let start = |how: &str| {
        let mut command = Command::new(program);
        command
            .arg("profile")
            .arg(file)
            .arg("-o")
            .arg(&out)
            .args([how, "--memory", "32", "--quiet"]);
        command.stdout(Stdio::null()).spawn()
    };
    let began = Instant::now();
    let whole = start("--restart")?.wait()?;
    let length = began.elapsed().as_secs_f64();
    if !whole.success() {
        return Err("the program fails even when it is left in peace".into());
    }
    let expected = fs::read(&out)?;
    let mut dice = super::generate::dice(7);
    let (mut n_same, mut n_killed) = (0, 0);
    for time in 0..times {
        fs::remove_file(&out)?;
        let mut how = "--restart";
        // Every third time it is killed twice.
        for _ in 0..if time % 3 == 2 { 2 } else { 1 } {
            let mut child = start(how)?;
            std::thread::sleep(Duration::from_secs_f64(
                length * dice.below(1_000) as f64 / 1_000.0,
            ));
            child.kill()?;
            n_killed += u64::from(!child.wait()?.success());
            how = "--resume";
        }
        let resumed = start("--resume")?.wait()?;
        n_same += u64::from(resumed.success() && fs::read(&out)? == expected);
    }
    fs::remove_file(&out)?;
    println!(
        "{n_killed} kills in {times} jobs of {length:.1} s; {n_same} of {times} gave the bytes of an undisturbed job"
    );
    if n_same == times { Ok(()) } else { Err("some results differ".into()) }
}

/// The CPU time of this process, as Linux tells it; 0 elsewhere.
pub fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
