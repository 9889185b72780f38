//! The sample offices: who applies where for what, when it began, and how it stands today.

use crate::domain::kernel::province::Province::{
    self, Alborz, Bushehr, EastAzerbaijan, Fars, Gilan, Golestan, Hormozgan, Isfahan, Kerman,
    Kermanshah, Khuzestan, Mazandaran, Qom, RazaviKhorasan, Tehran, Yazd,
};
use crate::domain::placement::agency::AgencyKind::{self, Domestic, Foreign, Maritime};
use crate::domain::placement::agency::Channel::{self, Both, Electronic, Physical};
use crate::domain::placement::party::HolderType::{self, Legal, Natural};

use self::Fate::{
    Approved, AwaitingBoard, AwaitingGuarantee, AwaitingInquiry, Banned, Draft, GuaranteeLodged,
    Incomplete, Issued, IssuedAfterAdjournment, IssuedAfterCompletion, IssuedAfterSecondGuarantee,
    Lapsed, ReadyToIssue, Rejected, Submitted, UnderReview, Withdrawn,
};

/// An application of the demonstration and the licence that may have come of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office {
    /// Its number, which makes its people and places.
    pub(super) number: usize,
    /// The name of the agency.
    pub(super) name: &'static str,
    /// Where.
    pub(super) province: Province,
    /// Whom it places where.
    pub(super) kind: AgencyKind,
    /// How it reaches people.
    pub(super) channel: Channel,
    /// What the applicant is in law.
    pub(super) holder: HolderType,
    /// How many days before today the file was begun.
    pub(super) began: i64,
    /// How it stands.
    pub(super) fate: Fate,
}

/// How a file ends, or how far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Draft,
    /// A draft whose filing is refused because a ban runs against the applicant.
    Banned,
    Withdrawn,
    Submitted,
    Incomplete,
    Lapsed,
    UnderReview,
    AwaitingInquiry,
    AwaitingBoard,
    /// By the directorate, or by the board where it decides.
    Rejected,
    Approved,
    AwaitingGuarantee,
    /// A guarantee is lodged but not confirmed.
    GuaranteeLodged,
    ReadyToIssue,
    Issued,
    /// The file was sent back and completed.
    IssuedAfterCompletion,
    /// The first session had no quorum.
    IssuedAfterAdjournment,
    /// The first guarantee was too small.
    IssuedAfterSecondGuarantee,
}

type Row = (
    &'static str,
    Province,
    AgencyKind,
    Channel,
    HolderType,
    i64,
    Fate,
);

/// Tehran, Isfahan and Hormozgan together show every state and every kind.
#[rustfmt::skip]
const OFFICES: [Row; 48] = [
    ("کاریابی افق روشن", Tehran, Domestic, Physical, Natural, 880, Issued),
    ("کاریابی سپیدار", Tehran, Domestic, Electronic, Legal, 872, Issued),
    ("کاریابی پل جهان", Tehran, Foreign, Physical, Legal, 866, Issued),
    ("کاریابی دریای آرام", Hormozgan, Maritime, Physical, Legal, 860, IssuedAfterSecondGuarantee),
    ("کاریابی نقش جهان", Isfahan, Domestic, Both, Natural, 852, IssuedAfterCompletion),
    ("کاریابی زاینده‌رود", Isfahan, Foreign, Physical, Natural, 762, Issued),
    ("کاریابی ستاره شرق", RazaviKhorasan, Domestic, Physical, Natural, 760, Issued),
    ("کاریابی گلبرگ", Golestan, Domestic, Electronic, Natural, 756, Issued),
    ("کاریابی خلیج", Bushehr, Maritime, Physical, Natural, 754, Issued),
    ("کاریابی تخت‌جمشید", Fars, Domestic, Physical, Legal, 744, Issued),
    ("کاریابی راه ابریشم", Tehran, Foreign, Both, Legal, 640, IssuedAfterAdjournment),
    ("کاریابی کارون", Khuzestan, Domestic, Physical, Natural, 612, Issued),
    ("کاریابی ارک", EastAzerbaijan, Domestic, Physical, Natural, 588, Issued),
    ("کاریابی برخط همیار", Tehran, Domestic, Electronic, Natural, 560, Issued),
    ("کاریابی باران", Gilan, Domestic, Both, Natural, 533, Issued),
    ("کاریابی بادگیر", Yazd, Domestic, Physical, Legal, 510, Issued),
    ("کاریابی بیستون", Kermanshah, Domestic, Physical, Natural, 488, Issued),
    ("کاریابی افق‌های دور", RazaviKhorasan, Foreign, Physical, Legal, 462, IssuedAfterSecondGuarantee),
    ("کاریابی موج", Hormozgan, Maritime, Both, Legal, 440, Issued),
    ("کاریابی ارگ", Kerman, Domestic, Physical, Natural, 421, Issued),
    ("کاریابی طبرستان", Mazandaran, Domestic, Electronic, Natural, 399, IssuedAfterCompletion),
    ("کاریابی مهرگان", Alborz, Domestic, Physical, Legal, 377, Issued),
    ("کاریابی پیوند", Qom, Domestic, Physical, Natural, 352, Issued),
    ("کاریابی سرو شیراز", Fars, Foreign, Electronic, Legal, 330, Issued),
    ("کاریابی کوشا", Tehran, Domestic, Physical, Natural, 305, Issued),
    ("کاریابی آوا", Isfahan, Domestic, Electronic, Legal, 280, Issued),
    ("کاریابی نگین", Tehran, Domestic, Physical, Natural, 255, Rejected),
    ("کاریابی فردا", Tehran, Foreign, Physical, Natural, 240, Rejected),
    ("کاریابی سفر کار", Isfahan, Foreign, Physical, Legal, 220, IssuedAfterAdjournment),
    ("کاریابی دماوند", Tehran, Domestic, Both, Legal, 200, Issued),
    ("کاریابی لنگر", Hormozgan, Maritime, Physical, Natural, 180, Issued),
    ("کاریابی رویش", Isfahan, Domestic, Electronic, Natural, 160, Withdrawn),
    ("کاریابی مهر", Isfahan, Domestic, Physical, Natural, 150, Lapsed),
    ("کاریابی آینده", EastAzerbaijan, Domestic, Electronic, Legal, 130, Issued),
    ("کاریابی پارس", Fars, Domestic, Physical, Natural, 110, Withdrawn),
    ("کاریابی چشم‌انداز", Tehran, Foreign, Physical, Legal, 58, Approved),
    ("کاریابی کهکشان", Tehran, Foreign, Electronic, Legal, 56, ReadyToIssue),
    ("کاریابی بندر نو", Hormozgan, Maritime, Physical, Legal, 54, GuaranteeLodged),
    ("کاریابی راه روشن", Isfahan, Foreign, Both, Natural, 50, AwaitingGuarantee),
    ("کاریابی آفتاب", Isfahan, Domestic, Physical, Natural, 40, Approved),
    ("کاریابی هم‌راه", Tehran, Domestic, Electronic, Natural, 38, ReadyToIssue),
    ("کاریابی مسیر", Tehran, Foreign, Physical, Natural, 33, AwaitingBoard),
    ("کاریابی صدف", Hormozgan, Maritime, Electronic, Legal, 32, AwaitingBoard),
    ("کاریابی امید", Isfahan, Domestic, Physical, Legal, 24, UnderReview),
    ("کاریابی تلاش", Tehran, Domestic, Electronic, Natural, 18, AwaitingInquiry),
    ("کاریابی گام نو", Tehran, Domestic, Physical, Natural, 16, Incomplete),
    ("کاریابی بازگشت", Hormozgan, Domestic, Physical, Natural, 12, Banned),
    ("کاریابی کاوش", Tehran, Domestic, Electronic, Natural, 6, Submitted),
];

/// Drafts are begun everywhere; this one stays.
const DRAFT: Row = ("کاریابی نهال", Tehran, Domestic, Both, Natural, 3, Draft);

/// All offices in these provinces.
pub(super) fn offices(provinces: &[Province]) -> Vec<Office> {
    let rows = OFFICES.into_iter().chain([DRAFT]);
    let offices = rows.enumerate().map(|(at, row)| {
        let (name, province, kind, channel, holder, began, fate) = row;
        Office {
            number: at + 1,
            name,
            province,
            kind,
            channel,
            holder,
            began,
            fate,
        }
    });
    offices
        .filter(|it| provinces.contains(&it.province))
        .collect()
}

/// The city of an office and the area code of its telephone.
pub(super) fn city(province: Province) -> (&'static str, &'static str) {
    match province {
        Alborz => ("کرج", "026"),
        Bushehr => ("بوشهر", "077"),
        EastAzerbaijan => ("تبریز", "041"),
        Fars => ("شیراز", "071"),
        Gilan => ("رشت", "013"),
        Golestan => ("گرگان", "017"),
        Hormozgan => ("بندرعباس", "076"),
        Isfahan => ("اصفهان", "031"),
        Kerman => ("کرمان", "034"),
        Kermanshah => ("کرمانشاه", "083"),
        Khuzestan => ("اهواز", "061"),
        Mazandaran => ("ساری", "011"),
        Qom => ("قم", "025"),
        RazaviKhorasan => ("مشهد", "051"),
        Yazd => ("یزد", "035"),
        _ => ("تهران", "021"),
    }
}
