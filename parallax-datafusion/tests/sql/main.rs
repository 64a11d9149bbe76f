//! The functions in SQL, each against what the crate itself gives.

#[cfg(feature = "ballista")]
mod cluster;
mod profiles;
mod scalars;
mod sources;

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::datasource::MemTable;
use datafusion::error::Result;
use datafusion::prelude::{SessionConfig, SessionContext};

/// Sentences of ours about a harbour that is none.
const SENTENCES: [&str; 12] = [
    "The harbour raises its dues by 3,000.5 crowns from Monday.",
    "Ship owners fear for jobs and trade, and call the tax a threat to the town.",
    "“We were never asked,” said Ann Roe, who speaks for the dockers’ union.",
    "The court in Norhaven ruled that the council may raise the dues.",
    "Nobody was hurt when a crane fell at 8 p.m. on Tuesday.",
    "Police opened an investigation into the safety of the cranes.",
    "The minister promised money for schools and hospitals instead.",
    "Fishermen blocked the quay; the ferry to Östra waited for six hours.",
    "Economists expect prices to rise and exports to fall.",
    "Families on the island pay twice, the mayor said.",
    "It rained.",
    "Talks between owners and dockers go on, without a date for a vote.",
];

struct Article {
    outlet: String,
    story: String,
    text: String,
}

/// Articles that share outlets, stories and sentences.
fn articles() -> Vec<Article> {
    let article = |nth: usize| {
        let sentence = |at: usize| SENTENCES[(nth * 5 + at * at) % SENTENCES.len()];
        let text: Vec<&str> = (0..1 + nth % 6).map(sentence).collect();
        Article {
            outlet: format!("outlet-{}.example", nth % 5),
            story: format!("story-{}", nth * nth % 7),
            text: text.join(if nth.is_multiple_of(4) { "\n" } else { " " }),
        }
    };
    (0..70).map(article).collect()
}

/// Outlet, story and text as columns whose texts have a form of Arrow's.
fn batch(articles: &[Article], form: &DataType) -> Result<RecordBatch> {
    let column = |of: fn(&Article) -> &str| -> Result<ArrayRef> {
        let texts: StringArray = articles.iter().map(|article| Some(of(article))).collect();
        Ok(cast(&texts, form)?)
    };
    Ok(RecordBatch::try_from_iter([
        ("outlet", column(|article| &article.outlet)?),
        ("story", column(|article| &article.story)?),
        ("text", column(|article| &article.text)?),
    ])?)
}

/// The forms that texts come in.
fn forms() -> [DataType; 4] {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View, dictionary]
}

/// A context with the functions and a table `articles` of so many partitions.
fn context(config: SessionConfig, form: &DataType, n_partitions: usize) -> Result<SessionContext> {
    let context = SessionContext::new_with_config(config);
    parallax_datafusion::register(&context);
    let articles = articles();
    let mut partitions = vec![Vec::new(); n_partitions];
    for (nth, rows) in articles.chunks(articles.len().div_ceil(3 * n_partitions)).enumerate() {
        partitions[nth % n_partitions].push(batch(rows, form)?);
    }
    let table = MemTable::try_new(batch(&articles, form)?.schema(), partitions)?;
    context.register_table("articles", Arc::new(table))?;
    Ok(context)
}

fn plain_context() -> Result<SessionContext> {
    context(SessionConfig::new(), &DataType::Utf8, 1)
}

/// The rows of a query as DataFusion prints them, one string for each row with a bar between columns.
async fn rows(context: &SessionContext, query: &str) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    for batch in context.sql(query).await?.collect().await? {
        for row in 0..batch.num_rows() {
            let values = batch
                .columns()
                .iter()
                .map(|column| datafusion::arrow::util::display::array_value_to_string(column, row));
            rows.push(values.collect::<std::result::Result<Vec<_>, _>>()?.join("|"));
        }
    }
    Ok(rows)
}

/// What a query that cannot be run says.
async fn failure(context: &SessionContext, query: &str) -> String {
    let outcome = match context.sql(query).await {
        Ok(query) => query.collect().await.map(|_| ()),
        Err(error) => Err(error),
    };
    outcome.expect_err(query).to_string()
}
