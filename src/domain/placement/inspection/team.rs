//! Who inspects: inspectors of the centre or of the province, none of them related to the agency.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    CITED, Changed, Citation, Inspection, InspectionEvent, InspectionState, Name, PlacementEvent,
    Refusal, ShortText,
};
use crate::domain::kernel::identity::NationalCode;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Role;
use crate::domain::placement::account::Account;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::ban::Party;
use crate::domain::placement::guild::{GuildBody, GuildRegistration, is_active};
use crate::domain::placement::respondent::Answerable;

/// Who inspects an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The inspectors, at least one.
    pub inspectors: Vec<Inspector>,
    /// The association's representative, who goes along where the office wants it (A13.3).
    pub representative: Option<Representative>,
}

impl Team {
    /// Whether this account is one of its inspectors.
    pub fn includes(&self, account: Uuid) -> bool {
        self.inspectors.iter().any(|it| it.account == account)
    }
}

/// An inspector (بازرس) on a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspector {
    /// The inspector's account.
    pub account: Uuid,
    /// The inspector's name.
    pub name: Name,
    /// The province of the inspector's office; none for the central office.
    pub province: Option<Province>,
}

impl Inspector {
    /// Somebody as inspector of an agency in this province: by the grant of the province, or else of
    /// the centre, or else of wherever it is.
    pub fn of(account: &Account, province: Province) -> Result<Self, Refusal> {
        let offices = account
            .grants
            .iter()
            .filter(|it| it.role == Role::Inspector);
        let nearest = offices.min_by_key(|grant| match grant.province {
            Some(own) if own == province => 0,
            None => 1,
            Some(_) => 2,
        });
        match nearest.filter(|_| account.is_in_use()) {
            Some(grant) => Ok(Self {
                account: account.id,
                name: account.name.clone(),
                province: grant.province,
            }),
            None => Err(Refusal::rule(
                "not-an-inspector",
                CITED,
                "بازرسی تنها به کسانی ارجاع می‌شود که نقش بازرس دارند.",
                "Only those who are inspectors are assigned.",
            )),
        }
    }
}

/// A representative of the association who accompanies the inspectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representative {
    /// The association.
    pub body: GuildBody,
    /// The representative's name.
    pub name: Name,
    /// Number and date of the introduction.
    pub introduction: ShortText,
}

/// Somebody who is proposed as inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectorCandidate {
    /// Who.
    pub inspector: Inspector,
    /// The inspector's national code. Personal data; it is compared and not kept.
    pub national_code: Option<NationalCode>,
    /// Whether the inspector declares to have no tie of kin, work or money with the agency.
    pub declares_no_tie: bool,
}

impl Inspection {
    /// Assigns the inspection, or assigns it anew before it starts. `agency` are those who answer
    /// for the agency, and `operators` the accounts that act for it.
    pub fn assign(
        mut self,
        candidates: Vec<InspectorCandidate>,
        representative: Option<Representative>,
        agency: (&Answerable, &[Uuid]),
        guilds: &[GuildRegistration],
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        match self.state {
            InspectionState::Planned | InspectionState::Assigned { .. } => {}
            _ => return Err(self.illegal()),
        }
        if candidates.is_empty() {
            return Err(Refusal::rule(
                "no-inspector",
                CITED,
                "بازرسی دست‌کم یک بازرس می‌خواهد.",
                "An inspection needs at least one inspector.",
            ));
        }
        let (answerable, operators) = agency;
        for candidate in &candidates {
            self.require_fit(candidate, answerable, operators)?;
        }
        if let Some(representative) = &representative {
            self.require_rightful(representative.body, guilds, today)?;
        }
        let mut inspectors: Vec<Inspector> =
            candidates.into_iter().map(|it| it.inspector).collect();
        inspectors.sort_by_key(|it| it.account);
        inspectors.dedup_by_key(|it| it.account);
        let event = InspectionEvent::InspectionAssigned {
            inspectors: inspectors.iter().map(|it| it.account).collect(),
            association: representative.as_ref().map(|it| it.body),
        };
        self.state = InspectionState::Assigned {
            team: Team {
                inspectors,
                representative,
            },
        };
        Ok(Changed::new(self, event))
    }

    fn require_fit(
        &self,
        candidate: &InspectorCandidate,
        answerable: &Answerable,
        operators: &[Uuid],
    ) -> Result<(), Refusal> {
        let Inspector {
            account, province, ..
        } = &candidate.inspector;
        if province.is_some_and(|province| province != self.respondent.province) {
            return Err(Refusal::rule(
                "inspector-of-another-province",
                CITED,
                "بازرس باید از دفتر یا از اداره کل همان استان باشد.",
                "An inspector is of the central office or of the agency's own province.",
            ));
        }
        let is_of_the_agency = candidate.national_code.as_ref().is_some_and(|code| {
            answerable.includes(&Party::Person {
                national_code: code.clone(),
            })
        });
        if !candidate.declares_no_tie || is_of_the_agency || operators.contains(account) {
            return Err(Refusal::rule(
                "inspector-related",
                CITED,
                "بازرس نباید با کاریابی نسبت خویشاوندی، شغلی یا مالی داشته باشد.",
                "An inspector has no tie of kin, work or money with the agency.",
            ));
        }
        Ok(())
    }

    /// The associations that a representative may come from: the province's own, and for agencies
    /// that send abroad the national association of foreign ones.
    fn require_rightful(
        &self,
        body: GuildBody,
        guilds: &[GuildRegistration],
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        let rightful = match body {
            GuildBody::Kanoon => false,
            GuildBody::ProvincialAssociation { province, .. } => {
                province == self.respondent.province
            }
            GuildBody::ForeignAssociation => match self.respondent.kind {
                AgencyKind::Domestic => false,
                AgencyKind::Foreign | AgencyKind::Maritime => true,
            },
        };
        if rightful && is_active(guilds, body, today) {
            return Ok(());
        }
        Err(Refusal::rule(
            "wrong-guild-body",
            Citation::clause(13, 3),
            format!("نماینده {body} در این بازرسی همراه نمی‌شود."),
            "A representative of this guild body does not accompany this inspection.",
        ))
    }
}
