//! A decree of membership is recorded.

use serde::Serialize;
use uuid::Uuid;

use super::require;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::access::Permission;
use crate::domain::placement::account::Account;
use crate::domain::placement::appointment::{Appointment, Decree};
use crate::error::Error;
use crate::store::{Versioned, aggregates, appointments};
use crate::use_cases::{Acting, Command};

/// Puts a person on a seat of a board.
#[derive(Debug, Serialize)]
pub struct CreateAppointment {
    /// What the decree says.
    pub decree: Decree,
}

impl Command for CreateAppointment {
    const OPERATION: &'static str = "createAppointment";
    const PERMISSION: Option<Permission> = Some(Permission::Appoint);
    type Output = Versioned<Appointment>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        require(acting.actor, self.decree.issuer)?;
        let registrar = acting.actor.account().ok_or(Error::Unauthenticated)?;
        let account = aggregates::find::<Account>(acting.work, self.decree.account).await?;
        if !account.is_some_and(|account| account.value.is_in_use()) {
            return Err(Error::invalid("/account", NO_ACCOUNT));
        }
        let others = appointments::of_board(acting.work, self.decree.board).await?;
        let others: Vec<_> = others.into_iter().map(|it| it.value).collect();
        let decree = self.decree.clone();
        let appointment = Appointment::create(Uuid::now_v7(), decree, registrar, &others)?;
        aggregates::insert(acting.work, appointment).await
    }
}

const NO_ACCOUNT: Invalid = Invalid {
    code: "account-unknown",
    fa: "حساب کاربری دایری با این شناسه نیست.",
    en: "There is no account in use with this identity.",
};
