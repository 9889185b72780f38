//! What an applicant fills in.

use serde::{Deserialize, Serialize};

use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::agency::AgencyProfile;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::language::LanguageProof;
use crate::domain::placement::party::Applicant;
use crate::domain::placement::premises::{Premises, Website};

/// The content of an application, which the applicant may change until it is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The agency that is asked for.
    pub profile: AgencyProfile,
    /// Who asks.
    pub applicant: Applicant,
    /// The place of establishment; for an online agency its registered seat (A7).
    pub premises: Option<Premises>,
    /// The site of an agency with an electronic channel (A8.10).
    pub website: Option<Website>,
    /// The language certificates for target countries (A8.7).
    pub languages: Vec<LanguageProof>,
    /// What the applicant declares.
    pub declarations: Declarations,
}

/// The declarations of an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declarations {
    /// The applicant is no contractor of manpower services (A7.n3).
    pub not_a_manpower_contractor: bool,
    /// The person on whom the criteria are tested is not employed by the state (A8.8).
    pub not_employed_by_the_state: bool,
}

impl Filing {
    /// Whether everything has been filled in that a directorate of this province can receive.
    pub fn is_complete_for(&self, province: Province) -> Result<(), Refusal> {
        let place = Citation::article(7);
        match &self.premises {
            None => Err(Refusal::rule(
                "premises-missing",
                place,
                "محل استقرار دفتر کاریابی درج نشده است.",
                "The place of establishment is missing.",
            )),
            Some(premises) if premises.province != province => Err(Refusal::rule(
                "other-province",
                place,
                "درخواست باید به اداره کل استان محل استقرار دفتر کاریابی داده شود.",
                "The application belongs to the directorate of the province of establishment.",
            )),
            Some(_) => Ok(()),
        }?;
        self.countries_fit_the_kind()?;
        self.website_fits_the_channel()?;
        if self.declarations.not_a_manpower_contractor {
            Ok(())
        } else {
            Err(Refusal::rule(
                "manpower-contractor",
                Citation::note(7, 3),
                "دفاتر کاریابی مجاز به پیمانکاری خدمات نیروی انسانی نیستند؛ اعلام آن لازم است.",
                "An agency may not be a contractor of manpower services; this must be declared.",
            ))
        }
    }

    fn countries_fit_the_kind(&self) -> Result<(), Refusal> {
        let none = self.profile.target_countries.is_empty();
        match (self.profile.kind.sends_abroad(), none) {
            (true, true) => Err(Refusal::rule(
                "target-country-missing",
                Criterion::Language.citation(),
                "دست‌کم یک کشور هدف باید درج شود.",
                "At least one target country is needed.",
            )),
            (false, false) => Err(Refusal::rule(
                "target-country-of-domestic-agency",
                Citation::article(11),
                "کاریابی داخلی کشور هدف ندارد.",
                "A domestic agency has no target countries.",
            )),
            (true, false) | (false, true) => Ok(()),
        }
    }

    fn website_fits_the_channel(&self) -> Result<(), Refusal> {
        match &self.website {
            None if self.profile.channel.is_electronic() => Err(Refusal::rule(
                "website-missing",
                Criterion::Enamad.citation(),
                "دامنه تارنمای کاریابی مجازی درج نشده است.",
                "The domain of the virtual agency is missing.",
            )),
            Some(website)
                if website
                    .enamad
                    .as_ref()
                    .is_some_and(|enamad| enamad.domain != website.domain) =>
            {
                Err(Refusal::rule(
                    "enamad-of-other-domain",
                    Criterion::Enamad.citation(),
                    "نماد اعتماد الکترونیکی برای دامنه دیگری صادر شده است.",
                    "The electronic mark of trust was issued for another domain.",
                ))
            }
            _ => Ok(()),
        }
    }
}
