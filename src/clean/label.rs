//! Labels: what an outlet adds to a name in a fixed form, party and place of a politician, the agency, the ticker of a
//! company, an editor's note.
//!
//! "Sen. A. Rivers (D-Ohio)", "(R-KY)", "Rep. B. Hill, D-N.Y.,", "Harbour Lines (NYSE: HBR)", "[sic]": one outlet writes them
//! throughout, another never does and tells the same, so that they say whose page it is and not what it dwells on. A label is
//! known by its form and set aside for all outlets alike; the rest of its sentence counts, as two pieces. "A Republican from
//! Ohio" is no label, for that is told in words.
//!
//! Cost: a look at each bracket and each comma. It misleads where a bracket means something else: "(PA)" may be an agency
//! or an authority, so a code that the words before it spell out is left alone.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter};

use super::syndication::is_agency_name;
use super::{Masks, Reason};
use crate::article::{Corpus, Part, Span};
use crate::token::TokenizedCorpus;

/// What stands in the brackets of a label has at most so many bytes.
const LONGEST: usize = 32;

/// How parties are abbreviated before a place, without a stop.
const PARTIES: [&str; 9] = ["R", "D", "I", "L", "G", "DFL", "Dem", "Rep", "Ind"];

/// The states and territories of the United States, as newspapers and the post abbreviate them and in full; without stops and
/// spaces.
const PLACES: &str = "\
    AK AL AR AS AZ Ala Alabama Alas Alaska AmericanSamoa Ariz Arizona Ark Arkansas CA CO CT Cal Calif California Colo \
    Colorado Conn Connecticut DC DE Del Delaware DistrictofColumbia FL Fla Florida GA GU Ga Georgia Guam HI Hawaii IA ID \
    IL IN Ida Idaho Ill Illinois Ind Indiana Iowa KS KY Kan Kans Kansas Kentucky Ky LA La Louisiana MA MD ME MI MN MO MP \
    MS MT Maine Maryland Mass Massachusetts Md Me Mich Michigan Minn Minnesota Miss Mississippi Missouri Mo Mont Montana \
    NC ND NDak NE NH NJ NM NMex NV NY Neb Nebr Nebraska Nev Nevada NewHampshire NewJersey NewMexico NewYork NorthCarolina \
    NorthDakota NorthernMarianaIslands OH OK OR Ohio Okla Oklahoma Ore Oreg Oregon PA PR Pa Penn Penna Pennsylvania \
    PuertoRico RI RhodeIsland SC SD SDak SouthCarolina SouthDakota TN TX Tenn Tennessee Tex Texas USVI USVirginIslands UT \
    Ut Utah VA VI VT Va Vermont VirginIslands Virginia Vt WA WI WV WVa WVirginia WY Wash WashDC Washington WestVirginia \
    Wis Wisc Wisconsin Wyo Wyoming";

/// Exchanges before a ticker, in capitals and without spaces.
const EXCHANGES: &str = "\
    AMEX AMS ASX BIT BME BSE CBOE CSE ENX EPA ETR EURONEXT FRA FWB HKEX HKG JSE KRX LON LSE NASDAQ NSE NYSE NYSEAMERICAN \
    NYSEARCA OTC OTCBB OTCMKTS SGX SIX TSE TSX TSXV";

/// What editors put between brackets about the words around them, in lower case.
const NOTES: [&str; 19] = [
    "applause",
    "cheering",
    "cheers",
    "chuckles",
    "crosstalk",
    "email protected",
    "emphasis added",
    "emphasis in original",
    "emphasis mine",
    "emphasis ours",
    "inaudible",
    "indistinct",
    "laughing",
    "laughs",
    "laughter",
    "sic",
    "sighs",
    "silence",
    "unintelligible",
];

/// Marks labels in headlines and bodies.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    for article in corpus.article_ids() {
        let sentences = &tokenized.document(article).sentences;
        for part in [Part::Headline, Part::Body] {
            let mut number = 0;
            for found in labels(corpus.article(article).text(part)) {
                let span = Span::from_range(found);
                // A stop inside a label may have been taken for the end of a sentence.
                while sentences.get(number).is_some_and(|at| {
                    at.part < part || (at.part == part && at.span.end <= span.start)
                }) {
                    number += 1;
                }
                let touched = sentences[number.min(sentences.len())..].iter();
                let touched = touched.take_while(|at| at.part == part && at.span.overlaps(&span));
                for more in 0..touched.count() {
                    masks.add_span(tokenized, article, number + more, span, Reason::Label);
                }
            }
        }
    }
}

/// Where labels stand in a text, in bytes, in order.
fn labels(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in memchr3_iter(b'(', b'[', b',', bytes) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let length = match bytes[at] {
            b',' => after.strip_prefix(' ').and_then(between_commas).map(|length| (2, length)),
            b'(' => enclosed(after, ')')
                .filter(|inside| is_label(inside, before))
                .map(|inside| (0, inside.len() + 2)),
            _ => enclosed(after, ']')
                .filter(|inside| is_note(inside))
                .map(|inside| (0, inside.len() + 2)),
        };
        found.extend(length.map(|(skip, length)| at + skip..at + skip + length));
    }
    let quotes = memchr_iter(b'<', bytes).filter_map(|at| {
        let inside = enclosed(&text[at + 1..], '>')?;
        is_quote_code(inside.strip_prefix('.').unwrap_or(inside)).then(|| at..at + inside.len() + 2)
    });
    let n_found = found.len();
    found.extend(quotes);
    if found.len() > n_found {
        found.sort_unstable_by_key(|label| label.start);
    }
    found
}

/// What stands before the closing bracket, where that is near.
fn enclosed(after: &str, close: char) -> Option<&str> {
    let near = after.as_bytes().iter().take(LONGEST + 1);
    let end = near.clone().position(|&byte| byte == close as u8)?;
    Some(after[..end].trim()).filter(|inside| inside.len() == end && end > 0)
}

/// Whether what stands in round brackets behind some text is a label.
fn is_label(inside: &str, before: &str) -> bool {
    let party = |name: &str| name.len() == 1 && PARTIES.contains(&name);
    let behind_a_name = || {
        before.strip_suffix([' ', '\u{a0}']).is_some_and(|before| {
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric)
        })
    };
    // "(D-Ohio)", "(R-NY-21)".
    let placed = || {
        party_and_place(inside).is_some_and(|length| {
            let rest = inside[length..].trim_start_matches(['-', '\u{2013}', ' ']);
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).len() <= "th".len()
                && (rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    // A legislator of a state sits for a town: "(D-Harbour Hill)". "(D-Day)" is a day, and shorter.
    let of_a_town = || {
        split_party(inside).is_some_and(|(_, town)| {
            let words = || town.split(' ');
            town.len() > 3
                && words().count() <= 3
                && words().all(|word| {
                    word.starts_with(char::is_uppercase)
                        && word.chars().all(|c| c.is_alphabetic() || c == '.')
                        && word.chars().any(char::is_lowercase)
                })
        })
    };
    let agency = || is_agency_name(inside) && !spelled_out(inside, before);
    placed()
        || is_ticker(inside)
        || is_note(inside)
        || agency()
        || ((party(inside) || of_a_town()) && behind_a_name())
}

/// The length of a label at the start of a text that ends there: "D-N.Y., said", not "R-La Roche".
fn between_commas(text: &str) -> Option<usize> {
    party_and_place(text).filter(|&length| {
        let (label, rest) = text.split_at(length);
        let goes_on =
            rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        label.ends_with('.') || !goes_on
    })
}

/// The length of a party, a dash and a state at the start of a text, in bytes: "D-N.Y.", "R–South Carolina".
fn party_and_place(text: &str) -> Option<usize> {
    let (start, rest) = split_party(text)?;
    let mut key = String::new();
    let mut longest = None;
    let mut chars = rest.char_indices().take_while(|&(at, _)| at < LONGEST).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '.' | ' ' | '\u{a0}' => continue,
            c if c.is_ascii_alphabetic() => key.push(c),
            _ => break,
        }
        let goes_on = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !goes_on && PLACES.split(' ').any(|place| place == key) {
            let end = at + c.len_utf8();
            longest = Some(end + usize::from(rest[end..].starts_with('.')));
        }
    }
    longest.map(|length| start + length)
}

/// A text that begins with a party and a dash: the bytes until the place, and from there.
fn split_party(text: &str) -> Option<(usize, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !PARTIES.contains(&&text[..letters]) {
        return None;
    }
    let rest = text[letters..].strip_prefix('.').unwrap_or(&text[letters..]);
    let rest = rest.trim_start_matches(' ');
    let place = rest.strip_prefix(['-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}'])?;
    let place = place.trim_start_matches(' ');
    Some((text.len() - place.len(), place))
}

/// Whether capitals are the initials of the names before them: "Harbour Office (HO)".
fn spelled_out(code: &str, before: &str) -> bool {
    let initials = before.split(|c: char| c.is_whitespace() || c == '-').rev();
    let capitals = initials.filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let capitals = capitals.filter(|c| c.is_uppercase());
    code.chars().rev().eq(capitals.take(code.chars().count()))
}

/// "NYSE: HBR", "HBR.N".
fn is_ticker(inside: &str) -> bool {
    let is_code = |code: &str| {
        let code = code.trim();
        (1..=6).contains(&code.len())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'.')
    };
    match inside.split_once(':') {
        Some((exchange, code)) => {
            let exchange = exchange.replace(' ', "").to_ascii_uppercase();
            is_code(code) && EXCHANGES.split(' ').any(|known| known == exchange)
        }
        // "(U.S)" is no ticker, so one letter is too few.
        None => inside.find('.').is_some_and(|at| at > 1) && is_quote_code(inside),
    }
}

/// A code of a share or an index with its exchange, "HBR.N"; an index alone, "HBX".
fn is_quote_code(code: &str) -> bool {
    let (share, exchange) = code.split_once('.').unwrap_or((code, ""));
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    (2..=5).contains(&share.len()) && exchange.len() <= 2 && capitals(share) && capitals(exchange)
}

/// Whether an editor says something about the words around.
fn is_note(inside: &str) -> bool {
    let bare = inside.trim_end_matches('.').to_ascii_lowercase().replace('\u{a0}', " ");
    NOTES.contains(&bare.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_by_their_form() {
        let cases: [(&str, &[&str]); 41] = [
            ("Sen. Ana Rivers (D-Ohio) spoke.", &["(D-Ohio)"]),
            ("Sen. Ana Rivers (R-Ky.) and Rep. Bo Hill (D-N.Y.) met.", &["(R-Ky.)", "(D-N.Y.)"]),
            ("Sen. Ana Rivers, R-Ky., spoke.", &["R-Ky."]),
            ("Sen. Ana Rivers, D-N.Y., and Rep. Bo Hill, R-W.Va.", &["D-N.Y.", "R-W.Va."]),
            ("Sen. Ana Rivers, R-South Carolina, spoke.", &["R-South Carolina"]),
            ("Ana Rivers, D-West Virginia said so.", &["D-West Virginia"]),
            (
                "Ana Rivers (R\u{2013}NY) spoke; so did Bo Hill (I - Vt.).",
                &["(R\u{2013}NY)", "(I - Vt.)"],
            ),
            ("Ana Rivers (R-NY-21) and Bo Hill (D-TX 7th) agreed.", &["(R-NY-21)", "(D-TX 7th)"]),
            ("Ana Rivers, DFL-Minn., spoke.", &["DFL-Minn."]),
            ("Ana Rivers, D.-Calif., spoke.", &["D.-Calif."]),
            ("State Sen. Ana Rivers (D-Harbour Hill) spoke.", &["(D-Harbour Hill)"]),
            ("Governor Ana Rivers (R) spoke.", &["(R)"]),
            ("Ana Rivers, a Republican from Kentucky, spoke.", &[]),
            ("The storm hit Ohio, Kentucky and N.Y., they say.", &[]),
            ("Mayor Ana Rivers, R-La Roche, spoke.", &[]),
            ("On June 6, D-Day, the beach was empty.", &[]),
            ("The landing at Osthaven (D-Day) was rehearsed.", &[]),
            ("He plays in the lower league, D-League, they say.", &[]),
            ("The film, R-rated, is long.", &[]),
            ("The film (R-rated) is long.", &[]),
            ("Take the road, I-95, north.", &[]),
            ("He wore the shirt, T-Shirt, X-Ray.", &[]),
            ("The vitamin (D) is sold.", &[]),
            ("The option (D-Ohio or not) was open.", &[]),
            ("She sang in the key of D, R-Kyle said.", &[]),
            ("OSTHAVEN (AP) The board met.", &["(AP)"]),
            ("The board met, agencies say (Reuters).", &["(Reuters)"]),
            ("The Port Authority (PA) met.", &[]),
            ("The board of the harbour (HB) met.", &[]),
            ("Harbour Lines (NYSE: HBR) rose.", &["(NYSE: HBR)"]),
            (
                "Harbour Lines (Nasdaq:HBRL) and (TSX: HB.A) rose.",
                &["(Nasdaq:HBRL)", "(TSX: HB.A)"],
            ),
            ("Harbour Lines (HBR.N) and the index <.HBX> rose.", &["(HBR.N)", "<.HBX>"]),
            ("Harbour Lines <HBR.OL> fell.", &["<HBR.OL>"]),
            ("The harbour (NOTE: HBR) is old.", &[]),
            ("The country (U.S) and the town (D.C.) are meant.", &[]),
            ("It was there [sic] own fault (laughter).", &["[sic]", "(laughter)"]),
            (
                "It was \u{201C}[the harbour\u{2019}s] own fault\u{201D} [Emphasis added.]",
                &["[Emphasis added.]"],
            ),
            ("Write to [email\u{a0}protected] now.", &["[email\u{a0}protected]"]),
            ("The laughter (of children) and (so on", &[]),
            ("\u{fc}ber (\u{dc}), \u{dc}-Land, (\u{fc}", &[]),
            ("(", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = labels(text).into_iter().map(|label| &text[label]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
