//! Why a condition is not met, as far as that can be computed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A reason for which a condition of article 8 can't be held to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Shortfall {
    /// The person has declared another nationality.
    ForeignNational,
    /// No religion has been declared.
    ReligionNotDeclared,
    /// The person had not completed 25 years on the day of filing.
    TooYoung,
    /// The degree is below a bachelor's.
    DegreeTooLow,
    /// A man has neither completed his service nor is he exempt for good.
    ServiceNotDone,
    /// The person has not declared to be free of state employment.
    StateEmployee,
    /// No e-namad has been stated.
    EnamadMissing,
    /// The e-namad was issued for another domain.
    EnamadOfOtherDomain,
    /// The e-namad is not yet valid.
    EnamadNotYetValid,
    /// The e-namad has run out.
    EnamadExpired {
        /// The first day on which it no longer held.
        since: NaiveDate,
    },
    /// A target country has no language certificate of the applicant or of an employee.
    LanguageNotCovered,
    /// A language certificate has run out.
    LanguageExpired {
        /// The first day on which it no longer held.
        since: NaiveDate,
    },
    /// The confirmation of the criminal record has become too old.
    RecordConfirmationExpired {
        /// The first day on which it no longer held.
        since: NaiveDate,
    },
    /// The date of the certificate is missing, or lies after the day.
    CertificateDateWrong,
    /// No inquiry has been opened where the authority's answer is what counts.
    InquiryMissing,
    /// An inquiry has not been answered.
    InquiryOpen,
    /// The authority's last answer is adverse.
    InquiryAdverse,
    /// Neither a fitting document nor a favourable answer is on file.
    ProofMissing,
    /// No guarantee has been accepted.
    GuaranteeMissing,
    /// The guarantee is below the amount of the directive in force.
    GuaranteeTooSmall,
    /// The guarantee ends before the day that the policy asks for.
    GuaranteeTooShort,
}

impl Shortfall {
    /// The day from which something that held before no longer holds.
    pub const fn expired_since(self) -> Option<NaiveDate> {
        match self {
            Self::EnamadExpired { since }
            | Self::LanguageExpired { since }
            | Self::RecordConfirmationExpired { since } => Some(since),
            _ => None,
        }
    }

    /// Whether nothing is wrong, but something is still outstanding.
    pub const fn is_outstanding(self) -> bool {
        matches!(
            self,
            Self::InquiryMissing | Self::InquiryOpen | Self::ProofMissing | Self::GuaranteeMissing
        )
    }

    /// The reason in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::ForeignNational => "تابعیت اعلام‌شده ایرانی نیست.",
            Self::ReligionNotDeclared => "دین اعلام نشده است.",
            Self::TooYoung => "در تاریخ ثبت درخواست ۲۵ سال تمام نشده است.",
            Self::DegreeTooLow => "مدرک تحصیلی پایین‌تر از کارشناسی است.",
            Self::ServiceNotDone => "کارت پایان خدمت یا معافیت دائم وجود ندارد.",
            Self::StateEmployee => "عدم اشتغال در دستگاه‌های اجرایی دولتی اعلام نشده است.",
            Self::EnamadMissing => "نماد اعتماد الکترونیکی اعلام نشده است.",
            Self::EnamadOfOtherDomain => "نماد اعتماد الکترونیکی برای دامنه دیگری صادر شده است.",
            Self::EnamadNotYetValid => "اعتبار نماد اعتماد الکترونیکی هنوز آغاز نشده است.",
            Self::EnamadExpired { .. } => "اعتبار نماد اعتماد الکترونیکی پایان یافته است.",
            Self::LanguageNotCovered => "برای هر کشور هدف، گواهی زبان متقاضی یا کارمند او لازم است.",
            Self::LanguageExpired { .. } => "اعتبار گواهی زبان پایان یافته است.",
            Self::RecordConfirmationExpired { .. } => {
                "مهلت اعتبار گواهی عدم سوء پیشینه پایان یافته است."
            }
            Self::CertificateDateWrong => "تاریخ گواهی درج نشده یا پس از امروز است.",
            Self::InquiryMissing => "استعلام از مرجع ذی‌صلاح انجام نشده است.",
            Self::InquiryOpen => "پاسخ استعلام هنوز نرسیده است.",
            Self::InquiryAdverse => "پاسخ مرجع استعلام منفی است.",
            Self::ProofMissing => "مدرک یا پاسخ استعلام مناسبی در پرونده نیست.",
            Self::GuaranteeMissing => "ضمانت بانکی پذیرفته‌شده‌ای وجود ندارد.",
            Self::GuaranteeTooSmall => "مبلغ ضمانت بانکی کمتر از مبلغ مصوب هیئت مرکزی است.",
            Self::GuaranteeTooShort => "سررسید ضمانت بانکی زودتر از زمان لازم است.",
        }
    }

    /// The reason in English.
    pub const fn english(self) -> &'static str {
        match self {
            Self::ForeignNational => "The declared nationality is not Iranian.",
            Self::ReligionNotDeclared => "No religion has been declared.",
            Self::TooYoung => "25 full years were not completed on the day of filing.",
            Self::DegreeTooLow => "The degree is below a bachelor's.",
            Self::ServiceNotDone => {
                "There is neither an end-of-service card nor a permanent exemption."
            }
            Self::StateEmployee => "Freedom from state employment has not been declared.",
            Self::EnamadMissing => "No electronic mark of trust has been stated.",
            Self::EnamadOfOtherDomain => {
                "The electronic mark of trust was issued for another domain."
            }
            Self::EnamadNotYetValid => "The electronic mark of trust is not valid yet.",
            Self::EnamadExpired { .. } => "The electronic mark of trust has expired.",
            Self::LanguageNotCovered => {
                "Each target country needs a language certificate of the applicant or an employee."
            }
            Self::LanguageExpired { .. } => "A language certificate has expired.",
            Self::RecordConfirmationExpired { .. } => {
                "The confirmation that there is no criminal record has become too old."
            }
            Self::CertificateDateWrong => {
                "The date of the certificate is missing or in the future."
            }
            Self::InquiryMissing => "The competent authority has not been asked.",
            Self::InquiryOpen => "An inquiry has not been answered yet.",
            Self::InquiryAdverse => "The answer of the authority is adverse.",
            Self::ProofMissing => "Neither a fitting document nor a favourable answer is on file.",
            Self::GuaranteeMissing => "No guarantee has been accepted.",
            Self::GuaranteeTooSmall => {
                "The guarantee is below the amount fixed by the central board."
            }
            Self::GuaranteeTooShort => "The guarantee ends too early.",
        }
    }
}
