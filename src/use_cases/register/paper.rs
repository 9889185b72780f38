//! What the code on a printed certificate proves.

use crate::context::Context;
use crate::domain::placement::register::Entry;
use crate::store::credentials;

/// How a paper stands beside the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The registry signed it, and the register says the same.
    Genuine,
    /// The registry signed it, and a newer version of the paper took its place, or it was lost.
    Superseded,
    /// The registry signed it, and the register has changed since.
    Outdated,
    /// The registry never signed it.
    Forged,
}

/// Compares the credential that came with a licence's address to what the register says today.
pub fn examine(context: &Context, entry: &Entry<'_>, credential: &str) -> Paper {
    let address = credentials::address("", &entry.number);
    let key = context.keys().public();
    match credentials::verify(&key, &format!("{address}?c={credential}")) {
        Err(_) => Paper::Forged,
        Ok(signed) => {
            let same = signed.number == entry.number
                && signed.channel == entry.channel
                && signed.from == entry.term.from
                && signed.last_day == entry.term.last_day();
            if u32::from(signed.document) < entry.good_from {
                Paper::Superseded
            } else if same {
                Paper::Genuine
            } else {
                Paper::Outdated
            }
        }
    }
}
