use chrono::Days;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-23")
}

fn item(code: &str, points: u16, critical: bool) -> ChecklistItem {
    ChecklistItem {
        code: code.parse().unwrap(),
        question: "آیا مجوز در معرض دید است؟".parse().unwrap(),
        provision: LegalBasis::Law {
            citation: Citation::clause(13, 1),
        },
        points,
        critical,
    }
}

fn draft(items: Vec<ChecklistItem>) -> ChecklistDraft {
    ChecklistDraft {
        title: "بازرسی ادواری".parse().unwrap(),
        kinds: BTreeSet::from([AgencyKind::Domestic]),
        items,
        from: today(),
    }
}

fn issue(draft: ChecklistDraft, issued: &[Checklist]) -> Result<Checklist, &'static str> {
    let id = Uuid::from_u128(issued.len() as u128 + 1);
    Checklist::issue(id, draft, issued, &PlacementDirectives::default(), today())
        .map(|changed| changed.into_parts().0)
        .map_err(|refusal| refusal.code)
}

fn three() -> Vec<ChecklistItem> {
    vec![
        item("sign", 10, false),
        item("data", 30, false),
        item("fee", 60, true),
    ]
}

fn findings(answers: [Answer; 3]) -> Vec<Finding> {
    ["sign", "data", "fee"]
        .into_iter()
        .zip(answers)
        .map(|(code, answer)| Finding {
            item: code.parse().unwrap(),
            answer,
            note: Some("مشاهده شد".parse().unwrap()),
            evidence: Vec::new(),
        })
        .collect()
}

#[test]
fn a_checklist_has_items_with_codes_weights_and_provisions() {
    let mut by_policy = item("sign", 10, false);
    by_policy.provision = LegalBasis::Law {
        citation: Citation::Policy("report.days"),
    };
    let mut by_no_directive = item("sign", 10, false);
    by_no_directive.provision = LegalBasis::Directive {
        id: Uuid::from_u128(7),
    };
    let cases = [
        (vec![by_no_directive], Err("directive-not-in-force")),
        (vec![], Err("checklist-empty")),
        (vec![item("sign", 1, false); 2], Err("checklist-item-twice")),
        (
            vec![item("sign", 0, false)],
            Err("checklist-item-without-weight"),
        ),
        (vec![by_policy], Err("checklist-item-without-provision")),
        (vec![item("sign", 0, true)], Ok(1)),
        (three(), Ok(1)),
    ];
    for (items, expected) in cases {
        assert_eq!(issue(draft(items), &[]).map(|it| it.version()), expected);
    }
    for bad in ["", "Sign", "نشان", "a b", "abcdefghijklmnopqrstu"] {
        assert!(bad.parse::<ItemCode>().is_err(), "{bad}");
    }
}

#[test]
fn a_later_version_counts_from_its_first_day_and_the_past_keeps_its_own() {
    let first = issue(draft(three()), &[]).unwrap();
    let from = today() + Days::new(10);
    let next = ChecklistDraft {
        from,
        ..draft(vec![item("fee", 1, true)])
    };
    let second = issue(next, std::slice::from_ref(&first)).unwrap();
    let issued = [first, second];
    let version = |kind, on| Checklist::in_force(&issued, kind, on).map(Checklist::version);
    assert_eq!(version(AgencyKind::Domestic, today() - Days::new(1)), None);
    assert_eq!(version(AgencyKind::Domestic, today()), Some(1));
    assert_eq!(version(AgencyKind::Domestic, from - Days::new(1)), Some(1));
    assert_eq!(version(AgencyKind::Domestic, from), Some(2));
    assert_eq!(version(AgencyKind::Foreign, from), None);
    let backdated = ChecklistDraft {
        from: from - Days::new(1),
        ..draft(three())
    };
    assert_eq!(issue(backdated, &issued), Err("checklist-backdated"));
}

#[test]
fn the_score_counts_what_applies_and_names_what_failed() {
    use Answer::{No, NotApplicable as Na, Yes};
    let checklist = issue(draft(three()), &[]).unwrap();
    let cases = [
        ([Yes, Yes, Yes], 100, 100, 10_000, vec![], 0),
        ([No, Yes, Yes], 90, 100, 9_000, vec!["sign"], 0),
        ([Yes, Yes, No], 40, 100, 4_000, vec!["fee"], 1),
        ([Na, Yes, No], 30, 90, 3_333, vec!["fee"], 1),
        ([Na, Na, Na], 0, 0, 10_000, vec![], 0),
        ([No, No, No], 0, 100, 0, vec!["data", "fee", "sign"], 1),
    ];
    for (answers, earned, possible, share, failed, critical) in cases {
        let score = checklist.score(&findings(answers)).unwrap();
        assert_eq!(
            (score.earned, score.possible),
            (earned, possible),
            "{answers:?}"
        );
        assert_eq!(score.basis_points(), share, "{answers:?}");
        let names: Vec<&str> = score.failed.keys().map(ItemCode::as_str).collect();
        assert_eq!(names, failed);
        assert_eq!(score.critical.len(), critical);
        assert_eq!(score.is_clean(), failed.is_empty());
    }
}

#[test]
fn every_item_has_exactly_one_finding_and_a_no_says_why() {
    let checklist = issue(draft(three()), &[]).unwrap();
    let all = || findings([Answer::Yes, Answer::No, Answer::Yes]);
    let missing = all().into_iter().skip(1).collect::<Vec<_>>();
    let mut twice = all();
    twice[0] = twice[1].clone();
    let mut unknown = all();
    unknown[0].item = "other".parse().unwrap();
    let mut silent = all();
    silent[1].note = None;
    let misfit = "findings-do-not-fit-the-checklist";
    let cases = [
        (missing, misfit),
        (twice, misfit),
        (unknown, misfit),
        (silent, "finding-without-note"),
    ];
    for (findings, expected) in cases {
        assert_eq!(checklist.score(&findings).unwrap_err().code, expected);
    }
}
