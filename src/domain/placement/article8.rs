//! Article 8: the eleven conditions (شرایط متقاضیان) of a licence.
//!
//! [`matrix`] says whom a condition binds, [`rules`] decides what can be computed, and [`finding`]
//! joins both with what an officer has found. Only [`finding::Finding::Met`] passes.

pub mod cover;
pub mod finding;
pub mod language;
pub mod matrix;
pub mod rules;
pub mod shortfall;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::documents::DocumentKind;
use crate::domain::kernel::citation::Citation;

/// A condition of article 8, in the order of its clauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Clause 1: Iranian nationality.
    Nationality,
    /// Clause 2: Islam or a recognised minority religion.
    Religion,
    /// Clause 3: at least 25 full years.
    Age,
    /// Clause 4: at least a bachelor's degree.
    Education,
    /// Clause 5: military service done, or exemption for good.
    MilitaryService,
    /// Clause 6: no effective criminal record.
    CriminalRecord,
    /// Clause 7: the language of the target country.
    Language,
    /// Clause 8: no employment in government executive bodies.
    StateEmployment,
    /// Clause 9: personal competence confirmed by the competent authorities.
    Competence,
    /// Clause 10: the electronic mark of trust.
    Enamad,
    /// Clause 11: the bank guarantee.
    Guarantee,
}

impl Criterion {
    /// All eleven, in the order of the clauses.
    pub const ALL: [Self; 11] = [
        Self::Nationality,
        Self::Religion,
        Self::Age,
        Self::Education,
        Self::MilitaryService,
        Self::CriminalRecord,
        Self::Language,
        Self::StateEmployment,
        Self::Competence,
        Self::Enamad,
        Self::Guarantee,
    ];

    /// The number of the clause, 1 to 11.
    pub const fn clause(self) -> u8 {
        self as u8 + 1
    }

    /// The criterion of a clause.
    pub fn of_clause(clause: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|criterion| criterion.clause() == clause)
    }

    /// The criterion that a citation of article 8 names.
    pub fn of_citation(citation: Citation) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|criterion| criterion.citation() == citation)
    }

    /// The clause of article 8.
    pub const fn citation(self) -> Citation {
        Citation::clause(8, self.clause())
    }

    /// The name in snake case, as it is stored and as addresses write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nationality => "nationality",
            Self::Religion => "religion",
            Self::Age => "age",
            Self::Education => "education",
            Self::MilitaryService => "military_service",
            Self::CriminalRecord => "criminal_record",
            Self::Language => "language",
            Self::StateEmployment => "state_employment",
            Self::Competence => "competence",
            Self::Enamad => "enamad",
            Self::Guarantee => "guarantee",
        }
    }

    /// The title in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Nationality => "تابعیت جمهوری اسلامی ایران",
            Self::Religion => "تدین به دین اسلام یا یکی از اقلیت‌های دینی شناخته‌شده",
            Self::Age => "حداقل ۲۵ سال تمام سن",
            Self::Education => "مدرک تحصیلی حداقل کارشناسی",
            Self::MilitaryService => "کارت پایان خدمت یا معافیت دائم",
            Self::CriminalRecord => "نداشتن سابقه کیفری مؤثر",
            Self::Language => "گواهی آشنایی با زبان خارجی کشور هدف",
            Self::StateEmployment => "عدم اشتغال در دستگاه‌های اجرایی دولتی",
            Self::Competence => "تأیید صلاحیت فردی",
            Self::Enamad => "نماد اعتماد الکترونیکی",
            Self::Guarantee => "ضمانت بانکی حسن انجام کار",
        }
    }

    /// The title in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Nationality => "Iranian nationality",
            Self::Religion => "Islam or a recognised minority religion",
            Self::Age => "At least 25 full years of age",
            Self::Education => "At least a bachelor's degree",
            Self::MilitaryService => "Military service completed or permanent exemption",
            Self::CriminalRecord => "No effective criminal record",
            Self::Language => "Certificate in the language of the target country",
            Self::StateEmployment => "No employment in government executive bodies",
            Self::Competence => "Personal competence confirmed by the authorities",
            Self::Enamad => "Electronic mark of trust",
            Self::Guarantee => "Bank guarantee for good performance",
        }
    }

    /// What can prove it.
    pub const fn proof(self) -> Proof {
        use DocumentKind as D;
        let (documents, inquiry, required, declaration): (&'static [D], _, _, _) = match self {
            Self::Nationality => (&[D::IdentityCard], Some(self), true, false),
            Self::Religion => (&[], None, false, true),
            Self::Age => (&[D::IdentityCard], Some(Self::Nationality), false, false),
            Self::Education => (&[D::Degree], None, false, false),
            Self::MilitaryService => (&[D::ServiceCard], Some(self), false, false),
            Self::CriminalRecord => (&[D::CriminalRecordCertificate], Some(self), false, false),
            Self::Language => (&[D::LanguageCertificate], None, false, false),
            Self::StateEmployment => (&[], Some(self), false, true),
            Self::Competence => (&[], Some(self), true, false),
            Self::Enamad => (&[D::Enamad], Some(self), false, false),
            Self::Guarantee => (&[D::GuaranteeLetter], None, false, false),
        };
        Proof {
            documents,
            inquiry,
            inquiry_required: required,
            declaration_suffices: declaration,
        }
    }

    /// Whether authorities can be asked about it: clauses 1, 5, 6, 8, 9 and 10.
    pub fn can_be_inquired(self) -> bool {
        self.proof().inquiry == Some(self)
    }
}

/// What can prove a criterion: one of the documents, or a favourable answer of an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Documents of which one suffices.
    pub documents: &'static [DocumentKind],
    /// The criterion whose inquiry proves this one too.
    pub inquiry: Option<Criterion>,
    /// Whether nothing but a favourable answer of the authority proves it.
    pub inquiry_required: bool,
    /// Whether the applicant's declaration proves it while no authority says otherwise.
    pub declaration_suffices: bool,
}
