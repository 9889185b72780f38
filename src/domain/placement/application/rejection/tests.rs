//! No sequence of acts makes a rejection final too early, nor shortens what was told.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::application::sample::{
    day, done, filing, id, natural, not_met, reviewed,
};
use crate::domain::placement::party::Sex;
use crate::domain::placement::ruling::ServiceMethod;

fn first() -> NaiveDate {
    day("1405-09-01")
}

fn rejected() -> Application {
    let filing = filing(
        AgencyKind::Domestic,
        Channel::Physical,
        natural(Sex::Female),
    );
    let policies = FilePolicies::default();
    let reviewed = reviewed(filing, first());
    let failed = done(reviewed.assess(Criterion::Education, not_met(), first(), policies));
    let reasons = "مدرک معتبر نیست.".parse().unwrap();
    let criteria = vec![Criterion::Education];
    done(failed.reject_by_office(id(5), criteria, reasons, first(), policies))
}

fn service(on: NaiveDate) -> Service {
    Service {
        on,
        method: ServiceMethod::InPerson,
        proof: "رسید ۱".parse().unwrap(),
        document: None,
    }
}

#[derive(Clone, Debug)]
enum Try {
    Serve(u64),
    Correct(u64),
    Close(u64),
    Appeal,
    Dismiss,
    Lapse,
    Wait(u64),
}

fn attempt(
    file: Application,
    act: &Try,
    closed: &mut ClosedDays,
    today: NaiveDate,
) -> Result<Application, Box<Application>> {
    let before = file.clone();
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today);
    let back = |days: &u64| today - Days::new(*days);
    let outcome = match act {
        Try::Serve(days) => file.serve_rejection(service(back(days)), closed, &policies, today),
        Try::Correct(days) => {
            let reason = "رسید نادرست خوانده شد.".parse().unwrap();
            file.correct_rejection_service(service(back(days)), reason, closed, &policies, today)
        }
        Try::Close(days) => {
            let mut closures = closed.closures().to_vec();
            closures.push(Closure {
                date: today + Days::new(*days),
                province: None,
                name_fa: "آلودگی هوا".to_owned(),
                name_en: "Polluted air".to_owned(),
                provisional: false,
            });
            let weekly = closed.weekly().to_vec();
            *closed = ClosedDays::new(closed.version() + 1, closures, weekly).unwrap();
            file.reckon_rejection_term_anew(closed, today)
                .ok_or_else(|| before.not_now(APPEAL))
        }
        Try::Appeal => file.appealed(id(9), today),
        Try::Dismiss => file.appeal_dismissed(id(9), today),
        Try::Lapse => file.lapse_rejection(today),
        Try::Wait(_) => return Ok(file),
    };
    outcome
        .map(|it| it.into_parts().0)
        .map_err(|_| Box::new(before))
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = prop_oneof![
        1 => (0..5_u64).prop_map(Try::Serve),
        1 => (0..5_u64).prop_map(Try::Correct),
        1 => (0..25_u64).prop_map(Try::Close),
        1 => Just(Try::Appeal),
        1 => Just(Try::Dismiss),
        2 => Just(Try::Lapse),
        3 => (1..12_u64).prop_map(Try::Wait),
    ];
    prop::collection::vec(one, 0..30)
}

fn fridays() -> ClosedDays {
    ClosedDays::new(1, Vec::new(), vec![WeeklyClosure::fridays()]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_sequence_of_acts_closes_a_file_before_its_service_or_shortens_the_term_that_was_told(
        tries in tries(),
    ) {
        let (mut file, mut today) = (rejected(), first());
        let mut closed = fridays();
        let mut told: Option<NaiveDate> = None;
        for act in &tries {
            if let Try::Wait(days) = act {
                today = today + Days::new(*days);
            }
            let next = file.next_states();
            let before = file.state.clone();
            match attempt(file, act, &mut closed, today) {
                Ok(after) => {
                    let moved = after.state.name() != before.name();
                    prop_assert!(!moved || next.contains(&after.state.name()), "{:?}", act);
                    file = after;
                }
                Err(same) => file = *same,
            }
            let rejection = file.rejection().unwrap();
            let last = rejection.served.as_ref().map(|served| served.term.last_accepted());
            prop_assert!(last >= told, "{:?} shortened {:?} to {:?}", act, told, last);
            told = last;
            if let ApplicationState::RejectedFinal { finality, .. } = file.standing() {
                prop_assert!(last.is_some_and(|last| last < finality.final_on()));
                prop_assert!(finality.final_on() <= today);
                prop_assert!(rejection.interrupted_until.is_none_or(|day| day <= finality.final_on()));
            }
        }
    }
}

#[test]
fn the_random_acts_do_reach_finality_with_and_without_an_appeal_before() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let (mut file, mut today) = (rejected(), first());
        let mut closed = fridays();
        for act in &tries().new_tree(&mut runner).unwrap().current() {
            if let Try::Wait(days) = act {
                today = today + Days::new(*days);
            }
            file = attempt(file, act, &mut closed, today).unwrap_or_else(|same| *same);
        }
        if let ApplicationState::RejectedFinal { rejection, .. } = file.standing() {
            reached.insert(rejection.interrupted_until.is_some());
        }
    }
    assert_eq!(reached.len(), 2, "{reached:?}");
}
