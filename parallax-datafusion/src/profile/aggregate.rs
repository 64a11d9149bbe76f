//! `parallax_profile(outlet, story, text)` and `parallax_profile(text)`: the sums of the articles of a group.
//!
//! ```sql
//! SELECT parallax_profile(outlet, story, text) FROM articles;
//! SELECT outlet, story, parallax_profile(text) FROM articles GROUP BY outlet, story;
//! ```
//!
//! `text` is headline and body with a line break between, as [`Profiler::add`] takes it. A row whose text is NULL is
//! no article; an outlet or story that is NULL is the empty one. Rows without any text give NULL. Counted is by the
//! default [`Options`], English.
//! Cost: that of counting, once for each article; a word is stemmed once for each partition, not for each group.

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::{Result, ScalarValue, not_impl_err, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, GroupsAccumulator, Signature, Volatility,
};
use parallax::profile::{Options, Profiler};

use super::groups::ProfileGroups;
use super::pile::Pile;
use super::{profile, state_fields};
use crate::texts::{Bytes, Texts, text_form};

/// The profile of the articles of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ProfileOf {
    signature: Signature,
}

impl ProfileOf {
    pub fn new() -> Self {
        ProfileOf { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for ProfileOf {
    fn name(&self) -> &str {
        "parallax_profile"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [_] | [_, _, _] => found.iter().map(|found| text_form(self.name(), found)).collect(),
            _ => plan_err!("parallax_profile takes a text, or an outlet, a story and a text"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(state_fields(&args))
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        refuse_distinct(&args)?;
        Ok(Box::new(OneProfile {
            profiler: Profiler::new(&Options::default()),
            pile: Pile::default(),
        }))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        !args.is_distinct
    }

    fn create_groups_accumulator(
        &self,
        args: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        refuse_distinct(&args)?;
        Ok(Box::new(ProfileGroups::new()))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

/// Articles that repeat cannot be told from their sums. DataFusion groups by a lone distinct argument instead.
pub(super) fn refuse_distinct(args: &AccumulatorArgs<'_>) -> Result<()> {
    if args.is_distinct {
        return not_impl_err!("{}: DISTINCT; select the distinct rows in a subquery", args.name);
    }
    Ok(())
}

/// The columns of outlet, story and text.
pub(super) struct Articles<'a> {
    names: Option<[Texts<'a>; 2]>,
    texts: Texts<'a>,
}

impl<'a> Articles<'a> {
    pub fn new(values: &'a [ArrayRef]) -> Result<Self> {
        match values {
            [text] => Ok(Articles { names: None, texts: Texts::new(text)? }),
            [outlet, story, text] => Ok(Articles {
                names: Some([Texts::new(outlet)?, Texts::new(story)?]),
                texts: Texts::new(text)?,
            }),
            _ => plan_err!("parallax_profile takes a text, or an outlet, a story and a text"),
        }
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Outlet, story and text of a row; none where it has no text.
    pub fn get(&self, row: usize) -> Option<(&'a str, &'a str, &'a str)> {
        let text = self.texts.get(row)?;
        let name = |nth: usize| {
            self.names.as_ref().and_then(|names| names[nth].get(row)).unwrap_or_default()
        };
        Some((name(0), name(1), text))
    }
}

/// Everything in one profile.
#[derive(Debug)]
struct OneProfile {
    profiler: Profiler,
    /// Profiles of other partitions.
    pile: Pile,
}

impl OneProfile {
    fn take(&mut self) -> Result<ScalarValue> {
        if self.profiler.n_articles() > 0 {
            let profiler =
                std::mem::replace(&mut self.profiler, Profiler::new(&Options::default()));
            self.pile.push(profiler.finish())?;
        }
        Ok(ScalarValue::LargeBinary(self.pile.take()?))
    }
}

impl Accumulator for OneProfile {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let articles = Articles::new(values)?;
        for (outlet, story, text) in (0..articles.len()).filter_map(|row| articles.get(row)) {
            self.profiler.add(outlet, story, text);
        }
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        for bytes in Bytes::new(&states[0])?.iter().flatten() {
            self.pile.push(profile(bytes)?)?;
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.take()?])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.take()
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.profiler.n_bytes() + self.pile.n_bytes()
    }
}
