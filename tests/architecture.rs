//! A module uses only modules above it in `src/lib.rs`, and the folder holds what the flow names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules in the order in which `src/lib.rs` lists them.
fn flow() -> Vec<String> {
    let text = fs::read_to_string(root().join("lib.rs")).unwrap();
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every source file with the module that it belongs to.
fn sources() -> Vec<(String, PathBuf, String)> {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let module = |path: &Path| {
        let inside = path.strip_prefix(root()).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        first.trim_end_matches(".rs").to_owned()
    };
    paths
        .into_iter()
        .map(|path| (module(&path), path.clone(), fs::read_to_string(&path).unwrap()))
        .filter(|(module, _, _)| module != "lib" && module != "bin")
        .collect()
}

/// The modules that a line of code names after `crate::`.
fn named(line: &str) -> BTreeSet<String> {
    let code = line.split("//").next().unwrap_or("");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    code.split("crate::").skip(1).map(word).collect()
}

#[test]
fn the_flow_is_the_folder_listing() {
    let mut listed = flow();
    let mut there: Vec<String> = sources().into_iter().map(|(module, _, _)| module).collect();
    listed.sort();
    there.sort();
    there.dedup();
    assert_eq!(there, listed);
    for vague in ["util", "utils", "common", "types", "helpers", "misc"] {
        assert!(!there.iter().any(|module| module == vague), "{vague} says nothing");
    }
}

#[test]
fn modules_use_only_modules_above_them() {
    let flow = flow();
    let place = |module: &str| flow.iter().position(|other| other == module);
    let mut n_uses = 0;
    for (module, path, text) in sources() {
        let own = place(&module).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            for used in named(line) {
                if let Some(used_place) = place(&used) {
                    n_uses += 1;
                    let shown = path.display();
                    assert!(
                        used_place <= own,
                        "{shown}:{number}: {module} uses {used}, which is below it"
                    );
                }
            }
        }
    }
    assert!(n_uses > 100, "only {n_uses} uses were found: is the test still reading the code?");
}

#[test]
fn nothing_is_unsafe_and_nothing_is_exported_by_star() {
    for (_, path, text) in sources() {
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or("");
            let place = format!("{}:{number}", path.display());
            assert!(
                !code.contains("pub use") || !code.contains("::*"),
                "{place}: name what is exported"
            );
            if !path.components().any(|part| part.as_os_str() == "simd") {
                assert!(
                    !code.contains("unsafe "),
                    "{place}: unsafe code lives in token/simd alone"
                );
            }
        }
    }
}
