//! What a ban bars, as far as policies decide it.

use chrono::NaiveDate;

use super::{Ban, SubjectRole, covers_directors};
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::policies::{Policies, PolicyKey};

/// What those behind a file want, as the policies on bans ask about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undertaking {
    /// To what end.
    pub purpose: Purpose,
    /// Whom the agency would place where.
    pub kind: AgencyKind,
    /// The province that is asked.
    pub province: Province,
}

/// To what end somebody stands behind a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Coming to stand behind a licence: by a first licence, by transfer, as technical manager.
    Entry,
    /// Going on with a licence that one stands behind already.
    Renewal,
    /// Handing a licence over to another (A7.n4).
    HandingOver,
}

impl Ban {
    /// Whether it bars this undertaking on that day (policies `ban.kind`, `ban.home_province`,
    /// `ban.renewal`).
    pub fn bars(&self, undertaking: Undertaking, policies: &Policies<'_>, date: NaiveDate) -> bool {
        let Undertaking {
            purpose,
            kind,
            province,
        } = undertaking;
        let of_kind = policies.is(PolicyKey::BanKind, "any_kind")
            || self.revocation.kind.is_none_or(|revoked| revoked == kind);
        let here =
            policies.holds(PolicyKey::BanHomeProvince) || self.revocation.province != province;
        let to_that_end = purpose != Purpose::Renewal || policies.holds(PolicyKey::BanRenewal);
        self.runs(date) && of_kind && here && to_that_end
    }
}

/// Whether somebody in this role is screened at all (policy `ban.subjects`).
pub(super) fn is_screened(role: SubjectRole, policies: &Policies<'_>) -> bool {
    role != SubjectRole::Director || covers_directors(policies)
}
