//! `parallax_profile_name(profile, outlet, story)`: the sums of a profile under one outlet and story.
//!
//! ```sql
//! SELECT parallax_profile_merge(parallax_profile_name(profile, outlet, story))
//! FROM (SELECT outlet, story, parallax_profile(text) AS profile FROM articles GROUP BY outlet, story);
//! ```
//!
//! The result has the bytes of `SELECT parallax_profile(outlet, story, text) FROM articles`. Whatever outlets and
//! stories the profile had become one unit. An outlet or story that is NULL is the empty one; a profile that is
//! NULL stays so. Cost: one reading and one writing of the profile.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use super::{column, profile};
use crate::outside;
use crate::texts::{Bytes, Texts, bytes_form, text_form};

/// A profile under other names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct NameProfile {
    signature: Signature,
}

impl NameProfile {
    pub fn new() -> Self {
        NameProfile { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for NameProfile {
    fn name(&self) -> &str {
        "parallax_profile_name"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [profile, outlet, story] => Ok(vec![
                bytes_form(self.name(), profile)?,
                text_form(self.name(), outlet)?,
                text_form(self.name(), story)?,
            ]),
            _ => plan_err!("parallax_profile_name takes a profile, an outlet and a story"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let (profiles, outlets, stories) =
            (Bytes::new(&arrays[0])?, Texts::new(&arrays[1])?, Texts::new(&arrays[2])?);
        let mut named = Vec::with_capacity(profiles.len());
        for (row, bytes) in profiles.iter().enumerate() {
            let name = |names: &Texts<'_>| names.get(row).unwrap_or_default().to_owned();
            let (outlet, story) = (name(&outlets), name(&stories));
            let named_bytes = bytes.map(|bytes| {
                profile(bytes)?.named(&outlet, &story).and_then(|p| p.to_bytes()).map_err(outside)
            });
            named.push(named_bytes.transpose()?);
        }
        Ok(ColumnarValue::Array(column(&named)?))
    }
}
