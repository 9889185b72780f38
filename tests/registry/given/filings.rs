//! What applicants fill in.

use chrono::NaiveDate;
use parvaneh::domain::kernel::calendar::SolarHijri;
use serde_json::{Value, json};

/// The province of every application in tests.
pub(crate) const TEHRAN: &str = "IR-23";
/// The technical manager of every company, and the applicant of every other file.
pub(crate) const PERSON: &str = "0076229645";
/// The company of every file of a company.
pub(crate) const COMPANY_NAME: &str =
    "شرکت بین‌المللی خدمات مشاوره‌ای و کارآفرینان آیندهٔ پارس (سهامی خاص)";

/// Who applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A woman for herself.
    Person,
    /// A company with a woman as its technical manager.
    Company,
}

/// What a file asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) holder: Holder,
}

pub(crate) const DOMESTIC_OF_A_PERSON: Wanted = Wanted {
    kind: "domestic",
    channel: "physical",
    holder: Holder::Person,
};

pub(crate) const ONLINE_OF_A_PERSON: Wanted = Wanted {
    kind: "domestic",
    channel: "electronic",
    holder: Holder::Person,
};

pub(crate) const FOREIGN_OF_A_COMPANY: Wanted = Wanted {
    kind: "foreign",
    channel: "physical",
    holder: Holder::Company,
};

pub(crate) const MARITIME_OF_A_PERSON: Wanted = Wanted {
    kind: "maritime",
    channel: "physical",
    holder: Holder::Person,
};

/// The Gregorian date of a Solar Hijri day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

/// An application in Tehran.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a filing is written where it is filed"
)]
pub(crate) fn application(filing: Value) -> Value {
    json!({"province": TEHRAN, "filing": filing})
}

/// Everything that an application of this kind wants filled in.
pub(crate) fn filing(wanted: Wanted) -> Value {
    let abroad = wanted.kind != "domestic";
    let mut filing = json!({
        "agency": {
            "name": if abroad { "راه‌گشای کار ایرانیان" } else { "کاریابی راه کار" },
            "kind": wanted.kind,
            "channel": wanted.channel,
            "target_countries": if abroad { vec!["DE"] } else { vec![] },
        },
        "person": {
            "national_code": PERSON,
            "given_name": "مؤمنه‌السادات",
            "family_name": "لاله‌زاری لایق",
            "birth_date": "1990-05-01",
            "sex": "female",
            "nationality": "iranian",
            "religion": "zoroastrian",
            "education": "master",
            "mobile": "09123456789",
        },
        "premises": {
            "province": TEHRAN,
            "city": "تهران",
            "address": "خیابان ولی‌عصر، کوچه لایق، پلاک ۱۲، واحد ۳",
            "postal_code": "1619735744",
            "landline": "02188776655",
        },
        "declarations": {
            "not_a_manpower_contractor": true,
            "not_employed_by_the_state": true,
        },
    });
    if wanted.channel != "physical" {
        filing["website"] = json!({
            "domain": "rahkar.example.ir",
            "enamad": enamad("1409-01-10"),
        });
    }
    if wanted.holder == Holder::Company {
        filing["company"] = json!({
            "company_id": "10380284790",
            "name": COMPANY_NAME,
            "registration_number": "۱۲۳۴۵",
            "registration_place": "تهران",
            "registered_on": "2011-03-30",
        });
    }
    filing
}

/// The mark of trust of the site.
pub(crate) fn enamad(expires_on: &str) -> Value {
    json!({
        "domain": "rahkar.example.ir",
        "id": "123456",
        "code": "AbCdEfGhIjKlMnOpQr12",
        "stars": 1,
        "issued_on": day("1401-01-10"),
        "expires_on": day(expires_on),
    })
}
