//! How settlement files look. No view but that of the job seekers names anybody.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::forms::{SettlementDutyName, SettlementNoticeMethodName};
use crate::api::closures::DeadlineView;
use crate::api::documents::DocumentView;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::documents::DocumentRef;
use crate::domain::placement::ruling::Service;
use crate::domain::placement::settlement::{
    Duty, Evidence, Payer, SeekerLine, SeekerOutcome, SettlementFile, SettlementState,
    SettlementTerm,
};

/// A state of settlement files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum SettlementStateName {
    /// باز
    Opened,
    /// سپرده‌شده به انجمن
    HandedToAssociation,
    /// مختومه
    Closed,
}

impl SettlementStateName {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::HandedToAssociation => "handed_to_association",
            Self::Closed => "closed",
        }
    }

    const fn of(state: &SettlementState) -> Self {
        match state {
            SettlementState::Opened => Self::Opened,
            SettlementState::HandedToAssociation { .. } => Self::HandedToAssociation,
            SettlementState::Closed { .. } => Self::Closed,
        }
    }

    const fn persian(self) -> &'static str {
        match self {
            Self::Opened => "باز",
            Self::HandedToAssociation => "سپرده‌شده به انجمن",
            Self::Closed => "مختومه",
        }
    }
}

/// A settlement file in a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct SettlementSummary {
    id: Uuid,
    /// The licence that ended.
    licence_id: Uuid,
    /// Its number.
    licence_number: String,
    /// The name of the agency.
    agency: String,
    /// Its kind.
    kind: String,
    /// ISO 3166-2.
    province: String,
    /// The name of the province.
    province_name: String,
    /// Where the file stands.
    state: SettlementStateName,
    /// The same in Persian.
    state_persian: String,
    /// The day on which the licence ended.
    ended_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    ended_on_persian: String,
    /// The first day after the ten days, once they run.
    overdue_from: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    overdue_from_persian: Option<String>,
    /// The duties that are still open though the ten days have run out.
    overdue: Vec<SettlementDutyName>,
    /// The lines on which something is still to be done.
    open_lines: usize,
    /// The lines that are still owed money though the ten days have run out.
    late_lines: Vec<SettlementLateLine>,
}

/// A line that is owed money too late. It names nobody.
#[derive(Object)]
struct SettlementLateLine {
    /// The line.
    line_id: Uuid,
    /// What is still owed, in rial.
    outstanding: i64,
}

impl SettlementSummary {
    pub(super) fn of(file: &SettlementFile, today: NaiveDate) -> Self {
        let office = file.office();
        let state = SettlementStateName::of(file.settlement_state());
        let overdue_from = match file.term() {
            SettlementTerm::AwaitsNotice => None,
            SettlementTerm::Running { due, .. } => Some(due.final_on()),
        };
        Self {
            id: file.id(),
            licence_id: office.licence,
            licence_number: office.number.to_string(),
            agency: office.agency.to_string(),
            kind: office.kind.name().to_owned(),
            province: office.province.code().to_owned(),
            province_name: office.province.name_fa().to_owned(),
            state,
            state_persian: state.persian().to_owned(),
            ended_on: file.ended_on(),
            ended_on_persian: persian(file.ended_on()),
            overdue_from,
            overdue_from_persian: overdue_from.map(persian),
            overdue: open_late(file, today),
            open_lines: file.open_lines().count(),
            late_lines: late_lines(file, today),
        }
    }
}

fn open_late(file: &SettlementFile, today: NaiveDate) -> Vec<SettlementDutyName> {
    let open = file.checklist().open();
    let late = file.overdue(today).into_iter();
    late.filter(|duty| open.contains(duty))
        .map(Into::into)
        .collect()
}

fn late_lines(file: &SettlementFile, today: NaiveDate) -> Vec<SettlementLateLine> {
    let late = file.late_lines(today).into_iter();
    late.map(|line| SettlementLateLine {
        line_id: line.id(),
        outstanding: line.outstanding().get(),
    })
    .collect()
}

/// A settlement file.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct SettlementView {
    id: Uuid,
    /// The licence that ended.
    licence_id: Uuid,
    /// Its number.
    licence_number: String,
    /// The name of the agency.
    agency: String,
    /// Its kind.
    kind: String,
    /// ISO 3166-2.
    province: String,
    /// The name of the province.
    province_name: String,
    /// What ended the licence: `revoked`, `expired` or `surrendered`.
    end: String,
    /// The same in Persian.
    end_persian: String,
    /// The ruling that revoked it.
    ruling_id: Option<Uuid>,
    /// The day on which the licence ended.
    ended_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    ended_on_persian: String,
    /// The day on which the file was opened.
    opened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    opened_on_persian: String,
    /// Where it stands.
    state: SettlementStateName,
    /// The same in Persian.
    state_persian: String,
    /// The service of the notice that starts the ten days.
    notice: Option<SettlementNoticeView>,
    /// The ten days, once they run: act by `advised`; late from `final_on`.
    deadline: Option<DeadlineView>,
    /// The agency's three duties.
    duties: Vec<SettlementDutyView>,
    /// The job seekers, by their lines.
    lines: Vec<SettlementLineView>,
    /// The lines that are still owed money though the ten days have run out.
    late_lines: Vec<SettlementLateLine>,
    /// The scanned documents, oldest first.
    documents: Vec<DocumentView>,
    /// The letter with which the association took over.
    letter: Option<String>,
    /// The day on which it took over.
    handed_over_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    handed_over_on_persian: Option<String>,
    /// The day of closing.
    closed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    closed_on_persian: Option<String>,
}

/// The service of the notice.
#[derive(Object)]
struct SettlementNoticeView {
    /// How.
    method: SettlementNoticeMethodName,
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// What shows it.
    record: String,
}

impl SettlementNoticeView {
    fn of(service: &Service) -> Self {
        Self {
            method: service.method.into(),
            served_on: service.on,
            served_on_persian: persian(service.on),
            record: service.proof.to_string(),
        }
    }
}

/// One of the three duties.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementDutyView {
    /// Which.
    duty: SettlementDutyName,
    /// The same in Persian.
    duty_persian: String,
    /// What shows that it is done.
    evidence: Option<SettlementEvidenceView>,
    /// Whether it is late, or was done late.
    late: bool,
}

/// What shows that something was done.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementEvidenceView {
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Number and date of the receipt or record.
    record: String,
    /// The scanned document on the file.
    document_id: Option<Uuid>,
}

impl SettlementEvidenceView {
    fn of(evidence: &Evidence, papers: &[DocumentRef]) -> Self {
        let document = evidence.document.as_ref().and_then(|sha256| {
            let paper = papers.iter().find(|paper| paper.sha256 == *sha256);
            paper.map(|paper| paper.id)
        });
        Self {
            on: evidence.on,
            on_persian: persian(evidence.on),
            record: evidence.record.to_string(),
            document_id: document,
        }
    }
}

/// The line of a job seeker, without the name. All amounts in rial.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementLineView {
    id: Uuid,
    /// What is owed.
    owed: i64,
    /// What was paid, by the agency or out of the guarantee.
    paid: i64,
    /// What the guarantee is called for and the person has not got yet.
    claimed: i64,
    /// What is still owed, claimed or not.
    outstanding: i64,
    /// What was paid, one by one.
    payments: Vec<SettlementPaymentView>,
    /// `transferred`, `refunded_and_closed` or `unreachable`.
    outcome: Option<String>,
    /// The same in Persian.
    outcome_persian: Option<String>,
    /// The licence of the agency that received the person.
    transferred_to: Option<Uuid>,
    /// The person's consent or statement.
    evidence: Option<SettlementEvidenceView>,
    /// `court` or `deposit`: where what nobody paid was referred.
    referred_to: Option<String>,
    /// The case at the court, or the receipt of the deposit.
    reference: Option<String>,
    /// Whether nothing is left to be done.
    settled: bool,
}

/// Money that a job seeker got.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementPaymentView {
    /// In rial.
    amount: i64,
    /// `agency` or `guarantee`.
    by: String,
    /// What shows it.
    evidence: SettlementEvidenceView,
}

impl SettlementLineView {
    fn of(line: &SeekerLine, papers: &[DocumentRef]) -> Self {
        let payments = line.payments().iter().map(|payment| SettlementPaymentView {
            amount: payment.amount.get(),
            by: match payment.by {
                Payer::Agency => "agency".to_owned(),
                Payer::Guarantee { .. } => "guarantee".to_owned(),
            },
            evidence: SettlementEvidenceView::of(&payment.evidence, papers),
        });
        let evidence = match line.outcome() {
            Some(SeekerOutcome::Transferred { consent, .. }) => Some(consent),
            Some(SeekerOutcome::RefundedAndClosed { evidence }) => Some(evidence),
            Some(SeekerOutcome::Unreachable { .. }) | None => None,
        };
        let remainder = line.remainder();
        Self {
            id: line.id(),
            owed: line.owed().get(),
            paid: line.paid().get(),
            claimed: line.claimed().get(),
            outstanding: line.outstanding().get(),
            payments: payments.collect(),
            outcome: line.outcome().map(|it| it.name().to_owned()),
            outcome_persian: line.outcome().map(|it| it.persian().to_owned()),
            transferred_to: line.outcome().and_then(SeekerOutcome::licence),
            evidence: evidence.map(|it| SettlementEvidenceView::of(it, papers)),
            referred_to: remainder.map(|it| it.name().to_owned()),
            reference: remainder.map(|it| it.reference().to_string()),
            settled: line.is_settled(),
        }
    }
}

impl SettlementView {
    pub(super) fn of(file: &SettlementFile, today: NaiveDate) -> Self {
        let office = file.office();
        let state = SettlementStateName::of(file.settlement_state());
        let (deadline, notice) = match file.term() {
            SettlementTerm::AwaitsNotice => (None, None),
            SettlementTerm::Running { due, notice } => (Some(due), notice.as_ref()),
        };
        let (letter, handed_over_on, closed_on) = match file.settlement_state() {
            SettlementState::Opened => (None, None, None),
            SettlementState::HandedToAssociation { letter, on } => {
                (Some(letter.to_string()), Some(*on), None)
            }
            SettlementState::Closed { on } => (None, None, Some(*on)),
        };
        let papers = file.papers();
        let overdue = file.overdue(today);
        let duty = |duty: Duty| SettlementDutyView {
            duty: duty.into(),
            duty_persian: duty.persian().to_owned(),
            evidence: file
                .checklist()
                .of(duty)
                .map(|it| SettlementEvidenceView::of(it, papers)),
            late: overdue.contains(&duty),
        };
        let lines = file
            .lines()
            .iter()
            .map(|it| SettlementLineView::of(it, papers));
        Self {
            id: file.id(),
            licence_id: office.licence,
            licence_number: office.number.to_string(),
            agency: office.agency.to_string(),
            kind: office.kind.name().to_owned(),
            province: office.province.code().to_owned(),
            province_name: office.province.name_fa().to_owned(),
            end: file.end().name().to_owned(),
            end_persian: file.end().persian().to_owned(),
            ruling_id: file.end().ruling(),
            ended_on: file.ended_on(),
            ended_on_persian: persian(file.ended_on()),
            opened_on: file.opened_on(),
            opened_on_persian: persian(file.opened_on()),
            state,
            state_persian: state.persian().to_owned(),
            notice: notice.map(SettlementNoticeView::of),
            deadline: deadline.map(DeadlineView::of),
            duties: Duty::ALL.map(duty).into(),
            lines: lines.collect(),
            late_lines: late_lines(file, today),
            documents: papers.iter().map(DocumentView::of).collect(),
            letter,
            handed_over_on,
            handed_over_on_persian: handed_over_on.map(persian),
            closed_on,
            closed_on_persian: closed_on.map(persian),
        }
    }
}

/// The job seekers of a file, by name.
#[derive(Object)]
pub(super) struct SettlementSeekersView {
    /// In the order of the lines.
    seekers: Vec<SettlementSeekerView>,
}

/// A job seeker by name.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementSeekerView {
    /// The line.
    line_id: Uuid,
    /// Given and family name.
    name: String,
    /// What is owed, in rial.
    owed: i64,
    /// What is still owed, in rial.
    outstanding: i64,
    /// What was tried to reach the person.
    attempts: Option<String>,
    /// The day on which it was given up.
    given_up_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    given_up_on_persian: Option<String>,
}

impl SettlementSeekersView {
    pub(super) fn of(lines: &[SeekerLine]) -> Self {
        let seekers = lines.iter().map(|line| {
            let (attempts, given_up_on) = match line.outcome() {
                Some(SeekerOutcome::Unreachable { attempts, on }) => {
                    (Some(attempts.to_string()), Some(*on))
                }
                _ => (None, None),
            };
            SettlementSeekerView {
                line_id: line.id(),
                name: line.seeker().to_string(),
                owed: line.owed().get(),
                outstanding: line.outstanding().get(),
                attempts,
                given_up_on,
                given_up_on_persian: given_up_on.map(persian),
            }
        });
        Self {
            seekers: seekers.collect(),
        }
    }
}
