//! The format of the word lists that come with the crate.
//!
//! ```text
//! # A comment.
//! [section]
//! an entry, another entry, one name = another name of the same thing,
//! the list goes on
//! ```
//!
//! Entries are parted by a comma and a space or the end of a line; a comma inside an entry has no space behind it
//! ("Washington,D.C.").
//!
//! Cost: one pass over the text, when the list is first used.

/// The sections of a word list in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordList<'t> {
    sections: Vec<(&'t str, Vec<Vec<&'t str>>)>,
}

impl<'t> WordList<'t> {
    /// Reads a list. What stands before the first section belongs to a section without a name.
    pub(crate) fn parse(text: &'t str) -> Self {
        let mut sections: Vec<(&str, Vec<Vec<&str>>)> = vec![("", Vec::new())];
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                sections.push((name, Vec::new()));
                continue;
            }
            let Some((_, entries)) = sections.last_mut() else { continue };
            let parts = line.split(", ").map(|entry| entry.trim().trim_end_matches(','));
            for entry in parts.filter(|entry| !entry.is_empty()) {
                entries.push(entry.split(" = ").map(str::trim).collect());
            }
        }
        WordList { sections }
    }

    /// The entries of a section, each with all its names; none where there is no such section.
    pub(crate) fn section(&self, name: &str) -> impl Iterator<Item = &[&'t str]> {
        let found = self.sections.iter().filter(move |(known, _)| *known == name);
        found.flat_map(|(_, entries)| entries.iter().map(Vec::as_slice))
    }

    /// The sections in their order.
    pub(crate) fn sections(&self) -> impl Iterator<Item = (&'t str, &[Vec<&'t str>])> {
        self.sections.iter().map(|(name, entries)| (*name, entries.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_entries_and_other_names() {
        let list =
            WordList::parse("# note\n[a]\nred, deep blue = navy,\ngreen\n\n[b]\n[a]\ngrey\n");
        let a: Vec<&[&str]> = list.section("a").collect();
        assert_eq!(a, [&["red"][..], &["deep blue", "navy"], &["green"], &["grey"]]);
        assert_eq!(list.section("b").count() + list.section("c").count(), 0);
        assert_eq!(list.sections().count(), 4);
    }
}
