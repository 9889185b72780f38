//! Files for tests, as an operator and an officer would bring them about.

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::intake::NewApplication;
use super::issue::{IssueChecks, PremisesGate};
use super::review::NewInquiry;
use super::{Application, ApplicationKind, Declarations, Filing, Outcome};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::agency::{AgencyKind, AgencyProfile, Channel};
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::article8::finding::{Appraisal, Verdict};
use crate::domain::placement::article8::language::{LanguageHolder, LanguageProof};
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::ban::Screening;
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType};
use crate::domain::placement::inquiry::{Answer, InquiryResult, InquirySubject};
use crate::domain::placement::party::{
    Applicant, Company, EducationDegree, MilitaryService, Nationality, NaturalPerson, Religion, Sex,
};
use crate::domain::placement::premises::{Enamad, Premises, Stars, Website};

/// The day with this Solar Hijri name.
pub(in crate::domain::placement) fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

pub(in crate::domain::placement) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(in crate::domain::placement) fn person(sex: Sex) -> NaturalPerson {
    NaturalPerson {
        national_code: "0076229645".parse().unwrap(),
        given_name: "نرگس".parse().unwrap(),
        family_name: "کریمی".parse().unwrap(),
        father_name: None,
        birth_date: day("1370-05-01"),
        sex,
        nationality: Nationality::Iranian,
        religion: Some(Religion::Islam),
        education: EducationDegree::Bachelor,
        military: (sex == Sex::Male).then_some(MilitaryService::Completed),
        mobile: "09121234567".parse().unwrap(),
    }
}

pub(in crate::domain::placement) fn company() -> Company {
    Company {
        company_id: "10380284790".parse().unwrap(),
        name: "شرکت راه کار".parse().unwrap(),
        registration_number: "12345".parse().unwrap(),
        registration_place: "تهران".parse().unwrap(),
        registered_on: day("1390-01-10"),
    }
}

pub(in crate::domain::placement) fn enamad(domain: &str, expires: &str) -> Enamad {
    Enamad {
        domain: domain.parse().unwrap(),
        id: "123456".parse().unwrap(),
        code: "AbCdEfGhIjKlMnOpQr12".parse().unwrap(),
        stars: Stars::try_from(1).unwrap(),
        issued_on: day("1404-01-10"),
        expires_on: day(expires),
    }
}

/// A filing with everything that the kind and channel ask for.
pub(in crate::domain::placement) fn filing(
    kind: AgencyKind,
    channel: Channel,
    applicant: Applicant,
) -> Filing {
    let abroad = kind.sends_abroad();
    Filing {
        profile: AgencyProfile {
            name: "کاریابی راه کار".parse().unwrap(),
            kind,
            channel,
            target_countries: if abroad {
                vec!["DE".parse().unwrap()]
            } else {
                vec![]
            },
        },
        applicant,
        premises: Some(Premises {
            province: "IR-23".parse().unwrap(),
            city: "تهران".parse().unwrap(),
            address: "خیابان آزادی، پلاک ۱".parse().unwrap(),
            postal_code: "1619735744".parse().unwrap(),
            landline: "02112345678".parse().unwrap(),
        }),
        website: channel.is_electronic().then(|| Website {
            domain: "kar.example.ir".parse().unwrap(),
            enamad: Some(enamad("kar.example.ir", "1407-01-10")),
        }),
        languages: if abroad {
            vec![LanguageProof {
                country: "DE".parse().unwrap(),
                language: "آلمانی".parse().unwrap(),
                holder: LanguageHolder::Applicant,
                certificate: document_id(DocumentKind::LanguageCertificate),
                expires_on: None,
            }]
        } else {
            vec![]
        },
        declarations: Declarations {
            not_a_manpower_contractor: true,
            not_employed_by_the_state: true,
        },
    }
}

pub(in crate::domain::placement) fn natural(sex: Sex) -> Applicant {
    Applicant::Natural {
        person: person(sex),
    }
}

pub(in crate::domain::placement) fn legal(sex: Sex) -> Applicant {
    Applicant::Legal {
        company: company(),
        technical_manager: person(sex),
    }
}

pub(in crate::domain::placement) fn document_id(kind: DocumentKind) -> Uuid {
    id(1000 + kind as u128)
}

pub(in crate::domain::placement) fn document(kind: DocumentKind) -> DocumentRef {
    DocumentRef {
        id: document_id(kind),
        kind,
        sha256: "0123456789abcdef".repeat(4).parse().unwrap(),
        media_type: MediaType::Pdf,
        size: 1024,
        uploaded_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        by: id(2),
    }
}

/// The documents that a complete file brings.
pub(in crate::domain::placement) const BROUGHT: [DocumentKind; 6] = [
    DocumentKind::IdentityCard,
    DocumentKind::Degree,
    DocumentKind::ServiceCard,
    DocumentKind::CriminalRecordCertificate,
    DocumentKind::LanguageCertificate,
    DocumentKind::Enamad,
];

pub(in crate::domain::placement) fn draft(filing: Filing) -> Application {
    let drafted = Application::draft(NewApplication {
        kind: ApplicationKind::New,
        id: id(1),
        operator: id(2),
        file_number: "A23-1405-000341".parse().unwrap(),
        province: "IR-23".parse().unwrap(),
        filing,
    });
    BROUGHT
        .into_iter()
        .fold(drafted.into_parts().0, |application, kind| {
            done(application.attach_document(document(kind)))
        })
}

/// The application after an act that was not refused.
pub(in crate::domain::placement) fn done(outcome: Outcome) -> Application {
    outcome.unwrap().into_parts().0
}

pub(in crate::domain::placement) fn submit(application: Application, today: NaiveDate) -> Outcome {
    let screening = Screening::of(&[], &[], today);
    application.submit(today, &screening, Some(id(77)), FilePolicies::default())
}

pub(in crate::domain::placement) fn under_review(filing: Filing, today: NaiveDate) -> Application {
    done(done(submit(draft(filing), today)).take_up(today))
}

/// The inquiries without which no file passes.
pub(in crate::domain::placement) fn inquiries(application: &Application) -> Vec<NewInquiry> {
    let mut subjects = vec![
        (Criterion::Nationality, InquirySubject::Person),
        (Criterion::Competence, InquirySubject::Person),
    ];
    if application.filing().applicant.company().is_some() {
        subjects.push((Criterion::Nationality, InquirySubject::Company));
    }
    let asked = application.inquiries().len() as u128;
    subjects
        .into_iter()
        .zip(3000 + asked..)
        .map(|((criterion, subject), n)| NewInquiry {
            id: id(n),
            criterion,
            subject,
            authority: "مرجع ذی‌صلاح".parse().unwrap(),
        })
        .collect()
}

pub(in crate::domain::placement) fn answer(result: InquiryResult, on: NaiveDate) -> Answer {
    Answer {
        result,
        answered_on: on,
        reference: "۱۲۳".parse().unwrap(),
        source: "نامه".parse().unwrap(),
        document: None,
    }
}

pub(in crate::domain::placement) fn inquired(
    application: Application,
    today: NaiveDate,
) -> Application {
    let new = inquiries(&application);
    let asked = done(application.open_inquiries(new, today, FilePolicies::default()));
    let open: Vec<Uuid> = asked
        .inquiries()
        .iter()
        .filter(|inquiry| inquiry.is_open())
        .map(|inquiry| inquiry.id)
        .collect();
    open.into_iter().fold(asked, |application, inquiry| {
        let favourable = answer(InquiryResult::Favourable, today);
        done(application.record_inquiry_answer(inquiry, favourable, today))
    })
}

/// What an officer says who has seen every document.
pub(in crate::domain::placement) fn met(criterion: Criterion, today: NaiveDate) -> Appraisal {
    let documents = criterion
        .proof()
        .documents
        .iter()
        .filter(|kind| BROUGHT.contains(kind))
        .map(|kind| document_id(*kind))
        .collect();
    Appraisal {
        verdict: Verdict::Met,
        documents,
        issued_on: Some(today),
        note: None,
        by: id(5),
    }
}

pub(in crate::domain::placement) fn not_met() -> Appraisal {
    Appraisal {
        verdict: Verdict::NotMet {
            reason: "مدرک معتبر نیست.".parse().unwrap(),
        },
        documents: vec![],
        issued_on: None,
        note: None,
        by: id(5),
    }
}

/// The file once every condition that an officer assesses is met.
pub(in crate::domain::placement) fn assessed(
    application: Application,
    today: NaiveDate,
) -> Application {
    let policies = FilePolicies::default();
    let applicable: Vec<_> = application.facts(today).applicable(policies).collect();
    applicable
        .into_iter()
        .filter(|criterion| *criterion != Criterion::Guarantee)
        .fold(application, |application, criterion| {
            done(application.assess(criterion, met(criterion, today), today, policies))
        })
}

pub(in crate::domain::placement) fn reviewed(filing: Filing, today: NaiveDate) -> Application {
    assessed(inquired(under_review(filing, today), today), today)
}

pub(in crate::domain::placement) fn cover(amount: i64, today: NaiveDate) -> GuaranteeCover {
    GuaranteeCover {
        guarantee: id(60),
        application: id(1),
        amount: Rial::new(amount).unwrap(),
        required: Rial::new(5_000_000_000).unwrap(),
        expires_on: day("1409-01-01"),
        must_last_until: day("1408-01-01"),
        accepted_by: id(5),
        accepted_on: today,
    }
}

pub(in crate::domain::placement) fn issue(
    application: Application,
    today: NaiveDate,
    guarantee: Option<GuaranteeCover>,
) -> Outcome {
    let screening = Screening::of(&[], &[], today);
    application.issue(
        id(90),
        today,
        IssueChecks {
            screening: &screening,
            guarantee,
            gate: PremisesGate::NotRequired,
            policies: FilePolicies::default(),
        },
    )
}
