//! Which ends of a licence bring the duties of article 16 (policy `a16.applies_to`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AGENCY, Changed, PlacementEvent, Refusal, SettlementFile, first_term};
use crate::domain::kernel::calendar::{SolarHijri, add_months};
use crate::domain::kernel::closures::ClosedDays;
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
}

impl EndOfLicence {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Revoked { .. } => "revoked",
            Self::Expired => "expired",
        }
    }

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Revoked { .. } => "ابطال",
            Self::Expired => "انقضا",
        }
    }

    /// The ruling, if one ended the licence.
    pub const fn ruling(self) -> Option<Uuid> {
        match self {
            Self::Revoked { ruling } => Some(ruling),
            Self::Expired => None,
        }
    }
}

impl SettlementFile {
    /// Opens the file of a licence that expired and can no longer be renewed.
    pub fn open_after_expiry(
        id: Uuid,
        licence: &Licence,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !policies.is(PolicyKey::A16AppliesTo, "every_end_but_transfer") {
            return Err(Refusal::rule(
                "article-16-not-applied",
                PolicyKey::A16AppliesTo.citation(),
                "بنا بر سیاست جاری، تکالیف ماده ۱۶ تنها در ابطال مجوز جاری است.",
                "By the policy in force article 16 applies to revocations only.",
            ));
        }
        let years = i32::from(policies.length(PolicyKey::RenewalLate));
        let ended_on = add_months(licence.term().until_exclusive, 12 * years);
        if licence.standing(today) != Standing::Expired || today < ended_on {
            return Err(Refusal::rule(
                "licence-not-ended",
                AGENCY,
                format!(
                    "مجوز پایان نیافته یا مهلت تمدید دیرهنگام آن تا {} باز است.",
                    SolarHijri::of(ended_on).persian()
                ),
                format!("The licence has not ended, or may be renewed late before {ended_on}."),
            ));
        }
        let office = Respondent::of(licence);
        let term = first_term(&office, ended_on, closed, policies);
        let file = Self::ended(id, office, EndOfLicence::Expired, ended_on, term, today);
        let event = file.opened();
        Ok(Changed::new(file, event))
    }
}
