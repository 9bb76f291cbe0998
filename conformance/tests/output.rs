//! What commands print and write.

mod support;

use support::program::Surroundings;
use support::stub::{Flaw, Stub, TOKEN};

#[test]
fn list_shows_what_a_selection_fits() {
    let here = Surroundings::new();
    let select = ["--select", "stacks.delete.204*", "--features", "features"];
    let outcome = here.run(&[&["list"], &select[..]].concat());
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    insta::assert_snapshot!(outcome.out, @r"
    stacks.delete.204        must    Deleting a stack answers 204.
    stacks.delete.204.empty  must    The 204 has no body.
    stacks.delete.204.again  should  A DELETE of a stack in deletion answers 204.
    3 requirements
    ");
    let outcome = here.run(&[
        "list",
        "--select",
        "stacks.create.201",
        "--format",
        "json",
        "--features",
        "features",
    ]);
    let listed: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(listed[0]["id"], "stacks.create.201");
    assert_eq!(listed[0]["scenarios"][0], "A stack is created");
}

#[test]
fn explain_tells_promise_sources_and_scenarios() {
    let here = Surroundings::new();
    let explain = |id: &str| here.run(&["explain", id, "--features", "features"]);
    let outcome = explain("stacks.create.201");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    for part in [
        "Creating a stack answers 201.",
        "stacks.create (POST /v1/{project_id}/stacks)",
        "level         must",
        "expected      status 201",
        "A stack is created (stacks.feature:6)",
    ] {
        assert!(outcome.out.contains(part), "{part}: {}", outcome.out);
    }
    assert!(
        explain("stacks.create.201.headers")
            .out
            .contains("Location")
    );
    assert!(
        explain("stacks.create")
            .out
            .contains("POST /v1/{project_id}/stacks")
    );
    let outcome = explain("stacks.create.999");
    assert_eq!(outcome.code, Some(4));
    assert!(
        outcome
            .err
            .contains("neither a requirement nor an operation"),
        "{outcome:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn junit_has_a_case_for_each_requirement() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    here.judge(&stub.endpoint(), &["--report", "junit=report.xml"]);
    let text = std::fs::read_to_string(here.path().join("report.xml")).unwrap();
    for part in [
        r#"<testsuite name="stacks.create" tests="4""#,
        r#"<testcase name="stacks.create.201.status" classname="stacks.create""#,
        r#"<testcase name="stacks.create.201" classname="stacks.create""#,
        r#"<property name="level" value="must"/>"#,
        r#"<property name="verdict" value="fail"/>"#,
        r#"<property name="verdict" value="blocked"/>"#,
        r#"<property name="scenario" value="A stack is created"/>"#,
        r#"<failure message="fail: status: expected 201, seen 200""#,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_report_has_what_others_read() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    here.judge(&stub.endpoint(), &["--seed", "7"]);
    let report = here.report();
    assert_eq!(report["requirements"][0]["id"], "stacks.create.201");
    assert_eq!(report["requirements"][0]["level"], "must");
    assert_eq!(
        report["requirements"][0]["scenarios"][0],
        "A stack is created"
    );
    assert_eq!(report["scenarios"][0]["name"], "A stack is created");
    assert_eq!(report["scenarios"][0]["feature"], "stacks.feature");
    assert_eq!(report["scenarios"][0]["verdict"], "pass");
    // Create, show, delete, and a look whether it is gone.
    assert_eq!(report["scenarios"][0]["requests"], 4);
    assert_eq!(report["target"]["endpoint"], stub.endpoint());
    assert_eq!(report["catalogue"]["profile"], "upstream");
    assert_eq!(report["catalogue"]["modified_by"], "features");
    assert_eq!(report["catalogue"]["digest"].as_str().unwrap().len(), 64);
    assert_eq!(report["run"]["seed"], 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_stand_nowhere() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &["--report", "junit=report.xml"]);
    let mut texts = vec![outcome.out, outcome.err];
    let mut folders = vec![here.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    // The control: the files of the run are among them.
    assert!(texts.iter().any(|text| text.contains("\"event\":\"gone\"")));
    assert!(texts.iter().all(|text| !text.contains(TOKEN)));
}

#[test]
fn help_shows_every_flag() {
    let here = Surroundings::new();
    for command in [
        "run",
        "plan",
        "list",
        "explain",
        "cleanup",
        "report",
        "replay",
        "watch",
        "compare",
        "merge",
        "coverage",
        "bundle",
        "verify-bundle",
        "completions",
        "man",
    ] {
        let outcome = here.run(&[command, "--help"]);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        insta::with_settings!({
            snapshot_path => "../../snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("heat-conformance-{command}-help"), outcome.out);
        });
    }
}

#[test]
fn shells_and_manuals_know_the_commands() {
    let here = Surroundings::new();
    for (shell, part) in [
        ("bash", "_heat__conformance()"),
        ("zsh", "#compdef heat-conformance"),
        ("fish", "complete -c heat-conformance"),
    ] {
        let outcome = here.run(&["completions", shell]);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        assert!(outcome.out.contains(part), "{shell}: {}", outcome.out);
        assert!(outcome.out.contains("last-failed"), "{shell}");
    }
    let outcome = here.run(&["man"]);
    assert!(
        outcome.out.contains(".TH heat-conformance 1"),
        "{}",
        outcome.out
    );
    std::fs::create_dir(here.path().join("man1")).unwrap();
    let outcome = here.run(&["man", "--folder", "man1"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let page = std::fs::read_to_string(here.path().join("man1/heat-conformance-run.1")).unwrap();
    assert!(page.contains("compare"), "{page}");
    let outcome = here.run(&["man", "--folder", "no/such"]);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
}
