//! What every value that is kept as one string has in common.

/// Gives a newtype over a private `String` its readings: `as_str`, and the conversions through
/// which serde reads it, so that a bad row is an error. The type's own `FromStr` is the only door.
macro_rules! string_value {
    ($name:ident) => {
        impl $name {
            /// The value as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::domain::kernel::refusal::Invalid;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    };
}

/// Writes a value that is nobody's secret as it is stored.
macro_rules! shown_as_stored {
    ($($name:ident),+) => {
        $(impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        })+
    };
}

/// Lets a value that belongs to a person reach logs only masked.
macro_rules! masked_in_logs {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.masked())
            }
        })+
    };
}

pub(super) use {masked_in_logs, shown_as_stored, string_value};
