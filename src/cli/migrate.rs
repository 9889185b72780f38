use std::process::ExitCode;

use clap::Args;
use parvaneh::config::Settings;
use parvaneh::use_cases::opening;

use super::Outcome;

/// Create the tables, or bring them up to date.
#[derive(Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    settings: Settings,
}

impl Migrate {
    pub(crate) async fn run(self) -> Outcome {
        opening::migrate(&self.settings).await?.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}
