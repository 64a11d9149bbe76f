//! `parallax_tokens(text)`: the words of a text. `parallax_terms(text[, language])`: what of them is counted.
//!
//! ```sql
//! SELECT parallax_tokens('Harbour dues rise by 3,000.5 e');  -- [Harbour, dues, rise, by, 3,000.5, e]
//! SELECT parallax_terms('The harbours raised their dues');   -- [harbour, rais, due]
//! SELECT parallax_terms('Die Häfen steigen', 'de');          -- [haf, steig]
//! ```
//!
//! Words are those of UAX #29, as they are published. Terms are folded and stemmed, without stop words and numbers;
//! a language is an ISO 639-1 code and English by default. NULL gives NULL, a text without words an empty list.
//! Cost: segmentation of the text, and one copy of each word.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};
use parallax::token::{Language, Normalizer, TermKind, Vocabulary, words};

use crate::lists::{Lists, Strings, list_of};
use crate::texts::{Texts, literal, text_form};

/// The words of a text or its terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Words {
    of: Of,
    signature: Signature,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Tokens,
    Terms,
}

impl Words {
    pub fn tokens() -> Self {
        Words { of: Of::Tokens, signature: Signature::user_defined(Volatility::Immutable) }
    }

    pub fn terms() -> Self {
        Words { of: Of::Terms, ..Words::tokens() }
    }
}

impl ScalarUDFImpl for Words {
    fn name(&self) -> &str {
        match self.of {
            Of::Tokens => "parallax_tokens",
            Of::Terms => "parallax_terms",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match (self.of, found) {
            (_, [_]) | (Of::Terms, [_, _]) => {
                found.iter().map(|found| text_form(self.name(), found)).collect()
            }
            (Of::Tokens, _) => plan_err!("{} takes a text", self.name()),
            (Of::Terms, _) => plan_err!("{} takes a text and a language code", self.name()),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(list_of(Field::new_list_field(DataType::Utf8, false)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let language = match args.args.get(1) {
            Some(code) => language(literal(self.name(), code)?.as_deref())?,
            None => Language::default(),
        };
        let of = self.of;
        crate::lists::by_row(&args.args[0], |texts| match of {
            Of::Tokens => tokens(texts),
            Of::Terms => terms(texts, language),
        })
    }
}

fn language(code: Option<&str>) -> Result<Language> {
    match code.map(|code| (code, Language::from_code(code))) {
        Some((_, Some(language))) => Ok(language),
        Some((code, None)) => {
            exec_err!("parallax_terms knows no language {code:?}; give a code such as 'en' or 'de'")
        }
        None => Ok(Language::default()),
    }
}

fn tokens(texts: &Texts<'_>) -> Result<ArrayRef> {
    let mut values = Strings::default();
    let lists = Lists::of_texts(texts, |text| {
        let mut n = 0;
        for word in words(text) {
            values.push(word.text)?;
            n += 1;
        }
        Ok(n)
    })?;
    lists.finish(Field::new_list_field(DataType::Utf8, false), Arc::new(values.finish()))
}

fn terms(texts: &Texts<'_>, language: Language) -> Result<ArrayRef> {
    let mut values = Strings::default();
    // Each spelling of the batch is folded and stemmed once.
    let mut vocabulary = Vocabulary::new(Normalizer::builder().language(language).build());
    let lists = Lists::of_texts(texts, |text| {
        let mut n = 0;
        for word in words(text) {
            let form = vocabulary.intern(word.text);
            let term = vocabulary.term_of(form);
            if vocabulary.kind(term) == TermKind::Word {
                values.push(vocabulary.key(term))?;
                n += 1;
            }
        }
        Ok(n)
    })?;
    lists.finish(Field::new_list_field(DataType::Utf8, false), Arc::new(values.finish()))
}
