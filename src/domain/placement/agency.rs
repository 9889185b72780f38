//! What a job-placement agency is: its kind, its channel, and the countries it wants to serve.

use serde::{Deserialize, Serialize};

use super::country::CountryCode;
use crate::domain::kernel::text::Name;

/// What the applicant asks a licence for (A1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyProfile {
    /// The name of the agency; a transfer keeps it (A7.n4).
    pub name: Name,
    /// Whom it places where.
    pub kind: AgencyKind,
    /// How it reaches people.
    pub channel: Channel,
    /// The countries it wants to send workers to: at least one for foreign and maritime agencies
    /// (A8.7), none for domestic ones.
    pub target_countries: Vec<CountryCode>,
}

/// The kind of agency (نوع کاریابی): it decides the services (A11), the board (A5) and the
/// criteria (A8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// Places workers inside the country (کاریابی داخلی).
    Domestic,
    /// Places workers in other countries (کاریابی خارجی).
    Foreign,
    /// Places seafarers (کاریابی دریایی), by directive of the central board (A7.n1).
    Maritime,
}

impl AgencyKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Domestic, Self::Foreign, Self::Maritime];

    /// The name in snake case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Domestic => "domestic",
            Self::Foreign => "foreign",
            Self::Maritime => "maritime",
        }
    }

    /// The name of the kind in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Domestic => "کاریابی داخلی",
            Self::Foreign => "کاریابی خارجی",
            Self::Maritime => "کاریابی دریایی",
        }
    }

    /// Whether a licence needs the decision of a provincial board (A5.1; maritime by policy).
    pub const fn needs_board(self) -> bool {
        match self {
            Self::Domestic => false,
            Self::Foreign | Self::Maritime => true,
        }
    }

    /// Whether workers go abroad, so that the agency names target countries.
    pub const fn sends_abroad(self) -> bool {
        match self {
            Self::Domestic => false,
            Self::Foreign | Self::Maritime => true,
        }
    }
}

/// How the agency reaches people (A1.4, A7). «Online» is a channel and not a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At a place people come to (فیزیکی).
    Physical,
    /// Through a site or application (الکترونیکی، مجازی).
    Electronic,
    /// Both ways.
    Both,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 3] = [Self::Physical, Self::Electronic, Self::Both];

    /// The name in snake case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Physical => "physical",
            Self::Electronic => "electronic",
            Self::Both => "both",
        }
    }

    /// The name of the channel in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Physical => "فیزیکی",
            Self::Electronic => "الکترونیکی",
            Self::Both => "فیزیکی و الکترونیکی",
        }
    }

    /// Whether the agency is a virtual one (کاریابی مجازی), which needs an e-namad (A8.10).
    pub const fn is_electronic(self) -> bool {
        match self {
            Self::Physical => false,
            Self::Electronic | Self::Both => true,
        }
    }

    /// Whether people come to its premises, so that these can be inspected (A3.2).
    pub const fn is_physical(self) -> bool {
        match self {
            Self::Electronic => false,
            Self::Physical | Self::Both => true,
        }
    }
}

/// The everyday four-way sorting of agencies: a filter over kind and channel.
///
/// An online agency is still domestic, foreign or maritime, so the categories overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyCategory {
    /// Of the domestic kind.
    Domestic,
    /// Of the foreign kind.
    Foreign,
    /// With an electronic channel, whatever the kind.
    Online,
    /// Of the maritime kind.
    Maritime,
}

impl AgencyCategory {
    /// Whether an agency of this kind and channel belongs to the category.
    pub const fn includes(self, kind: AgencyKind, channel: Channel) -> bool {
        match self {
            Self::Domestic => matches!(kind, AgencyKind::Domestic),
            Self::Foreign => matches!(kind, AgencyKind::Foreign),
            Self::Online => channel.is_electronic(),
            Self::Maritime => matches!(kind, AgencyKind::Maritime),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Covers A1.4.
    #[test]
    fn an_online_agency_is_still_of_its_kind() {
        use AgencyCategory as C;
        let cases = [
            (AgencyKind::Domestic, Channel::Physical, vec![C::Domestic]),
            (
                AgencyKind::Domestic,
                Channel::Electronic,
                vec![C::Domestic, C::Online],
            ),
            (
                AgencyKind::Foreign,
                Channel::Both,
                vec![C::Foreign, C::Online],
            ),
            (AgencyKind::Foreign, Channel::Physical, vec![C::Foreign]),
            (AgencyKind::Maritime, Channel::Physical, vec![C::Maritime]),
            (
                AgencyKind::Maritime,
                Channel::Electronic,
                vec![C::Online, C::Maritime],
            ),
        ];
        for (kind, channel, expected) in cases {
            let found: Vec<_> = [C::Domestic, C::Foreign, C::Online, C::Maritime]
                .into_iter()
                .filter(|category| category.includes(kind, channel))
                .collect();
            assert_eq!(found, expected, "{kind:?} {channel:?}");
        }
    }
}
