use super::*;

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
    Ban::import(Uuid::from_u128(3), subjects, revocation, day("2026-11-23")).unwrap()
}

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
    let today = day("2026-11-23");
    let one = vec![subject(SubjectRole::Holder, person("0076229645"))];
    let refused = Ban::import(Uuid::nil(), one, revocation("2026-11-24"), today).unwrap_err();
    assert_eq!(refused.code, "revocation-not-final");
    let refused =
        Ban::import(Uuid::nil(), Vec::new(), revocation("2026-11-23"), today).unwrap_err();
    assert_eq!(refused.code, "ban-without-subject");
}
