//! `parallax annotate` and `parallax quotes`: each layer on an article of ours, with places that resolve.
#![cfg(feature = "cli")]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const BODY: &str = "Mayor Ana Roe lied about the bridge. Three guards were killed on Monday. \
    \u{201C}It is an absurd plan,\u{201D} claimed Ben Hale, a critic. The shameless council praised Ana Roe.";

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("parallax-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let record = serde_json::json!({
            "id": "a1", "outlet": "Coast Post", "headline": "Ana Roe under fire", "body": BODY, "story": "bridge",
        });
        std::fs::write(path.join("coverage.jsonl"), record.to_string()).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn annotate(&self, with: &str, more: &[&str]) -> Value {
        let coverage = self.file("coverage.jsonl");
        let output = parallax(&[&["annotate", coverage.as_str(), "--with", with], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        assert_eq!(lines.lines().count(), 1);
        serde_json::from_str(lines.trim()).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on whether a temporary folder could be removed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn parallax(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parallax")).args(arguments).output().unwrap()
}

/// The words of the body at `[start, end]`.
fn words(at: &Value) -> &'static str {
    let [start, end] = [0, 1].map(|side| at[side].as_u64().unwrap() as usize);
    BODY.get(start..end).unwrap()
}

#[test]
fn sentences() {
    let found = Folder::new("annotate-sentences").annotate("sentences", &[]);
    let sentences = found["sentences"]["body"].as_array().unwrap();
    assert_eq!(sentences.len(), 4);
    assert_eq!(words(&sentences[1]), "Three guards were killed on Monday.");
    assert!(found.get("tone").is_none() && found["article"] == "a1");
}

#[test]
fn quotations() {
    let found = Folder::new("annotate-quotations").annotate("quotations", &[]);
    let quotation = &found["quotations"]["body"][0];
    assert_eq!(quotation["class"], "doubting");
    let source = &quotation["source"];
    let span = serde_json::json!([source["start"], source["end"]]);
    assert!(words(&span).starts_with("Ben Hale"), "{quotation}");
}

#[test]
fn actors_and_a_gazetteer() {
    let folder = Folder::new("annotate-actors");
    let found = folder.annotate("actors", &[]);
    let actors = found["actors"]["body"].as_array().unwrap();
    let roe: Vec<&Value> = actors.iter().filter(|it| it["actor"] == "ana roe").collect();
    assert_eq!(roe.len(), 2, "{actors:?}");
    assert!(roe.iter().all(|it| words(&it["span"]) == "Ana Roe" && it["kind"] == "person"));
    assert_eq!(roe[0]["description"], "Mayor");
    assert_eq!(found["actors"]["headline"][0]["name"], "Ana Roe");
    let names = folder.file("names.txt");
    std::fs::write(&names, "none: Ana Roe\norganisation: The Bridge Board = Ben Hale").unwrap();
    let found = folder.annotate("actors", &["--gazetteer", &names]);
    let actors = found["actors"]["body"].as_array().unwrap();
    assert!(actors.iter().all(|it| it["actor"] != "ana roe"), "{actors:?}");
    assert_eq!(actors[0]["name"], "The Bridge Board");
    std::fs::write(&names, "planet: Mars").unwrap();
    let coverage = folder.file("coverage.jsonl");
    let output = parallax(&["annotate", &coverage, "--gazetteer", &names]);
    assert!(output.status.code() == Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("names.txt"));
}

#[test]
fn tone() {
    let found = Folder::new("annotate-tone").annotate("tone", &[]);
    let tones = found["tone"]["body"].as_array().unwrap();
    let of = |actor: &'static str| tones.iter().filter(move |it| it["actor"] == actor);
    let labels: Vec<&str> =
        of("ana roe").map(|it| it["narrator_label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["negative", "positive"], "{tones:?}");
    let first = of("ana roe").next().unwrap();
    assert_eq!(words(&first["target"]), "Ana Roe");
    assert!(first["words"].as_array().unwrap().iter().any(|it| words(&it["span"]) == "lied"));
}

#[test]
fn loaded_words_with_whose_they_are() {
    let found = Folder::new("annotate-loaded").annotate("loaded", &[]);
    let sentences = found["loaded"]["body"].as_array().unwrap();
    let word = |sentence: usize, written: &str| {
        let all = sentences[sentence]["words"].as_array().unwrap().iter();
        all.filter(|it| it["class"] == "loaded").find(|it| words(&it["span"]) == written).cloned()
    };
    assert_eq!(word(2, "absurd").unwrap()["voice"], "quoted");
    assert_eq!(word(3, "shameless").unwrap()["voice"], "narrator");
    assert_eq!(sentences[2]["narrator_loaded"], false);
    assert_eq!(sentences[3]["narrator_loaded"], true);
}

#[test]
fn agency() {
    let found = Folder::new("annotate-agency").annotate("agency", &[]);
    let deeds = found["agency"]["body"].as_array().unwrap();
    let deed = |verb: &str| deeds.iter().find(|it| words(&it["verb"]) == verb).unwrap();
    let killed = deed("killed");
    assert!(killed["passive"] == true && killed["has_agent"] == false && killed["harm"] == true);
    assert!(deed("praised")["patient"] == "ana roe" && deed("praised")["passive"] == false);
}

#[test]
fn all_layers_at_once_and_the_table_of_quotations() {
    let folder = Folder::new("annotate-all");
    let all = "sentences,actors,quotations,tone,loaded,agency";
    let found = folder.annotate(all, &[]);
    for layer in all.split(',') {
        assert!(found[layer]["headline"].is_array() && found[layer]["body"].is_array(), "{layer}");
    }
    let coverage = folder.file("coverage.jsonl");
    let output = parallax(&["quotes", &coverage, "--format", "csv"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.starts_with("outlet,article,story,part,kind,source,"), "{table}");
    assert!(table.contains("claimed,doubting"), "{table}");
}
