//! A line of an old register, read.

use std::str::FromStr;

use chrono::{Days, NaiveDate};

use super::cell::{Cell, Line, typed};
use super::column::{Column, Columns};
use super::finding::Finding;
use super::value::{self, Mended, Status};
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::identity::{DomainName, NationalCode, PostalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText, joined_key};
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::ban::{Party, Subject, SubjectRole};
use crate::domain::placement::licence::Holder;
use crate::domain::placement::premises::Premises;

/// A licence as the old register tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the line in the file.
    pub line: u64,
    /// The number of the licence there, which stays beside the registry's own.
    pub old_number: ShortText,
    /// The name of the agency.
    pub agency: Name,
    /// Whom it places where.
    pub kind: AgencyKind,
    /// How it reaches people.
    pub channel: Channel,
    /// The holder.
    pub holder: Holder,
    /// The holder and, of a company, its technical manager by their numbers. Personal data.
    pub parties: Vec<Subject>,
    /// The place of establishment.
    pub premises: Premises,
    /// Its site.
    pub website: Option<DomainName>,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// Its term from the day of issue; the day until which a licence is valid is its last.
    pub term: Term,
    /// Whose name stands below it.
    pub signed_by: Name,
}

impl Entry {
    /// The text under which the same licence is found again: a province numbers each kind.
    pub fn number_key(&self) -> String {
        let old_number = joined_key(self.old_number.as_str());
        number_key(self.premises.province, self.kind, &old_number)
    }

    /// The text under which another licence of the same holder, kind and place is found, if this
    /// one still runs.
    pub fn place_key(&self, today: NaiveDate) -> Option<String> {
        let holder = self.parties.first()?.party.key();
        let place = &self.premises.postal_code;
        (today < self.term.until_exclusive)
            .then(|| format!("{holder} {} {place}", self.kind.name()))
    }
}

/// The text under which a licence of a province and kind is found by the key of its old number.
pub fn number_key(province: Province, kind: AgencyKind, old_number: &str) -> String {
    format!("{} {} {old_number}", province.code(), kind.name())
}

/// What came of reading a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The licence, if the line holds one.
    pub entry: Option<Entry>,
    /// What is wrong or remarkable on the line.
    pub findings: Vec<Finding>,
}

impl Read {
    /// Reads a line as of today.
    pub fn line(columns: &Columns, line: &Line, today: NaiveDate) -> Self {
        let mut reading = Reading {
            columns,
            line,
            findings: Vec::new(),
        };
        let entry = reading.entry(today);
        Self {
            entry,
            findings: reading.findings,
        }
    }
}

/// A term beyond this many days may be a slip of the pen.
const LONGEST_TERM: i64 = 366 * 10;

struct Reading<'a> {
    columns: &'a Columns,
    line: &'a Line,
    findings: Vec<Finding>,
}

/// A cell cannot be read, and the report says so.
struct Reported;

impl Reading<'_> {
    /// Everything is looked at before the line is given up, so that all faults are known at once.
    fn entry(&mut self, today: NaiveDate) -> Option<Entry> {
        let old_number = self.required(Column::OldNumber, parsed);
        let agency = self.required(Column::Agency, parsed);
        let kind = self.required(Column::Kind, value::kind);
        let channel = self.optional(Column::Channel, value::channel);
        let holder = self.holder();
        let premises = self.premises();
        let website = self.optional(Column::Website, value::domain);
        let term = self.term(today);
        let signed_by = self.optional(Column::SignedBy, parsed);
        let channel = channel.ok()?.unwrap_or(Channel::Physical);
        let (holder, parties) = holder?;
        let (issued_on, term) = term?;
        let premises = premises?;
        let signed_by = match signed_by.ok()? {
            Some(name) => name,
            None => self.director_general(premises.province)?,
        };
        Some(Entry {
            line: self.line.number,
            old_number: old_number?,
            agency: agency?,
            kind: kind?,
            channel,
            holder,
            parties,
            premises,
            website: website.ok()?,
            issued_on,
            term,
            signed_by,
        })
    }

    fn holder(&mut self) -> Option<(Holder, Vec<Subject>)> {
        let is_company =
            self.text(Column::CompanyName).is_some() || self.text(Column::CompanyId).is_some();
        if !is_company {
            let name = self.full_name();
            let code = self.national_code(Column::NationalCode);
            let subject = person(SubjectRole::Holder, code?);
            return Some((Holder::Natural { name: name? }, vec![subject]));
        }
        let name = self.required(Column::CompanyName, parsed);
        let company_id = self.mended(Column::CompanyId, value::company_id);
        let manager = self.manager();
        let (technical_manager, code) = manager?;
        let company_id = company_id?;
        let party = Party::Company {
            company_id: company_id.clone(),
        };
        let holder = Holder::Company {
            name: name?,
            company_id,
            technical_manager,
        };
        let role = SubjectRole::Holder;
        let parties = vec![
            Subject { role, party },
            person(SubjectRole::TechnicalManager, code),
        ];
        Some((holder, parties))
    }

    /// The technical manager; lists that have no such column name the manager as the person.
    fn manager(&mut self) -> Option<(Name, NationalCode)> {
        let own = [Column::ManagerName, Column::ManagerCode];
        if own.into_iter().all(|column| self.text(column).is_none()) {
            self.warn(Column::FullName, PERSON_AS_MANAGER);
            let name = self.full_name();
            let code = self.national_code(Column::NationalCode);
            return Some((name?, code?));
        }
        let name = self.required(Column::ManagerName, parsed);
        let code = self.national_code(Column::ManagerCode);
        Some((name?, code?))
    }

    fn full_name(&mut self) -> Option<Name> {
        let parts = [Column::GivenName, Column::FamilyName];
        if self.text(Column::FullName).is_some()
            || parts.into_iter().all(|column| self.text(column).is_none())
        {
            return self.required(Column::FullName, parsed);
        }
        let [given, family] = parts.map(|column| self.required(column, parsed::<Name>));
        let name = format!("{} {}", given?, family?);
        self.kept(Column::FamilyName, name.parse())
    }

    fn national_code(&mut self, column: Column) -> Option<NationalCode> {
        self.mended(column, value::national_code)
    }

    fn premises(&mut self) -> Option<Premises> {
        let province = self.province();
        let city = self.required(Column::City, parsed);
        let address = self.required(Column::Address, parsed);
        let postal_code = self.required(Column::PostalCode, |text| {
            value::unspaced(text).parse::<PostalCode>()
        });
        if postal_code.as_ref().is_some_and(PostalCode::is_unusual) {
            self.warn(Column::PostalCode, UNUSUAL_POSTAL_CODE);
        }
        let landline = self.mended(Column::Phone, value::landline);
        Some(Premises {
            province: province?,
            city: city?,
            address: address?,
            postal_code: postal_code?,
            landline: landline?,
        })
    }

    fn province(&mut self) -> Option<Province> {
        let old = self.optional(Column::ProvinceBefore2020, value::province_before_2020);
        let Some(old) = old.ok()? else {
            return self.required(Column::Province, value::province);
        };
        match self.optional(Column::Province, value::province).ok()? {
            Some(province) if province != old => {
                self.fault(Column::Province, TWO_PROVINCES);
                None
            }
            _ => Some(old),
        }
    }

    fn term(&mut self, today: NaiveDate) -> Option<(NaiveDate, Term)> {
        let issued_on = self.required_day(Column::IssuedOn);
        let last_day = self.required_day(Column::ValidUntil);
        let status = self.optional(Column::Status, value::status);
        let (issued_on, last_day) = (issued_on?, last_day?);
        let mut holds = true;
        if issued_on > today {
            self.fault(Column::IssuedOn, NOT_ISSUED_YET);
            holds = false;
        }
        let term = Term::between(issued_on, last_day + Days::new(1)).ok();
        let term = term.filter(|it| it.from < it.until_exclusive);
        let Some(term) = term else {
            self.fault(Column::ValidUntil, ENDS_BEFORE_IT_BEGINS);
            return None;
        };
        if (term.until_exclusive - term.from).num_days() > LONGEST_TERM {
            self.warn(Column::ValidUntil, LONG_TERM);
        }
        let is_over = term.until_exclusive <= today;
        match status.ok()? {
            Some(Status::Over) if !is_over => {
                self.fault(Column::Status, SAID_TO_BE_OVER);
                holds = false;
            }
            Some(Status::InForce) if is_over => self.warn(Column::Status, OVER_BY_ITS_TERM),
            _ => {}
        }
        holds.then_some((issued_on, term))
    }

    /// Who signs licences, where the old register does not name the person.
    fn director_general(&mut self, province: Province) -> Option<Name> {
        let office = format!(
            "مدیرکل تعاون، کار و رفاه اجتماعی استان {}",
            province.name_fa()
        );
        self.kept(Column::SignedBy, office.parse())
    }

    fn required_day(&mut self, column: Column) -> Option<NaiveDate> {
        let day = self.optional_day(column).ok()?;
        if day.is_none() {
            self.fault(column, EMPTY);
        }
        day
    }

    /// A day, or none where nothing is written.
    fn optional_day(&mut self, column: Column) -> Result<Option<NaiveDate>, Reported> {
        match self.columns.cell(column, self.line) {
            Some(Cell::Day(day)) => Ok(Some(*day)),
            _ => self.optional(column, value::day),
        }
    }

    fn mended<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<Mended<T>, Invalid>,
    ) -> Option<T> {
        let (value, mended) = self.required(column, read)?;
        if let Some(how) = mended {
            self.warn(column, how);
        }
        Some(value)
    }

    fn required<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let value = self.optional(column, read).ok()?;
        if value.is_none() {
            self.fault(column, EMPTY);
        }
        value
    }

    /// A value, or none where nothing is written.
    fn optional<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<Option<T>, Reported> {
        if let Some(Cell::Day(_)) = self.columns.cell(column, self.line) {
            self.fault(column, A_DAY_HERE);
            return Err(Reported);
        }
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let value = if text.contains(char::REPLACEMENT_CHARACTER) {
            Err(UNREADABLE)
        } else {
            read(text)
        };
        self.kept(column, value).map(Some).ok_or(Reported)
    }

    fn kept<T>(&mut self, column: Column, value: Result<T, Invalid>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(reason) => {
                self.fault(column, reason);
                None
            }
        }
    }

    fn text(&self, column: Column) -> Option<&str> {
        match self.columns.cell(column, self.line)? {
            Cell::Text(text) => typed(text),
            Cell::Day(_) => None,
        }
    }

    fn fault(&mut self, column: Column, reason: Invalid) {
        let finding = Finding::error(self.line.number, column, reason);
        self.findings.push(finding);
    }

    fn warn(&mut self, column: Column, reason: Invalid) {
        let finding = Finding::warning(self.line.number, column, reason);
        self.findings.push(finding);
    }
}

fn parsed<T: FromStr<Err = Invalid>>(text: &str) -> Result<T, Invalid> {
    text.parse()
}

fn person(role: SubjectRole, national_code: NationalCode) -> Subject {
    let party = Party::Person { national_code };
    Subject { role, party }
}

const EMPTY: Invalid = Invalid {
    code: "cell-empty",
    fa: "این خانه نمی‌تواند خالی باشد.",
    en: "This cell cannot be empty.",
};

const UNREADABLE: Invalid = Invalid {
    code: "cell-unreadable",
    fa: "این خانه نویسه‌ای دارد که خوانا نیست؛ پرونده را با کدگذاری UTF-8 ذخیره کنید.",
    en: "This cell holds a character that cannot be read; save the file as UTF-8.",
};

const A_DAY_HERE: Invalid = Invalid {
    code: "cell-is-a-date",
    fa: "قالب این خانه در برگه تاریخ است؛ آن را به متن برگردانید.",
    en: "The sheet takes this cell for a date; make it text.",
};

const PERSON_AS_MANAGER: Invalid = Invalid {
    code: "person-taken-as-manager",
    fa: "برای شرکت مدیر فنی جداگانه نیامده است؛ شخص نام‌برده مدیر فنی دانسته می‌شود.",
    en: "No technical manager is named; the person on the line is taken for the company's.",
};

const UNUSUAL_POSTAL_CODE: Invalid = Invalid {
    code: "postal-code-unusual",
    fa: "کد پستی با ساختار معمول سازگار نیست؛ آن را دوباره ببینید.",
    en: "The postal code is not of the usual form; look at it again.",
};

const TWO_PROVINCES: Invalid = Invalid {
    code: "two-provinces",
    fa: "نام استان با کد پیشین آن سازگار نیست.",
    en: "The name of the province and its former code disagree.",
};

const NOT_ISSUED_YET: Invalid = Invalid {
    code: "issued-in-the-future",
    fa: "تاریخ صدور پس از امروز است.",
    en: "The day of issue lies in the future.",
};

const ENDS_BEFORE_IT_BEGINS: Invalid = Invalid {
    code: "term-order",
    fa: "پایان اعتبار پیش از آغاز آن است.",
    en: "The licence ends before it begins.",
};

const LONG_TERM: Invalid = Invalid {
    code: "term-unusually-long",
    fa: "مدت اعتبار بیش از ده سال است؛ تاریخ‌ها را دوباره ببینید.",
    en: "The term is longer than ten years; look at the dates again.",
};

const SAID_TO_BE_OVER: Invalid = Invalid {
    code: "status-against-term",
    fa: "وضعیت مجوز منقضی نوشته شده، ولی مدت آن به پایان نرسیده است.",
    en: "The licence is said to have expired, yet its term still runs.",
};

const OVER_BY_ITS_TERM: Invalid = Invalid {
    code: "expired-by-its-term",
    fa: "وضعیت مجوز فعال نوشته شده، ولی مدت آن به پایان رسیده است؛ منقضی ثبت می‌شود.",
    en: "The licence is said to be in force, yet its term is over; it is recorded as expired.",
};
