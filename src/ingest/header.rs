//! Whether a table has the columns without which it gives no article.

use super::column::{Field, normal};
use super::intake::Intake;
use crate::error::{Error, Result};

/// Says once, at the start, what every single record would have to be set aside for.
pub(super) fn check_columns(header: &[String], intake: &Intake) -> Result<()> {
    let reader = &intake.reader;
    for (field, column) in reader.chosen.iter() {
        if !header.iter().any(|name| normal(name) == normal(column)) {
            return Err(Error::NotFound {
                kind: "column",
                name: column.clone(),
                hint: format!(
                    "it was chosen for {}; {} has {}",
                    field.name(),
                    intake.file,
                    header.join(", ")
                ),
            });
        }
    }
    let fills = |field: Field| {
        let mut slots = header.iter().flat_map(|name| reader.columns.slots(name));
        slots.any(|slot| slot.field == field)
    };
    for field in [Field::Body, Field::Outlet] {
        let by_other_means = match field {
            Field::Outlet => reader.outlet.is_some() || fills(Field::Url),
            _ => reader.texts.is_some() && fills(Field::File),
        };
        if fills(field) || by_other_means {
            continue;
        }
        let found = match header {
            [] => "no header".to_owned(),
            names => format!("a table with the columns {}", names.join(", ")),
        };
        let needed = format!(
            "a column for {}: {} (or name it with a column map)",
            field.name(),
            field.accepted()
        );
        return Err(super::format_error(&intake.file, &found, &needed));
    }
    Ok(())
}
