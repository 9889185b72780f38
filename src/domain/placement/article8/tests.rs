//! Article 8 on whole files.

use chrono::NaiveDate;

use super::Criterion;
use super::finding::{Finding, NotMetReason};
use super::language::{LanguageCoverage, LanguageHolder};
use super::rules::FilePolicies;
use super::shortfall::Shortfall;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::application::sample::*;
use crate::domain::placement::application::{Application, Filing};
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::inquiry::InquiryResult;
use crate::domain::placement::party::{
    Applicant, EducationDegree, MilitaryService, Nationality, NaturalPerson, Sex,
};

const POLICIES: FilePolicies = FilePolicies {
    inquiry_max_age_months: 3,
    record_max_age_months: 3,
    language: LanguageCoverage::EachCountry,
    maritime_as_foreign: true,
};

fn today() -> NaiveDate {
    day("1405-03-01")
}

fn domestic(person: NaturalPerson) -> Filing {
    filing(
        AgencyKind::Domestic,
        Channel::Physical,
        Applicant::Natural { person },
    )
}

fn foreign() -> Filing {
    filing(AgencyKind::Foreign, Channel::Physical, natural(Sex::Female))
}

fn finding(application: &Application, criterion: Criterion, on: NaiveDate) -> Finding {
    application.finding(criterion, on, POLICIES)
}

fn refused(outcome: crate::domain::placement::application::Outcome, code: &str, citation: &str) {
    let refusal = outcome.map(|_| ()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.citation.to_string().as_str()),
        (code, citation),
        "{refusal}"
    );
}

/// Covers A8.3.
#[test]
fn who_has_not_completed_25_years_on_the_day_of_filing_is_refused() {
    let cases = [
        ("1380-03-02", "1405-03-01", false),
        ("1380-03-01", "1405-03-01", true),
        ("1379-12-30", "1404-12-29", false),
        ("1379-12-30", "1405-01-01", true),
        ("1381-01-01", "1405-12-29", false),
    ];
    for (born, filed, old_enough) in cases {
        let person = NaturalPerson {
            birth_date: day(born),
            ..person(Sex::Female)
        };
        let outcome = submit(draft(domestic(person)), day(filed));
        if old_enough {
            assert_eq!(done(outcome).filed_on(), Some(day(filed)), "{born}");
        } else {
            refused(outcome, "criteria-cannot-be-met", "A8.3");
        }
    }
}

#[test]
fn the_age_is_reckoned_on_the_day_of_filing_and_stays() {
    let person = NaturalPerson {
        birth_date: day("1380-03-01"),
        ..person(Sex::Female)
    };
    let file = reviewed(domestic(person), today());
    for on in [today(), day("1405-03-02"), day("1430-01-01")] {
        assert!(finding(&file, Criterion::Age, on).passes(), "{on}");
    }
}

/// Covers A8.2, A8.4, A8.5 and A8.8.
#[test]
fn what_is_declared_against_a_condition_is_named_at_filing() {
    type Change = fn(&mut NaturalPerson);
    let cases: [(Sex, Change, &str); 9] = [
        (
            Sex::Female,
            |p| p.nationality = Nationality::Foreign,
            "A8.1",
        ),
        (Sex::Female, |p| p.religion = None, "A8.2"),
        (
            Sex::Female,
            |p| p.education = EducationDegree::Associate,
            "A8.4",
        ),
        (
            Sex::Female,
            |p| p.education = EducationDegree::Diploma,
            "A8.4",
        ),
        (Sex::Male, |p| p.military = None, "A8.5"),
        (
            Sex::Male,
            |p| p.military = Some(MilitaryService::TemporaryExemption),
            "A8.5",
        ),
        (
            Sex::Male,
            |p| p.military = Some(MilitaryService::StudyDeferment),
            "A8.5",
        ),
        (
            Sex::Male,
            |p| p.military = Some(MilitaryService::NotServed),
            "A8.5",
        ),
        (Sex::Male, |p| p.birth_date = day("1385-01-01"), "A8.3"),
    ];
    for (sex, change, citation) in cases {
        let mut person = person(sex);
        change(&mut person);
        refused(
            submit(draft(domestic(person)), today()),
            "criteria-cannot-be-met",
            citation,
        );
    }
    let mut employed = domestic(person(Sex::Female));
    employed.declarations.not_employed_by_the_state = false;
    refused(
        submit(draft(employed), today()),
        "criteria-cannot-be-met",
        "A8.8",
    );
}

/// Covers A8.5.
#[test]
fn a_permanent_exemption_suffices_and_a_woman_is_not_asked() {
    let mut exempt = person(Sex::Male);
    exempt.military = Some(MilitaryService::PermanentExemption);
    let file = reviewed(domestic(exempt), today());
    assert!(finding(&file, Criterion::MilitaryService, today()).passes());
    let mut woman = person(Sex::Female);
    woman.military = Some(MilitaryService::TemporaryExemption);
    let file = under_review(domestic(woman), today());
    assert_eq!(
        finding(&file, Criterion::MilitaryService, today()),
        Finding::NotApplicable
    );
    refused(
        file.assess(
            Criterion::MilitaryService,
            met(Criterion::MilitaryService, today()),
            today(),
            POLICIES,
        ),
        "criterion-not-applicable",
        "A8.5",
    );
}

#[test]
fn an_officer_cannot_record_as_met_what_a_rule_excludes() {
    type Change = fn(&mut NaturalPerson);
    let cases: [(Criterion, Change); 4] = [
        (Criterion::Age, |p| p.birth_date = day("1380-03-02")),
        (Criterion::Education, |p| {
            p.education = EducationDegree::Associate;
        }),
        (Criterion::MilitaryService, |p| {
            p.military = Some(MilitaryService::TemporaryExemption);
        }),
        (Criterion::Religion, |p| p.religion = None),
    ];
    for (criterion, change) in cases {
        let mut filing = domestic(person(Sex::Male));
        let application = inquired(under_review(filing.clone(), today()), today());
        let Applicant::Natural { person } = &mut filing.applicant else {
            panic!()
        };
        change(person);
        let mut facts = application.facts(today());
        facts.applicant = &filing.applicant;
        let refusal = super::finding::assess(
            criterion,
            met(criterion, today()),
            &facts,
            today(),
            POLICIES,
        )
        .unwrap_err();
        assert_eq!(
            (refusal.code, refusal.citation),
            ("criterion-not-met", criterion.citation())
        );
        let found = super::finding::find(criterion, None, &facts, today(), POLICIES);
        assert!(
            matches!(
                found,
                Finding::NotMet {
                    reason: NotMetReason::Rule { .. }
                }
            ),
            "{found:?}"
        );
        assert!(super::finding::assess(criterion, not_met(), &facts, today(), POLICIES).is_ok());
    }
}

#[test]
fn nothing_is_met_without_its_proof() {
    let cases = [
        (Criterion::Nationality, "A8.1"),
        (Criterion::Age, "A8.3"),
        (Criterion::Education, "A8.4"),
        (Criterion::MilitaryService, "A8.5"),
        (Criterion::CriminalRecord, "A8.6"),
        (Criterion::Competence, "A8.9"),
    ];
    for (criterion, citation) in cases {
        let file = under_review(domestic(person(Sex::Male)), today());
        let mut bare = met(criterion, today());
        bare.documents = vec![document_id(DocumentKind::Enamad)];
        refused(
            file.assess(criterion, bare, today(), POLICIES),
            "criterion-not-met",
            citation,
        );
    }
    let file = under_review(domestic(person(Sex::Male)), today());
    let mut unknown = met(Criterion::Education, today());
    unknown.documents = vec![id(424_242)];
    refused(
        file.assess(Criterion::Education, unknown, today(), POLICIES),
        "evidence-not-on-file",
        "A8.4",
    );
}

/// Covers A8.1.
#[test]
fn a_company_is_asked_for_its_own_nationality_too() {
    let filing = filing(AgencyKind::Domestic, Channel::Physical, legal(Sex::Female));
    let file = under_review(filing, today());
    let mut only_person = inquiries(&file);
    only_person.truncate(2);
    let asked = done(file.open_inquiries(only_person, today(), POLICIES));
    let answered = [3000, 3001].into_iter().fold(asked, |file, n| {
        done(file.record_inquiry_answer(id(n), answer(InquiryResult::Favourable, today()), today()))
    });
    refused(
        answered.assess(
            Criterion::Nationality,
            met(Criterion::Nationality, today()),
            today(),
            POLICIES,
        ),
        "criterion-not-met",
        "A8.1",
    );
}

/// Covers A8.9.
#[test]
fn an_adverse_answer_takes_a_condition_back() {
    let file = reviewed(domestic(person(Sex::Female)), today());
    assert!(finding(&file, Criterion::Competence, today()).passes());
    let again = inquiries(&file)
        .into_iter()
        .filter(|new| new.criterion == Criterion::Competence)
        .collect();
    let asked = done(file.open_inquiries(again, today(), POLICIES));
    assert_eq!(
        finding(&asked, Criterion::Competence, today()),
        Finding::Pending
    );
    let last = asked.inquiries().last().unwrap().id;
    let file =
        done(asked.record_inquiry_answer(last, answer(InquiryResult::Adverse, today()), today()));
    assert_eq!(
        finding(&file, Criterion::Competence, today()),
        Finding::NotMet {
            reason: NotMetReason::Rule {
                shortfall: Shortfall::InquiryAdverse
            }
        }
    );
}

/// Covers A8.6.
#[test]
fn a_criminal_record_certificate_counts_for_three_months() {
    let file = reviewed(domestic(person(Sex::Female)), today());
    assert!(finding(&file, Criterion::CriminalRecord, day("1405-06-01")).passes());
    assert_eq!(
        finding(&file, Criterion::CriminalRecord, day("1405-06-02")),
        Finding::Expired {
            since: day("1405-06-02")
        }
    );
    for wrong in [None, Some(day("1405-03-02")), Some(day("1404-11-30"))] {
        let mut appraisal = met(Criterion::CriminalRecord, today());
        appraisal.issued_on = wrong;
        refused(
            file.clone()
                .assess(Criterion::CriminalRecord, appraisal, today(), POLICIES),
            "criterion-not-met",
            "A8.6",
        );
    }
}

/// Covers A8.10.
#[test]
fn an_enamad_belongs_to_the_domain_and_runs_out() {
    let online = |enamad| {
        let mut filing = filing(
            AgencyKind::Domestic,
            Channel::Electronic,
            natural(Sex::Female),
        );
        filing.website.as_mut().unwrap().enamad = enamad;
        filing
    };
    let other = online(Some(enamad("other.example.ir", "1407-01-10")));
    refused(
        submit(draft(other), today()),
        "enamad-of-other-domain",
        "A8.10",
    );
    let file = reviewed(
        online(Some(enamad("kar.example.ir", "1405-03-02"))),
        today(),
    );
    assert!(finding(&file, Criterion::Enamad, today()).passes());
    assert_eq!(
        finding(&file, Criterion::Enamad, day("1405-03-02")),
        Finding::Expired {
            since: day("1405-03-02")
        }
    );
    let renewed =
        done(file.record_enamad(enamad("kar.example.ir", "1406-03-02"), day("1405-03-02")));
    assert_eq!(
        finding(&renewed, Criterion::Enamad, day("1405-03-02")),
        Finding::Pending
    );
    let none = under_review(online(None), today());
    refused(
        none.assess(
            Criterion::Enamad,
            met(Criterion::Enamad, today()),
            today(),
            POLICIES,
        ),
        "criterion-not-met",
        "A8.10",
    );
}

/// Covers A8.7.
#[test]
fn each_target_country_wants_its_language_by_the_applicant_or_an_employee() {
    let allowed = |filing: Filing, proof_of_employment: bool, policies: FilePolicies| {
        let mut file = under_review(filing, today());
        if proof_of_employment {
            file = done(file.attach_document(document(DocumentKind::EmploymentProof)));
        }
        file.assess(
            Criterion::Language,
            met(Criterion::Language, today()),
            today(),
            policies,
        )
        .is_ok()
    };
    let any = FilePolicies {
        language: LanguageCoverage::AnyCountry,
        ..POLICIES
    };
    assert!(allowed(foreign(), false, POLICIES));

    let mut two = foreign();
    two.profile.target_countries.push("OM".parse().unwrap());
    assert!(!allowed(two.clone(), false, POLICIES));
    assert!(allowed(two, false, any));

    let mut employee = foreign();
    employee.languages[0].holder = LanguageHolder::Employee {
        name: "مریم احمدی".parse().unwrap(),
        employment_proof: document_id(DocumentKind::EmploymentProof),
    };
    assert!(!allowed(employee.clone(), false, POLICIES));
    assert!(allowed(employee, true, POLICIES));

    let mut expired = foreign();
    expired.languages[0].expires_on = Some(today());
    assert!(!allowed(expired, false, any));
    let mut uncovered = foreign();
    uncovered.languages.clear();
    assert!(!allowed(uncovered, false, any));
}

/// Covers A8.11.
#[test]
fn the_guarantee_is_never_assessed_by_hand() {
    let file = reviewed(foreign(), today());
    assert_eq!(
        finding(&file, Criterion::Guarantee, today()),
        Finding::Pending
    );
    refused(
        file.assess(
            Criterion::Guarantee,
            met(Criterion::Guarantee, today()),
            today(),
            POLICIES,
        ),
        "criterion-follows-guarantee",
        "A8.11",
    );
}

#[test]
fn maritime_agencies_follow_the_foreign_ones_unless_the_policy_says_otherwise() {
    let file = draft(filing(
        AgencyKind::Maritime,
        Channel::Physical,
        natural(Sex::Female),
    ));
    let own = FilePolicies {
        maritime_as_foreign: false,
        ..POLICIES
    };
    for criterion in [Criterion::Language, Criterion::Guarantee] {
        assert_eq!(finding(&file, criterion, today()), Finding::Pending);
        assert_eq!(
            file.finding(criterion, today(), own),
            Finding::NotApplicable
        );
    }
}
