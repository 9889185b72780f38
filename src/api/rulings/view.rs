//! How a ruling looks.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::parts::{AmendmentView, VoteView};
use crate::api::penalties::{PenaltyView, ViolationView};
use crate::api::service::{AppealTermView, ServiceView};
use crate::api::sessions::LegalBasisForm;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::case::VerdictFinding;
use crate::domain::placement::ruling::{
    ExecutionRecord, Finality, Issue, Matching, Ruling, RulingState, Signature, VoteRecord,
};

/// What a board found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum FindingName {
    /// A violation is established.
    Violation,
    /// None is.
    Acquittal,
    /// The board may not decide.
    NoJurisdiction,
}

impl FindingName {
    const fn of(finding: VerdictFinding) -> Self {
        match finding {
            VerdictFinding::Guilty => Self::Violation,
            VerdictFinding::Acquitted => Self::Acquittal,
            VerdictFinding::NoJurisdiction => Self::NoJurisdiction,
        }
    }
}

/// Where a ruling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum RulingStateName {
    /// Written, not voted
    Drafted,
    /// Voted by the board
    Voted,
    /// Signed by the chair
    Signed,
    /// Issued under its number
    Issued,
    /// Served; the term of appeal runs or has run out
    Served,
    /// Appealed in time
    Appealed,
    /// Final
    Final,
    /// Carried out
    Executed,
}

impl RulingStateName {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Voted => "voted",
            Self::Signed => "signed",
            Self::Issued => "issued",
            Self::Served => "served",
            Self::Appealed => "appealed",
            Self::Final => "final",
            Self::Executed => "executed",
        }
    }

    const fn of(state: &RulingState) -> Self {
        match state {
            RulingState::Drafted => Self::Drafted,
            RulingState::Voted { .. } => Self::Voted,
            RulingState::Signed { .. } => Self::Signed,
            RulingState::Issued { .. } => Self::Issued,
            RulingState::Served { .. } => Self::Served,
            RulingState::Appealed { .. } => Self::Appealed,
            RulingState::Final { .. } => Self::Final,
            RulingState::Executed { .. } => Self::Executed,
        }
    }
}

/// A ruling of a provincial board.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct RulingView {
    id: Uuid,
    /// For example `R23-1405-000341`, once it is issued.
    number: Option<String>,
    /// The case.
    case_id: Uuid,
    /// The licence.
    licence_id: Uuid,
    /// The number of the licence.
    licence_number: String,
    /// The agency.
    agency: String,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Its Persian name.
    province_name: String,
    /// Where it stands.
    state: RulingStateName,
    /// The same in Persian.
    state_fa: String,
    /// The date of the facts.
    facts_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    facts_on_persian: String,
    /// What is found.
    finding: FindingName,
    /// The same in Persian.
    finding_fa: String,
    /// The violations that are established.
    violations: Vec<ViolationView>,
    /// The one penalty, as it was ruled.
    penalty: Option<PenaltyView>,
    /// The rules that it rests on.
    legal_basis: Vec<LegalBasisForm>,
    /// The reasons.
    reasons: String,
    /// The directive by which the penalty was measured.
    matching_directive: Option<Uuid>,
    /// Whether the penalty was set without a matching directive in force.
    no_matching_directive: bool,
    /// Why this penalty, without a matching directive.
    reasons_without_directive: Option<String>,
    /// The vote of the board.
    vote: Option<VoteView>,
    /// Who signed it.
    signed_by: Option<String>,
    /// When.
    signed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    signed_on_persian: Option<String>,
    /// The day of issue.
    issued_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    issued_on_persian: Option<String>,
    /// The service that counts.
    service: Option<ServiceView>,
    /// The term of appeal that it started.
    appeal_term: Option<AppealTermView>,
    /// The appeal against it, while it is pending or after it was decided.
    appeal_id: Option<Uuid>,
    /// The day from which it is final as things stand; absent before service and while an appeal is
    /// pending.
    final_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    final_on_persian: Option<String>,
    /// Whether it is final today.
    is_final: bool,
    /// The penalty that counts: as ruled, as the central board modified it, or none.
    penalty_that_counts: Option<PenaltyView>,
    /// The day on which the penalty was carried out.
    executed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    executed_on_persian: Option<String>,
    /// What shows it.
    execution_record: Option<String>,
    /// What was amended around it, oldest first.
    amendments: Vec<AmendmentView>,
}

impl RulingView {
    pub(super) fn of(ruling: &Ruling, today: NaiveDate) -> Self {
        let content = ruling.content();
        let respondent = ruling.respondent();
        let verdict = content.finding.verdict();
        let penalty = content.finding.penalty();
        let stand = Stand::of(ruling.ruling_state());
        let (directive, without) = match &content.matching {
            Matching::NotNeeded => (None, None),
            Matching::Directive { id } => (Some(*id), None),
            Matching::NoMatchingDirective { reasons } => (None, Some(reasons.to_string())),
        };
        let signed_on = stand.signature.map(|it| it.on);
        let issued_on = stand.issue.map(|it| it.on);
        let executed_on = stand.execution.map(|it| it.on);
        Self {
            id: ruling.id(),
            number: ruling.number().map(ToString::to_string),
            case_id: ruling.case(),
            licence_id: respondent.licence,
            licence_number: respondent.number.to_string(),
            agency: respondent.agency.to_string(),
            province: respondent.province.code().to_owned(),
            province_name: respondent.province.name_fa().to_owned(),
            state: RulingStateName::of(ruling.ruling_state()),
            state_fa: ruling.ruling_state().persian().to_owned(),
            facts_on: content.facts_on,
            facts_on_persian: persian(content.facts_on),
            finding: FindingName::of(verdict),
            finding_fa: verdict.persian().to_owned(),
            violations: content
                .finding
                .heads()
                .iter()
                .map(ViolationView::of)
                .collect(),
            penalty: penalty.map(PenaltyView::of),
            legal_basis: content.legal_basis.iter().map(LegalBasisForm::of).collect(),
            reasons: content.reasons.to_string(),
            matching_directive: directive,
            no_matching_directive: without.is_some(),
            reasons_without_directive: without,
            vote: stand.vote.map(VoteView::of),
            signed_by: stand.signature.map(|it| it.person.to_string()),
            signed_on,
            signed_on_persian: signed_on.map(persian),
            issued_on,
            issued_on_persian: issued_on.map(persian),
            service: ruling.served().map(|it| ServiceView::of(&it.service)),
            appeal_term: ruling
                .served()
                .map(|it| AppealTermView::of(&it.term, it.final_on())),
            appeal_id: stand.appeal,
            final_on: ruling.final_on(),
            final_on_persian: ruling.final_on().map(persian),
            is_final: ruling.is_final(today),
            penalty_that_counts: ruling.penalty().map(PenaltyView::of),
            executed_on,
            executed_on_persian: executed_on.map(persian),
            execution_record: stand.execution.map(|it| it.record.to_string()),
            amendments: ruling.amendments().iter().map(AmendmentView::of).collect(),
        }
    }
}

/// What the states have in common, as far as each has come.
#[derive(Clone, Copy, Default)]
struct Stand<'a> {
    vote: Option<&'a VoteRecord>,
    signature: Option<&'a Signature>,
    issue: Option<&'a Issue>,
    appeal: Option<Uuid>,
    execution: Option<&'a ExecutionRecord>,
}

impl<'a> Stand<'a> {
    fn of(state: &'a RulingState) -> Self {
        match state {
            RulingState::Drafted => Self::default(),
            RulingState::Voted { vote } => Self {
                vote: Some(vote),
                ..Self::default()
            },
            RulingState::Signed { vote, signature } => Self {
                vote: Some(vote),
                signature: Some(signature),
                ..Self::default()
            },
            RulingState::Issued { issue, .. } | RulingState::Served { issue, .. } => {
                Self::issued(issue)
            }
            RulingState::Appealed { issue, appeal, .. } => Self {
                appeal: Some(*appeal),
                ..Self::issued(issue)
            },
            RulingState::Final {
                issue, finality, ..
            } => Self {
                appeal: appeal(finality),
                ..Self::issued(issue)
            },
            RulingState::Executed {
                issue,
                finality,
                execution,
                ..
            } => Self {
                appeal: appeal(finality),
                execution: Some(execution),
                ..Self::issued(issue)
            },
        }
    }

    fn issued(issue: &'a Issue) -> Self {
        Self {
            vote: Some(&issue.vote),
            signature: Some(&issue.signature),
            issue: Some(issue),
            ..Self::default()
        }
    }
}

fn appeal(finality: &Finality) -> Option<Uuid> {
    match finality {
        Finality::NoAppeal { .. } => None,
        Finality::Upheld { appeal, .. }
        | Finality::Modified { appeal, .. }
        | Finality::Quashed { appeal, .. } => Some(*appeal),
    }
}
