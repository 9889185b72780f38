//! Agencies, charges and sessions for tests of inspections, complaints and cases.

use uuid::Uuid;

use super::*;
use crate::domain::kernel::board::Vote;
use crate::domain::kernel::closures::{ClosedDays, WeeklyClosure};
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::appointment::{Appointment, Decree, Issuer, Rank, Represented};
use crate::domain::placement::ban::Party;
use crate::domain::placement::boards::{BoardKind, Scope, Seat};
use crate::domain::placement::guild::{GuildBody, GuildRegistration, GuildScope};
use crate::domain::placement::licence::{LicenceNumber, Series};
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::respondent::Answerable;
use crate::domain::placement::session::{
    Call, Circumstances, LegalBasis, Matter, Outcome, Resolution, Session,
};
use crate::domain::placement::violation::{Clause, Head};

pub(in crate::domain::placement) const ITEM: Uuid = Uuid::from_u128(500);

pub(in crate::domain::placement) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(in crate::domain::placement) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 1405-09-02, a Monday.
pub(in crate::domain::placement) fn today() -> NaiveDate {
    day("2026-11-23")
}

pub(in crate::domain::placement) fn new<T>(
    changed: Result<Changed<T, PlacementEvent>, Refusal>,
) -> T {
    changed.unwrap().into_parts().0
}

pub(in crate::domain::placement) fn code<T>(
    changed: Result<Changed<T, PlacementEvent>, Refusal>,
) -> &'static str {
    use crate::domain::kernel::event::Event;
    match changed {
        Ok(changed) => changed.into_parts().1.name(),
        Err(refusal) => refusal.code,
    }
}

pub(in crate::domain::placement) fn closed() -> ClosedDays {
    ClosedDays::new(1, Vec::new(), vec![WeeklyClosure::fridays()]).unwrap()
}

pub(in crate::domain::placement) fn respondent(kind: AgencyKind) -> Respondent {
    let series = Series {
        demo: false,
        province: Province::Tehran,
        kind,
        year: 1404,
    };
    Respondent {
        licence: id(700),
        number: LicenceNumber::new(series, 1).unwrap(),
        agency: "کاریابی نمونه".parse().unwrap(),
        kind,
        province: Province::Tehran,
    }
}

pub(in crate::domain::placement) fn party(national_code: &str) -> Party {
    Party::Person {
        national_code: national_code.parse().unwrap(),
    }
}

pub(in crate::domain::placement) fn answerable() -> Answerable {
    Answerable {
        holder: Party::Company {
            company_id: "10380284790".parse().unwrap(),
        },
        technical_manager: Some(party("0076229645")),
    }
}

pub(in crate::domain::placement) fn accusation(charge: u128, head: Head) -> Accusation {
    Accusation {
        id: id(charge),
        head,
        facts: "دریافت وجه افزون بر تعرفه".parse().unwrap(),
        dates: FactDates::on(day("2026-11-01")),
        answerable: answerable(),
        source: Source::Report {
            reference: "گزارش ۱۲".parse().unwrap(),
        },
        legacy_basis: None,
        offence: None,
    }
}

pub(in crate::domain::placement) fn head(clause: Clause) -> Head {
    let breached = LegalBasis::Law {
        citation: Citation::note(13, 1),
    };
    Head::new(clause, Some(breached)).unwrap()
}

pub(in crate::domain::placement) fn number(text: &str) -> DocketNumber {
    text.parse().unwrap()
}

pub(in crate::domain::placement) fn opened(
    case: u128,
    kind: AgencyKind,
    accusation: Accusation,
) -> Result<Changed<Case, PlacementEvent>, Refusal> {
    let book = PolicyBook::<PolicyKey>::default();
    Case::open(
        id(case),
        number("V23-1405-000001"),
        respondent(kind),
        accusation,
        &Policies::on(&book, today()),
        today(),
    )
}

pub(in crate::domain::placement) fn service(served_on: NaiveDate) -> ChargeService {
    ChargeService {
        sheet: "به شما ابلاغ می‌شود".parse().unwrap(),
        method: NoticeMethod::Electronic,
        served_on,
        proof: "رسید ۱".parse().unwrap(),
    }
}

pub(in crate::domain::placement) fn notified(case: Case, notice: u128) -> Case {
    let book = PolicyBook::<PolicyKey>::default();
    let policies = Policies::on(&book, today());
    new(case.notify(id(notice), service(today()), &closed(), &policies, today()))
}

pub(in crate::domain::placement) fn guilds() -> Vec<GuildRegistration> {
    let of = |scope| GuildBody::ProvincialAssociation {
        province: Province::Tehran,
        scope,
    };
    [GuildBody::ForeignAssociation, of(GuildScope::Domestic)]
        .map(|body| {
            new(GuildRegistration::record(
                Uuid::nil(),
                body,
                "تشکل نمونه".parse().unwrap(),
                "۱".parse().unwrap(),
                day("2020-01-01"),
                &[],
            ))
        })
        .into()
}

/// A session of Tehran's board for the matter, called and not yet open.
pub(in crate::domain::placement) fn called(
    session: u128,
    matter: Matter,
    scope: Scope,
    on: NaiveDate,
) -> Session {
    let call = Call {
        board: BoardKind::Provincial(Province::Tehran),
        scope,
        concerned_body: None,
        called_for: on,
        place: "اتاق جلسات".parse().unwrap(),
    };
    new(new(Session::call(id(session), call, today())).table(ITEM, matter, scope))
}

/// The session, open with all members.
pub(in crate::domain::placement) fn sitting(session: Session) -> Session {
    let on = session.called_for();
    let members = members(session.scope());
    let ids: Vec<Uuid> = members.iter().map(Aggregate::id).collect();
    let book = PolicyBook::default();
    let guilds = guilds();
    let circumstances = Circumstances {
        guilds: &guilds,
        policies: Policies::on(&book, on),
    };
    new(session.open(&ids, &members, &circumstances, on))
}

/// The open session after everybody voted the same way.
pub(in crate::domain::placement) fn decided(session: Session, outcome: Outcome) -> Session {
    let on = session.called_for();
    let vote = match outcome {
        Outcome::Approved => Vote::For,
        Outcome::Rejected => Vote::Against,
    };
    let voted = members(session.scope())
        .iter()
        .fold(session, |session, member| {
            new(session.vote(ITEM, member, vote))
        });
    let resolution = Resolution {
        outcome,
        reasons: "با بررسی اسناد".parse().unwrap(),
        legal_basis: vec![LegalBasis::Law {
            citation: Citation::article(15),
        }],
    };
    new(voted.decide(ITEM, resolution, on))
}

fn members(scope: Scope) -> Vec<Appointment> {
    let board = BoardKind::Provincial(Province::Tehran);
    let guild = match scope {
        Scope::Domestic | Scope::General => GuildBody::ProvincialAssociation {
            province: Province::Tehran,
            scope: GuildScope::Domestic,
        },
        Scope::Foreign | Scope::Maritime => GuildBody::ForeignAssociation,
    };
    (1..)
        .zip(Seat::PROVINCIAL)
        .map(|(n, seat)| {
            let decree = Decree {
                board,
                seat,
                account: id(n + 1000),
                person: "عضو نمونه".parse().unwrap(),
                represents: (seat == Seat::P4).then(|| Represented::Guild {
                    body: guild,
                    nomination: "معرفی‌نامه ۱".parse().unwrap(),
                }),
                rank: Rank::DirectorGeneral,
                issuer: Issuer::rightful(board, seat),
                number: "۱".parse().unwrap(),
                dated: day("2025-01-01"),
                from: day("2025-01-01"),
                until: None,
                delegate_of: None,
            };
            new(Appointment::create(id(n), decree, Uuid::nil(), &[]))
        })
        .collect()
}
