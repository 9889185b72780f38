use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::Args;
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::domain::placement::access::Actor;
use parvaneh::domain::placement::old_register::Column;
use parvaneh::error::{Error, Place};
use parvaneh::use_cases::old_register::import::{ImportRegister, check};
use parvaneh::use_cases::old_register::report::{Report, pointer};
use parvaneh::use_cases::old_register::source::Source;
use parvaneh::use_cases::{opening, perform};

use super::Outcome;

/// Look at the register that was kept before, or take it over.
///
/// The file is CSV or XLSX in the form of the template. Without `--commit` nothing is changed and every
/// error and warning is named by its line. Ends with 0 when the file can be taken over or was, and
/// with 1 when it cannot.
#[derive(Args)]
pub(crate) struct Import {
    /// The file.
    file: PathBuf,
    /// Take over all licences of the file, or none.
    #[arg(long)]
    commit: bool,
    /// Write the report as CSV into this file too.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

impl Import {
    pub(crate) async fn run(self) -> Outcome {
        let context = opening::open_existing(self.settings, Clock::world(0)).await?;
        let source = Source::file(&self.file).await?;
        let meter = Meter::start();
        let progress = |lines| meter.show(lines);
        let found = if self.commit {
            let command = ImportRegister {
                source: &source,
                progress: &progress,
            };
            perform(&context, &Actor::Host, &command, None).await
        } else {
            check(&context, &Actor::Host, &source, &progress).await
        };
        meter.end();
        let report = match found {
            Err(Error::Invalid(fields)) => {
                let mut out = std::io::stdout().lock();
                for field in &fields {
                    let place = match &field.place {
                        Place::Body(pointer) => at(pointer),
                        Place::Parameter(_) => String::new(),
                    };
                    writeln!(out, "{place}error: {} / {}", field.fa, field.en)?;
                }
                writeln!(out, "nothing was imported: {} errors", fields.len())?;
                return Ok(ExitCode::FAILURE);
            }
            found => found?,
        };
        if let Some(file) = &self.report {
            std::fs::write(file, report.csv()?)?;
        }
        print(&report)?;
        Ok(if report.errors == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

fn print(report: &Report) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for finding in &report.findings {
        let place = pointer(finding.line, finding.column);
        let severity = finding.severity.name();
        writeln!(
            out,
            "{}{severity}: {} / {}",
            at(&place),
            finding.fa,
            finding.en
        )?;
    }
    if report.is_cut() {
        writeln!(out, "and others, which are only counted")?;
    }
    let Report {
        lines,
        licences,
        errors,
        warnings,
        ..
    } = report;
    let done = match (report.import, errors) {
        (Some(import), _) => format!("imported as {import}"),
        (None, 0) => "can be imported with --commit; nothing was changed".to_owned(),
        (None, _) => "cannot be imported; nothing was changed".to_owned(),
    };
    writeln!(
        out,
        "{lines} lines, {licences} licences, {errors} errors, {warnings} warnings: {done}"
    )
}

/// A place such as `/lines/17/national_code` in words.
fn at(pointer: &str) -> String {
    let mut parts = pointer.trim_start_matches('/').split('/').skip(1);
    let Some(line) = parts.next() else {
        return String::new();
    };
    match parts.next().and_then(Column::named) {
        Some(column) => format!("line {line}, {} ({}): ", column.name(), column.persian()),
        None => format!("line {line}: "),
    }
}

/// Shows how many lines have been read, and how fast.
struct Meter {
    began: Instant,
    shown: Mutex<(Instant, u64)>,
}

impl Meter {
    /// How often something is shown.
    const EVERY: Duration = Duration::from_secs(1);

    fn start() -> Self {
        let began = Instant::now();
        Self {
            began,
            shown: Mutex::new((began, 0)),
        }
    }

    fn show(&self, lines: u64) {
        let Ok(mut shown) = self.shown.lock() else {
            return;
        };
        shown.1 = lines;
        if shown.0.elapsed() >= Self::EVERY {
            shown.0 = Instant::now();
            self.tell(lines);
        }
    }

    fn end(&self) {
        if let Ok(shown) = self.shown.lock() {
            self.tell(shown.1);
        }
    }

    /// The report alone goes to the standard output.
    fn tell(&self, lines: u64) {
        let elapsed = self.began.elapsed();
        let nanos = elapsed.as_nanos().max(1);
        let rate = u128::from(lines) * 1_000_000_000 / nanos;
        let seconds = elapsed.as_secs();
        let _ = writeln!(
            std::io::stderr(),
            "read to line {lines} after {seconds} s, {rate} lines/s"
        );
    }
}
