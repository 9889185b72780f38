use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::http::listener::{self, Limits};
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::demo::{self, SampleAccount};
use parvaneh::use_cases::opening;
use parvaneh::{doors, jobs};
use tokio::signal::unix::{SignalKind, signal};

use super::Outcome;

/// Serve the registry; creates it where there is none.
#[derive(Args)]
pub(crate) struct Serve {
    /// Serve an invented registry that nobody can take for the real one.
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    settings: Settings,
}

impl Serve {
    pub(crate) async fn run(self) -> Outcome {
        let settings = self.settings;
        let kind = if self.demo { Kind::Demo } else { Kind::Real };
        if self.demo && !settings.listen.ip().is_loopback() {
            return Err("a demonstration listens on a loopback address only".into());
        }
        let socket = tokio::net::TcpListener::bind(settings.listen).await?;
        let context = opening::open(settings.clone(), kind, Clock::world(0)).await?;
        let samples = if self.demo {
            demo::load(&context).await?
        } else {
            Vec::new()
        };
        let house = doors::open(&context);
        let limits = Limits {
            connections: settings.connections,
            drain: Duration::from_secs(settings.drain_seconds),
            ..Limits::default()
        };
        let stop = stop_signal()?;
        announce(&context, &samples)?;
        let jobs = tokio::spawn(jobs::run(context));
        listener::serve(socket, house, limits, stop).await?;
        jobs.abort();
        Ok(ExitCode::SUCCESS)
    }
}

fn announce(context: &Context, samples: &[SampleAccount]) -> std::io::Result<()> {
    let base = &context.settings().public_url;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "Parvaneh serves {base}\n  API browser  {base}/docs\n  document     {base}/openapi.json"
    )?;
    if let Some(first) = samples.first() {
        let file = demo::accounts_file(context);
        writeln!(
            out,
            "\nA demonstration: everything in it is invented.\n  \
             sample accounts, all with the password {}, also in {}:",
            first.password,
            file.display()
        )?;
    }
    for sample in samples {
        writeln!(out, "  {:<20} {}", sample.login, sample.role)?;
    }
    Ok(())
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
