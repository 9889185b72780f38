//! What is given before a test begins: each noun brought about through the doors, as people bring it
//! about. Only licences of the published register are issued by the domain, to have many quickly.

mod applications;
mod bans;
mod boards;
mod cases;
mod central;
mod complaints;
mod directives;
mod documents;
mod filings;
mod guarantees;
mod inspections;
mod licences;
mod policies;
mod renewals;
mod ruled_cases;
mod rulings;
mod served;
mod settlements;
mod transfers;

pub(crate) use applications::{File, inquiries};
pub(crate) use boards::{Board, Call, call};
pub(crate) use cases::{Agency, CASES, charge, service};
pub(crate) use central::CentralBoard;
pub(crate) use complaints::{COMPLAINANT, COMPLAINTS, Complained, FILING, complaint, with_secret};
pub(crate) use documents::{JPEG, PDF, PNG};
pub(crate) use filings::{
    COMPANY_NAME, DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_COMPANY, Holder, MARITIME_OF_A_PERSON,
    ONLINE_OF_A_PERSON, PERSON, TEHRAN, Wanted, application, day, enamad, filing,
};
pub(crate) use guarantees::deed;
pub(crate) use inspections::{
    CHECKLISTS, CLEAN, CRITICAL, FAILING, INSPECTIONS, INSPECTOR, assignment, checklist, findings,
    plan,
};
pub(crate) use licences::{COMPANY_ID, POSTAL_CODE, ask};
pub(crate) use renewals::messages;
pub(crate) use rulings::{RULINGS, Ruled, revocation, ruling, ruling_service, suspension, warning};
pub(crate) use served::{Sentenced, licence_id, suspended_for};
pub(crate) use settlements::ClosedOffice;
pub(crate) use transfers::{
    DOMESTIC_OF_A_COMPANY, FIRST_MANAGER, FOREIGN_OF_A_PERSON, SUCCESSOR, TRANSFEREE, person,
    takeover,
};
