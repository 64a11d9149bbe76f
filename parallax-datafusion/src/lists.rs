//! One list for each row, built from the lengths of the lists and one array of everything in them.
//!
//! Texts in lists are `Utf8`, not views: Ballista would send the buffers behind views whole with every slice of a batch.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, ListArray, StringArray, StringBuilder};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::ColumnarValue;

use crate::texts::Texts;

/// Where the list of each row ends.
pub(crate) struct Lists {
    ends: Vec<i32>,
    valid: Vec<bool>,
}

impl Lists {
    /// A list for each text, NULL for NULL; `fill` adds the values of a text and says how many they are.
    pub fn of_texts(
        texts: &Texts<'_>,
        mut fill: impl FnMut(&str) -> Result<usize>,
    ) -> Result<Self> {
        let mut lists = Lists::new(texts.len());
        for text in texts.iter() {
            match text {
                Some(text) => lists.push(fill(text)?)?,
                None => lists.null(),
            }
        }
        Ok(lists)
    }

    pub fn new(n_rows: usize) -> Self {
        let mut ends = Vec::with_capacity(n_rows + 1);
        ends.push(0);
        Lists { ends, valid: Vec::with_capacity(n_rows) }
    }

    /// The next row is NULL.
    pub fn null(&mut self) {
        self.ends.push(self.end());
        self.valid.push(false);
    }

    /// The next row holds `n` values.
    pub fn push(&mut self, n: usize) -> Result<()> {
        match i32::try_from(n).ok().and_then(|n| self.end().checked_add(n)) {
            Some(end) => self.ends.push(end),
            None => return too_much("values"),
        }
        self.valid.push(true);
        Ok(())
    }

    fn end(&self) -> i32 {
        self.ends.last().copied().unwrap_or_default()
    }

    pub fn finish(self, field: Field, values: ArrayRef) -> Result<ArrayRef> {
        let offsets = OffsetBuffer::new(self.ends.into());
        let nulls = NullBuffer::from(self.valid);
        Ok(Arc::new(ListArray::try_new(Arc::new(field), offsets, values, Some(nulls))?))
    }
}

/// The texts in the lists of a batch.
#[derive(Default)]
pub(crate) struct Strings(StringBuilder);

impl Strings {
    pub fn push(&mut self, text: &str) -> Result<()> {
        if self.0.values_slice().len() + text.len() > i32::MAX as usize {
            return too_much("bytes");
        }
        self.0.append_value(text);
        Ok(())
    }

    pub fn finish(&mut self) -> StringArray {
        self.0.finish()
    }
}

fn too_much<T>(of: &str) -> Result<T> {
    exec_err!(
        "found a batch whose lists hold more than {} {of}; lower datafusion.execution.batch_size",
        i32::MAX
    )
}

/// The type of a column of lists.
pub(crate) fn list_of(field: Field) -> DataType {
    DataType::List(Arc::new(field))
}

/// Applies a function to a column of texts, or once to a literal.
pub(crate) fn by_row(
    argument: &ColumnarValue,
    function: impl Fn(&Texts<'_>) -> Result<ArrayRef>,
) -> Result<ColumnarValue> {
    match argument {
        ColumnarValue::Array(array) => Ok(ColumnarValue::Array(function(&Texts::new(array)?)?)),
        ColumnarValue::Scalar(scalar) => {
            let array = scalar.to_array()?;
            let result = function(&Texts::new(&array)?)?;
            Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(
                result.as_ref() as &dyn Array,
                0,
            )?))
        }
    }
}
