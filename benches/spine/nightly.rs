//! A night in which 1,000 licences have something due, among 1,300,000 of them and among 10,000: half of
//! them a reminder that they expire in thirty days, which is queued and delivered, the other half the
//! end of a suspension. Everything else that the calendar looks after each night is looked after too.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::Days;
use parvaneh::clock::Clock;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::jobs::nightly;
use serde_json::json;
use uuid::Uuid;

use crate::filled::{self, DUE, FEW, MANY, Outcome, Rows};
use crate::median;

const ALTERNATIONS: u32 = 3;
/// The nights that are measured lie so many days from one another.
const APART: u64 = 3;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    filled::on_both(compare)
}

async fn compare(name: &'static str, [few, many]: [String; 2], folder: PathBuf) -> Outcome<()> {
    let few = Registry::with(FEW, &few, &folder.join("few")).await?;
    let many = Registry::with(MANY, &many, &folder.join("many")).await?;
    let (mut ratios, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..ALTERNATIONS {
        let one = few.sleeps().await?;
        let other = many.sleeps().await?;
        ratios.push(other / one);
        times[0].push(one);
        times[1].push(other);
    }
    let [one, other] = times.map(median);
    println!("nightly: {name}: {DUE} due licences in {one:.2} s among {FEW}");
    println!("nightly: {name}: {DUE} due licences in {other:.2} s among {MANY}");
    let ratio = median(ratios);
    println!("nightly: {name}: ratio {ratio:.2} (wanted: at most 1.30)");
    Ok(())
}

/// A registry with so many licences, of which 1,000 have something due on each of some days.
struct Registry {
    context: Context,
    clock: Clock,
    process: Uuid,
}

impl Registry {
    async fn with(licences: u32, url: &str, folder: &Path) -> Outcome<Self> {
        let (context, clock, rows) = filled::open(url, folder).await?;
        let began = Instant::now();
        let process = Uuid::now_v7();
        // The registry has been looked after until today.
        nightly(&context, process).await?;
        for night in 0..ALTERNATIONS {
            let on = context.today() + Days::new(APART * u64::from(night + 1));
            for serial in 1..=DUE {
                given_due(&rows, night * DUE + serial, context.today(), on).await?;
            }
        }
        rows.fill(licences - ALTERNATIONS * DUE, &filled::number(2)?)
            .await?;
        rows.connection.close().await?;
        println!(
            "nightly: {licences} licences written in {:.0?}",
            began.elapsed()
        );
        Ok(Self {
            context,
            clock,
            process,
        })
    }

    /// Lets the next night come on which 1,000 licences have something due.
    async fn sleeps(&self) -> Outcome<f64> {
        self.clock.advance(APART.cast_signed() * 86_400);
        let began = Instant::now();
        let done = nightly(&self.context, self.process).await?;
        let elapsed = began.elapsed().as_secs_f64();
        // Half are suspensions, half reminders, and these are delivered besides.
        if done == u64::from(DUE + DUE / 2) {
            Ok(elapsed)
        } else {
            Err(format!("{done} things were done").into())
        }
    }
}

/// A licence with something due on a day: one with an even serial is suspended until then, the others
/// expire thirty days later. The second one of all serves as pattern and is suspended as well.
async fn given_due(
    rows: &Rows,
    serial: u32,
    today: chrono::NaiveDate,
    on: chrono::NaiveDate,
) -> Outcome<()> {
    let before = today - Days::new(100);
    let (term, facts) = if serial.is_multiple_of(2) {
        let suspended = json!([{"effective": before, "recorded_on": before, "what": {
            "what": "suspended", "ruling": Uuid::now_v7(), "until_exclusive": on}}]);
        (Term::years(before, 2), suspended)
    } else {
        let end = on + Days::new(30);
        (Term::between(before, end)?, json!([]))
    };
    rows.put(&filled::licence(serial, term, &facts)?).await
}
