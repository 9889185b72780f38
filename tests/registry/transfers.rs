//! Agencies that go to another holder (A7.n4).

use chrono::Days;
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    Agency, Board, DOMESTIC_OF_A_COMPANY, DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_PERSON, PERSON,
    SUCCESSOR, TEHRAN, TRANSFEREE, application, charge, day, deed, filing, inquiries, person,
    suspended_for, takeover,
};
use crate::harness::{Answer, Client, Registry};

const AMOUNT: i64 = 5_000_000_000;

async fn status(client: &Client<'_>, path: &str) -> Value {
    client.get(path).await.ok().body
}

/// Covers A7.n4, A10.
#[tokio::test]
async fn a_domestic_agency_goes_to_the_transferee_for_the_rest_of_its_term() {
    let registry = Registry::real().await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    agency.days_pass(100).await;
    let old = agency.licence_now().await.body;
    let transferee = registry.given_account(Role::Operator, None).await;
    let mut file = agency
        .given_takeover(transferee, takeover(DOMESTIC_OF_A_PERSON))
        .await;
    assert_eq!(file.view["asks_for"], "transfer");
    assert_eq!(file.view["about_licence"], json!(agency.licence));
    file.file_papers().await;
    file.pass_examination(&inquiries(DOMESTIC_OF_A_PERSON.holder))
        .await;
    file.approve().await;
    file.days_pass(3).await;
    let new = file.issue_by(&file.director).await.created().body;

    let today = registry.context.today();
    assert_ne!(new["number"], old["number"]);
    assert_eq!(new["agency"], old["agency"]);
    assert_eq!(new["valid_from"], json!(today));
    assert_eq!(new["valid_until"], old["valid_until"]);
    assert_eq!(new["operating_permitted"], true);
    assert_eq!(new["documents"][0]["version"], 1);
    agency.days_pass(0).await;
    let ended = agency.operator.get(&agency.path()).await.ok().body;
    assert_eq!(ended["standing"], "transferred");
    assert_eq!(ended["operating_permitted"], false);
    let eve = agency.on(today - Days::new(1)).await;
    assert_eq!(eve["standing"], "active");
    assert_eq!(agency.on(today).await["standing"], "transferred");
    let list = format!("{}/introductions", agency.path());
    let introductions = agency.operator.get(&list).await.ok().body;
    assert_eq!(introductions["items"][0]["state"], "carried_out");
    assert_eq!(introductions["items"][0]["transferred_to"], new["id"]);
    // The agency goes on: nothing of article 16 begins.
    assert_eq!(registry.count("SELECT COUNT(*) FROM settlement").await, 0);
    let again = agency.introduce(SUCCESSOR).await;
    again.problem(422, "licence-not-in-force");
    let path = format!("/api/v1/licences/{}", new["id"].as_str().unwrap());
    assert_eq!(status(&file.operator, &path).await["standing"], "active");
    let others = agency.operator.get(&path).await;
    others.problem(404, "not-found");
}

/// Covers A7.n4, A5.1, A8.11.
#[tokio::test]
async fn a_foreign_agency_goes_by_its_board_and_with_a_guarantee_of_the_transferee() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(AMOUNT).await;
    let wanted = FOREIGN_OF_A_PERSON;
    let mut file = registry.given_assessed_application(wanted).await;
    let board = Board::quorate(&registry, &file.director, "foreign").await;
    let basis = || json!([{"citation": "A5.1"}]);
    file.office("/referral", json!(null)).await;
    let session = board.opened(file.id()).await;
    board.decides(&session, "approved", basis()).await;
    let first = file
        .given_accepted_guarantee(deed(AMOUNT, "1408-02-30"))
        .await;
    let licence = file.issue_by(&file.director).await.created().id();
    let mut agency = Agency {
        registry: &registry,
        operator: file.operator.clone(),
        officer: file.officer.clone(),
        director: file.director.clone(),
        licence,
    };

    let transferee = registry.given_account(Role::Operator, None).await;
    let mut file = agency.given_takeover(transferee, takeover(wanted)).await;
    file.attach_papers().await;
    let certificate = file.upload("language_certificate").await;
    let mut filled = takeover(wanted);
    filled["languages"] =
        json!([{"country": "DE", "language": "آلمانی", "certificate": certificate}]);
    let revised = file.operator.put(&file.path, filled, &[]).await.ok();
    file.now(revised);
    file.submit().await;
    file.pass_examination(&inquiries(wanted.holder)).await;
    let by_office = file.try_decide("/approval", json!(null)).await;
    by_office.problem(422, "board-decides");
    file.office("/referral", json!(null)).await;
    let session = board.opened(file.id()).await;
    board.decides(&session, "approved", basis()).await;
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
    let waits = file.issue_by(&file.director).await;
    waits.problem(409, "illegal-transition");
    // It has to outlive the rest of the old term, which ends on 1407/08/30, and not a fresh one.
    file.days_pass(10).await;
    let second = file
        .given_accepted_guarantee(deed(AMOUNT, "1408-02-30"))
        .await;
    let new = file.issue_by(&file.director).await.created().body;
    assert!(second.ends_with(new["guarantee_id"].as_str().unwrap()));
    assert_eq!(new["valid_until_persian"], "۱۴۰۷/۰۸/۳۰");
    let given_back = status(&file.officer, &first).await;
    assert_eq!(given_back["state"], "replaced");
    assert!(second.ends_with(given_back["replaced_by"].as_str().unwrap()));
    assert_eq!(status(&file.officer, &second).await["state"], "held");
    agency.days_pass(0).await;
    assert_eq!(agency.licence_now().await.body["standing"], "transferred");
    assert_eq!(registry.count("SELECT COUNT(*) FROM settlement").await, 0);
}

/// Covers A7.n4.
#[tokio::test]
async fn a_transfer_needs_the_introduction_of_the_agency_which_may_take_it_back() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let transferee = registry.given_account(Role::Operator, None).await;
    let form = || takeover(DOMESTIC_OF_A_PERSON);
    let nobody = "019a9f2d-11aa-7c10-9d31-0a1b2c3d4e5f";
    let unknown = agency.apply(&transferee, nobody, form()).await;
    unknown.problem(404, "not-found");
    let oneself = agency.introduce(PERSON).await;
    oneself.problem(422, "transferee-holds-the-licence");
    let path = format!("{}/introductions", agency.path());
    for both in [
        json!({}),
        json!({"national_code": TRANSFEREE, "company_id": "10380284790"}),
    ] {
        let refused = agency.operator.post(&path, both).await;
        refused.problem(422, "invalid-value");
    }

    let introduced = agency.introduce(TRANSFEREE).await.created();
    let second = agency.introduce(SUCCESSOR).await;
    second.problem(422, "introduced-already");
    let mut another = form();
    another["person"] = person(SUCCESSOR);
    let refused = agency.apply(&transferee, &introduced.id(), another).await;
    let refused = refused.problem(422, "transferee-not-introduced");
    assert!(refused.body["detail"].as_str().unwrap().contains("A15.8"));

    let made = agency.apply(&transferee, &introduced.id(), form()).await;
    let mut file = agency.file(transferee.clone(), made.created());
    let again = agency.apply(&transferee, &introduced.id(), form()).await;
    again.problem(422, "application-open-already");
    file.attach_papers().await;
    let withdrawal = format!("/api/v1/introductions/{}/withdrawal", introduced.id());
    let by = transferee.post(&withdrawal, json!(null)).await;
    by.problem(403, "permission-denied");
    let withdrawn = agency.operator.post(&withdrawal, json!(null)).await.ok();
    assert_eq!(withdrawn.body["state"], "withdrawn");
    assert_eq!(file.state_now().await, "withdrawn");
    let late = agency.apply(&transferee, &introduced.id(), form()).await;
    late.problem(422, "transferee-not-introduced");
    // Another one may be introduced now.
    agency.introduce(SUCCESSOR).await.created();
}

/// Covers A7.n4.
#[tokio::test]
async fn a_transfer_changes_neither_name_nor_kind_nor_province_of_the_agency() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let transferee = registry.given_account(Role::Operator, None).await;
    let introduced = agency.introduce(TRANSFEREE).await.created().id();
    let form = takeover(DOMESTIC_OF_A_PERSON);
    let mut renamed = form.clone();
    renamed["agency"]["name"] = json!("کاریابی نام تازه");
    let mut abroad = form.clone();
    abroad["agency"]["kind"] = json!("foreign");
    abroad["agency"]["target_countries"] = json!(["DE"]);
    let mut online = form.clone();
    online["agency"]["channel"] = json!("both");
    let mut moved = form.clone();
    moved["premises"]["province"] = json!("IR-07");
    for (changed, code) in [
        (&renamed, "transfer-changes-the-name"),
        (&abroad, "transfer-changes-the-agency"),
        (&online, "transfer-changes-the-agency"),
        (&moved, "transfer-to-another-province"),
    ] {
        let refused = agency
            .apply(&transferee, &introduced, changed.clone())
            .await;
        refused.problem(422, code);
    }
    // Nor by changing the draft afterwards.
    let made = agency.apply(&transferee, &introduced, form).await;
    let mut file = agency.file(transferee, made.created());
    file.attach_papers().await;
    let answer = file.operator.put(&file.path, renamed, &[]).await.ok();
    file.now(answer);
    let submission = format!("{}/submission", file.path);
    let refused = file.operator.post(&submission, json!(null)).await;
    refused.problem(422, "transfer-changes-the-name");
}

/// Covers A7.n4, A8.
#[tokio::test]
async fn a_transferee_meets_all_of_article_8() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let transferee = registry.given_account(Role::Operator, None).await;
    let mut form = takeover(DOMESTIC_OF_A_PERSON);
    form["person"]["education"] = json!("diploma");
    let mut file = agency.given_takeover(transferee, form).await;
    file.attach_papers().await;
    let submission = format!("{}/submission", file.path);
    let refused = file.operator.post(&submission, json!(null)).await;
    refused.problem(422, "criteria-cannot-be-met");
    let revised = takeover(DOMESTIC_OF_A_PERSON);
    let revised = file.operator.put(&file.path, revised, &[]).await.ok();
    file.now(revised);
    file.submit().await;
    file.office("/examination", json!(null)).await;
    let early = file.try_decide("/approval", json!(null)).await;
    early.problem(422, "criteria-not-met");
}

/// Tries a transfer at each of its three moments: it is begun, filed, and carried out. What stands in
/// the way is brought about by `block` before the moment.
async fn refused_at_every_moment(code: &str, block: impl AsyncFn(&Registry, &Agency<'_>)) {
    for moment in ["begun", "filed", "issued"] {
        let registry = Registry::real().await;
        let mut agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
        // A manager can leave on the day after the issue at the earliest.
        agency.days_pass(1).await;
        let transferee = registry.given_account(Role::Operator, None).await;
        let introduced = agency.introduce(TRANSFEREE).await.created().id();
        let mut form = takeover(DOMESTIC_OF_A_PERSON);
        form["agency"] = filing(DOMESTIC_OF_A_COMPANY)["agency"].clone();
        if moment == "begun" {
            block(&registry, &agency).await;
        }
        let made = agency.apply(&transferee, &introduced, form).await;
        if moment == "begun" {
            made.problem(422, code);
            continue;
        }
        let mut file = agency.file(transferee, made.created());
        file.attach_papers().await;
        if moment == "filed" {
            block(&registry, &agency).await;
            let submission = format!("{}/submission", file.path);
            let refused: Answer = file.operator.post(&submission, json!(null)).await;
            refused.problem(422, code);
            continue;
        }
        file.submit().await;
        file.pass_examination(&inquiries(DOMESTIC_OF_A_PERSON.holder))
            .await;
        file.approve().await;
        block(&registry, &agency).await;
        let refused = file.issue_by(&file.director).await;
        refused.problem(422, code);
        assert_eq!(agency.licence_now().await.body["standing"], "active");
        assert_eq!(file.state_now().await, "ready_to_issue");
    }
}

/// Covers A7.n4, A15.8.
#[tokio::test]
async fn an_open_case_blocks_a_transfer_when_begun_filed_and_issued() {
    // Handing over the management without a transfer is itself such a case.
    refused_at_every_moment("transfer-while-case-open", async |registry, agency| {
        let opened = agency.charge(charge(registry, 8)).await.created();
        assert_eq!(opened.body["charges"][0]["clause"], 8);
    })
    .await;
}

/// Covers A7.n4, A9.n2.
#[tokio::test]
async fn a_halt_blocks_a_transfer_when_begun_filed_and_issued() {
    refused_at_every_moment("transfer-while-halted", async |registry, agency| {
        let today = registry.context.today();
        agency.manager_left(&agency.officer, today).await.ok();
    })
    .await;
}

/// Covers A7.n4, A15.n2.
#[tokio::test]
async fn a_ban_on_the_transferee_blocks_a_transfer_when_begun_filed_and_issued() {
    refused_at_every_moment("banned", async |registry, _| {
        registry.given_ban(TRANSFEREE).await;
    })
    .await;
}

/// Covers A7.n4, A15.n2.
#[tokio::test]
async fn a_ban_on_the_transferor_blocks_a_transfer_when_begun_filed_and_issued() {
    refused_at_every_moment("banned", async |registry, _| {
        registry.given_policy("ban.renewal", json!(false)).await;
        registry.given_ban(PERSON).await;
    })
    .await;
}

/// Covers A7.n4, A10.
#[tokio::test]
async fn neither_an_expired_nor_a_suspended_licence_is_handed_over() {
    let registry = Registry::real().await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let transferee = registry.given_account(Role::Operator, None).await;
    let introduced = agency.introduce(TRANSFEREE).await.created().id();
    agency.days_pass(731).await;
    let transferee = transferee.again().await;
    let form = takeover(DOMESTIC_OF_A_PERSON);
    let expired = agency.apply(&transferee, &introduced, form).await;
    expired.problem(422, "licence-not-in-force");

    let operator = registry.given_account(Role::Operator, None).await;
    let account = operator.get("/api/v1/accounts/current").await.ok().id();
    let licence = registry.given_licence_of(7, account.parse().unwrap()).await;
    let mut suspended = Agency {
        registry: &registry,
        operator,
        officer: agency.officer.clone(),
        director: agency.director.clone(),
        licence: licence.id().to_string(),
    };
    registry.given_ruling_on(licence, suspended_for(90)).await;
    suspended.days_pass(40).await;
    registry.run_jobs().await;
    let transferee = transferee.again().await;
    assert_eq!(suspended.licence_now().await.body["standing"], "suspended");
    let introduced = suspended.introduce(TRANSFEREE).await.created().id();
    let mut form = takeover(DOMESTIC_OF_A_PERSON);
    form["agency"]["name"] = json!("کاریابی نوید زاینده‌رود");
    form["agency"]["channel"] = json!("both");
    let refused = suspended.apply(&transferee, &introduced, form).await;
    refused.problem(422, "transfer-while-suspended");
}

/// Covers A7.n4.
#[tokio::test]
async fn by_policy_an_open_case_does_not_block_and_the_term_is_a_fresh_one() {
    let registry = Registry::real().await;
    registry
        .given_policy("transfer.blocked_by", json!("suspension"))
        .await;
    registry
        .given_policy("transfer.term", json!("fresh_two_years"))
        .await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    agency.days_pass(300).await;
    agency.charge(charge(&registry, 4)).await.created();
    let transferee = registry.given_account(Role::Operator, None).await;
    let mut file = agency
        .given_takeover(transferee, takeover(DOMESTIC_OF_A_PERSON))
        .await;
    file.file_papers().await;
    file.pass_examination(&inquiries(DOMESTIC_OF_A_PERSON.holder))
        .await;
    file.approve().await;
    let new = file.issue_by(&file.director).await.created().body;
    let old = agency.licence_now().await.body;
    assert!(new["valid_until"].as_str() > old["valid_until"].as_str());
}

/// Covers A7.n4, A15.8.
#[tokio::test]
async fn what_both_sides_have_in_common_is_shown_to_those_who_examine_and_to_nobody_else() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    // The same operator applies for the transferee, with the telephone of the manager who leaves.
    let mut form = takeover(DOMESTIC_OF_A_PERSON);
    form["agency"] = filing(DOMESTIC_OF_A_COMPANY)["agency"].clone();
    form["person"]["mobile"] = json!("+989123456789");
    form["premises"]["postal_code"] = json!("1619735744");
    let mut file = agency.given_takeover(agency.operator.clone(), form).await;
    file.file_papers().await;
    let path = format!("{}/transfer-signs", file.path);
    let found = agency.officer.get(&path).await.ok().body;
    let signs = found["signs"].as_array().unwrap();
    let kinds = |noun: &str| -> Vec<_> {
        let of = signs.iter().filter(|it| it["transferor"]["noun"] == noun);
        of.map(|it| it["kind"].as_str().unwrap()).collect()
    };
    assert_eq!(kinds("licence"), ["operator", "postal_code"]);
    assert_eq!(kinds("application"), ["operator", "mobile", "postal_code"]);
    assert_eq!(signs[0]["transferee"]["id"], file.view["id"]);
    let link = signs[0]["transferor"]["link"].as_str().unwrap();
    agency.officer.get(link).await.ok();
    let text = found.to_string();
    assert!(!text.contains(TRANSFEREE) && !text.contains("9123456789"));

    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for (client, status, code) in [
        (&elsewhere, 404, "not-found"),
        (&stranger, 403, "permission-denied"),
        (&agency.operator, 403, "permission-denied"),
    ] {
        let refused = client.get(&path).await;
        refused.problem(status, code);
    }
    let first = agency.licence_now().await.body["application_id"].clone();
    let first = format!(
        "/api/v1/applications/{}/transfer-signs",
        first.as_str().unwrap()
    );
    let no_transfer = agency.officer.get(&first).await;
    no_transfer.problem(422, "transferee-not-introduced");
}

/// Covers A7.n4.
#[tokio::test]
async fn only_the_agency_introduces_and_strangers_see_nothing_of_it() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let path = format!("{}/introductions", agency.path());
    let whom = || json!({"national_code": TRANSFEREE});
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        client.post(&path, whom()).await.problem(status, code);
    }
    let introduced = agency.introduce(TRANSFEREE).await.created();
    assert!(!introduced.body.to_string().contains(TRANSFEREE));
    let one = format!("/api/v1/introductions/{}", introduced.id());
    for (client, status) in [
        (&agency.operator, 200),
        (&agency.officer, 200),
        (&stranger, 404),
        (&elsewhere, 404),
    ] {
        assert_eq!(client.get(&one).await.status, status);
        assert_eq!(client.get(&path).await.status, status);
    }
    let withdrawal = format!("{one}/withdrawal");
    let by = stranger.post(&withdrawal, json!(null)).await;
    by.problem(404, "not-found");
    let by = agency.officer.post(&withdrawal, json!(null)).await;
    by.problem(403, "permission-denied");
}

/// Covers A15.n2.
#[tokio::test]
async fn a_ban_bites_everywhere_until_its_last_day_and_not_the_day_after() {
    // The bans are from 1400/09/02 on, so that their last day is the first day here.
    for province in ["IR-07", TEHRAN] {
        let registry = Registry::real().await;
        let company = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
        let introduced = company.introduce(TRANSFEREE).await.created().id();
        let banned = registry.given_account(Role::Operator, None).await;
        let mut form = filing(DOMESTIC_OF_A_PERSON);
        form["person"] = person(TRANSFEREE);
        let path = "/api/v1/applications";
        let draft = banned.post(path, application(form)).await.created().id();
        let submission = format!("{path}/{draft}/submission");
        let mut form = takeover(DOMESTIC_OF_A_PERSON);
        form["agency"] = filing(DOMESTIC_OF_A_COMPANY)["agency"].clone();
        for code in [TRANSFEREE, SUCCESSOR] {
            registry
                .given_ban_from(code, province, day("1400-09-02"))
                .await;
        }
        let applies = banned.post(&submission, json!(null)).await;
        applies.problem(422, "banned");
        let takes_over = company.apply(&banned, &introduced, form.clone()).await;
        takes_over.problem(422, "banned");
        let manages = company.propose(person(SUCCESSOR)).await;
        manages.problem(422, "banned");

        registry.days_pass(1);
        let banned = banned.again().await;
        let company = Agency {
            operator: company.operator.again().await,
            ..company
        };
        banned.post(&submission, json!(null)).await.ok();
        let takes_over = company.apply(&banned, &introduced, form).await;
        takes_over.created();
        company.propose(person(SUCCESSOR)).await.created();
    }
}
