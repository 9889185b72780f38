//! A holder gives the licence back (بازگرداندن): it ends for good, and the duties of article 16 follow.

use chrono::NaiveDate;

use super::history::What;
use super::{Changed, Licence, LicenceEvent, PlacementEvent, Refusal, Standing};
use crate::domain::kernel::citation::Citation;

const SURRENDER: Citation = Citation::article(16);

impl Licence {
    /// Gives it back from today. Whoever gives it back does not escape a case: while one is open, or a
    /// suspension runs, it is refused.
    pub fn surrender(
        mut self,
        case_open: bool,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        if case_open || !self.pending_sanctions().is_empty() {
            return Err(Refusal::rule(
                "case-open",
                SURRENDER,
                "تا پایان رسیدگی به پرونده تخلف، بازگرداندن مجوز ممکن نیست.",
                "A licence is not given back while a case against the agency is open.",
            ));
        }
        match self.standing(today) {
            Standing::Active | Standing::Expired => {}
            Standing::NotYet
            | Standing::Suspended
            | Standing::Revoked
            | Standing::Transferred
            | Standing::Surrendered => {
                return Err(Refusal::rule(
                    "not-to-be-surrendered",
                    SURRENDER,
                    "تنها مجوز معتبر یا منقضی بازگردانده می‌شود.",
                    "Only a licence that is valid or expired is given back.",
                ));
            }
        }
        self.record(today, today, What::Surrendered);
        Ok(Changed::new(
            self,
            LicenceEvent::LicenceSurrendered { on: today },
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, sample};
    use super::*;

    #[test]
    fn a_licence_that_is_given_back_ends_on_that_day_and_for_good() {
        let today = day("2026-06-01");
        let open = sample().surrender(true, today).unwrap_err();
        assert_eq!(open.code, "case-open");
        let early = sample().surrender(false, day("2025-12-24")).unwrap_err();
        assert_eq!(early.code, "not-to-be-surrendered");
        let licence = sample().surrender(false, today).unwrap().into_parts().0;
        assert_eq!(licence.standing(day("2026-05-31")), Standing::Active);
        assert_eq!(licence.standing(today), Standing::Surrendered);
        assert!(licence.has_ended());
        let twice = licence.surrender(false, today).unwrap_err();
        assert_eq!(twice.code, "illegal-transition");
        // An expired one may still be given back.
        assert!(sample().surrender(false, day("2028-01-01")).is_ok());
    }
}
