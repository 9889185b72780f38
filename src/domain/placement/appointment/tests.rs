use super::*;
use crate::domain::placement::guild::GuildScope;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TEHRAN: BoardKind = BoardKind::Provincial(Province::Tehran);

fn decree(board: BoardKind, seat: Seat) -> Decree {
    Decree {
        board,
        seat,
        account: Uuid::from_u128(1),
        person: "مریم نمونه".parse().unwrap(),
        represents: None,
        rank: Rank::DirectorGeneral,
        issuer: Issuer::rightful(board, seat),
        number: "۱۲۳/۴".parse().unwrap(),
        dated: day("2026-01-01"),
        from: day("2026-01-10"),
        until: None,
        delegate_of: None,
    }
}

fn refused(decree: Decree) -> Option<&'static str> {
    Appointment::create(Uuid::nil(), decree, Uuid::nil(), &[])
        .err()
        .map(|it| it.code)
}

/// Covers A2.n1, A4.n2, A4.1, A4.2, A4.3, A4.5, A4.6 and A4.7.
#[test]
fn each_seat_has_one_rightful_issuer() {
    let director = |province| Issuer::ProvincialDirector { province };
    let cases = [
        (BoardKind::Central, Seat::C1, Issuer::Minister, None),
        (
            BoardKind::Central,
            Seat::C2,
            Issuer::DeputyMinister,
            Some("wrong-issuer"),
        ),
        (TEHRAN, Seat::P1, Issuer::DeputyMinister, None),
        (
            TEHRAN,
            Seat::P1,
            director(Province::Tehran),
            Some("wrong-issuer"),
        ),
        (TEHRAN, Seat::P2, director(Province::Tehran), None),
        (
            TEHRAN,
            Seat::P2,
            director(Province::Fars),
            Some("wrong-issuer"),
        ),
        (TEHRAN, Seat::P2, Issuer::Minister, Some("wrong-issuer")),
        (
            TEHRAN,
            Seat::C1,
            Issuer::Minister,
            Some("seat-of-another-board"),
        ),
    ];
    for (board, seat, issuer, expected) in cases {
        let decree = Decree {
            issuer,
            ..decree(board, seat)
        };
        assert_eq!(refused(decree), expected, "{seat:?} by {issuer:?}");
    }
}

/// Covers A4.n2.
#[test]
fn nobody_records_a_decree_for_himself() {
    let decree = decree(TEHRAN, Seat::P2);
    let registrar = decree.account;
    let refused = Appointment::create(Uuid::nil(), decree, registrar, &[]).unwrap_err();
    assert_eq!(refused.code, "self-appointment");
}

/// Covers A2.5, A2.6 and A4.4.
#[test]
fn the_seats_of_others_are_filled_by_the_right_bodies_and_ranks() {
    let guild = |body| {
        Some(Represented::Guild {
            body,
            nomination: "معرفی‌نامه ۱".parse().unwrap(),
        })
    };
    let executive = || {
        Some(Represented::ExecutiveBody {
            name: "سازمان بنادر و دریانوردی".parse().unwrap(),
        })
    };
    let of = |province| GuildBody::ProvincialAssociation {
        province,
        scope: GuildScope::Domestic,
    };
    let central = BoardKind::Central;
    let general = Rank::DirectorGeneral;
    let cases = [
        (central, Seat::C5, executive(), general, None),
        (
            central,
            Seat::C5,
            executive(),
            Rank::DeputyDirectorGeneral,
            Some("rank-too-low"),
        ),
        (central, Seat::C5, None, general, Some("wrong-body")),
        (
            central,
            Seat::C6,
            guild(GuildBody::Kanoon),
            Rank::Expert,
            None,
        ),
        (
            central,
            Seat::C6,
            guild(of(Province::Tehran)),
            general,
            Some("wrong-body"),
        ),
        (central, Seat::C6, None, general, Some("wrong-body")),
        (
            central,
            Seat::C2,
            guild(GuildBody::Kanoon),
            general,
            Some("wrong-body"),
        ),
        (
            TEHRAN,
            Seat::P4,
            guild(of(Province::Tehran)),
            Rank::Expert,
            None,
        ),
        (
            TEHRAN,
            Seat::P4,
            guild(of(Province::Fars)),
            general,
            Some("wrong-body"),
        ),
        (
            TEHRAN,
            Seat::P4,
            guild(GuildBody::ForeignAssociation),
            general,
            None,
        ),
        (
            TEHRAN,
            Seat::P4,
            guild(GuildBody::Kanoon),
            general,
            Some("wrong-body"),
        ),
        (TEHRAN, Seat::P6, None, Rank::Expert, None),
    ];
    for (board, seat, represents, rank, expected) in cases {
        let label = format!("{seat:?} {represents:?} {rank:?}");
        let decree = Decree {
            represents,
            rank,
            ..decree(board, seat)
        };
        assert_eq!(refused(decree), expected, "{label}");
    }
}

#[test]
fn a_seat_has_one_holder_at_a_time_and_delegates_beside_it() {
    let first = Appointment::create(
        Uuid::from_u128(9),
        decree(TEHRAN, Seat::P2),
        Uuid::nil(),
        &[],
    )
    .unwrap()
    .into_parts()
    .0;
    let second = |from: &str, delegate_of| {
        let decree = Decree {
            account: Uuid::from_u128(2),
            from: day(from),
            delegate_of,
            ..decree(TEHRAN, Seat::P2)
        };
        move |others: &[Appointment]| {
            Appointment::create(Uuid::nil(), decree.clone(), Uuid::nil(), others)
                .err()
                .map(|it| it.code)
        }
    };
    let others = std::slice::from_ref(&first);
    assert_eq!(second("2027-01-01", None)(others), Some("seat-taken"));
    assert_eq!(second("2027-01-01", Some(first.id()))(others), None);
    let ended = first
        .end(day("2027-01-01"), "پایان مأموریت".parse().unwrap())
        .unwrap()
        .into_parts()
        .0;
    assert!(ended.in_force(day("2026-12-31")) && !ended.in_force(day("2027-01-01")));
    assert!(!ended.in_force(day("2026-01-09")));
    assert_eq!(second("2027-01-01", None)(&[ended]), None);
}
