//! What a transfer is looked at by, the same when it is begun, filed and carried out (A7.n4).

pub mod signs;

use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::{Screened, Screening};
use crate::domain::placement::introduction::{Introduction, not_introduced};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::transfer::Transferor;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, bans, cases, introductions, policies};

/// The side that hands over, with all that could block it today.
pub(super) struct Side {
    /// Its licence.
    pub(super) licence: Versioned<Licence>,
    /// Its introduction of the transferee.
    pub(super) introduction: Versioned<Introduction>,
    case_open: bool,
    screening: Screening,
    book: PolicyBook<PolicyKey>,
    on: chrono::NaiveDate,
}

impl Side {
    /// Looks at the side that introduced.
    pub(super) async fn of(
        work: &Work,
        introduction: Versioned<Introduction>,
    ) -> Result<Self, Error> {
        let id = introduction.value.licence();
        let licence = aggregates::get::<Licence>(work, id).await?;
        let handing_over = Screened::handing_over(&licence.value);
        Ok(Self {
            case_open: cases::any_open(work, id).await?,
            screening: bans::screen_file(work, &handing_over, work.today).await?,
            book: policies::book(work).await?,
            on: work.today,
            licence,
            introduction,
        })
    }

    /// Looks at the side that introduced whoever applies.
    pub(super) async fn of_file(work: &Work, file: &Application) -> Result<Self, Error> {
        let introduction = introductions::of_application(work, file.id())
            .await?
            .ok_or_else(not_introduced)?;
        Self::of(work, introduction).await
    }

    /// The same for the domain.
    pub(super) fn transferor(&self) -> Transferor<'_> {
        Transferor {
            licence: &self.licence.value,
            introduction: &self.introduction.value,
            case_open: self.case_open,
            screening: &self.screening,
            policies: self.policies(),
        }
    }

    /// The policies of the day.
    pub(super) fn policies(&self) -> Policies<'_> {
        Policies::on(&self.book, self.on)
    }
}

/// The search for bans on everybody who would come to stand behind a licence by this file.
pub(super) async fn entering(work: &Work, file: &Application) -> Result<Screening, Error> {
    bans::screen_file(work, &Screened::application(file), work.today).await
}
