//! Who calls: a bearer token, looked up by its hash.

use poem::Request;
use poem_openapi::SecurityScheme;
use poem_openapi::auth::Bearer as BearerToken;

use super::problem::Problem;
use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::error::Error;
use crate::use_cases::account::sign_in::{self, Bearer};

/// A signed-in account, by `Authorization: Bearer …`.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", rename = "token", checker = "signed_in")]
pub struct Caller(Bearer);

impl Caller {
    /// The account as the one who acts.
    pub fn actor(&self) -> Actor {
        self.0.account.actor()
    }

    /// Who the token speaks for.
    pub fn bearer(&self) -> &Bearer {
        &self.0
    }
}

async fn signed_in(request: &Request, token: BearerToken) -> poem::Result<Bearer> {
    let bearer = match request.data::<Context>() {
        Some(context) => sign_in::bearer(context, &token.token).await,
        None => Err(Error::Unauthenticated),
    };
    bearer.map_err(|error| Problem::from(error).into())
}
