use super::*;
use crate::domain::placement::licence::hold::Hold;
use crate::domain::placement::licence::{What, sample};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Of 1404-10-04 for two years.
const ON: &str = "2026-05-22";

fn held(licence: Licence, kind: HoldKind, from: &str) -> Licence {
    let hold = Hold {
        kind,
        from: day(from),
        until_exclusive: None,
        reason: "دلیل".parse().unwrap(),
        session: None,
    };
    let placed = licence.place_hold(hold, day(ON)).unwrap();
    placed.into_parts().0
}

fn obstacles(licence: &Licence, on: &str) -> Vec<&'static str> {
    let permission = licence.operating_permission(day(on), None);
    permission
        .obstacles
        .iter()
        .map(|it| it.kind.name())
        .collect()
}

#[test]
fn an_active_licence_without_holds_gives_the_permission() {
    assert_eq!(sample().may_operate(day(ON), None), Ok(()));
}

/// Covers A9.n2.
#[test]
fn every_hold_is_listed_with_its_rule_and_lifting_one_leaves_the_others() {
    let licence = held(sample(), HoldKind::TransitionPrevention, "2026-05-01");
    let licence = held(licence, HoldKind::NoTechnicalManager, "2026-05-10");
    let permission = licence.operating_permission(day(ON), None);
    let rules: Vec<_> = permission
        .obstacles
        .iter()
        .map(|it| (it.kind.citation(), it.from))
        .collect();
    assert_eq!(
        rules,
        [
            (Citation::article(17), Some(day("2026-05-01"))),
            (Citation::note(9, 2), Some(day("2026-05-10"))),
        ]
    );
    assert_eq!(permission.standing, Standing::Active);
    let refused = licence.may_operate(day(ON), None).unwrap_err();
    assert_eq!(refused.code, "operation-not-permitted");
    assert_eq!(refused.citation, Citation::article(17));
    assert!(refused.fa.contains("مدیر فنی") && refused.fa.contains("تطبیق"));

    let reason = "تطبیق یافت".parse().unwrap();
    let kind = HoldKind::TransitionPrevention;
    let lifted = licence
        .lift_hold(kind, day(ON), reason, None, day(ON))
        .unwrap();
    let licence = lifted.into_parts().0;
    assert_eq!(obstacles(&licence, ON), ["no_technical_manager"]);
    assert_eq!(
        obstacles(&licence, "2026-05-21"),
        ["transition_prevention", "no_technical_manager"]
    );
}

#[test]
fn the_end_of_the_term_takes_the_permission_away_and_every_obstacle_says_how_it_is_lifted() {
    let licence = sample();
    let end = licence.term().until_exclusive;
    let permission = licence.operating_permission(end, None);
    assert_eq!(obstacles(&licence, &end.to_string()), ["expired"]);
    assert_eq!(permission.obstacles[0].from, Some(end));
    assert!(permission.obstacles[0].kind.lifted_fa().contains("تمدید"));
    assert_eq!(permission.standing_fa(), "منقضی");
    assert_eq!(obstacles(&licence, "2025-12-24"), ["not_begun"]);
}

#[test]
fn a_pending_renewal_is_named_and_holds_the_permission_over_only_by_policy_and_in_time() {
    let licence = sample();
    let end = licence.term().until_exclusive;
    let last = licence.term().last_day();
    for (filed_on, holdover, permitted) in
        [(last, false, false), (last, true, true), (end, true, false)]
    {
        let renewal = PendingRenewal {
            application: Uuid::nil(),
            filed_on,
            holdover,
        };
        let permission = licence.operating_permission(end, Some(renewal));
        assert!(permission.awaits_renewal());
        assert_eq!(permission.standing_fa(), "منقضی، در انتظار تمدید");
        assert_eq!(permission.is_given(), permitted, "{filed_on} {holdover}");
    }
}

#[test]
fn an_ended_licence_gives_no_permission_and_is_not_renewed() {
    use crate::domain::kernel::policy::PolicyBook;
    use crate::domain::placement::policies::Policies;
    let ends = [
        (What::Surrendered, "surrendered"),
        (What::Transferred { to: Uuid::nil() }, "transferred"),
        (
            What::Revoked {
                ruling: Uuid::nil(),
            },
            "revoked",
        ),
    ];
    for (what, name) in ends {
        let mut licence = sample();
        licence.record(day("2026-05-01"), day("2026-05-01"), what);
        assert_eq!(obstacles(&licence, ON), [name]);
        assert!(obstacles(&licence, "2026-04-30").is_empty());
        let book = PolicyBook::default();
        let in_window = licence.term().last_day();
        let refused = licence
            .may_be_renewed(&Policies::on(&book, in_window), in_window)
            .unwrap_err();
        assert_eq!(refused.code, "licence-ended", "{name}");
    }
}
