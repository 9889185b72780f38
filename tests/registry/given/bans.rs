//! Bans, as the central office records them.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::harness::Registry;

impl Registry {
    /// A ban runs against a person from today on, for what happened in Fars.
    pub(crate) async fn given_ban(&self, national_code: &str) {
        let officer = self.given_account(Role::CentralOfficer, None).await;
        let ban = json!({
            "subjects": [{"role": "holder", "national_code": national_code}],
            "ruling": "رأی ۱۲",
            "final_on": self.context.today(),
            "province": "IR-07",
            "agency": "کاریابی دیگر",
        });
        officer.post("/api/v1/bans", ban).await.created();
    }
}
