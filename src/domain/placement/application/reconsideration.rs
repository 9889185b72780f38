//! After the approval: a condition that is found not to be met any more sends the file back to whoever
//! decides on it.
//!
//! Until the licence is issued the directorate keeps examining: it asks authorities again, records a
//! renewed mark of trust, assesses anew. What is merely outdated or awaited is mended in that way; only
//! what is found not to be met undoes the approval, and never by the directorate's own refusal of a file
//! that a board decides on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::ApplicationEvent;
use super::state::ApplicationState;
use super::{Application, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::rules::FilePolicies;

/// Why an approved file was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The conditions that are not met any more.
    pub criteria: Vec<Criterion>,
    /// The reasons in words, which the applicant reads.
    pub reasons: LongText,
    /// The account that sent it back.
    pub by: Uuid,
    /// The day.
    pub on: NaiveDate,
}

impl Application {
    /// Sends an approved file back for conditions that are found not to be met any more, each of them
    /// named: to the review of the directorate (A7, A8), or to the provincial board where it decides
    /// (A5.1, A5.3), which may approve it again or reject it. A guarantee that was accepted stays held.
    pub fn return_to_review(
        self,
        account: Uuid,
        criteria: Vec<Criterion>,
        reasons: LongText,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        self.may_return(today, policies)?;
        let failed = self.failed(today, policies);
        if criteria.is_empty() || !criteria.iter().all(|named| failed.contains(named)) {
            return Err(no_ground());
        }
        let to_board = self.needs_board();
        let state = if to_board {
            ApplicationState::AwaitingBoard { referred_on: today }
        } else {
            ApplicationState::UnderReview { since: today }
        };
        let event = ApplicationEvent::Returned {
            to_board,
            criteria: criteria.clone(),
            by: account,
            on: today,
        };
        let returned = Self {
            state,
            returned: Some(Return {
                criteria,
                reasons,
                by: account,
                on: today,
            }),
            ..self
        };
        Ok(Changed::new(returned, event))
    }

    /// Why it was last sent back after an approval, if it was.
    pub const fn returned(&self) -> Option<&Return> {
        self.returned.as_ref()
    }

    pub(super) fn may_return(
        &self,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        let approved = matches!(
            self.state,
            ApplicationState::Approved { .. }
                | ApplicationState::AwaitingGuarantee { .. }
                | ApplicationState::ReadyToIssue { .. }
        );
        if !approved {
            return Err(self.not_now(Citation::article(8)));
        }
        if self.failed(today, policies).is_empty() {
            return Err(no_ground());
        }
        Ok(())
    }
}

fn no_ground() -> Refusal {
    Refusal::rule(
        "no-ground-of-return",
        Citation::article(8),
        "بازگرداندن پرونده پس از تأیید تنها با نام‌بردن شرطی از ماده ۸ ممکن است که احراز نشدن آن ثبت شده باشد؛ آنچه مهلتش گذشته یا پاسخش نرسیده است، نخست با استعلام یا ارزیابی دوباره روشن می‌شود.",
        "An approved file is sent back only for named conditions of article 8, each of them found not to be met; what is outdated or awaited is first asked or assessed again.",
    )
}
