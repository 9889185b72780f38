//! Bearer tokens.

use chrono::{DateTime, Utc};
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi};

use super::Tag;
use super::answer::{Done, Result};
use super::caller::Caller;
use crate::context::Context;
use crate::use_cases::account::sign_in::{self, SignOut};
use crate::use_cases::perform;

/// Signing in and out.
pub struct TokensApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Access")]
impl TokensApi {
    /// Sign in
    ///
    /// Five wrong passwords in a row lock the account for a quarter of an hour. The token is shown once.
    #[oai(path = "/api/v1/tokens", method = "post", operation_id = "createToken")]
    async fn create(&self, body: Json<Credentials>) -> Result<TokenCreated> {
        let login = body.0.login.parse().ok();
        let token = sign_in::sign_in(&self.context, login, body.0.password).await?;
        Ok(TokenCreated::Created(Json(TokenView {
            token: token.secret,
            expires_at: token.expires_at,
        })))
    }

    /// Sign out
    ///
    /// The token that the request came with ends at once.
    #[oai(
        path = "/api/v1/tokens/current/revocation",
        method = "post",
        operation_id = "revokeToken"
    )]
    async fn revoke(&self, caller: Caller) -> Result<Done> {
        let command = SignOut {
            token: caller.bearer().token,
        };
        perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Done::Done)
    }
}

impl TokensApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Who signs in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Credentials {
    /// The account's login.
    #[oai(validator(max_length = 200))]
    login: String,
    /// The account's password.
    #[oai(validator(max_length = 200))]
    password: String,
}

/// A new token.
#[derive(ApiResponse)]
enum TokenCreated {
    /// The token.
    #[oai(status = 201)]
    Created(Json<TokenView>),
}

/// A token, shown once.
#[derive(Object)]
struct TokenView {
    /// What to send as `Authorization: Bearer …`.
    token: String,
    /// When it ends.
    expires_at: DateTime<Utc>,
}
