//! The chair of the board signs.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::ruling::{Ruling, Signature};
use crate::error::Error;
use crate::store::{Versioned, aggregates, appointments};
use crate::use_cases::{Acting, Command};

/// Signs a ruling that was voted; from here on its content is closed.
#[derive(Debug, Serialize)]
pub struct SignRuling {
    /// The ruling.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for SignRuling {
    const OPERATION: &'static str = "signRuling";
    const PERMISSION: Option<Permission> = Some(Permission::SignRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let ruling = in_office(acting, Permission::SignRuling, self.id, self.expected).await?;
        let board = BoardKind::Provincial(ruling.value.respondent().province);
        let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
        let own = appointments::of_account(acting.work, account, today).await?;
        let chair = own.iter().map(|it| &it.value).find(|it| {
            let decree = it.decree();
            decree.board == board && decree.seat == board.chair()
        });
        let signed = ruling.change(|it| it.sign(Signature::of_chair(chair, board, today)?))?;
        aggregates::save(acting.work, signed).await
    }
}
