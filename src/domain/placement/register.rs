//! The public register of licences: what everybody may know of each, and nothing else.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::agency::Channel;
use super::licence::{Halt, Holder, Licence, LicenceNumber, LicenceState, Standing};
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::province::Province;

/// One licence as the public sees it. Fields are listed here one by one, so that whatever else a
/// licence comes to hold stays inside until somebody decides otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its number, which tells the kind of agency too.
    pub number: LicenceNumber,
    /// What has been decided about it with finality.
    pub decision: LicenceState,
    /// The name of the agency.
    pub agency: Cow<'a, str>,
    /// How it reaches people.
    pub channel: Channel,
    /// The holder: a company's name, or a natural person's as the policy has it.
    pub holder: Cow<'a, str>,
    /// The technical manager of a company, likewise.
    pub technical_manager: Option<Cow<'a, str>>,
    /// The province of its premises.
    pub province: Province,
    /// The city or county.
    pub city: Cow<'a, str>,
    /// Street, alley and number.
    pub address: Cow<'a, str>,
    /// The domain of its site.
    pub website: Option<Cow<'a, str>>,
    /// The day on which the current document was issued.
    pub issued_on: NaiveDate,
    /// The term for which it is granted.
    pub term: Term,
    /// The first version of the paper that is good; older ones were superseded, or lost.
    pub good_from: u32,
    /// When the agency may not act although its licence is active.
    pub halts: Vec<Halt>,
}

/// How natural persons are named in public (policy `publication.persons`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonNames {
    /// With their full names.
    Full,
    /// With the first letter of each of their names.
    Initials,
}

impl PersonNames {
    /// What the policy says.
    pub fn of(policies: &Policies<'_>) -> Self {
        if policies.is(PolicyKey::PublicationPersons, "initials") {
            Self::Initials
        } else {
            Self::Full
        }
    }

    /// A stable name, the policy's own.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full_name",
            Self::Initials => "initials",
        }
    }

    fn show(self, name: &str) -> Cow<'_, str> {
        match self {
            Self::Full => Cow::Borrowed(name),
            Self::Initials => Cow::Owned(initials(name)),
        }
    }
}

/// The first letter of each name, «ن. ر.».
fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next())
        .map(|letter| format!("{letter}."))
        .collect::<Vec<_>>()
        .join(" ")
}

impl<'a> Entry<'a> {
    /// What the public may know of a licence on a day: a ruling that is final by then counts whether
    /// its consequences are written down or not, and one that is not final yet is nobody's business.
    pub fn of(licence: &'a Licence, names: PersonNames, today: NaiveDate) -> Self {
        let grant = licence.grant();
        let term = licence.span();
        let holder = match &grant.holder {
            Holder::Natural { name } => names.show(name.as_str()),
            Holder::Company { name, .. } => Cow::Borrowed(name.as_str()),
        };
        let premises = licence.premises();
        Self {
            number: licence.number().clone(),
            decision: licence.decision_on(today),
            agency: Cow::Borrowed(grant.agency.as_str()),
            channel: grant.channel,
            holder,
            technical_manager: licence
                .manager()
                .map(|it| Cow::Owned(names.show(it.name.as_str()).into_owned())),
            province: premises.province,
            city: Cow::Borrowed(premises.city.as_str()),
            address: Cow::Borrowed(premises.address.as_str()),
            website: grant
                .website
                .as_ref()
                .map(|domain| Cow::Borrowed(domain.as_str())),
            issued_on: licence
                .current_document()
                .map_or(term.from, |document| document.issued_on),
            term,
            good_from: licence.good_from(),
            halts: licence.halts(today),
        }
    }

    /// How the licence stands on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        self.decision.standing(self.term, today)
    }

    /// Whether the agency may act on a day: the licence is active and nothing halts it.
    pub fn may_act(&self, today: NaiveDate) -> bool {
        self.standing(today) == Standing::Active && !self.halts.iter().any(|it| it.covers(today))
    }

    /// The entry as one line without its end: fifteen values between tabs, none of which can hold
    /// a tab or a line break. The same entry always has the same line.
    pub fn line(&self) -> String {
        [
            &self.number.to_string(),
            decision_text(self.decision).as_str(),
            &self.agency,
            self.channel.name(),
            &self.holder,
            self.technical_manager.as_deref().unwrap_or_default(),
            self.province.code(),
            &self.city,
            &self.address,
            self.website.as_deref().unwrap_or_default(),
            &self.issued_on.to_string(),
            &self.term.from.to_string(),
            &self.term.until_exclusive.to_string(),
            &self.good_from.to_string(),
            &halts_text(&self.halts),
        ]
        .join("\t")
    }

    /// The number at the beginning of a line.
    pub fn number_of(line: &str) -> Option<LicenceNumber> {
        let (number, _) = line.split_once('\t')?;
        number.parse().ok()
    }

    /// Reads a line; nothing when it is none.
    pub fn of_line(line: &'a str) -> Option<Self> {
        Self::under(Self::number_of(line)?, line)
    }

    /// Reads a line that is known to be that of a number.
    pub fn under(number: LicenceNumber, line: &'a str) -> Option<Self> {
        let (_, values) = line.split_once('\t')?;
        let mut values = values.split('\t');
        let mut next = || values.next();
        let entry = Self {
            number,
            decision: decision_of(next()?)?,
            agency: next()?.into(),
            channel: channel_of(next()?)?,
            holder: next()?.into(),
            technical_manager: given(next()?),
            province: next()?.parse().ok()?,
            city: next()?.into(),
            address: next()?.into(),
            website: given(next()?),
            issued_on: day_of(next()?)?,
            term: Term::between(day_of(next()?)?, day_of(next()?)?).ok()?,
            good_from: next()?.parse().ok()?,
            halts: halts_of(next()?)?,
        };
        next().is_none().then_some(entry)
    }
}

fn given(value: &str) -> Option<Cow<'_, str>> {
    (!value.is_empty()).then_some(Cow::Borrowed(value))
}

/// A day in the form in which [`Entry::line`] writes it.
fn day_of(text: &str) -> Option<NaiveDate> {
    let [thousands, hundreds, tens, ones, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        // Years of other lengths have other forms.
        return text.parse().ok();
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
            Some(number * 10 + digit)
        })
    };
    let year = number(&[thousands, hundreds, tens, ones])?;
    NaiveDate::from_ymd_opt(
        year.try_into().ok()?,
        number(&[m1, m2])?,
        number(&[d1, d2])?,
    )
}

/// The decision with its ruling and dates, between colons.
fn decision_text(decision: LicenceState) -> String {
    match decision {
        LicenceState::Granted => "granted".to_owned(),
        LicenceState::Suspended {
            ruling,
            from,
            until_exclusive,
        } => format!("suspended:{ruling}:{from}:{until_exclusive}"),
        LicenceState::Revoked { ruling, on } => format!("revoked:{ruling}:{on}"),
        LicenceState::Transferred { to, on } => format!("transferred:{to}:{on}"),
        LicenceState::Surrendered { on } => format!("surrendered:{on}"),
    }
}

fn decision_of(text: &str) -> Option<LicenceState> {
    if text == "granted" {
        return Some(LicenceState::Granted);
    }
    let parts: Vec<&str> = text.split(':').collect();
    match *parts.as_slice() {
        ["suspended", ruling, from, until] => Some(LicenceState::Suspended {
            ruling: ruling.parse().ok()?,
            from: from.parse().ok()?,
            until_exclusive: until.parse().ok()?,
        }),
        ["revoked", ruling, on] => Some(LicenceState::Revoked {
            ruling: ruling.parse().ok()?,
            on: on.parse().ok()?,
        }),
        ["transferred", to, on] => Some(LicenceState::Transferred {
            to: to.parse().ok()?,
            on: on.parse().ok()?,
        }),
        ["surrendered", on] => Some(LicenceState::Surrendered {
            on: on.parse().ok()?,
        }),
        _ => None,
    }
}

/// The halts with their days, between colons and semicolons.
fn halts_text(halts: &[Halt]) -> String {
    let texts: Vec<_> = halts
        .iter()
        .map(|halt| match halt.until_exclusive {
            Some(until) => format!("{}:{until}", halt.from),
            None => format!("{}:", halt.from),
        })
        .collect();
    texts.join(";")
}

fn halts_of(text: &str) -> Option<Vec<Halt>> {
    text.split_terminator(';')
        .map(|halt| {
            let (from, until) = halt.split_once(':')?;
            Some(Halt {
                from: day_of(from)?,
                until_exclusive: match until {
                    "" => None,
                    until => Some(day_of(until)?),
                },
            })
        })
        .collect()
}

fn channel_of(name: &str) -> Option<Channel> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::placement::agency::AgencyKind;
    use crate::domain::placement::licence::Series;

    fn entry(website: Option<&'static str>) -> Entry<'static> {
        let series = Series {
            demo: false,
            province: Province::Tehran,
            kind: AgencyKind::Domestic,
            year: 1405,
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        Entry {
            number: LicenceNumber::new(series, 123).unwrap(),
            decision: LicenceState::Granted,
            agency: "کاریابی نوید زاینده‌رود".into(),
            channel: Channel::Both,
            holder: "نرگس رستگار".into(),
            technical_manager: None,
            province: Province::Tehran,
            city: "تهران".into(),
            address: "خیابان چهارباغ، پلاک ۴".into(),
            website: website.map(Cow::Borrowed),
            issued_on: day("2026-11-22"),
            term: Term::between(day("2026-11-22"), day("2028-11-22")).unwrap(),
            good_from: 2,
            halts: vec![
                Halt {
                    from: day("2026-12-01"),
                    until_exclusive: Some(day("2027-03-01")),
                },
                Halt {
                    from: day("2028-01-01"),
                    until_exclusive: None,
                },
            ],
        }
    }

    #[test]
    fn a_line_gives_back_the_entry_and_a_broken_one_gives_nothing() {
        for website in [None, Some("navid-kar.example")] {
            let entry = entry(website);
            let line = entry.line();
            assert_eq!(Entry::of_line(&line), Some(entry.clone()));
            assert_eq!(Entry::number_of(&line), Some(entry.number));
            for broken in [format!("{line}\t"), line.replacen("both", "", 1)] {
                assert_eq!(Entry::of_line(&broken), None, "{broken}");
            }
        }
    }

    #[test]
    fn an_entry_stands_as_its_term_says_on_each_day() {
        let entry = entry(None);
        let cases = [
            ("2026-11-21", Standing::NotYet),
            ("2026-11-22", Standing::Active),
            ("2028-11-21", Standing::Active),
            ("2028-11-22", Standing::Expired),
        ];
        for (day, standing) in cases {
            assert_eq!(entry.standing(day.parse().unwrap()), standing, "{day}");
        }
    }

    #[test]
    fn an_agency_may_act_while_its_licence_is_active_and_nothing_halts_it() {
        let entry = entry(None);
        let cases = [
            ("2026-11-21", false),
            ("2026-11-30", true),
            ("2026-12-01", false),
            ("2027-02-28", false),
            ("2027-03-01", true),
            ("2028-01-01", false),
        ];
        for (day, may_act) in cases {
            assert_eq!(entry.may_act(day.parse().unwrap()), may_act, "{day}");
        }
        let unhalted = Entry {
            halts: Vec::new(),
            ..entry
        };
        assert_eq!(Entry::of_line(&unhalted.line()), Some(unhalted.clone()));
    }

    #[test]
    fn a_person_is_named_as_the_policy_says() {
        let cases = [
            (PersonNames::Full, "سید علی رضوی"),
            (PersonNames::Initials, "س. ع. ر."),
        ];
        for (names, shown) in cases {
            assert_eq!(names.show("سید علی رضوی"), shown);
        }
    }
}
