//! A registry of one's own for every test, with a standing clock, spoken to through its doors.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use parvaneh::clock::Clock;
use parvaneh::config::Settings;
use parvaneh::context::Context;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::store::passwords;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::account::open::OpenAccount;
use parvaneh::use_cases::{opening, perform};
use parvaneh::{doors, jobs};
use poem::http::{Method, StatusCode, Uri};
use poem::{Endpoint, Request, Response};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

mod fault;

pub(crate) use fault::Fault;

/// The password of every account in tests; hashed once, since hashing is slow on purpose.
pub(crate) const PASSWORD: &str = "a long enough password";

/// One registry. Dropping it removes its folder; a PostgreSQL server is thrown away as a whole.
pub(crate) struct Registry {
    pub(crate) context: Context,
    pub(crate) clock: Clock,
    pub(crate) folder: TempDir,
    house: Box<dyn poem::endpoint::DynEndpoint<Output = Response>>,
    process: Uuid,
}

impl Registry {
    /// A registry of a kind, created at 1405/09/01 10:00 in Tehran.
    pub(crate) async fn start(kind: Kind) -> Self {
        Self::start_at(kind, "2026-11-22T06:30:00Z").await
    }

    /// A registry of a kind, created at an instant.
    pub(crate) async fn start_at(kind: Kind, start: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database_url = database(&folder).await;
        let settings = Settings {
            database_url,
            database_pool: 3,
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: Some("http://127.0.0.1:8080".to_owned()),
            folder: folder.path().to_owned(),
            token_hours: 12,
            answer_hours: 24,
            connections: 16,
            request_seconds: 30,
            drain_seconds: 1,
            sign_ins_per_minute: 1_000.try_into().unwrap(),
        };
        let start: DateTime<Utc> = start.parse().unwrap();
        let clock = Clock::standing_at(start);
        let context = opening::open(settings, kind, clock.clone()).await.unwrap();
        Self {
            house: Box::new(poem::endpoint::ToDynEndpoint(doors::open(&context))),
            context,
            clock,
            folder,
            process: Uuid::now_v7(),
        }
    }

    /// A real registry.
    pub(crate) async fn real() -> Self {
        Self::start(Kind::Real).await
    }

    /// An account with one role, and its token.
    pub(crate) async fn given_account(&self, role: Role, province: Option<&str>) -> Client<'_> {
        let province = province.map(|it| it.parse().unwrap());
        self.given_grant(Grant::of(role, province)).await
    }

    /// An account with one grant, and its token.
    pub(crate) async fn given_grant(&self, grant: Grant) -> Client<'_> {
        let login = format!("{}-{}", grant.role.name(), Uuid::now_v7());
        let command = OpenAccount {
            login: login.parse().unwrap(),
            name: "نرگس رستگار".parse().unwrap(),
            grants: vec![grant],
            password: password_hash().await,
        };
        let root = Actor::Account {
            id: Uuid::nil(),
            name: "آزمون".into(),
            grants: vec![Grant::of(Role::Administrator, None)],
        };
        perform(&self.context, &root, &command, None).await.unwrap();
        self.sign_in(&login).await
    }

    /// Signs in through the door.
    pub(crate) async fn sign_in(&self, login: &str) -> Client<'_> {
        let answer = self
            .anybody()
            .post(
                "/api/v1/tokens",
                serde_json::json!({"login": login, "password": PASSWORD}),
            )
            .await
            .expect_status(StatusCode::CREATED);
        Client {
            registry: self,
            token: Some(answer.body["token"].as_str().unwrap().to_owned()),
            login: login.to_owned(),
        }
    }

    /// Somebody without an account.
    pub(crate) fn anybody(&self) -> Client<'_> {
        Client {
            registry: self,
            token: None,
            login: String::new(),
        }
    }

    /// Lets the jobs of the calendar run once.
    pub(crate) async fn run_jobs(&self) {
        jobs::run_once(&self.context, self.process).await.unwrap();
    }

    /// Runs SQL past all rules, as somebody does who has got hold of the database.
    pub(crate) async fn tamper(&self, statements: &str) {
        let connection = self.raw().await;
        connection.execute_unprepared(statements).await.unwrap();
        connection.close().await.unwrap();
    }

    /// The first column of what SQL finds, which is text.
    pub(crate) async fn texts(&self, query: &str) -> Vec<String> {
        let connection = self.raw().await;
        let backend = connection.get_database_backend();
        let statement = sea_orm::Statement::from_string(backend, query);
        let rows = connection.query_all_raw(statement).await.unwrap();
        connection.close().await.unwrap();
        rows.iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }

    async fn raw(&self) -> sea_orm::DatabaseConnection {
        let url = &self.context.settings().database_url;
        sea_orm::Database::connect(url).await.unwrap()
    }

    /// How many rows a statement counts, for example `SELECT COUNT(*) FROM event`.
    pub(crate) async fn count(&self, statement: &str) -> i64 {
        let url = &self.context.settings().database_url;
        let connection = sea_orm::Database::connect(url).await.unwrap();
        let backend = connection.get_database_backend();
        let counted = sea_orm::Statement::from_string(backend, statement);
        let row = connection.query_one_raw(counted).await.unwrap().unwrap();
        let count = row.try_get_by_index(0).unwrap();
        connection.close().await.unwrap();
        count
    }

    /// Lets days pass.
    pub(crate) fn days_pass(&self, days: i64) {
        self.clock.advance(days * 86_400);
    }
}

/// Somebody at the door.
#[derive(Clone)]
pub(crate) struct Client<'a> {
    registry: &'a Registry,
    pub(crate) token: Option<String>,
    login: String,
}

impl<'a> Client<'a> {
    /// The same account with a new token: tokens end after half a day.
    pub(crate) async fn again(&self) -> Client<'a> {
        self.registry.sign_in(&self.login).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).finish()).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(Method::GET, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.finish()).await
    }

    /// The items of a list, read page by page.
    pub(crate) async fn all(&self, path: &str, limit: usize) -> Vec<Value> {
        let with = if path.contains('?') { '&' } else { '?' };
        let first = format!("{path}{with}limit={limit}");
        let (mut items, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{first}{after}")).await.ok().body;
            let found = page["items"].as_array().unwrap();
            assert!(found.len() <= limit);
            items.extend(found.iter().cloned());
            match page["next"].as_str() {
                // A page that has a next one is full, so that the list ends.
                Some(next) => assert_eq!(found.len(), limit, "{next}"),
                None => return items,
            }
            after = format!("&after={}", page["next"].as_str().unwrap());
        }
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_with(path, body, &[]).await
    }

    /// Posts a decision on the version that was seen.
    pub(crate) async fn decide(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.post_with(path, body, &[("if-match", etag)]).await
    }

    pub(crate) async fn post_with(
        &self,
        path: &str,
        body: Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.request(Method::POST, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = if body.is_null() {
            request.finish()
        } else {
            request
                .content_type("application/json")
                .body(body.to_string())
        };
        self.send(request).await
    }

    /// Replaces what is there.
    pub(crate) async fn put(&self, path: &str, body: Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.request(Method::PUT, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.content_type("application/json");
        self.send(request.body(body.to_string())).await
    }

    /// Sends a file as it is.
    pub(crate) async fn upload(
        &self,
        path: &str,
        content_type: &str,
        bytes: impl Into<poem::Body>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = self.request(Method::POST, path).content_type(content_type);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(bytes.into())).await
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> poem::RequestBuilder {
        let mut request = Request::builder()
            .method(method)
            .uri(path.parse::<Uri>().unwrap())
            .header("accept-language", "en");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request
    }

    pub(crate) async fn send(&self, request: Request) -> Answer {
        let response = self.registry.house.get_response(request).await;
        let status = response.status();
        let headers = response.headers().clone();
        let bytes = response.into_body().into_bytes().await.unwrap();
        Answer {
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: poem::http::HeaderMap,
    pub(crate) body: Value,
    pub(crate) bytes: bytes::Bytes,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect_status(self, status: StatusCode) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        self
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.expect_status(StatusCode::OK)
    }

    #[track_caller]
    pub(crate) fn created(self) -> Self {
        self.expect_status(StatusCode::CREATED)
    }

    /// Expects a problem with this status and code.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, code: &str) -> Self {
        let kind = self.body["type"].as_str().unwrap_or_default();
        assert!(
            self.status == status && kind.ends_with(&format!("/{code}")),
            "expected {status} {code}, got {} {}",
            self.status,
            String::from_utf8_lossy(&self.bytes)
        );
        assert!(self.body["request_id"].is_string());
        self
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    pub(crate) fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    pub(crate) fn id(&self) -> String {
        self.body["id"].as_str().unwrap().to_owned()
    }
}

async fn password_hash() -> parvaneh::domain::placement::account::PasswordHash {
    static HASH: OnceCell<parvaneh::domain::placement::account::PasswordHash> =
        OnceCell::const_new();
    HASH.get_or_init(|| async { passwords::hash(PASSWORD.into()).await.unwrap() })
        .await
        .clone()
}

/// A new migrated database, copied from a template that is made once.
async fn database(folder: &TempDir) -> String {
    if let Ok(server) = std::env::var("PARVANEH_TEST_POSTGRES") {
        return postgres(&server).await;
    }
    let path = folder.path().join("registry.db");
    std::fs::copy(sqlite_template().await, &path).unwrap();
    format!("sqlite://{}", path.display())
}

async fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().unwrap().keep();
            let path = folder.join("template.db");
            let url = format!("sqlite://{}", path.display());
            let database = parvaneh::store::Database::connect(&url, 1).await.unwrap();
            database.migrate().await.unwrap();
            // Closing the last connection moves everything from the write-ahead log into the file.
            database.close().await.unwrap();
            path
        })
        .await
}

async fn postgres(server: &str) -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{}", Uuid::now_v7().simple());
            execute(server, &format!("CREATE DATABASE {name}")).await;
            let url = format!("{server}/{name}");
            let database = parvaneh::store::Database::connect(&url, 1).await.unwrap();
            database.migrate().await.unwrap();
            database.close().await.unwrap();
            name
        })
        .await;
    let name = format!("test_{}", Uuid::now_v7().simple());
    execute(
        server,
        &format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    format!("{server}/{name}")
}

/// Runs one statement at a time on the server's own database: a template cannot be copied twice at once.
async fn execute(server: &str, statement: &str) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let connection = sea_orm::Database::connect(format!("{server}/postgres"))
        .await
        .unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}
