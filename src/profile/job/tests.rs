//! A job that is stopped anywhere and taken up again gives what an undisturbed one gives.

use std::fs;

use super::super::Profiler;
use super::*;

/// A folder of its own, gone when the test ends.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("parallax-job-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A job over two inputs in many pieces and runs.
    fn job(&self) -> Job {
        let mut job =
            Job::new([self.path("a.jsonl"), self.path("b.csv")], self.path("out.profile"));
        (job.memory, job.least, job.threads, job.chunk) = (12_000, 0, 1, 700);
        job.rejected(self.path("rejected.jsonl"))
    }

    fn results(&self) -> [Vec<u8>; 2] {
        ["out.profile", "rejected.jsonl"].map(|name| fs::read(self.path(name)).unwrap())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Articles in JSON Lines and CSV, some records of which are bad.
fn place(name: &str, n_articles: u32) -> Place {
    let place = Place::new(name);
    let (mut lines, mut rows) = (String::new(), String::from("outlet,story,headline,body\n"));
    for i in 0..n_articles {
        let words: Vec<String> =
            (0..i % 23).map(|n| format!("harbour{} dues w{}", n % 4, i * n % 301)).collect();
        let (outlet, story, body) = (i % 5, i / 7, words.join(" "));
        let record = match i % 11 {
            3 => "oops".to_owned(),
            5 => format!("{{\"outlet\": \"o{outlet}\"}}"),
            _ => format!(
                "{{\"outlet\": \"o{outlet}\", \"story\": \"s{story}\", \"headline\": \"Dues {i}\", \"body\": \"Ships. {body}\"}}"
            ),
        };
        lines += &(record + "\n");
        rows += &format!("o{outlet},s{story},Dues {i},{body}\n");
    }
    fs::write(place.path("a.jsonl"), lines).unwrap();
    fs::write(place.path("b.csv"), rows).unwrap();
    place
}

#[test]
fn threads_and_memory_do_not_show() {
    let place = place("threads", 120);
    let counted = place.job().run().unwrap();
    assert!(counted.n_runs > 4, "{} runs", counted.n_runs);
    let expected = place.results();
    for (threads, memory, chunk) in [(3, 12_000, 700), (2, 40_000, 4), (1, 1 << 30, 1 << 20)] {
        let mut job = place.job();
        (job.threads, job.memory, job.chunk) = (threads, memory, chunk);
        let again = job.run().unwrap();
        assert_eq!((again.n_articles, &again.set_aside), (counted.n_articles, &counted.set_aside));
        assert!(place.results() == expected, "{threads} threads, {memory} bytes");
        assert!(!job.folder().exists());
    }
    // The same as counting in memory what reading gives.
    let mut profiler = Profiler::new(&Options::default());
    let mut aside = Vec::new();
    for record in Reader::default()
        .keeping_duplicates()
        .open_all([place.path("a.jsonl"), place.path("b.csv")])
    {
        match record.unwrap() {
            crate::ingest::Record::Article { article, .. } => {
                let story = article.story.as_deref().unwrap_or("");
                profiler.add(
                    &article.outlet,
                    story,
                    &format!("{}\n{}", article.headline, article.body),
                );
            }
            crate::ingest::Record::SetAside(record) => {
                aside.extend(serde_json::to_vec(&record).unwrap());
                aside.push(b'\n');
            }
        }
    }
    assert!(profiler.finish().to_bytes().unwrap() == expected[0]);
    assert_eq!(String::from_utf8(aside).unwrap(), String::from_utf8(expected[1].clone()).unwrap());
}

#[test]
fn a_job_stopped_at_any_step_is_taken_up() {
    let place = place("stopped", 40);
    place.job().run().unwrap();
    let expected = place.results();
    let mut n_stops = 0;
    // Beyond the runs it is section after section in the same steps, of which every seventh is enough.
    for steps in (0..80).chain((80..).step_by(7)) {
        for name in ["out.profile", "rejected.jsonl"] {
            fs::remove_file(place.path(name)).unwrap();
        }
        let mut job = place.job();
        job.disk = Disk::failing_after(steps);
        let stopped = job.run();
        if stopped.is_ok() {
            break;
        }
        n_stops += 1;
        let message = stopped.unwrap_err().to_string();
        assert!(message.contains("no space is left"), "{message}");
        // Stopped once more, and then left in peace with two threads.
        let mut job = place.job().resume();
        job.disk = Disk::failing_after(steps / 2);
        let _ = job.run();
        let mut job = place.job().resume();
        job.threads = 2;
        job.run().unwrap();
        assert!(place.results() == expected, "stopped after {steps} steps");
        assert!(!job.folder().exists());
    }
    assert!(n_stops > 80, "only {n_stops} steps");
}

/// A job that was stopped with all runs written.
fn unfinished(name: &str) -> Place {
    let place = place(name, 40);
    let mut steps = 20;
    loop {
        let mut job = place.job();
        job.start = Start::Anew;
        job.disk = Disk::failing_after(steps);
        let stopped = job.run().is_err();
        assert!(stopped, "{steps} steps are enough for all");
        if job.folder().join("section-00").exists() {
            return place;
        }
        steps += 1;
    }
}

#[test]
fn damage_to_the_work_is_an_error() {
    let place = unfinished("damage");
    let folder = place.job().folder();
    let files: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut n_changes = 0;
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        if !(name == "manifest" || name.starts_with("run-")) {
            continue;
        }
        let whole = fs::read(&path).unwrap();
        let every = 1 + whole.len() / 150;
        for at in (0..whole.len()).step_by(every) {
            let mut changed = whole.clone();
            changed[at] ^= 1 << (at % 8);
            for bytes in [&changed[..], &whole[..at]] {
                fs::write(&path, bytes).unwrap();
                let error = place.job().resume().run();
                assert!(error.is_err(), "{name}: byte {at} of {}", whole.len());
                n_changes += 1;
            }
        }
        fs::write(&path, &whole).unwrap();
    }
    assert!(n_changes > 500, "only {n_changes} changes");
    place.job().resume().run().unwrap();
    let resumed = place.results();
    place.job().run().unwrap();
    assert!(place.results() == resumed);
}

#[test]
fn earlier_work_is_neither_lost_nor_mixed_with_other() {
    let place = unfinished("mixed");
    let message = |job: Job| job.run().unwrap_err().to_string();
    assert!(message(place.job()).contains("left unfinished"));
    let other = Options::default().by(super::super::By::Outlet);
    assert!(message(place.job().resume().options(other)).contains("other options"));
    let mut job = place.job().resume();
    job.inputs.pop();
    assert!(message(job).contains("other inputs"));
    let mut text = fs::read(place.path("a.jsonl")).unwrap();
    text[40] ^= 1;
    fs::write(place.path("a.jsonl"), text).unwrap();
    assert!(message(place.job().resume()).contains("changed since"));
    place.job().start(Start::Anew).run().unwrap();
    assert!(!place.job().folder().exists());
}

#[test]
fn nothing_to_count_is_an_empty_profile() {
    let place = Place::new("nothing");
    fs::write(place.path("a.jsonl"), "{\"a\": 1}\noops\n").unwrap();
    let job = Job::new([place.path("a.jsonl")], place.path("out"));
    let counted = job.run().unwrap();
    assert_eq!(counted.n_articles, 0);
    assert_eq!(counted.set_aside, [("malformed".to_owned(), 1), ("no text".to_owned(), 1)]);
    let bytes = fs::read(place.path("out")).unwrap();
    assert!(bytes == super::super::Profile::empty(&Options::default()).to_bytes().unwrap());
    assert!(Job::new([place.path("none")], place.path("out")).run().is_err());
}
