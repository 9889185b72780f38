//! What stands against the acts on a rejection today.

use chrono::NaiveDate;

use super::{APPEAL, Application, ApplicationState, Refusal};

impl Application {
    pub(in crate::domain::placement::application) fn may_serve_rejection(
        &self,
    ) -> Result<(), Refusal> {
        match &self.state {
            ApplicationState::Rejected { rejection }
            | ApplicationState::UnderAppeal { rejection, .. }
                if rejection.served.is_none() =>
            {
                Ok(())
            }
            ApplicationState::Rejected { .. } | ApplicationState::UnderAppeal { .. } => {
                Err(Refusal::rule(
                    "rejection-served",
                    APPEAL,
                    "رد درخواست پیش‌تر ابلاغ شده است؛ تغییر آن تنها با اصلاح مستدل ابلاغ ممکن است.",
                    "The rejection has been served; its service changes only by a reasoned correction.",
                ))
            }
            _ => Err(self.not_now(APPEAL)),
        }
    }

    pub(in crate::domain::placement::application) fn may_correct_service(
        &self,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        let ApplicationState::Rejected { rejection } = &self.state else {
            return Err(self.not_now(APPEAL));
        };
        match rejection.final_on() {
            None => Err(not_served()),
            Some(final_on) if final_on <= today => Err(already_final()),
            Some(_) => Ok(()),
        }
    }

    pub(in crate::domain::placement::application) fn may_appeal_rejection(
        &self,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        let ApplicationState::Rejected { rejection } = &self.state else {
            return Err(self.not_now(APPEAL));
        };
        match &rejection.served {
            Some(served) if !served.term.accepts(today) => Err(already_final()),
            Some(_) | None => Ok(()),
        }
    }

    pub(in crate::domain::placement::application) fn may_lapse_rejection(
        &self,
        today: NaiveDate,
    ) -> Result<NaiveDate, Refusal> {
        let ApplicationState::Rejected { rejection } = &self.state else {
            return Err(self.not_now(APPEAL));
        };
        match rejection.final_on() {
            None => Err(not_served()),
            Some(final_on) if today < final_on => Err(Refusal::rule(
                "appeal-term-runs",
                APPEAL,
                "مهلت اعتراض هنوز پایان نیافته و رد درخواست قطعی نیست.",
                format!("The term of appeal runs; the rejection is final from {final_on}."),
            )),
            Some(final_on) => Ok(final_on),
        }
    }
}

fn not_served() -> Refusal {
    Refusal::rule(
        "rejection-not-served",
        APPEAL,
        "رد درخواست هنوز ابلاغ نشده و مهلت اعتراض آغاز نشده است.",
        "The rejection has not been served, so the term of appeal has not begun.",
    )
}

pub(super) fn already_final() -> Refusal {
    Refusal::rule(
        "rejection-final",
        APPEAL,
        "مهلت اعتراض پایان یافته و رد درخواست قطعی است.",
        "The term of appeal has run out and the rejection is final.",
    )
}
