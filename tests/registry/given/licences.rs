//! Licences that are simply there, issued by the domain and saved with their events.

use std::path::PathBuf;

use parvaneh::context::Context;
use parvaneh::domain::kernel::calendar::SolarHijri;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::access::Actor;
use parvaneh::domain::placement::agency::{AgencyKind, Channel};
use parvaneh::domain::placement::ban::{Party, Screening, Subject, SubjectRole};
use parvaneh::domain::placement::directives::PlacementDirectives;
use parvaneh::domain::placement::guarantee::Measure;
use parvaneh::domain::placement::licence::{
    Grant, Holder, IssueGuards, Licence, LicenceNumber, Series,
};
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::premises::Premises;
use parvaneh::store::{Database, aggregates};
use parvaneh::use_cases::opening;
use poem::http::{Method, Uri};
use poem::{Endpoint, Request};
use uuid::Uuid;

use super::filings::PERSON;
use crate::harness::Registry;

/// The company that holds every licence here; its technical manager is everybody's `PERSON`.
pub(crate) const COMPANY_ID: &str = "10380284790";
pub(crate) const POSTAL_CODE: &str = "1619735744";

impl Registry {
    /// A licence of a company in Tehran with this serial, issued today and not published yet.
    pub(crate) async fn given_licence(&self, serial: u32) -> Licence {
        self.given_licence_of(serial, Uuid::nil()).await
    }

    /// The same for an operator.
    pub(crate) async fn given_licence_of(&self, serial: u32, operator: Uuid) -> Licence {
        let today = self.context.today();
        let province = "IR-23".parse().unwrap();
        let series = Series {
            demo: self.context.is_demo(),
            province,
            kind: AgencyKind::Domestic,
            year: SolarHijri::of(today).year().try_into().unwrap(),
        };
        let party = Party::Person {
            national_code: PERSON.parse().unwrap(),
        };
        let grant = Grant {
            application: Uuid::now_v7(),
            operator,
            agency: "کاریابی نوید زاینده‌رود".parse().unwrap(),
            kind: AgencyKind::Domestic,
            channel: Channel::Both,
            holder: Holder::Company {
                name: "شرکت آینده‌سازان".parse().unwrap(),
                company_id: COMPANY_ID.parse().unwrap(),
                technical_manager: "نرگس رستگار".parse().unwrap(),
            },
            parties: vec![
                Subject {
                    role: SubjectRole::Holder,
                    party: Party::Company {
                        company_id: COMPANY_ID.parse().unwrap(),
                    },
                },
                Subject {
                    role: SubjectRole::TechnicalManager,
                    party,
                },
            ],
            premises: Premises {
                province,
                city: "ری".parse().unwrap(),
                address: "خیابان چهارباغ بالا، پلاک ۴".parse().unwrap(),
                postal_code: POSTAL_CODE.parse().unwrap(),
                landline: "02188888888".parse().unwrap(),
            },
            website: Some("navid-kar.example.ir".parse().unwrap()),
            guarantee: None,
        };
        let (book, directives) = (PolicyBook::default(), PlacementDirectives::default());
        let screening = Screening::of(&grant.parties, &[], today);
        let guards = IssueGuards {
            screening: &screening,
            others: &[],
            guarantee: None,
            measure: Measure {
                term: Licence::first_term(today),
                directives: &directives,
                policies: Policies::on(&book, today),
            },
        };
        let number = LicenceNumber::new(series, serial).unwrap();
        let signer = "ناهید نمونه".parse().unwrap();
        let issued = Licence::issue(Uuid::now_v7(), number, grant, signer, &guards, today).unwrap();
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let work = database
            .begin(&Actor::Calendar, None, self.context.now())
            .await
            .unwrap();
        let saved = aggregates::insert(&work, issued).await.unwrap();
        work.commit().await.unwrap();
        database.close().await.unwrap();
        saved.value
    }

    /// The same registry opened by another process.
    pub(crate) async fn another_process(&self, kind: parvaneh::store::registry::Kind) -> Context {
        let settings = self.context.settings().clone();
        opening::open(settings, kind, self.clock.clone())
            .await
            .unwrap()
    }

    /// The files of the published register.
    pub(crate) fn list_files(&self) -> Vec<PathBuf> {
        let folder = self.folder.path().join("lists/register");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
    }
}

/// What another process answers to somebody who asks for a page.
pub(crate) async fn ask(context: &Context, path: &str) -> (u16, String) {
    let request = Request::builder()
        .method(Method::GET)
        .uri(path.parse::<Uri>().unwrap())
        .finish();
    let response = parvaneh::doors::open(context).get_response(request).await;
    let status = response.status().as_u16();
    (status, response.into_body().into_string().await.unwrap())
}
