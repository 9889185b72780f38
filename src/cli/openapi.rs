use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use parvaneh::api;

use super::Outcome;

/// Write the OpenAPI document; it needs no registry.
#[derive(Args)]
pub(crate) struct Openapi {
    /// The file to write, or `-` for the standard output.
    #[arg(long, default_value = "openapi/parvaneh.json")]
    output: PathBuf,
}

impl Openapi {
    pub(crate) fn run(self) -> Outcome {
        let text = api::document_text();
        if self.output.as_os_str() == "-" {
            std::io::stdout().write_all(text.as_bytes())?;
        } else {
            if let Some(folder) = self.output.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(self.output, text)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
