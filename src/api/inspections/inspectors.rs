//! Those who can be assigned to inspections.

use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use crate::api::Tag;
use crate::api::answer::{Page, Result};
use crate::api::caller::Caller;
use crate::api::request::parameter;
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::account::Account;
use crate::use_cases::inspection::inspectors;

/// Finding inspectors.
pub struct InspectorsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Inspections")]
impl InspectorsApi {
    /// List the inspectors who can be assigned
    ///
    /// Offices see those of their province and of the centre, the centre sees all of them. Whether
    /// somebody has a tie with the agency is found only at the assignment.
    #[oai(
        path = "/api/v1/inspectors",
        method = "get",
        operation_id = "listInspectors"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those who may inspect in this province, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<AssignableInspectorView>>> {
        let province = parameter("province", province.as_deref())?;
        let limit = usize::from(limit.0);
        let actor = caller.actor();
        let (found, more) =
            inspectors::list(&self.context, &actor, province, after.0, limit).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.id.to_string()),
            items: found.iter().map(AssignableInspectorView::of).collect(),
        }))
    }
}

impl InspectorsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u8 {
    50
}

/// Somebody who can be assigned.
#[derive(Object)]
struct AssignableInspectorView {
    /// The account that an assignment names.
    account_id: Uuid,
    /// The person's name.
    name: String,
    /// Whether the person inspects for the central office, in every province.
    centre: bool,
    /// The provinces for which the person inspects, by their ISO 3166-2 codes.
    provinces: Vec<String>,
}

impl AssignableInspectorView {
    fn of(account: &Account) -> Self {
        let provinces = account.inspects_for().flatten().map(Province::code);
        Self {
            account_id: account.id,
            name: account.name.to_string(),
            centre: account.inspects_for().any(|it| it.is_none()),
            provinces: provinces.map(ToOwned::to_owned).collect(),
        }
    }
}
