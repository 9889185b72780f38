//! Entity tags: the version of a row as a strong `ETag`, and the conditions that callers put on it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use poem::http::header::{self, HeaderMap};
use sha2::{Digest, Sha256};

use super::fault::{self, Fault};

/// The strong tag of a version, for example `"7"`.
pub fn of_version(version: i64) -> String {
    format!("\"{version}\"")
}

/// The strong tag of fixed content, from its SHA-256.
pub fn of_content(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..18]))
}

/// What the caller said about the version to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing.
    Absent,
    /// `If-Match: *`: any version, as long as there is one.
    Any,
    /// This version and no other.
    Version(i64),
}

/// Why an `If-Match` header is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreconditionError {
    /// It is neither `*` nor an entity tag.
    #[error("If-Match is neither * nor one entity tag")]
    Malformed,
    /// It lists several tags; a change rests on one version.
    #[error("If-Match lists several entity tags")]
    List,
    /// It is a tag that no version of ours ever had, so that it cannot match.
    #[error("If-Match names no version of this resource")]
    NeverMatches,
}

impl Precondition {
    /// Reads the `If-Match` headers of a request.
    pub fn of(headers: &HeaderMap) -> Result<Self, PreconditionError> {
        let mut values = headers.get_all(header::IF_MATCH).into_iter();
        let first = values.next();
        if values.next().is_some() {
            return Err(PreconditionError::List);
        }
        match first {
            None => Ok(Self::Absent),
            Some(value) => Self::parse(value.to_str().ok()),
        }
    }

    /// Reads the value of one `If-Match` header, or its absence.
    pub fn parse(value: Option<&str>) -> Result<Self, PreconditionError> {
        let Some(value) = value.map(str::trim) else {
            return Ok(Self::Absent);
        };
        if value == "*" {
            return Ok(Self::Any);
        }
        let mut tags = tags(value).ok_or(PreconditionError::Malformed)?;
        match (tags.pop(), tags.pop()) {
            (Some(_), Some(_)) => Err(PreconditionError::List),
            // Weak tags never match under the strong comparison that If-Match asks for.
            (
                Some(Tag {
                    weak: false,
                    opaque,
                }),
                None,
            ) => opaque
                .parse()
                .ok()
                .filter(|version| of_version(*version) == format!("\"{opaque}\""))
                .map(Self::Version)
                .ok_or(PreconditionError::NeverMatches),
            (Some(_), None) => Err(PreconditionError::NeverMatches),
            (None, _) => Err(PreconditionError::Malformed),
        }
    }

    /// The version that the caller expects, if one was named.
    pub fn version(self) -> Option<i64> {
        match self {
            Self::Version(version) => Some(version),
            Self::Absent | Self::Any => None,
        }
    }

    /// The version, for decisions that must rest on one: 428 where none was named.
    pub fn required(self) -> Result<i64, Fault> {
        self.version()
            .ok_or(Fault::new(&fault::PRECONDITION_REQUIRED))
    }
}

impl From<PreconditionError> for Fault {
    fn from(error: PreconditionError) -> Self {
        Self::new(match error {
            PreconditionError::Malformed | PreconditionError::List => {
                &fault::MALFORMED_PRECONDITION
            }
            PreconditionError::NeverMatches => &fault::STALE,
        })
    }
}

/// Whether the caller of a GET already has the representation with this tag, so that 304 will do.
pub fn not_modified(headers: &HeaderMap, etag: &str) -> bool {
    let current = etag.trim_start_matches("W/").trim_matches('"');
    headers
        .get_all(header::IF_NONE_MATCH)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.trim() == "*"
                || tags(value).is_some_and(|tags| tags.iter().any(|tag| tag.opaque == current))
        })
}

struct Tag<'a> {
    weak: bool,
    opaque: &'a str,
}

/// Reads a list of entity tags; a comma may stand inside a tag.
fn tags(mut rest: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Some(tags);
        }
        let weak = rest.starts_with("W/");
        let quoted = rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?;
        let (opaque, after) = quoted.split_once('"')?;
        if !(after.is_empty() || after.starts_with([' ', '\t', ','])) {
            return None;
        }
        tags.push(Tag { weak, opaque });
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;
    use poem::http::header::HeaderName;

    use super::*;

    fn with(name: &HeaderName, values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name.clone(), HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_change_rests_on_one_strong_tag_or_on_any() {
        use Precondition::{Absent, Any, Version};
        use PreconditionError::{List, Malformed, NeverMatches};
        let cases: &[(&[&'static str], Result<Precondition, PreconditionError>)] = &[
            (&[], Ok(Absent)),
            (&["*"], Ok(Any)),
            (&["\"7\""], Ok(Version(7))),
            (&[" \"7\" "], Ok(Version(7))),
            (&["W/\"7\""], Err(NeverMatches)),
            (&["\"x,y\""], Err(NeverMatches)),
            (&["\"07\""], Err(NeverMatches)),
            (&["\"+7\""], Err(NeverMatches)),
            (&["\"7\", \"8\""], Err(List)),
            (&["\"7\"", "\"8\""], Err(List)),
            (&["7"], Err(Malformed)),
            (&["\"7"], Err(Malformed)),
            (&["\"7\"8"], Err(Malformed)),
            (&[""], Err(Malformed)),
            (&["\"7\", *"], Err(Malformed)),
        ];
        for (values, expected) in cases {
            assert_eq!(
                Precondition::of(&with(&header::IF_MATCH, values)),
                *expected,
                "{values:?}"
            );
        }
    }

    #[test]
    fn a_decision_without_a_version_is_told_to_name_one() {
        assert_eq!(Precondition::Version(7).required().unwrap(), 7);
        for without in [Precondition::Absent, Precondition::Any] {
            assert_eq!(without.required().unwrap_err().kind.status, 428);
        }
        let status = |error| Fault::from(error).kind.status;
        assert_eq!(status(PreconditionError::NeverMatches), 412);
        assert_eq!(status(PreconditionError::List), 400);
        assert_eq!(status(PreconditionError::Malformed), 400);
    }

    #[test]
    fn a_reader_who_has_the_representation_is_told_so() {
        let cases: &[(&[&'static str], bool)] = &[
            (&[], false),
            (&["\"7\""], true),
            (&["W/\"7\""], true),
            (&["\"6\", \"7\""], true),
            (&["\"6\"", "\"7\""], true),
            (&["*"], true),
            (&["\"6\""], false),
            (&["7"], false),
        ];
        for (values, expected) in cases {
            let headers = with(&header::IF_NONE_MATCH, values);
            assert_eq!(
                not_modified(&headers, &of_version(7)),
                *expected,
                "{values:?}"
            );
        }
    }

    #[test]
    fn other_content_has_another_tag() {
        assert_eq!(of_content(b"a"), of_content(b"a"));
        assert_ne!(of_content(b"a"), of_content(b"b"));
        assert_eq!(of_content(b"a").len(), 26);
    }
}
