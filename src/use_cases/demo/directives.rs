//! The sample directives, adopted by the central board in a session of its own.

use std::collections::BTreeMap;

use super::boards::{self, Declared};
use super::cast::{CENTRAL_OFFICER, CENTRAL_SECRETARY};
use super::stage::Stage;
use super::value;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::directive::DirectiveMatter;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::directives::{Communication, DirectiveKind, Terms};
use crate::domain::placement::penalty::{
    ClauseRange, Length, LengthUnit, PenaltyMatching, SuspensionRange,
};
use crate::domain::placement::session::{MatterKind, Outcome};
use crate::domain::placement::violation::Clause;
use crate::error::Error;
use crate::use_cases::directive::approve::{ApproveDirective, ApprovedBy};
use crate::use_cases::directive::draft::RecordDirective;
use crate::use_cases::session::table::Proposed;

/// The invented amount of a guarantee, in rial.
pub(super) const GUARANTEE: i64 = 5_000_000_000;

/// Drafts a directive on every matter, has the central board adopt all of them, and communicates them.
pub(super) async fn adopt(stage: &Stage) -> Result<(), Error> {
    let mut drafts = Vec::new();
    for kind in DirectiveKind::ALL {
        let draft = RecordDirective {
            title: value(&format!("نمونه نمایشی — {}", kind.persian()))?,
            body: value(
                "نمونه نمایشی: این متن ساختگی است، هیچ مرجعی آن را تصویب نکرده و اثر حقوقی ندارد.",
            )?,
            terms: terms(kind)?,
        };
        drafts.push(stage.act(CENTRAL_OFFICER, &draft).await?);
    }
    let agenda = drafts.iter().map(|draft| Proposed {
        kind: MatterKind::Directive,
        id: draft.value.directive_id(),
    });
    let call = boards::call(BoardKind::Central, Scope::General, stage.today())?;
    let session = boards::create(stage, CENTRAL_SECRETARY, call, agenda.collect()).await?;
    let declared = Declared {
        outcome: Outcome::Approved,
        reasons: "نمونه نمایشی: متن پیشنهادی به تصویب رسید.",
        basis: Citation::clause(3, 2),
    };
    let closed = boards::sit(stage, session, CENTRAL_SECRETARY, &declared).await?;
    for (number, draft) in drafts.iter().enumerate() {
        let approve = ApproveDirective {
            id: draft.value.directive_id(),
            by: ApprovedBy::Session(closed),
            communication: Communication {
                number: value(&format!("D-{}", number + 1))?,
                effective_from: stage.today(),
                effective_to: None,
            },
            expected: draft.version,
        };
        stage.act(CENTRAL_OFFICER, &approve).await?;
    }
    Ok(())
}

fn terms(kind: DirectiveKind) -> Result<Terms, Error> {
    let invalid = |reason: Invalid| Error::corrupt("demonstration", reason);
    if kind == DirectiveKind::GuaranteeAmount {
        let amount = Rial::new(GUARANTEE).map_err(invalid)?;
        let amounts = [AgencyKind::Foreign, AgencyKind::Maritime].map(|kind| (kind, amount));
        return Ok(Terms::GuaranteeAmount {
            amounts: BTreeMap::from(amounts),
        });
    }
    if kind == DirectiveKind::PenaltyMatching {
        let ranges = Clause::all().map(penalties).collect::<Result<Vec<_>, _>>();
        let ranges = ranges
            .and_then(PenaltyMatching::try_from)
            .map_err(invalid)?;
        return Ok(Terms::PenaltyMatching { ranges });
    }
    Terms::opaque(kind, BTreeMap::new()).map_err(invalid)
}

/// The same invented range for every violation.
fn penalties(clause: Clause) -> Result<ClauseRange, Invalid> {
    let months = |count| Length::new(count, LengthUnit::Months);
    Ok(ClauseRange {
        clause,
        disciplinary: vec!["تذکر کتبی (نمونه)".parse()?, "اخطار کتبی (نمونه)".parse()?],
        suspension: Some(SuspensionRange {
            least: months(1)?,
            most: months(6)?,
        }),
        revocation: true,
    })
}
