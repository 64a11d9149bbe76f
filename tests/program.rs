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
        (["brief", SAMPLE, "--format", "html"], "<!DOCTYPE html>"),
        (["brief", SAMPLE, "--format", "text"], "WHAT THE PAPERS SAY"),
        (["brief", SAMPLE, "--format", "markdown"], "## What the papers say"),
        (["brief", SAMPLE, "--format", "json"], "\"parallax/brief/1\""),
        (["brief", SAMPLE, "--format", "csv"], "section,group,claim,basis"),
        (["compare", SAMPLE, "--format", "text"], "articles elsewhere"),
        (["compare", SAMPLE, "--format", "markdown"], "|---|--:|"),
        (["compare", SAMPLE, "--format", "json"], "\"parallax/comparison/1\""),
        (["compare", SAMPLE, "--format", "csv"], "outlet,outlet_name,family"),
        (["outlets", SAMPLE, "--format", "text"], "as a rule"),
        (["outlets", SAMPLE, "--format", "json"], "\"parallax/outlets/1\""),
    ];
    for (arguments, expected) in cases {
        let output = parallax(&arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains(expected), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn places_of_a_pattern_are_shown() {
    let cases = [
        ("text", "[guarantees]"),
        ("csv", "outlet,published,article,left,keyword,right"),
        ("json", "\"keyword\": \"guarantees\""),
        ("jsonl", "\"keyword\":\"guarantees\""),
    ];
    for (form, expected) in cases {
        let output = parallax(&["kwic", SAMPLE, "--pattern", "guarantee*", "--format", form]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(expected), "{form}");
    }
    let nothing = parallax(&["kwic", SAMPLE, "-p", "zeppelin"]);
    assert!(nothing.status.success() && text(&nothing.stderr).contains("nothing matches"));
}

#[test]
fn frames_are_validated_against_labels() {
    let folder =
        std::env::temp_dir().join(format!("parallax-validate-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let coded = folder.join("coded.jsonl");
    let lines = [
        r#"{"text": "The court ruled that the law breaks the constitution.", "labels": ["legality_and_constitutionality"]}"#,
        r#"{"text": "Taxes, prices and wages rose, and the economy grew.", "labels": ["economic"]}"#,
    ];
    std::fs::write(&coded, lines.join("\n")).unwrap();
    let output = parallax(&["validate", coded.to_str().unwrap()]);
    let said = text(&output.stdout);
    assert!(said.contains("economic") && said.contains("2 texts; macro F1"), "{said}");
    std::fs::write(&coded, "{\"text\": 1}").unwrap();
    let output = parallax(&["validate", coded.to_str().unwrap()]);
    assert!(output.status.code() == Some(1) && text(&output.stderr).contains("coded.jsonl:1"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_form_follows_the_name_of_the_file_and_defaults_come_from_a_file() {
    let folder = std::env::temp_dir().join(format!("parallax-config-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (page, config) = (folder.join("page.html"), folder.join("parallax.toml"));
    let (page, config) = (page.to_str().unwrap(), config.to_str().unwrap());
    assert!(parallax(&["brief", SAMPLE, "-o", page]).status.success());
    assert!(std::fs::read_to_string(page).unwrap().starts_with("<!DOCTYPE html>"));
    let cases: [(&str, &[&str], i32, &str); 5] = [
        (
            "outlets = [\"SCMP\", \"nypost.com\"]\n[brief]\nformat = \"md\"",
            &["brief"],
            0,
            "from two outlets",
        ),
        ("format = \"json\"\nseed = 7", &["brief", "--format", "text"], 0, "seed 7"),
        ("top = 2\nquiet = true", &["brief"], 0, "WHAT HAPPENED"),
        ("sed = 7", &["brief"], 1, "no subcommand has an option \"sed\""),
        ("[brief]\ntop = 7", &["brief"], 1, "[brief] has no option \"top\""),
    ];
    for (written, arguments, code, expected) in cases {
        std::fs::write(config, written).unwrap();
        let output = parallax(&[arguments, &[SAMPLE, "--config", config][..]].concat());
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{written}: {said}");
        assert!(said.contains(expected), "{written}: {said}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn schemas_completions_and_the_manual_page_are_printed() {
    let cases: [(&[&str], &str); 5] = [
        (&["schema", "brief"], "\"$schema\""),
        (&["schema", "comparison"], "parallax/comparison/1"),
        (&["completions", "bash"], "complete -F"),
        (&["man"], ".TH parallax"),
        (&["man", "brief"], ".TH parallax-brief"),
    ];
    for (arguments, expected) in cases {
        let output = parallax(arguments);
        assert!(
            output.status.success() && text(&output.stdout).contains(expected),
            "{arguments:?}"
        );
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
    let cases: [(&[&str], i32, &str); 10] = [
        (&["brief", "no-such-file.jsonl"], 1, "no-such-file.jsonl"),
        (&["brief", SAMPLE, "--story", "tariffs"], 1, "Article 5-like"),
        (&["brief", SAMPLE, "--outlets", "Le Monde"], 1, "outlets here: Al Jazeera"),
        (&["brief", SAMPLE, "--outlets", "SCMP"], 1, "at least two outlets"),
        (&["brief", SAMPLE, "--columns", "text=body"], 1, "fields are"),
        (&["brief", SAMPLE, "--frames", SAMPLE], 1, "sample.jsonl:1"),
        (&["brief"], 2, "Usage"),
        (&["compare", SAMPLE, "--format", "html"], 1, "--format takes text, markdown"),
        (&["outlets", SAMPLE, "--only", "Le Monde"], 1, "no article of"),
        (&["man", "nothing"], 1, "no subcommand"),
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
