//! Parquet files (feature `parquet`).
//!
//! Only the columns that are read are decoded, one row group after the other. A Parquet file is read
//! from its end, so it must be a file: standard input and gzip are refused.

use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use jiff::civil::Date;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::Field as Cell;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::column::{Field, Slot};
use super::draft::Draft;
use super::intake::Intake;
use super::json::Found;
use super::{Reason, Record, thrift};
use crate::error::Result;

pub(super) struct ParquetRows {
    rows: RowIter<'static>,
    columns: Vec<String>,
    n_records: u64,
    ended: bool,
}

impl ParquetRows {
    pub fn open(file: File, intake: &Intake) -> Result<Self> {
        let refuse = |found: String| {
            super::format_error(&intake.file, &found, "a Parquet file that is whole")
        };
        let refuse_io = |error: std::io::Error| refuse(error.to_string());
        let damaged = || refuse("a Parquet file whose directory is damaged".to_owned());
        let n_bytes = file.metadata().map_or(0, |metadata| metadata.len());
        if !thrift::directory_is_honest(&file, n_bytes).map_err(refuse_io)? {
            return Err(damaged());
        }
        let pages = file.try_clone().map_err(refuse_io)?;
        let reader = guarded(|| SerializedFileReader::new(file))
            .and_then(|reader| reader)
            .map_err(|error| refuse(error.to_string()))?;
        if !is_sound(reader.metadata(), n_bytes) {
            return Err(damaged());
        }
        let schema = reader.metadata().file_metadata().schema();
        let fields = schema.get_fields();
        let columns: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
        super::check_columns(&columns, intake)?;
        let is_read = |name: &str| !intake.reader.columns.slots(name).is_empty();
        let wanted = fields.iter().filter(|field| is_read(field.name())).cloned().collect();
        let in_groups = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
        let read = in_groups.filter(|column| {
            column.column_path().parts().first().is_some_and(|name| is_read(name))
        });
        if !thrift::pages_are_honest(&pages, read).map_err(refuse_io)? {
            return Err(damaged());
        }
        let projection = Type::group_type_builder(schema.name())
            .with_fields(wanted)
            .build()
            .map_err(|error| refuse(error.to_string()))?;
        let rows = RowIter::from_file_into(Box::new(reader))
            .project(Some(projection))
            .map_err(|error| refuse(error.to_string()))?;
        Ok(ParquetRows { rows, columns, n_records: 0, ended: false })
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        if self.ended {
            return None;
        }
        let row = match guarded(|| self.rows.next()) {
            Ok(row) => row?,
            Err(error) => Err(error),
        };
        self.n_records += 1;
        let place = intake.place().at_record(self.n_records);
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                // A column that breaks off leaves the others out of step, so nothing behind it is sure.
                self.ended = true;
                let reason = Reason::Unreadable { message: error.to_string() };
                return Some(intake.set_aside(place, reason, b""));
            }
        };
        let mut draft = Draft::default();
        let mut head = Vec::new();
        for (name, cell) in row.into_columns() {
            let slots: Vec<Slot> = intake.reader.columns.slots(&name).to_vec();
            for slot in slots {
                let found = found(&cell, slot.field, 0);
                if let (Found::Text(text), Field::Body) = (&found, slot.field) {
                    head = text.as_bytes()[..text.len().min(400)].to_vec();
                }
                draft.offer(slot, found);
            }
        }
        Some(intake.finish(draft, place, &head, || self.columns.clone()))
    }
}

/// Calls the decoder, which panics on some damaged files; that is no reason to stop a program.
fn guarded<T>(call: impl FnOnce() -> T) -> std::result::Result<T, ParquetError> {
    let damaged = |_| ParquetError::General("its contents are damaged".into());
    catch_unwind(AssertUnwindSafe(call)).map_err(damaged)
}

/// Whether every column lies inside the file; the decoder takes that for granted.
fn is_sound(metadata: &ParquetMetaData, n_bytes: u64) -> bool {
    metadata.row_groups().iter().flat_map(|group| group.columns()).all(|column| {
        let extent = thrift::extent(column);
        column.num_values() >= 0 && extent.is_some_and(|extent| extent.end <= n_bytes)
    })
}

/// A cell as the text of a field, by the rules of [`super::json`].
fn found(cell: &Cell, field: Field, depth: usize) -> Found<'static> {
    let text = |text: String| Found::Text(Cow::Owned(text));
    match cell {
        Cell::Null => Found::Nothing,
        Cell::Str(string) => text(string.clone()),
        Cell::Bytes(bytes) => text(super::encoding::decode(bytes.data()).0.into_owned()),
        Cell::Date(days) => {
            let day = Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(*days));
            day.map_or(Found::Unusable, |day| text(day.to_string()))
        }
        // Whether the instant is told in UTC or in no zone is not told here, so it is taken as UTC.
        Cell::TimestampMillis(n) => instant(Timestamp::from_millisecond(*n)),
        Cell::TimestampMicros(n) => instant(Timestamp::from_microsecond(*n)),
        Cell::ListInternal(list) if depth < 8 => {
            let separator = match (field, depth) {
                (Field::Body, 0) => "\n",
                (Field::Byline, _) => ", ",
                _ => " ",
            };
            let parts: Vec<String> = list
                .elements()
                .iter()
                .filter_map(|cell| match found(cell, field, depth + 1) {
                    Found::Text(text) if !text.trim().is_empty() => Some(text.into_owned()),
                    _ => None,
                })
                .collect();
            if parts.is_empty() { Found::Nothing } else { text(parts.join(separator)) }
        }
        Cell::Group(row) if depth < 8 => {
            let named = |wanted: &str| row.get_column_iter().find(|(name, _)| *name == wanted);
            let cell = ["name", "text", "title"].into_iter().find_map(named);
            cell.map_or(Found::Unusable, |(_, cell)| found(cell, field, depth + 1))
        }
        Cell::ListInternal(_) | Cell::Group(_) | Cell::MapInternal(_) => Found::Unusable,
        number => text(number.to_string()),
    }
}

fn instant(timestamp: std::result::Result<Timestamp, jiff::Error>) -> Found<'static> {
    match timestamp {
        Ok(timestamp) => Found::Text(timestamp.to_string().into()),
        Err(_) => Found::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::Reader;

    #[test]
    fn columns_are_read_by_name() {
        let path = std::env::temp_dir().join(format!("parallax-{}.parquet", std::process::id()));
        let schema = "message schema {
            required binary source (UTF8); required binary title (UTF8); required binary unread (UTF8);
            required binary text (UTF8); required int64 date (TIMESTAMP_MILLIS); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let file = std::fs::File::create(&path).unwrap();
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(file, schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let texts: [[&str; 2]; 4] =
            [["A", "B"], ["One", "Two"], ["x", "y"], ["The first text.", " "]];
        for values in texts {
            let values = values.map(ByteArray::from);
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            column.close().unwrap();
        }
        let mut column = group.next_column().unwrap().unwrap();
        let times = [1_755_509_400_000, 0];
        column.typed::<Int64Type>().write_batch(&times, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();

        let reading = Reader::default().read_path(&path).unwrap();
        let article = &reading.articles[0];
        assert_eq!((article.outlet.as_str(), article.headline.as_str()), ("A", "One"));
        assert_eq!(article.body, "The first text.");
        assert_eq!(article.published.unwrap().to_string(), "2025-08-18T09:30:00Z");
        assert!(article.id.ends_with(".parquet:1"), "{}", article.id);
        assert_eq!(reading.set_aside[0].reason.kind(), "empty text");
        assert_eq!(reading.set_aside[0].place.record, Some(2));

        let reader = Reader::builder().column(super::Field::Body, "none").build();
        let message = reader.read_path(&path).unwrap_err().to_string();
        assert!(message.contains("has source, title, unread, text, date"), "{message}");
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        let message = Reader::default().read_path(&path).unwrap_err().to_string();
        assert!(message.contains("a Parquet file that is whole"), "{message}");
        std::fs::remove_file(&path).unwrap();
    }
}
