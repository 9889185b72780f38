//! The matches with the list of bans that wait for somebody to look at them.
//!
//! Every change of the list screens pending applications and present licences anew: what is shown is
//! searched for whenever it is asked for, so nothing is forgotten and nothing outlives its cause.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::ban::{Ban, Screened, ScreenedFile, Screening, SubjectRole};
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::ban_matches::{self, Candidate, Filter, Place};
use crate::store::{Database, bans, match_reviews, policies};

/// Where a page of the list begins: after the match of this ban and this file.
pub type After = Place;

/// A running ban that bars what those behind a file want.
#[derive(Clone, Debug)]
pub struct BanMatch {
    /// The ban.
    pub ban: Ban,
    /// The application or licence.
    pub file: ScreenedFile,
    /// The number of the file or of the licence.
    pub number: String,
    /// The name of its agency.
    pub agency: Name,
    /// Its province.
    pub province: Province,
    /// In which roles banned parties stand behind it.
    pub roles: Vec<SubjectRole>,
    /// The first day on which the registry knew both of the ban and of the file.
    pub since: NaiveDate,
}

/// How many candidates are looked at together.
const BATCH: u64 = 100;

/// The open matches with files that the actor may know of: at most `limit`, and where the next page
/// begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    ban: Option<Uuid>,
    mut after: Option<After>,
    limit: u8,
) -> Result<(Vec<BanMatch>, Option<After>), Error> {
    actor.require(Permission::ReadBans)?;
    actor.require(Permission::ReadApplications)?;
    let filter = Filter {
        provinces: actor.provinces_of(Permission::ReadApplications),
        ban,
    };
    let (database, today) = (context.database(), context.today());
    let book = policies::book(database).await?;
    let policies = Policies::on(&book, today);
    let mut found: Vec<BanMatch> = Vec::new();
    loop {
        let batch = ban_matches::candidates(database, &filter, today, after, BATCH).await?;
        let Some(last) = batch.last() else {
            return Ok((found, None));
        };
        after = Some((last.ban, last.file.id()));
        for open in looked_at(database, &batch, &policies, today).await? {
            if found.len() == usize::from(limit) {
                let next = found.last().map(|it| (it.ban.id(), it.file.id()));
                return Ok((found, next));
            }
            found.push(open);
        }
    }
}

/// Those of the candidates that policies and findings leave.
async fn looked_at(
    database: &Database,
    batch: &[Candidate],
    policies: &Policies<'_>,
    today: NaiveDate,
) -> Result<Vec<BanMatch>, Error> {
    let ids: BTreeSet<Uuid> = batch.iter().map(|it| it.ban).collect();
    let bans = bans::with_ids(database, ids).await?;
    let bans: BTreeMap<Uuid, Ban> = bans.into_iter().map(|it| (it.id(), it)).collect();
    let files = files(database, batch, today).await?;
    let reviewed = files.values().flat_map(|it| it.screened.files());
    let reviews = match_reviews::of_files(database, reviewed).await?;
    let mut open = Vec::new();
    for candidate in batch {
        let (Some(ban), Some(file)) = (bans.get(&candidate.ban), files.get(&candidate.file.id()))
        else {
            continue;
        };
        let bans = std::slice::from_ref(ban);
        let found = Screening::of_file(&file.screened, bans, &reviews, policies, today);
        if !found.hits().is_empty() {
            open.push(BanMatch {
                ban: ban.clone(),
                file: candidate.file,
                number: file.number.clone(),
                agency: file.agency.clone(),
                province: file.screened.province(),
                roles: found.hits().iter().map(|hit| hit.role).collect(),
                since: ban.recorded_on().max(ban.term().from).max(file.since),
            });
        }
    }
    Ok(open)
}

struct File {
    screened: Screened,
    number: String,
    agency: Name,
    since: NaiveDate,
}

/// The files of the candidates that still stand on the day.
async fn files(
    database: &Database,
    batch: &[Candidate],
    today: NaiveDate,
) -> Result<BTreeMap<Uuid, File>, Error> {
    let of = |wanted: fn(ScreenedFile) -> Option<Uuid>| -> BTreeSet<Uuid> {
        batch.iter().filter_map(|it| wanted(it.file)).collect()
    };
    let applications = of(|file| match file {
        ScreenedFile::Application { id } => Some(id),
        ScreenedFile::Licence { .. } => None,
    });
    let licences = of(|file| match file {
        ScreenedFile::Licence { id } => Some(id),
        ScreenedFile::Application { .. } => None,
    });
    let mut files = BTreeMap::new();
    for application in ban_matches::applications(database, applications).await? {
        let file = File {
            screened: Screened::application(&application),
            number: application.file_number().to_string(),
            agency: application.profile().name.clone(),
            since: application.filed_on().unwrap_or(today),
        };
        files.insert(application.id(), file);
    }
    for licence in ban_matches::licences(database, licences).await? {
        // One that ended is nobody's to look at, whether its revocation is written down yet or not.
        if licence.standing(today).is_end() {
            continue;
        }
        let issued = licence.documents().first().map(|it| it.issued_on);
        let file = File {
            screened: Screened::licence(&licence),
            number: licence.number().to_string(),
            agency: licence.grant().agency.clone(),
            since: issued.unwrap_or(today),
        };
        files.insert(licence.id(), file);
    }
    Ok(files)
}
