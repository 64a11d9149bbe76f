//! What the objects of both schemas hold.

use serde_json::{Map, Value, json};

use super::kinds::{
    count, day, list, maybe, number, one_of, or_null, record, reference, row, share, some, text,
    variant, word, yes_or_no,
};
use super::voices;

/// Every object that a schema refers to by name.
pub(super) fn definitions() -> Value {
    let parts = [page(), evidence(), outlets(), groups(), telling(), shared(), voices::voices()];
    Value::Object(parts.into_iter().flatten().collect::<Map<String, Value>>())
}

/// Definitions by name.
pub(super) type Named = Vec<(String, Value)>;

pub(super) fn named<const N: usize>(definitions: [(&str, Value); N]) -> Named {
    definitions.map(|(name, value)| (name.to_owned(), value)).into()
}

pub(super) fn citations() -> Value {
    list(reference("citation"))
}

pub(super) fn outlet() -> Value {
    count("The number of the outlet, a place in `slugs`.")
}

pub(super) fn story() -> Value {
    count("The number of the story.")
}

fn family() -> Value {
    word(&["term", "phrase", "frame", "actor", "source", "cue", "manner"])
}

fn basis() -> Value {
    json!({"enum": ["text", "habit"], "description": "`text` describes these articles; `habit` is inferred by article."})
}

/// The chapters of a brief.
fn page() -> Named {
    named([
        (
            "chapter",
            record(
                "A section with its groups.",
                &[
                    ("section", text("The section in snake case, such as what_happened.")),
                    ("groups", list(reference("group"))),
                ],
            ),
        ),
        (
            "group",
            record(
                "Claims that belong together.",
                &[
                    ("heading", maybe(text("What they are about."))),
                    ("claims", list(reference("claim"))),
                    (
                        "notes",
                        maybe(list(text(
                            "A remark without a citation: about the method, or why there is nothing.",
                        ))),
                    ),
                ],
            ),
        ),
        (
            "claim",
            record(
                "A sentence about the coverage.",
                &[
                    ("text", text("The sentence.")),
                    ("basis", basis()),
                    (
                        "quantities",
                        list(record(
                            "A number behind it.",
                            &[
                                ("name", text("What it is, with its unit.")),
                                ("value", number("The value; shares are from 0 to 1.")),
                            ],
                        )),
                    ),
                    ("citations", some(reference("citation"))),
                ],
            ),
        ),
    ])
}

/// Places, words and estimates.
fn evidence() -> Named {
    named([
        (
            "citation",
            record(
                "Where words stand.",
                &[
                    ("article", count("The number of the article in the corpus.")),
                    ("part", word(&["headline", "body"])),
                    ("span", reference("span")),
                ],
            ),
        ),
        (
            "span",
            record(
                "Bytes of the published text.",
                &[("start", count("The first byte.")), ("end", count("Behind the last byte."))],
            ),
        ),
        (
            "source",
            record(
                "A cited article.",
                &[
                    ("article", count("Its number in the corpus.")),
                    ("id", text("Its own key; may be empty.")),
                    ("outlet", text("The slug of its outlet.")),
                    ("outlet_name", text("The name of its outlet.")),
                    ("headline", text("Its headline.")),
                    (
                        "published",
                        maybe(text(
                            "When it was published: a day, perhaps a time, perhaps an offset.",
                        )),
                    ),
                    ("url", maybe(text("Where it was published."))),
                ],
            ),
        ),
        (
            "passage",
            record(
                "A citation with its exact words.",
                &[("at", reference("citation")), ("words", text("The words, as published."))],
            ),
        ),
        (
            "estimate",
            record(
                "A value and how sure it is.",
                &[
                    ("value", number("The value.")),
                    (
                        "interval",
                        maybe(record(
                            "Where the true value lies at a level.",
                            &[
                                ("low", number("The lower end.")),
                                ("high", number("The upper end.")),
                                (
                                    "level",
                                    share("How often such an interval holds the true value."),
                                ),
                            ],
                        )),
                    ),
                    ("n_articles", count("The articles that it rests on.")),
                ],
            ),
        ),
        (
            "contrast",
            record(
                "A feature in one outlet beside the others on the same stories.",
                &[
                    ("key", text("Its key.")),
                    ("shown", text("As a reader sees it.")),
                    ("family", family()),
                    ("outlet", text("The slug of the outlet.")),
                    ("basis", basis()),
                    ("log2_ratio", or_null(reference("estimate"))),
                    (
                        "log_odds_z",
                        number("What features are ranked by: shrunken log-odds over their error."),
                    ),
                    ("share_here", share("Of the outlet's exposure.")),
                    ("share_elsewhere", share("Of the others' exposure on the same stories.")),
                    ("n_here", count("Occurrences here.")),
                    ("n_elsewhere", count("Occurrences elsewhere.")),
                    ("n_articles_here", count("Articles here that hold it.")),
                    ("n_articles_elsewhere", count("Articles elsewhere that hold it.")),
                    ("n_stories", count("Stories of the outlet that were compared.")),
                ],
            ),
        ),
        (
            "not_testable",
            record(
                "Why nothing was tested; the numbers are those that the reason needs.",
                &[
                    (
                        "reason",
                        word(&[
                            "too_few_articles",
                            "too_many_articles",
                            "too_few_arrangements",
                            "too_few_with_feature",
                            "no_variation",
                        ]),
                    ),
                    ("n_pairs", maybe(count("Pairs of articles on the same story."))),
                    ("needed", maybe(number("What would be enough."))),
                    ("n_strata", maybe(count("Stories with both sides."))),
                    ("n_articles", maybe(count("Articles."))),
                    ("most", maybe(count("The most that can be tested."))),
                    ("smallest_p", maybe(share("The smallest p that could come out."))),
                ],
            ),
        ),
    ])
}

/// The input in figures and the outlets' profiles.
fn outlets() -> Named {
    named([
        (
            "options",
            record(
                "What it was made with; the same options, seed and input give the same result.",
                &[
                    (
                        "normalizer",
                        record(
                            "How words become terms.",
                            &[
                                ("language", text("The language of stems and stop words.")),
                                ("stemming", word(&["snowball", "none"])),
                                (
                                    "stop_words",
                                    one_of([
                                        word(&["language", "none"]),
                                        variant("custom", list(text("A word that is left out."))),
                                    ]),
                                ),
                            ],
                        ),
                    ),
                    ("min_words", count("The fewest words with which an outlet is compared.")),
                    ("max_themes", count("The most themes of an outlet.")),
                    ("max_features", count("The most features of an outlet.")),
                    (
                        "max_omission_chance",
                        share("The largest chance of an omission that is reported."),
                    ),
                    ("agency_copy", word(&["once", "everywhere"])),
                    ("account_words", count("The most words of an account.")),
                    ("account_sentences", count("The most sentences of an account.")),
                    ("inventories", list(text("The key of an inventory of frames."))),
                    (
                        "gazetteer",
                        json!({"type": "object", "description": "Names that are known beforehand."}),
                    ),
                    ("habit_level", share("The false discovery rate of habits.")),
                    (
                        "min_habit_tokens",
                        count("The fewest occurrences of a feature that is tested."),
                    ),
                    ("null_splits", count("Random halves of each outlet.")),
                    ("seed", count("Of everything that is drawn.")),
                    (
                        "group_by",
                        or_null(one_of([
                            word(&["record"]),
                            variant("attribute", text("The attribute of the articles.")),
                        ])),
                    ),
                    ("groups", list(text("A group that is compared; all where there is none."))),
                ],
            ),
        ),
        (
            "story",
            record(
                "One story in figures.",
                &[
                    ("title", text("Its title.")),
                    ("n_articles", count("Articles.")),
                    ("n_outlets", count("Outlets.")),
                    ("carried_by", list(outlet())),
                    ("days", or_null(row([day("The first day."), day("The last day.")]))),
                ],
            ),
        ),
        (
            "profile",
            record(
                "One outlet.",
                &[
                    ("slug", text("Its key.")),
                    ("name", text("Its name.")),
                    ("listed", yes_or_no("Whether the table of widely read outlets has it.")),
                    ("n_articles", count("Articles.")),
                    ("n_stories", count("Stories.")),
                    ("n_words", count("Words that count.")),
                    (
                        "themes",
                        list(record(
                            "What it dwells on.",
                            &[
                                ("features", list(text("A word or phrase."))),
                                ("basis", basis()),
                                ("log2_ratio", or_null(reference("estimate"))),
                                ("share_here", share("Of its sentences.")),
                                (
                                    "share_elsewhere",
                                    share("Of the others' sentences on the same stories."),
                                ),
                                ("n_sentences", count("Its sentences with one of the features.")),
                                ("n_articles", count("Its articles with one.")),
                                ("rank", number("What themes are ranked by.")),
                                ("citations", some(reference("citation"))),
                            ],
                        )),
                    ),
                    (
                        "null",
                        maybe(record(
                            "What chance alone puts on top between random halves of its own articles.",
                            &[
                                ("n_articles", count("The articles that were halved.")),
                                ("largest", list(number("The largest ranking score of a split."))),
                            ],
                        )),
                    ),
                    (
                        "habits",
                        one_of([
                            variant(
                                "tested",
                                record(
                                    "What it does as a rule.",
                                    &[
                                        ("n_tested", count("Features tested.")),
                                        ("found", list(reference("habit"))),
                                    ],
                                ),
                            ),
                            variant("not_testable", reference("not_testable")),
                        ]),
                    ),
                    (
                        "frames",
                        list(record(
                            "A frame in its sentences.",
                            &[
                                ("inventory", text("The key of the inventory.")),
                                ("name", text("The name of the frame.")),
                                ("contrast", reference("contrast")),
                                (
                                    "n_narrated",
                                    count("Sentences that frame so in the outlet's own words."),
                                ),
                                ("citations", citations()),
                            ],
                        )),
                    ),
                    ("features", list(reference("contrast"))),
                ],
            ),
        ),
        (
            "habit",
            record(
                "A feature that the outlet or group uses more as a rule.",
                &[
                    ("key", text("Its key.")),
                    ("shown", text("As a reader sees it.")),
                    ("family", family()),
                    ("log2_ratio", reference("estimate")),
                    ("p", share("The chance of such a difference where there is none.")),
                    ("q", share("The false discovery rate at which it is found.")),
                    (
                        "family_p",
                        share("The chance that any feature would show such a difference."),
                    ),
                    ("n_stories", count("The stories that it rests on.")),
                    ("citations", citations()),
                ],
            ),
        ),
        (
            "not_compared",
            record(
                "An outlet that was not compared, and the numbers that the reason needs.",
                &[
                    ("why", word(&["too_little_text", "alone"])),
                    ("outlet", text("Its slug.")),
                    ("name", text("Its name.")),
                    ("n_words", maybe(count("Its words that count."))),
                    ("needed", maybe(count("The fewest that would do."))),
                    (
                        "n_stories",
                        maybe(count("Its stories, none of which another outlet covers.")),
                    ),
                ],
            ),
        ),
        (
            "word_table",
            record(
                "How often each outlet uses the words of the one story.",
                &[
                    ("outlets", list(text("A slug; cells number these."))),
                    (
                        "rows",
                        list(record(
                            "A word or phrase.",
                            &[
                                ("shown", text("As a reader sees it.")),
                                ("family", family()),
                                (
                                    "cells",
                                    list(record(
                                        "In one outlet.",
                                        &[
                                            ("outlet", count("A place in `outlets` of the table.")),
                                            ("n_occurrences", count("Occurrences.")),
                                            ("rate", reference("estimate")),
                                            (
                                                "relative_error",
                                                or_null(number("Of the rate, by article.")),
                                            ),
                                            ("citations", citations()),
                                        ],
                                    )),
                                ),
                            ],
                        )),
                    ),
                ],
            ),
        ),
    ])
}

/// Groups of outlets.
fn groups() -> Named {
    let habits = || list(reference("group_habit"));
    named([
        (
            "groups",
            record(
                "Groups of outlets.",
                &[
                    (
                        "by",
                        one_of([
                            word(&["record"]),
                            variant("attribute", text("The attribute of the articles.")),
                        ]),
                    ),
                    (
                        "groups",
                        list(record(
                            "One group.",
                            &[
                                ("name", text("Its name.")),
                                (
                                    "outlets",
                                    list(row([
                                        text("The slug of an outlet."),
                                        count("Its articles."),
                                    ])),
                                ),
                                ("n_articles", count("Articles.")),
                                (
                                    "habits",
                                    one_of([
                                        variant(
                                            "tested",
                                            record(
                                                "What its outlets do as a rule.",
                                                &[
                                                    ("n_tested", count("Features tested.")),
                                                    ("found", habits()),
                                                    ("of_one_outlet", habits()),
                                                    ("names", habits()),
                                                ],
                                            ),
                                        ),
                                        variant("not_testable", reference("not_testable")),
                                    ]),
                                ),
                            ],
                        )),
                    ),
                    ("n_without", count("Articles in no group.")),
                ],
            ),
        ),
        (
            "group_habit",
            record(
                "A habit of a group, and how far one outlet bears it.",
                &[
                    ("habit", reference("habit")),
                    ("n_outlets", count("Outlets of the group that use it.")),
                    ("largest_outlet", text("The slug of the one that uses it most.")),
                    ("largest_share", share("Of the group's occurrences, those in that outlet.")),
                    (
                        "without_largest",
                        or_null(record(
                            "The same without that outlet.",
                            &[
                                ("log2_ratio", reference("estimate")),
                                (
                                    "p",
                                    share("The chance of such a difference where there is none."),
                                ),
                            ],
                        )),
                    ),
                ],
            ),
        ),
    ])
}

/// What the outlets tell.
fn telling() -> Named {
    named([
        (
            "statement",
            record(
                "A fact in several outlets' words.",
                &[
                    ("story", story()),
                    (
                        "tellings",
                        some(record(
                            "One outlet's sentence.",
                            &[
                                ("outlet", outlet()),
                                ("at", reference("citation")),
                                ("similarity", number("To the first telling, up to 1.")),
                            ],
                        )),
                    ),
                    ("near", list(outlet())),
                    ("in_copy", maybe(list(outlet()))),
                    ("depth", number("How far down it stands.")),
                    ("weight", number("What statements are ranked by.")),
                ],
            ),
        ),
        (
            "account",
            record(
                "What the outlets of a story tell in common.",
                &[
                    ("story", story()),
                    (
                        "sentences",
                        list(record(
                            "A sentence of it.",
                            &[
                                ("outlet", outlet()),
                                ("at", reference("citation")),
                                ("is_cut", yes_or_no("Whether the published sentence goes on.")),
                                ("told_by", list(row([outlet(), reference("citation")]))),
                                ("rank", count("How far up in its article it stands.")),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "day",
            record(
                "A day, week, month or year that matters.",
                &[
                    ("story", story()),
                    ("first", day("Its first day.")),
                    ("last", day("Its last day.")),
                    ("precision", word(&["day", "week", "month", "year"])),
                    ("is_planned", yes_or_no("Whether it is still to come.")),
                    ("score", number("What days are ranked by.")),
                    ("n_articles", count("Articles that mention it.")),
                    ("outlets", list(outlet())),
                    ("citations", citations()),
                ],
            ),
        ),
        (
            "remark",
            record(
                "A sentence that asks, expects, explains or judges.",
                &[
                    ("story", story()),
                    ("kind", word(&["question", "unresolved", "forecast", "cause", "judgement"])),
                    ("cue", text("The word that shows it.")),
                    ("tellings", list(row([outlet(), reference("citation")]))),
                    ("rank", count("How far up it stands.")),
                ],
            ),
        ),
        (
            "headline",
            record(
                "A headline taken apart.",
                &[
                    ("story", story()),
                    ("outlet", outlet()),
                    ("at", reference("citation")),
                    ("first_named", or_null(reference("span"))),
                    ("verb", or_null(reference("span"))),
                ],
            ),
        ),
        (
            "wordings",
            record(
                "One fact in two outlets' words.",
                &[
                    ("story", story()),
                    ("sides", row([reference("side"), reference("side")])),
                    (
                        "exchanges",
                        list(record(
                            "Words in the place of others.",
                            &[
                                ("left", text("In the first sentence.")),
                                ("right", text("In the second.")),
                            ],
                        )),
                    ),
                    (
                        "numbers",
                        list(record(
                            "Numbers that differ.",
                            &[
                                ("counted", text("What is counted.")),
                                ("left", text("In the first sentence.")),
                                ("right", text("In the second.")),
                                (
                                    "can_both_hold",
                                    yes_or_no(
                                        "Whether both can be true, as in more than 100 and 120.",
                                    ),
                                ),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "side",
            record(
                "One of the two sentences.",
                &[
                    ("outlet", outlet()),
                    ("at", reference("citation")),
                    ("only_here", list(reference("span"))),
                ],
            ),
        ),
        (
            "blindspot",
            record(
                "What most other outlets carry and one does not.",
                &[
                    ("outlet", text("The slug of the outlet.")),
                    ("story", story()),
                    ("phrase", or_null(text("The words that are missing, where it is a phrase."))),
                    ("n_carriers", count("How many others carry it.")),
                    ("n_others", count("How many others there are.")),
                    ("chance", share("That an outlet of this length leaves it out.")),
                    ("citations", some(reference("citation"))),
                ],
            ),
        ),
    ])
}

/// What several outlets print, and what is not counted.
fn shared() -> Named {
    named([
        (
            "set_aside",
            record(
                "Text that is not counted.",
                &[
                    (
                        "reason",
                        word(&[
                            "house_text",
                            "credit",
                            "dateline",
                            "shared_copy",
                            "no_prose",
                            "repeat",
                        ]),
                    ),
                    ("n_sentences", count("Sentences.")),
                    ("n_tokens", count("Words.")),
                    ("n_articles", count("Articles.")),
                ],
            ),
        ),
        (
            "spelling",
            record(
                "A word that house styles write differently and that is counted as one.",
                &[
                    ("counted_as", text("The term.")),
                    (
                        "ways",
                        list(record(
                            "One way to write it.",
                            &[
                                ("spelling", text("As printed.")),
                                (
                                    "outlets",
                                    list(row([
                                        text("The slug of an outlet."),
                                        count("Occurrences."),
                                    ])),
                                ),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "shared_copy",
            record(
                "The copy that several outlets print.",
                &[
                    ("reports", list(reference("report"))),
                    (
                        "n_articles_with_passages",
                        count(
                            "Articles with passages that others print without printing a common report.",
                        ),
                    ),
                    ("n_words_in_passages", count("Words in these.")),
                    (
                        "differences",
                        list(record(
                            "What would be found about an outlet with the copy counted everywhere.",
                            &[
                                ("outlet", text("Its slug.")),
                                ("name", text("Its name.")),
                                ("n_words", count("Its counted words without the copy.")),
                                ("n_words_with_copy", count("Its counted words with the copy.")),
                                ("only_without", list(text("A theme of its own words only."))),
                                ("only_with", list(text("A theme with the copy only."))),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "report",
            record(
                "A report that several outlets print.",
                &[
                    ("story", story()),
                    ("headline", text("Of the article that stands for it.")),
                    ("origin", count("The number of that article.")),
                    (
                        "agency",
                        or_null(record(
                            "The agency that its articles credit.",
                            &[
                                ("name", text("Its name.")),
                                ("slug", text("The slug of its own site.")),
                            ],
                        )),
                    ),
                    ("credited_as", or_null(text("The agency's name as a text credits it."))),
                    ("credit", or_null(reference("citation"))),
                    ("known_by", word(&["credit", "time", "length"])),
                    (
                        "printings",
                        list(record(
                            "An article that prints it.",
                            &[
                                ("article", count("Its number.")),
                                ("outlet", text("The slug of its outlet.")),
                                ("outlet_name", text("The name of its outlet.")),
                                ("n_words", count("Its words that are the report's.")),
                                ("share", share("Of the article, these words.")),
                                ("taken", yes_or_no("Whether the outlet took them over.")),
                                ("passages", list(reference("span"))),
                                ("citation", or_null(reference("citation"))),
                            ],
                        )),
                    ),
                ],
            ),
        ),
    ])
}
