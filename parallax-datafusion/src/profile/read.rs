//! `parallax_profile_units(profile)` and `parallax_profile_terms(profile)`: what a profile holds, as rows.
//!
//! ```sql
//! SELECT u['outlet'], u['story'], u['n_articles'], u['n_tokens']
//! FROM (SELECT unnest(parallax_profile_units(profile)) AS u FROM profiles);
//!
//! SELECT t['outlet'], t['term'], sum(t['n_occurrences']) / sum(CAST(t['n_tokens'] AS DOUBLE)) AS rate
//! FROM (SELECT unnest(parallax_profile_terms(profile)) AS t FROM profiles)
//! GROUP BY t['outlet'], t['term'];
//! ```
//!
//! Units come in the order of outlet and story, terms in the order of the profile, which is fixed and not that of the
//! alphabet; each term has a row for each unit that it occurs in. The sums are those of
//! [`Moments`](parallax::stats::Moments). NULL gives NULL. Cost: one reading of the profile.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StructArray, UInt64Builder};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use parallax::profile::{Profile, Unit};

use super::profile;
use crate::lists::{Lists, Strings, list_of};
use crate::outside;
use crate::texts::{Bytes, bytes_form};

/// The rows of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ReadProfile {
    of: Of,
    signature: Signature,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Units,
    Terms,
}

impl ReadProfile {
    pub fn units() -> Self {
        ReadProfile { of: Of::Units, signature: Signature::user_defined(Volatility::Immutable) }
    }

    pub fn terms() -> Self {
        ReadProfile { of: Of::Terms, ..ReadProfile::units() }
    }

    fn fields(&self) -> Fields {
        let (texts, numbers) = self.of.columns();
        let text = |name: &&str| Field::new(*name, DataType::Utf8, false);
        let number = |name: &&str| Field::new(*name, DataType::UInt64, false);
        texts.iter().map(text).chain(numbers.iter().map(number)).collect()
    }
}

impl Of {
    fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Of::Units => (&["outlet", "story"], &["n_articles", "n_tokens", "tokens_squared"]),
            Of::Terms => (
                &["outlet", "story", "term"],
                &[
                    "n_articles",
                    "n_with_feature",
                    "n_tokens",
                    "n_occurrences",
                    "tokens_squared",
                    "tokens_times_occurrences",
                    "occurrences_squared",
                ],
            ),
        }
    }
}

impl ScalarUDFImpl for ReadProfile {
    fn name(&self) -> &str {
        match self.of {
            Of::Units => "parallax_profile_units",
            Of::Terms => "parallax_profile_terms",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [profile] => Ok(vec![bytes_form(self.name(), profile)?]),
            _ => plan_err!("{} takes a profile", self.name()),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(list_of(Field::new_list_field(DataType::Struct(self.fields()), false)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let profiles = Bytes::new(&arrays[0])?;
        let mut lists = Lists::new(profiles.len());
        let mut rows = Rows::new(self.of);
        for bytes in profiles.iter() {
            match bytes {
                None => lists.null(),
                Some(bytes) => {
                    let profile = profile(bytes)?;
                    lists.push(match self.of {
                        Of::Units => rows.units(&profile)?,
                        Of::Terms => rows.terms(&profile)?,
                    })?;
                }
            }
        }
        let structs = StructArray::try_new(self.fields(), rows.finish(), None)?;
        let field = Field::new_list_field(DataType::Struct(self.fields()), false);
        Ok(ColumnarValue::Array(lists.finish(field, Arc::new(structs))?))
    }
}

/// The columns while they are filled.
struct Rows {
    texts: Vec<Strings>,
    numbers: Vec<UInt64Builder>,
}

impl Rows {
    fn new(of: Of) -> Self {
        let (texts, numbers) = of.columns();
        let text = |_| Strings::default();
        Rows {
            texts: texts.iter().map(text).collect(),
            numbers: numbers.iter().map(|_| UInt64Builder::new()).collect(),
        }
    }

    fn units(&mut self, profile: &Profile) -> Result<usize> {
        for unit in profile.units() {
            self.push(
                &names(profile, unit),
                &[unit.n_articles, unit.n_tokens, unit.tokens_squared],
            )?;
        }
        Ok(profile.units().len())
    }

    fn terms(&mut self, profile: &Profile) -> Result<usize> {
        let mut n = 0;
        for term in profile.terms() {
            let term = term.map_err(outside)?;
            for (unit, sums) in &term.cells {
                let [outlet, story] = names(profile, &profile.units()[*unit as usize]);
                self.push(
                    &[outlet, story, &term.key],
                    &[
                        sums.n_articles,
                        sums.n_with_feature,
                        sums.n_tokens,
                        sums.n_occurrences,
                        sums.tokens_squared,
                        sums.tokens_times_occurrences,
                        sums.occurrences_squared,
                    ],
                )?;
                n += 1;
            }
        }
        Ok(n)
    }

    fn push(&mut self, texts: &[&str], numbers: &[u64]) -> Result<()> {
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text)?;
        }
        for (column, &number) in self.numbers.iter_mut().zip(numbers) {
            column.append_value(number);
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        let texts = self.texts.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        let numbers = self.numbers.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
        texts.chain(numbers).collect()
    }
}

fn names<'p>(profile: &'p Profile, unit: &Unit) -> [&'p str; 2] {
    [&profile.outlets()[unit.outlet as usize], &profile.stories()[unit.story as usize]]
}
