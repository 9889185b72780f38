//! What directives settle, and what rules read of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::directive::{DirectiveMatter, DirectiveTerms};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::penalty;

/// The matters on which the bylaw calls for a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectiveKind {
    /// مکان، امکانات، تجهیزات و کارکنان (A3.2)
    PlaceEquipmentStaff,
    /// ضوابط پرداخت تعرفه (A3.6)
    TariffPayment,
    /// کاریابی دریایی (A7.n1)
    Maritime,
    /// مبلغ ضمانت بانکی (A8.11)
    GuaranteeAmount,
    /// شعبه و نمایندگی (A13.4)
    BranchRepresentation,
    /// مفاد قرارداد (A13.n4)
    ContractClauses,
    /// تطبیق مجازات‌ها (A15.n1)
    PenaltyMatching,
    /// رتبه‌بندی (A6.5)
    Rating,
}

impl DirectiveKind {
    /// All matters.
    pub const ALL: [Self; 8] = [
        Self::PlaceEquipmentStaff,
        Self::TariffPayment,
        Self::Maritime,
        Self::GuaranteeAmount,
        Self::BranchRepresentation,
        Self::ContractClauses,
        Self::PenaltyMatching,
        Self::Rating,
    ];
}

impl DirectiveMatter for DirectiveKind {
    fn code(self) -> &'static str {
        match self {
            Self::PlaceEquipmentStaff => "place_equipment_staff",
            Self::TariffPayment => "tariff_payment",
            Self::Maritime => "maritime",
            Self::GuaranteeAmount => "guarantee_amount",
            Self::BranchRepresentation => "branch_representation",
            Self::ContractClauses => "contract_clauses",
            Self::PenaltyMatching => "penalty_matching",
            Self::Rating => "rating",
        }
    }

    fn persian(self) -> &'static str {
        match self {
            Self::PlaceEquipmentStaff => "مکان، امکانات، تجهیزات و کارکنان",
            Self::TariffPayment => "ضوابط و شرایط پرداخت تعرفه",
            Self::Maritime => "کاریابی دریایی",
            Self::GuaranteeAmount => "مبلغ ضمانت بانکی",
            Self::BranchRepresentation => "شعبه و نمایندگی",
            Self::ContractClauses => "مفاد قرارداد",
            Self::PenaltyMatching => "رسیدگی به تخلفات و تطبیق مجازات‌ها",
            Self::Rating => "رتبه‌بندی",
        }
    }

    fn citation(self) -> Citation {
        match self {
            Self::PlaceEquipmentStaff => Citation::clause(3, 2),
            Self::TariffPayment => Citation::clause(3, 6),
            Self::Maritime => Citation::note(7, 1),
            Self::GuaranteeAmount => Citation::clause(8, 11),
            Self::BranchRepresentation => Citation::clause(13, 4),
            Self::ContractClauses => Citation::note(13, 4),
            Self::PenaltyMatching => Citation::note(15, 1),
            Self::Rating => Citation::clause(6, 5),
        }
    }
}

/// What rules read of a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "matter")]
pub enum Terms {
    /// The amount of the bank guarantee, for each kind of agency that it names.
    GuaranteeAmount {
        /// Rial by kind of agency; a kind that is not named has no amount.
        amounts: BTreeMap<AgencyKind, Rial>,
    },
    /// Which penalties each violation can have.
    PenaltyMatching {
        /// The ranges by violation.
        ranges: penalty::PenaltyMatching,
    },
    /// A directive of which no rule reads anything yet but that it is in force.
    Opaque {
        /// What it settles.
        kind: OpaqueKind,
        /// Parameters as text, for people.
        parameters: BTreeMap<String, ShortText>,
    },
}

/// A matter other than the guarantee and the penalties, whose terms are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "DirectiveKind", try_from = "DirectiveKind")]
pub struct OpaqueKind(DirectiveKind);

impl TryFrom<DirectiveKind> for OpaqueKind {
    type Error = Invalid;

    fn try_from(kind: DirectiveKind) -> Result<Self, Invalid> {
        match kind {
            DirectiveKind::GuaranteeAmount => Err(Invalid {
                code: "directive-terms",
                fa: "دستورالعمل مبلغ ضمانت باید مبلغ را به ریال بیان کند.",
                en: "A directive on the guarantee must state its amounts in rial.",
            }),
            DirectiveKind::PenaltyMatching => Err(Invalid {
                code: "directive-terms",
                fa: "دستورالعمل تطبیق مجازات‌ها باید حدود مجازات هر تخلف را بیان کند.",
                en: "A directive on matching penalties must state the range of each violation.",
            }),
            other => Ok(Self(other)),
        }
    }
}

impl From<OpaqueKind> for DirectiveKind {
    fn from(kind: OpaqueKind) -> Self {
        kind.0
    }
}

impl Terms {
    /// Terms of which rules read no more than that they are in force.
    pub fn opaque(
        kind: DirectiveKind,
        parameters: BTreeMap<String, ShortText>,
    ) -> Result<Self, Invalid> {
        Ok(Self::Opaque {
            kind: kind.try_into()?,
            parameters,
        })
    }
}

impl DirectiveTerms for Terms {
    type Matter = DirectiveKind;

    fn matter(&self) -> DirectiveKind {
        match self {
            Self::GuaranteeAmount { .. } => DirectiveKind::GuaranteeAmount,
            Self::PenaltyMatching { .. } => DirectiveKind::PenaltyMatching,
            Self::Opaque { kind, .. } => kind.0,
        }
    }
}
