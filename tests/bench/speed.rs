//! How fast the reference server is, side by side with what it is compared with.
//!
//! `cargo build --release && cargo bench --bench speed`; the programs are taken from where this one is.

#![expect(clippy::print_stdout, reason = "figures are what this program is for")]

mod bare;
mod client;
mod create;
mod programs;
mod show;
mod start;
mod suite;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    if std::env::args().any(|argument| argument == bare::ARGUMENT) {
        runtime.block_on(bare::serve());
        return;
    }
    start::measure();
    runtime.block_on(show::measure());
    runtime.block_on(create::measure());
    suite::measure();
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
