//! Articles to stories: the partition, its independence of order and threads, streams, windows, strays.

use std::collections::BTreeSet;

use parallax::group::{Cut, Grouper, Grouping, StoryNumber};
use parallax::{Article, Corpus};

/// Eight invented events: what, who, where, how many.
const EVENTS: [[&str; 6]; 8] = [
    ["ferry", "Osprey", "Larn", "divers", "aground", "harbour"],
    ["bread prize", "Tull", "Abbotsmere", "bakers", "rye", "oven"],
    ["bridge", "Castern", "Wendle", "engineers", "cracked", "girder"],
    ["school strike", "Hollin", "Pargate", "teachers", "wages", "classroom"],
    ["observatory", "Quillan", "Mount Esk", "astronomers", "comet", "telescope"],
    ["flood", "Brannoch", "Lower Tay", "firefighters", "evacuated", "embankment"],
    ["chess final", "Irenova", "Dunmarl", "grandmaster", "endgame", "rook"],
    ["vineyard blight", "Sorrel", "Caldeira", "growers", "mildew", "harvest"],
];

/// Four reports of each event, in different words.
fn coverage() -> Vec<Article> {
    let report = |event: usize, outlet: usize| {
        let [what, who, place, people, happening, thing] = EVENTS[event];
        let n = 3 * event + 11;
        let (headline, body) = match outlet {
            0 => (
                format!("{what} at {place}: {people} called"),
                format!(
                    "The {what} near {place} kept {n} {people} busy on Tuesday. {who} was {happening}, a spokesman told reporters. The {thing} will be looked at again."
                ),
            ),
            1 => (
                format!("{people} and {who}: what is known"),
                format!(
                    "What is known so far about {who} in {place}: the {what} began early, {n} {people} came, and the {thing} was {happening}. More is expected in the morning."
                ),
            ),
            2 => (
                format!("{who} {happening} in {place}"),
                format!(
                    "Residents of {place} spoke of a long night. {who}, they said, was {happening}; {people} stood by the {thing}. It was the first {what} of its kind in years."
                ),
            ),
            _ => (
                format!("Questions after {what} in {place}"),
                format!(
                    "After the {what} questions remain. Why was the {thing} {happening}, and who sent {n} {people} to {place}? {who} gave no answer on Wednesday evening."
                ),
            ),
        };
        Article::new(format!("outlet{outlet}"), headline, body).with_id(format!("{event}-{outlet}"))
    };
    (0..EVENTS.len()).flat_map(|event| (0..4).map(move |outlet| report(event, outlet))).collect()
}

/// The stories as sets of ids, whatever their numbers.
fn partition(articles: &[Article], grouping: &Grouping) -> BTreeSet<BTreeSet<String>> {
    let ids =
        |places: &Vec<usize>| places.iter().map(|&place| articles[place].id.clone()).collect();
    grouping.stories().iter().map(|story| ids(&story.articles)).collect()
}

/// A fixed shuffle.
fn shuffled(mut articles: Vec<Article>, seed: usize) -> Vec<Article> {
    for place in (1..articles.len()).rev() {
        articles.swap(place, (place * 7_919 + seed * 104_729) % (place + 1));
    }
    articles
}

#[test]
fn each_event_is_one_story() {
    let articles = coverage();
    let grouping = Grouping::new(&articles);
    let expected: BTreeSet<BTreeSet<String>> = (0..EVENTS.len())
        .map(|event| (0..4).map(|outlet| format!("{event}-{outlet}")).collect())
        .collect();
    assert_eq!(partition(&articles, &grouping), expected, "cut {}", grouping.cut());
    for story in grouping.stories() {
        let headlines = story.articles.iter().map(|&place| articles[place].headline.as_str());
        assert!(headlines.into_iter().any(|headline| headline == story.name), "{}", story.name);
    }
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let articles = coverage();
    let stories = |articles: &[Article]| {
        let grouping = Grouping::new(articles);
        let mut written = articles.to_vec();
        grouping.assign(&mut written);
        written.sort_by(|a, b| a.id.cmp(&b.id));
        written
            .into_iter()
            .map(|article| (article.id, article.story, article.story_title))
            .collect::<Vec<_>>()
    };
    let expected = stories(&articles);
    assert!(expected.iter().all(|(_, story, title)| story.is_some() && title.is_some()));
    for seed in 1..6 {
        assert_eq!(stories(&shuffled(articles.clone(), seed)), expected, "seed {seed}");
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let articles = coverage();
    let on = |n_threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        pool.install(|| Grouping::new(&articles))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn stories_reach_the_corpus() {
    let mut articles = coverage();
    let grouping = Grouping::new(&articles);
    grouping.assign(&mut articles);
    let corpus = Corpus::new(articles);
    assert_eq!(corpus.stories().len(), EVENTS.len());
    assert_eq!(corpus.stories()[0].title, grouping.stories()[grouping.story_of(0).index()].name);
}

#[test]
fn nothing_and_next_to_nothing() {
    assert!(Grouping::new(&[]).stories().is_empty());
    let blank = |n: usize| vec![Article::default(); n];
    for n in [1, 2, 5] {
        // Empty articles are like nothing, not even each other.
        assert_eq!(Grouping::new(&blank(n)).stories().len(), n);
    }
    let same = vec![coverage().swap_remove(0); 4];
    assert_eq!(Grouping::new(&same).stories().len(), 1);
    let mut stream = Grouper::default().stream();
    assert!(stream.add(&Article::default()).is_new && stream.add(&Article::default()).is_new);
    assert!(Grouper::default().strays(&blank(9)).is_empty());
}

#[test]
fn a_high_cut_joins_copies_alone() {
    let mut articles = coverage();
    articles.push(articles[0].clone());
    let grouping = Grouper::builder().cut(Cut::At(0.95)).build().group(&articles);
    assert_eq!(grouping.stories().len(), articles.len() - 1);
    assert_eq!(grouping.story_of(0), grouping.story_of(articles.len() - 1));
}

#[test]
fn a_window_ends_a_story() {
    let mut articles = coverage();
    for article in &mut articles {
        let day = if article.id.ends_with('3') { "2025-09-30" } else { "2025-08-18" };
        article.published = Some(day.parse().unwrap());
    }
    let with = |window| Grouper::builder().window(window).cut(Cut::At(0.05)).build();
    let late = |grouping: &Grouping| grouping.story_of(0) != grouping.story_of(3);
    assert!(late(&with(14).group(&articles)));
    assert!(!late(&with(60).group(&articles)));
    for (window, expected) in [(14, true), (60, false)] {
        let mut stream = with(window).stream();
        let stories: Vec<StoryNumber> =
            articles.iter().map(|article| stream.add(article).story).collect();
        assert_eq!(stories[0] != stories[3], expected, "{window} days");
    }
}

#[test]
fn a_stream_puts_most_reports_with_their_event() {
    // By outlet, so that events come mixed.
    let mut articles = coverage();
    articles.sort_by(|a, b| a.outlet.cmp(&b.outlet));
    let mut stream = Grouper::default().stream();
    let placed: Vec<_> = articles.iter().map(|article| stream.add(article)).collect();
    let event = |place: usize| articles[place].id.split('-').next().unwrap();
    let joined: Vec<usize> = (0..placed.len()).filter(|&place| !placed[place].is_new).collect();
    assert!(joined.len() >= 20, "only {} joined a story", joined.len());
    for place in joined {
        let first = (0..place).find(|&first| placed[first].story == placed[place].story).unwrap();
        assert_eq!(event(first), event(place));
        assert!(placed[place].likeness > 0.0);
    }
}

#[test]
fn a_stray_is_named_and_with_it_the_nearer_story() {
    let mut articles = coverage();
    for article in &mut articles {
        let event = article.id.split('-').next().unwrap().parse::<usize>().unwrap();
        article.story = Some(format!("given {event}"));
    }
    let more: Vec<Article> = (0..2)
        .map(|n| {
            let body = format!("{} Nobody was hurt in the {n}th hour.", articles[n].body);
            Article::new("outlet9", &articles[n].headline, body).with_story("given 0")
        })
        .collect();
    articles.extend(more);
    articles[5].story = Some("given 0".into());
    let strays = Grouper::default().strays(&articles);
    assert_eq!(strays.len(), 1, "{strays:?}");
    assert_eq!(strays[0].article, 5);
    assert_eq!(strays[0].nearer.as_deref(), Some("given 1"));
    assert!(strays[0].likeness < strays[0].typical);
}
