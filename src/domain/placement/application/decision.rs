//! Who decides: the directorate on domestic files, the provincial board on all others.

use chrono::NaiveDate;
use uuid::Uuid;

use super::event::ApplicationEvent;
use super::issue::PremisesGate;
use super::rejection::{RejectedBy, Rejection};
use super::state::{ApplicationState, Approval};
use super::{Application, ApplicationKind, Outcome, conditions_open};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::Finding;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::session::{self, BoardDecision, Matter};

const BOARD: Citation = Citation::clause(5, 1);
const OFFICE: Citation = Citation::article(7);

/// A decision of a provincial board, as far as an application is concerned.
#[derive(Clone, Debug)]
pub(super) struct BoardRuling {
    pub(super) session: Uuid,
    pub(super) matter: Matter,
    pub(super) board: BoardKind,
    pub(super) scope: Scope,
    pub(super) decided_on: NaiveDate,
    pub(super) verdict: BoardVerdict,
}

/// What a board decided on an application.
#[derive(Clone, Debug)]
pub(super) enum BoardVerdict {
    /// Approved.
    Approved,
    /// Rejected.
    Rejected {
        /// The conditions of article 8 that are not met, if the board names any.
        criteria: Vec<Criterion>,
        /// The reasons.
        reasons: LongText,
    },
}

impl Application {
    /// Puts a foreign or maritime file before the provincial board, once every condition but the
    /// guarantee is met (A5.1).
    pub fn refer_to_board(self, today: NaiveDate, policies: FilePolicies) -> Outcome {
        self.may_refer(today, policies)?;
        let state = ApplicationState::AwaitingBoard { referred_on: today };
        Ok(Changed::new(
            self.into_state(state),
            ApplicationEvent::Referred { on: today },
        ))
    }

    pub(super) fn may_refer(
        &self,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        self.is_under_review(BOARD)?;
        if !self.needs_board() {
            return Err(Refusal::rule(
                "office-decides",
                OFFICE,
                "درباره درخواست کاریابی داخلی اداره کل استان تصمیم می‌گیرد و ارجاع به هیئت لازم نیست.",
                "The directorate decides on a domestic agency; no board is asked.",
            ));
        }
        let mut unmet = self.unmet(today, policies);
        unmet.retain(|criterion| *criterion != Criterion::Guarantee);
        if unmet.is_empty() {
            Ok(())
        } else {
            Err(conditions_open(&unmet))
        }
    }

    /// Approves a domestic file all of whose conditions are met (A7, A8).
    pub fn approve_by_office(
        self,
        account: Uuid,
        gate: PremisesGate,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        self.may_approve(today, policies)?;
        let approval = Approval::Office { account, on: today };
        Ok(self.approved(approval, gate, today, policies))
    }

    pub(super) fn may_approve(
        &self,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        self.is_under_review(OFFICE)?;
        self.office_decides()?;
        let unmet = self.unmet(today, policies);
        if unmet.is_empty() {
            Ok(())
        } else {
            Err(conditions_open(&unmet))
        }
    }

    /// Rejects a domestic file for conditions that are found not to be met, each of them named.
    pub fn reject_by_office(
        self,
        account: Uuid,
        criteria: Vec<Criterion>,
        reasons: LongText,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        self.is_under_review(OFFICE)?;
        self.office_decides()?;
        let failed = self.failed(today, policies);
        if criteria.is_empty() || !criteria.iter().all(|named| failed.contains(named)) {
            return Err(no_ground());
        }
        let by = RejectedBy::Office { account };
        Ok(self.rejected(Rejection::new(by, criteria, reasons, today)))
    }

    pub(super) fn may_reject(
        &self,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        self.is_under_review(OFFICE)?;
        self.office_decides()?;
        if self.failed(today, policies).is_empty() {
            Err(no_ground())
        } else {
            Ok(())
        }
    }

    /// Executes what the provincial board decided on a file that was referred to it. `criteria`
    /// are the conditions of article 8 that a rejection names, if it rests on any.
    pub fn apply_board_decision(
        self,
        decision: &BoardDecision,
        criteria: Vec<Criterion>,
        gate: PremisesGate,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        let decided = decision.decision();
        let ruling = BoardRuling {
            session: decision.session(),
            matter: decision.matter(),
            board: decision.board(),
            scope: decision.scope(),
            decided_on: decided.decided_on(),
            verdict: match decided.outcome() {
                session::Outcome::Approved => BoardVerdict::Approved,
                session::Outcome::Rejected => BoardVerdict::Rejected {
                    criteria,
                    reasons: decided.reasons().clone(),
                },
            },
        };
        self.execute(ruling, gate, today, policies)
    }

    pub(super) fn execute(
        self,
        ruling: BoardRuling,
        gate: PremisesGate,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        let ApplicationState::AwaitingBoard { referred_on } = self.state else {
            return Err(self.not_now(BOARD));
        };
        let fits = ruling.matter == Matter::application(self.id)
            && ruling.board == BoardKind::Provincial(self.province)
            && ruling.scope == Scope::from(self.profile().kind)
            && (referred_on..=today).contains(&ruling.decided_on);
        if !fits {
            return Err(Refusal::rule(
                "board-decision-does-not-fit",
                BOARD,
                "این رأی درباره این پرونده، استان، نوع کاریابی یا تاریخ ارجاع آن نیست.",
                "The decision is not about this file, province, kind of agency and referral.",
            ));
        }
        Ok(match ruling.verdict {
            BoardVerdict::Approved => {
                let approval = Approval::Board {
                    session: ruling.session,
                    on: ruling.decided_on,
                };
                self.approved(approval, gate, today, policies)
            }
            BoardVerdict::Rejected { criteria, reasons } => {
                let by = RejectedBy::Board {
                    session: ruling.session,
                };
                self.rejected(Rejection::new(by, criteria, reasons, ruling.decided_on))
            }
        })
    }

    pub(super) fn approved(
        self,
        approval: Approval,
        gate: PremisesGate,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Changed<Self, super::PlacementEvent> {
        let guaranteed = self
            .facts(today)
            .applicable(policies)
            .any(|criterion| criterion == Criterion::Guarantee);
        // A file that was approved before has its guarantee, which is measured again at the issue.
        let state = if guaranteed && self.guarantee.is_none() {
            ApplicationState::AwaitingGuarantee { approval }
        } else {
            self.after_guarantee(approval, gate)
        };
        Changed::new(
            self.into_state(state),
            ApplicationEvent::Approved { approval },
        )
    }

    fn rejected(self, rejection: Rejection) -> Changed<Self, super::PlacementEvent> {
        let event = ApplicationEvent::Rejected {
            rejected: rejection.by,
            criteria: rejection.criteria.clone(),
            on: rejection.on,
        };
        Changed::new(
            self.into_state(ApplicationState::Rejected { rejection }),
            event,
        )
    }

    fn is_under_review(&self, citation: Citation) -> Result<(), Refusal> {
        if matches!(self.state, ApplicationState::UnderReview { .. }) {
            Ok(())
        } else {
            Err(self.not_now(citation))
        }
    }

    fn office_decides(&self) -> Result<(), Refusal> {
        if matches!(self.kind, ApplicationKind::Renewal { .. }) {
            return Err(Refusal::rule(
                "board-decides",
                Citation::clause(5, 3),
                "درباره تمدید مجوز تنها هیئت استانی تصمیم می‌گیرد.",
                "Only a provincial board decides on renewals.",
            ));
        }
        if self.needs_board() {
            return Err(Refusal::rule(
                "board-decides",
                BOARD,
                "درباره درخواست کاریابی خارجی و دریایی تنها هیئت استانی تصمیم می‌گیرد.",
                "Only a provincial board decides on foreign and maritime agencies.",
            ));
        }
        Ok(())
    }

    /// The conditions that are found not to be met; what is pending or expired is not refused yet.
    pub(super) fn failed(&self, today: NaiveDate, policies: FilePolicies) -> Vec<Criterion> {
        self.findings(today, policies)
            .into_iter()
            .filter(|(_, finding)| matches!(finding, Finding::NotMet { .. }))
            .map(|(criterion, _)| criterion)
            .collect()
    }
}

fn no_ground() -> Refusal {
    Refusal::rule(
        "no-ground-of-rejection",
        Citation::article(8),
        "رد درخواست تنها با نام‌بردن شرطی از ماده ۸ که احراز نشده ممکن است.",
        "A rejection names at least one condition of article 8, each of them found not to be met.",
    )
}
