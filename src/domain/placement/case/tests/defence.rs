use super::*;
use crate::domain::kernel::closures::{ClosedDays, Closure, WeeklyClosure};

/// Covers A5.2.
#[test]
fn article_5_2_nothing_is_heard_before_the_defence_or_the_end_of_its_term() {
    // Served on 1405-09-02, ten days and the day of action: accepted until 1405-09-14, a Saturday.
    let case = notified(case_of(Clause::Tariffs), 50);
    let term = &case.notices()[0].defence;
    assert_eq!(term.length(), 10);
    let last = term.last_accepted();
    let days = u64::try_from((last - today()).num_days()).unwrap();
    assert!(!case.defence_term_over(last));
    assert!(case.defence_term_over(last + Days::new(1)));
    let on_the_last_day = case.clone().schedule(&session(&case, days));
    assert_eq!(code(on_the_last_day), "defence-term-running");
    let after = case.clone().schedule(&session(&case, days + 1));
    assert_eq!(code(after), "case-scheduled");
    let answered = defended(case);
    assert_eq!(answered.state(), "defence_received");
    assert_eq!(
        code(answered.clone().schedule(&session(&answered, 1))),
        "case-scheduled"
    );
    let late = answered.receive_defence(
        "باز هم".parse().unwrap(),
        vec![],
        id(9),
        last + Days::new(1),
    );
    assert!(new(late).defences().last().unwrap().late);
}

#[test]
fn a_charge_is_served_after_it_was_brought_and_not_in_the_future() {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today());
    for (shift, expected) in [
        (-1, "service-date"),
        (0, "case-notified"),
        (1, "service-date"),
    ] {
        let served = today() + chrono::TimeDelta::days(shift);
        let tried =
            case_of(Clause::Tariffs).notify(id(50), service(served), &closed(), &policies, today());
        assert_eq!(code(tried), expected, "{shift}");
    }
    let undefended =
        case_of(Clause::Tariffs).receive_defence("نه".parse().unwrap(), vec![], id(9), today());
    assert_eq!(code(undefended), "illegal-transition");
}

#[test]
fn a_defence_on_paper_counts_from_the_day_on_which_the_office_received_it() {
    let case = notified(case_of(Clause::Tariffs), 50);
    let last = case.notices()[0].defence.last_accepted();
    let recorded = last + Days::new(5);
    let receive = |on: NaiveDate| {
        let (text, letter) = ("نادرست است".parse().unwrap(), "۱۲".parse().unwrap());
        case.clone()
            .receive_defence_on_paper(text, vec![], letter, id(9), on, recorded)
    };
    assert_eq!(code(receive(today() - Days::new(1))), "defence-date");
    assert_eq!(code(receive(recorded + Days::new(1))), "defence-date");
    for (on, late) in [
        (today(), false),
        (last, false),
        (last + Days::new(1), true),
        (recorded, true),
    ] {
        let defended = new(receive(on));
        assert_eq!(defended.state(), "defence_received");
        assert_eq!(defended.defences()[0].late, late, "{on}");
    }
    // What came in before a charge was served does not answer it.
    let more = accusation(2, head(Clause::OtherActivity));
    let book = PolicyBook::default();
    let policies = Policies::on(&book, recorded);
    let grown = new(case.clone().add_charge(more, &policies, recorded));
    let served = new(grown.notify(id(51), service(recorded), &closed(), &policies, recorded));
    let (text, letter) = ("نادرست است".parse().unwrap(), "۱۲".parse().unwrap());
    let answered =
        new(served.receive_defence_on_paper(text, vec![], letter, id(9), last, recorded));
    assert_eq!(answered.state(), "notified");
    assert_eq!(answered.defences()[0].answers, [id(50)]);
}

#[test]
fn terms_that_run_grow_with_the_calendar_and_those_that_are_over_stay() {
    let case = notified(case_of(Clause::Tariffs), 50);
    let last = case.notices()[0].defence.last_accepted();
    assert_eq!(
        (case.terms_until(), case.undefended_until()),
        (Some(last), Some(last))
    );
    let closure = |date| Closure {
        date,
        province: None,
        name_fa: "تعطیلی".to_owned(),
        name_en: "Closed".to_owned(),
        provisional: false,
    };
    let calendar = |version, date| {
        ClosedDays::new(version, vec![closure(date)], vec![WeeklyClosure::fridays()]).unwrap()
    };
    let grown = calendar(2, last);
    let moved = new(case
        .clone()
        .recompute_terms(&grown, last)
        .ok_or_else(|| case.illegal()));
    assert_eq!(moved.terms_until(), Some(last + Days::new(1)));
    // Going back does not shorten it, other days don't touch it, and what is over stays over.
    assert!(moved.clone().recompute_terms(&closed(), last).is_none());
    let far = calendar(3, last + Days::new(30));
    assert!(case.clone().recompute_terms(&far, last).is_none());
    assert!(case.recompute_terms(&grown, last + Days::new(1)).is_none());
    let defended = defended(moved);
    assert_eq!(defended.undefended_until(), None);
    assert!(defended.terms_until().is_some());
    let heard = ruled(case_of(Clause::Tariffs), VerdictFinding::Guilty);
    assert_eq!(
        (heard.terms_until(), heard.undefended_until()),
        (None, None)
    );
    assert!(heard.recompute_terms(&grown, today()).is_none());
}
