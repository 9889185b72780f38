//! What has to be written together when a ruling is appealed or becomes final (قطعیت).
//!
//! Each function gives the changes of one transaction. The only way to write a ruling down as final
//! leads through here, so a final revocation never stands without its ban, notices and settlement.

use chrono::NaiveDate;
use uuid::Uuid;

use super::appeal::{Appeal, AppealOutcome, AppealRuling, Contested, Ground, Petition};
use super::application::Application;
use super::application::rejection::TakenOver;
use super::article8::rules::FilePolicies;
use super::ban::{Ban, Subject};
use super::case::{Case, Charge, is_same};
use super::directives::PlacementDirectives;
use super::event::PlacementEvent;
use super::licence::{Licence, Sanction};
use super::notice::{ProvinceNotice, Statement};
use super::policies::Policies;
use super::ruling::{Finality, Ruling};
use super::session::BoardDecision;
use super::settlement::{SeekerClaim, SettlementFile};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;

type Change<T> = Changed<T, PlacementEvent>;

/// Everything that the finality of one ruling writes.
#[derive(Debug)]
#[must_use = "finality has no effect until the store saves all of it"]
pub struct Consequences {
    /// The ruling, now final.
    pub ruling: Change<Ruling>,
    /// What it does.
    pub effect: Effect,
}

/// What a final ruling does.
#[derive(Debug)]
pub enum Effect {
    /// ابطال
    Revoked(Box<Revoked>),
    /// تعلیق
    Suspended {
        /// The licence, suspended.
        licence: Change<Licence>,
    },
    /// A measure of discipline, an acquittal, or a ruling that was quashed.
    Recorded {
        /// The licence without the marker, if it had one.
        licence: Option<Change<Licence>>,
    },
}

/// What a final revocation writes (A15.n2, A16, A6.4).
#[derive(Debug)]
pub struct Revoked {
    /// The licence, revoked.
    pub licence: Change<Licence>,
    /// The five-year ban.
    pub ban: Change<Ban>,
    /// The notices, one for each of the 31 provinces.
    pub notices: Vec<Change<ProvinceNotice>>,
    /// The settlement file.
    pub settlement: Change<SettlementFile>,
}

/// What a ruling meets when it becomes final.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The holder and the technical manager at the time of the facts (policy `ban.subjects`).
    pub subjects: Vec<Subject>,
    /// The job seekers with an open matter at the agency.
    pub seekers: Vec<SeekerClaim>,
    /// The calendar of closed days.
    pub closed: &'a ClosedDays,
    /// The policies of the day of finality.
    pub policies: Policies<'a>,
}

/// Lets a ruling whose term has run out become final, dated on the day on which it arose however
/// late this is written down. A ruling that is final already is refused, so nothing happens twice.
pub fn of_lapse(
    ruling: Ruling,
    licence: Licence,
    met: Circumstances<'_>,
    today: NaiveDate,
) -> Result<Consequences, Refusal> {
    consequences(ruling.lapse(today)?, licence, met, today)
}

/// Takes over the central board's decision on an appeal: it is final at once, with all that follows.
pub fn of_decision(
    appeal: Appeal,
    ruling: Ruling,
    licence: Licence,
    central: Central<'_>,
    met: Circumstances<'_>,
    today: NaiveDate,
) -> Result<(Change<Appeal>, Consequences), Refusal> {
    let contested = Contested::ruling(&ruling, &[]);
    let outcome = central.ruled.outcome.clone();
    let decided = appeal.decide(
        &contested,
        central.decision,
        central.ruled,
        central.directives,
        &met.policies,
    )?;
    let by = decided.value().id();
    let final_on = central.decision.decision().decided_on();
    let finality = match outcome {
        AppealOutcome::Upheld => Finality::Upheld {
            appeal: by,
            final_on,
        },
        AppealOutcome::Modified { penalty } => Finality::Modified {
            appeal: by,
            final_on,
            penalty,
        },
        AppealOutcome::Quashed => Finality::Quashed {
            appeal: by,
            final_on,
        },
    };
    let ruling = ruling.decided_centrally(finality)?;
    Ok((decided, consequences(ruling, licence, met, today)?))
}

/// What becomes of a rejected file on which the central board decides.
#[derive(Clone, Copy, Debug)]
pub struct FileRules<'a> {
    /// By whom and when the decision is taken over.
    pub taken_over: TakenOver,
    /// Which conditions apply.
    pub file: FilePolicies,
    /// The policies of the day of decision.
    pub policies: Policies<'a>,
}

/// Takes over the central board's decision on the rejection of an application: it stands for good, or
/// it is quashed and the file is approved, since nothing is sent back (A3.3).
pub fn of_rejection(
    appeal: Appeal,
    application: Application,
    central: Central<'_>,
    rules: FileRules<'_>,
) -> Result<(Change<Appeal>, Change<Application>), Refusal> {
    let contested = Contested::rejection(&application, &[])?;
    let quashed = central.ruled.outcome == AppealOutcome::Quashed;
    let decided = appeal.decide(
        &contested,
        central.decision,
        central.ruled,
        central.directives,
        &rules.policies,
    )?;
    let (by, decision) = (decided.value().id(), central.decision);
    let file = if quashed {
        application.approve_on_appeal(by, decision, rules.taken_over, rules.file)?
    } else {
        application.reject_on_appeal(by, decision)?
    };
    Ok((decided, file))
}

/// Whom a ban would cover (policy `ban.subjects`): the holder of the licence, and for each violation
/// that is established the technical manager of its time. Whoever left before or came later does
/// not answer for it.
pub fn subjects(licence: &Licence, case: &Case, ruling: &Ruling) -> Vec<Subject> {
    let content = ruling.content();
    let established = |charge: &&Charge| {
        let mut heads = content.finding.heads().iter();
        heads.any(|found| is_same(charge.head(), found))
    };
    let dates = case.charges().iter().filter(established);
    let dates: Vec<_> = dates.map(Charge::dates).collect();
    let mut subjects = Vec::new();
    let all = dates.iter().map(|dates| (dates.from(), dates.to()));
    let named = [(content.facts_on, content.facts_on)];
    let named = named.into_iter().filter(|_| dates.is_empty());
    for (from, to) in all.chain(named) {
        for subject in licence.subjects_during(from, to) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
    }
    subjects
}

/// The decision of the central board with what it is measured by.
#[derive(Clone, Debug)]
pub struct Central<'a> {
    /// What its session decided.
    pub decision: &'a BoardDecision,
    /// What the decision says beside its vote.
    pub ruled: AppealRuling,
    /// The directives.
    pub directives: &'a PlacementDirectives,
}

/// Files an appeal against a ruling. What is plainly inadmissible leaves the ruling as it is.
pub fn lodge(
    id: Uuid,
    ruling: Ruling,
    earlier: &[Appeal],
    petition: Petition,
    policies: &Policies<'_>,
    today: NaiveDate,
) -> Result<(Change<Appeal>, Option<Change<Ruling>>), Refusal> {
    if ruling.issued().is_none() {
        return Err(Refusal::rule(
            "ruling-not-issued",
            Citation::note(5, 2),
            "رأی هنوز صادر نشده است.",
            "The ruling has not been issued yet.",
        ));
    }
    let contested = Contested::ruling(&ruling, earlier);
    let filed = Appeal::file(id, &contested, petition, policies, today)?;
    let changed = match filed.value().manifest_ground() {
        Some(_) => None,
        None if ruling.finality().is_some() => return Err(finality_recorded()),
        None => Some(ruling.appealed(id, filed.value().filed_on())?),
    };
    Ok((filed, changed))
}

/// Files an appeal against the rejection of an application. One that looks admissible puts the file
/// before the central board; what is plainly inadmissible leaves it as it is.
pub fn lodge_against_rejection(
    id: Uuid,
    application: Application,
    earlier: &[Appeal],
    petition: Petition,
    policies: &Policies<'_>,
    today: NaiveDate,
) -> Result<(Change<Appeal>, Option<Change<Application>>), Refusal> {
    let contested = Contested::rejection(&application, earlier)?;
    let filed = Appeal::file(id, &contested, petition, policies, today)?;
    let changed = match filed.value().manifest_ground() {
        Some(_) => None,
        None => Some(application.appealed(id, filed.value().filed_on())?),
    };
    Ok((filed, changed))
}

/// Nobody undoes a finality that is written down, with its ban and its notices, by recording late
/// what had come in on time.
fn finality_recorded() -> Refusal {
    Refusal::rule(
        "finality-recorded",
        Citation::note(15, 2),
        "قطعیت این رأی ثبت شده است؛ اعتراضی که در مهلت رسیده ولی پس از آن ثبت می‌شود تنها با حکم مرجع قضایی اثر دارد.",
        "The finality of the ruling is written down; an appeal that came in time but is recorded only after that has effect by the order of a court alone.",
    )
}

/// Finds an appeal against a ruling inadmissible: the ruling's term goes on.
pub fn dismiss(
    appeal: Appeal,
    ruling: Ruling,
    ground: Ground,
    reasons: LongText,
    today: NaiveDate,
) -> Result<(Change<Appeal>, Option<Change<Ruling>>), Refusal> {
    let held_up = appeal.manifest_ground().is_none();
    let id = appeal.id();
    let dismissed = appeal.dismiss(ground, reasons, today)?;
    let ruling = if held_up {
        Some(ruling.appeal_dismissed(id, today)?)
    } else {
        None
    };
    Ok((dismissed, ruling))
}

/// Finds an appeal against the rejection of an application inadmissible: the term goes on.
pub fn dismiss_against_rejection(
    appeal: Appeal,
    application: Application,
    ground: Ground,
    reasons: LongText,
    today: NaiveDate,
) -> Result<(Change<Appeal>, Option<Change<Application>>), Refusal> {
    let held_up = appeal.manifest_ground().is_none();
    let id = appeal.id();
    let dismissed = appeal.dismiss(ground, reasons, today)?;
    let file = held_up.then(|| application.appeal_dismissed(id, today));
    Ok((dismissed, file.transpose()?))
}

fn consequences(
    ruling: Change<Ruling>,
    licence: Licence,
    met: Circumstances<'_>,
    today: NaiveDate,
) -> Result<Consequences, Refusal> {
    let sanction = ruling.value().penalty().and_then(Sanction::of);
    let effect = match sanction {
        Some(Sanction::Revocation) if !licence.is_revoked() => {
            Effect::Revoked(Box::new(revocation(ruling.value(), licence, met, today)?))
        }
        Some(Sanction::Suspension { .. }) if !licence.is_revoked() => Effect::Suspended {
            licence: licence.suspend(ruling.value(), today)?,
        },
        Some(_) | None => Effect::Recorded {
            licence: licence.spare(ruling.value(), today)?,
        },
    };
    Ok(Consequences { ruling, effect })
}

fn revocation(
    ruling: &Ruling,
    licence: Licence,
    met: Circumstances<'_>,
    today: NaiveDate,
) -> Result<Revoked, Refusal> {
    let (Some(proof), Some(number)) = (ruling.final_revocation(), ruling.number()) else {
        return Err(Refusal::rule(
            "ruling-not-final",
            Citation::note(15, 2),
            "این رأی ابطال قطعی نیست.",
            "The ruling is not a final revocation.",
        ));
    };
    let Circumstances {
        subjects,
        seekers,
        closed,
        policies,
    } = met;
    let licence_number = licence.number().clone();
    let id = |purpose| derived(ruling.id(), purpose);
    let ban = Ban::follow(id(BAN), proof, subjects, &policies, today)?;
    let statement = Statement::of(
        proof,
        ban.value().id(),
        ban.value().term(),
        number.clone(),
        licence_number,
    );
    let notices = (1..)
        .zip(Province::ALL)
        .map(|(place, to)| ProvinceNotice::issue(id(NOTICE + place), to, statement.clone(), today))
        .collect();
    let settlement = SettlementFile::open(id(SETTLEMENT), proof, seekers, closed, &policies, today);
    Ok(Revoked {
        licence: licence.revoke(ruling, today)?,
        ban,
        notices,
        settlement,
    })
}

/// The identity of the ban that follows the final revocation of a ruling.
pub fn ban_of(ruling: Uuid) -> Uuid {
    derived(ruling, BAN)
}

const BAN: u128 = 0x0b00;
const SETTLEMENT: u128 = 0x0500;
const NOTICE: u128 = 0x0100;

/// The identity of what one ruling gives rise to: always the same, so that the store refuses a
/// second one even if two processes write at once.
fn derived(ruling: Uuid, purpose: u128) -> Uuid {
    Uuid::from_u128(ruling.as_u128() ^ purpose)
}

#[cfg(test)]
pub(in crate::domain::placement) mod tests;
