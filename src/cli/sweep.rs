use std::process::ExitCode;

use clap::Args;
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::jobs;
use parvaneh::use_cases::opening;
use uuid::Uuid;

use super::Outcome;

/// Run the jobs of the calendar once.
#[derive(Args)]
pub(crate) struct Sweep {
    #[command(flatten)]
    settings: Settings,
}

impl Sweep {
    pub(crate) async fn run(self) -> Outcome {
        let context = opening::open_existing(self.settings, Clock::world(0)).await?;
        jobs::run_once(&context, Uuid::now_v7()).await?;
        Ok(ExitCode::SUCCESS)
    }
}
