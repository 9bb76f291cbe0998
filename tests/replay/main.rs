//! Recorded conversations with a real Heat, held with the reference server: it answers the same.
//!
//! `HEAT_TRANSCRIPTS` names the folder of the recordings; without it there is nothing to replay.
//! With `HEAT_TRANSCRIPTS_SHOW` set, every difference is printed, those that are listed as well.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failed precondition is a failed test, and the figure is what this is for"
)]

mod answer;
mod client;
mod compare;
mod conversation;
mod differences;
mod figure;
mod identities;
mod ids;
mod order;
mod recording;
mod server;
mod volatile;

use std::path::Path;

use figure::Figure;
use recording::Recording;

/// The least share of exchanges that agree, but for those that chance decides.
const LEAST: f64 = 0.97;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_answers_as_recorded() {
    let Some(folder) = std::env::var_os("HEAT_TRANSCRIPTS") else {
        println!("HEAT_TRANSCRIPTS is not set: there are no recordings to replay");
        return;
    };
    let conversations: Vec<_> = Recording::read_all(Path::new(&folder))
        .into_iter()
        .map(|recording| tokio::spawn(conversation::play(recording)))
        .collect();
    assert!(!conversations.is_empty(), "no recordings in {folder:?}");
    let mut figures = Vec::new();
    for conversation in conversations {
        figures.push(conversation.await.unwrap());
    }
    for figure in &figures {
        println!("{figure}");
    }
    let whole = Figure::whole(&figures);
    println!("{whole}");
    let is_shown = std::env::var_os("HEAT_TRANSCRIPTS_SHOW").is_some();
    let problems = differences::judge(&figures, is_shown);
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    differences::leave_out_chance(&mut figures);
    let whole = Figure::whole(&figures);
    println!("without what chance decides: {whole}");
    assert!(whole.share() >= LEAST, "{whole}");
}
