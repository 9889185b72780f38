use super::*;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use uuid::Uuid;

const TEHRAN: BoardKind = BoardKind::Provincial(Province::Tehran);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-23")
}

fn book(key: PolicyKey, word: &str) -> PolicyBook<PolicyKey> {
    PolicyBook::new(vec![PolicyVersion {
        id: Uuid::nil(),
        key,
        value: PolicyValue::Choice(word.to_owned()),
        from: day("2026-01-01"),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "صورت‌جلسه ۱".parse().unwrap(),
        decided_on: day("2026-01-01"),
    }])
}

fn codes(seats: &BTreeSet<Seat>) -> String {
    let codes: Vec<_> = seats.iter().map(|seat| seat.code()).collect();
    codes.join(" ")
}

/// Covers A2, A2.1, A2.2, A2.3, A2.4, A2.5, A2.n2, A4 and A4.n4.
#[test]
fn the_scope_decides_which_seats_vote_and_how_many_make_a_quorum() {
    let defaults = PolicyBook::default();
    let policies = Policies::on(&defaults, today());
    let cases = [
        (BoardKind::Central, Scope::Domestic, false, "C1 C2 C4 C6", 3),
        (
            BoardKind::Central,
            Scope::Domestic,
            true,
            "C1 C2 C4 C5 C6",
            3,
        ),
        (
            BoardKind::Central,
            Scope::Foreign,
            false,
            "C1 C2 C3 C4 C6",
            3,
        ),
        (
            BoardKind::Central,
            Scope::Foreign,
            true,
            "C1 C2 C3 C4 C5 C6",
            4,
        ),
        (
            BoardKind::Central,
            Scope::Maritime,
            false,
            "C1 C2 C3 C4 C5 C6",
            4,
        ),
        (
            BoardKind::Central,
            Scope::General,
            false,
            "C1 C2 C3 C4 C6",
            3,
        ),
        (TEHRAN, Scope::Domestic, false, "P1 P2 P3 P4 P5 P6 P7", 4),
        (TEHRAN, Scope::Foreign, false, "P1 P2 P3 P4 P5 P6 P7", 4),
    ];
    for (board, scope, body, seats, quorum) in cases {
        let rules = session_rules(board, scope, body, &BTreeSet::new(), &policies);
        assert_eq!(codes(&rules.entitled), seats, "{board} {scope:?}");
        assert_eq!(rules.quorum.needed(), quorum, "{board} {scope:?}");
    }
}

#[test]
fn the_denominator_of_the_quorum_is_a_policy() {
    let appointed = BTreeSet::from([Seat::C1, Seat::C2, Seat::C5]);
    for (word, needed) in [
        ("entitled_seats", 3),
        ("all_seats", 4),
        ("appointed_members", 2),
    ] {
        let book = book(PolicyKey::QuorumDenominator, word);
        let rules = session_rules(
            BoardKind::Central,
            Scope::Domestic,
            false,
            &appointed,
            &Policies::on(&book, today()),
        );
        assert_eq!(rules.quorum.needed(), needed, "{word}");
    }
}

fn registered(body: GuildBody) -> GuildRegistration {
    GuildRegistration::record(
        Uuid::nil(),
        body,
        "تشکل نمونه".parse().unwrap(),
        "۱۲۳".parse().unwrap(),
        day("2020-01-01"),
        &[],
    )
    .unwrap()
    .into_parts()
    .0
}

/// Covers A2.6, A4.4 and A4.n1.
#[test]
fn the_scope_decides_whose_representative_sits() {
    let of = |scope| GuildBody::ProvincialAssociation {
        province: Province::Tehran,
        scope,
    };
    let (domestic, foreign) = (of(GuildScope::Domestic), of(GuildScope::Foreign));
    let elsewhere = GuildBody::ProvincialAssociation {
        province: Province::Fars,
        scope: GuildScope::Domestic,
    };
    let national = GuildBody::ForeignAssociation;
    let kanoon = GuildBody::Kanoon;
    let without_provincial_foreign: Vec<_> = [domestic, elsewhere, national, kanoon]
        .map(registered)
        .into();
    let with_it: Vec<_> = [domestic, elsewhere, national, kanoon, foreign]
        .map(registered)
        .into();
    let none = Vec::new();
    let central = BoardKind::Central;
    let cases = [
        (TEHRAN, Scope::Domestic, domestic, &with_it, None),
        (
            TEHRAN,
            Scope::Domestic,
            national,
            &with_it,
            Some("wrong-guild-body"),
        ),
        (
            TEHRAN,
            Scope::Domestic,
            elsewhere,
            &with_it,
            Some("wrong-guild-body"),
        ),
        (TEHRAN, Scope::Foreign, foreign, &with_it, None),
        (
            TEHRAN,
            Scope::Foreign,
            national,
            &with_it,
            Some("wrong-guild-body"),
        ),
        (
            TEHRAN,
            Scope::Foreign,
            national,
            &without_provincial_foreign,
            None,
        ),
        (
            TEHRAN,
            Scope::Foreign,
            foreign,
            &without_provincial_foreign,
            Some("wrong-guild-body"),
        ),
        (
            TEHRAN,
            Scope::Maritime,
            national,
            &without_provincial_foreign,
            None,
        ),
        (
            TEHRAN,
            Scope::Domestic,
            domestic,
            &none,
            Some("guild-not-active"),
        ),
        (central, Scope::Domestic, kanoon, &with_it, None),
        (
            central,
            Scope::Foreign,
            kanoon,
            &with_it,
            Some("wrong-guild-body"),
        ),
        (central, Scope::Foreign, national, &with_it, None),
        (
            central,
            Scope::Domestic,
            national,
            &with_it,
            Some("wrong-guild-body"),
        ),
        (central, Scope::Maritime, national, &with_it, None),
        (central, Scope::General, kanoon, &with_it, None),
    ];
    let defaults = PolicyBook::default();
    let policies = Policies::on(&defaults, today());
    for (board, scope, body, guilds, refused) in cases {
        let found = require_rightful_guild(board, scope, body, guilds, today(), &policies);
        assert_eq!(
            found.err().map(|it| it.code),
            refused,
            "{board} {scope:?} {body}"
        );
    }
}

/// Covers A1.5, A1.6 and A1.7.
#[test]
fn a_second_registration_of_a_guild_body_is_refused_while_the_first_lasts() {
    let first = registered(GuildBody::Kanoon);
    let again = |others: &[GuildRegistration]| {
        GuildRegistration::record(
            Uuid::nil(),
            GuildBody::Kanoon,
            "کانون".parse().unwrap(),
            "۱".parse().unwrap(),
            day("2026-01-01"),
            others,
        )
    };
    assert_eq!(
        again(std::slice::from_ref(&first)).unwrap_err().code,
        "guild-already-registered"
    );
    let ended = first.end(day("2026-01-01")).unwrap().into_parts().0;
    assert!(again(&[ended]).is_ok());
}

/// Covers A1.8 and A1.9.
#[test]
fn a_board_is_written_as_one_word() {
    for board in [BoardKind::Central, TEHRAN] {
        let text = serde_json::to_string(&board).unwrap();
        assert_eq!(serde_json::from_str::<BoardKind>(&text).unwrap(), board);
    }
    assert!("23".parse::<BoardKind>().is_err());
}
