//! What is found about a condition: an officer's assessment under the rules that can be computed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Criterion;
use super::rules::{Facts, FilePolicies};
use super::shortfall::Shortfall;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;

/// The finding about one condition on one day. Only [`Finding::Met`] passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// The condition does not bind this file.
    NotApplicable,
    /// Nobody has assessed it yet, or something is still outstanding.
    Pending,
    /// It is met.
    Met {
        /// What shows it.
        evidence: Evidence,
        /// The account that found it.
        by: Uuid,
        /// The day of that.
        on: NaiveDate,
    },
    /// It is not met.
    NotMet {
        /// Why not.
        reason: NotMetReason,
    },
    /// It was met, but what showed it has run out.
    Expired {
        /// The first day on which it no longer held.
        since: NaiveDate,
    },
}

impl Finding {
    /// Whether the condition is met.
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Met { .. })
    }

    /// Whether the condition stands in the way of a licence.
    pub const fn blocks(&self) -> bool {
        !matches!(self, Self::Met { .. } | Self::NotApplicable)
    }

    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Pending => "pending",
            Self::Met { .. } => "met",
            Self::NotMet { .. } => "not_met",
            Self::Expired { .. } => "expired",
        }
    }
}

/// Why a condition is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum NotMetReason {
    /// A rule that can be computed says so.
    Rule {
        /// Which.
        shortfall: Shortfall,
    },
    /// An officer found so.
    Officer {
        /// The reason given.
        reason: LongText,
        /// What shows it.
        evidence: Evidence,
        /// The account that found it.
        by: Uuid,
        /// The day of that.
        on: NaiveDate,
    },
}

/// What shows a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Documents on the file, named by the officer.
    pub documents: Vec<Uuid>,
    /// Favourable answers on the file, added by the rules.
    pub inquiries: Vec<Uuid>,
    /// The date on the certificate, where its age counts (A8.6).
    pub issued_on: Option<NaiveDate>,
    /// The accepted guarantee (A8.11).
    pub guarantee: Option<Uuid>,
}

/// What an officer says about a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appraisal {
    /// Met or not.
    pub verdict: Verdict,
    /// Documents on the file that show it.
    pub documents: Vec<Uuid>,
    /// The date on the certificate, where its age counts (A8.6).
    pub issued_on: Option<NaiveDate>,
    /// A remark for the file.
    pub note: Option<LongText>,
    /// The account of the officer.
    pub by: Uuid,
}

/// An officer's verdict on a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Met.
    Met,
    /// Not met, for this reason.
    NotMet {
        /// The reason.
        reason: LongText,
    },
}

/// A recorded assessment: the decision that findings are derived from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Met or not.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What shows it.
    pub evidence: Evidence,
    /// A remark for the file.
    pub note: Option<LongText>,
    /// The account of the officer.
    pub by: Uuid,
    /// The day of the assessment.
    pub on: NaiveDate,
}

/// Records an officer's appraisal, unless a rule that can be computed contradicts it.
pub fn assess(
    criterion: Criterion,
    appraisal: Appraisal,
    facts: &Facts<'_>,
    today: NaiveDate,
    policies: FilePolicies,
) -> Result<Assessment, Refusal> {
    if criterion == Criterion::Guarantee {
        return Err(Refusal::rule(
            "criterion-follows-guarantee",
            criterion.citation(),
            "این شرط تنها با پذیرش ضمانت بانکی احراز می‌شود.",
            "This condition is met by an accepted guarantee and by nothing else.",
        ));
    }
    if !facts.applicable(policies).any(|bound| bound == criterion) {
        return Err(Refusal::rule(
            "criterion-not-applicable",
            criterion.citation(),
            "این شرط برای این درخواست کاربرد ندارد.",
            "This condition does not bind this application.",
        ));
    }
    let on_file = |id: &Uuid| facts.documents.iter().any(|document| document.id == *id);
    if !appraisal.documents.iter().all(on_file) {
        return Err(Refusal::rule(
            "evidence-not-on-file",
            criterion.citation(),
            "مدرک استنادی در این پرونده نیست.",
            "A document named as evidence is not on this file.",
        ));
    }
    let evidence = Evidence {
        documents: appraisal.documents,
        inquiries: facts
            .favourable_inquiries(criterion)
            .map(|inquiry| inquiry.id)
            .collect(),
        issued_on: appraisal.issued_on,
        guarantee: None,
    };
    if appraisal.verdict == Verdict::Met {
        facts
            .allows_met(criterion, &evidence, today, policies)
            .map_err(|shortfall| contradicts(criterion, shortfall))?;
    }
    Ok(Assessment {
        verdict: appraisal.verdict,
        evidence,
        note: appraisal.note,
        by: appraisal.by,
        on: today,
    })
}

/// The finding about a condition on a day.
pub fn find(
    criterion: Criterion,
    assessment: Option<&Assessment>,
    facts: &Facts<'_>,
    on: NaiveDate,
    policies: FilePolicies,
) -> Finding {
    if !facts.applicable(policies).any(|bound| bound == criterion) {
        return Finding::NotApplicable;
    }
    if criterion == Criterion::Guarantee {
        return guarantee(facts);
    }
    let Some(assessment) = assessment else {
        return facts
            .declared_against(criterion)
            .map_or(Finding::Pending, by_rule);
    };
    if let Verdict::NotMet { reason } = &assessment.verdict {
        return Finding::NotMet {
            reason: NotMetReason::Officer {
                reason: reason.clone(),
                evidence: assessment.evidence.clone(),
                by: assessment.by,
                on: assessment.on,
            },
        };
    }
    match facts.allows_met(criterion, &assessment.evidence, on, policies) {
        Ok(()) => Finding::Met {
            evidence: assessment.evidence.clone(),
            by: assessment.by,
            on: assessment.on,
        },
        Err(shortfall) => by_rule(shortfall),
    }
}

fn guarantee(facts: &Facts<'_>) -> Finding {
    let Some(cover) = facts.guarantee else {
        return Finding::Pending;
    };
    cover.shortfall().map_or_else(
        || Finding::Met {
            evidence: Evidence {
                guarantee: Some(cover.guarantee),
                ..Evidence::default()
            },
            by: cover.accepted_by,
            on: cover.accepted_on,
        },
        by_rule,
    )
}

fn by_rule(shortfall: Shortfall) -> Finding {
    if let Some(since) = shortfall.expired_since() {
        Finding::Expired { since }
    } else if shortfall.is_outstanding() {
        Finding::Pending
    } else {
        Finding::NotMet {
            reason: NotMetReason::Rule { shortfall },
        }
    }
}

fn contradicts(criterion: Criterion, shortfall: Shortfall) -> Refusal {
    Refusal::rule(
        "criterion-not-met",
        criterion.citation(),
        format!(
            "شرط «{}» را نمی‌توان احرازشده دانست: {}",
            criterion.persian(),
            shortfall.persian()
        ),
        format!(
            "The condition “{}” can't be recorded as met: {}",
            criterion.english(),
            shortfall.english()
        ),
    )
}
