//! Requests that cannot be read or break a rule of form: each is named, and nothing is changed.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{DOMESTIC_OF_A_PERSON, Holder, Wanted, application, filing};
use crate::harness::Registry;

/// What must be the same before and after.
async fn trace(registry: &Registry) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "event",
        "application",
        "document_blob",
        "idempotent_answer",
        "serial",
    ] {
        counts.push(
            registry
                .count(&format!("SELECT COUNT(*) FROM {table}"))
                .await,
        );
    }
    let versions = "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM application";
    counts.push(registry.count(versions).await);
    counts
}

#[tokio::test]
async fn every_bad_value_of_a_filing_is_named_by_its_pointer_and_changes_nothing() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let before = trace(&registry).await;
    let long = "ا".repeat(201);
    let cases: Vec<(&str, Value)> = vec![
        ("/province", json!("23")),
        ("/filing/agency/name", json!("")),
        ("/filing/agency/name", json!(long)),
        ("/filing/agency/name", json!("کار\u{0}یابی")),
        ("/filing/agency/name", json!("کار\nیابی")),
        ("/filing/agency/target_countries", json!(["IR"])),
        ("/filing/person/national_code", json!("0076229646")),
        ("/filing/person/national_code", json!("1111111111")),
        ("/filing/person/mobile", json!("12345")),
        ("/filing/person/birth_date", json!("0001-01-01")),
        ("/filing/company/company_id", json!("10380284791")),
        ("/filing/premises/postal_code", json!("0619735744")),
        ("/filing/premises/province", json!("IR-99")),
        ("/filing/website/domain", json!("not a domain")),
        ("/filing/website/enamad/stars", json!(3)),
        ("/filing/website/enamad/code", json!("short")),
    ];
    for (pointer, value) in cases {
        let mut form = application(filing(Wanted {
            channel: "both",
            holder: Holder::Company,
            ..DOMESTIC_OF_A_PERSON
        }));
        *form.pointer_mut(pointer).unwrap() = value;
        let refused = operator.post("/api/v1/applications", form).await;
        let refused = refused.problem(422, "invalid-value");
        let named = refused.body["errors"][0]["pointer"].as_str().unwrap();
        assert_eq!(named.trim_start_matches('#'), pointer);
    }
    assert_eq!(trace(&registry).await, before);
}

#[tokio::test]
async fn what_does_not_follow_the_schema_is_refused_and_changes_nothing() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let before = trace(&registry).await;
    let cases: Vec<(&str, Value)> = vec![
        ("/colour", json!("red")),
        ("/filing/colour", json!("red")),
        ("/filing/person/colour", json!("red")),
        ("/filing/premises/colour", json!("red")),
        ("/filing/declarations/colour", json!("red")),
        ("/filing/agency/kind", json!("lunar")),
        ("/filing/agency/kind", json!(1)),
        ("/filing/person/birth_date", json!("2001-02-30")),
        ("/filing/person/national_code", json!(76_229_645)),
        ("/filing/declarations", json!([])),
    ];
    for (pointer, value) in cases {
        let mut form = application(filing(DOMESTIC_OF_A_PERSON));
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        form.pointer_mut(parent).unwrap()[name] = value;
        let refused = operator.post("/api/v1/applications", form).await;
        assert!(
            [400, 422].contains(&refused.status.as_u16()),
            "{pointer} {}",
            refused.status
        );
        assert!(refused.body["request_id"].is_string(), "{pointer}");
    }
    let path = "/api/v1/applications";
    for (text, code) in [
        ("{", "malformed-json"),
        ("{\"a\":1,\"a\":2}", "duplicate-field"),
    ] {
        let refused = operator.upload(path, "application/json", text, &[]).await;
        refused.problem(400, code);
    }
    let large = json!({"province": "x".repeat(300_000)});
    operator
        .post(path, large)
        .await
        .problem(413, "body-too-large");
    assert_eq!(trace(&registry).await, before);
}

#[expect(clippy::too_many_lines, reason = "a table of every act")]
#[tokio::test]
async fn acts_on_a_file_refuse_bad_input_and_change_nothing() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    file.office("/examination", json!(null)).await;
    let questions = json!({"inquiries": [
        {"criterion": "competence", "subject": "person", "authority": "فراجا"}]});
    file.office("/inquiries", questions).await;
    let asked = file.view["inquiries"][0]["id"].as_str().unwrap().to_owned();
    let before = trace(&registry).await;
    let answer = |on: &str, reference: &str, document: Value| {
        json!({"result": "favourable", "answered_on": on, "reference": reference,
            "source": "نامه", "document": document})
    };
    let answer_path = format!("/inquiries/{asked}/answer");
    let nowhere = "01890000-0000-7000-8000-000000000000";
    let cases: Vec<(&str, Value, u16, &str)> = vec![
        (
            &answer_path,
            answer("2026-11-23", "۱", json!(null)),
            422,
            "inquiry-answer-date",
        ),
        (
            &answer_path,
            answer("2026-11-21", "۱", json!(null)),
            422,
            "inquiry-answer-date",
        ),
        (&answer_path, answer("2026-11-22", "", json!(null)), 422, ""),
        (
            &answer_path,
            answer("2026-11-22", "۱", json!(nowhere)),
            422,
            "evidence-not-on-file",
        ),
        (
            "/inquiries/01890000-0000-7000-8000-000000000000/answer",
            answer("2026-11-22", "۱", json!(null)),
            404,
            "",
        ),
        ("/inquiries", json!({"inquiries": []}), 422, "no-inquiries"),
        (
            "/inquiries",
            json!({"inquiries": [
            {"criterion": "education", "subject": "person", "authority": "وزارت علوم"}]}),
            422,
            "nothing-to-inquire",
        ),
        (
            "/inquiries",
            json!({"inquiries": [
            {"criterion": "nationality", "subject": "company", "authority": "ثبت شرکت‌ها"}]}),
            422,
            "inquiry-subject",
        ),
        (
            "/inquiries",
            json!({"inquiries": [
            {"criterion": "competence", "subject": "person", "authority": "فراجا"}]}),
            422,
            "inquiry-already-open",
        ),
        (
            "/criteria/education/assessment",
            json!({"met": true, "documents": [nowhere]}),
            422,
            "evidence-not-on-file",
        ),
        (
            "/criteria/education/assessment",
            json!({"met": true, "reason": "خوب است"}),
            422,
            "",
        ),
        (
            "/criteria/education/assessment",
            json!({"met": false}),
            422,
            "",
        ),
        (
            "/criteria/language/assessment",
            json!({"met": true}),
            422,
            "criterion-not-applicable",
        ),
        (
            "/criteria/guarantee/assessment",
            json!({"met": true}),
            422,
            "criterion-follows-guarantee",
        ),
        (
            "/premises-check",
            json!({"record": nowhere}),
            422,
            "evidence-not-on-file",
        ),
        (
            "/completion-request",
            json!({"items": [{"note": "x"}]}),
            409,
            "",
        ),
        ("/referral", json!(null), 409, ""),
    ];
    for (act, body, status, code) in cases {
        let refused = file.try_office(act, body).await;
        assert_eq!(refused.status.as_u16(), status, "{act} {}", refused.body);
        let kind = refused.body["type"].as_str().unwrap();
        assert!(kind.ends_with(code), "{act} {kind}");
    }
    let unknown = file
        .try_office("/criteria/beauty/assessment", json!({"met": true}))
        .await;
    assert!(unknown.status.is_client_error());
    let rejection = json!({"criteria": [], "reasons": ""});
    let refused = file.try_decide("/rejection", rejection).await;
    refused.problem(422, "invalid-value");
    assert_eq!(trace(&registry).await, before);
}
