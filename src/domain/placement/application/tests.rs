//! The procedure from draft to licence, and what no sequence of acts can bring about.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::decision::{BoardRuling, BoardVerdict};
use super::issue::{IssueChecks, PremisesCheck, PremisesGate};
use super::sample::*;
use super::state::{Approval, MissingItem};
use super::*;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::refusal::RefusalKind;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::ban::{Ban, Party, Revocation, Screening, SubjectRole};
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::inquiry::InquiryResult;
use crate::domain::placement::party::Sex;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::session::Matter;

mod reconsideration;

const FREE: PremisesGate = PremisesGate::NotRequired;

fn policies() -> FilePolicies {
    FilePolicies::default()
}

fn today() -> NaiveDate {
    day("1405-03-01")
}

fn domestic() -> Filing {
    filing(AgencyKind::Domestic, Channel::Both, natural(Sex::Male))
}

fn foreign() -> Filing {
    filing(AgencyKind::Foreign, Channel::Physical, legal(Sex::Female))
}

fn refused(outcome: Outcome, code: &str, citation: &str) {
    let refusal = outcome.map(|_| ()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.citation.to_string().as_str()),
        (code, citation),
        "{refusal}"
    );
}

fn ruling(application: &Application, on: NaiveDate, verdict: BoardVerdict) -> BoardRuling {
    BoardRuling {
        session: id(50),
        matter: Matter::application(application.id()),
        board: BoardKind::Provincial(application.province()),
        scope: application.profile().kind.into(),
        decided_on: on,
        verdict,
    }
}

fn approved_by_board(application: Application, on: NaiveDate) -> Application {
    let referred = done(application.refer_to_board(on, policies()));
    let approval = ruling(&referred, on, BoardVerdict::Approved);
    done(referred.execute(approval, FREE, on, policies()))
}

/// Covers A7 and A8.10.
#[test]
fn a_domestic_online_agency_of_a_person_gets_its_licence_from_the_directorate() {
    let reviewed = reviewed(domestic(), today());
    refused(
        reviewed.clone().refer_to_board(today(), policies()),
        "office-decides",
        "A7",
    );
    let ready = done(reviewed.approve_by_office(id(5), FREE, today(), policies()));
    assert_eq!(ready.state(), "ready_to_issue");
    let issued = done(issue(ready, today(), None));
    assert_eq!(
        issued.standing(),
        &ApplicationState::Issued {
            approval: Approval::Office {
                account: id(5),
                on: today()
            },
            licence: id(90),
            on: today(),
        }
    );
}

/// Covers A5.1 and A8.11.
#[test]
fn a_foreign_agency_of_a_company_needs_board_and_guarantee() {
    let reviewed = reviewed(foreign(), today());
    refused(
        reviewed
            .clone()
            .approve_by_office(id(5), FREE, today(), policies()),
        "board-decides",
        "A5.1",
    );
    let awaiting = approved_by_board(reviewed, today());
    assert_eq!(awaiting.state(), "awaiting_guarantee");
    refused(
        issue(awaiting.clone(), today(), None),
        "illegal-transition",
        "A7",
    );
    refused(
        awaiting
            .clone()
            .guarantee_accepted(cover(4_999_999_999, today()), FREE),
        "guarantee-insufficient",
        "A8.11",
    );
    let mut short = cover(5_000_000_000, today());
    short.expires_on = day("1407-12-29");
    refused(
        awaiting.clone().guarantee_accepted(short, FREE),
        "guarantee-insufficient",
        "A8.11",
    );

    let held = cover(5_000_000_000, today());
    let ready = done(awaiting.guarantee_accepted(held.clone(), FREE));
    refused(
        issue(ready.clone(), today(), None),
        "guarantee-not-held",
        "A8.11",
    );
    let mut raised = held.clone();
    raised.required = crate::domain::kernel::money::Rial::new(6_000_000_000).unwrap();
    refused(
        issue(ready.clone(), today(), Some(raised)),
        "guarantee-insufficient",
        "A8.11",
    );
    assert_eq!(done(issue(ready, today(), Some(held))).state(), "issued");
}

#[test]
fn premises_that_people_come_to_are_checked_where_the_standard_asks_for_it() {
    let gate = PremisesGate::Required;
    let approved =
        done(reviewed(domestic(), today()).approve_by_office(id(5), gate, today(), policies()));
    assert_eq!(approved.state(), "approved");
    let check = PremisesCheck {
        record: id(70),
        by: id(6),
        on: today(),
    };
    let ready = done(approved.premises_passed(check));
    assert_eq!(
        (ready.state(), ready.premises_check()),
        ("ready_to_issue", Some(&check))
    );

    let online = filing(
        AgencyKind::Domestic,
        Channel::Electronic,
        natural(Sex::Female),
    );
    let ready = done(reviewed(online, today()).approve_by_office(id(5), gate, today(), policies()));
    assert_eq!(ready.state(), "ready_to_issue");

    let held = done(
        approved_by_board(reviewed(foreign(), today()), today())
            .guarantee_accepted(cover(5_000_000_000, today()), gate),
    );
    assert_eq!(held.state(), "approved");
    assert_eq!(done(held.premises_passed(check)).state(), "ready_to_issue");

    let free =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    let screening = Screening::of(&[], &[], today());
    let checks = IssueChecks {
        screening: &screening,
        guarantee: None,
        gate,
        policies: policies(),
    };
    refused(
        free.issue(id(90), today(), checks),
        "premises-not-checked",
        "A3.2",
    );
}

/// Covers A7.
#[test]
fn a_file_is_received_only_complete_and_by_the_province_of_establishment() {
    type Change = fn(&mut Filing);
    let cases: [(Change, &str, &str); 6] = [
        (|f| f.premises = None, "premises-missing", "A7"),
        (
            |f| f.premises.as_mut().unwrap().province = "IR-10".parse().unwrap(),
            "other-province",
            "A7",
        ),
        (|f| f.website = None, "website-missing", "A8.10"),
        (
            |f| f.profile.target_countries = vec!["DE".parse().unwrap()],
            "target-country-of-domestic-agency",
            "A11",
        ),
        (
            |f| f.declarations.not_a_manpower_contractor = false,
            "manpower-contractor",
            "A7.n3",
        ),
        (
            |f| f.profile.kind = AgencyKind::Foreign,
            "target-country-missing",
            "A8.7",
        ),
    ];
    for (change, code, citation) in cases {
        let mut filing = domestic();
        change(&mut filing);
        refused(submit(draft(filing), today()), code, citation);
    }
}

/// Covers A7.n1.
#[test]
fn a_maritime_file_waits_for_its_directive() {
    let maritime = draft(filing(
        AgencyKind::Maritime,
        Channel::Physical,
        natural(Sex::Female),
    ));
    let screening = Screening::of(&[], &[], today());
    refused(
        maritime
            .clone()
            .submit(today(), &screening, None, policies()),
        "directive-missing",
        "A7.n1",
    );
    let filed = done(maritime.submit(today(), &screening, Some(id(77)), policies()));
    assert_eq!(filed.maritime_directive(), Some(id(77)));
    assert_eq!(
        done(submit(draft(domestic()), today())).maritime_directive(),
        None
    );
}

/// A term that ends on a day, in a calendar without closed days.
fn until(last: NaiveDate) -> Deadline {
    let open = ClosedDays::new(1, vec![], vec![]).unwrap();
    let start = last - Days::new(5);
    Deadline::days(start, 4, &open, None, Citation::Policy("cure.days"))
}

#[test]
fn a_file_is_completed_in_its_term_or_lapses_on_the_day_after() {
    let due = day("1405-03-31");
    let item = |document| MissingItem {
        document,
        note: "خوانا نیست".parse().unwrap(),
    };
    let filed = done(submit(draft(domestic()), today()));
    refused(
        filed
            .clone()
            .request_completion(vec![], until(due), today()),
        "no-missing-items",
        "A8",
    );
    refused(
        filed
            .clone()
            .request_completion(vec![item(None)], until(today()), today()),
        "completion-term-too-short",
        "P:cure.days",
    );
    let items = vec![item(Some(DocumentKind::Photo)), item(None)];
    let sent_back = done(filed.request_completion(items, until(due), today()));
    refused(
        submit(sent_back.clone(), due),
        "documents-still-missing",
        "A8",
    );
    refused(
        sent_back.clone().lapse(due),
        "completion-term-running",
        "P:cure.days",
    );

    let cured = done(
        sent_back
            .clone()
            .attach_document(document(DocumentKind::Photo)),
    );
    refused(
        submit(cured.clone(), day("1405-04-01")),
        "completion-term-over",
        "P:cure.days",
    );
    let again = done(submit(cured, due));
    assert_eq!((again.state(), again.filed_on()), ("submitted", Some(due)));

    let lapsed = done(sent_back.lapse(day("1405-06-01")));
    assert_eq!(
        lapsed.standing(),
        &ApplicationState::Lapsed {
            on: day("1405-04-01")
        }
    );
}

#[test]
fn a_document_that_was_on_file_before_does_not_cure_its_own_defect() {
    let item = MissingItem {
        document: Some(DocumentKind::Degree),
        note: "ناخوانا".parse().unwrap(),
    };
    let due = day("1405-03-31");
    let sent_back = done(done(submit(draft(domestic()), today())).request_completion(
        vec![item],
        until(due),
        today(),
    ));
    refused(submit(sent_back, today()), "documents-still-missing", "A8");
}

#[test]
fn what_has_been_filed_can_be_changed_only_when_it_was_sent_back() {
    refused(
        done(submit(draft(domestic()), today())).revise(foreign()),
        "illegal-transition",
        "A7",
    );
    assert_eq!(
        done(draft(domestic()).revise(foreign())).profile().kind,
        AgencyKind::Foreign
    );
}

/// Covers A7 and A8.
#[test]
fn the_directorate_rejects_a_domestic_file_only_for_conditions_that_it_found_not_met() {
    let reason = || "مدرک معتبر نیست.".parse().unwrap();
    let reviewed_file = reviewed(domestic(), today());
    let reject = |file: Application, named: Vec<Criterion>| {
        file.reject_by_office(id(5), named, reason(), today(), policies())
    };
    for named in [vec![], vec![Criterion::Education]] {
        refused(
            reject(reviewed_file.clone(), named),
            "no-ground-of-rejection",
            "A8",
        );
    }
    let failed = done(reviewed_file.assess(Criterion::Education, not_met(), today(), policies()));
    refused(
        failed
            .clone()
            .approve_by_office(id(5), FREE, today(), policies()),
        "criteria-not-met",
        "A8.4",
    );
    let named = vec![Criterion::Education, Criterion::Age];
    refused(
        reject(failed.clone(), named),
        "no-ground-of-rejection",
        "A8",
    );
    assert_eq!(
        done(reject(failed, vec![Criterion::Education])).state(),
        "rejected"
    );

    let failed = done(reviewed(foreign(), today()).assess(
        Criterion::Education,
        not_met(),
        today(),
        policies(),
    ));
    refused(
        reject(failed.clone(), vec![Criterion::Education]),
        "board-decides",
        "A5.1",
    );
    refused(
        failed.refer_to_board(today(), policies()),
        "criteria-not-met",
        "A8.4",
    );
}

#[test]
fn a_decision_about_something_else_is_not_executed() {
    type Change = fn(&mut BoardRuling);
    let referred = done(reviewed(foreign(), today()).refer_to_board(today(), policies()));
    let cases: [Change; 7] = [
        |d| d.matter = Matter::directive(id(1)),
        |d| d.board = BoardKind::Central,
        |d| d.matter = Matter::application(id(999)),
        |d| d.board = BoardKind::Provincial("IR-10".parse().unwrap()),
        |d| d.scope = Scope::Domestic,
        |d| d.decided_on = day("1405-02-31"),
        |d| d.decided_on = day("1405-03-02"),
    ];
    for change in cases {
        let mut other = ruling(&referred, today(), BoardVerdict::Approved);
        change(&mut other);
        refused(
            referred.clone().execute(other, FREE, today(), policies()),
            "board-decision-does-not-fit",
            "A5.1",
        );
    }
    let verdict = BoardVerdict::Rejected {
        criteria: vec![],
        reasons: "صلاحیت حرفه‌ای تأیید نشد.".parse().unwrap(),
    };
    let rejection = ruling(&referred, today(), verdict);
    let rejected = done(referred.execute(rejection, FREE, today(), policies()));
    assert_eq!(rejected.state(), "rejected");
}

#[test]
fn answers_older_than_three_months_are_asked_again_before_the_issue() {
    let ready =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    assert_eq!(
        done(issue(ready.clone(), day("1405-06-01"), None)).state(),
        "issued"
    );
    let late = day("1405-06-02");
    let certified = done(ready.assess(
        Criterion::CriminalRecord,
        met(Criterion::CriminalRecord, late),
        late,
        policies(),
    ));
    refused(
        issue(certified.clone(), late, None),
        "inquiry-outdated",
        "P:inquiry.max_age",
    );
    let asked_again = inquired(certified, late);
    assert_eq!(asked_again.state(), "ready_to_issue");
    assert_eq!(done(issue(asked_again, late, None)).state(), "issued");
}

#[test]
fn a_condition_that_no_longer_holds_stops_the_issue() {
    let ready =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    refused(
        issue(ready.clone(), day("1407-02-01"), None),
        "criteria-not-met",
        "A8.6",
    );
    let fallen = done(ready.assess(Criterion::Competence, not_met(), today(), policies()));
    refused(issue(fallen, today(), None), "criteria-not-met", "A8.9");
}

#[test]
fn the_review_goes_on_when_the_last_answer_has_arrived() {
    let file = under_review(domestic(), today());
    let new = inquiries(&file);
    let asked = done(file.open_inquiries(new.clone(), today(), policies()));
    assert_eq!(asked.state(), "awaiting_inquiry");
    let favourable = || answer(InquiryResult::Favourable, today());
    let one = done(asked.record_inquiry_answer(new[0].id, favourable(), today()));
    assert_eq!(one.state(), "awaiting_inquiry");
    refused(
        one.clone()
            .record_inquiry_answer(new[0].id, favourable(), today()),
        "inquiry-already-answered",
        "A8.1",
    );
    for wrong in [day("1405-02-31"), day("1405-03-02")] {
        refused(
            one.clone().record_inquiry_answer(
                new[1].id,
                answer(InquiryResult::Adverse, wrong),
                today(),
            ),
            "inquiry-answer-date",
            "A8.9",
        );
    }
    let all = done(one.record_inquiry_answer(new[1].id, favourable(), today()));
    assert_eq!(all.state(), "under_review");
}

#[test]
fn an_illegal_act_names_the_states_that_may_follow() {
    let refusal = draft(domestic()).take_up(today()).map(|_| ()).unwrap_err();
    assert_eq!(
        refusal.kind,
        RefusalKind::State {
            current: "draft",
            allowed: &["submitted", "withdrawn"]
        }
    );
}

#[test]
fn an_application_is_taken_back_any_time_before_its_end() {
    let ready =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    for file in [
        draft(domestic()),
        under_review(domestic(), today()),
        ready.clone(),
    ] {
        let withdrawn = done(file.withdraw(today()));
        assert_eq!(withdrawn.state(), "withdrawn");
        refused(withdrawn.withdraw(today()), "illegal-transition", "A7");
    }
    refused(
        done(issue(ready, today(), None)).withdraw(today()),
        "illegal-transition",
        "A7",
    );
}

#[test]
fn the_open_acts_are_those_that_would_not_be_refused() {
    let open = |file: &Application| {
        file.what_can_be_done(today(), FREE, policies())
            .into_iter()
            .filter(|act| act.allowed.is_ok())
            .map(|act| act.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        open(&draft(domestic())),
        ["revise", "attach_document", "submit", "withdraw"]
    );
    let reviewed_file = reviewed(domestic(), today());
    assert_eq!(
        open(&reviewed_file),
        [
            "attach_document",
            "open_inquiries",
            "assess",
            "approve_by_office",
            "premises_passed",
            "withdraw"
        ]
    );
    let withdrawn = done(reviewed_file.withdraw(today()));
    assert!(open(&withdrawn).is_empty());
}

#[test]
fn a_file_is_read_back_as_it_was_written_and_a_debug_print_hides_the_religion() {
    let ready =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    for file in [
        draft(foreign()),
        done(issue(ready, today(), None)),
        approved_by_board(reviewed(foreign(), today()), today()),
    ] {
        let text = serde_json::to_string(&file).unwrap();
        assert_eq!(serde_json::from_str::<Application>(&text).unwrap(), file);
        let print = format!("{file:?}");
        assert!(
            !print.contains("Islam") && !print.contains("0076229645"),
            "{print}"
        );
    }
}

#[test]
fn an_event_is_flat_and_names_no_personal_data() {
    let new = super::intake::NewApplication {
        kind: ApplicationKind::New,
        id: id(1),
        operator: id(2),
        file_number: "A23-1405-000341".parse().unwrap(),
        province: "IR-23".parse().unwrap(),
        filing: domestic(),
    };
    let reviewed_file = reviewed(domestic(), today());
    let events = [
        Application::draft(new).into_parts().1,
        submit(draft(domestic()), today()).unwrap().into_parts().1,
        reviewed_file
            .clone()
            .approve_by_office(id(5), FREE, today(), policies())
            .unwrap()
            .into_parts()
            .1,
        reviewed_file
            .assess(
                Criterion::Religion,
                met(Criterion::Religion, today()),
                today(),
                policies(),
            )
            .unwrap()
            .into_parts()
            .1,
    ];
    let names: Vec<_> = events.iter().map(Event::name).collect();
    assert_eq!(
        names,
        [
            "application-drafted",
            "application-submitted",
            "application-approved",
            "application-criterion-assessed"
        ]
    );
    for event in events {
        let payload = serde_json::to_value(&event).unwrap();
        assert!(
            payload
                .as_object()
                .unwrap()
                .values()
                .all(|value| !value.is_object()),
            "{payload}"
        );
        let text = payload.to_string();
        for personal in ["0076229645", "islam", "نرگس", "کریمی", "9121234567"] {
            assert!(!text.contains(personal), "{text}");
        }
    }
}

/// Covers A15.n2.
#[test]
fn a_banned_party_is_refused_at_filing_and_again_at_issue_until_the_ban_has_run() {
    let revocation = Revocation {
        ruling: "رأی ۱۲".parse().unwrap(),
        final_on: day("1400-03-01"),
        province: "IR-10".parse().unwrap(),
        agency: "کاریابی پیشین".parse().unwrap(),
        kind: None,
        licence: None,
    };
    let files = [draft(domestic()), draft(foreign())];
    let roles: Vec<Vec<_>> = files
        .iter()
        .map(|file| file.subjects().iter().map(|subject| subject.role).collect())
        .collect();
    assert_eq!(
        roles,
        [
            vec![SubjectRole::Holder],
            vec![SubjectRole::Holder, SubjectRole::TechnicalManager]
        ]
    );
    assert!(matches!(
        files[1].subjects()[0].party,
        Party::Company { .. }
    ));
    for file in files {
        for subject in file.subjects() {
            let book = PolicyBook::default();
            let answers = Policies::on(&book, today());
            let ban = Ban::import(id(80), vec![subject], revocation.clone(), &answers, today())
                .unwrap()
                .into_parts()
                .0;
            let on = |date| Screening::of(&file.subjects(), std::slice::from_ref(&ban), date);
            let last = day("1405-02-31");
            refused(
                file.clone().submit(last, &on(last), None, policies()),
                "banned",
                "A15.n2",
            );
            assert!(
                file.clone()
                    .submit(today(), &on(today()), None, policies())
                    .is_ok()
            );
            refused(
                file.clone().submit(today(), &on(last), None, policies()),
                "screening-outdated",
                "A15.n2",
            );
        }
    }
    let late = Revocation {
        final_on: today(),
        ..revocation
    };
    let ready =
        done(reviewed(domestic(), today()).approve_by_office(id(5), FREE, today(), policies()));
    let book = PolicyBook::default();
    let answers = Policies::on(&book, today());
    let ban = Ban::import(id(80), ready.subjects(), late, &answers, today())
        .unwrap()
        .into_parts()
        .0;
    let screening = Screening::of(&ready.subjects(), &[ban], today());
    let checks = IssueChecks {
        screening: &screening,
        guarantee: None,
        gate: FREE,
        policies: policies(),
    };
    refused(ready.issue(id(90), today(), checks), "banned", "A15.n2");
}

#[test]
fn a_guarantee_of_another_file_is_not_accepted() {
    let awaiting = approved_by_board(reviewed(foreign(), today()), today());
    let mut other = cover(5_000_000_000, today());
    other.application = id(999);
    refused(
        awaiting.guarantee_accepted(other, FREE),
        "guarantee-of-other-application",
        "A8.11",
    );
}

#[test]
fn the_catalogue_of_policies_and_the_rules_of_files_have_the_same_defaults() {
    let book = PolicyBook::default();
    assert_eq!(
        FilePolicies::of(&Policies::on(&book, today())),
        FilePolicies::default()
    );
}

/// Something that an applicant, an officer or the clock tries, whether it is allowed or not.
#[derive(Clone, Debug)]
enum Try {
    Submit,
    TakeUp,
    SendBack,
    Cure,
    Lapse,
    Inquire,
    Answer(bool),
    Assess(u8, bool),
    AssessAll,
    Refer,
    ApproveByOffice,
    Reject(u8),
    Return(u8),
    Decide(bool),
    Guarantee(bool),
    Premises,
    Issue(bool),
    Withdraw,
    Wait(u16),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        4 => Just(Try::Submit),
        4 => Just(Try::TakeUp),
        1 => Just(Try::SendBack),
        1 => Just(Try::Cure),
        1 => Just(Try::Lapse),
        3 => Just(Try::Inquire),
        6 => prop::bool::weighted(0.9).prop_map(Try::Answer),
        3 => (1..=11_u8, prop::bool::weighted(0.7)).prop_map(|(clause, met)| Try::Assess(clause, met)),
        6 => Just(Try::AssessAll),
        5 => Just(Try::Refer),
        5 => Just(Try::ApproveByOffice),
        1 => (1..=11_u8).prop_map(Try::Reject),
        2 => (1..=11_u8).prop_map(Try::Return),
        5 => prop::bool::weighted(0.9).prop_map(Try::Decide),
        5 => prop::bool::weighted(0.8).prop_map(Try::Guarantee),
        3 => Just(Try::Premises),
        8 => prop::bool::ANY.prop_map(Try::Issue),
        1 => Just(Try::Withdraw),
        1 => (1..150_u16).prop_map(Try::Wait),
    ];
    prop::collection::vec(one, 20..90)
}

fn attempt(file: Application, act: &Try, today: NaiveDate) -> Result<Application, Refusal> {
    let p = policies();
    let done = |outcome: Outcome| outcome.map(|changed| changed.into_parts().0);
    match act {
        Try::Submit => done(submit(file, today)),
        Try::TakeUp => done(file.take_up(today)),
        Try::SendBack => {
            let item = MissingItem {
                document: None,
                note: "نشانی".parse().unwrap(),
            };
            done(file.request_completion(vec![item], until(today + Days::new(30)), today))
        }
        Try::Cure => {
            let filing = file.filing().clone();
            done(file.revise(filing))
        }
        Try::Lapse => done(file.lapse(today)),
        Try::Inquire => {
            let new = inquiries(&file);
            done(file.open_inquiries(new, today, p))
        }
        Try::Answer(favourable) => {
            let open = file
                .inquiries()
                .iter()
                .find(|i| i.is_open())
                .map_or(id(0), |i| i.id);
            let result = if *favourable {
                InquiryResult::Favourable
            } else {
                InquiryResult::Adverse
            };
            done(file.record_inquiry_answer(open, answer(result, today), today))
        }
        Try::Assess(clause, true) => {
            let criterion = Criterion::of_clause(*clause).unwrap();
            done(file.assess(criterion, met(criterion, today), today, p))
        }
        Try::Assess(clause, false) => {
            done(file.assess(Criterion::of_clause(*clause).unwrap(), not_met(), today, p))
        }
        Try::AssessAll => Ok(Criterion::ALL.into_iter().fold(file, |file, criterion| {
            let before = file.clone();
            done(file.assess(criterion, met(criterion, today), today, p)).unwrap_or(before)
        })),
        Try::Refer => done(file.refer_to_board(today, p)),
        Try::ApproveByOffice => {
            done(file.approve_by_office(id(5), PremisesGate::Required, today, p))
        }
        Try::Reject(clause) => done(file.reject_by_office(
            id(5),
            vec![Criterion::of_clause(*clause).unwrap()],
            "دلیل".parse().unwrap(),
            today,
            p,
        )),
        Try::Return(clause) => done(file.return_to_review(
            id(5),
            vec![Criterion::of_clause(*clause).unwrap()],
            "دلیل".parse().unwrap(),
            today,
            p,
        )),
        Try::Decide(approved) => {
            let verdict = if *approved {
                BoardVerdict::Approved
            } else {
                BoardVerdict::Rejected {
                    criteria: vec![],
                    reasons: "دلیل".parse().unwrap(),
                }
            };
            let ruling = ruling(&file, today, verdict);
            done(file.execute(ruling, PremisesGate::Required, today, p))
        }
        Try::Guarantee(enough) => {
            let amount = if *enough { 5_000_000_000 } else { 1 };
            done(file.guarantee_accepted(cover(amount, today), PremisesGate::Required))
        }
        Try::Premises => done(file.premises_passed(PremisesCheck {
            record: id(70),
            by: id(6),
            on: today,
        })),
        Try::Issue(guaranteed) => {
            let screening = Screening::of(&[], &[], today);
            let checks = IssueChecks {
                screening: &screening,
                guarantee: guaranteed.then(|| cover(5_000_000_000, today)),
                gate: PremisesGate::Required,
                policies: p,
            };
            done(file.issue(id(90), today, checks))
        }
        Try::Withdraw => done(file.withdraw(today)),
        Try::Wait(_) => Ok(file),
    }
}

/// The file after all the attempts, and the days on which it changed its state.
fn lived(file: Application, tries: &[Try]) -> Application {
    let mut today = today();
    tries.iter().fold(file, |file, act| {
        if let Try::Wait(days) = act {
            today = today + Days::new(u64::from(*days));
        }
        let before = file.clone();
        let next = before.next_states();
        match attempt(file, act, today) {
            Ok(after) => {
                let moved = after.state() != before.state();
                assert!(
                    !moved || next.contains(&after.state()),
                    "{act:?}: {} to {}",
                    before.state(),
                    after.state()
                );
                after
            }
            Err(_) => before,
        }
    })
}

fn some_file() -> impl Strategy<Value = Application> {
    (
        prop::sample::select(AgencyKind::ALL.to_vec()),
        prop::sample::select(Channel::ALL.to_vec()),
        prop::sample::select(Sex::ALL.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(kind, channel, sex, company)| {
            let applicant = if company { legal(sex) } else { natural(sex) };
            draft(filing(kind, channel, applicant))
        })
}

/// Random attempts around the way that leads to a licence, so that many runs arrive there.
fn lives() -> impl Strategy<Value = Vec<Try>> {
    let way = [
        Try::Submit,
        Try::TakeUp,
        Try::Inquire,
        Try::Answer(true),
        Try::Answer(true),
        Try::Answer(true),
        Try::AssessAll,
        Try::Refer,
        Try::Decide(true),
        Try::ApproveByOffice,
        Try::Guarantee(true),
        Try::Premises,
        Try::Issue(true),
    ];
    let guided = (
        prop::collection::vec(prop::bool::weighted(0.95), way.len()),
        tries(),
    )
        .prop_map(move |(keep, noise)| {
            let mut noise = noise.into_iter();
            way.iter()
                .zip(keep)
                .flat_map(|(step, keep)| {
                    let stray = if keep { None } else { noise.next() };
                    stray.into_iter().chain(keep.then(|| step.clone()))
                })
                .collect()
        });
    prop_oneof![guided, tries()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_sequence_of_acts_issues_a_licence_without_the_competent_decision_and_every_condition(
        file in some_file(),
        tries in lives(),
    ) {
        let file = lived(file, &tries);
        if let ApplicationState::Issued { approval, on, .. } = file.standing() {
            prop_assert_eq!(file.needs_board(), matches!(approval, Approval::Board { .. }));
            for (criterion, finding) in file.findings(*on, policies()) {
                let applies = file.facts(*on).applicable(policies()).any(|bound| bound == criterion);
                prop_assert_eq!(applies, finding.passes(), "{:?}: {:?}", criterion, finding);
            }
            if file.profile().kind != AgencyKind::Domestic {
                let cover = file.guarantee().unwrap();
                prop_assert!(cover.amount >= cover.required);
            }
        }
    }
}

#[test]
fn the_random_lives_do_reach_licences_of_every_kind() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut issued = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let file = some_file().new_tree(&mut runner).unwrap().current();
        let tries = lives().new_tree(&mut runner).unwrap().current();
        let file = lived(file, &tries);
        if file.state() == "issued" {
            issued.insert(file.profile().kind);
        }
    }
    assert_eq!(issued.len(), 3, "{issued:?}");
}
