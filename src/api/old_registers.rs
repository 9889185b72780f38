//! The register that a directorate kept before this one: its template and its import.

use poem::{Body, IntoResponse, Response};
use poem_openapi::param::Query;
use poem_openapi::payload::{Binary, Json, Payload};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::{ToJSON, Type};
use poem_openapi::{ApiRequest, ApiResponse, Enum, Object, OpenApi};
use uuid::Uuid;

use super::Tag;
use super::answer::Result;
use super::caller::Caller;
use super::documents::DISPOSITION;
use super::request::{self, Key};
use super::view::enumeration;
use crate::context::Context;
use crate::domain::placement::old_register::{Column, Finding, Severity};
use crate::use_cases::old_register::import::{self, ImportRegister};
use crate::use_cases::old_register::report::Report;
use crate::use_cases::old_register::source::Source;
use crate::use_cases::old_register::template;
use crate::use_cases::perform;

/// Imports of old registers.
pub struct OldRegistersApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl OldRegistersApi {
    /// Import the register that was kept before
    ///
    /// Takes over the licences that were granted before the bylaw (A17), one a line, from a table as
    /// directorates keep it: CSV (in UTF-8, UTF-16 or Windows-1256, between commas, semicolons or tabs)
    /// or the first sheet of a workbook (XLSX), at most 64 MiB.
    ///
    /// One of the first ten lines names the columns, in any order and in many spellings:
    /// `شماره مجوز`, `نام کاریابی`, `نوع کاریابی` (داخلی، خارجی، دریایی), `شیوه فعالیت` (فیزیکی، الکترونیکی،
    /// هر دو; physical when empty), `استان` (by name, or by its ISO code of 2020), `شهر`, `نشانی`, `کد پستی`,
    /// `تلفن`, `وبگاه`, `نام و نام خانوادگی` (or `نام` and `نام خانوادگی`), `کد ملی`, and for companies
    /// `نام شرکت`, `شناسه ملی`, `مدیر فنی`, `کد ملی مدیر فنی`; `تاریخ صدور`, `اعتبار تا` (the last valid day),
    /// `امضاکننده`, `وضعیت` (فعال or منقضی); `ردیف` and `ملاحظات` are read past. Days are Solar Hijri (1402/05/01, ۱ مرداد ۱۴۰۲) or
    /// Gregorian from 1900 on; Arabic letters, all families of digits, and leading zeros that a spreadsheet
    /// dropped are read. `getImportTemplate` gives the empty table.
    ///
    /// Without `dry_run=false` nothing is changed and the report says what would come of it. With it
    /// all licences are taken over or none: errors are refused with 422, each at
    /// `/lines/{line}/{column}`. The same file is taken over once. Nobody is notified.
    #[oai(
        path = "/api/v1/register/import",
        method = "post",
        operation_id = "importRegister"
    )]
    async fn import(
        &self,
        caller: Caller,
        /// Whether the file is only looked at.
        #[oai(default = "only_looked_at")]
        dry_run: Query<bool>,
        /// The form of the report: JSON, or a table to be read beside the file.
        report: Query<Option<ImportReportForm>>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: RegisterTable,
    ) -> Result<ReportAnswer> {
        let actor = caller.actor();
        let key = request::key(&key)?;
        let bytes = body.into_body().into_bytes_stream();
        let source = Source::receive(&self.context, &actor, bytes).await?;
        let found = if dry_run.0 {
            import::check(&self.context, &actor, &source, &|_| ()).await?
        } else {
            let command = ImportRegister {
                source: &source,
                progress: &|_| (),
            };
            perform(&self.context, &actor, &command, key.as_ref()).await?
        };
        Ok(match report.0 {
            Some(ImportReportForm::Csv) => ReportAnswer::Csv(found.csv()?),
            Some(ImportReportForm::Json) | None => {
                ReportAnswer::Json(Box::new(ImportReport::of(found)))
            }
        })
    }

    /// Download the empty table for an import
    ///
    /// As CSV, or as a workbook whose cells are text, so that no zero is lost, with the choices of its
    /// columns and the names of the provinces.
    #[oai(
        path = "/api/v1/register/import-template",
        method = "get",
        operation_id = "getImportTemplate"
    )]
    async fn template(
        &self,
        _caller: Caller,
        /// The form of the table; CSV when absent.
        form: Query<Option<ImportTemplateForm>>,
    ) -> Result<TemplateFile> {
        Ok(match form.0 {
            Some(ImportTemplateForm::Xlsx) => {
                let written = tokio::task::spawn_blocking(template::xlsx).await;
                let failed = |error| crate::error::Error::internal("writing the template", error);
                TemplateFile::Workbook(written.map_err(failed)??)
            }
            Some(ImportTemplateForm::Csv) | None => TemplateFile::Csv(template::csv()?),
        })
    }
}

impl OldRegistersApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn only_looked_at() -> bool {
    true
}

const CSV: &str = "text/csv";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A register as it comes in; what it is shows from its bytes.
#[derive(ApiRequest)]
enum RegisterTable {
    /// Values between commas, semicolons or tabs.
    #[oai(content_type = "text/csv")]
    Csv(Binary<Body>),
    /// A workbook.
    #[oai(content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Workbook(Binary<Body>),
    /// One of the two.
    #[oai(content_type = "application/octet-stream")]
    Any(Binary<Body>),
}

impl RegisterTable {
    fn into_body(self) -> Body {
        match self {
            Self::Csv(body) | Self::Workbook(body) | Self::Any(body) => body.0,
        }
    }
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum ImportReportForm {
    /// JSON.
    Json,
    /// A table in UTF-8.
    Csv,
}

/// The form of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum ImportTemplateForm {
    /// A table in UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

/// A report in the form that was asked for.
enum ReportAnswer {
    Json(Box<ImportReport>),
    Csv(Vec<u8>),
}

impl IntoResponse for ReportAnswer {
    fn into_response(self) -> Response {
        match self {
            Self::Json(view) => Json(view.to_json()).into_response(),
            Self::Csv(bytes) => attachment(CSV, "import-report.csv", bytes),
        }
    }
}

impl ApiResponse for ReportAnswer {
    fn meta() -> MetaResponses {
        let json = MetaMediaType {
            content_type: Json::<ImportReport>::CONTENT_TYPE,
            schema: Json::<ImportReport>::schema_ref(),
        };
        let csv = MetaMediaType {
            content_type: CSV,
            schema: Binary::<Body>::schema_ref(),
        };
        answer("What an import comes to.", vec![json, csv], false)
    }

    fn register(registry: &mut Registry) {
        ImportReport::register(registry);
    }
}

/// An empty table, to be saved.
enum TemplateFile {
    Csv(Vec<u8>),
    Workbook(Vec<u8>),
}

impl IntoResponse for TemplateFile {
    fn into_response(self) -> Response {
        match self {
            Self::Csv(bytes) => attachment(CSV, "licences.csv", bytes),
            Self::Workbook(bytes) => attachment(WORKBOOK, "licences.xlsx", bytes),
        }
    }
}

impl ApiResponse for TemplateFile {
    fn meta() -> MetaResponses {
        let types = [CSV, WORKBOOK].map(|content_type| MetaMediaType {
            content_type,
            schema: Binary::<Body>::schema_ref(),
        });
        answer("The empty table, to be saved.", types.into(), true)
    }

    fn register(_: &mut Registry) {}
}

fn answer(
    description: &'static str,
    content: Vec<MetaMediaType>,
    always_a_file: bool,
) -> MetaResponses {
    MetaResponses {
        responses: vec![MetaResponse {
            description,
            status: Some(200),
            status_range: None,
            content,
            headers: vec![MetaHeader {
                name: DISPOSITION.to_owned(),
                description: Some("The name under which a file is saved.".to_owned()),
                required: always_a_file,
                deprecated: false,
                schema: String::schema_ref(),
            }],
        }],
    }
}

fn attachment(content_type: &str, name: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .content_type(content_type)
        .header(DISPOSITION, format!("attachment; filename=\"{name}\""))
        .body(bytes)
}

enumeration! {
    /// How grave a finding is; with an error nothing of the file is taken over.
    ImportSeverity of Severity { Error, Warning }
}

enumeration! {
    /// A column of the register.
    RegisterColumn of Column {
        RowNumber, OldNumber, Agency, Kind, Channel, Province, ProvinceBefore2020, City, Address,
        PostalCode, Phone, Website, FullName, GivenName, FamilyName, NationalCode, CompanyName,
        CompanyId, ManagerName, ManagerCode, IssuedOn, ValidUntil, SignedBy, Status, Remarks,
    }
}

/// What an import comes to.
#[derive(Object)]
struct ImportReport {
    /// The SHA-256 of the file.
    sha256: String,
    /// The import, if the file was taken over.
    #[oai(skip_serializing_if_is_none)]
    import: Option<Uuid>,
    /// How many lines follow the names of the columns; blank ones do not count.
    lines: u64,
    /// How many of them hold a licence that can be taken over, or was.
    licences: u64,
    /// How many errors there are.
    errors: u64,
    /// How many warnings there are.
    warnings: u64,
    /// Whether only the first 5,000 errors and warnings are listed.
    cut: bool,
    /// What is wrong or remarkable, in the order of the file.
    findings: Vec<ImportFinding>,
}

/// What is wrong or remarkable on a line.
#[derive(Object)]
struct ImportFinding {
    /// The number of the line in the file, from 1.
    line: u64,
    /// The column, if it is about one.
    #[oai(skip_serializing_if_is_none)]
    column: Option<RegisterColumn>,
    /// The same in Persian.
    #[oai(skip_serializing_if_is_none)]
    column_persian: Option<String>,
    /// How grave it is.
    severity: ImportSeverity,
    /// The same in Persian.
    severity_persian: String,
    /// A stable name for the reason.
    code: String,
    /// The reason in Persian.
    message_fa: String,
    /// The reason in English.
    message_en: String,
}

impl ImportReport {
    fn of(report: Report) -> Self {
        Self {
            cut: report.is_cut(),
            sha256: report.sha256.as_str().to_owned(),
            import: report.import,
            lines: report.lines,
            licences: report.licences,
            errors: report.errors,
            warnings: report.warnings,
            findings: report.findings.into_iter().map(ImportFinding::of).collect(),
        }
    }
}

impl ImportFinding {
    fn of(finding: Finding) -> Self {
        Self {
            line: finding.line,
            column: finding.column.map(Into::into),
            column_persian: finding.column.map(|it| it.persian().to_owned()),
            severity: finding.severity.into(),
            severity_persian: finding.severity.persian().to_owned(),
            code: finding.code.into_owned(),
            message_fa: finding.fa.into_owned(),
            message_en: finding.en.into_owned(),
        }
    }
}
