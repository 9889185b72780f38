//! Operations without a registry behind them: enough to write the document, and no more.

use std::collections::HashMap;
use std::marker::PhantomData;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::OpenApi;
use poem_openapi::registry::{MetaApi, Registry};

use crate::context::Context;

/// The description of operations, which their type alone gives.
pub(super) struct Described<T>(PhantomData<T>);

impl<T: OpenApi> Described<T> {
    /// Describes what would be made of a registry.
    pub(super) fn by(_: impl FnOnce(&Context) -> T) -> Self {
        Self(PhantomData)
    }
}

impl<T: OpenApi> OpenApi for Described<T> {
    fn meta() -> Vec<MetaApi> {
        T::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}
