//! The duty of a company to register the activity in its articles of association (اساسنامه), once it
//! is licensed (A9).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::history::What;
use super::{Changed, Holder, Licence, LicenceEvent, PlacementEvent, Refusal};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::documents::DocumentRef;
use crate::domain::placement::policies::{Policies, PolicyKey};

const ARTICLES: Citation = Citation::article(9);

/// The registration, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlesRegistration {
    /// The day on which the register of companies entered it.
    pub registered_on: NaiveDate,
    /// Number and date of the official notice (آگهی تغییرات).
    pub notice: ShortText,
    /// The scan of the notice.
    pub evidence: DocumentRef,
}

/// How the duty of a company stands. Its term has no effect on the licence: what is overdue is a
/// matter for inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlesDuty {
    /// The term, explained.
    pub due: Deadline,
    /// The registration, if it was shown.
    pub registration: Option<ArticlesRegistration>,
}

impl ArticlesDuty {
    /// Whether the term has run out on a day without a registration.
    pub fn is_overdue(&self, on: NaiveDate) -> bool {
        self.registration.is_none() && self.due.has_run_out(on)
    }
}

impl Licence {
    /// The duty, if the licence is a company's; the term runs from the first issue and is reckoned by
    /// the policy `a9.register_days` of that day. One granted before the bylaw has it among what it
    /// conforms to.
    pub fn articles_duty(
        &self,
        closed: &ClosedDays,
        book: &PolicyBook<PolicyKey>,
    ) -> Option<ArticlesDuty> {
        let since = self.articles_since()?;
        let due = Deadline::days(
            since,
            Policies::on(book, since).length(PolicyKey::A9RegisterDays),
            closed,
            Some(self.province()),
            PolicyKey::A9RegisterDays.citation(),
        );
        Some(ArticlesDuty {
            due,
            registration: self.articles().cloned(),
        })
    }

    /// The day of first issue from which the duty of a company counts, done or not.
    pub fn articles_since(&self) -> Option<NaiveDate> {
        let company = matches!(self.grant.holder, Holder::Company { .. });
        let first = self.documents.first().map(|it| it.issued_on);
        first.filter(|_| company && self.legacy.is_none())
    }

    /// The same while the duty is open and the licence has not ended.
    pub fn articles_open_since(&self) -> Option<NaiveDate> {
        self.articles_since()
            .filter(|_| self.articles().is_none() && self.require_not_ended().is_ok())
    }

    /// The registration that was shown.
    pub fn articles(&self) -> Option<&ArticlesRegistration> {
        self.facts().iter().find_map(|fact| match &fact.what {
            What::ArticlesRegistered { registration } => Some(&**registration),
            _ => None,
        })
    }

    /// Shows that the activity is registered in the articles, in time or late.
    pub fn register_articles(
        mut self,
        registration: ArticlesRegistration,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        if !matches!(self.grant.holder, Holder::Company { .. }) {
            return Err(Refusal::rule(
                "no-articles-of-association",
                ARTICLES,
                "تکلیف ثبت موضوع فعالیت در اساسنامه ویژه اشخاص حقوقی است.",
                "Only a company has articles of association.",
            ));
        }
        if self.articles().is_some() {
            return Err(Refusal::rule(
                "articles-registered-already",
                ARTICLES,
                "ثبت موضوع فعالیت در اساسنامه پیش‌تر اعلام شده است.",
                "The registration in the articles was shown already.",
            ));
        }
        if registration.registered_on > today {
            return Err(Refusal::rule(
                "articles-registered-later",
                ARTICLES,
                "تاریخ ثبت پس از امروز نیست.",
                "The registration lies no later than today.",
            ));
        }
        let event = LicenceEvent::ArticlesRegistered {
            registered_on: registration.registered_on,
            notice: registration.notice.clone(),
            evidence: registration.evidence.sha256.clone(),
        };
        let effective = registration.registered_on;
        let registration = Box::new(registration);
        self.record(effective, today, What::ArticlesRegistered { registration });
        Ok(Changed::new(self, event))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, sample, sample_of_a_company};
    use super::*;
    use crate::domain::kernel::calendar::SolarHijri;
    use crate::domain::placement::documents::{DocumentKind, MediaType};
    use uuid::Uuid;

    fn registration(on: &str) -> ArticlesRegistration {
        ArticlesRegistration {
            registered_on: day(on),
            notice: "۱۴۰۴/۱۲".parse().unwrap(),
            evidence: DocumentRef {
                id: Uuid::nil(),
                kind: DocumentKind::CompanyRegistration,
                sha256: "0".repeat(64).parse().unwrap(),
                media_type: MediaType::Pdf,
                size: 1,
                uploaded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
                by: Uuid::nil(),
            },
        }
    }

    fn duty(licence: &Licence) -> Option<ArticlesDuty> {
        licence.articles_duty(&ClosedDays::default(), &PolicyBook::default())
    }

    /// Covers A9.
    #[test]
    fn a_company_registers_its_activity_within_sixty_days_of_its_licence_and_a_person_need_not() {
        assert_eq!(duty(&sample()), None);
        let refused = sample().register_articles(registration("2026-01-10"), day("2026-01-10"));
        assert_eq!(refused.unwrap_err().code, "no-articles-of-association");

        let licence = sample_of_a_company();
        let open = duty(&licence).unwrap();
        // Issued on 1404/10/04; the sixtieth day after it is 1404/12/04.
        assert_eq!(SolarHijri::of(open.due.advised()).to_string(), "1404-12-04");
        let last = open.due.last_accepted();
        assert!(!open.is_overdue(last));
        assert!(open.is_overdue(open.due.final_on()));
        // It has no effect on the licence.
        assert!(licence.operating_permitted(open.due.final_on()));

        let early = licence
            .clone()
            .register_articles(registration("2026-01-11"), day("2026-01-10"));
        assert_eq!(early.unwrap_err().code, "articles-registered-later");
        let late = open.due.final_on();
        let done = licence.register_articles(registration("2026-01-10"), late);
        let done = done.unwrap().into_parts().0;
        assert!(!duty(&done).unwrap().is_overdue(late));
        assert_eq!(done.articles_open_since(), None);
        let twice = done.register_articles(registration("2026-01-10"), late);
        assert_eq!(twice.unwrap_err().code, "articles-registered-already");
    }
}
