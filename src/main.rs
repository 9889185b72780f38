//! The command line.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::http::listener::{self, Limits};
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::opening;
use parvaneh::{doors, jobs};

/// Registry and inspection system for job-placement offices.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the registry.
    Serve {
        /// Serve an invented registry that nobody can take for the real one.
        #[arg(long)]
        demo: bool,
        #[command(flatten)]
        settings: Settings,
    },
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PARVANEH_LOG")
                .unwrap_or_else(|_| "info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let outcome = match Arguments::parse().command {
        Command::Serve { demo, settings } => runtime.block_on(serve(demo, settings)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&*error),
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

async fn serve(demo: bool, settings: Settings) -> Outcome {
    let kind = if demo { Kind::Demo } else { Kind::Real };
    if demo && !settings.listen.ip().is_loopback() {
        return Err("a demonstration listens on a loopback address only".into());
    }
    let socket = tokio::net::TcpListener::bind(settings.listen).await?;
    let context = opening::open(settings.clone(), kind, Clock::world(0)).await?;
    let house = doors::open(&context);
    let limits = Limits {
        connections: settings.connections,
        drain: Duration::from_secs(settings.drain_seconds),
        ..Limits::default()
    };
    announce(&context)?;
    let jobs = tokio::spawn(jobs::run(context));
    listener::serve(socket, house, limits, stop_signal()?).await?;
    jobs.abort();
    Ok(())
}

fn announce(context: &Context) -> std::io::Result<()> {
    let base = &context.settings().public_url;
    writeln!(
        std::io::stdout(),
        "Parvaneh serves {base}\n  API browser  {base}/docs\n  document     {base}/openapi.json"
    )
}

fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
