use chrono::Days;

use super::Standing::{Active, Expired, NotYet, Revoked, Suspended};
use super::*;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::appeal::{AppealOutcome, AppealRuling, Appellant};
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::directives::PlacementDirectives;
use crate::domain::placement::finality::tests::{
    closed, day, follow, heard, lodged, met, new, served, service, suspension,
};
use crate::domain::placement::finality::{Central, Effect, of_decision, of_lapse};
use crate::domain::placement::licence::{LicenceState, sample};
use crate::domain::placement::penalty::Penalty;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::{BoardDecision, Matter, Outcome};

fn standing(licence: &Licence, on: NaiveDate, known_on: NaiveDate) -> Option<Standing> {
    licence.status(on, known_on).map(|it| it.standing)
}

/// The licence after its ruling's term ran out, written down on a day.
fn lapsed(ruling: Ruling, licence: Licence, written_on: NaiveDate) -> Licence {
    let (closed, book) = (closed(), PolicyBook::default());
    let met = met(&closed, &book, written_on);
    match of_lapse(ruling, licence, met, written_on).unwrap().effect {
        Effect::Revoked(all) => all.licence.into_parts().0,
        Effect::Suspended { licence } => licence.into_parts().0,
        Effect::Recorded { .. } => panic!("the licence was spared"),
    }
}

#[test]
fn a_revocation_written_down_after_an_outage_counts_from_the_day_on_which_it_was_final() {
    let served_on = day("1405-09-01");
    let (ruling, licence) = served(Penalty::Revocation, served_on);
    let (id, final_on) = (
        crate::domain::kernel::event::Aggregate::id(&ruling),
        ruling.final_on().unwrap(),
    );
    let written = final_on + Days::new(7);
    let licence = lapsed(ruling, licence, written);
    let (eve, before) = (final_on - Days::new(1), served_on - Days::new(1));
    let cases = [
        // The day asked about, the day of knowledge, the answer, whether that is a forecast.
        (eve, written, Active, false),
        (final_on, written, Revoked, false),
        // During the outage everybody could know by the calendar what nobody had written down.
        (final_on, final_on, Revoked, false),
        (eve, final_on, Active, false),
        (final_on, eve, Revoked, true),
        (final_on, before, Active, true),
    ];
    for (on, known_on, answer, is_forecast) in cases {
        let status = licence.status(on, known_on).unwrap();
        let label = format!("{on} as known on {known_on}");
        assert_eq!(status.standing, answer, "{label}");
        assert_eq!(status.is_forecast(), is_forecast, "{label}");
        assert_eq!(status.operating_permitted, answer == Active, "{label}");
        let threatened = on == eve && known_on >= served_on;
        assert_eq!(!status.pending.is_empty(), threatened, "{label}");
        let ruled = (answer == Revoked).then_some(id);
        assert_eq!(status.cause.ruling(), ruled, "{label}");
    }
    let recorded = |known_on: NaiveDate| -> Vec<_> {
        let status = licence.status(final_on, known_on).unwrap();
        let names = status.decisions.iter().map(|fact| fact.what.name());
        names.collect()
    };
    assert_eq!(recorded(before), [""; 0]);
    assert_eq!(recorded(final_on), ["sanction_pending"]);
    assert_eq!(recorded(written), ["sanction_pending", "revoked"]);
    let status = licence.status(final_on, written).unwrap();
    let said = status.explanation(|_| "۱۲".to_owned()).join(" ");
    assert!(said.contains("رأی ۱۲ در ۱۴۰۵/۰۹/۲۳ قطعی شده"), "{said}");
    assert!(!said.contains("هنوز قطعی نیست"), "{said}");
}

#[test]
fn a_corrected_service_moves_the_days_that_follow_from_it() {
    let first = day("1405-09-01");
    let (ruling, licence) = served(Penalty::Revocation, first);
    let old_final = ruling.final_on().unwrap();
    let (corrected_on, second) = (day("1405-09-05"), day("1405-09-04"));
    let (closed, book) = (closed(), PolicyBook::default());
    let policies = Policies::on(&book, corrected_on);
    let reason = || "تاریخ رسید اشتباه خوانده شده بود.".parse().unwrap();
    let corrected =
        ruling
            .clone()
            .correct_service(service(second), reason(), &closed, &policies, corrected_on);
    let corrected = new(corrected);
    let new_final = corrected.final_on().unwrap();
    assert!(new_final > old_final);
    let moved = follow(licence.clone(), &corrected, corrected_on);
    let known_then = corrected_on - Days::new(1);
    assert_eq!(standing(&moved, old_final, known_then), Some(Revoked));
    assert_eq!(standing(&moved, old_final, corrected_on), Some(Active));
    assert_eq!(standing(&moved, new_final, corrected_on), Some(Revoked));
    let threatened = |licence: &Licence, on, known_on| {
        let status = licence.status(on, known_on).unwrap();
        !status.pending.is_empty()
    };
    assert!(threatened(&moved, first, known_then));
    assert!(!threatened(&moved, first, corrected_on));
    assert!(threatened(&moved, second, corrected_on));

    // Once more served, the first service stands beside the second.
    let again = ruling.serve_again(service(second), reason(), &closed, &policies, corrected_on);
    let again = follow(licence, &new(again), corrected_on);
    assert!(threatened(&again, first, corrected_on));
    assert_eq!(standing(&again, old_final, corrected_on), Some(Active));
}

#[test]
fn nothing_moves_when_a_corrected_service_keeps_its_day() {
    let (ruling, licence) = served(Penalty::Revocation, day("1405-09-04"));
    let final_on = ruling.final_on();
    let (closed, book) = (closed(), PolicyBook::default());
    let today = day("1405-09-06");
    let policies = Policies::on(&book, today);
    let same = ruling.correct_service(
        service(day("1405-09-04")),
        "شماره رسید اصلاح شد.".parse().unwrap(),
        &closed,
        &policies,
        today,
    );
    let same = new(same);
    assert_eq!(same.final_on(), final_on);
    assert!(licence.follow(&same, &policies, today).unwrap().is_none());
}

#[test]
fn a_quashed_ruling_threatens_from_its_service_until_it_is_quashed_and_never_revokes() {
    let served_on = day("1405-09-01");
    let (ruling, licence) = served(Penalty::Revocation, served_on);
    let lapse = ruling.final_on().unwrap();
    let appealed_on = served_on + Days::new(3);
    let (appeal, appealed) = lodged(ruling, appealed_on, Appellant::AgencyManager);
    let appealed = appealed.unwrap();
    let licence = follow(licence, &appealed, appealed_on);
    let quashed_on = served_on + Days::new(90);
    let appeal = heard(appeal, quashed_on);
    let decision = BoardDecision::sample(
        BoardKind::Central,
        Scope::Domestic,
        Matter::appeal(crate::domain::kernel::event::Aggregate::id(&appeal)),
        Outcome::Approved,
        quashed_on,
    );
    let central = Central {
        decision: &decision,
        ruled: AppealRuling {
            outcome: AppealOutcome::Quashed,
            reasons_without_directive: None,
        },
        directives: &PlacementDirectives::default(),
    };
    let (closed, book) = (closed(), PolicyBook::default());
    let written = quashed_on + Days::new(5);
    let met = met(&closed, &book, written);
    let (_, consequences) = of_decision(appeal, appealed, licence, central, met, written).unwrap();
    let Effect::Recorded {
        licence: Some(licence),
    } = consequences.effect
    else {
        panic!("the licence was not spared");
    };
    let (licence, _) = licence.into_parts();
    let status = |on, known_on| {
        let status = licence.status(on, known_on).unwrap();
        (status.standing, !status.pending.is_empty())
    };
    // Before the appeal, finality was to come with the lapse of the term.
    assert_eq!(status(lapse, served_on), (Revoked, false));
    assert_eq!(status(lapse, appealed_on), (Active, true));
    assert_eq!(status(quashed_on, appealed_on), (Active, true));
    assert_eq!(status(lapse, written), (Active, true));
    assert_eq!(status(quashed_on, written), (Active, false));
    assert_eq!(
        status(quashed_on + Days::new(200), written),
        (Active, false)
    );
}

#[test]
fn a_suspension_does_not_outlast_the_term_and_the_term_not_the_suspension() {
    let licence = sample();
    let end = licence.term().until_exclusive;
    let served_on = end - Days::new(60);
    let (ruling, licence) = served(suspension(6), served_on);
    let final_on = ruling.final_on().unwrap();
    let written = final_on + Days::new(2);
    let licence = lapsed(ruling, licence, written);
    let LicenceState::Suspended {
        until_exclusive, ..
    } = licence.licence_state()
    else {
        panic!("the licence was not suspended");
    };
    assert!(until_exclusive > end);
    let (last, day_before) = (end - Days::new(1), final_on - Days::new(1));
    let cases = [
        (day_before, written, Active),
        (final_on, written, Suspended),
        (final_on, final_on, Suspended),
        (last, written, Suspended),
        (end, written, Expired),
        (until_exclusive, written, Expired),
    ];
    for (on, known_on, answer) in cases {
        assert_eq!(standing(&licence, on, known_on), Some(answer), "{on}");
    }
    let ended = licence.end_suspension(until_exclusive).unwrap();
    let (ended, _) = ended.into_parts();
    assert_eq!(
        standing(&ended, until_exclusive, until_exclusive),
        Some(Expired)
    );
    assert_eq!(standing(&ended, last, until_exclusive), Some(Suspended));
}

#[test]
fn nobody_knows_of_a_licence_before_it_is_issued() {
    let licence = sample();
    let issued = licence.documents()[0].issued_on;
    let before = issued - Days::new(1);
    assert_eq!(licence.status(issued, before), None);
    assert_eq!(standing(&licence, before, issued), Some(NotYet));
    assert_eq!(standing(&licence, issued, issued), Some(Active));
}
