//! The seats of the boards (A2, A4).

use serde::{Deserialize, Serialize};

use crate::domain::kernel::board::BoardSeat;
use std::str::FromStr;

use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Invalid;

/// A seat (سمت) of a board: C of the central one, P of a provincial one, in the law's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Seat {
    /// Director-general of the office, chair (A2.1).
    C1,
    /// High Assembly of Workers' Representatives (A2.2).
    C2,
    /// Director-general of international relations (A2.3).
    C3,
    /// Technical and Vocational Training Organisation (A2.4).
    C4,
    /// The concerned executive body (A2.5).
    C5,
    /// The union and the foreign association (A2.6).
    C6,
    /// Director-general of the provincial office, chair (A4.1).
    P1,
    /// Provincial director-general of vocational training (A4.2).
    P2,
    /// Head of the industry, mine and trade organisation (A4.3).
    P3,
    /// The provincial or the foreign association (A4.4).
    P4,
    /// Head of the chamber of commerce (A4.5).
    P5,
    /// Police command of the province (A4.6).
    P6,
    /// Prosecutor of the provincial centre (A4.7).
    P7,
}

impl Seat {
    /// The seats of the central board.
    pub const CENTRAL: [Self; 6] = [Self::C1, Self::C2, Self::C3, Self::C4, Self::C5, Self::C6];

    /// The seats of a provincial board.
    pub const PROVINCIAL: [Self; 7] = [
        Self::P1,
        Self::P2,
        Self::P3,
        Self::P4,
        Self::P5,
        Self::P6,
        Self::P7,
    ];

    /// The Persian name, as the bylaw writes it.
    pub const fn name_fa(self) -> &'static str {
        match self {
            Self::C1 => "مدیرکل دفتر (رئیس)",
            Self::C2 => "نماینده مجمع عالی نمایندگان کارگران",
            Self::C3 => "مدیرکل روابط بین‌الملل وزارت",
            Self::C4 => "مدیرکل ذی‌ربط سازمان آموزش فنی و حرفه‌ای کشور",
            Self::C5 => "نماینده ذی‌ربط دستگاه اجرایی",
            Self::C6 => "نماینده کانون و انجمن خارجی",
            Self::P1 => "مدیرکل تعاون، کار و رفاه اجتماعی استان (رئیس)",
            Self::P2 => "مدیرکل آموزش فنی و حرفه‌ای استان",
            Self::P3 => "رئیس سازمان صنعت، معدن و تجارت استان",
            Self::P4 => "نماینده انجمن استانی یا انجمن خارجی",
            Self::P5 => "رئیس اتاق بازرگانی، صنایع، معادن و کشاورزی استان",
            Self::P6 => "نماینده فرماندهی انتظامی استان",
            Self::P7 => "نماینده دادستان مرکز استان",
        }
    }

    /// The English name.
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::C1 => "Director-general of the office (chair)",
            Self::C2 => "Representative of the High Assembly of Workers' Representatives",
            Self::C3 => "Director-general of international relations",
            Self::C4 => "Director-general of the Technical and Vocational Training Organisation",
            Self::C5 => "Representative of the concerned executive body",
            Self::C6 => "Representative of the union and the foreign association",
            Self::P1 => "Director-general of the provincial office (chair)",
            Self::P2 => "Provincial director-general of vocational training",
            Self::P3 => "Head of the provincial industry, mine and trade organisation",
            Self::P4 => "Representative of the provincial or the foreign association",
            Self::P5 => "Head of the provincial chamber of commerce",
            Self::P6 => "Representative of the provincial police command",
            Self::P7 => "Representative of the prosecutor of the provincial centre",
        }
    }

    /// Where the law names it.
    pub const fn citation(self) -> Citation {
        match self {
            Self::C1 => Citation::clause(2, 1),
            Self::C2 => Citation::clause(2, 2),
            Self::C3 => Citation::clause(2, 3),
            Self::C4 => Citation::clause(2, 4),
            Self::C5 => Citation::clause(2, 5),
            Self::C6 => Citation::clause(2, 6),
            Self::P1 => Citation::clause(4, 1),
            Self::P2 => Citation::clause(4, 2),
            Self::P3 => Citation::clause(4, 3),
            Self::P4 => Citation::clause(4, 4),
            Self::P5 => Citation::clause(4, 5),
            Self::P6 => Citation::clause(4, 6),
            Self::P7 => Citation::clause(4, 7),
        }
    }

    /// Whether a guild body sends its occupant.
    pub const fn belongs_to_guild(self) -> bool {
        matches!(self, Self::C6 | Self::P4)
    }
}

impl FromStr for Seat {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::CENTRAL
            .into_iter()
            .chain(Self::PROVINCIAL)
            .find(|seat| seat.code() == text)
            .ok_or(Invalid {
                code: "seat",
                fa: "سمت با C1 تا C6 یا P1 تا P7 نام برده می‌شود.",
                en: "A seat is C1 to C6 or P1 to P7.",
            })
    }
}

impl BoardSeat for Seat {
    fn code(self) -> &'static str {
        match self {
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
            Self::C4 => "C4",
            Self::C5 => "C5",
            Self::C6 => "C6",
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
            Self::P6 => "P6",
            Self::P7 => "P7",
        }
    }
}
