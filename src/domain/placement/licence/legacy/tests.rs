use super::super::tests::{day, grant, number, sample};
use super::*;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::licence::Standing;

fn book(unit: Option<&str>) -> PolicyBook<PolicyKey> {
    let decided = unit.map(|word| PolicyVersion {
        id: Uuid::nil(),
        key: PolicyKey::A17Unit,
        value: PolicyValue::Choice(word.to_owned()),
        from: day("2020-01-01"),
        decided_by: "معاون وزیر".parse().unwrap(),
        reason: "نامه ۱".parse().unwrap(),
        decided_on: day("2020-01-01"),
    });
    PolicyBook::new(decided.into_iter().collect())
}

fn old() -> OldLicence {
    OldLicence {
        number: "۱۲۳/الف".parse().unwrap(),
        granted_on: day("2020-04-20"),
        last_day: day("2030-04-19"),
        signed_by: "ناهید نمونه".parse().unwrap(),
    }
}

fn entered(old: OldLicence, today: &str) -> Result<Licence, Refusal> {
    let book = book(None);
    let today = day(today);
    let year = SolarHijri::of(old.granted_on).year().try_into().unwrap();
    let number = number(Province::Tehran, AgencyKind::Domestic, year);
    let grant = grant(AgencyKind::Domestic, Channel::Physical);
    let policies = Policies::on(&book, today);
    Licence::legacy(Uuid::from_u128(1), number, grant, old, &policies, today)
        .map(|changed| changed.into_parts().0)
}

/// Covers A17.
#[test]
fn the_six_months_of_transition_end_on_the_later_of_both_readings() {
    let cases = [
        (None, "1402-05-24"),
        (Some("later_of_both"), "1402-05-24"),
        (Some("six_months"), "1402-05-24"),
        (Some("days_180"), "1402-05-21"),
    ];
    assert_eq!(SolarHijri::of(communicated_on()).to_string(), "1401-11-24");
    for (unit, last_day) in cases {
        let book = book(unit);
        let last = transition_last_day(&Policies::on(&book, day("2023-08-01")));
        assert_eq!(SolarHijri::of(last).to_string(), last_day, "{unit:?}");
    }
}

/// Covers A17.
#[test]
fn an_old_licence_is_prevented_after_the_transition_until_it_conforms_and_not_by_a_sanction() {
    let licence = entered(old(), "2023-05-01").unwrap();
    let (last, first) = (day("2023-08-15"), day("2023-08-16"));
    assert!(licence.operating_permitted(last));
    assert!(!licence.operating_permitted(first));
    let hold = HoldKind::TransitionPrevention;
    assert!(licence.holds(last).is_empty());
    assert_eq!(licence.holds(first).into_iter().collect::<Vec<_>>(), [hold]);
    assert_eq!(licence.standing(first), Standing::Active);

    let record = || "صورت‌جلسه ۴".parse().unwrap();
    let on = day("2023-09-01");
    let late = licence.clone().conform(on, record(), None, on).unwrap();
    let late = late.into_parts().0;
    assert!(!late.operating_permitted(day("2023-08-31")));
    assert!(late.operating_permitted(on));
    assert!(!late.is_revoked());

    let in_time = licence.conform(last, record(), None, on).unwrap();
    let in_time = in_time.into_parts().0;
    assert!(in_time.operating_permitted(first));
    assert_eq!(in_time.prevented_from(), None);
    let twice = in_time.conform(last, record(), None, on).unwrap_err();
    assert_eq!(twice.code, "conforms-already");
}

#[test]
fn what_was_known_before_the_conformity_is_still_answered_as_it_was_known() {
    let licence = entered(old(), "2023-05-01").unwrap();
    let on = day("2023-08-20");
    let record = "صورت‌جلسه ۴".parse().unwrap();
    let conforms = licence
        .conform(on, record, None, day("2023-08-25"))
        .unwrap();
    let licence = conforms.into_parts().0;
    let permitted = |known: &str| licence.status(on, day(known)).unwrap().operating_permitted;
    assert!(!permitted("2023-08-24"));
    assert!(permitted("2023-08-25"));
    assert_eq!(licence.status(on, day("2023-04-30")), None);
}

#[test]
fn only_what_was_granted_before_the_communication_is_an_old_licence() {
    let granted = |granted_on: &str| OldLicence {
        granted_on: day(granted_on),
        ..old()
    };
    assert!(entered(granted("2023-02-13"), "2023-05-01").is_ok());
    let later = entered(granted("2023-02-14"), "2023-05-01").unwrap_err();
    assert_eq!(later.code, "granted-under-the-bylaw");
    let backwards = OldLicence {
        last_day: day("2020-04-19"),
        ..old()
    };
    assert_eq!(
        entered(backwards, "2023-05-01").unwrap_err().code,
        "term-order"
    );
    let under_the_bylaw = sample();
    let record = "صورت‌جلسه ۴".parse().unwrap();
    let today = day("2026-12-01");
    let refused = under_the_bylaw.conform(today, record, None, today);
    assert_eq!(refused.unwrap_err().code, "granted-under-the-bylaw");
}

#[test]
fn an_old_licence_gets_its_first_paper_from_here_when_it_conforms() {
    let today = day("2023-05-01");
    let signer = || Name::try_from("ناهید نمونه".to_owned()).unwrap();
    let licence = entered(old(), "2023-05-01").unwrap();
    assert_eq!(licence.application(), None);
    let unprinted = licence.may_be_printed().unwrap_err();
    assert_eq!(unprinted.code, "not-conformed");
    let early = licence
        .clone()
        .reprint(DocumentReason::Conformity, signer(), today);
    assert_eq!(early.unwrap_err().code, "not-conformed");
    let record = "صورت‌جلسه ۴".parse().unwrap();
    let licence = licence
        .conform(today, record, None, today)
        .unwrap()
        .into_parts()
        .0;
    let unprinted = licence.may_be_printed().unwrap_err();
    assert_eq!(unprinted.code, "paper-of-another-registry");
    let printed = licence.reprint(DocumentReason::Conformity, signer(), today);
    let printed = printed.unwrap().into_parts().0;
    assert_eq!(printed.good_from(), 2);
    assert!(printed.may_be_printed().is_ok());
}
