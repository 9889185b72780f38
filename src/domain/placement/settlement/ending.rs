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
    let closed = |day: &NaiveDate| (expired_on..=today).contains(day) && closes(*day) <= *day;
    days.into_iter().filter(closed).min()
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
