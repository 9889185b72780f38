//! What all requests share: preconditions, keys, and the check of every value at once.

use std::str::FromStr;

use poem_openapi::param::Header;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::domain::kernel::refusal::Invalid;
use crate::error::{Error, InvalidField, Place};
use crate::http::etag::Precondition;
use crate::use_cases::IdempotencyKey;

/// The header that says which version is decided on.
pub type IfMatch = Header<Option<String>>;
/// The header under which a request may come again.
pub type Key = Header<Option<String>>;

/// The version that the caller decides on, if it says so.
pub fn expected(header: &IfMatch) -> Result<Option<i64>, Error> {
    match Precondition::parse(header.as_deref()) {
        Ok(precondition) => Ok(precondition.version()),
        Err(_) => Err(invalid_parameter("If-Match", NOT_A_TAG)),
    }
}

/// The version that a decision of staff or of a board must name.
pub fn required(header: &IfMatch) -> Result<i64, Error> {
    expected(header)?.ok_or(Error::VersionRequired)
}

/// The key under which the request may come again.
pub fn key(header: &Key) -> Result<Option<IdempotencyKey>, Error> {
    let Some(text) = header.as_deref() else {
        return Ok(None);
    };
    match IdempotencyKey::parse(text) {
        Some(key) => Ok(Some(key)),
        None => Err(invalid_parameter("Idempotency-Key", NOT_A_KEY)),
    }
}

/// Checks every value of a request, so that the caller hears of all faults at once.
pub fn check(request: &impl Validate) -> Result<(), Error> {
    let Err(errors) = request.validate() else {
        return Ok(());
    };
    let mut fields = Vec::new();
    collect("", &errors, &mut fields);
    fields.sort_by(|a, b| pointer(a).cmp(pointer(b)));
    Err(Error::Invalid(fields))
}

/// Reads one value of the body, which stands at the pointer.
pub fn read<T: FromStr<Err = Invalid>>(pointer: &str, text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|reason| Error::invalid(pointer, reason))
}

/// Reads one value that need not be there.
pub fn read_option<T: FromStr<Err = Invalid>>(
    pointer: &str,
    text: Option<&str>,
) -> Result<Option<T>, Error> {
    text.map(|text| read(pointer, text)).transpose()
}

/// Reads a parameter of the path or the query, if it is given.
pub fn parameter<T: FromStr<Err = Invalid>>(
    name: &'static str,
    text: Option<&str>,
) -> Result<Option<T>, Error> {
    text.map(str::parse)
        .transpose()
        .map_err(|reason| invalid_parameter(name, reason))
}

/// Reads where a page begins, which the page before gave as `next`.
pub fn place<T>(
    after: Option<&str>,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    let Some(text) = after else {
        return Ok(None);
    };
    match read(text) {
        Some(place) => Ok(Some(place)),
        None => Err(invalid_parameter("after", NOT_A_PLACE)),
    }
}

/// For `#[validate(custom(function = "parses::<…>"))]`: the value is what the domain takes it for.
pub fn parses<T: FromStr<Err = Invalid>>(text: &str) -> Result<(), ValidationError> {
    text.parse::<T>().map(drop).map_err(|reason| says(&reason))
}

/// Carries a reason of the domain through the validator.
pub fn says(reason: &Invalid) -> ValidationError {
    let mut error = ValidationError::new(reason.code).with_message(reason.en.into());
    error.add_param("fa".into(), &reason.fa);
    error
}

fn collect(at: &str, errors: &ValidationErrors, fields: &mut Vec<InvalidField>) {
    for (name, kind) in errors.errors() {
        let at = format!("{at}/{name}");
        match kind {
            ValidationErrorsKind::Struct(errors) => collect(&at, errors, fields),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    collect(&format!("{at}/{index}"), errors, fields);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                fields.extend(errors.iter().map(|error| field(at.clone(), error)));
            }
        }
    }
}

fn field(at: String, error: &ValidationError) -> InvalidField {
    let fa = error.params.get("fa").and_then(|fa| fa.as_str());
    InvalidField {
        place: Place::Body(at),
        code: error.code.clone(),
        fa: fa.map_or("این مقدار پذیرفتنی نیست.".into(), |fa| {
            fa.to_owned().into()
        }),
        en: error
            .message
            .clone()
            .unwrap_or("This value is not acceptable.".into()),
    }
}

fn pointer(field: &InvalidField) -> &str {
    match &field.place {
        Place::Body(pointer) => pointer,
        Place::Parameter(name) => name,
    }
}

fn invalid_parameter(name: &'static str, reason: Invalid) -> Error {
    Error::Invalid(vec![InvalidField::parameter(name, reason)])
}

const NOT_A_TAG: Invalid = Invalid {
    code: "if-match",
    fa: "سرآیند If-Match باید همان ETag پرونده باشد.",
    en: "If-Match must be the record's ETag.",
};

const NOT_A_PLACE: Invalid = Invalid {
    code: "page-place",
    fa: "نشانی صفحه باید همان مقداری باشد که صفحه پیش داده است.",
    en: "The place of a page is what the page before gave as `next`.",
};

const NOT_A_KEY: Invalid = Invalid {
    code: "idempotency-key",
    fa: "کلید تکرار باید ۱ تا ۱۲۸ نویسه لاتین بدون فاصله باشد.",
    en: "An idempotency key has 1 to 128 visible ASCII characters.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::identity::NationalCode;

    #[derive(Validate)]
    struct Person {
        #[validate(custom(function = "parses::<NationalCode>"))]
        national_code: String,
    }

    #[derive(Validate)]
    struct Company {
        #[validate(nested)]
        directors: Vec<Person>,
        #[validate(custom(function = "parses::<NationalCode>"))]
        agent: Option<String>,
    }

    #[test]
    fn every_fault_is_named_by_its_pointer_and_never_echoed() {
        let person = |code: &str| Person {
            national_code: code.to_owned(),
        };
        let company = Company {
            directors: vec![person("0076229645"), person("1111111111")],
            agent: Some("0684159415".to_owned()),
        };
        let Err(Error::Invalid(fields)) = check(&company) else {
            panic!("two codes are wrong");
        };
        let places: Vec<_> = fields.iter().map(pointer).collect();
        assert_eq!(places, ["/agent", "/directors/1/national_code"]);
        assert!(!format!("{fields:?}").contains("0684159415"));
    }
}
