//! Whether a guarantee still suffices: expiring, expired, deficient (A8.11).

use chrono::{Days, NaiveDate};

use super::{
    CITED, Guarantee, Measure, PlacementDirectives, Policies, PolicyKey, Refusal, Rial,
    required_amount,
};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::placement::licence::{Licence, What};

/// What a guarantee is looked at with.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The directives of the central board.
    pub directives: &'a PlacementDirectives,
    /// The policies of the day.
    pub policies: Policies<'a>,
    /// The licence that it secures, if one was issued.
    pub licence: Option<&'a Licence>,
}

/// What a guarantee covers on a day beside what is asked of it. Amounts in rial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adequacy {
    /// What can still be claimed.
    pub cover: Rial,
    /// What it must cover today; nothing where no directive says so.
    pub required: Option<Rial>,
    /// What it must cover if the licence were renewed today.
    pub required_at_renewal: Option<Rial>,
    /// How its last day lies.
    pub expiry: Expiry,
}

/// How the last day of a guarantee lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// دارای اعتبار
    Lasting,
    /// رو به پایان: within the days of alarm (policy `guarantee.alarm`).
    ExpiringSoon,
    /// منقضی
    Expired,
}

impl Expiry {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lasting, Self::ExpiringSoon, Self::Expired];

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Lasting => "دارای اعتبار",
            Self::ExpiringSoon => "رو به پایان",
            Self::Expired => "منقضی",
        }
    }
}

impl Adequacy {
    /// What is lacking today, in rial.
    pub fn shortfall(&self) -> Rial {
        lacking(self.required, self.cover)
    }

    /// What would be lacking at a renewal today, in rial.
    pub fn shortfall_at_renewal(&self) -> Rial {
        lacking(self.required_at_renewal, self.cover)
    }

    /// کسری ضمانت: expired, or below what it must cover today.
    pub fn is_deficient(&self) -> bool {
        self.expiry == Expiry::Expired || self.shortfall() != Rial::ZERO
    }
}

fn lacking(required: Option<Rial>, cover: Rial) -> Rial {
    let required = required.unwrap_or_default();
    required.checked_sub(cover).unwrap_or_default()
}

impl Guarantee {
    /// What it covers today beside what is asked. An amount that was raised after the guarantee was
    /// accepted, or the licence renewed on it, is asked for at the next renewal, or at once where the
    /// policy `guarantee.amount_change` says so.
    pub fn adequacy(&self, asked: &Asked<'_>, today: NaiveDate) -> Adequacy {
        let amount = |on: NaiveDate| {
            let policies = &asked.policies;
            let found = required_amount(self.kind, asked.directives, policies, on);
            found.ok().map(|(amount, _)| amount)
        };
        let at_once = asked
            .policies
            .is(PolicyKey::GuaranteeAmountChange, "at_once");
        let bound_on = if at_once {
            today
        } else {
            let renewed = asked.licence.and_then(renewed_on);
            let held_on = self.state.held_on().unwrap_or(today);
            renewed.map_or(held_on, |day| day.max(held_on)).min(today)
        };
        Adequacy {
            cover: self.remaining(),
            required: amount(bound_on),
            required_at_renewal: amount(today),
            expiry: self.expiry(&asked.policies, today),
        }
    }

    /// How its last day lies.
    pub fn expiry(&self, policies: &Policies<'_>, today: NaiveDate) -> Expiry {
        if self.expired(today) {
            Expiry::Expired
        } else if self.deed.expires_on <= alarm_until(policies, today) {
            Expiry::ExpiringSoon
        } else {
            Expiry::Lasting
        }
    }

    /// Refuses unless it secures another term of the licence: the office holds it, the bank can be
    /// called upon, and what is left meets the amount in force today and lasts long enough.
    pub fn secures_renewal(&self, measure: &Measure<'_>, today: NaiveDate) -> Result<(), Refusal> {
        if !self.state.is_live() {
            return Err(super::guarantee_missing());
        }
        if self.expired(today) {
            let last = SolarHijri::of(self.deed.expires_on).persian();
            return Err(Refusal::rule(
                "guarantee-expired",
                CITED,
                format!("اعتبار ضمانت‌نامه در {last} پایان یافته است."),
                format!("The guarantee expired on {}.", self.deed.expires_on),
            ));
        }
        self.measured(measure, today).map(|_| ())
    }
}

/// The last day of which the alarm speaks today.
pub fn alarm_until(policies: &Policies<'_>, today: NaiveDate) -> NaiveDate {
    today + Days::new(policies.length(PolicyKey::GuaranteeAlarm).into())
}

/// The day on which the licence was renewed last.
fn renewed_on(licence: &Licence) -> Option<NaiveDate> {
    let mut facts = licence.facts().iter().rev();
    let renewed = facts.find(|fact| matches!(fact.what, What::Renewed { .. }));
    renewed.map(|fact| fact.recorded_on)
}
