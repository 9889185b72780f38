//! The sample checklist that inspectors carry.

use super::cast::CENTRAL_OFFICER;
use super::stage::Stage;
use super::value;
use crate::domain::kernel::citation::Citation;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::checklist::ChecklistItem;
use crate::domain::placement::session::LegalBasis;
use crate::error::Error;
use crate::use_cases::checklist::issue::IssueChecklist;

/// What is asked: the name of the item, the question, its provision, its points, and whether a no
/// can be mended.
const ITEMS: [(&str, &str, Citation, u16, bool); 4] = [
    (
        "licence-shown",
        "آیا پروانه در محل دید مراجعان است؟",
        Citation::article(7),
        10,
        false,
    ),
    (
        "data-in-time",
        "آیا اطلاعات عملکرد به‌موقع در سامانه ثبت شده است؟",
        Citation::clause(13, 1),
        30,
        false,
    ),
    (
        "seekers-data",
        "آیا اطلاعات کارجویان و کارفرمایان محفوظ است؟",
        Citation::clause(13, 2),
        20,
        false,
    ),
    (
        "tariff",
        "آیا تنها وجوه مقرر در تعرفه دریافت شده است؟",
        Citation::clause(15, 4),
        40,
        true,
    ),
];

/// The item on which a sample office fails.
pub(super) const FAILED: &str = "data-in-time";

/// The names of the items.
pub(super) fn items() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|(code, ..)| *code)
}

/// Issues the checklist for agencies of all kinds.
pub(super) async fn issue(stage: &Stage) -> Result<(), Error> {
    let items = ITEMS.map(|(code, question, citation, points, critical)| {
        Ok(ChecklistItem {
            code: value(code)?,
            question: value(question)?,
            provision: LegalBasis::Law { citation },
            points,
            critical,
        })
    });
    let command = IssueChecklist {
        title: value("فهرست وارسی بازرسی (نمونه نمایشی)")?,
        kinds: AgencyKind::ALL.into_iter().collect(),
        items: items.into_iter().collect::<Result<_, Error>>()?,
        from: stage.today(),
    };
    stage.act(CENTRAL_OFFICER, &command).await.map(drop)
}
