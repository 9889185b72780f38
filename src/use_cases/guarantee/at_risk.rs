//! The guarantees that a directorate has to see to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::directives::PlacementDirectives;
use crate::domain::placement::guarantee::{
    Adequacy, Asked, Guarantee, alarm_until, required_amount,
};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::error::Error;
use crate::store::guarantees::{self, After, Reached};
use crate::store::{Connected, directives, licences, policies};

/// What is wrong with a guarantee, and where the page of such guarantees begins.
#[derive(Clone, Copy, Debug)]
pub enum Risk {
    /// It has expired, or does so within the days of alarm.
    Expiry {
        /// After this one.
        after: Option<After<NaiveDate>>,
    },
    /// It covers less than the directive in force asks for agencies of a kind.
    Amount {
        /// The kind.
        kind: AgencyKind,
        /// After this one.
        after: Option<After<Rial>>,
    },
}

/// A guarantee at risk.
#[derive(Debug)]
pub struct AtRisk {
    /// The guarantee.
    pub guarantee: Guarantee,
    /// What it covers, and what is asked.
    pub adequacy: Adequacy,
    /// The licence that it secures, if one was issued.
    pub licence: Option<Licence>,
}

/// The guarantees at risk that the actor reaches by an office: at most `limit`, and whether there are
/// more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    risk: Risk,
    province: Option<Province>,
    limit: u64,
) -> Result<(Vec<AtRisk>, bool), Error> {
    let permission = Permission::ReadApplications;
    actor.require(permission)?;
    let reach = actor.reach(permission);
    if reach.is_empty() {
        return Err(Denied(permission).into());
    }
    let (at, today) = (context.database(), context.today());
    let rules = Rules::read(at).await?;
    let policies = Policies::on(&rules.book, today);
    let reached = Reached { reach, province };
    let mut found = match risk {
        Risk::Expiry { after } => {
            let until = alarm_until(&policies, today);
            guarantees::expiring(at, &reached, until, after, limit + 1).await?
        }
        Risk::Amount { kind, after } => {
            match required_amount(kind, &rules.directives, &policies, today) {
                Ok((amount, _)) => {
                    guarantees::below(at, &reached, kind, amount, after, limit + 1).await?
                }
                Err(_) => Vec::new(),
            }
        }
    };
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let applications: Vec<Uuid> = found.iter().map(|it| it.value.application()).collect();
    let licences = licences::of_applications(at, &applications).await?;
    let mut licences: BTreeMap<Uuid, Licence> = licences
        .into_iter()
        .map(|licence| (licence.grant().application, licence))
        .collect();
    let items = found.into_iter().map(|it| {
        let licence = licences.remove(&it.value.application());
        let adequacy = rules.adequacy(&it.value, licence.as_ref(), today);
        AtRisk {
            guarantee: it.value,
            adequacy,
            licence,
        }
    });
    Ok((items.collect(), more))
}

/// The guarantee behind a licence, and whether it suffices today.
pub async fn behind(
    context: &Context,
    licence: &Licence,
) -> Result<Option<(Guarantee, Adequacy)>, Error> {
    let at = context.database();
    let Some(found) = guarantees::behind(at, licence).await? else {
        return Ok(None);
    };
    let rules = Rules::read(at).await?;
    let adequacy = rules.adequacy(&found.value, Some(licence), context.today());
    Ok(Some((found.value, adequacy)))
}

/// What a guarantee covers today beside what is asked of it.
pub async fn adequacy(context: &Context, guarantee: &Guarantee) -> Result<Adequacy, Error> {
    let at = context.database();
    let licence = super::licence_of(at, guarantee.application()).await?;
    let licence = licence.map(|it| it.value);
    let rules = Rules::read(at).await?;
    Ok(rules.adequacy(guarantee, licence.as_ref(), context.today()))
}

struct Rules {
    directives: PlacementDirectives,
    book: PolicyBook<PolicyKey>,
}

impl Rules {
    async fn read(at: &impl Connected) -> Result<Self, Error> {
        Ok(Self {
            directives: directives::book(at).await?,
            book: policies::book(at).await?,
        })
    }

    fn adequacy(
        &self,
        guarantee: &Guarantee,
        licence: Option<&Licence>,
        today: NaiveDate,
    ) -> Adequacy {
        let asked = Asked {
            directives: &self.directives,
            policies: Policies::on(&self.book, today),
            licence,
        };
        guarantee.adequacy(&asked, today)
    }
}

impl AtRisk {
    /// The place of this one in the order of last days.
    pub fn by_day(&self) -> After<NaiveDate> {
        (self.guarantee.deed().expires_on, self.guarantee.id())
    }

    /// The place of this one in the order of covers.
    pub fn by_cover(&self) -> After<Rial> {
        (self.adequacy.cover, self.guarantee.id())
    }
}
