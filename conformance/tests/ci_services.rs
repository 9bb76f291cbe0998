//! The action for GitHub and the job for GitLab, their scripts run as the services run them.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use heat_spec::yaml::{Limits, read};
use serde_json::Value;
use support::program::{Outcome, SELECTED, Surroundings};
use support::stub::{Flaw, PROJECT, Stub, TOKEN};

/// What stands in for `cargo install`: it installs the program that this test is about.
const CARGO: &str = r#"#!/bin/bash
set -eu
[ "$1" = install ]
root=$HOME/.cargo
for argument; do
  if [ "${previous:-}" = --root ]; then root=$argument; fi
  if [ "${previous:-}" = --path ]; then test -f "$argument/Cargo.toml"; fi
  previous=$argument
done
mkdir -p "$root/bin"
ln -sf "$PROGRAM" "$root/bin/heat-conformance"
"#;

fn document(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(path).unwrap();
    let document = read(&text, &Limits::default()).unwrap();
    (&document.value).into()
}

/// A cloud `lab` that is the stand-in, and a `cargo`.
fn prepare(here: &Surroundings, stub: &Stub) {
    let cloud = serde_json::json!({
        "auth_type": "admin_token", "auth": {"endpoint": stub.endpoint(), "token": TOKEN},
    });
    let clouds = serde_json::json!({"clouds": {"lab": cloud}});
    here.write("clouds.yaml", &clouds.to_string());
    std::fs::create_dir(here.path().join("bin")).unwrap();
    here.write("bin/cargo", CARGO);
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(here.path().join("bin/cargo"), executable).unwrap();
}

/// Runs a script as a service does, which ends it at the first command that fails.
fn bash(here: &Surroundings, script: &str, variables: &BTreeMap<String, String>) -> Outcome {
    let path = std::env::var("PATH").unwrap();
    let own = [here.path().join("bin"), here.path().join(".cargo/bin")];
    let own: Vec<&str> = own.iter().map(|path| path.to_str().unwrap()).collect();
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(here.path())
        .env_clear()
        .env("PATH", format!("{}:{path}", own.join(":")))
        .env("HOME", here.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_heat-conformance"))
        .env("XDG_STATE_HOME", here.path().join("state"))
        .envs(variables)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Outcome::of(output)
}

/// Runs the steps of the action; the outcome of the last one that is not there to clean up, and what it says to the service.
fn act(here: &Surroundings, inputs: &[(&str, &str)]) -> (Outcome, String) {
    let action = document(".github/actions/heat-conformance/action.yml");
    let mut known = BTreeMap::from([(
        "github.action_path".to_owned(),
        format!(
            "{}/../.github/actions/heat-conformance",
            env!("CARGO_MANIFEST_DIR")
        ),
    )]);
    for (name, input) in action["inputs"].as_object().unwrap() {
        let default = input["default"].as_str().unwrap();
        let given = inputs.iter().find(|(given, _)| given == name);
        let value = given.map_or(default, |(_, value)| value);
        known.insert(format!("inputs.{name}"), value.to_owned());
    }
    let filled = |text: &str| {
        known.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("${{{{ {name} }}}}"), value)
        })
    };
    let file = |name: &str| here.path().join(name).display().to_string();
    let mut has_failed = false;
    let mut last = None;
    for step in action["runs"]["steps"].as_array().unwrap() {
        let Some(script) = step["run"].as_str() else {
            continue;
        };
        assert!(
            !script.contains("${{"),
            "what is given is no code: {script}"
        );
        let mut variables = BTreeMap::from([
            ("GITHUB_ACTIONS".to_owned(), "true".to_owned()),
            ("GITHUB_OUTPUT".to_owned(), file("output")),
            ("GITHUB_STEP_SUMMARY".to_owned(), file("summary.md")),
            ("RUNNER_TEMP".to_owned(), file("temporary")),
        ]);
        for (name, value) in step["env"].as_object().unwrap() {
            let value = filled(value.as_str().unwrap());
            assert!(!value.contains("${{"), "nobody knows {value}");
            variables.insert(name.clone(), value);
        }
        let is_always = step["if"] == "always()";
        if has_failed && !is_always {
            continue;
        }
        let outcome = bash(here, script, &variables);
        if is_always {
            assert_eq!(outcome.code, Some(0), "{outcome:?}");
        } else {
            has_failed = outcome.code != Some(0);
            last = Some(outcome);
        }
    }
    let said = std::fs::read_to_string(here.path().join("output")).unwrap_or_default();
    (last.unwrap(), said)
}

fn assert_reports(here: &Surroundings, names: &[&str]) {
    for name in names {
        let path = here.path().join("heat-conformance").join(name);
        let size = std::fs::metadata(&path).map(|file| file.len());
        assert!(size.is_ok_and(|size| size > 0), "{}", path.display());
    }
}

const REPORTS: [&str; 5] = [
    "report.json",
    "junit.xml",
    "report.html",
    "exchanges.har",
    "badge.svg",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_action_judges_and_tells() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    prepare(&here, &stub);
    let inputs = [
        ("os-cloud", "lab"),
        ("select", SELECTED),
        ("arguments", "--features \"features\"\n--seed 7\n"),
    ];
    let (outcome, said) = act(&here, &inputs);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(said.ends_with("\nexit-code=0\n"), "{said}");
    assert!(outcome.out.contains("seed 7"), "{}", outcome.out);
    assert_reports(&here, &REPORTS);
    let summary = std::fs::read_to_string(here.path().join("summary.md")).unwrap();
    assert!(summary.contains(PROJECT), "{summary}");

    // What a run that was ended left behind is removed, whatever this one finds.
    stub.set_flaw(Flaw::NeverDeletes);
    let left = here.judge(&stub.endpoint(), &["--timeout", "1"]);
    assert_eq!(left.code, Some(7), "{left:?}");
    assert_eq!(stub.n_stacks(), 1);
    stub.set_flaw(Flaw::Creates200);
    let (outcome, said) = act(&here, &inputs);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert_eq!(stub.n_stacks(), 0);
    assert!(said.ends_with("exit-code=1\n"), "{said}");
    let annotation = "::error title=fail stacks.create.201::";
    assert!(outcome.err.contains(annotation), "{}", outcome.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_job_judges_and_cleans_up() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    prepare(&here, &stub);
    let job = document(".gitlab/heat-conformance.yml")["heat-conformance"].clone();
    let lines = |part: &str| {
        let lines = job[part].as_array().unwrap().iter();
        let lines: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
        lines.join("\n")
    };
    let mut variables: BTreeMap<String, String> = job["variables"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
        .collect();
    let folder = here.path().display().to_string();
    let state = variables["XDG_STATE_HOME"].replace("$CI_PROJECT_DIR", &folder);
    variables.insert("XDG_STATE_HOME".to_owned(), state);
    variables.insert(
        "HEAT_CONFORMANCE".to_owned(),
        "https://git.example".to_owned(),
    );
    variables.insert("OS_CLOUD".to_owned(), "lab".to_owned());
    variables.insert(
        "HEAT_CONFORMANCE_ARGUMENTS".to_owned(),
        "--features features --select stacks.create.201".to_owned(),
    );
    let outcome = bash(&here, &lines("script"), &variables);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_reports(&here, &REPORTS);
    assert!(here.path().join(".heat-conformance").is_dir());
    assert_eq!((stub.n_created(), stub.n_stacks()), (1, 0));

    let outcome = bash(&here, &lines("after_script"), &variables);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}
