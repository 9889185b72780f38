use super::*;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::province::Province;
use crate::domain::placement::appointment::{Appointment, Decree, Issuer, Rank};
use crate::domain::placement::guild::{GuildBody, GuildScope};
use crate::domain::placement::policies::PolicyKey;

const TEHRAN: BoardKind = BoardKind::Provincial(Province::Tehran);
pub(super) const ITEM: Uuid = Uuid::from_u128(500);
pub(super) const MATTER: Matter = Matter::application(Uuid::from_u128(600));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn today() -> NaiveDate {
    day("2026-11-23")
}

fn new<T>(changed: Result<Changed<T, PlacementEvent>, Refusal>) -> T {
    changed.unwrap().into_parts().0
}

fn code<T>(changed: Result<Changed<T, PlacementEvent>, Refusal>) -> &'static str {
    match changed {
        Ok(changed) => changed.into_parts().1.name(),
        Err(refusal) => refusal.code,
    }
}

fn appointment(id: u128, board: BoardKind, seat: Seat, body: Option<GuildBody>) -> Appointment {
    let decree = Decree {
        board,
        seat,
        account: Uuid::from_u128(id + 1000),
        person: "عضو نمونه".parse().unwrap(),
        represents: body.map(|body| Represented::Guild {
            body,
            nomination: "معرفی‌نامه ۱".parse().unwrap(),
        }),
        rank: Rank::DirectorGeneral,
        issuer: Issuer::rightful(board, seat),
        number: "۱".parse().unwrap(),
        dated: day("2025-01-01"),
        from: day("2025-01-01"),
        until: None,
        delegate_of: None,
    };
    new(Appointment::create(
        Uuid::from_u128(id),
        decree,
        Uuid::nil(),
        &[],
    ))
}

/// The members P1 to P7 of Tehran under ids 1 to 7; P4 comes from the national foreign association.
pub(super) fn members() -> Vec<Appointment> {
    (1..)
        .zip(Seat::PROVINCIAL)
        .map(|(id, seat)| {
            let body = (seat == Seat::P4).then_some(GuildBody::ForeignAssociation);
            appointment(id, TEHRAN, seat, body)
        })
        .collect()
}

pub(super) fn guilds() -> Vec<GuildRegistration> {
    let of = |scope| GuildBody::ProvincialAssociation {
        province: Province::Tehran,
        scope,
    };
    [
        GuildBody::ForeignAssociation,
        GuildBody::Kanoon,
        of(GuildScope::Domestic),
    ]
    .map(|body| {
        new(GuildRegistration::record(
            Uuid::nil(),
            body,
            "تشکل نمونه".parse().unwrap(),
            "۱".parse().unwrap(),
            day("2020-01-01"),
            &[],
        ))
    })
    .into()
}

fn called(board: BoardKind, scope: Scope) -> Session {
    let call = Call {
        board,
        scope,
        concerned_body: None,
        called_for: today(),
        place: "اتاق جلسات".parse().unwrap(),
    };
    new(Session::call(Uuid::from_u128(400), call, today()))
}

pub(super) fn foreign() -> Session {
    new(called(TEHRAN, Scope::Foreign).table(ITEM, MATTER, Scope::Foreign))
}

fn open(session: Session, attending: &[u128]) -> Result<Changed<Session, PlacementEvent>, Refusal> {
    let attending: Vec<Uuid> = attending.iter().copied().map(Uuid::from_u128).collect();
    let book = PolicyBook::default();
    let guilds = guilds();
    let circumstances = Circumstances {
        guilds: &guilds,
        policies: Policies::on(&book, today()),
    };
    session.open(&attending, &members(), &circumstances, today())
}

pub(super) fn resolution(outcome: Outcome) -> Resolution {
    Resolution {
        outcome,
        reasons: "شرایط فردی و حرفه‌ای احراز شد.".parse().unwrap(),
        legal_basis: vec![LegalBasis::Law {
            citation: Citation::clause(5, 1),
        }],
    }
}

fn voted(session: Session, votes: &[(usize, Vote)]) -> Session {
    votes.iter().fold(session, |session, (seat, vote)| {
        new(session.vote(ITEM, &members()[seat - 1], *vote))
    })
}

/// Covers A4.n4.
#[test]
fn a_board_of_seven_opens_with_four_and_its_chair() {
    let cases: [(&[u128], &str); 5] = [
        (&[1, 2, 3], "not-quorate"),
        (&[2, 3, 4, 5, 6, 7], "chair-absent"),
        (&[1, 2, 3, 4], "session-opened"),
        (&[1, 2, 2, 3, 5], "seat-occupied"),
        (&[1, 2, 3, 99], "not-a-member"),
    ];
    for (attending, expected) in cases {
        assert_eq!(code(open(foreign(), attending)), expected, "{attending:?}");
    }
}

/// Covers A2.6 and A4.n1.
#[test]
fn the_wrong_association_does_not_sit() {
    let domestic = called(TEHRAN, Scope::Domestic);
    assert_eq!(code(open(domestic, &[1, 2, 3, 4])), "wrong-guild-body");
}

#[test]
fn a_matter_of_another_scope_or_board_is_not_tabled() {
    let session = called(TEHRAN, Scope::Foreign);
    let other = Matter::application(Uuid::from_u128(601));
    let directive = Matter::directive(Uuid::from_u128(602));
    assert_eq!(
        code(session.clone().table(ITEM, other, Scope::Domestic)),
        "matter-of-another-scope"
    );
    assert_eq!(
        code(session.clone().table(ITEM, directive, Scope::Foreign)),
        "board-not-competent"
    );
    let central = called(BoardKind::Central, Scope::Foreign);
    assert_eq!(
        code(central.table(ITEM, other, Scope::Foreign)),
        "board-not-competent"
    );
    let tabled = new(session.table(ITEM, other, Scope::Foreign));
    assert_eq!(
        code(tabled.table(Uuid::from_u128(501), other, Scope::Foreign)),
        "already-on-agenda"
    );
}

/// Covers A2.n3 and A4.n3.
#[test]
fn only_the_chair_invites_and_two_experts_at_most() {
    let expert = || Invitee {
        person: "کارشناس نمونه".parse().unwrap(),
        expertise: "اعزام نیروی کار".parse().unwrap(),
    };
    let members = members();
    let session = foreign();
    assert_eq!(
        code(session.clone().invite(Some(&members[1]), expert(), today())),
        "only-the-chair-invites"
    );
    let one = new(session.invite(Some(&members[0]), expert(), today()));
    let two = new(one.invite(Some(&members[0]), expert(), today()));
    assert_eq!(
        code(two.clone().invite(Some(&members[0]), expert(), today())),
        "too-many-invitees"
    );
    // Two experts and three members do not make four.
    assert_eq!(code(open(two, &[1, 2, 3])), "not-quorate");
}

/// Covers A2.n1, A2.n3, A4.n2 and A4.n3.
#[test]
fn somebody_without_an_appointment_in_force_never_votes() {
    let session = new(open(foreign(), &[1, 2, 3, 4]));
    let members = members();
    assert_eq!(
        code(session.clone().vote(ITEM, &members[4], Vote::For)),
        "seat-not-present"
    );
    let other_board = appointment(50, BoardKind::Provincial(Province::Fars), Seat::P2, None);
    assert_eq!(
        code(session.clone().vote(ITEM, &other_board, Vote::For)),
        "no-appointment-in-force"
    );
    let ended = new(members[1].clone().end(today(), "پایان".parse().unwrap()));
    assert_eq!(
        code(session.clone().vote(ITEM, &ended, Vote::For)),
        "no-appointment-in-force"
    );
    let replaced = appointment(51, TEHRAN, Seat::P2, None);
    assert_eq!(
        code(session.vote(ITEM, &replaced, Vote::For)),
        "seat-not-present"
    );
}

/// Covers A4.n4.
#[test]
fn each_vote_is_checked_against_the_quorum_of_that_moment() {
    let session = new(open(foreign(), &[1, 2, 3, 4]));
    let left = new(session.leave(Seat::P3));
    assert_eq!(
        code(left.clone().vote(ITEM, &members()[0], Vote::For)),
        "not-quorate"
    );
    let book = PolicyBook::default();
    let guilds = guilds();
    let circumstances = Circumstances {
        guilds: &guilds,
        policies: Policies::on(&book, today()),
    };
    let back = new(left.arrive(&members()[4], &circumstances));
    assert_eq!(code(back.vote(ITEM, &members()[0], Vote::For)), "vote-cast");
}

#[test]
fn a_recused_member_has_no_vote_on_that_item() {
    let session = new(open(foreign(), &[1, 2, 3, 4, 5]));
    let members = members();
    let reason: ShortText = "رقیب متقاضی است.".parse().unwrap();
    let recused = new(session.recuse(ITEM, &members[3], reason.clone()));
    assert_eq!(
        recused.item(ITEM).unwrap().recusals().get(&Seat::P4),
        Some(&reason)
    );
    assert_eq!(
        code(recused.clone().vote(ITEM, &members[3], Vote::For)),
        "seat-recused"
    );
    let left = new(recused.leave(Seat::P5));
    assert_eq!(code(left.vote(ITEM, &members[0], Vote::For)), "not-quorate");
}

/// Covers A5 and A5.n1.
#[test]
fn an_item_is_decided_as_the_majority_voted_and_on_a_legal_basis() {
    use Vote::{Abstain, Against, For};
    let session = new(open(foreign(), &[1, 2, 3, 4]));
    let tie = voted(
        session.clone(),
        &[(1, For), (2, For), (3, Against), (4, Abstain)],
    );
    assert_eq!(
        code(tie.decide(ITEM, resolution(Outcome::Approved), today())),
        "no-majority"
    );
    let carried = voted(session.clone(), &[(1, For), (2, For), (3, For)]);
    assert_eq!(
        code(
            carried
                .clone()
                .decide(ITEM, resolution(Outcome::Rejected), today())
        ),
        "against-the-vote"
    );
    let baseless = Resolution {
        legal_basis: Vec::new(),
        ..resolution(Outcome::Approved)
    };
    assert_eq!(
        code(carried.clone().decide(ITEM, baseless, today())),
        "no-legal-basis"
    );
    let by_policy = Resolution {
        legal_basis: vec![LegalBasis::Law {
            citation: PolicyKey::CureDays.citation(),
        }],
        ..resolution(Outcome::Approved)
    };
    assert_eq!(
        code(carried.clone().decide(ITEM, by_policy, today())),
        "no-legal-basis"
    );
    let decided = new(carried.decide(ITEM, resolution(Outcome::Approved), today()));
    assert_eq!(
        code(decided.clone().vote(ITEM, &members()[3], For)),
        "item-settled"
    );
    let decision = decided.decision_on(MATTER).unwrap();
    assert_eq!(decision.board(), TEHRAN);
    assert_eq!(decision.decision().outcome(), Outcome::Approved);
    let tally = decision.decision().tally();
    assert_eq!(
        (tally.in_favour, tally.against, tally.quorum_needed),
        (3, 0, 4)
    );
    assert_eq!(tally.entitled.len(), 7);
    assert_eq!(tally.present.len(), 4);
}

#[test]
fn a_session_holds_what_is_on_its_agenda_until_it_is_over_or_puts_it_off() {
    let held = |session: &Session| session.holds().collect::<Vec<_>>();
    let put_off = |session: Session| new(session.postpone(ITEM, "نقص مدارک".parse().unwrap()));
    let called = foreign();
    assert_eq!(held(&called), [MATTER]);
    assert_eq!(
        MATTER.require_free_of(Some(&called)).unwrap_err().code,
        "on-another-agenda"
    );
    assert!(MATTER.require_free_of(None).is_ok());
    // It is put off before the session opens or while it sits.
    assert_eq!(held(&put_off(called.clone())), []);
    let sitting = new(open(called.clone(), &[1, 2, 3, 4]));
    assert_eq!(held(&sitting), [MATTER]);
    let free = put_off(sitting.clone());
    assert!(MATTER.require_free_of(Some(&free)).is_ok());
    // A decision is executed when the session closes, and held until then.
    let votes: Vec<_> = (1..=4).map(|seat| (seat, Vote::For)).collect();
    let decided = new(voted(sitting, &votes).decide(ITEM, resolution(Outcome::Approved), today()));
    assert_eq!(held(&decided), [MATTER]);
    let closed = new(decided.close("صورت‌جلسه".parse().unwrap(), today()));
    assert_eq!(held(&closed), []);
    let reason = "به حد نصاب نرسید.".parse().unwrap();
    assert_eq!(held(&new(called.adjourn(reason, today()))), []);
}

#[test]
fn a_session_closes_when_nothing_is_left_open_and_takes_no_vote_after() {
    let minutes: LongText = "صورت‌جلسه".parse().unwrap();
    let session = new(open(foreign(), &[1, 2, 3, 4]));
    assert_eq!(
        code(session.clone().close(minutes.clone(), today())),
        "items-undecided"
    );
    let postponed = new(session.postpone(ITEM, "نقص مدارک".parse().unwrap()));
    assert!(postponed.decision_on(MATTER).is_none());
    let closed = new(postponed.close(minutes, today()));
    assert_eq!(closed.state(), "closed");
    assert_eq!(
        code(closed.clone().vote(ITEM, &members()[0], Vote::For)),
        "illegal-transition"
    );
    assert_eq!(
        code(closed.table(
            Uuid::nil(),
            Matter::application(Uuid::nil()),
            Scope::Foreign
        )),
        "illegal-transition"
    );
}

#[test]
fn a_session_without_a_quorum_is_adjourned_and_never_opens() {
    let adjourned = new(foreign().adjourn("سه عضو حاضر بودند.".parse().unwrap(), today()));
    assert_eq!(adjourned.state(), "adjourned");
    assert_eq!(code(open(adjourned, &[1, 2, 3, 4])), "illegal-transition");
}

#[test]
fn a_session_is_read_back_as_it_was_written() {
    let session = voted(
        new(open(foreign(), &[1, 2, 3, 4])),
        &[(1, Vote::For), (2, Vote::For), (3, Vote::For)],
    );
    let decided = new(session.decide(ITEM, resolution(Outcome::Approved), today()));
    let text = serde_json::to_string(&decided).unwrap();
    assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), decided);
}

#[test]
fn a_session_is_called_only_for_a_scope_and_body_that_its_board_has() {
    let ports = || Some("سازمان بنادر و دریانوردی".parse().unwrap());
    let central = BoardKind::Central;
    let cases = [
        (TEHRAN, Scope::General, None, "scope-not-of-this-board"),
        (
            TEHRAN,
            Scope::Maritime,
            ports(),
            "no-seat-for-executive-body",
        ),
        (TEHRAN, Scope::Maritime, None, "session-called"),
        (central, Scope::Maritime, None, "executive-body-not-named"),
        (central, Scope::Maritime, ports(), "session-called"),
        (central, Scope::General, None, "session-called"),
    ];
    for (board, scope, concerned_body, expected) in cases {
        let call = Call {
            board,
            scope,
            concerned_body,
            called_for: today(),
            place: "اتاق جلسات".parse().unwrap(),
        };
        assert_eq!(
            code(Session::call(Uuid::nil(), call, today())),
            expected,
            "{board} {scope:?}"
        );
    }
    let call = Call {
        board: TEHRAN,
        scope: Scope::Foreign,
        concerned_body: None,
        called_for: day("2026-11-22"),
        place: "اتاق جلسات".parse().unwrap(),
    };
    assert_eq!(
        code(Session::call(Uuid::nil(), call, today())),
        "session-in-the-past"
    );
}
