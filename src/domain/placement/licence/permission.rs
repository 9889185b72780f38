//! Whether an agency may act on a day, and what stands against it.
//!
//! The permission is never stored: a licence that is active and under no hold has it. Every obstacle
//! says under which rule it stands, since when, and how it is lifted.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{HoldKind, Licence, LicenceState, Standing};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::policies::PolicyKey;

/// The operating permission (اجازه فعالیت) of a licence on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatingPermission {
    /// The day.
    pub on: NaiveDate,
    /// How the licence stands on it.
    pub standing: Standing,
    /// The renewal that is pending, if there is one.
    pub renewal: Option<PendingRenewal>,
    /// All that stands against it; nothing if the agency may act.
    pub obstacles: Vec<Obstacle>,
}

/// A renewal that was filed and is not decided, or not carried out yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingRenewal {
    /// The application.
    pub application: Uuid,
    /// The day of filing.
    pub filed_on: NaiveDate,
    /// Whether an agency that filed in time may act meanwhile (policy `renewal.holdover`).
    pub holdover: bool,
}

/// Something that takes the operating permission away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What it is.
    pub kind: ObstacleKind,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The first day without it, if that is known.
    pub until_exclusive: Option<NaiveDate>,
    /// The ruling that it comes from.
    pub ruling: Option<Uuid>,
}

/// What takes the operating permission away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObstacleKind {
    /// The term has not begun.
    NotBegun,
    /// The term is over (A10).
    Expired,
    /// A final ruling suspended it.
    Suspended,
    /// A final ruling revoked it.
    Revoked,
    /// Another licence took its place (A7.n4).
    Transferred,
    /// Its holder gave it back.
    Surrendered,
    /// A ruling that is served and not final halts it already (`appeal.suspends_execution`).
    ServedRuling,
    /// A hold.
    Hold(HoldKind),
}

impl OperatingPermission {
    /// Whether the agency may act.
    pub fn is_given(&self) -> bool {
        self.obstacles.is_empty()
    }

    /// Whether the term is over while a renewal is pending: منقضی، در انتظار تمدید.
    pub fn awaits_renewal(&self) -> bool {
        self.standing == Standing::Expired && self.renewal.is_some()
    }

    /// The Persian words for how the licence stands.
    pub fn standing_fa(&self) -> &'static str {
        if self.awaits_renewal() {
            "منقضی، در انتظار تمدید"
        } else {
            self.standing.persian()
        }
    }

    /// Refuses what only an agency may do that may act, naming everything that stands against it.
    pub fn require(&self) -> Result<(), Refusal> {
        let Some(first) = self.obstacles.first() else {
            return Ok(());
        };
        let fa: Vec<_> = self.obstacles.iter().map(Obstacle::persian).collect();
        let en: Vec<_> = self.obstacles.iter().map(Obstacle::english).collect();
        Err(Refusal::rule(
            "operation-not-permitted",
            first.kind.citation(),
            format!(
                "این کاریابی در این تاریخ اجازه فعالیت ندارد: {}",
                fa.join(" ")
            ),
            format!("The agency may not act on this day: {}", en.join(" ")),
        ))
    }
}

impl Obstacle {
    /// What stands against the permission and since when, in a Persian sentence.
    pub fn persian(&self) -> String {
        let day = |day: NaiveDate| SolarHijri::of(day).persian();
        let from = self.from.map(|from| format!("از {}", day(from)));
        let until = self
            .until_exclusive
            .map(|it| format!("تا پیش از {}", day(it)));
        sentence(self.kind.persian(), from, until)
    }

    /// The same in English.
    pub fn english(&self) -> String {
        let from = self.from.map(|from| format!("from {from}"));
        let until = self.until_exclusive.map(|it| format!("until before {it}"));
        sentence(self.kind.english(), from, until)
    }

    fn of(kind: ObstacleKind, from: Option<NaiveDate>) -> Self {
        Self {
            kind,
            from,
            until_exclusive: None,
            ruling: None,
        }
    }
}

fn sentence(says: &str, from: Option<String>, until: Option<String>) -> String {
    let days: Vec<String> = from.into_iter().chain(until).collect();
    if days.is_empty() {
        format!("{says}.")
    } else {
        format!("{says} ({}).", days.join(" "))
    }
}

impl ObstacleKind {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotBegun => "not_begun",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Transferred => "transferred",
            Self::Surrendered => "surrendered",
            Self::ServedRuling => "served_ruling",
            Self::Hold(HoldKind::NoTechnicalManager) => "no_technical_manager",
            Self::Hold(HoldKind::InterimSuspension) => "interim_suspension",
            Self::Hold(HoldKind::TransitionPrevention) => "transition_prevention",
        }
    }

    /// The rule under which it stands.
    pub fn citation(self) -> Citation {
        match self {
            Self::NotBegun | Self::Expired => Citation::article(10),
            Self::Suspended => Citation::clause(5, 3),
            Self::Revoked => Citation::note(15, 2),
            Self::Transferred => Citation::note(7, 4),
            Self::Surrendered => Citation::article(16),
            Self::ServedRuling => PolicyKey::AppealSuspendsExecution.citation(),
            Self::Hold(hold) => hold.citation(),
        }
    }

    /// The Persian words.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::NotBegun => "مدت مجوز هنوز آغاز نشده است",
            Self::Expired => "مدت مجوز پایان یافته است",
            Self::Suspended => "مجوز به موجب رأی قطعی تعلیق شده است",
            Self::Revoked => "مجوز به موجب رأی قطعی ابطال شده است",
            Self::Transferred => "دفتر کاریابی به دارنده دیگری منتقل شده است",
            Self::Surrendered => "دارنده مجوز را بازگردانده است",
            Self::ServedRuling => "رأی ابلاغ‌شده اجازه فعالیت را از روز ابلاغ گرفته است",
            Self::Hold(hold) => hold.persian(),
        }
    }

    /// The English words.
    pub const fn english(self) -> &'static str {
        match self {
            Self::NotBegun => "The term has not begun",
            Self::Expired => "The term is over",
            Self::Suspended => "A final ruling suspended the licence",
            Self::Revoked => "A final ruling revoked the licence",
            Self::Transferred => "The agency was transferred to another holder",
            Self::Surrendered => "The holder gave the licence back",
            Self::ServedRuling => "A ruling that was served halts the agency",
            Self::Hold(HoldKind::NoTechnicalManager) => "The company has no technical manager",
            Self::Hold(HoldKind::InterimSuspension) => "The board suspended it in the interim",
            Self::Hold(HoldKind::TransitionPrevention) => "It did not conform to the bylaw in time",
        }
    }

    /// How it is lifted, in Persian.
    pub const fn lifted_fa(self) -> &'static str {
        match self {
            Self::NotBegun => "با فرا رسیدن نخستین روز مدت مجوز برطرف می‌شود.",
            Self::Expired => "با تمدید مجوز به تصمیم هیئت استان برطرف می‌شود (ماده ۱۰).",
            Self::Suspended => "با پایان مدت تعلیق برطرف می‌شود، یا با نقض رأی در هیئت مرکزی.",
            Self::Revoked => "برطرف نمی‌شود؛ پس از پایان محرومیت پنج‌ساله می‌توان مجوز جدید خواست.",
            Self::Transferred => "برطرف نمی‌شود؛ مجوز دیگری جای این مجوز را گرفته است.",
            Self::Surrendered => "برطرف نمی‌شود؛ می‌توان مجوز جدید خواست.",
            Self::ServedRuling => {
                "با نقض یا تعدیل رأی در هیئت مرکزی برطرف می‌شود، یا با پایان مدت تعلیق."
            }
            Self::Hold(HoldKind::NoTechnicalManager) => {
                "با تأیید مدیر فنی واجد شرایط جدید در اداره کل استان برداشته می‌شود."
            }
            Self::Hold(HoldKind::InterimSuspension) => {
                "با پایان مدت آن برداشته می‌شود، یا پیش از آن به تصمیم هیئت استان."
            }
            Self::Hold(HoldKind::TransitionPrevention) => {
                "با تطبیق کاریابی با آیین‌نامه و ثبت آن در اداره کل استان برداشته می‌شود."
            }
        }
    }

    /// How it is lifted, in English.
    pub const fn lifted_en(self) -> &'static str {
        match self {
            Self::NotBegun => "It ends by itself with the first day of the term.",
            Self::Expired => "A renewal by decision of the provincial board lifts it (article 10).",
            Self::Suspended => {
                "It ends with its last day, or when the central board quashes the ruling."
            }
            Self::Revoked => {
                "It is never lifted; a new licence may be asked for when the five years of the ban are over."
            }
            Self::Transferred => "It is never lifted; another licence took the place of this one.",
            Self::Surrendered => "It is never lifted; a new licence may be asked for.",
            Self::ServedRuling => {
                "It ends when the central board quashes or modifies the ruling, or with the suspension."
            }
            Self::Hold(HoldKind::NoTechnicalManager) => {
                "It is lifted when the directorate accepts a qualified technical manager."
            }
            Self::Hold(HoldKind::InterimSuspension) => {
                "It ends with its last day, or earlier by decision of the provincial board."
            }
            Self::Hold(HoldKind::TransitionPrevention) => {
                "It is lifted when the directorate records that the agency conforms to the bylaw."
            }
        }
    }
}

impl Licence {
    /// The operating permission on a day, by all that is known now. `renewal` is the one that is
    /// pending.
    pub fn operating_permission(
        &self,
        on: NaiveDate,
        renewal: Option<PendingRenewal>,
    ) -> OperatingPermission {
        let mut obstacles = Vec::new();
        obstacles.extend(self.against_its_standing(on, renewal));
        let lifecycle = self.lifecycle();
        obstacles.extend(lifecycle.halting(on).map(|ruling| Obstacle {
            ruling: Some(ruling),
            ..Obstacle::of(
                ObstacleKind::ServedRuling,
                lifecycle.pending.get(&ruling).map(|marker| marker.since),
            )
        }));
        obstacles.extend(lifecycle.held(on).map(|held| Obstacle {
            until_exclusive: held.until_exclusive,
            ..Obstacle::of(ObstacleKind::Hold(held.kind), Some(held.from))
        }));
        OperatingPermission {
            on,
            standing: self.standing(on),
            renewal,
            obstacles,
        }
    }

    /// Refuses what only an agency may do that may act on this day.
    pub fn may_operate(
        &self,
        on: NaiveDate,
        renewal: Option<PendingRenewal>,
    ) -> Result<(), Refusal> {
        self.operating_permission(on, renewal).require()
    }

    fn against_its_standing(
        &self,
        on: NaiveDate,
        renewal: Option<PendingRenewal>,
    ) -> Option<Obstacle> {
        let lifecycle = self.lifecycle();
        match self.standing(on) {
            Standing::Active => None,
            Standing::NotYet => Some(Obstacle {
                until_exclusive: Some(lifecycle.term_on(on).from),
                ..Obstacle::of(ObstacleKind::NotBegun, None)
            }),
            Standing::Expired => {
                let end = lifecycle.term_on(on).until_exclusive;
                let held_over = renewal.is_some_and(|it| it.holdover && it.filed_on < end);
                (!held_over).then(|| Obstacle::of(ObstacleKind::Expired, Some(end)))
            }
            Standing::Suspended => {
                let (ruling, from, until) = lifecycle.suspension(on)?;
                Some(Obstacle {
                    until_exclusive: Some(until),
                    ruling: Some(ruling),
                    ..Obstacle::of(ObstacleKind::Suspended, Some(from))
                })
            }
            Standing::Revoked => {
                let (ruling, from) = lifecycle.revocation(on)?;
                Some(Obstacle {
                    ruling: Some(ruling),
                    ..Obstacle::of(ObstacleKind::Revoked, Some(from))
                })
            }
            Standing::Transferred | Standing::Surrendered => match lifecycle.ending(on)? {
                LicenceState::Transferred { on, .. } => {
                    Some(Obstacle::of(ObstacleKind::Transferred, Some(on)))
                }
                LicenceState::Surrendered { on } => {
                    Some(Obstacle::of(ObstacleKind::Surrendered, Some(on)))
                }
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests;
