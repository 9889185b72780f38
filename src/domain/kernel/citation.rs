//! Where a rule stands in the law.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, de};

use super::digits;
use super::refusal::Invalid;

/// A place in the bylaw, or the policy that fills a gap which its text leaves open.
///
/// The short code follows the requirement catalogue: `A13.n3` is article 13, note 3; `A15.7`
/// article 15, clause 7; `A11.b4` article 11, part ب, clause 4; `A13.2n` the note below clause 2;
/// `PL.n1` note 1 of the parent law of 1380; `P:term.end` a policy of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub enum Citation {
    /// An article of the bylaw, with the part of it that is meant.
    Article(u8, Part),
    /// The parent law of 1380, its single article or one of its notes.
    ParentLaw(Option<u8>),
    /// The Civil Procedure Code of 1379, used by analogy for time limits.
    CivilProcedure(u16),
    /// Something the text leaves open, settled by a dated policy with this key.
    Policy(&'static str),
}

/// The part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The article itself.
    Whole,
    /// بند
    Clause(u8),
    /// تبصره
    Note(u8),
    /// The unnumbered note below a clause.
    NoteBelowClause(u8),
    /// A clause of part الف.
    PartA(u8),
    /// A clause of part ب.
    PartB(u8),
}

impl Citation {
    /// The article as a whole.
    pub const fn article(article: u8) -> Self {
        Self::Article(article, Part::Whole)
    }

    /// One clause (بند) of an article.
    pub const fn clause(article: u8, clause: u8) -> Self {
        Self::Article(article, Part::Clause(clause))
    }

    /// One note (تبصره) of an article.
    pub const fn note(article: u8, note: u8) -> Self {
        Self::Article(article, Part::Note(note))
    }

    /// The citation as an official text names it, for example «تبصره ۲ ماده ۵».
    pub fn persian(&self) -> String {
        let words = match self {
            Self::Article(article, part) => match part {
                Part::Whole => format!("ماده {article}"),
                Part::Clause(n) => format!("بند {n} ماده {article}"),
                Part::Note(n) => format!("تبصره {n} ماده {article}"),
                Part::NoteBelowClause(n) => format!("تبصره بند {n} ماده {article}"),
                Part::PartA(n) => format!("جزء {n} بند الف ماده {article}"),
                Part::PartB(n) => format!("جزء {n} بند ب ماده {article}"),
            },
            Self::ParentLaw(None) => "ماده واحده قانون ۱۳۸۰".to_owned(),
            Self::ParentLaw(Some(n)) => format!("تبصره {n} ماده واحده قانون ۱۳۸۰"),
            Self::CivilProcedure(article) => format!("ماده {article} قانون آیین دادرسی مدنی"),
            Self::Policy(key) => return format!("رویه سامانه ({key})"),
        };
        digits::to_persian(&words)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(article, part) => match part {
                Part::Whole => write!(f, "A{article}"),
                Part::Clause(n) => write!(f, "A{article}.{n}"),
                Part::Note(n) => write!(f, "A{article}.n{n}"),
                Part::NoteBelowClause(n) => write!(f, "A{article}.{n}n"),
                Part::PartA(n) => write!(f, "A{article}.a{n}"),
                Part::PartB(n) => write!(f, "A{article}.b{n}"),
            },
            Self::ParentLaw(None) => f.write_str("PL"),
            Self::ParentLaw(Some(n)) => write!(f, "PL.n{n}"),
            Self::CivilProcedure(article) => write!(f, "CPC{article}"),
            Self::Policy(key) => write!(f, "P:{key}"),
        }
    }
}

impl From<Citation> for String {
    fn from(citation: Citation) -> Self {
        citation.to_string()
    }
}

impl TryFrom<String> for Citation {
    type Error = Invalid;

    /// Reads what the registry stored, policies included.
    fn try_from(code: String) -> Result<Self, Invalid> {
        match code.strip_prefix("P:") {
            Some(key) => policy_key(key).map(Self::Policy).ok_or(NOT_A_CITATION),
            None => code.parse(),
        }
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::try_from(code).map_err(de::Error::custom)
    }
}

/// The longest key that a policy can have, and how many keys there can be: far more than are named.
const LONGEST_KEY: usize = 60;
const MOST_KEYS: usize = 500;

/// A policy's key that lives as long as the process. Each is kept once, so that reading the same
/// rows again and again needs no more room.
fn policy_key(key: &str) -> Option<&'static str> {
    static KEYS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let named = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_');
    if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(named) {
        return None;
    }
    let mut keys = KEYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = keys.get(key) {
        return Some(kept);
    }
    if keys.len() >= MOST_KEYS {
        return None;
    }
    let kept: &'static str = Box::leak(key.to_owned().into_boxed_str());
    keys.insert(kept);
    Some(kept)
}

impl FromStr for Citation {
    type Err = Invalid;

    /// Reads the short code of a place in a law. Policies cannot be cited by users.
    fn from_str(code: &str) -> Result<Self, Invalid> {
        parse(code).ok_or(NOT_A_CITATION)
    }
}

const NOT_A_CITATION: Invalid = Invalid {
    code: "citation",
    fa: "استناد قانونی باید به صورت A8.3 یا A5.n2 باشد.",
    en: "A citation has the form A8.3 or A5.n2.",
};

fn parse(code: &str) -> Option<Citation> {
    if let Some(article) = code.strip_prefix("CPC") {
        return Some(Citation::CivilProcedure(article.parse().ok()?));
    }
    if code == "PL" {
        return Some(Citation::ParentLaw(None));
    }
    if let Some(note) = code.strip_prefix("PL.n") {
        return Some(Citation::ParentLaw(Some(note.parse().ok()?)));
    }
    let rest = code.strip_prefix('A')?;
    let Some((article, part)) = rest.split_once('.') else {
        return Some(Citation::article(article_number(rest)?));
    };
    let part = if let Some(n) = part.strip_prefix('n') {
        Part::Note(n.parse().ok()?)
    } else if let Some(n) = part.strip_prefix('a') {
        Part::PartA(n.parse().ok()?)
    } else if let Some(n) = part.strip_prefix('b') {
        Part::PartB(n.parse().ok()?)
    } else if let Some(n) = part.strip_suffix('n') {
        Part::NoteBelowClause(n.parse().ok()?)
    } else {
        Part::Clause(part.parse().ok()?)
    };
    Some(Citation::Article(article_number(article)?, part))
}

/// The bylaw has twenty articles.
fn article_number(text: &str) -> Option<u8> {
    text.parse().ok().filter(|n| (1..=20).contains(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_read_back_from_its_code_and_named_in_persian() {
        let cases = [
            ("A7", "ماده ۷"),
            ("A8.3", "بند ۳ ماده ۸"),
            ("A5.n2", "تبصره ۲ ماده ۵"),
            ("A13.2n", "تبصره بند ۲ ماده ۱۳"),
            ("A11.b4", "جزء ۴ بند ب ماده ۱۱"),
            ("PL.n1", "تبصره ۱ ماده واحده قانون ۱۳۸۰"),
            ("CPC444", "ماده ۴۴۴ قانون آیین دادرسی مدنی"),
        ];
        for (code, persian) in cases {
            let citation: Citation = code.parse().unwrap();
            assert_eq!(citation.to_string(), code);
            assert_eq!(citation.persian(), persian);
        }
    }

    #[test]
    fn a_stored_citation_is_read_back_whether_law_or_policy() {
        for citation in [
            Citation::note(5, 2),
            Citation::CivilProcedure(444),
            Citation::Policy("a16.start"),
            Citation::Policy("ban.home_province"),
        ] {
            let stored = serde_json::to_string(&citation).unwrap();
            assert_eq!(serde_json::from_str::<Citation>(&stored).unwrap(), citation);
        }
        for bad in ["\"P:\"", "\"P:Term End\"", "\"A21\"", "7"] {
            assert!(serde_json::from_str::<Citation>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_not_in_the_bylaw_cannot_be_cited() {
        for code in ["", "A0", "A21", "A8.", "A8.x", "8.3", "A8.n", "P:term.end"] {
            assert!(code.parse::<Citation>().is_err(), "{code}");
        }
    }
}
