//! Why a JSON body does not follow its schema: every field at fault, by names from the schema alone.

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::FieldError;

/// So many faults are named at most.
const MOST: usize = 50;
/// Schemas may refer to themselves; nothing is looked at deeper than this.
const DEEPEST: usize = 64;

/// Compares a body with its schema and names what is at fault.
///
/// Pointers consist of names from the schema and of indices; a name that only the caller uses is not
/// repeated, the fault is put down to the object that has it.
pub fn faults(document: &Value, schema: &Value, body: &Value) -> Vec<FieldError> {
    let mut diagnosis = Diagnosis {
        document,
        faults: Vec::new(),
    };
    diagnosis.compare(schema, body, "#", DEEPEST);
    diagnosis.faults
}

struct Diagnosis<'a> {
    document: &'a Value,
    faults: Vec<FieldError>,
}

impl<'a> Diagnosis<'a> {
    fn compare(&mut self, schema: &'a Value, value: &Value, at: &str, depth: usize) {
        if depth == 0 || self.faults.len() >= MOST {
            return;
        }
        let schema = self.resolved(schema);
        if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
            return;
        }
        for part in list(schema, "allOf") {
            self.compare(part, value, at, depth - 1);
        }
        if let Some(chosen) = self.chosen(schema, value) {
            self.compare(chosen, value, at, depth - 1);
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
            && !allowed.contains(value)
        {
            return self.fault(
                at,
                "not-allowed",
                "مقدار از فهرست مجاز نیست.",
                "The value is not one of those allowed.",
            );
        }
        match (schema.get("type").and_then(Value::as_str), value) {
            (Some("object"), Value::Object(members)) => self.object(schema, members, at, depth),
            (Some("array"), Value::Array(items)) => {
                self.size(schema, items.len(), ["minItems", "maxItems"], at);
                if let Some(schema) = schema.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.compare(schema, item, &format!("{at}/{index}"), depth - 1);
                    }
                }
            }
            (Some("string"), Value::String(text)) => {
                self.size(schema, text.chars().count(), ["minLength", "maxLength"], at);
                if !has_format(schema, text) {
                    self.fault(
                        at,
                        "format",
                        "قالب مقدار درست نیست.",
                        "The value does not have the right format.",
                    );
                }
            }
            (Some("integer"), Value::Number(number)) if number.is_f64() => self.wrong_type(at),
            (Some("integer" | "number"), Value::Number(number)) => {
                let bound = |key| schema.get(key).and_then(Value::as_f64);
                let number = number.as_f64().unwrap_or_default();
                let (least, most) = range(schema);
                if number < bound("minimum").unwrap_or(least)
                    || number > bound("maximum").unwrap_or(most)
                {
                    self.fault(
                        at,
                        "out-of-range",
                        "مقدار بیرون از بازه مجاز است.",
                        "The value is out of range.",
                    );
                }
            }
            (Some("boolean"), Value::Bool(_)) | (None, _) => {}
            (Some(_), _) => self.wrong_type(at),
        }
    }

    fn object(&mut self, schema: &'a Value, members: &Map<String, Value>, at: &str, depth: usize) {
        let required: Vec<_> = list(schema, "required").filter_map(Value::as_str).collect();
        for name in &required {
            if !members.contains_key(*name) {
                let at = format!("{at}/{}", escaped(name));
                self.fault(
                    &at,
                    "required",
                    "این فیلد الزامی است.",
                    "This field is required.",
                );
            }
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, value) in members {
            match properties.and_then(|it| it.get(name)) {
                // Absent and null mean the same for what is not required.
                Some(_) if value.is_null() && !required.contains(&name.as_str()) => {}
                Some(schema) => {
                    self.compare(schema, value, &format!("{at}/{}", escaped(name)), depth - 1);
                }
                None => match schema.get("additionalProperties") {
                    Some(Value::Bool(false)) => {
                        self.fault(
                            at,
                            "unknown-field",
                            "فیلدی ناشناخته دارد.",
                            "It has an unknown field.",
                        );
                    }
                    Some(schema @ Value::Object(_)) => self.compare(schema, value, at, depth - 1),
                    _ => {}
                },
            }
        }
    }

    /// The variant that the discriminator names.
    fn chosen(&mut self, schema: &'a Value, value: &Value) -> Option<&'a Value> {
        let discriminator = schema.get("discriminator")?;
        let name = value
            .get(discriminator.get("propertyName")?.as_str()?)?
            .as_str()?;
        let reference = discriminator.get("mapping")?.get(name)?.as_str()?;
        self.document.pointer(reference.strip_prefix('#')?)
    }

    fn resolved(&self, mut schema: &'a Value) -> &'a Value {
        for _ in 0..DEEPEST {
            let target = schema
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| self.document.pointer(reference.strip_prefix('#')?));
            match target {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }

    fn size(&mut self, schema: &Value, size: usize, [least, most]: [&str; 2], at: &str) {
        let bound = |key| schema.get(key).and_then(Value::as_u64);
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if bound(least).is_some_and(|it| size < it) {
            self.fault(
                at,
                "too-short",
                "مقدار کوتاه‌تر از حد مجاز است.",
                "The value is too short.",
            );
        }
        if bound(most).is_some_and(|it| size > it) {
            self.fault(
                at,
                "too-long",
                "مقدار بلندتر از حد مجاز است.",
                "The value is too long.",
            );
        }
    }

    fn wrong_type(&mut self, at: &str) {
        self.fault(
            at,
            "type",
            "نوع مقدار درست نیست.",
            "The value has the wrong type.",
        );
    }

    fn fault(&mut self, at: &str, code: &str, fa: &str, en: &str) {
        let fault = FieldError::at(at, code, fa, en);
        if self.faults.len() < MOST && !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

fn has_format(schema: &Value, text: &str) -> bool {
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => Uuid::try_parse(text).is_ok(),
        Some("date" | "naive-date") => text.parse::<NaiveDate>().is_ok(),
        Some("date-time") => DateTime::parse_from_rfc3339(text).is_ok(),
        _ => true,
    }
}

/// What the format of a number can hold.
fn range(schema: &Value) -> (f64, f64) {
    match schema.get("format").and_then(Value::as_str) {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0.0, u8::MAX.into()),
        Some("uint16") => (0.0, u16::MAX.into()),
        Some("uint32") => (0.0, u32::MAX.into()),
        Some("uint64") => (0.0, f64::INFINITY),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

fn list<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    schema
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// A name as a part of a JSON pointer (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({ "components": { "schemas": {
            "Person": {
                "type": "object",
                "additionalProperties": false,
                "required": ["name", "born"],
                "properties": {
                    "name": { "type": "string", "minLength": 2, "maxLength": 5 },
                    "born": { "type": "string", "format": "date" },
                    "children": { "type": "array", "items": { "$ref": "#/components/schemas/Person" } },
                    "sex": { "type": "string", "enum": ["female", "male"] },
                    "age": { "type": "integer", "minimum": 18.0 },
                    "note": { "type": "string" },
                },
            },
        }}})
    }

    #[test]
    fn every_field_at_fault_is_named_and_nothing_of_the_input_repeated() {
        let schema = json!({ "$ref": "#/components/schemas/Person" });
        let good = json!({ "name": "Sara", "born": "1990-01-01" });
        let cases: &[(Value, &[(&str, &str)])] = &[
            (good.clone(), &[]),
            (
                json!({ "name": "Sara", "born": "1990-01-01", "note": null }),
                &[],
            ),
            (json!(null), &[("#", "type")]),
            (json!([]), &[("#", "type")]),
            (json!({}), &[("#/name", "required"), ("#/born", "required")]),
            (
                json!({ "name": null, "born": 7 }),
                &[("#/born", "type"), ("#/name", "type")],
            ),
            (
                json!({ "name": "S", "born": "1990-13-01" }),
                &[("#/born", "format"), ("#/name", "too-short")],
            ),
            (
                json!({ "name": "محمدحسین", "born": "1990-01-01" }),
                &[("#/name", "too-long")],
            ),
            (
                json!({ "name": "Sara", "born": "1990-01-01", "0012345678": 1 }),
                &[("#", "unknown-field")],
            ),
            (
                json!({ "name": "Sara", "born": "1990-01-01", "children": [good, { "born": true }] }),
                &[
                    ("#/children/1/name", "required"),
                    ("#/children/1/born", "type"),
                ],
            ),
            (
                json!({ "name": "Sara", "born": "1990-01-01", "age": 17, "sex": "x" }),
                &[("#/age", "out-of-range"), ("#/sex", "not-allowed")],
            ),
            (
                json!({ "name": "Sara", "born": "1990-01-01", "age": 20.5 }),
                &[("#/age", "type")],
            ),
        ];
        for (body, expected) in cases {
            let mut found: Vec<_> = faults(&document(), &schema, body)
                .into_iter()
                .map(|it| (it.pointer.unwrap(), it.code))
                .collect();
            let mut expected: Vec<_> = expected
                .iter()
                .map(|(at, code)| ((*at).to_owned(), (*code).to_owned()))
                .collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{body}");
        }
    }

    #[test]
    fn a_body_with_countless_faults_is_not_answered_with_countless_faults() {
        let schema = json!({ "type": "array", "items": { "type": "string" } });
        let body = Value::Array(vec![json!(1); 10_000]);
        assert_eq!(faults(&Value::Null, &schema, &body).len(), MOST);
    }
}
