//! The parts of a case: charges, their service, defences, referrals, the hearing and the verdict.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::view::{NoticeMethodName, VerdictFindingName};
use crate::api::closures::DeadlineView;
use crate::api::sessions::LegalBasisForm;
use crate::api::view::persian;
use crate::domain::placement::ban::Party;
use crate::domain::placement::case::{
    Charge, Defence, Hearing, JudicialReferral, Notice, Raised, Source, Verdict,
};
use crate::domain::placement::respondent::Answerable;

/// A charge.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ChargeView {
    id: Uuid,
    /// The clause of article 15, 0 for any other breach.
    clause: u8,
    /// Where it stands in the bylaw.
    citation: String,
    /// The violation in the words of the bylaw.
    clause_fa: String,
    /// The provision that was breached, where it is named.
    breached: Option<LegalBasisForm>,
    /// What happened.
    facts: String,
    /// The first day of the facts.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// Their last day.
    to: NaiveDate,
    /// The same in the Solar Hijri calendar.
    to_persian: String,
    /// Where it comes from.
    source: SourceView,
    /// Who held the licence and managed the agency at that time.
    answerable: Vec<AnswerableView>,
    /// The text by which facts before the bylaw are judged.
    legacy_basis: Option<String>,
    /// That it matches a crime.
    crime: Option<CrimeView>,
    /// The day on which it was brought.
    brought_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    brought_on_persian: String,
}

/// Where a charge comes from.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SourceView {
    /// `inspection`, `complaint`, `evaluation`, `report`, `media` or `other_province`.
    kind: String,
    /// The same in Persian.
    kind_fa: String,
    /// The inspection or complaint, for offices alone.
    id: Option<Uuid>,
    /// Number and date, or where and when.
    reference: Option<String>,
    /// The other province.
    province: Option<String>,
}

/// Who answers for an agency.
#[derive(Object)]
struct AnswerableView {
    /// `holder` or `technical_manager`.
    role: String,
    /// The national code of a person, masked, or the national id of a company.
    number: String,
}

/// That a charge matches a crime.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CrimeView {
    /// The crime as somebody named it; absent where the clause itself is one.
    offence: Option<String>,
    /// The day on which it was flagged.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

/// The service of charges.
#[derive(Object)]
pub(super) struct ChargeNoticeView {
    id: Uuid,
    /// The charges that it served.
    charges: Vec<Uuid>,
    /// The text.
    sheet: String,
    /// The way.
    method: NoticeMethodName,
    /// The same in Persian.
    method_fa: String,
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// What proves it.
    proof: String,
    /// The term of defence, reckoned line by line.
    defence_term: DeadlineView,
    /// Whether a defence answers it.
    defended: bool,
}

/// A written defence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct DefenceView {
    /// The notices that it answers.
    answers: Vec<Uuid>,
    /// What the agency says.
    text: String,
    /// The documents that it submits.
    documents: Vec<Uuid>,
    /// Number and date in the register of letters, if it came in on paper.
    letter: Option<String>,
    /// The day of receipt.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
    /// Whether every term that it answers was over.
    late: bool,
}

/// A report to the judiciary.
#[derive(Object)]
pub(super) struct JudicialReferralView {
    id: Uuid,
    /// The charges that it reports.
    charges: Vec<Uuid>,
    /// The crime.
    offence: String,
    /// The competent authority.
    authority: String,
    /// Number and date of the letter.
    letter: String,
    /// The day on which it went out.
    referred_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    referred_on_persian: String,
    /// The letter and what proves its delivery.
    documents: Vec<Uuid>,
}

/// A hearing.
#[derive(Object)]
pub(super) struct HearingView {
    /// The session.
    session: Uuid,
    /// Its date.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether the agency's manager or representative was present.
    attended: bool,
    /// What was said.
    record: String,
}

/// What the board decided.
#[derive(Object)]
pub(super) struct VerdictView {
    /// The session.
    session: Uuid,
    /// The ruling.
    ruling: Uuid,
    /// Whether there was a violation.
    finding: VerdictFindingName,
    /// The same in Persian.
    finding_fa: String,
    /// The day of the decision.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
}

impl ChargeView {
    pub(super) fn of(charge: &Charge, with_origin: bool) -> Self {
        let clause = charge.head().clause();
        let dates = charge.dates();
        Self {
            id: charge.id(),
            clause: clause.number(),
            citation: clause.citation().to_string(),
            clause_fa: clause.entry().fa.to_owned(),
            breached: charge.head().breached().map(LegalBasisForm::of),
            facts: charge.facts().to_string(),
            from: dates.from(),
            from_persian: persian(dates.from()),
            to: dates.to(),
            to_persian: persian(dates.to()),
            source: SourceView::of(charge.source(), with_origin),
            answerable: AnswerableView::of(charge.answerable()),
            legacy_basis: charge.legacy_basis().map(ToString::to_string),
            crime: charge.crime().map(|flag| CrimeView {
                offence: match &flag.raised {
                    Raised::Clause => None,
                    Raised::Person { offence } => Some(offence.name.to_string()),
                },
                on: flag.on,
                on_persian: persian(flag.on),
            }),
            brought_on: charge.brought_on(),
            brought_on_persian: persian(charge.brought_on()),
        }
    }
}

impl SourceView {
    fn of(source: &Source, with_origin: bool) -> Self {
        let (id, reference, province) = match source {
            Source::Inspection { id } | Source::Complaint { id } => (Some(*id), None, None),
            Source::Evaluation { reference }
            | Source::Report { reference }
            | Source::Media { reference } => (None, Some(reference), None),
            Source::OtherProvince {
                province,
                reference,
            } => (None, Some(reference), Some(*province)),
        };
        Self {
            kind: source.name().to_owned(),
            kind_fa: source.persian().to_owned(),
            id: id.filter(|_| with_origin),
            reference: reference.map(ToString::to_string),
            province: province.map(|it| it.code().to_owned()),
        }
    }
}

impl AnswerableView {
    fn of(answerable: &Answerable) -> Vec<Self> {
        let party = |role: &str, party: &Party| Self {
            role: role.to_owned(),
            number: match party {
                Party::Person { national_code } => national_code.masked(),
                Party::Company { company_id } => company_id.to_string(),
            },
        };
        let manager = answerable.technical_manager.as_ref();
        std::iter::once(party("holder", &answerable.holder))
            .chain(manager.map(|it| party("technical_manager", it)))
            .collect()
    }
}

impl ChargeNoticeView {
    pub(super) fn of(notice: &Notice, defences: &[Defence]) -> Self {
        let service = &notice.service;
        Self {
            id: notice.id,
            charges: notice.charges.clone(),
            sheet: service.sheet.to_string(),
            method: service.method.into(),
            method_fa: service.method.persian().to_owned(),
            served_on: service.served_on,
            served_on_persian: persian(service.served_on),
            proof: service.proof.to_string(),
            defence_term: DeadlineView::of(&notice.defence),
            defended: defences.iter().any(|it| it.answers.contains(&notice.id)),
        }
    }
}

impl DefenceView {
    pub(super) fn of(defence: &Defence) -> Self {
        Self {
            answers: defence.answers.clone(),
            text: defence.text.to_string(),
            documents: defence.documents.iter().map(|it| it.id).collect(),
            letter: defence.letter.as_ref().map(ToString::to_string),
            received_on: defence.received_on,
            received_on_persian: persian(defence.received_on),
            late: defence.late,
        }
    }
}

impl JudicialReferralView {
    pub(super) fn of(referral: &JudicialReferral) -> Self {
        Self {
            id: referral.id,
            charges: referral.charges.clone(),
            offence: referral.offence.to_string(),
            authority: referral.authority.to_string(),
            letter: referral.letter.to_string(),
            referred_on: referral.referred_on,
            referred_on_persian: persian(referral.referred_on),
            documents: referral.documents.iter().map(|it| it.id).collect(),
        }
    }
}

impl HearingView {
    pub(super) fn of(hearing: &Hearing) -> Self {
        Self {
            session: hearing.session,
            on: hearing.on,
            on_persian: persian(hearing.on),
            attended: hearing.attended,
            record: hearing.record.to_string(),
        }
    }
}

impl VerdictView {
    pub(super) fn of(verdict: &Verdict) -> Self {
        Self {
            session: verdict.session,
            ruling: verdict.ruling,
            finding: verdict.finding.into(),
            finding_fa: verdict.finding.persian().to_owned(),
            decided_on: verdict.decided_on,
            decided_on_persian: persian(verdict.decided_on),
        }
    }
}
