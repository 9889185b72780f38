//! How values look in JSON: dates in ISO with a Persian twin, enumerations by their stable names.

use chrono::NaiveDate;

use crate::domain::kernel::calendar::SolarHijri;

/// A date in Persian digits of the Solar Hijri calendar, «۱۴۰۵/۰۹/۰۱».
pub fn persian(date: NaiveDate) -> String {
    SolarHijri::of(date).persian()
}

/// Shows an enumeration of the domain at this door, under the same names.
macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident of $domain:ty { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, poem_openapi::Enum)]
        #[oai(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = stringify!($variant)] $variant),+
        }

        impl From<$name> for $domain {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => <$domain>::$variant),+
                }
            }
        }

        impl From<$domain> for $name {
            fn from(value: $domain) -> Self {
                match value {
                    $(<$domain>::$variant => Self::$variant),+
                }
            }
        }
    };
}
pub(crate) use enumeration;
