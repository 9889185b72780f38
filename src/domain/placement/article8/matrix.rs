//! Whom each condition of article 8 binds, as data.

use super::Criterion;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::party::{HolderType, Sex};

/// What the applicability of a condition depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// The kind of the agency.
    pub kind: AgencyKind,
    /// Its channel.
    pub channel: Channel,
    /// What the applicant is in law.
    pub holder: HolderType,
    /// The sex of the person on whom the conditions are tested.
    pub sex: Sex,
}

/// One line of the matrix: the condition binds a case that every column names.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The condition.
    pub criterion: Criterion,
    /// The kinds it binds. Maritime goes by the rules for foreign agencies (policy
    /// `maritime.scope`).
    pub kinds: &'static [AgencyKind],
    /// The channels it binds.
    pub channels: &'static [Channel],
    /// The holders it binds. What is asked of persons is tested on a company's technical manager,
    /// so no condition leaves companies out.
    pub holders: &'static [HolderType],
    /// The sexes it binds.
    pub sexes: &'static [Sex],
}

const ALL_KINDS: &[AgencyKind] = &AgencyKind::ALL;
const ABROAD: &[AgencyKind] = &[AgencyKind::Foreign, AgencyKind::Maritime];
const ALL_CHANNELS: &[Channel] = &Channel::ALL;
const VIRTUAL: &[Channel] = &[Channel::Electronic, Channel::Both];
const MEN: &[Sex] = &[Sex::Male];

/// The matrix, in the order of the clauses.
pub const MATRIX: [Row; 11] = [
    everybody(Criterion::Nationality),
    everybody(Criterion::Religion),
    everybody(Criterion::Age),
    everybody(Criterion::Education),
    Row {
        sexes: MEN,
        ..everybody(Criterion::MilitaryService)
    },
    everybody(Criterion::CriminalRecord),
    Row {
        kinds: ABROAD,
        ..everybody(Criterion::Language)
    },
    everybody(Criterion::StateEmployment),
    everybody(Criterion::Competence),
    Row {
        channels: VIRTUAL,
        ..everybody(Criterion::Enamad)
    },
    Row {
        kinds: ABROAD,
        ..everybody(Criterion::Guarantee)
    },
];

const fn everybody(criterion: Criterion) -> Row {
    Row {
        criterion,
        kinds: ALL_KINDS,
        channels: ALL_CHANNELS,
        holders: &HolderType::ALL,
        sexes: &Sex::ALL,
    }
}

impl Row {
    /// Whether the condition binds the case.
    pub fn binds(&self, case: Case) -> bool {
        self.kinds.contains(&case.kind)
            && self.channels.contains(&case.channel)
            && self.holders.contains(&case.holder)
            && self.sexes.contains(&case.sex)
    }
}

/// The conditions that bind a case, in the order of the clauses.
pub fn applicable(case: Case) -> impl Iterator<Item = Criterion> {
    MATRIX
        .iter()
        .filter(move |row| row.binds(case))
        .map(|row| row.criterion)
}

/// Whether a condition binds a case.
pub fn applies(criterion: Criterion, case: Case) -> bool {
    applicable(case).any(|bound| bound == criterion)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every case of the bylaw with the clauses that bind it, written out by hand.
    const EXPECTED: [(AgencyKind, Channel, Sex, &[u8]); 18] = {
        use AgencyKind::{Domestic, Foreign, Maritime};
        use Channel::{Both, Electronic, Physical};
        use Sex::{Female, Male};
        [
            (Domestic, Physical, Female, &[1, 2, 3, 4, 6, 8, 9]),
            (Domestic, Physical, Male, &[1, 2, 3, 4, 5, 6, 8, 9]),
            (Domestic, Electronic, Female, &[1, 2, 3, 4, 6, 8, 9, 10]),
            (Domestic, Electronic, Male, &[1, 2, 3, 4, 5, 6, 8, 9, 10]),
            (Domestic, Both, Female, &[1, 2, 3, 4, 6, 8, 9, 10]),
            (Domestic, Both, Male, &[1, 2, 3, 4, 5, 6, 8, 9, 10]),
            (Foreign, Physical, Female, &[1, 2, 3, 4, 6, 7, 8, 9, 11]),
            (Foreign, Physical, Male, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 11]),
            (
                Foreign,
                Electronic,
                Female,
                &[1, 2, 3, 4, 6, 7, 8, 9, 10, 11],
            ),
            (
                Foreign,
                Electronic,
                Male,
                &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            ),
            (Foreign, Both, Female, &[1, 2, 3, 4, 6, 7, 8, 9, 10, 11]),
            (Foreign, Both, Male, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            (Maritime, Physical, Female, &[1, 2, 3, 4, 6, 7, 8, 9, 11]),
            (Maritime, Physical, Male, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 11]),
            (
                Maritime,
                Electronic,
                Female,
                &[1, 2, 3, 4, 6, 7, 8, 9, 10, 11],
            ),
            (
                Maritime,
                Electronic,
                Male,
                &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            ),
            (Maritime, Both, Female, &[1, 2, 3, 4, 6, 7, 8, 9, 10, 11]),
            (Maritime, Both, Male, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        ]
    };

    /// Covers A8, A8.1, A8.2, A8.3, A8.4, A8.5, A8.6, A8.7, A8.8, A8.9, A8.10 and A8.11.
    #[test]
    fn every_case_is_bound_by_the_clauses_that_the_bylaw_names_for_it() {
        for (kind, channel, sex, clauses) in EXPECTED {
            for holder in HolderType::ALL {
                let case = Case {
                    kind,
                    channel,
                    holder,
                    sex,
                };
                let found: Vec<u8> = applicable(case).map(Criterion::clause).collect();
                assert_eq!(found, clauses, "{case:?}");
                for criterion in Criterion::ALL {
                    assert_eq!(
                        applies(criterion, case),
                        clauses.contains(&criterion.clause())
                    );
                }
            }
        }
    }

    #[test]
    fn the_matrix_has_one_row_for_each_clause_in_order() {
        assert_eq!(MATRIX.map(|row| row.criterion), Criterion::ALL);
        assert_eq!(
            Criterion::ALL.map(Criterion::clause),
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
        );
    }
}
