use super::*;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::agency::Channel;
use crate::domain::placement::ban::{Ban, Party, Revocation, Subject, SubjectRole};
use crate::domain::placement::directives::{
    Communication, PlacementDirective, PlacementDirectives, Proposal, Terms,
};
use crate::domain::placement::guarantee::{Deed, Secures};
use crate::domain::placement::policies::Policies;
use crate::domain::placement::premises::Premises;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn grant(kind: AgencyKind, channel: Channel) -> Grant {
    Grant {
        application: Uuid::from_u128(7),
        operator: Uuid::from_u128(8),
        agency: "کاریابی نمونه".parse().unwrap(),
        kind,
        channel,
        holder: Holder::Natural {
            name: "مریم نمونه".parse().unwrap(),
        },
        parties: vec![holder()],
        premises: Premises {
            province: Province::Tehran,
            city: "تهران".parse().unwrap(),
            address: "خیابان نمونه، پلاک ۱".parse().unwrap(),
            postal_code: "1619735744".parse().unwrap(),
            landline: "02188888888".parse().unwrap(),
        },
        website: None,
        guarantee: None,
    }
}

fn holder() -> Subject {
    Subject {
        role: SubjectRole::Holder,
        party: Party::Person {
            national_code: "0076229645".parse().unwrap(),
        },
    }
}

fn signer() -> Name {
    "ناهید نمونه".parse().unwrap()
}

pub(super) fn number(province: Province, kind: AgencyKind, year: u16) -> LicenceNumber {
    let series = Series {
        demo: false,
        province,
        kind,
        year,
    };
    LicenceNumber::new(series, 1).unwrap()
}

fn issue(
    number: LicenceNumber,
    grant: Grant,
    screening: &Screening,
    today: &str,
) -> Result<Licence, &'static str> {
    issue_beside(&[], number, grant, screening, today)
}

fn issue_beside(
    others: &[Licence],
    number: LicenceNumber,
    grant: Grant,
    screening: &Screening,
    today: &str,
) -> Result<Licence, &'static str> {
    let today = day(today);
    let book = PolicyBook::default();
    let directives = PlacementDirectives::default();
    let guards = IssueGuards {
        screening,
        others,
        guarantee: None,
        measure: Measure {
            term: Licence::first_term(today),
            directives: &directives,
            policies: Policies::on(&book, today),
        },
    };
    Licence::issue(Uuid::nil(), number, grant, signer(), &guards, today)
        .map(|changed| changed.into_parts().0)
        .map_err(|refusal| refusal.code)
}

fn clear(today: &str) -> Screening {
    Screening::of(&[], &[], day(today))
}

/// Covers A10.
#[test]
fn a_first_licence_lasts_two_solar_years_leap_day_or_not() {
    // 1403-12-30, 1404-01-01, 1402-01-01 and 1405-09-01.
    let cases = [
        ("2025-03-20", 1403, "2027-03-20"),
        ("2025-03-21", 1404, "2027-03-20"),
        ("2023-03-21", 1402, "2025-03-20"),
        ("2026-11-22", 1405, "2028-11-20"),
    ];
    for (issued, year, last_day) in cases {
        let licence = issue(
            number(Province::Tehran, AgencyKind::Domestic, year),
            grant(AgencyKind::Domestic, Channel::Physical),
            &clear(issued),
            issued,
        )
        .unwrap();
        let last = day(last_day);
        assert_eq!(licence.term().last_day(), last, "{issued}");
        assert_eq!(licence.standing(last), Standing::Active);
        assert!(licence.operating_permitted(last));
        let after = licence.term().until_exclusive;
        assert_eq!(licence.standing(after), Standing::Expired);
        assert!(!licence.operating_permitted(after));
        assert_eq!(
            licence.standing(day(issued).pred_opt().unwrap()),
            Standing::NotYet
        );
    }
}

#[test]
fn a_licence_is_issued_only_with_the_right_number_domain_and_guarantee() {
    use AgencyKind::{Domestic, Foreign, Maritime};
    let today = "2026-11-22";
    let tehran = |kind, year| number(Province::Tehran, kind, year);
    let other_series = Some("number-of-another-series");
    let cases = [
        (tehran(Domestic, 1405), Domestic, Channel::Physical, None),
        (
            tehran(Domestic, 1404),
            Domestic,
            Channel::Physical,
            other_series,
        ),
        (
            tehran(Foreign, 1405),
            Domestic,
            Channel::Physical,
            other_series,
        ),
        (
            number(Province::Fars, Domestic, 1405),
            Domestic,
            Channel::Physical,
            other_series,
        ),
        (
            tehran(Domestic, 1405),
            Domestic,
            Channel::Both,
            Some("website-missing"),
        ),
        (
            tehran(Foreign, 1405),
            Foreign,
            Channel::Physical,
            Some("guarantee-missing"),
        ),
        (
            tehran(Maritime, 1405),
            Maritime,
            Channel::Physical,
            Some("guarantee-missing"),
        ),
    ];
    for (number, kind, channel, refused) in cases {
        let label = format!("{number} {kind:?} {channel:?}");
        let result = issue(number, grant(kind, channel), &clear(today), today);
        assert_eq!(result.err(), refused, "{label}");
    }
}

#[test]
fn bans_are_looked_for_on_the_day_of_issue() {
    let today = "2026-11-22";
    let domestic = || grant(AgencyKind::Domestic, Channel::Physical);
    let number = || number(Province::Tehran, AgencyKind::Domestic, 1405);
    assert_eq!(
        issue(number(), domestic(), &clear("2026-11-21"), today).unwrap_err(),
        "screening-outdated"
    );
    let subjects = vec![holder()];
    let revocation = Revocation {
        ruling: "رأی ۱۲".parse().unwrap(),
        final_on: day("2025-01-01"),
        province: Province::Fars,
        agency: "کاریابی دیگر".parse().unwrap(),
        kind: None,
        licence: None,
    };
    let book = PolicyBook::default();
    let policies = Policies::on(&book, day(today));
    let ban = Ban::import(
        Uuid::nil(),
        subjects.clone(),
        revocation,
        &policies,
        day(today),
    );
    let ban = ban.unwrap();
    let screening = Screening::of(&subjects, &[ban.into_parts().0], day(today));
    assert_eq!(
        issue(number(), domestic(), &screening, today).unwrap_err(),
        "banned"
    );
}

#[test]
fn a_second_licence_at_the_same_place_waits_for_the_end_of_the_first() {
    let kind = AgencyKind::Domestic;
    let issue = |others: &[Licence], year, postal_code: &str, today| {
        let mut grant = grant(kind, Channel::Physical);
        grant.premises.postal_code = postal_code.parse().unwrap();
        let number = number(Province::Tehran, kind, year);
        issue_beside(others, number, grant, &clear(today), today)
    };
    let first = issue(&[], 1405, "1619735744", "2026-11-22").unwrap();
    let others = [first];
    let again = issue(&others, 1407, "1619735744", "2028-11-20");
    assert_eq!(again.unwrap_err(), "licensed-already");
    assert!(issue(&others, 1405, "1619735745", "2026-11-22").is_ok());
    // The day after 1407-08-30.
    assert!(issue(&others, 1407, "1619735744", "2028-11-21").is_ok());
}

#[test]
fn a_licence_is_read_back_as_it_was_written() {
    let today = "2026-11-22";
    let licence = issue(
        number(Province::Tehran, AgencyKind::Domestic, 1405),
        grant(AgencyKind::Domestic, Channel::Physical),
        &clear(today),
        today,
    )
    .unwrap();
    let text = serde_json::to_string(&licence).unwrap();
    assert_eq!(serde_json::from_str::<Licence>(&text).unwrap(), licence);
}

#[test]
fn a_foreign_licence_is_issued_on_the_guarantee_held_for_its_application() {
    let today = day("2026-11-22");
    let directives = sample_directives();
    let book = PolicyBook::default();
    let measure = Measure {
        term: Licence::first_term(today),
        directives: &directives,
        policies: Policies::on(&book, today),
    };
    let deed = Deed {
        bank: "بانک نمونه".parse().unwrap(),
        branch: "شعبه مرکزی".parse().unwrap(),
        number: "۹۸۷".parse().unwrap(),
        sheba: None,
        amount: Rial::new(100).unwrap(),
        expires_on: day("2029-05-19"),
    };
    let kind = AgencyKind::Foreign;
    let application = Uuid::from_u128(7);
    let secures = Secures {
        application,
        kind,
        province: Province::Tehran,
    };
    let guarantee = Guarantee::lodge(Uuid::from_u128(5), secures, deed, today)
        .and_then(|it| {
            it.into_parts()
                .0
                .verify("نامه بانک".parse().unwrap(), today)
        })
        .and_then(|it| it.into_parts().0.hold(&measure, today))
        .unwrap()
        .into_parts()
        .0;
    let issue_on = |issued: NaiveDate, named: Option<Uuid>| {
        let screening = Screening::of(&[], &[], issued);
        let guards = IssueGuards {
            screening: &screening,
            others: &[],
            guarantee: Some(&guarantee),
            measure,
        };
        let grant = Grant {
            guarantee: named,
            ..grant(kind, Channel::Physical)
        };
        let number = number(Province::Tehran, kind, 1405);
        Licence::issue(Uuid::nil(), number, grant, signer(), &guards, issued)
            .err()
            .map(|refusal| refusal.code)
    };
    assert_eq!(issue_on(today, Some(guarantee.id())), None);
    assert_eq!(issue_on(today, None), Some("guarantee-missing"));
    // A day later the term ends a day later, and the guarantee no longer outlives it by six months.
    let next = day("2026-11-23");
    assert_eq!(
        issue_on(next, Some(guarantee.id())),
        Some("guarantee-too-short")
    );
}

fn sample_directives() -> PlacementDirectives {
    let proposal = Proposal {
        version: 1,
        title: "مبلغ ضمانت (نمونه)".parse().unwrap(),
        body: "متن نمونه".parse().unwrap(),
        terms: Terms::GuaranteeAmount {
            amounts: [(AgencyKind::Foreign, Rial::new(100).unwrap())].into(),
        },
    };
    let communication = Communication {
        number: "۱".parse().unwrap(),
        effective_from: day("2026-02-01"),
        effective_to: None,
    };
    let directive = PlacementDirective::draft(Uuid::from_u128(1), proposal, day("2026-01-01"))
        .and_then(|it| {
            it.into_parts().0.record_approval(
                "صورت‌جلسه ۳".parse().unwrap(),
                day("2026-01-05"),
                communication,
            )
        })
        .unwrap();
    PlacementDirectives::new(vec![directive.into_parts().0])
}

/// A domestic licence of Tehran, valid from 1404-10-04 for two years.
pub(in crate::domain::placement) fn sample() -> Licence {
    let today = "2025-12-25";
    issue(
        number(Province::Tehran, AgencyKind::Domestic, 1404),
        grant(AgencyKind::Domestic, Channel::Physical),
        &clear(today),
        today,
    )
    .unwrap()
}

/// A domestic licence of a company in Tehran with a technical manager, valid from 1404-10-04.
pub(in crate::domain::placement) fn sample_of_a_company() -> Licence {
    let manager = "0076229645".parse().unwrap();
    let mut grant = grant(AgencyKind::Domestic, Channel::Physical);
    grant.holder = Holder::Company {
        name: "شرکت نمونه".parse().unwrap(),
        company_id: "10380284790".parse().unwrap(),
        technical_manager: "مریم نمونه".parse().unwrap(),
    };
    grant.parties = vec![
        Subject {
            role: SubjectRole::Holder,
            party: Party::Company {
                company_id: "10380284790".parse().unwrap(),
            },
        },
        Subject {
            role: SubjectRole::TechnicalManager,
            party: Party::Person {
                national_code: manager,
            },
        },
    ];
    let today = "2025-12-25";
    let number = number(Province::Tehran, AgencyKind::Domestic, 1404);
    issue(number, grant, &clear(today), today).unwrap()
}
