//! Papers of licences that were lost, and those that take their place.

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::LicenceView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::applications::is_recordable;
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, check, parses, read};
use crate::context::Context;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::licence::DocumentReason;
use crate::use_cases::licence::report_lost::ReportCertificateLost;
use crate::use_cases::licence::reprint::ReprintCertificate;
use crate::use_cases::perform;

/// The paper of a licence.
pub struct PaperApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl PaperApi {
    /// Report that the paper of a licence was lost
    ///
    /// By the agency, or taken down by the provincial office. From now on the code on the lost paper
    /// answers that it is no longer good; the licence itself stays as it is.
    #[oai(
        path = "/api/v1/licences/:id/certificate-loss",
        method = "post",
        operation_id = "reportCertificateLost"
    )]
    async fn report(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<CertificateLossForm>,
    ) -> Result<Found<LicenceView>> {
        check(&body.0)?;
        let command = ReportCertificateLost {
            licence: id.0,
            lost_on: body.lost_on,
            statement: read("/statement", &body.statement)?,
            expected: request::expected(&if_match)?,
        };
        let reported = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(reported, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }

    /// Make another version of the paper of a licence
    ///
    /// In place of one that was reported lost (المثنی) or is damaged, or the first one of a licence
    /// granted before the bylaw that conforms to it. The code on the version before answers from now
    /// on that it was superseded.
    #[oai(
        path = "/api/v1/licences/:id/certificate-reprint",
        method = "post",
        operation_id = "reprintCertificate"
    )]
    async fn reprint(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<CertificateReprintForm>,
    ) -> Result<Found<LicenceView>> {
        let command = ReprintCertificate {
            licence: id.0,
            because: body.because.into(),
            expected: request::required(&if_match)?,
        };
        let reprinted = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(reprinted, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }
}

impl PaperApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// How a paper was lost.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct CertificateLossForm {
    /// The day of the loss, as far as it is known.
    #[validate(custom(function = "is_recordable"))]
    lost_on: NaiveDate,
    /// How it was lost.
    #[validate(custom(function = "parses::<ShortText>"))]
    statement: String,
}

/// Why another version is made.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CertificateReprintForm {
    /// The reason.
    because: ReprintReason,
}

/// Why another version of a paper is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum ReprintReason {
    /// The one before was reported lost.
    Lost,
    /// The one before is damaged.
    Damaged,
    /// The licence was granted before the bylaw and conforms to it.
    Conformity,
}

impl From<ReprintReason> for DocumentReason {
    fn from(reason: ReprintReason) -> Self {
        match reason {
            ReprintReason::Lost => Self::Lost,
            ReprintReason::Damaged => Self::Damaged,
            ReprintReason::Conformity => Self::Conformity,
        }
    }
}
