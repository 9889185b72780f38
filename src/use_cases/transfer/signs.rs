//! What the two sides of a transfer have in common, for whoever examines it.

use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::introduction::not_introduced;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::transfer::signs::{Sign, Traces, signs};
use crate::error::Error;
use crate::store::transfer_files::{self as files, Of};
use crate::store::{Connected, aggregates};
use crate::use_cases::application::{is_own, visible};

/// The signs of one transfer.
#[derive(Clone, Debug)]
pub struct TransferSigns {
    /// The application of the transferee.
    pub application: Uuid,
    /// The licence that is handed over.
    pub licence: Uuid,
    /// What was found.
    pub signs: Vec<Sign>,
    /// Whether a side has more files than were laid side by side.
    pub partial: bool,
}

/// Lays the files of both sides of a transfer side by side. Neither side sees the answer.
pub async fn show(
    context: &Context,
    actor: &Actor,
    application: Uuid,
) -> Result<TransferSigns, Error> {
    let permission = Permission::ReadTransferSigns;
    actor.require(permission)?;
    let database = context.database();
    let file = visible(database, actor, application).await?.value;
    if is_own(actor, &file) {
        return Err(Denied(permission).into());
    }
    actor.require_in(permission, file.province())?;
    let ApplicationKind::Transfer { licence } = file.kind() else {
        return Err(not_introduced().into());
    };
    let licence = aggregates::get::<Licence>(database, licence).await?.value;
    let transferee = file.filing().applicant.holder_party();
    let mut ours = Files::default();
    ours.add_application(&file);
    ours.look(database, Of::Holder(&transferee)).await?;
    let mut theirs = Files::default();
    theirs.add_licence(&licence);
    if let Some(holder) = licence.holder_party() {
        theirs.look(database, Of::Holder(holder)).await?;
    }
    let operator = licence.grant().operator;
    theirs
        .look(database, Of::Operator(operator, &transferee))
        .await?;
    Ok(TransferSigns {
        application,
        licence: licence.id(),
        signs: signs(&ours.traces, &theirs.traces),
        partial: ours.partial || theirs.partial,
    })
}

#[derive(Default)]
struct Files {
    traces: Vec<Traces>,
    partial: bool,
}

impl Files {
    fn add_application(&mut self, file: &Application) {
        self.traces.push(Traces::of_application(file));
    }

    fn add_licence(&mut self, licence: &Licence) {
        self.traces.push(Traces::of_licence(licence));
    }

    async fn look(&mut self, at: &impl Connected, of: Of<'_>) -> Result<(), Error> {
        let licences = files::licences(at, of).await?;
        let applications = files::applications(at, of).await?;
        let full = |found: usize| u64::try_from(found).is_ok_and(|found| found >= files::MOST);
        self.partial |= full(licences.len()) || full(applications.len());
        for licence in &licences {
            self.add_licence(licence);
        }
        for file in &applications {
            self.add_application(file);
        }
        Ok(())
    }
}
