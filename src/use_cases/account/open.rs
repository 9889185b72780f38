//! An administrator opens an account.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Grant, Permission};
use crate::domain::placement::account::{Account, Login, PasswordHash};
use crate::error::Error;
use crate::store::{Versioned, accounts};
use crate::use_cases::{Acting, Command};

/// Opens an account with roles.
#[derive(Debug, Serialize)]
pub struct OpenAccount {
    /// The name to sign in with.
    pub login: Login,
    /// The person's name.
    pub name: Name,
    /// What the person may be.
    pub grants: Vec<Grant>,
    /// The first password, hashed.
    #[serde(skip)]
    pub password: PasswordHash,
}

impl Command for OpenAccount {
    const OPERATION: &'static str = "createAccount";
    const PERMISSION: Option<Permission> = Some(Permission::ManageAccounts);
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let account = Account::open(
            Uuid::now_v7(),
            self.login.clone(),
            self.name.clone(),
            self.password.clone(),
            self.grants.clone(),
        )?;
        accounts::insert(acting.work, account).await
    }
}
