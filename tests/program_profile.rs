//! `parallax profile` and `parallax merge` as a person meets them.
#![cfg(feature = "cli")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("parallax-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn parallax(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parallax")).args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = parallax(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn halves_merge_to_the_whole_and_answer() {
    let folder = Folder::new("profile");
    let text = fs::read_to_string(SAMPLE).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (first, second) = lines.split_at(lines.len() / 3);
    fs::write(folder.path("a.jsonl"), first.join("\n")).unwrap();
    fs::write(folder.path("b.jsonl"), second.join("\n")).unwrap();
    let [whole, a, b, merged] =
        ["whole", "a.profile", "b.profile", "merged"].map(|n| folder.path(n));
    let summary = printed(&["profile", SAMPLE, "-o", &whole, "--threads", "1"]);
    assert!(summary.starts_with(&format!("{} articles, ", lines.len())), "{summary}");
    printed(&["profile", &folder.path("a.jsonl"), "-o", &a]);
    printed(&["profile", &folder.path("b.jsonl"), "-o", &b]);
    assert_eq!(printed(&["merge", &b, &a, "-o", &merged]), summary);
    assert!(fs::read(&merged).unwrap() == fs::read(&whole).unwrap());

    let outlets = printed(&["profile", "--show", &whole, "--format", "csv"]);
    assert!(outlets.starts_with("outlet,n_articles,n_words,n_stories\n"), "{outlets}");
    let outlet = outlets.lines().nth(1).unwrap().split(',').next().unwrap();
    let cases =
        [("text", "per 10,000 words"), ("csv", "log2_low,log2_high,p,q"), ("json", "\"test\":")];
    for (form, expected) in cases {
        let arguments = [
            "profile",
            "--show",
            &whole,
            "--outlet",
            outlet,
            "--min-articles",
            "1",
            "--format",
            form,
        ];
        assert!(printed(&arguments).contains(expected), "{form}");
    }
}

#[test]
fn standard_input_gives_what_a_file_gives() {
    let folder = Folder::new("profile-stream");
    let [file, stream] = ["file", "stream"].map(|name| folder.path(name));
    printed(&["profile", SAMPLE, "-o", &file]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(["profile", "-", "-o", &stream])
        .stdin(std::process::Stdio::from(fs::File::open(SAMPLE).unwrap()))
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    assert!(child.wait().unwrap().success());
    assert!(fs::read(&stream).unwrap() == fs::read(&file).unwrap());
    let output = parallax(&["profile", "-", "-o", &stream, "--resume"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && message.contains("cannot be read again"), "{message}");
}

#[test]
fn mistakes_and_damage_are_told() {
    let folder = Folder::new("profile-mistakes");
    let whole = folder.path("whole");
    printed(&["profile", SAMPLE, "-o", &whole, "--no-stories"]);
    let plain = folder.path("plain");
    printed(&["profile", SAMPLE, "-o", &plain]);
    let mut bytes = fs::read(&plain).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let damaged = folder.path("damaged");
    fs::write(&damaged, bytes).unwrap();
    let out = folder.path("out");
    let cases: [(&[&str], &str); 6] = [
        (&["merge", &whole, &plain, "-o", &out], "other options"),
        (&["merge", &damaged, &plain, "-o", &out], "damaged: found"),
        (&["merge", SAMPLE, &plain, "-o", &out], "do not begin as a profile"),
        (&["profile", "--show", &plain, "--outlet", "Nobody's"], "no outlet matches"),
        (&["profile", SAMPLE], "name the profile"),
        (&["profile", SAMPLE, "-o", &out, "--language", "xx"], "no language"),
    ];
    for (arguments, expected) in cases {
        let output = parallax(arguments);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && message.contains(expected), "{arguments:?}: {message}");
        assert!(!PathBuf::from(&out).exists(), "{arguments:?}");
    }
}

#[test]
fn records_that_are_set_aside_are_counted_and_written() {
    let folder = Folder::new("profile-aside");
    let text =
        "{\"outlet\": \"Courier\", \"body\": \"Harbour dues\"}\noops\n{\"outlet\": \"Courier\"}\n";
    fs::write(folder.path("a.jsonl"), text).unwrap();
    let [file, out, rejected] = ["a.jsonl", "out", "rejected.jsonl"].map(|name| folder.path(name));
    let output = parallax(&["profile", &file, "-o", &out, "--rejected", &rejected]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("2 records set aside: 1 malformed, 1 no text"), "{message}");
    let lines = fs::read_to_string(rejected).unwrap();
    assert_eq!(lines.matches("\"line\":").count(), 2, "{lines}");
    assert!(lines.lines().next().unwrap().contains("\"line\":2"), "{lines}");
}
