//! One pass over the lines of an old register: each is compared with those before it and with the
//! registry, a batch at a time.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use chrono::NaiveDate;
use uuid::Uuid;

use super::import::Progress;
use super::numbers::{self, Numbers};
use super::report::Report;
use super::source::Source;
use super::table::{self, Batch};
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::joined_key;
use crate::domain::placement::ban::{Ban, Screening};
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::licence::{
    Grant, Licence, LicenceNumber, NO_OPERATOR, OldLicence, Standing,
};
use crate::domain::placement::old_register::{Column, Entry, Finding, number_key};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::error::Error;
use crate::store::{Connected, Work, aggregates, bans, licences, policies};

/// A pass that reads the registry through a connection.
pub(super) struct Pass<'a, C> {
    source: &'a Source,
    at: &'a C,
    demo: bool,
    today: NaiveDate,
    book: PolicyBook<PolicyKey>,
    seen: Seen,
    numbers: Numbers,
    report: Report,
}

impl<'a, C: Connected> Pass<'a, C> {
    pub(super) async fn over(
        source: &'a Source,
        at: &'a C,
        demo: bool,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        Ok(Self {
            source,
            at,
            demo,
            today,
            book: policies::book(at).await?,
            seen: Seen::default(),
            numbers: Numbers::default(),
            report: Report::on(source.sha256.clone()),
        })
    }

    /// Looks at every line and writes nothing.
    pub(super) async fn check(self, progress: Progress<'_>) -> Result<Report, Error> {
        self.run(None, progress).await
    }

    /// Writes the licences of every line, until one has an error: then the others are only looked
    /// at, and the unit of work is to be given up.
    pub(super) async fn take_over(
        self,
        work: &Work,
        progress: Progress<'_>,
    ) -> Result<Report, Error> {
        self.run(Some(work), progress).await
    }

    async fn run(mut self, work: Option<&Work>, progress: Progress<'_>) -> Result<Report, Error> {
        let mut batches = table::batches(self.source.path(), self.today);
        while let Some(batch) = batches.next().await? {
            let read = batch.read;
            self.take(batch, work).await?;
            if read > 0 {
                progress(read);
            }
        }
        if self.report.lines == 0 && self.report.errors == 0 {
            self.report.add(Finding::error(1, None, NO_LINES));
        }
        if let Some(work) = work {
            self.numbers.settle(work).await?;
        }
        self.report.findings.sort_by_key(|finding| finding.line);
        Ok(self.report)
    }

    async fn take(&mut self, batch: Batch, work: Option<&Work>) -> Result<(), Error> {
        self.report.lines += batch.lines;
        for finding in batch.findings {
            self.report.add(finding);
        }
        let known = Known::about(self.at, &batch.entries, self.today).await?;
        let mut created = Vec::with_capacity(batch.entries.len());
        for entry in batch.entries {
            let mut faults = self.seen.faults(&entry, self.today);
            // Lines before it stand in the registry already when they are being taken over.
            if faults.is_empty() {
                faults = known.faults(&entry, self.today);
            }
            let errors = !faults.is_empty();
            for fault in faults {
                self.report.add(fault);
            }
            if errors {
                continue;
            }
            // What is only checked gets a number of its series that nobody keeps.
            let series = numbers::series(&entry, self.demo)?;
            let number = match work {
                Some(work) if self.report.errors == 0 => self.numbers.next(work, series).await?,
                _ => numbers::number(series, 1)?,
            };
            let line = entry.line;
            let policies = Policies::on(&self.book, self.today);
            match licence(entry, number, &policies, self.today) {
                Ok(licence) => {
                    self.report.licences += 1;
                    created.push(licence);
                }
                Err(refusal) => {
                    let finding = Finding::refused(line, Column::IssuedOn, refusal);
                    self.report.add(finding);
                }
            }
        }
        if let Some(work) = work
            && self.report.errors == 0
        {
            aggregates::insert_all(work, created).await?;
        }
        Ok(())
    }
}

/// The licence that a line tells of. Nobody runs it through the registry yet.
fn licence(
    entry: Entry,
    number: LicenceNumber,
    policies: &Policies<'_>,
    today: NaiveDate,
) -> Result<Changed<Licence, PlacementEvent>, Refusal> {
    let id = Uuid::now_v7();
    let old = OldLicence {
        number: entry.old_number,
        granted_on: entry.issued_on,
        last_day: entry.term.last_day(),
        signed_by: entry.signed_by,
    };
    let grant = Grant {
        application: id,
        operator: NO_OPERATOR,
        agency: entry.agency,
        kind: entry.kind,
        channel: entry.channel,
        holder: entry.holder,
        parties: entry.parties,
        premises: entry.premises,
        website: entry.website,
        guarantee: None,
    };
    Licence::legacy(id, number, grant, old, policies, today)
}

/// What stood on the lines before: each by two keyed hashes of 64 bits, so that a line costs few
/// bytes and no two lines are taken for the same by accident.
#[derive(Default)]
struct Seen {
    hashers: [RandomState; 2],
    numbers: HashMap<[u64; 2], u64>,
    places: HashMap<[u64; 2], u64>,
}

impl Seen {
    fn faults(&mut self, entry: &Entry, today: NaiveDate) -> Vec<Finding> {
        let mut faults = Vec::new();
        let key = |text: &str| self.hashers.each_ref().map(|it| it.hash_one(text));
        let number = key(&entry.number_key());
        let place = entry.place_key(today).map(|place| key(&place));
        if let Some(line) = self.numbers.get(&number) {
            faults.push(on_line(entry.line, Column::OldNumber, *line, SAME_NUMBER));
        } else {
            self.numbers.insert(number, entry.line);
        }
        if let Some(place) = place {
            if let Some(line) = self.places.get(&place) {
                faults.push(on_line(entry.line, Column::PostalCode, *line, SAME_PLACE));
            } else {
                self.places.insert(place, entry.line);
            }
        }
        faults
    }
}

/// A fault that has to do with another line of the file.
fn on_line(line: u64, column: Column, other: u64, reason: Invalid) -> Finding {
    let mut finding = Finding::error(line, column, reason);
    finding.fa = format!("{} (سطر {other})", reason.fa).into();
    finding.en = format!("{} (line {other})", reason.en).into();
    finding
}

/// What the registry knows already about the licences and people of a batch.
struct Known {
    numbers: HashSet<String>,
    places: HashSet<String>,
    bans: Vec<Ban>,
}

impl Known {
    async fn about(at: &impl Connected, batch: &[Entry], today: NaiveDate) -> Result<Self, Error> {
        if batch.is_empty() {
            return Ok(Self {
                numbers: HashSet::new(),
                places: HashSet::new(),
                bans: Vec::new(),
            });
        }
        let old_numbers = batch.iter().map(|it| joined_key(it.old_number.as_str()));
        let named = licences::with_old_numbers(at, old_numbers.collect()).await?;
        let numbers = named.iter().filter_map(|licence| {
            let old_number = joined_key(licence.old()?.old_number.as_str());
            let kind = licence.grant().kind;
            Some(number_key(licence.province(), kind, &old_number))
        });
        let holders = batch
            .iter()
            .filter_map(|it| Some(it.parties.first()?.party.key()));
        let held = licences::of_holders(at, holders.collect()).await?;
        let running = held
            .iter()
            .filter(|licence| !licence.has_ended() && licence.standing(today) != Standing::Expired);
        let places = running.filter_map(|licence| {
            let holder = licence.holder_party()?.key();
            let place = &licence.premises().postal_code;
            Some(format!("{holder} {} {place}", licence.grant().kind.name()))
        });
        let subjects: Vec<_> = batch.iter().flat_map(|it| it.parties.clone()).collect();
        Ok(Self {
            numbers: numbers.collect(),
            places: places.collect(),
            bans: bans::running_against(at, &subjects, today).await?,
        })
    }

    fn faults(&self, entry: &Entry, today: NaiveDate) -> Vec<Finding> {
        let mut faults = Vec::new();
        if self.numbers.contains(&entry.number_key()) {
            faults.push(Finding::error(entry.line, Column::OldNumber, NUMBER_KNOWN));
        }
        let place = entry.place_key(today);
        if place.is_some_and(|place| self.places.contains(&place)) {
            faults.push(Finding::error(entry.line, Column::PostalCode, PLACE_KNOWN));
        }
        if !self.bans.is_empty()
            && let Err(refusal) = Screening::of(&entry.parties, &self.bans, today).clear()
        {
            let finding = Finding::refused(entry.line, Column::NationalCode, refusal);
            faults.push(finding);
        }
        faults
    }
}

const NO_LINES: Invalid = Invalid {
    code: "file-empty",
    fa: "در این پرونده سطری برای ورود نیست.",
    en: "The file has no line to be imported.",
};

const SAME_NUMBER: Invalid = Invalid {
    code: "number-twice",
    fa: "همین شماره مجوز در سطر دیگری از این پرونده آمده است",
    en: "Another line of the file has the same number of licence",
};

const SAME_PLACE: Invalid = Invalid {
    code: "licensed-twice",
    fa: "سطر دیگری مجوز معتبری از همین نوع برای همین دارنده در همین محل دارد",
    en: "Another line has a running licence of this kind for the same holder at the same place",
};

const NUMBER_KNOWN: Invalid = Invalid {
    code: "number-known",
    fa: "مجوزی با همین شماره پیشین، استان و نوع در سامانه هست.",
    en: "The registry has a licence of this old number, province and kind.",
};

const PLACE_KNOWN: Invalid = Invalid {
    code: "licensed-already",
    fa: "دارنده برای همین نوع کاریابی در همین محل در سامانه مجوز معتبر دارد.",
    en: "The registry has a running licence of this kind for the holder at this place.",
};
