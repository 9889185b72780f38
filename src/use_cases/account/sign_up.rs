//! An operator signs up alone.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::text::Name;
use crate::domain::placement::access::Permission;
use crate::domain::placement::account::{Account, Login, PasswordHash};
use crate::error::Error;
use crate::store::{Versioned, accounts};
use crate::use_cases::{Acting, Command};

/// Opens an account for whoever wants to apply for a licence.
#[derive(Debug, Serialize)]
pub struct SignUp {
    /// The name to sign in with.
    pub login: Login,
    /// The person's name.
    pub name: Name,
    /// The password, hashed.
    #[serde(skip)]
    pub password: PasswordHash,
}

impl Command for SignUp {
    const OPERATION: &'static str = "signUp";
    const PERMISSION: Option<Permission> = None;
    type Output = Versioned<Account>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let account = Account::sign_up(
            Uuid::now_v7(),
            self.login.clone(),
            self.name.clone(),
            self.password.clone(),
        );
        accounts::insert(acting.work, account).await
    }
}
