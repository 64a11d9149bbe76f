//! Shared copy in a comparison and its page: counted once, told in full.

use parallax::brief::Section;
use parallax::comparison::{AgencyCopy, NotCompared, SharedCopy};
use parallax::{Article, Brief, Comparison, Corpus};

/// Sentences of ten made-up words; another seed gives other words, the same seed the same text.
fn text(seed: usize, n_sentences: usize) -> String {
    let word = |n: usize| {
        let syllables = ["ba", "den", "kor", "lim", "tas", "vei", "rum"];
        [n % 7, n / 7 % 7, n / 49 % 7, n / 343 % 7].map(|n| syllables[n]).concat()
    };
    let sentence = |number: usize| {
        let words: Vec<String> =
            (0..10).map(|place| word(seed * 997 + number * 31 + place * place)).collect();
        format!("The {} bridge.", words.join(" "))
    };
    (0..n_sentences).map(sentence).collect::<Vec<_>>().join(" ")
}

fn corpus() -> Corpus {
    let report = text(1, 30);
    let article = |outlet: &str, body: String| {
        Article::new(outlet, format!("Bridge news in {outlet}"), body).with_story("bridge")
    };
    Corpus::new([
        article("Village Bugle", format!("OSTHAVEN (AP) \u{2014} {report}")),
        article("Weser Mirror", format!("{report} {}", text(2, 20))),
        article("Osthaven Post", text(3, 30)),
        article("Harbour Gazette", text(4, 30)),
    ])
}

#[test]
fn copy_counts_once_and_is_told_in_full() {
    let comparison = Comparison::new(&corpus()).unwrap();
    let [report] = &comparison.shared_copy.reports[..] else { panic!("one report") };
    assert_eq!(report.agency.as_ref().map(|agency| agency.name.as_str()), Some("AP"));
    let shares: Vec<(&str, f64)> = report
        .taken()
        .iter()
        .map(|one| (one.outlet.as_str(), (100.0 * one.share).round()))
        .collect();
    assert_eq!(shares, [("village-bugle", 100.0), ("weser-mirror", 60.0)]);
    // Nothing of its own is left of the first, and the page says so.
    let own = |slug: &str| comparison.outlet(slug).unwrap().n_words;
    assert!(own("village-bugle") < 10 && own("weser-mirror") > 120);
    assert!(matches!(
        &comparison.not_compared[..],
        [NotCompared::TooLittleText { outlet, .. }] if outlet == "village-bugle"
    ));
    let bugle = &comparison.shared_copy.differences[..];
    let bugle = bugle.iter().find(|one| one.outlet == "village-bugle").unwrap();
    assert!(bugle.n_words < 10 && bugle.n_words_with_copy > 200, "{bugle:?}");
    let brief = Brief::new(&comparison);
    let method = brief.chapter(Section::Method).unwrap();
    let claim = method.claims().next().unwrap();
    assert_eq!(
        claim.text(),
        "AP\u{2019}s report \u{201C}Bridge news in Weser Mirror\u{201D} ran in Village Bugle (whole) and Weser Mirror (60% of its text)."
    );
    let is_cited = |at| claim.citations().contains(&at);
    assert!(report.headline_at().is_some_and(is_cited), "the headline is quoted");
    assert!(report.credit.is_some_and(is_cited), "the agency is named");
    assert!(comparison.words(&report.credit.unwrap()).unwrap().starts_with("OSTHAVEN (AP)"));
    for at in claim.citations() {
        assert!(brief.words(at).is_some());
        if Some(*at) != report.headline_at() {
            let (found, printing) = comparison.shared_copy.report_at(at).unwrap();
            assert!(found.origin == report.origin && printing.article == at.article);
        }
    }
    let notes: Vec<&String> = method.groups.iter().flat_map(|group| &group.notes).collect();
    assert!(
        notes
            .iter()
            .any(|note| note.contains("Mostly shared copy") && note.contains("Village Bugle (")),
        "{notes:#?}"
    );
}

#[test]
fn everywhere_counts_every_printing_and_tells_the_same() {
    let once = Comparison::new(&corpus()).unwrap();
    let builder = Comparison::builder().agency_copy(AgencyCopy::Everywhere);
    let everywhere = builder.build(&corpus()).unwrap();
    assert!(everywhere.not_compared.is_empty());
    assert_eq!(everywhere.shared_copy.reports, once.shared_copy.reports);
    for difference in &once.shared_copy.differences {
        let profile = everywhere.outlet(&difference.outlet).unwrap();
        assert_eq!(profile.n_words, difference.n_words_with_copy);
    }
    let words = |comparison: &Comparison| -> Vec<(String, u32, u32)> {
        let all = comparison.shared_copy.differences.iter();
        all.map(|one| (one.outlet.clone(), one.n_words, one.n_words_with_copy)).collect()
    };
    assert_eq!(words(&everywhere), words(&once));
}

#[test]
fn without_copy_there_is_nothing_to_tell() {
    let articles = [Article::new("a", "", text(1, 20)), Article::new("b", "", text(2, 20))];
    let comparison = Comparison::new(&Corpus::new(articles)).unwrap();
    assert_eq!(comparison.shared_copy, SharedCopy::default());
    let brief = Brief::new(&comparison);
    assert_eq!(brief.chapter(Section::Method).unwrap().groups.len(), 1);
}

#[test]
fn the_page_words_it_as_an_editor_would() {
    let report = || text(1, 30);
    let article = |outlet: &str, body: String| Article::new(outlet, "Bridge news", body);
    let on = |article: Article, published: &str| article.with_published(published.parse().unwrap());
    let signed = |mut article: Article| {
        article.byline = Some("By A. Writer, AFP".into());
        article
    };
    let cases = [
        (
            [
                signed(article("Osthaven Post", report())),
                signed(article("Weser Mirror", report() + " " + &text(2, 20))),
            ],
            "An agency\u{2019}s report \u{201C}Bridge news\u{201D} ran in Osthaven Post (whole) and Weser Mirror (60% of its text).",
        ),
        (
            [article("Reuters", report()), article("Weser Mirror", report() + " " + &text(2, 20))],
            "Weser Mirror ran Reuters\u{2019} report \u{201C}Bridge news\u{201D}: 60% of its text is Reuters\u{2019}.",
        ),
        (
            [article("Village Bugle", report()), article("apnews.com", report())],
            "Village Bugle ran Associated Press\u{2019} report \u{201C}Bridge news\u{201D}, and nothing else is in its article.",
        ),
        (
            [
                on(article("Osthaven Post", report()), "2025-08-18T09:00:00Z"),
                on(article("Weser Mirror", report() + " " + &text(2, 20)), "2025-08-19T09:00:00Z"),
            ],
            "Weser Mirror ran Osthaven Post\u{2019}s report \u{201C}Bridge news\u{201D}: 60% of its text is Osthaven Post\u{2019}s; Osthaven Post had it first.",
        ),
        (
            [
                article("Osthaven Post", report()),
                article("Weser Mirror", report() + " " + &text(2, 20)),
            ],
            "The same report \u{201C}Bridge news\u{201D} stands in Osthaven Post (whole) and Weser Mirror (60% of its text). Neither credits nor times tell whose it is.",
        ),
    ];
    for (articles, expected) in cases {
        let brief = Brief::new(&Comparison::new(&Corpus::new(articles)).unwrap());
        let claims: Vec<&str> =
            brief.chapter(Section::Method).unwrap().claims().map(|claim| claim.text()).collect();
        assert_eq!(claims, [expected]);
    }
}
