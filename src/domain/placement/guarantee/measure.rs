//! What a guarantee is measured against: whether one is needed, how much, and how long (A8.11).

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AgencyKind, CITED, Guarantee, PlacementDirectives, Policies, PolicyKey, Refusal, Rial,
};
use crate::domain::kernel::calendar::{SolarHijri, Term, add_months};
use crate::domain::kernel::directive::DirectiveMatter;
use crate::domain::placement::directives::{DirectiveKind, Terms};

/// What the amount and the expiry of a guarantee are measured against.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// The term of the licence that it secures.
    pub term: Term,
    /// The directives of the central board.
    pub directives: &'a PlacementDirectives,
    /// The policies in force today.
    pub policies: Policies<'a>,
}

impl Guarantee {
    /// The directive whose amount it meets on this day, if it also lasts long enough.
    pub(super) fn measured(
        &self,
        measure: &Measure<'_>,
        today: NaiveDate,
    ) -> Result<Uuid, Refusal> {
        let (required, directive) =
            required_amount(self.kind, measure.directives, &measure.policies, today)?;
        if self.remaining() < required {
            return Err(Refusal::rule(
                "guarantee-too-small",
                CITED,
                format!(
                    "مبلغ ضمانت‌نامه کمتر از مبلغ مصوب هیئت مرکزی ({}) است.",
                    required.persian()
                ),
                format!("The guarantee is below the {required} rial that the directive sets."),
            ));
        }
        let needed = earliest_expiry(&measure.term, &measure.policies);
        if self.deed.expires_on < needed {
            return Err(Refusal::rule(
                "guarantee-too-short",
                PolicyKey::GuaranteeExpiry.citation(),
                format!(
                    "ضمانت‌نامه باید دست‌کم تا {} معتبر باشد.",
                    SolarHijri::of(needed).persian()
                ),
                format!("The guarantee must be valid until {needed} or later."),
            ));
        }
        Ok(directive)
    }
}

/// Whether agencies of this kind lodge a guarantee; maritime ones go by the rules of the foreign
/// ones unless their directive says otherwise.
pub const fn needs_guarantee(kind: AgencyKind) -> bool {
    match kind {
        AgencyKind::Domestic => false,
        AgencyKind::Foreign | AgencyKind::Maritime => true,
    }
}

/// The refusal of what needs a held guarantee where there is none.
pub fn guarantee_missing() -> Refusal {
    Refusal::rule(
        "guarantee-missing",
        CITED,
        "ضمانت بانکی پذیرفته‌شده‌ای برای این درخواست وجود ندارد.",
        "No accepted bank guarantee stands behind this application.",
    )
}

/// The refusal of a second guarantee while one is being examined.
pub fn guarantee_pending() -> Refusal {
    Refusal::rule(
        "guarantee-pending",
        CITED,
        "ضمانت‌نامه دیگری برای این درخواست در دست بررسی است.",
        "Another guarantee for this application is being examined.",
    )
}

/// The amount in force on the date of the fact, with the directive that sets it. There is no
/// default: without a directive that names the kind the act is refused.
pub fn required_amount(
    kind: AgencyKind,
    directives: &PlacementDirectives,
    policies: &Policies<'_>,
    date_of_fact: NaiveDate,
) -> Result<(Rial, Uuid), Refusal> {
    let matter = DirectiveKind::GuaranteeAmount;
    let directive = directives.in_force(matter, date_of_fact)?;
    let amount = match directive.terms() {
        Terms::GuaranteeAmount { amounts } => amounts.get(&kind).or_else(|| {
            let as_foreign = kind == AgencyKind::Maritime && policies.maritime_as_foreign();
            as_foreign.then(|| amounts.get(&AgencyKind::Foreign))?
        }),
        Terms::PenaltyMatching { .. } | Terms::Opaque { .. } => None,
    };
    amount
        .map(|amount| (*amount, directive.directive_id()))
        .ok_or_else(|| {
            Refusal::directive_missing(
                matter.code(),
                matter.citation(),
                format!(
                    "دستورالعمل جاری مبلغ ضمانت {} را معین نکرده است.",
                    kind.persian()
                ),
            )
        })
}

/// The first day that is late enough for a guarantee to expire on, given the licence's term.
pub fn earliest_expiry(term: &Term, policies: &Policies<'_>) -> NaiveDate {
    add_months(
        term.last_day(),
        policies.guarantee_months_after_end().into(),
    )
}
