//! What the bank endorses on its deed (الحاقیه): a later expiry, a greater amount (A8.11).
//!
//! More money behind a licence comes either as an endorsement of the deed that is held, by which its
//! amount rises, or as a deed of its own for all of the amount that takes its place; there are never
//! two beside one another, so that a claim always knows where to go.

use chrono::NaiveDate;

use super::{CITED, Changed, Guarantee, GuaranteeEvent, Moved, PlacementEvent, Refusal, Rial};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::placement::settlement::Evidence;

impl Guarantee {
    /// Records that the bank stands for it until a later day.
    pub fn extend(
        mut self,
        until: NaiveDate,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_endorsable(&evidence, today)?;
        let before = self.deed.expires_on;
        if until <= before {
            return Err(Refusal::rule(
                "guarantee-not-extended",
                CITED,
                format!(
                    "اعتبار تازه باید پس از {} پایان یابد.",
                    SolarHijri::of(before).persian()
                ),
                format!("The new expiry must lie after {before}."),
            ));
        }
        let event = GuaranteeEvent::GuaranteeExtended {
            application: self.application,
            before,
            until,
            record: evidence.record.clone(),
        };
        self.deed.expires_on = until;
        let on = evidence.on;
        let extended = Moved::Extended {
            before,
            until,
            evidence,
        };
        self.moves(extended, on, today);
        Ok(Changed::new(self, event))
    }

    /// Records that the bank stands for more than before.
    pub fn top_up(
        mut self,
        amount: Rial,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_endorsable(&evidence, today)?;
        let raised = self.deed.amount.checked_add(amount).ok();
        let Some(raised) = raised.filter(|_| amount != Rial::ZERO) else {
            return Err(Refusal::rule(
                "guarantee-not-topped-up",
                CITED,
                "مبلغ افزوده باید بیش از صفر و جمع مبلغ ضمانت‌نامه قابل ثبت باشد.",
                "What is added is above zero, and the sum is an amount that can be recorded.",
            ));
        };
        let event = GuaranteeEvent::GuaranteeToppedUp {
            application: self.application,
            amount,
            sum: raised,
            record: evidence.record.clone(),
        };
        self.deed.amount = raised;
        let on = evidence.on;
        self.moves(Moved::ToppedUp { amount, evidence }, on, today);
        Ok(Changed::new(self, event))
    }

    /// A bank endorses a deed that is held, as long as it stands for it. What an endorsement says is
    /// recorded also later, when the deed would have expired without it.
    fn require_endorsable(&self, evidence: &Evidence, today: NaiveDate) -> Result<(), Refusal> {
        let Some(held_on) = self.state.held_on().filter(|_| self.state.is_live()) else {
            return Err(self.illegal());
        };
        if !(held_on..=today).contains(&evidence.on) {
            return Err(Refusal::rule(
                "evidence-date",
                CITED,
                "تاریخ تأیید بانک پیش از پذیرش ضمانت‌نامه یا پس از امروز نیست.",
                "The bank's word is dated no earlier than the acceptance and no later than today.",
            ));
        }
        if self.expired(evidence.on) {
            return Err(Refusal::rule(
                "guarantee-expired",
                CITED,
                "اعتبار ضمانت‌نامه پیش از تأیید بانک پایان یافته است؛ ضمانت‌نامه دیگری باید جایگزین آن شود.",
                "The deed had expired before the bank's word; another one has to take its place.",
            ));
        }
        Ok(())
    }
}
