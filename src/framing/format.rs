//! The reader of the inventory format that [`Inventory`] describes.

use std::collections::HashMap;

use super::{Frame, Inventory, Negation, Pattern};
use crate::error::{Error, Place, Result};

const INVENTORY_KEYS: [&str; 7] =
    ["inventory", "title", "version", "source", "notes", "negation", "negators"];
const FRAME_KEYS: [&str; 9] = [
    "definition",
    "source",
    "confuses",
    "group",
    "article threshold",
    "residual",
    "negation",
    "words",
    "exclude",
];

/// A `key: value` with the lines that continue it, each with its number.
struct Field<'t> {
    key: String,
    line: u64,
    values: Vec<(u64, &'t str)>,
}

/// Reads an inventory; `name` stands for the text in errors.
pub(super) fn parse(name: &str, text: &str) -> Result<Inventory> {
    Reader { name, ..Reader::default() }.read(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

#[derive(Default)]
struct Reader<'t> {
    name: &'t str,
    /// Where each frame began, for the message about a second one.
    frame_lines: HashMap<String, u64>,
    /// Where each entry of the current frame stands.
    entry_lines: HashMap<(String, bool), u64>,
    /// What the inventory says about negation, for frames that say nothing.
    negation: Negation,
}

impl<'t> Reader<'t> {
    fn read(mut self, text: &'t str) -> Result<Inventory> {
        let mut inventory: Option<Inventory> = None;
        let mut about = Inventory::new("");
        let mut frame: Option<(u64, Frame)> = None;
        let mut field: Option<Field<'t>> = None;
        for (number, raw) in (1..).zip(text.lines()) {
            let line = without_comment(raw).trim_end();
            if line.trim().is_empty() {
                continue;
            }
            if line.starts_with([' ', '\t']) {
                let Some(field) = &mut field else {
                    return Err(self.error(
                        number,
                        "an indented line continues the line above, and there is none; begin it at the margin",
                    ));
                };
                field.values.push((number, line.trim()));
                continue;
            }
            if let Some(field) = field.take() {
                self.finish_field(field, &mut about, frame.as_mut().map(|(_, frame)| frame))?;
            }
            if let Some(heading) = line.strip_prefix('[') {
                if inventory.is_none() {
                    if about.key.is_empty() {
                        return Err(self.error(
                            number,
                            "the inventory has no key; write \"inventory: some_key\" above the first frame",
                        ));
                    }
                    inventory = Some(about.clone());
                }
                let next = self.frame(number, heading)?;
                inventory = self.finish_frame(inventory, frame.replace((number, next)))?;
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                return Err(self.error(
                    number,
                    &format!(
                        "{line:?} is neither \"key: value\" nor \"[frame] name\"; indent it if it continues the line above"
                    ),
                ));
            };
            field = Some(Field {
                key: key.split_whitespace().collect::<Vec<_>>().join(" "),
                line: number,
                values: vec![(number, value.trim())],
            });
        }
        if let Some(field) = field.take() {
            self.finish_field(field, &mut about, frame.as_mut().map(|(_, frame)| frame))?;
        }
        match self.finish_frame(inventory, frame)? {
            Some(inventory) => Ok(inventory),
            None => Err(self.error(
                1,
                "there is no frame; write \"[key] Name\" at the margin and its words below",
            )),
        }
    }

    /// The frame that a heading opens. `heading` is what follows the bracket.
    fn frame(&mut self, line: u64, heading: &str) -> Result<Frame> {
        let Some((key, name)) = heading.split_once(']') else {
            return Err(self.error(line, "the bracket is not closed; write \"[key] Name\""));
        };
        let key = self.key(line, key)?;
        if let Some(first) = self.frame_lines.insert(key.clone(), line) {
            return Err(self.error(
                line,
                &format!(
                    "the frame {key:?} is there already, on line {first}; give one another key"
                ),
            ));
        }
        let name = if name.trim().is_empty() { key.clone() } else { name.trim().to_owned() };
        self.entry_lines.clear();
        let mut frame = Frame::new(key, name);
        frame.negation = self.negation;
        Ok(frame)
    }

    fn finish_frame(
        &self,
        inventory: Option<Inventory>,
        frame: Option<(u64, Frame)>,
    ) -> Result<Option<Inventory>> {
        let Some((line, frame)) = frame else { return Ok(inventory) };
        if frame.residual && !frame.patterns.is_empty() {
            return Err(self.error(
                line,
                &format!(
                    "the frame {:?} is residual and has words; leave out one or the other",
                    frame.key
                ),
            ));
        }
        if !frame.residual && !frame.patterns.iter().any(|pattern| !pattern.excludes()) {
            return Err(self.error(
                line,
                &format!("the frame {:?} has no words; add a line \"words: ...\"", frame.key),
            ));
        }
        Ok(inventory.map(|inventory| inventory.with_frame(frame)))
    }

    fn finish_field(
        &mut self,
        field: Field<'t>,
        about: &mut Inventory,
        frame: Option<&mut Frame>,
    ) -> Result<()> {
        let text = || {
            let lines =
                field.values.iter().map(|(_, value)| *value).filter(|value| !value.is_empty());
            lines.collect::<Vec<_>>().join(" ")
        };
        let line = field.line;
        let Some(frame) = frame else {
            match field.key.as_str() {
                "inventory" => about.key = self.key(line, &text())?,
                "title" => about.title = text(),
                "version" => about.version = text(),
                "source" => about.source = text(),
                "notes" => about.notes = text(),
                "negation" => self.negation = self.negation(line, &text())?,
                "negators" => {
                    let words = field.values.iter().flat_map(|(_, value)| value.split(','));
                    about.negators = words.map(|word| word.trim().to_lowercase()).collect();
                    about.negators.retain(|word| !word.is_empty());
                }
                key if key.split(' ').next() == Some("words") || FRAME_KEYS.contains(&key) => {
                    return Err(self.error(
                        line,
                        &format!("{key:?} belongs to a frame; write \"[key] Name\" above it"),
                    ));
                }
                key => return Err(self.unknown(line, key, &INVENTORY_KEYS)),
            }
            if about.title.is_empty() {
                about.title.clone_from(&about.key);
            }
            return Ok(());
        };
        match field.key.as_str() {
            "definition" => frame.definition = text(),
            "source" => frame.source = text(),
            "confuses" => frame.confuses = text(),
            "group" => frame.group = text(),
            "residual" => match text().as_str() {
                "yes" => frame.residual = true,
                "no" => frame.residual = false,
                odd => {
                    let message = format!("{odd:?} is no answer; write \"yes\" or \"no\"");
                    return Err(self.error(line, &message));
                }
            },
            "negation" => frame.negation = self.negation(line, &text())?,
            "article threshold" => {
                let threshold = text()
                    .parse::<f64>()
                    .ok()
                    .filter(|threshold| threshold.is_finite() && *threshold >= 0.0);
                frame.article_threshold = threshold.ok_or_else(|| {
                    self.error(
                        line,
                        &format!("{:?} is no threshold; write a number such as 0.15", text()),
                    )
                })?;
            }
            "exclude" => self.entries(&field, 1.0, true, frame)?,
            "words" => self.entries(&field, 1.0, false, frame)?,
            key => match key.strip_prefix("words ") {
                Some(weight) => {
                    let weight = self.weight(line, weight)?;
                    self.entries(&field, weight, false, frame)?;
                }
                None => return Err(self.unknown(line, key, &FRAME_KEYS)),
            },
        }
        Ok(())
    }

    fn entries(
        &mut self,
        field: &Field<'t>,
        weight: f64,
        excludes: bool,
        frame: &mut Frame,
    ) -> Result<()> {
        for &(line, list) in &field.values {
            for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                let (text, weight) = match entry.rsplit_once('=') {
                    Some((text, weight)) => (text.trim(), self.weight(line, weight)?),
                    None => (entry, weight),
                };
                let pattern = Pattern::parse(text).map_err(|message| self.error(line, &message))?;
                let pattern = pattern.with_weight(weight);
                if let Some(first) = self.entry_lines.insert((text.to_lowercase(), excludes), line)
                {
                    return Err(self.error(
                        line,
                        &format!("{text:?} is in the list already, on line {first}; leave one out"),
                    ));
                }
                frame.patterns.push(if excludes { pattern.excluding() } else { pattern });
            }
        }
        Ok(())
    }

    fn weight(&self, line: u64, text: &str) -> Result<f64> {
        let weight = text.trim().parse::<f64>().ok();
        weight.filter(|weight| weight.is_finite() && *weight > 0.0).ok_or_else(|| {
            self.error(
                line,
                &format!("{:?} is no weight; write a number above 0 such as 0.5", text.trim()),
            )
        })
    }

    fn negation(&self, line: u64, text: &str) -> Result<Negation> {
        if text == "keep" {
            return Ok(Negation::Keep);
        }
        let within = text.strip_prefix("drop within").and_then(|n| n.trim().parse::<u8>().ok());
        within.filter(|&n| n > 0).map(|within| Negation::Drop { within }).ok_or_else(|| {
            self.error(
                line,
                &format!(
                    "{text:?} says nothing about negation; write \"keep\" or \"drop within 3\""
                ),
            )
        })
    }

    fn key(&self, line: u64, text: &str) -> Result<String> {
        let key = text.trim();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if key.is_empty() || !key.chars().all(plain) {
            return Err(self.error(
                line,
                &format!("{key:?} is no key; use letters, digits, \"_\", \"-\" and \".\" only"),
            ));
        }
        Ok(key.to_owned())
    }

    fn unknown(&self, line: u64, key: &str, known: &[&str]) -> Error {
        self.error(line, &format!("{key:?} is no key here; the keys are {}", known.join(", ")))
    }

    fn error(&self, line: u64, message: &str) -> Error {
        Error::Inventory { place: Place::file(self.name).at_line(line), message: message.into() }
    }
}

/// A line up to its comment. A number sign inside a word (`C#`, `#metoo`) begins none, one that stands
/// alone or begins a line does.
fn without_comment(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    let lone = line.match_indices('#').find(|&(at, _)| {
        line[..at].ends_with(char::is_whitespace)
            && line[at..].trim_start_matches('#').starts_with(|c: char| c.is_whitespace())
    });
    lone.map_or(line, |(at, _)| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "inventory: one\n[a] A\n";

    #[test]
    fn everything_is_read() {
        let inventory = parse(
            "x.txt",
            "\u{FEFF}# comment\r\ninventory: one\r\ntitle: One\nversion: 2\nsource: Me (2025)\nnotes: long\n  text\n\
             negation: drop within 4\nnegators: Not, kein\n\n[a.b] The A  # comment\ndefinition: D\nsource: S\n\
             confuses: C\ngroup: G\narticle threshold: 0.25\nwords: tax*, cost of living, # comment\n   crisis = 0.5\n\
             words 2:\n  collapse\nexclude: taxi*\n[c]\nnegation: keep\nwords: #metoo\n",
        )
        .unwrap();
        assert_eq!((&*inventory.key, &*inventory.title, &*inventory.version), ("one", "One", "2"));
        assert_eq!(inventory.notes, "long text");
        assert_eq!(inventory.negators, ["not", "kein"]);
        let [a, c] = inventory.frames() else { panic!("two frames") };
        assert_eq!((&*a.key, &*a.name, &*a.definition), ("a.b", "The A", "D"));
        assert_eq!((&*a.source, &*a.confuses, &*a.group), ("S", "C", "G"));
        assert_eq!((a.article_threshold, a.negation), (0.25, Negation::Drop { within: 4 }));
        let entries: Vec<_> =
            a.patterns.iter().map(|p| (p.text(), p.weight(), p.excludes())).collect();
        assert_eq!(
            entries,
            [
                ("tax*", 1.0, false),
                ("cost of living", 1.0, false),
                ("crisis", 0.5, false),
                ("collapse", 2.0, false),
                ("taxi*", 1.0, true),
            ]
        );
        assert_eq!((&*c.name, c.negation, c.patterns[0].text()), ("c", Negation::Keep, "#metoo"));
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        let cases = [
            ("", "x:1: there is no frame"),
            ("inventory: one\n", "x:1: there is no frame"),
            ("[a] A\nwords: b\n", "x:1: the inventory has no key"),
            ("inventory: a b\n", "x:1: \"a b\" is no key"),
            ("  words: b\n", "x:1: an indented line continues"),
            ("inventory: one\nwords: b\n", "x:2: \"words\" belongs to a frame"),
            (
                "inventory: one\ncolour: red\n",
                "x:2: \"colour\" is no key here; the keys are inventory",
            ),
            ("inventory: one\n[a A\n", "x:2: the bracket is not closed"),
            ("inventory: one\n[a] A\n", "x:2: the frame \"a\" has no words"),
            ("HEADexclude: b\n", "x:2: the frame \"a\" has no words"),
            ("HEADwords: b\n[a] B\nwords: c\n", "x:4: the frame \"a\" is there already, on line 2"),
            ("HEADwords: b\n\n  c,\n  B\n", "x:6: \"B\" is in the list already, on line 3"),
            ("HEADwords: b = much\n", "x:3: \"much\" is no weight"),
            ("HEADwords: b = -1\n", "x:3: \"-1\" is no weight"),
            ("HEADwords: b = inf\n", "x:3: \"inf\" is no weight"),
            ("HEADwords two: b\n", "x:3: \"two\" is no weight"),
            ("HEADwords: b,\n  c*\n", "x:4: \"c*\" would match too many words"),
            ("HEADword: b\n", "x:3: \"word\" is no key here; the keys are definition"),
            ("HEADwords b\n", "x:3: \"words b\" is neither"),
            ("HEADresidual: maybe\n", "x:3: \"maybe\" is no answer"),
            ("HEADresidual: yes\nwords: b\n", "x:2: the frame \"a\" is residual and has words"),
            ("HEADarticle threshold: much\n", "x:3: \"much\" is no threshold"),
            ("HEADnegation: drop\n", "x:3: \"drop\" says nothing about negation"),
        ];
        for (text, expected) in cases {
            let text = text.replace("HEAD", HEAD);
            let message = parse("x", &text).unwrap_err().to_string();
            assert!(message.starts_with(expected), "{text:?}: {message}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(inventory: a\n)?(\\[a\\] B\n)?(words|exclude|[a-z]{0,3})?:?.{0,40}\n?.{0,40}") {
            let _ = parse("x", &text);
        }
    }
}
