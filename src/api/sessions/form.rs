//! What those who call and conduct sessions send.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::Validate;

use super::view::{LegalBasisForm, MatterName, OutcomeName, ScopeName, VoteName};
use crate::api::request::parses;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::boards::{BoardKind, Seat};
use crate::use_cases::session::table::Proposed;

/// What a session is called for.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct CallForm {
    /// `central` or the code of a province.
    #[validate(custom(function = "parses::<BoardKind>"))]
    pub(super) board: String,
    /// The one scope.
    pub(super) scope: ScopeName,
    /// The executive body that the matter concerns (A2.5), for the central board alone.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) concerned_body: Option<String>,
    /// The day.
    pub(super) called_for: NaiveDate,
    /// Where.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) place: String,
    /// What is decided; more can be tabled later.
    #[oai(default, validator(max_items = 100))]
    pub(super) agenda: Vec<MatterForm>,
}

/// What is proposed for decision.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct MatterForm {
    /// What it is.
    pub(super) matter: MatterName,
    /// Which one.
    pub(super) id: Uuid,
}

impl MatterForm {
    /// The matter.
    pub(super) fn read(&self) -> Proposed {
        Proposed {
            kind: self.matter.into(),
            id: self.id,
        }
    }
}

/// An expert without a vote.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct InviteeForm {
    /// The expert's name.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) person: String,
    /// The expert's field.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) expertise: String,
}

/// Who is present at the opening.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct AttendanceForm {
    /// The appointments of the members.
    #[oai(validator(max_items = 20))]
    pub(super) attending: Vec<Uuid>,
}

/// Who came in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct ArrivalForm {
    /// The member's appointment.
    pub(super) appointment: Uuid,
}

/// Who left.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct DepartureForm {
    /// The seat.
    #[validate(custom(function = "parses::<Seat>"))]
    pub(super) seat: String,
}

/// A vote.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct VoteForm {
    /// For or against what is proposed, or neither.
    pub(super) vote: VoteName,
}

/// A vote as it was recorded.
#[derive(Object)]
pub(super) struct RecordedVote {
    /// The item.
    pub(super) item: Uuid,
    /// The seat.
    pub(super) seat: String,
    /// The vote.
    pub(super) vote: VoteName,
}

/// What is declared to be decided.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ResolutionForm {
    /// As the majority voted.
    pub(super) outcome: OutcomeName,
    /// The reasons.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) reasons: String,
    /// The rules that it rests on; a rejection names its conditions of article 8 here.
    #[oai(validator(max_items = 50))]
    pub(super) legal_basis: Vec<LegalBasisForm>,
}

/// Why.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ReasonForm {
    /// The reason.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) reason: String,
}

/// Why a session did not open.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AdjournmentForm {
    /// The reason, with who was present.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) reason: String,
}

/// The minutes.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct MinutesForm {
    /// The text.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) minutes: String,
}
