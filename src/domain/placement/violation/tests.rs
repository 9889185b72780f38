use uuid::Uuid;

use super::*;
use AgencyKind::{Domestic, Foreign, Maritime};

fn law(citation: Citation) -> LegalBasis {
    LegalBasis::Law { citation }
}

/// Covers A15, A15.1, A15.2, A15.3, A15.4, A15.5, A15.6, A15.7, A15.8 and A15.12.
#[test]
fn article_15_has_twelve_clauses_and_a_residual_head() {
    let numbers: Vec<u8> = Clause::all().map(Clause::number).collect();
    assert_eq!(numbers, (0..=12).collect::<Vec<u8>>());
    for clause in Clause::all() {
        assert_eq!(clause.entry().clause, clause);
        assert_eq!(Clause::try_from(clause.number()), Ok(clause));
        let cited = match clause.number() {
            0 => "A15".to_owned(),
            n => format!("A15.{n}"),
        };
        assert_eq!(clause.citation().to_string(), cited);
    }
    assert_eq!(Clause::try_from(13).unwrap_err().code, "violation-clause");
}

/// Covers A15.9, A15.10 and A15.11.
#[test]
fn article_15_clauses_9_10_and_11_concern_one_kind_of_agency_each() {
    for clause in Clause::all() {
        let kinds: Vec<AgencyKind> = match clause.number() {
            9 => vec![Maritime],
            10 | 11 => vec![Foreign],
            _ => vec![Domestic, Foreign, Maritime],
        };
        for kind in AgencyKind::ALL {
            let head = Head::new(clause, Some(law(Citation::note(13, 5)))).unwrap();
            let passed = head.require_concerns(kind);
            assert_eq!(passed.is_ok(), kinds.contains(&kind), "{clause:?} {kind:?}");
            assert_eq!(clause.concerns(kind), passed.is_ok());
            if let Err(refusal) = passed {
                assert_eq!(refusal.code, "clause-of-another-kind");
                assert_eq!(refusal.citation, clause.citation());
            }
        }
    }
}

/// Covers A5.n3, A15.7 and A15.12.
#[test]
fn article_5_note_3_forgery_is_always_a_crime_and_indecency_likely_one() {
    for clause in Clause::all() {
        let expected = match clause.number() {
            7 => CrimeMatch::Always,
            12 => CrimeMatch::Likely,
            _ => CrimeMatch::ByFacts,
        };
        assert_eq!(clause.entry().crime, expected, "{clause:?}");
    }
}

/// Covers A15.
#[test]
fn the_residual_head_names_an_article_other_than_15_or_a_directive() {
    let directive = Some(LegalBasis::Directive { id: Uuid::nil() });
    let cases = [
        (None, Err("provision-not-named")),
        (Some(law(Citation::note(7, 2))), Ok(())),
        (Some(law(Citation::clause(13, 3))), Ok(())),
        (directive, Ok(())),
        (
            Some(law(Citation::article(15))),
            Err("provision-not-of-the-bylaw"),
        ),
        (
            Some(law(Citation::clause(15, 6))),
            Err("provision-not-of-the-bylaw"),
        ),
        (
            Some(law(Citation::CivilProcedure(444))),
            Err("provision-not-of-the-bylaw"),
        ),
        (
            Some(law(Citation::Policy("report.days"))),
            Err("provision-not-of-the-bylaw"),
        ),
    ];
    for (breached, expected) in cases {
        let made = Head::new(Clause::Residual, breached.clone());
        assert_eq!(
            made.map(|_| ()).map_err(|it| it.code),
            expected,
            "{breached:?}"
        );
    }
    assert!(Head::named(Clause::Residual).is_none());
    assert!(Head::new(Clause::Tariffs, None).is_ok());
}

#[test]
fn a_stored_head_is_read_back_and_a_residual_one_without_provision_is_an_error() {
    let head = Head::new(Clause::Residual, Some(law(Citation::note(13, 1)))).unwrap();
    let stored = serde_json::to_string(&head).unwrap();
    assert_eq!(serde_json::from_str::<Head>(&stored).unwrap(), head);
    for bad in [
        r#"{"clause":0,"breached":null}"#,
        r#"{"clause":13,"breached":null}"#,
    ] {
        assert!(serde_json::from_str::<Head>(bad).is_err(), "{bad}");
    }
}
