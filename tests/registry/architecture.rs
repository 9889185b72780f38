//! Who may name whom, read from the source; and what ARCHITECTURE.md says is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms and what each may name beside itself. The rooms that are not here may name everything.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("config", &[]),
    ("clock", &[]),
    ("error", &["domain"]),
    ("context", &["clock", "config", "error", "store"]),
    ("http", &[]),
    ("store", &["clock", "context", "domain", "error"]),
    ("ports", &["clock", "context", "domain", "error"]),
    ("print", &["clock", "context", "domain", "error"]),
    (
        "use_cases",
        &[
            "clock", "config", "context", "domain", "error", "ports", "print", "store",
        ],
    ),
    (
        "jobs",
        &["clock", "context", "domain", "error", "use_cases"],
    ),
    (
        "api",
        &["clock", "context", "domain", "error", "http", "use_cases"],
    ),
    (
        "desk",
        &["clock", "context", "domain", "error", "http", "use_cases"],
    ),
    (
        // The open door answers in JSON too, in the shapes and with the problems of `api`.
        "public",
        &[
            "api",
            "clock",
            "context",
            "domain",
            "error",
            "http",
            "use_cases",
        ],
    ),
    (
        "doors",
        &["api", "context", "desk", "error", "http", "public"],
    ),
];

/// The libraries that only some rooms may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("sea_orm", &["store"]),
    ("entity", &["store"]),
    ("migration", &["store"]),
    ("argon2", &["store"]),
    ("ed25519_dalek", &["store", "ports"]),
    ("object_store", &["store"]),
    ("poem", &["api", "desk", "public", "http", "doors"]),
    ("poem_openapi", &["api", "public", "http"]),
    ("hyper", &["http"]),
    ("hyper_util", &["http"]),
    ("governor", &["http"]),
    ("askama", &["desk", "public"]),
    ("clap", &["cli", "main", "config"]),
    ("printpdf", &["print"]),
    ("rustybuzz", &["print"]),
    ("lopdf", &["print"]),
    ("qrcode", &["print", "desk"]),
];

/// What the domain may name beside itself; everything of ICU is allowed.
const DOMAIN_LIBRARIES: &[&str] = &["std", "core", "chrono", "uuid", "thiserror", "serde"];

/// One file of the source, without its comments, texts and tests.
struct Source {
    path: PathBuf,
    /// The modules it is in, from the room on.
    modules: Vec<String>,
    /// The paths it names, each by its segments; `self` and `super` are resolved.
    names: Vec<Vec<String>>,
}

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let mut broken = Vec::new();
    for source in sources() {
        let room = source.modules[0].as_str();
        let Some((_, may)) = MAY_NAME.iter().find(|it| it.0 == room) else {
            assert!(
                ["main", "lib", "cli"].contains(&room),
                "an unknown room: {room}"
            );
            continue;
        };
        for name in source.names.iter().filter(|it| it[0] == "crate") {
            let Some(named) = name.get(1) else { continue };
            if named != room && !may.contains(&named.as_str()) {
                broken.push(format!(
                    "{} names {}",
                    source.path.display(),
                    name.join("::")
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_kernel_does_not_know_placement() {
    for source in sources_of("domain") {
        if source.modules.get(1).is_some_and(|it| it == "kernel") {
            for name in &source.names {
                let knows = name.len() > 2 && name[1] == "domain" && name[2] != "kernel";
                assert!(!knows, "{} names {name:?}", source.path.display());
            }
        }
    }
}

#[test]
fn the_domain_names_few_libraries() {
    for source in sources_of("domain") {
        for name in &source.names {
            let library = name[0].as_str();
            let allowed = !libraries().contains(library)
                || DOMAIN_LIBRARIES.contains(&library)
                || library.starts_with("icu_");
            assert!(allowed, "{} names {library}", source.path.display());
        }
    }
}

#[test]
fn libraries_stay_in_the_rooms_that_they_belong_to() {
    for source in sources() {
        for name in &source.names {
            if let Some((library, rooms)) = ONLY_IN.iter().find(|it| it.0 == name[0]) {
                let room = source.modules[0].as_str();
                let path = source.path.display();
                assert!(rooms.contains(&room), "{path} names {library}");
            }
        }
    }
}

#[test]
fn only_the_clock_asks_the_system_for_the_time() {
    for source in sources() {
        for name in &source.names {
            let asks = name.ends_with(&["Utc".into(), "now".into()])
                || name.ends_with(&["Local".into(), "now".into()])
                || name.ends_with(&["SystemTime".into(), "now".into()]);
            let path = source.path.display();
            assert!(
                !asks || source.modules == ["clock"],
                "{path} asks for the time"
            );
        }
    }
}

#[test]
fn a_noun_has_one_name_in_every_layer() {
    for (file, text) in files("src/store") {
        let noun = stem(&file);
        for line in text.lines().filter(|it| it.starts_with("impl Stored for ")) {
            let found = ["domain/placement", "domain/kernel"].iter().any(|room| {
                [&noun, &singular(&noun)].into_iter().any(|name| {
                    let file = root().join("src").join(room).join(name);
                    file.is_dir() || file.with_extension("rs").is_file()
                })
            });
            assert!(
                found,
                "{}: {line}: no such file in the domain",
                file.display()
            );
        }
    }
    for (file, text) in files("src/api") {
        if text.contains("#[OpenApi(") {
            // A noun with many operations has a folder of its own name.
            let folder = file.parent().unwrap();
            let noun = if folder == root().join("src/api") {
                stem(&file)
            } else {
                stem(folder)
            };
            let mut layers = vec![root().join("src/store").join(&noun).with_extension("rs")];
            let use_case = root().join("src/use_cases").join(singular(&noun));
            layers.extend([use_case.with_extension("rs"), use_case]);
            let known = layers.iter().any(|it| it.exists());
            assert!(
                known,
                "{}: no use case or rows of that name",
                file.display()
            );
        }
    }
}

#[test]
fn every_aggregate_is_on_the_list_that_verification_goes_through() {
    let nouns = std::fs::read_to_string(root().join("src/store/nouns.rs")).unwrap();
    let mut aggregates = 0;
    for (file, text) in files("src/store") {
        for line in text.lines() {
            let Some(name) = line.strip_prefix("impl Stored for ") else {
                continue;
            };
            let name = name.trim_end_matches(" {");
            let listed = nouns.contains(&format!("Noun::of::<{name}>()"));
            assert!(
                listed,
                "{}: add {name} to src/store/nouns.rs",
                file.display()
            );
            aggregates += 1;
        }
    }
    assert_eq!(nouns.matches("Noun::of::<").count(), aggregates);
}

#[test]
fn everything_that_architecture_md_names_is_there() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut named = 0;
    for quoted in text.split('`').skip(1).step_by(2) {
        let is_path = quoted.contains('/')
            && quoted
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
            && !quoted.starts_with('/');
        if is_path {
            named += 1;
            assert!(root().join(quoted).exists(), "{quoted} is not there");
        }
    }
    assert!(named > 20, "the map names only {named} paths");
    for room in std::fs::read_dir(root().join("src")).unwrap() {
        let room = room.unwrap().file_name().into_string().unwrap();
        assert!(
            text.contains(&format!("src/{room}")),
            "the map lacks src/{room}"
        );
    }
}

#[test]
fn the_source_is_read_as_it_is_meant() {
    let text = r##"
        use crate::domain::{kernel::{digits, text::Name}, placement as regime};
        use super::other; // crate::comment::of_line
        /* crate::comment::of_block */
        fn f() -> entity::account::Model { let _ = "crate::text"; let c = '"'; r#"crate::raw"#; chrono::Utc::now() }
        #[cfg(test)]
        mod tests { use crate::tests::only; }
    "##;
    let modules = ["store".to_owned(), "accounts".to_owned()];
    let names: Vec<_> = names_in(text, &modules)
        .into_iter()
        .map(|it| it.join("::"))
        .collect();
    assert_eq!(
        names,
        [
            "crate::domain::kernel::digits",
            "crate::domain::kernel::text::Name",
            "crate::domain::placement",
            "crate::store::other",
            "entity::account::Model",
            "chrono::Utc::now",
        ]
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn singular(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let stem = noun.strip_suffix("es").filter(|stem| stem.ends_with("ch"));
    let stem = stem.or_else(|| noun.strip_suffix('s'));
    stem.unwrap_or(noun).to_owned()
}

fn libraries() -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("\n[dependencies]\n").nth(1).unwrap();
    let dependencies = dependencies.split("\n[").next().unwrap();
    dependencies
        .lines()
        .filter_map(|line| line.split(['=', '.']).next())
        .map(|name| name.trim().replace('-', "_"))
        .filter(|name| !name.is_empty())
        .collect()
}

fn sources_of(room: &str) -> impl Iterator<Item = Source> {
    let room = room.to_owned();
    sources()
        .into_iter()
        .filter(move |it| it.modules[0] == room)
}

fn sources() -> Vec<Source> {
    let sources: Vec<_> = files("src")
        .into_iter()
        .filter(|(path, _)| {
            let stem = stem(path);
            stem != "tests" && !stem.ends_with("_tests")
        })
        .map(|(path, text)| {
            let inside = path.strip_prefix(root().join("src")).unwrap();
            let mut modules: Vec<_> = inside
                .with_extension("")
                .components()
                .map(|it| it.as_os_str().to_str().unwrap().to_owned())
                .collect();
            let is_folder = modules.len() > 1 && modules.last().is_some_and(|it| it == "mod");
            if is_folder {
                modules.pop();
            }
            let names = names_in(&text, &modules);
            Source {
                path,
                modules,
                names,
            }
        })
        .collect();
    assert!(sources.len() > 50);
    sources
}

fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// Every path that the source names, resolved against the module that it stands in.
fn names_in(text: &str, modules: &[String]) -> Vec<Vec<String>> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let tokens = tokens(code);
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = at == 0 || tokens[at - 1] != "::";
        let is_path = is_word(&tokens[at]) && tokens.get(at + 1).is_some_and(|it| it == "::");
        if starts && is_path {
            at = read_path(&tokens, at, &[], &mut names);
        } else {
            at += 1;
        }
    }
    names.into_iter().map(|it| resolve(it, modules)).collect()
}

/// Reads one path with its groups from a position on, and tells where it ends.
fn read_path(
    tokens: &[String],
    mut at: usize,
    prefix: &[String],
    names: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.get(at) {
        if token == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|it| it != "}") {
                if tokens[at] == "as" {
                    at += 2;
                } else if is_word(&tokens[at]) || tokens[at] == "*" {
                    at = read_path(tokens, at, &path, names);
                } else {
                    at += 1;
                }
            }
            return at + 1;
        }
        if !is_word(token) && token != "*" {
            break;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_some_and(|it| it == "::") {
            at += 1;
        } else {
            break;
        }
    }
    names.push(path);
    at
}

fn resolve(name: Vec<String>, modules: &[String]) -> Vec<String> {
    let ups = name.iter().take_while(|it| *it == "super").count();
    let skipped = ups.max(usize::from(name[0] == "self"));
    if skipped == 0 {
        return name;
    }
    let mut resolved = vec!["crate".to_owned()];
    let up_to = modules.len().saturating_sub(ups);
    resolved.extend_from_slice(&modules[..up_to]);
    resolved.extend_from_slice(&name[skipped..]);
    resolved
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single characters; without comments, texts and characters in quotes.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |it| it + 2)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if first == '"' {
            text_length(rest)
        } else if first == '\'' {
            quoted_length(rest)
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else if first.is_alphanumeric() || first == '_' {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn raw_text(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('r')?;
    let hashes = inside.len() - inside.trim_start_matches('#').len();
    let inside = inside[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end)?;
    Some(1 + hashes + 1 + length + end.len())
}

fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character in quotes, or the apostrophe of a lifetime alone.
fn quoted_length(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some(_)) => inside
            .find(|it| it.1 == '\'')
            .map_or(rest.len(), |it| it.0 + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
