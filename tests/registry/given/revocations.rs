//! Rulings that revoke, from the session of the board to what follows finality. They are made by the
//! domain, to have them without a case; what finality writes about licence, ban and notices is saved
//! with its events.

use chrono::NaiveDate;
use parvaneh::domain::kernel::board::Vote;
use parvaneh::domain::kernel::citation::Citation;
use parvaneh::domain::kernel::closures::{ClosedDays, WeeklyClosure};
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::access::Actor;
use parvaneh::domain::placement::appointment::{Appointment, Decree, Issuer, Rank};
use parvaneh::domain::placement::ban::{Subject, SubjectRole};
use parvaneh::domain::placement::boards::{BoardKind, Scope, Seat};
use parvaneh::domain::placement::directives::PlacementDirectives;
use parvaneh::domain::placement::finality::{Circumstances, Effect, of_lapse};
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::penalty::Penalty;
use parvaneh::domain::placement::policies::Policies;
use parvaneh::domain::placement::respondent::Respondent;
use parvaneh::domain::placement::ruling::{
    Draft, Finding, Ruling, Service, ServiceMethod, Signature,
};
use parvaneh::domain::placement::session::{
    BoardDecision, Call, Circumstances as Sitting, LegalBasis, Matter, Outcome, Resolution, Session,
};
use parvaneh::domain::placement::violation::{Clause, Head};
use parvaneh::store::{Database, Versioned, aggregates, bans};
use uuid::Uuid;

use crate::harness::Registry;

const BOARD: BoardKind = BoardKind::Provincial(parvaneh::domain::kernel::province::Province::Tehran);

/// A final revocation that is written down: its licence, ruling and ban, and its 31 notices.
pub(crate) struct Revocation {
    pub(crate) licence: Uuid,
    pub(crate) ruling: Uuid,
    pub(crate) ban: Uuid,
    pub(crate) final_on: NaiveDate,
}

impl Registry {
    /// A ruling of Tehran's board that revokes a licence is served today; the licence carries the
    /// marker.
    pub(crate) async fn given_served_revocation(&self, licence: Licence) -> (Ruling, Licence) {
        let today = self.context.today();
        let book = PolicyBook::default();
        let policies = Policies::on(&book, today);
        let ruling = ruling(&licence, today).serve(service(today), &fridays(), &policies, today);
        let ruling = new(ruling);
        let followed = licence.follow(&ruling, &policies, today).unwrap().unwrap();
        let work = Writing::begin(self).await;
        let change = Versioned {
            value: followed,
            version: 1,
        };
        let saved = aggregates::save(&work.work, change).await.unwrap();
        work.end().await;
        (ruling, saved.value)
    }

    /// The term of appeal has run out, and today its consequences are written down.
    pub(crate) async fn given_final_revocation(
        &self,
        (ruling, licence): (Ruling, Licence),
    ) -> Revocation {
        let today = self.context.today();
        let book = PolicyBook::default();
        let closed = fridays();
        let met = Circumstances {
            subjects: subjects(&licence),
            seekers: Vec::new(),
            closed: &closed,
            policies: Policies::on(&book, today),
        };
        let (id, final_on) = (ruling.id(), ruling.final_on().unwrap());
        let written = of_lapse(ruling, licence, met, today).unwrap();
        let Effect::Revoked(all) = written.effect else {
            panic!("nothing was revoked");
        };
        let work = Writing::begin(self).await;
        let change = Versioned {
            value: all.licence,
            version: 2,
        };
        let licence = aggregates::save(&work.work, change).await.unwrap();
        let ban = bans::insert(&work.work, all.ban).await.unwrap();
        for notice in all.notices {
            aggregates::insert(&work.work, notice).await.unwrap();
        }
        work.end().await;
        Revocation {
            licence: licence.value.id(),
            ruling: id,
            ban: ban.value.id(),
            final_on,
        }
    }
}

struct Writing {
    database: Database,
    work: parvaneh::store::Work,
}

impl Writing {
    async fn begin(registry: &Registry) -> Self {
        let url = &registry.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let now = registry.context.now();
        let work = database.begin(&Actor::Calendar, None, now).await.unwrap();
        Self { database, work }
    }

    async fn end(self) {
        self.work.commit().await.unwrap();
        self.database.close().await.unwrap();
    }
}

/// The holder of a company's licence and its manager.
fn subjects(licence: &Licence) -> Vec<Subject> {
    let mut subjects = licence.grant().parties.clone();
    if licence.holder_party().is_none() {
        subjects.push(Subject {
            role: SubjectRole::Holder,
            party: parvaneh::domain::placement::ban::Party::Company {
                company_id: super::COMPANY_ID.parse().unwrap(),
            },
        });
    }
    subjects
}

fn ruling(licence: &Licence, today: NaiveDate) -> Ruling {
    let book = PolicyBook::default();
    let case = Uuid::now_v7();
    let draft = Draft {
        facts_on: today,
        finding: Finding::Violation {
            heads: vec![Head::named(Clause::Tariffs).unwrap()],
            penalty: Penalty::Revocation,
        },
        legal_basis: vec![law()],
        reasons: "دریافت وجه خارج از تعرفه".parse().unwrap(),
        reasons_without_directive: Some("شدت تخلف".parse().unwrap()),
    };
    let signature = Signature {
        seat: Seat::P1,
        account: Uuid::from_u128(1001),
        person: "رئیس نمونه".parse().unwrap(),
        on: today,
    };
    let drafted = Ruling::draft(
        Uuid::now_v7(),
        case,
        Respondent::of(licence),
        draft,
        &PlacementDirectives::default(),
        &Policies::on(&book, today),
    );
    let decision = decision(Matter::case(case), licence.grant().kind.into(), today);
    let signed = new(new(new(drafted).vote(&decision, today)).sign(signature));
    new(signed.issue("۱۲".parse().unwrap(), today))
}

/// What four members of the board decide with one voice, the chair among them.
fn decision(matter: Matter, scope: Scope, today: NaiveDate) -> BoardDecision {
    let call = Call {
        board: BOARD,
        scope,
        concerned_body: None,
        called_for: today,
        place: "اتاق جلسات".parse().unwrap(),
    };
    let item = Uuid::now_v7();
    let session = new(Session::call(Uuid::now_v7(), call, today));
    let session = new(session.table(item, matter, scope));
    let members: Vec<_> = [Seat::P1, Seat::P2, Seat::P3, Seat::P5].map(|it| member(it, today)).into();
    let present: Vec<Uuid> = members.iter().map(Aggregate::id).collect();
    let book = PolicyBook::default();
    let sitting = Sitting {
        guilds: &[],
        policies: Policies::on(&book, today),
    };
    let session = new(session.open(&present, &members, &sitting, today));
    let session = members.iter().fold(session, |session, member| {
        new(session.vote(item, member, Vote::For))
    });
    let resolution = Resolution {
        outcome: Outcome::Approved,
        reasons: "تخلف محرز است.".parse().unwrap(),
        legal_basis: vec![law()],
    };
    let session = new(session.decide(item, resolution, today));
    let session = new(session.close("صورت‌جلسه".parse().unwrap(), today));
    session.decision_on(matter).unwrap()
}

fn member(seat: Seat, today: NaiveDate) -> Appointment {
    let decree = Decree {
        board: BOARD,
        seat,
        account: Uuid::now_v7(),
        person: "عضو نمونه".parse().unwrap(),
        represents: None,
        rank: Rank::DirectorGeneral,
        issuer: Issuer::rightful(BOARD, seat),
        number: "۱".parse().unwrap(),
        dated: today,
        from: today,
        until: None,
        delegate_of: None,
    };
    new(Appointment::create(Uuid::now_v7(), decree, Uuid::nil(), &[]))
}

fn law() -> LegalBasis {
    LegalBasis::Law {
        citation: Citation::clause(15, 4),
    }
}

fn service(on: NaiveDate) -> Service {
    Service {
        on,
        method: ServiceMethod::Electronic,
        proof: "رسید ۱۲".parse().unwrap(),
        document: None,
    }
}

fn fridays() -> ClosedDays {
    ClosedDays::new(1, Vec::new(), vec![WeeklyClosure::fridays()]).unwrap()
}

fn new<T, E>(
    changed: Result<parvaneh::domain::kernel::event::Changed<T, E>, parvaneh::domain::kernel::refusal::Refusal>,
) -> T {
    changed.unwrap().into_parts().0
}
