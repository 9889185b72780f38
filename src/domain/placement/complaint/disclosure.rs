//! What the association reads of a complaint: never who complains.

use super::{Complaint, Party};
use crate::domain::kernel::digits::to_persian;

/// What stands where something was left out.
const LEFT_OUT: &str = "[…]";

impl Complaint {
    /// A text of the complainant without the name and the numbers by which the complainant is known,
    /// where the complainant has written them into it.
    pub fn without_identity(&self, text: &str) -> String {
        let who = &self.complainant;
        let party = match &who.party {
            Party::Person { national_code } => national_code.as_str(),
            Party::Company { company_id } => company_id.as_str(),
        };
        let mobile = who.mobile.as_str().trim_start_matches("+98");
        let mobiles = ["+98", "0098", "0", ""].map(|prefix| format!("{prefix}{mobile}"));
        let latin = mobiles.into_iter().chain([party.to_owned()]);
        let numbers = latin.flat_map(|it| [to_persian(&it), it]);
        std::iter::once(who.name.to_string())
            .chain(numbers)
            .fold(text.to_owned(), |text, known| {
                text.replace(&known, LEFT_OUT)
            })
    }
}
