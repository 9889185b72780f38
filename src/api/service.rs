//! Services (ابلاغ) of rulings and rejections, and the term of appeal that they start (A5.n2).

use chrono::NaiveDate;
use poem_openapi::Object;
use validator::Validate;

use super::closures::DeadlineStep;
use super::request::{check, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::ruling::{AppealTerm, Service, ServiceMethod};
use crate::error::Error;

enumeration! {
    /// The ways of service.
    ServiceMethodName of ServiceMethod { InPerson, Officer, RegisteredPost, Electronic }
}

/// How and when something was served (ابلاغ).
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct ServiceForm {
    /// The day of service.
    served_on: NaiveDate,
    /// How.
    method: ServiceMethodName,
    /// Number and date of the receipt, or of the report of who served it.
    #[validate(custom(function = "parses::<ShortText>"))]
    proof: String,
    /// The hash of the scanned proof, if it was uploaded.
    #[validate(custom(function = "parses::<Sha256Hex>"))]
    document: Option<String>,
}

impl ServiceForm {
    pub(super) fn read(&self) -> Result<Service, Error> {
        check(self)?;
        self.parts("")
    }

    fn parts(&self, at: &str) -> Result<Service, Error> {
        Ok(Service {
            on: self.served_on,
            method: self.method.into(),
            proof: read(&format!("{at}/proof"), &self.proof)?,
            document: read_option(&format!("{at}/document"), self.document.as_deref())?,
        })
    }
}

/// A service that takes the place of the one before, with the reason.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AmendedServiceForm {
    /// The service.
    #[validate(nested)]
    service: ServiceForm,
    /// Why.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
}

impl AmendedServiceForm {
    pub(super) fn read(&self) -> Result<(Service, LongText), Error> {
        check(self)?;
        Ok((
            self.service.parts("/service")?,
            read("/reason", &self.reason)?,
        ))
    }
}

/// A service.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ServiceView {
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// How.
    method: ServiceMethodName,
    /// The receipt.
    proof: String,
    /// The hash of the scanned proof.
    document: Option<String>,
}

/// The twenty days of appeal (A5.n2), with how they were reckoned.
#[derive(Object)]
pub(super) struct AppealTermView {
    /// The day by which the party is advised to file.
    file_by: NaiveDate,
    /// The same in the Solar Hijri calendar.
    file_by_persian: String,
    /// The last day on which an appeal is accepted.
    last_accepted: NaiveDate,
    /// The same in the Solar Hijri calendar.
    last_accepted_persian: String,
    /// The day on which the decision is final if nobody appeals.
    final_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    final_on_persian: String,
    /// The version of the calendar of closed days.
    calendar_version: i64,
    /// How it was reckoned, step by step.
    explanation: Vec<DeadlineStep>,
}

impl ServiceView {
    pub(super) fn of(service: &Service) -> Self {
        Self {
            served_on: service.on,
            served_on_persian: persian(service.on),
            method: service.method.into(),
            proof: service.proof.to_string(),
            document: service.document.as_ref().map(ToString::to_string),
        }
    }
}

impl AppealTermView {
    /// The term, and the day of finality if nobody appeals.
    pub(super) fn of(term: &AppealTerm, final_on: NaiveDate) -> Self {
        let (file_by, last) = (term.advised(), term.last_accepted());
        let steps = term.deadline().explanation().iter();
        Self {
            file_by,
            file_by_persian: persian(file_by),
            last_accepted: last,
            last_accepted_persian: persian(last),
            final_on,
            final_on_persian: persian(final_on),
            calendar_version: term.deadline().calendar_version(),
            explanation: steps.map(DeadlineStep::of).collect(),
        }
    }
}
