//! Looking at bans. Every province sees them all, since they count in every province (A15.n2).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{After, Happening};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::ban::{Ban, BanStanding, Party};
use crate::error::Error;
use crate::store::bans::{self, Filter};
use crate::store::{Versioned, access_log, aggregates, evidence};
use crate::use_cases::{Acting, Command};

/// The bans that stand so today, after revocations in a province or in all of them, the one that
/// runs longest first: at most `limit`, and where the next page begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    standing: Option<BanStanding>,
    province: Option<Province>,
    after: Option<After>,
    limit: u8,
) -> Result<(Vec<Ban>, Option<After>), Error> {
    actor.require(Permission::ReadBans)?;
    let filter = Filter {
        standing: standing.map(|standing| (standing, context.today())),
        province,
    };
    let wanted = u64::from(limit) + 1;
    let mut found = bans::page(context.database(), &filter, after, wanted).await?;
    let more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let found: Vec<_> = found.into_iter().map(|ban| ban.value).collect();
    let next = found.last().filter(|_| more).map(After::of);
    Ok((found, next))
}

/// A ban with everything that happened to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BanFile {
    /// The ban.
    pub ban: Ban,
    /// What happened to it, the first thing first.
    pub history: Vec<Happening>,
}

/// Shows one ban with the full numbers of its parties, once it is written down that they were read.
#[derive(Debug, Serialize)]
pub struct ReadBan {
    /// The ban.
    pub id: Uuid,
}

impl Command for ReadBan {
    const OPERATION: &'static str = "getBan";
    const PERMISSION: Option<Permission> = Some(Permission::ReadBans);
    type Output = Versioned<BanFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let ban = aggregates::get::<Ban>(acting.work, self.id).await?;
        let history = evidence::history(acting.work, self.id).await?;
        access_log::append(acting.work, Ban::NOUN, self.id, "parties").await?;
        Ok(Versioned {
            version: ban.version,
            value: BanFile {
                ban: ban.value,
                history,
            },
        })
    }
}

/// Shows every ban that ever covered a party, once it is written down who looked for them.
#[derive(Debug, Serialize)]
pub struct FindBansOfParty {
    /// The party.
    pub party: Party,
}

impl Command for FindBansOfParty {
    const OPERATION: &'static str = "findBansOfParty";
    const PERMISSION: Option<Permission> = Some(Permission::ReadBans);
    type Output = Vec<Versioned<Ban>>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let found = bans::of_party(acting.work, &self.party).await?;
        let mut read: Vec<Uuid> = found.iter().map(|ban| ban.value.id()).collect();
        if read.is_empty() {
            // A search that finds nothing is a read of the whole list.
            read.push(Uuid::nil());
        }
        for ban in read {
            access_log::append(acting.work, Ban::NOUN, ban, "party-search").await?;
        }
        Ok(found)
    }
}
