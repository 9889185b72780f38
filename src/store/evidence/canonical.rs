//! One text for one value, so that a hash means something.

use std::fmt::Write;

use base64::Engine;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// JSON with sorted keys and without white space.
pub fn json(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value);
    text
}

/// SHA-256 in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Base64 with the standard alphabet and padding, as signatures and keys are written.
pub fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn write_value(text: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| key.as_str());
            text.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                let _ = write!(text, "{}:", Value::from(key.as_str()));
                write_value(text, value);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_value(text, item);
            }
            text.push(']');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_change_the_text() {
        let one: Value = serde_json::from_str(r#"{"b":[1,{"d":null,"c":"پ"}],"a":true}"#).unwrap();
        assert_eq!(
            super::json(&one),
            r#"{"a":true,"b":[1,{"c":"پ","d":null}]}"#
        );
        assert_eq!(
            super::json(&json!({"a": 1, "b": 2})),
            super::json(&json!({"b": 2, "a": 1}))
        );
    }
}
