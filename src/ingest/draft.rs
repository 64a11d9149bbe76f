//! The fields of one record, before anything is asked of them.

use std::borrow::Cow;

use super::Remark;
use super::column::{Field, Slot};
use super::json::Found;
use super::markup::text_of_fragment;

const N_FIELDS: usize = Field::ALL.len();

/// What one record offers for each field: the best column so far, and what was noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    held: [Option<(u8, Cow<'a, str>)>; N_FIELDS],
    /// One bit per field that has a column, blank or not.
    seen: u16,
    pub remarks: Vec<Remark>,
}

impl<'a> Draft<'a> {
    /// Whether a column of this rank could still fill its field.
    pub fn wants(&self, slot: Slot) -> bool {
        match &self.held[slot.field as usize] {
            Some((rank, _)) => slot.rank < *rank,
            None => true,
        }
    }

    /// Takes a column's value where it is not blank and nothing better is there.
    pub fn offer(&mut self, slot: Slot, found: Found<'a>) {
        self.seen |= 1 << slot.field as usize;
        match found {
            Found::Text(text) => {
                let markup = slot.field.is_markup(slot.rank);
                let text = if markup { text_of_fragment(&text).into() } else { text };
                if self.wants(slot) && !text.trim().is_empty() {
                    self.held[slot.field as usize] = Some((slot.rank, text));
                }
            }
            Found::Unusable => self.remarks.push(Remark::Unusable { field: slot.field }),
            Found::Nothing => {}
        }
    }

    /// The field's text, left where it is.
    pub fn peek(&self, field: Field) -> Option<&str> {
        self.held[field as usize].as_ref().map(|(_, text)| text.as_ref())
    }

    /// Whether the record has a column for the field.
    pub fn has_column(&self, field: Field) -> bool {
        self.seen & (1 << field as usize) != 0
    }

    /// The field's text as it stands.
    pub fn take(&mut self, field: Field) -> Option<Cow<'a, str>> {
        self.held[field as usize].take().map(|(_, text)| text)
    }

    /// The field's text without the space around it, for everything that is a name and no text.
    pub fn take_name(&mut self, field: Field) -> Option<String> {
        self.held[field as usize].take().map(|(_, text)| text.trim().to_owned())
    }
}
