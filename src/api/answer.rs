//! The answers that all operations share: one record with its version, a new record, a page of records.

use poem_openapi::payload::Json;
use poem_openapi::types::{IsObjectType, ParseFromJSON, ToJSON, Type};
use poem_openapi::{ApiResponse, Object};

use super::problem::Problem;
use crate::http::etag;
use crate::use_cases::Versioned;

/// The result of an operation.
pub type Result<T> = std::result::Result<T, Problem>;

/// One record at its current version.
#[derive(ApiResponse)]
pub enum Found<T: ToJSON + Type + Send + Sync> {
    /// The record.
    #[oai(status = 200)]
    Found(
        Json<T>,
        /// The version, to be sent back in If-Match.
        #[oai(header = "ETag")]
        String,
    ),
}

impl<T: ToJSON + Type + Send + Sync> Found<T> {
    /// Answers with the view of a record.
    pub fn new<V>(record: Versioned<V>, view: impl FnOnce(V) -> T) -> Self {
        Self::Found(Json(view(record.value)), etag::of_version(record.version))
    }
}

/// A record that has just been made.
#[derive(ApiResponse)]
pub enum Created<T: ToJSON + Type + Send + Sync> {
    /// The new record.
    #[oai(status = 201)]
    Created(
        Json<T>,
        /// The version, to be sent back in If-Match.
        #[oai(header = "ETag")]
        String,
        /// Where the record is.
        #[oai(header = "Location")]
        String,
    ),
}

impl<T: ToJSON + Type + Send + Sync> Created<T> {
    /// Answers with the view of a new record and where it is.
    pub fn new<V>(record: Versioned<V>, location: String, view: impl FnOnce(V) -> T) -> Self {
        let etag = etag::of_version(record.version);
        Self::Created(Json(view(record.value)), etag, location)
    }
}

/// Nothing more to say.
#[derive(ApiResponse)]
pub enum Done {
    /// It is done.
    #[oai(status = 204)]
    Done,
}

/// One page of a list, in a stable order.
#[derive(Object)]
pub struct Page<T: IsObjectType + ParseFromJSON + ToJSON + Send + Sync> {
    /// The records.
    pub items: Vec<T>,
    /// What to send as `after` for the next page; absent on the last one.
    #[oai(skip_serializing_if_is_none)]
    pub next: Option<String>,
}
