//! What anybody who holds a printed ruling is told.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};

use crate::api::Tag;
use crate::api::answer::Result;
use crate::api::view::persian;
use crate::context::Context;
use crate::use_cases::ruling::verify::{Status, Verification, verify};

/// The check of printed rulings, for everybody.
pub struct RulingVerificationApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Public")]
impl RulingVerificationApi {
    /// Verify a printed ruling by its number and code
    ///
    /// The code is what the QR code of the print carries as `c`; without it there is no answer. It
    /// tells whether the paper is genuine and how the ruling stands, and nothing of what it says.
    #[oai(
        path = "/public/v1/rulings/:number",
        method = "get",
        operation_id = "verifyRuling"
    )]
    async fn verify(
        &self,
        /// The number, for example `R23-1405-000341`.
        number: Path<String>,
        /// The code on the print.
        code: Query<String>,
    ) -> Result<Json<RulingVerificationView>> {
        let answer = verify(&self.context, &number.0, &code.0).await?;
        let demo = self.context.is_demo();
        Ok(Json(RulingVerificationView::of(&answer, demo)))
    }
}

impl RulingVerificationApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Whether a printed ruling is genuine, and how it stands today.
#[derive(Object)]
struct RulingVerificationView {
    /// Its number.
    number: String,
    /// The day of issue.
    issued_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    issued_on_persian: String,
    /// The board, in Persian.
    board_fa: String,
    /// Whether the registry signed this paper and keeps the ruling as it was signed.
    genuine: bool,
    /// How it stands today.
    status: RulingStatus,
    /// The same in Persian, in one sentence.
    status_persian: String,
    /// The day of the answer in Tehran.
    checked_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    checked_on_persian: String,
    /// Whether everything here is invented.
    demo: bool,
}

/// How a printed ruling stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum RulingStatus {
    /// Issued and not served yet.
    Issued,
    /// The term of appeal runs.
    Served,
    /// An appeal in time is pending.
    Appealed,
    /// Final as it was ruled.
    Final,
    /// Final, with another penalty in place of its own.
    Modified,
    /// Quashed by the central board.
    Quashed,
}

impl RulingStatus {
    /// The status in one sentence.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Issued => "این رأی صادر شده و هنوز ابلاغ نشده است.",
            Self::Served => "این رأی ابلاغ شده و مهلت تجدیدنظرخواهی آن پایان نیافته است.",
            Self::Appealed => "به این رأی اعتراض شده و هیئت مرکزی هنوز تصمیم نگرفته است.",
            Self::Final => "این رأی قطعی است.",
            Self::Modified => "مجازات این رأی را هیئت مرکزی اصلاح کرده و رأی قطعی است.",
            Self::Quashed => "این رأی را هیئت مرکزی نقض کرده است و اثری ندارد.",
        }
    }
}

impl From<Status> for RulingStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Issued => Self::Issued,
            Status::Served => Self::Served,
            Status::Appealed => Self::Appealed,
            Status::Final => Self::Final,
            Status::Modified => Self::Modified,
            Status::Quashed => Self::Quashed,
        }
    }
}

impl RulingVerificationView {
    fn of(answer: &Verification, demo: bool) -> Self {
        let status = RulingStatus::from(answer.status);
        Self {
            number: answer.number.to_string(),
            issued_on: answer.issued_on,
            issued_on_persian: persian(answer.issued_on),
            board_fa: answer.board.name_fa(),
            genuine: answer.unchanged,
            status,
            status_persian: status.persian().to_owned(),
            checked_on: answer.on,
            checked_on_persian: persian(answer.on),
            demo,
        }
    }
}
