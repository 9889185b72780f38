use super::*;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::placement::match_review::{Difference, MatchReview};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(code: &str) -> Party {
    Party::Person {
        national_code: code.parse().unwrap(),
    }
}

fn subject(role: SubjectRole, party: Party) -> Subject {
    Subject { role, party }
}

fn ban(final_on: &str) -> Changed<Ban, PlacementEvent> {
    let subjects = vec![
        subject(
            SubjectRole::Holder,
            Party::Company {
                company_id: "10380284790".parse().unwrap(),
            },
        ),
        subject(SubjectRole::TechnicalManager, person("0076229645")),
    ];
    let revocation = Revocation {
        ruling: "رأی ۱۲".parse().unwrap(),
        final_on: day(final_on),
        province: Province::Fars,
        agency: "کاریابی نمونه".parse().unwrap(),
        kind: None,
        licence: None,
    };
    import(subjects, revocation).unwrap()
}

/// Records a ban on 2026-11-23 by the policies that nobody has decided otherwise.
fn import(
    subjects: Vec<Subject>,
    revocation: Revocation,
) -> Result<Changed<Ban, PlacementEvent>, Refusal> {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, revocation.final_on);
    let id = Uuid::from_u128(3);
    Ban::import(id, subjects, revocation, &policies, day("2026-11-23"))
}

/// Covers A15.n2.
#[test]
fn a_ban_covers_holder_and_manager_in_any_role_for_five_years_and_not_a_day_longer() {
    let ban = ban("2021-11-22").into_parts().0;
    let bans = [ban];
    // 1400-09-01 and five Solar Hijri years end with 1405-08-30.
    let cases = [
        ("0076229645", "2021-11-21", false),
        ("0076229645", "2021-11-22", true),
        ("0076229645", "2026-11-21", true),
        ("0076229645", "2026-11-22", false),
        ("1583250689", "2025-01-01", false),
    ];
    for (code, date, banned) in cases {
        let applicant = [subject(SubjectRole::Holder, person(code))];
        let screening = Screening::of(&applicant, &bans, day(date));
        assert_eq!(screening.clear().is_err(), banned, "{code} on {date}");
    }
}

#[test]
fn the_refusal_names_the_ban_and_its_end_but_no_person() {
    let ban = ban("2022-03-01").into_parts().0;
    let manager = [subject(SubjectRole::TechnicalManager, person("0076229645"))];
    let refusal = Screening::of(&manager, std::slice::from_ref(&ban), day("2026-01-01"))
        .clear()
        .unwrap_err();
    assert_eq!(refusal.code, "banned");
    assert_eq!(refusal.citation, Citation::note(15, 2));
    assert!(refusal.en.contains(&ban.id().to_string()));
    assert!(refusal.en.contains(&ban.term().until_exclusive.to_string()));
    assert!(!refusal.en.contains("0076229645") && !refusal.fa.contains("0076229645"));
}

#[test]
fn the_event_of_a_ban_names_no_person() {
    let payload = serde_json::to_string(ban("2022-03-01").event()).unwrap();
    assert!(!payload.contains("0076229645"), "{payload}");
}

#[test]
fn a_ban_needs_a_final_revocation_and_a_subject() {
    let revocation = |final_on| Revocation {
        final_on: day(final_on),
        ..ban("2022-03-01").value().revocation().clone()
    };
    let one = vec![subject(SubjectRole::Holder, person("0076229645"))];
    let refused = import(one, revocation("2026-11-24")).unwrap_err();
    assert_eq!(refused.code, "revocation-not-final");
    let refused = import(Vec::new(), revocation("2026-11-23")).unwrap_err();
    assert_eq!(refused.code, "ban-without-subject");
}

fn decided(key: PolicyKey, value: PolicyValue) -> PolicyBook<PolicyKey> {
    PolicyBook::new(vec![PolicyVersion {
        id: Uuid::nil(),
        key,
        value,
        from: day("2021-01-01"),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "تصمیم نمونه".parse().unwrap(),
        decided_on: day("2021-01-01"),
    }])
}

fn choice(word: &str) -> PolicyValue {
    PolicyValue::Choice(word.to_owned())
}

#[test]
fn a_ban_bars_what_its_policies_say() {
    use AgencyKind::{Domestic, Foreign};
    use Province::{Fars, Tehran};
    use Purpose::{Entry, Renewal};
    let revoked = |kind| {
        let (mut ban, _) = ban("2024-11-22").into_parts();
        ban.revocation.kind = kind;
        ban
    };
    let default = PolicyBook::default;
    let same_kind = || decided(PolicyKey::BanKind, choice("same_kind"));
    let not_at_home = || decided(PolicyKey::BanHomeProvince, PolicyValue::Bool(false));
    let not_renewals = || decided(PolicyKey::BanRenewal, PolicyValue::Bool(false));
    // The revocation was of a foreign agency in Fars unless its kind is not known.
    let known = Some(Foreign);
    let cases = [
        (default(), known, Entry, Domestic, Tehran, true),
        (default(), known, Entry, Foreign, Fars, true),
        (default(), known, Renewal, Domestic, Fars, true),
        (same_kind(), known, Entry, Domestic, Tehran, false),
        (same_kind(), known, Entry, Foreign, Tehran, true),
        (same_kind(), None, Entry, Domestic, Tehran, true),
        (not_at_home(), known, Entry, Foreign, Fars, false),
        (not_at_home(), known, Renewal, Foreign, Fars, false),
        (not_at_home(), known, Entry, Foreign, Tehran, true),
        (not_renewals(), known, Renewal, Foreign, Tehran, false),
        (not_renewals(), known, Entry, Foreign, Tehran, true),
    ];
    for (book, revoked_kind, purpose, kind, province, barred) in cases {
        let date = day("2026-11-23");
        let policies = Policies::on(&book, date);
        let undertaking = Undertaking {
            purpose,
            kind,
            province,
        };
        let ban = revoked(revoked_kind);
        let label = format!("{book:?} {revoked_kind:?} {undertaking:?}");
        assert_eq!(ban.bars(undertaking, &policies, date), barred, "{label}");
        let over = ban.term().until_exclusive;
        assert!(!ban.bars(undertaking, &policies, over), "{label}");
    }
}

#[test]
fn a_ban_covers_directors_only_where_the_policy_of_its_day_extends_it_to_them() {
    let director = || vec![subject(SubjectRole::Director, person("1583250689"))];
    let revocation = || ban("2024-11-22").value().revocation().clone();
    let refused = import(director(), revocation()).unwrap_err();
    assert_eq!(refused.code, "ban-covers-no-directors");
    assert_eq!(refused.citation, Citation::Policy("ban.subjects"));
    let book = decided(PolicyKey::BanSubjects, choice("and_directors"));
    let import = |on| {
        let policies = Policies::on(&book, day(on));
        let today = day("2026-11-23");
        Ban::import(Uuid::nil(), director(), revocation(), &policies, today)
    };
    assert!(import("2024-11-22").is_ok());
    assert!(import("2020-12-31").is_err());
}

fn annulment(on: &str) -> Annulment {
    Annulment {
        order: "دادنامه ۹۸".parse().unwrap(),
        reason: "رأی مستند ابطال شد.".parse().unwrap(),
        on: day(on),
    }
}

#[test]
fn only_the_order_of_a_court_ends_a_ban_early_and_its_term_never_changes() {
    let last = day("2026-11-21");
    let cases = [
        ("2026-11-21", None),
        ("2021-11-22", None),
        ("2021-11-21", Some("annulment-before-the-ban")),
        ("2026-11-22", Some("annulment-in-the-future")),
    ];
    for (on, refused) in cases {
        let (ban, _) = ban("2021-11-22").into_parts();
        let term = ban.term();
        let result = ban.clone().annul(annulment(on), last);
        assert_eq!(result.as_ref().err().map(|it| it.code), refused, "{on}");
        let Ok(annulled) = result else {
            continue;
        };
        let (annulled, _) = annulled.into_parts();
        assert_eq!(annulled.term(), term);
        assert!(!annulled.runs(day(on)));
        assert_eq!(annulled.runs(term.from), day(on) > term.from, "{on}");
        assert_eq!(annulled.standing(last), BanStanding::Annulled);
        let again = annulled.annul(annulment(on), last).unwrap_err();
        assert_eq!(again.code, "illegal-transition");
    }
    let (ban, _) = ban("2021-11-22").into_parts();
    let over = ban.term().until_exclusive;
    assert_eq!(ban.standing(last), BanStanding::Running);
    assert_eq!(ban.standing(over), BanStanding::Ended);
    let late = ban
        .clone()
        .annul(annulment("2026-11-21"), over)
        .unwrap_err();
    assert_eq!(late.code, "ban-over");
    assert_eq!(ban.clone().end(last).unwrap_err().code, "ban-runs");
    assert!(ban.end(over).is_ok());
}

/// A licence of the person whom the bans here cover.
fn licence() -> Screened {
    Screened::licence(&crate::domain::placement::licence::sample())
}

fn another_person(
    ban: &Ban,
    screened: &Screened,
    earlier: &[MatchReview],
) -> Result<Changed<MatchReview, PlacementEvent>, Refusal> {
    let found = Difference {
        role: SubjectRole::Holder,
        reason: "کد ملی در فهرست اشتباه ثبت شده است.".parse().unwrap(),
        by: Uuid::from_u128(9),
    };
    let (id, today) = (Uuid::from_u128(11), day("2026-11-23"));
    MatchReview::not_the_same_person(id, ban, screened, found, earlier, today)
}

#[test]
fn a_finding_holds_for_its_file_and_its_ban_until_it_is_withdrawn() {
    let (today, screened) = (day("2026-11-23"), licence());
    let (ban, _) = ban("2024-11-22").into_parts();
    let (other, _) = Ban {
        id: Uuid::from_u128(4),
        ..ban.clone()
    }
    .annul(annulment("2026-11-23"), today)
    .unwrap()
    .into_parts();
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today);
    let hits = |bans: &[Ban], reviews: &[MatchReview]| {
        let found = Screening::of_file(&screened, bans, reviews, &policies, today);
        found.hits().len()
    };
    let bans = [ban, other];
    assert_eq!(hits(&bans, &[]), 1);
    assert_eq!(
        another_person(&bans[1], &screened, &[]).unwrap_err().code,
        "no-match"
    );
    let (review, _) = another_person(&bans[0], &screened, &[])
        .unwrap()
        .into_parts();
    assert_eq!(hits(&bans, std::slice::from_ref(&review)), 0);
    let again = another_person(&bans[0], &screened, std::slice::from_ref(&review));
    assert_eq!(again.unwrap_err().code, "match-reviewed-already");
    // The same party's other ban is another matter.
    let imposed_twice = [
        bans[0].clone(),
        Ban {
            id: Uuid::from_u128(5),
            ..bans[0].clone()
        },
    ];
    assert_eq!(hits(&imposed_twice, std::slice::from_ref(&review)), 1);
    let (withdrawn, _) = review
        .withdraw("بررسی دوباره".parse().unwrap(), today)
        .unwrap()
        .into_parts();
    assert_eq!(hits(&bans, std::slice::from_ref(&withdrawn)), 1);
    assert!(another_person(&bans[0], &screened, std::slice::from_ref(&withdrawn)).is_ok());
    let twice = withdrawn.withdraw("باز هم".parse().unwrap(), today);
    assert_eq!(twice.unwrap_err().code, "illegal-transition");
}
