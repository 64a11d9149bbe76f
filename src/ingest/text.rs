//! Inputs that are one article: a plain text, a page; and the texts that a table of metadata names.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::column::{Field, Slot};
use super::draft::Draft;
use super::encoding::decode_whole;
use super::intake::Intake;
use super::json::Found;
use super::window::Window;
use super::{Limits, Reason, Record};

/// An input that is read whole, once.
pub(super) struct Whole<'r> {
    window: Option<Window<'r>>,
}

impl<'r> Whole<'r> {
    pub fn new(window: Window<'r>) -> Self {
        Whole { window: Some(window) }
    }

    /// A plain text as the body of an article, its first line as the headline where a blank line follows.
    pub fn text(&mut self, intake: &mut Intake) -> Option<Record> {
        self.record(intake, |bytes| {
            let mut draft = Draft::default();
            offer_text(&mut draft, bytes);
            Ok(draft)
        })
    }

    /// A page.
    #[cfg(feature = "html")]
    pub fn page(&mut self, intake: &mut Intake) -> Option<Record> {
        self.record(intake, |bytes| super::page::read_page(bytes, None, None))
    }

    fn record(
        &mut self,
        intake: &mut Intake,
        read: impl Fn(&[u8]) -> Result<Draft<'static>, Reason>,
    ) -> Option<Record> {
        let mut window = self.window.take()?;
        let limit = intake.reader.limits.record_bytes;
        window.fill_to(limit.saturating_add(1));
        let place = intake.place();
        let bytes = window.view();
        if bytes.len() > limit {
            let reason = Reason::Oversized { bytes: bytes.len() as u64, limit: limit as u64 };
            return Some(intake.set_aside(place, reason, bytes));
        }
        if window.is_broken() {
            let head = bytes[..bytes.len().min(400)].to_vec();
            let reason = window.take_break()?;
            return Some(intake.set_aside(place, reason, &head));
        }
        Some(match read(bytes) {
            Ok(draft) => intake.finish(draft, place, bytes, Vec::new),
            Err(reason) => intake.set_aside(place, reason, bytes),
        })
    }
}

fn offer_text(draft: &mut Draft<'_>, bytes: &[u8]) {
    let (text, _) = decode_whole(bytes, None);
    let lines_end =
        |at: usize| text[at..].starts_with("\n\n") || text[at..].starts_with("\r\n\r\n");
    let first = text.find(['\r', '\n']).filter(|&at| at > 0 && lines_end(at));
    let slot = |field| Slot { field, rank: 0 };
    match first.filter(|_| draft.peek(Field::Headline).is_none()) {
        Some(at) => {
            draft.offer(slot(Field::Headline), Found::Text(text[..at].trim().to_owned().into()));
            let body = text[at..].trim_start_matches(['\r', '\n']).to_owned();
            draft.offer(slot(Field::Body), Found::Text(body.into()));
        }
        None => draft.offer(slot(Field::Body), Found::Text(text.into_owned().into())),
    }
}

/// Gives a row of metadata the text of the file that it names, where it has no text of its own.
///
/// Gives the path of the file that was read.
pub(super) fn fill_from_file(
    draft: &mut Draft<'_>,
    folder: &Path,
    limits: &Limits,
) -> Result<Option<PathBuf>, Reason> {
    let Some(name) = draft.take_name(Field::File) else { return Ok(None) };
    if draft.peek(Field::Body).is_some() {
        return Ok(None);
    }
    let path = Path::new(&name);
    // A table must not reach for files outside its folder.
    if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        let message = format!("{name:?} lies outside the folder");
        return Err(Reason::NotRead { message });
    }
    let not_read = |error| Reason::NotRead { message: format!("{name}: {error}") };
    let inside = path.components().filter(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(inside.collect::<PathBuf>());
    let file = File::open(&path).map_err(not_read)?;
    let mut bytes = Vec::new();
    let limit = limits.record_bytes as u64;
    let n = file.take(limit + 1).read_to_end(&mut bytes).map_err(not_read)? as u64;
    if n > limit {
        return Err(Reason::Oversized { bytes: n, limit });
    }
    offer_text(draft, &bytes);
    Ok(Some(path))
}
