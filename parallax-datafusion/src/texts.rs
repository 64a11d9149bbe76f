//! Columns of text, of bytes, and literals, in whichever of Arrow's forms they come.

use datafusion::arrow::array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, LargeStringArray, StringArray,
    StringViewArray,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, exec_err, plan_err};
use datafusion::logical_expr::ColumnarValue;

/// A column of text.
pub(crate) enum Texts<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
}

impl<'a> Texts<'a> {
    pub fn new(array: &'a ArrayRef) -> Result<Self> {
        let any = array.as_any();
        let utf8 = any.downcast_ref().map(Texts::Utf8);
        let large = || any.downcast_ref().map(Texts::LargeUtf8);
        let view = || any.downcast_ref().map(Texts::Utf8View);
        match utf8.or_else(large).or_else(view) {
            Some(texts) => Ok(texts),
            None => exec_err!("found a column of {}, needed text", array.data_type()),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Texts::Utf8(array) => array.len(),
            Texts::LargeUtf8(array) => array.len(),
            Texts::Utf8View(array) => array.len(),
        }
    }

    /// The text of a row; none where it is NULL.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Texts::Utf8(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::LargeUtf8(array) => array.is_valid(row).then(|| array.value(row)),
            Texts::Utf8View(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Option<&'a str>> {
        (0..self.len()).map(|row| self.get(row))
    }
}

/// A column of bytes.
pub(crate) enum Bytes<'a> {
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a BinaryViewArray),
}

impl<'a> Bytes<'a> {
    pub fn new(array: &'a ArrayRef) -> Result<Self> {
        let any = array.as_any();
        let binary = any.downcast_ref().map(Bytes::Binary);
        let large = || any.downcast_ref().map(Bytes::LargeBinary);
        let view = || any.downcast_ref().map(Bytes::BinaryView);
        match binary.or_else(large).or_else(view) {
            Some(bytes) => Ok(bytes),
            None => exec_err!("found a column of {}, needed bytes", array.data_type()),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Bytes::Binary(array) => array.len(),
            Bytes::LargeBinary(array) => array.len(),
            Bytes::BinaryView(array) => array.len(),
        }
    }

    /// The bytes of a row; none where it is NULL.
    pub fn get(&self, row: usize) -> Option<&'a [u8]> {
        match self {
            Bytes::Binary(array) => array.is_valid(row).then(|| array.value(row)),
            Bytes::LargeBinary(array) => array.is_valid(row).then(|| array.value(row)),
            Bytes::BinaryView(array) => array.is_valid(row).then(|| array.value(row)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Option<&'a [u8]>> {
        (0..self.len()).map(|row| self.get(row))
    }
}

/// The form in which a text argument is taken. A dictionary, such as a partition column, is unpacked by
/// DataFusion.
pub(crate) fn text_form(function: &str, found: &DataType) -> Result<DataType> {
    match found {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(found.clone()),
        DataType::Null => Ok(DataType::Utf8),
        DataType::Dictionary(_, values) if text_form(function, values).is_ok() => {
            Ok(DataType::Utf8)
        }
        _ => plan_err!("{function} found {found}, needed text; cast it with arrow_cast"),
    }
}

/// The form in which a profile is taken.
pub(crate) fn bytes_form(function: &str, found: &DataType) -> Result<DataType> {
    match found {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => Ok(found.clone()),
        DataType::Null => Ok(DataType::LargeBinary),
        _ => plan_err!("{function} found {found}, needed a profile, which is LargeBinary"),
    }
}

/// The text of an argument that is the same for all rows; none where it is NULL.
pub(crate) fn literal(function: &str, argument: &ColumnarValue) -> Result<Option<String>> {
    match argument {
        ColumnarValue::Scalar(
            ScalarValue::Utf8(text) | ScalarValue::LargeUtf8(text) | ScalarValue::Utf8View(text),
        ) => Ok(text.clone()),
        ColumnarValue::Scalar(ScalarValue::Null) => Ok(None),
        _ => exec_err!("{function} takes its second argument as a literal, not as a column"),
    }
}
