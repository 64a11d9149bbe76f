//! What the user knows about outlets: a table of attributes, read from CSV, TSV or JSON.
//!
//! The crate ships no country, owner or lean of any outlet; who wants to group outlets by one brings a table.

use std::collections::BTreeMap;

use super::{Outlet, OutletTable};
use crate::error::{Error, Place, Result};

impl OutletTable {
    /// Adds attributes of outlets: CSV or TSV with a header whose first column names the outlet, a JSON array
    /// of objects with `outlet`, or a JSON object from outlet to attributes. An outlet that the table does
    /// not know is added; one that it knows keeps its other attributes. `file` names the text in errors.
    ///
    /// ```
    /// let mut table = parallax::OutletTable::builtin();
    /// table.add_attributes("outlet,country\nscmp.com,Hong Kong\nVillage Bugle,Atlantis\n", "attributes.csv")?;
    /// assert_eq!(table.resolve("South China Morning Post").attributes["country"], "Hong Kong");
    /// assert_eq!(table.resolve("village bugle").attributes["country"], "Atlantis");
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where the text is no such table.
    pub fn add_attributes(&mut self, text: &str, file: &str) -> Result<()> {
        let text = text.trim_start_matches('\u{feff}');
        let rows = match text.trim_start().chars().next() {
            Some('[') => from_list(text, file)?,
            Some('{') => from_object(text, file)?,
            _ => from_table(text, file)?,
        };
        for (outlet, attributes) in rows {
            let Outlet { slug, name, .. } = self.resolve(&outlet);
            self.add(Outlet { slug, name, aliases: Vec::new(), attributes })?;
        }
        Ok(())
    }
}

type Row = (String, BTreeMap<String, String>);

fn wrong(file: &str, line: Option<u64>, found: String) -> Error {
    let place = Place::file(file);
    Error::Format {
        place: line.map_or(place.clone(), |line| place.at_line(line)),
        found,
        needed: "attributes are a table whose first column names the outlet, or JSON objects with `outlet`"
            .into(),
    }
}

fn from_table(text: &str, file: &str) -> Result<Vec<Row>> {
    let header = text.lines().next().unwrap_or("");
    let separator = if header.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) if names.len() > 1 => names.iter().map(|name| name.trim().to_owned()).collect(),
        _ => return Err(wrong(file, Some(1), format!("the header {header:?}"))),
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| wrong(file, None, error.to_string()))?;
        let mut fields = record.iter().map(str::trim);
        let outlet = fields.next().unwrap_or("").to_owned();
        let named = names.iter().skip(1).cloned().zip(fields.map(str::to_owned));
        if !outlet.is_empty() {
            rows.push((outlet, named.filter(|(_, value)| !value.is_empty()).collect()));
        }
    }
    Ok(rows)
}

fn from_list(text: &str, file: &str) -> Result<Vec<Row>> {
    let objects: Vec<BTreeMap<String, serde_json::Value>> =
        serde_json::from_str(text).map_err(|error| wrong(file, None, error.to_string()))?;
    let row = |mut object: BTreeMap<String, serde_json::Value>| {
        let outlet = object.remove("outlet").as_ref().and_then(shown);
        let outlet =
            outlet.ok_or_else(|| wrong(file, None, "an object without `outlet`".into()))?;
        Ok((outlet, attributes(&object)))
    };
    objects.into_iter().map(row).collect()
}

fn from_object(text: &str, file: &str) -> Result<Vec<Row>> {
    let objects: BTreeMap<String, BTreeMap<String, serde_json::Value>> =
        serde_json::from_str(text).map_err(|error| wrong(file, None, error.to_string()))?;
    Ok(objects.into_iter().map(|(outlet, object)| (outlet, attributes(&object))).collect())
}

fn attributes(object: &BTreeMap<String, serde_json::Value>) -> BTreeMap<String, String> {
    object.iter().filter_map(|(name, value)| Some((name.clone(), shown(value)?))).collect()
}

/// A text, number or truth value as text; nothing for null, lists and objects.
fn shown(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => {
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_the_same_table() {
        let forms = [
            "outlet,lean,owner\nbugle.example,left,\"Horn, Ltd\"\nCourier,,Post Co\n",
            "name\tlean\towner\nbugle.example\tleft\tHorn, Ltd\nCourier\t\tPost Co",
            r#"[{"outlet": "bugle.example", "lean": "left", "owner": "Horn, Ltd"}, {"outlet": "Courier", "lean": null, "owner": "Post Co"}]"#,
            r#"{"bugle.example": {"lean": "left", "owner": "Horn, Ltd"}, "Courier": {"owner": "Post Co", "lean": " "}}"#,
        ];
        for form in forms {
            let mut table = OutletTable::empty();
            table.add_attributes(form, "t").unwrap();
            let bugle = table.resolve("www.bugle.example").attributes;
            assert_eq!((&bugle["lean"][..], &bugle["owner"][..]), ("left", "Horn, Ltd"), "{form}");
            let courier = table.resolve("courier").attributes;
            assert_eq!((courier.get("lean"), &courier["owner"][..]), (None, "Post Co"), "{form}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["", "only one column\na\n", "[1]", "{\"a\": 3}", "[{\"lean\": \"left\"}]"] {
            let refused = OutletTable::empty().add_attributes(text, "t").unwrap_err();
            assert!(refused.to_string().contains("first column names the outlet"), "{text}");
        }
    }
}
