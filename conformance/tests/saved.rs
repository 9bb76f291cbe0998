//! What is done with the reports of earlier runs: merged, compared, shown as coverage, selected by.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use serde_json::Value;
use support::program::{Outcome, SELECTED, Surroundings};
use support::stub::{Flaw, Stub};

/// A run on a stand-in whose JSON report is kept under a name.
fn judged(here: &Surroundings, endpoint: &str, name: &str, more: &[&str]) -> Outcome {
    let outcome = here.judge(endpoint, more);
    let report = here.path().join("report.json");
    if report.exists() {
        std::fs::rename(report, here.path().join(name)).unwrap();
    }
    outcome
}

fn read(here: &Surroundings, name: &str) -> Value {
    let text = std::fs::read_to_string(here.path().join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_a_run_are_merged_if_they_are_all_there() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    let part = |shard: &str| {
        let name = format!("{}.json", &shard[..1]);
        judged(&here, &stub.endpoint(), &name, &["--shard", shard]);
        read(&here, &name)["requirements"].as_array().unwrap().len()
    };
    // None of the two parts is empty.
    let n_requirements = (part("1/2"), part("2/2"));
    assert_eq!(n_requirements.0 + n_requirements.1, 3);
    assert!(n_requirements.0 > 0 && n_requirements.1 > 0);

    let outcome = here.run(&["merge", "2.json", "1.json", "--report", "json=whole.json"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    let parts = "3 requirements of 2 parts, none missing, none twice: ";
    assert!(outcome.out.contains(parts), "{}", outcome.out);
    assert!(
        outcome.out.ends_with("exit 1: violations\n"),
        "{}",
        outcome.out
    );
    let whole = read(&here, "whole.json");
    assert_eq!(whole["requirements"].as_array().unwrap().len(), 3);
    assert_eq!(whole["run"]["merged"].as_array().unwrap().len(), 2);
    assert_eq!(whole["run"]["shard"], Value::Null);
    assert_eq!(whole["exit"]["code"], 1);

    let outcome = here.run(&["merge", "1.json"]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.err.contains("part 2/2 is missing"),
        "{}",
        outcome.err
    );
    let outcome = here.run(&["merge", "1.json", "1.json", "2.json"]);
    assert!(
        outcome.err.contains("part 1/2 is there twice"),
        "{}",
        outcome.err
    );
    let outcome = here.run(&["merge", "whole.json"]);
    assert!(
        outcome.err.contains("ran without --shard"),
        "{}",
        outcome.err
    );
    assert_eq!(here.run(&["merge", "nothing.json"]).code, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_compared_by_requirement() {
    let here = Surroundings::new();
    let good = Stub::start(Flaw::None).await;
    let bad = Stub::start(Flaw::CreatesWithoutLocation).await;
    judged(&here, &good.endpoint(), "good.json", &[]);
    judged(&here, &bad.endpoint(), "bad.json", &[]);
    let outcome = here.run(&[
        "compare",
        "good.json",
        "bad.json",
        "--report",
        "json=d.json",
    ]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    for part in [
        "must   stacks.create.201.headers\n       first  pass\n       second fail: header",
        "1 requirements differ, the same: ",
        "answers were not compared",
    ] {
        assert!(outcome.out.contains(part), "{part}: {}", outcome.out);
    }
    let differences = read(&here, "d.json");
    assert_eq!(
        differences["requirements"][0]["id"],
        "stacks.create.201.headers"
    );
    assert_eq!(differences["requirements"][0]["second"]["verdict"], "fail");
    let outcome = here.run(&["compare", "good.json", "good.json"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.out.contains("\n0 requirements differ"),
        "{}",
        outcome.out
    );
    judged(&here, &good.endpoint(), "part.json", &["--level", "must"]);
    let outcome = here.run(&["compare", "good.json", "part.json"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(
        outcome
            .out
            .contains(" requirements are in one of the runs only"),
        "{}",
        outcome.out
    );
    // What is no file is a cloud, and there is none.
    assert_eq!(here.run(&["compare", "good.json", "nowhere"]).code, Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_shows_statuses_and_requirements() {
    let here = Surroundings::new();
    let stub = Stub::start(Flaw::CreatesWithoutLocation).await;
    judged(&here, &stub.endpoint(), "r.json", &[]);
    let outcome = here.run(&["coverage", "r.json"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let line = |start: &str| {
        let mut lines = outcome.out.lines();
        lines
            .find(|line| line.starts_with(start))
            .unwrap()
            .to_owned()
    };
    let create = line("stacks.create ");
    assert!(create.contains(" 3/"), "{create}");
    assert!(
        create.contains(" 201 ") && create.contains(" -409"),
        "{create}"
    );
    assert!(outcome.out.contains(" operations, "), "{}", outcome.out);
    let guideline = ["coverage", "r.json", "--profile", "interop-2020.06"];
    let outcome = here.run(&guideline);
    assert!(
        outcome.out.contains("capability stack-create "),
        "{}",
        outcome.out
    );
    assert!(
        outcome.out.contains("(no requirement of it was selected)"),
        "{}",
        outcome.out
    );
    let outcome = here.run(&[&guideline[..], &["--format", "json"]].concat());
    let coverage: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(coverage["capabilities"].as_array().unwrap().len(), 23);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_can_be_selected() {
    let here = Surroundings::new();
    let stub = Stub::start(Flaw::Creates200).await;
    judged(&here, &stub.endpoint(), "r.json", &[]);
    let list = |select: &str| here.run(&["list", "--select", select, "--features", "features"]);
    let outcome = list("failed(r.json) and stacks.create.201*");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.out.starts_with("stacks.create.201 "),
        "{}",
        outcome.out
    );
    assert!(
        outcome.out.ends_with("\n2 requirements\n"),
        "{}",
        outcome.out
    );
    let nothing = format!("({SELECTED}) and not failed(r.json)");
    assert_eq!(list(&nothing).code, Some(4));
    assert_eq!(list("failed(other.json)").code, Some(2));
    let outcome = list("profile:draft-2012 and stacks.create.*");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(list("profile:nobodys").code, Some(2));
    let outcome = list("cap:second-project and op:stacks.show");
    assert!(outcome.out.contains("other-project"), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_slow_a_run_down() {
    let here = Surroundings::new();
    let stub = Stub::start(Flaw::None).await;
    let limits = ["--rate", "20", "--max-in-flight", "1"];
    let outcome = here.judge(&stub.endpoint(), &limits);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report = here.report();
    let n_requests = report["run"]["requests"].as_f64().unwrap();
    let seconds = report["run"]["seconds"].as_f64().unwrap();
    assert!(
        seconds >= (n_requests - 1.0) / 20.0,
        "{n_requests} in {seconds} s"
    );
    for wrong in ["0", "-1", "nan", "inf", "x"] {
        let outcome = here.judge(&stub.endpoint(), &[&format!("--rate={wrong}")]);
        assert_eq!(outcome.code, Some(2), "{wrong}: {outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_of_runs_are_compared_by_what_clients_go_by() {
    let here = Surroundings::new();
    let good = Stub::start(Flaw::None).await;
    let bad = Stub::start(Flaw::CreatesWithoutLocation).await;
    let run = |endpoint: &str| {
        judged(&here, endpoint, "r.json", &[]);
        read(&here, "r.json")["run"]["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let (first, again, second) = (
        run(&good.endpoint()),
        run(&good.endpoint()),
        run(&bad.endpoint()),
    );
    let outcome = here.run(&["compare", &first, &again]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.out.ends_with("\n0 answers differ\n"),
        "{}",
        outcome.out
    );
    let outcome = here.run(&["compare", &first, &second]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    let answer = "answer stacks.create to a member in `A stack is created (stacks.feature)`, \
                  headers of 201\n       first  content-type: application/json, location, x-";
    assert!(outcome.out.contains(answer), "{}", outcome.out);
    let outcome = here.run(&["list", "--select", "failed()", "--features", "features"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn waivers_select_as_everything_does() {
    let here = Surroundings::new();
    let stub = Stub::start(Flaw::CreatesWithoutLocation).await;
    let judge = |id: &str| {
        here.write("waivers.yaml", &format!("- id: '{id}'\n  reason: known\n"));
        here.judge(&stub.endpoint(), &["--waivers", "waivers.yaml"])
    };
    let outcome = judge("op:stacks.create and *.201.headers");
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_eq!(here.report()["generated"]["summary"]["waived"], 1);
    // What is met is not to be waived.
    assert_eq!(judge("stacks.create.201*").code, Some(8));
    let outcome = judge("op:nothing");
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.err.contains("`op:nothing` fits no requirement"),
        "{}",
        outcome.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_quota_is_kept_with_what_others_made() {
    let here = Surroundings::new();
    let stub = Stub::start(Flaw::None).await;
    stub.add_stack("somebody-elses");
    let with_quota = |quota: u32| {
        let setting = format!("max_stacks_per_tenant={quota}");
        here.judge(&stub.endpoint(), &["--setting", &setting])
    };
    let outcome = with_quota(1);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    let reason = "the project may have 1 stacks, and has 1: there is no room for a run";
    assert!(outcome.err.contains(reason), "{}", outcome.err);
    assert_eq!(with_quota(2).code, Some(0));
    assert_eq!(stub.n_most(), 2);
}
