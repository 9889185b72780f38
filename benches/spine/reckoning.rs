//! A new closure that moves 1,000 terms of appeal, among 1,300,000 licences and among 10,000: each term
//! is reckoned anew, with its ruling and the licence that follows it, in one unit of work.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use parvaneh::context::Context;
use parvaneh::domain::kernel::closures::Closure;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::use_cases::closure::record::{Closed, RecordClosure};
use parvaneh::use_cases::perform;
use uuid::Uuid;

use crate::filled::{self, DUE, FEW, MANY, Outcome};
use crate::finality::Filled;
use crate::median;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    filled::on_both(compare)
}

async fn compare(name: &'static str, [few, many]: [String; 2], folder: PathBuf) -> Outcome<()> {
    let few = running(FEW, few, &folder.join("few")).await?;
    let many = running(MANY, many, &folder.join("many")).await?;
    let (mut ratios, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
    for (last_of_few, last_of_many) in few.lasts.iter().zip(&many.lasts) {
        let one = closes(&few.context, *last_of_few).await?;
        let other = closes(&many.context, *last_of_many).await?;
        ratios.push(other / one);
        times[0].push(one);
        times[1].push(other);
    }
    let [one, other] = times.map(median);
    println!("reckoning: {name}: {DUE} terms moved in {one:.1} s among {FEW} licences");
    println!("reckoning: {name}: {DUE} terms moved in {other:.1} s among {MANY} licences");
    let ratio = median(ratios);
    println!("reckoning: {name}: ratio {ratio:.2} (wanted: at most 1.30)");
    Ok(())
}

/// A registry in which terms of appeal run, with the last days on which a thousand of them end.
struct Running {
    context: Context,
    lasts: Vec<NaiveDate>,
}

async fn running(licences: u32, url: String, folder: &Path) -> Outcome<Running> {
    let filled = Filled::with(licences, url, folder).await?;
    // All terms were served within two weeks; one day before the first of them ends, all run.
    let first = filled.finals.first().copied().ok_or("no terms")?;
    let back = (filled.context.today() - first).num_days() + 2;
    filled.clock.advance(-back * 86_400);
    let before = |day: &NaiveDate| day.pred_opt();
    Ok(Running {
        lasts: filled.finals.iter().filter_map(before).collect(),
        context: filled.context,
    })
}

/// Closes the last day of a thousand terms, which end later then; how long that takes, in seconds.
async fn closes(context: &Context, last: NaiveDate) -> Outcome<f64> {
    let centre = Actor::Account {
        id: Uuid::now_v7(),
        name: String::new(),
        grants: vec![Grant::of(Role::CentralOfficer, None)],
    };
    let closure = Closure {
        date: last,
        province: None,
        name_fa: "تعطیلی".to_owned(),
        name_en: "Closed".to_owned(),
        provisional: false,
    };
    let command = RecordClosure {
        closed: Closed::Day(closure),
        expected: None,
    };
    let began = Instant::now();
    perform(context, &centre, &command, None).await?;
    Ok(began.elapsed().as_secs_f64())
}
