//! The story of the demonstration: when what happens to which file.

use super::acts::File;
use super::cast;
use super::discipline::{Turn, turns};
use super::offices::{Fate, Office, offices};
use super::papers::Papers;
use super::stage::Stage;
use super::{DAYS, Extent, boards, checklists, directives, value};
use crate::context::Context;
use crate::error::Error;
use crate::store::accounts;

/// Something that happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The operator begins it.
    Draft,
    /// The operator brings the documents, and names the language certificate.
    Bring,
    /// The operator files it.
    Submit,
    /// The operator tries to file it and is refused, because a ban runs against the applicant.
    BeRefused,
    /// The operator takes it back.
    Withdraw,
    /// The officer sends it back for a missing document.
    SendBack,
    /// The operator brings what was missing and files again.
    Cure,
    /// The term for completion runs out.
    Lapse,
    /// The officer takes it up.
    TakeUp,
    /// The officer asks the authorities.
    Inquire,
    /// The officer records their answers.
    Answer,
    /// The officer assesses the conditions of article 8.
    Assess,
    /// The director-general approves it.
    Approve,
    /// The director-general rejects it.
    Reject,
    /// The officer refers it to the board.
    Refer,
    /// The secretary calls a session.
    Call,
    /// The session goes home without a quorum.
    Adjourn,
    /// The session takes place.
    Sit,
    /// The operator lodges a guarantee that is too small.
    LodgeTooSmall,
    /// The officer rejects it.
    RejectGuarantee,
    /// The operator lodges a guarantee.
    Lodge,
    /// The officer records the bank's confirmation, and accepts it.
    AcceptGuarantee,
    /// The officer visits the premises and passes them.
    Visit,
    /// The director-general issues the licence.
    Issue,
    /// Something happens in the supervision of the office.
    Supervision(Turn),
}

/// Tells the whole story, from the first account to yesterday.
pub(super) async fn tell(
    context: &Context,
    extent: Extent<'_>,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<(), Error> {
    let mut stage = Stage::new(context, super::beginning(context.now()));
    stage.go_to(DAYS);
    progress("opening the sample accounts");
    cast::open_accounts(&mut stage).await?;
    stage.go_to(DAYS - 3);
    progress("registering guild bodies and appointing the boards of 31 provinces");
    boards::register_guilds(&stage).await?;
    stage.go_to(DAYS - 6);
    boards::appoint(&stage).await?;
    stage.go_to(DAYS - 10);
    progress("adopting the sample directives");
    directives::adopt(&stage).await?;
    checklists::issue(&stage).await?;

    let offices = offices(extent.offices_of);
    let mut files: Vec<_> = offices.iter().map(|office| File::new(*office)).collect();
    let mut agenda = Vec::new();
    for (file, office) in offices.iter().enumerate() {
        let steps = steps(office).into_iter();
        agenda.extend(steps.map(|(day, step)| (office.began - day, file, step)));
        let turns = turns(office).into_iter();
        agenda.extend(turns.map(|(days_ago, turn)| (days_ago, file, Step::Supervision(turn))));
    }
    // The sort is stable, so that a file's steps of one day keep their order.
    agenda.sort_by_key(|(days_ago, ..)| std::cmp::Reverse(*days_ago));
    let mut papers = Papers::default();
    let mut told = 0;
    for (days_ago, file, step) in agenda {
        if told < (DAYS - days_ago) / 225 {
            told = (DAYS - days_ago) / 225;
            progress(&format!("{} offices, {days_ago} days ago", offices.len()));
        }
        stage.go_to(days_ago);
        let file = &mut files[file];
        file.take(&stage, &mut papers, step)
            .await
            .map_err(|error| {
                let (name, fate) = (file.office.name, file.office.fate);
                Error::internal(
                    "making the demonstration",
                    format!("{name} ({fate:?}), {step:?} {days_ago} days ago: {error:?}"),
                )
            })?;
    }
    stage.go_to(1);
    cast::open_last(&mut stage).await
}

/// Whether the story has been told to its end.
pub(super) async fn is_told(context: &Context) -> Result<bool, Error> {
    let last = value(cast::LAST)?;
    let found = accounts::find_by_login(context.database(), &last).await?;
    Ok(found.is_some())
}

const FILED: &[(i64, Step)] = &[(0, Step::Draft), (1, Step::Bring), (2, Step::Submit)];
const REVIEWED: &[(i64, Step)] = &[
    (5, Step::TakeUp),
    (6, Step::Inquire),
    (20, Step::Answer),
    (24, Step::Assess),
];
const BY_BOARD: &[(i64, Step)] = &[(27, Step::Refer), (28, Step::Call), (36, Step::Sit)];

/// What happens to the file of an office, with the days since it was begun.
fn steps(office: &Office) -> Vec<(i64, Step)> {
    let fate = office.fate;
    let abroad = office.kind.needs_board();
    let mut steps = FILED.to_vec();
    let mut late = 0;
    let cut = |steps: &mut Vec<(i64, Step)>, last: Step| {
        let end = steps.iter().position(|(_, step)| *step == last);
        steps.truncate(end.map_or(steps.len(), |at| at + 1));
    };
    match fate {
        Fate::Draft => cut(&mut steps, Step::Bring),
        Fate::Banned => {
            cut(&mut steps, Step::Bring);
            steps.push((2, Step::BeRefused));
        }
        Fate::Withdrawn => steps.extend([(5, Step::TakeUp), (11, Step::Withdraw)]),
        Fate::Incomplete => steps.push((6, Step::SendBack)),
        Fate::Lapsed => steps.extend([(6, Step::SendBack), (60, Step::Lapse)]),
        Fate::Submitted => {}
        _ => {
            if fate == Fate::IssuedAfterCompletion {
                steps.extend([(5, Step::SendBack), (12, Step::Cure)]);
                late = 12;
            }
            steps.extend(after(REVIEWED, late));
            decide(&mut steps, office, &mut late);
            if abroad && fate == Fate::IssuedAfterSecondGuarantee {
                steps.extend([
                    (40 + late, Step::LodgeTooSmall),
                    (43 + late, Step::RejectGuarantee),
                ]);
                late += 5;
            }
            if abroad {
                steps.extend([(41 + late, Step::Lodge), (45 + late, Step::AcceptGuarantee)]);
            }
            if office.channel.is_physical() {
                steps.push((47 + late, Step::Visit));
            }
            steps.push((51 + late, Step::Issue));
            match fate {
                Fate::UnderReview => cut(&mut steps, Step::Answer),
                Fate::AwaitingInquiry => cut(&mut steps, Step::Inquire),
                Fate::AwaitingBoard => cut(&mut steps, Step::Call),
                Fate::Rejected if abroad => cut(&mut steps, Step::Sit),
                Fate::Rejected => cut(&mut steps, Step::Reject),
                Fate::Approved if abroad => cut(&mut steps, Step::AcceptGuarantee),
                Fate::Approved => cut(&mut steps, Step::Approve),
                Fate::AwaitingGuarantee => cut(&mut steps, Step::Sit),
                Fate::GuaranteeLodged => cut(&mut steps, Step::Lodge),
                Fate::ReadyToIssue => steps.retain(|(_, step)| *step != Step::Issue),
                _ => {}
            }
        }
    }
    steps
}

fn decide(steps: &mut Vec<(i64, Step)>, office: &Office, late: &mut i64) {
    match (office.kind.needs_board(), office.fate) {
        (true, Fate::IssuedAfterAdjournment) => {
            let call = [Step::Refer, Step::Call].map(|step| (27 + *late, step));
            steps.extend(call);
            steps.extend([(36 + *late, Step::Adjourn), (37 + *late, Step::Call)]);
            steps.push((45 + *late, Step::Sit));
            *late += 9;
        }
        (true, _) => steps.extend(after(BY_BOARD, *late)),
        (false, Fate::Rejected) => steps.push((28 + *late, Step::Reject)),
        (false, _) => steps.push((28 + *late, Step::Approve)),
    }
}

fn after(steps: &[(i64, Step)], late: i64) -> impl Iterator<Item = (i64, Step)> {
    steps.iter().map(move |(day, step)| (day + late, *step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::province::Province;

    #[test]
    fn every_sample_file_has_come_where_it_is_told_to_be_before_today() {
        for office in offices(&Province::ALL) {
            let steps = steps(&office);
            let days: Vec<i64> = steps.iter().map(|(day, _)| *day).collect();
            assert!(days.is_sorted(), "{}", office.name);
            let last = days.last().copied().unwrap_or_default();
            assert!(office.began - last >= 1, "{} {last}", office.name);
            assert!(office.began <= DAYS - 12, "{}", office.name);
        }
    }
}
