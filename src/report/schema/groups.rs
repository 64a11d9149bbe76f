//! Groups of outlets, as the schemas describe them.

use super::definitions::{Named, named};
use super::kinds::{
    count, list, one_of, or_null, record, reference, row, share, text, variant, word,
};

/// Groups of outlets.
pub(super) fn groups() -> Named {
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
