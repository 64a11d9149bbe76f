//! Actors as a user meets them: sentences of ours, and who is found in them.

use proptest::prelude::*;

use super::{ActorFinder, ActorKind, Actors, Gazetteer, MentionForm};
use crate::article::{Article, Corpus};
use crate::token::{Normalizer, TokenizedCorpus};

fn found_with(articles: &[(&str, &str)], gazetteer: &Gazetteer) -> (Corpus, Actors) {
    let articles = articles
        .iter()
        .map(|(headline, body)| Article::new("Coast Post", *headline, *body).with_story("s"));
    let corpus = Corpus::new(articles);
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let finder = ActorFinder::with_gazetteer(&corpus, &tokenized, gazetteer);
    let actors = finder.story(corpus.story_ids().next().unwrap());
    (corpus, actors)
}

fn found(body: &str) -> Actors {
    found_with(&[("", body)], &Gazetteer::new()).1
}

/// Every actor as "name kind mentions", in alphabetical order.
fn listed(actors: &Actors) -> Vec<String> {
    let mut listed: Vec<String> = actors
        .actors()
        .iter()
        .map(|actor| {
            let kind = match actor.kind {
                ActorKind::Person => "person",
                ActorKind::Organisation => "organisation",
                ActorKind::Place => "place",
                ActorKind::Other => "other",
            };
            format!("{} {kind} {}", actor.name, actor.n_mentions)
        })
        .collect();
    listed.sort_unstable();
    listed
}

#[test]
fn who_is_named() {
    for (text, expected) in [
        ("The mayor met Ana Roe. Later Roe left.", &["Ana Roe person 2"][..]),
        ("Officials met. Talks failed on Tuesday.", &[]),
        ("", &[]),
        ("They spoke to President Ben Hale in Kyiv.", &["Ben Hale person 1", "Kyiv place 1"]),
        ("He flew from Kiev to London.", &["Kyiv place 1", "London place 1"]),
        ("The plan of Roe\u{2019}s party angered Ana Roe.", &["Ana Roe person 2"]),
        ("The Harbour Council (HC) met. The HC agreed.", &["Harbour Council organisation 3"]),
        ("They met Ana Roe, and roe said so; roe smiled.", &["Ana Roe person 1"]),
        ("I spoke to Juan de la Marca about it.", &["Juan de la Marca person 1"]),
        ("It was Ana Roe-Hale who won.", &["Ana Roe-Hale person 1"]),
        ("We asked the Ministry of Trade about it.", &["Ministry of Trade organisation 1"]),
        ("The envoy praised the United Nations.", &["United Nations organisation 1"]),
    ] {
        assert_eq!(listed(&found(text)), expected, "{text}");
    }
}

#[test]
fn capitals_at_the_start_of_a_sentence() {
    for (text, named) in [
        // An ordinary word is none, however often it opens a sentence.
        ("Prices rose. Prices fell. Prices rose again.", false),
        // A word that has its capital inside a sentence too is a name at the start as well.
        ("Marvik won. They cheered Marvik.", true),
    ] {
        let actors = found(text);
        assert_eq!(!actors.actors().is_empty(), named, "{text}: {:?}", listed(&actors));
    }
    let marvik = found("Marvik won. They cheered Marvik.");
    assert_eq!(marvik.actors()[0].n_mentions, 2);
}

#[test]
fn descriptions_as_printed() {
    for (text, name, words) in [
        ("Foreign Minister Ana Roe left.", "Ana Roe", "Foreign Minister"),
        (
            "They met Ana Roe, the mayor of Port Ellery, on Monday.",
            "Ana Roe",
            "mayor of Port Ellery",
        ),
        ("They met US special envoy Ben Hale.", "Ben Hale", "US special envoy"),
    ] {
        let actors = found(text);
        let id = actors.find(name).unwrap_or_else(|| panic!("{text}: {:?}", listed(&actors)));
        let descriptions: Vec<&str> =
            actors.actor(id).descriptions.iter().map(|it| it.words.as_str()).collect();
        assert!(
            descriptions.iter().any(|it| it.trim_start_matches("the ") == words),
            "{text}: {descriptions:?}"
        );
    }
}

#[test]
fn a_gazetteer_adds_joins_and_bans() {
    let gazetteer =
        Gazetteer::new().with("Harbour Watch", ActorKind::Organisation, ["HW"]).without("Ana Roe");
    let body = "They asked HW and Harbour Watch. They asked Ana Roe.";
    let (_, actors) = found_with(&[("", body)], &gazetteer);
    assert_eq!(listed(&actors), ["Harbour Watch organisation 2"]);
}

#[test]
fn one_actor_across_the_articles_of_a_story() {
    let articles = [
        ("Roe resigns", "Mayor Ana Roe resigned on Monday."),
        ("Mayor quits", "On Monday Roe left the town hall, and Roe did not speak."),
    ];
    let (corpus, actors) = found_with(&articles, &Gazetteer::new());
    let roe = actors.find("Ana Roe").unwrap();
    assert_eq!(actors.actor(roe).n_articles, 2, "{:?}", listed(&actors));
    for mention in actors.of(roe).filter(|mention| mention.form == MentionForm::Name) {
        let written = corpus.words(&mention.citation).unwrap();
        assert!(["Roe", "Ana Roe"].contains(&written), "{written}");
    }
}

#[test]
fn pronouns_are_counted_apart() {
    let actors = found("Mayor Ana Roe left the hall. She did not speak.");
    let roe = actors.actor(actors.find("Ana Roe").unwrap());
    assert_eq!(roe.n_mentions, 1);
    let pronouns = actors.mentions().iter().filter(|it| it.form == MentionForm::Pronoun).count();
    assert_eq!(roe.n_pronouns as usize, pronouns);
}

proptest! {
    #[test]
    fn any_text_gives_places_that_resolve(body in "(\\PC{0,12}|Ana Roe |Mr\\. |The |of |\u{2019}s |[A-Z][a-z]{0,6} ){0,12}") {
        let (corpus, actors) = found_with(&[("", &body)], &Gazetteer::new());
        for mention in actors.mentions() {
            prop_assert!(corpus.words(&mention.citation).is_some_and(|words| !words.is_empty()));
        }
        for actor in actors.actors() {
            prop_assert_eq!(
                actor.names.iter().map(|name| name.n_mentions).sum::<u32>() > 0,
                actor.n_mentions > 0
            );
        }
    }
}
