//! Verdicts other than pass and fail, end to end.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use serde_json::Value;
use support::program::Surroundings;
use support::stub::{Flaw, Stub};

#[tokio::test(flavor = "multi_thread")]
async fn met_only_when_tried_again_is_flaky() {
    let stub = Stub::start(Flaw::FirstCreates200).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &["--retries", "1"]);
    assert_eq!(verdict(&here, "stacks.create.201"), "flaky");
    // The first answer had a status that is documented nowhere, which no second one makes good.
    assert_eq!(here.report()["exit"]["all"], serde_json::json!([1, 6]));
    assert_eq!(outcome.code, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_part_of_an_answer_does_not_hide_the_others() {
    let stub = Stub::start(Flaw::CreatesWithoutLocation).await;
    let here = scenario(
        "@stacks.create.201.location @stacks.create.201.id @stacks.create.completes",
        "When a member creates a stack \"web\"
         Then the answer is as required [stacks.create.201.location]
         And the answer is as required [stacks.create.201.id]
         And the stack \"web\" reaches CREATE_COMPLETE [stacks.create.completes]",
    );
    here.judge_all(
        &stub.endpoint(),
        &["--select", "stacks.create.201.* or stacks.create.completes"],
    );
    assert_eq!(verdict(&here, "stacks.create.201.location"), "fail");
    assert_eq!(verdict(&here, "stacks.create.201.id"), "pass");
    assert_eq!(verdict(&here, "stacks.create.completes"), "blocked");
    let generated = here.report()["generated"]["requirements"].clone();
    assert_eq!(verdict_in(&generated, "stacks.create.201.headers"), "fail");
    assert_eq!(verdict_in(&generated, "stacks.create.201.body"), "pass");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_probe_misses_is_unsupported_and_what_nobody_gave_is_untested() {
    let stub = Stub::start(Flaw::None).await;
    for (capability, expected, reason) in [
        ("cap:type:OS::Heat::None", "pass", ""),
        (
            "cap:type:No::Such::Type",
            "unsupported",
            "(No::Such::Type) could not be found",
        ),
        (
            "cap:injected-faults @cap:type:No::Such::Type",
            "unsupported",
            "(No::Such::Type) could not be found",
        ),
        (
            "cap:second-project",
            "untested",
            "no identity was given for another project",
        ),
        (
            "cap:role:reader",
            "untested",
            "no identity was given for a reader",
        ),
        (
            "cap:something-else",
            "untested",
            "nothing is known of the capability",
        ),
        ("stacks:9", "untested", "--max-stacks allows 8"),
    ] {
        let here = scenario(
            &format!("@stacks.create.201 @{capability}"),
            "When a member creates a stack \"web\"
             Then the answer is as required [stacks.create.201]",
        );
        let select = ["--select", "stacks.create.201"];
        let outcome = here.judge_all(&stub.endpoint(), &select);
        assert_eq!(
            verdict(&here, "stacks.create.201"),
            expected,
            "{capability}"
        );
        let report = here.report();
        let seen = report["requirements"][0]["reason"]
            .as_str()
            .unwrap_or_default();
        assert!(seen.contains(reason), "{capability}: {seen}");
        assert_eq!(outcome.code, Some(if expected == "pass" { 0 } else { 6 }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_precondition_that_fails_blocks() {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = scenario(
        "@stacks.show.200",
        "Given a stack \"web\"
         When a member sends stacks.show for the stack \"web\"
         Then the answer is as required [stacks.show.200]",
    );
    here.judge_all(
        &stub.endpoint(),
        &["--select", "stacks.show.200", "--timeout", "1"],
    );
    assert_eq!(verdict(&here, "stacks.show.200"), "blocked");
    let report = here.report();
    let reason = report["requirements"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("expected CREATE_COMPLETE, seen CREATE_IN_PROGRESS"),
        "{reason}"
    );
    assert!(reason.contains("features.feature:5"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn serial_scenarios_and_limits_keep_stacks_apart() {
    let outline = |tag: &str| {
        Surroundings::with_feature(&format!(
            "Feature: F\n  @stacks.create.completes {tag}\n  Scenario Outline: S\n    \
             When a member creates a stack \"<name>\"\n    \
             Then the stack \"<name>\" reaches CREATE_COMPLETE [stacks.create.completes]\n\n    \
             Examples:\n      | name |\n      | a |\n      | b |\n      | c |\n      | d |\n"
        ))
    };
    let select = ["--select", "stacks.create.completes"];
    for (tag, more) in [("@serial", ""), ("", "--max-stacks=1"), ("", "--jobs=1")] {
        let stub = Stub::start(Flaw::None).await;
        let mut arguments = select.to_vec();
        arguments.extend(Some(more).filter(|more| !more.is_empty()));
        let outcome = outline(tag).judge_all(&stub.endpoint(), &arguments);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        assert_eq!((stub.n_created(), stub.n_most()), (4, 1), "{tag} {more}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fail_fast_starts_nothing_more() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::with_feature(
        "Feature: F\n  @stacks.create.201\n  Scenario: A\n    \
         When a member creates a stack \"a\"\n    \
         Then the answer is as required [stacks.create.201]\n\n  \
         @stacks.create.completes\n  Scenario: B\n    \
         When a member creates a stack \"b\"\n    \
         Then the stack \"b\" reaches CREATE_COMPLETE [stacks.create.completes]\n",
    );
    let select = "stacks.create.201 or stacks.create.completes";
    let arguments = ["--select", select, "--jobs", "1", "--fail-fast"];
    let outcome = here.judge_all(&stub.endpoint(), &arguments);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert_eq!(verdict(&here, "stacks.create.completes"), "aborted");
    assert_eq!(stub.n_created(), 1);
    assert!(outcome.out.contains("\nfail        A: "), "{}", outcome.out);

    // What is waived is no reason to end.
    here.write("waivers.yaml", "- {id: stacks.create.201, reason: r}");
    let with_waiver = [&arguments[..], &["--waivers", "waivers.yaml"]].concat();
    let outcome = here.judge_all(&stub.endpoint(), &with_waiver);
    assert_eq!(verdict(&here, "stacks.create.201"), "waived");
    assert_eq!(stub.n_created(), 3);
    assert!(outcome.out.contains("\nwaived      A: "), "{}", outcome.out);
}

/// Surroundings with one scenario.
fn scenario(tags: &str, steps: &str) -> Surroundings {
    Surroundings::with_feature(&format!(
        "Feature: F\n\n  {tags}\n  Scenario: S\n    {steps}\n"
    ))
}

fn verdict(here: &Surroundings, id: &str) -> String {
    verdict_in(&here.report()["requirements"], id)
}

fn verdict_in(requirements: &Value, id: &str) -> String {
    let requirements = requirements.as_array().unwrap();
    let found = requirements.iter().find(|result| result["id"] == id);
    found.unwrap()["verdict"].as_str().unwrap().to_owned()
}
