//! What several outlets print, and what is not counted, as the schemas describe it.

use super::definitions::{Named, named, story};
use super::kinds::{count, list, or_null, record, reference, row, share, text, word, yes_or_no};

/// What several outlets print, and what is not counted.
pub(super) fn shared() -> Named {
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
                            "stamp",
                            "label",
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
