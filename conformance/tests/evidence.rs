//! What happened in a run is on disk while it goes on, and holds no secrets.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::program::{FEATURE, Surroundings, judging};
use support::stub::{Flaw, Stub, TOKEN};

#[tokio::test(flavor = "multi_thread")]
async fn every_exchange_check_and_look_is_an_event() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    here.judge(&stub.endpoint(), &["--seed", "7"]);
    let events = events(&here);
    let of = |kind: &str| -> Vec<&Value> {
        let of_kind = events.iter().filter(|event| event["event"] == kind);
        of_kind.collect()
    };
    let started = of("run-started")[0];
    assert_eq!(started["target"]["endpoint"], stub.endpoint());
    assert_eq!(started["catalogue"]["digest"].as_str().unwrap().len(), 64);
    assert_eq!(started["seed"], 7);
    assert_eq!(started["requirements"][0]["id"], "stacks.create.201");
    assert_eq!(started["scenarios"][0]["name"], "A stack is created");
    assert_eq!(of("scenario-started").len(), 1);
    let finished = of("scenario-finished")[0];
    assert_eq!(finished["end"]["failed"], "stacks.create.201");
    assert_eq!(of("run-finished")[0]["is_interrupted"], false);

    let exchanges = of("exchange");
    // The look at the target, create, delete, and a look whether it is gone.
    let methods: Vec<&Value> = exchanges
        .iter()
        .map(|one| &one["exchange"]["method"])
        .collect();
    assert_eq!(methods, ["GET", "POST", "DELETE", "GET"]);
    assert_eq!(exchanges[0]["scenario"], 0);
    let creation = exchanges[1];
    assert_eq!(creation["exchange"]["operation"], "stacks.create");
    assert_eq!(creation["exchange"]["status"], 200);
    assert!(creation["exchange"]["elapsed_us"].as_u64().unwrap() > 0);
    assert!(creation["overhead_us"].as_u64().unwrap() < 1_000_000);
    let curl = creation["curl"].as_str().unwrap();
    assert!(
        curl.starts_with("curl -i -X POST") && curl.contains("$OS_TOKEN"),
        "{curl}"
    );

    let number = &creation["exchange"]["number"];
    let checks = of("check");
    let own = checks
        .iter()
        .find(|check| check["requirement"] == "stacks.create.201");
    let own = own.unwrap();
    assert_eq!(&own["exchange"], number);
    assert_eq!(own["difference"]["at"], "status");
    assert_eq!(own["difference"]["expected"], "201");
    assert_eq!(own["difference"]["seen"], "200");
    let met = checks.iter().filter(|check| check["difference"].is_null());
    assert!(met.clone().all(|check| check["is_generated"] == true));
    assert!(met.count() >= 3, "{checks:?}");
    assert_eq!(of("poll")[0]["seen"], "404");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_killed_is_reported_as_far_as_it_came() {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = Surroundings::new();
    let mut child = here.command(&judging(&stub.endpoint())).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("run "));
    let deadline = Instant::now() + Duration::from_secs(20);
    while !std::fs::read_to_string(path(&here))
        .unwrap()
        .contains("\"poll\"")
    {
        assert!(Instant::now() < deadline, "nothing was waited for");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // As if the machine had gone in the middle of a line.
    let mut text = std::fs::read_to_string(path(&here)).unwrap();
    text.truncate(text.trim_end().len() - 10);
    std::fs::write(path(&here), text).unwrap();

    let outcome = here.run(&["report", "last", "--report", "json=killed.json"]);
    assert_eq!(outcome.code, Some(6), "{outcome:?}");
    assert!(
        outcome.out.contains("the run did not come to its end"),
        "{}",
        outcome.out
    );
    let text = std::fs::read_to_string(here.path().join("killed.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["summary"]["aborted"], 3);
    assert_eq!(report["run"]["is_finished"], false);
    assert_eq!(report["exit"]["all"], serde_json::json!([6]));
    // What was seen on the way counts all the same.
    let generated = report["generated"]["requirements"].as_array().unwrap();
    let created = generated
        .iter()
        .find(|one| one["id"] == "stacks.create.201.status");
    assert_eq!(created.unwrap()["verdict"], "pass");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_tokens_nor_hidden_parameters_are_kept() {
    const PLANTED: &str = "open-sesame-4711";
    let stub = Stub::start(Flaw::Creates200).await;
    let feature = FEATURE.replace(
        "    When a member creates a stack \"web\"\n",
        &format!(
            "    Given the template\n      \"\"\"\n      heat_template_version: 2013-05-23\n      \
             parameters:\n        key: {{type: string, hidden: true}}\n      \"\"\"\n    \
             When a member creates a stack \"web\"\n      | parameters | {{\"key\": \"{PLANTED}\"}} |\n"
        ),
    );
    let here = Surroundings::with_feature(&feature);
    let outcome = here.judge(
        &stub.endpoint(),
        &["--report", "html=report.html", "--report", "har=report.har"],
    );
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    let text = std::fs::read_to_string(path(&here)).unwrap();
    assert!(text.contains(r#"\"key\":\"***\""#), "{text}");
    let files = ["report.json", "report.html", "report.har"].map(|name| {
        let text = std::fs::read_to_string(here.path().join(name)).unwrap();
        // The control: the creation is in it.
        assert!(text.contains("hc-") && text.contains("***"), "{name}");
        text
    });
    let replay = ["replay", "A stack is created", "--endpoint"];
    let endpoint = stub.endpoint();
    let more = [
        endpoint.as_str(),
        "--token",
        TOKEN,
        "--features",
        "features",
    ];
    let replayed = here.run(&[&replay[..], &more[..]].concat());
    assert!(replayed.out.contains("stack_name"), "{replayed:?}");
    let printed = [outcome.out, outcome.err, replayed.out, replayed.err];
    for text in files.iter().chain(&printed).chain([&text]) {
        assert!(!text.contains(PLANTED), "{text}");
        assert!(!text.contains(TOKEN), "{text}");
    }
}

#[test]
fn a_file_that_is_no_record_of_a_run_is_refused() {
    let here = Surroundings::new();
    for (text, complaint) in [
        ("", "it has no events"),
        ("{\"event\":\"run-finished\"}\n", "line 1"),
        ("nonsense\nmore\n", "line 1"),
    ] {
        here.write("events.jsonl", text);
        let outcome = here.run(&["report", "events.jsonl"]);
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        assert!(outcome.err.contains(complaint), "{}", outcome.err);
    }
    let outcome = here.run(&["report", "12345678"]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.err.contains("no events of a run `12345678`"),
        "{}",
        outcome.err
    );
}

/// The file of events of the only run.
fn path(here: &Surroundings) -> PathBuf {
    let folder = here.path().join("state/heat-conformance");
    let mut runs = std::fs::read_dir(folder).unwrap();
    runs.next().unwrap().unwrap().path().join("events.jsonl")
}

fn events(here: &Surroundings) -> Vec<Value> {
    let text = std::fs::read_to_string(path(here)).unwrap();
    let events = text.lines().map(|line| serde_json::from_str(line).unwrap());
    events.collect()
}
