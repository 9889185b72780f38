mod any_sequence;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::appeal::{AppealState, Appellant, Hearing, Receipt};
use crate::domain::placement::ban::{Party, SubjectRole};
use crate::domain::placement::boards::{BoardKind, Scope, Seat};
use crate::domain::placement::case::HeardCase;
use crate::domain::placement::guarantee::{ClaimOrder, OrderedBy};
use crate::domain::placement::licence::{Standing, sample};
use crate::domain::placement::penalty::{Length, LengthUnit, Penalty};
use crate::domain::placement::respondent::Respondent;
use crate::domain::placement::ruling::{Draft, Finding, Service, ServiceMethod, Signature};
use crate::domain::placement::session::{LegalBasis, Matter, Outcome};
use crate::domain::placement::settlement::{
    Evidence, Payer, Payment, Reconciliation, SeekerLine, SettlementTerm, apportion, claim_unpaid,
    repay,
};
use crate::domain::placement::violation::{Clause, Head};

const PROVINCE: Province = Province::Tehran;
const CASE: Uuid = Uuid::from_u128(0xca5e);

pub(in crate::domain::placement) fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

pub(in crate::domain::placement) fn new<T>(changed: Result<Change<T>, Refusal>) -> T {
    changed.unwrap().into_parts().0
}

pub(in crate::domain::placement) fn closed() -> ClosedDays {
    let closures = [
        "1404-12-29",
        "1405-01-01",
        "1405-01-02",
        "1405-01-03",
        "1405-01-04",
        "1405-01-12",
        "1405-01-13",
        "1405-03-06",
        "1405-03-14",
        "1405-03-15",
        "1405-04-03",
        "1405-04-04",
    ];
    let closures = closures.map(|text| Closure {
        date: day(text),
        province: None,
        name_fa: "تعطیل رسمی".to_owned(),
        name_en: "Official holiday".to_owned(),
        provisional: false,
    });
    ClosedDays::new(1, closures.to_vec(), vec![WeeklyClosure::fridays()]).unwrap()
}

pub(in crate::domain::placement) fn suspension(months: u16) -> Penalty {
    Penalty::Suspension {
        length: Length::new(months, LengthUnit::Months).unwrap(),
    }
}

fn disciplinary() -> Penalty {
    Penalty::Disciplinary {
        measure: "اخطار کتبی".parse().unwrap(),
    }
}

pub(in crate::domain::placement) fn service(on: NaiveDate) -> Service {
    Service {
        on,
        method: ServiceMethod::Electronic,
        proof: "رسید ۱۲".parse().unwrap(),
        document: None,
    }
}

/// A ruling that was issued on this day.
pub(in crate::domain::placement) fn issued(penalty: Penalty, on: NaiveDate) -> Ruling {
    let book = PolicyBook::default();
    let draft = Draft {
        facts_on: on - Days::new(60),
        finding: Finding::Violation {
            heads: vec![Head::named(Clause::Tariffs).unwrap()],
            penalty,
        },
        legal_basis: vec![LegalBasis::Law {
            citation: Citation::clause(15, 4),
        }],
        reasons: "دریافت وجه خارج از تعرفه".parse().unwrap(),
        reasons_without_directive: Some("شدت تخلف".parse().unwrap()),
    };
    let decision = BoardDecision::sample(
        BoardKind::Provincial(PROVINCE),
        Scope::Domestic,
        Matter::case(CASE),
        Outcome::Approved,
        on,
    );
    let signature = Signature {
        seat: Seat::P1,
        account: Uuid::from_u128(1),
        person: "رئیس نمونه".parse().unwrap(),
        on,
    };
    let drafted = new(Ruling::draft(
        Uuid::from_u128(0x1234_5678_0000_0000),
        &HeardCase::sample(CASE, Respondent::of(&sample())),
        draft,
        &PlacementDirectives::default(),
        &Policies::on(&book, on),
    ));
    let signed = new(new(drafted.vote(Some(&decision), on)).sign(signature));
    new(signed.issue("R23-1405-000012".parse().unwrap(), on))
}

pub(in crate::domain::placement) fn served(penalty: Penalty, on: NaiveDate) -> (Ruling, Licence) {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, on);
    let ruling = new(issued(penalty, on).serve(service(on), &closed(), &policies, on));
    let licence = follow(sample(), &ruling, on);
    (ruling, licence)
}

pub(in crate::domain::placement) fn follow(
    licence: Licence,
    ruling: &Ruling,
    on: NaiveDate,
) -> Licence {
    let book = PolicyBook::default();
    let before = licence.clone();
    let changed = licence
        .follow(ruling, &Policies::on(&book, on), on)
        .unwrap();
    changed.map_or(before, |it| it.into_parts().0)
}

pub(in crate::domain::placement) fn met<'a>(
    closed: &'a ClosedDays,
    book: &'a Book,
    on: NaiveDate,
) -> Circumstances<'a> {
    Circumstances {
        subjects: vec![Subject {
            role: SubjectRole::Holder,
            party: Party::Person {
                national_code: "0076229645".parse().unwrap(),
            },
        }],
        seekers: Vec::new(),
        closed,
        policies: Policies::on(book, on),
    }
}

pub(in crate::domain::placement) type Book =
    PolicyBook<crate::domain::placement::policies::PolicyKey>;

fn petition(received_on: NaiveDate, appellant: Appellant) -> Petition {
    Petition {
        appellant,
        person: "مدیر نمونه".parse().unwrap(),
        account: None,
        written: true,
        grounds: Some("مبالغ بازگردانده شده است.".parse().unwrap()),
        receipt: Receipt::CentralBoard,
        received_on,
    }
}

pub(in crate::domain::placement) fn lodged(
    ruling: Ruling,
    on: NaiveDate,
    appellant: Appellant,
) -> (Appeal, Option<Ruling>) {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, on);
    let (appeal, ruling) = lodge(
        Uuid::from_u128(0xa11),
        ruling,
        &[],
        petition(on, appellant),
        &policies,
        on,
    )
    .unwrap();
    (appeal.into_parts().0, ruling.map(|it| it.into_parts().0))
}

pub(in crate::domain::placement) fn heard(appeal: Appeal, on: NaiveDate) -> Appeal {
    let session = Uuid::from_u128(0x5e55);
    let scheduled =
        new(new(appeal.admit(on)).schedule(session, BoardKind::Central, Scope::Domestic, on));
    let hearing = Hearing {
        on,
        attended: true,
        record: "اظهارات شنیده شد.".parse().unwrap(),
    };
    new(scheduled.hear(hearing, Some(on), on))
}

/// Covers A5.n2.
#[test]
fn a_ruling_is_final_exactly_on_the_day_after_the_latest_reading() {
    let cases = [
        ("1405-09-01", "1405-09-21", "1405-09-22"),
        ("1405-09-06", "1405-09-26", "1405-09-28"),
        ("1405-09-07", "1405-09-28", "1405-09-29"),
        ("1404-12-08", "1404-12-28", "1405-01-05"),
        ("1404-12-10", "1405-01-05", "1405-01-06"),
        ("1405-02-24", "1405-03-13", "1405-03-16"),
        ("1405-02-25", "1405-03-16", "1405-03-17"),
        ("1405-06-12", "1405-07-01", "1405-07-02"),
    ];
    let (closed, book) = (closed(), PolicyBook::default());
    for (on, advised, last) in cases {
        let (ruling, licence) = served(Penalty::Revocation, day(on));
        let term = &ruling.served().unwrap().term;
        assert_eq!(
            (term.advised(), term.last_accepted()),
            (day(advised), day(last)),
            "{on}"
        );
        let (last, final_on) = (day(last), day(last) + Days::new(1));
        assert_eq!(licence.standing(last), Standing::Active, "{on}");
        assert_eq!(licence.standing(final_on), Standing::Revoked, "{on}");
        let early = of_lapse(
            ruling.clone(),
            licence.clone(),
            met(&closed, &book, last),
            last,
        );
        assert_eq!(early.unwrap_err().code, "appeal-term-runs", "{on}");
        let late = final_on + Days::new(7);
        let written = of_lapse(ruling, licence, met(&closed, &book, late), late).unwrap();
        let Effect::Revoked(all) = written.effect else {
            panic!("{on}: nothing was revoked");
        };
        assert_eq!(all.ban.value().term().from, final_on, "{on}");
        assert_eq!(all.notices.len(), 31);
        assert_eq!(all.licence.value().standing(last), Standing::Active);
        assert_eq!(all.licence.value().standing(final_on), Standing::Revoked);
        assert_eq!(*all.settlement.value().term(), SettlementTerm::AwaitsNotice);
        let (ruling, licence) = (written.ruling.into_parts().0, all.licence.into_parts().0);
        let again = of_lapse(ruling, licence, met(&closed, &book, late), late);
        assert_eq!(again.unwrap_err().code, "illegal-transition", "{on}");
    }
}

/// Covers A5.n2.
#[test]
fn an_appeal_on_the_last_day_holds_finality_up_and_one_a_day_later_does_not() {
    let (ruling, _) = served(Penalty::Revocation, day("1405-09-01"));
    let last = ruling.served().unwrap().term.last_accepted();
    let (appeal, appealed) = lodged(ruling.clone(), last, Appellant::AgencyManager);
    assert_eq!(appeal.manifest_ground(), None);
    assert!(!appealed.unwrap().is_final(last + Days::new(100)));
    let cases = [
        (last + Days::new(1), Appellant::AgencyManager, Ground::Late),
        (last, Appellant::Complainant, Ground::WrongPerson),
    ];
    for (on, appellant, ground) in cases {
        let (appeal, appealed) = lodged(ruling.clone(), on, appellant);
        assert_eq!(appeal.manifest_ground(), Some(ground));
        assert!(appealed.is_none(), "{ground:?}");
        assert_eq!(appeal.clone().admit(on).unwrap_err(), ground.refusal());
        let reasons: LongText = "پذیرفته نیست.".parse().unwrap();
        let (dismissed, untouched) = dismiss(appeal, ruling.clone(), ground, reasons, on).unwrap();
        assert!(matches!(
            dismissed.value().appeal_state(),
            AppealState::Inadmissible { .. }
        ));
        assert!(untouched.is_none());
    }
}

fn decided(first: Penalty, outcome: AppealOutcome) -> Result<Consequences, Refusal> {
    let on = day("1405-09-01");
    let (ruling, licence) = served(first, on);
    let (appeal, ruling) = lodged(ruling, on + Days::new(3), Appellant::AgencyManager);
    let ruling = ruling.unwrap();
    let licence = follow(licence, &ruling, on + Days::new(3));
    let later = on + Days::new(90);
    assert_eq!(licence.standing(later), Standing::Active);
    let appeal = heard(appeal, later);
    let vote = if outcome == AppealOutcome::Upheld {
        Outcome::Rejected
    } else {
        Outcome::Approved
    };
    let decision = BoardDecision::sample(
        BoardKind::Central,
        Scope::Domestic,
        Matter::appeal(appeal.id()),
        vote,
        later,
    );
    let central = Central {
        decision: &decision,
        ruled: AppealRuling {
            outcome,
            reasons_without_directive: Some("تناسب".parse().unwrap()),
        },
        directives: &PlacementDirectives::default(),
    };
    let (closed, book) = (closed(), PolicyBook::default());
    let met = met(&closed, &book, later);
    of_decision(appeal, ruling, licence, central, met, later).map(|(_, it)| it)
}

/// Covers A3.3 and A15.n2.
#[test]
fn the_central_decision_is_final_at_once_and_only_a_revocation_bans() {
    let later = day("1405-09-01") + Days::new(90);
    let modified = |penalty| AppealOutcome::Modified { penalty };
    let cases = [
        (
            Penalty::Revocation,
            AppealOutcome::Upheld,
            Standing::Revoked,
        ),
        (
            Penalty::Revocation,
            AppealOutcome::Quashed,
            Standing::Active,
        ),
        (
            Penalty::Revocation,
            modified(suspension(3)),
            Standing::Suspended,
        ),
        (
            Penalty::Revocation,
            modified(disciplinary()),
            Standing::Active,
        ),
        (suspension(6), AppealOutcome::Upheld, Standing::Suspended),
        (suspension(6), modified(suspension(2)), Standing::Suspended),
        (disciplinary(), AppealOutcome::Upheld, Standing::Active),
    ];
    for (first, outcome, standing) in cases {
        let label = format!("{first:?} {outcome:?}");
        let written = decided(first, outcome).unwrap();
        assert_eq!(written.ruling.value().final_on(), Some(later), "{label}");
        let now = match &written.effect {
            Effect::Revoked(all) => {
                assert_eq!(all.ban.value().term().from, later);
                all.licence.value().standing(later)
            }
            Effect::Suspended { licence } => licence.value().standing(later),
            Effect::Recorded { licence } => licence
                .as_ref()
                .map_or(Standing::Active, |it| it.value().standing(later)),
        };
        assert_eq!(now, standing, "{label}");
        let banned = matches!(written.effect, Effect::Revoked(_));
        assert_eq!(banned, standing == Standing::Revoked, "{label}");
    }
}

/// Covers A3.3.
#[test]
fn the_agency_s_own_appeal_never_makes_its_penalty_heavier() {
    let ladder = [
        disciplinary(),
        suspension(1),
        suspension(6),
        Penalty::Revocation,
    ];
    for (place, first) in ladder.iter().enumerate() {
        for (other, penalty) in ladder.iter().enumerate() {
            let outcome = AppealOutcome::Modified {
                penalty: penalty.clone(),
            };
            let result = decided(first.clone(), outcome).map(drop);
            let refused = result.err().map(|refusal| refusal.code);
            let expected = (other >= place).then_some("aggravation");
            assert_eq!(refused, expected, "{first:?} {penalty:?}");
        }
    }
}

#[test]
fn the_past_is_answered_as_it_was_known() {
    let on = day("1405-09-01");
    let (ruling, licence) = served(Penalty::Revocation, on);
    let final_on = ruling.final_on().unwrap();
    let (closed, book) = (closed(), PolicyBook::default());
    let late = final_on + Days::new(7);
    let written = of_lapse(ruling, licence, met(&closed, &book, late), late).unwrap();
    let Effect::Revoked(all) = written.effect else {
        panic!("nothing was revoked");
    };
    let licence = all.licence.value();
    let standing = |day, known| licence.status(day, known).map(|it| it.standing);
    assert_eq!(
        standing(final_on, on - Days::new(1)),
        Some(Standing::Active)
    );
    assert_eq!(standing(final_on, on), Some(Standing::Revoked));
    assert_eq!(standing(on, late), Some(Standing::Active));
    assert_eq!(standing(final_on, late), Some(Standing::Revoked));
    let before = licence.documents()[0].issued_on - Days::new(1);
    assert_eq!(standing(final_on, before), None);
}

proptest! {
    /// Covers A5.3.
    #[test]
    fn no_day_exists_on_which_a_finally_revoked_licence_reads_active(
        served_on in 0..400_u64,
        outage in 0..60_u64,
        asked in 0..2_000_u64,
        known in 0..500_u64,
    ) {
        let on = day("1405-01-20") + Days::new(served_on);
        let (ruling, licence) = served(Penalty::Revocation, on);
        let final_on = ruling.final_on().unwrap();
        let asked = final_on + Days::new(asked);
        prop_assert_eq!(licence.standing(asked), Standing::Revoked);
        prop_assert!(!licence.operating_permitted(asked));
        let late = final_on + Days::new(outage);
        let (closed, book) = (closed(), PolicyBook::default());
        let written = of_lapse(ruling, licence, met(&closed, &book, late), late).unwrap();
        let Effect::Revoked(all) = written.effect else {
            return Err(TestCaseError::fail("nothing was revoked"));
        };
        let licence = all.licence.value();
        let known = on + Days::new(known);
        let status = licence.status(asked, known).unwrap();
        prop_assert_eq!(status.standing, Standing::Revoked);
        prop_assert!(all.ban.value().runs(final_on));
        prop_assert!(!all.ban.value().runs(all.ban.value().term().until_exclusive));
    }

    /// Covers A8.11 and A16.
    #[test]
    fn what_a_guarantee_holds_is_divided_to_the_rial(
        owed in prop::collection::vec(1..1_000_000_000_i64, 1..12),
        available in 0..4_000_000_000_i64,
    ) {
        let owed: std::collections::BTreeMap<Uuid, Rial> = (1_u128..)
            .zip(owed)
            .map(|(line, amount)| (Uuid::from_u128(line), Rial::new(amount).unwrap()))
            .collect();
        let total: i64 = owed.values().map(|it| it.get()).sum();
        let shares = apportion(&owed, Rial::new(available).unwrap());
        let given: i64 = shares.values().map(|it| it.get()).sum();
        prop_assert_eq!(given, available.min(total));
        prop_assert!(shares.iter().all(|(line, share)| *share <= owed[line]));
    }

    /// Covers A6.4 and A16.
    #[test]
    fn whatever_is_paid_claimed_and_repaid_every_rial_is_somebody_s(
        owed in prop::collection::vec(1..1_000_000_i64, 1..6),
        paid in prop::collection::vec((0..6_usize, 1..1_500_000_i64), 0..12),
        amount in 1..4_000_000_i64,
        repaid in prop::collection::vec(0..6_usize, 0..12),
    ) {
        let today = day("1405-09-01") + Days::new(60);
        let line = |place: usize| Uuid::from_u128(place as u128 + 1);
        let mut file = opened(&owed, today);
        let total: i64 = owed.iter().sum();
        for (place, amount) in paid {
            let payment = Payment {
                amount: Rial::new(amount).unwrap(),
                by: Payer::Agency,
                evidence: evidence(today),
            };
            let known = owed.get(place).copied().unwrap_or_default();
            let left = file.unpaid().get(&line(place)).map_or(0, |it| it.get());
            let result = file.clone().pay(line(place), payment, today);
            prop_assert_eq!(result.is_ok(), known > 0 && amount <= left);
            file = result.map_or(file, |it| it.into_parts().0);
        }
        let guarantee = crate::domain::placement::guarantee::sample(amount);
        let order = |shares| ClaimOrder {
            id: Uuid::from_u128(0xc1a1),
            by: OrderedBy::Ruling { id: Uuid::nil() },
            legal_basis: vec![LegalBasis::Law { citation: Citation::article(16) }],
            shares,
        };
        let unpaid: i64 = file.unpaid().values().map(|it| it.get()).sum();
        let whole = claim_unpaid(file.clone(), guarantee.clone(), order(file.unpaid()), today);
        prop_assert_eq!(whole.is_ok(), unpaid > 0 && unpaid <= amount);
        let shares = apportion(&file.unpaid(), guarantee.remaining());
        if shares.is_empty() {
            return Ok(());
        }
        let (claimed, ordered) = claim_unpaid(file, guarantee, order(shares), today).unwrap();
        let mut file = claimed.into_parts().0;
        let guarantee = ordered.into_parts().0;
        let mut guarantee = new(guarantee.called(Uuid::from_u128(0xc1a1), evidence(today), today));
        for place in repaid {
            let claim = Uuid::from_u128(0xc1a1);
            let result =
                repay(file.clone(), guarantee.clone(), claim, line(place), evidence(today), today);
            if let Ok((settled, paid)) = result {
                (file, guarantee) = (settled.into_parts().0, paid.into_parts().0);
            }
            let sum = |of: fn(&SeekerLine) -> Rial| -> i64 {
                file.lines().iter().map(|it| of(it).get()).sum()
            };
            prop_assert_eq!(sum(SeekerLine::paid) + sum(SeekerLine::outstanding), total);
            let claim = &guarantee.claims()[0];
            prop_assert_eq!(
                claim.repaid_amount().get() + sum(SeekerLine::claimed),
                claim.amount().get()
            );
            prop_assert_eq!(guarantee.remaining().get() + claim.amount().get(), amount);
            prop_assert!(Reconciliation::of(&file, Some(&guarantee)).adds_up());
        }
    }
}

fn evidence(on: NaiveDate) -> Evidence {
    Evidence {
        on,
        record: "رسید ۷".parse().unwrap(),
        document: None,
    }
}

/// The settlement file of a revocation whose agency owes these sums, lines 1, 2, 3 …
fn opened(owed: &[i64], today: NaiveDate) -> SettlementFile {
    let (ruling, licence) = served(Penalty::Revocation, day("1405-09-01"));
    let (closed, book) = (closed(), PolicyBook::default());
    let seekers = (1_u128..).zip(owed).map(|(line, owed)| SeekerClaim {
        line: Uuid::from_u128(line),
        seeker: "کارجوی نمونه".parse().unwrap(),
        owed: Rial::new(*owed).unwrap(),
    });
    let met = Circumstances {
        seekers: seekers.collect(),
        ..met(&closed, &book, today)
    };
    match of_lapse(ruling, licence, met, today).unwrap().effect {
        Effect::Revoked(all) => {
            let file = all.settlement.into_parts().0;
            let on = file.ended_on();
            new(file.serve_notice(service(on), &self::closed(), today))
        }
        Effect::Suspended { .. } | Effect::Recorded { .. } => panic!("nothing was revoked"),
    }
}
