//! An operator appeals.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::operator_of_ruling;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::appeal::{Appeal, Appellant, Petition, Receipt};
use crate::domain::placement::application::Application;
use crate::domain::placement::finality;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates, appeals, applications, policies};
use crate::use_cases::application::is_own;
use crate::use_cases::ruling::serve::follow;
use crate::use_cases::{Acting, Command};

/// What is contested.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum Against {
    /// A ruling of a provincial board.
    Ruling(Uuid),
    /// The rejection of an application.
    Rejection(Uuid),
}

/// Appeals through the registry against what concerns one's own agency or application. The central
/// board receives it at once.
#[derive(Debug, Serialize)]
pub struct LodgeAppeal {
    /// What is contested.
    pub against: Against,
    /// Why.
    pub grounds: LongText,
    /// The day on which the request came in: it counts however long the registry takes to write it
    /// down, and the same request may come again on another day.
    #[serde(skip)]
    pub received_on: NaiveDate,
}

impl Command for LodgeAppeal {
    const OPERATION: &'static str = "lodgeAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::LodgeAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let account = acting.actor.account();
        let petition = |appellant, name: &str| {
            Ok::<_, Error>(Petition {
                appellant,
                person: name
                    .parse()
                    .map_err(|_| Error::corrupt("account", "its name is none"))?,
                account,
                written: true,
                grounds: Some(self.grounds.clone()),
                receipt: Receipt::CentralBoard,
                received_on: self.received_on,
            })
        };
        let name = acting.actor.name().unwrap_or_default();
        match self.against {
            Against::Ruling(id) => {
                let ruling = aggregates::get::<Ruling>(acting.work, id).await?;
                let own = operator_of_ruling(acting.work, &ruling.value).await?;
                if account != Some(own) || ruling.value.issued().is_none() {
                    return Err(Error::NotFound { noun: Ruling::NOUN });
                }
                against_ruling(acting, ruling, petition(Appellant::AgencyManager, name)?).await
            }
            Against::Rejection(id) => {
                let application = aggregates::get::<Application>(acting.work, id).await?;
                if !is_own(acting.actor, &application.value) {
                    return Err(Error::NotFound {
                        noun: Application::NOUN,
                    });
                }
                let petition = petition(Appellant::Applicant, name)?;
                against_rejection(acting, application, petition).await
            }
        }
    }
}

/// Files an appeal against a ruling. One in time holds finality up, and the licence's marker follows.
pub(super) async fn against_ruling(
    acting: Acting<'_>,
    ruling: Versioned<Ruling>,
    petition: Petition,
) -> Result<Versioned<Appeal>, Error> {
    let work = acting.work;
    let Versioned { value, version } = ruling;
    let earlier = appeals::of_ruling(work, value.id()).await?;
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, petition.received_on);
    let today = work.today;
    let (filed, appealed) =
        finality::lodge(Uuid::now_v7(), value, &earlier, petition, &policies, today)?;
    let saved = aggregates::insert(work, filed).await?;
    if let Some(value) = appealed {
        let appealed = aggregates::save(work, Versioned { value, version }).await?;
        follow(work, &appealed.value, &policies).await?;
    }
    Ok(saved)
}

/// Files an appeal against the rejection of an application. One in time puts the file before the
/// central board in the same unit of work.
pub(super) async fn against_rejection(
    acting: Acting<'_>,
    application: Versioned<Application>,
    petition: Petition,
) -> Result<Versioned<Appeal>, Error> {
    let work = acting.work;
    let Versioned { value, version } = application;
    let other_open = applications::any_other_open(work, &value).await?;
    let earlier = appeals::of_application(work, value.id()).await?;
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, petition.received_on);
    let id = Uuid::now_v7();
    let (filed, appealed) =
        finality::lodge_against_rejection(id, value, &earlier, petition, &policies, work.today)?;
    if appealed.is_some() && other_open {
        return Err(another_file_open().into());
    }
    let saved = aggregates::insert(work, filed).await?;
    if let Some(value) = appealed {
        aggregates::save::<Application>(work, Versioned { value, version }).await?;
    }
    Ok(saved)
}

/// One licence has one open file of each kind, and a file under appeal is open again.
fn another_file_open() -> Refusal {
    Refusal::rule(
        "another-file-open",
        Citation::note(5, 2),
        "درخواست دیگری از همین نوع درباره همین مجوز در جریان است؛ برای اعتراض باید نخست از آن انصراف داده شود.",
        "Another application of this kind about this licence is open; it is withdrawn before the appeal.",
    )
}

/// Nobody records or handles an appeal that is their own.
pub(super) fn require_not_own(
    acting: Acting<'_>,
    operator: Uuid,
    permission: Permission,
) -> Result<(), Denied> {
    if acting.actor.account() == Some(operator) {
        return Err(Denied(permission));
    }
    Ok(())
}
