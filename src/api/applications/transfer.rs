//! Applications of transferees, and what their transfers show (A7.n4).

use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::filing::FilingForm;
use super::view::ApplicationView;
use crate::api::Tag;
use crate::api::answer::{Created, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, Key, check};
use crate::api::view::enumeration;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::transfer::signs::{FileRef, Sign, SignKind};
use crate::use_cases::application::dossier;
use crate::use_cases::introduction::answer::ApplyForTransfer;
use crate::use_cases::perform;
use crate::use_cases::transfer::signs::{self, TransferSigns};

/// What transferees ask for, and what offices look at.
pub struct TransfersApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl TransfersApi {
    /// Apply for the transfer of an agency
    ///
    /// By whoever the agency introduced, with the identity of the introduction that the agency hands
    /// on. The agency keeps its name, kind, channel and province; everything of article 8 is asked of
    /// the transferee. What blocks a transfer or bans either side is looked at now, when the
    /// application is submitted, and when the licence is issued.
    #[oai(
        path = "/api/v1/introductions/:id/application",
        method = "post",
        operation_id = "applyForTransfer"
    )]
    async fn apply(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<TransferForm>,
    ) -> Result<Created<ApplicationView>> {
        check(&body.0)?;
        let key = request::key(&key)?;
        let command = ApplyForTransfer {
            introduction: id.0,
            filing: body.0.filing.read()?,
        };
        let made = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/applications/{}", made.value.id());
        let dossier = dossier::open(&self.context, made).await?;
        Ok(Created::new(dossier, location, |it| {
            ApplicationView::of(&it)
        }))
    }

    /// Show what the two sides of a transfer have in common
    ///
    /// Signs of a sham for those who examine and decide: the same persons, account, telephones,
    /// premises or site in a file of the transferee and one of the transferor. A sign proves nothing
    /// and stops nothing.
    #[oai(
        path = "/api/v1/applications/:id/transfer-signs",
        method = "get",
        operation_id = "getTransferSigns"
    )]
    async fn signs(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<TransferSignsView>> {
        let found = signs::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Json(TransferSignsView::of(found)))
    }
}

impl TransfersApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// What a transferee fills in.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct TransferForm {
    /// The content of the application; the agency is the one that is handed over.
    #[validate(nested)]
    filing: FilingForm,
}

enumeration! {
    /// What both sides of a transfer have in common.
    TransferSignKind of SignKind {
        Person, Operator, Mobile, PostalCode, Address, Landline, Website
    }
}

/// What the two sides of a transfer have in common.
#[derive(Object)]
struct TransferSignsView {
    /// The application of the transferee.
    application_id: Uuid,
    /// The licence that is handed over.
    licence_id: Uuid,
    /// The signs, by kind.
    signs: Vec<TransferSignView>,
    /// Whether a side has more files than were laid side by side.
    partial: bool,
}

/// Something that a file of the transferee has in common with one of the transferor.
#[derive(Object)]
struct TransferSignView {
    /// What.
    kind: TransferSignKind,
    /// The same in Persian.
    kind_persian: String,
    /// The file of the transferee.
    transferee: SignedFileView,
    /// The file of the transferor.
    transferor: SignedFileView,
}

/// A file that a sign points to.
#[derive(Object)]
struct SignedFileView {
    /// `application` or `licence`.
    noun: String,
    /// Its identity.
    id: Uuid,
    /// Its number.
    number: String,
    /// The agency that it names.
    agency: String,
    /// Where it is.
    link: String,
}

impl TransferSignsView {
    fn of(found: TransferSigns) -> Self {
        Self {
            application_id: found.application,
            licence_id: found.licence,
            signs: found.signs.into_iter().map(TransferSignView::of).collect(),
            partial: found.partial,
        }
    }
}

impl TransferSignView {
    fn of(sign: Sign) -> Self {
        Self {
            kind: sign.kind.into(),
            kind_persian: sign.kind.persian().to_owned(),
            transferee: SignedFileView::of(sign.transferee),
            transferor: SignedFileView::of(sign.transferor),
        }
    }
}

impl SignedFileView {
    fn of(file: FileRef) -> Self {
        Self {
            link: format!("/api/v1/{}s/{}", file.noun, file.id),
            noun: file.noun.to_owned(),
            id: file.id,
            number: file.number,
            agency: file.agency,
        }
    }
}
