//! Cases that were ruled, as their rulings would leave them.

use entity::{AggregateTable, violation_case};
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::case::{Accusation, Case, FactDates, Source};
use parvaneh::domain::placement::docket::{Docket, DocketNumber};
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::respondent::{Answerable, Respondent};
use parvaneh::domain::placement::ruling::Ruling;
use parvaneh::domain::placement::violation::{Clause, Head};
use parvaneh::store::aggregates::Stored;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait};
use serde_json::json;
use uuid::Uuid;

/// Inserts the case of a ruling that was served.
pub(super) async fn insert_case_of(
    raw: &DatabaseConnection,
    ruling: &Ruling,
    licence: &Licence,
    policies: &Policies<'_>,
) {
    let day = licence.term().from;
    let province = licence.province();
    let serial = u32::from_be_bytes(ruling.case().as_bytes()[12..].try_into().unwrap());
    let accusation = Accusation {
        id: Uuid::now_v7(),
        head: Head::named(Clause::Tariffs).unwrap(),
        facts: "دریافت وجه بیش از تعرفه.".parse().unwrap(),
        dates: FactDates::new(day, day).unwrap(),
        answerable: Answerable::of(licence).unwrap(),
        source: Source::Media {
            reference: "روزنامه ۱۲".parse().unwrap(),
        },
        legacy_basis: None,
        offence: None,
    };
    let number = DocketNumber::new(Docket::Case, province, 1405, serial, false).unwrap();
    let opened = Case::open(
        ruling.case(),
        number,
        Respondent::of(licence),
        accusation,
        policies,
        day,
    );
    let mut document = serde_json::to_value(opened.unwrap().into_parts().0).unwrap();
    let session = Uuid::now_v7();
    document["state"] = json!({
        "state": "ruled",
        "hearing": {"session": session, "on": day, "attended": true, "record": "شنیده شد."},
        "verdict": {"session": session, "ruling": ruling.id(), "finding": "guilty", "decided_on": day},
    });
    let case: Case = serde_json::from_value(document.clone()).unwrap();
    let mut row = case.columns();
    row.set(violation_case::Entity::ID, ruling.case().into());
    row.set(violation_case::Entity::VERSION, 1_i64.into());
    row.set(
        violation_case::Entity::STATE,
        case.case_state().name().into(),
    );
    row.set(violation_case::Entity::DOCUMENT, document.into());
    violation_case::Entity::insert(row)
        .exec_without_returning(raw)
        .await
        .unwrap();
}
