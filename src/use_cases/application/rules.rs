//! The policies and directives that applications go by on a day.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::kernel::directive::Directive;
use crate::domain::placement::application::issue::PremisesGate;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::directives::DirectiveKind;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Connected, directives, policies};

/// What applications go by.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The answers in force where article 8 is silent.
    pub policies: FilePolicies,
    /// Whether premises are checked before the issue (A3.2).
    pub gate: PremisesGate,
    /// Days to complete a file (policy `cure.days`).
    pub cure_days: u16,
    /// The directive for maritime agencies in force (A7.n1).
    pub maritime_directive: Option<Uuid>,
}

impl Rules {
    /// What is in force on a day.
    pub(crate) async fn on(at: &impl Connected, day: NaiveDate) -> Result<Self, Error> {
        let answers = policies::book(at).await?;
        let answers = Policies::on(&answers, day);
        let directives = directives::book(at).await?;
        let maritime = directives.in_force(DirectiveKind::Maritime, day);
        Ok(Self {
            policies: FilePolicies::of(&answers),
            gate: PremisesGate::of(&answers, &directives, day),
            cure_days: answers.cure_days(),
            maritime_directive: maritime.ok().map(Directive::directive_id),
        })
    }
}
