//! Printing a licence: the same licence gives the same file.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Tehran;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::find;
use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::{Holder, Licence};
use crate::error::Error;
use crate::print::certificate::{Certificate, LEGAL_BASIS, render};
use crate::store::credentials::{address, signed_address};

/// A certificate that is ready to be printed.
#[derive(Clone, Debug)]
pub struct Sheet(Certificate);

/// Prepares the certificate of a licence for whoever may see the licence.
pub async fn prepare(context: &Context, actor: &Actor, id: Uuid) -> Result<Sheet, Error> {
    let licence = find::show(context, actor, id).await?;
    certificate(context, &licence.value).map(Sheet)
}

impl Sheet {
    /// The text of everything that the file depends on.
    pub fn content(&self) -> String {
        format!("{} {:?}", env!("CARGO_PKG_VERSION"), self.0)
    }

    /// The name under which the file is saved.
    pub fn file_name(&self) -> String {
        format!("licence-{}.pdf", self.0.number)
    }

    /// Prints the file beside the threads that answer requests, as many at a time as there are
    /// processors.
    pub async fn print(self) -> Result<Vec<u8>, Error> {
        static PRESSES: LazyLock<Semaphore> =
            LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, usize::from)));
        let printing = |error: PrintFailure| Error::internal("printing a certificate", error);
        let press = PRESSES.acquire().await.map_err(|it| printing(it.into()))?;
        // The press is kept until the sheet is done, even if nobody waits for it any more.
        let printed = tokio::task::spawn_blocking(move || {
            let _press = press;
            render(&self.0)
        });
        printed
            .await
            .map_err(|it| printing(it.into()))?
            .map_err(|it| printing(it.into()))
    }
}

type PrintFailure = Box<dyn std::error::Error + Send + Sync>;

/// What the certificate of a licence says.
fn certificate(context: &Context, licence: &Licence) -> Result<Certificate, Error> {
    let public_url = context.settings().public_address();
    let corrupt = |reason| Error::corrupt("licence", reason);
    let grant = licence.grant();
    let document = licence
        .current_document()
        .ok_or_else(|| Error::corrupt("licence", "it has no document"))?;
    let province = licence.province().name_fa();
    let premises = &grant.premises;
    Ok(Certificate {
        number: licence.number().to_string(),
        demo: licence.number().is_demo(),
        holder: grant.holder.name().to_string(),
        agency_name: grant.agency.to_string(),
        identity: identity(licence),
        technical_manager: grant.holder.technical_manager().map(ToString::to_string),
        activity: format!("{}، {}", grant.kind.persian(), grant.channel.persian()),
        province: province.to_owned(),
        address: format!(
            "{}، {}، کد پستی {}",
            premises.city,
            premises.address,
            premises.postal_code.as_str()
        ),
        website: grant
            .website
            .as_ref()
            .map(|domain| format!("https://{}", domain.as_str())),
        issued_on: licence.term().from,
        last_day: licence.term().last_day(),
        legal_basis: LEGAL_BASIS.to_owned(),
        signer_title: format!("مدیرکل تعاون، کار و رفاه اجتماعی استان {province}"),
        signer_name: document.signed_by.to_string(),
        version: document.version,
        verification_url: address(&public_url, licence.number()),
        qr_payload: signed_address(context.keys(), &public_url, licence).map_err(corrupt)?,
        created_at: noon_in_tehran(document.issued_on),
    })
}

/// The number of a company; the code of a person stays off the wall.
fn identity(licence: &Licence) -> Option<(String, String)> {
    match (&licence.grant().holder, licence.holder_party()) {
        (Holder::Company { company_id, .. }, _) => {
            Some(("شناسه ملی".to_owned(), company_id.as_str().to_owned()))
        }
        (Holder::Natural { .. }, Some(Party::Person { national_code })) => {
            Some(("کد ملی".to_owned(), national_code.masked()))
        }
        (Holder::Natural { .. }, _) => None,
    }
}

/// The only time in the file. Noon was never skipped by daylight saving, as midnight was.
fn noon_in_tehran(day: NaiveDate) -> DateTime<Utc> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    Tehran
        .from_local_datetime(&day.and_time(noon))
        .earliest()
        .map_or_else(|| day.and_time(noon).and_utc(), |it| it.with_timezone(&Utc))
}
