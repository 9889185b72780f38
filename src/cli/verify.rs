use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::use_cases::evidence::verify;
use parvaneh::use_cases::opening;

use super::Outcome;

/// Read all evidence again and name what was edited, removed, reordered or cut off.
///
/// Ends with 0 when everything holds and with 1 when anything does not.
#[derive(Args)]
pub(crate) struct Verify {
    /// A file of checkpoints that was kept outside the database; may be given several times.
    #[arg(long, value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

impl Verify {
    pub(crate) async fn run(self) -> Outcome {
        let mut outside = Vec::new();
        for file in &self.checkpoints {
            let text = std::fs::read_to_string(file)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            let read = verify::read_checkpoints(&text);
            outside.extend(read.map_err(|error| format!("{}: {error}", file.display()))?);
        }
        let context = opening::open_existing(self.settings, Clock::world(0)).await?;
        let report = verify::verify_evidence(&context, &outside).await?;
        write!(std::io::stdout(), "{report}")?;
        Ok(if report.holds() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}
