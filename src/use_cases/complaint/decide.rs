//! What the board decided on a complaint takes effect.

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Accusation, Case, FactDates, Offence, Source};
use crate::domain::placement::complaint::{Complaint, ComplaintOutcome};
use crate::domain::placement::docket::Docket;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::respondent::{Answerable, Respondent};
use crate::domain::placement::session::{Matter, Session};
use crate::domain::placement::violation::Head;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::{Acting, Command, docket};

/// Takes over what the board decided on a complaint. An upheld one opens a case, or joins one, in the
/// same unit of work (A5.4).
#[derive(Debug, Serialize)]
pub struct DecideComplaint {
    /// The complaint.
    pub id: Uuid,
    /// What became of it.
    pub outcome: Outcome,
    /// The version that was seen.
    pub expected: i64,
}

/// What became of a complaint.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// وارد
    Upheld {
        /// What the agency is charged with.
        charge: Box<Brought>,
        /// The case that it joins; a new one if there is none.
        case: Option<Uuid>,
    },
    /// غیروارد
    Dismissed,
    /// سازش
    Settled {
        /// What the parties agreed.
        agreement: LongText,
    },
}

/// A charge that comes from a complaint.
#[derive(Debug, Serialize)]
pub struct Brought {
    /// Under what it falls.
    pub head: Head,
    /// What happened.
    pub facts: LongText,
    /// When it happened.
    pub dates: FactDates,
    /// The text by which facts before the bylaw are judged, where policy accepts them.
    pub legacy_basis: Option<LongText>,
    /// The crime that somebody sees in the facts.
    pub offence: Option<ShortText>,
}

impl Command for DecideComplaint {
    const OPERATION: &'static str = "decideComplaint";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::PrepareCase;
        let complaint = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let session = complaint.value.session()?;
        let session = aggregates::get::<Session>(acting.work, session).await?;
        let decision = session.value.decision_on(Matter::complaint(self.id));
        let decision = decision.ok_or_else(not_decided)?;
        let decided = match &self.outcome {
            Outcome::Upheld { charge, case } => {
                let case = charged(acting, &complaint.value, charge, *case).await?;
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Upheld(&case.value)))
            }
            Outcome::Dismissed => {
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Dismissed))
            }
            Outcome::Settled { agreement } => {
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Settled(agreement)))
            }
        }?;
        aggregates::save(acting.work, decided).await
    }
}

/// The case in which the agency is charged.
async fn charged(
    acting: Acting<'_>,
    complaint: &Complaint,
    charge: &Brought,
    case: Option<Uuid>,
) -> Result<Versioned<Case>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let licence = complaint.respondent().licence;
    let licence = aggregates::get::<Licence>(work, licence).await?.value;
    let seen_by = account(acting.actor)?;
    let offence = charge.offence.clone();
    let accusation = Accusation {
        id: Uuid::now_v7(),
        head: charge.head.clone(),
        facts: charge.facts.clone(),
        dates: charge.dates,
        answerable: Answerable::of(&licence)
            .ok_or_else(|| Error::corrupt(Licence::NOUN, "it names no holder"))?,
        source: Source::Complaint { id: complaint.id() },
        legacy_basis: charge.legacy_basis.clone(),
        offence: offence.map(|name| Offence { name, seen_by }),
    };
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, today);
    if let Some(case) = case {
        let case = aggregates::get::<Case>(work, case).await?;
        if case.value.respondent().licence != licence.id() {
            return Err(Error::NotFound { noun: Case::NOUN });
        }
        let joined = case.change(|it| it.add_charge(accusation, &policies, today))?;
        return aggregates::save(work, joined).await;
    }
    let respondent = Respondent::of(&licence);
    let number = docket::next(acting, Docket::Case, respondent.province).await?;
    let id = Uuid::now_v7();
    let opened = Case::open(id, number, respondent, accusation, &policies, today)?;
    aggregates::insert(work, opened).await
}

fn not_decided() -> Refusal {
    Refusal::rule(
        "not-decided-by-the-board",
        Citation::clause(5, 4),
        "هیئت هنوز درباره این شکایت تصمیم نگرفته است.",
        "The board has not decided on this complaint yet.",
    )
}
