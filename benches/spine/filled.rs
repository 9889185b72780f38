//! A registry with very many licences. Those that nothing happens to are written by plain SQL from one
//! of them, whole and with their events; the others are documents of the domain in rows of the store.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{AggregateTable, event};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::domain::placement::agency::AgencyKind;
use parvaneh::domain::placement::licence::{Licence, LicenceNumber, Series};
use parvaneh::store::aggregates::Stored;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::opening;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How many licences the small registry has.
pub(crate) const FEW: u32 = 10_000;
/// How many licences the large registry has.
pub(crate) const MANY: u32 = 1_300_000;
/// What is due at a time in either.
pub(crate) const DUE: u32 = 1_000;

/// Measures something in a small and a large registry: on SQLite, and on PostgreSQL if a server is
/// named.
pub(crate) fn on_both<F>(
    measure: impl Fn(&'static str, [String; 2], std::path::PathBuf) -> F,
) -> Outcome<()>
where
    F: Future<Output = Outcome<()>>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // On a disk: a folder in memory would make a commit cost nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    let files = [url("few.db"), url("many.db")];
    runtime.block_on(measure("SQLite", files, folder.path().to_owned()))?;
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
        let measured = measure("PostgreSQL", urls, folder.path().to_owned()).await;
        for name in names {
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            server_side.execute_unprepared(&drop).await?;
        }
        measured
    })
}

/// A new registry, with a clock that stands at 10:00 of 1405/09/01 in Tehran.
pub(crate) async fn open(url: &str, folder: &Path) -> Outcome<(Context, Clock, Rows)> {
    let settings = Settings {
        database_url: url.to_owned(),
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
    let at: DateTime<Utc> = "2026-11-22T06:30:00Z".parse()?;
    let clock = Clock::standing_at(at);
    let context = opening::open(settings, Kind::Real, clock.clone()).await?;
    let connection = sea_orm::Database::connect(url).await?;
    Ok((context, clock, Rows { connection, at }))
}

/// Writes rows past all rules.
pub(crate) struct Rows {
    pub(crate) connection: DatabaseConnection,
    pub(crate) at: DateTime<Utc>,
}

impl Rows {
    /// Writes a value with its first event.
    pub(crate) async fn put<T: Stored>(&self, value: &T) -> Outcome<()> {
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

    /// So many licences that nothing happens to, with their events, after the pattern of one that is
    /// there; their terms end on the days of three and a half years.
    pub(crate) async fn fill(&self, number: u32, pattern: &LicenceNumber) -> Outcome<()> {
        let sqlite = self.connection.get_database_backend() == DbBackend::Sqlite;
        let (numbers, id, until) = if sqlite {
            let numbers = format!(
                "WITH RECURSIVE it(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM it WHERE n < {number})"
            );
            let until = "date(one.term_until, '+' || (it.n % 1300) || ' days')";
            (numbers, "randomblob(16)", until)
        } else {
            let numbers = format!("WITH it(n) AS (SELECT generate_series(1, {number}))");
            let until = "one.term_until + (it.n % 1300)";
            (numbers, "gen_random_uuid()", until)
        };
        let fill = format!(
            "{numbers} INSERT INTO licence (id, version, state, document, number, application_id, \
             operator, province, kind, channel, agency, agency_key, holder_key, manager_key, \
             term_from, term_until) SELECT {id}, 1, 'granted', one.document, 'F-' || it.n, \
             {id}, one.operator, one.province, one.kind, one.channel, one.agency, \
             one.agency_key, 'company:' || it.n, one.manager_key, one.term_from, {until} \
             FROM it CROSS JOIN (SELECT * FROM licence WHERE number = '{pattern}') AS one"
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

/// The number of a licence with a serial.
pub(crate) fn number(serial: u32) -> Outcome<LicenceNumber> {
    let series = Series {
        demo: false,
        province: "IR-23".parse()?,
        kind: AgencyKind::Domestic,
        year: 1405,
    };
    Ok(LicenceNumber::new(series, serial)?)
}

/// A licence with a serial, a term and what has been decided about it.
pub(crate) fn licence(serial: u32, term: Term, facts: &Value) -> Outcome<Licence> {
    let from: NaiveDate = term.from;
    let document = json!({
        "id": Uuid::now_v7(), "number": number(serial)?,
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
        "term": term,
        "documents": [{"version": 1, "issued_on": from, "signed_by": "ناهید نمونه"}],
        "facts": facts,
    });
    Ok(serde_json::from_value(document)?)
}
