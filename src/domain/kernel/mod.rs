//! What any licensing regime of the ministry needs, whatever it licenses.

pub mod citation;
pub mod event;
pub mod refusal;
