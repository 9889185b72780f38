//! Renewal (تمدید): when it may be filed, from when the new term runs, and the term itself (A10, A5.3).

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{Changed, DocumentReason, Grant, Licence, LicenceEvent, PlacementEvent, What};
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::Name;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::application::{Application, ApplicationKind, Approval};
use crate::domain::placement::ban::Screening;
use crate::domain::placement::guarantee::{Guarantee, Measure, guarantee_missing};
use crate::domain::placement::policies::{Policies, PolicyKey};

const BOARD: Citation = Citation::clause(5, 3);

/// The length of every renewal in Solar Hijri years (A10).
pub const RENEWED_TERM_YEARS: u8 = 5;

/// The days on which the renewal of a term may be filed (policies `renewal.window` and
/// `renewal.late`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenewalWindow {
    /// The first day.
    pub opens_on: NaiveDate,
    /// The first day after the term: what is filed from here on is late.
    pub late_from: NaiveDate,
    /// The first day on which only a new licence may be asked for.
    pub closes_on: NaiveDate,
}

impl RenewalWindow {
    /// The days for a term, by the policies of the day of filing.
    pub fn of(term: Term, policies: &Policies<'_>) -> Self {
        let end = term.until_exclusive;
        let years = policies.length(PolicyKey::RenewalLate);
        Self {
            opens_on: end - Days::new(policies.length(PolicyKey::RenewalWindow).into()),
            late_from: end,
            closes_on: Term::years(end, years.try_into().unwrap_or(u8::MAX)).until_exclusive,
        }
    }

    /// Refuses what is filed before it opens or after it has closed.
    pub fn require_open(&self, today: NaiveDate) -> Result<(), Refusal> {
        if today < self.opens_on {
            return Err(Refusal::rule(
                "renewal-too-early",
                PolicyKey::RenewalWindow.citation(),
                format!(
                    "درخواست تمدید از {} پذیرفته می‌شود.",
                    SolarHijri::of(self.opens_on).persian()
                ),
                format!("A renewal may be filed from {} on.", self.opens_on),
            ));
        }
        if today >= self.closes_on {
            return Err(Refusal::rule(
                "renewal-too-late",
                PolicyKey::RenewalLate.citation(),
                format!(
                    "مهلت درخواست تمدید پیش از {} پایان یافته است؛ درخواست مجوز جدید با مدت دو سال لازم است.",
                    SolarHijri::of(self.closes_on).persian()
                ),
                format!(
                    "The time for renewal was over on {}; a new licence, of two years, has to be asked for.",
                    self.closes_on
                ),
            ));
        }
        Ok(())
    }

    /// Whether what was filed on a day came before the term was over.
    pub fn in_time(&self, filed_on: NaiveDate) -> bool {
        filed_on < self.late_from
    }
}

/// The five years that a renewal adds (policy `renewal.start` of the day of the decision).
///
/// Filed in time, they follow the old term without a gap however late the decision comes; filed late,
/// they run from the day of the decision. Where the policy names the decision they never begin before
/// the old term is over.
pub fn renewed_term(
    old: Term,
    filed_on: NaiveDate,
    decided_on: NaiveDate,
    policies: &Policies<'_>,
) -> Term {
    let end = old.until_exclusive;
    let in_time = filed_on < end;
    let from = if in_time && policies.is(PolicyKey::RenewalStart, "day_after_old_end") {
        end
    } else {
        decided_on.max(end)
    };
    Term::years(from, RENEWED_TERM_YEARS)
}

/// What is looked at again on the day on which a renewal is issued.
#[derive(Clone, Copy, Debug)]
pub struct RenewalGuards<'a> {
    /// The search for bans of this very day (A15.n2, policy `ban.renewal`).
    pub screening: &'a Screening,
    /// The licences that the holder has.
    pub others: &'a [Licence],
    /// The guarantee behind the licence, if there is one.
    pub guarantee: Option<&'a Guarantee>,
    /// The directives and policies that the guarantee is measured against.
    pub measure: Measure<'a>,
    /// The policies of the day of the board's decision.
    pub decided_under: Policies<'a>,
}

impl Licence {
    /// The days on which its renewal may be filed, by the policies of the day of filing.
    pub fn renewal_window(&self, policies: &Policies<'_>) -> RenewalWindow {
        RenewalWindow::of(self.term(), policies)
    }

    /// Refuses the renewal of a licence that has ended, and one that is filed too early or too late.
    pub fn may_be_renewed(&self, policies: &Policies<'_>, today: NaiveDate) -> Result<(), Refusal> {
        let standing = self.standing(today);
        if standing.is_end() {
            return Err(Refusal::rule(
                "licence-ended",
                Citation::article(10),
                format!(
                    "این مجوز {} است و تمدید نمی‌شود؛ تنها می‌توان مجوز جدید خواست.",
                    standing.persian()
                ),
                "The licence was revoked, handed over or given back; it is not renewed.",
            ));
        }
        self.renewal_window(policies).require_open(today)
    }

    /// The term that a renewal would add which its board approved, or nothing for any other file.
    /// `policies` are those of the day of the decision.
    pub fn term_by(&self, file: &Application, policies: &Policies<'_>) -> Option<Term> {
        let Some(Approval::Board { on, .. }) = file.approval() else {
            return None;
        };
        let filed_on = file.first_filed_on()?;
        Some(renewed_term(self.term(), filed_on, on, policies))
    }

    /// Adds the five years of a renewal that the provincial board approved, with a new version of the
    /// document.
    ///
    /// The file answers for article 8 and for the day of filing through its own transitions; bans, other
    /// licences and the guarantee are looked at here once more. No official decides on a renewal.
    pub fn renew(
        mut self,
        file: &Application,
        signed_by: Name,
        guards: &RenewalGuards<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        let approved = match (file.kind(), file.approval()) {
            (ApplicationKind::Renewal { licence }, Some(Approval::Board { session, .. }))
                if licence == self.id =>
            {
                Some(session)
            }
            _ => None,
        };
        let session = approved.ok_or_else(not_approved_by_a_board)?;
        guards.screening.clear_on(today)?;
        self.require_no_twin(guards.others, today)?;
        let term = self
            .term_by(file, &guards.decided_under)
            .ok_or_else(not_approved_by_a_board)?;
        let measure = Measure {
            term,
            ..guards.measure
        };
        let guarantee = self.guarantee_for(guards.guarantee, &measure, today)?;
        let application = file.id();
        self.grant.guarantee = guarantee;
        self.grant.website = file.filing().website.as_ref().map(|it| it.domain.clone());
        self.add_paper(DocumentReason::Renewal, signed_by, today);
        let what = What::Renewed {
            application,
            session,
            term,
        };
        self.record(term.from, today, what);
        let event = LicenceEvent::LicenceRenewed {
            application,
            session,
            from: term.from,
            until_exclusive: term.until_exclusive,
        };
        Ok(Changed::new(self, event))
    }

    /// Whoever got another licence of this kind at this place meanwhile does not get this one back.
    fn require_no_twin(&self, others: &[Self], today: NaiveDate) -> Result<(), Refusal> {
        let others: Vec<_> = others
            .iter()
            .filter(|it| it.id != self.id)
            .cloned()
            .collect();
        let here = Grant {
            premises: self.premises().clone(),
            ..self.grant.clone()
        };
        super::require_no_other(&here, &others, today)
    }

    /// The guarantee behind the licence must secure the new term where one is needed at all.
    fn guarantee_for(
        &self,
        guarantee: Option<&Guarantee>,
        measure: &Measure<'_>,
        today: NaiveDate,
    ) -> Result<Option<Uuid>, Refusal> {
        let needed = match self.grant.kind {
            AgencyKind::Domestic => false,
            AgencyKind::Foreign => true,
            AgencyKind::Maritime => measure.policies.maritime_as_foreign(),
        };
        match guarantee {
            Some(guarantee) => {
                guarantee.secures_renewal(measure, today)?;
                Ok(Some(guarantee.id()))
            }
            None if !needed => Ok(self.grant.guarantee),
            None => Err(guarantee_missing()),
        }
    }
}

fn not_approved_by_a_board() -> Refusal {
    Refusal::rule(
        "board-decides",
        BOARD,
        "تمدید مجوز تنها به تصمیم هیئت استان انجام می‌شود.",
        "A licence is renewed only by decision of its provincial board.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::policy::{PolicyBook, PolicyValue};
    use crate::domain::placement::policies::PolicyDecision;

    fn solar(text: &str) -> NaiveDate {
        text.parse::<SolarHijri>().unwrap().date()
    }

    fn book(key: PolicyKey, value: PolicyValue) -> PolicyBook<PolicyKey> {
        let from = solar("1400-01-01");
        let decision = PolicyDecision {
            value,
            from,
            decided_by: "هیئت مرکزی".parse().unwrap(),
            reason: "صورت‌جلسه".parse().unwrap(),
        };
        let decided = key.decide(Uuid::nil(), decision, from).unwrap();
        PolicyBook::new(vec![decided.into_parts().0])
    }

    /// Covers A10.
    #[test]
    fn a_renewal_is_filed_from_ninety_days_before_the_end_until_a_year_after_it() {
        let book = PolicyBook::default();
        let end = solar("1407-09-01");
        let term = Term::years(solar("1405-09-01"), 2);
        let window = RenewalWindow::of(term, &Policies::on(&book, end));
        let cases = [
            (end - Days::new(91), Err("renewal-too-early")),
            (end - Days::new(90), Ok(true)),
            (end - Days::new(1), Ok(true)),
            (end, Ok(false)),
            (solar("1408-08-30"), Ok(false)),
            (solar("1408-09-01"), Err("renewal-too-late")),
        ];
        for (filed_on, expected) in cases {
            let got = window.require_open(filed_on);
            let got = got
                .map(|()| window.in_time(filed_on))
                .map_err(|refusal| refusal.code);
            assert_eq!(got, expected, "{filed_on}");
        }
    }

    #[test]
    fn a_year_after_the_end_is_a_solar_year_leap_day_or_not() {
        let book = PolicyBook::default();
        // A term of 30 Esfand 1401+2: it ends on 1 Farvardin, so does the year after it.
        let term = Term::years(solar("1399-12-30"), 4);
        assert_eq!(term.until_exclusive, solar("1403-12-30"));
        let window = RenewalWindow::of(term, &Policies::on(&book, term.from));
        assert_eq!(window.closes_on, solar("1405-01-01"));
    }

    /// Covers A10.
    #[test]
    fn five_years_follow_the_old_term_when_filed_in_time_and_the_decision_when_filed_late() {
        let book = PolicyBook::default();
        let old = Term::years(solar("1403-12-30"), 2);
        assert_eq!(old.until_exclusive, solar("1406-01-01"));
        // Filed, decided, first day, first day after.
        let cases = [
            ("1405-11-01", "1405-12-01", "1406-01-01", "1411-01-01"),
            ("1405-12-29", "1406-05-01", "1406-01-01", "1411-01-01"),
            ("1406-01-01", "1406-05-01", "1406-05-01", "1411-05-01"),
            ("1406-10-01", "1408-12-30", "1408-12-30", "1414-01-01"),
        ];
        for (filed, decided, from, until) in cases {
            let policies = Policies::on(&book, solar(decided));
            let term = renewed_term(old, solar(filed), solar(decided), &policies);
            let found = (term.from, term.until_exclusive);
            assert_eq!(found, (solar(from), solar(until)), "{filed} {decided}");
        }
    }

    /// The vectors of five years, whichever day the term begins on.
    #[test]
    fn five_years_from_the_last_day_of_a_leap_year_end_on_the_next_one_if_that_year_has_it() {
        let book = PolicyBook::default();
        let cases = [
            ("1403-12-30", "1408-12-30"),
            ("1399-12-30", "1405-01-01"),
            ("1404-01-01", "1409-01-01"),
        ];
        for (decided, until) in cases {
            let decided = solar(decided);
            let old = Term::years(decided - Days::new(1000), 2);
            let policies = Policies::on(&book, decided);
            let term = renewed_term(old, decided - Days::new(20), decided, &policies);
            assert_eq!(term.until_exclusive, solar(until), "{decided}");
        }
    }

    #[test]
    fn a_policy_may_let_the_term_run_from_the_decision_but_never_over_the_old_one() {
        let book = book(
            PolicyKey::RenewalStart,
            PolicyValue::Choice("decision_date".to_owned()),
        );
        let old = Term::years(solar("1405-09-01"), 2);
        let cases = [("1407-07-01", "1407-09-01"), ("1407-10-01", "1407-10-01")];
        for (decided, from) in cases {
            let policies = Policies::on(&book, solar(decided));
            let term = renewed_term(old, solar("1407-07-01"), solar(decided), &policies);
            assert_eq!(term.from, solar(from), "{decided}");
        }
    }
}
