//! Conditions that turn unmet between the approval and the licence.

use super::*;

const EDUCATION: Criterion = Criterion::Education;

fn unmet_since(file: Application, on: NaiveDate) -> Application {
    done(file.assess(EDUCATION, not_met(), on, policies()))
}

fn sent_back(file: Application, criteria: &[Criterion], on: NaiveDate) -> Outcome {
    let reasons = "دانشگاه صدور مدرک را تأیید نکرد.".parse().unwrap();
    file.return_to_review(id(5), criteria.to_vec(), reasons, on, policies())
}

fn ready() -> Application {
    let reviewed = reviewed(domestic(), today());
    done(reviewed.approve_by_office(id(5), FREE, today(), policies()))
}

/// Covers A7 and A8.
#[test]
fn a_domestic_file_whose_condition_turned_unmet_goes_back_to_the_review_and_is_decided_anew() {
    let later = today() + Days::new(10);
    let unmet = unmet_since(ready(), later);
    refused(
        issue(unmet.clone(), later, None),
        "criteria-not-met",
        "A8.4",
    );
    let (returned, event) = sent_back(unmet, &[EDUCATION], later).unwrap().into_parts();
    assert_eq!(
        returned.standing(),
        &ApplicationState::UnderReview { since: later }
    );
    assert_eq!(event.name(), "application-returned");
    assert_eq!(event.citation(), Citation::article(8));
    let why = returned.returned().unwrap();
    assert_eq!((&why.criteria[..], why.on), (&[EDUCATION][..], later));

    let rejected = done(returned.clone().reject_by_office(
        id(5),
        vec![EDUCATION],
        "مدرک معتبر نیست.".parse().unwrap(),
        later,
        policies(),
    ));
    assert_eq!(rejected.state(), "rejected");
    let mended = done(returned.assess(EDUCATION, met(EDUCATION, later), later, policies()));
    let again = done(mended.approve_by_office(id(5), FREE, later, policies()));
    assert_eq!(done(issue(again, later, None)).state(), "issued");
}

/// Covers A5.1.
#[test]
fn a_foreign_file_goes_back_to_its_board_and_keeps_its_guarantee() {
    let awaiting = approved_by_board(reviewed(foreign(), today()), today());
    let guaranteed = done(awaiting.guarantee_accepted(cover(5_000_000_000, today()), FREE));
    let later = today() + Days::new(10);
    let unmet = unmet_since(guaranteed, later);
    let (returned, event) = sent_back(unmet, &[EDUCATION], later).unwrap().into_parts();
    assert_eq!(
        returned.standing(),
        &ApplicationState::AwaitingBoard { referred_on: later }
    );
    assert_eq!(event.citation(), Citation::clause(5, 1));

    // What the board decided before is not executed again.
    let before = ruling(&returned, today(), BoardVerdict::Approved);
    refused(
        returned.clone().execute(before, FREE, later, policies()),
        "board-decision-does-not-fit",
        "A5.1",
    );
    let reasons = "مدرک معتبر نیست.".parse().unwrap();
    let verdict = BoardVerdict::Rejected {
        criteria: vec![EDUCATION],
        reasons,
    };
    let against = ruling(&returned, later, verdict);
    let rejected = done(returned.clone().execute(against, FREE, later, policies()));
    assert_eq!(rejected.state(), "rejected");

    let mended = done(returned.assess(EDUCATION, met(EDUCATION, later), later, policies()));
    let approval = ruling(&mended, later, BoardVerdict::Approved);
    let again = done(mended.execute(approval, FREE, later, policies()));
    assert_eq!(again.state(), "ready_to_issue");
    let issued = issue(again, later, Some(cover(5_000_000_000, later)));
    assert_eq!(done(issued).state(), "issued");
}

#[test]
fn only_an_approved_file_is_sent_back_and_only_for_what_is_found_not_to_be_met() {
    let no_ground = |file: Application, criteria: &[Criterion], on| {
        refused(sent_back(file, criteria, on), "no-ground-of-return", "A8");
    };
    no_ground(ready(), &[EDUCATION], today());
    let unmet = unmet_since(ready(), today());
    no_ground(unmet.clone(), &[], today());
    no_ground(unmet.clone(), &[EDUCATION, Criterion::Age], today());
    // A mark of trust that ran out and answers that became too old are renewed, not held against the file.
    let expired = day("1407-02-01");
    assert!(
        ready()
            .unmet(expired, policies())
            .contains(&Criterion::Enamad)
    );
    no_ground(ready(), &[Criterion::Enamad], expired);
    let renewed = enamad("kar.example.ir", "1408-01-01");
    assert!(ready().record_enamad(renewed, expired).is_ok());

    let awaiting_guarantee = approved_by_board(reviewed(foreign(), today()), today());
    let to_board = sent_back(
        unmet_since(awaiting_guarantee, today()),
        &[EDUCATION],
        today(),
    );
    assert_eq!(done(to_board).state(), "awaiting_board");

    let reviewed = unmet_since(reviewed(domestic(), today()), today());
    let withdrawn = done(unmet.withdraw(today()));
    for file in [draft(domestic()), reviewed, withdrawn] {
        refused(
            sent_back(file, &[EDUCATION], today()),
            "illegal-transition",
            "A8",
        );
    }
}
