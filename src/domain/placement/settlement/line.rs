//! One job seeker of a closed office: what is owed, what was paid, what became of the person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AGENCY, OFFICE};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::documents::Sha256Hex;

/// A job seeker as the file is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeekerClaim {
    /// The identity of the line.
    pub line: Uuid,
    /// The person's name. Personal data.
    pub seeker: Name,
    /// What the agency owes the person, in rial.
    pub owed: Rial,
}

/// The line of a job seeker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeekerLine {
    id: Uuid,
    seeker: Name,
    owed: Rial,
    payments: Vec<Payment>,
    claimed: Rial,
    outcome: Option<SeekerOutcome>,
    remainder: Option<Remainder>,
}

/// Money that a job seeker got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How much, in rial.
    pub amount: Rial,
    /// From whom.
    pub by: Payer,
    /// What shows it.
    pub evidence: Evidence,
}

/// Who paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "payer")]
pub enum Payer {
    /// The agency.
    Agency,
    /// A bank, on its guarantee.
    Guarantee {
        /// Which.
        id: Uuid,
    },
}

/// What shows that something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The day on which it was done.
    pub on: NaiveDate,
    /// Number and date of the receipt or record.
    pub record: ShortText,
    /// The scanned document, if there is one.
    pub document: Option<Sha256Hex>,
}

impl Evidence {
    pub(super) fn require_between(&self, from: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
        if (from..=today).contains(&self.on) {
            return Ok(());
        }
        Err(Refusal::rule(
            "evidence-date",
            AGENCY,
            "تاریخ سند پیش از پایان مجوز یا پس از امروز نیست.",
            "Evidence is dated no earlier than the end of the licence and no later than today.",
        ))
    }
}

/// What became of a job seeker (A6.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum SeekerOutcome {
    /// Transferred to another agency with the person's consent.
    Transferred {
        /// The licence of that agency.
        licence: Uuid,
        /// The person's consent.
        consent: Evidence,
    },
    /// Paid back in full and closed.
    RefundedAndClosed {
        /// The person's statement.
        evidence: Evidence,
    },
    /// Nobody could reach the person.
    Unreachable {
        /// What was tried.
        attempts: LongText,
        /// The day on which it was given up.
        on: NaiveDate,
    },
}

/// Where a job seeker goes for what nobody paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "remainder")]
pub enum Remainder {
    /// To the court.
    Court {
        /// The reference.
        reference: ShortText,
    },
    /// Deposited for a person whom nobody could reach.
    Deposit {
        /// The receipt.
        reference: ShortText,
    },
}

impl SeekerOutcome {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Transferred { .. } => "transferred",
            Self::RefundedAndClosed { .. } => "refunded_and_closed",
            Self::Unreachable { .. } => "unreachable",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Transferred { .. } => "منتقل‌شده به کاریابی دیگر با رضایت",
            Self::RefundedAndClosed { .. } => "وجوه پرداخت و مختومه",
            Self::Unreachable { .. } => "دسترسی ناممکن",
        }
    }

    /// The licence that the person went to.
    pub const fn licence(&self) -> Option<Uuid> {
        match self {
            Self::Transferred { licence, .. } => Some(*licence),
            Self::RefundedAndClosed { .. } | Self::Unreachable { .. } => None,
        }
    }
}

impl Remainder {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Court { .. } => "court",
            Self::Deposit { .. } => "deposit",
        }
    }

    /// The case at the court, or the receipt of the deposit.
    pub const fn reference(&self) -> &ShortText {
        match self {
            Self::Court { reference } | Self::Deposit { reference } => reference,
        }
    }
}

impl SeekerLine {
    pub(super) fn of(claim: SeekerClaim) -> Self {
        Self {
            id: claim.line,
            seeker: claim.seeker,
            owed: claim.owed,
            payments: Vec::new(),
            claimed: Rial::ZERO,
            outcome: None,
            remainder: None,
        }
    }

    /// Its identity.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The person's name. Personal data.
    pub fn seeker(&self) -> &Name {
        &self.seeker
    }

    /// What is owed, in rial.
    pub fn owed(&self) -> Rial {
        self.owed
    }

    /// What was paid, oldest first.
    pub fn payments(&self) -> &[Payment] {
        &self.payments
    }

    /// The sum of what was paid, never more than what is owed.
    pub fn paid(&self) -> Rial {
        self.payments.iter().fold(Rial::ZERO, |sum, payment| {
            sum.checked_add(payment.amount).unwrap_or(Rial::MAX)
        })
    }

    /// What is still owed.
    pub fn outstanding(&self) -> Rial {
        self.owed.checked_sub(self.paid()).unwrap_or_default()
    }

    /// What a guarantee has been called for and not yet repaid.
    pub fn claimed(&self) -> Rial {
        self.claimed
    }

    /// What is owed and neither paid nor claimed.
    pub fn unclaimed(&self) -> Rial {
        self.outstanding()
            .checked_sub(self.claimed)
            .unwrap_or_default()
    }

    /// What is referred to the court or deposited: all that nobody paid and no claim covers.
    pub fn referred(&self) -> Rial {
        match self.remainder {
            Some(_) => self.unclaimed(),
            None => Rial::ZERO,
        }
    }

    /// What is owed, and neither paid nor claimed nor referred.
    pub fn uncovered(&self) -> Rial {
        match self.remainder {
            Some(_) => Rial::ZERO,
            None => self.unclaimed(),
        }
    }

    /// What became of the person.
    pub fn outcome(&self) -> Option<&SeekerOutcome> {
        self.outcome.as_ref()
    }

    /// Where the person goes for the rest.
    pub fn remainder(&self) -> Option<&Remainder> {
        self.remainder.as_ref()
    }

    /// Whether nothing is owed any more.
    pub fn is_paid(&self) -> bool {
        self.outstanding() == Rial::ZERO
    }

    /// Whether the person has an outcome, and the money is paid or referred elsewhere.
    pub fn is_settled(&self) -> bool {
        self.outcome.is_some() && (self.is_paid() || self.remainder.is_some())
    }

    pub(super) fn pay(&mut self, payment: Payment) -> Result<(), Refusal> {
        let open = match payment.by {
            Payer::Agency => self.unclaimed(),
            Payer::Guarantee { .. } => self.claimed,
        };
        if payment.amount == Rial::ZERO || payment.amount > open {
            return Err(Refusal::rule(
                "payment-too-great",
                AGENCY,
                "مبلغ پرداخت باید بیش از صفر باشد و از مانده بدهی بیشتر نباشد.",
                "A payment is above zero and no more than what is still owed on this footing.",
            ));
        }
        if let Payer::Guarantee { .. } = payment.by {
            self.claimed = self.claimed.checked_sub(payment.amount).unwrap_or_default();
        }
        self.payments.push(payment);
        Ok(())
    }

    pub(super) fn claim(&mut self, amount: Rial) -> Result<(), Refusal> {
        if amount == Rial::ZERO || amount > self.unclaimed() {
            return Err(Refusal::rule(
                "claim-too-great",
                AGENCY,
                "مبلغ مطالبه هر کارجو باید بیش از صفر باشد و از مانده طلب او بیشتر نباشد.",
                "A share of a claim is above zero and no more than what the person is still owed.",
            ));
        }
        self.claimed = self.claimed.checked_add(amount).unwrap_or(Rial::MAX);
        Ok(())
    }

    pub(super) fn settle(
        &mut self,
        outcome: SeekerOutcome,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        if self.outcome.is_some() {
            return Err(Refusal::rule(
                "line-settled",
                OFFICE,
                "وضعیت این کارجو پیش‌تر تعیین شده است.",
                "The line has its outcome already.",
            ));
        }
        let sound = match &outcome {
            SeekerOutcome::Transferred { consent, .. } => consent.on <= today,
            SeekerOutcome::RefundedAndClosed { evidence } => self.is_paid() && evidence.on <= today,
            SeekerOutcome::Unreachable { on, .. } => *on <= today,
        };
        if !sound {
            return Err(Refusal::rule(
                "outcome-not-proved",
                OFFICE,
                "مختومه شدن با پرداخت کامل وجوه ممکن است و تاریخ رضایت، تسویه یا پیگیری پس از امروز نیست.",
                "A refund is complete, and consent, statement or search are dated no later than today.",
            ));
        }
        self.outcome = Some(outcome);
        Ok(())
    }

    pub(super) fn refer(&mut self, remainder: Remainder) -> Result<(), Refusal> {
        if self.unclaimed() == Rial::ZERO || self.claimed != Rial::ZERO {
            return Err(Refusal::rule(
                "no-remainder",
                AGENCY,
                "مانده‌ای که ارجاع شود وجود ندارد یا مطالبه از ضمانت‌نامه در جریان است.",
                "Nothing remains to be referred, or a claim on the guarantee is under way.",
            ));
        }
        if self.remainder.is_some() {
            return Err(Refusal::rule(
                "remainder-referred",
                AGENCY,
                "مانده طلب این کارجو پیش‌تر ارجاع شده است.",
                "What remains is referred already.",
            ));
        }
        self.remainder = Some(remainder);
        Ok(())
    }
}
