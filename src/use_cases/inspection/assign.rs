//! An office assigns inspectors.

use serde::Serialize;
use uuid::Uuid;

use super::{answerable, in_office, licence_of};
use crate::domain::kernel::identity::NationalCode;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::access::Permission;
use crate::domain::placement::account::Account;
use crate::domain::placement::inspection::{
    Inspection, Inspector, InspectorCandidate, Representative,
};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guilds};
use crate::use_cases::{Acting, Command};

/// Assigns an inspection, or assigns it anew before it starts.
#[derive(Debug, Serialize)]
pub struct AssignInspectors {
    /// The inspection.
    pub id: Uuid,
    /// The inspectors.
    pub inspectors: Vec<Proposed>,
    /// The association's representative who goes along.
    pub representative: Option<Representative>,
    /// The version that was seen.
    pub expected: i64,
}

/// Somebody who is to inspect.
#[derive(Clone, Debug, Serialize)]
pub struct Proposed {
    /// The account.
    pub account: Uuid,
    /// The person's national code, compared with those who answer for the agency and not kept.
    #[serde(skip)]
    pub national_code: NationalCode,
    /// Whether the person declares to have no tie with the agency.
    pub declares_no_tie: bool,
}

impl Command for AssignInspectors {
    const OPERATION: &'static str = "assignInspectors";
    const PERMISSION: Option<Permission> = Some(Permission::PlanInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::PlanInspection;
        let inspection = in_office(acting, permission, self.id, self.expected).await?;
        let licence = licence_of(work, &inspection.value).await?;
        let answerable = answerable(&licence)?;
        let mut candidates = Vec::new();
        for (index, proposed) in self.inspectors.iter().enumerate() {
            let account = aggregates::find::<Account>(work, proposed.account).await?;
            let account = account.ok_or_else(|| {
                Error::invalid(format!("/inspectors/{index}/account_id"), UNKNOWN)
            })?;
            candidates.push(InspectorCandidate {
                inspector: Inspector::of(&account.value, licence.province())?,
                national_code: Some(proposed.national_code.clone()),
                declares_no_tie: proposed.declares_no_tie,
            });
        }
        let guilds = guilds::all(work).await?;
        let agency = (&answerable, &[licence.grant().operator][..]);
        let representative = self.representative.clone();
        let assigned = inspection
            .change(|it| it.assign(candidates, representative, agency, &guilds, work.today))?;
        aggregates::save(work, assigned).await
    }
}

const UNKNOWN: Invalid = Invalid {
    code: "account-unknown",
    fa: "این حساب کاربری وجود ندارد.",
    en: "There is no such account.",
};
