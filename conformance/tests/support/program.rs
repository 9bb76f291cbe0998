//! The real program, run in a folder of its own with nothing of the user's surroundings.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder for one test, with a feature file.
pub(crate) struct Surroundings {
    folder: TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A feature that the stand-in keeps.
pub(crate) const FEATURE: &str = "\
Feature: Stacks

  @stacks.create.201
  @stacks.create.201.id
  @stacks.create.completes
  Scenario: A stack is created
    When a member creates a stack \"web\"
    Then the answer is as required [stacks.create.201]
    And the answer is as required [stacks.create.201.id]
    And the stack \"web\" reaches CREATE_COMPLETE [stacks.create.completes]
";

/// The requirements that the feature checks.
pub(crate) const SELECTED: &str =
    "stacks.create.201 or stacks.create.201.id or stacks.create.completes";

impl Surroundings {
    pub(crate) fn new() -> Self {
        Self::with_feature(FEATURE)
    }

    pub(crate) fn with_feature(text: &str) -> Self {
        let surroundings = Self {
            folder: TempDir::new().unwrap(),
        };
        std::fs::create_dir(surroundings.path().join("features")).unwrap();
        let name = if text == FEATURE {
            "stacks"
        } else {
            "features"
        };
        surroundings.write(&format!("features/{name}.feature"), text);
        surroundings
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    /// The program with these arguments, ready to start.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_heat-conformance"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_STATE_HOME", self.path().join("state"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program's `run` on an endpoint, with the test's feature and its requirements.
    pub(crate) fn judge(&self, endpoint: &str, more: &[&str]) -> Outcome {
        let mut arguments = judging(endpoint);
        arguments.extend(more);
        self.run(&arguments)
    }

    /// The same with a selection of the caller's.
    pub(crate) fn judge_all(&self, endpoint: &str, more: &[&str]) -> Outcome {
        let mut arguments = judging(endpoint);
        let selection = arguments
            .iter()
            .position(|argument| *argument == "--select");
        arguments.drain(selection.unwrap()..selection.unwrap() + 2);
        arguments.extend(more);
        self.run(&arguments)
    }

    /// The JSON report.
    pub(crate) fn report(&self) -> Value {
        let text = std::fs::read_to_string(self.path().join("report.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

/// The arguments that judge an endpoint by the test's feature.
pub(crate) fn judging(endpoint: &str) -> Vec<&str> {
    vec![
        "run",
        "--endpoint",
        endpoint,
        "--token",
        super::stub::TOKEN,
        "--features",
        "features",
        "--select",
        SELECTED,
        "--report",
        "json=report.json",
    ]
}

impl Outcome {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
