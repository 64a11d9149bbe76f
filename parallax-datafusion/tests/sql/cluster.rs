//! The programs on loopback.

use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use parallax_datafusion::cluster::{Local, Programs, connect_with};

use super::profiles::{GROUPED, UNNAMED, WHOLE, all, expected, group, profiles};
use super::{articles, batch, failure, rows};

fn programs() -> Programs {
    Programs::new(env!("CARGO_BIN_EXE_parallax-scheduler"), env!("CARGO_BIN_EXE_parallax-executor"))
}

/// The articles in seven files, queried on a cluster.
async fn context(cluster: &Local, folder: &std::path::Path) -> Result<SessionContext> {
    for (nth, rows) in articles().chunks(10).enumerate() {
        let batch = batch(rows, &DataType::Utf8)?;
        let file = std::fs::File::create(folder.join(format!("{nth}.parquet")))?;
        let mut writer = ArrowWriter::try_new(file, batch.schema(), None)?;
        writer.write(&batch)?;
        writer.close()?;
    }
    let config = SessionConfig::new().with_target_partitions(4);
    let context = connect_with(&cluster.url(), config).await?;
    let place = format!("{}/", folder.display());
    context.register_parquet("articles", &place, ParquetReadOptions::default()).await?;
    Ok(context)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_executors_give_the_bytes_of_one_process() -> Result<()> {
    let (work, data) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let mut cluster = Local::start(&programs(), 2, work.path())?;
    let context = context(&cluster, data.path()).await?;
    assert_eq!(profiles(&context, GROUPED).await?, expected(group, true));
    assert_eq!(profiles(&context, UNNAMED).await?, expected(group, false));
    assert_eq!(profiles(&context, WHOLE).await?, expected(all, true));
    let query = "SELECT sum(array_length(parallax_tokens(text))), sum(array_length(parallax_terms(text, 'en'))),
                        sum(array_length(parallax_sentences(text))), sum(array_length(parallax_frames(text)))
                 FROM articles";
    let local = super::plain_context()?;
    assert_eq!(rows(&context, query).await?, rows(&local, query).await?);
    let message = failure(
        &context,
        "SELECT parallax_profile_merge(arrow_cast(text, 'Binary')) FROM articles",
    )
    .await;
    assert!(message.contains("do not begin as a profile does"), "{message}");
    // An executor that is gone is not missed.
    cluster.kill(1)?;
    assert_eq!(profiles(&context, GROUPED).await?, expected(group, true));
    Ok(())
}
