//! Violation cases, from the charge to the closing.

mod sight;
mod terms;

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{Board, CASES, DOMESTIC_OF_A_PERSON, PERSON, TEHRAN, charge, service, warning};
use crate::harness::{Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";

async fn ids(client: &Client<'_>, filter: &str) -> Vec<String> {
    let list = client.get(&format!("{CASES}?{filter}")).await.ok();
    let items = list.body["items"].as_array().unwrap().iter();
    items
        .map(|it| it["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_case_is_opened_served_defended_scheduled_and_heard() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    assert_eq!(case.state(), "opened");
    assert_eq!(case.view["number"], "V23-1405-000001");
    assert_eq!(case.view["state_fa"], "تشکیل‌شده");
    assert_eq!(case.view["charges"][0]["citation"], "A15.4");
    assert_eq!(case.view["charges"][0]["answerable"][0]["role"], "holder");
    assert!(!case.view.to_string().contains(PERSON));
    assert_eq!(case.view["opened_on_persian"], "۱۴۰۵/۰۹/۰۱");

    case.notify().await;
    assert_eq!(case.state(), "notified");
    let term = &case.view["notices"][0]["defence_term"];
    assert_eq!(term["days"], 10);
    assert_eq!(term["advised_persian"], "۱۴۰۵/۰۹/۱۱");
    assert_eq!(term["last_accepted_persian"], "۱۴۰۵/۰۹/۱۲");
    assert!(term["explanation"].as_array().unwrap().len() > 5);
    assert_eq!(term["citation"], "P:defence.days");

    case.defend().await;
    assert_eq!(case.state(), "defence_received");
    assert_eq!(case.view["defences"][0]["late"], false);
    assert_eq!(case.view["notices"][0]["defended"], true);
    assert_eq!(case.view["ripe"], true);

    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    let called = board.called_on("case", case.id()).await;
    case.look().await;
    assert_eq!(case.state(), "scheduled");
    assert_eq!(case.view["session"], called.id());
    let early = json!({"attended": true, "record": "هنوز نه"});
    let early = case.by(&board.secretary, "/hearing", early).await;
    early.problem(422, "not-on-agenda-of-its-board");

    board.opens(&called).await;
    case.hear(&board.secretary).await;
    assert_eq!(case.state(), "heard");
    assert_eq!(case.view["hearing"]["attended"], true);
    assert_eq!(case.view["hearing"]["session"], called.id());
    let open = case.try_office("/closing", json!(null)).await;
    open.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_case_comes_before_the_board_by_its_own_act_as_by_tabling_it() {
    let registry = Registry::real().await;
    let mut case = registry.given_defended_case(5).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    let session = |scope: &str| {
        json!({"board": TEHRAN, "scope": scope, "called_for": registry.context.today(),
            "place": "تهران"})
    };
    let foreign = board.secretary.post(SESSIONS, session("foreign")).await;
    let foreign = foreign.created();
    let scheduling = json!({"session": foreign.id()});
    let refused = case.by(&board.secretary, "/scheduling", scheduling).await;
    refused.problem(422, "matter-of-another-scope");

    let domestic = board.secretary.post(SESSIONS, session("domestic")).await;
    let domestic = domestic.created();
    let scheduling = json!({"session": domestic.id()});
    let by_the_officer = case.try_office("/scheduling", scheduling.clone()).await;
    by_the_officer.problem(403, "permission-denied");
    let scheduled = case.by(&board.secretary, "/scheduling", scheduling).await;
    case.now(scheduled.ok());
    assert_eq!(case.state(), "scheduled");
    let seen = board
        .secretary
        .get(&format!("{SESSIONS}/{}", domestic.id()))
        .await
        .ok();
    assert_eq!(seen.body["agenda"][0]["matter_id"], case.id());
    assert_eq!(seen.body["agenda"].as_array().unwrap().len(), 1);

    // What a first session did not decide is tabled in another one.
    let items = format!("{SESSIONS}/{}/items", foreign.id());
    let matter = json!({"matter": "case", "id": case.id()});
    let refused = board
        .secretary
        .decide(&items, &foreign.etag(), matter.clone())
        .await;
    refused.problem(422, "matter-of-another-scope");
    let another = board.secretary.post(SESSIONS, session("domestic")).await;
    let another = another.created();
    let items = format!("{SESSIONS}/{}/items", another.id());
    let tabled = async || {
        let matter = matter.clone();
        let secretary = &board.secretary;
        secretary.decide(&items, &another.etag(), matter).await
    };
    tabled().await.problem(422, "on-another-agenda");
    let item = seen.body["agenda"][0]["id"].as_str().unwrap();
    let postponement = format!("{SESSIONS}/{}/items/{item}/postponement", domestic.id());
    let reason = json!({"reason": "برای دریافت نظر کارشناس"});
    let put_off = board
        .secretary
        .decide(&postponement, &seen.etag(), reason)
        .await;
    put_off.ok();
    tabled().await.ok();
    case.look().await;
    assert_eq!(case.view["session"], another.id());
}

#[tokio::test]
async fn article_15_a_clause_for_another_kind_and_an_unnamed_breach_charge_with_nothing() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    for clause in [9, 10, 11] {
        let refused = agency.charge(charge(&registry, clause)).await;
        let refused = refused.problem(422, "clause-of-another-kind");
        assert_eq!(refused.body["citation"], format!("A15.{clause}"));
    }
    let unknown = agency.charge(charge(&registry, 13)).await;
    unknown.problem(422, "invalid-value");
    let refused = agency.charge(charge(&registry, 0)).await;
    refused.problem(422, "provision-not-named");
    let breach = |provision: Value| {
        let mut residual = charge(&registry, 0);
        residual["breached"] = provision;
        residual
    };
    let itself = agency.charge(breach(json!({"citation": "A15.4"}))).await;
    itself.problem(422, "provision-not-of-the-bylaw");
    let unknown = json!({"directive": "019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000"});
    let unknown = agency.charge(breach(unknown)).await;
    unknown.problem(422, "directive-not-in-force");
    let named = agency.charge(breach(json!({"citation": "A13.n1"}))).await;
    let named = named.created();
    assert_eq!(named.body["charges"][0]["breached"]["citation"], "A13.n1");
    // Numbers that were refused have not been used up.
    assert_eq!(named.body["number"], "V23-1405-000001");
}

#[tokio::test]
async fn article_20_facts_before_the_bylaw_open_no_case_unless_policy_accepts_an_earlier_text() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let of = |from: &str, basis: Option<&str>| {
        let mut old = charge(&registry, 4);
        old["from"] = json!(from);
        if let Some(basis) = basis {
            old["legacy_basis"] = json!(basis);
        }
        old
    };
    let basis = Some("تصویب‌نامه ۱۳۸۷، ماده ۱۰");
    for (day, code) in [
        ("2023-01-31", "facts-before-the-bylaw"),
        ("2026-11-23", "facts-in-the-future"),
    ] {
        let refused = agency.charge(of(day, basis)).await;
        refused.problem(422, code);
    }
    agency.charge(of("2023-02-01", None)).await.created();

    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let decision = json!({"value": {"type": "choice", "choice": "legacy_basis"},
        "from": registry.context.today(), "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
    let policy = "/api/v1/policies/transition.old_facts/decisions";
    centre.post(policy, decision).await.created();
    let without = agency.charge(of("2023-01-31", None)).await;
    without.problem(422, "legacy-basis-missing");
    agency.charge(of("2023-01-31", basis)).await.created();
}

#[tokio::test]
async fn a_charge_upon_an_inspection_or_complaint_wants_one_that_is_there() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    for kind in ["inspection", "complaint"] {
        let mut upon = charge(&registry, 6);
        upon["source"] = json!({"kind": kind, "id": "019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000"});
        agency.charge(upon).await.problem(404, "not-found");
    }
    let half = [
        json!({"kind": "inspection"}),
        json!({"kind": "report"}),
        json!({"kind": "other_province", "reference": "نامه ۱"}),
        json!({"kind": "media", "reference": "روزنامه", "province": "IR-07"}),
    ];
    for source in half {
        let mut upon = charge(&registry, 6);
        upon["source"] = source;
        agency.charge(upon).await.problem(422, "invalid-value");
    }
}

#[tokio::test]
async fn article_5_note_3_a_crime_is_listed_until_it_is_reported_and_never_holds_the_case_up() {
    let registry = Registry::real().await;
    // Forgery is a crime by itself (A15.7).
    let mut case = registry.given_case(7).await;
    assert_eq!(case.view["crime_match"], true);
    assert_eq!(case.view["referral_missing"], true);
    let officer = case.agency.officer.clone();
    assert_eq!(ids(&officer, "referral_missing=true").await, [case.id()]);
    case.notify().await;
    case.defend().await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    let session = board.opened_on("case", case.id()).await;

    case.look().await;
    let before = case.state().to_owned();
    let today = registry.context.today();
    let referral = json!({"charges": [case.first_charge()], "offence": "جعل، ماده ۵۳۲ تعزیرات",
        "authority": "دادسرای عمومی تهران", "letter": "۴۴ مورخ ۱۴۰۵/۰۹/۰۱", "referred_on": today});
    case.office("/judicial-referrals", referral).await;
    assert_eq!(case.state(), before);
    assert_eq!(case.view["referral_missing"], false);
    assert!(ids(&officer, "referral_missing=true").await.is_empty());
    assert_eq!(ids(&officer, "referral_missing=false").await, [case.id()]);

    case.hear(&board.secretary).await;
    assert_eq!(case.view["hearing"]["session"], session.id());
}

#[tokio::test]
async fn a_crime_in_the_facts_is_flagged_once() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    assert_eq!(case.view["crime_match"], false);
    let act = format!("/charges/{}/crime-flag", case.first_charge());
    let offence = json!({"offence": "کلاهبرداری، قانون تشدید ۱۳۶۷"});
    case.office(&act, offence.clone()).await;
    assert_eq!(case.state(), "opened");
    assert_eq!(case.view["referral_missing"], true);
    let again = case.try_office(&act, offence.clone()).await;
    again.problem(422, "crime-already-flagged");
    let unknown = "/charges/019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000/crime-flag";
    let unknown = case.try_office(unknown, offence).await;
    unknown.problem(422, "charge-not-in-case");
}

#[tokio::test]
async fn a_further_charge_takes_the_case_off_the_agenda_until_it_is_served() {
    let registry = Registry::real().await;
    let mut case = registry.given_defended_case(4).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    board.called_on("case", case.id()).await;
    case.look().await;
    case.office("/charges", charge(&registry, 5)).await;
    assert_eq!(case.state(), "opened");
    case.notify().await;
    assert_eq!(case.state(), "notified");
    let charges = case.view["charges"].as_array().unwrap();
    assert_eq!(
        case.view["notices"][1]["charges"],
        json!([charges[1]["id"]])
    );
    case.defend().await;
    assert_eq!(case.state(), "defence_received");
}

#[tokio::test]
async fn joined_cases_go_on_as_one_and_both_are_saved() {
    let registry = Registry::real().await;
    let mut lead = registry.given_defended_case(4).await;
    let other = lead.agency.charge(charge(&registry, 7)).await.created();
    let joinder = json!({"joined": other.id()});
    lead.office("/joinder", joinder.clone()).await;
    assert_eq!(lead.state(), "opened");
    assert_eq!(lead.view["charges"].as_array().unwrap().len(), 2);
    assert_eq!(lead.view["referral_missing"], true);
    let path = format!("{CASES}/{}", other.id());
    let ended = lead.agency.officer.get(&path).await.ok();
    assert_eq!(ended.body["state"], "joined");
    assert_eq!(ended.body["joined_into"], lead.id());
    assert_eq!(ended.body["referral_missing"], false);
    let again = lead.try_office("/joinder", joinder).await;
    again.problem(409, "illegal-transition");
    let itself = lead.try_office("/joinder", json!({"joined": lead.id()}));
    itself.await.problem(422, "cases-not-joinable");

    // A case of another agency is left as it was.
    let stranger = registry.given_licence(900).await;
    let form = json!({"licence": stranger.id(), "charge": charge(&registry, 4)});
    let strange = lead.agency.officer.post(CASES, form).await.created();
    let refused = lead.try_office("/joinder", json!({"joined": strange.id()}));
    refused.await.problem(422, "cases-not-joinable");
}

#[tokio::test]
async fn jurisdiction_moves_with_the_agency_by_policy_alone() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let handover = json!({"to": "IR-30", "letter": "نامه ۳"});
    let refused = case.try_office("/handover", handover.clone()).await;
    refused.problem(422, "jurisdiction-stays");
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let decision = json!({"value": {"type": "choice", "choice": "transfer_of_jurisdiction"},
        "from": registry.context.today(), "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
    let policy = "/api/v1/policies/relocation.other_province/decisions";
    centre.post(policy, decision).await.created();
    case.office("/handover", handover).await;
    assert_eq!(case.view["province"], "IR-30");
    // The province of the licence still sees it, and no longer acts on it.
    let acted = case.try_office("/notices", service(registry.context.today()));
    acted.await.problem(403, "permission-denied");
    let alborz = registry
        .given_account(Role::ProvincialOfficer, Some("IR-30"))
        .await;
    assert_eq!(ids(&alborz, "province=IR-30").await, [case.id()]);
    let served = case.by(&alborz, "/notices", service(registry.context.today()));
    assert_eq!(served.await.ok().body["state"], "notified");
}

#[tokio::test]
async fn what_is_decided_is_decided_on_the_version_that_was_seen() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let first = case.etag.clone();
    let path = format!("{}/notices", case.path);
    let today = registry.context.today();
    let unseen = case.agency.officer.post(&path, service(today)).await;
    unseen.problem(428, "precondition-required");
    case.office("/charges", charge(&registry, 5)).await;
    let stale = case.agency.officer.decide(&path, &first, service(today));
    stale.await.problem(412, "stale");
    for wrong in ["2026-11-21", "2026-11-23"] {
        let refused = case.try_office("/notices", service(wrong)).await;
        refused.problem(422, "service-date");
    }
}

#[tokio::test]
async fn a_case_is_opened_once_under_one_key() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let form = json!({"licence": agency.licence, "charge": charge(&registry, 4)});
    let key = [("idempotency-key", "case-1")];
    let first = agency.officer.post_with(CASES, form.clone(), &key).await;
    let again = agency.officer.post_with(CASES, form, &key).await;
    assert_eq!(first.created().id(), again.created().id());
    assert_eq!(ids(&agency.officer, "limit=100").await.len(), 1);
}

#[tokio::test]
async fn article_5_note_3_an_unreported_crime_keeps_a_case_open_and_nothing_else_of_it() {
    let registry = Registry::real().await;
    // Forgery is a crime by itself, and the case has come to its ruling without a report of it.
    let mut ruled = registry.given_served_ruling(7, warning()).await;
    ruled.case.look().await;
    assert_eq!(ruled.case.state(), "ruled");
    assert_eq!(ruled.case.view["verdict"]["finding"], "guilty");
    assert_eq!(ruled.case.view["referral_missing"], true);
    let running = ruled.case.try_office("/closing", json!(null)).await;
    running.problem(422, "ruling-not-final");

    ruled.days_pass(30).await;
    registry.run_jobs().await;
    ruled.case.look().await;
    let pending = ruled.case.try_office("/closing", json!(null)).await;
    pending.problem(422, "penalty-not-executed");
    ruled.look().await;
    let record = json!({"executed_on": registry.context.today(), "record": "اخطار ابلاغ شد."});
    ruled.office("/execution", record).await;

    let unreported = ruled.case.try_office("/closing", json!(null)).await;
    unreported.problem(422, "judicial-referral-missing");
    let referral = json!({"charges": [ruled.case.first_charge()],
        "offence": "جعل، ماده ۵۳۲ تعزیرات", "authority": "دادسرای عمومی تهران",
        "letter": "۴۴ مورخ ۱۴۰۵/۱۰/۰۱", "referred_on": registry.context.today()});
    ruled.case.office("/judicial-referrals", referral).await;
    assert_eq!(ruled.case.state(), "ruled");
    ruled.case.office("/closing", json!(null)).await;
    assert_eq!(ruled.case.state(), "closed");
    assert_eq!(ruled.case.view["state_fa"], "مختومه");
    let again = ruled.case.try_office("/closing", json!(null)).await;
    again.problem(409, "illegal-transition");
}
