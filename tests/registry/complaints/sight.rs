//! Who sees what of a complaint.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{CASES, COMPLAINANT, COMPLAINTS, FILING, JPEG, PDF, TEHRAN, with_secret};
use crate::harness::Registry;

/// Everything by which the complainant is known.
const IDENTITY: [&str; 6] = [
    "صبوری",
    COMPLAINANT,
    "9351112233",
    "۰۹۳۵۱۱۱۲۲۳۳",
    "049***0899",
    "+98935***2233",
];

#[tokio::test]
async fn the_association_that_is_asked_sees_the_complaint_without_who_complains() {
    let registry = Registry::real().await;
    let complaint = registry.given_consulted_complaint().await;
    let association = registry.given_representative_of_tehran().await;
    let seen = association.get(&complaint.path).await.ok();
    assert_eq!(seen.body["role_persian"], "کارجو");
    let facts = seen.body["facts"].as_str().unwrap();
    assert!(facts.contains("پول دادم و معرفی نشدم"), "{facts}");
    let listed = association.get(COMPLAINTS).await.ok();
    assert_eq!(listed.body["items"][0]["number"], complaint.number);
    let opinion = json!({"advice": "uphold", "text": "نظر انجمن"});
    let answered = complaint.by(&association, "/opinion", opinion).await.ok();
    for answer in [seen, listed, answered] {
        let text = answer.body.to_string();
        assert!(IDENTITY.iter().all(|it| !text.contains(it)), "{text}");
    }
    let personal = format!("{}/personal-data", complaint.path);
    association
        .get(&personal)
        .await
        .problem(403, "permission-denied");
}

#[tokio::test]
async fn an_association_of_another_province_or_scope_knows_of_nothing() {
    let registry = Registry::real().await;
    let complaint = registry.given_consulted_complaint().await;
    let opinion = json!({"advice": "uphold", "text": "نظر انجمن"});
    for guild in [
        json!({"guild": "provincial_association", "province": "IR-07", "scope": "domestic"}),
        json!({"guild": "provincial_association", "province": TEHRAN, "scope": "foreign"}),
        json!({"guild": "foreign_association"}),
        json!({"guild": "kanoon"}),
    ] {
        let other = registry.given_representative(guild).await;
        other.get(&complaint.path).await.problem(404, "not-found");
        let refused = complaint.by(&other, "/opinion", opinion.clone()).await;
        refused.problem(404, "not-found");
        assert_eq!(other.get(COMPLAINTS).await.ok().body["items"], json!([]));
    }
    let unnamed = registry
        .given_account(Role::Association, Some(TEHRAN))
        .await;
    unnamed.get(&complaint.path).await.problem(404, "not-found");
}

#[tokio::test]
async fn an_association_does_not_see_what_it_was_not_asked() {
    let registry = Registry::real().await;
    registry.given_association().await;
    let mut complaint = registry.given_complaint().await;
    let association = registry.given_representative_of_tehran().await;
    association
        .get(&complaint.path)
        .await
        .problem(404, "not-found");
    complaint.office("/registration", json!(null)).await;
    association
        .get(&complaint.path)
        .await
        .problem(404, "not-found");
    complaint.office("/opinion-request", json!(null)).await;
    association.get(&complaint.path).await.ok();
}

#[tokio::test]
async fn the_operator_of_the_agency_does_not_see_the_complainant() {
    let registry = Registry::real().await;
    let complaint = registry.given_complaint().await;
    let operator = &complaint.agency.operator;
    for path in [
        COMPLAINTS.to_owned(),
        complaint.path.clone(),
        format!("{}/personal-data", complaint.path),
    ] {
        operator.get(&path).await.problem(403, "permission-denied");
    }
    // A case that comes from the complaint names its source and nobody.
    let charge = json!({"clause": 4, "facts": "دریافت وجه افزون بر تعرفه",
        "from": registry.context.today(), "source": {"kind": "complaint", "id": complaint.id()}});
    let case = complaint.agency.charge(charge).await.created();
    let seen = operator.get(&format!("{CASES}/{}", case.id())).await.ok();
    let text = seen.body.to_string();
    assert!(IDENTITY.iter().all(|it| !text.contains(it)), "{text}");
}

#[tokio::test]
async fn offices_see_the_number_masked_and_read_it_in_full_on_record() {
    let registry = Registry::real().await;
    let complaint = registry.given_complaint().await;
    assert_eq!(complaint.view["complainant"]["national_code"], "049***0899");
    let masked = complaint.view["complainant"]["mobile"].as_str().unwrap();
    assert!(masked.contains("***"), "{masked}");
    let path = format!("{}/personal-data", complaint.path);
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'personal-data'";
    assert_eq!(registry.count(reads).await, 0);
    let whole = complaint.agency.officer.get(&path).await.ok();
    assert_eq!(whole.body["party"]["national_code"], COMPLAINANT);
    assert_eq!(whole.body["party"]["mobile"], "+989351112233");
    assert_eq!(registry.count(reads).await, 1);
    for (role, province, status, code) in [
        (Role::ProvincialOfficer, Some("IR-07"), 404, "not-found"),
        (Role::BoardSecretary, Some(TEHRAN), 403, "permission-denied"),
        (Role::Auditor, None, 403, "permission-denied"),
    ] {
        let other = registry.given_account(role, province).await;
        other.get(&path).await.problem(status, code);
    }
    let fars = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    fars.get(&complaint.path).await.problem(404, "not-found");
    assert_eq!(fars.get(COMPLAINTS).await.ok().body["items"], json!([]));
    let there = format!("{COMPLAINTS}?province=IR-23&state=filed");
    let listed = complaint.agency.officer.get(&there).await.ok();
    let text = listed.body.to_string();
    assert_eq!(listed.body["items"].as_array().unwrap().len(), 1);
    assert!(IDENTITY.iter().all(|it| !text.contains(it)), "{text}");
}

/// Covers A6.6.
#[tokio::test]
async fn boards_and_associations_read_no_document_but_what_the_office_discloses_with_a_reason() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    let upload = format!("{FILING}/{}/documents", complaint.number);
    let secret = complaint.secret.clone();
    let secret = with_secret(&secret);
    let anybody = registry.anybody();
    for bytes in [PDF, JPEG] {
        let media_type = "application/octet-stream";
        let added = anybody.upload(&upload, media_type, bytes, &secret).await;
        added.created();
    }
    complaint.look().await;
    let document = |index: usize| {
        let id = complaint.view["documents"][index]["id"].as_str().unwrap();
        format!("{}/documents/{id}", complaint.path)
    };
    let (shown, kept) = (document(0), document(1));
    let association = registry.given_representative_of_tehran().await;
    let secretary = registry
        .given_account(Role::BoardSecretary, Some(TEHRAN))
        .await;
    let member = registry
        .given_account(Role::BoardMember, Some(TEHRAN))
        .await;
    for reader in [&association, &secretary, &member] {
        let seen = reader.get(&complaint.path).await.ok();
        assert_eq!(seen.body["documents"], json!([]));
        for path in [&shown, &kept] {
            reader.get(path).await.problem(404, "not-found");
        }
    }

    let disclosure = format!("{shown}/disclosure");
    let reason = json!({"reason": "رسید پرداخت برای نظر انجمن لازم است."});
    let tag = complaint.etag.clone();
    for reader in [&association, &secretary] {
        let refused = reader.decide(&disclosure, &tag, reason.clone()).await;
        refused.problem(403, "permission-denied");
    }
    let officer = &complaint.agency.officer;
    let unseen = officer.post(&disclosure, reason.clone()).await;
    unseen.problem(428, "precondition-required");
    let without = officer.decide(&disclosure, &tag, json!({"reason": ""}));
    without.await.problem(422, "invalid-value");
    let unknown = format!(
        "{}/documents/{}/disclosure",
        complaint.path,
        uuid::Uuid::nil()
    );
    let unknown = officer.decide(&unknown, &tag, reason.clone()).await;
    unknown.problem(404, "not-found");
    let disclosed = officer.decide(&disclosure, &tag, reason.clone()).await.ok();
    assert_eq!(disclosed.body["documents"][0]["disclosed"], true);
    assert_eq!(disclosed.body["documents"][1]["disclosed"], false);
    let tag = disclosed.etag();
    let again = officer.decide(&disclosure, &tag, reason).await;
    again.problem(422, "document-disclosed");

    for reader in [&association, &secretary, &member] {
        let seen = reader.get(&complaint.path).await.ok();
        let documents = seen.body["documents"].as_array().unwrap();
        assert_eq!(documents.len(), 1);
        assert!(documents[0]["disclosure_reason"].is_string());
        assert_eq!(reader.get(&shown).await.ok().bytes, PDF);
        reader.get(&kept).await.problem(404, "not-found");
    }
    // Offices, the centre and auditors see all.
    let central = registry.given_account(Role::CentralOfficer, None).await;
    let auditor = registry.given_account(Role::Auditor, None).await;
    for reader in [officer, &complaint.agency.director, &central, &auditor] {
        assert_eq!(reader.get(&kept).await.ok().bytes, JPEG);
    }
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'document' AND noun = 'complaint'";
    assert_eq!(registry.count(reads).await, 3 + 4);
    let operator = &complaint.agency.operator;
    operator.get(&shown).await.problem(403, "permission-denied");
}

/// Covers A6.6.
#[tokio::test]
async fn a_withdrawn_complaint_stays_visible_as_such_to_the_association_that_was_asked() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    let withdrawal = format!("{FILING}/{}/withdrawal", complaint.number);
    let secret = complaint.secret.clone();
    let reason = json!({"reason": "پولم را پس دادند"});
    let anybody = registry.anybody();
    let secret = with_secret(&secret);
    let withdrawn = anybody.post_with(&withdrawal, reason, &secret).await;
    withdrawn.ok();
    let association = registry.given_representative_of_tehran().await;
    let seen = association.get(&complaint.path).await.ok();
    assert_eq!(seen.body["state"], "withdrawn");
    assert_eq!(seen.body["withdrawn_on"], json!(registry.context.today()));
    assert!(seen.body["opinion_request"].is_object());
    for left_out in ["facts", "demand", "complainant", "withdrawal_reason"] {
        assert_eq!(seen.body[left_out], json!(null), "{left_out}");
    }
    let listed = association.get(COMPLAINTS).await.ok();
    assert_eq!(listed.body["items"][0]["state"], "withdrawn");
    complaint.look().await;
    let opinion = json!({"advice": "uphold", "text": "نظر انجمن"});
    let late = complaint.by(&association, "/opinion", opinion).await;
    late.problem(409, "illegal-transition");
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let association = registry.given_representative_of_tehran().await;
    let never_asked = registry.given_complaint().await;
    let withdrawal = format!("{FILING}/{}/withdrawal", never_asked.number);
    let secret = with_secret(&never_asked.secret);
    let done = anybody.post_with(&withdrawal, json!({}), &secret).await;
    done.ok();
    let path = &never_asked.path;
    association.get(path).await.problem(404, "not-found");
}
