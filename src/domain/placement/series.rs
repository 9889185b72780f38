//! How numbers of a province are written: a letter for the series, two digits of the province, the Solar
//! Hijri year and a serial of six digits or more; in a demo registry with `D-` before it.

use std::ops::RangeInclusive;

use crate::domain::kernel::province::Province;

const DEMO: &str = "D-";

/// Writes a number.
pub(super) fn written(
    letter: char,
    province: Province,
    year: u16,
    serial: u32,
    demo: bool,
) -> String {
    let prefix = if demo { DEMO } else { "" };
    let start = start(letter, province);
    format!("{prefix}{start}{year:04}-{serial:06}")
}

/// What the numbers of a province's series begin with, after the mark of a demo registry.
pub(super) fn start(letter: char, province: Province) -> String {
    format!("{letter}{}-", province.code().trim_start_matches("IR-"))
}

/// The letter of the series, if the text is such a number.
pub(super) fn letter(text: &str) -> Option<char> {
    let own = without_mark(text);
    let letter = own.chars().next().filter(char::is_ascii_uppercase)?;
    let mut parts = own[1..].split('-');
    let (province, year, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let holds = parts.next().is_none()
        && digits(province, 2..=2)
        && digits(year, 4..=4)
        && digits(serial, 6..=10)
        && format!("IR-{province}").parse::<Province>().is_ok();
    holds.then_some(letter)
}

/// Whether a demo registry gave the number.
pub(super) fn is_demo(text: &str) -> bool {
    text.starts_with(DEMO)
}

/// The number without the mark of a demo registry.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix(DEMO).unwrap_or(text)
}

fn digits(part: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}
