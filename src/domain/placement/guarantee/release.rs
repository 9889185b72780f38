//! Giving a guarantee back when the licence has ended and nothing of article 16 is open (A8.11).

use chrono::NaiveDate;

use super::{
    CITED, Changed, Citation, Claim, Guarantee, GuaranteeEvent, GuaranteeState, Holding, Moved,
    PlacementEvent, Policies, PolicyKey, Refusal, ShortText,
};
use crate::domain::kernel::calendar::{SolarHijri, add_months};
use crate::domain::placement::licence::{Licence, LicenceState, Standing};
use crate::domain::placement::settlement::SettlementFile;

/// What is looked at before a guarantee goes back.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseChecks<'a> {
    /// The licence that it secures.
    pub licence: &'a Licence,
    /// The settlement file of that licence, if one was opened.
    pub settlement: Option<&'a SettlementFile>,
    /// The day on which the licence ended otherwise than by a ruling, if by the policies of that day
    /// article 16 did not apply (`a16.applies_to`).
    pub ended_without_settlement: Option<NaiveDate>,
    /// Whether a violation case against the agency is open.
    pub case_open: bool,
    /// Whether a complaint about the agency is undecided.
    pub complaint_open: bool,
    /// The policies of the day.
    pub policies: Policies<'a>,
}

impl Guarantee {
    /// Asks for what is left of the guarantee, once nothing of article 16 is open.
    pub fn request_release(
        mut self,
        checks: &ReleaseChecks<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let (holding, claims) = match &self.state {
            GuaranteeState::Held { .. } | GuaranteeState::PartiallyCalled { .. } => {
                self.holding().ok_or_else(|| self.illegal())?
            }
            _ => return Err(self.illegal()),
        };
        checks.ended(today)?;
        let event = GuaranteeEvent::ReleaseRequested {
            application: self.application,
        };
        self.state = GuaranteeState::ReleaseRequested {
            holding,
            claims,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Gives the guarantee back: nothing is open, and the months of waiting are over.
    pub fn release(
        mut self,
        checks: &ReleaseChecks<'_>,
        letter: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let GuaranteeState::ReleaseRequested {
            holding, claims, ..
        } = self.state.clone()
        else {
            return Err(self.illegal());
        };
        checks.clear(today)?;
        let event = GuaranteeEvent::GuaranteeReleased {
            application: self.application,
            letter: letter.clone(),
        };
        self.give_back(|amount| Moved::Released { amount }, today);
        self.state = GuaranteeState::Released {
            holding,
            claims,
            letter,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// How it is held while it can be claimed or asked back, with the claims so far.
    pub(super) fn holding(&self) -> Option<(Holding, Vec<Claim>)> {
        match self.state.clone() {
            GuaranteeState::Held {
                confirmation,
                directive,
                held_on,
            } => {
                let holding = Holding {
                    confirmation,
                    directive,
                    held_on,
                };
                Some((holding, Vec::new()))
            }
            GuaranteeState::PartiallyCalled { holding, claims }
            | GuaranteeState::ReleaseRequested {
                holding, claims, ..
            } => Some((holding, claims)),
            _ => None,
        }
    }
}

impl ReleaseChecks<'_> {
    /// Refuses unless the licence has ended and its settlement is closed.
    fn ended(&self, today: NaiveDate) -> Result<NaiveDate, Refusal> {
        let standing = self.licence.standing(today);
        if standing != Standing::Expired && !standing.is_end() {
            return Err(Refusal::rule(
                "licence-not-ended",
                CITED,
                "تا پایان یافتن مجوز، ضمانت‌نامه آزاد نمی‌شود.",
                "A guarantee is not released before the licence has ended.",
            ));
        }
        match self.settlement {
            Some(file) if !file.is_open() => Ok(file.ended_on()),
            None => self
                .ended_without_settlement
                .or_else(|| self.handed_over_on())
                .ok_or_else(settlement_open),
            Some(_) => Err(settlement_open()),
        }
    }

    /// A transfer brings no settlement either: the agency goes on.
    fn handed_over_on(&self) -> Option<NaiveDate> {
        match self.licence.licence_state() {
            LicenceState::Transferred { on, .. } => Some(on),
            _ => None,
        }
    }

    fn clear(&self, today: NaiveDate) -> Result<(), Refusal> {
        let ended_on = self.ended(today)?;
        if self.case_open || self.complaint_open {
            return Err(Refusal::rule(
                "matter-open",
                CITED,
                "تا پایان رسیدگی به پرونده تخلف و شکایت‌های کاریابی، ضمانت‌نامه آزاد نمی‌شود.",
                "A guarantee is not released while a case or a complaint about the agency is open.",
            ));
        }
        // As long as a guarantee outlives its licence, so long claims may still come in.
        let months = self.policies.guarantee_months_after_end();
        let from = add_months(ended_on, months.into());
        if today < from {
            return Err(Refusal::rule(
                "release-too-early",
                PolicyKey::GuaranteeExpiry.citation(),
                format!(
                    "ضمانت‌نامه پیش از {} آزاد نمی‌شود.",
                    SolarHijri::of(from).persian()
                ),
                format!("The guarantee is not released before {from}."),
            ));
        }
        Ok(())
    }
}

fn settlement_open() -> Refusal {
    Refusal::rule(
        "settlement-open",
        Citation::article(16),
        "تا مختومه شدن پرونده تسویه و انجام همه تکالیف ماده ۱۶، ضمانت‌نامه آزاد نمی‌شود.",
        "A guarantee is not released while anything of article 16 is open.",
    )
}

/// The refusal to give back a guarantee that no licence rests on: it is replaced or rejected instead.
pub fn not_behind_a_licence(guarantee: &Guarantee) -> Refusal {
    match guarantee.state {
        GuaranteeState::Held { .. } => Refusal::rule(
            "licence-not-ended",
            CITED,
            "مجوزی با این ضمانت‌نامه صادر نشده است؛ درخواست آن باید نخست پایان یابد.",
            "No licence was issued on this guarantee; its application has to end first.",
        ),
        _ => guarantee.illegal(),
    }
}
