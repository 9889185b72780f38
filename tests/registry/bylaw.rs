//! Which test covers which provision of the bylaw: a report over the whole text, kept as a golden file.
//!
//! A test says what it covers in its doc comment: `/// Covers A5.n2 and A15.n2.`

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use parvaneh::domain::kernel::citation::Citation;
use parvaneh::domain::placement::bylaw;

/// What the program does not do yet, and what it will be part of.
const AWAITED: &[(&str, &[&str])] = &[
    (
        "the directives and tariffs of the central board",
        &["A3.1", "A3.4", "A3.5", "A3.6"],
    ),
    ("the rating and evaluation of agencies", &["A6.1", "A6.5"]),
    (
        "the services of agencies",
        &[
            "A1.10", "A7.n2", "A7.n3", "A11", "A11.a1", "A11.a2", "A11.a3", "A11.a4", "A11.a5",
            "A11.a6", "A11.a7", "A11.a8", "A11.a9", "A11.b1", "A11.b2", "A11.b3", "A11.b4",
            "A11.b5", "A12",
        ],
    ),
    (
        "the search of the open lists by the name of a company",
        &["A9.n1"],
    ),
    (
        "the reports of agencies, media, missions and the working group",
        &[
            "A13.1", "A13.n2", "A13.n3", "A13.n4", "A13.n5", "A14", "A18", "A19",
        ],
    ),
];

const GOLDEN: &str = "tests/registry/bylaw.golden.md";

#[test]
fn every_provision_has_its_tests_or_is_said_to_be_awaited() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut covered: BTreeMap<Citation, BTreeSet<String>> = BTreeMap::new();
    for folder in ["src", "tests/registry"] {
        read_folder(root, &root.join(folder), &mut covered);
    }
    let report = report(&covered);
    let golden = root.join(GOLDEN);
    if std::env::var_os("PARVANEH_WRITE_GOLDEN").is_some() {
        std::fs::write(&golden, &report).unwrap();
    }
    let written = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(
        written == report,
        "{GOLDEN} is out of date: write it with PARVANEH_WRITE_GOLDEN=1 and read the difference"
    );
}

/// The report; it fails for a provision without tests that nobody awaits, and for one that has both.
fn report(covered: &BTreeMap<Citation, BTreeSet<String>>) -> String {
    let awaited: BTreeMap<Citation, &str> = AWAITED
        .iter()
        .flat_map(|(what, codes)| codes.iter().map(|code| (code.parse().unwrap(), *what)))
        .collect();
    let mut rows = String::new();
    let mut with_tests = 0;
    for (citation, text) in bylaw::provisions() {
        let tests = match (covered.get(&citation), awaited.get(&citation)) {
            (Some(tests), None) => {
                with_tests += 1;
                tests.iter().cloned().collect::<Vec<_>>().join("<br>")
            }
            (None, Some(what)) => format!("*awaits {what}*"),
            (None, None) => panic!("{citation} has no test and is not awaited"),
            (Some(_), Some(_)) => panic!("{citation} has tests and is no longer awaited"),
        };
        writeln!(rows, "| {citation} | {} | {tests} |", beginning(text)).unwrap();
    }
    let all = bylaw::provisions().count();
    format!(
        "# The bylaw and its tests\n\n{with_tests} of {all} articles, clauses and notes have tests. \
         Written by `tests/registry/bylaw.rs`.\n\n| provision | text | tests |\n|---|---|---|\n{rows}"
    )
}

/// The first words of a provision.
fn beginning(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    match words.get(..9) {
        Some(first) if words.len() > 9 => format!("{} …", first.join(" ")),
        _ => text.to_owned(),
    }
}

fn read_folder(root: &Path, folder: &Path, covered: &mut BTreeMap<Citation, BTreeSet<String>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_folder(root, &path, covered);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let module = path.strip_prefix(root).unwrap().with_extension("");
            let source = std::fs::read_to_string(&path).unwrap();
            for (test, citations) in tests_of(&source) {
                for citation in citations {
                    let named = format!("`{}` {}", module.display(), test.replace('_', " "));
                    covered.entry(citation).or_default().insert(named);
                }
            }
        }
    }
}

/// The tests of a file with the provisions that their doc comments name.
fn tests_of(source: &str) -> Vec<(String, Vec<Citation>)> {
    let mut tests = Vec::new();
    let (mut doc, mut is_test) = (String::new(), false);
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push_str(text);
        } else if line.starts_with("#[") {
            is_test |= line.starts_with("#[test") || line.starts_with("#[tokio::test");
        } else {
            let function = line.trim_start_matches("async ").strip_prefix("fn ");
            if let (true, Some(function)) = (is_test, function) {
                let name = function.split('(').next().unwrap_or(function);
                tests.push((name.to_owned(), citations_of(name, &doc)));
            }
            doc.clear();
            is_test = false;
        }
    }
    tests
}

/// The provisions after the word «Covers».
fn citations_of(test: &str, doc: &str) -> Vec<Citation> {
    let Some((_, named)) = doc.split_once("Covers ") else {
        return Vec::new();
    };
    let sentence = named.split(". ").next().unwrap_or(named);
    sentence
        .split([',', ' '])
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.starts_with('A') && word.len() > 1)
        .map(|code| {
            let citation: Citation = code.parse().unwrap_or_else(|_| panic!("{test}: {code}"));
            assert!(
                bylaw::text(citation).is_some(),
                "{test}: {code} is no provision"
            );
            citation
        })
        .collect()
}

#[test]
fn a_test_is_read_with_what_it_covers() {
    let source = "/// Whoever. Covers A5.n2, A13.2n and A15.\n#[test]\nfn a_limit() {\n}\n\
                  #[tokio::test]\nasync fn another() {}\n/// Covers A1.\nfn no_test() {}\n";
    let named = |codes: &[&str]| {
        codes
            .iter()
            .map(|it| it.parse().unwrap())
            .collect::<Vec<_>>()
    };
    let expected = vec![
        ("a_limit".to_owned(), named(&["A5.n2", "A13.2n", "A15"])),
        ("another".to_owned(), vec![]),
    ];
    assert_eq!(tests_of(source), expected);
}
