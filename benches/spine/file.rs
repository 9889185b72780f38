//! Filing applications through the use case, beside plain SQL that writes the very same rows.
//!
//! The plain side is one transaction of five prepared statements on a connection of its own to the
//! same database, with the same guarantees: the serial number, the application, its event and the
//! idempotent answer, as the use case has written them, under other keys. It reads nothing, computes
//! no hash and renders no JSON.

use std::path::Path;
use std::time::Instant;

use chrono::NaiveDate;
use entity::{application, event, idempotent_answer};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::domain::placement::agency::{AgencyKind, AgencyProfile, Channel};
use parvaneh::domain::placement::application::{Declarations, Filing};
use parvaneh::domain::placement::party::{
    Applicant, EducationDegree, Nationality, NaturalPerson, Sex,
};
use parvaneh::domain::placement::premises::Premises;
use parvaneh::store::passwords;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::account::open::OpenAccount;
use parvaneh::use_cases::application::create::CreateApplication;
use parvaneh::use_cases::{IdempotencyKey, opening, perform};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, IdenStatic,
    IsolationLevel, Iterable, ModelTrait, QueryOrder, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait, Value,
};
use uuid::Uuid;

use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ALTERNATIONS: usize = 9;
const ROUND: u32 = 300;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // On a disk: a folder in memory would make a commit cost nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let sqlite = format!("sqlite://{}", folder.path().join("registry.db").display());
    runtime.block_on(compare("SQLite", sqlite, folder.path()))?;
    if let Ok(server) = std::env::var("PARVANEH_BENCH_POSTGRES") {
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let folder = tempfile::tempdir()?;
        runtime.block_on(async {
            let server_side = sea_orm::Database::connect(&server).await?;
            let create = format!("CREATE DATABASE {name}");
            server_side.execute_unprepared(&create).await?;
            let measured = compare("PostgreSQL", format!("{server}/{name}"), folder.path()).await;
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            server_side.execute_unprepared(&drop).await?;
            measured
        })?;
    }
    Ok(())
}

async fn compare(name: &str, url: String, folder: &Path) -> Outcome<()> {
    let settings = Settings {
        database_url: url.clone(),
        database_pool: 2,
        listen: "127.0.0.1:0".parse()?,
        public_url: Some("http://127.0.0.1:8080".to_owned()),
        folder: folder.to_owned(),
        token_hours: 12,
        answer_hours: 24,
        connections: 16,
        request_seconds: 30,
        drain_seconds: 1,
        sign_ins_per_minute: std::num::NonZero::<u32>::MIN,
    };
    let context = opening::open(settings, Kind::Real, Clock::world(0)).await?;
    let opened = OpenAccount {
        login: "operator".parse()?,
        name: "نرگس رستگار".parse()?,
        grants: vec![Grant {
            role: Role::Operator,
            province: None,
            guild: None,
        }],
        password: passwords::hash("a long enough password".into()).await?,
    };
    let opened = perform(&context, &Actor::Host, &opened, None).await?.value;
    let operator = opened.actor();
    file(&context, &operator).await?;
    let plain = connect(&url).await?;
    let rows = Rows::read(&plain).await?;
    rows.write(&plain).await?;
    let (mut ratios, mut filed, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ALTERNATIONS {
        let began = Instant::now();
        for _ in 0..ROUND {
            rows.write(&plain).await?;
        }
        let bare = began.elapsed().as_secs_f64();
        let began = Instant::now();
        for _ in 0..ROUND {
            file(&context, &operator).await?;
        }
        let full = began.elapsed().as_secs_f64();
        ratios.push(full / bare);
        filed.push(full * 1e6 / f64::from(ROUND));
        written.push(bare * 1e6 / f64::from(ROUND));
    }
    println!(
        "file: {name}: {:.0} µs an application, {:.0} µs its rows in plain SQL",
        median(filed),
        median(written)
    );
    println!(
        "file: {name}: ratio {:.2} (wanted: at most 2.50)",
        median(ratios)
    );
    Ok(())
}

/// Files one application with a key that nobody has used.
async fn file(context: &Context, operator: &Actor) -> Outcome<()> {
    let command = CreateApplication {
        province: "IR-23".parse()?,
        filing: filing()?,
    };
    let key = IdempotencyKey::parse(&Uuid::now_v7().to_string());
    perform(context, operator, &command, key.as_ref()).await?;
    Ok(())
}

fn filing() -> Outcome<Filing> {
    Ok(Filing {
        profile: AgencyProfile {
            name: "کاریابی نوید زاینده‌رود".parse()?,
            kind: AgencyKind::Domestic,
            channel: Channel::Physical,
            target_countries: Vec::new(),
        },
        applicant: Applicant::Natural {
            person: NaturalPerson {
                national_code: "0076229645".parse()?,
                given_name: "نرگس".parse()?,
                family_name: "رستگار اصفهانی".parse()?,
                father_name: None,
                birth_date: NaiveDate::from_ymd_opt(1990, 5, 1).ok_or("no day")?,
                sex: Sex::Female,
                nationality: Nationality::Iranian,
                religion: None,
                education: EducationDegree::Master,
                military: None,
                mobile: "09123456789".parse()?,
            },
        },
        premises: Some(Premises {
            province: "IR-23".parse()?,
            city: "تهران".parse()?,
            address: "خیابان آزادی، پلاک ۱۲".parse()?,
            postal_code: "1619735744".parse()?,
            landline: "02188888888".parse()?,
        }),
        website: None,
        languages: Vec::new(),
        declarations: Declarations {
            not_a_manpower_contractor: true,
            not_employed_by_the_state: true,
        },
    })
}

/// One connection as the registry's writer has it.
async fn connect(url: &str) -> Outcome<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
        });
    Ok(sea_orm::Database::connect(options).await?)
}

/// The rows that one application leaves, and the statements that write them.
struct Rows {
    application: Insert,
    event: Insert,
    answer: Insert,
}

struct Insert {
    sql: String,
    names: Vec<String>,
    values: Vec<Value>,
}

impl Rows {
    async fn read(connection: &DatabaseConnection) -> Outcome<Self> {
        let application = application::Entity::find().one(connection).await?;
        let events = event::Entity::find().order_by_desc(event::Column::Id);
        let answer = idempotent_answer::Entity::find().one(connection).await?;
        Ok(Self {
            application: Insert::of::<application::Entity>(&application.ok_or("no row")?, ""),
            event: Insert::of::<event::Entity>(
                &events.one(connection).await?.ok_or("no event")?,
                "id",
            ),
            answer: Insert::of::<idempotent_answer::Entity>(&answer.ok_or("no answer")?, ""),
        })
    }

    /// Writes the rows anew under other keys, all or nothing.
    async fn write(&self, connection: &DatabaseConnection) -> Outcome<()> {
        let backend = connection.get_database_backend();
        let options = TransactionOptions {
            isolation_level: (backend == DbBackend::Postgres)
                .then_some(IsolationLevel::Serializable),
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let work = connection.begin_with_options(options).await?;
        let serial =
            Statement::from_sql_and_values(backend, SERIAL, ["plain".into(), 1_i64.into()]);
        work.query_one_raw(serial).await?;
        let (id, key) = (Uuid::now_v7(), Uuid::now_v7().to_string());
        let application: &[(&str, Value)] =
            &[("id", id.into()), ("file_number", format!("P{key}").into())];
        for (insert, fresh) in [
            (&self.application, application),
            (&self.event, &[("subject_id", id.into())]),
            (&self.answer, &[("key", key.into())]),
        ] {
            work.execute_raw(insert.statement(backend, fresh)).await?;
        }
        work.commit().await?;
        Ok(())
    }
}

const SERIAL: &str = "INSERT INTO serial (name, last) VALUES ($1, $2) \
    ON CONFLICT (name) DO UPDATE SET last = serial.last + 1 RETURNING name, last";

impl Insert {
    /// The statement that writes a row again, but for the column that the database counts.
    fn of<E: EntityTrait>(row: &E::Model, counted: &str) -> Self {
        let columns = || E::Column::iter().filter(|it| it.as_str() != counted);
        let names: Vec<_> = columns().map(|it| format!("\"{}\"", it.as_str())).collect();
        let places: Vec<_> = (1..=names.len()).map(|at| format!("${at}")).collect();
        Self {
            sql: format!(
                "INSERT INTO \"{}\" ({}) VALUES ({})",
                E::default().table_name(),
                names.join(", "),
                places.join(", ")
            ),
            values: columns().map(|it| row.get(it)).collect(),
            names: columns().map(|it| it.as_str().to_owned()).collect(),
        }
    }

    /// The same row with fresh values in some columns.
    fn statement(&self, backend: DbBackend, fresh: &[(&str, Value)]) -> Statement {
        let values = self.names.iter().zip(&self.values).map(|(name, value)| {
            let fresh = fresh.iter().find(|(column, _)| column == name);
            fresh.map_or(value, |(_, fresh)| fresh).clone()
        });
        Statement::from_sql_and_values(backend, &self.sql, values)
    }
}
