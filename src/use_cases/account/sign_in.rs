//! Signing in and out.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Changed;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::account::{Account, Login};
use crate::domain::placement::event::PlacementEvent;
use crate::error::Error;
use crate::store::strangers::{self, Stranger};
use crate::store::{accounts, aggregates, passwords, tokens};
use crate::use_cases::{Acting, Command, perform};

pub use crate::store::tokens::{Bearer, NewToken};

/// Gives a token to whoever knows the password of an account.
///
/// An unknown login, a wrong password and a closed account are answered alike, take as long, and are locked
/// after as many attempts.
pub async fn sign_in(
    context: &Context,
    login: Option<Login>,
    password: String,
) -> Result<NewToken, Error> {
    let account = match &login {
        Some(login) => accounts::find_by_login(context.database(), login).await?,
        None => None,
    };
    let now = context.now();
    let stranger = match (&account, &login) {
        (None, Some(login)) => Some(Stranger::of(login, context.keys())),
        _ => None,
    };
    let locked_until = match (&account, &stranger) {
        (Some(account), _) => account.value.locked_until(now),
        (None, Some(it)) => strangers::locked_until(context.database(), it, now).await?,
        (None, None) => None,
    };
    if let Some(until) = locked_until {
        return Err(Error::TooManyAttempts {
            retry_after: seconds_left(until - now),
        });
    }
    let hash = account.as_ref().map(|it| it.value.password().clone());
    let right = passwords::matches(password, hash).await?;
    let Some(account) = account.map(|it| it.value) else {
        if let Some(stranger) = stranger {
            perform(context, &Actor::Public, &RefuseStranger { stranger }, None).await?;
        }
        return Err(Error::WrongCredentials);
    };
    let attempt = RecordAttempt {
        account: account.id,
        right: right && account.is_in_use(),
    };
    let issued = perform(context, &account.actor(), &attempt, None).await?;
    issued.ok_or(Error::WrongCredentials).map(|token| NewToken {
        secret: token.secret,
        expires_at: token.expires_at,
    })
}

/// Whole seconds after which a time is over.
fn seconds_left(time: TimeDelta) -> u64 {
    time.num_milliseconds().unsigned_abs().div_ceil(1000)
}

/// Who a bearer token speaks for.
pub async fn bearer(context: &Context, secret: &str) -> Result<Bearer, Error> {
    tokens::find(context.database(), secret, context.now())
        .await?
        .ok_or(Error::Unauthenticated)
}

/// Ends the token that the caller came with.
#[derive(Debug, Serialize)]
pub struct SignOut {
    /// The token.
    pub token: Uuid,
}

impl Command for SignOut {
    const OPERATION: &'static str = "revokeToken";
    const PERMISSION: Option<Permission> = None;
    type Output = ();

    async fn perform(&self, acting: Acting<'_>) -> Result<(), Error> {
        tokens::revoke(acting.work, self.token).await
    }
}

/// Notes an attempt to sign in, and gives the token when it was right.
#[derive(Debug, Serialize)]
struct RecordAttempt {
    account: Uuid,
    right: bool,
}

/// Counts a wrong password for a login that nobody has. No request asks for it by a key.
#[derive(Debug, Serialize)]
struct RefuseStranger {
    #[serde(skip)]
    stranger: Stranger,
}

impl Command for RefuseStranger {
    const OPERATION: &'static str = "createToken";
    const PERMISSION: Option<Permission> = None;
    type Output = ();

    async fn perform(&self, acting: Acting<'_>) -> Result<(), Error> {
        strangers::refuse_password(acting.work, &self.stranger).await
    }
}

#[derive(Serialize, Deserialize)]
struct Issued {
    secret: String,
    expires_at: chrono::DateTime<chrono::Utc>,
}

impl Command for RecordAttempt {
    const OPERATION: &'static str = "createToken";
    const PERMISSION: Option<Permission> = None;
    type Output = Option<Issued>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let account = aggregates::get::<Account>(acting.work, self.account).await?;
        // Attempts that ran beside this one may have locked the account since it was looked at.
        if account.value.is_locked(acting.work.now) {
            return Ok(None);
        }
        let noted = |account: Account| -> Result<Changed<Account, PlacementEvent>, Error> {
            Ok(if self.right {
                account.sign_in()
            } else {
                account.refuse_password(acting.work.now)
            })
        };
        let account = aggregates::save(acting.work, account.change(noted)?).await?;
        if !self.right {
            return Ok(None);
        }
        let life = acting.context.settings().token_life();
        let token = tokens::insert(acting.work, account.value.id, life).await?;
        Ok(Some(Issued {
            secret: token.secret,
            expires_at: token.expires_at,
        }))
    }
}
