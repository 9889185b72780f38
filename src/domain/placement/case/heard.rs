//! A case that its board has heard: what a ruling is drafted on.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Aggregate, Case, CaseState, Charge, Citation, FactDates, Refusal};
use crate::domain::placement::respondent::Respondent;
use crate::domain::placement::violation::{Clause, Head};

/// What was charged in a case that has been heard. Only [`Case::heard`] makes one.
#[derive(Clone, Debug)]
pub struct HeardCase {
    case: Uuid,
    respondent: Respondent,
    charged: Vec<(Head, FactDates)>,
}

impl Case {
    /// The case as the board has heard it; before the hearing there is nothing to rule on (A5.2).
    pub fn heard(&self) -> Result<HeardCase, Refusal> {
        let CaseState::Heard { .. } = self.state else {
            return Err(Refusal::rule(
                "case-not-heard",
                Citation::clause(5, 2),
                "رأی تنها درباره پرونده‌ای نوشته می‌شود که هیئت به آن رسیدگی کرده است.",
                "A ruling is drafted on a case that the board has heard and not yet ruled on.",
            ));
        };
        let charged = |charge: &Charge| (charge.head().clone(), charge.dates());
        Ok(HeardCase {
            case: self.id(),
            respondent: self.respondent.clone(),
            charged: self.charges.iter().map(charged).collect(),
        })
    }
}

impl HeardCase {
    /// The case.
    pub fn case(&self) -> Uuid {
        self.case
    }

    /// The agency.
    pub fn respondent(&self) -> &Respondent {
        &self.respondent
    }

    /// Refuses to find a violation that nobody charged, against which no defence was possible.
    pub fn require_charged(&self, head: &Head) -> Result<(), Refusal> {
        if self
            .charged
            .iter()
            .any(|(charged, _)| is_same(charged, head))
        {
            return Ok(());
        }
        Err(Refusal::rule(
            "violation-not-charged",
            Citation::clause(5, 2),
            "تخلفی که در پرونده طرح و ابلاغ نشده است احراز نمی‌شود.",
            "A ruling finds only violations that were charged and served in its case.",
        ))
    }

    /// Refuses a date of the facts outside those of the charges that are established, or of all of
    /// them when none is.
    pub fn require_facts_on(&self, day: NaiveDate, found: &[Head]) -> Result<(), Refusal> {
        let concerns =
            |charged: &Head| found.is_empty() || found.iter().any(|head| is_same(charged, head));
        let mut dates = self.charged.iter().filter(|(head, _)| concerns(head));
        if dates.any(|(_, dates)| (dates.from()..=dates.to()).contains(&day)) {
            return Ok(());
        }
        Err(Refusal::rule(
            "facts-on-another-day",
            Citation::note(15, 1),
            "تاریخ وقوع باید در بازه وقایع همان موارد اتهام باشد.",
            "The date of the facts lies within the dates of the charges that are decided on.",
        ))
    }
}

/// Whether two heads name the same violation; under the residual head the breached provision is it.
pub(in crate::domain::placement) fn is_same(charged: &Head, found: &Head) -> bool {
    match found.clause() {
        Clause::Residual => charged == found,
        clause => charged.clause() == clause,
    }
}

#[cfg(test)]
impl HeardCase {
    /// A case in which everything was charged, for tests of what follows from a ruling.
    pub(in crate::domain::placement) fn sample(case: Uuid, respondent: Respondent) -> Self {
        let always = FactDates::new(NaiveDate::MIN, NaiveDate::MAX).unwrap();
        let heads = Clause::all().filter_map(Head::named);
        Self {
            case,
            respondent,
            charged: heads.map(|head| (head, always)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{accusation, day, head, id, new, opened, respondent};
    use super::*;
    use crate::domain::placement::agency::AgencyKind;

    #[test]
    fn only_a_heard_case_is_ruled_on() {
        let charged = accusation(1, head(Clause::Tariffs));
        let case = new(opened(10, AgencyKind::Domestic, charged));
        assert_eq!(case.heard().unwrap_err().code, "case-not-heard");
    }

    #[test]
    fn a_ruling_keeps_to_what_was_charged_and_to_the_days_of_its_facts() {
        let case = HeardCase {
            case: id(10),
            respondent: respondent(AgencyKind::Domestic),
            charged: vec![
                (
                    Head::named(Clause::Tariffs).unwrap(),
                    FactDates::new(day("2026-10-01"), day("2026-10-20")).unwrap(),
                ),
                (head(Clause::Residual), FactDates::on(day("2026-11-01"))),
            ],
        };
        let tariffs = head(Clause::Tariffs);
        let other = Head::residual(Citation::note(13, 2));
        assert!(case.require_charged(&tariffs).is_ok());
        assert!(case.require_charged(&head(Clause::Residual)).is_ok());
        for uncharged in [other, head(Clause::Forgery)] {
            let refused = case.require_charged(&uncharged).unwrap_err();
            assert_eq!(refused.code, "violation-not-charged");
        }
        let days = [
            ("2026-09-30", vec![tariffs.clone()], false),
            ("2026-10-01", vec![tariffs.clone()], true),
            ("2026-10-20", vec![tariffs.clone()], true),
            ("2026-11-01", vec![tariffs], false),
            ("2026-11-01", vec![], true),
        ];
        for (on, found, allowed) in days {
            let within = case.require_facts_on(day(on), &found);
            assert_eq!(within.is_ok(), allowed, "{on} {found:?}");
        }
    }
}
