//! The tidy table of features as a Parquet file: the columns of [`csv`](super::csv()), typed.

use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::parser::parse_message_type;

use crate::comparison::Comparison;
use crate::contrast::{Basis, Contrast};
use crate::error::{Error, Result};

const COLUMNS: &str = "message features {
    required binary outlet (UTF8);
    required binary outlet_name (UTF8);
    required binary family (UTF8);
    required binary feature (UTF8);
    required binary basis (UTF8);
    optional double log2_ratio;
    required double log_odds_z;
    required double share_here;
    required double share_elsewhere;
    required int32 n_here;
    required int32 n_elsewhere;
    required int32 n_articles_here;
    required int32 n_articles_elsewhere;
    required int32 n_stories;
}";

type Row<'c> = (&'c str, &'c Contrast);

/// Writes the features of every outlet as a Parquet file. An undefined ratio is null. Counts above `i32::MAX`, which
/// no corpus in memory reaches, are cut to it.
///
/// # Errors
///
/// [`Error::Io`] where the file cannot be written, which memory exhaustion alone can cause.
///
/// ```
/// use parallax::{Article, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// assert!(report::parquet(&Comparison::new(&corpus)?)?.starts_with(b"PAR1"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn parquet(comparison: &Comparison) -> Result<Vec<u8>> {
    let rows: Vec<Row<'_>> = comparison
        .outlets
        .iter()
        .flat_map(|profile| profile.features.iter().map(|feature| (profile.name.as_str(), feature)))
        .collect();
    written(&rows).map_err(|error| Error::io("table", std::io::Error::other(error)))
}

fn written(rows: &[Row<'_>]) -> ::parquet::errors::Result<Vec<u8>> {
    let schema = Arc::new(parse_message_type(COLUMNS)?);
    // The version of the library stands in the file by default; without it the same rows give the same bytes.
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("parallax".to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    texts(&mut group, rows, |(_, feature)| &feature.outlet)?;
    texts(&mut group, rows, |(name, _)| name)?;
    let families: Vec<String> =
        rows.iter().map(|(_, feature)| feature.family.to_string()).collect();
    column::<ByteArrayType>(
        &mut group,
        &families.iter().map(|f| ByteArray::from(f.as_str())).collect::<Vec<_>>(),
        None,
    )?;
    texts(&mut group, rows, |(_, feature)| &feature.shown)?;
    texts(&mut group, rows, |(_, feature)| match feature.basis {
        Basis::Text => "text",
        Basis::Habit => "habit",
    })?;
    let ratios: Vec<f64> =
        rows.iter().filter_map(|(_, feature)| Some(feature.log2_ratio?.value)).collect();
    let defined: Vec<i16> =
        rows.iter().map(|(_, feature)| i16::from(feature.log2_ratio.is_some())).collect();
    column::<DoubleType>(&mut group, &ratios, Some(&defined))?;
    for value in [
        |feature: &Contrast| feature.log_odds_z,
        |feature: &Contrast| feature.share_here,
        |feature: &Contrast| feature.share_elsewhere,
    ] {
        let values: Vec<f64> = rows.iter().map(|(_, feature)| value(feature)).collect();
        column::<DoubleType>(&mut group, &values, None)?;
    }
    for count in [
        |feature: &Contrast| feature.n_here,
        |feature: &Contrast| feature.n_elsewhere,
        |feature: &Contrast| feature.n_articles_here,
        |feature: &Contrast| feature.n_articles_elsewhere,
        |feature: &Contrast| feature.n_stories,
    ] {
        let whole = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
        let values: Vec<i32> = rows.iter().map(|(_, feature)| whole(count(feature))).collect();
        column::<Int32Type>(&mut group, &values, None)?;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}

type Group<'f, 'b> = SerializedRowGroupWriter<'f, &'b mut Vec<u8>>;

fn texts<'c>(
    group: &mut Group<'_, '_>,
    rows: &[Row<'c>],
    text: impl Fn(&Row<'c>) -> &'c str,
) -> ::parquet::errors::Result<()> {
    let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(text(row))).collect();
    column::<ByteArrayType>(group, &values, None)
}

/// Writes the next column; `defined` says for each row whether it has a value.
fn column<T: ::parquet::data_type::DataType>(
    group: &mut Group<'_, '_>,
    values: &[T::T],
    defined: Option<&[i16]>,
) -> ::parquet::errors::Result<()> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, defined, None)?;
        column.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Corpus, Reader};
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::RowAccessor;

    #[test]
    fn what_is_written_is_read_back() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");
        let corpus = Corpus::new(Reader::default().read_path(path).unwrap().articles);
        let comparison = Comparison::new(&corpus).unwrap();
        let bytes = parquet(&comparison).unwrap();
        assert!(bytes == parquet(&comparison).unwrap(), "the same bytes every time");
        let name = format!("parallax-table-{}.parquet", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).unwrap();
        let file = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        std::fs::remove_file(&path).unwrap();
        let features = || comparison.outlets.iter().flat_map(|profile| &profile.features);
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), features().count());
        assert!(features().any(|feature| feature.log2_ratio.is_none()), "nulls are tried too");
        for (row, feature) in rows.iter().zip(features()) {
            assert_eq!(row.get_string(3).unwrap(), &feature.shown);
            assert_eq!(row.get_double(5).ok(), feature.log2_ratio.map(|ratio| ratio.value));
            assert_eq!(row.get_int(9).unwrap() as u32, feature.n_here);
        }
    }
}
