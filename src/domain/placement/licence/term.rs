//! The terms of a licence: two years at first, five for every renewal (A10).

use super::history::{Lifecycle, What};
use super::{Fact, Licence};
use crate::domain::kernel::calendar::Term;

impl Licence {
    /// Its terms, the first one first. Between two of them there may be days without any.
    pub fn terms(&self) -> Vec<Term> {
        terms(self.term, &self.facts)
    }

    /// The latest of its terms, which the valid document states. It may begin later than today.
    pub fn term(&self) -> Term {
        self.terms().last().copied().unwrap_or(self.term)
    }

    /// The term that contains a day, else the last one that began before it.
    pub fn term_at(&self, day: chrono::NaiveDate) -> Term {
        self.lifecycle().term_on(day)
    }

    /// The days without a gap that end with its latest term: by them it counts as running or over.
    pub fn span(&self) -> Term {
        span(&self.terms()).unwrap_or(self.term)
    }

    pub(super) fn lifecycle(&self) -> Lifecycle {
        Lifecycle::of(self.term, &self.facts).held_by(self.prevention(self.conformed_on()))
    }
}

/// The first term and those that renewals added.
fn terms<'a>(first: Term, facts: impl IntoIterator<Item = &'a Fact>) -> Vec<Term> {
    let renewed = facts.into_iter().filter_map(|fact| match &fact.what {
        What::Renewed { term, .. } => Some(*term),
        _ => None,
    });
    std::iter::once(first).chain(renewed).collect()
}

/// The run of adjoining terms that ends with the last one.
fn span(terms: &[Term]) -> Option<Term> {
    let (last, earlier) = terms.split_last()?;
    let from = earlier.iter().rev().fold(last.from, |from, term| {
        if term.until_exclusive == from {
            term.from
        } else {
            from
        }
    });
    Some(Term { from, ..*last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(from: &str, until: &str) -> Term {
        Term::between(from.parse().unwrap(), until.parse().unwrap()).unwrap()
    }

    #[test]
    fn adjoining_terms_make_one_span_and_a_gap_begins_another() {
        let first = term("2024-03-20", "2026-03-21");
        let second = term("2026-03-21", "2031-03-21");
        let late = term("2026-06-01", "2031-06-01");
        let cases = [
            (vec![first], first),
            (vec![first, second], term("2024-03-20", "2031-03-21")),
            (vec![first, late], late),
            (
                vec![first, late, term("2031-06-01", "2036-06-01")],
                term("2026-06-01", "2036-06-01"),
            ),
        ];
        for (terms, expected) in cases {
            assert_eq!(span(&terms), Some(expected), "{terms:?}");
        }
    }
}
