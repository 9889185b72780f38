//! Accounts.

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::Tag;
use super::answer::{Created, Found, Result};
use super::caller::Caller;
use super::guilds::GuildBodyForm;
use super::request::{self, IfMatch, Key, check, parses, read, read_option, says};
use super::view::enumeration;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Actor, Grant, Role};
use crate::domain::placement::account::{Account, Login};
use crate::error::Error;
use crate::use_cases::account::close::CloseAccount;
use crate::use_cases::account::open::OpenAccount;
use crate::use_cases::account::passwords;
use crate::use_cases::account::sign_up::SignUp;
use crate::use_cases::perform;

/// Signing up and accounts.
pub struct AccountsApi {
    context: Context,
}

#[expect(
    clippy::unused_async,
    reason = "the framework takes only async operations"
)]
#[OpenApi(tag = "Tag::Access")]
impl AccountsApi {
    /// Sign up as an operator
    ///
    /// Anybody who wants to apply for a licence opens an account alone; it may do nothing else.
    #[oai(path = "/api/v1/sign-ups", method = "post", operation_id = "signUp")]
    async fn sign_up(&self, body: Json<SignUpRequest>) -> Result<Created<AccountView>> {
        let body = body.0;
        check(&body)?;
        let command = SignUp {
            login: read("/login", &body.login)?,
            name: read("/name", &body.name)?,
            password: passwords::hash(body.password).await?,
        };
        let account = perform(&self.context, &Actor::Public, &command, None).await?;
        Ok(Created::new(account, CURRENT.to_owned(), AccountView::of))
    }

    /// Show the account that is signed in
    #[oai(
        path = "/api/v1/accounts/current",
        method = "get",
        operation_id = "getCurrentAccount"
    )]
    async fn current(&self, caller: Caller) -> Result<Json<AccountView>> {
        Ok(Json(AccountView::of(caller.bearer().account.clone())))
    }

    /// Open an account with roles
    ///
    /// Roles of a provincial directorate need their province.
    #[oai(
        path = "/api/v1/accounts",
        method = "post",
        operation_id = "createAccount"
    )]
    async fn open(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<AccountRequest>,
    ) -> Result<Created<AccountView>> {
        let body = body.0;
        check(&body)?;
        let command = OpenAccount {
            login: read("/login", &body.login)?,
            name: read("/name", &body.name)?,
            grants: body
                .grants
                .iter()
                .map(GrantForm::read)
                .collect::<std::result::Result<_, _>>()?,
            password: passwords::hash(body.password).await?,
        };
        let key = request::key(&key)?;
        let account = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/accounts/{}", account.value.id);
        Ok(Created::new(account, location, AccountView::of))
    }

    /// Close an account for good
    ///
    /// Its tokens stop at once. What it did stays in the evidence.
    #[oai(
        path = "/api/v1/accounts/:id/closure",
        method = "post",
        operation_id = "closeAccount"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<AccountView>> {
        let command = CloseAccount {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let account = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(account, AccountView::of))
    }
}

impl AccountsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const CURRENT: &str = "/api/v1/accounts/current";

/// What somebody who signs up gives.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SignUpRequest {
    /// The name to sign in with: 3 to 64 Latin letters, digits or `. _ - @`.
    #[validate(custom(function = "parses::<Login>"))]
    login: String,
    /// The person's name, at most 200 characters.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// At least 10 characters, at most 200 bytes.
    #[validate(custom(function = "is_password"))]
    password: String,
}

/// What an administrator decides about an account.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct AccountRequest {
    /// The name to sign in with: 3 to 64 Latin letters, digits or `. _ - @`.
    #[validate(custom(function = "parses::<Login>"))]
    login: String,
    /// The person's name, at most 200 characters.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The first password: at least 10 characters, at most 200 bytes.
    #[validate(custom(function = "is_password"))]
    password: String,
    /// What the person may be.
    #[validate(nested)]
    #[oai(validator(max_items = 20))]
    grants: Vec<GrantForm>,
}

/// A role, in a province or at the centre.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GrantForm {
    /// The role.
    role: RoleName,
    /// The province by its ISO 3166-2 code; absent for roles of the centre.
    #[validate(custom(function = "parses::<Province>"))]
    #[oai(skip_serializing_if_is_none)]
    province: Option<String>,
    /// The guild body that a representative of an association speaks for.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    guild: Option<GuildBodyForm>,
}

impl GrantForm {
    fn read(&self) -> std::result::Result<Grant, Error> {
        let guild = self.guild.as_ref();
        Ok(Grant {
            role: self.role.into(),
            province: read_option("/grants", self.province.as_deref())?,
            guild: guild.map(|it| it.read("/grants/guild")).transpose()?,
        })
    }
}

fn is_password(password: &str) -> std::result::Result<(), ValidationError> {
    passwords::check(password).map_err(|reason| says(&reason))
}

/// An account.
#[derive(Object)]
pub struct AccountView {
    id: Uuid,
    /// The name to sign in with.
    login: String,
    /// The person's name.
    name: String,
    /// What the person may be.
    grants: Vec<GrantForm>,
    /// `active` or `closed`.
    state: String,
}

impl AccountView {
    fn of(account: Account) -> Self {
        Self {
            id: account.id,
            state: account.state().to_owned(),
            login: account.login.into(),
            name: account.name.to_string(),
            grants: account
                .grants
                .into_iter()
                .map(|grant| GrantForm {
                    role: grant.role.into(),
                    province: grant.province.map(|it| it.code().to_owned()),
                    guild: grant.guild.map(GuildBodyForm::of),
                })
                .collect(),
        }
    }
}

enumeration! {
    /// What a person is to the registry.
    RoleName of Role {
        Operator, ProvincialOfficer, DirectorGeneral, Inspector, BoardSecretary, BoardMember,
        CentralOfficer, DecreeRegistrar, Association, Police, Auditor, Administrator,
    }
}
