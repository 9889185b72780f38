//! Rulings that are simply served, as their case, vote and service would leave them, to have many
//! quickly; their licences are issued and follow them by the domain.

use chrono::NaiveDate;
use entity::{AggregateTable, event, ruling};
use parvaneh::domain::kernel::board::{Tally, Verdict, Vote};
use parvaneh::domain::kernel::closures::ClosedDays;
use parvaneh::domain::placement::access::Actor;
use parvaneh::domain::placement::boards::Seat;
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::penalty::{Length, LengthUnit, Penalty};
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::respondent::Respondent;
use parvaneh::domain::placement::ruling::{AppealTerm, Ruling, Service, ServiceMethod};
use parvaneh::store::aggregates::{self, Stored};
use parvaneh::store::{Database, Versioned, closures, policies};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::ruled_cases::insert_case_of;
use crate::harness::Registry;

/// A licence with the ruling that threatens it.
pub(crate) struct Sentenced {
    pub(crate) licence: Licence,
    pub(crate) ruling: Uuid,
    pub(crate) term: AppealTerm,
}

/// A suspension of so many days.
pub(crate) fn suspended_for(days: u16) -> Penalty {
    Penalty::Suspension {
        length: Length::new(days, LengthUnit::Days).unwrap(),
    }
}

impl Registry {
    /// A licence of this operator with a revocation that was served today.
    pub(crate) async fn given_revocation(&self, serial: u32, operator: Uuid) -> Sentenced {
        self.given_ruling(serial, operator, Penalty::Revocation)
            .await
    }

    /// A revocation of this licence that was served today; the ruling.
    pub(crate) async fn given_revocation_of(&self, licence: Licence) -> Uuid {
        self.given_ruling_on(licence, Penalty::Revocation)
            .await
            .ruling
    }

    /// A licence of this operator with a ruling that was served today.
    pub(crate) async fn given_ruling(
        &self,
        serial: u32,
        operator: Uuid,
        penalty: Penalty,
    ) -> Sentenced {
        let licence = self.given_licence_of(serial, operator).await;
        self.given_ruling_on(licence, penalty).await
    }

    /// A ruling on this licence that was served today.
    pub(crate) async fn given_ruling_on(&self, licence: Licence, penalty: Penalty) -> Sentenced {
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let raw = sea_orm::Database::connect(url).await.unwrap();
        let today = self.context.today();
        let closed = closures::book(&database).await.unwrap();
        let book = policies::book(&database).await.unwrap();
        let policies = Policies::on(&book, today);
        let (document, term) = served(&licence, &penalty, today, &closed, &policies);
        let ruling: Ruling = serde_json::from_value(document.clone()).unwrap();
        insert_case_of(&raw, &ruling, &licence, &policies).await;
        let id: Uuid = serde_json::from_value(document["id"].clone()).unwrap();
        let mut row = ruling.columns();
        row.set(ruling::Entity::ID, id.into());
        row.set(ruling::Entity::VERSION, 1_i64.into());
        row.set(ruling::Entity::STATE, "served".into());
        row.set(ruling::Entity::DOCUMENT, document.into());
        ruling::Entity::insert(row)
            .exec_without_returning(&raw)
            .await
            .unwrap();
        for (noun, subject) in [("ruling", id), ("case", ruling.case())] {
            event::Entity::insert(first_event(noun, subject, self.context.now(), today))
                .exec_without_returning(&raw)
                .await
                .unwrap();
        }
        raw.close().await.unwrap();
        let work = database
            .begin(&Actor::Calendar, None, self.context.now())
            .await
            .unwrap();
        let Versioned { value, version } = aggregates::get::<Licence>(&work, licence_id(&licence))
            .await
            .unwrap();
        let licence = match value.clone().follow(&ruling, &policies, today).unwrap() {
            None => value,
            Some(value) => {
                aggregates::save(&work, Versioned { value, version })
                    .await
                    .unwrap()
                    .value
            }
        };
        work.commit().await.unwrap();
        database.close().await.unwrap();
        Sentenced {
            licence,
            ruling: id,
            term,
        }
    }
}

pub(crate) fn licence_id(licence: &Licence) -> Uuid {
    parvaneh::domain::kernel::event::Aggregate::id(licence)
}

/// The document of a ruling that was served on a day.
fn served(
    licence: &Licence,
    penalty: &Penalty,
    on: NaiveDate,
    closed: &ClosedDays,
    policies: &Policies<'_>,
) -> (Value, AppealTerm) {
    let service = Service {
        on,
        method: ServiceMethod::Electronic,
        proof: "رسید ۱۲".parse().unwrap(),
        document: None,
    };
    let term = AppealTerm::from_service(&service, closed, licence.province(), policies);
    let seats = [Seat::P1, Seat::P2, Seat::P3, Seat::P5];
    let tally = Tally {
        entitled: seats.into(),
        present: seats.into(),
        recused: [].into(),
        votes: seats.map(|seat| (seat, Vote::For)).into(),
        quorum_needed: 4,
        in_favour: 4,
        against: 0,
        abstained: 0,
        verdict: Verdict::Carried,
    };
    let id = Uuid::now_v7();
    let number = format!("R23-1405-{:09}", id.as_u128() % 1_000_000_000);
    let document = json!({
        "id": id, "case": Uuid::now_v7(), "respondent": Respondent::of(licence),
        "content": {
            "facts_on": on - chrono::Days::new(60),
            "finding": {"finding": "violation", "heads": [{"clause": 4, "breached": null}],
                "penalty": penalty},
            "legal_basis": [{"basis": "law", "citation": "A15.4"}],
            "reasons": "دریافت وجه خارج از تعرفه",
            "matching": {"matching": "no_matching_directive", "reasons": "شدت تخلف"},
        },
        "amendments": [],
        "state": {"state": "served",
            "issue": {
                "vote": {"session": Uuid::now_v7(), "decided_on": on, "tally": tally},
                "signature": {"seat": "P1", "account": Uuid::now_v7(), "person": "ناهید نمونه",
                    "on": on},
                "number": number, "on": on,
            },
            "served": {"service": service, "term": term, "interrupted_until": null},
        },
    });
    (document, term)
}

fn first_event(
    noun: &str,
    subject: Uuid,
    at: chrono::DateTime<chrono::Utc>,
    on: NaiveDate,
) -> event::ActiveModel {
    event::ActiveModel {
        id: NotSet,
        noun: Set(noun.to_owned()),
        subject_id: Set(subject),
        version: Set(1),
        name: Set(format!("{noun}-given")),
        citation: Set("A5.n2".to_owned()),
        at: Set(at),
        on: Set(on),
        actor: Set(None),
        role: Set("calendar".to_owned()),
        payload: Set("{}".to_owned()),
        document_hash: Set(String::new()),
        previous_hash: Set(None),
        hash: Set(subject.to_string()),
        sealed: Set(false),
    }
}
