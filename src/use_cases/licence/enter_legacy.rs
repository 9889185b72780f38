//! An office enters a licence that was granted before the bylaw (A17).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::identity::DomainName;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::{Permission, Role};
use crate::domain::placement::account::Login;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::ban::Subject;
use crate::domain::placement::licence::{
    Grant, Holder, Licence, LicenceNumber, NO_OPERATOR, OldLicence, Series,
};
use crate::domain::placement::policies::Policies;
use crate::domain::placement::premises::Premises;
use crate::error::Error;
use crate::store::licences::Filter;
use crate::store::{Versioned, Work, accounts, aggregates, licences, policies, serials};
use crate::use_cases::{Acting, Command};

/// Enters a licence granted before the bylaw under a number of this registry; its old number is kept.
#[derive(Debug, Serialize)]
pub struct RegisterLegacyLicence {
    /// What the old paper says.
    pub old: OldLicence,
    /// The name of the agency.
    pub agency: Name,
    /// Whom it places where.
    pub kind: AgencyKind,
    /// How it reaches people.
    pub channel: Channel,
    /// The holder.
    pub holder: Holder,
    /// The holder and, of a company, its technical manager by their numbers.
    pub parties: Vec<Subject>,
    /// The place of establishment.
    pub premises: Premises,
    /// The domain of its site.
    pub website: Option<DomainName>,
    /// Who runs the agency, by the name to sign in with.
    pub operator: Option<Login>,
}

impl Command for RegisterLegacyLicence {
    const OPERATION: &'static str = "registerLegacyLicence";
    const PERMISSION: Option<Permission> = Some(Permission::KeepLicences);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let office = Some(self.premises.province);
        acting.actor.require_at(Permission::KeepLicences, office)?;
        self.require_new(work).await?;
        let id = Uuid::now_v7();
        let grant = Grant {
            application: id,
            operator: operator(work, self.operator.as_ref())
                .await?
                .unwrap_or(NO_OPERATOR),
            agency: self.agency.clone(),
            kind: self.kind,
            channel: self.channel,
            holder: self.holder.clone(),
            parties: self.parties.clone(),
            premises: self.premises.clone(),
            website: self.website.clone(),
            guarantee: None,
        };
        let series = series(acting, &grant, self.old.granted_on)?;
        let number = number(work, series).await?;
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, work.today);
        let entered = Licence::legacy(id, number, grant, self.old.clone(), &policies, work.today)?;
        aggregates::insert(work, entered).await
    }
}

impl RegisterLegacyLicence {
    /// An old paper is entered once for a province and a kind.
    async fn require_new(&self, work: &Work) -> Result<(), Error> {
        let same = Filter {
            province: Some(self.premises.province),
            old_number: Some(self.old.number.clone()),
            ..Filter::default()
        };
        let found = licences::page(work, &same, None, 100).await?;
        let twice = |it: &Versioned<Licence>| it.value.grant().kind == self.kind;
        if found.iter().any(twice) {
            return Err(entered_already().into());
        }
        Ok(())
    }
}

/// The numbers among which that of a licence is which was granted on a day.
pub(in crate::use_cases) fn series(
    acting: Acting<'_>,
    grant: &Grant,
    granted_on: NaiveDate,
) -> Result<Series, Error> {
    let year = SolarHijri::of(granted_on).year();
    let year = u16::try_from(year)
        .ok()
        .filter(|it| (1300..2000).contains(it));
    Ok(Series {
        demo: acting.context.is_demo(),
        province: grant.premises.province,
        kind: grant.kind,
        year: year.ok_or_else(|| Error::invalid("/granted_on", NOT_A_YEAR))?,
    })
}

/// The next number of a series, given again if the unit of work fails.
pub(in crate::use_cases) async fn number(
    work: &Work,
    series: Series,
) -> Result<LicenceNumber, Error> {
    let doing = "numbering a licence";
    let name = format!(
        "licence/{}/{}/{}",
        series.province.code(),
        series.kind.name(),
        series.year
    );
    let serial = serials::next(work, &name).await?;
    let serial = u32::try_from(serial).map_err(|error| Error::internal(doing, error))?;
    LicenceNumber::new(series, serial).map_err(|reason| Error::internal(doing, reason))
}

/// The account with this login, which must be that of an operator.
pub(super) async fn operator(work: &Work, login: Option<&Login>) -> Result<Option<Uuid>, Error> {
    let Some(login) = login else {
        return Ok(None);
    };
    let account = accounts::find_by_login(work, login).await?;
    let operates = account.filter(|it| it.value.grants.iter().any(|it| it.role == Role::Operator));
    match operates {
        Some(account) => Ok(Some(account.value.id)),
        None => Err(Error::invalid("/operator", NOT_AN_OPERATOR)),
    }
}

fn entered_already() -> Refusal {
    Refusal::rule(
        "entered-already",
        Citation::article(17),
        "مجوزی با این شماره قدیم در این استان پیش‌تر ثبت شده است.",
        "A licence with this old number was entered in this province already.",
    )
}

const NOT_A_YEAR: Invalid = Invalid {
    code: "date-out-of-range",
    fa: "تاریخ باید در سال‌های ۱۳۰۰ تا ۱۵۰۰ هجری شمسی باشد.",
    en: "The date lies in the Solar Hijri years 1300 to 1500.",
};

const NOT_AN_OPERATOR: Invalid = Invalid {
    code: "operator-login",
    fa: "متقاضی یا مدیری با این نام کاربری ثبت نشده است.",
    en: "No operator signs in with this name.",
};
