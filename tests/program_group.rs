//! `parallax ingest` and `parallax group` as a person meets them.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Output};

use parallax::Article;

/// A folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn parallax(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parallax")).args(arguments).output().unwrap()
}

fn articles(lines: &[u8]) -> Vec<Article> {
    let text = std::str::from_utf8(lines).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const TABLE: &str = "outlet,title,text,id
a,Ferry runs aground,\"The ferry Osprey ran aground off Larn. Divers came to the ferry.\",1
b,Divers free ferry,\"Divers freed the ferry Osprey, which lay aground off Larn.\",2
c,Bakers win,\"Two bakers from Tull won a prize for their rye bread.\",3
d,Empty, ,4
e,Rye bread prize,\"The prize for rye bread went to two bakers from Tull.\",5
";

#[test]
fn a_table_becomes_articles_and_articles_stories() {
    let folder = folder("group");
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::write(path("in.csv"), TABLE).unwrap();

    let (read, report) = (path("read.jsonl"), path("report.jsonl"));
    let output = parallax(&["ingest", &path("in.csv"), "-o", &read, "--report", &report]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("5 records: 4 articles, 1 set aside"));
    let found = articles(&std::fs::read(&read).unwrap());
    assert_eq!(
        found.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(),
        ["1", "2", "3", "5"]
    );
    let asides = std::fs::read_to_string(&report).unwrap();
    assert_eq!(asides.lines().count(), 1);
    let aside: serde_json::Value = serde_json::from_str(&asides).unwrap();
    assert_eq!(aside["place"]["line"], 5);

    for mode in [&[][..], &["--stream"], &["--window", "7"]] {
        let output = parallax(&[&["group", &read, "--quiet"][..], mode].concat());
        assert!(output.status.success() && output.stderr.is_empty(), "{mode:?}");
        let grouped = articles(&output.stdout);
        let mut stories: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (before, article) in found.iter().zip(grouped) {
            assert_eq!((&before.body, &before.headline), (&article.body, &article.headline));
            assert!(article.story_title.is_some_and(|title| !title.is_empty()));
            stories.entry(article.story.unwrap()).or_default().push(article.id);
        }
        let sets: Vec<Vec<String>> = stories.into_values().collect();
        assert!(sets.contains(&vec!["1".into(), "2".into()]), "{mode:?} {sets:?}");
        assert!(sets.contains(&vec!["3".into(), "5".into()]), "{mode:?} {sets:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    for command in ["group", "ingest"] {
        let output = parallax(&[command, "no such file.jsonl"]);
        assert!(!output.status.success(), "{command}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("no such file.jsonl"),
            "{command}"
        );
    }
}
