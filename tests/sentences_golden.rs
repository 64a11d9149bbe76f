//! What the well-known golden rules of English sentence segmentation test, in sentences of our own.

use parallax::token::sentences;

fn split(text: &str) -> Vec<&str> {
    sentences(text).map(|range| &text[range]).collect()
}

/// Name, text, sentences.
type Case = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const RULES: &[Case] = &[
    ("simple stop", "The town woke. Its mayor is Ana.", &["The town woke.", "Its mayor is Ana."]),
    ("question mark", "Where is the key? The key is here.", &["Where is the key?", "The key is here."]),
    ("exclamation mark", "Here it comes! We saw it.", &["Here it comes!", "We saw it."]),
    ("one initial", "The chair is Clara B. Stone.", &["The chair is Clara B. Stone."]),
    ("lower-case abbreviation before a number", "Read on at p. 17.", &["Read on at p. 17."]),
    ("two-letter abbreviation inside", "Did Ann and co. leave the hall?", &["Did Ann and co. leave the hall?"]),
    ("corporate abbreviation inside", "They sold it to Reed, Hall & Co. at dawn.", &["They sold it to Reed, Hall & Co. at dawn."]),
    ("two-letter abbreviation at the end", "Go with Ann and co. They know it.", &["Go with Ann and co.", "They know it."]),
    ("corporate abbreviation at the end", "They sold it to Reed, Hall & Co. It opened today.", &["They sold it to Reed, Hall & Co.", "It opened today."]),
    ("place name", "You can see Mt. Etna at night.", &["You can see Mt. Etna at night."]),
    ("street inside", "St. Anne's Hall is on 9th st. by the pier.", &["St. Anne's Hall is on 9th st. by the pier."]),
    ("suffix with possessive", "This is Ray Poe Jr.'s boat.", &["This is Ray Poe Jr.'s boat."]),
    ("acronym inside", "She toured the U.S.A. in May.", &["She toured the U.S.A. in May."]),
    ("acronym at the end", "He moved to the E.U. What about you?", &["He moved to the E.U.", "What about you?"]),
    ("acronym at the end, again", "He moved to the U.S. What about you?", &["He moved to the U.S.", "What about you?"]),
    ("acronym before a name", "She left the U.S. Government in June.", &["She left the U.S. Government in June."]),
    ("acronym before lower case", "He has been in the U.S. for six years.", &["He has been in the U.S. for six years."]),
    (
        "times of day",
        "At 6 a.m. Ms. Roe went to the dock. She left the dock at 7 P.M. Ms. Roe then went home.",
        &["At 6 a.m. Ms. Roe went to the dock.", "She left the dock at 7 P.M.", "Ms. Roe then went home."],
    ),
    ("decimal", "It costs $250.50 a week.", &["It costs $250.50 a week."]),
    (
        "sentence in brackets",
        "She sings opera (She trained for 6 years as a pianist.) at the old theatre.",
        &["She sings opera (She trained for 6 years as a pianist.) at the old theatre."],
    ),
    ("mail address", "Write to Mary.Poe@example.org. I read all mail.", &["Write to Mary.Poe@example.org.", "I read all mail."]),
    (
        "web address",
        "The page is: https://www.example.20.org/new-page/our_plans.html. Read it today.",
        &["The page is: https://www.example.20.org/new-page/our_plans.html.", "Read it today."],
    ),
    ("single quotes inside", "He told her, 'It is late.' he said.", &["He told her, 'It is late.' he said."]),
    ("double quotes inside", "He told her, \"It is late.\" he said.", &["He told her, \"It is late.\" he said."]),
    (
        "double quotes at the end",
        "He told her, \"It is late.\" He held up the lamp.",
        &["He told her, \"It is late.\"", "He held up the lamp."],
    ),
    ("curly quotes at the end", "He told her, “It is late.” He left.", &["He told her, “It is late.”", "He left."]),
    ("doubled exclamation", "Look!! A boat is near.", &["Look!!", "A boat is near."]),
    ("doubled question", "What?? Who came?", &["What??", "Who came?"]),
    ("exclamation and question", "Who!? Was it you?", &["Who!?", "Was it you?"]),
    ("question and exclamation", "Who?! Was it you?", &["Who?!", "Was it you?"]),
    ("list, stop and bracket, no stops", "1.) Buy the bread 2.) Buy the milk", &["1.) Buy the bread", "2.) Buy the milk"]),
    ("list, stop and bracket, stops", "1.) Buy the bread. 2.) Buy the milk.", &["1.) Buy the bread.", "2.) Buy the milk."]),
    ("list, bracket, no stops", "1) Buy the bread 2) Buy the milk", &["1) Buy the bread", "2) Buy the milk"]),
    ("list, bracket, stops", "1) Buy the bread. 2) Buy the milk.", &["1) Buy the bread.", "2) Buy the milk."]),
    ("list, stop, no stops", "1. Buy the bread 2. Buy the milk", &["1. Buy the bread", "2. Buy the milk"]),
    ("list, stop, stops", "1. Buy the bread. 2. Buy the milk.", &["1. Buy the bread.", "2. Buy the milk."]),
    ("list, bullets", "• 9. Buy the bread • 10. Buy the milk", &["• 9. Buy the bread", "• 10. Buy the milk"]),
    ("list, tight bullets", "⁃9. Buy the bread ⁃10. Buy the milk", &["⁃9. Buy the bread", "⁃10. Buy the milk"]),
    (
        "list, letters",
        "a. Buy the bread b. Buy the milk c. Buy the last egg",
        &["a. Buy the bread", "b. Buy the milk", "c. Buy the last egg"],
    ),
    ("line break inside", "These are words\ncut by the page.", &["These are words\ncut by the page."]),
    ("line break inside after a space", "We met on a wet \nday in the port.", &["We met on a wet \nday in the port."]),
    ("lines of a menu", "about us\nour team\nnews, jobs\n", &["about us", "our team", "news, jobs"]),
    (
        "number with a degree sign",
        "It lies at N°. 3141.592.653. There the map ends.",
        &["It lies at N°. 3141.592.653.", "There the map ends."],
    ),
    ("name with an exclamation mark", "He works at Yahoo! in the sales team.", &["He works at Yahoo! in the sales team."]),
    (
        "I as a word and as an initial",
        "They will win, she and I. Have you met Robert I. Hale lately?",
        &["They will win, she and I.", "Have you met Robert I. Hale lately?"],
    ),
    (
        "ellipsis at the end of a quotation",
        "The author holds that with fewer wants, “the rules of life will seem less strict. . . .”",
        &["The author holds that with fewer wants, “the rules of life will seem less strict. . . .”"],
    ),
    (
        "ellipsis in brackets",
        "\"Curie [...] gave the example of slow decay [...]\" (Jones 12).",
        &["\"Curie [...] gave the example of slow decay [...]\" (Jones 12)."],
    ),
    (
        "four spaced dots",
        "Leave out the words, put three marks with spaces and then close it all with a stop . . . . Then go on.",
        &["Leave out the words, put three marks with spaces and then close it all with a stop . . . .", "Then go on."],
    ),
    ("four dots", "I did not want it.... He closed the door.", &["I did not want it....", "He closed the door."]),
    (
        "ellipses of hesitation",
        "I was not ... well, what I want...look . . . what I say, the truth is . . . I did not want it.",
        &["I was not ... well, what I want...look . . . what I say, the truth is . . . I did not want it."],
    ),
    (
        "stop and ellipsis",
        "A custom which was now fading . . . was that of adding names to old houses. . . . The custom was not lost. . . .",
        &["A custom which was now fading . . . was that of adding names to old houses.", ". . . The custom was not lost. . . ."],
    ),
    (
        "missing spaces",
        "Good morning all.Today is Sunday.Ms. Roe went to the bank and took out 2,000.That is too much.",
        &["Good morning all.", "Today is Sunday.", "Ms. Roe went to the bank and took out 2,000.", "That is too much."],
    ),
];

#[test]
fn golden_rules_hold() {
    let failed: Vec<_> = RULES
        .iter()
        .filter(|(_, text, expected)| split(text) != *expected)
        .map(|(name, text, _)| (name, split(text)))
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
