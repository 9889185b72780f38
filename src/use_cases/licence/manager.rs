//! The technical managers of a company: who left, who is proposed, who was when in office (A9.n2).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::agency::AgencyProfile;
use crate::domain::placement::application::{
    Application, ApplicationKind, ApplicationState, Declarations, Filing,
};
use crate::domain::placement::article8::language::LanguageProof;
use crate::domain::placement::ban::Party;
use crate::domain::placement::country::CountryCode;
use crate::domain::placement::licence::{Departure, Licence, Tenure, ToldBy};
use crate::domain::placement::party::{Applicant, Company, NaturalPerson};
use crate::domain::placement::premises::Website;
use crate::error::Error;
use crate::store::{Versioned, aggregates, applications};
use crate::use_cases::application::create::draft;
use crate::use_cases::application::may_see;
use crate::use_cases::introduction::own_licence;
use crate::use_cases::transfer::entering;
use crate::use_cases::{Acting, Command};

/// Takes note that the technical manager left. The operator of the licence says so, or the office of
/// its province ex officio (رأساً).
#[derive(Debug, Serialize)]
pub struct ReportManagerLeft {
    /// The licence.
    pub licence: Uuid,
    /// The first day without the manager.
    pub left_on: NaiveDate,
    /// How it is known.
    pub grounds: LongText,
    /// The version of the licence that has been seen.
    pub expected: i64,
}

impl Command for ReportManagerLeft {
    const OPERATION: &'static str = "reportManagerLeft";
    const PERMISSION: Option<Permission> = Some(Permission::ReportManagerLeft);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, actor) = (acting.work, acting.actor);
        let licence = visible(work, actor, self.licence).await?;
        let own = actor.account() == Some(licence.value.grant().operator);
        let told_by = if own {
            ToldBy::Operator
        } else {
            let office = Some(licence.value.province());
            actor.require_at(Permission::ReportManagerLeft, office)?;
            ToldBy::Office
        };
        let licence = licence.expect_version(Some(self.expected))?;
        let departure = Departure {
            left_on: self.left_on,
            told_by,
            grounds: self.grounds.clone(),
        };
        let reported = licence.change(|it| it.report_manager_left(departure, work.today))?;
        aggregates::save(work, reported).await
    }
}

/// Begins the application by which a company introduces another technical manager, in office or to
/// come. Only the conditions about the person are looked at; no board is asked.
#[derive(Debug, Serialize)]
pub struct ProposeManager {
    /// The licence of the company.
    pub licence: Uuid,
    /// Who is introduced.
    pub manager: NaturalPerson,
    /// The language certificates, where workers are sent abroad (A8.7).
    pub languages: Vec<LanguageProof>,
    /// That the person is not employed by the state (A8.8).
    pub not_employed_by_the_state: bool,
    /// What the registry does not know of a company whose licence has no application here.
    pub unknown: Option<UnknownHere>,
}

/// What a licence that was taken over from an older register does not say.
#[derive(Clone, Debug, Serialize)]
pub struct UnknownHere {
    /// The company as it is registered.
    pub company: Company,
    /// The countries to which workers are sent.
    pub target_countries: Vec<CountryCode>,
}

impl Command for ProposeManager {
    const OPERATION: &'static str = "proposeManager";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::FileApplication;
        let licence = own_licence(work, acting.actor, permission, self.licence).await?;
        let licence = licence.value;
        let successor = Party::Person {
            national_code: self.manager.national_code.clone(),
        };
        licence.may_follow(&successor, today)?;
        let last = licence.last_application();
        let last = aggregates::find::<Application>(work, last).await?;
        let filing = self.filing(&licence, last.map(|it| it.value.filing().clone()))?;
        licence.may_change_manager(&filing, today)?;
        let kind = ApplicationKind::ManagerChange {
            licence: self.licence,
        };
        let file = draft(acting, kind, licence.province(), filing).await?;
        entering(work, &file.value).await?.clear_on(today)?;
        Ok(file)
    }
}

impl ProposeManager {
    /// What the licence and its last application say, with the new manager.
    fn filing(&self, licence: &Licence, last: Option<Filing>) -> Result<Filing, Error> {
        let grant = licence.grant();
        let unknown = || self.unknown.clone();
        let known = last.as_ref().and_then(|filing| {
            Some(UnknownHere {
                company: filing.applicant.company()?.clone(),
                target_countries: filing.profile.target_countries.clone(),
            })
        });
        let UnknownHere {
            company,
            target_countries,
        } = known.or_else(unknown).ok_or_else(company_unknown)?;
        let website = last.as_ref().and_then(|filing| filing.website.clone());
        let bare = || {
            grant.website.clone().map(|domain| Website {
                domain,
                enamad: None,
            })
        };
        Ok(Filing {
            profile: AgencyProfile {
                name: grant.agency.clone(),
                kind: grant.kind,
                channel: grant.channel,
                target_countries,
            },
            applicant: Applicant::Legal {
                company,
                technical_manager: self.manager.clone(),
            },
            premises: Some(licence.premises().clone()),
            website: website.or_else(bare),
            languages: self.languages.clone(),
            declarations: Declarations {
                not_a_manpower_contractor: last
                    .is_none_or(|it| it.declarations.not_a_manpower_contractor),
                not_employed_by_the_state: self.not_employed_by_the_state,
            },
        })
    }
}

/// Refuses a file for a change of manager that does not fit the licence today.
pub(in crate::use_cases) fn require_change(
    licence: &Licence,
    file: &Application,
    today: NaiveDate,
) -> Result<(), Refusal> {
    licence.may_change_manager(file.filing(), today)
}

/// The managers of a company: those who were or are in office, and who is to follow.
#[derive(Clone, Debug)]
pub struct Managers {
    /// The licence.
    pub licence: Licence,
    /// Who is proposed, by the application that is open.
    pub proposed: Option<Application>,
}

impl Managers {
    /// Who was in office and when, the first one first.
    pub fn tenures(&self) -> Vec<Tenure> {
        self.licence.managers()
    }

    /// Whether the office has found that whoever is proposed meets the conditions.
    pub fn is_verified(&self) -> bool {
        self.proposed.as_ref().is_some_and(|file| {
            matches!(
                file.standing(),
                ApplicationState::Approved { .. } | ApplicationState::ReadyToIssue { .. }
            )
        })
    }
}

/// Shows the technical managers of a licence to its operator and to the office.
pub async fn list(context: &Context, actor: &Actor, id: Uuid) -> Result<Managers, Error> {
    actor.require(Permission::ReadLicences)?;
    let database = context.database();
    let licence = visible(database, actor, id).await?.value;
    let kind = ApplicationKind::ManagerChange {
        licence: licence.id(),
    };
    let proposed = applications::open_about(database, kind).await?;
    Ok(Managers {
        licence,
        proposed: proposed
            .map(|it| it.value)
            .filter(|file| may_see(actor, file)),
    })
}

fn company_unknown() -> Refusal {
    Refusal::rule(
        "company-not-described",
        Citation::note(9, 2),
        "این مجوز پیش از این سامانه صادر شده است؛ مشخصات ثبتی شرکت و کشورهای هدف باید در درخواست نوشته شود.",
        "The licence is older than this registry; the application has to describe the company and its target countries.",
    )
}
