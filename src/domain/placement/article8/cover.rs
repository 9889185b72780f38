//! The guarantee as article 8 looks at it: what it covers beside what is asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::shortfall::Shortfall;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::guarantee::{Guarantee, Measure, earliest_expiry, required_amount};

/// An accepted guarantee beside what was asked of it on that day (A8.11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuaranteeCover {
    /// The guarantee.
    pub guarantee: Uuid,
    /// The application that it was lodged for, or the renewal that it secures.
    pub application: Uuid,
    /// Its amount in rial.
    pub amount: Rial,
    /// The amount in rial that the directive in force asks for.
    pub required: Rial,
    /// The last day on which the bank pays.
    pub expires_on: NaiveDate,
    /// The day until which it must last at least (policy `guarantee.expiry`).
    pub must_last_until: NaiveDate,
    /// The account that accepted it.
    pub accepted_by: Uuid,
    /// The day of acceptance.
    pub accepted_on: NaiveDate,
}

impl GuaranteeCover {
    /// A guarantee that is held for an application, beside what today's directive and policy ask.
    pub fn of(
        guarantee: &Guarantee,
        measure: &Measure<'_>,
        accepted_by: Uuid,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        guarantee.secures(guarantee.application(), measure, today)?;
        let kind = guarantee.kind();
        let (required, _) = required_amount(kind, measure.directives, &measure.policies, today)?;
        Ok(Self {
            guarantee: guarantee.id(),
            application: guarantee.application(),
            amount: guarantee.deed().amount,
            required,
            expires_on: guarantee.deed().expires_on,
            must_last_until: earliest_expiry(&measure.term, &measure.policies),
            accepted_by,
            accepted_on: today,
        })
    }

    /// The guarantee behind a licence for its renewal, beside what today's directive and policy ask for
    /// the new term.
    pub fn for_renewal(
        guarantee: &Guarantee,
        renewal: Uuid,
        measure: &Measure<'_>,
        accepted_by: Uuid,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        guarantee.secures_renewal(measure, today)?;
        let kind = guarantee.kind();
        let (required, _) = required_amount(kind, measure.directives, &measure.policies, today)?;
        Ok(Self {
            guarantee: guarantee.id(),
            application: renewal,
            amount: guarantee.remaining(),
            required,
            expires_on: guarantee.deed().expires_on,
            must_last_until: earliest_expiry(&measure.term, &measure.policies),
            accepted_by,
            accepted_on: today,
        })
    }

    /// What the guarantee falls short of.
    pub fn shortfall(&self) -> Option<Shortfall> {
        if self.amount < self.required {
            Some(Shortfall::GuaranteeTooSmall)
        } else if self.expires_on < self.must_last_until {
            Some(Shortfall::GuaranteeTooShort)
        } else {
            None
        }
    }
}
