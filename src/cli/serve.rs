use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::http::listener::{self, Limits};
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::demo::{self, Extent, SampleAccount};
use parvaneh::use_cases::opening;
use parvaneh::{doors, jobs};
use tokio::signal::unix::{SignalKind, signal};
use uuid::Uuid;

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
        let mut settings = self.settings;
        let kind = if self.demo { Kind::Demo } else { Kind::Real };
        if self.demo && !settings.listen.ip().is_loopback() {
            return Err("a demonstration listens on a loopback address only".into());
        }
        let socket = tokio::net::TcpListener::bind(settings.listen).await?;
        // Port 0 asks the system for a free one.
        settings.listen = socket.local_addr()?;
        let context = opening::open(settings.clone(), kind, Clock::world(0)).await?;
        let process = Uuid::now_v7();
        let samples = if self.demo {
            fill(&context, process).await?
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
        let jobs = tokio::spawn(jobs::run(context, process));
        listener::serve(socket, house, limits, stop).await?;
        jobs.abort();
        Ok(ExitCode::SUCCESS)
    }
}

/// Fills a new demonstration, and publishes its licences at once.
async fn fill(
    context: &Context,
    process: Uuid,
) -> Result<Vec<SampleAccount>, Box<dyn std::error::Error>> {
    let start = Instant::now();
    let tell = |line: &str| {
        let _ = writeln!(std::io::stdout(), "demonstration: {line}");
    };
    let loaded = demo::load(context, Extent::WHOLE, &tell).await?;
    if loaded.is_new {
        jobs::run_once(context, process).await?;
        tell(&format!(
            "ready after {:.1} s",
            start.elapsed().as_secs_f32()
        ));
    }
    Ok(loaded.accounts)
}

fn announce(context: &Context, samples: &[SampleAccount]) -> std::io::Result<()> {
    let base = context.settings().public_address();
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
    for sample in samples.iter().filter(|it| it.is_of_note()) {
        writeln!(
            out,
            "  {:<28} {:<20} {:<6} {}",
            sample.login,
            sample.role,
            sample.province.unwrap_or("-"),
            sample.seat.unwrap_or_default()
        )?;
    }
    if !samples.is_empty() {
        writeln!(
            out,
            "  Other provinces have the same, with the number of their ISO code: officer-10 is Isfahan's."
        )?;
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
