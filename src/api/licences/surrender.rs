//! Licences that are given back by their holders.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

use super::LicenceView;
use crate::api::Tag;
use crate::api::answer::{Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch};
use crate::context::Context;
use crate::use_cases::licence::surrender::SurrenderLicence;
use crate::use_cases::perform;

/// Giving licences back.
pub struct SurrenderApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl SurrenderApi {
    /// Give the licence of one's own agency back
    ///
    /// It ends today and for good, and the duties of article 16 begin: a settlement file is opened with
    /// it. While a case against the agency is open it is refused. The version of the licence stands in
    /// `If-Match`.
    #[oai(
        path = "/api/v1/licences/:id/surrender",
        method = "post",
        operation_id = "surrenderLicence"
    )]
    async fn surrender(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<LicenceView>> {
        let command = SurrenderLicence {
            licence: id.0,
            expected: request::required(&if_match)?,
        };
        let given_back = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(given_back, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }
}

impl SurrenderApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
