//! How fast the reference server is, side by side with what it is compared with.
//!
//! `cargo build --release && cargo bench --bench speed`; the programs are taken from where this one is.
//! With names behind `--` only these are measured: `start`, `show`, `create`, `validate`, `stored`,
//! `heat`, `suite`.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod bare;
mod client;
mod create;
mod heat;
mod programs;
mod show;
mod start;
mod stored;
mod suite;
mod validate;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    if std::env::args().any(|argument| argument == bare::ARGUMENT) {
        runtime.block_on(bare::serve());
        return;
    }
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|name| !name.starts_with('-'))
        .collect();
    let is_chosen = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    if is_chosen("start") {
        start::measure();
    }
    if is_chosen("show") {
        runtime.block_on(show::measure());
    }
    if is_chosen("create") {
        runtime.block_on(create::measure());
    }
    if is_chosen("validate") {
        runtime.block_on(validate::measure());
    }
    if is_chosen("stored") {
        runtime.block_on(stored::measure());
    }
    if is_chosen("heat") {
        runtime.block_on(heat::measure());
    }
    if is_chosen("suite") {
        suite::measure();
    }
}

/// Prints one figure with what is wanted of it, if anything is.
fn report(what: &str, figure: &str, wanted: &str) {
    match wanted {
        "" => println!("{what:<58} {figure:>16}"),
        _ => println!("{what:<58} {figure:>16}   wanted: {wanted}"),
    }
}

/// The middle one of the figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
