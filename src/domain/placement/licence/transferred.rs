//! A licence in the place of another, and the end of that other (A7.n4).

use chrono::NaiveDate;
use uuid::Uuid;

use super::history::What;
use super::manager::not_in_force;
use super::{
    Changed, Citation, Grant, IssueGuards, Licence, LicenceEvent, LicenceNumber, Name,
    PlacementEvent, Refusal, Term,
};

type Outcomes = Result<Changed<Licence, PlacementEvent>, Refusal>;

impl Licence {
    /// Issues the licence of a transferee, for the term that the transfer gives. Everything that a
    /// first licence is measured by is looked at here too.
    pub fn issue_to_transferee(
        id: Uuid,
        number: LicenceNumber,
        grant: Grant,
        signed_by: Name,
        guards: &IssueGuards<'_>,
        today: NaiveDate,
    ) -> Outcomes {
        let Term {
            from,
            until_exclusive,
        } = guards.measure.term;
        if from != today || until_exclusive <= today {
            return Err(not_in_force(Citation::note(7, 4)));
        }
        let term = guards.measure.term;
        Self::grant_for(term, id, number, grant, signed_by, guards, today)
    }

    /// Ends it on the first day of the licence in its place. Only together with that licence.
    pub(in crate::domain::placement) fn hand_over(
        mut self,
        to: &Self,
        today: NaiveDate,
    ) -> Outcomes {
        self.require_not_ended()?;
        let to = to.id;
        self.record(today, today, What::Transferred { to });
        let event = LicenceEvent::LicenceTransferred { to, on: today };
        Ok(Changed::new(self, event))
    }
}
