//! Whatever members and secretaries try, in any order: nothing is decided unlawfully.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::tests::{ITEM, MATTER, foreign, guilds, members, resolution, today};
use super::*;
use crate::domain::kernel::board::Verdict;
use crate::domain::kernel::policy::PolicyBook;

#[derive(Clone, Debug)]
enum Act {
    Open(Vec<usize>),
    Arrive(usize),
    Leave(usize),
    Vote(usize, Vote),
    Recuse(usize),
    Decide(Outcome),
    Close,
}

fn attending() -> impl Strategy<Value = Vec<usize>> {
    subsequence((0..7).collect::<Vec<usize>>(), 3..=7)
}

fn act() -> impl Strategy<Value = Act> {
    let vote = prop_oneof![
        6 => Just(Vote::For), 2 => Just(Vote::Against), 1 => Just(Vote::Abstain)
    ];
    prop_oneof![
        3 => attending().prop_map(Act::Open),
        2 => (0_usize..7).prop_map(Act::Arrive),
        1 => (0_usize..7).prop_map(Act::Leave),
        24 => (0_usize..7, vote).prop_map(|(member, vote)| Act::Vote(member, vote)),
        1 => (0_usize..7).prop_map(Act::Recuse),
        3 => prop_oneof![Just(Outcome::Approved), Just(Outcome::Rejected)].prop_map(Act::Decide),
        1 => Just(Act::Close),
    ]
}

fn attempt(session: Session, act: Act) -> Result<Changed<Session, PlacementEvent>, Refusal> {
    let members = members();
    let guilds = guilds();
    let book = PolicyBook::default();
    let circumstances = Circumstances {
        guilds: &guilds,
        policies: Policies::on(&book, today()),
    };
    match act {
        Act::Open(attending) => {
            let ids: Vec<Uuid> = attending.iter().map(|at| members[*at].id()).collect();
            session.open(&ids, &members, &circumstances, today())
        }
        Act::Arrive(member) => session.arrive(&members[member], &circumstances),
        Act::Leave(member) => session.leave(Seat::PROVINCIAL[member]),
        Act::Vote(member, vote) => session.vote(ITEM, &members[member], vote),
        Act::Recuse(member) => {
            session.recuse(ITEM, &members[member], "تعارض منافع".parse().unwrap())
        }
        Act::Decide(outcome) => session.decide(ITEM, resolution(outcome), today()),
        Act::Close => session.close("صورت‌جلسه".parse().unwrap(), today()),
    }
}

proptest! {
    /// Covers A4 and A4.n4.
    #[test]
    fn no_sequence_of_acts_decides_without_seats_quorum_and_majority(
        start in attending(),
        acts in vec(act(), 0..80),
    ) {
        let mut session = foreign();
        let mut decided: Option<Decision> = None;
        for act in std::iter::once(Act::Open(start)).chain(acts) {
            let before = session.clone();
            let Ok(changed) = attempt(session.clone(), act.clone()) else { continue };
            session = changed.into_parts().0;
            prop_assert!(
                !matches!(before.session_state(), SessionState::Closed { .. }),
                "a closed session changed"
            );
            let now = session.item(ITEM).and_then(AgendaItem::decision).cloned();
            if let Some(earlier) = &decided {
                prop_assert_eq!(now.as_ref(), Some(earlier), "a decision changed");
            }
            if let (None, Some(decision)) = (&decided, &now) {
                let present: BTreeSet<Seat> = match before.session_state() {
                    SessionState::Open(sitting) => sitting.present.keys().copied().collect(),
                    _ => BTreeSet::new(),
                };
                let tally = decision.tally();
                let able = present.difference(&tally.recused).count();
                prop_assert!(able >= 4 && present.contains(&Seat::P1));
                prop_assert_eq!(&tally.present, &present);
                let (majority, verdict) = match decision.outcome() {
                    Outcome::Approved => (tally.in_favour, Verdict::Carried),
                    Outcome::Rejected => (tally.against, Verdict::Defeated),
                };
                prop_assert!(majority * 2 > able && tally.verdict == verdict);
                prop_assert!(tally.votes.keys().all(|seat| !tally.recused.contains(seat)));
                prop_assert!(!decision.legal_basis().is_empty());
            }
            decided = now;
        }
        prop_assert_eq!(
            session.decision_on(MATTER).map(|it| it.decision().clone()),
            decided
        );
    }
}
