//! What a licence's status was on a day, as known on a day, and why.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::history::{Fact, Held, Lifecycle, Sanction, What};
use super::{Licence, LicenceState, Standing};
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::digits::to_persian;

/// The status of a licence on a day, as known on a day, with the decisions that make it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The day that is asked about.
    pub on: NaiveDate,
    /// The day whose knowledge is asked for. Before the day asked about, the answer is what comes
    /// if nothing else is decided: an appeal, for example, may still hold finality up.
    pub known_on: NaiveDate,
    /// How it stands.
    pub standing: Standing,
    /// Why it stands so.
    pub cause: Cause,
    /// Whether the agency may act.
    pub operating_permitted: bool,
    /// The rulings that threaten it.
    pub pending: BTreeSet<Uuid>,
    /// Those of them whose service takes the operating permission away already.
    pub halted_by: BTreeSet<Uuid>,
    /// The holds on it.
    pub holds: Vec<Held>,
    /// The decisions known by then, in the order in which they were recorded.
    pub decisions: Vec<Fact>,
}

/// Why a licence stands as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Its term: it has not begun, runs, or is over.
    Term(Term),
    /// A ruling revoked it.
    Revoked {
        /// The ruling.
        ruling: Uuid,
        /// The day of finality.
        on: NaiveDate,
    },
    /// A ruling suspended it.
    Suspended {
        /// The ruling.
        ruling: Uuid,
        /// The first day.
        from: NaiveDate,
        /// The first day after it.
        until_exclusive: NaiveDate,
    },
    /// Another licence took its place.
    Transferred {
        /// That licence.
        to: Uuid,
        /// Its first day.
        on: NaiveDate,
    },
    /// Its holder gave it back.
    Surrendered {
        /// The first day without it.
        on: NaiveDate,
    },
}

impl Cause {
    /// The ruling, if there is one.
    pub const fn ruling(self) -> Option<Uuid> {
        match self {
            Self::Term(_) | Self::Transferred { .. } | Self::Surrendered { .. } => None,
            Self::Revoked { ruling, .. } | Self::Suspended { ruling, .. } => Some(ruling),
        }
    }

    /// The rule that makes it so.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Term(_) => Citation::article(10),
            Self::Revoked { .. } => Citation::note(15, 2),
            Self::Suspended { .. } => Citation::clause(5, 3),
            Self::Transferred { .. } => Citation::note(7, 4),
            Self::Surrendered { .. } => Citation::article(16),
        }
    }
}

impl Licence {
    /// Its status on a day as it was known at the end of another day; none before anybody knew of
    /// the licence.
    pub fn status(&self, on: NaiveDate, known_on: NaiveDate) -> Option<Status> {
        if known_on < self.known_since()? {
            return None;
        }
        let known: Vec<&Fact> = self
            .facts()
            .iter()
            .filter(|fact| fact.recorded_on <= known_on)
            .collect();
        let conformed = |fact: &&&Fact| matches!(fact.what, What::Conformed { .. });
        let conformed_on = known.iter().find(conformed).map(|fact| fact.effective);
        let lifecycle =
            Lifecycle::of(self.term, known.iter().copied()).held_by(self.prevention(conformed_on));
        Some(Status {
            on,
            known_on,
            standing: lifecycle.standing(on),
            cause: cause(&lifecycle, on),
            operating_permitted: lifecycle.operating_permitted(on),
            pending: lifecycle.threatening(on).collect(),
            halted_by: lifecycle.halting(on).collect(),
            holds: lifecycle.held(on).collect(),
            decisions: known.into_iter().cloned().collect(),
        })
    }
}

fn cause(lifecycle: &Lifecycle, on: NaiveDate) -> Cause {
    if let Some((ruling, on)) = lifecycle.revocation(on) {
        return Cause::Revoked { ruling, on };
    }
    match lifecycle.ending(on) {
        Some(LicenceState::Transferred { to, on }) => return Cause::Transferred { to, on },
        Some(LicenceState::Surrendered { on }) => return Cause::Surrendered { on },
        _ => {}
    }
    let term = lifecycle.term_on(on);
    match lifecycle.suspension(on) {
        Some((ruling, from, until_exclusive)) if term.contains(on) => Cause::Suspended {
            ruling,
            from,
            until_exclusive,
        },
        _ => Cause::Term(term),
    }
}

impl Status {
    /// Whether the day asked about lies after the day of knowledge.
    pub fn is_forecast(&self) -> bool {
        self.known_on < self.on
    }

    /// Why, in Persian, one sentence for every reason; `number` gives the numbers of rulings.
    pub fn explanation(&self, number: impl Fn(Uuid) -> String) -> Vec<String> {
        let mut reasons = vec![self.standing_explained(&number)];
        reasons.extend(self.halted_by.iter().map(|ruling| {
            format!(
                "رأی {} ابلاغ شده و به موجب رویه جاری، اجازه فعالیت از روز ابلاغ گرفته شده است.",
                number(*ruling)
            )
        }));
        let threatening = self.pending.difference(&self.halted_by);
        reasons.extend(threatening.map(|ruling| {
            format!(
                "رأی {} ابلاغ شده اما هنوز قطعی نیست و وضعیت مجوز را تغییر نداده است.",
                number(*ruling)
            )
        }));
        reasons.extend(self.holds.iter().map(|held| {
            let from = persian(held.from);
            match held.until_exclusive {
                Some(until) => format!(
                    "{} از {from} تا پیش از {} برقرار است.",
                    held.kind.persian(),
                    persian(until)
                ),
                None => format!("{} از {from} برقرار است.", held.kind.persian()),
            }
        }));
        if self.is_forecast() {
            reasons.push(format!(
                "این پاسخ بر پایه دانسته‌های {} است و اگر تا روز مورد پرسش تصمیم دیگری ثبت شود دگرگون می‌شود.",
                persian(self.known_on)
            ));
        }
        reasons
    }

    fn standing_explained(&self, number: &impl Fn(Uuid) -> String) -> String {
        let on = persian(self.on);
        match (self.cause, self.standing) {
            (
                Cause::Revoked {
                    ruling,
                    on: final_on,
                },
                _,
            ) => format!(
                "مجوز در {on} ابطال‌شده است، زیرا رأی {} در {} قطعی شده است.",
                number(ruling),
                persian(final_on)
            ),
            (
                Cause::Suspended {
                    ruling,
                    from,
                    until_exclusive,
                },
                _,
            ) => format!(
                "مجوز در {on} تعلیق‌شده است: به موجب رأی قطعی {}، از {} تا پیش از {}.",
                number(ruling),
                persian(from),
                persian(until_exclusive)
            ),
            (Cause::Transferred { on: since, .. }, _) => format!(
                "این مجوز در {on} اعتبار ندارد، زیرا دفتر کاریابی در {} به دارنده دیگری منتقل شده است.",
                persian(since)
            ),
            (Cause::Surrendered { on: since }, _) => format!(
                "این مجوز در {on} اعتبار ندارد، زیرا دارنده آن را در {} بازگردانده است.",
                persian(since)
            ),
            (Cause::Term(term), Standing::NotYet) => format!(
                "مدت مجوز در {on} هنوز آغاز نشده است؛ آغاز آن {} است.",
                persian(term.from)
            ),
            (Cause::Term(term), Standing::Expired) => format!(
                "مجوز در {on} منقضی است، زیرا مدت آن در {} پایان یافته است.",
                persian(term.last_day())
            ),
            (Cause::Term(term), _) => {
                format!(
                    "مجوز در {on} معتبر است: مدت آن از {} تا پایان {} است.",
                    persian(term.from),
                    persian(term.last_day())
                )
            }
        }
    }
}

impl Fact {
    /// What was decided, in Persian; `number` is that of the ruling, if there is one.
    pub fn explanation(&self, number: &str) -> String {
        let day = persian(self.effective);
        match &self.what {
            What::SanctionPending {
                sanction, final_on, ..
            } => {
                let says = sanction_named(*sanction);
                match final_on {
                    Some(final_on) => format!(
                        "رأی {says} به شماره {number} در {day} ابلاغ شد و اگر اعتراضی نرسد در {} قطعی است.",
                        persian(*final_on)
                    ),
                    None => format!(
                        "رأی {says} به شماره {number} که در {day} ابلاغ شده بود، مورد اعتراض قرار گرفت."
                    ),
                }
            }
            What::SanctionDropped { .. } => format!(
                "رأی شماره {number} از {day} اثری بر این مجوز ندارد: نقض شده یا به مجازات انضباطی تغییر یافته است."
            ),
            What::Suspended {
                until_exclusive, ..
            } => format!(
                "مجوز به موجب رأی قطعی شماره {number} از {day} تا پیش از {} تعلیق شد.",
                persian(*until_exclusive)
            ),
            What::SuspensionEnded { .. } => {
                format!("مدت تعلیق رأی شماره {number} پایان یافت و از {day} تعلیقی در کار نیست.")
            }
            What::Revoked { .. } => {
                format!("مجوز با قطعیت رأی شماره {number} از {day} ابطال شد.")
            }
            What::Renewed { term, .. } => format!(
                "مجوز به تصمیم هیئت استان از {} تا پایان {} تمدید شد.",
                persian(term.from),
                persian(term.last_day())
            ),
            What::Transferred { .. } => {
                format!("دفتر کاریابی در {day} منتقل شد و مجوز دیگری جای این مجوز را گرفت.")
            }
            What::Surrendered => format!("دارنده در {day} مجوز را بازگرداند."),
            What::ManagerLeft {
                until_exclusive,
                grounds,
                ..
            } => match until_exclusive {
                Some(until) => format!(
                    "مدیر فنی در {day} از سمت خود رفت و تا پذیرش جانشین در {} فعالیت متوقف بود: {grounds}",
                    persian(*until)
                ),
                None => format!(
                    "مدیر فنی در {day} از سمت خود رفت و فعالیت تا پذیرش جانشین متوقف است: {grounds}"
                ),
            },
            What::ManagerAccepted { name, .. } => {
                format!("{name} از {day} مدیر فنی است و نسخه تازه مجوز با همان پایان مدت صادر شد.")
            }
            What::HoldPlaced {
                hold,
                until_exclusive,
                reason,
                ..
            } => match until_exclusive {
                Some(until) => format!(
                    "{} از {day} تا پیش از {} برقرار شد: {reason}",
                    hold.persian(),
                    persian(*until)
                ),
                None => format!("{} از {day} برقرار شد: {reason}", hold.persian()),
            },
            What::HoldLifted { hold, reason, .. } => {
                format!("{} از {day} برداشته شد: {reason}", hold.persian())
            }
            What::Relocated { premises } => format!(
                "محل دفتر در {day} به این نشانی جابه‌جا شد: {}، {}.",
                premises.city, premises.address
            ),
            What::CertificateLost { version, .. } => format!(
                "گم‌شدن نسخه {} مجوز در {day} اعلام شد.",
                to_persian(&version.to_string())
            ),
            What::ArticlesRegistered { registration } => format!(
                "موضوع فعالیت در {day} در اساسنامه ثبت شد (آگهی {}).",
                registration.notice
            ),
            What::Conformed { record } => {
                format!("تطبیق این مجوز با آیین‌نامه از {day} احراز شد ({record}).")
            }
        }
    }
}

impl What {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SanctionPending { .. } => "sanction_pending",
            Self::SanctionDropped { .. } => "sanction_dropped",
            Self::Suspended { .. } => "suspended",
            Self::SuspensionEnded { .. } => "suspension_ended",
            Self::Revoked { .. } => "revoked",
            Self::Renewed { .. } => "renewed",
            Self::Transferred { .. } => "transferred",
            Self::Surrendered => "surrendered",
            Self::ManagerLeft { .. } => "manager_left",
            Self::ManagerAccepted { .. } => "manager_accepted",
            Self::HoldPlaced { .. } => "hold_placed",
            Self::HoldLifted { .. } => "hold_lifted",
            Self::Relocated { .. } => "relocated",
            Self::CertificateLost { .. } => "certificate_lost",
            Self::ArticlesRegistered { .. } => "articles_registered",
            Self::Conformed { .. } => "conformed",
        }
    }

    /// The ruling that it comes from.
    pub const fn ruling(&self) -> Option<Uuid> {
        match self {
            Self::SanctionPending { ruling, .. }
            | Self::SanctionDropped { ruling }
            | Self::Suspended { ruling, .. }
            | Self::SuspensionEnded { ruling }
            | Self::Revoked { ruling } => Some(*ruling),
            Self::Renewed { .. }
            | Self::Transferred { .. }
            | Self::Surrendered
            | Self::ManagerLeft { .. }
            | Self::ManagerAccepted { .. }
            | Self::HoldPlaced { .. }
            | Self::HoldLifted { .. }
            | Self::Relocated { .. }
            | Self::CertificateLost { .. }
            | Self::ArticlesRegistered { .. }
            | Self::Conformed { .. } => None,
        }
    }

    /// The application that it answers.
    pub const fn application(&self) -> Option<Uuid> {
        match self {
            Self::Renewed { application, .. } | Self::ManagerAccepted { application, .. } => {
                Some(*application)
            }
            _ => None,
        }
    }

    /// The session in which a board decided it directly.
    pub const fn session(&self) -> Option<Uuid> {
        match self {
            Self::HoldPlaced { session, .. } | Self::HoldLifted { session, .. } => *session,
            Self::Renewed { session, .. } => Some(*session),
            _ => None,
        }
    }

    /// Whether it was written down once a ruling was final.
    pub const fn follows_finality(&self) -> bool {
        matches!(
            self,
            Self::SanctionDropped { .. } | Self::Suspended { .. } | Self::Revoked { .. }
        )
    }

    /// The rule under which it was decided.
    pub const fn citation(&self) -> Citation {
        match self {
            Self::SanctionPending { .. } => Citation::note(5, 2),
            Self::SanctionDropped { .. } => Citation::clause(3, 3),
            Self::Suspended { .. } | Self::SuspensionEnded { .. } => Citation::clause(5, 3),
            Self::Revoked { .. } => Citation::note(15, 2),
            Self::Renewed { .. } => Citation::article(10),
            Self::Transferred { .. } => Citation::note(7, 4),
            Self::Surrendered => Citation::article(16),
            Self::ManagerLeft { .. } | Self::ManagerAccepted { .. } => Citation::note(9, 2),
            Self::HoldPlaced { hold, .. } | Self::HoldLifted { hold, .. } => hold.citation(),
            Self::Relocated { .. } => Citation::note(13, 1),
            Self::CertificateLost { .. } => Citation::article(7),
            Self::ArticlesRegistered { .. } => Citation::article(9),
            Self::Conformed { .. } => Citation::article(17),
        }
    }
}

const fn sanction_named(sanction: Sanction) -> &'static str {
    match sanction {
        Sanction::Suspension { .. } => "تعلیق",
        Sanction::Revocation => "ابطال",
    }
}

fn persian(day: NaiveDate) -> String {
    SolarHijri::of(day).persian()
}

#[cfg(test)]
mod tests;
