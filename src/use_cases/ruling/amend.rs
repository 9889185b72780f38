//! A slip of the pen is explained beside the text, which stays as signed.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Explains a slip of the pen in an issued ruling.
#[derive(Debug, Serialize)]
pub struct ExplainRuling {
    /// The ruling.
    pub id: Uuid,
    /// The explanation.
    pub text: LongText,
    /// Why it is needed.
    pub reason: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ExplainRuling {
    const OPERATION: &'static str = "explainRuling";
    const PERMISSION: Option<Permission> = Some(Permission::SignRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let ruling = in_office(acting, Permission::SignRuling, self.id, self.expected).await?;
        let explained =
            ruling.change(|it| it.explain(self.text.clone(), self.reason.clone(), today))?;
        aggregates::save(acting.work, explained).await
    }
}
