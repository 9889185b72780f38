//! What the main job costs beside the bare work that it cannot avoid, as ratios measured in one run.
//!
//! `cargo bench --bench spine` prints them all; a name after `--` (`verify`, `print`, `file`, `finality`, `import`, `nightly`, `matches`, `reckoning`)
//! prints one. Each ratio is the median of several alternations of the two sides.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "spine/bare_page.rs"]
mod bare_page;
#[path = "spine/file.rs"]
mod file;
#[path = "spine/filled.rs"]
mod filled;
#[path = "spine/finality.rs"]
mod finality;
#[path = "spine/import.rs"]
mod import;
#[path = "spine/matches.rs"]
mod matches;
#[path = "spine/nightly.rs"]
mod nightly;
#[path = "spine/print.rs"]
mod print;
#[path = "spine/reckoning.rs"]
mod reckoning;
#[path = "spine/verify.rs"]
mod verify;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let only: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let wanted = |name: &str| only.is_empty() || only.iter().any(|it| it == name);
    if wanted("verify") {
        verify::run()?;
    }
    if wanted("print") {
        print::run()?;
    }
    if wanted("file") {
        file::run()?;
    }
    if wanted("finality") {
        finality::run()?;
    }
    if wanted("import") {
        import::run()?;
    }
    if wanted("nightly") {
        nightly::run()?;
    }
    if wanted("matches") {
        matches::run()?;
    }
    if wanted("reckoning") {
        reckoning::run()?;
    }
    Ok(())
}

/// The middle one of some figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
