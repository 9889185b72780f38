//! An operator asks to have a licence renewed.

use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::application::{Application, ApplicationKind, Filing};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, policies};
use crate::use_cases::application::{account, create};
use crate::use_cases::{Acting, Command};

/// Begins the file of a renewal for one's own licence, in the days that are open for it. It goes the
/// way of every application from there, but always to the provincial board (A5.3, A10).
#[derive(Debug, Serialize)]
pub struct ApplyForRenewal {
    /// The licence.
    pub licence: Uuid,
    /// The content; without it, that of the last file of the licence.
    pub filing: Option<Filing>,
}

impl Command for ApplyForRenewal {
    const OPERATION: &'static str = "applyForRenewal";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let licence = visible(work, acting.actor, self.licence).await?.value;
        let operator = account(acting.actor)?;
        if licence.grant().operator != operator {
            return Err(Denied(Permission::FileApplication).into());
        }
        let book = policies::book(work).await?;
        licence.may_be_renewed(&Policies::on(&book, work.today), work.today)?;
        let kind = ApplicationKind::Renewal {
            licence: licence.id(),
        };
        let filing = match &self.filing {
            Some(filing) => filing.clone(),
            None => last_filing(work, &licence).await?,
        };
        create::draft(acting, kind, licence.province(), filing).await
    }
}

/// The content of the last file that the licence answers, as far as a renewal begins with it.
async fn last_filing(work: &Work, licence: &Licence) -> Result<Filing, Error> {
    let file = aggregates::find::<Application>(work, licence.last_application()).await?;
    let file = file.ok_or_else(no_earlier_file)?.value;
    Ok(file.filing().clone().for_renewal(licence))
}

fn no_earlier_file() -> Refusal {
    Refusal::rule(
        "no-earlier-file",
        Citation::article(10),
        "این مجوز پرونده‌ای در سامانه ندارد؛ درخواست تمدید باید با درج کامل اطلاعات ثبت شود.",
        "The licence has no file here; its renewal has to be begun with everything filled in.",
    )
}
