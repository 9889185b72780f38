//! Taking over a register of 100,000 licences with `parvaneh import`, beside the bare inserts of the very
//! rows that come of it: the same tables and indexes, the same settings of the connection, prepared
//! statements of as many rows, one transaction. And how much memory the command takes at its peak.
//!
//! `PARVANEH_BENCH_LINES` asks for another number of lines.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use entity::{event, inspection_turn, licence};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::{SolarHijri, add_years};
use parvaneh::domain::kernel::identity::{CompanyId, NationalCode};
use parvaneh::domain::kernel::province::Province;
use parvaneh::domain::placement::access::Actor;
use parvaneh::store::registry::Kind;
use parvaneh::store::{Connected, Database, Work};
use parvaneh::use_cases::opening;
use rust_xlsxwriter::Workbook;
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend,
    EntityTrait, IdenStatic, IntoActiveModel, Iterable, PrimaryKeyTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};
use uuid::Uuid;

use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ALTERNATIONS: usize = 3;

/// As many rows in a statement as the import has.
const TOGETHER: usize = 400;

/// Rows that are read at once to be written again; reading them is not counted.
const PAGE: u64 = 8_000;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let lines = match std::env::var("PARVANEH_BENCH_LINES") {
        Ok(lines) => lines.parse()?,
        Err(_) => 100_000,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // On a disk: a folder in memory would make a commit cost nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let today = Clock::world(0).today();
    let files = Files::written(folder.path(), lines, today)?;
    runtime.block_on(compare("SQLite", folder.path(), &files, &Server::None))?;
    let Ok(server) = std::env::var("PARVANEH_BENCH_POSTGRES") else {
        return Ok(());
    };
    let server = Server::Postgres(server);
    runtime.block_on(compare("PostgreSQL", folder.path(), &files, &server))
}

async fn compare(name: &str, folder: &Path, files: &Files, server: &Server) -> Outcome<()> {
    let (mut ratios, mut times, mut peaks) = (Vec::new(), [Vec::new(), Vec::new()], Vec::new());
    for _ in 0..ALTERNATIONS {
        let import = Registry::new(folder, server).await?;
        let (took, peak) = import.imports(&files.csv)?;
        let bare = Registry::new(folder, server).await?;
        let inserted = bare.inserts_what_is_in(&import).await?;
        ratios.push(took / inserted);
        times[0].push(took);
        times[1].push(inserted);
        peaks.push(peak);
        import.remove(server).await?;
        bare.remove(server).await?;
    }
    let lines = files.lines;
    let [took, inserted] = times.map(median);
    println!(
        "import: {name}: {lines} lines of CSV in {took:.1} s, bare inserts in {inserted:.1} s"
    );
    println!(
        "import: {name}: ratio {:.2} (wanted: at most 3.00)",
        median(ratios)
    );
    println!(
        "import: {name}: peak memory {:.0} MB (wanted: at most 200)",
        median(peaks)
    );
    let registry = Registry::new(folder, server).await?;
    let (took, peak) = registry.imports(&files.xlsx)?;
    registry.remove(server).await?;
    println!("import: {name}: {lines} lines of XLSX in {took:.1} s, peak memory {peak:.0} MB");
    Ok(())
}

/// A register in both forms.
struct Files {
    lines: u32,
    csv: PathBuf,
    xlsx: PathBuf,
}

const HEADINGS: [&str; 16] = [
    "شماره مجوز",
    "نام کاریابی",
    "نوع کاریابی",
    "استان",
    "شهر",
    "نشانی",
    "کد پستی",
    "تلفن",
    "نام و نام خانوادگی",
    "کد ملی",
    "نام شرکت",
    "شناسه ملی",
    "مدیر فنی",
    "کد ملی مدیر فنی",
    "تاریخ صدور",
    "اعتبار تا",
];

impl Files {
    fn written(folder: &Path, lines: u32, today: NaiveDate) -> Outcome<Self> {
        let until = SolarHijri::of(add_years(today, 1)).to_string();
        let (csv, xlsx) = (folder.join("register.csv"), folder.join("register.xlsx"));
        let mut text = HEADINGS.join(",");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, heading) in (0..).zip(HEADINGS) {
            sheet.write(0, column, heading)?;
        }
        for serial in 1..=lines {
            let row = row(serial, &until)?;
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
            write!(text, "\r\n{}", quoted.join(","))?;
            for (column, cell) in (0..).zip(&row) {
                sheet.write(serial, column, cell)?;
            }
        }
        std::fs::write(&csv, text)?;
        book.save(&xlsx)?;
        Ok(Self { lines, csv, xlsx })
    }
}

fn row(serial: u32, until: &str) -> Outcome<[String; 16]> {
    let body = format!("{:09}", 10_000_000 + serial);
    let mut codes = (0..10).map(|check| format!("{body}{check}"));
    let code = codes
        .rfind(|code| code.parse::<NationalCode>().is_ok())
        .ok_or("no national code")?;
    let body = format!("10{:08}", 10_000_000 + serial);
    let mut ids = (0..10).map(|check| format!("{body}{check}"));
    let company = ids
        .rfind(|id| id.parse::<CompanyId>().is_ok())
        .ok_or("no national id")?;
    let index = usize::try_from(serial)?;
    let province = Province::ALL[index % Province::ALL.len()].name_fa();
    let kind = ["داخلي", "داخلی", "خارجی", "دریایی"][index % 4];
    let name = ["نرگس رستگار", "سید علی رضوی", "مریم موسوی‌نژاد"][index % 3].to_owned();
    let day = format!("1399/{}/{}", serial % 12 + 1, serial % 28 + 1);
    let none = String::new;
    let holder = if serial.is_multiple_of(4) {
        [
            none(),
            none(),
            format!("شرکت آینده‌سازان {serial}"),
            company,
            name,
            code,
        ]
    } else {
        [name, code, none(), none(), none(), none()]
    };
    let [
        person,
        person_code,
        company,
        company_id,
        manager,
        manager_code,
    ] = holder;
    Ok([
        format!("۱۳۹۹/{serial}"),
        format!("كاريابي نوید زاینده‌رود {serial}"),
        kind.to_owned(),
        province.to_owned(),
        "مرکز استان".to_owned(),
        format!("خیابان امیرکبیر، کوچه بهار، پلاک {}، واحد ۴", serial % 400),
        "1346111111".to_owned(),
        "021-88888888".to_owned(),
        person,
        person_code,
        company,
        company_id,
        manager,
        manager_code,
        day,
        until.to_owned(),
    ])
}

enum Server {
    None,
    Postgres(String),
}

/// A registry with nothing in it.
struct Registry {
    name: String,
    folder: PathBuf,
    context: Context,
}

impl Registry {
    async fn new(folder: &Path, server: &Server) -> Outcome<Self> {
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let folder = folder.join(&name);
        std::fs::create_dir_all(&folder)?;
        let database_url = match server {
            Server::None => format!("sqlite://{}", folder.join("registry.db").display()),
            Server::Postgres(server) => {
                execute(server, &format!("CREATE DATABASE {name}")).await?;
                format!("{server}/{name}")
            }
        };
        let settings = Settings {
            database_url,
            database_pool: 2,
            listen: "127.0.0.1:0".parse()?,
            public_url: Some("http://127.0.0.1:8080".into()),
            folder: folder.clone(),
            token_hours: 12,
            connections: 16,
            request_seconds: 30,
            drain_seconds: 1,
            sign_ins_per_minute: std::num::NonZero::<u32>::MIN,
            answer_hours: 24,
        };
        let context = opening::open(settings, Kind::Real, Clock::world(0)).await?;
        Ok(Self {
            name,
            folder,
            context,
        })
    }

    async fn remove(self, server: &Server) -> Outcome<()> {
        drop(self.context);
        if let Server::Postgres(server) = server {
            execute(server, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        }
        Ok(std::fs::remove_dir_all(self.folder)?)
    }

    /// Runs the command; answers with the seconds it took and the megabytes at its peak.
    fn imports(&self, file: &Path) -> Outcome<(f64, f64)> {
        let began = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_parvaneh"))
            .args(["import", "--commit"])
            .arg(file)
            .env("PARVANEH_LOG", "off")
            .env("PARVANEH_FOLDER", &self.folder)
            .env("DATABASE_URL", &self.context.settings().database_url)
            .stdout(Stdio::null())
            .spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0.0;
        let ended = loop {
            peak = high_water(&status).unwrap_or(peak);
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let took = began.elapsed().as_secs_f64();
        if ended.success() {
            Ok((took, peak))
        } else {
            Err("the register was not imported".into())
        }
    }

    /// Writes the rows of another registry; answers with the seconds it took.
    async fn inserts_what_is_in(&self, other: &Self) -> Outcome<f64> {
        let from = sea_orm::Database::connect(&other.context.settings().database_url).await?;
        let database = Database::connect(&self.context.settings().database_url, 1).await?;
        let now = self.context.now();
        let mut took = Duration::ZERO;
        let began = Instant::now();
        let work = database.begin(&Actor::Host, None, now).await?;
        took += began.elapsed();
        let licences = licence::Entity::find().order_by_asc(licence::Column::Id);
        took += copy::<licence::Entity>(&from, &work, licences).await?;
        let turns =
            inspection_turn::Entity::find().order_by_asc(inspection_turn::Column::LicenceId);
        took += copy::<inspection_turn::Entity>(&from, &work, turns).await?;
        let events = event::Entity::find()
            .filter(event::Column::Noun.eq("licence"))
            .order_by_asc(event::Column::Id);
        took += copy::<event::Entity>(&from, &work, events).await?;
        let began = Instant::now();
        work.commit().await?;
        took += began.elapsed();
        from.close().await?;
        database.close().await?;
        Ok(took.as_secs_f64())
    }
}

async fn copy<E>(
    from: &DatabaseConnection,
    work: &Work,
    rows: sea_orm::Select<E>,
) -> Outcome<Duration>
where
    E: EntityTrait<Model: IntoActiveModel<<E as EntityTrait>::ActiveModel> + Send + Sync>,
{
    let mut took = Duration::ZERO;
    let mut read = 0;
    loop {
        let page = rows.clone().offset(read).limit(PAGE).all(from).await?;
        if page.is_empty() {
            return Ok(took);
        }
        read += PAGE;
        let values: Vec<Vec<Value>> = page.into_iter().map(values::<E>).collect();
        let batches: Vec<_> = values.chunks(TOGETHER).map(<[_]>::concat).collect();
        let statements: Vec<Statement> = batches
            .into_iter()
            .map(|batch| statement::<E>(work.connection().get_database_backend(), batch))
            .collect();
        let began = Instant::now();
        for statement in statements {
            work.connection().execute_raw(statement).await?;
        }
        took += began.elapsed();
    }
}

/// The columns that the database does not fill by itself.
fn columns<E: EntityTrait>() -> impl Iterator<Item = E::Column> {
    let by_itself = E::PrimaryKey::auto_increment();
    let keys: Vec<&'static str> = E::PrimaryKey::iter().map(|it| it.as_str()).collect();
    E::Column::iter().filter(move |it| !(by_itself && keys.contains(&it.as_str())))
}

fn values<E>(model: E::Model) -> Vec<Value>
where
    E: EntityTrait<Model: IntoActiveModel<<E as EntityTrait>::ActiveModel>>,
{
    let row: E::ActiveModel = model.into_active_model();
    let values = columns::<E>().map(|column| row.get(column));
    values
        .filter_map(|value| match value {
            ActiveValue::Set(value) | ActiveValue::Unchanged(value) => Some(value),
            ActiveValue::NotSet => None,
        })
        .collect()
}

fn statement<E: EntityTrait>(backend: DbBackend, values: Vec<Value>) -> Statement {
    let names: Vec<String> = columns::<E>()
        .map(|it| format!("\"{}\"", it.as_str()))
        .collect();
    let mut text = format!(
        "INSERT INTO \"{}\" ({}) VALUES ",
        E::default().table_name(),
        names.join(", ")
    );
    for at in 0..values.len() {
        text.push_str(match (at, at % names.len()) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        });
        if backend == DbBackend::Postgres {
            let _ = write!(text, "${}", at + 1);
        } else {
            text.push('?');
        }
    }
    text.push(')');
    Statement::from_sql_and_values(backend, text, values)
}

/// The most memory that a process had so far, in megabytes.
fn high_water(status: &str) -> Option<f64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

async fn execute(server: &str, statement: &str) -> Outcome<()> {
    let connection = sea_orm::Database::connect(server).await?;
    connection.execute_unprepared(statement).await?;
    Ok(connection.close().await?)
}
