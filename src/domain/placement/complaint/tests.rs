use chrono::Days;
use uuid::Uuid;

use super::*;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::boards::Scope;
use crate::domain::placement::case::sample::*;
use crate::domain::placement::case::{Accusation, Case, Source};
use crate::domain::placement::guild::{GuildBody, GuildRegistration, GuildScope};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::session::{BoardDecision, Matter, Outcome, Session};
use crate::domain::placement::violation::Clause;

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn filing(party: Party, account: Option<Uuid>) -> ComplaintFiling {
    ComplaintFiling {
        number: number("C23-1405-000001"),
        secret: SECRET.parse().unwrap(),
        complainant: Complainant {
            role: ComplainantRole::JobSeeker,
            party,
            name: "کارجوی نمونه".parse().unwrap(),
            mobile: "09121234567".parse().unwrap(),
            account,
        },
        grievance: Grievance {
            facts: "وجه گرفت و معرفی نکرد".parse().unwrap(),
            happened_on: day("2026-11-01"),
            demand: None,
            documents: Vec::new(),
        },
    }
}

fn seeker() -> Party {
    party("0499370899")
}

fn filed_about(
    kind: AgencyKind,
    filing: ComplaintFiling,
) -> Result<Changed<Complaint, PlacementEvent>, Refusal> {
    let (respondent, answerable) = (respondent(kind), answerable());
    let accused = Accused {
        respondent: &respondent,
        answerable: &answerable,
        operators: &[id(77)],
    };
    Complaint::file(id(1), filing, Some(&accused), today())
}

fn registered(kind: AgencyKind) -> Complaint {
    new(new(filed_about(kind, filing(seeker(), None))).register(id(9), today()))
}

fn asked(
    complaint: Complaint,
    guilds: &[GuildRegistration],
) -> Result<Changed<Complaint, PlacementEvent>, Refusal> {
    let book = PolicyBook::<PolicyKey>::default();
    complaint.request_opinion(guilds, &closed(), &Policies::on(&book, today()), today())
}

fn answered(advice: Advice) -> Complaint {
    let asked = new(asked(registered(AgencyKind::Domestic), &guilds()));
    new(asked.receive_opinion(advice, "نظر انجمن".parse().unwrap(), id(8), today()))
}

fn session() -> Session {
    called(
        40,
        Matter::complaint(id(1)),
        Scope::Domestic,
        today() + Days::new(1),
    )
}

fn decision(outcome: Outcome) -> BoardDecision {
    decided(sitting(session()), outcome)
        .decision_on(Matter::complaint(id(1)))
        .unwrap()
}

fn case_from(source: Source) -> Case {
    let charge = Accusation {
        source,
        ..accusation(1, head(Clause::Tariffs))
    };
    new(opened(300, AgencyKind::Domestic, charge))
}

/// Covers A6.3.
#[test]
fn article_6_3_a_complaint_about_somebody_without_any_licence_goes_to_the_unlicensed_intake() {
    let refused = Complaint::file(id(1), filing(seeker(), None), None, today()).unwrap_err();
    assert_eq!(refused.code, "unlicensed-intake");
    assert_eq!(refused.citation, Citation::clause(6, 3));
}

/// Covers A5.4.
#[test]
fn an_agency_does_not_complain_about_itself() {
    let holder = answerable().holder;
    let cases = [
        (holder, None, "self-complaint"),
        (party("0076229645"), None, "self-complaint"),
        (seeker(), Some(id(77)), "self-complaint"),
        (seeker(), Some(id(78)), "complaint-filed"),
        (seeker(), None, "complaint-filed"),
    ];
    for (party, account, expected) in cases {
        let tried = filed_about(AgencyKind::Domestic, filing(party.clone(), account));
        assert_eq!(code(tried), expected, "{party:?} {account:?}");
    }
}

#[test]
fn a_complaint_has_a_number_of_its_province_and_facts_that_happened() {
    let mut elsewhere = filing(seeker(), None);
    elsewhere.number = number("C30-1405-000001");
    let tried = filed_about(AgencyKind::Domestic, elsewhere);
    assert_eq!(code(tried), "number-of-another-series");
    let mut early = filing(seeker(), None);
    early.grievance.happened_on = today() + Days::new(1);
    assert_eq!(
        code(filed_about(AgencyKind::Domestic, early)),
        "facts-in-the-future"
    );
}

#[test]
fn only_the_secret_lets_somebody_without_an_account_follow_a_complaint() {
    let complaint = new(filed_about(AgencyKind::Domestic, filing(seeker(), None)));
    assert!(complaint.opens_with(&SECRET.parse().unwrap()));
    assert!(!complaint.opens_with(&SECRET.replace('0', "1").parse().unwrap()));
}

#[test]
fn the_association_does_not_read_who_complains_even_where_the_complaint_says_it() {
    let complaint = new(filed_about(AgencyKind::Domestic, filing(seeker(), None)));
    let told =
        "من کارجوی نمونه با کد 0499370899 (۰۴۹۹۳۷۰۸۹۹) و تلفن ۰۹۱۲۱۲۳۴۵۶۷ یا +989121234567 هستم";
    let read = complaint.without_identity(told);
    assert_eq!(read, "من […] با کد […] ([…]) و تلفن […] یا […] هستم");
}

#[test]
fn a_complaint_takes_twenty_documents_until_it_is_decided() {
    let exhibit = |n| Exhibit {
        id: id(n),
        sha256: SECRET.parse().unwrap(),
        media_type: crate::domain::placement::documents::MediaType::Pdf,
        size: 1,
        arrived_at: chrono::DateTime::UNIX_EPOCH,
    };
    let mut complaint = new(filed_about(AgencyKind::Domestic, filing(seeker(), None)));
    for n in 0..20 {
        complaint = new(complaint.submit(exhibit(n)));
    }
    assert_eq!(
        code(complaint.clone().submit(exhibit(20))),
        "too-many-documents"
    );
    let withdrawn = new(complaint.withdraw(None, today()));
    assert_eq!(code(withdrawn.submit(exhibit(20))), "illegal-transition");
}

/// Covers A6.6.
#[test]
fn article_6_6_a_complaint_is_not_tabled_before_the_opinion_is_requested() {
    let filed = new(filed_about(AgencyKind::Domestic, filing(seeker(), None)));
    for complaint in [filed, registered(AgencyKind::Domestic)] {
        let refused = complaint.table(&session(), today()).unwrap_err();
        assert_eq!(refused.code, "opinion-not-requested");
        assert_eq!(refused.citation, Citation::clause(6, 6));
    }
}

/// Covers A6.6.
#[test]
fn article_6_6_silence_of_the_association_blocks_no_longer_than_its_term() {
    let asked = new(asked(registered(AgencyKind::Domestic), &guilds()));
    let ComplaintState::OpinionRequested { request } = asked.complaint_state() else {
        panic!("{}", asked.state());
    };
    assert_eq!(request.deadline.length(), 10);
    let last = request.deadline.last_accepted();
    let next = last + Days::new(1);
    assert!(!asked.opinion_timed_out(last) && asked.opinion_timed_out(next));
    assert_eq!(
        code(asked.clone().table(&session(), last)),
        "opinion-pending"
    );
    assert_eq!(
        code(asked.clone().table(&session(), next)),
        "complaint-tabled"
    );
    let late = new(asked.receive_opinion(Advice::Dismiss, "دیر".parse().unwrap(), id(8), next));
    assert_eq!(late.state(), "opinion_received");
    assert_eq!(code(late.table(&session(), next)), "complaint-tabled");
}

/// Covers A4.n1 and A6.6.
#[test]
fn article_4_note_1_the_association_asked_is_that_of_the_kind_of_agency() {
    let domestic = GuildBody::ProvincialAssociation {
        province: Province::Tehran,
        scope: GuildScope::Domestic,
    };
    let cases = [
        (AgencyKind::Domestic, domestic),
        (AgencyKind::Foreign, GuildBody::ForeignAssociation),
        (AgencyKind::Maritime, GuildBody::ForeignAssociation),
    ];
    for (kind, body) in cases {
        let asked = new(asked(registered(kind), &guilds()));
        let ComplaintState::OpinionRequested { request } = asked.complaint_state() else {
            panic!("{}", asked.state());
        };
        assert_eq!(request.association, body, "{kind:?}");
    }
}

#[test]
fn where_no_association_exists_the_board_does_not_wait_for_it() {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today());
    assert_eq!(
        code(asked(registered(AgencyKind::Domestic), &[])),
        "association-absent"
    );
    let present = registered(AgencyKind::Domestic);
    let tried = present.establish_no_association(&guilds(), &policies, today());
    assert_eq!(code(tried), "association-present");
    let absent = registered(AgencyKind::Domestic);
    let absent = new(absent.establish_no_association(&[], &policies, today()));
    assert_eq!(code(absent.table(&session(), today())), "complaint-tabled");
}

#[test]
fn a_complaint_is_tabled_where_its_board_awaits_it() {
    let on = today() + Days::new(1);
    let cases = [
        (
            Matter::complaint(id(1)),
            Scope::Domestic,
            "complaint-tabled",
        ),
        (
            Matter::complaint(id(2)),
            Scope::Domestic,
            "not-on-agenda-of-its-board",
        ),
        (
            Matter::complaint(id(1)),
            Scope::Foreign,
            "not-on-agenda-of-its-board",
        ),
        (
            Matter::case(id(1)),
            Scope::Domestic,
            "not-on-agenda-of-its-board",
        ),
    ];
    for (matter, scope, expected) in cases {
        let tried = answered(Advice::Uphold).table(&called(40, matter, scope, on), today());
        assert_eq!(code(tried), expected, "{matter:?} {scope:?}");
    }
}

/// Covers A5.4 and A6.6.
#[test]
fn article_5_4_the_vote_and_not_the_opinion_decides() {
    let ours = case_from(Source::Complaint { id: id(1) });
    let agreement: LongText = "وجه بازپرداخت شد".parse().unwrap();
    for advice in [Advice::Uphold, Advice::Dismiss, Advice::Abstain] {
        use ComplaintOutcome::{Dismissed, Settled, Upheld};
        let cases = [
            (Outcome::Approved, Upheld(&ours), "complaint-upheld"),
            (Outcome::Approved, Dismissed, "against-the-vote"),
            (Outcome::Approved, Settled(&agreement), "against-the-vote"),
            (Outcome::Rejected, Upheld(&ours), "against-the-vote"),
            (Outcome::Rejected, Dismissed, "complaint-dismissed"),
            (Outcome::Rejected, Settled(&agreement), "complaint-settled"),
        ];
        for (outcome, made, expected) in cases {
            let tabled = new(answered(advice).table(&session(), today()));
            let tried = tabled.decide(&decision(outcome), made);
            assert_eq!(code(tried), expected, "{advice:?} {outcome:?} {made:?}");
        }
    }
}

/// Covers A5.4.
#[test]
fn an_upheld_complaint_is_charged_in_a_case_of_the_same_agency() {
    let tabled = || new(answered(Advice::Uphold).table(&session(), today()));
    let approved = decision(Outcome::Approved);
    for source in [
        Source::Complaint { id: id(2) },
        Source::Inspection { id: id(1) },
    ] {
        let case = case_from(source);
        let tried = tabled().decide(&approved, ComplaintOutcome::Upheld(&case));
        assert_eq!(code(tried), "case-of-another-complaint");
    }
    let elsewhere = called(41, Matter::complaint(id(1)), Scope::Domestic, today());
    let elsewhere = decided(sitting(elsewhere), Outcome::Rejected);
    let other = elsewhere.decision_on(Matter::complaint(id(1))).unwrap();
    let tried = tabled().decide(&other, ComplaintOutcome::Dismissed);
    assert_eq!(code(tried), "decision-of-another-matter");
}

#[test]
fn a_withdrawn_complaint_goes_no_further_and_leaves_the_case_alone() {
    let withdrawn = new(answered(Advice::Uphold).withdraw(None, today()));
    assert_eq!(
        code(withdrawn.clone().table(&session(), today())),
        "illegal-transition"
    );
    assert_eq!(
        code(withdrawn.withdraw(None, today())),
        "illegal-transition"
    );
    let tabled = new(answered(Advice::Uphold).table(&session(), today()));
    let dismissed = new(tabled.decide(&decision(Outcome::Rejected), ComplaintOutcome::Dismissed));
    assert_eq!(
        code(dismissed.withdraw(None, today())),
        "illegal-transition"
    );
    let case = case_from(Source::Complaint { id: id(1) });
    assert_eq!(notified(case, 50).state(), "notified");
}

#[test]
fn a_stored_complaint_is_read_back_in_every_state() {
    let filed = new(filed_about(AgencyKind::Domestic, filing(seeker(), None)));
    let registered = registered(AgencyKind::Domestic);
    let asked = new(asked(registered.clone(), &guilds()));
    let answered = answered(Advice::Abstain);
    let tabled = new(answered.clone().table(&session(), today()));
    let case = case_from(Source::Complaint { id: id(1) });
    let upheld = new(tabled.clone().decide(
        &decision(Outcome::Approved),
        ComplaintOutcome::Upheld(&case),
    ));
    for complaint in [filed, registered, asked, answered, tabled, upheld] {
        let stored = serde_json::to_string(&complaint).unwrap();
        assert_eq!(
            serde_json::from_str::<Complaint>(&stored).unwrap(),
            complaint,
            "{}",
            complaint.state()
        );
    }
}
