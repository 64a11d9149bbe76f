//! `parallax_frames(text[, inventory])`: in how many sentences of a text each frame is found.
//!
//! ```sql
//! SELECT outlet, f['frame'], sum(f['n_sentences']) / sum(CAST(f['of_sentences'] AS DOUBLE)) AS share
//! FROM (SELECT outlet, unnest(parallax_frames(text)) AS f FROM articles)
//! GROUP BY outlet, f['frame'];
//! ```
//!
//! A list with every frame of the inventory, those that were not found too, so that sums over articles are
//! right: its key, the number of sentences that carry it, and of how many that hold a word. The inventory is the key of
//! a built-in one (`'policy_frames'` by default), or the text of one in the format of
//! [`Inventory`], which is told by its line breaks. The text counts as body. NULL gives NULL.
//!
//! It misleads as [`parallax::framing`] says: a word list finds what is named, not what is meant.
//! Cost: that of matching, and for each thousand texts one resolving of the inventory against their words.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StructArray, UInt64Builder};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use parallax::Article;
use parallax::framing::{ArticleFrames, Builtin, FrameMatcher, Inventory};
use parallax::token::{Normalizer, Tokenized, Vocabulary};

use crate::lists::{Lists, Strings, by_row, list_of};
use crate::outside;
use crate::texts::{Texts, literal, text_form};

/// How many texts are held as words at once.
const TEXTS: usize = 1024;

/// Spans are kept in 32 bits.
const LONGEST: usize = u32::MAX as usize;

/// The frames of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Frames {
    signature: Signature,
}

impl Frames {
    pub fn new() -> Self {
        Frames { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

fn fields() -> Fields {
    Fields::from(vec![
        Field::new("frame", DataType::Utf8, false),
        Field::new("n_sentences", DataType::UInt64, false),
        Field::new("of_sentences", DataType::UInt64, false),
    ])
}

impl ScalarUDFImpl for Frames {
    fn name(&self) -> &str {
        "parallax_frames"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [_] | [_, _] => found.iter().map(|found| text_form(self.name(), found)).collect(),
            _ => plan_err!("parallax_frames takes a text and an inventory"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(list_of(Field::new_list_field(DataType::Struct(fields()), false)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let named = args.args.get(1).map(|named| literal(self.name(), named)).transpose()?;
        let inventory = inventory(named.flatten().as_deref())?;
        by_row(&args.args[0], |texts| frames(texts, &inventory))
    }
}

fn inventory(named: Option<&str>) -> Result<Cow<'static, Inventory>> {
    match named {
        None => Ok(Cow::Borrowed(Builtin::PolicyFrames.inventory())),
        Some(text) if text.contains('\n') => {
            Inventory::parse("inventory", text).map(Cow::Owned).map_err(outside)
        }
        Some(key) => {
            let mut all = Builtin::ALL.iter().map(|builtin| builtin.inventory());
            match all.clone().find(|inventory| inventory.key == key) {
                Some(inventory) => Ok(Cow::Borrowed(inventory)),
                None => {
                    let keys = all.by_ref().map(|inventory| inventory.key.as_str());
                    exec_err!(
                        "parallax_frames knows no inventory {key:?}; give one of {}, or the text of one",
                        keys.collect::<Vec<_>>().join(", ")
                    )
                }
            }
        }
    }
}

fn frames(texts: &Texts<'_>, inventory: &Inventory) -> Result<ArrayRef> {
    let mut lists = Lists::new(texts.len());
    let mut keys = Strings::default();
    let (mut found, mut of) = (UInt64Builder::new(), UInt64Builder::new());
    let rows: Vec<Option<&str>> = texts.iter().collect();
    for rows in rows.chunks(TEXTS) {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let mut documents = Vec::with_capacity(rows.len());
        for text in rows {
            let Some(text) = text else {
                documents.push(None);
                continue;
            };
            if text.len() > LONGEST {
                return exec_err!(
                    "parallax_frames found a text of {} bytes, needed less than 4 GiB",
                    text.len()
                );
            }
            let article = Article::new("", "", *text);
            let document = Tokenized::new(&article, &mut vocabulary);
            documents.push(Some((article.body, document)));
        }
        let matcher = FrameMatcher::new(inventory, &vocabulary);
        for document in &documents {
            let Some((body, document)) = document else {
                lists.null();
                continue;
            };
            let row = ArticleFrames::new(body, document, &matcher);
            let mut n = 0;
            for id in matcher.frame_ids().filter(|&id| !matcher.frame(id).residual) {
                keys.push(&matcher.frame(id).key)?;
                found.append_value(u64::from(row.n_body(id)));
                of.append_value(u64::from(row.n_body_sentences));
                n += 1;
            }
            lists.push(n)?;
        }
    }
    let columns: Vec<ArrayRef> =
        vec![Arc::new(keys.finish()), Arc::new(found.finish()), Arc::new(of.finish())];
    let structs = StructArray::try_new(fields(), columns, None)?;
    lists.finish(Field::new_list_field(DataType::Struct(fields()), false), Arc::new(structs))
}
