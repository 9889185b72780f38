//! Bank guarantees, as operators lodge them and banks confirm them.

use serde_json::{Value, json};

use super::applications::File;
use super::filings::day;

/// What the operator lodges.
pub(crate) fn deed(amount: i64, expires_on: &str) -> Value {
    json!({"bank": "بانک نمونه", "branch": "شعبه مرکزی", "number": "۹۸۷", "amount": amount,
        "expires_on": day(expires_on)})
}

impl File<'_> {
    /// Lodges a guarantee, which the bank confirms: its address and version, without its acceptance.
    pub(crate) async fn given_verified_guarantee(&self, deed: Value) -> (String, String) {
        let path = format!("{}/guarantees", self.path);
        let lodged = self.operator.post(&path, deed).await.created();
        let guarantee = lodged.header("location").to_owned();
        let letter = json!({"reference": "نامه ۱۲ بانک"});
        let verification = format!("{guarantee}/verification");
        let verified = self
            .officer
            .decide(&verification, &lodged.etag(), letter)
            .await;
        let etag = verified.ok().etag();
        (guarantee, etag)
    }

    /// Lodges a guarantee that suffices, and has it accepted.
    pub(crate) async fn given_accepted_guarantee(&self, deed: Value) -> String {
        let (guarantee, etag) = self.given_verified_guarantee(deed).await;
        let acceptance = format!("{guarantee}/acceptance");
        self.officer
            .decide(&acceptance, &etag, json!(null))
            .await
            .ok();
        guarantee
    }
}
