//! Somebody files a complaint; one about an office without any licence is a report.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::Mobile;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::Party;
use crate::domain::placement::complaint::{
    Accused, Complainant, ComplainantRole, Complaint, ComplaintFiling, Grievance,
};
use crate::domain::placement::docket::{Docket, DocketNumber};
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::licence::{Licence, LicenceNumber};
use crate::domain::placement::respondent::{Answerable, Respondent};
use crate::domain::placement::tracking::TrackingSecret;
use crate::domain::placement::unlicensed::{
    ReportSource, Reported, Reporter, UnlicensedOffice, UnlicensedReport,
};
use crate::error::Error;
use crate::store::{aggregates, licences, tracking};
use crate::use_cases::{Acting, Command, docket};

/// Files a complaint about a licensed agency, or reports an office that has no licence (A6.3, A6.6).
#[derive(Debug, Serialize)]
pub struct FileComplaint {
    /// As what.
    pub role: ComplainantRole,
    /// The person or the company.
    pub party: Party,
    /// The full or registered name.
    pub name: Name,
    /// The mobile telephone.
    pub mobile: Mobile,
    /// About whom.
    pub about: About,
    /// What happened.
    pub facts: LongText,
    /// The day on which it happened, or began.
    pub happened_on: NaiveDate,
    /// What the complainant wants.
    pub demand: Option<ShortText>,
    /// The secret of [`new_secret`]. It is no part of what is asked, so that the same request can come
    /// again under its key.
    #[serde(skip)]
    pub secret: TrackingSecret,
}

/// About whom somebody complains.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The agency that holds the licence with this number.
    Licensed(LicenceNumber),
    /// An office without a licence.
    Unlicensed(UnlicensedOffice),
}

/// What was filed. It names nobody and holds the secret as a hash alone, so that it can be kept for a
/// request that comes again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filed {
    /// Its identity.
    pub id: Uuid,
    /// The number under which it is followed.
    pub number: DocketNumber,
    /// The day of filing.
    pub filed_on: NaiveDate,
    secret: Sha256Hex,
}

impl Filed {
    /// The secret as it is shown, to whoever it was made for. A request that comes again under its key
    /// was answered with another one, which nobody knows any more.
    pub fn shown(&self, secret: &TrackingSecret) -> Result<Option<String>, Error> {
        let opens = self.secret.matches(&tracking::hash(secret)?);
        Ok(opens.then(|| secret.shown()))
    }
}

/// A new secret for somebody who files a complaint.
pub fn new_secret() -> TrackingSecret {
    tracking::new_secret()
}

impl Command for FileComplaint {
    const OPERATION: &'static str = "fileComplaint";
    const PERMISSION: Option<Permission> = None;
    type Output = Filed;

    async fn perform(&self, acting: Acting<'_>) -> Result<Filed, Error> {
        match &self.about {
            About::Licensed(number) => {
                let licence = licences::find_by_number(acting.work, number).await?;
                let licence = licence.ok_or_else(|| Error::invalid("/licence", NO_LICENCE))?;
                self.complain(acting, &licence.value).await
            }
            About::Unlicensed(office) => self.report(acting, office).await,
        }
    }
}

impl FileComplaint {
    async fn complain(&self, acting: Acting<'_>, licence: &Licence) -> Result<Filed, Error> {
        let respondent = Respondent::of(licence);
        let answerable = Answerable::of(licence)
            .ok_or_else(|| Error::corrupt(Licence::NOUN, "it names no holder"))?;
        let accused = Accused {
            respondent: &respondent,
            answerable: &answerable,
            operators: &[licence.grant().operator],
        };
        let number = docket::next(acting, Docket::Complaint, respondent.province).await?;
        let secret = tracking::hash(&self.secret)?;
        let filing = ComplaintFiling {
            number: number.clone(),
            secret: secret.clone(),
            complainant: Complainant {
                role: self.role,
                party: self.party.clone(),
                name: self.name.clone(),
                mobile: self.mobile.clone(),
                account: acting.actor.account(),
            },
            grievance: Grievance {
                facts: self.facts.clone(),
                happened_on: self.happened_on,
                demand: self.demand.clone(),
                documents: Vec::new(),
            },
        };
        let (id, today) = (Uuid::now_v7(), acting.work.today);
        let filed = Complaint::file(id, filing, Some(&accused), today)?;
        aggregates::insert(acting.work, filed).await?;
        Ok(Filed {
            id,
            number,
            filed_on: today,
            secret,
        })
    }

    async fn report(&self, acting: Acting<'_>, office: &UnlicensedOffice) -> Result<Filed, Error> {
        let number = docket::next(acting, Docket::UnlicensedReport, office.province).await?;
        let secret = tracking::hash(&self.secret)?;
        let reported = Reported {
            number: number.clone(),
            secret: secret.clone(),
            source: ReportSource::Public,
            reporter: Some(Reporter {
                party: self.party.clone(),
                name: self.name.clone(),
                mobile: self.mobile.clone(),
                account: acting.actor.account(),
            }),
            office: office.clone(),
            facts: self.facts.clone(),
            happened_on: self.happened_on,
        };
        let (id, today) = (Uuid::now_v7(), acting.work.today);
        let received = UnlicensedReport::receive(id, reported, today)?;
        aggregates::insert(acting.work, received).await?;
        Ok(Filed {
            id,
            number,
            filed_on: today,
            secret,
        })
    }
}

const NO_LICENCE: Invalid = Invalid {
    code: "no-such-licence",
    fa: "مجوزی با این شماره نیست. اگر این دفتر مجوز ندارد، به جای شماره مجوز مشخصات دفتر را بنویسید.",
    en: "No licence has this number. If the office has none, describe the office instead.",
};
