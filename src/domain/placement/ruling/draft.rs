//! What a ruling says, and the checks before anybody votes on it (A5.n1, A15).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{HeardCase, LongText, Policies, Refusal};
use crate::domain::kernel::citation::Citation;
use crate::domain::placement::case::VerdictFinding;
use crate::domain::placement::directives::{DirectiveKind, PlacementDirectives, Terms};
use crate::domain::placement::penalty::Penalty;
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::session::LegalBasis;
use crate::domain::placement::violation::{Clause, Head};

/// A ruling as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The date of the facts, by which the rules are chosen; the last one when there are several.
    pub facts_on: NaiveDate,
    /// What is found.
    pub finding: Finding,
    /// The rules that it rests on; at least one (A5.n1).
    pub legal_basis: Vec<LegalBasis>,
    /// The reasons.
    pub reasons: LongText,
    /// Why this penalty, where no matching directive binds on the date of the facts.
    pub reasons_without_directive: Option<LongText>,
}

/// What a board finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "finding")]
pub enum Finding {
    /// محکومیت: violations with their one penalty.
    Violation {
        /// The violations that are established; at least one.
        heads: Vec<Head>,
        /// The penalty.
        penalty: Penalty,
    },
    /// برائت
    Acquittal,
    /// عدم صلاحیت
    NoJurisdiction,
}

impl Finding {
    /// The penalty, if there is one.
    pub fn penalty(&self) -> Option<&Penalty> {
        match self {
            Self::Violation { penalty, .. } => Some(penalty),
            Self::Acquittal | Self::NoJurisdiction => None,
        }
    }

    /// The same in the words of the case.
    pub const fn verdict(&self) -> VerdictFinding {
        match self {
            Self::Violation { .. } => VerdictFinding::Guilty,
            Self::Acquittal => VerdictFinding::Acquitted,
            Self::NoJurisdiction => VerdictFinding::NoJurisdiction,
        }
    }

    /// The violations that are established.
    pub fn heads(&self) -> &[Head] {
        match self {
            Self::Violation { heads, .. } => heads,
            Self::Acquittal | Self::NoJurisdiction => &[],
        }
    }
}

/// What a ruling says. Nothing of it changes after it is voted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The date of the facts.
    pub facts_on: NaiveDate,
    /// What is found.
    pub finding: Finding,
    /// The rules that it rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// The reasons.
    pub reasons: LongText,
    /// By what the penalty was measured.
    pub matching: Matching,
}

/// By what a penalty was measured (A15.n1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "matching")]
pub enum Matching {
    /// There is no penalty.
    NotNeeded,
    /// A matching directive that was in force on the date of the facts.
    Directive {
        /// Its version.
        id: Uuid,
    },
    /// None was in force: the flag `no_matching_directive` with its explicit reasons.
    NoMatchingDirective {
        /// Why this penalty.
        reasons: LongText,
    },
}

impl Draft {
    /// Checks basis, violations and penalty against what was charged and the rules of the date of
    /// the facts.
    pub(super) fn checked(
        self,
        case: &HeardCase,
        directives: &PlacementDirectives,
        policies: &Policies<'_>,
    ) -> Result<Content, Refusal> {
        require_basis(&self.legal_basis, directives, self.facts_on)?;
        let matching = match &self.finding {
            Finding::Acquittal | Finding::NoJurisdiction => Matching::NotNeeded,
            Finding::Violation { heads, penalty } => {
                if heads.is_empty() {
                    return Err(Refusal::rule(
                        "no-violation-named",
                        Citation::article(15),
                        "رأی محکومیت باید دست‌کم یک تخلف ماده ۱۵ را نام ببرد.",
                        "A ruling with a penalty names at least one violation of article 15.",
                    ));
                }
                for head in heads {
                    head.require_concerns(case.respondent().kind)?;
                    case.require_charged(head)?;
                    if let Some(breached) = head.breached() {
                        breached.require_in_force(directives, self.facts_on)?;
                    }
                }
                let clauses = heads.iter().map(Head::clause).collect();
                measured(
                    &clauses,
                    penalty,
                    self.facts_on,
                    self.reasons_without_directive,
                    directives,
                    policies,
                )?
            }
        };
        case.require_facts_on(self.facts_on, self.finding.heads())?;
        Ok(Content {
            facts_on: self.facts_on,
            finding: self.finding,
            legal_basis: self.legal_basis,
            reasons: self.reasons,
            matching,
        })
    }
}

/// Measures a penalty by the matching directive of the date of the facts. Where there is none, the
/// policy lets the board give explicit reasons, since article 15 itself names the classes.
pub(in crate::domain::placement) fn measured(
    clauses: &BTreeSet<Clause>,
    penalty: &Penalty,
    facts_on: NaiveDate,
    reasons_without_directive: Option<LongText>,
    directives: &PlacementDirectives,
    policies: &Policies<'_>,
) -> Result<Matching, Refusal> {
    match directives.in_force(DirectiveKind::PenaltyMatching, facts_on) {
        Ok(directive) => {
            if let Terms::PenaltyMatching { ranges } = directive.terms() {
                ranges.require_within(clauses, penalty)?;
            }
            Ok(Matching::Directive {
                id: directive.directive_id(),
            })
        }
        Err(missing) if policies.is(PolicyKey::PenaltyNoDirective, "refuse") => Err(missing),
        Err(_) => reasons_without_directive
            .map(|reasons| Matching::NoMatchingDirective { reasons })
            .ok_or_else(|| {
                Refusal::rule(
                    "reasons-without-directive",
                    PolicyKey::PenaltyNoDirective.citation(),
                    "در نبود دستورالعمل تطبیق مجازات‌ها، دلایل تعیین این مجازات باید جداگانه نوشته شود.",
                    "Without a matching directive in force the penalty needs explicit reasons of its own.",
                )
            }),
    }
}

/// Refuses a basis that is empty, rests on a policy alone, or names a directive that did not bind
/// on the date of the facts (A5.n1).
fn require_basis(
    basis: &[LegalBasis],
    directives: &PlacementDirectives,
    facts_on: NaiveDate,
) -> Result<(), Refusal> {
    let lawful = |it: &LegalBasis| match it {
        LegalBasis::Law { citation } => !matches!(citation, Citation::Policy(_)),
        LegalBasis::Directive { id } => directives
            .all()
            .iter()
            .any(|directive| directive.directive_id() == *id && directive.in_force(facts_on)),
    };
    if !basis.is_empty() && basis.iter().all(lawful) {
        return Ok(());
    }
    Err(Refusal::rule(
        "no-legal-basis",
        Citation::note(5, 1),
        "رأی باید دست‌کم به یک ماده قانونی یا دستورالعملی مستند باشد که در تاریخ وقوع جاری بوده است.",
        "A ruling rests on at least one article, or directive that was in force on the date of the facts.",
    ))
}
