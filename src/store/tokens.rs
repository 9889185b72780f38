//! Bearer tokens: opaque, known only by their hash, with an end.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use entity::{account, token};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::aggregates;
use super::database::{Connected, Work};
use super::evidence::canonical;
use crate::domain::placement::account::Account;
use crate::error::Error;

/// A new token, shown once.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What the caller sends as its bearer token.
    pub secret: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Who a token speaks for.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The token's identity, to revoke it by.
    pub token: Uuid,
    /// The account.
    pub account: Account,
}

/// Makes a token for an account.
pub async fn insert(work: &Work, account: Uuid, life: TimeDelta) -> Result<NewToken, Error> {
    let random: [u8; 32] = rand::random();
    let secret = format!("parvaneh_{}", URL_SAFE_NO_PAD.encode(random));
    let expires_at = work.now + life;
    let row = token::ActiveModel {
        hash: Set(canonical::hash(secret.as_bytes())),
        id: Set(Uuid::now_v7()),
        account_id: Set(account),
        created_at: Set(work.now),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
    };
    token::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(NewToken { secret, expires_at })
}

/// Who the token speaks for at this instant, if anybody.
pub async fn find(
    at: &impl Connected,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<Bearer>, Error> {
    let found = token::Entity::find_by_id(canonical::hash(secret.as_bytes()))
        .filter(token::Column::RevokedAt.is_null())
        .filter(token::Column::ExpiresAt.gt(now))
        .one(&at.connection())
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let row = account::Entity::find_by_id(found.account_id)
        .one(&at.connection())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let account: Account = aggregates::from_row(&row)?.value;
    Ok(account.is_in_use().then_some(Bearer {
        token: found.id,
        account,
    }))
}

/// Ends a token at once.
pub async fn revoke(work: &Work, token: Uuid) -> Result<(), Error> {
    token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, work.now.into())
        .filter(token::Column::Id.eq(token))
        .filter(token::Column::RevokedAt.is_null())
        .exec(&work.connection())
        .await?;
    Ok(())
}
