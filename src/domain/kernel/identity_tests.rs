use proptest::prelude::*;

use super::*;

/// The accepted and the refused spellings of one kind of value.
fn examined<T: FromStr<Err = Invalid> + AsRef<str>>(valid: &[&str], invalid: &[&str], code: &str) {
    for text in valid {
        assert_eq!(
            text.parse::<T>().map(|v| v.as_ref().to_owned()),
            Ok((*text).to_owned())
        );
    }
    for text in invalid {
        let refusal = text.parse::<T>().map(|v| v.as_ref().to_owned());
        assert_eq!(refusal.map_err(|e| e.code), Err(code), "{text}");
    }
}

macro_rules! as_text {
    ($($name:ident),+) => {
        $(impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        })+
    };
}
as_text!(
    NationalCode,
    CompanyId,
    PostalCode,
    Landline,
    Sheba,
    DomainName
);

#[test]
fn a_national_code_has_ten_digits_and_a_true_check_digit() {
    examined::<NationalCode>(
        &[
            "0076229645",
            "1583250689",
            "0499370899",
            "0790419904",
            "0084575948",
            "0963695398",
            "0067749828",
            "0183382390",
            "1234567891",
            "1000000060",
            "1000000011",
            "1000000079",
            "1000000001",
        ],
        &[
            "",
            "1234567890",
            "0499370898",
            "0684159415",
            "4567891235",
            "1111111111",
            "0000000000",
            "012345678",
            "76229645",
            "00762296450",
            "007622964a",
            "00762 29645",
            "+076229645",
        ],
        "national-code",
    );
}

#[test]
fn a_national_code_is_read_in_any_digits_and_shown_only_masked() {
    for typed in ["۰۰۷۶۲۲۹۶۴۵", " ٠٠٧-٦٢٢٩٦٤-٥ ", "\u{200F}007\u{200C}6229645"]
    {
        let code: NationalCode = typed.parse().unwrap();
        assert_eq!(code.as_str(), "0076229645");
        assert_eq!(code.masked(), "007***9645");
        assert_eq!(format!("{code:?}"), "NationalCode(007***9645)");
    }
}

#[test]
fn a_bad_row_is_an_error_that_does_not_repeat_it() {
    let stored = serde_json::to_string(&"0076229645".parse::<NationalCode>().unwrap()).unwrap();
    assert_eq!(stored, "\"0076229645\"");
    assert!(serde_json::from_str::<NationalCode>(&stored).is_ok());
    let error = serde_json::from_str::<NationalCode>("\"0076229646\"").unwrap_err();
    assert!(!error.to_string().contains("0076229646"));
}

#[test]
fn a_company_id_has_eleven_digits_and_a_true_check_digit() {
    examined::<CompanyId>(
        &[
            "10380284790",
            "10861677542",
            "14005893875",
            "14007650912",
            "10320894878",
            "10101234565",
            "14001234562",
            "14001234660",
            "14001234700",
        ],
        &[
            "",
            "10380285692",
            "10380284791",
            "11111111111",
            "10102015077",
            "10100000000",
            "123000000",
            "1038028479",
            "1038028479x",
        ],
        "company-id",
    );
}

#[test]
fn a_company_id_with_six_empty_places_is_refused_whatever_its_check_digit() {
    for check in 0..=9 {
        assert!(format!("1010000001{check}").parse::<CompanyId>().is_err());
    }
}

#[test]
fn a_postal_code_has_ten_digits_and_does_not_begin_with_zero() {
    examined::<PostalCode>(
        &["1619735744", "1234567890"],
        &[
            "0619735744",
            "161973574",
            "1111111111",
            "16197357444",
            "161973574a",
        ],
        "postal-code",
    );
}

#[test]
fn an_unusual_postal_code_is_accepted_with_a_remark() {
    let cases = [
        ("1619735744", true),
        ("1619635744", false),
        ("1629635744", true),
        ("1619635724", true),
        ("1619535744", true),
        ("1619835744", true),
        ("1609635744", true),
        ("1111635744", true),
        ("1619600000", false),
    ];
    for (code, unusual) in cases {
        assert_eq!(
            code.parse::<PostalCode>().unwrap().is_unusual(),
            unusual,
            "{code}"
        );
    }
}

#[test]
fn a_mobile_number_is_stored_in_one_form() {
    for typed in [
        "09123456789",
        "9123456789",
        "+989123456789",
        "00989123456789",
        "989123456789",
        "۰۹۱۲-۳۴۵-۶۷۸۹",
    ] {
        let mobile: Mobile = typed.parse().unwrap();
        assert_eq!(mobile.as_str(), "+989123456789", "{typed}");
        assert_eq!(format!("{mobile:?}"), "Mobile(+98912***6789)");
    }
    for typed in [
        "",
        "0912345678",
        "091234567890",
        "08123456789",
        "+979123456789",
        "+9809123456789",
        "+09123456789",
        "0912345678a",
        "02112345678",
    ] {
        assert_eq!(typed.parse::<Mobile>(), Err(NOT_A_MOBILE), "{typed}");
    }
}

#[test]
fn a_landline_number_has_an_area_and_eight_digits() {
    examined::<Landline>(
        &["02188888888", "08631234567"],
        &[
            "",
            "2188888888",
            "0218888888",
            "021888888888",
            "09123456789",
            "00188888888",
        ],
        "landline",
    );
    let typed: Landline = "۰۲۱-۸۸۸۸۸۸۸۸".parse().unwrap();
    assert_eq!(typed.to_string(), "02188888888");
}

#[test]
fn a_sheba_number_checks_its_digits() {
    examined::<Sheba>(
        &[
            "IR820540102680020817909002",
            "IR062960000000100324200001",
            "IR580540105180021273113007",
            "IR050170000000123456789012",
        ],
        &[
            "",
            "IR820540102680020817909003",
            "IR012345678901234567890123",
            "IR82054010268002081790900",
            "820540102680020817909002",
            "DE820540102680020817909002",
            "IR8205401026800208179O9002",
        ],
        "sheba",
    );
    let typed: Sheba = "ir82 0540 1026 8002 0817 9090 02".parse().unwrap();
    assert_eq!(typed.as_str(), "IR820540102680020817909002");
    assert_eq!(typed.bank(), "054");
    assert_eq!(format!("{typed:?}"), "Sheba(IR82***9002)");
}

#[test]
fn a_domain_name_is_a_host_of_lower_case_labels() {
    let longest = format!("{}.ir", "a".repeat(63));
    examined::<DomainName>(
        &[
            "karyabi.ir",
            "www.kar-yabi.co.ir",
            "xn--mgba3a4f16a.ir",
            "1karyabi.com",
            &longest,
        ],
        &[
            "",
            "karyabi",
            "karyabi.",
            ".ir",
            "kar..ir",
            "-a.ir",
            "a-.ir",
            "a_b.ir",
            "کاریابی.ir",
            "http://karyabi.ir",
            "karyabi.ir/",
            "karyabi.ir:80",
            "10.0.0.1",
            "a b.ir",
            "ab--c.ir",
            "xn--.ir",
            &format!("{}.ir", "a".repeat(64)),
            &format!("{}ir", "abcd.".repeat(51)),
        ],
        "domain-name",
    );
    assert_eq!(
        " KarYabi.IR ".parse::<DomainName>().unwrap().as_str(),
        "karyabi.ir"
    );
}

/// The one digit that completes nine others, by trying all ten.
fn completed(nine: &str) -> Vec<String> {
    (0..=9)
        .map(|check| format!("{nine}{check}"))
        .filter(|code| code.parse::<NationalCode>().is_ok())
        .collect()
}

fn with_digit(code: &str, place: usize, digit: u8) -> String {
    let mut changed = code.to_owned();
    changed.replace_range(place..=place, &digit.to_string());
    changed
}

proptest! {
    #[test]
    fn nine_digits_have_exactly_one_check_digit(nine in "[0-9]{9}") {
        let equal = nine.bytes().all(|b| b == nine.as_bytes()[0]);
        prop_assert_eq!(completed(&nine).len(), usize::from(!equal));
    }

    // Weights 2 to 10 are no multiples of 11, so a slip in one of the first nine digits changes the
    // remainder. Remainders 1 and 10 share the check digit 1: that slip alone can go unseen.
    #[test]
    fn one_mistyped_digit_is_noticed_unless_both_codes_are_checked_by_one(
        nine in "[0-9]{9}",
        place in 0..10_usize,
        digit in 0..10_u8,
    ) {
        for code in completed(&nine) {
            let changed = with_digit(&code, place, digit);
            prop_assume!(changed != code);
            if changed.parse::<NationalCode>().is_ok() {
                prop_assert!(place < 9 && code.ends_with('1'), "{} {}", code, changed);
            }
        }
    }

    #[test]
    fn one_mistyped_digit_of_a_sheba_number_is_always_noticed(
        account in "[0-9]{22}",
        place in 2..26_usize,
        digit in 0..10_u8,
    ) {
        let valid: Vec<String> = (0..100)
            .map(|check| format!("IR{check:02}{account}"))
            .filter(|number| number.parse::<Sheba>().is_ok())
            .collect();
        prop_assert_eq!(valid.len(), 1);
        let changed = with_digit(&valid[0], place, digit);
        prop_assert_eq!(changed.parse::<Sheba>().is_ok(), changed == valid[0]);
    }

    #[test]
    fn no_input_makes_a_reading_panic(text in any::<String>()) {
        let _ = text.parse::<NationalCode>();
        let _ = text.parse::<CompanyId>();
        let _ = text.parse::<PostalCode>();
        let _ = text.parse::<Mobile>();
        let _ = text.parse::<Landline>();
        let _ = text.parse::<Sheba>();
        if let Ok(name) = text.parse::<DomainName>() {
            prop_assert!(name.as_str().is_ascii());
        }
    }
}
