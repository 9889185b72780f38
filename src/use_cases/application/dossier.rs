//! Looking at applications.

use chrono::NaiveDate;
use uuid::Uuid;

use super::rules::Rules;
use super::{reckoned, visible};
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::agency::AgencyCategory;
use crate::domain::placement::application::Application;
use crate::error::Error;
use crate::store::applications::{self, Filter, Visible};
use crate::use_cases::Versioned;

/// An application with what it is judged by today.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The application.
    pub application: Application,
    /// What is in force today.
    pub rules: Rules,
    /// The day.
    pub today: NaiveDate,
}

/// Shows one application.
pub async fn show(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Dossier>, Error> {
    actor.require(Permission::ReadApplications)?;
    open(context, visible(context.database(), actor, id).await?).await
}

/// Puts an application beside what it is judged by today.
pub async fn open(
    context: &Context,
    application: Versioned<Application>,
) -> Result<Versioned<Dossier>, Error> {
    let application = reckoned(context.database(), application).await?;
    let today = context.today();
    let dossier = Dossier {
        application: application.value,
        rules: Rules::on(context.database(), today).await?,
        today,
    };
    Ok(Versioned {
        value: dossier,
        version: application.version,
    })
}

/// Which applications somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// In this state.
    pub state: Option<&'static str>,
    /// Of this category.
    pub category: Option<AgencyCategory>,
    /// In this province.
    pub province: Option<Province>,
    /// Older than this one.
    pub after: Option<Uuid>,
}

/// The newest applications that the actor may know of, at most `limit`, and where the next ones begin.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Application>, Option<Uuid>), Error> {
    use crate::domain::kernel::event::Aggregate;
    actor.require(Permission::ReadApplications)?;
    let visible = Visible {
        operator: actor
            .account()
            .filter(|_| actor.require(Permission::FileApplication).is_ok()),
        provinces: actor.provinces_of(Permission::ReadApplications),
    };
    let filter = Filter {
        state: search.state,
        category: search.category,
        province: search.province,
        after: search.after,
    };
    let found = applications::list(context.database(), &visible, &filter, limit + 1).await?;
    let mut found: Vec<Application> = found.into_iter().map(|it| it.value).collect();
    let keep = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > keep;
    found.truncate(keep);
    let next = found.last().filter(|_| more).map(Aggregate::id);
    Ok((found, next))
}
