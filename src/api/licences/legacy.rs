//! Licences granted before the bylaw (A17).

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::{LicenceChannel, LicenceKind, LicenceView};
use crate::api::Tag;
use crate::api::answer::{Created, Found, Result};
use crate::api::applications::is_recordable;
use crate::api::caller::Caller;
use crate::api::places::PlaceInside;
use crate::api::request::{self, IfMatch, Key, check, parses, read, read_option};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::{CompanyId, DomainName, NationalCode};
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::account::Login;
use crate::domain::placement::ban::{Party, Subject, SubjectRole};
use crate::domain::placement::licence::{Holder, OldLicence};
use crate::error::Error;
use crate::use_cases::licence::conform::ConformLegacyLicence;
use crate::use_cases::licence::enter_legacy::RegisterLegacyLicence;
use crate::use_cases::perform;

/// Licences from before the bylaw.
pub struct LegacyApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl LegacyApi {
    /// Enter a licence that was granted before the bylaw
    ///
    /// By the provincial office, from its old paper, whose number is kept beside a number of this
    /// registry. Until it is found to conform, the agency is prevented from acting from the day after
    /// the six months of transition on; that is no sanction.
    #[oai(
        path = "/api/v1/legacy-licences",
        method = "post",
        operation_id = "registerLegacyLicence"
    )]
    async fn register(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<LegacyLicenceForm>,
    ) -> Result<Created<LicenceView>> {
        let command = body.0.read()?;
        let key = request::key(&key)?;
        let entered = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/licences/{}", entered.value.id());
        Ok(Created::new(entered, location, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }

    /// Find that a licence granted before the bylaw conforms to it
    ///
    /// By the provincial office, after looking at it. The prevention is over from that day on, or never
    /// begins; the director-general then makes the first paper of this registry (`reprintCertificate`).
    #[oai(
        path = "/api/v1/licences/:id/conformity",
        method = "post",
        operation_id = "conformLegacyLicence"
    )]
    async fn conform(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ConformityForm>,
    ) -> Result<Found<LicenceView>> {
        check(&body.0)?;
        let command = ConformLegacyLicence {
            licence: id.0,
            conformed_on: body.conformed_on,
            record: read("/record", &body.record)?,
            operator: read_option("/operator", body.operator.as_deref())?,
            expected: request::required(&if_match)?,
        };
        let conforms = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(conforms, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }
}

impl LegacyApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// A licence as its old paper says.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct LegacyLicenceForm {
    /// Its number on the old paper.
    #[validate(custom(function = "parses::<ShortText>"))]
    old_number: String,
    /// The day on which it was granted.
    #[validate(custom(function = "is_recordable"))]
    granted_on: NaiveDate,
    /// The last day on which it is valid.
    #[validate(custom(function = "is_recordable"))]
    last_day: NaiveDate,
    /// Whose name stands below it.
    #[validate(custom(function = "parses::<Name>"))]
    signed_by: String,
    /// The name of the agency.
    #[validate(custom(function = "parses::<Name>"))]
    agency: String,
    /// Whom it places where.
    kind: LicenceKind,
    /// How it reaches people.
    channel: LicenceChannel,
    /// The holder, or of a company its technical manager.
    #[validate(nested)]
    person: LegacyPersonForm,
    /// The company, if a company holds it.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    company: Option<LegacyCompanyForm>,
    /// The place of establishment.
    #[validate(nested)]
    premises: PlaceInside,
    /// The domain of its site.
    #[validate(custom(function = "parses::<DomainName>"))]
    #[oai(skip_serializing_if_is_none)]
    website: Option<String>,
    /// Who runs the agency through this registry, by the name to sign in with.
    #[validate(custom(function = "parses::<Login>"))]
    #[oai(skip_serializing_if_is_none)]
    operator: Option<String>,
}

/// A person on an old paper. Personal data.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct LegacyPersonForm {
    /// The full name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The national code, ten digits.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: String,
}

/// A company on an old paper.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct LegacyCompanyForm {
    /// The registered name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The national id of legal persons, eleven digits.
    #[validate(custom(function = "parses::<CompanyId>"))]
    company_id: String,
}

/// The finding that an old licence conforms.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ConformityForm {
    /// The first day on which it conforms.
    #[validate(custom(function = "is_recordable"))]
    conformed_on: NaiveDate,
    /// Number and date of the officer's record.
    #[validate(custom(function = "parses::<ShortText>"))]
    record: String,
    /// Who runs the agency from now on, by the name to sign in with.
    #[validate(custom(function = "parses::<Login>"))]
    #[oai(skip_serializing_if_is_none)]
    operator: Option<String>,
}

impl LegacyLicenceForm {
    fn read(&self) -> std::result::Result<RegisterLegacyLicence, Error> {
        check(self)?;
        let (holder, parties) = self.holder()?;
        Ok(RegisterLegacyLicence {
            old: OldLicence {
                number: read("/old_number", &self.old_number)?,
                granted_on: self.granted_on,
                last_day: self.last_day,
                signed_by: read("/signed_by", &self.signed_by)?,
            },
            agency: read("/agency", &self.agency)?,
            kind: self.kind.into(),
            channel: self.channel.into(),
            holder,
            parties,
            premises: self.premises.read("/premises")?,
            website: read_option("/website", self.website.as_deref())?,
            operator: read_option("/operator", self.operator.as_deref())?,
        })
    }

    /// The holder by name, and by number as bans are looked for.
    fn holder(&self) -> std::result::Result<(Holder, Vec<Subject>), Error> {
        let name: Name = read("/person/name", &self.person.name)?;
        let person = Party::Person {
            national_code: read("/person/national_code", &self.person.national_code)?,
        };
        let subject = |role, party| Subject { role, party };
        let Some(company) = &self.company else {
            let parties = vec![subject(SubjectRole::Holder, person)];
            return Ok((Holder::Natural { name }, parties));
        };
        let company_id: CompanyId = read("/company/company_id", &company.company_id)?;
        let party = Party::Company {
            company_id: company_id.clone(),
        };
        let holder = Holder::Company {
            name: read("/company/name", &company.name)?,
            company_id,
            technical_manager: name,
        };
        let parties = vec![
            subject(SubjectRole::Holder, party),
            subject(SubjectRole::TechnicalManager, person),
        ];
        Ok((holder, parties))
    }
}
