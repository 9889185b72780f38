//! Decrees of membership, and who sits on a board on a day.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::guilds::GuildBodyForm;
use super::request::{self, IfMatch, Key, check, parameter, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::appointment::{Appointment, Decree, Issuer, Rank, Represented};
use crate::domain::placement::boards::{BoardKind, Seat};
use crate::error::Error;
use crate::use_cases::appointment::create::CreateAppointment;
use crate::use_cases::appointment::end::EndAppointment;
use crate::use_cases::{appointment, perform};

/// Appointments to the boards.
pub struct AppointmentsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Boards")]
impl AppointmentsApi {
    /// Show who sits on a board on a day
    ///
    /// In the order in which the decrees were recorded. Seats without a holder are vacant.
    #[oai(
        path = "/api/v1/appointments",
        method = "get",
        operation_id = "listAppointments"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// `central` or the code of a province.
        board: Query<String>,
        /// The day; today when absent.
        on: Query<Option<NaiveDate>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<AppointmentView>>> {
        let board: BoardKind = match parameter("board", Some(&board.0))? {
            Some(board) => board,
            None => return Err(Error::NotFound { noun: "board" }.into()),
        };
        let on = on.0.unwrap_or_else(|| self.context.today());
        let actor = caller.actor();
        let (found, more) =
            appointment::list(&self.context, &actor, board, on, after.0, limit.0).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found
                .iter()
                .map(|it| AppointmentView::of(&it.value))
                .collect(),
        }))
    }

    /// Show a decree of membership
    ///
    /// One that has ended is shown too.
    #[oai(
        path = "/api/v1/appointments/:id",
        method = "get",
        operation_id = "getAppointment"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<AppointmentView>> {
        let found = appointment::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| AppointmentView::of(&it)))
    }

    /// Record a decree of membership
    ///
    /// The minister's and the deputy minister's decrees by their registrar; a director-general's by
    /// himself or herself, for the members of the own province's board but not its chair (A2.n1, A4.n2).
    #[oai(
        path = "/api/v1/appointments",
        method = "post",
        operation_id = "createAppointment"
    )]
    async fn create(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<DecreeForm>,
    ) -> Result<Created<AppointmentView>> {
        let body = body.0;
        check(&body)?;
        let command = CreateAppointment {
            decree: body.read()?,
        };
        let key = request::key(&key)?;
        let created = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/appointments/{}", created.value.id());
        Ok(Created::new(created, location, |it| {
            AppointmentView::of(&it)
        }))
    }

    /// End a membership
    ///
    /// What the member did before stays valid.
    #[oai(
        path = "/api/v1/appointments/:id/end",
        method = "post",
        operation_id = "endAppointment"
    )]
    async fn end(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<MembershipEndForm>,
    ) -> Result<Found<AppointmentView>> {
        let body = body.0;
        check(&body)?;
        let command = EndAppointment {
            id: id.0,
            until: body.until,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let ended = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(ended, |it| AppointmentView::of(&it)))
    }
}

impl AppointmentsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u64 {
    50
}

/// Who issues a decree, without its province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Authority {
    Minister,
    DeputyMinister,
    ProvincialDirector,
}

enumeration! {
    /// Who issues a decree.
    IssuerName of Authority { Minister, DeputyMinister, ProvincialDirector }
}

enumeration! {
    /// The rank of a member in the body he or she comes from.
    RankName of Rank {
        Expert, HeadOfDepartment, DeputyDirectorGeneral, DirectorGeneral, DeputyMinister,
    }
}

/// A decree of membership.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct DecreeForm {
    /// `central` or the code of a province.
    #[validate(custom(function = "parses::<BoardKind>"))]
    board: String,
    /// `C1` to `C6` of the central board, `P1` to `P7` of a provincial one.
    #[validate(custom(function = "parses::<Seat>"))]
    seat: String,
    /// The account through which the member acts.
    account: Uuid,
    /// The member's name.
    #[validate(custom(function = "parses::<Name>"))]
    person: String,
    /// The guild body that the member represents, for C6 and P4.
    #[validate(nested)]
    guild: Option<GuildBodyForm>,
    /// Number and date of the body's letter of nomination, for C6 and P4.
    #[validate(custom(function = "parses::<ShortText>"))]
    nomination: Option<String>,
    /// The executive body that the member represents, for C5.
    #[validate(custom(function = "parses::<Name>"))]
    executive_body: Option<String>,
    /// The member's rank in the body he or she comes from.
    rank: RankName,
    /// Who issued the decree; a provincial director is the one of the board's province.
    issuer: IssuerName,
    /// Its number.
    #[validate(custom(function = "parses::<ShortText>"))]
    number: String,
    /// The day of issue.
    dated: NaiveDate,
    /// The first day of membership.
    from: NaiveDate,
    /// The first day without it, if the decree sets one.
    until: Option<NaiveDate>,
    /// The appointment whose holder this one stands in for by written delegation.
    delegate_of: Option<Uuid>,
}

impl DecreeForm {
    fn read(&self) -> std::result::Result<Decree, Error> {
        let board: BoardKind = read("/board", &self.board)?;
        let nomination = read_option("/nomination", self.nomination.as_deref())?;
        let executive = read_option("/executive_body", self.executive_body.as_deref())?;
        let represents = match (&self.guild, nomination, executive) {
            (None, None, None) => None,
            (Some(guild), Some(nomination), None) => Some(Represented::Guild {
                body: guild.read("/guild")?,
                nomination,
            }),
            (None, None, Some(name)) => Some(Represented::ExecutiveBody { name }),
            _ => return Err(Error::invalid("/guild", UNFIT)),
        };
        let issuer = match (self.issuer.into(), board) {
            (Authority::Minister, _) => Issuer::Minister,
            (Authority::DeputyMinister, _) => Issuer::DeputyMinister,
            (Authority::ProvincialDirector, BoardKind::Provincial(province)) => {
                Issuer::ProvincialDirector { province }
            }
            (Authority::ProvincialDirector, BoardKind::Central) => {
                return Err(Error::invalid("/issuer", NO_PROVINCE));
            }
        };
        Ok(Decree {
            board,
            seat: read("/seat", &self.seat)?,
            account: self.account,
            person: read("/person", &self.person)?,
            represents,
            rank: self.rank.into(),
            issuer,
            number: read("/number", &self.number)?,
            dated: self.dated,
            from: self.from,
            until: self.until,
            delegate_of: self.delegate_of,
        })
    }
}

const UNFIT: Invalid = Invalid {
    code: "represented-body",
    fa: "یا تشکل صنفی با معرفی‌نامه آن، یا نام دستگاه اجرایی، یا هیچ‌یک داده می‌شود.",
    en: "Give a guild body with its nomination, or an executive body, or neither.",
};

const NO_PROVINCE: Invalid = Invalid {
    code: "issuer",
    fa: "مدیرکل استان برای هیئت مرکزی حکم صادر نمی‌کند.",
    en: "A provincial director issues no decrees for the central board.",
};

/// The end of a membership.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct MembershipEndForm {
    /// The first day without it.
    until: NaiveDate,
    /// Why.
    #[validate(custom(function = "parses::<ShortText>"))]
    reason: String,
}

/// A decree of membership.
#[derive(Object)]
struct AppointmentView {
    id: Uuid,
    /// `central` or the code of a province.
    board: String,
    /// The board in Persian.
    board_fa: String,
    /// The seat.
    seat: String,
    /// The seat as the bylaw names it.
    seat_fa: String,
    /// The seat in English.
    seat_en: String,
    /// Whether the seat presides.
    is_chair: bool,
    /// The account through which the member acts.
    account: Uuid,
    /// The member's name.
    person: String,
    /// The guild body that the member represents.
    #[oai(skip_serializing_if_is_none)]
    guild: Option<GuildBodyForm>,
    /// Number and date of the body's letter of nomination.
    #[oai(skip_serializing_if_is_none)]
    nomination: Option<String>,
    /// The executive body that the member represents.
    #[oai(skip_serializing_if_is_none)]
    executive_body: Option<String>,
    /// The member's rank.
    rank: RankName,
    /// Who issued the decree.
    issuer: IssuerName,
    /// Its number.
    number: String,
    /// The day of issue.
    dated: NaiveDate,
    /// The same in the Solar Hijri calendar.
    dated_persian: String,
    /// The first day of membership.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The first day without it.
    #[oai(skip_serializing_if_is_none)]
    until: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    until_persian: Option<String>,
    /// The appointment whose holder this one stands in for.
    #[oai(skip_serializing_if_is_none)]
    delegate_of: Option<Uuid>,
}

impl AppointmentView {
    fn of(appointment: &Appointment) -> Self {
        let decree = appointment.decree();
        let (guild, nomination, executive_body) = match &decree.represents {
            None => (None, None, None),
            Some(Represented::Guild { body, nomination }) => (
                Some(GuildBodyForm::of(*body)),
                Some(nomination.to_string()),
                None,
            ),
            Some(Represented::ExecutiveBody { name }) => (None, None, Some(name.to_string())),
        };
        let authority = match decree.issuer {
            Issuer::Minister => Authority::Minister,
            Issuer::DeputyMinister => Authority::DeputyMinister,
            Issuer::ProvincialDirector { .. } => Authority::ProvincialDirector,
        };
        Self {
            id: appointment.id(),
            board: decree.board.to_string(),
            board_fa: decree.board.name_fa(),
            seat: decree.seat.code().to_owned(),
            seat_fa: decree.seat.name_fa().to_owned(),
            seat_en: decree.seat.name_en().to_owned(),
            is_chair: decree.seat == decree.board.chair(),
            account: decree.account,
            person: decree.person.to_string(),
            guild,
            nomination,
            executive_body,
            rank: decree.rank.into(),
            issuer: authority.into(),
            number: decree.number.to_string(),
            dated: decree.dated,
            dated_persian: persian(decree.dated),
            from: decree.from,
            from_persian: persian(decree.from),
            until: appointment.until(),
            until_persian: appointment.until().map(persian),
            delegate_of: decree.delegate_of,
        }
    }
}
