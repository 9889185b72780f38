//! Violation cases, from the charge to the closing.

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    Board, CASES, DOMESTIC_OF_A_PERSON, PDF, PERSON, TEHRAN, charge, service, warning,
};
use crate::harness::{Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";
const CLOSURES: &str = "/api/v1/closures";

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
    let put_off = board.secretary.decide(&postponement, &seen.etag(), reason);
    put_off.await.ok();
    tabled().await.ok();
    case.look().await;
    assert_eq!(case.view["session"], another.id());
}

#[tokio::test]
async fn nothing_is_put_on_an_agenda_while_the_term_of_defence_runs() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    let agenda = |id: &str| {
        json!({"board": TEHRAN, "scope": "domestic", "called_for": registry.context.today(),
            "place": "تهران", "agenda": [{"matter": "case", "id": id}]})
    };
    let unserved = board.secretary.post(SESSIONS, agenda(case.id())).await;
    unserved.problem(409, "illegal-transition");
    case.notify().await;
    let running = board.secretary.post(SESSIONS, agenda(case.id())).await;
    running.problem(422, "defence-term-running");
    // What was refused has left no session behind.
    let sessions = board.secretary.get(SESSIONS).await.ok();
    assert_eq!(sessions.body["items"], json!([]));
}

#[tokio::test]
async fn a_term_that_nobody_used_is_over_only_after_its_last_day() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    // Served on 1405/09/01: accepted until 1405/09/12.
    case.days_pass(11).await;
    assert!(
        ids(&case.agency.officer, "undefended=true")
            .await
            .is_empty()
    );
    case.days_pass(1).await;
    let over = ids(&case.agency.officer, "undefended=true").await;
    assert_eq!(over, [case.id()]);
    case.look().await;
    assert_eq!(case.view["defence_term_over"], true);
    assert_eq!(case.state(), "notified");

    let late = json!({"text": "دیر رسید، اما بخوانید."});
    let late = case.by(&case.agency.operator, "/defences", late).await.ok();
    assert_eq!(late.body["defences"][0]["late"], true);
    assert!(
        ids(&case.agency.officer, "undefended=true")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn an_undefended_case_is_heard_and_then_no_defence_is_taken_in() {
    let registry = Registry::real().await;
    let mut case = registry.given_undefended_case(4).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    board.opened_on("case", case.id()).await;
    case.hear(&board.secretary).await;
    assert_eq!(case.state(), "heard");
    let text = json!({"text": "اکنون"});
    let refused = case.by(&case.agency.operator, "/defences", text).await;
    refused.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_defence_on_paper_counts_from_its_day_of_receipt_and_the_office_records_it() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    case.days_pass(13).await;
    let paper = |received_on: &str| {
        json!({"text": "دفاعیه پیوست است.",
            "paper": {"letter": "۱۲۳ مورخ ۱۴۰۵/۰۹/۱۰", "received_on": received_on}})
    };
    let by_the_party = case.by(&case.agency.operator, "/defences", paper("2026-12-01"));
    by_the_party.await.problem(403, "permission-denied");
    for wrong in ["2026-11-21", "2026-12-06"] {
        let refused = case.try_office("/defences", paper(wrong)).await;
        refused.problem(422, "defence-date");
    }
    let path = format!("{}/defences", case.path);
    let unseen = case.agency.officer.post(&path, paper("2026-12-01")).await;
    unseen.problem(428, "precondition-required");
    let own_words = case.try_office("/defences", json!({"text": "به جای او"}));
    own_words.await.problem(403, "permission-denied");
    case.office("/defences", paper("2026-12-01")).await;
    assert_eq!(case.state(), "defence_received");
    assert_eq!(case.view["defences"][0]["late"], false);
    assert_eq!(
        case.view["defences"][0]["received_on_persian"],
        "۱۴۰۵/۰۹/۱۰"
    );
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
async fn another_province_and_another_operator_know_of_no_such_case() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    let today = registry.context.today();
    let fars = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for client in [&fars, &stranger] {
        client.get(&case.path).await.problem(404, "not-found");
        assert!(ids(client, "limit=100").await.is_empty());
    }
    let served = case.by(&fars, "/notices", service(today)).await;
    served.problem(404, "not-found");
    let opened = json!({"licence": case.agency.licence, "charge": charge(&registry, 4)});
    let opened = fars.post(CASES, opened).await;
    opened.problem(404, "not-found");
    let secretary = registry
        .given_account(Role::BoardSecretary, Some("IR-07"))
        .await;
    let agenda = json!({"board": "IR-07", "scope": "domestic", "called_for": today,
        "place": "شیراز", "agenda": [{"matter": "case", "id": case.id()}]});
    let tabled = secretary.post(SESSIONS, agenda).await;
    tabled.problem(404, "not-found");

    // The centre sees it and leaves it to the province; a member of the board only reads.
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    assert_eq!(ids(&centre, "limit=100").await, [case.id()]);
    let central = registry.given_account(Role::BoardSecretary, None).await;
    let member = registry
        .given_account(Role::BoardMember, Some(TEHRAN))
        .await;
    for client in [&centre, &central, &member] {
        client.get(&case.path).await.ok();
        let served = case.by(client, "/notices", service(today)).await;
        served.problem(403, "permission-denied");
    }
}

#[tokio::test]
async fn an_operator_sees_the_own_cases_without_where_they_come_from() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    let operator = &case.agency.operator;
    let seen = operator.get(&case.path).await.ok();
    assert_eq!(seen.body["charges"][0]["source"]["kind"], "report");
    assert!(seen.body["charges"][0]["source"]["id"].is_null());
    assert_eq!(ids(operator, "state=opened").await, [case.id()]);
    let licence = format!("licence={}", case.agency.licence);
    assert_eq!(ids(operator, &licence).await, [case.id()]);
    for (act, body) in [
        ("/notices", service(registry.context.today())),
        ("/charges", charge(&registry, 4)),
        ("/closing", json!(null)),
    ] {
        let refused = case.by(operator, act, body).await;
        refused.problem(403, "permission-denied");
    }
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
async fn a_new_closure_moves_the_terms_that_run_and_no_others() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    let officer = case.agency.officer.clone();
    // Advised by 1405/09/11, a Wednesday; accepted until the day after.
    let close = |date: &str| json!({"date": date, "name_fa": "آلودگی هوا", "name_en": "Polluted air", "province": TEHRAN});
    let recorded = officer.post(CLOSURES, close("2026-12-02")).await;
    recorded.ok();
    case.look().await;
    let term = case.view["notices"][0]["defence_term"].clone();
    assert_eq!(term["advised_persian"], "۱۴۰۵/۰۹/۱۲");
    assert_eq!(term["last_accepted_persian"], "۱۴۰۵/۰۹/۱۴");
    assert_eq!(term["calendar_version"], 2);

    // Days that no term touches move nothing, and what has run out stays.
    officer.post(CLOSURES, close("2027-01-04")).await.ok();
    let before = case.etag.clone();
    case.look().await;
    assert_eq!(case.etag, before);
    case.days_pass(14).await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let late = centre.post(
        CLOSURES,
        json!({"date": "2026-12-05",
        "name_fa": "تعطیلی", "name_en": "Closed"}),
    );
    late.await.ok();
    case.look().await;
    assert_eq!(case.etag, before);
    assert_eq!(case.view["defence_term_over"], true);
}

#[tokio::test]
async fn an_imported_and_a_weekly_closure_move_open_terms_too() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let table = "date,name_fa,name_en\n2026-12-03,تعطیلی,Closed\n";
    let request = centre
        .request(poem::http::Method::POST, "/api/v1/closures/import")
        .content_type("text/csv")
        .body(table);
    centre.send(request).await.ok();
    case.look().await;
    let accepted =
        |view: &Value| view["notices"][0]["defence_term"]["last_accepted_persian"].clone();
    assert_eq!(accepted(&case.view), "۱۴۰۵/۰۹/۱۴");
    let saturdays = json!({"weekday": "sat"});
    let weekly = centre.post("/api/v1/weekly-closures", saturdays).await;
    weekly.ok();
    case.look().await;
    assert_eq!(accepted(&case.view), "۱۴۰۵/۰۹/۱۵");
}

#[tokio::test]
async fn cases_are_listed_page_by_page_with_the_last_opened_first() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let mut opened = Vec::new();
    for clause in [1, 2, 3] {
        let case = agency.charge(charge(&registry, clause)).await.created();
        opened.insert(0, case.id());
    }
    let first = agency.officer.get(&format!("{CASES}?limit=2")).await.ok();
    let next = first.body["next"].as_str().unwrap();
    let mut seen = ids(&agency.officer, "limit=2").await;
    seen.extend(ids(&agency.officer, &format!("limit=2&after={next}")).await);
    assert_eq!(seen, opened);
    assert_eq!(ids(&agency.officer, "province=IR-07").await.len(), 0);
}

#[tokio::test]
async fn the_agency_submits_documents_and_reads_no_others() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let path = format!("{}/documents?kind=other", case.path);
    let upload =
        async |client: &Client<'_>| client.upload(&path, "application/pdf", PDF, &[]).await;
    let early = upload(&case.agency.operator).await;
    early.problem(409, "illegal-transition");
    let offices = upload(&case.agency.officer).await.created();
    case.look().await;
    case.notify().await;
    let own = upload(&case.agency.operator).await.created();
    case.look().await;
    assert_eq!(case.view["documents"].as_array().unwrap().len(), 2);

    let defence = |document: &str| json!({"text": "رسید پیوست است.", "documents": [document]});
    let of_another = case.by(&case.agency.operator, "/defences", defence(&offices.id()));
    let of_another = of_another.await;
    of_another.problem(422, "document-not-on-file");
    let defended = case.by(&case.agency.operator, "/defences", defence(&own.id()));
    let defended = defended.await.ok();
    assert_eq!(defended.body["defences"][0]["documents"], json!([own.id()]));
    assert_eq!(defended.body["documents"].as_array().unwrap().len(), 1);

    let at = |id: &str| format!("{}/documents/{id}", case.path);
    let operator = &case.agency.operator;
    operator.get(&at(&own.id())).await.ok();
    let hidden = operator.get(&at(&offices.id())).await;
    hidden.problem(404, "not-found");
    case.agency.officer.get(&at(&own.id())).await.ok();
    let reads = "SELECT COUNT(*) FROM access_entry";
    assert_eq!(registry.count(reads).await, 2);
    let stranger = registry
        .given_account(Role::BoardMember, Some(TEHRAN))
        .await;
    upload(&stranger).await.problem(403, "permission-denied");
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
