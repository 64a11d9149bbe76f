//! What a comparison says of who is named and who speaks.

use super::definitions::{Named, citations, named, story};
use super::kinds::{count, list, or_null, record, reference, text, word};

/// The definitions of voices, players and manner.
pub(super) fn voices() -> Named {
    named([
        (
            "voices",
            record(
                "Who is named and who speaks.",
                &[
                    (
                        "outlets",
                        list(record(
                            "How one outlet lets others speak.",
                            &[
                                ("outlet", text("Its slug.")),
                                ("n_words", count("Its words.")),
                                ("n_attributed_words", count("Words that are given to others.")),
                                ("n_quotations", count("Quotations.")),
                                ("n_anonymous", count("Those whose source is not named.")),
                                ("n_women", count("Those of women.")),
                                ("n_men", count("Those of men.")),
                                ("classes", classes()),
                                ("anonymous", citations()),
                                ("manner", reference("manner")),
                            ],
                        )),
                    ),
                    ("players", list(reference("player"))),
                    ("topics", list(reference("player"))),
                ],
            ),
        ),
        (
            "player",
            record(
                "A person, body, place or thing that the outlets name.",
                &[
                    ("story", story()),
                    ("name", text("Its name.")),
                    ("kind", word(&["person", "organisation", "place", "other"])),
                    ("description", or_null(text("What an outlet calls it."))),
                    ("introduced", reference("citation")),
                    ("n_mentions", count("Mentions.")),
                    (
                        "attention",
                        list(record(
                            "What one outlet gives it.",
                            &[
                                ("outlet", text("The slug of the outlet.")),
                                ("n_articles", count("Articles that name it.")),
                                ("n_mentions", count("Mentions.")),
                                ("n_quotations", count("Quotations.")),
                                ("classes", classes()),
                            ],
                        )),
                    ),
                    (
                        "positions",
                        list(record(
                            "What it says.",
                            &[
                                ("outlets", list(text("The slug of an outlet that carries it."))),
                                ("citations", citations()),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "manner",
            record(
                "How an outlet tells in its own words.",
                &[
                    ("loaded", reference("manner_share")),
                    ("agentless", reference("manner_share")),
                    (
                        "towards",
                        list(record(
                            "Its tone towards one actor.",
                            &[
                                ("key", text("The key of the actor.")),
                                ("name", text("Its name.")),
                                ("ill", reference("manner_share")),
                                ("well", reference("manner_share")),
                                ("doubted", reference("manner_share")),
                                ("forceful", reference("manner_share")),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "manner_share",
            record(
                "A share of sentences or quotations here and in the others on the same stories.",
                &[
                    ("here", or_null(reference("estimate"))),
                    ("elsewhere", or_null(reference("estimate"))),
                    ("n_here", count("Those here.")),
                    ("of_here", count("Out of so many.")),
                    ("n_elsewhere", count("Those elsewhere.")),
                    ("of_elsewhere", count("Out of so many.")),
                    ("citations", citations()),
                ],
            ),
        ),
    ])
}

fn classes() -> serde_json::Value {
    let classes = [
        "neutral",
        "factive",
        "doubting",
        "forceful",
        "asking",
        "denying",
        "committing",
        "judging",
        "thinking",
    ];
    list(record(
        "Quotations with a class of verbs.",
        &[("class", word(&classes)), ("n", count("How many."))],
    ))
}
