//! The three families of digits that people in Iran type, and the one that machines keep.

/// Writes every ASCII digit of a text as the Persian one.
pub fn to_persian(text: &str) -> String {
    // A Persian digit takes two bytes.
    let mut shown = String::with_capacity(text.len() * 2);
    shown.extend(text.chars().map(persian_digit));
    shown
}

/// Writes every Persian (۰ to ۹) and Arabic-Indic (٠ to ٩) digit of a text as the ASCII one.
pub fn to_ascii(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

/// A whole number in Persian digits with «٬» between thousands, for example «۱٬۲۰۰٬۰۰۰».
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::new();
    if number < 0 {
        shown.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push('٬');
        }
        shown.push(persian_digit(digit));
    }
    shown
}

/// The form in which a typed identifier is examined: ASCII digits, trimmed, and without the
/// half-spaces, dashes and direction marks that come along when it is copied from a text.
pub fn identifier(typed: &str) -> String {
    identifying(typed).collect::<String>().trim().to_owned()
}

/// The characters of an [`identifier`], one by one; spaces may stand at their ends.
pub fn identifying(typed: &str) -> impl Iterator<Item = char> {
    typed
        .trim()
        .chars()
        .filter(|c| !is_carried_along(*c))
        .map(ascii_digit)
}

/// The digits of a text that consists of exactly `N` ASCII digits.
pub(super) fn exactly<const N: usize>(text: &str) -> Option<[u32; N]> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    digits?.try_into().ok()
}

/// One digit, written as the Persian one; any other character as it is.
pub fn persian_digit(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32('۰' as u32 + digit).unwrap_or(c),
        None => c,
    }
}

/// One Persian or Arabic-Indic digit, written as the ASCII one; any other character as it is.
pub fn ascii_digit(c: char) -> char {
    let zero = match c {
        '۰'..='۹' => '۰',
        '٠'..='٩' => '٠',
        _ => return c,
    };
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

fn is_carried_along(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{00AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200C}'
    ) || super::text::is_unseen(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thousands_are_parted_with_the_persian_separator() {
        let cases = [
            (0, "۰"),
            (999, "۹۹۹"),
            (1_000, "۱٬۰۰۰"),
            (1_200_000, "۱٬۲۰۰٬۰۰۰"),
            (9_007_199_254_740_991, "۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۱"),
            (-12_345, "−۱۲٬۳۴۵"),
        ];
        for (number, shown) in cases {
            assert_eq!(grouped(number), shown);
        }
    }

    #[test]
    fn persian_and_arabic_digits_are_the_same_number() {
        assert_eq!(to_ascii("۱۴۰۳/٠۱ الف"), "1403/01 الف");
        assert_eq!(to_persian("A1405"), "A۱۴۰۵");
    }

    #[test]
    fn an_identifier_loses_what_came_along_with_copying() {
        assert_eq!(
            identifier(" \u{200F}۰۰۷۶-۲۲۹\u{200C}۶٤۵\u{202C} "),
            "0076229645"
        );
        assert_eq!(identifier("0076 229645"), "0076 229645");
    }

    proptest! {
        #[test]
        fn digits_come_back_from_persian(number in any::<u64>()) {
            let shown = to_persian(&number.to_string());
            prop_assert!(shown.chars().all(|c| ('۰'..='۹').contains(&c)));
            prop_assert_eq!(to_ascii(&shown), number.to_string());
        }
    }
}
