//! Files that have come as far as a test wants them, each act saved as its use case saves it.

use chrono::NaiveDate;
use parvaneh::domain::kernel::calendar::SolarHijri;
use parvaneh::domain::kernel::money::Rial;
use parvaneh::domain::placement::access::{Actor, Role};
use parvaneh::domain::placement::agency::{AgencyKind, AgencyProfile, Channel};
use parvaneh::domain::placement::application::intake::NewApplication;
use parvaneh::domain::placement::application::issue::PremisesGate;
use parvaneh::domain::placement::application::review::NewInquiry;
use parvaneh::domain::placement::application::{
    Application, ApplicationNumber, Declarations, Filing, Outcome,
};
use parvaneh::domain::placement::article8::Criterion;
use parvaneh::domain::placement::article8::finding::{Appraisal, Verdict};
use parvaneh::domain::placement::article8::language::{LanguageHolder, LanguageProof};
use parvaneh::domain::placement::article8::rules::FilePolicies;
use parvaneh::domain::placement::ban::{Ban, Party, Revocation, Screening, Subject, SubjectRole};
use parvaneh::domain::placement::directives::{Communication, PlacementDirective, Proposal, Terms};
use parvaneh::domain::placement::documents::{DocumentKind, DocumentRef, MediaType};
use parvaneh::domain::placement::inquiry::{self, InquiryResult, InquirySubject};
use parvaneh::domain::placement::party::{
    Applicant, Company, EducationDegree, Nationality, NaturalPerson, Religion, Sex,
};
use parvaneh::domain::placement::premises::{Enamad, Premises, Stars, Website};
use parvaneh::store::{Database, Versioned, Work, aggregates, bans};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::harness::{Answer, Client, Registry};

/// The technical manager of every company here, and the applicant of every other file.
pub(crate) const PERSON: &str = "0076229645";
/// Every company here.
pub(crate) const COMPANY: &str = "10380284790";

/// A file with the people who work on it.
pub(crate) struct GivenFile<'a> {
    pub(crate) id: Uuid,
    pub(crate) operator: Client<'a>,
    pub(crate) officer: Client<'a>,
    pub(crate) director: Client<'a>,
}

/// What a file asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: AgencyKind,
    pub(crate) channel: Channel,
    pub(crate) company: Option<&'static str>,
    pub(crate) agency: &'static str,
    pub(crate) province: &'static str,
}

pub(crate) const FOREIGN_OF_A_COMPANY: Wanted = Wanted {
    kind: AgencyKind::Foreign,
    channel: Channel::Physical,
    company: Some("شرکت بین‌المللی خدمات مشاوره‌ای و کارآفرینان آیندهٔ پارس (سهامی خاص)"),
    agency: "راه‌گشای کار ایرانیان",
    province: "IR-23",
};

pub(crate) const ONLINE_OF_A_PERSON: Wanted = Wanted {
    kind: AgencyKind::Domestic,
    channel: Channel::Electronic,
    company: None,
    agency: "کاریابی راه کار",
    province: "IR-23",
};

/// The Gregorian date of a Solar Hijri day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

impl Registry {
    /// The file with everything but the licence: it waits for its guarantee if it needs one, and is
    /// ready for the licence otherwise.
    pub(crate) async fn given_approved_file(&self, wanted: Wanted) -> GivenFile<'_> {
        let operator = self.given_account(Role::Operator, None).await;
        let province = Some(wanted.province);
        let officer = self.given_account(Role::ProvincialOfficer, province).await;
        let director = self.given_account(Role::DirectorGeneral, province).await;
        let by = account(&operator).await;
        let id = self
            .approve_a_file(wanted, by, account(&director).await)
            .await;
        GivenFile {
            id,
            operator,
            officer,
            director,
        }
    }

    async fn approve_a_file(&self, wanted: Wanted, operator: Uuid, director: Uuid) -> Uuid {
        let id = Uuid::now_v7();
        self.writing(async |work| bring_about(work, id, wanted, operator, director).await)
            .await;
        id
    }
}

async fn bring_about(work: &Work, id: Uuid, wanted: Wanted, operator: Uuid, director: Uuid) {
    let today = work.today;
    let policies = FilePolicies::default();

    let serial = u32::try_from(id.as_u128() & 0xffff_ffff).unwrap();
    let province = wanted.province.parse().unwrap();
    let drafted = Application::draft(NewApplication {
        id,
        operator,
        file_number: ApplicationNumber::new(province, 1405, serial, false).unwrap(),
        province,
        filing: filing(wanted),
    });
    let mut file = aggregates::insert(work, drafted).await.unwrap();
    for kind in BROUGHT {
        file = act(work, file, |it| {
            it.attach_document(document(kind, operator))
        })
        .await;
    }
    let screening = Screening::of(&file.value.subjects(), &[], today);
    file = act(work, file, |it| {
        it.submit(today, &screening, None, policies)
    })
    .await;
    file = act(work, file, |it| it.take_up(today)).await;
    let asked = inquiries(wanted);
    file = act(work, file, |it| it.open_inquiries(asked, today, policies)).await;
    for asked in file.value.inquiries().to_vec() {
        let answer = favourable(today);
        file = act(work, file, |it| {
            it.record_inquiry_answer(asked.id, answer, today)
        })
        .await;
    }
    let applicable: Vec<_> = file.value.facts(today).applicable(policies).collect();
    for criterion in applicable {
        if criterion != Criterion::Guarantee {
            let met = met(criterion, today, director);
            file = act(work, file, |it| it.assess(criterion, met, today, policies)).await;
        }
    }
    if wanted.kind.needs_board() {
        file = act(work, file, |it| it.refer_to_board(today, policies)).await;
        approve_by_board(work, &file.value, today).await;
    } else {
        let gate = PremisesGate::NotRequired;
        act(work, file, |it| {
            it.approve_by_office(director, gate, today, policies)
        })
        .await;
    }
}

async fn account(client: &Client<'_>) -> Uuid {
    let me = client.get("/api/v1/accounts/current").await.ok();
    me.id().parse().unwrap()
}

async fn act(
    work: &Work,
    file: Versioned<Application>,
    transition: impl FnOnce(Application) -> Outcome,
) -> Versioned<Application> {
    aggregates::save(work, file.change(transition).unwrap())
        .await
        .unwrap()
}

/// Leaves the file as the approving session of a provincial board leaves it; sessions have tests of
/// their own.
async fn approve_by_board(work: &Work, file: &Application, today: NaiveDate) {
    use entity::application::{Column, Entity};
    use parvaneh::domain::kernel::event::Aggregate;
    use parvaneh::store::Connected;
    let mut document = serde_json::to_value(file).unwrap();
    document["state"] = json!({
        "name": "awaiting_guarantee",
        "approval": {"by": "board", "session": Uuid::nil(), "on": today},
    });
    let saved = Entity::update_many()
        .col_expr(Column::State, Expr::value("awaiting_guarantee"))
        .col_expr(Column::Document, Expr::value(document))
        .filter(Column::Id.eq(file.id()))
        .exec(&work.connection())
        .await
        .unwrap();
    assert_eq!(saved.rows_affected, 1);
}

fn filing(wanted: Wanted) -> Filing {
    let abroad = wanted.kind.sends_abroad();
    let person = NaturalPerson {
        national_code: PERSON.parse().unwrap(),
        given_name: "مؤمنه‌السادات".parse().unwrap(),
        family_name: "لاله‌زاری لایق".parse().unwrap(),
        father_name: None,
        birth_date: day("1370-05-01"),
        sex: Sex::Female,
        nationality: Nationality::Iranian,
        religion: Some(Religion::Islam),
        education: EducationDegree::Master,
        military: None,
        mobile: "09121234567".parse().unwrap(),
    };
    Filing {
        profile: AgencyProfile {
            name: wanted.agency.parse().unwrap(),
            kind: wanted.kind,
            channel: wanted.channel,
            target_countries: if abroad {
                vec!["DE".parse().unwrap()]
            } else {
                vec![]
            },
        },
        applicant: match wanted.company {
            None => Applicant::Natural { person },
            Some(name) => Applicant::Legal {
                company: Company {
                    company_id: COMPANY.parse().unwrap(),
                    name: name.parse().unwrap(),
                    registration_number: "12345".parse().unwrap(),
                    registration_place: "تهران".parse().unwrap(),
                    registered_on: day("1390-01-10"),
                },
                technical_manager: person,
            },
        },
        premises: Some(Premises {
            province: wanted.province.parse().unwrap(),
            city: "تهران".parse().unwrap(),
            address: "خیابان ولی‌عصر، کوچه لایق، پلاک ۱۲، واحد ۳".parse().unwrap(),
            postal_code: "1619735744".parse().unwrap(),
            landline: "02188776655".parse().unwrap(),
        }),
        website: wanted.channel.is_electronic().then(|| Website {
            domain: "rahkar.example.ir".parse().unwrap(),
            enamad: Some(Enamad {
                domain: "rahkar.example.ir".parse().unwrap(),
                id: "123456".parse().unwrap(),
                code: "AbCdEfGhIjKlMnOpQr12".parse().unwrap(),
                stars: Stars::try_from(1).unwrap(),
                issued_on: day("1401-01-10"),
                expires_on: day("1409-01-10"),
            }),
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

/// The documents that a complete file brings.
const BROUGHT: [DocumentKind; 5] = [
    DocumentKind::IdentityCard,
    DocumentKind::Degree,
    DocumentKind::CriminalRecordCertificate,
    DocumentKind::LanguageCertificate,
    DocumentKind::Enamad,
];

fn document_id(kind: DocumentKind) -> Uuid {
    Uuid::from_u128(1000 + kind as u128)
}

fn document(kind: DocumentKind, by: Uuid) -> DocumentRef {
    DocumentRef {
        id: document_id(kind),
        kind,
        sha256: "0123456789abcdef".repeat(4).parse().unwrap(),
        media_type: MediaType::Pdf,
        size: 1024,
        uploaded_at: chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        by,
    }
}

fn inquiries(wanted: Wanted) -> Vec<NewInquiry> {
    let mut subjects = vec![
        (Criterion::Nationality, InquirySubject::Person),
        (Criterion::Competence, InquirySubject::Person),
    ];
    if wanted.company.is_some() {
        subjects.push((Criterion::Nationality, InquirySubject::Company));
    }
    subjects
        .into_iter()
        .map(|(criterion, subject)| NewInquiry {
            id: Uuid::now_v7(),
            criterion,
            subject,
            authority: "مرجع ذی‌صلاح".parse().unwrap(),
        })
        .collect()
}

fn favourable(on: NaiveDate) -> inquiry::Answer {
    inquiry::Answer {
        result: InquiryResult::Favourable,
        answered_on: on,
        reference: "۱۲۳".parse().unwrap(),
        source: "نامه".parse().unwrap(),
        document: None,
    }
}

fn met(criterion: Criterion, today: NaiveDate, by: Uuid) -> Appraisal {
    let proofs = criterion.proof().documents.iter();
    Appraisal {
        verdict: Verdict::Met,
        documents: proofs
            .filter(|kind| BROUGHT.contains(kind))
            .map(|kind| document_id(*kind))
            .collect(),
        issued_on: Some(today),
        note: None,
        by,
    }
}

impl Registry {
    /// The file as it is stored.
    pub(crate) async fn file(&self, id: Uuid) -> Versioned<Application> {
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let file = aggregates::get(&database, id).await.unwrap();
        database.close().await.unwrap();
        file
    }

    /// The central board sets the amount of guarantees of foreign agencies from today on.
    pub(crate) async fn given_guarantee_amount(&self, edition: u32, rial: i64) {
        self.writing(async |work| {
            let proposal = Proposal {
                version: edition,
                title: "مبلغ ضمانت (نمونه)".parse().unwrap(),
                body: "متن نمونه".parse().unwrap(),
                terms: Terms::GuaranteeAmount {
                    amounts: [(AgencyKind::Foreign, Rial::new(rial).unwrap())].into(),
                },
            };
            let communication = Communication {
                number: "۱".parse().unwrap(),
                effective_from: work.today,
                effective_to: None,
            };
            let draft = PlacementDirective::draft(Uuid::now_v7(), proposal, work.today).unwrap();
            let draft = aggregates::insert(work, draft).await.unwrap();
            let session = "صورت‌جلسه ۳".parse().unwrap();
            let approved =
                draft.change(|it| it.record_approval(session, work.today, communication));
            aggregates::save(work, approved.unwrap()).await.unwrap();
        })
        .await;
    }

    /// A ban runs against a person from today on.
    pub(crate) async fn given_ban(&self, national_code: &str) {
        self.writing(async |work| {
            let subject = Subject {
                role: SubjectRole::Holder,
                party: Party::Person {
                    national_code: national_code.parse().unwrap(),
                },
            };
            let revocation = Revocation {
                ruling: "رأی ۱۲".parse().unwrap(),
                final_on: work.today,
                province: "IR-07".parse().unwrap(),
                agency: "کاریابی دیگر".parse().unwrap(),
                licence: None,
            };
            let ban = Ban::import(Uuid::now_v7(), vec![subject], revocation, work.today);
            bans::insert(work, ban.unwrap()).await.unwrap();
        })
        .await;
    }

    async fn writing(&self, write: impl AsyncFnOnce(&Work)) {
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let work = database
            .begin(&Actor::Calendar, None, self.context.now())
            .await
            .unwrap();
        write(&work).await;
        work.commit().await.unwrap();
        database.close().await.unwrap();
    }
}

impl GivenFile<'_> {
    /// What the operator lodges.
    pub(crate) fn deed(amount: i64, expires_on: &str) -> serde_json::Value {
        json!({"bank": "بانک نمونه", "branch": "شعبه مرکزی", "number": "۹۸۷", "amount": amount,
            "expires_on": day(expires_on)})
    }

    /// Lodges a guarantee, which the bank confirms: its address, without its acceptance.
    pub(crate) async fn given_verified_guarantee(
        &self,
        deed: serde_json::Value,
    ) -> (String, String) {
        let path = format!("/api/v1/applications/{}/guarantees", self.id);
        let lodged = self.operator.post(&path, deed).await.created();
        let guarantee = lodged.header("location").to_owned();
        let letter = json!({"reference": "نامه ۱۲ بانک"});
        let verification = format!("{guarantee}/verification");
        let verified = self
            .officer
            .decide(&verification, &lodged.etag(), letter)
            .await;
        let etag = verified.ok().etag();
        (guarantee, etag)
    }

    /// Lodges a guarantee that suffices, and has it accepted.
    pub(crate) async fn given_accepted_guarantee(&self, deed: serde_json::Value) -> String {
        let (guarantee, etag) = self.given_verified_guarantee(deed).await;
        let acceptance = format!("{guarantee}/acceptance");
        self.officer
            .decide(&acceptance, &etag, json!(null))
            .await
            .ok();
        guarantee
    }

    /// Asks for the licence in somebody's name, on the present version of the file.
    pub(crate) async fn issue_by(&self, registry: &Registry, client: &Client<'_>) -> Answer {
        let version = registry.file(self.id).await.version;
        let path = format!("/api/v1/applications/{}/licence", self.id);
        client
            .decide(&path, &format!("\"{version}\""), json!(null))
            .await
    }
}
