//! The layers know of each other only what the design allows.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What no crate may reach through its normal dependencies, however far away.
const FORBIDDEN: &[(&str, &[&str])] = &[
    (
        "heat-spec",
        &[
            "axum",
            "tokio",
            "rusqlite",
            "reqwest",
            "hyper",
            "heat-reference",
            "heat-conformance",
        ],
    ),
    (
        "heat-template",
        &[
            "axum",
            "tokio",
            "rusqlite",
            "reqwest",
            "hyper",
            "heat-reference",
            "heat-conformance",
        ],
    ),
    ("heat-reference", &["heat-conformance"]),
];

#[test]
fn crates_reach_only_what_they_may() {
    let reached = Dependencies::read();
    for (crate_name, forbidden) in FORBIDDEN {
        let all = reached.of(crate_name);
        for name in *forbidden {
            assert!(!all.contains(*name), "{crate_name} reaches {name}");
        }
    }
    // The control: what must be found is found.
    assert!(reached.of("heat-reference").contains("axum"));
    assert!(reached.of("heat-conformance").contains("heat-reference"));
}

#[test]
fn only_one_module_of_the_suite_knows_the_reference_server() {
    let sources = root().join("conformance/src");
    let mut found = Vec::new();
    for path in rust_files(&sources) {
        let text = std::fs::read_to_string(&path).unwrap();
        if text.contains("heat_reference") {
            found.push(path.strip_prefix(&sources).unwrap().to_owned());
        }
    }
    assert_eq!(found, [PathBuf::from("embedded.rs")]);
    let text = std::fs::read_to_string(sources.join("lib.rs")).unwrap();
    assert!(
        !text.contains("mod embedded"),
        "the library must not know the reference server"
    );
}

#[test]
fn templates_are_evaluated_without_waiting() {
    for path in rust_files(&root().join("reference/template/src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("async fn"),
            "{} has an async fn",
            path.display()
        );
    }
}

#[test]
fn the_suite_builds_without_the_reference_server() {
    let output = cargo()
        .args([
            "check",
            "--offline",
            "--quiet",
            "--package",
            "heat-conformance",
        ])
        .args(["--no-default-features", "--lib", "--bins"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The platform that tests run on, as the compiler calls it.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

/// Which packages each package reaches through normal dependencies.
struct Dependencies(BTreeMap<String, BTreeSet<String>>);

impl Dependencies {
    fn read() -> Self {
        let output = cargo()
            .args(["metadata", "--format-version", "1", "--offline"])
            // What other platforms need is not there where nothing was built for them.
            .args(["--filter-platform", &host()])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let names: BTreeMap<&str, &str> = list(&metadata["packages"])
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let mut direct = BTreeMap::new();
        for node in list(&metadata["resolve"]["nodes"]) {
            let dependencies = list(&node["deps"])
                .filter(|dependency| {
                    list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null())
                })
                .map(|dependency| names[text(&dependency["pkg"])].to_owned())
                .collect::<BTreeSet<String>>();
            direct
                .entry(names[text(&node["id"])].to_owned())
                .or_insert_with(BTreeSet::new)
                .extend(dependencies);
        }
        Self(direct)
    }

    fn of(&self, name: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.pop() {
            for dependency in self.0.get(&name).into_iter().flatten() {
                if reached.insert(dependency.clone()) {
                    open.push(dependency.clone());
                }
            }
        }
        reached
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root());
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
