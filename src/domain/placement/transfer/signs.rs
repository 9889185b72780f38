//! Signs that a transfer is a sham: what the two sides have in common (A7.n4, A15.8).
//!
//! A sign proves nothing and stops nothing. It shows the officer which files to lay side by side.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::joined_key;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Subject;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::premises::Premises;

/// What both sides have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignKind {
    /// A person or company stands behind both, in whatever role.
    Person,
    /// The same account runs both.
    Operator,
    /// The same mobile telephone.
    Mobile,
    /// The same postal code.
    PostalCode,
    /// The same address, however it is spelt.
    Address,
    /// The same telephone at the place.
    Landline,
    /// The same domain.
    Website,
}

impl SignKind {
    /// The Persian words.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Person => "شخص مشترک",
            Self::Operator => "حساب کاربری مشترک",
            Self::Mobile => "تلفن همراه مشترک",
            Self::PostalCode => "کد پستی مشترک",
            Self::Address => "نشانی مشترک",
            Self::Landline => "تلفن ثابت مشترک",
            Self::Website => "دامنه مشترک",
        }
    }
}

/// A file that a sign points to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileRef {
    /// `application` or `licence`.
    pub noun: &'static str,
    /// Which one.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The agency that it names.
    pub agency: String,
}

/// What one file leaves behind, by which it may resemble another. Personal data.
#[derive(Clone, Debug)]
pub struct Traces {
    file: FileRef,
    traces: BTreeSet<(SignKind, String)>,
}

/// Something that a file of the transferee has in common with one of the transferor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// What.
    pub kind: SignKind,
    /// The file of the transferee.
    pub transferee: FileRef,
    /// The file of the transferor.
    pub transferor: FileRef,
}

impl Traces {
    /// What an application leaves behind.
    pub fn of_application(file: &Application) -> Self {
        let filing = file.filing();
        let person = filing.applicant.person();
        let mut traces = behind(&file.subjects(), file.operator());
        traces.insert((SignKind::Mobile, person.mobile.as_str().to_owned()));
        if let Some(premises) = &filing.premises {
            traces.extend(place(premises));
        }
        if let Some(website) = &filing.website {
            traces.insert((SignKind::Website, website.domain.as_str().to_owned()));
        }
        Self {
            file: FileRef {
                noun: Application::NOUN,
                id: file.id(),
                number: file.file_number().to_string(),
                agency: filing.profile.name.to_string(),
            },
            traces,
        }
    }

    /// What a licence leaves behind.
    pub fn of_licence(licence: &Licence) -> Self {
        let grant = licence.grant();
        let mut traces = behind(&grant.parties, grant.operator);
        traces.extend(behind(&licence.subjects(), grant.operator));
        traces.extend(place(licence.premises()));
        if let Some(domain) = &grant.website {
            traces.insert((SignKind::Website, domain.as_str().to_owned()));
        }
        Self {
            file: FileRef {
                noun: Licence::NOUN,
                id: licence.id(),
                number: licence.number().to_string(),
                agency: grant.agency.to_string(),
            },
            traces,
        }
    }
}

/// Everything that files of the transferee have in common with those of the transferor. A file that
/// stands on both sides is not compared with itself.
pub fn signs(transferee: &[Traces], transferor: &[Traces]) -> Vec<Sign> {
    let mut found = BTreeSet::new();
    for ours in transferee {
        for theirs in transferor.iter().filter(|it| it.file.id != ours.file.id) {
            let common = ours.traces.intersection(&theirs.traces);
            found.extend(common.map(|(kind, _)| Sign {
                kind: *kind,
                transferee: ours.file.clone(),
                transferor: theirs.file.clone(),
            }));
        }
    }
    found.into_iter().collect()
}

fn behind(subjects: &[Subject], operator: Uuid) -> BTreeSet<(SignKind, String)> {
    let parties = subjects
        .iter()
        .map(|subject| (SignKind::Person, subject.party.key()));
    let account = (SignKind::Operator, operator.to_string());
    parties.chain([account]).collect()
}

fn place(premises: &Premises) -> [(SignKind, String); 3] {
    let address = joined_key(&format!("{} {}", premises.city, premises.address));
    [
        (
            SignKind::PostalCode,
            premises.postal_code.as_str().to_owned(),
        ),
        (SignKind::Address, address),
        (SignKind::Landline, premises.landline.as_str().to_owned()),
    ]
}
