//! The guild bodies that the bylaw knows, and their registrations (A1.5-A1.7).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

/// A guild body (تشکل صنفی) under article 131 of the Labour Law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "guild")]
pub enum GuildBody {
    /// کانون: the union of the associations of the country (A1.5).
    Kanoon,
    /// انجمن استانی: the employers' association of one province (A1.6), which may be absent.
    ProvincialAssociation {
        /// The province.
        province: Province,
        /// Whose agencies it joins.
        scope: GuildScope,
    },
    /// انجمن خارجی: the national association of foreign agencies (A1.7).
    ForeignAssociation,
}

impl GuildBody {
    /// The province of a provincial association.
    pub const fn province(self) -> Option<Province> {
        match self {
            Self::Kanoon | Self::ForeignAssociation => None,
            Self::ProvincialAssociation { province, .. } => Some(province),
        }
    }
}

/// Whose agencies a provincial association joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuildScope {
    /// کاریابی‌های داخلی
    Domestic,
    /// کاریابی‌های خارجی
    Foreign,
}

impl fmt::Display for GuildBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kanoon => f.write_str("کانون"),
            Self::ForeignAssociation => f.write_str("انجمن خارجی"),
            Self::ProvincialAssociation { province, scope } => {
                let name = match scope {
                    GuildScope::Domestic => "انجمن استانی",
                    GuildScope::Foreign => "انجمن استانی خارجی",
                };
                write!(f, "{name} {}", province.name_fa())
            }
        }
    }
}

/// The registration of a guild body: only an active one may fill a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuildRegistration {
    id: Uuid,
    body: GuildBody,
    name: Name,
    number: ShortText,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

impl GuildRegistration {
    /// Records a registration; a body has one at a time.
    pub fn record(
        id: Uuid,
        body: GuildBody,
        name: Name,
        number: ShortText,
        from: NaiveDate,
        others: &[Self],
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if others
            .iter()
            .any(|other| other.body == body && other.until.is_none_or(|until| until > from))
        {
            return Err(Refusal::rule(
                "guild-already-registered",
                cited(body),
                "این تشکل ثبت جاری دیگری دارد.",
                "This guild body already has a registration in force.",
            ));
        }
        let registration = Self {
            id,
            body,
            name,
            number,
            from,
            until: None,
        };
        Ok(Changed::new(
            registration,
            GuildEvent::GuildRegistered { body, from },
        ))
    }

    /// Ends the registration: `until` is the first day without it.
    pub fn end(self, until: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.until.is_some() {
            return Err(Refusal::state("ended", &[], cited(self.body)));
        }
        if until < self.from {
            return Err(Refusal::rule(
                "end-before-start",
                cited(self.body),
                "پایان ثبت نمی‌تواند پیش از آغاز آن باشد.",
                "A registration cannot end before it starts.",
            ));
        }
        let event = GuildEvent::GuildRegistrationEnded {
            body: self.body,
            until,
        };
        let ended = Self {
            until: Some(until),
            ..self
        };
        Ok(Changed::new(ended, event))
    }

    /// The body.
    pub fn body(&self) -> GuildBody {
        self.body
    }

    /// Its registered name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Number and date of the registration.
    pub fn number(&self) -> &ShortText {
        &self.number
    }

    /// The first day of the registration.
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The first day without it, if it has ended.
    pub fn until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// Whether it was active on that day.
    pub fn active(&self, date: NaiveDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }
}

/// Whether one of the registrations of the body was active on that day.
pub fn is_active(registrations: &[GuildRegistration], body: GuildBody, date: NaiveDate) -> bool {
    registrations
        .iter()
        .any(|registration| registration.body == body && registration.active(date))
}

fn cited(body: GuildBody) -> Citation {
    match body {
        GuildBody::Kanoon => Citation::clause(1, 5),
        GuildBody::ProvincialAssociation { .. } => Citation::clause(1, 6),
        GuildBody::ForeignAssociation => Citation::clause(1, 7),
    }
}

impl Aggregate for GuildRegistration {
    type Event = PlacementEvent;

    const NOUN: &'static str = "guild";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        if self.until.is_some() {
            "ended"
        } else {
            "registered"
        }
    }
}

/// What happens to the registration of a guild body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum GuildEvent {
    /// It was recorded.
    GuildRegistered {
        /// The body.
        body: GuildBody,
        /// Its first day.
        from: NaiveDate,
    },
    /// It ended.
    GuildRegistrationEnded {
        /// The body.
        body: GuildBody,
        /// The first day without it.
        until: NaiveDate,
    },
}

impl Event for GuildEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::GuildRegistered { .. } => "guild-registered",
            Self::GuildRegistrationEnded { .. } => "guild-registration-ended",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::GuildRegistered { body, .. } | Self::GuildRegistrationEnded { body, .. } => {
                cited(*body)
            }
        }
    }
}
