//! Filing a complaint and following it, with and without an account.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{
    COMPLAINANT, COMPLAINTS, DOMESTIC_OF_A_PERSON, FILING, JPEG, PDF, PERSON, TEHRAN, complaint,
    with_secret,
};
use crate::harness::Registry;

const BLOBS: &str = "SELECT COUNT(*) FROM document_blob";

#[tokio::test]
async fn whoever_files_without_an_account_follows_by_number_and_secret() {
    let registry = Registry::real().await;
    let complaint = registry.given_complaint().await;
    assert!(
        complaint.number.starts_with("C23-1405-"),
        "{}",
        complaint.number
    );
    let anybody = registry.anybody();
    let plain = complaint.secret.to_lowercase().replace('-', "");
    for secret in [&complaint.secret, &plain] {
        let seen = complaint.tracked(&anybody, secret).await.ok();
        assert_eq!(seen.body["kind"], "complaint");
        assert_eq!(seen.body["state_persian"], "دریافت‌شده");
        assert_eq!(seen.body["filed_on_persian"], "۱۴۰۵/۰۹/۰۱");
    }
    // Only its hash is kept.
    let kept = registry
        .texts("SELECT CAST(document AS TEXT) FROM complaint")
        .await;
    let bare = complaint.secret.replace('-', "");
    assert!(
        kept.iter()
            .all(|it| !it.contains(&complaint.secret) && !it.contains(&bare))
    );
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_secret_are_one_and_the_same() {
    let registry = Registry::real().await;
    let complaint = registry.given_complaint().await;
    let anybody = registry.anybody();
    let wrong = "0000-0000-0000-0000-0000-0000";
    let unknown = "C23-1405-999999";
    let mut answers = Vec::new();
    for (number, secret) in [
        (complaint.number.as_str(), wrong),
        (complaint.number.as_str(), ""),
        (complaint.number.as_str(), "kein geheimnis"),
        (unknown, complaint.secret.as_str()),
        ("U23-1405-000001", complaint.secret.as_str()),
        ("V23-1405-000001", complaint.secret.as_str()),
        ("none", complaint.secret.as_str()),
    ] {
        let path = format!("{FILING}/{number}");
        let refused = anybody.get_with(&path, &with_secret(secret)).await;
        let mut body = refused.problem(404, "not-found").body;
        for own in ["request_id", "instance"] {
            body.as_object_mut().unwrap().remove(own);
        }
        answers.push(body);
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:?}"
    );
    let bare = anybody.get(&format!("{FILING}/{}", complaint.number)).await;
    bare.problem(404, "not-found");
    // The operator of the agency has no better eyes than anybody else.
    let operator = complaint.tracked(&complaint.agency.operator, wrong).await;
    operator.problem(404, "not-found");
}

#[tokio::test]
async fn an_account_follows_its_complaint_and_a_key_never_tells_the_secret_again() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let licence = agency.licence_number().await;
    let seeker = registry.given_account(Role::Operator, None).await;
    let form = complaint(&registry, &licence);
    let key = [("idempotency-key", "one")];
    let filed = seeker.post_with(FILING, form.clone(), &key).await.created();
    assert!(filed.body["secret"].is_string());
    let again = seeker.post_with(FILING, form.clone(), &key).await.created();
    assert_eq!(again.body["number"], filed.body["number"]);
    assert_eq!(again.body["secret"], json!(null));
    let kept = registry
        .texts("SELECT CAST(answer AS TEXT) FROM idempotent_answer")
        .await;
    let secret = filed.body["secret"].as_str().unwrap();
    let bare = secret.replace('-', "");
    for kept in kept {
        assert!(!kept.contains(secret) && !kept.contains(&bare) && !kept.contains(COMPLAINANT));
    }
    let path = filed.header("location").to_owned();
    seeker.get(&path).await.ok();
    let other = registry.given_account(Role::Operator, None).await;
    other.get(&path).await.problem(404, "not-found");
    // Without an account a key says nothing of who asks: each request is its own complaint.
    let anybody = registry.anybody();
    let first = anybody
        .post_with(FILING, form.clone(), &key)
        .await
        .created();
    let second = anybody.post_with(FILING, form, &key).await.created();
    assert_ne!(first.body["number"], second.body["number"]);
    assert_ne!(first.body["secret"], second.body["secret"]);
    // A token that has ended is not taken for nobody.
    let mut ended = registry.anybody();
    ended.token = Some("parvaneh_ended".to_owned());
    ended.get(&path).await.problem(401, "unauthenticated");
}

/// Covers A5.4.
#[tokio::test]
async fn an_agency_does_not_complain_about_itself() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let form = complaint(&registry, &agency.licence_number().await);
    let by_account = agency.operator.post(FILING, form.clone()).await;
    by_account.problem(422, "self-complaint");
    let mut holder = form;
    holder["national_code"] = json!(PERSON);
    let by_holder = registry.anybody().post(FILING, holder).await;
    by_holder.problem(422, "self-complaint");
    assert_eq!(registry.count("SELECT COUNT(*) FROM complaint").await, 0);
}

#[tokio::test]
async fn a_complaint_is_about_one_agency_of_one_party_and_about_what_has_happened() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let right = complaint(&registry, &agency.licence_number().await);
    let anybody = registry.anybody();
    for (field, value, code) in [
        ("licence", json!("23-D-1405-000812-F"), "invalid-value"),
        ("licence", json!(null), "invalid-value"),
        ("national_code", json!(null), "invalid-value"),
        ("company_id", json!("10380284790"), "invalid-value"),
        ("happened_on", json!("2027-01-01"), "facts-in-the-future"),
    ] {
        let mut wrong = right.clone();
        wrong[field] = value;
        let refused = anybody.post(FILING, wrong).await;
        refused.problem(422, code);
    }
    assert_eq!(registry.count("SELECT COUNT(*) FROM complaint").await, 0);
}

#[tokio::test]
async fn documents_come_by_the_secret_and_go_to_the_office_alone() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    let anybody = registry.anybody();
    let path = format!("{FILING}/{}/documents", complaint.number);
    let blobs = registry.count(BLOBS).await;
    let refused = anybody.upload(&path, "application/pdf", PDF, &[]).await;
    refused.problem(404, "not-found");
    assert_eq!(registry.count(BLOBS).await, blobs);
    let secret = complaint.secret.clone();
    let secret = with_secret(&secret);
    let lie = anybody.upload(&path, "image/png", PDF, &secret).await;
    lie.problem(415, "unsupported-media-type");
    for (kind, bytes) in [("application/pdf", PDF), ("application/octet-stream", JPEG)] {
        let added = anybody.upload(&path, kind, bytes, &secret).await.created();
        assert_eq!(added.body["size"], bytes.len());
    }
    // What a complaint refers to is kept.
    complaint.days_pass(2).await;
    registry.run_jobs().await;
    complaint.look().await;
    let document = complaint.view["documents"][0]["id"].as_str().unwrap();
    let path = format!("{}/documents/{document}", complaint.path);
    let got = complaint.agency.officer.get(&path).await.ok();
    assert_eq!(got.bytes, PDF);
    let name = format!("attachment; filename=\"{}-", complaint.number);
    assert!(got.header("content-disposition").starts_with(&name));
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'document' AND noun = 'complaint'";
    assert_eq!(registry.count(reads).await, 1);
    let association = registry.given_representative_of_tehran().await;
    association.get(&path).await.problem(404, "not-found");
    let seen = association.get(&complaint.path).await.ok();
    assert_eq!(seen.body["documents"], json!([]));
}

#[tokio::test]
async fn article_6_3_a_complaint_about_an_office_without_a_licence_is_a_report() {
    let registry = Registry::real().await;
    let mut form = complaint(&registry, "");
    form.as_object_mut().unwrap().remove("licence");
    form["office"] = json!({"name": "کار سریع", "province": TEHRAN, "channel": "electronic"});
    let anybody = registry.anybody();
    let nowhere = anybody.post(FILING, form.clone()).await;
    nowhere.problem(422, "office-not-to-be-found");
    form["office"]["handle"] = json!("@karsari");
    let filed = anybody.post(FILING, form).await.created();
    assert_eq!(filed.body["kind"], "unlicensed_report");
    let number = filed.body["number"].as_str().unwrap();
    assert!(number.starts_with("U23-1405-"), "{number}");
    let secret = with_secret(filed.body["secret"].as_str().unwrap());
    let path = filed.header("location");
    let tracked = anybody.get_with(path, &secret).await.ok();
    assert_eq!(tracked.body["state_persian"], "دریافت‌شده");
    anybody.get(path).await.problem(404, "not-found");
    let documents = format!("{path}/documents");
    anybody
        .upload(&documents, "application/pdf", PDF, &secret)
        .await
        .created();
    let withdrawal = format!("{path}/withdrawal");
    let kept = anybody.post_with(&withdrawal, json!({}), &secret).await;
    kept.problem(409, "illegal-transition");

    let reports = "/api/v1/unlicensed-reports";
    let here = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let listed = here.get(reports).await.ok();
    assert_eq!(listed.body["items"][0]["number"], number);
    let report = format!(
        "{reports}/{}",
        listed.body["items"][0]["id"].as_str().unwrap()
    );
    let seen = here.get(&report).await.ok();
    assert_eq!(seen.body["reporter"]["national_code"], "049***0899");
    assert_eq!(seen.body["office"]["handle"], "@karsari");
    let document = seen.body["documents"][0]["id"].as_str().unwrap();
    let document = format!("{report}/documents/{document}");
    assert_eq!(here.get(&document).await.ok().bytes, PDF);
    let whole = here.get(&format!("{report}/personal-data")).await.ok();
    assert_eq!(whole.body["reporter"]["national_code"], COMPLAINANT);
    let reads = "SELECT COUNT(*) FROM access_entry WHERE noun = 'unlicensed_report'";
    assert_eq!(registry.count(reads).await, 2);
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    for path in [&report, &document, &format!("{report}/personal-data")] {
        elsewhere.get(path).await.problem(404, "not-found");
    }
    assert_eq!(elsewhere.get(reports).await.ok().body["items"], json!([]));
    let operator = registry.given_account(Role::Operator, None).await;
    operator
        .get(reports)
        .await
        .problem(403, "permission-denied");
    assert_eq!(here.get(COMPLAINTS).await.ok().body["items"], json!([]));
}

#[tokio::test]
async fn one_address_files_only_so_many_complaints_in_a_minute() {
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let unknown = complaint(&registry, "23-D-1405-000812-F");
    for _ in 0..3_000 {
        let refused = anybody.post(FILING, unknown.clone()).await;
        if refused.status == 429 {
            assert!(!refused.header("retry-after").is_empty());
            return;
        }
        assert_eq!(refused.status, 422);
    }
    panic!("nobody was told to wait");
}
