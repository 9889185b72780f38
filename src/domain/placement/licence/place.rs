//! Where a licensed office is: the place of issue and the places it moved to (A7, A13.n1).

use chrono::NaiveDate;

use super::history::What;
use super::{Changed, DocumentReason, Licence, LicenceEvent, PlacementEvent, Premises, Refusal};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::province::Province;

impl Licence {
    /// The place of establishment by the last move that is written down.
    pub fn premises(&self) -> &Premises {
        self.premises_on(NaiveDate::MAX)
    }

    /// The place of establishment on a day, by all moves known now.
    pub fn premises_on(&self, on: NaiveDate) -> &Premises {
        let moves = self.facts().iter().filter_map(|fact| match &fact.what {
            What::Relocated { premises } if fact.effective <= on => Some((fact, premises)),
            _ => None,
        });
        // Of two moves on one day the one that was recorded later counts.
        moves
            .max_by_key(|(fact, _)| fact.effective)
            .map_or(&self.grant.premises, |(_, premises)| premises)
    }

    /// The province that is competent (A7): that of the place of establishment.
    pub fn province(&self) -> Province {
        self.premises().province
    }

    /// Follows a move of the office, of which a new version of the paper tells. Whether the notice
    /// was in time makes no difference to that: it is a notice and no request.
    pub(in crate::domain::placement) fn relocate(
        mut self,
        premises: &Premises,
        moved_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        if moved_on > today {
            return Err(Refusal::rule(
                "not-moved-yet",
                Citation::note(13, 1),
                "محل استقرار از روز جابه‌جایی تغییر می‌کند.",
                "The place of establishment changes on the day of the move.",
            ));
        }
        let premises = premises.clone();
        let event = LicenceEvent::LicenceRelocated {
            province: premises.province,
            city: premises.city.clone(),
            address: premises.address.clone(),
            on: moved_on,
        };
        self.record(moved_on, today, What::Relocated { premises });
        self.follow_with_paper(DocumentReason::Relocation, today);
        Ok(Changed::new(self, event))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, sample};
    use super::*;

    fn at(postal_code: &str) -> Premises {
        Premises {
            postal_code: postal_code.parse().unwrap(),
            ..sample().premises().clone()
        }
    }

    /// Covers A13.n1.
    #[test]
    fn an_office_is_where_it_moved_last_whatever_order_the_moves_were_told_in() {
        let today = day("2026-06-01");
        let moves = [("1619735745", "2026-05-01"), ("1619735746", "2026-03-01")];
        let mut licence = sample();
        for (place, on) in moves {
            let change = licence.relocate(&at(place), day(on), today).unwrap();
            licence = change.into_parts().0;
        }
        let cases = [
            ("2026-02-28", "1619735744"),
            ("2026-03-01", "1619735746"),
            ("2026-04-30", "1619735746"),
            ("2026-05-01", "1619735745"),
        ];
        for (on, place) in cases {
            assert_eq!(licence.premises_on(day(on)), &at(place), "{on}");
        }
        assert_eq!(licence.premises(), &at("1619735745"));
        assert_eq!(licence.good_from(), 3);
        let reasons: Vec<_> = licence.documents().iter().map(|it| it.because).collect();
        let relocation = DocumentReason::Relocation;
        assert_eq!(reasons, [DocumentReason::Issue, relocation, relocation]);
        let early = licence.relocate(&at("1619735747"), day("2026-06-02"), today);
        assert_eq!(early.unwrap_err().code, "not-moved-yet");
    }
}
