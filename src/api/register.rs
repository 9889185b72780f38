//! The open register: whether a number is that of a licence.

#![expect(
    clippy::unused_async,
    reason = "the framework takes only async operations"
)]

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use serde::Serialize;

use super::Tag;
use super::answer::Result;
use super::view::persian;
use crate::context::Context;
use crate::domain::placement::licence::Standing;
use crate::domain::placement::register::Entry;
use crate::error::Error;
use crate::use_cases::register::verify::{Issue, Verification, verify};

/// What everybody may ask.
pub struct RegisterApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Public")]
impl RegisterApi {
    /// Verify a licence by its number
    ///
    /// The number may be typed in any digits, in small letters, with or without hyphens. That nobody
    /// is licensed under a number is an answer as well: `status` is `unlicensed`, and there is no
    /// `licence`. The answer comes from the published list, whose version and age it states.
    #[oai(
        path = "/public/v1/licences/:number",
        method = "get",
        operation_id = "verifyLicence"
    )]
    async fn verify(
        &self,
        /// The number, for example `23-D-1405-000123-K`.
        number: Path<String>,
    ) -> Result<Json<VerificationView>> {
        let answer = verify(&self.context, &number.0)?;
        Ok(Json(VerificationView::of(&answer)?))
    }

    /// List the keys that the registry signs with
    ///
    /// Published lists, certificates and checkpoints are signed with Ed25519.
    #[oai(
        path = "/public/v1/keys",
        method = "get",
        operation_id = "listPublicKeys"
    )]
    async fn keys(&self) -> Result<Json<KeysView>> {
        let key = KeyView {
            algorithm: "Ed25519".to_owned(),
            public_key: self.context.keys().public(),
        };
        Ok(Json(KeysView {
            keys: vec![key],
            demo: self.context.is_demo(),
        }))
    }
}

impl RegisterApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// The keys of the registry.
#[derive(Object)]
struct KeysView {
    /// The keys.
    keys: Vec<KeyView>,
    /// Whether they are those of a demonstration, which prove nothing.
    demo: bool,
}

/// A public key.
#[derive(Object)]
struct KeyView {
    /// The algorithm, always `Ed25519`.
    algorithm: String,
    /// The 32 bytes of the key in base64.
    public_key: String,
}

/// Whether there is a licence, and how it stands today.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct VerificationView {
    /// How the number stands today.
    pub status: Status,
    /// The same in Persian, in one sentence.
    pub status_persian: String,
    /// The number as it is written; absent when what was asked for is no licence number.
    pub number: Option<String>,
    /// The day of the answer in Tehran.
    pub checked_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    pub checked_on_persian: String,
    /// The licence; absent when nobody is licensed under this number.
    pub licence: Option<EntryView>,
    /// The list that the answer comes from.
    pub list: ListView,
    /// Whether everything here is invented.
    pub demo: bool,
}

/// How a number stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The agency may act.
    Valid,
    /// The licence is valid, but the agency may not act now; that is no sanction.
    Halted,
    /// The term is over.
    Expired,
    /// A final ruling suspended it.
    Suspended,
    /// A final ruling revoked it.
    Revoked,
    /// The agency has another holder under another licence.
    Transferred,
    /// Its holder gave it back.
    Surrendered,
    /// The term has not begun.
    NotYetValid,
    /// Nobody is licensed under this number.
    Unlicensed,
}

/// A licence as the public sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EntryView {
    /// The name of the agency.
    pub agency: String,
    /// `domestic`, `foreign` or `maritime`.
    pub kind: String,
    /// The same in Persian.
    pub kind_persian: String,
    /// `physical`, `electronic` or `both`.
    pub channel: String,
    /// The same in Persian.
    pub channel_persian: String,
    /// The person or company that holds the licence.
    pub holder: String,
    /// The technical manager of a company.
    pub technical_manager: Option<String>,
    /// The province, ISO 3166-2.
    pub province: String,
    /// Its name.
    pub province_persian: String,
    /// The city or county.
    pub city: String,
    /// Street, alley and number.
    pub address: String,
    /// The domain of its site.
    pub website: Option<String>,
    /// The first version of the paper that is good: one with a lower number in its signed code was
    /// superseded by a newer one, or reported lost.
    pub good_from_version: u32,
    /// The day on which the current document was issued.
    pub issued_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    pub issued_on_persian: String,
    /// The first day of the term.
    pub first_day: NaiveDate,
    /// The same in the Solar Hijri calendar.
    pub first_day_persian: String,
    /// The last day on which the licence is valid.
    pub last_day: NaiveDate,
    /// The same in the Solar Hijri calendar.
    pub last_day_persian: String,
}

/// A version of the published list.
#[derive(Object, Serialize)]
pub struct ListView {
    /// Counted from 1.
    pub version: i64,
    /// When this version was made.
    #[serde(serialize_with = "as_the_framework_does")]
    pub published_at: DateTime<Utc>,
    /// How many licences it has.
    pub licences: i64,
    /// How many seconds ago it was last known to be all there is.
    pub age_seconds: u64,
    /// Whether changes may have been missed, so that the answer may be outdated.
    pub stale: bool,
}

impl Status {
    /// The status of a number in an answer, with the entry under it if there is one.
    pub fn of(answer: &Verification, entry: Option<&Entry<'_>>) -> Self {
        match entry.map(|entry| answer.standing(entry)) {
            Some(Standing::Active) if !entry.is_some_and(|it| answer.may_act(it)) => Self::Halted,
            Some(Standing::Active) => Self::Valid,
            Some(Standing::Suspended) => Self::Suspended,
            Some(Standing::Expired) => Self::Expired,
            Some(Standing::Revoked) => Self::Revoked,
            Some(Standing::Transferred) => Self::Transferred,
            Some(Standing::Surrendered) => Self::Surrendered,
            Some(Standing::NotYet) => Self::NotYetValid,
            None => Self::Unlicensed,
        }
    }

    /// The status in one sentence.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Valid => "مجوز معتبر است",
            Self::Halted => "مجوز معتبر است، اما فعالیت دفتر متوقف است",
            Self::Expired => "مدت مجوز پایان یافته است",
            Self::Suspended => "مجوز با رأی قطعی تعلیق شده است",
            Self::Revoked => "مجوز با رأی قطعی ابطال شده است",
            Self::Transferred => "دفتر کاریابی منتقل شده و این مجوز پایان یافته است",
            Self::Surrendered => "دارنده این مجوز را بازگردانده است",
            Self::NotYetValid => "مدت مجوز هنوز آغاز نشده است",
            Self::Unlicensed => "مجوزی با این شماره صادر نشده است",
        }
    }
}

impl VerificationView {
    /// The view of an answer.
    pub fn of(answer: &Verification) -> std::result::Result<Self, Error> {
        let entry = answer.entry()?;
        let status = Status::of(answer, entry.as_ref());
        let issue = &answer.issue;
        Ok(Self {
            status,
            status_persian: status.persian().to_owned(),
            number: answer.number.as_ref().map(ToString::to_string),
            checked_on: answer.on,
            checked_on_persian: persian(answer.on),
            licence: entry.as_ref().map(EntryView::of),
            list: ListView::of(issue),
            demo: issue.head.stated.demo,
        })
    }
}

impl EntryView {
    fn of(entry: &Entry<'_>) -> Self {
        let kind = entry.number.series().kind;
        let last_day = entry.term.last_day();
        Self {
            agency: entry.agency.clone().into_owned(),
            kind: kind.name().to_owned(),
            kind_persian: kind.persian().to_owned(),
            channel: entry.channel.name().to_owned(),
            channel_persian: entry.channel.persian().to_owned(),
            holder: entry.holder.clone().into_owned(),
            technical_manager: entry.technical_manager.clone().map(Into::into),
            province: entry.province.code().to_owned(),
            province_persian: entry.province.name_fa().to_owned(),
            city: entry.city.clone().into_owned(),
            address: entry.address.clone().into_owned(),
            website: entry.website.clone().map(Into::into),
            good_from_version: entry.good_from,
            issued_on: entry.issued_on,
            issued_on_persian: persian(entry.issued_on),
            first_day: entry.term.from,
            first_day_persian: persian(entry.term.from),
            last_day,
            last_day_persian: persian(last_day),
        }
    }
}

fn as_the_framework_does<S: serde::Serializer>(
    at: &DateTime<Utc>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339())
}

impl ListView {
    /// The view of a version.
    pub fn of(issue: &Issue) -> Self {
        Self {
            version: issue.head.stated.version,
            published_at: issue.head.stated.at,
            licences: issue.head.stated.count,
            age_seconds: issue.age().as_secs(),
            stale: issue.is_stale(),
        }
    }
}
