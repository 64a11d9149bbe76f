//! Parquet and JSON Lines, in files and in an object store.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::object_store::memory::InMemory;
use datafusion::object_store::{ObjectStore, ObjectStoreExt, path::Path};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::SessionContext;
use url::Url;

use super::profiles::{GROUPED, WHOLE, all, expected, group, profiles};
use super::{articles, batch, rows};

fn json_lines() -> Vec<u8> {
    let mut lines = Vec::new();
    let mut writer = datafusion::arrow::json::LineDelimitedWriter::new(&mut lines);
    writer.write(&batch(&articles(), &DataType::Utf8).unwrap()).unwrap();
    writer.finish().unwrap();
    drop(writer);
    lines
}

fn parquet() -> Vec<u8> {
    let batch = batch(&articles(), &DataType::Utf8).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

async fn check(context: &SessionContext, kind: &str, place: &str) -> Result<()> {
    let table =
        format!("CREATE OR REPLACE EXTERNAL TABLE articles STORED AS {kind} LOCATION '{place}'");
    context.sql(&table).await?.collect().await?;
    assert_eq!(profiles(context, GROUPED).await?, expected(group, true), "{kind} {place}");
    assert_eq!(profiles(context, WHOLE).await?, expected(all, true), "{kind} {place}");
    let n =
        rows(context, "SELECT sum(array_length(parallax_sentences(text))) FROM articles").await?;
    let sentences = |text: &str| parallax::token::sentences(text).count();
    let n_expected: usize = articles().iter().map(|article| sentences(&article.text)).sum();
    assert_eq!(n, [n_expected.to_string()], "{kind} {place}");
    Ok(())
}

#[tokio::test]
async fn files() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let context = SessionContext::new();
    parallax_datafusion::register(&context);
    for (kind, name, bytes) in
        [("JSON", "a.json", json_lines()), ("PARQUET", "a.parquet", parquet())]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        check(&context, kind, &path.display().to_string()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn object_store() -> Result<()> {
    let store = Arc::new(InMemory::new());
    store.put(&Path::from("json/a.json"), json_lines().into()).await?;
    store.put(&Path::from("parquet/a.parquet"), parquet().into()).await?;
    let context = SessionContext::new();
    parallax_datafusion::register(&context);
    let url = Url::parse("memory://archive/").expect("a fixed address");
    context.register_object_store(&url, store as Arc<dyn ObjectStore>);
    check(&context, "JSON", "memory://archive/json/").await?;
    check(&context, "PARQUET", "memory://archive/parquet/").await
}

#[tokio::test]
async fn outlets_as_folders() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let whole = batch(&articles(), &DataType::Utf8)?;
    for nth in 0..5 {
        let here: Vec<_> = articles();
        let here: Vec<_> = here
            .into_iter()
            .filter(|article| article.outlet == format!("outlet-{nth}.example"))
            .collect();
        let columns = batch(&here, &DataType::Utf8)?.project(&[1, 2])?;
        let path = folder.path().join(format!("outlet=outlet-{nth}.example"));
        std::fs::create_dir(&path)?;
        let file = std::fs::File::create(path.join("a.parquet"))?;
        let mut writer = ArrowWriter::try_new(file, columns.schema(), None)?;
        writer.write(&columns)?;
        writer.close()?;
    }
    assert_eq!(whole.num_rows(), articles().len());
    let context = SessionContext::new();
    parallax_datafusion::register(&context);
    let table = format!(
        "CREATE EXTERNAL TABLE articles STORED AS PARQUET PARTITIONED BY (outlet) LOCATION '{}/'",
        folder.path().display()
    );
    context.sql(&table).await?.collect().await?;
    assert_eq!(profiles(&context, GROUPED).await?, expected(group, true));
    Ok(())
}
