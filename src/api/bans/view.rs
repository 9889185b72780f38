//! How bans look.

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::ban::{
    Ban, BanHit, BanStanding, BanState, Party, Screening, Subject, SubjectRole,
};
use crate::use_cases::ban::Happening;
use crate::use_cases::ban::read::BanFile;

enumeration! {
    /// As what somebody is banned or stands behind an application.
    BannedAs of SubjectRole { Holder, TechnicalManager, Director }
}

enumeration! {
    /// How a ban stands today.
    BanStandingName of BanStanding { Running, Ended, Annulled }
}

enumeration! {
    /// Whom the agency of a ban placed where.
    BannedKind of AgencyKind { Domestic, Foreign, Maritime }
}

/// Whether national codes are shown in full.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Codes {
    Masked,
    Full,
}

/// A ban.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct BanView {
    id: Uuid,
    /// How it stands today.
    standing: BanStandingName,
    /// The same in Persian.
    standing_name: String,
    /// Number and date of the ruling.
    ruling: String,
    /// The province whose board gave it.
    province: String,
    /// Its Persian name.
    province_name: String,
    /// The name of the agency.
    agency: String,
    /// Whom it placed where, if that is known.
    kind: Option<BannedKind>,
    /// The number of its licence, if that is known.
    licence: Option<String>,
    /// The first day of the ban.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The first day on which an application is accepted again.
    until_exclusive: NaiveDate,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: String,
    /// The day on which the registry wrote it down.
    recorded_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    recorded_on_persian: String,
    /// Whom it covers.
    subjects: Vec<BannedParty>,
    /// The order of the court that annulled it.
    annulment: Option<BanAnnulmentView>,
}

/// Somebody whom a ban covers.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct BannedParty {
    /// As what.
    role: BannedAs,
    /// The same in Persian.
    role_name: String,
    /// The national code of a person; lists show it masked.
    national_code: Option<String>,
    /// The national id of a company.
    company_id: Option<String>,
}

/// Why a ban holds no longer.
#[derive(Object)]
struct BanAnnulmentView {
    /// Number and date of the order of the court.
    order: String,
    /// The reason.
    reason: String,
    /// The first day without the ban.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

/// A ban with everything that happened to it.
#[derive(Object)]
pub(super) struct BanFileView {
    /// The ban, with the full numbers of its parties.
    ban: BanView,
    /// What happened to it, the first thing first.
    history: Vec<HappeningView>,
}

/// Something that happened to a ban.
#[derive(Object)]
struct HappeningView {
    /// What happened, for example `ban-imposed`.
    name: String,
    /// The rule under which it happened.
    citation: String,
    /// When.
    at: DateTime<Utc>,
    /// The civil date in Tehran.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// The role of who acted.
    role: String,
}

/// The bans of one party.
#[derive(Object)]
pub(super) struct PartyBans {
    /// The one that runs longest first.
    pub(super) items: Vec<BanView>,
}

/// What a search for bans found.
#[derive(Object)]
pub(super) struct ScreeningView {
    /// The day of the search.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether nothing was found.
    is_clear: bool,
    /// The bans that run.
    hits: Vec<HitView>,
}

/// A ban that runs.
#[derive(Object)]
struct HitView {
    /// The ban.
    ban: Uuid,
    /// As what the party would stand behind an application.
    role: BannedAs,
    /// The first day on which an application is accepted again.
    until_exclusive: NaiveDate,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: String,
}

impl BanView {
    pub(super) fn of(ban: &Ban, codes: Codes, today: NaiveDate) -> Self {
        let (term, revocation) = (ban.term(), ban.revocation());
        let standing = ban.standing(today);
        let subjects = ban.subjects().iter();
        Self {
            id: ban.id(),
            standing: standing.into(),
            standing_name: standing.persian().to_owned(),
            ruling: revocation.ruling.to_string(),
            province: revocation.province.code().to_owned(),
            province_name: revocation.province.name_fa().to_owned(),
            agency: revocation.agency.to_string(),
            kind: revocation.kind.map(Into::into),
            licence: revocation.licence.as_ref().map(ToString::to_string),
            from: term.from,
            from_persian: persian(term.from),
            until_exclusive: term.until_exclusive,
            until_exclusive_persian: persian(term.until_exclusive),
            recorded_on: ban.recorded_on(),
            recorded_on_persian: persian(ban.recorded_on()),
            subjects: subjects.map(|it| BannedParty::of(it, codes)).collect(),
            annulment: match ban.ban_state() {
                BanState::Annulled(annulment) => Some(BanAnnulmentView {
                    order: annulment.order.to_string(),
                    reason: annulment.reason.to_string(),
                    on: annulment.on,
                    on_persian: persian(annulment.on),
                }),
                BanState::Imposed | BanState::Ended => None,
            },
        }
    }
}

impl BannedParty {
    fn of(subject: &Subject, codes: Codes) -> Self {
        let (national_code, company_id) = match &subject.party {
            Party::Person { national_code } if codes == Codes::Full => {
                (Some(national_code.as_str().to_owned()), None)
            }
            Party::Person { national_code } => (Some(national_code.masked()), None),
            Party::Company { company_id } => (None, Some(company_id.as_str().to_owned())),
        };
        Self {
            role: subject.role.into(),
            role_name: subject.role.persian().to_owned(),
            national_code,
            company_id,
        }
    }
}

impl BanFileView {
    pub(super) fn of(file: &BanFile, today: NaiveDate) -> Self {
        Self {
            ban: BanView::of(&file.ban, Codes::Full, today),
            history: file.history.iter().map(HappeningView::of).collect(),
        }
    }
}

impl HappeningView {
    fn of(happening: &Happening) -> Self {
        Self {
            name: happening.name.clone(),
            citation: happening.citation.clone(),
            at: happening.at,
            on: happening.on,
            on_persian: persian(happening.on),
            role: happening.role.clone(),
        }
    }
}

impl ScreeningView {
    pub(super) fn of(found: &Screening) -> Self {
        let on = found.screened_on();
        Self {
            on,
            on_persian: persian(on),
            is_clear: found.hits().is_empty(),
            hits: found.hits().iter().map(HitView::of).collect(),
        }
    }
}

impl HitView {
    fn of(hit: &BanHit) -> Self {
        Self {
            ban: hit.ban_id,
            role: hit.role.into(),
            until_exclusive: hit.until_exclusive,
            until_exclusive_persian: persian(hit.until_exclusive),
        }
    }
}
