//! The page holds: hostile text stays text, every link leads somewhere, sizes are kept.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::*;
use crate::article::Article;
use crate::{Reader, report};

fn sample() -> Corpus {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");
    Corpus::new(Reader::default().read_path(path).unwrap().articles)
}

fn written(corpus: &Corpus, options: HtmlOptions<'_>) -> String {
    let comparison = Comparison::new(corpus).unwrap();
    html(&Brief::new(&comparison), &comparison, &options)
}

/// What stands between two marks, every time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

fn data(page: &str) -> serde_json::Value {
    serde_json::from_str(between(page, "id=\"data\">", "</script>")[0]).unwrap()
}

#[test]
fn the_policy_allows_this_script_and_no_other() {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = Sha256::digest(SCRIPT.as_bytes());
    let encoded: String = hash
        .chunks(3)
        .flat_map(|chunk| {
            let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            let letter = move |n: usize| LETTERS[(bits >> (18 - 6 * n) & 63) as usize] as char;
            let n_letters = chunk.len() + 1;
            (0..4).map(move |n| if n < n_letters { letter(n) } else { '=' })
        })
        .collect();
    assert_eq!(SCRIPT_HASH.trim(), encoded, "put this into page.js.sha256");
}

#[test]
fn hostile_text_is_shown_as_text() {
    let word = "x".repeat(1_000_000);
    let texts = [
        "</script><script>alert(1)</script> said the envoy about the pledge in the capital on Monday.",
        "<img src=x onerror=alert(1)> said the envoy about the pledge in the capital on Monday.",
        "\u{202E}gnitirw\u{2066} said\u{0} the envoy\u{FFFD} about the pledge in the capital on Monday.",
        "<!-- <style>*{display:none}</style> said the envoy about the pledge in the capital on Monday.",
    ];
    let articles = texts.iter().enumerate().map(|(number, text)| {
        let body = format!("{} {text} {word}", format!("{text} ").repeat(30));
        let mut article =
            Article::new(format!("<u>{number}</u>"), *text, body).with_story("</title><script>");
        article.url =
            Some(["javascript:alert(1)", "https://a.example/\"><script>"][number % 2].into());
        article
    });
    let corpus = Corpus::new(articles);
    for texts in [Texts::Passages, Texts::Full] {
        let page = written(&corpus, HtmlOptions::default().corpus(&corpus).texts(texts));
        assert_eq!(page.matches("<script").count(), 3, "the page's own elements");
        assert_eq!(page.matches("</script").count(), 3);
        assert_eq!(page.matches("</title").count(), 1);
        for never in [
            "<img",
            "<u>",
            "<!--",
            "\u{202E}",
            "\u{2066}",
            "\u{0}",
            "href=\"javascript",
            "onerror=\"",
        ] {
            assert!(!page.contains(never), "{never:?}");
        }
        assert!(data(&page)["passages"].as_array().is_some_and(|passages| !passages.is_empty()));
        assert!(page.len() < 5_000_000, "{}", page.len());
    }
}

#[test]
fn every_link_leads_to_passages_or_to_a_place_in_the_page() {
    let corpus = sample();
    for options in [HtmlOptions::default(), HtmlOptions::default().corpus(&corpus)] {
        let page = written(&corpus, options);
        let data = data(&page);
        let ids: BTreeSet<&str> = between(&page, " id=\"", "\"").into_iter().collect();
        let links = between(page.split("<script").next().unwrap(), "href=\"#", "\"");
        assert!(links.len() > 80, "{}", links.len());
        for link in links {
            let numbers = data["targets"][link][1].as_array();
            let shown = numbers.is_some_and(|numbers| {
                !numbers.is_empty()
                    && numbers
                        .iter()
                        .all(|n| data["passages"][n.as_u64().unwrap() as usize].is_array())
            });
            assert!(shown || ids.contains(link), "{link}");
        }
        for passage in data["passages"].as_array().unwrap() {
            assert!(data["sources"][passage[0].as_u64().unwrap() as usize]["o"].is_u64());
        }
    }
}

#[test]
fn every_claim_of_any_chapter_is_a_link() {
    let comparison = Comparison::new(&sample()).unwrap();
    let brief = Brief::new(&comparison);
    let page = html(&brief, &comparison, &HtmlOptions::default());
    let n_claims = brief.chapters.iter().flat_map(|chapter| chapter.claims()).count();
    assert_eq!(page.matches("<a class=\"claim\" href=\"#").count(), n_claims);
    for chapter in &brief.chapters {
        assert!(page.contains(&format!(">{}</h2>", chapter.section.title())));
    }
}

#[test]
fn whole_texts_are_held_as_far_as_the_size_allows() {
    let corpus = sample();
    let passages = written(&corpus, HtmlOptions::default().corpus(&corpus));
    let options = HtmlOptions::default().corpus(&corpus).texts(Texts::Full);
    let full = written(&corpus, options);
    let texts = |page: &str| -> serde_json::Value {
        serde_json::from_str(between(page, "id=\"texts\">", "</script>")[0]).unwrap()
    };
    assert_eq!(texts(&passages).as_object().unwrap().len(), 0);
    assert_eq!(texts(&full).as_object().unwrap().len(), 18);
    // A passage stands in its text where the page will mark it.
    let data = data(&full);
    for passage in data["passages"].as_array().unwrap().iter().filter(|p| p[1] == 0) {
        let text = texts(&full)[passage[0].to_string()].as_str().unwrap().to_owned();
        let units: Vec<u16> = text.encode_utf16().collect();
        let [from, n] = [5, 6].map(|at| passage[at].as_u64().unwrap() as usize);
        let words = String::from_utf16(&units[from..from + n]).unwrap();
        assert_eq!(evidence::shown(&words, 1_500), passage[3].as_str().unwrap());
    }
    let limit = (passages.len() + full.len()) / 2;
    let cut = written(&corpus, options.max_bytes(limit));
    let n_held = texts(&cut).as_object().unwrap().len();
    assert!(cut.len() <= limit && (1..18).contains(&n_held), "{} of {limit}, {n_held}", cut.len());
    assert!(cut.contains(&format!("{} of the cited articles", 18 - n_held)));
}

#[test]
fn several_stories_get_an_index() {
    let outlets = ["alpha", "beta", "gamma", "delta"];
    let corpus = Corpus::new((0..12).map(|number| {
        let (story, outlet) = (number / 4, outlets[number % 4]);
        Article::new(
            outlet,
            format!("Report {number}"),
            format!("The ferry number {story} sank off the coast."),
        )
        .with_story(format!("Ferry {}", if number == 11 { 0 } else { story }))
    }));
    let page = written(&corpus, HtmlOptions::default().corpus(&corpus));
    assert!(page.contains("Who covers what") && page.contains("covers 2 of 3"), "delta lacks one");
    assert!(page.contains("href=\"#missed-delta-"));
    assert!(!written(&sample(), HtmlOptions::default()).contains("Who covers what"));
}

#[test]
fn the_same_comparison_gives_the_same_page() {
    let corpus = sample();
    let page = || written(&corpus, HtmlOptions::default().corpus(&corpus));
    assert!(page() == page());
    assert!(page().contains("Fictional reporting"), "notices are shown");
    // Nothing but the list of sources names an address.
    let sources = report::json(&Comparison::new(&corpus).unwrap());
    for address in between(&page(), "https://", "\"") {
        assert!(sources.contains(address), "{address}");
    }
}
