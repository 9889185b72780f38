//! From the approval to the licence: guarantee, premises, and the last look before the issue.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::ApplicationEvent;
use super::state::{ApplicationState, Approval};
use super::{Application, ApplicationKind, Outcome, conditions_open};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::ban::Screening;
use crate::domain::placement::directives::{DirectiveKind, PlacementDirectives};
use crate::domain::placement::inquiry;
use crate::domain::placement::policies::{Policies, PolicyKey};

const PLACE: Citation = Citation::clause(3, 2);
const LICENSING: Citation = Citation::article(7);

/// Whether premises are checked before the issue: so by default while the central board's
/// standard for place, equipment and staff is in force (A3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PremisesGate {
    /// They are, where people come to them.
    Required,
    /// They are not.
    NotRequired,
}

impl PremisesGate {
    /// What the policy and the directives say on a day.
    pub fn of(policies: &Policies<'_>, directives: &PlacementDirectives, on: NaiveDate) -> Self {
        let standard = directives.in_force(DirectiveKind::PlaceEquipmentStaff, on);
        if policies.holds(PolicyKey::PremisesCheck) && standard.is_ok() {
            Self::Required
        } else {
            Self::NotRequired
        }
    }
}

/// The check that the premises passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PremisesCheck {
    /// The inspection or record.
    pub record: Uuid,
    /// The account that confirmed it.
    pub by: Uuid,
    /// The day.
    pub on: NaiveDate,
}

/// What is looked at again on the day of issue.
#[derive(Clone, Debug)]
pub struct IssueChecks<'a> {
    /// The ban list searched again for everybody on the file (A15.n2).
    pub screening: &'a Screening,
    /// The guarantee beside the directive in force today (A8.11).
    pub guarantee: Option<GuaranteeCover>,
    /// Whether premises have to be checked.
    pub gate: PremisesGate,
    /// The answers in force where article 8 is silent.
    pub policies: FilePolicies,
}

impl Application {
    /// Whether a guarantee may be lodged for the file: while it waits for one, and until the issue
    /// in place of the accepted one, which a later directive or a later issue may have outgrown.
    pub fn may_lodge_guarantee(&self) -> Result<(), Refusal> {
        if self.renews().is_some() {
            return Err(Refusal::rule(
                "guarantee-behind-licence",
                Criterion::Guarantee.citation(),
                "برای تمدید، ضمانت‌نامه جدیدی سپرده نمی‌شود؛ ضمانت‌نامه پشتوانه مجوز تمدید، تکمیل یا جایگزین می‌شود.",
                "A renewal rests on the guarantee behind the licence, which is extended, topped up or replaced.",
            ));
        }
        self.wants_guarantee().map(drop)
    }

    /// Takes note of the accepted guarantee (A8.11).
    pub fn guarantee_accepted(self, cover: GuaranteeCover, gate: PremisesGate) -> Outcome {
        let approval = self.wants_guarantee()?;
        self.suffices(&cover)?;
        let event = ApplicationEvent::GuaranteeAccepted {
            guarantee: cover.guarantee,
            amount: cover.amount,
            required: cover.required,
            expires_on: cover.expires_on,
            by: cover.accepted_by,
            on: cover.accepted_on,
        };
        let state = self.after_guarantee(approval, gate);
        let guaranteed = Self {
            guarantee: Some(cover),
            state,
            ..self
        };
        Ok(Changed::new(guaranteed, event))
    }

    /// Takes note that the premises passed the check (A3.2).
    pub fn premises_passed(self, check: PremisesCheck) -> Outcome {
        if !self.state.is_examined() {
            return Err(self.not_now(PLACE));
        }
        let event = ApplicationEvent::PremisesPassed {
            record: check.record,
            by: check.by,
            on: check.on,
        };
        let state = match self.state {
            ApplicationState::Approved { approval } => ApplicationState::ReadyToIssue { approval },
            state => state,
        };
        let checked = Self {
            premises_check: Some(check),
            state,
            ..self
        };
        Ok(Changed::new(checked, event))
    }

    /// Closes the file with the licence, after a last look at bans, the age of inquiries, the
    /// guarantee, the premises and every condition (A7, A10).
    pub fn issue(self, licence: Uuid, today: NaiveDate, checks: IssueChecks<'_>) -> Outcome {
        let approval = self.is_ready()?;
        checks.screening.clear_on(today)?;
        let looked_at = Self {
            guarantee: self.guarantee_today(checks.guarantee)?,
            ..self
        };
        looked_at.may_issue(today, checks.gate, checks.policies)?;
        let state = ApplicationState::Issued {
            approval,
            licence,
            on: today,
        };
        let event = ApplicationEvent::Issued { licence, on: today };
        Ok(Changed::new(looked_at.into_state(state), event))
    }

    /// What the file itself says against the issue of its licence today.
    pub(super) fn may_issue(
        &self,
        today: NaiveDate,
        gate: PremisesGate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        self.is_ready()?;
        let unmet = self.unmet(today, policies);
        if !unmet.is_empty() {
            return Err(conditions_open(&unmet));
        }
        let outdated = self.facts(today).outdated_inquiries(today, policies);
        if !outdated.is_empty() {
            let names: Vec<_> = outdated
                .iter()
                .map(|criterion| criterion.persian())
                .collect();
            let codes: Vec<_> = outdated
                .iter()
                .map(|criterion| criterion.citation().to_string())
                .collect();
            return Err(Refusal::rule(
                "inquiry-outdated",
                inquiry::MAX_AGE,
                format!(
                    "پاسخ استعلام این شرایط کهنه شده و باید تازه شود: {}.",
                    names.join("؛ ")
                ),
                format!(
                    "The answers to these inquiries have become too old: {}.",
                    codes.join(", ")
                ),
            ));
        }
        if self.premises_open(gate) {
            return Err(Refusal::rule(
                "premises-not-checked",
                PLACE,
                "بازدید محل دفتر کاریابی هنوز انجام یا تأیید نشده است.",
                "The premises have not passed the check.",
            ));
        }
        Ok(())
    }

    pub(super) fn wants_guarantee(&self) -> Result<Approval, Refusal> {
        match self.state {
            ApplicationState::AwaitingGuarantee { approval } => Ok(approval),
            ApplicationState::Approved { approval }
            | ApplicationState::ReadyToIssue { approval }
                if self.guarantee.is_some() =>
            {
                Ok(approval)
            }
            _ => Err(self.not_now(Criterion::Guarantee.citation())),
        }
    }

    fn is_ready(&self) -> Result<Approval, Refusal> {
        match self.state {
            ApplicationState::ReadyToIssue { approval } => Ok(approval),
            _ => Err(self.not_now(LICENSING)),
        }
    }

    /// The same guarantee as accepted, measured again by the directive in force today.
    fn guarantee_today(
        &self,
        today: Option<GuaranteeCover>,
    ) -> Result<Option<GuaranteeCover>, Refusal> {
        let Some(accepted) = &self.guarantee else {
            return Ok(None);
        };
        match today {
            Some(cover) if cover.guarantee == accepted.guarantee => {
                self.suffices(&cover)?;
                Ok(Some(GuaranteeCover {
                    accepted_by: accepted.accepted_by,
                    accepted_on: accepted.accepted_on,
                    ..cover
                }))
            }
            _ => Err(Refusal::rule(
                "guarantee-not-held",
                Criterion::Guarantee.citation(),
                "ضمانت بانکی پذیرفته‌شده این پرونده در تاریخ صدور برقرار نیست.",
                "The guarantee accepted for this file is not held on the day of issue.",
            )),
        }
    }

    /// The state once nothing but premises may be missing.
    pub(super) fn after_guarantee(
        &self,
        approval: Approval,
        gate: PremisesGate,
    ) -> ApplicationState {
        if self.premises_open(gate) {
            ApplicationState::Approved { approval }
        } else {
            ApplicationState::ReadyToIssue { approval }
        }
    }

    fn premises_open(&self, gate: PremisesGate) -> bool {
        gate == PremisesGate::Required
            && !matches!(self.kind, ApplicationKind::ManagerChange { .. })
            && self.profile().channel.is_physical()
            && self.premises_check.is_none()
    }

    fn suffices(&self, cover: &GuaranteeCover) -> Result<(), Refusal> {
        let citation = Criterion::Guarantee.citation();
        if cover.application != self.id {
            return Err(Refusal::rule(
                "guarantee-of-other-application",
                citation,
                "این ضمانت بانکی برای درخواست دیگری سپرده شده است.",
                "The guarantee was lodged for another application.",
            ));
        }
        cover.shortfall().map_or(Ok(()), |shortfall| {
            Err(Refusal::rule(
                "guarantee-insufficient",
                citation,
                shortfall.persian(),
                shortfall.english(),
            ))
        })
    }
}
