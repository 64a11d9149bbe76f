//! The words in printed dates: months, zones, and what says nothing about when.

/// Words that stand in a date and say nothing about when.
pub(super) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 33] = [
        "st",
        "nd",
        "rd",
        "th",
        "at",
        "on",
        "of",
        "the",
        "published",
        "posted",
        "date",
        "de",
        "del",
        "le",
        "à",
        "um",
        "uhr",
        "er",
        "年",
        "月",
        "日",
        "t",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "am",
    ];
    FILLERS.contains(&word) || ENGLISH_DAYS.contains(&word)
}

/// The days of the week in English, from Monday on.
pub(crate) const ENGLISH_DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month of an English name in lower case, or of its first three letters, or of "sept".
pub(crate) fn english_month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_it = |month: &str| word == month || word == &month[..3];
    let place =
        MONTHS.iter().position(|month| is_it(month) || (word == "sept" && *month == "september"));
    place.map(|place| place as i8 + 1)
}

/// The month of a name or of its first three letters or more.
pub(super) fn month_of(word: &str) -> Option<i8> {
    // A stem is unique among the languages read, so `janv`, `januar` and `january` all find January.
    let (_, month) = MONTHS
        .iter()
        .find(|(name, _)| word == *name || (word.chars().count() >= 3 && name.starts_with(word)))?;
    Some(*month)
}

#[rustfmt::skip]
const MONTHS: [(&str, i8); 56] = [
    ("january", 1), ("januar", 1), ("janvier", 1), ("enero", 1), ("gennaio", 1), ("janeiro", 1),
    ("february", 2), ("februar", 2), ("février", 2), ("febrero", 2), ("febbraio", 2), ("fevereiro", 2),
    ("march", 3), ("märz", 3), ("mars", 3), ("marzo", 3), ("março", 3),
    ("april", 4), ("avril", 4), ("abril", 4), ("aprile", 4),
    ("may", 5), ("mai", 5), ("mayo", 5), ("maggio", 5), ("maio", 5),
    ("june", 6), ("juni", 6), ("juin", 6), ("junio", 6), ("giugno", 6), ("junho", 6),
    ("july", 7), ("juli", 7), ("juillet", 7), ("julio", 7), ("luglio", 7), ("julho", 7),
    ("august", 8), ("août", 8), ("agosto", 8),
    ("september", 9), ("septembre", 9), ("septiembre", 9), ("settembre", 9), ("setembro", 9), ("sept", 9),
    ("october", 10), ("oktober", 10), ("octobre", 10), ("ottobre", 10),
    ("november", 11), ("noviembre", 11),
    ("december", 12), ("dezember", 12), ("décembre", 12),
];

/// The offset of a zone in minutes by name. The inner `None` stands for names that several zones share,
/// which leave a time local.
#[allow(
    clippy::option_option,
    reason = "no zone and a zone of unknown offset are different answers"
)]
pub(super) fn offset_of_zone(word: &str) -> Option<Option<i32>> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}

#[rustfmt::skip]
const ZONES: [(&str, Option<i32>); 37] = [
    ("z", Some(0)), ("utc", Some(0)), ("gmt", Some(0)), ("ut", Some(0)), ("wet", Some(0)),
    ("est", Some(-300)), ("edt", Some(-240)), ("cst", Some(-360)), ("cdt", Some(-300)),
    ("mst", Some(-420)), ("mdt", Some(-360)), ("pst", Some(-480)), ("pdt", Some(-420)),
    ("cet", Some(60)), ("cest", Some(120)), ("eet", Some(120)), ("eest", Some(180)),
    ("msk", Some(180)), ("wat", Some(60)), ("cat", Some(120)), ("sast", Some(120)),
    ("eat", Some(180)), ("pkt", Some(300)), ("sgt", Some(480)), ("hkt", Some(480)),
    ("jst", Some(540)), ("kst", Some(540)), ("aest", Some(600)), ("aedt", Some(660)),
    ("nzst", Some(720)), ("nzdt", Some(780)),
    ("et", None), ("ct", None), ("mt", None), ("pt", None), ("bst", None), ("ist", None),
];
