//! Applications, from the draft to the decision of the directorate.

mod bad_input;
mod completion;
mod documents;
mod life;
mod reconsideration;
mod sight;
