//! The first page of open matches with the list of bans, among 1,300,000 licences and among 10,000: a
//! thousand licences are of one banned person, beside whom a thousand companies are banned that hold
//! none.

use std::path::{Path, PathBuf};
use std::time::Instant;

use entity::ban_subject;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::domain::placement::ban::{Ban, Party, Revocation, Subject, SubjectRole};
use parvaneh::domain::placement::policies::Policies;
use parvaneh::use_cases::ban::matches;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::filled::{self, DUE, FEW, MANY, Outcome, Rows};
use crate::median;

const ALTERNATIONS: u32 = 5;
/// A page is too quick to be timed alone.
const PAGES: u32 = 20;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    filled::on_both(compare)
}

async fn compare(name: &'static str, [few, many]: [String; 2], folder: PathBuf) -> Outcome<()> {
    let few = filled_with(FEW, &few, &folder.join("few")).await?;
    let many = filled_with(MANY, &many, &folder.join("many")).await?;
    let (mut ratios, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..ALTERNATIONS {
        let one = listed(&few).await?;
        let other = listed(&many).await?;
        ratios.push(other / one);
        times[0].push(one);
        times[1].push(other);
    }
    let [one, other] = times.map(|it| median(it) * 1_000.0);
    println!("matches: {name}: a page of {DUE} matches in {one:.1} ms among {FEW} licences");
    println!("matches: {name}: a page of {DUE} matches in {other:.1} ms among {MANY} licences");
    let ratio = median(ratios);
    println!("matches: {name}: ratio {ratio:.2} (wanted: at most 1.30)");
    Ok(())
}

async fn filled_with(licences: u32, url: &str, folder: &Path) -> Outcome<Context> {
    let (context, _, rows) = filled::open(url, folder).await?;
    let began = Instant::now();
    let term = Term::years(context.today(), 2);
    for serial in 1..=DUE {
        let licence = filled::licence(serial, term, &json!([]))?;
        rows.put(&licence).await?;
    }
    banned(&rows, &context).await?;
    rows.fill(licences - DUE, &filled::number(1)?).await?;
    rows.connection.close().await?;
    println!(
        "matches: {licences} licences written in {:.0?}",
        began.elapsed()
    );
    Ok(context)
}

/// The running ban of the person who holds the thousand licences, and those of a thousand companies.
async fn banned(rows: &Rows, context: &Context) -> Outcome<()> {
    let today = context.today();
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today);
    let person = Party::Person {
        national_code: "0076229645".parse()?,
    };
    let companies = (1..=DUE).map(|serial| {
        let company_id = company(serial).parse()?;
        Ok(Party::Company { company_id })
    });
    let parties = std::iter::once(Ok(person)).chain(companies);
    for (serial, party) in parties
        .collect::<Outcome<Vec<_>>>()?
        .into_iter()
        .enumerate()
    {
        let revocation = Revocation {
            ruling: format!("رأی {serial}").parse()?,
            final_on: today,
            province: "IR-07".parse()?,
            agency: "کاریابی نمونه".parse()?,
            kind: None,
            licence: None,
        };
        let key = party.key();
        let role = SubjectRole::Holder;
        let subjects = vec![Subject { role, party }];
        let ban = Ban::import(Uuid::now_v7(), subjects, revocation, &policies, today)?;
        let ban = ban.value();
        rows.put(ban).await?;
        let key = ban_subject::ActiveModel {
            party_key: Set(key),
            ban_id: Set(ban.id()),
        };
        ban_subject::Entity::insert(key)
            .exec_without_returning(&rows.connection)
            .await?;
    }
    Ok(())
}

/// A national id of a company with a serial and the right last digit.
fn company(serial: u32) -> String {
    let digits = format!("140{serial:07}");
    let values: Vec<u32> = digits.chars().filter_map(|it| it.to_digit(10)).collect();
    let tenth = values.last().copied().unwrap_or_default() + 2;
    let weights = [29, 27, 23, 19, 17].into_iter().cycle();
    let sum: u32 = values
        .iter()
        .zip(weights)
        .map(|(it, weight)| (it + tenth) * weight)
        .sum();
    format!("{digits}{}", sum % 11 % 10)
}

/// How long a page of the list takes that somebody at the centre asks for, in seconds.
async fn listed(context: &Context) -> Outcome<f64> {
    let centre = Actor::Account {
        id: Uuid::now_v7(),
        name: String::new(),
        grants: vec![Grant::of(Role::CentralOfficer, None)],
    };
    let began = Instant::now();
    for _ in 0..PAGES {
        let (page, next) = matches::list(context, &centre, None, None, 100).await?;
        if page.len() != 100 || next.is_none() {
            return Err(format!("a page of {} matches", page.len()).into());
        }
    }
    Ok(began.elapsed().as_secs_f64() / f64::from(PAGES))
}
