//! Letting 1,000 rulings become final whose term of appeal ran out, among 1,300,000 licences and
//! among 10,000: a revocation each, with its ban, 31 notices and settlement file.
//!
//! The licences that nothing happens to are written by plain SQL from one of them, whole and with
//! their events; those with a ruling are documents of the domain in rows of the store.

use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::{AggregateTable, event, violation_case};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::agency::AgencyKind;
use parvaneh::domain::placement::licence::{Licence, LicenceNumber, Series};
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::respondent::Respondent;
use parvaneh::domain::placement::ruling::{AppealTerm, Ruling, Service, ServiceMethod};
use parvaneh::store::aggregates::Stored;
use parvaneh::store::closures;
use parvaneh::store::registry::Kind;
use parvaneh::store::{Database, Versioned};
use parvaneh::use_cases::finality::lapse::lapse_due;
use parvaneh::use_cases::opening;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const FEW: u32 = 10_000;
const MANY: u32 = 1_300_000;
const DUE: u32 = 1_000;
const ALTERNATIONS: u32 = 3;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // On a disk: a folder in memory would make a commit cost nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    runtime.block_on(compare(
        "SQLite",
        [url("few.db"), url("many.db")],
        folder.path(),
    ))?;
    let Ok(server) = std::env::var("PARVANEH_BENCH_POSTGRES") else {
        return Ok(());
    };
    runtime.block_on(async {
        let server_side = sea_orm::Database::connect(&server).await?;
        let names = ["few", "many"].map(|it| format!("bench_{it}_{}", Uuid::now_v7().simple()));
        for name in &names {
            let create = format!("CREATE DATABASE {name}");
            server_side.execute_unprepared(&create).await?;
        }
        let urls = names.clone().map(|name| format!("{server}/{name}"));
        let measured = compare("PostgreSQL", urls, folder.path()).await;
        for name in names {
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            server_side.execute_unprepared(&drop).await?;
        }
        measured
    })
}

async fn compare(name: &str, [few, many]: [String; 2], folder: &Path) -> Outcome<()> {
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
struct Filled {
    context: Context,
    clock: Clock,
}

impl Filled {
    async fn with(licences: u32, url: String, folder: &Path) -> Outcome<Self> {
        let settings = Settings {
            database_url: url.clone(),
            database_pool: 2,
            listen: "127.0.0.1:0".parse()?,
            public_url: Some("http://127.0.0.1:8080".into()),
            folder: folder.to_owned(),
            token_hours: 12,
            answer_hours: 24,
            connections: 16,
            request_seconds: 30,
            drain_seconds: 1,
            sign_ins_per_minute: std::num::NonZero::<u32>::MIN,
        };
        let start: DateTime<Utc> = "2026-11-22T06:30:00Z".parse()?;
        let clock = Clock::standing_at(start);
        let context = opening::open(settings, Kind::Real, clock.clone()).await?;
        let rows = Rows {
            connection: sea_orm::Database::connect(&url).await?,
            closed: closures::book(&Database::connect(&url, 1).await?).await?,
            at: start,
        };
        let began = Instant::now();
        let mut last = context.today();
        for day in 0..ALTERNATIONS {
            // A week between them, so that no two fall on one day.
            let served_on = context.today() + Days::new(u64::from(day) * 7);
            for serial in 1..=DUE {
                last = rows.sentenced(day * DUE + serial, served_on).await?;
            }
        }
        rows.fill(licences - ALTERNATIONS * DUE).await?;
        rows.connection.close().await?;
        let days = (last - context.today()).num_days() - i64::from(ALTERNATIONS) * 7;
        clock.advance(days * 86_400);
        println!(
            "finality: {licences} licences written in {:.0?}",
            began.elapsed()
        );
        Ok(Self { context, clock })
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

struct Rows {
    connection: DatabaseConnection,
    closed: parvaneh::domain::kernel::closures::ClosedDays,
    at: DateTime<Utc>,
}

impl Rows {
    /// A licence with a revocation that was served on a day; answers when that is final.
    async fn sentenced(&self, serial: u32, served_on: NaiveDate) -> Outcome<NaiveDate> {
        let licence = licence(serial, self.at.date_naive())?;
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
        self.put(licence).await?;
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
            .exec_without_returning(&self.connection)
            .await?;
        self.put(&ruling).await?;
        Ok(term.final_on())
    }

    /// Writes a value with its first event.
    async fn put<T: Stored>(&self, value: &T) -> Outcome<()> {
        let mut row = value.columns();
        row.set(T::Table::ID, value.id().into());
        row.set(T::Table::VERSION, 1_i64.into());
        row.set(T::Table::STATE, value.state().into());
        row.set(T::Table::DOCUMENT, serde_json::to_value(value)?.into());
        T::Table::insert(row)
            .exec_without_returning(&self.connection)
            .await?;
        let event = event::ActiveModel {
            id: NotSet,
            noun: Set(T::NOUN.to_owned()),
            subject_id: Set(value.id()),
            version: Set(1),
            name: Set("written".to_owned()),
            citation: Set("A10".to_owned()),
            at: Set(self.at),
            on: Set(self.at.date_naive()),
            actor: Set(None),
            role: Set("calendar".to_owned()),
            payload: Set("{}".to_owned()),
            document_hash: Set(String::new()),
            previous_hash: Set(None),
            hash: Set(value.id().to_string()),
            sealed: Set(true),
        };
        event::Entity::insert(event)
            .exec_without_returning(&self.connection)
            .await?;
        Ok(())
    }

    /// So many licences that nothing happens to, with their events, from the one with serial 1.
    async fn fill(&self, number: u32) -> Outcome<()> {
        let sqlite = self.connection.get_database_backend() == DbBackend::Sqlite;
        let (numbers, id, application) = if sqlite {
            let numbers = format!(
                "WITH RECURSIVE it(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM it WHERE n < {number})"
            );
            (numbers, "randomblob(16)", "randomblob(16)")
        } else {
            let numbers = format!("WITH it(n) AS (SELECT generate_series(1, {number}))");
            (numbers, "gen_random_uuid()", "gen_random_uuid()")
        };
        let template = format!(
            "(SELECT * FROM licence WHERE number = '{}') AS one",
            licence(1, self.at.date_naive())?.number()
        );
        let fill = format!(
            "{numbers} INSERT INTO licence (id, version, state, document, number, application_id, \
             operator, province, kind, channel, agency, agency_key, holder_key, manager_key, \
             term_from, term_until) SELECT {id}, 1, 'granted', one.document, 'F-' || it.n, \
             {application}, one.operator, one.province, one.kind, one.channel, one.agency, \
             one.agency_key, 'company:' || it.n, one.manager_key, one.term_from, one.term_until \
             FROM it CROSS JOIN {template}"
        );
        let events = "INSERT INTO event (noun, subject_id, version, name, citation, at, \"on\", \
             actor, role, payload, document_hash, previous_hash, hash, sealed) \
             SELECT one.noun, licence.id, 1, one.name, one.citation, one.at, one.\"on\", one.actor, \
             one.role, one.payload, one.document_hash, one.previous_hash, licence.number, one.sealed \
             FROM licence CROSS JOIN (SELECT * FROM event WHERE name = 'written' LIMIT 1) AS one \
             WHERE licence.number LIKE 'F-%'";
        // Without a fresh picture of its tables PostgreSQL plans for the empty ones of before.
        for statement in [fill.as_str(), events, "ANALYZE"] {
            self.connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

fn licence(serial: u32, today: NaiveDate) -> Outcome<Licence> {
    let series = Series {
        demo: false,
        province: "IR-23".parse()?,
        kind: AgencyKind::Domestic,
        year: 1405,
    };
    let document = json!({
        "id": Uuid::now_v7(), "number": LicenceNumber::new(series, serial)?,
        "grant": {
            "application": Uuid::now_v7(), "operator": Uuid::nil(),
            "agency": "کاریابی نوید زاینده‌رود", "kind": "domestic", "channel": "physical",
            "holder": {"holder": "natural", "name": "نرگس رستگار"},
            "parties": [{"role": "holder",
                "party": {"party": "person", "national_code": "0076229645"}}],
            "premises": {"province": "IR-23", "city": "تهران", "address": "خیابان آزادی، پلاک ۱۲",
                "postal_code": "1619735744", "landline": "02188888888"},
            "website": null, "guarantee": null,
        },
        "term": Term::years(today, 2),
        "documents": [{"version": 1, "issued_on": today, "signed_by": "ناهید نمونه"}],
        "facts": [],
    });
    Ok(serde_json::from_value(document)?)
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
