//! Which acts are open on a file today, and why the others are not.

use chrono::NaiveDate;

use super::Application;
use super::issue::PremisesGate;
use super::state::ApplicationState;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::article8::rules::FilePolicies;

/// An act and whether the file itself lets it happen today. What depends on others (bans, a
/// guarantee, a decision) is only known when it is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The name of the act in snake case.
    pub name: &'static str,
    /// Whether it is open, or why not.
    pub allowed: Result<(), Refusal>,
}

impl Application {
    /// Every act on the file, in the order of the procedure.
    pub fn what_can_be_done(
        &self,
        today: NaiveDate,
        gate: PremisesGate,
        policies: FilePolicies,
    ) -> Vec<Act> {
        use ApplicationState as S;
        let when = |open: bool, citation: Citation| {
            if open {
                Ok(())
            } else {
                Err(self.not_now(citation))
            }
        };
        let submitted = matches!(self.state, S::Submitted { .. });
        let examined = self.state.is_examined();
        let waits_for_answers = self.inquiries.iter().any(super::Inquiry::is_open);
        let acts = [
            (
                "revise",
                when(self.state.is_writable(), Citation::article(7)),
            ),
            (
                "attach_document",
                when(self.state.takes_documents(), Citation::article(8)),
            ),
            ("submit", self.may_submit(today, policies)),
            ("request_completion", when(submitted, Citation::article(8))),
            ("lapse", self.may_lapse(today).map(drop)),
            ("take_up", when(submitted, Citation::article(7))),
            ("open_inquiries", when(examined, Citation::article(8))),
            (
                "record_inquiry_answer",
                when(examined && waits_for_answers, Citation::article(8)),
            ),
            ("assess", when(examined, Citation::article(8))),
            ("refer_to_board", self.may_refer(today, policies)),
            (
                "apply_board_decision",
                when(
                    matches!(self.state, S::AwaitingBoard { .. }),
                    Citation::clause(5, 1),
                ),
            ),
            ("approve_by_office", self.may_approve(today, policies)),
            ("reject_by_office", self.may_reject(today, policies)),
            ("return_to_review", self.may_return(today, policies)),
            ("guarantee_accepted", self.wants_guarantee().map(drop)),
            ("premises_passed", when(examined, Citation::clause(3, 2))),
            ("issue", self.may_issue(today, gate, policies)),
            ("serve_rejection", self.may_serve_rejection()),
            ("correct_rejection_service", self.may_correct_service(today)),
            ("appeal_rejection", self.may_appeal_rejection(today)),
            ("lapse_rejection", self.may_lapse_rejection(today).map(drop)),
            ("withdraw", self.may_withdraw()),
        ];
        acts.into_iter()
            .map(|(name, allowed)| Act { name, allowed })
            .collect()
    }
}
