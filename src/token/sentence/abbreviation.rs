//! Words whose full stop need not end a sentence, by what may follow them.
//!
//! The kinds differ in one thing only: how much the word after the stop must look like the start of
//! a sentence before the stop counts as an end. The tables hold lower-case forms, sorted so that a
//! reader finds an entry and a test finds a double one; the compiler merges them into one.

/// What kind of abbreviation a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands before a name: "Dr.", "Sgt.", "Mt.".
    BeforeName,
    /// Stands after a name or closes one: "Inc.", "Jr.", "Ph.D.", "Calif.".
    AfterName,
    /// A month or a weekday, usually before a number: "Sept. 3".
    Calendar,
    /// Stands before a number or a letter: "No. 5", "pp. 3-9", "Fig. 2".
    BeforeNumber,
    /// Joins two things, so something always follows: "vs.", "e.g.".
    Joining,
    /// May stand inside a sentence or close one: "etc.", "et al.", "dept.".
    Loose,
}

/// Longest entry of the tables in bytes; a longer word is not looked up.
const LONGEST: usize = 7;

#[rustfmt::skip]
const TITLES: &[&str] = &[
    "amb", "archbp", "atty", "bp", "chanc", "cong", "dr", "drs", "fmr", "fr", "gov", "govs",
    "hon", "messrs", "mlle", "mme", "mmes", "mr", "mrs", "ms", "msgr", "mx", "pres", "prof",
    "profs", "rep", "reps", "rev", "revd", "sec", "sen", "sens", "supt", "treas", "ven",
];

#[rustfmt::skip]
const MILITARY: &[&str] = &[
    "adm", "brig", "capt", "cdr", "cmdr", "cmdt", "col", "comdr", "cpl", "cpt", "det", "ens",
    "gen", "gens", "insp", "lieut", "lt", "maj", "pfc", "pvt", "radm", "sgt", "spc", "spec",
    "vadm",
];

/// Words before the name of a place: "Ft. Worth", "St. Louis".
const BEFORE_PLACES: &[&str] = &["ft", "mt", "mts", "pt", "st", "sta", "ste", "sts"];

#[rustfmt::skip]
const CORPORATE: &[&str] = &[
    "assn", "bhd", "bros", "cie", "co", "corp", "cos", "gmbh", "inc", "intl", "llc", "llp", "ltd",
    "mfg", "plc", "pty",
];

const AFTER_PEOPLE: &[&str] =
    &["ed.d", "esq", "jnr", "jr", "m.sc", "ph.d", "phd", "psy.d", "ret", "snr", "sr"];

/// States, provinces and the parts of an address.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "ala", "alta", "apt", "ariz", "ark", "ave", "bldg", "blvd", "calif", "colo", "conn", "ct",
    "del", "fla", "ga", "hwy", "ill", "ind", "kan", "kans", "ky", "la", "ln", "mass", "md",
    "mich", "minn", "miss", "mo", "mont", "neb", "nebr", "nev", "okla", "ont", "ore", "pa",
    "penn", "pkwy", "que", "rd", "rte", "sask", "sq", "tenn", "tex", "tpke", "va", "vt", "wash",
    "wis", "wisc", "wyo",
];

#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "apr", "aug", "dec", "feb", "febr", "fri", "jan", "jul", "jun", "mar", "mon", "nov", "oct",
    "sat", "sep", "sept", "sun", "thu", "thur", "thurs", "tue", "tues", "wed",
];

/// Words of references and measures that a number or a letter follows.
#[rustfmt::skip]
const BEFORE_NUMBERS: &[&str] = &[
    "app", "art", "arts", "bk", "ca", "cap", "ch", "chap", "ed", "eds", "eq", "ex", "ext", "fig",
    "figs", "fol", "no", "nos", "nr", "n°", "n°s", "op", "p", "par", "para", "pg", "pgs", "pos",
    "pp", "pts", "ref", "refs", "rs", "sect", "tel", "vol", "vols",
];

/// Latin, and the German words that do the same work.
#[rustfmt::skip]
const JOINING: &[&str] = &[
    "a.k.a", "bzw", "cf", "d.h", "e.g", "eg", "i.e", "ie", "n.b", "u.a", "v", "vgl", "viz", "vs",
    "z.b", "z.t",
];

#[rustfmt::skip]
const LOOSE: &[&str] = &[
    "acad", "admin", "al", "approx", "assoc", "avg", "dem", "dems", "dept", "depts", "dist",
    "div", "est", "etc", "evtl", "feat", "ggf", "gov't", "govt", "hr", "hrs", "incl", "inst",
    "intel", "jh", "kg", "km", "lb", "lbs", "max", "mgr", "min", "mins", "mio", "misc", "mos",
    "mph", "mrd", "natl", "orig", "oz", "prev", "sci", "tbsp", "tsp", "univ", "usw", "wk", "yr",
    "yrs",
];

/// The tables of abbreviations with what they mean: with a capital, and without.
///
/// "gen", "sat" and "mass" are also ordinary words, so titles, months and states are `Loose`
/// without their capital. "Justice Dept. Inspector" is a name, "the dept. Inspectors" is two
/// sentences. "IE" and "V" with capitals are names and numbers.
const KINDS: [(&[&str], Option<Kind>, Kind); 10] = [
    (TITLES, Some(Kind::BeforeName), Kind::Loose),
    (MILITARY, Some(Kind::BeforeName), Kind::Loose),
    (BEFORE_PLACES, Some(Kind::BeforeName), Kind::Loose),
    (CORPORATE, Some(Kind::AfterName), Kind::AfterName),
    (AFTER_PEOPLE, Some(Kind::AfterName), Kind::AfterName),
    (CALENDAR, Some(Kind::Calendar), Kind::Loose),
    (BEFORE_NUMBERS, Some(Kind::BeforeNumber), Kind::BeforeNumber),
    (PLACES, Some(Kind::AfterName), Kind::Loose),
    (LOOSE, Some(Kind::AfterName), Kind::Loose),
    (JOINING, None, Kind::Joining),
];

/// Where `PLACES` is in `KINDS`.
const PLACES_INDEX: u8 = 7;

const N_ABBREVIATIONS: usize = {
    let mut n = 0;
    let mut table = 0;
    while table < KINDS.len() {
        n += KINDS[table].0.len();
        table += 1;
    }
    n
};

/// All abbreviations, sorted by their letters read as one number, with the index of their table.
/// Nearly every sentence ends in a word that is looked up in vain, so one search over numbers is
/// worth the merging, which the compiler does.
const MERGED: [(u64, u8); N_ABBREVIATIONS] = {
    let mut merged = [(u64::MAX, 0); N_ABBREVIATIONS];
    let mut n = 0;
    let mut table = 0;
    while table < KINDS.len() {
        let words = KINDS[table].0;
        let mut index = 0;
        while index < words.len() {
            let key = pack(words[index].as_bytes());
            let mut at = n;
            while at > 0 && merged[at - 1].0 > key {
                merged[at] = merged[at - 1];
                at -= 1;
            }
            merged[at] = (key, table as u8);
            n += 1;
            index += 1;
        }
        table += 1;
    }
    merged
};

/// The first eight bytes in ASCII lower case as a number that sorts like them.
const fn pack(word: &[u8]) -> u64 {
    let mut key = 0;
    let mut index = 0;
    while index < 8 {
        let byte = if index < word.len() { word[index].to_ascii_lowercase() } else { 0 };
        key = key << 8 | byte as u64;
        index += 1;
    }
    key
}

/// The kind of abbreviation that `word` (without its last stop) is, if any.
pub(super) fn kind(word: &str) -> Option<Kind> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let found = MERGED.binary_search_by_key(&pack(word.as_bytes()), |&(key, _)| key).ok()?;
    let (_, with_capital, without) = KINDS[usize::from(MERGED[found].1)];
    if MERGED[found].1 == PLACES_INDEX
        && word.len() == 2
        && word.bytes().all(|b| b.is_ascii_uppercase())
    {
        // Postal codes and acronyms ("the VA") have no stop of their own.
        return None;
    }
    if matches!(word, "mr" | "mrs" | "dr") {
        // Nothing else is written so, and careless text leaves the capital out.
        return Some(Kind::BeforeName);
    }
    // "U.a" does not occur, but "E.g." opens a sentence.
    if word.starts_with(|c: char| c.is_ascii_uppercase())
        && (with_capital.is_some() || word.len() < 3)
    {
        with_capital
    } else {
        Some(without)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_lower_case_and_short_enough() {
        for (table, ..) in KINDS {
            for pair in table.windows(2) {
                assert!(pair[0] < pair[1], "{} is not before {}", pair[0], pair[1]);
            }
            assert!(table.iter().all(|entry| entry.to_ascii_lowercase() == *entry));
        }
        let mut merged: Vec<u64> = KINDS
            .iter()
            .flat_map(|(table, ..)| table.iter().map(|entry| pack(entry.as_bytes())))
            .collect();
        merged.sort_unstable();
        assert!(KINDS.iter().all(|(table, ..)| table.iter().all(|entry| entry.len() <= LONGEST)));
        assert!(
            merged.windows(2).all(|pair| pair[0] < pair[1]),
            "an abbreviation is in two tables"
        );
    }

    #[test]
    fn kind_depends_on_the_capital_where_the_word_is_also_a_word() {
        let cases = [
            ("Gen", Some(Kind::BeforeName)),
            ("gen", Some(Kind::Loose)),
            ("GEN", Some(Kind::BeforeName)),
            ("mr", Some(Kind::BeforeName)),
            ("Sat", Some(Kind::Calendar)),
            ("sat", Some(Kind::Loose)),
            ("Mass", Some(Kind::AfterName)),
            ("Ph.D", Some(Kind::AfterName)),
            ("vs", Some(Kind::Joining)),
            ("No", Some(Kind::BeforeNumber)),
            ("etc", Some(Kind::Loose)),
            ("refugees", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(kind(word), expected, "{word}");
        }
    }
}
