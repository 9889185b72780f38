use std::collections::BTreeSet;

use chrono::Days;

use super::*;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::case::sample::*;
use crate::domain::placement::case::{Accusation, Case, Source};
use crate::domain::placement::checklist::{
    Answer, Checklist, ChecklistDraft, ChecklistItem, Finding,
};
use crate::domain::placement::directives::PlacementDirectives;
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType};
use crate::domain::placement::guild::{GuildBody, GuildScope};
use crate::domain::placement::session::LegalBasis;
use crate::domain::placement::violation::{Clause, Head};

fn planned(kind: AgencyKind) -> Inspection {
    new(Inspection::plan(
        id(1),
        number("I23-1405-000001"),
        respondent(kind),
        Occasion::Periodic,
        today(),
        today(),
    ))
}

fn candidate(account: u128, province: Option<Province>) -> InspectorCandidate {
    InspectorCandidate {
        inspector: Inspector {
            account: id(account),
            name: "بازرس نمونه".parse().unwrap(),
            province,
        },
        national_code: Some("0499370899".parse().unwrap()),
        declares_no_tie: true,
    }
}

fn representative(body: GuildBody) -> Representative {
    Representative {
        body,
        name: "نماینده نمونه".parse().unwrap(),
        introduction: "معرفی‌نامه ۳".parse().unwrap(),
    }
}

fn association(province: Province) -> GuildBody {
    GuildBody::ProvincialAssociation {
        province,
        scope: GuildScope::Domestic,
    }
}

fn assign(
    inspection: Inspection,
    candidates: Vec<InspectorCandidate>,
    body: Option<GuildBody>,
) -> Result<Changed<Inspection, PlacementEvent>, Refusal> {
    inspection.assign(
        candidates,
        body.map(representative),
        (&answerable(), &[id(77)]),
        &guilds(),
        today(),
    )
}

fn started(body: Option<GuildBody>) -> Inspection {
    let team = vec![candidate(5, None), candidate(6, Some(Province::Tehran))];
    new(new(assign(planned(AgencyKind::Domestic), team, body)).start(id(5), today()))
}

fn photo() -> DocumentRef {
    DocumentRef {
        id: id(90),
        kind: DocumentKind::Photo,
        sha256: "0123456789abcdef".repeat(4).parse().unwrap(),
        media_type: MediaType::Jpeg,
        size: 1,
        uploaded_at: "2026-11-23T08:00:00Z".parse().unwrap(),
        by: id(5),
    }
}

fn checklist(from: NaiveDate) -> Checklist {
    let item = |code: &str, critical| ChecklistItem {
        code: code.parse().unwrap(),
        question: "آیا تعرفه رعایت می‌شود؟".parse().unwrap(),
        provision: LegalBasis::Law {
            citation: Citation::clause(13, 1),
        },
        points: 10,
        critical,
    };
    let draft = ChecklistDraft {
        title: "بازرسی ادواری".parse().unwrap(),
        kinds: BTreeSet::from([AgencyKind::Domestic]),
        items: vec![item("data", false), item("fee", true)],
        from,
    };
    new(Checklist::issue(
        id(60),
        draft,
        &[],
        &PlacementDirectives::default(),
        from,
    ))
}

fn findings(data: Answer, fee: Answer) -> Vec<Finding> {
    [("data", data), ("fee", fee)]
        .map(|(code, answer)| Finding {
            item: code.parse().unwrap(),
            answer,
            note: Some("مشاهده شد".parse().unwrap()),
            evidence: vec![id(90)],
        })
        .into()
}

fn remarks() -> LongText {
    "به شرح یافته‌ها".parse().unwrap()
}

fn completed() -> Inspection {
    new(new(started(None).take_evidence(photo())).complete(id(5), today()))
}

fn reported(data: Answer, fee: Answer) -> Inspection {
    let checklist = checklist(today());
    let findings = findings(data, fee);
    let written = completed().report(id(5), Some((&checklist, findings)), remarks(), today());
    new(new(written).sign(id(6), today()))
}

fn signed_in_vain(inspection: Inspection) -> Inspection {
    let written = new(inspection.report(id(5), None, remarks(), today()));
    new(written.sign(id(6), today()))
}

fn charged(head: Head, source: Source) -> Case {
    let accusation = Accusation {
        source,
        ..accusation(1, head)
    };
    new(opened(300, AgencyKind::Domestic, accusation))
}

fn ours() -> Source {
    Source::Inspection { id: id(1) }
}

fn obstruction(refused: Refused) -> Obstruction {
    Obstruction {
        refused,
        statement: "در را باز نکردند".parse().unwrap(),
    }
}

fn obstructed() -> Inspection {
    let case = charged(Refused::Inspectors.head(), ours());
    let made = obstruction(Refused::Inspectors);
    new(started(None).obstruct(id(5), made, &case, today()))
}

/// Covers A1.2, A6.2 and A13.3.
#[test]
fn article_6_2_inspectors_are_of_the_centre_or_the_province_and_not_related() {
    let of_the_agency = InspectorCandidate {
        national_code: Some("0076229645".parse().unwrap()),
        ..candidate(5, None)
    };
    let with_a_tie = InspectorCandidate {
        declares_no_tie: false,
        ..candidate(5, None)
    };
    let cases = [
        (vec![], "no-inspector"),
        (vec![candidate(5, None)], "inspection-assigned"),
        (
            vec![candidate(5, Some(Province::Tehran))],
            "inspection-assigned",
        ),
        (
            vec![candidate(5, Some(Province::Alborz))],
            "inspector-of-another-province",
        ),
        (vec![candidate(77, None)], "inspector-related"),
        (vec![of_the_agency], "inspector-related"),
        (vec![candidate(5, None), with_a_tie], "inspector-related"),
    ];
    for (candidates, expected) in cases {
        let tried = assign(planned(AgencyKind::Domestic), candidates.clone(), None);
        assert_eq!(code(tried), expected, "{candidates:?}");
    }
}

/// Covers A13.3.
#[test]
fn article_13_3_the_representative_comes_from_the_association_of_the_province() {
    use AgencyKind::{Domestic, Foreign};
    let cases = [
        (
            Domestic,
            association(Province::Tehran),
            "inspection-assigned",
        ),
        (Domestic, association(Province::Alborz), "wrong-guild-body"),
        (Domestic, GuildBody::Kanoon, "wrong-guild-body"),
        (Domestic, GuildBody::ForeignAssociation, "wrong-guild-body"),
        (
            Foreign,
            GuildBody::ForeignAssociation,
            "inspection-assigned",
        ),
    ];
    for (kind, body, expected) in cases {
        let tried = assign(planned(kind), vec![candidate(5, None)], Some(body));
        assert_eq!(code(tried), expected, "{kind:?} {body}");
    }
}

/// Covers A13, A13.3 and A15.6.
#[test]
fn article_15_6_refusing_the_inspectors_is_charged_at_once_and_refusing_the_representative_as_13_3()
{
    use Refused::{Inspectors, RepresentativeOnly};
    let residual = Refused::RepresentativeOnly.head();
    assert_eq!(residual.clause(), Clause::Residual);
    let no_cooperation = || Head::named(Clause::NoCooperation).unwrap();
    let elsewhere = Source::Inspection { id: id(2) };
    let cases = [
        (
            Inspectors,
            no_cooperation(),
            ours(),
            "inspection-obstructed",
        ),
        (
            Inspectors,
            head(Clause::NoCooperation),
            ours(),
            "inspection-obstructed",
        ),
        (
            Inspectors,
            residual.clone(),
            ours(),
            "obstruction-not-charged",
        ),
        (
            Inspectors,
            no_cooperation(),
            elsewhere,
            "obstruction-not-charged",
        ),
        (
            RepresentativeOnly,
            residual,
            ours(),
            "inspection-obstructed",
        ),
        (
            RepresentativeOnly,
            no_cooperation(),
            ours(),
            "obstruction-not-charged",
        ),
        (
            RepresentativeOnly,
            head(Clause::Residual),
            ours(),
            "obstruction-not-charged",
        ),
    ];
    for (refused, head, source, expected) in cases {
        let case = charged(head.clone(), source);
        let inspection = started(Some(association(Province::Tehran)));
        let tried = inspection.obstruct(id(5), obstruction(refused), &case, today());
        assert_eq!(code(tried), expected, "{refused:?} {head:?}");
    }
    let case = charged(RepresentativeOnly.head(), ours());
    let made = obstruction(RepresentativeOnly);
    let nobody = started(None).obstruct(id(5), made, &case, today());
    assert_eq!(code(nobody), "no-representative-to-refuse");
}

#[test]
fn only_the_team_begins_ends_and_signs() {
    let team = vec![candidate(5, None)];
    let assigned = new(assign(planned(AgencyKind::Domestic), team, None));
    assert_eq!(code(assigned.start(id(6), today())), "not-on-the-team");
    assert_eq!(
        code(started(None).complete(id(7), today())),
        "not-on-the-team"
    );
    let checklist = checklist(today());
    let write = |by| {
        let found = findings(Answer::Yes, Answer::Yes);
        completed().report(id(by), Some((&checklist, found)), remarks(), today())
    };
    assert_eq!(code(write(7)), "not-on-the-team");
    assert_eq!(code(new(write(5)).sign(id(7), today())), "not-on-the-team");
}

#[test]
fn every_inspector_signs_for_himself_and_what_is_written_anew_is_signed_anew() {
    let checklist = checklist(today());
    let write = |inspection: Inspection, by, data| {
        let found = findings(data, Answer::Yes);
        inspection.report(id(by), Some((&checklist, found)), remarks(), today())
    };
    let written = new(write(completed(), 5, Answer::Yes));
    assert_eq!(written.state(), "signing");
    assert!(written.inspection_state().report().is_none());
    assert_eq!(
        code(written.clone().close_clean(today())),
        "illegal-transition"
    );
    assert_eq!(
        code(written.clone().sign(id(5), today())),
        "report-signed-already"
    );
    assert_eq!(
        code(written.clone().take_evidence(photo())),
        "illegal-transition"
    );
    let anew = new(write(written, 6, Answer::No));
    assert_eq!(
        code(anew.clone().sign(id(6), today())),
        "report-signed-already"
    );
    let signed = new(anew.sign(id(5), today()));
    assert_eq!(signed.state(), "reported");
    let report = signed.inspection_state().report().unwrap();
    assert_eq!(report.score().unwrap().failed.len(), 1);
    assert_eq!(code(write(signed, 5, Answer::Yes)), "illegal-transition");
}

#[test]
fn evidence_belongs_to_the_visit_until_the_report_and_to_addenda_after_it() {
    let other = |document: u128, by| DocumentRef {
        id: id(document),
        by: id(by),
        ..photo()
    };
    let team = vec![candidate(5, None)];
    let assigned = new(assign(planned(AgencyKind::Domestic), team, None));
    assert_eq!(code(assigned.take_evidence(photo())), "illegal-transition");
    let tried = started(None).take_evidence(other(90, 7));
    assert_eq!(code(tried), "not-on-the-team");
    let later = new(completed().take_evidence(other(91, 6)));
    let visit = later.inspection_state().visit().unwrap();
    assert_eq!(visit.evidence.len(), 2);
    let signed = new(reported(Answer::No, Answer::Yes).take_evidence(other(92, 6)));
    assert_eq!(signed.documents().count(), 2);
    let visit = signed.inspection_state().visit().unwrap();
    assert_eq!(visit.evidence.len(), 1, "the report stays as it was signed");
    let names = |document| vec![id(document)];
    let add = |by| {
        let text = "عکس تابلو افزوده شد".parse().unwrap();
        signed
            .clone()
            .add_addendum(id(5), text, &names(by), today())
    };
    assert_eq!(code(add(92)), "addendum-made");
    assert_eq!(code(add(93)), "evidence-not-of-the-visit");
}

/// Covers A6.2.
#[test]
fn findings_follow_the_checklist_of_the_day_and_the_evidence_of_the_visit() {
    let yes = || findings(Answer::Yes, Answer::Yes);
    let later = checklist(today() + Days::new(1));
    let tried = completed().report(id(5), Some((&later, yes())), remarks(), today());
    assert_eq!(code(tried), "checklist-not-in-force");
    let checklist = checklist(today());
    let mut elsewhere = yes();
    elsewhere[0].evidence = vec![id(91)];
    let tried = completed().report(id(5), Some((&checklist, elsewhere)), remarks(), today());
    assert_eq!(code(tried), "evidence-not-of-the-visit");
    let tried = completed().report(id(5), None, remarks(), today());
    assert_eq!(code(tried), "findings-do-not-fit-the-visit");
    let tried = obstructed().report(id(5), Some((&checklist, yes())), remarks(), today());
    assert_eq!(code(tried), "findings-do-not-fit-the-visit");
}

#[test]
fn a_report_leads_where_its_findings_lead() {
    use Answer::{No, Yes};
    let case = charged(head(Clause::Tariffs), ours());
    let demand = || "تعرفه را نصب کنید".parse().unwrap();
    let cases = [
        (
            Yes,
            Yes,
            "inspection-closed-clean",
            "nothing-to-correct",
            "nothing-to-charge",
        ),
        (
            No,
            Yes,
            "inspection-not-clean",
            "corrective-deadline-set",
            "inspection-escalated",
        ),
        (
            Yes,
            No,
            "inspection-not-clean",
            "nothing-to-correct",
            "inspection-escalated",
        ),
    ];
    for (data, fee, clean, corrective, escalated) in cases {
        let inspection = reported(data, fee);
        assert_eq!(code(inspection.clone().close_clean(today())), clean);
        let set = inspection
            .clone()
            .set_corrective_deadline(demand(), 10, &closed(), today());
        assert_eq!(code(set), corrective);
        assert_eq!(code(inspection.escalate(&case, today())), escalated);
    }
    for days in [0, 91] {
        let set = reported(No, Yes).set_corrective_deadline(demand(), days, &closed(), today());
        assert_eq!(code(set), "corrective-term", "{days}");
    }
    let other = charged(head(Clause::Tariffs), Source::Inspection { id: id(2) });
    let tried = reported(No, Yes).escalate(&other, today());
    assert_eq!(code(tried), "case-of-another-inspection");
}

#[test]
fn an_obstructed_inspection_ends_in_the_case_that_was_opened_for_it() {
    let signed = signed_in_vain(obstructed());
    assert_eq!(
        code(signed.clone().close_clean(today())),
        "inspection-not-clean"
    );
    let demand = "همکاری کنید".parse().unwrap();
    let set = signed
        .clone()
        .set_corrective_deadline(demand, 10, &closed(), today());
    assert_eq!(code(set), "nothing-to-correct");
    let case = charged(Refused::Inspectors.head(), ours());
    assert_eq!(
        code(signed.escalate(&case, today())),
        "inspection-escalated"
    );
}

#[test]
fn failings_mended_within_the_term_close_the_inspection_and_later_ones_do_not() {
    let demand = "آمار را ثبت کنید".parse().unwrap();
    let reported = reported(Answer::No, Answer::Yes);
    let set = new(reported.set_corrective_deadline(demand, 10, &closed(), today()));
    let InspectionState::CorrectiveDeadline { duty, .. } = set.inspection_state() else {
        panic!("{}", set.state());
    };
    let last = duty.deadline.last_accepted();
    let (before, after) = (today() - Days::new(1), last + Days::new(1));
    assert!(!set.correction_overdue(last) && set.correction_overdue(after));
    let cases = [
        (before, "correction-date"),
        (last, "inspection-closed-corrected"),
        (after, "corrected-late"),
        (after + Days::new(9), "correction-date"),
    ];
    for (on, expected) in cases {
        let proof = "بازدید شد".parse().unwrap();
        let tried = set.clone().close_corrected(id(5), on, proof, after);
        assert_eq!(code(tried), expected, "{on}");
    }
    let case = charged(head(Clause::LateOrFalseData), ours());
    assert_eq!(code(set.escalate(&case, after)), "inspection-escalated");
}

/// Covers A6.2.
#[test]
fn a_signed_report_never_changes_and_corrections_stand_beside_it() {
    let signed = reported(Answer::No, Answer::Yes);
    let report = signed.inspection_state().report().cloned();
    let again = signed.clone().report(id(5), None, remarks(), today());
    assert_eq!(code(again), "illegal-transition");
    let add = |inspection: Inspection, by| {
        let text = "تاریخ درست ۱ آذر است".parse().unwrap();
        inspection.add_addendum(id(by), text, &[id(90)], today())
    };
    assert_eq!(code(add(signed.clone(), 7)), "not-on-the-team");
    assert_eq!(code(add(completed(), 5)), "illegal-transition");
    let added = new(add(signed, 5));
    let case = charged(head(Clause::Tariffs), ours());
    let escalated = new(add(new(added.escalate(&case, today())), 6));
    assert_eq!(escalated.inspection_state().report().cloned(), report);
    assert_eq!(escalated.addenda().len(), 2);
}

#[test]
fn an_agency_that_was_not_found_gets_no_clean_report() {
    let statement = || "محل تخلیه شده است".parse().unwrap();
    let gone = new(started(None).not_found(id(6), statement(), today()));
    let signed = signed_in_vain(gone);
    assert_eq!(
        code(signed.clone().close_clean(today())),
        "inspection-not-clean"
    );
    let case = charged(head(Clause::Residual), ours());
    assert_eq!(
        code(signed.escalate(&case, today())),
        "inspection-escalated"
    );
}

#[test]
fn an_inspection_whose_day_passed_without_a_visit_is_missed() {
    let tomorrow = today() + Days::new(1);
    assert!(!planned(AgencyKind::Domestic).missed(today()));
    assert!(planned(AgencyKind::Domestic).missed(tomorrow));
    assert!(!started(None).missed(tomorrow));
}

#[test]
fn a_stored_inspection_is_read_back_in_every_state() {
    let signed = reported(Answer::No, Answer::Yes);
    let demand = "آمار را ثبت کنید".parse().unwrap();
    let set = new(signed
        .clone()
        .set_corrective_deadline(demand, 10, &closed(), today()));
    let proof = "بازدید شد".parse().unwrap();
    let corrected = new(set.clone().close_corrected(id(5), today(), proof, today()));
    let clean = new(reported(Answer::Yes, Answer::Yes).close_clean(today()));
    let all = [
        planned(AgencyKind::Domestic),
        started(None),
        completed(),
        obstructed(),
        signed,
        set,
        corrected,
        clean,
    ];
    for inspection in all {
        let stored = serde_json::to_string(&inspection).unwrap();
        let read: Inspection = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, inspection, "{}", inspection.state());
    }
}
