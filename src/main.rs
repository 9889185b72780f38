//! The command line of Parvaneh; one file of `cli` for every command.

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Registry and inspection system for job-placement offices.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// How the log is written to the standard error; what it holds says `PARVANEH_LOG`, for example
    /// `info` or `parvaneh=debug`.
    #[arg(
        long,
        global = true,
        env = "PARVANEH_LOG_FORMAT",
        default_value = "text"
    )]
    log_format: LogFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    /// One line for people.
    Text,
    /// One JSON object on a line.
    Json,
}

#[derive(Subcommand)]
enum Command {
    Serve(cli::serve::Serve),
    Migrate(cli::migrate::Migrate),
    #[command(subcommand)]
    Account(cli::account::Account),
    Openapi(cli::openapi::Openapi),
    Import(cli::import::Import),
    Verify(cli::verify::Verify),
    Sweep(cli::sweep::Sweep),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log(arguments.log_format);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let outcome = runtime.block_on(async {
        match arguments.command {
            Command::Serve(serve) => serve.run().await,
            Command::Migrate(migrate) => migrate.run().await,
            Command::Account(account) => account.run().await,
            Command::Openapi(openapi) => openapi.run(),
            Command::Import(import) => import.run().await,
            Command::Verify(verify) => verify.run().await,
            Command::Sweep(sweep) => sweep.run().await,
        }
    });
    outcome.unwrap_or_else(|error| failed(&*error))
}

fn log(format: LogFormat) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PARVANEH_LOG")
        .unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    let _ = writeln!(std::io::stderr(), "parvaneh: {text}");
    ExitCode::FAILURE
}
