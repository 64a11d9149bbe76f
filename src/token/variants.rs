//! Spellings that differ by house style and mean the same.
//!
//! That one paper writes Zelenskiy and another Zelensky is no emphasis of either. The pairs are
//! listed rather than made by rule, because every rule for -ise and -our has exceptions that are words.

/// Folded spelling to the spelling that it is counted as. Sorted, for binary search.
const VARIANTS: &[(&str, &str)] = &[
    ("advisor", "adviser"),
    ("advisors", "advisers"),
    ("airplane", "aeroplane"),
    ("airplanes", "aeroplanes"),
    ("apologise", "apologize"),
    ("apologised", "apologized"),
    ("armor", "armour"),
    ("armored", "armoured"),
    ("authorisation", "authorization"),
    ("authorise", "authorize"),
    ("authorised", "authorized"),
    ("authorising", "authorizing"),
    ("behavior", "behaviour"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("catalogue", "catalog"),
    ("cent", "percent"),
    ("center", "centre"),
    ("centered", "centred"),
    ("centers", "centres"),
    ("color", "colour"),
    ("colors", "colours"),
    ("counsellor", "counselor"),
    ("criticise", "criticize"),
    ("criticised", "criticized"),
    ("criticising", "criticizing"),
    ("defence", "defense"),
    ("defences", "defenses"),
    ("demilitarisation", "demilitarization"),
    ("emphasise", "emphasize"),
    ("emphasised", "emphasized"),
    ("favor", "favour"),
    ("favored", "favoured"),
    ("favorite", "favourite"),
    ("fulfil", "fulfill"),
    ("gray", "grey"),
    ("harbor", "harbour"),
    ("honor", "honour"),
    ("honored", "honoured"),
    ("jeopardise", "jeopardize"),
    ("jewellery", "jewelry"),
    ("kharkov", "kharkiv"),
    ("kiev", "kyiv"),
    ("labor", "labour"),
    ("legalise", "legalize"),
    ("licence", "license"),
    ("lviv", "lvov"),
    ("maneuver", "manoeuvre"),
    ("maneuvers", "manoeuvres"),
    ("meter", "metre"),
    ("meters", "metres"),
    ("mobilisation", "mobilization"),
    ("mobilise", "mobilize"),
    ("mobilised", "mobilized"),
    ("modernise", "modernize"),
    ("neighbor", "neighbour"),
    ("neighboring", "neighbouring"),
    ("neighbors", "neighbours"),
    ("neutralise", "neutralize"),
    ("normalisation", "normalization"),
    ("normalise", "normalize"),
    ("normalised", "normalized"),
    ("odesa", "odessa"),
    ("offence", "offense"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("organise", "organize"),
    ("organised", "organized"),
    ("organising", "organizing"),
    ("pct", "percent"),
    ("plow", "plough"),
    ("privatisation", "privatization"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("realise", "realize"),
    ("realised", "realized"),
    ("recognise", "recognize"),
    ("recognised", "recognized"),
    ("recognises", "recognizes"),
    ("recognising", "recognizing"),
    ("rumor", "rumour"),
    ("rumors", "rumours"),
    ("sergey", "sergei"),
    ("stabilise", "stabilize"),
    ("theater", "theatre"),
    ("traveled", "travelled"),
    ("traveling", "travelling"),
    ("tyre", "tire"),
    ("vladymyr", "volodymyr"),
    ("volodimir", "volodymyr"),
    ("zelenskiy", "zelensky"),
    ("zelenskyy", "zelensky"),
];

/// The spelling that a folded English word is counted as.
pub(super) fn canonical(folded: &str) -> &str {
    match VARIANTS.binary_search_by_key(&folded, |(variant, _)| variant) {
        Ok(found) => VARIANTS[found].1,
        Err(_) => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_ends_after_one_step() {
        assert!(VARIANTS.is_sorted_by(|a, b| a.0 < b.0));
        for (variant, counted_as) in VARIANTS {
            assert_eq!(canonical(counted_as), *counted_as, "{variant}");
        }
        assert_eq!(canonical("zelenskiy"), "zelensky");
        assert_eq!(canonical("war"), "war");
    }
}
