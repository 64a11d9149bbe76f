//! Places, words and estimates, as the schemas describe them.

use super::definitions::{Named, basis, family, named};
use super::kinds::{count, maybe, number, or_null, record, reference, share, text, word};

/// Places, words and estimates.
pub(super) fn evidence() -> Named {
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
