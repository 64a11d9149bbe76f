//! The input in figures and the outlets' profiles, as the schemas describe them.

use serde_json::json;

use super::definitions::{Named, basis, citations, family, named, outlet};
use super::kinds::{
    count, day, list, maybe, number, one_of, or_null, record, reference, row, share, some, text,
    variant, word, yes_or_no,
};

/// The input in figures and the outlets' profiles.
pub(super) fn outlets() -> Named {
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
