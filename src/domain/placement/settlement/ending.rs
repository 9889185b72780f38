//! Which ends of a licence bring the duties of article 16 (policy `a16.applies_to`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AGENCY, Changed, PlacementEvent, Refusal, SettlementFile, SettlementTerm};
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::licence::{Licence, Standing};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::respondent::Respondent;

/// What ended a licence. A transfer ends nothing: the office goes on in other hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "end")]
pub enum EndOfLicence {
    /// ابطال by a final ruling.
    Revoked {
        /// The ruling.
        ruling: Uuid,
    },
    /// انقضا, when a late renewal can no longer be asked for (policy `renewal.late`).
    Expired,
    /// بازگرداندن by the holder.
    Surrendered,
}

impl EndOfLicence {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Revoked { .. } => "revoked",
            Self::Expired => "expired",
            Self::Surrendered => "surrendered",
        }
    }

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Revoked { .. } => "ابطال",
            Self::Expired => "انقضا",
            Self::Surrendered => "بازگرداندن مجوز",
        }
    }

    /// The ruling, if one ended the licence.
    pub const fn ruling(self) -> Option<Uuid> {
        match self {
            Self::Revoked { ruling } => Some(ruling),
            Self::Expired | Self::Surrendered => None,
        }
    }
}

/// The first day on which an expired licence can no longer be renewed, if it has come: from then on it
/// has ended for good.
///
/// The window is that of the policy `renewal.late` on the day on which somebody would ask; a decision
/// that shortens it closes it no earlier than the decision counts.
pub fn renewal_closed_on(
    licence: &Licence,
    book: &PolicyBook<PolicyKey>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let expired_on = licence.term().until_exclusive;
    let closes = |asked_on: NaiveDate| {
        let years = Policies::on(book, asked_on).length(PolicyKey::RenewalLate);
        add_months(expired_on, 12 * i32::from(years))
    };
    if closes(today) > today {
        return None;
    }
    let decided = book.history(PolicyKey::RenewalLate).map(|it| it.from);
    let decided = decided.filter(|from| (expired_on..=today).contains(from));
    let mut days: Vec<_> = decided.flat_map(|from| [from, closes(from)]).collect();
    days.push(closes(expired_on));
    let is_over = |day: &NaiveDate| (expired_on..=today).contains(day) && closes(*day) <= *day;
    days.into_iter().filter(is_over).min()
}

impl SettlementFile {
    /// Opens the file of a licence that ended on a day otherwise than by a ruling. Its ten days run from
    /// the service of the notice of the end, whatever the policy `a16.start` says of finality. The
    /// policies are those of the day of the end.
    pub fn open_after_end(
        id: Uuid,
        licence: &Licence,
        end: EndOfLicence,
        ended_on: NaiveDate,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !brings_settlement(policies) {
            return Err(Refusal::rule(
                "article-16-not-applied",
                PolicyKey::A16AppliesTo.citation(),
                "بنا بر سیاست جاری، تکالیف ماده ۱۶ تنها در ابطال مجوز جاری است.",
                "By the policy in force article 16 applies to revocations only.",
            ));
        }
        let standing = licence.standing(today);
        let ended = match end {
            EndOfLicence::Revoked { .. } => false,
            EndOfLicence::Expired => {
                standing == Standing::Expired && licence.term().until_exclusive <= ended_on
            }
            EndOfLicence::Surrendered => standing == Standing::Surrendered,
        };
        if !ended || today < ended_on {
            return Err(Refusal::rule(
                "licence-not-ended",
                AGENCY,
                "مجوز پایان نیافته است و پرونده تسویه آن گشوده نمی‌شود.",
                "The licence has not ended so; no settlement file is opened.",
            ));
        }
        let office = Respondent::of(licence);
        let awaits = SettlementTerm::AwaitsNotice;
        let file = Self::ended(id, office, end, ended_on, awaits, today);
        let event = file.opened();
        Ok(Changed::new(file, event))
    }
}

/// Whether article 16 applies to other ends than revocation, too.
pub fn brings_settlement(policies: &Policies<'_>) -> bool {
    policies.is(PolicyKey::A16AppliesTo, "every_end_but_transfer")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::policy::{PolicyValue, PolicyVersion};
    use crate::domain::placement::licence::sample;
    use crate::domain::placement::policies::PolicyDecision;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn years(years: u16, from: &str) -> PolicyVersion<PolicyKey> {
        let decision = PolicyDecision {
            value: PolicyValue::Years(years),
            from: day(from),
            decided_by: "معاون وزیر".parse().unwrap(),
            reason: "نامه ۱۲".parse().unwrap(),
        };
        let decided = PolicyKey::RenewalLate.decide(Uuid::nil(), decision, day(from));
        decided.unwrap().into_parts().0
    }

    /// Covers A10.
    #[test]
    fn a_licence_has_ended_once_nobody_can_ask_for_its_renewal_any_more() {
        // Valid until 1406-10-03; the year of late renewal is over on 1407-10-04.
        let (expired, closes) = ("2027-12-25", "2028-12-24");
        let none = Vec::new;
        let cases = [
            (none(), "2027-12-24", None),
            (none(), expired, None),
            (none(), "2028-12-23", None),
            (none(), closes, Some(closes)),
            (none(), "2029-06-01", Some(closes)),
            // Shortened before the expiry, within the window, and after it had closed.
            (vec![years(0, "2027-01-01")], "2029-06-01", Some(expired)),
            (vec![years(0, "2028-03-01")], "2028-02-29", None),
            (
                vec![years(0, "2028-03-01")],
                "2029-06-01",
                Some("2028-03-01"),
            ),
            (vec![years(0, "2029-03-01")], "2029-06-01", Some(closes)),
            // Lengthened within the window: it is open again, or still.
            (vec![years(2, "2028-03-01")], "2029-06-01", None),
            (
                vec![years(2, "2028-03-01")],
                "2030-01-01",
                Some("2029-12-24"),
            ),
        ];
        for (decided, today, closed) in cases {
            let book = PolicyBook::new(decided);
            let found = renewal_closed_on(&sample(), &book, day(today));
            assert_eq!(found, closed.map(day), "{today}");
        }
    }

    /// Covers A16.
    #[test]
    fn other_ends_open_a_file_that_awaits_the_notice_unless_only_revocations_do() {
        let book = PolicyBook::default();
        let on = |today: &str, end: EndOfLicence| {
            let policies = Policies::on(&book, day("2028-12-24"));
            SettlementFile::open_after_end(
                Uuid::from_u128(9),
                &sample(),
                end,
                day("2028-12-24"),
                &policies,
                day(today),
            )
            .map(|opened| opened.into_parts().0)
            .map_err(|refusal| refusal.code)
        };
        let file = on("2029-02-01", EndOfLicence::Expired).unwrap();
        assert_eq!(*file.term(), SettlementTerm::AwaitsNotice);
        assert_eq!(file.ended_on(), day("2028-12-24"));
        assert_eq!(file.opened_on(), day("2029-02-01"));
        for (today, end) in [
            ("2028-12-23", EndOfLicence::Expired),
            ("2029-02-01", EndOfLicence::Surrendered),
            (
                "2029-02-01",
                EndOfLicence::Revoked {
                    ruling: Uuid::nil(),
                },
            ),
        ] {
            assert_eq!(on(today, end).unwrap_err(), "licence-not-ended", "{today}");
        }
    }
}
