//! What the assigned inspectors do: visit, take evidence, report, sign, add.

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

use super::form::{
    InspectionAddendumForm, InspectionReportForm, ObstructionForm, PremisesNotFoundForm,
};
use super::shown;
use super::view::InspectionView;
use crate::api::Tag;
use crate::api::answer::{Created, Found, Result};
use crate::api::caller::Caller;
use crate::api::documents::{DocumentBody, DocumentFile, DocumentKindName, DocumentView};
use crate::api::request::{self, IfMatch, Key, check, read};
use crate::context::Context;
use crate::error::Error;
use crate::use_cases::inspection::addendum::AddInspectionAddendum;
use crate::use_cases::inspection::evidence::{self, Upload};
use crate::use_cases::inspection::report::{ReportInspection, SignInspectionReport};
use crate::use_cases::inspection::visit::{
    CompleteInspection, RecordObstruction, RecordPremisesNotFound, StartInspection,
};
use crate::use_cases::perform;

/// What inspectors do.
pub struct VisitsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Inspections")]
impl VisitsApi {
    /// Begin the visit
    #[oai(
        path = "/api/v1/inspections/:id/start",
        method = "post",
        operation_id = "startInspection"
    )]
    async fn start(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<InspectionView>> {
        let command = StartInspection {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let started = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, started))
    }

    /// End a visit that was carried out
    ///
    /// The report follows.
    #[oai(
        path = "/api/v1/inspections/:id/completion",
        method = "post",
        operation_id = "completeInspection"
    )]
    async fn complete(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<InspectionView>> {
        let command = CompleteInspection {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let completed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, completed))
    }

    /// End a visit that the agency obstructed
    ///
    /// In the same act a violation case is opened: under A15.6, or under the residual head for the breach
    /// of A13.3 if only the association's representative was refused.
    #[oai(
        path = "/api/v1/inspections/:id/obstruction",
        method = "post",
        operation_id = "recordObstruction"
    )]
    async fn obstruct(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ObstructionForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = RecordObstruction {
            id: id.0,
            refused: body.refused.into(),
            statement: read("/statement", &body.statement)?,
            expected: request::required(&if_match)?,
        };
        let obstructed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, obstructed))
    }

    /// End a visit that found the premises closed or the agency gone
    #[oai(
        path = "/api/v1/inspections/:id/absence",
        method = "post",
        operation_id = "recordPremisesNotFound"
    )]
    async fn not_found(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<PremisesNotFoundForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = RecordPremisesNotFound {
            id: id.0,
            statement: read("/statement", &body.statement)?,
            expected: request::required(&if_match)?,
        };
        let ended = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, ended))
    }

    /// Write the report and sign it
    ///
    /// Scored by the checklist that was in force when the visit began. With several inspectors it waits
    /// for the signatures of the others, and until then it may be written anew. Once all have signed it
    /// never changes.
    #[oai(
        path = "/api/v1/inspections/:id/report",
        method = "post",
        operation_id = "reportInspection"
    )]
    async fn report(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<InspectionReportForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = ReportInspection {
            id: id.0,
            findings: body.findings()?,
            remarks: read("/remarks", &body.remarks)?,
            expected: request::required(&if_match)?,
        };
        let reported = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, reported))
    }

    /// Sign a report that another inspector of the team has written
    #[oai(
        path = "/api/v1/inspections/:id/report/signature",
        method = "post",
        operation_id = "signInspectionReport"
    )]
    async fn sign(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<InspectionView>> {
        let command = SignInspectionReport {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let signed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, signed))
    }

    /// Add to a signed report, or correct it
    ///
    /// The report stays as it was signed; the addendum stands beside it.
    #[oai(
        path = "/api/v1/inspections/:id/addenda",
        method = "post",
        operation_id = "addInspectionAddendum"
    )]
    async fn add(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<InspectionAddendumForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = AddInspectionAddendum {
            id: id.0,
            text: read("/text", &body.text)?,
            documents: body.documents.clone(),
            expected: request::required(&if_match)?,
        };
        let added = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(shown(&self.context, &caller, added))
    }

    /// Upload a photo or document of an inspection
    ///
    /// By an inspector of its team. The body is the file itself: PDF, JPEG or PNG, found by its content,
    /// of at most 10 MiB. Until the report is written it is evidence of the visit, after the signatures it
    /// serves an addendum. Nothing is ever taken away.
    #[oai(
        path = "/api/v1/inspections/:id/documents",
        method = "post",
        operation_id = "uploadInspectionEvidence"
    )]
    async fn upload(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// What the document shows.
        kind: Query<DocumentKindName>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<DocumentView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let upload = Upload {
            inspection: id.0,
            expected: request::expected(&if_match)?,
            kind: kind.0.into(),
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let taken = evidence::upload(&self.context, &caller.actor(), upload, bytes).await?;
        let attached = taken.change(|inspection| {
            let last = inspection.documents().last().cloned();
            last.ok_or_else(|| Error::corrupt("document", "it is not on the inspection"))
        })?;
        let location = format!(
            "/api/v1/inspections/{}/documents/{}",
            id.0, attached.value.id
        );
        Ok(Created::new(attached, location, |it| DocumentView::of(&it)))
    }

    /// Download a photo or document of an inspection
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/inspections/:id/documents/:document",
        method = "get",
        operation_id = "downloadInspectionEvidence"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let actor = caller.actor();
        let download = evidence::download(&self.context, &actor, id.0, document.0).await?;
        Ok(DocumentFile(download))
    }
}

impl VisitsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
