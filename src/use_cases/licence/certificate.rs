//! Printing a licence: the same licence gives the same file.

use uuid::Uuid;

use super::find;
use crate::context::Context;
use crate::domain::placement::access::Actor;
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::{Holder, Licence};
use crate::error::Error;
use crate::print::certificate::{Certificate, LEGAL_BASIS, render};
use crate::store::credentials::{address, signed_address};
use crate::use_cases::press;

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
        press::print(move || render(&self.0)).await
    }
}

/// What the certificate of a licence says.
fn certificate(context: &Context, licence: &Licence) -> Result<Certificate, Error> {
    let public_url = context.settings().public_address();
    let corrupt = |reason| Error::corrupt("licence", reason);
    licence.may_be_printed()?;
    let grant = licence.grant();
    let document = licence
        .current_document()
        .ok_or_else(|| Error::corrupt("licence", "it has no document"))?;
    let province = licence.province().name_fa();
    let premises = licence.premises();
    Ok(Certificate {
        number: licence.number().to_string(),
        demo: licence.number().is_demo(),
        holder: grant.holder.name().to_string(),
        agency_name: grant.agency.to_string(),
        identity: identity(licence),
        // The paper names whom it was issued for, in office or not.
        technical_manager: licence.managers().pop().map(|it| it.name.to_string()),
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
        issued_on: document.issued_on,
        valid_from: licence.span().from,
        last_day: licence.span().last_day(),
        legal_basis: LEGAL_BASIS.to_owned(),
        signer_title: format!("مدیرکل تعاون، کار و رفاه اجتماعی استان {province}"),
        signer_name: document.signed_by.to_string(),
        version: document.version,
        verification_url: address(&public_url, licence.number()),
        qr_payload: signed_address(context.keys(), &public_url, licence).map_err(corrupt)?,
        created_at: press::noon_in_tehran(document.issued_on),
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
