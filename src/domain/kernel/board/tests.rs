use super::*;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

impl BoardSeat for u8 {
    fn code(self) -> &'static str {
        "seat"
    }
}

fn rules(entitled: BTreeSet<u8>, majority: Majority) -> Rules<u8> {
    Rules {
        quorum: Quorum {
            members: entitled.len(),
        },
        entitled,
        chair: 0,
        chair_required: true,
        majority,
        recusal: true,
        composition_cited: Citation::article(4),
        quorum_cited: Citation::note(4, 4),
    }
}

fn seats(n: u8) -> BTreeSet<u8> {
    (0..n).collect()
}

/// Covers A2.n2 and A4.n4.
#[test]
fn a_quorum_is_the_smallest_number_above_half() {
    for (members, needed) in [(4, 3), (5, 3), (6, 4), (7, 4), (0, 1), (1, 1)] {
        assert_eq!(Quorum { members }.needed(), needed, "{members} members");
    }
}

fn verdict_of(majority: Majority, votes: &[(u8, Vote)]) -> Verdict {
    let rules = rules(seats(7), majority);
    let present = seats(4);
    let mut ballot = Ballot::default();
    for (seat, vote) in votes {
        ballot = ballot.cast(&rules, &present, *seat, *vote).unwrap();
    }
    ballot.tally(&rules, &present).unwrap().verdict
}

#[test]
fn a_tie_adopts_nothing_unless_the_chair_casts() {
    use Vote::{Abstain, Against, For};
    let tie = [(0, For), (1, For), (2, Against), (3, Against)];
    assert_eq!(verdict_of(Majority::OfPresent, &tie), Verdict::Undecided);
    assert_eq!(verdict_of(Majority::OfEntitled, &tie), Verdict::Undecided);
    assert_eq!(verdict_of(Majority::ChairCasts, &tie), Verdict::Carried);
    let chair_against = [(0, Against), (1, For)];
    assert_eq!(
        verdict_of(Majority::ChairCasts, &chair_against),
        Verdict::Defeated
    );
    let chair_abstains = [(0, Abstain), (1, For), (2, Against)];
    assert_eq!(
        verdict_of(Majority::ChairCasts, &chair_abstains),
        Verdict::Undecided
    );
}

#[test]
fn an_abstention_helps_no_side() {
    use Vote::{Abstain, For};
    let two_of_four = [(0, For), (1, For), (2, Abstain), (3, Abstain)];
    assert_eq!(
        verdict_of(Majority::OfPresent, &two_of_four),
        Verdict::Undecided
    );
    let three_of_four = [(0, For), (1, For), (2, For)];
    assert_eq!(
        verdict_of(Majority::OfPresent, &three_of_four),
        Verdict::Carried
    );
    assert_eq!(
        verdict_of(Majority::OfEntitled, &three_of_four),
        Verdict::Undecided
    );
}

#[test]
fn a_recused_member_neither_votes_nor_makes_the_quorum() {
    let rules = rules(seats(7), Majority::OfPresent);
    let ballot = Ballot::default().recuse(&rules, &seats(4), 3).unwrap();
    let refused = ballot
        .clone()
        .cast(&rules, &seats(5), 3, Vote::For)
        .unwrap_err();
    assert_eq!(refused.code, "seat-recused");
    let refused = ballot.cast(&rules, &seats(4), 0, Vote::For).unwrap_err();
    assert_eq!(refused.code, "not-quorate");
}

#[test]
fn without_its_chair_the_board_does_not_act() {
    let rules = rules(seats(7), Majority::OfPresent);
    let present: BTreeSet<u8> = (1..7).collect();
    let refused = Ballot::default()
        .cast(&rules, &present, 1, Vote::For)
        .unwrap_err();
    assert_eq!(refused.code, "chair-absent");
}

#[derive(Clone, Debug)]
enum Act {
    Cast(u8, Vote),
    Recuse(u8),
    Presence(BTreeSet<u8>),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let vote = prop_oneof![Just(Vote::For), Just(Vote::Against), Just(Vote::Abstain)];
    let act = prop_oneof![
        6 => (0_u8..9, vote).prop_map(|(seat, vote)| Act::Cast(seat, vote)),
        1 => (0_u8..9).prop_map(Act::Recuse),
        2 => btree_set(0_u8..9, 0..9).prop_map(Act::Presence),
    ];
    vec(act, 0..40)
}

proptest! {
    /// Covers A2.n2 and A4.n4.
    #[test]
    fn nothing_is_adopted_without_valid_seats_quorum_and_majority(
        size in 1_u8..8,
        chair_required: bool,
        majority in prop_oneof![
            Just(Majority::OfPresent), Just(Majority::OfEntitled), Just(Majority::ChairCasts)
        ],
        start in btree_set(0_u8..9, 0..9),
        acts in acts(),
    ) {
        let rules = Rules { chair_required, ..rules(seats(size), majority) };
        let mut present = start;
        let mut ballot = Ballot::default();
        let mut accepted: BTreeMap<u8, Vote> = BTreeMap::new();
        for act in acts {
            match act {
                Act::Presence(seats) => present = seats,
                Act::Recuse(seat) => {
                    if let Ok(next) = ballot.clone().recuse(&rules, &present, seat) {
                        ballot = next;
                    }
                }
                Act::Cast(seat, vote) => {
                    let before = ballot.clone();
                    if let Ok(next) = ballot.clone().cast(&rules, &present, seat, vote) {
                        prop_assert!(seat < size && present.contains(&seat));
                        prop_assert!(!before.recused().contains(&seat));
                        prop_assert!(accepted.insert(seat, vote).is_none(), "a seat voted twice");
                        ballot = next;
                    }
                }
            }
        }
        prop_assert_eq!(ballot.votes(), &accepted);
        let able = present.iter().filter(|s| **s < size && !ballot.recused().contains(s)).count();
        let quorate = able > usize::from(size) / 2 && (!chair_required || present.contains(&0));
        match ballot.tally(&rules, &present) {
            Err(_) => prop_assert!(!quorate),
            Ok(tally) => {
                prop_assert!(quorate);
                let count = |wanted| accepted.values().filter(|v| **v == wanted).count();
                prop_assert_eq!(tally.in_favour, count(Vote::For));
                prop_assert_eq!(tally.against, count(Vote::Against));
                let chair_cast = majority == Majority::ChairCasts && tally.in_favour == tally.against;
                let enough = match majority {
                    Majority::OfEntitled => usize::from(size) / 2 + 1,
                    Majority::OfPresent | Majority::ChairCasts => able / 2 + 1,
                };
                match tally.verdict {
                    Verdict::Carried => prop_assert!(
                        tally.in_favour >= enough || chair_cast && accepted.get(&0) == Some(&Vote::For)
                    ),
                    Verdict::Defeated => prop_assert!(
                        tally.against >= enough || chair_cast && accepted.get(&0) == Some(&Vote::Against)
                    ),
                    Verdict::Undecided => {}
                }
            }
        }
    }
}
