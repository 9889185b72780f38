//! Following a file without an account: its number and a secret that is shown once (کد رهگیری و رمز).

use std::fmt;
use std::str::FromStr;

use crate::domain::kernel::refusal::Invalid;

/// The characters of a secret: digits and letters without those that are mistaken for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The characters of a secret, without hyphens: 120 bits.
const LENGTH: usize = 24;

/// What lets its bearer follow a file: 24 characters, written in groups of four. It is kept as a hash
/// alone, and logs see nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct TrackingSecret(String);

impl TrackingSecret {
    /// The secret that these random bytes make; five bits of each count.
    pub fn of(random: [u8; LENGTH]) -> Self {
        let symbols = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        Self(symbols.iter().collect())
    }

    /// The characters without hyphens, of which the hash is made.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is shown: `K7QD-…`, six groups of four.
    pub fn shown(&self) -> String {
        let symbols: Vec<char> = self.0.chars().collect();
        let groups = symbols.chunks(4).map(String::from_iter);
        groups.collect::<Vec<_>>().join("-")
    }
}

impl FromStr for TrackingSecret {
    type Err = Invalid;

    /// Reads a secret as people copy it: in either case, with or without hyphens and spaces.
    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let symbols: String = typed
            .chars()
            .filter(|it| !matches!(it, '-' | ' '))
            .map(|it| match it.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let known = |byte| ALPHABET.contains(&byte);
        if symbols.len() == LENGTH && symbols.bytes().all(known) {
            Ok(Self(symbols))
        } else {
            Err(Invalid {
                code: "tracking-secret",
                fa: "رمز رهگیری ۲۴ رقم و حرف لاتین است.",
                en: "A tracking secret has 24 digits and Latin letters.",
            })
        }
    }
}

impl fmt::Debug for TrackingSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrackingSecret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_people_copy_it_and_never_printed() {
        let mut random = [0; LENGTH];
        for (at, byte) in (0_u8..).zip(&mut random) {
            *byte = at;
        }
        let secret = TrackingSecret::of(random);
        assert_eq!(secret.shown(), "0123-4567-89AB-CDEF-GHJK-MNPQ");
        for typed in [
            "0123-4567-89AB-CDEF-GHJK-MNPQ",
            "o123456789abcdefghjkmnpq",
            "0l23 4567 89ab cdef ghjk mnpq",
        ] {
            assert_eq!(typed.parse(), Ok(secret.clone()), "{typed}");
        }
        for wrong in ["", "0123", "0123-4567-89AB-CDEF-GHJK-MNPU", "۰۱۲۳"] {
            assert!(wrong.parse::<TrackingSecret>().is_err(), "{wrong}");
        }
        assert_eq!(format!("{secret:?}"), "TrackingSecret(***)");
    }
}
