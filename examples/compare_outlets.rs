use parallax::{Article, Brief, Comparison, Corpus, report};
fn main() {
    let path = std::env::args().nth(1).unwrap_or("examples/data/sample.jsonl".into());
    let text = std::fs::read_to_string(path).unwrap();
    let articles = text.lines().filter_map(|l| {
        let v: serde_json::Value = serde_json::from_str(l).unwrap();
        let g = |ks: &[&str]| {
            ks.iter()
                .find_map(|k| v[*k].as_str().filter(|s| !s.is_empty()))
                .unwrap_or("")
                .to_owned()
        };
        let body = g(&["body", "text", "content", "maintext"]);
        if body.trim().is_empty() {
            return None;
        }
        let mut a = Article::new(
            g(&["outlet", "source", "source_domain"]),
            g(&["headline", "title"]),
            body,
        );
        a.story = Some(g(&["story", "story_title"]));
        a.id = g(&["id"]);
        let t = g(&["story_title"]);
        a.story_title = Some(if t.is_empty() { g(&["story"]) } else { t });
        a.published = g(&["published", "date"]).parse().ok();
        a.notice = v["note"].as_str().map(Into::into);
        Some(a)
    });
    let mut corpus = Corpus::new(articles);
    if let Some(s) = std::env::args().nth(2) {
        corpus = corpus.only(corpus.find_story(&s).unwrap());
    }
    let t = std::time::Instant::now();
    let c = Comparison::new(&corpus).unwrap();
    eprintln!("{:?}", t.elapsed());
    print!("{}", report::text(&Brief::new(&c)));
}
