//! What the outlets tell, as the schemas describe it.

use super::definitions::{Named, citations, named, outlet, story};
use super::kinds::{
    count, day, list, maybe, number, or_null, record, reference, row, share, some, text, word,
    yes_or_no,
};

/// What the outlets tell.
pub(super) fn telling() -> Named {
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
            "slot",
            record(
                "What the outlets call the same thing.",
                &[
                    ("story", story()),
                    (
                        "names",
                        some(record(
                            "One name.",
                            &[
                                ("text", text("As first printed.")),
                                ("uses", some(row([outlet(), reference("citation")]))),
                            ],
                        )),
                    ),
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
