//! Verifying licences by number over HTTP among 1,300,000, beside an empty handler of the framework.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::Term;
use parvaneh::domain::kernel::province::Province;
use parvaneh::domain::placement::agency::{AgencyKind, Channel};
use parvaneh::domain::placement::licence::{LicenceNumber, LicenceState, Series};
use parvaneh::domain::placement::register::Entry;
use parvaneh::doors;
use parvaneh::http::listener::{self, Limits};
use parvaneh::store::register::file::Folder;
use parvaneh::store::register::heads::Statement;
use parvaneh::store::register::{Gathering, Head, Issue, List};
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::opening;
use poem::endpoint::make_sync;
use poem::{Endpoint, Route};

use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const LICENCES: u32 = 1_300_000;
const ALTERNATIONS: usize = 7;
const ROUND: Duration = Duration::from_secs(2);
/// Connections that ask one question after the other.
const CALLERS: usize = 16;

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_name(SERVER)
        .enable_all()
        .build()?;
    let context = runtime.block_on(registry(folder.path()))?;
    publish(&context, folder.path())?;
    let empty = Route::new().at("/", poem::get(make_sync(|_| "")));
    let empty = open(&runtime, empty)?;
    let house = open(&runtime, doors::open(&context))?;

    let questions: Vec<String> = (0..100_000)
        .map(|at| Ok(format!("/public/v1/licences/{}", number(at * 13)?)))
        .collect::<Outcome<_>>()?;
    compare("no log", empty, house, &questions)?;
    // As `serve` writes it by default, into a file as a service does.
    let log = std::fs::File::create(folder.path().join("log"))?;
    tracing_subscriber::fmt()
        .with_env_filter("info")
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(log))
        .init();
    compare("a log line for every answer", empty, house, &questions)
}

/// Measures the two sides in turns and prints the figures.
fn compare(name: &str, empty: SocketAddr, house: SocketAddr, questions: &[String]) -> Outcome<()> {
    let nothing = vec!["/".to_owned()];
    let (mut ratios, mut costs) = (Vec::new(), Vec::new());
    let (mut empties, mut answers) = (Vec::new(), Vec::new());
    for _ in 0..ALTERNATIONS {
        let bare = measure(empty, &nothing)?;
        let asked = measure(house, questions)?;
        ratios.push(asked.per_second / bare.per_second);
        costs.push(bare.cpu_micros / asked.cpu_micros);
        empties.push(bare);
        answers.push(asked);
    }
    println!("verify, with {name}:");
    for (name, rounds) in [("empty handler", empties), ("verification", answers)] {
        let rate = median(rounds.iter().map(|it| it.per_second).collect());
        let cpu = median(rounds.iter().map(|it| it.cpu_micros).collect());
        println!("verify: {name:14} {rate:9.0} requests/s, {cpu:6.1} µs of server CPU each");
    }
    println!(
        "verify: ratio of throughputs {:.2} (wanted: at least 0.60), of server CPU {:.2}",
        median(ratios),
        median(costs)
    );
    Ok(())
}

/// The name of the threads that serve.
const SERVER: &str = "serving";

async fn registry(folder: &std::path::Path) -> Outcome<Context> {
    let settings = Settings {
        database_url: format!("sqlite://{}", folder.join("registry.db").display()),
        database_pool: 2,
        listen: "127.0.0.1:0".parse()?,
        public_url: Some("http://127.0.0.1:8080".to_owned()),
        folder: folder.to_owned(),
        token_hours: 12,
        answer_hours: 24,
        connections: 1024,
        request_seconds: 30,
        drain_seconds: 1,
        sign_ins_per_minute: std::num::NonZero::<u32>::MIN,
    };
    Ok(opening::open(settings, Kind::Real, Clock::world(0)).await?)
}

/// Writes 1,300,000 invented licences as a published list, reads it back and answers from it.
fn publish(context: &Context, folder: &std::path::Path) -> Outcome<()> {
    let files = Folder::below(folder);
    let now = context.now();
    let head = {
        let mut gathering = Gathering::default();
        for at in 0..LICENCES {
            gathering.add(&entry(at)?);
        }
        let list = List::gathered(gathering)?;
        let stated = Statement {
            demo: false,
            version: 1,
            at: now,
            count: list.count().try_into()?,
            set_hash: list.set_hash(),
        };
        let signature = stated.sign(context.keys());
        let began = Instant::now();
        let whole = files.write_whole(&stated, &signature, &list)?;
        let megabytes = whole.bytes / 1_000_000;
        println!(
            "verify: {LICENCES} licences written in {:.1?}, {megabytes} MB",
            began.elapsed()
        );
        Head {
            stated,
            signature,
            whole: Some(whole),
            delta: None,
            log_position: 0,
            person_names: "full_name".to_owned(),
            confirmed_at: now,
        }
    };
    let before = resident()?;
    let began = Instant::now();
    let list = files.read_whole(&head, &context.keys().public())?;
    println!(
        "verify: read, checked and ready in {:.1?}; {} MB more in memory",
        began.elapsed(),
        (resident()? - before) / 1_000
    );
    let mut gathering = Gathering::default();
    for at in 0..100 {
        let mut entry = entry(at * 997)?;
        entry.agency = "کاریابی دگرنام".into();
        gathering.add(&entry);
    }
    let lines = gathering.into_lines();
    let began = Instant::now();
    let next = list.with(&lines)?;
    println!(
        "verify: 100 changes of {} bytes applied in {:.1?}; hash of the set {:.12}…",
        lines.len(),
        began.elapsed(),
        next.set_hash()
    );
    context
        .register()
        .put(Issue::new(head, Arc::new(list), now));
    Ok(())
}

/// Kilobytes of memory that this process holds.
fn resident() -> Outcome<i64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|it| it.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|it| it.split_whitespace().nth(1));
    Ok(kilobytes.ok_or("no VmRSS")?.parse()?)
}

fn number(at: u32) -> Outcome<LicenceNumber> {
    let provinces = u32::try_from(Province::ALL.len())?;
    let series = Series {
        demo: false,
        province: Province::ALL[(at % provinces) as usize],
        kind: AgencyKind::ALL[(at / provinces % 3) as usize],
        year: 1405,
    };
    Ok(LicenceNumber::new(series, at / provinces / 3 + 1)?)
}

fn entry(at: u32) -> Outcome<Entry<'static>> {
    let from =
        NaiveDate::from_ymd_opt(2026, 3, 21).ok_or("no day")? + Days::new(u64::from(at % 200));
    let number = number(at)?;
    Ok(Entry {
        decision: LicenceState::Granted,
        agency: format!("کاریابی نوید زاینده‌رود {at}").into(),
        channel: Channel::ALL[(at % 3) as usize],
        holder: format!("شرکت توسعه نیروی کار آینده‌سازان {at}").into(),
        technical_manager: at.is_multiple_of(2).then(|| "نرگس رستگار اصفهانی".into()),
        province: number.series().province,
        city: "اصفهان".into(),
        address: format!(
            "خیابان چهارباغ بالا، کوچه {}، پلاک {}، واحد ۳",
            at % 90,
            at % 200
        )
        .into(),
        website: (!at.is_multiple_of(3)).then(|| format!("navid-kar-{at}.example").into()),
        issued_on: from,
        term: Term::years(from, 2),
        good_from: 1,
        halts: Vec::new(),
        number,
    })
}

fn open(
    runtime: &tokio::runtime::Runtime,
    endpoint: impl Endpoint + 'static,
) -> Outcome<SocketAddr> {
    let socket = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let address = socket.local_addr()?;
    runtime.spawn(listener::serve(
        socket,
        endpoint,
        Limits::default(),
        std::future::pending(),
    ));
    Ok(address)
}

struct Figures {
    per_second: f64,
    cpu_micros: f64,
}

/// Asks from all connections for the length of a round.
fn measure(address: SocketAddr, paths: &[String]) -> Outcome<Figures> {
    let over = AtomicBool::new(false);
    let cpu = server_cpu()?;
    let began = Instant::now();
    let asked: u64 = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|first| {
                let over = &over;
                scope.spawn(move || ask(address, paths, first * 997, over).unwrap_or_default())
            })
            .collect();
        std::thread::sleep(ROUND);
        over.store(true, Ordering::Relaxed);
        callers.into_iter().filter_map(|it| it.join().ok()).sum()
    });
    #[expect(clippy::cast_precision_loss, reason = "figures are for reading")]
    let asked = asked as f64;
    Ok(Figures {
        per_second: asked / began.elapsed().as_secs_f64(),
        cpu_micros: server_cpu()?.saturating_sub(cpu).as_secs_f64() * 1e6 / asked,
    })
}

/// Asks again and again on one kept connection; how many whole answers with status 200 came.
fn ask(address: SocketAddr, paths: &[String], first: usize, over: &AtomicBool) -> Outcome<u64> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 16 * 1024];
    let mut answers = 0;
    for path in paths.iter().cycle().skip(first) {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut filled = 0;
        loop {
            let read = stream.read(buffer.get_mut(filled..).ok_or("the answer is too long")?)?;
            if read == 0 {
                return Err("the connection was closed".into());
            }
            filled += read;
            if is_whole(buffer.get(..filled).unwrap_or_default())? {
                break;
            }
        }
        answers += 1;
    }
    Ok(answers)
}

fn is_whole(answer: &[u8]) -> Outcome<bool> {
    let Some(end) = answer.windows(4).position(|it| it == b"\r\n\r\n") else {
        return Ok(false);
    };
    let head = std::str::from_utf8(answer.get(..end).unwrap_or_default())?;
    if !head.starts_with("HTTP/1.1 200") {
        return Err("another status than 200".into());
    }
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .ok_or("no length")?
        .parse()?;
    Ok(answer.len() >= end + 4 + length)
}

/// The time that the serving threads have computed, in user mode and in the kernel.
fn server_cpu() -> Outcome<Duration> {
    let mut nanoseconds = 0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let task = task?.path();
        if std::fs::read_to_string(task.join("comm"))?.trim() == SERVER {
            let times = std::fs::read_to_string(task.join("schedstat"))?;
            let time = times.split_whitespace().next().ok_or("no time")?;
            nanoseconds += time.parse::<u64>()?;
        }
    }
    Ok(Duration::from_nanos(nanoseconds))
}
