//! What of article 8 can be computed from the file.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Criterion;
use super::cover::GuaranteeCover;
use super::finding::Evidence;
use super::language::{LanguageCoverage, LanguageHolder, LanguageProof};
use super::matrix::{self, Case};
use super::shortfall::Shortfall;
use crate::domain::kernel::calendar::full_years_between;
use crate::domain::placement::agency::{AgencyKind, AgencyProfile};
use crate::domain::placement::application::ApplicationKind;
use crate::domain::placement::country::CountryCode;
use crate::domain::placement::documents::{DocumentKind, DocumentRef};
use crate::domain::placement::inquiry::{Inquiry, InquiryResult, InquirySubject, too_old_from};
use crate::domain::placement::party::{Applicant, EducationDegree, MilitaryService, Nationality};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::premises::Website;

/// The least age in full Solar Hijri years (A8.3).
const LEAST_AGE: i32 = 25;

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What is asked for.
    pub kind: ApplicationKind,
    /// The agency that is asked for.
    pub profile: &'a AgencyProfile,
    /// Who asks.
    pub applicant: &'a Applicant,
    /// The site, if there is one.
    pub website: Option<&'a Website>,
    /// The language certificates.
    pub languages: &'a [LanguageProof],
    /// Whether freedom from state employment has been declared (A8.8).
    pub not_employed_by_the_state: bool,
    /// The day of filing, on which the age is reckoned (policy `age.reference`).
    pub filed_on: NaiveDate,
    /// The documents on file.
    pub documents: &'a [DocumentRef],
    /// The inquiries on file, in the order of asking.
    pub inquiries: &'a [Inquiry],
    /// The guarantee, once accepted.
    pub guarantee: Option<&'a GuaranteeCover>,
}

/// The answers that the registry gives where article 8 is silent, as in force on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePolicies {
    /// Solar Hijri months for which an answer to an inquiry counts at issue (`inquiry.max_age`).
    pub inquiry_max_age_months: u16,
    /// Solar Hijri months for which a confirmation of the criminal record counts (A8.6).
    pub record_max_age_months: u16,
    /// Whether each target country wants its certificate (`language.per_country`).
    pub language: LanguageCoverage,
    /// Whether maritime agencies follow the conditions of foreign ones (`maritime.scope`).
    pub maritime_as_foreign: bool,
}

impl FilePolicies {
    /// The answers in force on the day of a book.
    pub fn of(policies: &Policies<'_>) -> Self {
        Self {
            inquiry_max_age_months: policies.inquiry_max_age_months(),
            record_max_age_months: policies.inquiry_max_age_months(),
            language: if policies.is(PolicyKey::LanguagePerCountry, "any") {
                LanguageCoverage::AnyCountry
            } else {
                LanguageCoverage::EachCountry
            },
            maritime_as_foreign: policies.maritime_as_foreign(),
        }
    }
}

impl Default for FilePolicies {
    /// The safest answers of the catalogue.
    fn default() -> Self {
        Self {
            inquiry_max_age_months: 3,
            record_max_age_months: 3,
            language: LanguageCoverage::EachCountry,
            maritime_as_foreign: true,
        }
    }
}

impl Facts<'_> {
    /// The case in the matrix.
    pub fn case(&self, policies: FilePolicies) -> Case {
        let kind = match self.profile.kind {
            AgencyKind::Maritime if !policies.maritime_as_foreign => AgencyKind::Domestic,
            kind => kind,
        };
        Case {
            kind,
            channel: self.profile.channel,
            holder: self.applicant.holder(),
            sex: self.applicant.person().sex,
        }
    }

    /// The conditions that bind this file, in the order of the clauses.
    pub fn applicable(&self, policies: FilePolicies) -> impl Iterator<Item = Criterion> + use<> {
        let kind = self.kind;
        matrix::applicable(self.case(policies)).filter(move |criterion| kind.looks_at(*criterion))
    }

    /// The applicable conditions that what has been declared can never meet.
    pub fn hopeless(&self, policies: FilePolicies) -> Vec<(Criterion, Shortfall)> {
        self.applicable(policies)
            .filter_map(|criterion| Some((criterion, self.declared_against(criterion)?)))
            .collect()
    }

    /// What the applicant's own declaration says against a condition about persons.
    pub fn declared_against(&self, criterion: Criterion) -> Option<Shortfall> {
        let person = self.applicant.person();
        let (fails, shortfall) = match criterion {
            Criterion::Nationality => (
                person.nationality == Nationality::Foreign,
                Shortfall::ForeignNational,
            ),
            Criterion::Religion => (person.religion.is_none(), Shortfall::ReligionNotDeclared),
            Criterion::Age => (
                full_years_between(person.birth_date, self.filed_on) < LEAST_AGE,
                Shortfall::TooYoung,
            ),
            Criterion::Education => (
                person.education < EducationDegree::Bachelor,
                Shortfall::DegreeTooLow,
            ),
            Criterion::MilitaryService => (
                !person.military.is_some_and(MilitaryService::suffices),
                Shortfall::ServiceNotDone,
            ),
            Criterion::StateEmployment => {
                (!self.not_employed_by_the_state, Shortfall::StateEmployee)
            }
            Criterion::CriminalRecord
            | Criterion::Language
            | Criterion::Competence
            | Criterion::Enamad
            | Criterion::Guarantee => return None,
        };
        fails.then_some(shortfall)
    }

    /// Whether everything that can be computed lets a condition be met on a day, given the
    /// evidence that an officer names.
    pub fn allows_met(
        &self,
        criterion: Criterion,
        evidence: &Evidence,
        on: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Shortfall> {
        if let Some(shortfall) = self.declared_against(criterion) {
            return Err(shortfall);
        }
        self.inquiries_favour(criterion)?;
        match criterion {
            Criterion::CriminalRecord => self.record_is_fresh(evidence, on, policies),
            Criterion::Language => self.languages_are_covered(on, policies.language),
            Criterion::Enamad => self
                .enamad_holds(on)
                .and_then(|()| self.has_proof(criterion, evidence)),
            Criterion::Guarantee => match self.guarantee {
                Some(cover) => cover.shortfall().map_or(Ok(()), Err),
                None => Err(Shortfall::GuaranteeMissing),
            },
            _ => self.has_proof(criterion, evidence),
        }
    }

    /// The last inquiry about each subject of a criterion.
    pub fn last_inquiries(&self, criterion: Criterion) -> impl Iterator<Item = &Inquiry> {
        [InquirySubject::Person, InquirySubject::Company]
            .into_iter()
            .filter_map(move |subject| self.last_inquiry(criterion, subject))
    }

    fn last_inquiry(&self, criterion: Criterion, subject: InquirySubject) -> Option<&Inquiry> {
        self.inquiries
            .iter()
            .rev()
            .find(|inquiry| inquiry.criterion == criterion && inquiry.subject == subject)
    }

    /// Every authority asked has answered favourably, and nobody is left to be asked.
    fn inquiries_favour(&self, criterion: Criterion) -> Result<(), Shortfall> {
        for inquiry in self.last_inquiries(criterion) {
            match &inquiry.answer {
                None => return Err(Shortfall::InquiryOpen),
                Some(answer) if answer.result == InquiryResult::Adverse => {
                    return Err(Shortfall::InquiryAdverse);
                }
                Some(_) => {}
            }
        }
        let missing = |subject| self.last_inquiry(criterion, subject).is_none();
        let company_too = criterion == Criterion::Nationality
            && self.applicant.company().is_some()
            && !matches!(self.kind, ApplicationKind::ManagerChange { .. });
        if criterion.proof().inquiry_required
            && (missing(InquirySubject::Person) || company_too && missing(InquirySubject::Company))
        {
            return Err(Shortfall::InquiryMissing);
        }
        Ok(())
    }

    /// The favourable answers that prove a criterion.
    pub fn favourable_inquiries(&self, criterion: Criterion) -> impl Iterator<Item = &Inquiry> {
        criterion
            .proof()
            .inquiry
            .into_iter()
            .flat_map(|proving| self.last_inquiries(proving))
            .filter(|inquiry| {
                inquiry
                    .answer
                    .as_ref()
                    .is_some_and(|answer| answer.result == InquiryResult::Favourable)
            })
    }

    fn has_proof(&self, criterion: Criterion, evidence: &Evidence) -> Result<(), Shortfall> {
        let proof = criterion.proof();
        let shown = evidence.documents.iter().any(|id| {
            proof
                .documents
                .iter()
                .any(|kind| self.has_document(*id, *kind))
        });
        let confirmed = self.favourable_inquiries(criterion).next().is_some();
        if shown || confirmed || proof.declaration_suffices {
            Ok(())
        } else {
            Err(Shortfall::ProofMissing)
        }
    }

    fn has_document(&self, id: Uuid, kind: DocumentKind) -> bool {
        self.documents
            .iter()
            .any(|document| document.id == id && document.kind == kind)
    }

    /// The certificate, or else the authority's answer, is not older than the policy allows.
    fn record_is_fresh(
        &self,
        evidence: &Evidence,
        on: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Shortfall> {
        let months = policies.record_max_age_months;
        let certificate = evidence
            .documents
            .iter()
            .any(|id| self.has_document(*id, DocumentKind::CriminalRecordCertificate));
        let certified = match evidence.issued_on {
            Some(issued) if certificate && issued <= on => Some(too_old_from(issued, months)),
            _ if certificate => return Err(Shortfall::CertificateDateWrong),
            _ => None,
        };
        let confirmed = self
            .favourable_inquiries(Criterion::CriminalRecord)
            .filter_map(|inquiry| inquiry.answer.as_ref())
            .map(|answer| answer.too_old_from(months))
            .max();
        match certified.max(confirmed) {
            None => Err(Shortfall::ProofMissing),
            Some(since) if since <= on => Err(Shortfall::RecordConfirmationExpired { since }),
            Some(_) => Ok(()),
        }
    }

    /// The mark of trust belongs to the agency's domain and is valid on the day.
    pub fn enamad_holds(&self, on: NaiveDate) -> Result<(), Shortfall> {
        let Some((website, enamad)) = self
            .website
            .and_then(|website| Some((website, website.enamad.as_ref()?)))
        else {
            return Err(Shortfall::EnamadMissing);
        };
        if enamad.domain != website.domain {
            Err(Shortfall::EnamadOfOtherDomain)
        } else if on < enamad.issued_on {
            Err(Shortfall::EnamadNotYetValid)
        } else if enamad.expires_on <= on {
            Err(Shortfall::EnamadExpired {
                since: enamad.expires_on,
            })
        } else {
            Ok(())
        }
    }

    fn languages_are_covered(
        &self,
        on: NaiveDate,
        coverage: LanguageCoverage,
    ) -> Result<(), Shortfall> {
        let mut found = self
            .profile
            .target_countries
            .iter()
            .map(|country| self.language_holds(*country, on));
        match coverage {
            LanguageCoverage::EachCountry if found.len() > 0 => found.collect(),
            LanguageCoverage::AnyCountry if found.clone().any(|result| result.is_ok()) => Ok(()),
            _ => found.next().unwrap_or(Err(Shortfall::LanguageNotCovered)),
        }
    }

    fn language_holds(&self, country: CountryCode, on: NaiveDate) -> Result<(), Shortfall> {
        let mut expired = None;
        for proof in self.languages.iter().filter(|proof| {
            proof.country == country
                && self.has_document(proof.certificate, DocumentKind::LanguageCertificate)
                && match &proof.holder {
                    LanguageHolder::Applicant => true,
                    LanguageHolder::Employee {
                        employment_proof, ..
                    } => self.has_document(*employment_proof, DocumentKind::EmploymentProof),
                }
        }) {
            match proof.expires_on {
                Some(since) if since <= on => expired = expired.max(Some(since)),
                _ => return Ok(()),
            }
        }
        Err(expired.map_or(Shortfall::LanguageNotCovered, |since| {
            Shortfall::LanguageExpired { since }
        }))
    }

    /// The applicable criteria whose last answer is older than the policy allows at issue.
    pub fn outdated_inquiries(&self, on: NaiveDate, policies: FilePolicies) -> Vec<Criterion> {
        self.applicable(policies)
            .filter(|criterion| {
                self.last_inquiries(*criterion)
                    .filter_map(|inquiry| inquiry.answer.as_ref())
                    .any(|answer| answer.too_old_from(policies.inquiry_max_age_months) <= on)
            })
            .collect()
    }
}
