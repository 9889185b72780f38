//! Directives of the central board, as the central office records them from minutes.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::harness::Registry;

impl Registry {
    /// The central board sets the amount of guarantees of foreign agencies from today on.
    pub(crate) async fn given_guarantee_amount(&self, rial: i64) {
        self.given_directive(
            json!({"matter": "guarantee_amount", "title": "مبلغ ضمانت (نمونه)",
            "body": "متن نمونه", "amounts": [{"kind": "foreign", "rial": rial}]}),
        )
        .await;
    }

    /// The central board settles matters of maritime agencies from today on.
    pub(crate) async fn given_maritime_directive(&self) {
        self.given_directive(json!({"matter": "maritime",
            "title": "دستورالعمل کاریابی دریایی (نمونه)", "body": "متن نمونه"}))
            .await;
    }

    /// The central board settles branches and representations from today on.
    pub(crate) async fn given_branch_directive(&self) {
        self.given_directive(json!({"matter": "branch_representation",
            "title": "دستورالعمل شعبه و نمایندگی (نمونه)", "body": "متن نمونه"}))
            .await;
    }

    /// The central board matches penalties to violations from today on.
    pub(crate) async fn given_penalty_ranges(&self, penalties: Value) {
        self.given_directive(json!({"matter": "penalty_matching",
            "title": "دستورالعمل تطبیق مجازات‌ها (نمونه)", "body": "متن نمونه",
            "penalties": penalties}))
            .await;
    }

    async fn given_directive(&self, draft: Value) {
        let officer = self.given_account(Role::CentralOfficer, None).await;
        let today = self.context.today();
        let directives = "/api/v1/directives";
        let draft = officer.post(directives, draft).await.created();
        let approval = json!({"minutes": "صورت‌جلسه ۳", "approved_on": today, "number": "۱",
            "effective_from": today});
        let path = format!("{directives}/{}/approval", draft.id());
        officer.decide(&path, &draft.etag(), approval).await.ok();
    }
}
