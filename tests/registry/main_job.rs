//! The main job as people do it: from signing up to a certificate that anybody can verify, and
//! what stops it on its way.

mod bad_input;
mod obstacles;
mod races;

use parvaneh::domain::kernel::digits::to_persian;
use parvaneh::domain::placement::access::Role;
use parvaneh::use_cases::evidence::verify::verify_evidence;
use parvaneh::use_cases::licence::verify_credential;
use poem::http::Method;
use serde_json::json;

use crate::certificate::{plain, printed, scanned, words};
use crate::given::{
    Board, COMPANY_NAME, FOREIGN_OF_A_COMPANY, File, Holder, JPEG, ONLINE_OF_A_PERSON, PDF, PERSON,
    PNG, TEHRAN, Wanted, application, day, deed, enamad, filing, inquiries,
};
use crate::harness::{PASSWORD, Registry};

/// Covers A1.4, A5.1, A7, A8.7, A8.11 and A10.
#[tokio::test]
async fn a_company_is_licensed_by_its_board_to_send_people_abroad() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(5_000_000_000).await;
    let mut file = signed_up(&registry, FOREIGN_OF_A_COMPANY).await;
    file.brings("company_registration", "image/png", PNG).await;
    file.submit().await;
    file.is_examined(Holder::Company).await;
    assert_eq!(file.finding("guarantee"), "pending");
    file.office("/referral", json!(null)).await;
    assert_eq!(file.state(), "awaiting_board");

    the_board_approves(&registry, &file).await;
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
    assert_eq!(file.view["decision"]["by"], "board");
    file.given_accepted_guarantee(deed(5_000_000_000, "1408-02-30"))
        .await;
    assert_eq!(file.state_now().await, "ready_to_issue");
    let said = ["راه‌گشای کار ایرانیان", "10380284790", "نرگس رستگار"];
    is_licensed_and_verified(&registry, &file, COMPANY_NAME, &said).await;
}

/// Covers A1.1, A1.3, A1.4, A7, A8.10 and A1.
#[tokio::test]
async fn a_person_is_licensed_by_the_directorate_to_place_people_online() {
    let registry = Registry::real().await;
    let mut file = signed_up(&registry, ONLINE_OF_A_PERSON).await;
    file.brings("enamad", "image/png", PNG).await;
    file.submit().await;
    assert_eq!(file.view["needs_board"], false);
    file.office("/enamad", enamad("1410-01-10")).await;
    assert_eq!(
        file.view["website"]["enamad"]["expires_on_persian"],
        "۱۴۱۰/۰۱/۱۰"
    );
    file.is_examined(Holder::Person).await;
    assert_eq!(file.finding("enamad"), "met");
    let referred = file.try_office("/referral", json!(null)).await;
    referred.problem(422, "office-decides");
    let approved = file.try_decide("/approval", json!(null)).await.ok();
    file.now(approved);
    assert_eq!(file.state(), "ready_to_issue");
    assert_eq!(file.view["decision"]["by"], "office");
    let said = ["کاریابی راه کار", "https://rahkar.example.ir"];
    let holder = "مؤمنه‌السادات لاله‌زاری لایق";
    is_licensed_and_verified(&registry, &file, holder, &said).await;
}

/// Somebody signs up, begins an application and brings the papers that every file needs.
async fn signed_up(registry: &Registry, wanted: Wanted) -> File<'_> {
    let form = json!({"login": "motaqazi", "name": "مؤمنه لاله‌زاری", "password": PASSWORD});
    let anybody = registry.anybody();
    anybody.post("/api/v1/sign-ups", form).await.created();
    let operator = registry.sign_in("motaqazi").await;
    let mut filled = filing(wanted);
    let path = "/api/v1/applications";
    let made = operator.post(path, application(filled.clone())).await;
    let made = made.created();
    let mut file = File {
        registry,
        operator,
        officer: registry
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await,
        director: registry
            .given_account(Role::DirectorGeneral, Some(TEHRAN))
            .await,
        path: format!("{path}/{}", made.id()),
        etag: made.etag(),
        view: made.body,
    };
    file.brings("identity_card", "image/jpeg", JPEG).await;
    file.brings("degree", "application/pdf", PDF).await;
    if wanted.kind != "domestic" {
        let certificate = file
            .brings("language_certificate", "application/pdf", PDF)
            .await;
        filled["languages"] =
            json!([{"country": "DE", "language": "آلمانی", "certificate": certificate}]);
        let seen = [("if-match", file.etag.as_str())];
        let revised = file.operator.put(&file.path, filled, &seen).await.ok();
        file.now(revised);
    }
    file
}

impl File<'_> {
    /// Uploads a document, which comes back as it was; its identity.
    async fn brings(&mut self, kind: &str, media_type: &str, bytes: &'static [u8]) -> String {
        let path = format!("{}/documents?kind={kind}", self.path);
        let brought = self.operator.upload(&path, media_type, bytes, &[]).await;
        let brought = brought.created();
        let kept = self.operator.get(brought.header("location")).await.ok();
        assert_eq!(kept.bytes, bytes);
        assert_eq!(kept.header("content-type"), media_type);
        self.etag = brought.etag();
        brought.id()
    }

    /// The officer takes up the file, asks the authorities, visits the place and finds every
    /// condition met.
    async fn is_examined(&mut self, holder: Holder) {
        self.office("/examination", json!(null)).await;
        self.inquire(&inquiries(holder), "favourable").await;
        let path = format!("{}/documents?kind=other", self.path);
        let visit = self
            .officer
            .upload(&path, "application/pdf", PDF, &[])
            .await;
        let visit = visit.created();
        self.etag = visit.etag();
        self.office("/premises-check", json!({"record": visit.id()}))
            .await;
        assert_eq!(self.view["premises_passed_on_persian"], "۱۴۰۵/۰۹/۰۱");
        self.assess_everything().await;
    }
}

/// All seven seats are filled by their authorities; one member is recused, five vote for the
/// application, one against it.
async fn the_board_approves(registry: &Registry, file: &File<'_>) {
    let board = Board::full(registry, &file.director, "foreign").await;
    let opened = board.opened(file.id()).await;
    assert_eq!(opened.body["sitting"]["quorum"], 4);
    let session = format!("/api/v1/sessions/{}", opened.id());
    let expert = json!({"person": "مریم دانا", "expertise": "حقوق کار آلمان"});
    let invited = board.members[0]
        .decide(&format!("{session}/invitees"), &opened.etag(), expert)
        .await
        .ok();
    assert_eq!(invited.body["invitees"][0]["person"], "مریم دانا");

    let item = opened.body["agenda"][0]["id"].as_str().unwrap();
    let item = format!("{session}/items/{item}");
    let interest = json!({"reason": "سهام‌دار شرکت متقاضی"});
    let recusals = format!("{item}/recusals");
    let recused = board.members[4].post(&recusals, interest);
    assert_eq!(
        recused.await.ok().body["agenda"][0]["recusals"][0]["seat"],
        "P5"
    );
    let votes = format!("{item}/votes");
    for (seat, member) in board.members.iter().enumerate() {
        let vote = if seat == 6 { "against" } else { "for" };
        let cast = member.post(&votes, json!({"vote": vote})).await;
        if seat == 4 {
            cast.problem(422, "seat-recused");
        } else {
            cast.created();
        }
    }
    let basis = json!([{"citation": "A5.1"}, {"citation": "A8.6"}]);
    let closed = board.closes(&opened, "approved", basis).await;
    assert_eq!(closed.body["state"], "closed");
    assert_eq!(closed.body["agenda"][0]["decision"]["in_favour"], 5);
    assert_eq!(
        closed.body["agenda"][0]["votes"].as_array().unwrap().len(),
        6
    );
}

/// The director-general issues the licence; its certificate says what is true, and what its code
/// opens says so too, until the term is over.
async fn is_licensed_and_verified(
    registry: &Registry,
    file: &File<'_>,
    holder: &str,
    said: &[&str],
) {
    let printed = printed(registry, file).await;
    let licence = &printed.licence.body;
    assert_eq!(file.state_now().await, "issued");
    let number = licence["number"].as_str().unwrap();
    let address = licence["verification_url"].as_str().unwrap();
    let person = "مؤمنه‌السادات لاله‌زاری لایق";
    let always = [number, address, person, "۱۴۰۵/۰۹/۰۱", "۱۴۰۷/۰۸/۳۰"];
    let words = words(&printed.file);
    for expected in always.iter().chain(said) {
        let persian = plain(&to_persian(expected));
        let found = words.contains(&plain(expected)) || words.contains(&persian);
        assert!(found, "{expected} in {words}");
    }
    assert!(!words.contains(PERSON) && !words.contains(&to_persian(PERSON)));

    let code = scanned(&printed.file);
    assert!(code.starts_with(&format!("{address}?c=")), "{code}");
    registry.run_jobs().await;
    let keys = registry.anybody().get("/public/v1/keys").await.ok();
    let key = keys.body["keys"][0]["public_key"].as_str().unwrap();
    let credential = verify_credential(key, &code).unwrap();
    assert_eq!(credential.number.to_string(), number);
    assert_eq!(credential.last_day, day("1407-08-30"));

    is_shown(registry, &code, number, "valid", "امضای رمزینه درست است؛").await;
    let public = format!("/public/v1/licences/{number}");
    let shown = registry.anybody().get(&public).await.ok();
    assert_eq!(shown.body["licence"]["holder"], holder);
    the_evidence_holds(registry).await;

    registry.days_pass((day("1407-08-30") - day("1405-09-01")).num_days());
    registry.run_jobs().await;
    is_shown(registry, &code, number, "valid", "مجوز معتبر است").await;
    registry.days_pass(1);
    let over = "مدت مجوز پایان یافته است";
    is_shown(registry, &code, number, "expired", over).await;
    registry.run_jobs().await;
    is_shown(registry, &code, number, "expired", over).await;
    the_evidence_holds(registry).await;
}

/// What anybody is told who asks for the number, or opens what the code says.
async fn is_shown(registry: &Registry, code: &str, number: &str, status: &str, said: &str) {
    let anybody = registry.anybody();
    let answer = anybody.get(&format!("/public/v1/licences/{number}")).await;
    assert_eq!(answer.ok().body["status"], status);
    let path = code.strip_prefix("http://127.0.0.1:8080").unwrap();
    let page = anybody
        .request(Method::GET, path)
        .header("accept", "text/html");
    let page = anybody.send(page.finish()).await.ok();
    let text = String::from_utf8(page.bytes.to_vec()).unwrap();
    assert!(text.contains(said), "{said}: {text}");
}

async fn the_evidence_holds(registry: &Registry) {
    let report = verify_evidence(&registry.context, &[]).await.unwrap();
    assert!(report.holds(), "{report}");
}
