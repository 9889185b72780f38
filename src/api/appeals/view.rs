//! How appeals look.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};
use uuid::Uuid;

use crate::api::penalties::PenaltyView;
use crate::api::sessions::LegalBasisForm;
use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::appeal::{
    Appeal, AppealDecision, AppealOutcome, AppealState, Appellant, ContestedSubject, Ground,
    Hearing, Receipt,
};
use crate::domain::placement::ruling::{Service, ServiceMethod};

enumeration! {
    /// As what somebody appeals.
    AppellantName of Appellant { Applicant, AgencyManager, Complainant, Other }
}

enumeration! {
    /// Why an appeal is not admissible.
    AppealGroundName of Ground { Late, WrongPerson, NotWritten, NoGrounds, Second, NotServed }
}

enumeration! {
    /// The ways of serving the decision on an appeal.
    AppealServiceMethod of ServiceMethod { InPerson, Officer, RegisteredPost, Electronic }
}

/// Who received an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum AppealReceiptName {
    /// The central board.
    CentralBoard,
    /// The office of the province.
    ProvincialOffice,
}

/// How an appeal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum AppealOutcomeName {
    /// تأیید: the decision stands.
    Upheld,
    /// اصلاح: a milder penalty takes the place of the first one.
    Modified,
    /// نقض: nothing is left of the decision.
    Quashed,
}

/// Where an appeal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum AppealStateName {
    /// ثبت‌شده
    Filed,
    /// غیرقابل استماع
    Inadmissible,
    /// پذیرفته‌شده
    Admitted,
    /// در دستور جلسه
    Scheduled,
    /// رسیدگی‌شده
    Heard,
    /// تصمیم‌گرفته‌شده
    Decided,
    /// ابلاغ‌شده
    Served,
}

impl AppealStateName {
    /// The stable name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Inadmissible => "inadmissible",
            Self::Admitted => "admitted",
            Self::Scheduled => "scheduled",
            Self::Heard => "heard",
            Self::Decided => "decided",
            Self::Served => "served",
        }
    }

    const fn of(state: &AppealState) -> Self {
        match state {
            AppealState::Filed => Self::Filed,
            AppealState::Inadmissible { .. } => Self::Inadmissible,
            AppealState::Admitted { .. } => Self::Admitted,
            AppealState::Scheduled { .. } => Self::Scheduled,
            AppealState::Heard { .. } => Self::Heard,
            AppealState::Decided { .. } => Self::Decided,
            AppealState::Served { .. } => Self::Served,
        }
    }
}

/// An appeal.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct AppealView {
    id: Uuid,
    /// Where it stands.
    state: AppealStateName,
    /// The same in Persian.
    state_persian: String,
    /// The ruling that it contests, if it is one.
    ruling: Option<Uuid>,
    /// The application whose rejection it contests, if it is one.
    application: Option<Uuid>,
    /// The province whose board or office decided, ISO 3166-2.
    province: String,
    /// As what its author appeals.
    appellant: AppellantName,
    /// The author's name.
    person: String,
    /// Whether it is in writing.
    written: bool,
    /// Its grounds.
    grounds: Option<String>,
    /// Who received it.
    received_at: AppealReceiptName,
    /// The day of receipt.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
    /// The day that counts as filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
    /// What is plainly wrong with it; such an appeal holds nothing up.
    manifest: Option<AppealGroundView>,
    /// Why it was found inadmissible.
    dismissal: Option<AppealDismissalView>,
    /// The session of the central board that it is or was before.
    session: Option<Uuid>,
    /// Its hearing, until it is decided.
    hearing: Option<AppealHearingView>,
    /// The central board's decision.
    decision: Option<AppealDecisionView>,
    /// The service of that decision.
    service: Option<AppealServiceView>,
    /// The day from which it raises an alarm while it is pending, without any effect in law.
    alarm_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    alarm_on_persian: Option<String>,
    /// Whether that day has come.
    alarmed: bool,
}

/// Why an appeal is not admissible, with the rule.
#[derive(Object)]
struct AppealGroundView {
    /// The ground.
    ground: AppealGroundName,
    /// The stable name of the reason.
    code: String,
    /// The reason in Persian.
    text_fa: String,
    /// The reason in English.
    text_en: String,
    /// Where it stands, for example `A5.n2`.
    citation: String,
    /// The same in Persian.
    citation_persian: String,
}

/// A dismissal.
#[derive(Object)]
struct AppealDismissalView {
    /// The ground, with the rule.
    ground: AppealGroundView,
    /// The reasons.
    reasons: String,
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

/// A hearing.
#[derive(Object)]
struct AppealHearingView {
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether the appellant came.
    attended: bool,
    /// What was said, or that the file alone was read.
    record: String,
}

/// The final decision on an appeal.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct AppealDecisionView {
    /// The outcome.
    outcome: AppealOutcomeName,
    /// The penalty in place of the first one.
    penalty: Option<PenaltyView>,
    /// The reasons.
    reasons: String,
    /// The rules that it rests on.
    legal_basis: Vec<LegalBasisForm>,
    /// The day of decision, which is that of finality.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
    /// Votes for the appeal.
    in_favour: usize,
    /// Votes against it.
    against: usize,
    /// Abstentions.
    abstained: usize,
}

/// A service of the decision.
#[derive(Object)]
struct AppealServiceView {
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// How.
    method: AppealServiceMethod,
    /// The receipt or report.
    proof: String,
}

impl AppealView {
    pub(super) fn of(appeal: &Appeal, alarm_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        let state = appeal.appeal_state();
        let petition = appeal.petition();
        let (ruling, application) = match appeal.subject() {
            ContestedSubject::Ruling { id } => (Some(id), None),
            ContestedSubject::BoardRejection { application }
            | ContestedSubject::OfficeRejection { application } => (None, Some(application)),
        };
        Self {
            id: appeal.id(),
            state: AppealStateName::of(state),
            state_persian: state.persian().to_owned(),
            ruling,
            application,
            province: appeal.province().code().to_owned(),
            appellant: petition.appellant.into(),
            person: petition.person.to_string(),
            written: petition.written,
            grounds: petition.grounds.as_ref().map(ToString::to_string),
            received_at: match petition.receipt {
                Receipt::CentralBoard => AppealReceiptName::CentralBoard,
                Receipt::ProvincialOffice { .. } => AppealReceiptName::ProvincialOffice,
            },
            received_on: petition.received_on,
            received_on_persian: persian(petition.received_on),
            filed_on: appeal.filed_on(),
            filed_on_persian: persian(appeal.filed_on()),
            manifest: appeal.manifest_ground().map(AppealGroundView::of),
            dismissal: match state {
                AppealState::Inadmissible {
                    ground,
                    reasons,
                    on,
                } => Some(AppealDismissalView {
                    ground: AppealGroundView::of(*ground),
                    reasons: reasons.to_string(),
                    on: *on,
                    on_persian: persian(*on),
                }),
                _ => None,
            },
            session: state.session(),
            hearing: match state {
                AppealState::Heard { hearing, .. } => Some(AppealHearingView::of(hearing)),
                _ => None,
            },
            decision: appeal.decision().map(AppealDecisionView::of),
            service: match state {
                AppealState::Served { service, .. } => Some(AppealServiceView::of(service)),
                _ => None,
            },
            alarm_on,
            alarm_on_persian: alarm_on.map(persian),
            alarmed: alarm_on.is_some_and(|day| day <= today),
        }
    }
}

impl AppealGroundView {
    fn of(ground: Ground) -> Self {
        let refusal = ground.refusal();
        Self {
            ground: ground.into(),
            code: refusal.code.to_owned(),
            citation: refusal.citation.to_string(),
            citation_persian: refusal.citation.persian(),
            text_fa: refusal.fa,
            text_en: refusal.en,
        }
    }
}

impl AppealHearingView {
    fn of(hearing: &Hearing) -> Self {
        Self {
            on: hearing.on,
            on_persian: persian(hearing.on),
            attended: hearing.attended,
            record: hearing.record.to_string(),
        }
    }
}

impl AppealDecisionView {
    fn of(decision: &AppealDecision) -> Self {
        let (outcome, penalty) = match &decision.outcome {
            AppealOutcome::Upheld => (AppealOutcomeName::Upheld, None),
            AppealOutcome::Modified { penalty } => (AppealOutcomeName::Modified, Some(penalty)),
            AppealOutcome::Quashed => (AppealOutcomeName::Quashed, None),
        };
        Self {
            outcome,
            penalty: penalty.map(PenaltyView::of),
            reasons: decision.reasons.to_string(),
            legal_basis: decision
                .legal_basis
                .iter()
                .map(LegalBasisForm::of)
                .collect(),
            decided_on: decision.decided_on,
            decided_on_persian: persian(decision.decided_on),
            in_favour: decision.tally.in_favour,
            against: decision.tally.against,
            abstained: decision.tally.abstained,
        }
    }
}

impl AppealServiceView {
    fn of(service: &Service) -> Self {
        Self {
            served_on: service.on,
            served_on_persian: persian(service.on),
            method: service.method.into(),
            proof: service.proof.to_string(),
        }
    }
}
