//! Reports of unlicensed offices.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Found, Page, Result};
use super::caller::Caller;
use super::complaints::{ExhibitView, PartyView};
use super::documents::DocumentFile;
use super::request::{parameter, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::DomainName;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::agency::Channel;
use crate::domain::placement::unlicensed::{ReportSource, UnlicensedOffice, UnlicensedReport};
use crate::error::Error;
use crate::use_cases::perform;
use crate::use_cases::unlicensed::download::download;
use crate::use_cases::unlicensed::personal_data::ReadReporter;
use crate::use_cases::unlicensed::read as reading;

/// What offices do with reports of unlicensed offices.
pub struct UnlicensedApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Unlicensed")]
impl UnlicensedApi {
    /// List the reports of unlicensed offices
    ///
    /// Those from the caller's province, the newest first (A6.3). Nobody who reports is named.
    #[oai(
        path = "/api/v1/unlicensed-reports",
        method = "get",
        operation_id = "listUnlicensedReports"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those from this province, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, 1 to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u16>,
    ) -> Result<Json<Page<UnlicensedReportSummary>>> {
        let province: Option<Province> = parameter("province", province.as_deref())?;
        let (actor, limit) = (caller.actor(), u64::from(limit.0));
        let found = reading::list(&self.context, &actor, province, after.0, limit).await?;
        let (found, more) = found;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found
                .iter()
                .map(|it| UnlicensedReportSummary::of(&it.value))
                .collect(),
        }))
    }

    /// Show a report of an unlicensed office
    ///
    /// The numbers of who reports are masked.
    #[oai(
        path = "/api/v1/unlicensed-reports/:id",
        method = "get",
        operation_id = "getUnlicensedReport"
    )]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<UnlicensedReportView>> {
        let report = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(report, |it| UnlicensedReportView::of(&it)))
    }

    /// Show who reported an unlicensed office
    ///
    /// To the office that works on the report. Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/unlicensed-reports/:id/personal-data",
        method = "get",
        operation_id = "getUnlicensedReportPersonalData"
    )]
    async fn personal_data(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<ReporterView>> {
        let command = ReadReporter { id: id.0 };
        let reporter = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Json(ReporterView {
            reporter: reporter.map(|it| PartyView::whole(&it.party, &it.name, &it.mobile)),
        }))
    }

    /// Download a document of a report
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/unlicensed-reports/:id/documents/:document",
        method = "get",
        operation_id = "downloadUnlicensedDocument"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let found = download(&self.context, &caller.actor(), id.0, document.0).await?;
        Ok(DocumentFile(found))
    }
}

impl UnlicensedApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u16 {
    50
}

enumeration! {
    /// How an office reaches people.
    OfficeChannelName of Channel { Physical, Electronic, Both }
}

enumeration! {
    /// Where a report comes from.
    ReportSourceName of ReportSource { Inspection, Association, Public, Media, Police }
}

/// An office without a licence. It can be looked for by its address, telephone, domain or handle, one of
/// which is needed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct OfficeForm {
    /// What it calls itself.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The province in which it acts, by its ISO 3166-2 code.
    #[validate(custom(function = "parses::<Province>"))]
    province: String,
    /// How it reaches people.
    channel: OfficeChannelName,
    /// City, street and number.
    #[validate(custom(function = "parses::<ShortText>"))]
    address: Option<String>,
    /// A telephone.
    #[validate(custom(function = "parses::<ShortText>"))]
    phone: Option<String>,
    /// The domain of its site.
    #[validate(custom(function = "parses::<DomainName>"))]
    domain: Option<String>,
    /// Its name in a messenger or a social network.
    #[validate(custom(function = "parses::<ShortText>"))]
    handle: Option<String>,
}

impl OfficeForm {
    pub(super) fn read(&self, at: &str) -> std::result::Result<UnlicensedOffice, Error> {
        Ok(UnlicensedOffice {
            name: read(&format!("{at}/name"), &self.name)?,
            province: read(&format!("{at}/province"), &self.province)?,
            channel: self.channel.into(),
            address: read_option(&format!("{at}/address"), self.address.as_deref())?,
            phone: read_option(&format!("{at}/phone"), self.phone.as_deref())?,
            domain: read_option(&format!("{at}/domain"), self.domain.as_deref())?,
            handle: read_option(&format!("{at}/handle"), self.handle.as_deref())?,
        })
    }

    fn of(office: &UnlicensedOffice) -> Self {
        Self {
            name: office.name.to_string(),
            province: office.province.code().to_owned(),
            channel: office.channel.into(),
            address: office.address.as_ref().map(ToString::to_string),
            phone: office.phone.as_ref().map(ToString::to_string),
            domain: office.domain.as_ref().map(ToString::to_string),
            handle: office.handle.as_ref().map(ToString::to_string),
        }
    }
}

/// A report in a list.
#[derive(Object)]
struct UnlicensedReportSummary {
    id: Uuid,
    /// The number under which it is followed.
    number: String,
    /// The state.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// Where it comes from.
    source: ReportSourceName,
    /// What the office calls itself.
    name: String,
    /// The province.
    province: String,
    /// How the office reaches people.
    channel: OfficeChannelName,
    /// The day on which it came in.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
}

impl UnlicensedReportSummary {
    fn of(report: &UnlicensedReport) -> Self {
        let office = report.office();
        Self {
            id: report.id(),
            number: report.number().to_string(),
            state: report.state().to_owned(),
            state_persian: report.report_state().persian().to_owned(),
            source: report.source().into(),
            name: office.name.to_string(),
            province: office.province.code().to_owned(),
            channel: office.channel.into(),
            received_on: report.received_on(),
            received_on_persian: persian(report.received_on()),
        }
    }
}

/// A report of an unlicensed office.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct UnlicensedReportView {
    id: Uuid,
    /// The number under which it is followed.
    number: String,
    /// The state.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// Where it comes from.
    source: ReportSourceName,
    /// The same in Persian.
    source_persian: String,
    /// Who reports, with the numbers masked.
    reporter: Option<PartyView>,
    /// The office.
    office: OfficeForm,
    /// What it does.
    facts: String,
    /// The day on which that happened, or began.
    happened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    happened_on_persian: String,
    /// What was submitted.
    documents: Vec<ExhibitView>,
    /// The day on which it came in.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
}

impl UnlicensedReportView {
    fn of(report: &UnlicensedReport) -> Self {
        let reporter = report.reporter();
        Self {
            id: report.id(),
            number: report.number().to_string(),
            state: report.state().to_owned(),
            state_persian: report.report_state().persian().to_owned(),
            source: report.source().into(),
            source_persian: report.source().persian().to_owned(),
            reporter: reporter.map(|it| PartyView::masked(&it.party, &it.name, &it.mobile)),
            office: OfficeForm::of(report.office()),
            facts: report.facts().to_string(),
            happened_on: report.happened_on(),
            happened_on_persian: persian(report.happened_on()),
            documents: report.documents().iter().map(ExhibitView::of).collect(),
            received_on: report.received_on(),
            received_on_persian: persian(report.received_on()),
        }
    }
}

/// Who reported an office, in full.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ReporterView {
    /// Who; absent where nobody is named.
    reporter: Option<PartyView>,
}
