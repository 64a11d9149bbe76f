//! The program as a person meets it: files, standard input, forms, mistakes.
#![cfg(feature = "cli")]

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");

fn parallax(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parallax")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_command_writes_every_form() {
    let cases = [
        (["brief", SAMPLE, "--format", "text"], "WHAT THE PAPERS SAY"),
        (["brief", SAMPLE, "--format", "markdown"], "## What the papers say"),
        (["brief", SAMPLE, "--format", "json"], "\"parallax/brief/1\""),
        (["brief", SAMPLE, "--format", "csv"], "section,group,claim,basis"),
        (["compare", SAMPLE, "--format", "text"], "articles elsewhere"),
        (["compare", SAMPLE, "--format", "markdown"], "|---|--:|"),
        (["compare", SAMPLE, "--format", "json"], "\"parallax/comparison/1\""),
        (["compare", SAMPLE, "--format", "csv"], "outlet,outlet_name,family"),
    ];
    for (arguments, expected) in cases {
        let output = parallax(&arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains(expected), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn standard_input_is_read_and_gives_the_same() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(["brief", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&std::fs::read(SAMPLE).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stdout), text(&parallax(&["brief", SAMPLE]).stdout));
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(["compare", SAMPLE, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 16];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn mistakes_are_told_with_a_remedy() {
    let cases: [(&[&str], i32, &str); 7] = [
        (&["brief", "no-such-file.jsonl"], 1, "no-such-file.jsonl"),
        (&["brief", SAMPLE, "--story", "tariffs"], 1, "Article 5-like"),
        (&["brief", SAMPLE, "--outlets", "Le Monde"], 1, "outlets here: Al Jazeera"),
        (&["brief", SAMPLE, "--outlets", "SCMP"], 1, "at least two outlets"),
        (&["brief", SAMPLE, "--columns", "text=body"], 1, "fields are"),
        (&["brief", SAMPLE, "--frames", SAMPLE], 1, "sample.jsonl:1"),
        (&["brief"], 2, "Usage"),
    ];
    for (arguments, code, expected) in cases {
        let output = parallax(arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn outlets_are_chosen_by_any_of_their_names() {
    let output =
        parallax(&["compare", SAMPLE, "--outlets", "scmp.com,nypost.com", "--format", "csv"]);
    let table = text(&output.stdout);
    assert!(
        table.contains("south-china-morning-post") && table.contains("new-york-post"),
        "{table}"
    );
    assert!(!table.contains("reuters"));
}

#[test]
fn set_aside_records_are_explained_and_written() {
    let folder = std::env::temp_dir().join(format!("parallax-program-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (input, rejected) = (folder.join("coverage.jsonl"), folder.join("rejected.jsonl"));
    let good = std::fs::read_to_string(SAMPLE).unwrap();
    std::fs::write(&input, format!("{good}\n{{\"outlet\": \"x\"}}\nnot json\n")).unwrap();
    let (input, rejected) = (input.to_str().unwrap(), rejected.to_str().unwrap());
    let output = parallax(&["brief", input, "--rejected", rejected]);
    assert!(output.status.success());
    let told = std::fs::read_to_string(rejected).unwrap();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("\"line\":20") && told.contains("\"line\":21"), "{told}");
    assert_eq!(text(&output.stdout), text(&parallax(&["brief", SAMPLE]).stdout));
    std::fs::remove_dir_all(&folder).unwrap();
}
