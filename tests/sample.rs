//! The whole path on the sample coverage: what it must find, and that it finds the same every time.

use parallax::brief::Section;
use parallax::{Brief, Comparison, Corpus, Reader, Reading, report};

const SAMPLE: &str = include_str!("../examples/data/sample.jsonl");

fn corpus() -> Corpus {
    let reading: Reading =
        Reader::default().read(SAMPLE.as_bytes(), "sample.jsonl").unwrap().collect();
    assert!(reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    Corpus::new(reading.articles)
}

/// The manner that each outlet's articles were written in, as any of some words; these words stand in the
/// sample's text and here, and nowhere in the crate's code.
const MANNER: [(&str, &[&str]); 4] = [
    (
        "South China Morning Post",
        &["conditions", "assurances", "territory", "reluctance", "donetsk"],
    ),
    ("New York Post", &["broker", "historic", "deal", "breakthrough"]),
    ("Al Jazeera", &["land swaps", "integrity", "international law", "crimea"]),
    ("The Independent", &["breach", "worry", "rift", "european leaders"]),
];

#[test]
fn the_brief_finds_the_manner_of_each_outlet_among_its_first_three_claims() {
    let corpus = corpus();
    let brief = Brief::new(&Comparison::new(&corpus).unwrap());
    let chapter = brief.chapter(Section::WhatThePapersSay).unwrap();
    for (outlet, manner) in MANNER {
        let named =
            |heading: &Option<String>| heading.as_deref().is_some_and(|h| h.starts_with(outlet));
        let group = chapter.groups.iter().find(|group| named(&group.heading)).unwrap();
        let found = group.claims.iter().take(3).any(|claim| {
            let text = claim.text().to_lowercase();
            let cited: Vec<String> = claim
                .citations()
                .iter()
                .map(|at| corpus.words(at).unwrap().to_lowercase())
                .collect();
            let named = manner.iter().filter(|word| text.contains(**word)).count();
            named >= 2 && cited.iter().any(|words| manner.iter().any(|word| words.contains(word)))
        });
        let shown: Vec<_> = group.claims.iter().map(|claim| claim.text()).collect();
        assert!(found, "{outlet}: {shown:#?}");
    }
}

/// The files of a folder and of those inside it.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_manner_is_nowhere_in_the_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in ["comparison", "brief", "contrast", "wording", "report"] {
        for path in files(&folder.join(module)) {
            let text = std::fs::read_to_string(path).unwrap();
            let code: String = text
                .split("#[cfg(test)]")
                .next()
                .unwrap()
                .lines()
                .filter(|l| !l.trim().starts_with("//"))
                .collect();
            for word in ["Donetsk", "broker", "land swap", "rift", "Al Jazeera", "nypost"] {
                assert!(!code.contains(word), "{module} names {word}");
            }
        }
    }
}

#[test]
fn the_notice_stands_in_every_form() {
    let comparison = Comparison::new(&corpus()).unwrap();
    let brief = Brief::new(&comparison);
    let forms = [
        ("text", report::text(&brief)),
        ("markdown", report::markdown(&brief)),
        ("json", report::json(&brief)),
        ("comparison", report::json(&comparison)),
        ("html", report::html(&brief, &comparison, &report::HtmlOptions::default())),
        ("table", report::table(&comparison, report::TableStyle::Plain, 5)),
    ];
    for (name, form) in forms {
        assert!(form.contains("Fictional reporting"), "{name}");
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let corpus = corpus();
    let on = |n_threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        pool.install(|| {
            let comparison = Comparison::new(&corpus).unwrap();
            report::json(&comparison) + &report::text(&Brief::new(&comparison))
        })
    };
    let one = on(1);
    assert!(one == on(2) && one == on(5) && one == on(1));
}

#[test]
fn results_survive_serde_and_carry_their_own_evidence() {
    let corpus = corpus();
    let comparison = Comparison::new(&corpus).unwrap();
    let again: Comparison = serde_json::from_str(&report::json(&comparison)).unwrap();
    assert!(again == comparison);
    for passage in &comparison.passages {
        assert_eq!(corpus.words(&passage.at), Some(passage.words.as_str()));
    }
    let brief = Brief::new(&again);
    assert!(brief == Brief::new(&comparison));
    for claim in brief.chapters.iter().flat_map(|chapter| chapter.claims()) {
        for at in claim.citations() {
            assert!(brief.words(at).is_some() && brief.reference(at).is_some(), "{}", claim.text());
        }
    }
}

#[test]
fn the_agency_copy_and_house_lines_of_the_sample_are_set_aside() {
    let comparison = Comparison::new(&corpus()).unwrap();
    let reasons: Vec<String> =
        comparison.set_aside.iter().map(|part| part.reason.to_string()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("house text")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.contains("same words")), "{reasons:?}");
    assert!(comparison.share_copy > 0.0);
    assert!(
        comparison.share_set_aside + comparison.share_copy < 0.08,
        "{}",
        comparison.share_set_aside
    );
}

#[test]
fn public_results_can_cross_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Corpus>();
    check::<Comparison>();
    check::<Brief>();
    check::<parallax::Framing>();
    check::<parallax::Error>();
    check::<parallax::token::TokenizedCorpus>();
}

#[test]
fn the_page_reads_as_it_did() {
    let brief = Brief::new(&Comparison::new(&corpus()).unwrap());
    insta::assert_snapshot!("page_text", report::text(&brief));
    insta::assert_snapshot!("page_markdown", report::markdown(&brief));
}

/// The headings of the HTML page, in order.
#[test]
fn the_html_page_has_its_outline() {
    let corpus = corpus();
    let comparison = Comparison::new(&corpus).unwrap();
    let options = report::HtmlOptions::default().corpus(&corpus);
    let page = report::html(&Brief::new(&comparison), &comparison, &options);
    let mut outline = String::new();
    for heading in page.split("<h2 id=\"").skip(1).take_while(|text| !text.starts_with("panel")) {
        let title = heading.split(['>', '<']).nth(1).unwrap();
        outline += &format!("{title}\n");
    }
    insta::assert_snapshot!("page_outline", outline);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let page = report::text(&Brief::new(&Comparison::new(&corpus()).unwrap()));
    let readme = include_str!("../README.md");
    let block = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(block.lines().count() > 10);
    for line in block.lines() {
        assert!(page.lines().any(|printed| printed == line), "the program does not print {line:?}");
    }
}
