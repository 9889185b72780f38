//! The text of the bylaw of 1401/11/12, provision by provision.

use crate::domain::kernel::citation::Citation;

/// One provision a line: its citation and its text, in the orthography of today.
const TEXT: &str = include_str!("../../../assets/data/bylaw.fa.tsv");

/// Every article, clause and note with its text, in the order of the bylaw.
pub fn provisions() -> impl Iterator<Item = (Citation, &'static str)> {
    TEXT.lines().filter_map(|line| {
        let (code, text) = line.split_once('\t')?;
        Some((code.parse().ok()?, text))
    })
}

/// The text of a provision; nothing for what does not stand in the bylaw.
pub fn text(citation: Citation) -> Option<&'static str> {
    provisions().find_map(|(of, text)| (of == citation).then_some(text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_of_the_text_is_a_provision_of_its_own() {
        let read: BTreeSet<_> = provisions().map(|(citation, _)| citation).collect();
        assert_eq!(read.len(), TEXT.lines().count());
        for article in 1..=20 {
            assert!(read.contains(&Citation::article(article)), "A{article}");
        }
    }

    #[test]
    fn a_provision_is_found_by_its_citation() {
        let twenty_days = text(Citation::note(5, 2)).unwrap();
        assert!(twenty_days.contains("حداکثر تا (۲۰) روز"), "{twenty_days}");
        assert_eq!(text(Citation::note(20, 1)), None);
        assert_eq!(text(Citation::ParentLaw(None)), None);
    }
}
