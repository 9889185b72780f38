use chrono::Days;
use uuid::Uuid;

use super::sample::*;
use super::*;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::boards::Scope;
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::session::{Matter, Outcome, Session};
use crate::domain::placement::violation::Clause;

pub(super) fn offence() -> Offence {
    Offence {
        name: "کلاهبرداری".parse().unwrap(),
        seen_by: id(9),
    }
}

pub(super) fn referral(referral: u128, charges: &[Uuid]) -> JudicialReferral {
    JudicialReferral {
        id: id(referral),
        charges: charges.to_vec(),
        offence: "جعل".parse().unwrap(),
        authority: "دادسرای تهران".parse().unwrap(),
        letter: "نامه ۱۲".parse().unwrap(),
        referred_on: today(),
        documents: Vec::new(),
        recorded_by: id(9),
    }
}

fn case_of(clause: Clause) -> Case {
    new(opened(1, AgencyKind::Domestic, accusation(1, head(clause))))
}

fn defended(case: Case) -> Case {
    new(case.receive_defence("نادرست است".parse().unwrap(), vec![], id(9), today()))
}

fn session(case: &Case, after: u64) -> Session {
    let on = today() + Days::new(after);
    called(40, Matter::case(case.id()), Scope::Domestic, on)
}

fn ruled(case: Case, finding: VerdictFinding) -> Case {
    let session = session(&case, 1);
    let open = sitting(session.clone());
    let outcome = match finding {
        VerdictFinding::Guilty => Outcome::Approved,
        _ => Outcome::Rejected,
    };
    let decision = decided(open.clone(), outcome)
        .decision_on(Matter::case(case.id()))
        .unwrap();
    let case = new(defended(notified(case, 50)).schedule(&session));
    let case = new(case.hear(&open, true, "شنیده شد".parse().unwrap()));
    new(case.rule(&decision, id(800), finding))
}

fn standing(final_after: Option<u64>, execution: Execution) -> RulingStanding {
    RulingStanding {
        ruling: id(800),
        final_on: final_after.map(|days| today() + Days::new(days)),
        execution,
    }
}

fn with_policy(key: PolicyKey, word: &str) -> PolicyBook<PolicyKey> {
    PolicyBook::new(vec![PolicyVersion {
        id: Uuid::nil(),
        key,
        value: PolicyValue::Choice(word.to_owned()),
        from: day("2026-01-01"),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "مصوبه ۱".parse().unwrap(),
        decided_on: day("2026-01-01"),
    }])
}

/// Covers A15.9, A15.10 and A15.11.
#[test]
fn article_15_a_clause_for_one_kind_never_opens_a_case_against_another() {
    for clause in Clause::all() {
        for kind in AgencyKind::ALL {
            let expected = if clause.concerns(kind) {
                ("case-opened", "charge-added")
            } else {
                ("clause-of-another-kind", "clause-of-another-kind")
            };
            let tried = code(opened(1, kind, accusation(1, head(clause))));
            assert_eq!(tried, expected.0, "{clause:?} against {kind:?}");
            let book = PolicyBook::default();
            let other = new(opened(1, kind, accusation(1, head(Clause::Tariffs))));
            let added = other.add_charge(
                accusation(2, head(clause)),
                &Policies::on(&book, today()),
                today(),
            );
            assert_eq!(code(added), expected.1, "{clause:?} against {kind:?}");
        }
    }
}

/// Covers A20.
#[test]
fn article_20_facts_before_the_bylaw_open_no_case_but_by_policy_and_an_earlier_text() {
    let refuse = PolicyBook::default();
    let accept = with_policy(PolicyKey::TransitionOldFacts, "legacy_basis");
    let basis = || "آیین‌نامه ۱۳۸۷، ماده ۱۰".parse().ok();
    // 1401-11-11 is the day before the bylaw's adoption.
    let cases = [
        ("2023-01-31", &refuse, basis(), "facts-before-the-bylaw"),
        ("2023-02-01", &refuse, None, "case-opened"),
        ("2023-01-31", &accept, None, "legacy-basis-missing"),
        ("2023-01-31", &accept, basis(), "case-opened"),
        ("2026-11-23", &refuse, None, "case-opened"),
        ("2026-11-24", &refuse, None, "facts-in-the-future"),
    ];
    for (from, book, legacy_basis, expected) in cases {
        let to = day(from).max(day("2023-02-10"));
        let charged = Accusation {
            dates: FactDates::new(day(from), to).unwrap(),
            legacy_basis,
            ..accusation(1, head(Clause::Tariffs))
        };
        let tried = Case::open(
            id(1),
            number("V23-1405-000001"),
            respondent(AgencyKind::Domestic),
            charged,
            &Policies::on(book, today()),
            today(),
        );
        assert_eq!(code(tried), expected, "{from}");
    }
    assert!(FactDates::new(day("2026-01-02"), day("2026-01-01")).is_err());
}

/// Covers A5.n3.
#[test]
fn article_5_note_3_forgery_flags_itself_and_other_charges_are_flagged_by_somebody() {
    assert!(case_of(Clause::Forgery).crime_match());
    for clause in Clause::all().filter(|it| it.number() != 7 && it.concerns(AgencyKind::Domestic)) {
        let case = case_of(clause);
        assert!(!case.crime_match(), "{clause:?}");
        let flagged = new(case.flag_crime(id(1), offence(), today()));
        assert!(flagged.crime_match());
        let again = flagged.flag_crime(id(1), offence(), today());
        assert_eq!(code(again), "crime-already-flagged");
    }
    let seen = Accusation {
        offence: Some(offence()),
        ..accusation(1, head(Clause::Indecency))
    };
    assert!(new(opened(1, AgencyKind::Domestic, seen)).crime_match());
}

/// Covers A5.n3.
#[test]
fn article_5_note_3_a_crime_is_reported_before_the_case_closes_and_without_holding_it_up() {
    let executed = Execution::Executed { on: today() };
    let done = standing(Some(0), executed);
    let case = ruled(case_of(Clause::Forgery), VerdictFinding::Guilty);
    let refused = case.clone().close(&done, today()).unwrap_err();
    assert_eq!(refused.code, "judicial-referral-missing");
    assert_eq!(refused.citation, Citation::note(5, 3));
    let referred = new(case.clone().refer(referral(60, &[id(1)]), today()));
    assert_eq!(referred.case_state(), case.case_state());
    let closed = new(referred.close(&done, today()));
    assert_eq!(closed.state(), "closed");
    let late = new(closed.clone().refer(referral(61, &[id(1)]), today()));
    assert_eq!(late.case_state(), closed.case_state());
    assert_eq!(
        code(closed.flag_crime(id(1), offence(), today())),
        "illegal-transition"
    );
}

#[test]
fn a_referral_names_charges_of_the_case_and_lies_between_opening_and_today() {
    let tomorrow = today() + Days::new(1);
    let yesterday = today() - Days::new(1);
    let cases = [
        (vec![], today(), "charge-not-in-case"),
        (vec![id(2)], today(), "charge-not-in-case"),
        (vec![id(1)], tomorrow, "referral-date"),
        (vec![id(1)], yesterday, "referral-date"),
        (vec![id(1)], today(), "case-referred"),
    ];
    for (charges, referred_on, expected) in cases {
        let tried = JudicialReferral {
            referred_on,
            ..referral(60, &charges)
        };
        let case = case_of(Clause::Tariffs).refer(tried, today());
        assert_eq!(code(case), expected, "{charges:?} {referred_on}");
    }
}

/// Covers A5.2 and A15.
#[test]
fn a_case_closes_when_its_ruling_is_final_and_executed() {
    let executed = Execution::Executed { on: today() };
    let guilty = ruled(case_of(Clause::Tariffs), VerdictFinding::Guilty);
    let acquitted = ruled(case_of(Clause::Tariffs), VerdictFinding::Acquitted);
    let cases = [
        (&guilty, standing(None, executed), "ruling-not-final"),
        (&guilty, standing(Some(1), executed), "ruling-not-final"),
        (
            &guilty,
            standing(Some(0), Execution::Pending),
            "penalty-not-executed",
        ),
        (&guilty, standing(Some(0), executed), "case-closed"),
        (
            &guilty,
            standing(Some(0), Execution::Nothing),
            "case-closed",
        ),
        (
            &acquitted,
            standing(None, Execution::Nothing),
            "ruling-not-final",
        ),
        (
            &acquitted,
            standing(Some(0), Execution::Nothing),
            "case-closed",
        ),
    ];
    for (case, standing, expected) in cases {
        assert_eq!(
            code(case.clone().close(&standing, today())),
            expected,
            "{standing:?}"
        );
    }
    let other = RulingStanding {
        ruling: id(801),
        ..standing(Some(0), executed)
    };
    assert_eq!(
        code(guilty.close(&other, today())),
        "ruling-of-another-case"
    );
    let early = case_of(Clause::Tariffs).close(&standing(Some(0), executed), today());
    assert_eq!(code(early), "illegal-transition");
}

#[test]
fn an_added_charge_takes_the_case_off_the_agenda_until_it_is_served() {
    let case = defended(notified(case_of(Clause::Tariffs), 50));
    let session = session(&case, 1);
    let scheduled = new(case.schedule(&session));
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today());
    let more = |n| accusation(n, head(Clause::OtherActivity));
    let twice = scheduled.clone().add_charge(more(1), &policies, today());
    assert_eq!(code(twice), "charge-already-in-case");
    let case = new(scheduled.add_charge(more(2), &policies, today()));
    assert_eq!(case.state(), "opened");
    assert_eq!(code(case.clone().schedule(&session)), "illegal-transition");
    let served = notified(case, 51);
    assert_eq!(served.state(), "notified");
    assert_eq!(served.notices()[1].charges, [id(2)]);
    assert_eq!(
        code(served.clone().schedule(&session)),
        "defence-term-running"
    );
    assert_eq!(code(defended(served).schedule(&session)), "case-scheduled");
}

/// Covers A5.2 and A5.3.
#[test]
fn only_the_board_of_the_province_in_the_scope_of_the_agency_deals_with_a_case() {
    let case = defended(notified(case_of(Clause::Tariffs), 50));
    let on = today() + Days::new(1);
    let cases = [
        (Matter::case(id(1)), Scope::Domestic, "case-scheduled"),
        (
            Matter::case(id(1)),
            Scope::Foreign,
            "not-on-agenda-of-its-board",
        ),
        (
            Matter::case(id(2)),
            Scope::Domestic,
            "not-on-agenda-of-its-board",
        ),
        (
            Matter::complaint(id(1)),
            Scope::Domestic,
            "not-on-agenda-of-its-board",
        ),
    ];
    for (matter, scope, expected) in cases {
        let tried = case.clone().schedule(&called(40, matter, scope, on));
        assert_eq!(code(tried), expected, "{matter:?} {scope:?}");
    }
    let decided = decided(sitting(session(&case, 1)), Outcome::Approved);
    assert_eq!(code(case.schedule(&decided)), "not-on-agenda-of-its-board");
}

#[test]
fn the_finding_is_what_the_majority_voted_in_the_session_that_heard_the_case() {
    use VerdictFinding::{Acquitted, Guilty, NoJurisdiction};
    let case = defended(notified(case_of(Clause::Tariffs), 50));
    let session = session(&case, 1);
    let open = sitting(session.clone());
    let scheduled = new(case.schedule(&session));
    let heard = new(scheduled.hear(&open, false, "غایب بود".parse().unwrap()));
    let cases = [
        (Outcome::Approved, Guilty, "case-ruled"),
        (Outcome::Approved, Acquitted, "against-the-vote"),
        (Outcome::Approved, NoJurisdiction, "against-the-vote"),
        (Outcome::Rejected, Guilty, "against-the-vote"),
        (Outcome::Rejected, Acquitted, "case-ruled"),
        (Outcome::Rejected, NoJurisdiction, "case-ruled"),
    ];
    for (outcome, finding, expected) in cases {
        let decision = decided(open.clone(), outcome)
            .decision_on(Matter::case(id(1)))
            .unwrap();
        let tried = heard.clone().rule(&decision, id(800), finding);
        assert_eq!(code(tried), expected, "{outcome:?} {finding:?}");
    }
    let elsewhere = called(41, Matter::case(id(1)), Scope::Domestic, today());
    let decision = decided(sitting(elsewhere), Outcome::Approved)
        .decision_on(Matter::case(id(1)))
        .unwrap();
    assert_eq!(
        code(heard.rule(&decision, id(800), Guilty)),
        "decision-of-another-matter"
    );
}

#[test]
fn a_case_that_was_not_decided_goes_to_another_session() {
    let case = defended(notified(case_of(Clause::Tariffs), 50));
    let session = session(&case, 1);
    let heard = new(new(case.schedule(&session)).hear(
        &sitting(session),
        true,
        "شنیده شد".parse().unwrap(),
    ));
    let next = called(
        41,
        Matter::case(id(1)),
        Scope::Domestic,
        today() + Days::new(8),
    );
    assert_eq!(code(heard.schedule(&next)), "case-scheduled");
}

#[test]
fn joined_cases_become_one_with_their_notices_crimes_and_referrals() {
    let lead = defended(notified(case_of(Clause::Tariffs), 50));
    let other = new(opened(
        2,
        AgencyKind::Domestic,
        accusation(2, head(Clause::Forgery)),
    ));
    let other = new(other.refer(referral(60, &[id(2)]), today()));
    let (lead, joined) = lead.join(other, today()).unwrap();
    let (lead, joined) = (lead.into_parts().0, joined.into_parts().0);
    assert_eq!((lead.state(), joined.state()), ("opened", "joined"));
    assert!(lead.crime_match() && lead.unreported().next().is_none());
    assert_eq!(lead.charges().len(), 2);
    assert_eq!(
        code(joined.clone().refer(referral(61, &[id(2)]), today())),
        "illegal-transition"
    );
    assert_eq!(
        code(joined.schedule(&session(&lead, 1))),
        "illegal-transition"
    );
    let served = notified(lead, 51);
    assert_eq!(served.notices()[1].charges, [id(2)]);
    assert_eq!(served.state(), "notified");
}

#[test]
fn cases_of_different_agencies_are_not_joined() {
    let lead = || case_of(Clause::Tariffs);
    let respondent = Respondent {
        licence: id(701),
        ..respondent(AgencyKind::Domestic)
    };
    let book = PolicyBook::default();
    let other = new(Case::open(
        id(2),
        number("V23-1405-000002"),
        respondent,
        accusation(2, head(Clause::Tariffs)),
        &Policies::on(&book, today()),
        today(),
    ));
    assert_eq!(
        lead().join(other, today()).unwrap_err().code,
        "cases-not-joinable"
    );
    assert_eq!(
        lead().join(lead(), today()).unwrap_err().code,
        "cases-not-joinable"
    );
    let done = ruled(case_of(Clause::Tariffs), VerdictFinding::Guilty);
    assert_eq!(
        lead().join(done, today()).unwrap_err().code,
        "illegal-transition"
    );
}

#[test]
fn a_case_follows_an_agency_to_another_province_by_policy_alone() {
    let key = PolicyKey::RelocationOtherProvince;
    let cases = [
        (
            PolicyBook::default(),
            Province::Alborz,
            "jurisdiction-stays",
        ),
        (
            with_policy(key, "transfer_of_jurisdiction"),
            Province::Tehran,
            "jurisdiction-stays",
        ),
        (
            with_policy(key, "transfer_of_jurisdiction"),
            Province::Alborz,
            "case-handed-over",
        ),
    ];
    for (book, to, expected) in cases {
        let policies = Policies::on(&book, today());
        let tried = case_of(Clause::Tariffs).hand_over(to, "نامه ۳".parse().unwrap(), &policies);
        assert_eq!(code(tried), expected, "{to:?}");
    }
}

#[test]
fn a_stored_case_is_read_back_in_every_state() {
    let opened = case_of(Clause::Forgery);
    let notified = notified(opened.clone(), 50);
    let answered = defended(notified.clone());
    let scheduled = new(answered.clone().schedule(&session(&answered, 1)));
    let ruled = ruled(opened.clone(), VerdictFinding::Guilty);
    let referred = new(ruled.clone().refer(referral(60, &[id(1)]), today()));
    let executed = Execution::Executed { on: today() };
    let closed = new(referred.close(&standing(Some(0), executed), today()));
    for case in [opened, notified, answered, scheduled, ruled, closed] {
        let stored = serde_json::to_string(&case).unwrap();
        assert_eq!(
            serde_json::from_str::<Case>(&stored).unwrap(),
            case,
            "{}",
            case.state()
        );
    }
}

mod defence;
