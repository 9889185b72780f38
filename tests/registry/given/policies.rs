//! Answers to what the bylaw leaves open.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::harness::Registry;

impl Registry {
    /// Another answer from today on: yes or no, or a word.
    pub(crate) async fn given_policy(&self, key: &str, value: Value) {
        let officer = self.given_account(Role::CentralOfficer, None).await;
        let path = format!("/api/v1/policies/{key}/decisions");
        let value = match value {
            Value::Bool(holds) => json!({"type": "bool", "holds": holds}),
            word => json!({"type": "choice", "choice": word}),
        };
        let decision = json!({"value": value, "from": self.context.today(),
            "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
        officer.post(&path, decision).await.created();
    }
}
