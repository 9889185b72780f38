//! What the association and the board read of a complaint: never more of who complains than they
//! need (A6.6, A13.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Changed, Citation, Complaint, ComplaintEvent, ComplaintState, Exhibit, Party, PlacementEvent,
    Refusal, ShortText,
};
use crate::domain::kernel::digits::to_persian;

/// That a document of the complainant is shown to the association that was asked and to the board. The
/// office looks first at what it tells of persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    /// The document.
    pub document: Uuid,
    /// Why they need it.
    pub reason: ShortText,
    /// The account that decided so.
    pub by: Uuid,
    /// The day.
    pub on: NaiveDate,
}

/// What stands where something was left out.
const LEFT_OUT: &str = "[…]";

impl Complaint {
    /// Shows a document to the association that was asked and to the board, with the reason why they
    /// need it.
    pub fn disclose(
        mut self,
        disclosure: Disclosure,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if matches!(self.state, ComplaintState::Filed) || self.state.next().is_empty() {
            return Err(self.illegal());
        }
        if self.disclosure(disclosure.document).is_some() {
            return Err(Refusal::rule(
                "document-disclosed",
                Citation::clause(6, 6),
                "این مدرک پیش‌تر در اختیار هیئت و انجمن گذاشته شده است.",
                "The document has been disclosed to the board and the association before.",
            ));
        }
        let event = ComplaintEvent::ComplaintDocumentDisclosed {
            document: disclosure.document,
        };
        self.disclosures.push(disclosure);
        Ok(Changed::new(self, event))
    }

    /// That a document is disclosed, if it is.
    pub fn disclosure(&self, document: Uuid) -> Option<&Disclosure> {
        let mut disclosures = self.disclosures.iter();
        disclosures.find(|it| it.document == document)
    }

    /// The documents that the association and the board read.
    pub fn disclosed_documents(&self) -> impl Iterator<Item = &Exhibit> {
        let documents = self.grievance.documents.iter();
        documents.filter(|it| self.disclosure(it.id).is_some())
    }

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
