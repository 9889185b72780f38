//! Letting 1,000 rulings become final whose term of appeal ran out, among 1,300,000 licences and
//! among 10,000: a revocation each, with its ban, 31 notices and settlement file.

use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::{Days, NaiveDate};
use entity::violation_case;
use parvaneh::clock::Clock;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::domain::kernel::closures::ClosedDays;
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::respondent::Respondent;
use parvaneh::domain::placement::ruling::{AppealTerm, Ruling, Service, ServiceMethod};
use parvaneh::store::closures;
use parvaneh::store::{Database, Versioned};
use parvaneh::use_cases::finality::lapse::lapse_due;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::filled::{self, DUE, FEW, MANY, Outcome, Rows};
use crate::median;

const ALTERNATIONS: u32 = 3;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    filled::on_both(compare)
}

async fn compare(name: &'static str, [few, many]: [String; 2], folder: PathBuf) -> Outcome<()> {
    let few = Filled::with(FEW, few, &folder.join("few")).await?;
    let many = Filled::with(MANY, many, &folder.join("many")).await?;
    let (mut ratios, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..ALTERNATIONS {
        let one = few.closes().await?;
        let other = many.closes().await?;
        ratios.push(other / one);
        times[0].push(one);
        times[1].push(other);
    }
    let [one, other] = times.map(median);
    println!("finality: {name}: {DUE} due terms in {one:.1} s among {FEW} licences");
    println!("finality: {name}: {DUE} due terms in {other:.1} s among {MANY} licences");
    let ratio = median(ratios);
    println!("finality: {name}: ratio {ratio:.2} (wanted: at most 1.30)");
    Ok(())
}

/// A registry with so many licences, and 1,000 rulings due on each of some days.
pub(crate) struct Filled {
    pub(crate) context: Context,
    pub(crate) clock: Clock,
    /// The days on which a thousand rulings each become final.
    pub(crate) finals: Vec<NaiveDate>,
}

impl Filled {
    pub(crate) async fn with(licences: u32, url: String, folder: &Path) -> Outcome<Self> {
        let (context, clock, rows) = filled::open(&url, folder).await?;
        let closed = closures::book(&Database::connect(&url, 1).await?).await?;
        let rows = Sentences { rows, closed };
        let began = Instant::now();
        let mut last = context.today();
        let mut finals = Vec::new();
        for day in 0..ALTERNATIONS {
            // A week between them, so that no two fall on one day.
            let served_on = context.today() + Days::new(u64::from(day) * 7);
            for serial in 1..=DUE {
                last = rows.sentenced(day * DUE + serial, served_on).await?;
            }
            finals.push(last);
        }
        let Sentences { rows, .. } = rows;
        rows.fill(licences - ALTERNATIONS * DUE, &filled::number(1)?)
            .await?;
        rows.connection.close().await?;
        let days = (last - context.today()).num_days() - i64::from(ALTERNATIONS) * 7;
        clock.advance(days * 86_400);
        println!(
            "finality: {licences} licences written in {:.0?}",
            began.elapsed()
        );
        Ok(Self {
            context,
            clock,
            finals,
        })
    }

    /// Lets the next day come on which 1,000 terms have run out, and closes them.
    async fn closes(&self) -> Outcome<f64> {
        let mut elapsed = 0.0;
        let mut closed = 0;
        while closed == 0 {
            self.clock.advance(86_400);
            let began = Instant::now();
            closed = lapse_due(&self.context).await?;
            elapsed = began.elapsed().as_secs_f64();
        }
        if closed == u64::from(DUE) {
            Ok(elapsed)
        } else {
            Err(format!("{closed} terms were closed").into())
        }
    }
}

/// Writes licences with rulings that were served.
struct Sentences {
    rows: Rows,
    closed: ClosedDays,
}

impl Sentences {
    /// A licence with a revocation that was served on a day; answers when that is final.
    async fn sentenced(&self, serial: u32, served_on: NaiveDate) -> Outcome<NaiveDate> {
        let term = Term::years(self.rows.at.date_naive(), 2);
        let licence = filled::licence(serial, term, &json!([]))?;
        let book = PolicyBook::default();
        let policies = Policies::on(&book, served_on);
        let service = Service {
            on: served_on,
            method: ServiceMethod::Electronic,
            proof: "رسید ۱۲".parse()?,
            document: None,
        };
        let term = AppealTerm::from_service(&service, &self.closed, licence.province(), &policies);
        let ruling: Ruling =
            serde_json::from_value(ruling_document(&licence, serial, &service, &term))?;
        let followed = licence
            .follow(&ruling, &policies, served_on)?
            .ok_or("the licence takes no note of its ruling")?;
        let licence = Versioned {
            value: followed,
            version: 1,
        };
        let licence = licence.value.value();
        self.rows.put(licence).await?;
        let case = violation_case::ActiveModel {
            id: Set(ruling.case()),
            version: Set(1),
            state: Set("ruled".to_owned()),
            document: Set(json!({})),
            number: Set(ruling.case().to_string()),
            licence_id: Set(licence.id()),
            province: Set("IR-23".to_owned()),
            opened_on: Set(served_on),
            awaits_referral: Set(false),
            ..Default::default()
        };
        violation_case::Entity::insert(case)
            .exec_without_returning(&self.rows.connection)
            .await?;
        self.rows.put(&ruling).await?;
        Ok(term.final_on())
    }
}

fn ruling_document(licence: &Licence, serial: u32, service: &Service, term: &AppealTerm) -> Value {
    let on = service.on;
    let seats = ["P1", "P2", "P3", "P5"];
    json!({
        "id": Uuid::now_v7(), "case": Uuid::now_v7(), "respondent": Respondent::of(licence),
        "content": {
            "facts_on": on - Days::new(60),
            "finding": {"finding": "violation", "heads": [{"clause": 4, "breached": null}],
                "penalty": {"class": "revocation"}},
            "legal_basis": [{"basis": "law", "citation": "A15.4"}],
            "reasons": "دریافت وجه خارج از تعرفه",
            "matching": {"matching": "no_matching_directive", "reasons": "شدت تخلف"},
        },
        "amendments": [],
        "state": {"state": "served",
            "issue": {
                "vote": {"session": Uuid::now_v7(), "decided_on": on, "tally": {
                    "entitled": seats, "present": seats, "recused": [],
                    "votes": {"P1": "for", "P2": "for", "P3": "for", "P5": "for"},
                    "quorum_needed": 4, "in_favour": 4, "against": 0, "abstained": 0,
                    "verdict": "carried"}},
                "signature": {"seat": "P1", "account": Uuid::now_v7(), "person": "ناهید نمونه",
                    "on": on},
                "number": format!("R23-1405-{serial:06}"), "on": on,
            },
            "served": {"service": service, "term": term, "interrupted_until": null},
        },
    })
}
