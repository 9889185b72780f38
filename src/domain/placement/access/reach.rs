//! Which agencies somebody reaches by an office.

use super::{Actor, Denied, Grant, Permission, Role};
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::guild::{GuildBody, GuildScope};

/// The agencies of one grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Those of this province; of all provinces when absent.
    pub province: Option<Province>,
    /// Those whose association this is; of every kind when absent.
    pub scope: Option<GuildScope>,
}

impl Reach {
    /// What a grant reaches. An association reaches the agencies that it joins; one that is not named
    /// and has no province is that of the foreign agencies.
    fn of(grant: Grant) -> Self {
        let unnamed = grant.role == Role::Association && grant.province.is_none();
        let scope = match grant.guild {
            Some(GuildBody::ProvincialAssociation { scope, .. }) => Some(scope),
            Some(GuildBody::ForeignAssociation | GuildBody::Kanoon) => Some(GuildScope::Foreign),
            None => unnamed.then_some(GuildScope::Foreign),
        };
        Self {
            province: grant.province,
            scope,
        }
    }

    /// The kinds of agencies; maritime ones place abroad too.
    pub const fn kinds(self) -> &'static [AgencyKind] {
        match self.scope {
            None => &[
                AgencyKind::Domestic,
                AgencyKind::Foreign,
                AgencyKind::Maritime,
            ],
            Some(GuildScope::Domestic) => &[AgencyKind::Domestic],
            Some(GuildScope::Foreign) => &[AgencyKind::Foreign, AgencyKind::Maritime],
        }
    }

    fn covers(self, province: Province, kind: AgencyKind) -> bool {
        self.province.is_none_or(|it| it == province) && self.kinds().contains(&kind)
    }
}

impl Actor {
    /// Requires the permission for an agency, by an office that reaches it.
    pub fn require_for(
        &self,
        permission: Permission,
        province: Province,
        kind: AgencyKind,
    ) -> Result<Role, Denied> {
        self.offices(permission)
            .find(|grant| Reach::of(**grant).covers(province, kind))
            .map(|grant| grant.role)
            .ok_or(Denied(permission))
    }

    /// The agencies for which [`Actor::require_for`] gives the permission.
    pub fn reach(&self, permission: Permission) -> Vec<Reach> {
        self.offices(permission).copied().map(Reach::of).collect()
    }

    fn offices(&self, permission: Permission) -> impl Iterator<Item = &Grant> {
        // The Kanoon joins associations and no agency.
        let office = move |grant: &&Grant| {
            grant.role != Role::Operator
                && grant.guild != Some(GuildBody::Kanoon)
                && grant.role.allows(permission)
        };
        self.grants().iter().filter(office)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_association_speaks_for_the_agencies_that_it_joins_and_an_office_for_its_province() {
        use AgencyKind::{Domestic, Foreign, Maritime};
        use Province::{Fars, Tehran};
        let cases = [
            (Role::Association, None, Tehran, Domestic, false),
            (Role::Association, None, Tehran, Foreign, true),
            (Role::Association, None, Fars, Maritime, true),
            (Role::Association, Some(Fars), Fars, Domestic, true),
            (Role::Association, Some(Fars), Tehran, Domestic, false),
            (Role::ProvincialOfficer, Some(Fars), Fars, Foreign, true),
            (Role::ProvincialOfficer, Some(Fars), Tehran, Foreign, false),
            (Role::CentralOfficer, None, Tehran, Domestic, true),
            (Role::Operator, None, Tehran, Domestic, false),
        ];
        for (role, office, province, kind, reached) in cases {
            let actor = Actor::Account {
                id: Uuid::nil(),
                name: String::new(),
                grants: vec![Grant::of(role, office)],
            };
            let permission = Permission::ReadSettlements;
            let found = actor.require_for(permission, province, kind);
            assert_eq!(
                found.is_ok(),
                reached,
                "{role:?} {office:?} {province} {kind:?}"
            );
            let listed = actor.reach(permission);
            let listed = listed.iter().any(|it| it.covers(province, kind));
            assert_eq!(listed, reached, "{role:?} {office:?} {province} {kind:?}");
        }
    }
}
