//! The inputs of a job as pieces of work, handed out in order to whoever asks.

use std::collections::BTreeMap;
use std::io::Read as Stream;
use std::path::PathBuf;

use super::manifest::Input;
use crate::error::Result;
use crate::ingest::{Articles, Chunks, Reader, Record, SetAside};

/// From how much text on the records of an input that is read from its beginning are handed out.
const BATCH_RECORDS: usize = 512;

/// A piece of work.
pub(super) enum Work {
    /// Some bytes of a file of JSON Lines.
    Chunk { input: usize, chunk: u64, chunks: std::sync::Arc<Chunks> },
    /// Records that were read.
    Batch { input: usize, batch: u64, records: Vec<Read> },
}

/// A record as it is counted.
pub(super) enum Read {
    Article { outlet: String, story: String, text: String },
    SetAside(SetAside),
}

/// Where the reading is.
enum Open {
    Chunks(std::sync::Arc<Chunks>),
    Records(Box<Articles<'static>>),
}

/// What is left to be done.
pub(super) struct Feed {
    reader: Reader,
    inputs: Vec<PathBuf>,
    chunk: u64,
    done: Vec<BTreeMap<u64, u64>>,
    input: usize,
    next: u64,
    open: Option<Open>,
    /// What the last input is read from where it is no file.
    stream: Option<Box<dyn Stream + Send>>,
}

impl Feed {
    pub fn new(
        reader: &Reader,
        inputs: &[Input],
        chunk: u64,
        done: Vec<BTreeMap<u64, u64>>,
        stream: Option<Box<dyn Stream + Send>>,
    ) -> Self {
        let inputs = inputs.iter().map(|input| input.path.clone()).collect();
        let reader = reader.keeping_duplicates();
        Feed { reader, inputs, chunk, done, input: 0, next: 0, open: None, stream }
    }

    /// The next piece that is not done; `None` where all are.
    pub fn next(&mut self) -> Result<Option<Work>> {
        while let Some(path) = self.inputs.get(self.input) {
            if self.open.is_none() {
                let is_last = self.input + 1 == self.inputs.len();
                self.open = Some(match self.stream.take_if(|_| is_last) {
                    Some(stream) => {
                        let name = path.display().to_string();
                        Open::Records(Box::new(self.reader.read(stream, &name)?))
                    }
                    None => match Chunks::open(&self.reader, path, self.chunk)? {
                        Some(chunks) => Open::Chunks(chunks.into()),
                        None => Open::Records(Box::new(self.reader.open(path)?)),
                    },
                });
            }
            let (input, number) = (self.input, self.next);
            self.next += 1;
            let is_done = self.done[input].contains_key(&number);
            match self.open.as_mut() {
                Some(Open::Chunks(chunks)) if number < chunks.len() => {
                    if !is_done {
                        let chunks = std::sync::Arc::clone(chunks);
                        return Ok(Some(Work::Chunk { input, chunk: number, chunks }));
                    }
                }
                Some(Open::Records(articles)) => {
                    let records: Vec<Record> = articles.by_ref().take(BATCH_RECORDS).collect();
                    if !records.is_empty() {
                        if !is_done {
                            let records = records.into_iter().map(read).collect();
                            return Ok(Some(Work::Batch { input, batch: number, records }));
                        }
                        continue;
                    }
                    self.close();
                }
                _ => self.close(),
            }
        }
        Ok(None)
    }

    /// Hands out nothing more.
    pub fn stop(&mut self) {
        self.inputs.clear();
    }

    fn close(&mut self) {
        self.open = None;
        self.input += 1;
        self.next = 0;
    }
}

fn read(record: Record) -> Read {
    match record {
        Record::Article { article, .. } => Read::Article {
            story: article.story.unwrap_or_default(),
            text: article.headline + "\n" + &article.body,
            outlet: article.outlet,
        },
        Record::SetAside(aside) => Read::SetAside(aside),
    }
}
