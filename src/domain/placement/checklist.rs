//! The checklist (فهرست وارسی) by which agencies are inspected: versioned, dated, with points (A6.2).

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::directives::PlacementDirectives;
use super::event::PlacementEvent;
use super::session::LegalBasis;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::ShortText;

mod score;

pub use score::{Answer, Finding, Score};

const CITED: Citation = Citation::clause(6, 2);

/// A version of the checklist for some kinds of agencies. It is never edited, only followed by a
/// later version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    id: Uuid,
    version: u32,
    title: ShortText,
    kinds: BTreeSet<AgencyKind>,
    items: Vec<ChecklistItem>,
    from: NaiveDate,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Its name in the checklist and in reports.
    pub code: ItemCode,
    /// The question; yes is what the rule wants.
    pub question: ShortText,
    /// The rule behind it.
    pub provision: LegalBasis,
    /// What a yes is worth.
    pub points: u16,
    /// Whether a no cannot be left at a corrective deadline.
    pub critical: bool,
}

/// The name of an item: 1 to 20 small Latin letters, digits, dots and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ItemCode(String);

/// A checklist as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistDraft {
    /// Its title.
    pub title: ShortText,
    /// The kinds of agencies that it is for.
    pub kinds: BTreeSet<AgencyKind>,
    /// What is looked at.
    pub items: Vec<ChecklistItem>,
    /// The first day on which inspections go by it.
    pub from: NaiveDate,
}

impl Checklist {
    /// Issues the next version: `issued` are all versions so far.
    pub fn issue(
        id: Uuid,
        draft: ChecklistDraft,
        issued: &[Self],
        directives: &PlacementDirectives,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let ChecklistDraft {
            title,
            kinds,
            items,
            from,
        } = draft;
        if kinds.is_empty() || items.is_empty() {
            return Err(Refusal::rule(
                "checklist-empty",
                CITED,
                "فهرست وارسی باید دست‌کم یک نوع کاریابی و یک مورد داشته باشد.",
                "A checklist is for at least one kind of agency and has at least one item.",
            ));
        }
        let codes: BTreeSet<&ItemCode> = items.iter().map(|item| &item.code).collect();
        if codes.len() != items.len() {
            return Err(Refusal::rule(
                "checklist-item-twice",
                CITED,
                "هر مورد فهرست وارسی شناسه‌ای یکتا دارد.",
                "Every item of a checklist has a code of its own.",
            ));
        }
        if items.iter().any(|item| item.points == 0 && !item.critical) {
            return Err(Refusal::rule(
                "checklist-item-without-weight",
                CITED,
                "هر مورد باید امتیاز داشته باشد یا حیاتی باشد.",
                "An item is worth points or is critical.",
            ));
        }
        let of_a_policy = |item: &ChecklistItem| {
            matches!(
                item.provision,
                LegalBasis::Law {
                    citation: Citation::Policy(_)
                }
            )
        };
        if items.iter().any(of_a_policy) {
            return Err(Refusal::rule(
                "checklist-item-without-provision",
                CITED,
                "هر مورد باید به آیین‌نامه، قانون یا دستورالعمل هیئت مرکزی مستند باشد.",
                "Every item rests on the bylaw, a law or a directive.",
            ));
        }
        for item in &items {
            item.provision.require_in_force(directives, from)?;
        }
        let latest = issued.iter().max_by_key(|other| other.version);
        if from < today || latest.is_some_and(|other| from < other.from) {
            return Err(Refusal::rule(
                "checklist-backdated",
                CITED,
                "نسخه تازه از امروز یا پس از آن و نه پیش از نسخه پیشین آغاز می‌شود.",
                "A version starts today or later, and no earlier than the one before it.",
            ));
        }
        let version = latest.map_or(1, |other| other.version + 1);
        let event = ChecklistEvent::ChecklistIssued {
            version,
            kinds: kinds.clone(),
            items: items.iter().map(|item| item.code.clone()).collect(),
            from,
        };
        let checklist = Self {
            id,
            version,
            title,
            kinds,
            items,
            from,
        };
        Ok(Changed::new(checklist, event))
    }

    /// The version by which an agency of this kind is inspected on that day.
    pub fn in_force(issued: &[Self], kind: AgencyKind, on: NaiveDate) -> Option<&Self> {
        issued
            .iter()
            .filter(|it| it.from <= on && it.kinds.contains(&kind))
            .max_by_key(|it| it.version)
    }

    /// The same version, without which nothing is reported.
    pub fn required(issued: &[Self], kind: AgencyKind, on: NaiveDate) -> Result<&Self, Refusal> {
        Self::in_force(issued, kind, on).ok_or_else(|| {
            Refusal::rule(
                "no-checklist-in-force",
                CITED,
                "برای این نوع کاریابی در روز بازرسی فهرست وارسی جاری نبوده است.",
                "No checklist was in force for this kind of agency on the day of the visit.",
            )
        })
    }

    /// Its number among the versions, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Its title.
    pub fn title(&self) -> &ShortText {
        &self.title
    }

    /// The kinds of agencies that it is for.
    pub fn kinds(&self) -> &BTreeSet<AgencyKind> {
        &self.kinds
    }

    /// What is looked at, in order.
    pub fn items(&self) -> &[ChecklistItem] {
        &self.items
    }

    /// The first day on which inspections go by it.
    pub fn from(&self) -> NaiveDate {
        self.from
    }
}

impl ItemCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ItemCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
        if (1..=20).contains(&text.len()) && text.bytes().all(fits) {
            return Ok(Self(text.to_owned()));
        }
        Err(Invalid {
            code: "checklist-item-code",
            fa: "شناسه مورد از ۱ تا ۲۰ حرف کوچک لاتین، رقم، نقطه و خط تیره است.",
            en: "An item code has 1 to 20 small Latin letters, digits, dots and hyphens.",
        })
    }
}

impl From<ItemCode> for String {
    fn from(code: ItemCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for ItemCode {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl Aggregate for Checklist {
    type Event = PlacementEvent;

    const NOUN: &'static str = "checklist";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        "issued"
    }
}

/// What happens to checklists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ChecklistEvent {
    /// A version was issued.
    ChecklistIssued {
        /// Its number.
        version: u32,
        /// The kinds of agencies that it is for.
        kinds: BTreeSet<AgencyKind>,
        /// Its items.
        items: Vec<ItemCode>,
        /// Its first day.
        from: NaiveDate,
    },
}

impl Event for ChecklistEvent {
    fn name(&self) -> &'static str {
        "checklist-issued"
    }

    fn citation(&self) -> Citation {
        CITED
    }
}

#[cfg(test)]
mod tests;
