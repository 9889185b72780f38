//! Places inside and outside the country, as they come in and as they are shown.

use poem_openapi::Object;
use validator::Validate;

use super::request::{parses, read, read_option};
use crate::domain::kernel::identity::{Landline, PostalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::country::CountryCode;
use crate::domain::placement::premises::{ForeignPlace, Place, Premises};
use crate::error::Error;

type Read<T> = Result<T, Error>;

/// A place: either in a province or in another country.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PlaceForm {
    /// A place in a province.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    inside: Option<PlaceInside>,
    /// A place in another country.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    abroad: Option<PlaceAbroad>,
}

impl PlaceForm {
    /// The place, which stands at a pointer.
    pub(super) fn read(&self, at: &str) -> Read<Place> {
        match (&self.inside, &self.abroad) {
            (Some(inside), None) => inside.read(&format!("{at}/inside")).map(Place::Inside),
            (None, Some(abroad)) => abroad.read(&format!("{at}/abroad")).map(Place::Abroad),
            (Some(_), Some(_)) | (None, None) => Err(Error::invalid(at, ONE_OF_BOTH)),
        }
    }
}

const ONE_OF_BOTH: Invalid = Invalid {
    code: "place",
    fa: "نشانی یا در داخل کشور است یا در خارج؛ یکی از این دو را بنویسید.",
    en: "A place is either inside the country or abroad; give one of both.",
};

/// A place in a province.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PlaceInside {
    /// The province by its ISO 3166-2 code.
    #[validate(custom(function = "parses::<Province>"))]
    province: String,
    /// The city or county.
    #[validate(custom(function = "parses::<ShortText>"))]
    city: String,
    /// Street, alley and number.
    #[validate(custom(function = "parses::<ShortText>"))]
    address: String,
    /// The postal code, ten digits.
    #[validate(custom(function = "parses::<PostalCode>"))]
    postal_code: String,
    /// The telephone there, with its area code.
    #[validate(custom(function = "parses::<Landline>"))]
    landline: String,
}

impl PlaceInside {
    /// The premises, which stand at a pointer.
    pub(super) fn read(&self, at: &str) -> Read<Premises> {
        Ok(Premises {
            province: read(&format!("{at}/province"), &self.province)?,
            city: read(&format!("{at}/city"), &self.city)?,
            address: read(&format!("{at}/address"), &self.address)?,
            postal_code: read(&format!("{at}/postal_code"), &self.postal_code)?,
            landline: read(&format!("{at}/landline"), &self.landline)?,
        })
    }

    fn of(premises: &Premises) -> Self {
        Self {
            province: premises.province.code().to_owned(),
            city: premises.city.to_string(),
            address: premises.address.to_string(),
            postal_code: premises.postal_code.to_string(),
            landline: premises.landline.to_string(),
        }
    }
}

/// A place in another country.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PlaceAbroad {
    /// The country by its ISO 3166-1 alpha-2 code.
    #[validate(custom(function = "parses::<CountryCode>"))]
    country: String,
    /// The city.
    #[validate(custom(function = "parses::<ShortText>"))]
    city: String,
    /// Street and number, as they are written there.
    #[validate(custom(function = "parses::<ShortText>"))]
    address: String,
    /// The telephone there.
    #[validate(custom(function = "parses::<ShortText>"))]
    #[oai(skip_serializing_if_is_none)]
    telephone: Option<String>,
}

impl PlaceAbroad {
    fn read(&self, at: &str) -> Read<ForeignPlace> {
        let telephone = self.telephone.as_deref();
        Ok(ForeignPlace {
            country: read(&format!("{at}/country"), &self.country)?,
            city: read(&format!("{at}/city"), &self.city)?,
            address: read(&format!("{at}/address"), &self.address)?,
            telephone: read_option(&format!("{at}/telephone"), telephone)?,
        })
    }

    fn of(place: &ForeignPlace) -> Self {
        Self {
            country: place.country.to_string(),
            city: place.city.to_string(),
            address: place.address.to_string(),
            telephone: place.telephone.as_ref().map(ToString::to_string),
        }
    }
}

/// A place as it is shown: either in a province or in another country.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct PlaceView {
    /// A place in a province.
    inside: Option<PlaceInside>,
    /// The name of that province.
    province_name: Option<String>,
    /// A place in another country.
    abroad: Option<PlaceAbroad>,
}

impl PlaceView {
    pub(super) fn of(place: &Place) -> Self {
        let province_name = place.province().map(|it| it.name_fa().to_owned());
        match place {
            Place::Inside(premises) => Self {
                inside: Some(PlaceInside::of(premises)),
                province_name,
                abroad: None,
            },
            Place::Abroad(place) => Self {
                inside: None,
                province_name,
                abroad: Some(PlaceAbroad::of(place)),
            },
        }
    }
}
