//! Every format of a report, from the real program.

mod support;

use serde_json::Value;
use support::program::{Outcome, Surroundings};
use support::stub::{Flaw, Stub};

#[tokio::test(flavor = "multi_thread")]
async fn a_report_made_later_is_the_one_made_at_once() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    let formats = ["json", "junit", "html", "har", "markdown", "badge", "svg"];
    let flags: Vec<String> = formats
        .iter()
        .flat_map(|format| ["--report".to_owned(), format!("{format}=at-once.{format}")])
        .collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert_eq!(here.judge(&stub.endpoint(), &flags).code, Some(1));
    for format in formats {
        let at_once = std::fs::read_to_string(here.path().join(format!("at-once.{format}")));
        let at_once = at_once.unwrap();
        assert!(!at_once.is_empty());
        let later = here.run(&["report", "last", "--format", format]);
        assert_eq!((later.code, later.out), (Some(1), at_once), "{format}");
    }
    let later = here.run(&["report"]);
    assert_eq!(later.code, Some(1));
    assert!(
        later.out.contains("fail        stacks.create.201\n"),
        "{}",
        later.out
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_can_be_read_by_others() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    here.judge(&stub.endpoint(), &["--report", "har=run.har"]);
    let text = std::fs::read_to_string(here.path().join("run.har")).unwrap();
    let archive = har::from_str(&text).unwrap();
    let har::Spec::V1_2(log) = archive.log else {
        unreachable!("it says that it is of version 1.2");
    };
    assert_eq!(log.creator.name, "heat-conformance");
    let titles: Vec<String> = log
        .pages
        .unwrap()
        .into_iter()
        .map(|page| page.title)
        .collect();
    assert_eq!(
        titles,
        ["the run itself", "A stack is created (stacks.feature:6)"]
    );
    let creation = log
        .entries
        .iter()
        .find(|entry| entry.request.method == "POST");
    let creation = creation.unwrap();
    assert_eq!(creation.response.status, 201);
    assert!(creation.request.post_data.is_some());
    assert!(
        creation
            .response
            .content
            .text
            .as_ref()
            .unwrap()
            .contains("\"stack\"")
    );
    let look = &log.entries[0];
    assert_eq!(look.request.query_string[0].name, "limit");
    assert_eq!(look.request.query_string[0].value, "1");
    assert_eq!(look.response.status_text, "OK");
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_output_belongs_to_the_report_that_asks_for_it() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &["--report", "json=-"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(report["summary"]["pass"], 3);
    assert!(
        outcome.err.contains("exit 0: conformant"),
        "{}",
        outcome.err
    );
    let both = ["--report", "json=-", "--report", "har=-"];
    let outcome = here.judge(&stub.endpoint(), &both);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_summary_says_what_is_wrong_and_what_changed() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    here.judge(&stub.endpoint(), &[]);
    stub.set_flaw(Flaw::Creates200);
    let flags = ["--compare-with", "last", "--report", "markdown=-"];
    let outcome = here.judge(&stub.endpoint(), &flags);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    for part in [
        "## Heat API v1: violations\n",
        "| | all | fail | blocked | untested |\n",
        "| requirements | 3 | 1 | 2 | 0 |\n",
        "| fail | `stacks.create.201` | Creating a stack answers 201. | status: expected 201, seen 200 |",
        "- `stacks.create.201`: pass → fail\n",
        "- `stacks.create.201.id`: pass → blocked\n",
    ] {
        assert!(outcome.out.contains(part), "{part}: {}", outcome.out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_badge_counts_what_passed() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let badge = |here: &Surroundings, flags: &[&str]| -> Value {
        let mut all = vec!["--report", "badge=-"];
        all.extend(flags);
        serde_json::from_str(&here.judge(&stub.endpoint(), &all).out).unwrap()
    };
    let conformant = badge(&here, &[]);
    assert_eq!(conformant["schemaVersion"], 1);
    assert_eq!(conformant["label"], "Heat API v1 upstream");
    assert_eq!(conformant["message"], "3 of 3");
    assert_eq!(conformant["color"], "#2e7d32");
    stub.set_flaw(Flaw::Creates200);
    let violated = badge(&here, &[]);
    assert_eq!(violated["message"], "0 of 3, 2 fail");
    assert_eq!(violated["isError"], true);
    here.write("waivers.yaml", "- {id: stacks.create.201, reason: r}");
    let waived = badge(&here, &["--waivers", "waivers.yaml"]);
    assert_eq!(waived["message"], "0 of 3, 1 fail, 1 waived");
    let only = ["--select", "stacks.create.201", "--allow-partial"];
    here.write(
        "all.yaml",
        "[{id: stacks.create.201, reason: r}, {id: stacks.create.201.status, reason: r}]",
    );
    let nothing = ["--waivers", "all.yaml"];
    let nothing = here.judge_all(
        &stub.endpoint(),
        &[&only[..], &nothing, &["--report", "badge=nothing.json"]].concat(),
    );
    assert_eq!(nothing.code, Some(0), "{nothing:?}");
    let text = std::fs::read_to_string(here.path().join("nothing.json")).unwrap();
    let nothing: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(nothing["message"], "0 of 1, 2 waived");
    assert_eq!(nothing["color"], "#616161", "nothing was shown");
    let waived = badge(&here, &["--waivers", "waivers.yaml"]);
    assert_eq!(waived["message"], "0 of 3, 1 fail, 1 waived");
    let svg = here.run(&["report", "--format", "svg"]).out;
    assert!(
        svg.starts_with("<svg xmlns") && svg.contains("0 of 3, 1 fail, 1 waived"),
        "{svg}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_of_github_actions_shows_annotations_and_a_summary() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    here.write("summary.md", "before\n");
    let endpoint = stub.endpoint();
    let mut command = here.command(&support::program::judging(&endpoint));
    command
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", here.path().join("summary.md"));
    let outcome = Outcome::of(command.output().unwrap());
    let annotation = "::error title=fail stacks.create.201::Creating a stack answers 201. \
                      status: expected 201, seen 200";
    assert!(
        outcome.err.lines().any(|line| line == annotation),
        "{}",
        outcome.err
    );
    assert!(
        outcome
            .err
            .contains("::warning title=blocked stacks.create.201.id::")
    );
    let summary = std::fs::read_to_string(here.path().join("summary.md")).unwrap();
    assert!(
        summary.starts_with("before\n## Heat API v1: violations\n"),
        "{summary}"
    );
}
