//! Messages of the registry to operators.

use chrono::NaiveDate;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::Tag;
use super::answer::{Page, Result};
use super::caller::Caller;
use super::request;
use super::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::message::{Message, MessageState};
use crate::use_cases::message::list;

/// Messages to operators.
pub struct MessagesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Messages")]
impl MessagesApi {
    /// List the messages to oneself
    ///
    /// What the registry has to say to an operator without being asked, for example that a licence
    /// expires before long. The newest come first; nobody sees another's.
    #[oai(
        path = "/api/v1/messages",
        method = "get",
        operation_id = "listMessages"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<MessageView>>> {
        let after = request::place(after.as_deref(), |text| text.parse().ok())?;
        let (found, next) = list::list(&self.context, &caller.actor(), after, limit.0).await?;
        Ok(Json(Page {
            items: found.iter().map(MessageView::of).collect(),
            next: next.map(|id| id.to_string()),
        }))
    }
}

impl MessagesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u8 {
    50
}

/// A message to an operator.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MessageView {
    /// Its identity, the same however often it is sent.
    id: Uuid,
    /// The occasion, for example `licence_expiring`.
    topic: String,
    /// What it is about, for example the licence.
    about: Uuid,
    /// The rule that it reminds of.
    citation: String,
    /// The same as an official text names it.
    citation_persian: String,
    /// The subject line in Persian.
    subject_fa: String,
    /// The subject line in English.
    subject_en: String,
    /// The text in Persian.
    text_fa: String,
    /// The text in English.
    text_en: String,
    /// The day on which it was written.
    written_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    written_on_persian: String,
    /// The day on which it was delivered.
    delivered_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    delivered_on_persian: Option<String>,
}

impl MessageView {
    fn of(message: &Message) -> Self {
        let content = message.content();
        let written_on = message.queued_on();
        let delivered_on = match message.message_state() {
            MessageState::Queued => None,
            MessageState::Delivered { on } => Some(on),
        };
        Self {
            id: message.id(),
            topic: content.topic().to_owned(),
            about: content.about(),
            citation: content.citation().to_string(),
            citation_persian: content.citation().persian(),
            subject_fa: content.subject_fa(),
            subject_en: content.subject_en(),
            text_fa: content.text_fa(written_on),
            text_en: content.text_en(written_on),
            written_on,
            written_on_persian: persian(written_on),
            delivered_on,
            delivered_on_persian: delivered_on.map(persian),
        }
    }
}
