//! Violations and penalties of article 15, as requests name them and views show them.

use poem_openapi::Object;

use super::request::read;
use super::sessions::LegalBasisForm;
use super::view::enumeration;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::penalty::{
    ClauseRange, Length, LengthUnit, Penalty, PenaltyClass, PenaltyMatching, SuspensionRange,
};
use crate::domain::placement::violation::{Clause, Head};
use crate::error::Error;

enumeration! {
    /// The classes of penalty, from the mildest (A15).
    PenaltyClassName of PenaltyClass { Disciplinary, Suspension, Revocation }
}

enumeration! {
    /// What a length of time counts: days, or months of the Solar Hijri calendar.
    LengthUnitName of LengthUnit { Days, Months }
}

/// A finite length of time.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct LengthForm {
    /// How many, at least one and at most ten years.
    count: u16,
    /// Of what.
    unit: LengthUnitName,
}

/// The one penalty of a ruling (A15): a measure of discipline, a suspension or the revocation.
#[derive(Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct PenaltyForm {
    /// Its class.
    class: PenaltyClassName,
    /// The measure in the words of the matching directive, for `disciplinary` alone.
    measure: Option<String>,
    /// How long, for `suspension` alone, where it is a must.
    length: Option<LengthForm>,
}

/// A penalty as it counts.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct PenaltyView {
    /// Its class.
    class: PenaltyClassName,
    /// The penalty in words.
    text_fa: String,
    /// The measure, for `disciplinary`.
    measure: Option<String>,
    /// How long, for `suspension`.
    length: Option<LengthForm>,
}

/// A violation of article 15.
#[derive(Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct ViolationForm {
    /// The clause of article 15, or 0 for any other breach of the bylaw and its directives.
    clause: u8,
    /// The provision that was breached; a must under clause 0.
    breached: Option<LegalBasisForm>,
}

/// A violation that was found.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ViolationView {
    /// The clause of article 15, or 0 for any other breach.
    clause: u8,
    /// Where it stands, for example `A15.4`.
    citation: String,
    /// The violation in the words of the bylaw.
    text_fa: String,
    /// The provision that was breached.
    breached: Option<LegalBasisForm>,
}

/// Which penalties one violation may have (A15.n1).
#[derive(Object)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct PenaltyRangeForm {
    /// The clause of article 15, or 0 for any other breach.
    clause: u8,
    /// The measures of discipline, from the mildest; none when the class is not allowed.
    #[oai(default, validator(max_items = 20))]
    disciplinary: Vec<String>,
    /// How long a suspension may be; absent when the class is not allowed.
    suspension: Option<SuspensionRangeForm>,
    /// Whether the licence may be revoked.
    #[oai(default)]
    revocation: bool,
}

/// How long a suspension may be, both ends included.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct SuspensionRangeForm {
    /// The shortest.
    least: LengthForm,
    /// The longest.
    most: LengthForm,
}

const ONE_PENALTY: Invalid = Invalid {
    code: "one-penalty",
    fa: "هر رأی تنها یکی از سه مجازات را دارد: تنبیه انضباطی با نام آن، تعلیق با مدت معین، یا ابطال.",
    en: "A ruling has one of three penalties: a named measure, a suspension of a finite length, or revocation.",
};

impl LengthForm {
    fn read(&self, at: &str) -> Result<Length, Error> {
        Length::new(self.count, self.unit.into()).map_err(|reason| Error::invalid(at, reason))
    }

    fn of(length: Length) -> Self {
        Self {
            count: length.count(),
            unit: length.unit().into(),
        }
    }
}

impl PenaltyForm {
    pub(super) fn read(&self, at: &str) -> Result<Penalty, Error> {
        match (self.class, &self.measure, &self.length) {
            (PenaltyClassName::Disciplinary, Some(measure), None) => Ok(Penalty::Disciplinary {
                measure: read(&format!("{at}/measure"), measure)?,
            }),
            (PenaltyClassName::Suspension, None, Some(length)) => Ok(Penalty::Suspension {
                length: length.read(&format!("{at}/length"))?,
            }),
            (PenaltyClassName::Revocation, None, None) => Ok(Penalty::Revocation),
            _ => Err(Error::invalid(at, ONE_PENALTY)),
        }
    }
}

impl PenaltyView {
    pub(super) fn of(penalty: &Penalty) -> Self {
        Self {
            class: penalty.class().into(),
            text_fa: penalty.persian(),
            measure: match penalty {
                Penalty::Disciplinary { measure } => Some(measure.to_string()),
                Penalty::Suspension { .. } | Penalty::Revocation => None,
            },
            length: match penalty {
                Penalty::Suspension { length } => Some(LengthForm::of(*length)),
                Penalty::Disciplinary { .. } | Penalty::Revocation => None,
            },
        }
    }
}

impl ViolationForm {
    pub(super) fn read(&self, at: &str) -> Result<Head, Error> {
        let clause = clause(self.clause, at)?;
        let breached = self.breached.as_ref();
        let breached = breached.map(|it| it.read(&format!("{at}/breached")));
        Ok(Head::new(clause, breached.transpose()?)?)
    }
}

impl ViolationView {
    pub(super) fn of(head: &Head) -> Self {
        let clause = head.clause();
        Self {
            clause: clause.number(),
            citation: clause.citation().to_string(),
            text_fa: clause.entry().fa.to_owned(),
            breached: head.breached().map(LegalBasisForm::of),
        }
    }
}

impl PenaltyRangeForm {
    /// The ranges of a matching directive.
    pub(super) fn read_all(forms: &[Self], at: &str) -> Result<PenaltyMatching, Error> {
        let ranges = forms.iter().enumerate();
        let ranges = ranges.map(|(index, form)| form.read(&format!("{at}/{index}")));
        PenaltyMatching::try_from(ranges.collect::<Result<Vec<_>, _>>()?)
            .map_err(|reason| Error::invalid(at, reason))
    }

    fn read(&self, at: &str) -> Result<ClauseRange, Error> {
        let measures = self.disciplinary.iter().enumerate();
        let measures =
            measures.map(|(index, text)| read(&format!("{at}/disciplinary/{index}"), text));
        let suspension = self.suspension.as_ref().map(|range| {
            Ok::<_, Error>(SuspensionRange {
                least: range.least.read(&format!("{at}/suspension/least"))?,
                most: range.most.read(&format!("{at}/suspension/most"))?,
            })
        });
        Ok(ClauseRange {
            clause: clause(self.clause, at)?,
            disciplinary: measures.collect::<Result<_, _>>()?,
            suspension: suspension.transpose()?,
            revocation: self.revocation,
        })
    }

    pub(super) fn of(range: &ClauseRange) -> Self {
        Self {
            clause: range.clause.number(),
            disciplinary: range.disciplinary.iter().map(ToString::to_string).collect(),
            suspension: range.suspension.map(|it| SuspensionRangeForm {
                least: LengthForm::of(it.least),
                most: LengthForm::of(it.most),
            }),
            revocation: range.revocation,
        }
    }
}

fn clause(number: u8, at: &str) -> Result<Clause, Error> {
    Clause::try_from(number).map_err(|reason| Error::invalid(format!("{at}/clause"), reason))
}
