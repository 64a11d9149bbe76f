//! A cluster of processes on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use datafusion::common::{Result, exec_err};

/// How long programs may take to be there.
const PATIENCE: Duration = Duration::from_secs(60);

/// The programs of a cluster.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Programs {
    /// The scheduler with its first arguments.
    pub scheduler: Vec<String>,
    /// The executor with its first arguments.
    pub executor: Vec<String>,
}

impl Programs {
    /// The programs of these paths.
    pub fn new(scheduler: impl AsRef<Path>, executor: impl AsRef<Path>) -> Self {
        let words = |path: &Path| vec![path.display().to_string()];
        Programs { scheduler: words(scheduler.as_ref()), executor: words(executor.as_ref()) }
    }

    /// One program that is both, told apart by its first argument: `scheduler` or `executor`.
    pub fn of_one(program: impl AsRef<Path>) -> Self {
        let mut programs = Programs::new(&program, &program);
        programs.scheduler.push("scheduler".into());
        programs.executor.push("executor".into());
        programs
    }
}

/// A scheduler and executors on loopback, for trying queries; they end with this value.
#[derive(Debug)]
pub struct Local {
    address: String,
    scheduler: Child,
    executors: Vec<(Child, PathBuf)>,
}

impl Local {
    /// Starts a scheduler and `n_executors` of one task slot each, and waits until all are there. What goes from task
    /// to task lies in `folder`.
    ///
    /// # Errors
    ///
    /// Where a program does not start, or is not there within a minute.
    pub fn start(programs: &Programs, n_executors: usize, folder: &Path) -> Result<Self> {
        let mut scheduler = command(&programs.scheduler)
            .args(["--port", "0", "--timeout", "6", "--executors", &n_executors.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut first = String::new();
        if let Some(out) = scheduler.stdout.take() {
            BufReader::new(out).read_line(&mut first)?;
        }
        let address = first.trim().strip_prefix("listening on ").unwrap_or_default().to_owned();
        let mut local = Local { address, scheduler, executors: Vec::new() };
        if local.address.is_empty() {
            return exec_err!("the scheduler did not start");
        }
        for nth in 0..n_executors {
            let folder = folder.join(format!("executor-{nth}"));
            std::fs::create_dir_all(&folder)?;
            let executor = command(&programs.executor)
                .args(["--scheduler", &local.address, "--port", "0", "--tasks-port", "0"])
                .args(["--slots", "1", "--heartbeat", "1"])
                .arg("--folder")
                .arg(&folder)
                .stdout(Stdio::null())
                .spawn()?;
            local.executors.push((executor, folder));
        }
        local.wait()?;
        Ok(local)
    }

    /// The scheduler's address as [`connect`](super::connect) takes it.
    pub fn url(&self) -> String {
        format!("df://{}", self.address)
    }

    /// The folder in which an executor keeps what goes from task to task.
    pub fn folder(&self, nth: usize) -> Option<&Path> {
        self.executors.get(nth).map(|(_, folder)| folder.as_path())
    }

    /// Kills an executor as a crash would, without a last word.
    ///
    /// # Errors
    ///
    /// Where there is none of this number, or it cannot be killed.
    pub fn kill(&mut self, nth: usize) -> Result<()> {
        let Some((executor, _)) = self.executors.get_mut(nth) else {
            return exec_err!("found no executor {nth}");
        };
        executor.kill()?;
        executor.wait()?;
        Ok(())
    }

    /// Waits until the scheduler knows all executors.
    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while !self.is_ready() {
            for program in self.executors.iter_mut().map(|(executor, _)| executor) {
                if let Some(status) = program.try_wait()? {
                    return exec_err!("an executor did not start ({status})");
                }
            }
            if start.elapsed() > PATIENCE {
                return exec_err!("the executors were not there within {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Whether the scheduler says that it has as many executors as it waits for.
    fn is_ready(&self) -> bool {
        let ask = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(&self.address)?;
            stream.set_read_timeout(Some(Duration::from_secs(2)))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nHost: local\r\nConnection: close\r\n\r\n")?;
            let mut answer = [0; 12];
            stream.read_exact(&mut answer)?;
            Ok(String::from_utf8_lossy(&answer).into_owned())
        };
        ask().is_ok_and(|answer| answer == "HTTP/1.1 200")
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        let executors = self.executors.iter_mut().map(|(executor, _)| executor);
        for program in executors.chain([&mut self.scheduler]) {
            // One that ended by itself cannot be killed, and need not be.
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

fn command(words: &[String]) -> Command {
    let mut command = Command::new(words.first().map_or("", String::as_str));
    command.args(words.iter().skip(1)).stdin(Stdio::null());
    command
}
