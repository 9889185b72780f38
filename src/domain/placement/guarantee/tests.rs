use std::collections::BTreeMap;

use super::*;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::directive::DirectiveBook;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::placement::directives::{Communication, PlacementDirective, Proposal, Terms};
use crate::domain::placement::policies::PolicyDecision;
use crate::domain::placement::settlement::Evidence;

const APPLICATION: Uuid = Uuid::from_u128(7);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn new<T>(changed: Result<Changed<T, PlacementEvent>, Refusal>) -> T {
    changed.unwrap().into_parts().0
}

fn directives(amounts: &[(AgencyKind, i64)]) -> PlacementDirectives {
    DirectiveBook::new(vec![directive(1, amounts, "2026-02-01")])
}

fn directive(version: u32, amounts: &[(AgencyKind, i64)], from: &str) -> PlacementDirective {
    let amounts: BTreeMap<_, _> = amounts
        .iter()
        .map(|(kind, amount)| (*kind, Rial::new(*amount).unwrap()))
        .collect();
    let proposal = Proposal {
        version,
        title: "مبلغ ضمانت (نمونه)".parse().unwrap(),
        body: "متن نمونه".parse().unwrap(),
        terms: Terms::GuaranteeAmount { amounts },
    };
    let communication = Communication {
        number: "۱".parse().unwrap(),
        effective_from: day(from),
        effective_to: None,
    };
    let draft = new(PlacementDirective::draft(
        Uuid::from_u128(version.into()),
        proposal,
        day("2026-01-01"),
    ));
    new(draft.record_approval(
        "صورت‌جلسه ۳".parse().unwrap(),
        day("2026-01-05"),
        communication,
    ))
}

/// The answer to a question from a day on.
fn policy(key: PolicyKey, value: PolicyValue, from: &str) -> PolicyVersion<PolicyKey> {
    let decision = PolicyDecision {
        value,
        from: day(from),
        decided_by: "معاون وزیر".parse().unwrap(),
        reason: "نامه ۱۲".parse().unwrap(),
    };
    new(key.decide(Uuid::nil(), decision, day(from)))
}

fn evidence(on: &str) -> Evidence {
    Evidence {
        on: day(on),
        record: "نامه ۳۴".parse().unwrap(),
        document: None,
    }
}

/// Covers A8.11.
#[test]
fn a_raised_amount_is_asked_for_at_the_next_renewal_or_at_once() {
    let foreign = |amount| [(AgencyKind::Foreign, amount)];
    let first = directive(1, &foreign(100), "2026-02-01");
    let second = directive(2, &foreign(500), "2027-03-01");
    let first = new(first.supersede(&second));
    let directives = DirectiveBook::new(vec![first, second]);
    let at_once = PolicyValue::Choice("at_once".to_owned());
    let at_once = policy(PolicyKey::GuaranteeAmountChange, at_once, "2026-11-22");
    let next = PolicyBook::default();
    let at_once = PolicyBook::new(vec![at_once]);
    let mut topped_up = sample(100);
    topped_up = new(topped_up.top_up(Rial::new(400).unwrap(), evidence("2026-11-22"), today()));
    // The guarantee, the policy, the day; what is lacking then, and at a renewal then.
    let cases = [
        (sample(100), &next, "2027-02-28", 0, 0),
        (sample(100), &next, "2027-03-01", 0, 400),
        (sample(100), &at_once, "2027-02-28", 0, 0),
        (sample(100), &at_once, "2027-03-01", 400, 400),
        (topped_up, &at_once, "2027-03-01", 0, 0),
        (sample(99), &next, "2027-02-28", 1, 1),
    ];
    for (guarantee, book, on, now, then) in cases {
        let asked = Asked {
            directives: &directives,
            policies: Policies::on(book, day(on)),
            licence: None,
        };
        let found = guarantee.adequacy(&asked, day(on));
        let lacking = (found.shortfall().get(), found.shortfall_at_renewal().get());
        assert_eq!(lacking, (now, then), "{on}");
        assert_eq!(found.is_deficient(), now > 0, "{on}");
    }
}

/// Covers A8.11.
#[test]
fn a_guarantee_expires_after_its_last_day_and_is_watched_sixty_days_before() {
    let book = PolicyBook::default();
    let guarantee = sample(100);
    for (on, expiry) in [
        ("2029-11-01", Expiry::Lasting),
        ("2029-11-02", Expiry::ExpiringSoon),
        ("2030-01-01", Expiry::ExpiringSoon),
        ("2030-01-02", Expiry::Expired),
    ] {
        let policies = Policies::on(&book, day(on));
        assert_eq!(guarantee.expiry(&policies, day(on)), expiry, "{on}");
    }
}

/// Covers A8.11.
#[test]
fn a_licence_is_renewed_only_on_a_guarantee_that_suffices_for_the_new_term() {
    let directives = directives(&[(AgencyKind::Foreign, 100)]);
    let book = PolicyBook::default();
    let renewed = |guarantee: &Guarantee, on: &str| {
        let measure = Measure {
            term: Term::years(day("2028-11-21"), 5),
            directives: &directives,
            policies: Policies::on(&book, day(on)),
        };
        guarantee
            .secures_renewal(&measure, day(on))
            .err()
            .map(|refusal| refusal.code)
    };
    let short = sample(100);
    assert_eq!(renewed(&short, "2028-10-01"), Some("guarantee-too-short"));
    assert_eq!(renewed(&short, "2030-01-02"), Some("guarantee-expired"));
    let long = new(short.extend(day("2034-05-21"), evidence("2026-11-22"), today()));
    assert_eq!(renewed(&long, "2028-10-01"), None);
    let small = new(sample(99).extend(day("2034-05-21"), evidence("2026-11-22"), today()));
    assert_eq!(renewed(&small, "2028-10-01"), Some("guarantee-too-small"));
    let lodged = lodged(AgencyKind::Foreign, 100, "2034-05-21");
    assert_eq!(renewed(&lodged, "2028-10-01"), Some("guarantee-missing"));
}

fn secures(kind: AgencyKind) -> Secures {
    Secures {
        application: APPLICATION,
        kind,
        province: Province::Tehran,
    }
}

fn lodged(kind: AgencyKind, amount: i64, expires_on: &str) -> Guarantee {
    let deed = Deed {
        bank: "بانک نمونه".parse().unwrap(),
        branch: "شعبه مرکزی".parse().unwrap(),
        number: "۹۸۷".parse().unwrap(),
        sheba: None,
        amount: Rial::new(amount).unwrap(),
        expires_on: day(expires_on),
    };
    new(Guarantee::lodge(
        Uuid::from_u128(5),
        secures(kind),
        deed,
        today(),
    ))
}

fn held(guarantee: Guarantee, directives: &PlacementDirectives) -> Result<Guarantee, &'static str> {
    let book = PolicyBook::default();
    let measure = Measure {
        term: Term::years(today(), 2),
        directives,
        policies: Policies::on(&book, today()),
    };
    let verified = new(guarantee.verify("نامه ۱۲ بانک".parse().unwrap(), today()));
    verified
        .hold(&measure, today())
        .map(|changed| changed.into_parts().0)
        .map_err(|refusal| refusal.code)
}

/// Covers A8.11.
#[test]
fn a_guarantee_is_held_only_if_amount_and_expiry_suffice() {
    let foreign = directives(&[(AgencyKind::Foreign, 5_000_000_000)]);
    // 1405-09-01 and two years end on 1407-08-30; six months later is 1408-02-30.
    let cases = [
        (5_000_000_000, "2029-05-19", None),
        (4_999_999_999, "2029-05-19", Some("guarantee-too-small")),
        (5_000_000_000, "2029-05-18", Some("guarantee-too-short")),
    ];
    for (amount, expires_on, refused) in cases {
        let result = held(lodged(AgencyKind::Foreign, amount, expires_on), &foreign);
        assert_eq!(result.err(), refused, "{amount} {expires_on}");
    }
}

#[test]
fn without_a_directive_that_names_an_amount_nothing_is_held() {
    let none = PlacementDirectives::default();
    let guarantee = || lodged(AgencyKind::Foreign, 9_000_000_000, "2030-01-01");
    assert_eq!(held(guarantee(), &none).unwrap_err(), "directive-missing");
    let maritime_only = directives(&[(AgencyKind::Maritime, 1)]);
    assert_eq!(
        held(guarantee(), &maritime_only).unwrap_err(),
        "directive-missing"
    );
}

#[test]
fn a_maritime_agency_has_its_own_amount_or_that_of_the_foreign_ones() {
    let guarantee = || lodged(AgencyKind::Maritime, 50, "2030-01-01");
    let as_foreign = directives(&[(AgencyKind::Foreign, 60)]);
    assert_eq!(
        held(guarantee(), &as_foreign).unwrap_err(),
        "guarantee-too-small"
    );
    let own = directives(&[(AgencyKind::Foreign, 60), (AgencyKind::Maritime, 50)]);
    assert!(held(guarantee(), &own).is_ok());
}

#[test]
fn a_domestic_agency_lodges_none() {
    let deed = lodged(AgencyKind::Foreign, 1, "2030-01-01").deed().clone();
    let secures = secures(AgencyKind::Domestic);
    let refused = Guarantee::lodge(Uuid::nil(), secures, deed, today()).unwrap_err();
    assert_eq!(refused.code, "guarantee-not-needed");
}

#[test]
fn the_bank_confirms_before_the_office_holds() {
    let own = directives(&[(AgencyKind::Foreign, 1)]);
    let book = PolicyBook::default();
    let measure = Measure {
        term: Term::years(today(), 2),
        directives: &own,
        policies: Policies::on(&book, today()),
    };
    let guarantee = lodged(AgencyKind::Foreign, 1, "2030-01-01");
    let refused = guarantee.clone().hold(&measure, today()).unwrap_err();
    assert_eq!(refused.code, "illegal-transition");
    assert_eq!(
        guarantee
            .secures(APPLICATION, &measure, today())
            .unwrap_err()
            .code,
        "guarantee-missing"
    );
    let rejected = new(guarantee
        .clone()
        .reject("جعلی است.".parse().unwrap(), today()));
    assert!(rejected.verify("نامه".parse().unwrap(), today()).is_err());
    let held = held(guarantee, &own).unwrap();
    assert!(held.secures(APPLICATION, &measure, today()).is_ok());
    assert!(held.secures(Uuid::nil(), &measure, today()).is_err());
    assert!(
        held.clone()
            .reject("دیر".parse().unwrap(), today())
            .is_err()
    );
    assert!(held.clone().replace(&held, today()).is_err());
    let mut better = held.clone();
    better.id = Uuid::from_u128(6);
    let replaced = new(held.clone().replace(&better, today()));
    assert!(replaced.secures(APPLICATION, &measure, today()).is_err());
    assert!(replaced.replace(&better, today()).is_err());
    let text = serde_json::to_string(&held).unwrap();
    assert_eq!(serde_json::from_str::<Guarantee>(&text).unwrap(), held);
}

/// A guarantee of this amount, held since 2026-11-22 and valid until 2030.
pub(in crate::domain::placement) fn sample(amount: i64) -> Guarantee {
    let directives = directives(&[(AgencyKind::Foreign, 1)]);
    held(
        lodged(AgencyKind::Foreign, amount, "2030-01-01"),
        &directives,
    )
    .unwrap()
}
