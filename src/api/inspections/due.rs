//! How an agency stands in the plan of inspections.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::applications::AgencyKindName;
use crate::api::licences::LicenceStanding;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::use_cases::inspection::due::DueAgency;

/// An agency whose turn it is to be inspected.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct DueAgencyView {
    /// Its licence.
    licence_id: Uuid,
    /// The number of that licence.
    licence_number: String,
    /// Its name.
    agency: String,
    /// Its kind.
    kind: AgencyKindName,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Its Persian name.
    province_name: String,
    /// How the licence stands today.
    standing: LicenceStanding,
    /// The last day on which the inspection is in time.
    due_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    due_on_persian: String,
    /// Whether that day is over.
    overdue: bool,
    /// By how many days.
    days_overdue: u32,
    /// The day of the last visit that was carried out.
    last_inspected_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    last_inspected_on_persian: Option<String>,
    /// What its report came to, in basis points.
    last_score: Option<u32>,
    /// The critical items that failed then.
    critical_failures: u32,
    /// The complaints registered since then.
    complaints: u32,
    /// Why it comes before others.
    risk: RiskView,
    /// An inspection of it that is planned or under way.
    open_inspection_id: Option<Uuid>,
}

/// Points of risk, which are only compared with each other.
#[derive(Object)]
struct RiskView {
    /// All of them; those besides age count up to 100.
    points: u32,
    /// For critical failures of the last visit.
    critical_failures: u32,
    /// For complaints since then.
    complaints: u32,
    /// For what is missing from the last score.
    score: u32,
    /// For the months since.
    age: u32,
}

impl DueAgencyView {
    pub(super) fn of(due: &DueAgency, today: NaiveDate) -> Self {
        let (licence, turn) = (&due.licence, &due.turn);
        let last = due.facts.last_inspected;
        Self {
            licence_id: licence.id(),
            licence_number: licence.number().to_string(),
            agency: licence.grant().agency.to_string(),
            kind: licence.grant().kind.into(),
            province: licence.province().code().to_owned(),
            province_name: licence.province().name_fa().to_owned(),
            standing: licence.standing(today).into(),
            due_on: turn.due,
            due_on_persian: persian(turn.due),
            overdue: turn.days_overdue > 0,
            days_overdue: turn.days_overdue,
            last_inspected_on: last,
            last_inspected_on_persian: last.map(persian),
            last_score: due.facts.last_score,
            critical_failures: due.facts.critical_failures,
            complaints: due.facts.complaints,
            risk: RiskView {
                points: turn.risk.points(),
                critical_failures: turn.risk.critical_failures,
                complaints: turn.risk.complaints,
                score: turn.risk.score,
                age: turn.risk.age,
            },
            open_inspection_id: due.open_inspection,
        }
    }
}
