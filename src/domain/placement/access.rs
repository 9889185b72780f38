//! Who may do what, in kind: roles and their permissions.
//!
//! A permission is required in kind before anything is loaded, and again on the loaded object, whose
//! province, seat or owner decides.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::guild::GuildBody;
use crate::domain::kernel::province::Province;

mod permission;
mod reach;
mod role;

pub use permission::Permission;
pub use reach::Reach;
pub use role::Role;

/// A role that an account holds, in one province or, for central roles, without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The province it is bound to; nothing means the centre.
    pub province: Option<Province>,
    /// The guild body that a representative of an association speaks for, and nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guild: Option<GuildBody>,
}

impl Grant {
    /// A role in one province, or at the centre when no province is given.
    pub const fn of(role: Role, province: Option<Province>) -> Self {
        Self {
            role,
            province,
            guild: None,
        }
    }

    /// The voice of a guild body (A6.6).
    pub const fn speaking_for(guild: GuildBody) -> Self {
        Self {
            role: Role::Association,
            province: guild.province(),
            guild: Some(guild),
        }
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who signed in.
    Account {
        /// The account.
        id: Uuid,
        /// The person's name.
        name: String,
        /// What the person may be.
        grants: Vec<Grant>,
    },
    /// Somebody without an account.
    Public,
    /// The registry itself, doing what the calendar brings.
    Calendar,
    /// Whoever runs the machine, at its command line; makes the first administrator.
    Host,
}

/// Who runs the machine is its administrator, and no more than that.
const HOSTS_GRANTS: &[Grant] = &[Grant::of(Role::Administrator, None)];

/// The actor lacks the permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the permission {} is missing", .0.name())]
pub struct Denied(pub Permission);

impl Actor {
    /// The account that acts, if any.
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Public | Self::Calendar | Self::Host => None,
        }
    }

    /// The name of the person who signed in.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Account { name, .. } => Some(name),
            Self::Public | Self::Calendar | Self::Host => None,
        }
    }

    /// Requires the permission in kind and tells the role that gives it.
    pub fn require(&self, permission: Permission) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .map(|grant| grant.role)
            .find(|role| role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Requires the permission for a province: by a grant there or by a central grant.
    pub fn require_in(&self, permission: Permission, province: Province) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .filter(|grant| grant.province.is_none_or(|it| it == province))
            .map(|grant| grant.role)
            .find(|role| *role != Role::Operator && role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Requires the permission at one office and no other: by a grant in that very province, or at
    /// the centre when no province is given.
    pub fn require_at(
        &self,
        permission: Permission,
        province: Option<Province>,
    ) -> Result<Role, Denied> {
        self.grants()
            .iter()
            .filter(|grant| grant.province == province)
            .map(|grant| grant.role)
            .find(|role| *role != Role::Operator && role.allows(permission))
            .ok_or(Denied(permission))
    }

    /// Whether the person is this at that office, or at the centre when no province is given.
    pub fn holds(&self, role: Role, province: Option<Province>) -> bool {
        self.grants()
            .iter()
            .any(|grant| grant.role == role && grant.province == province)
    }

    /// The guild bodies that the person speaks for with this permission.
    pub fn guilds_of(&self, permission: Permission) -> Vec<GuildBody> {
        self.grants()
            .iter()
            .filter(|grant| grant.role.allows(permission))
            .filter_map(|grant| grant.guild)
            .collect()
    }

    /// The provinces in which the permission holds by an office; nothing means all of them.
    pub fn provinces_of(&self, permission: Permission) -> Option<Vec<Province>> {
        self.grants()
            .iter()
            .filter(|grant| grant.role != Role::Operator && grant.role.allows(permission))
            .map(|grant| grant.province)
            .collect()
    }

    fn grants(&self) -> &[Grant] {
        match self {
            Self::Account { grants, .. } => grants,
            Self::Host => HOSTS_GRANTS,
            Self::Public | Self::Calendar => &[],
        }
    }
}
