//! Templates at large: a collection with the verdicts of a real service, measured.
//!
//! `HEAT_TEMPLATES=FOLDER cargo test --test templates -- --nocapture` sends every request of the
//! collection to `POST /validate` of a server in this process, to which every service is there.
//! The folder has a JSON file for each template: `{"source", "request": {"template", "files"},
//! "response": {"status", "body"}}`. Answers agree if their statuses do; where refused, the types
//! of the fault; where accepted, the names of the parameters.
//! `tests/templates/differences.yaml` lists what is different, and why.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a failed precondition is a failed test, and the figure is for people"
)]

#[path = "templates/differences.rs"]
mod differences;
#[path = "templates/verdict.rs"]
mod verdict;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use heat_reference::{Auth, Config, start};
use serde_json::Value;

use differences::Differences;
use verdict::Verdict;

const PROJECT: &str = "0c4e7b0a1f9d4b7e8a57d1cf6a3e2b10";

#[tokio::test]
async fn templates_at_large_get_the_verdicts_of_the_real_service() {
    let Some(folder) = std::env::var_os("HEAT_TEMPLATES") else {
        println!("HEAT_TEMPLATES names no folder with templates: nothing to measure");
        return;
    };
    let mut config = Config::ephemeral();
    config.auth = Auth::None;
    // Collections have templates beyond the limits that a service starts with.
    config.limits.max_template_size = 16 << 20;
    config.limits.max_json_body_size = 64 << 20;
    let server = start(config).await.unwrap();
    let url = format!("{}/validate", server.endpoint(PROJECT));
    let client = reqwest::Client::new();

    let mut different = BTreeMap::new();
    let mut n_agreeing = 0;
    let mut n_false_refusals = 0;
    let paths = templates(Path::new(&folder));
    for path in &paths {
        let recorded: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let expected = Verdict::recorded(&recorded);
        let request = client.post(&url).json(&recorded["request"]);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let seen = Verdict::new(status, &response.json().await.unwrap_or_default());
        if seen == expected {
            n_agreeing += 1;
            continue;
        }
        n_false_refusals += usize::from(expected.is_accepted() && !seen.is_accepted());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        different.insert(name, format!("real: {expected}\n    here: {seen}"));
    }
    println!(
        "agree {n_agreeing} of {}; {n_false_refusals} refused that the real service accepts",
        paths.len()
    );
    server.shutdown().await;
    let complaints = Differences::read().compare(&different, &paths);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The files of the collection, in order.
fn templates(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no templates in {}", folder.display());
    paths
}
