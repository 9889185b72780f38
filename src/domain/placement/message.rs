//! What the registry tells an operator without being asked (پیام), and the outbox that it waits in.
//!
//! A message is queued in the unit of work of whatever causes it, and delivered afterwards. What it
//! says is kept as data; the sentences are made of it in either language.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use super::licence::LicenceNumber;
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::digits::to_persian;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::Name;

/// A message to the holder of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    id: Uuid,
    to: Uuid,
    content: Content,
    queued_on: NaiveDate,
    state: MessageState,
}

/// What a message says. A new occasion is a new variant here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "topic")]
pub enum Content {
    /// The term of a licence ends before long (A10).
    LicenceExpiring {
        /// The licence.
        licence: Uuid,
        /// Its number.
        number: LicenceNumber,
        /// The name of the agency.
        agency: Name,
        /// The term that ends.
        term: Term,
        /// The reminder by the days before the end on which it is due (policy
        /// `renewal.reminders`).
        reminder: u16,
    },
    /// The bank stands for the guarantee behind a licence not much longer (A8.11).
    GuaranteeExpiring {
        /// The guarantee.
        guarantee: Uuid,
        /// The number of the licence.
        number: LicenceNumber,
        /// The name of the agency.
        agency: Name,
        /// The last day on which the bank pays.
        expires_on: NaiveDate,
    },
}

/// Whether a message has reached its addressee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum MessageState {
    /// در صف ارسال
    Queued,
    /// تحویل‌شده: it lies in the addressee's box.
    Delivered {
        /// The day.
        on: NaiveDate,
    },
}

impl Message {
    /// Puts a message to an account into the outbox.
    pub fn queue(
        id: Uuid,
        to: Uuid,
        content: Content,
        today: NaiveDate,
    ) -> Changed<Self, PlacementEvent> {
        let event = MessageEvent::MessageQueued {
            to,
            topic: content.topic(),
            key: content.key(),
            rule: content.citation(),
        };
        let message = Self {
            id,
            to,
            content,
            queued_on: today,
            state: MessageState::Queued,
        };
        Changed::new(message, event)
    }

    /// Lays it into the addressee's box.
    pub fn deliver(mut self, today: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != MessageState::Queued {
            return Err(Refusal::state(self.state(), &[], self.content.citation()));
        }
        self.state = MessageState::Delivered { on: today };
        let event = MessageEvent::MessageDelivered {
            to: self.to,
            on: today,
            rule: self.content.citation(),
        };
        Ok(Changed::new(self, event))
    }

    /// The account that it is for.
    pub fn to(&self) -> Uuid {
        self.to
    }

    /// What it says.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The day on which it was written.
    pub fn queued_on(&self) -> NaiveDate {
        self.queued_on
    }

    /// Whether it has reached its addressee.
    pub fn message_state(&self) -> MessageState {
        self.state
    }
}

impl MessageState {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Queued => "در صف ارسال",
            Self::Delivered { .. } => "تحویل‌شده",
        }
    }
}

impl Content {
    /// The stable name of the occasion.
    pub const fn topic(&self) -> &'static str {
        match self {
            Self::LicenceExpiring { .. } => "licence_expiring",
            Self::GuaranteeExpiring { .. } => "guarantee_expiring",
        }
    }

    /// What makes the occasion this one and no other: of messages with the same key there is one.
    pub fn key(&self) -> String {
        match self {
            Self::LicenceExpiring {
                licence,
                term,
                reminder,
                ..
            } => format!(
                "licence-expiring/{licence}/{}/{reminder}",
                term.until_exclusive
            ),
            Self::GuaranteeExpiring {
                guarantee,
                expires_on,
                ..
            } => format!("guarantee-expiring/{guarantee}/{expires_on}"),
        }
    }

    /// What it is about: a licence, a guarantee, an application.
    pub const fn about(&self) -> Uuid {
        match self {
            Self::LicenceExpiring { licence, .. } => *licence,
            Self::GuaranteeExpiring { guarantee, .. } => *guarantee,
        }
    }

    /// The rule that it reminds of.
    pub const fn citation(&self) -> Citation {
        match self {
            Self::LicenceExpiring { .. } => Citation::article(10),
            Self::GuaranteeExpiring { .. } => Citation::clause(8, 11),
        }
    }

    /// The subject line in Persian.
    pub fn subject_fa(&self) -> String {
        match self {
            Self::LicenceExpiring { number, .. } => {
                format!("یادآوری پایان اعتبار مجوز شماره {number}")
            }
            Self::GuaranteeExpiring { number, .. } => {
                format!("یادآوری پایان اعتبار ضمانت‌نامه مجوز شماره {number}")
            }
        }
    }

    /// The subject line in English.
    pub fn subject_en(&self) -> String {
        match self {
            Self::LicenceExpiring { number, .. } => format!("Licence {number} is about to expire"),
            Self::GuaranteeExpiring { number, .. } => {
                format!("The guarantee of licence {number} is about to expire")
            }
        }
    }

    /// The text in Persian, as it stands on the day on which it was written.
    pub fn text_fa(&self, written_on: NaiveDate) -> String {
        match self {
            Self::LicenceExpiring {
                number,
                agency,
                term,
                ..
            } => format!(
                "اعتبار مجوز شماره {number} ({agency}) در پایان روز {} به سر می‌رسد و {} روز از آن مانده است. \
                 خواهشمند است درخواست تمدید را پیش از آن روز ثبت فرمایید؛ پس از پایان اعتبار، فعالیت مجاز نیست \
                 و تمدید با احراز همه شرایط و تأیید عملکرد در هیئت استان برای پنج سال انجام می‌شود.",
                SolarHijri::of(term.last_day()).persian(),
                to_persian(&days_left(*term, written_on).to_string()),
            ),
            Self::GuaranteeExpiring {
                number,
                agency,
                expires_on,
                ..
            } => format!(
                "اعتبار ضمانت‌نامه بانکی مجوز شماره {number} ({agency}) در پایان روز {} به سر می‌رسد. خواهشمند است                  پیش از آن روز، تمدید آن را از بانک بخواهید یا ضمانت‌نامه دیگری بسپارید؛ با ضمانت‌نامه منقضی                  مجوز تمدید نمی‌شود.",
                SolarHijri::of(*expires_on).persian(),
            ),
        }
    }

    /// The text in English, as it stands on the day on which it was written.
    pub fn text_en(&self, written_on: NaiveDate) -> String {
        match self {
            Self::LicenceExpiring {
                number,
                agency,
                term,
                ..
            } => format!(
                "Licence {number} ({agency}) is valid until the end of {}; {} days are left. Please file \
                 for renewal before that day: after it the agency may not act. A renewal is for five years \
                 and needs every condition to be met and the provincial board to confirm the performance.",
                term.last_day(),
                days_left(*term, written_on),
            ),
            Self::GuaranteeExpiring {
                number,
                agency,
                expires_on,
                ..
            } => format!(
                "The bank guarantee of licence {number} ({agency}) is valid until the end of {expires_on}.                  Please have the bank extend it before that day, or lodge another one: the licence is not                  renewed on a guarantee that has expired.",
            ),
        }
    }
}

/// The days on which the licence is still valid, the day itself among them.
fn days_left(term: Term, on: NaiveDate) -> i64 {
    (term.until_exclusive - on).num_days()
}

impl Aggregate for Message {
    type Event = PlacementEvent;

    const NOUN: &'static str = "message";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            MessageState::Queued => "queued",
            MessageState::Delivered { .. } => "delivered",
        }
    }
}

/// What happens to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum MessageEvent {
    /// It was put into the outbox.
    MessageQueued {
        /// The account that it is for.
        to: Uuid,
        /// The occasion.
        topic: &'static str,
        /// What makes the occasion this one.
        key: String,
        /// The rule that it reminds of.
        rule: Citation,
    },
    /// It was laid into the addressee's box.
    MessageDelivered {
        /// The account that it is for.
        to: Uuid,
        /// The day.
        on: NaiveDate,
        /// The rule that it reminds of.
        rule: Citation,
    },
}

impl Event for MessageEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::MessageQueued { .. } => "message-queued",
            Self::MessageDelivered { .. } => "message-delivered",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::MessageQueued { rule, .. } | Self::MessageDelivered { rule, .. } => *rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reminder() -> Content {
        Content::LicenceExpiring {
            licence: Uuid::from_u128(1),
            number: number(),
            agency: "کاریابی نمونه".parse().unwrap(),
            term: Term::years("2026-11-22".parse().unwrap(), 2),
            reminder: 30,
        }
    }

    fn number() -> LicenceNumber {
        let series = crate::domain::placement::licence::Series {
            demo: false,
            province: crate::domain::kernel::province::Province::Tehran,
            kind: crate::domain::placement::agency::AgencyKind::Domestic,
            year: 1405,
        };
        LicenceNumber::new(series, 1).unwrap()
    }

    #[test]
    fn a_reminder_says_in_both_languages_how_many_days_are_left() {
        let written_on = "2028-10-22".parse().unwrap();
        let content = reminder();
        assert!(content.text_fa(written_on).contains("۳۰ روز"));
        assert!(content.text_fa(written_on).contains("۱۴۰۷/۰۸/۳۰"));
        assert!(content.text_en(written_on).contains("30 days are left"));
    }

    #[test]
    fn a_message_is_delivered_once() {
        let today = "2028-10-22".parse().unwrap();
        let queued = Message::queue(Uuid::nil(), Uuid::nil(), reminder(), today);
        let delivered = queued.into_parts().0.deliver(today).unwrap().into_parts().0;
        assert_eq!(delivered.state(), "delivered");
        assert_eq!(
            delivered.deliver(today).unwrap_err().code,
            "illegal-transition"
        );
    }
}
