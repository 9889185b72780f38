//! Persian text: one storage form, keys for searching, and texts that people type.

use std::str::FromStr;

use icu_normalizer::ComposingNormalizerBorrowed;
use serde::{Deserialize, Serialize};

use super::digits::ascii_digit;
use super::refusal::Invalid;
use super::string_value::{shown_as_stored, string_value};

/// The form in which prose is stored: composed, with Persian letters for their Arabic twins,
/// half-spaces only inside words, and without characters that cannot be seen. Digits stay as typed.
pub fn storage_form(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    // Arabic ي followed by a hamza composes to ئ, so letters are folded after composition.
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&seen);
    half_spaces_inside_words(composed.chars().map(persian_letter))
        .trim()
        .to_owned()
}

/// The key under which texts that people take for the same are equal: storage form, and further
/// without compatibility forms, carriers of hamza, vowel signs, half-spaces and capitals.
pub fn search_key(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let expanded = ComposingNormalizerBorrowed::new_nfkc().normalize(&seen);
    let folded: String = expanded
        .chars()
        .filter(|c| !is_unseen(*c) && !is_vowel_sign(*c))
        .map(|c| ascii_digit(search_letter(persian_letter(c))))
        .flat_map(char::to_lowercase)
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The [`search_key`] without spaces, under which «می‌شود», «می شود» and «میشود» are equal.
pub fn joined_key(text: &str) -> String {
    search_key(text).replace(' ', "")
}

/// A name (نام) of a person, an office or a place: one line of 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// A title, an address or a remark: one line of 1 to 500 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortText(String);

/// Grounds, findings or a letter: lines of together 1 to 4000 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LongText(String);

string_value!(Name);
string_value!(ShortText);
string_value!(LongText);
shown_as_stored!(Name, ShortText, LongText);

impl FromStr for Name {
    type Err = Invalid;

    /// Reads a name; runs of spaces become one.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let words = |stored: String| stored.split_whitespace().collect::<Vec<_>>().join(" ");
        typed(text, is_line_breaking, words, 200, NAME_TOO_LONG).map(Self)
    }
}

impl FromStr for ShortText {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        typed(
            text,
            is_line_breaking,
            |stored| stored,
            500,
            SHORT_TEXT_TOO_LONG,
        )
        .map(Self)
    }
}

impl FromStr for LongText {
    type Err = Invalid;

    /// Reads lines; the line ends that browsers send (CR LF) become LF.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.replace("\r\n", "\n");
        let forbidden = |c: char| c != '\n' && c.is_control();
        typed(&text, forbidden, |stored| stored, 4000, LONG_TEXT_TOO_LONG).map(Self)
    }
}

const EMPTY: Invalid = Invalid {
    code: "text-empty",
    fa: "این متن نمی‌تواند خالی باشد.",
    en: "This text cannot be empty.",
};

const CONTROL_CHARACTERS: Invalid = Invalid {
    code: "text-control-characters",
    fa: "این متن نویسه‌ی کنترلی یا شکست سطر نابه‌جا دارد.",
    en: "This text contains control characters or line breaks that it cannot have.",
};

const NAME_TOO_LONG: Invalid = Invalid {
    code: "text-too-long",
    fa: "نام نباید بیش از ۲۰۰ نویسه باشد.",
    en: "A name has at most 200 characters.",
};

const SHORT_TEXT_TOO_LONG: Invalid = Invalid {
    code: "text-too-long",
    fa: "این متن نباید بیش از ۵۰۰ نویسه باشد.",
    en: "This text has at most 500 characters.",
};

const LONG_TEXT_TOO_LONG: Invalid = Invalid {
    code: "text-too-long",
    fa: "این متن نباید بیش از ۴۰۰۰ نویسه باشد.",
    en: "This text has at most 4000 characters.",
};

fn typed(
    text: &str,
    forbidden: impl Fn(char) -> bool,
    arrange: impl Fn(String) -> String,
    longest: usize,
    too_long: Invalid,
) -> Result<String, Invalid> {
    // What surrounds a text was not meant, so a line break after a name is no offence.
    let text = text.trim();
    if text.contains(forbidden) {
        return Err(CONTROL_CHARACTERS);
    }
    let stored = arrange(storage_form(text));
    match stored.chars().count() {
        0 => Err(EMPTY),
        length if length > longest => Err(too_long),
        _ => Ok(stored),
    }
}

fn is_line_breaking(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Tatweel, zero-width characters other than the half-space, and the controls of direction.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{0640}'
            | '\u{061C}'
            | '\u{200B}'
            | '\u{200D}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// Harakat with the free-standing hamza and madda, and the dagger alef.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}')
}

fn persian_letter(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => c,
    }
}

fn search_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' => 'ی',
        'ة' | 'ۀ' => 'ه',
        '\u{200C}' | '\u{00A0}' => ' ',
        _ => c,
    }
}

const HALF_SPACE: char = '\u{200C}';

fn half_spaces_inside_words(characters: impl Iterator<Item = char>) -> String {
    let mut kept = String::new();
    let mut pending = false;
    for c in characters {
        if c == HALF_SPACE {
            pending = kept.chars().next_back().is_some_and(|c| !c.is_whitespace());
            continue;
        }
        if pending && !c.is_whitespace() {
            kept.push(HALF_SPACE);
        }
        pending = false;
        kept.push(c);
    }
    kept
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
