//! The five-year ban bites everywhere, until the last day and not the day after (A15.n2).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::document::{document, operations};
use crate::given::{
    COMPANY_ID, DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_COMPANY, ONLINE_OF_A_PERSON, PERSON, TEHRAN,
};
use crate::harness::{Answer, Client, Registry};

const BANS: &str = "/api/v1/bans";
const MATCHES: &str = "/api/v1/ban-matches";
const REVIEWS: &str = "/api/v1/match-reviews";
const FARS: &str = "IR-07";

fn holder() -> Value {
    json!({"role": "holder", "national_code": PERSON})
}

/// A ban of whoever held a licence in a province, final on a day.
fn ban(subject: &Value, province: &str, final_on: &str) -> Value {
    json!({"subjects": [subject], "ruling": "رأی ۷", "final_on": final_on,
        "province": province, "agency": "کاریابی نمونه", "kind": "foreign"})
}

async fn recorded(registry: &Registry, ban: Value) -> Answer {
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    officer.post(BANS, ban).await.created()
}

async fn annulled(registry: &Registry, ban: &str) -> Answer {
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let path = format!("{BANS}/{ban}");
    let etag = officer.get(&path).await.ok().etag();
    let order = json!({"order": "دادنامه ۹۸", "reason": "حکم دیوان عدالت اداری",
        "on": registry.context.today()});
    officer
        .decide(&format!("{path}/annulment"), &etag, order)
        .await
}

/// What the list of open matches shows somebody: the files, and the roles in each.
async fn matches(client: &Client<'_>) -> Vec<(String, Value)> {
    let found = client.get(MATCHES).await.ok();
    let items = found.body["items"].as_array().unwrap().iter();
    let items = items.map(|it| {
        (
            it["file_id"].as_str().unwrap().to_owned(),
            it["roles"].clone(),
        )
    });
    items.collect()
}

#[tokio::test]
async fn holder_and_manager_are_refused_in_every_province_until_the_last_day_and_not_the_day_after()
{
    let company = json!({"role": "holder", "company_id": COMPANY_ID});
    let manager = json!({"role": "technical_manager", "national_code": PERSON});
    let cases = [
        (DOMESTIC_OF_A_PERSON, holder()),
        (DOMESTIC_OF_A_PERSON, manager.clone()),
        (FOREIGN_OF_A_COMPANY, company),
        (FOREIGN_OF_A_COMPANY, manager),
    ];
    for (wanted, subject) in cases {
        for province in [FARS, TEHRAN] {
            let registry = Registry::real().await;
            // 1400/09/03, so that 1405/09/02 is the last day and tests begin on 1405/09/01.
            let ban = recorded(&registry, ban(&subject, province, "2021-11-24")).await;
            assert_eq!(ban.body["until_exclusive_persian"], "۱۴۰۵/۰۹/۰۳");
            let mut file = registry.given_draft(wanted).await;
            let submission = format!("{}/submission", file.path);
            for _last_days in 0..2 {
                let refused = file.operator.post(&submission, json!(null)).await;
                let refused = refused.problem(422, "banned");
                let said = refused.body["detail"].as_str().unwrap();
                assert!(
                    said.contains(&ban.id()) && said.contains("2026-11-24"),
                    "{said}"
                );
                file.days_pass(1).await;
            }
            file.submit().await;
            assert_eq!(file.state(), "submitted");
        }
    }
}

#[tokio::test]
async fn policies_decide_which_files_a_ban_stops() {
    let cases = [
        ("ban.kind", json!("same_kind"), FARS, false),
        ("ban.kind", json!("any_kind"), FARS, true),
        ("ban.home_province", json!(false), TEHRAN, false),
        ("ban.home_province", json!(false), FARS, true),
        ("ban.home_province", json!(true), TEHRAN, true),
        ("ban.renewal", json!(false), FARS, true),
    ];
    for (policy, value, province, stops) in cases {
        let registry = Registry::real().await;
        registry.given_policy(policy, value.clone()).await;
        let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
        recorded(&registry, ban(&holder(), province, "2024-11-22")).await;
        let path = format!("{}/submission", file.path);
        let filed = file.operator.post(&path, json!(null)).await;
        let label = format!("{policy} {value} {province}");
        assert_eq!(
            filed.status.as_u16(),
            if stops { 422 } else { 200 },
            "{label}"
        );
    }
    let registry = Registry::real().await;
    let director = json!({"role": "director", "national_code": PERSON});
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let today = registry.context.today().to_string();
    let refused = officer.post(BANS, ban(&director, FARS, &today)).await;
    refused.problem(422, "ban-covers-no-directors");
    registry
        .given_policy("ban.subjects", json!("and_directors"))
        .await;
    officer
        .post(BANS, ban(&director, FARS, &today))
        .await
        .created();
}

#[tokio::test]
async fn a_change_of_the_list_finds_pending_files_and_present_licences_and_a_finding_is_remembered()
{
    let registry = Registry::real().await;
    let licensed = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let licence = licensed.issue_by(&licensed.director).await.created().id();
    let file = registry
        .given_submitted_application(FOREIGN_OF_A_COMPANY)
        .await;
    let draft = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    assert_eq!(matches(&file.officer).await, []);

    let ban = recorded(&registry, ban(&holder(), FARS, "2024-11-22"))
        .await
        .id();
    let found = matches(&file.officer).await;
    let expected = [
        (&licence, json!(["holder"])),
        (&file.id().to_owned(), json!(["technical_manager"])),
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (id, roles) in expected {
        assert!(found.contains(&(id.clone(), roles)), "{found:?}");
    }
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some(FARS))
        .await;
    assert_eq!(matches(&elsewhere).await, []);
    let page = file.officer.get(&format!("{MATCHES}?limit=1")).await.ok();
    let next = page.body["next"].as_str().unwrap();
    let rest = file
        .officer
        .get(&format!("{MATCHES}?limit=1&after={next}"))
        .await
        .ok();
    assert_eq!(rest.body["items"].as_array().unwrap().len(), 1);
    assert_ne!(
        rest.body["items"][0]["file_id"],
        page.body["items"][0]["file_id"]
    );
    assert!(!String::from_utf8_lossy(&page.bytes).contains(PERSON));

    // Somebody finds that it is another person, for one of the files.
    let reviews = format!("{BANS}/{ban}/match-reviews");
    let finding = json!({"file": "application", "file_id": file.id(),
        "role": "technical_manager", "reason": "نام پدر یکی نیست."});
    let central = registry.given_account(Role::CentralOfficer, None).await;
    let auditor = registry.given_account(Role::Auditor, None).await;
    for (client, status, code) in [
        (&elsewhere, 404, "not-found"),
        (&central, 403, "permission-denied"),
        (&auditor, 403, "permission-denied"),
        (&file.operator, 403, "permission-denied"),
    ] {
        client
            .post(&reviews, finding.clone())
            .await
            .problem(status, code);
    }
    let made = file.officer.post(&reviews, finding.clone()).await.created();
    assert!(!String::from_utf8_lossy(&made.bytes).contains(PERSON));
    let twice = file.officer.post(&reviews, finding).await;
    twice.problem(422, "match-reviewed-already");
    assert_eq!(
        matches(&file.officer).await,
        [(licence.clone(), json!(["holder"]))]
    );
    // Every other file of the person is stopped as before.
    let submission = format!("{}/submission", draft.path);
    let refused = draft.operator.post(&submission, json!(null)).await;
    refused.problem(422, "banned");

    let withdrawal = format!("{REVIEWS}/{}/withdrawal", made.id());
    let why = json!({"reason": "استعلام دوباره"});
    let unseen = file.officer.post(&withdrawal, why.clone()).await;
    unseen.problem(428, "precondition-required");
    file.officer
        .decide(&withdrawal, &made.etag(), why)
        .await
        .ok();
    assert_eq!(matches(&file.officer).await.len(), 2);
    let kept = file.officer.get(&format!("{REVIEWS}?ban={ban}")).await.ok();
    assert_eq!(kept.body["items"][0]["state"], "withdrawn");
    assert_eq!(elsewhere.get(REVIEWS).await.ok().body["items"], json!([]));

    annulled(&registry, &ban).await.ok();
    assert_eq!(matches(&file.officer).await, []);
}

#[tokio::test]
async fn what_was_found_about_an_application_holds_at_its_filing_its_issue_and_for_its_licence() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let ban = recorded(&registry, ban(&holder(), FARS, "2024-11-22"))
        .await
        .id();
    file.issue_by(&file.director).await.problem(422, "banned");
    let reviews = format!("{BANS}/{ban}/match-reviews");
    let finding = |id: &str| {
        json!({"file": "application", "file_id": id, "role": "holder",
        "reason": "نام پدر یکی نیست."})
    };
    file.officer
        .post(&reviews, finding(file.id()))
        .await
        .created();
    file.issue_by(&file.director).await.created();
    assert_eq!(matches(&file.officer).await, []);

    // A draft is its operator's own until it is filed; a file sent back is the office's to look at.
    let draft = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let unseen = draft.officer.post(&reviews, finding(draft.id())).await;
    unseen.problem(404, "not-found");
}

#[tokio::test]
async fn only_a_court_ends_a_ban_early_and_the_history_stays() {
    let registry = Registry::real().await;
    let ban = recorded(&registry, ban(&holder(), FARS, "2024-11-22")).await;
    let path = format!("{BANS}/{}", ban.id());
    let annulment = format!("{path}/annulment");
    let form = json!({"order": "دادنامه ۹۸", "reason": "حکم دیوان", "on": "2026-11-22"});
    let director = registry
        .given_account(Role::DirectorGeneral, Some(FARS))
        .await;
    let denied = director.decide(&annulment, &ban.etag(), form.clone()).await;
    denied.problem(403, "permission-denied");
    let central = registry.given_account(Role::CentralOfficer, None).await;
    central
        .post(&annulment, form.clone())
        .await
        .problem(428, "precondition-required");
    let mut early = form.clone();
    early["on"] = json!("2024-11-21");
    let early = central.decide(&annulment, &ban.etag(), early).await;
    early.problem(422, "annulment-before-the-ban");
    let done = central
        .decide(&annulment, &ban.etag(), form.clone())
        .await
        .ok();
    assert_eq!(done.body["standing"], "annulled");
    assert_eq!(done.body["until_exclusive"], ban.body["until_exclusive"]);
    let twice = central.decide(&annulment, &done.etag(), form).await;
    twice.problem(409, "illegal-transition");
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let submission = format!("{}/submission", file.path);
    file.operator.post(&submission, json!(null)).await.ok();

    let read = central.get(&path).await.ok();
    let names: Vec<_> = read.body["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["ban-imported", "ban-annulled"]);
    let acts: Vec<_> = operations(&document())
        .into_iter()
        .filter(|it| it.path.starts_with("/api/v1/bans") && it.method != poem::http::Method::GET)
        .map(|it| it.id)
        .collect();
    for act in acts {
        let known = [
            "recordBan",
            "annulBan",
            "findBansOfParty",
            "screenParty",
            "reviewMatch",
        ];
        assert!(known.contains(&act.as_str()), "does {act} shorten a ban?");
    }
}

#[tokio::test]
async fn lists_mask_national_codes_and_whoever_reads_them_in_full_is_recorded() {
    let registry = Registry::real().await;
    let running = recorded(&registry, ban(&holder(), FARS, "2024-11-22"))
        .await
        .id();
    let other = json!({"role": "holder", "company_id": COMPANY_ID});
    let ended = recorded(&registry, ban(&other, TEHRAN, "2020-11-22"))
        .await
        .id();
    let third = recorded(&registry, ban(&holder(), TEHRAN, "2023-11-22"))
        .await
        .id();
    annulled(&registry, &third).await.ok();
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let list = async |query: &str| -> Vec<String> {
        let found = officer.get(&format!("{BANS}{query}")).await.ok();
        assert!(!String::from_utf8_lossy(&found.bytes).contains(PERSON));
        let items = found.body["items"].as_array().unwrap().iter();
        items
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (running, ended, third) = (running.as_str(), ended.as_str(), third.as_str());
    for (query, expected) in [
        ("", vec![running, third, ended]),
        ("?standing=running", vec![running]),
        ("?standing=ended", vec![ended]),
        ("?standing=annulled", vec![third]),
        ("?province=IR-23", vec![third, ended]),
        ("?province=IR-23&standing=ended", vec![ended]),
    ] {
        assert_eq!(list(query).await, expected, "{query}");
    }
    let page = officer.get(&format!("{BANS}?limit=2")).await.ok();
    let next = page.body["next"].as_str().unwrap();
    assert_eq!(list(&format!("?limit=2&after={next}")).await, [ended]);

    let reads = "SELECT COUNT(*) FROM access_entry";
    let before = registry.count(reads).await;
    let full = officer.get(&format!("{BANS}/{running}")).await.ok();
    assert_eq!(full.body["ban"]["subjects"][0]["national_code"], PERSON);
    assert_eq!(registry.count(reads).await, before + 1);
    let search = format!("{BANS}/party-search");
    let of_party = officer
        .post(&search, json!({"national_code": PERSON}))
        .await
        .ok();
    let found = of_party.body["items"].as_array().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1]["standing"], "annulled");
    assert_eq!(registry.count(reads).await, before + 3);
    let operator = registry.given_account(Role::Operator, None).await;
    operator.get(BANS).await.problem(403, "permission-denied");
}
