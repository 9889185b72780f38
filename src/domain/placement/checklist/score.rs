//! The findings of an inspection, item by item, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CITED, Checklist, ItemCode};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::session::LegalBasis;

/// What was found on one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The item.
    pub item: ItemCode,
    /// The answer to its question.
    pub answer: Answer,
    /// What was seen; a must with a no.
    pub note: Option<ShortText>,
    /// The photos and documents of the visit that show it.
    pub evidence: Vec<Uuid>,
}

/// The answer to the question of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// As the rule wants it.
    Yes,
    /// Not as the rule wants it.
    No,
    /// The rule does not concern this agency.
    NotApplicable,
}

/// What the findings come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The points of the items answered yes.
    pub earned: u32,
    /// The points of the items that apply.
    pub possible: u32,
    /// The items answered no, with the rule that each breaks.
    pub failed: BTreeMap<ItemCode, LegalBasis>,
    /// Those of them that are critical.
    pub critical: BTreeSet<ItemCode>,
}

impl Score {
    /// The points earned of those possible, in basis points rounded down; all of them where nothing
    /// applied.
    pub fn basis_points(&self) -> u32 {
        if self.possible == 0 {
            return 10_000;
        }
        let share = u64::from(self.earned) * 10_000 / u64::from(self.possible);
        u32::try_from(share).unwrap_or(10_000)
    }

    /// Whether no item was answered no.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty()
    }
}

impl Checklist {
    /// Adds up findings, of which there is exactly one for every item.
    pub fn score(&self, findings: &[Finding]) -> Result<Score, Refusal> {
        let known = |code: &ItemCode| self.items.iter().any(|item| item.code == *code);
        let answered: BTreeSet<&ItemCode> = findings.iter().map(|it| &it.item).collect();
        if answered.len() != findings.len()
            || findings.len() != self.items.len()
            || !findings.iter().all(|it| known(&it.item))
        {
            return Err(Refusal::rule(
                "findings-do-not-fit-the-checklist",
                CITED,
                "برای هر مورد فهرست وارسی باید درست یک پاسخ ثبت شود.",
                "There is exactly one finding for every item of the checklist.",
            ));
        }
        let silent = |it: &Finding| it.answer == Answer::No && it.note.is_none();
        if findings.iter().any(silent) {
            return Err(Refusal::rule(
                "finding-without-note",
                CITED,
                "برای هر پاسخ منفی باید شرح مشاهده نوشته شود.",
                "A finding of no says what was seen.",
            ));
        }
        let mut score = Score {
            earned: 0,
            possible: 0,
            failed: BTreeMap::new(),
            critical: BTreeSet::new(),
        };
        for item in &self.items {
            let answer = findings.iter().find(|it| it.item == item.code);
            match answer.map(|it| it.answer) {
                Some(Answer::Yes) => {
                    score.earned += u32::from(item.points);
                    score.possible += u32::from(item.points);
                }
                Some(Answer::No) => {
                    score.possible += u32::from(item.points);
                    score
                        .failed
                        .insert(item.code.clone(), item.provision.clone());
                    if item.critical {
                        score.critical.insert(item.code.clone());
                    }
                }
                Some(Answer::NotApplicable) | None => {}
            }
        }
        Ok(score)
    }
}
