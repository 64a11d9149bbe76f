//! The inventories that come with the crate.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Inventory;

/// An inventory that comes with the crate.
///
/// All word lists are our own writing, in English. Each file says where the idea of its frames comes from
/// and what each frame confuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Builtin {
    /// Fifteen dimensions that any policy issue is argued on (Boydstun et al. 2014).
    PolicyFrames,
    /// The five generic news frames (Semetko & Valkenburg 2000), and resolution.
    NewsFrames,
    /// What a frame does: it defines a problem, names a cause, judges, proposes a remedy (Entman 1993).
    FrameFunctions,
    /// Five moral foundations, virtue and vice apart (Graham, Haidt & Nosek 2009).
    MoralFoundations,
    /// War journalism and peace journalism (Galtung 2003).
    WarPeace,
    /// Peace negotiations and security guarantees.
    Negotiations,
}

macro_rules! loaded {
    ($file:literal) => {{
        static LOADED: LazyLock<Inventory> = LazyLock::new(|| {
            Inventory::parse($file, include_str!(concat!("inventories/", $file)))
                .expect("a test parses every inventory of the crate")
        });
        &LOADED
    }};
}

impl Builtin {
    /// All of them.
    pub const ALL: [Builtin; 6] = [
        Builtin::PolicyFrames,
        Builtin::NewsFrames,
        Builtin::FrameFunctions,
        Builtin::MoralFoundations,
        Builtin::WarPeace,
        Builtin::Negotiations,
    ];

    /// The inventory.
    ///
    /// ```
    /// use parallax::framing::Builtin;
    ///
    /// let policy = Builtin::PolicyFrames.inventory();
    /// assert_eq!(policy.frames().len(), 15);
    /// println!("{}", policy.frame("economic")?.confuses);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    pub fn inventory(self) -> &'static Inventory {
        match self {
            Builtin::PolicyFrames => loaded!("policy_frames.txt"),
            Builtin::NewsFrames => loaded!("news_frames.txt"),
            Builtin::FrameFunctions => loaded!("frame_functions.txt"),
            Builtin::MoralFoundations => loaded!("moral_foundations.txt"),
            Builtin::WarPeace => loaded!("war_peace.txt"),
            Builtin::Negotiations => loaded!("negotiations.txt"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_is_documented() {
        for builtin in Builtin::ALL {
            let inventory = builtin.inventory();
            assert!(inventory.source.contains("(1") || inventory.source.contains("(2"));
            for frame in inventory.frames() {
                let name = format!("{}.{}", inventory.key, frame.key);
                assert!(!frame.definition.is_empty(), "{name} has no definition");
                assert!(!frame.confuses.is_empty(), "{name} does not say what it confuses");
            }
        }
    }

    #[test]
    fn the_numbers_of_frames() {
        let cases = [
            (Builtin::PolicyFrames, 15),
            (Builtin::NewsFrames, 6),
            (Builtin::FrameFunctions, 4),
            (Builtin::MoralFoundations, 10),
            (Builtin::WarPeace, 8),
            (Builtin::Negotiations, 6),
        ];
        for (builtin, n_frames) in cases {
            assert_eq!(builtin.inventory().frames().len(), n_frames, "{builtin:?}");
        }
    }
}
