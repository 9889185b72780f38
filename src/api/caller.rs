//! Who calls: a bearer token, looked up by its hash.

use poem::http::header::AUTHORIZATION;
use poem::{FromRequest, Request, RequestBody};
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

/// Somebody at an operation that needs no account: whoever sends a token acts by that account.
///
/// A token that has ended is refused, so that nobody acts without an account unawares.
pub struct Visitor(Actor);

impl Visitor {
    /// The account that acts, or the public.
    pub fn actor(&self) -> &Actor {
        &self.0
    }
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        let Some(header) = request.headers().get(AUTHORIZATION) else {
            return Ok(Self(Actor::Public));
        };
        let token = header
            .to_str()
            .ok()
            .and_then(|it| it.strip_prefix("Bearer "));
        let Some(token) = token else {
            return Err(Problem::from(Error::Unauthenticated).into());
        };
        let token = BearerToken {
            token: token.to_owned(),
        };
        let bearer = signed_in(request, token).await?;
        Ok(Self(bearer.account.actor()))
    }
}
