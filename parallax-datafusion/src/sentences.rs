//! `parallax_sentences(text)`: where the sentences of a text begin and end, and their words as published.
//!
//! ```sql
//! SELECT parallax_sentences('Gov. Ann Roe left. It rained.');
//! -- [{start: 0, end: 18, text: Gov. Ann Roe left.}, {start: 19, end: 29, text: It rained.}]
//!
//! SELECT outlet, s['text'] FROM (SELECT outlet, unnest(parallax_sentences(text)) AS s FROM articles);
//! ```
//!
//! `start` and `end` count bytes of the text, not characters. NULL gives NULL, a text without sentences an empty
//! list. Cost: one pass over the text and one copy of its sentences.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StructArray, UInt64Builder};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use crate::lists::{Lists, Strings, by_row, list_of};
use crate::texts::{Texts, text_form};

/// The sentences of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Sentences {
    signature: Signature,
}

impl Sentences {
    pub fn new() -> Self {
        Sentences { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

fn fields() -> Fields {
    Fields::from(vec![
        Field::new("start", DataType::UInt64, false),
        Field::new("end", DataType::UInt64, false),
        Field::new("text", DataType::Utf8, false),
    ])
}

impl ScalarUDFImpl for Sentences {
    fn name(&self) -> &str {
        "parallax_sentences"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [text] => Ok(vec![text_form(self.name(), text)?]),
            _ => plan_err!("parallax_sentences takes a text"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(list_of(Field::new_list_field(DataType::Struct(fields()), false)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        by_row(&args.args[0], sentences)
    }
}

fn sentences(texts: &Texts<'_>) -> Result<ArrayRef> {
    let (mut starts, mut ends) = (UInt64Builder::new(), UInt64Builder::new());
    let mut values = Strings::default();
    let lists = Lists::of_texts(texts, |text| {
        let mut n = 0;
        for range in parallax::token::sentences(text) {
            starts.append_value(range.start as u64);
            ends.append_value(range.end as u64);
            values.push(&text[range])?;
            n += 1;
        }
        Ok(n)
    })?;
    let columns: Vec<ArrayRef> =
        vec![Arc::new(starts.finish()), Arc::new(ends.finish()), Arc::new(values.finish())];
    let structs = StructArray::try_new(fields(), columns, None)?;
    lists.finish(Field::new_list_field(DataType::Struct(fields()), false), Arc::new(structs))
}
