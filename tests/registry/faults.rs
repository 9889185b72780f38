//! What is left when something breaks off on the way: nothing that was acknowledged is lost, and nothing half
//! done is served.

mod documents;
mod register;
