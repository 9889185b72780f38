//! A renewal as an application: it begins with what the licence says and stays with it (A10).

use chrono::NaiveDate;
use uuid::Uuid;

use super::filing::Filing;
use super::{Application, ApplicationKind, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::ban::Screening;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::premises::Premises;

impl Filing {
    /// What a renewal begins with: the content of the last file of the licence, without the
    /// certificates, which are brought anew.
    #[must_use]
    pub fn for_renewal(mut self, licence: &Licence) -> Self {
        let grant = licence.grant();
        self.profile.name = grant.agency.clone();
        self.premises = Some(licence.premises().clone());
        self.languages.clear();
        self
    }
}

impl Application {
    /// The licence that it asks to renew.
    pub const fn renews(&self) -> Option<Uuid> {
        match self.kind {
            ApplicationKind::Renewal { licence } => Some(licence),
            _ => None,
        }
    }

    /// Files a renewal: within the days that are open for it, and for the agency as it is licensed.
    /// What was filed in time may be completed afterwards.
    pub fn submit_renewal(
        self,
        licence: &Licence,
        policies: &Policies<'_>,
        today: NaiveDate,
        screening: &Screening,
        maritime_directive: Option<Uuid>,
    ) -> Outcome {
        if self.first_filed_on.is_none() {
            licence.may_be_renewed(policies, today)?;
        }
        self.stays_with(licence)?;
        self.submit(
            today,
            screening,
            maritime_directive,
            FilePolicies::of(policies),
        )
    }

    /// Refuses a renewal of something else than what is licensed: another holder, manager, kind, name or
    /// place has a procedure of its own.
    fn stays_with(&self, licence: &Licence) -> Result<(), Refusal> {
        let (grant, filing) = (licence.grant(), &self.filing);
        let here = licence.premises();
        let place =
            |it: &Premises| it.province == here.province && it.postal_code == here.postal_code;
        let same = self.renews() == Some(licence.id())
            && self.subjects() == licence.subjects()
            && filing.profile.name == grant.agency
            && filing.profile.kind == grant.kind
            && filing.profile.channel == grant.channel
            && filing.premises.as_ref().is_some_and(place);
        if same {
            return Ok(());
        }
        Err(Refusal::rule(
            "renewal-of-something-else",
            Citation::article(10),
            "تمدید با همان دارنده، مدیر فنی، نام، نوع و محل مندرج در مجوز انجام می‌شود؛ تغییر هر یک روند جداگانه دارد.",
            "A renewal keeps holder, technical manager, name, kind and place as licensed; each has its own procedure.",
        ))
    }
}

/// The refusal of what is done to renewals only.
pub fn not_a_renewal() -> Refusal {
    Refusal::rule(
        "not-a-renewal",
        Citation::article(10),
        "این اقدام تنها در درخواست تمدید انجام می‌شود.",
        "This is done to renewals only.",
    )
}
