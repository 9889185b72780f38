//! Accounts (حساب کاربری): who signs in, and what they may be.

use std::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::access::{Actor, Grant, Role};
use super::event::PlacementEvent;
use super::guild::GuildBody;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::Name;

/// After this many wrong passwords in a row the account is locked for a while.
pub const FAILURES_BEFORE_LOCK: u8 = 5;
/// How long a locked account stays locked.
pub const LOCK: TimeDelta = TimeDelta::minutes(15);

/// What is remembered after one more wrong password in a row: how many there were since the last lock, and
/// until when a lock holds that this one set.
pub fn after_wrong_password(failures: u8, now: DateTime<Utc>) -> (u8, Option<DateTime<Utc>>) {
    let failures = failures.saturating_add(1);
    if failures < FAILURES_BEFORE_LOCK {
        (failures, None)
    } else {
        (0, Some(now + LOCK))
    }
}

type Change = Changed<Account, PlacementEvent>;

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its identity.
    pub id: Uuid,
    /// The name to sign in with.
    pub login: Login,
    /// The person's name.
    pub name: Name,
    /// What the person may be.
    pub grants: Vec<Grant>,
    password: PasswordHash,
    failures: u8,
    locked_until: Option<DateTime<Utc>>,
    state: AccountState,
}

/// Whether an account is in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// In use.
    Active,
    /// Closed for good.
    Closed {
        /// The day it was closed.
        on: NaiveDate,
    },
}

impl Account {
    /// Opens an account for somebody who signs up alone: an operator, and nothing else.
    pub fn sign_up(id: Uuid, login: Login, name: Name, password: PasswordHash) -> Change {
        let grants = vec![Grant::of(Role::Operator, None)];
        Self::create(id, login, name, password, grants, |login, grants| {
            AccountEvent::SignedUp { login, grants }
        })
    }

    /// Opens an account with the grants that an administrator decides.
    ///
    /// # Errors
    /// Roles of a directorate need their province, and without a grant there is nothing to do.
    pub fn open(
        id: Uuid,
        login: Login,
        name: Name,
        password: PasswordHash,
        grants: Vec<Grant>,
    ) -> Result<Change, Refusal> {
        check_grants(&grants)?;
        Ok(Self::create(
            id,
            login,
            name,
            password,
            grants,
            |login, grants| AccountEvent::Opened { login, grants },
        ))
    }

    fn create(
        id: Uuid,
        login: Login,
        name: Name,
        password: PasswordHash,
        grants: Vec<Grant>,
        event: impl FnOnce(Login, Vec<Grant>) -> AccountEvent,
    ) -> Change {
        let event = event(login.clone(), grants.clone());
        let account = Self {
            id,
            login,
            name,
            grants,
            password,
            failures: 0,
            locked_until: None,
            state: AccountState::Active,
        };
        Changed::new(account, event)
    }

    /// Counts a wrong password; the last one allowed locks the account.
    pub fn refuse_password(self, now: DateTime<Utc>) -> Change {
        let (failures, locked_until) = after_wrong_password(self.failures, now);
        let account = Self {
            failures,
            locked_until,
            ..self
        };
        Changed::new(account, AccountEvent::PasswordRefused { locked_until })
    }

    /// Notes a right password.
    pub fn sign_in(self) -> Change {
        let account = Self {
            failures: 0,
            locked_until: None,
            ..self
        };
        Changed::new(account, AccountEvent::SignedIn)
    }

    /// Closes the account for good.
    pub fn close(self, today: NaiveDate) -> Result<Change, Refusal> {
        match self.state {
            AccountState::Active => {}
            AccountState::Closed { .. } => {
                return Err(Refusal::state("closed", &[], ACCESS));
            }
        }
        let account = Self {
            state: AccountState::Closed { on: today },
            ..self
        };
        Ok(Changed::new(account, AccountEvent::Closed { on: today }))
    }

    /// The offices for which the person inspects: provinces, or none for the centre (A6.2).
    pub fn inspects_for(&self) -> impl Iterator<Item = Option<Province>> {
        let grants = self.grants.iter();
        let inspects = grants.filter(|grant| grant.role == Role::Inspector);
        inspects.map(|grant| grant.province)
    }

    /// Whether the account has not been closed; a lock keeps out new sign-ins, not the one who is in.
    pub fn is_in_use(&self) -> bool {
        self.state == AccountState::Active
    }

    /// Whether the account may sign in at this instant.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.is_in_use() && !self.is_locked(now)
    }

    /// Whether too many wrong passwords have locked it.
    pub fn is_locked(&self, now: DateTime<Utc>) -> bool {
        self.locked_until(now).is_some()
    }

    /// Until when too many wrong passwords keep it locked, if they do.
    pub fn locked_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.locked_until.filter(|until| now < *until)
    }

    /// The hash to compare a password with.
    pub fn password(&self) -> &PasswordHash {
        &self.password
    }

    /// The account as the one who acts.
    pub fn actor(&self) -> Actor {
        Actor::Account {
            id: self.id,
            name: self.name.to_string(),
            grants: self.grants.clone(),
        }
    }
}

/// Confidentiality of what the registry holds is the reason for accounts.
const ACCESS: Citation = Citation::Article(
    13,
    crate::domain::kernel::citation::Part::NoteBelowClause(2),
);

fn check_grants(grants: &[Grant]) -> Result<(), Refusal> {
    if grants.is_empty() {
        return Err(Refusal::rule(
            "grant-missing",
            ACCESS,
            "برای حساب کاربری دست‌کم یک نقش لازم است.",
            "An account needs at least one role.",
        ));
    }
    for grant in grants {
        if grant.role.is_provincial() && grant.province.is_none() {
            return Err(Refusal::rule(
                "grant-without-province",
                ACCESS,
                "این نقش تنها در یک استان معین معنا دارد.",
                "This role needs its province.",
            ));
        }
        let unfit = |guild: GuildBody| *grant != Grant::speaking_for(guild);
        if grant.guild.is_some_and(unfit) {
            return Err(Refusal::rule(
                "guild-of-another-role",
                ACCESS,
                "تشکل صنفی تنها برای نماینده همان تشکل و در استان همان تشکل تعیین می‌شود.",
                "Only a representative speaks for a guild body, in the province of that body.",
            ));
        }
    }
    Ok(())
}

impl Aggregate for Account {
    type Event = PlacementEvent;
    const NOUN: &'static str = "account";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            AccountState::Active => "active",
            AccountState::Closed { .. } => "closed",
        }
    }
}

/// What happens to accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AccountEvent {
    /// Somebody signed up as an operator.
    SignedUp { login: Login, grants: Vec<Grant> },
    /// An administrator opened it.
    Opened { login: Login, grants: Vec<Grant> },
    /// A right password.
    SignedIn,
    /// A wrong password.
    PasswordRefused { locked_until: Option<DateTime<Utc>> },
    /// Closed for good.
    Closed { on: NaiveDate },
}

impl Event for AccountEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::SignedUp { .. } => "account-signed-up",
            Self::Opened { .. } => "account-opened",
            Self::SignedIn => "account-signed-in",
            Self::PasswordRefused { .. } => "account-password-refused",
            Self::Closed { .. } => "account-closed",
        }
    }

    fn citation(&self) -> Citation {
        ACCESS
    }
}

/// The name to sign in with: 3 to 64 letters, digits and `. _ - @` in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Login(String);

impl Login {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Login {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim().to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
        if (3..=64).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text))
        } else {
            Err(Invalid {
                code: "login",
                fa: "نام کاربری باید ۳ تا ۶۴ نویسه از حروف لاتین، رقم و . _ - @ باشد.",
                en: "A login has 3 to 64 Latin letters, digits or . _ - @.",
            })
        }
    }
}

impl TryFrom<String> for Login {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

/// An argon2id hash in PHC form; never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a PHC string made by the store's hasher.
    pub fn from_phc(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string, to compare a password with.
    pub fn phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        let hash = PasswordHash::from_phc("$argon2id$".into());
        let change = Account::sign_up(
            Uuid::nil(),
            "elham".parse().unwrap(),
            "الهام کیانفر".parse().unwrap(),
            hash,
        );
        change.into_parts().0
    }

    #[test]
    fn five_wrong_passwords_in_a_row_lock_an_account_for_a_quarter_of_an_hour() {
        let now: DateTime<Utc> = "2026-11-22T06:30:00Z".parse().unwrap();
        let mut account = account();
        for _ in 1..FAILURES_BEFORE_LOCK {
            account = account.refuse_password(now).into_parts().0;
            assert!(account.is_open(now));
        }
        account = account.refuse_password(now).into_parts().0;
        assert!(account.is_locked(now));
        assert!(!account.is_open(now + LOCK - TimeDelta::seconds(1)));
        assert!(account.is_open(now + LOCK));
    }

    #[test]
    fn a_right_password_forgets_the_wrong_ones() {
        let now: DateTime<Utc> = "2026-11-22T06:30:00Z".parse().unwrap();
        let mut account = account();
        for _ in 0..20 {
            account = account.refuse_password(now).into_parts().0;
            account = account.sign_in().into_parts().0;
        }
        assert!(account.is_open(now));
    }

    #[test]
    fn a_director_general_without_a_province_cannot_be_made() {
        let grant = Grant::of(Role::DirectorGeneral, None);
        let a = account();
        let refused = Account::open(a.id, a.login, a.name, a.password, vec![grant]).unwrap_err();
        assert_eq!(refused.code, "grant-without-province");
    }

    #[test]
    fn only_a_representative_speaks_for_a_guild_body_and_in_its_province() {
        use crate::domain::kernel::province::Province;
        use crate::domain::placement::guild::GuildScope;
        let tehran = GuildBody::ProvincialAssociation {
            province: Province::Tehran,
            scope: GuildScope::Domestic,
        };
        let of = |role, province, guild| Grant {
            role,
            province,
            guild: Some(guild),
        };
        let here = Some(Province::Tehran);
        let foreign = GuildBody::ForeignAssociation;
        for (grant, fits) in [
            (of(Role::Association, here, tehran), true),
            (of(Role::Association, None, foreign), true),
            (of(Role::Association, None, tehran), false),
            (of(Role::Association, Some(Province::Fars), tehran), false),
            (of(Role::Association, here, foreign), false),
            (of(Role::ProvincialOfficer, here, tehran), false),
        ] {
            let a = account();
            let opened = Account::open(a.id, a.login, a.name, a.password, vec![grant]);
            assert_eq!(opened.is_ok(), fits, "{grant:?}");
        }
    }

    #[test]
    fn a_password_hash_is_never_shown() {
        assert!(!format!("{:?}", account()).contains("argon2"));
    }
}
