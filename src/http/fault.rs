//! What the transport refuses before any rule of the house is asked, and the catalogue of problems.

use poem::error::ResponseError;
use poem::http::StatusCode;

use super::problem::FieldError;

/// A kind of problem: its stable name, its status and its title in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The stable name, in kebab case; the last part of the problem's type.
    pub code: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// The title in Persian.
    pub fa: &'static str,
    /// The title in English.
    pub en: &'static str,
    /// What the caller may do about it, in Persian.
    pub detail_fa: &'static str,
    /// What the caller may do about it, in English.
    pub detail_en: &'static str,
}

/// A request that the transport refuses; it becomes a problem on its way out and never quotes the input.
#[derive(Debug, thiserror::Error)]
#[error("{}", kind.en)]
pub struct Fault {
    /// The kind of problem.
    pub kind: &'static Kind,
    /// The fields and parameters at fault, where they are known.
    pub errors: Vec<FieldError>,
}

impl Fault {
    /// A refusal of this kind.
    pub const fn new(kind: &'static Kind) -> Self {
        Self {
            kind,
            errors: Vec::new(),
        }
    }

    /// The same refusal, naming what is at fault.
    #[must_use]
    pub fn naming(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }
}

impl ResponseError for Fault {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Kind {
    /// The kind with this code.
    pub fn named(code: &str) -> Option<&'static Self> {
        CATALOGUE.iter().copied().find(|kind| kind.code == code)
    }

    /// What a bare status means.
    pub fn of_status(status: StatusCode) -> &'static Self {
        match status.as_u16() {
            400 => &MALFORMED_REQUEST,
            401 => &UNAUTHENTICATED,
            403 => &PERMISSION_DENIED,
            404 | 410 => &NOT_FOUND,
            405 => &METHOD_NOT_ALLOWED,
            406 => &NOT_ACCEPTABLE,
            408 => &REQUEST_TIMEOUT,
            409 => &CONFLICT,
            412 => &STALE,
            413 => &BODY_TOO_LARGE,
            415 => &UNSUPPORTED_MEDIA_TYPE,
            422 => &INVALID_VALUE,
            428 => &PRECONDITION_REQUIRED,
            429 => &TOO_MANY_REQUESTS,
            503 => &UNAVAILABLE,
            504 => &TIMED_OUT,
            status if status >= 500 => &INTERNAL,
            _ => &MALFORMED_REQUEST,
        }
    }
}

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident = $status:literal $code:literal
        $fa:literal $en:literal $detail_fa:literal $detail_en:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind {
            code: $code,
            status: $status,
            fa: $fa,
            en: $en,
            detail_fa: $detail_fa,
            detail_en: $detail_en,
        };)*

        /// Every kind of problem that the service names itself.
        pub static CATALOGUE: &[&Kind] = &[$(&$name),*];
    };
}

catalogue! {
    /// The request cannot be read.
    MALFORMED_REQUEST = 400 "malformed-request"
        "درخواست خوانا نیست" "The request cannot be read"
        "درخواست با قالب اعلام‌شده در سند رابط سازگار نیست."
        "The request does not have the form that the API document describes.";
    /// The body is not JSON.
    MALFORMED_JSON = 400 "malformed-json"
        "بدنه درخواست JSON معتبر نیست" "The body is not valid JSON"
        "بدنه درخواست را به صورت JSON معتبر با کدگذاری UTF-8 بفرستید."
        "Send the body as valid JSON in UTF-8.";
    /// A name stands twice in one JSON object.
    DUPLICATE_FIELD = 400 "duplicate-field"
        "نام تکراری در بدنه درخواست" "A name occurs twice in the body"
        "هر نام در یک شیء JSON تنها یک بار می‌آید."
        "Each name may occur only once in a JSON object.";
    /// The body is JSON but not the document that is expected.
    INVALID_BODY = 400 "invalid-body"
        "بدنه درخواست با الگو سازگار نیست" "The body does not follow its schema"
        "فیلدهای الزامی، نام‌ها و نوع مقدارها را با سند رابط بسنجید."
        "Compare the required fields, names and types with the API document.";
    /// A parameter of the path, the query or a header cannot be read.
    INVALID_PARAMETER = 400 "invalid-parameter"
        "پارامتر درخواست خوانا نیست" "A parameter cannot be read"
        "مقدار پارامتر با نوع اعلام‌شده در سند رابط سازگار نیست."
        "The value of the parameter is not of the type that the API document names.";
    /// The operation has no such query parameter.
    UNKNOWN_PARAMETER = 400 "unknown-parameter"
        "پارامتر ناشناخته" "Unknown parameter"
        "این عملیات چنین پارامتری ندارد یا پارامتر بیش از یک بار آمده است."
        "The operation has no such query parameter, or it was given more than once.";
    /// A conditional header cannot be read.
    MALFORMED_PRECONDITION = 400 "malformed-precondition"
        "سرآیند If-Match خوانا نیست" "If-Match cannot be read"
        "یک برچسب قوی، به همان شکلی که در ETag آمده است، بفرستید."
        "Send one strong tag, exactly as the ETag header gave it.";
    /// Nobody is signed in, or the credentials do not hold.
    UNAUTHENTICATED = 401 "unauthenticated"
        "نیاز به ورود" "Authentication is required"
        "برای این کار باید با اعتبارنامه معتبر وارد شوید."
        "Sign in with valid credentials.";
    /// The caller is known and may not do this.
    PERMISSION_DENIED = 403 "permission-denied"
        "دسترسی مجاز نیست" "Permission denied"
        "حساب کاربری شما اجازه این کار را ندارد."
        "Your account may not do this.";
    /// There is no such thing, or the caller may not know of it.
    NOT_FOUND = 404 "not-found"
        "یافت نشد" "Not found"
        "چنین نشانی یا پرونده‌ای وجود ندارد یا برای شما نمایان نیست."
        "There is no such address or record, or you may not see it.";
    /// The path exists, but not with this method.
    METHOD_NOT_ALLOWED = 405 "method-not-allowed"
        "روش درخواست مجاز نیست" "The method is not allowed"
        "روش‌های مجاز این نشانی در سرآیند Allow آمده است."
        "The methods of this address are listed in the Allow header.";
    /// No representation that the caller accepts.
    NOT_ACCEPTABLE = 406 "not-acceptable"
        "قالب درخواستی موجود نیست" "No acceptable representation"
        "پاسخ در قالب خواسته‌شده فراهم نیست."
        "The answer is not available in the requested form.";
    /// The request came too slowly.
    REQUEST_TIMEOUT = 408 "request-timeout"
        "درخواست به‌موقع نرسید" "The request came too slowly"
        "درخواست را دوباره بفرستید."
        "Send the request again.";
    /// The act collides with the state of things.
    CONFLICT = 409 "conflict"
        "ناسازگاری با وضعیت کنونی" "Conflict with the current state"
        "درخواست با وضعیت کنونی پرونده سازگار نیست."
        "The request is at odds with the current state of the record.";
    /// The state of the subject does not allow the act.
    ILLEGAL_TRANSITION = 409 "illegal-transition"
        "این اقدام در وضعیت کنونی ممکن نیست" "The state does not allow this"
        "وضعیت کنونی پرونده این اقدام را برنمی‌تابد."
        "The current state of the record does not allow this act.";
    /// A directive that the rule needs is not in force.
    DIRECTIVE_MISSING = 409 "directive-missing"
        "دستورالعمل لازم ابلاغ نشده است" "No directive is in force"
        "دستورالعمل هیئت مرکزی که این اقدام به آن نیاز دارد در این تاریخ نافذ نیست."
        "The directive of the central board that this act needs is not in force on this date.";
    /// The same request is still being carried out.
    REQUEST_RUNNING = 409 "request-running"
        "درخواست در حال انجام است" "The request is still running"
        "درخواستی با همین کلید هنوز در حال انجام است؛ کمی بعد دوباره بپرسید."
        "A request with this key is still running; ask again shortly.";
    /// Somebody else changed the record.
    STALE = 412 "stale"
        "پرونده در این میان تغییر کرده است" "Changed meanwhile"
        "نسخه تازه را بخوانید و دوباره تصمیم بگیرید."
        "Read the current version and decide again.";
    /// The body is larger than this operation takes.
    BODY_TOO_LARGE = 413 "body-too-large"
        "حجم درخواست بیش از اندازه است" "The body is too large"
        "حجم بدنه درخواست از سقف این عملیات بیشتر است."
        "The body is larger than this operation accepts.";
    /// The body has a type that the operation does not read.
    UNSUPPORTED_MEDIA_TYPE = 415 "unsupported-media-type"
        "نوع محتوا پشتیبانی نمی‌شود" "Unsupported content type"
        "سرآیند Content-Type را مطابق سند رابط بفرستید."
        "Send the Content-Type that the API document names.";
    /// A value can be read but breaks a rule of its kind.
    INVALID_VALUE = 422 "invalid-value"
        "مقدار نامعتبر" "Invalid value"
        "یک یا چند مقدار پذیرفتنی نیست."
        "One or more values are not acceptable.";
    /// A rule of the law forbids the act.
    RULE_BROKEN = 422 "rule-broken"
        "این اقدام خلاف مقررات است" "A rule forbids this"
        "این اقدام با حکم یادشده سازگار نیست."
        "The act is against the rule that is cited.";
    /// The idempotency key was used for another body.
    KEY_REUSED = 422 "idempotency-key-reused"
        "کلید تکرار برای درخواست دیگری به کار رفته است" "The key was used for another request"
        "برای هر درخواست تازه کلیدی تازه بسازید."
        "Make a new key for every new request.";
    /// The version that the decision rests on was not named.
    PRECONDITION_REQUIRED = 428 "precondition-required"
        "سرآیند If-Match لازم است" "If-Match is required"
        "نسخه‌ای را که تصمیم بر آن استوار است با سرآیند If-Match اعلام کنید."
        "Name the version that the decision rests on with the If-Match header.";
    /// Too many requests from one caller.
    TOO_MANY_REQUESTS = 429 "too-many-requests"
        "درخواست بیش از اندازه" "Too many requests"
        "کمی درنگ کنید و دوباره بفرستید."
        "Wait a little and send again.";
    /// The fault is ours.
    INTERNAL = 500 "internal"
        "خطای داخلی سامانه" "Internal error"
        "خطا ثبت شد؛ با شماره درخواست می‌توانید پیگیری کنید."
        "The error was recorded; quote the request id to follow it up.";
    /// The service cannot answer now.
    UNAVAILABLE = 503 "unavailable"
        "سامانه موقتاً پاسخگو نیست" "Temporarily unavailable"
        "کمی بعد دوباره تلاش کنید."
        "Try again shortly.";
    /// The answer was not ready in time.
    TIMED_OUT = 504 "timed-out"
        "پاسخ در زمان مقرر آماده نشد" "The answer was not ready in time"
        "کمی بعد دوباره تلاش کنید."
        "Try again shortly.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_own_code_and_speaks_both_languages() {
        for (index, kind) in CATALOGUE.iter().enumerate() {
            assert!(
                CATALOGUE
                    .iter()
                    .skip(index + 1)
                    .all(|it| it.code != kind.code),
                "{} stands twice",
                kind.code
            );
            assert!(StatusCode::from_u16(kind.status).unwrap().as_u16() >= 400);
            for persian in [kind.fa, kind.detail_fa] {
                assert!(
                    persian
                        .chars()
                        .any(|c| ('\u{600}'..='\u{6ff}').contains(&c))
                );
                assert!(!persian.contains(['ي', 'ك']), "{persian}");
            }
            for english in [kind.en, kind.detail_en] {
                assert!(english.is_ascii(), "{english}");
            }
            assert_eq!(Kind::named(kind.code), Some(*kind));
        }
    }

    #[test]
    fn a_bare_status_is_named_by_a_problem_of_its_class() {
        for status in 400..600_u16 {
            let kind = Kind::of_status(StatusCode::from_u16(status).unwrap());
            assert_eq!(kind.status / 100, status / 100, "{status}");
        }
    }
}
