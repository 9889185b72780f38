//! The names under which applications speak of kinds, persons, documents and conditions.

use crate::api::view::enumeration;
use crate::domain::placement::agency::{AgencyCategory, AgencyKind, Channel};
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::inquiry::{InquiryResult, InquirySubject};
use crate::domain::placement::party::{
    EducationDegree, HolderType, MilitaryService, Nationality, Religion, Sex,
};

enumeration! {
    /// Whom an agency places where: inside the country, abroad, or at sea.
    AgencyKindName of AgencyKind { Domestic, Foreign, Maritime }
}

enumeration! {
    /// How an agency reaches people.
    ChannelName of Channel { Physical, Electronic, Both }
}

enumeration! {
    /// The everyday sorting of agencies; an online one is still of its kind.
    CategoryName of AgencyCategory { Domestic, Foreign, Online, Maritime }
}

enumeration! {
    /// What the applicant is in law.
    HolderName of HolderType { Natural, Legal }
}

enumeration! {
    /// The sex in the civil register.
    SexName of Sex { Female, Male }
}

enumeration! {
    /// Declared nationality (A8.1).
    NationalityName of Nationality { Iranian, Foreign }
}

enumeration! {
    /// Declared religion (A8.2).
    ReligionName of Religion { Islam, Zoroastrian, Jewish, Christian }
}

enumeration! {
    /// The highest degree (A8.4).
    EducationName of EducationDegree { Diploma, Associate, Bachelor, Master, Doctorate }
}

enumeration! {
    /// Where a man stands with his military service (A8.5).
    MilitaryName of MilitaryService {
        Completed, PermanentExemption, TemporaryExemption, StudyDeferment, NotServed,
    }
}

enumeration! {
    /// A condition of article 8, in the order of its clauses.
    CriterionName of Criterion {
        Nationality, Religion, Age, Education, MilitaryService, CriminalRecord, Language,
        StateEmployment, Competence, Enamad, Guarantee,
    }
}

enumeration! {
    /// Whom an inquiry is about.
    InquirySubjectName of InquirySubject { Person, Company }
}

enumeration! {
    /// The result of an inquiry for the applicant.
    InquiryResultName of InquiryResult { Favourable, Adverse }
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum ApplicationStateName {
    /// The applicant is still writing.
    Draft,
    /// Filed with the provincial directorate.
    Submitted,
    /// Sent back for named items.
    DocumentsIncomplete,
    /// The directorate examines it.
    UnderReview,
    /// Authorities have been asked and have not all answered.
    AwaitingInquiry,
    /// A provincial board has to decide.
    AwaitingBoard,
    /// Approved; its premises have to pass the check.
    Approved,
    /// Approved; the bank guarantee has to be accepted.
    AwaitingGuarantee,
    /// Nothing is missing but the licence.
    ReadyToIssue,
    /// The licence has been issued.
    Issued,
    /// Rejected; the applicant may appeal.
    Rejected,
    /// An appeal against the rejection is before the central board.
    UnderAppeal,
    /// Rejected for good.
    RejectedFinal,
    /// Taken back by the applicant.
    Withdrawn,
    /// Not completed in time.
    Lapsed,
}

impl ApplicationStateName {
    /// The name that is stored.
    pub(super) const fn stored(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::DocumentsIncomplete => "documents_incomplete",
            Self::UnderReview => "under_review",
            Self::AwaitingInquiry => "awaiting_inquiry",
            Self::AwaitingBoard => "awaiting_board",
            Self::Approved => "approved",
            Self::AwaitingGuarantee => "awaiting_guarantee",
            Self::ReadyToIssue => "ready_to_issue",
            Self::Issued => "issued",
            Self::Rejected => "rejected",
            Self::UnderAppeal => "under_appeal",
            Self::RejectedFinal => "rejected_final",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }
}
