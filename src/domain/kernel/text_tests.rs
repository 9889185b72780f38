use proptest::prelude::*;

use super::*;

#[test]
fn stored_text_has_persian_letters_and_nothing_unseen() {
    let cases = [
        ("كاريابي", "کاریابی"),
        ("موسى", "موسی"),
        ("کــــار", "کار"),
        ("مسئول", "مسئول"),
        ("مسي\u{0654}ول", "مسئول"),
        ("ا\u{0653}زاد", "آزاد"),
        ("ا\u{200D}\u{0653}زاد", "آزاد"),
        ("\u{202B}کار\u{202C}\u{200F}\u{FEFF}یابی", "کاریابی"),
        ("می\u{200C}\u{200C}شود", "می\u{200C}شود"),
        ("می\u{200C}\u{200B}\u{200C}شود", "می\u{200C}شود"),
        ("\u{200C}کار\u{200C}", "کار"),
        ("کار\u{200C} \u{200C}یابی", "کار یابی"),
        ("ماده ۵ و 5 و ٥", "ماده ۵ و 5 و ٥"),
        ("﷼", "﷼"),
        ("  کار  ", "کار"),
    ];
    for (typed, stored) in cases {
        assert_eq!(storage_form(typed), stored, "{typed:?}");
    }
}

#[test]
fn texts_that_people_take_for_the_same_have_equal_keys() {
    let cases = [
        ("كاريابي", "کاریابی"),
        ("می‌شود", "می شود"),
        ("۱۴۰۳/٠۱", "1403/01"),
        ("مسئول", "مسیول"),
        ("کــــار", "کار"),
        ("كَارْ", "کار"),
        ("أحمد", "احمد"),
        ("مؤسسه", "موسسه"),
        ("فاطمة", "فاطمه"),
        ("خانۀ", "خانه"),
        ("خانه\u{0654}", "خانه"),
        ("ﻛﺎﺭ", "کار"),
        ("﷼", "ریال"),
        ("کار\u{00A0}\u{00A0}یابی", " کار یابی "),
        ("KarYabi", "karyabi"),
    ];
    for (a, b) in cases {
        assert_eq!(search_key(a), search_key(b), "{a} {b}");
    }
    assert_ne!(search_key("کار"), search_key("گار"));
    assert_eq!(search_key("می‌شود"), "می شود");
}

#[test]
fn joined_and_parted_spellings_meet_in_the_key_without_spaces() {
    assert_ne!(search_key("می‌شود"), search_key("میشود"));
    for spelling in ["می‌شود", "می شود", "میشود"] {
        assert_eq!(joined_key(spelling), "میشود");
    }
}

#[test]
fn a_name_is_one_line_in_storage_form() {
    let name: Name = " كاريابي   مهر\u{200C}گان ".parse().unwrap();
    assert_eq!(name.as_str(), "کاریابی مهر\u{200C}گان");
    assert_eq!("الف".repeat(200).parse::<Name>(), Err(NAME_TOO_LONG));
    assert!("ا".repeat(200).parse::<Name>().is_ok());
    assert_eq!("ا".repeat(201).parse::<Name>(), Err(NAME_TOO_LONG));
    for empty in ["", "  ", "\u{200C}", "\u{200F}\u{FEFF}", "ـ", "\n"] {
        assert_eq!(empty.parse::<Name>(), Err(EMPTY), "{empty:?}");
    }
    for bad in [
        "کار\nیابی",
        "کار\u{0}",
        "کار\tیابی",
        "\u{7}کار",
        "کار\u{2028}یابی",
    ] {
        assert_eq!(bad.parse::<Name>(), Err(CONTROL_CHARACTERS), "{bad:?}");
    }
}

#[test]
fn a_short_text_has_one_line_and_a_long_one_several() {
    assert!("ا".repeat(500).parse::<ShortText>().is_ok());
    assert_eq!(
        "ا".repeat(501).parse::<ShortText>(),
        Err(SHORT_TEXT_TOO_LONG)
    );
    assert_eq!("الف\nب".parse::<ShortText>(), Err(CONTROL_CHARACTERS));
    let long: LongText = "سطر نخست\r\nسطر دوم\n".parse().unwrap();
    assert_eq!(long.as_str(), "سطر نخست\nسطر دوم");
    assert!("ا".repeat(4000).parse::<LongText>().is_ok());
    assert_eq!(
        "ا".repeat(4001).parse::<LongText>(),
        Err(LONG_TEXT_TOO_LONG)
    );
    assert_eq!("الف\rب".parse::<LongText>(), Err(CONTROL_CHARACTERS));
    assert_eq!("\r\n".parse::<LongText>(), Err(EMPTY));
}

#[test]
fn a_bad_row_of_text_is_an_error() {
    let name: Name = serde_json::from_str("\"کاریابی\"").unwrap();
    assert_eq!(serde_json::to_string(&name).unwrap(), "\"کاریابی\"");
    assert!(serde_json::from_str::<Name>("\"\"").is_err());
    assert!(serde_json::from_str::<LongText>("\"\\u0000\"").is_err());
}

/// Letters of both scripts with the marks, spaces and controls that make trouble.
fn typed_text() -> impl Strategy<Value = String> {
    "[ا-یكيىأؤئةۀآپچژگکa-zA-Z0-9۰-۹٠-٩ـًٌٍَُِّْٰٕٓٔ \u{00A0}\u{200C}\u{200D}\u{200F}\u{FEFF}\u{202B}﷼ﻛﺎ]{0,40}"
}

proptest! {
    #[test]
    fn storage_form_is_stored_unchanged(text in typed_text()) {
        let stored = storage_form(&text);
        prop_assert_eq!(storage_form(&stored), stored.clone());
        let folded = ['ي', 'ك', 'ى', '\u{0640}', '\u{200D}', '\u{FEFF}'];
        prop_assert!(!stored.contains(folded));
    }

    #[test]
    fn a_text_and_its_storage_form_are_found_by_the_same_key(text in typed_text()) {
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key.clone());
        prop_assert_eq!(search_key(&storage_form(&text)), key);
    }

    #[test]
    fn an_accepted_name_is_accepted_again_as_it_was_stored(text in any::<String>()) {
        if let Ok(name) = text.parse::<Name>() {
            let length = name.as_str().chars().count();
            prop_assert!((1..=200).contains(&length));
            prop_assert_eq!(name.as_str().parse::<Name>(), Ok(name.clone()));
        }
    }
}
