//! Every exit code, end to end.

mod support;

use std::io::{BufRead as _, BufReader};

use support::program::{FEATURE, Outcome, SELECTED, Surroundings, judging};
use support::stub::{Flaw, Stub, TOKEN};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[tokio::test(flavor = "multi_thread")]
async fn conformant_is_0() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &[]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let report = here.report();
    assert_eq!(report["summary"]["pass"], 3, "{report}");
    assert_eq!(report["exit"]["all"], serde_json::json!([]));
    assert_eq!(stub.n_created(), 1);
    assert_eq!(stub.n_stacks(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_violation_is_1() {
    let stub = Stub::start(Flaw::Creates200).await;
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &[]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    let report = here.report();
    let verdicts: Vec<_> = report["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            (
                result["id"].as_str().unwrap(),
                result["verdict"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            ("stacks.create.201", "fail"),
            ("stacks.create.201.id", "blocked"),
            ("stacks.create.completes", "blocked")
        ]
    );
    assert!(outcome.out.contains("expected 201"), "{}", outcome.out);
    assert!(outcome.out.contains("curl -i -X POST"), "{}", outcome.out);
    assert!(!outcome.out.contains(TOKEN), "{}", outcome.out);
    assert!(!report.to_string().contains(TOKEN));
    assert_eq!(
        stub.n_stacks(),
        0,
        "what the target should not have made is deleted as well"
    );
}

#[test]
fn usage_and_configuration_are_2() {
    let here = Surroundings::new();
    here.write("clouds.yaml", "clouds: {lab: {auth: {username: u}}}");
    let endpoint = "http://127.0.0.1:9/v1/p";
    for (arguments, complaint) in [
        (vec!["run", "--no-such-flag"], "--no-such-flag"),
        (vec!["run", "--select", "a and"], "found the end"),
        (vec!["run", "--endpoint", endpoint], "--token"),
        (
            vec!["run", "--endpoint", "nowhere", "--token", "t"],
            "is no URL",
        ),
        (vec!["run", "--profile", "none"], "profile `none`"),
        (vec!["run", "--features", "nowhere"], "cannot read nowhere"),
        (
            vec!["run", "--report", "json=no/such/folder.json"],
            "cannot write no/such/folder.json",
        ),
        (
            vec!["run", "--identity", "other=lab"],
            "--identity needs a target",
        ),
        (vec!["run", "--token", "t"], "not where the target is"),
        (vec!["run", "--insecure"], "not where the target is"),
        (vec!["run", "--report", "pdf=x"], "neither json nor junit"),
        (
            vec!["run", "--os-cloud", "none"],
            "has no cloud `none` (it has: lab)",
        ),
        (vec!["run", "--os-cloud", "lab"], "`auth_url` is missing"),
        (
            vec![
                "run",
                "--endpoint",
                endpoint,
                "--token",
                "t",
                "--waivers",
                "none.yaml",
            ],
            "none.yaml",
        ),
    ] {
        let outcome = here.run(&arguments);
        assert_eq!(outcome.code, Some(2), "{arguments:?}: {outcome:?}");
        assert!(
            outcome.err.contains(complaint),
            "{arguments:?}: {}",
            outcome.err
        );
    }
}

#[test]
fn a_part_of_a_target_is_2_and_not_the_embedded_one() {
    let here = Surroundings::new();
    for variable in ["OS_USERNAME", "OS_PASSWORD", "OS_TOKEN", "OS_PROJECT_ID"] {
        let mut command = here.command(&["run", "--select", "versions.list.300"]);
        let output = command.env(variable, "x").output().unwrap();
        let outcome = Outcome::of(output);
        assert_eq!(outcome.code, Some(2), "{variable}: {outcome:?}");
        assert!(outcome.err.contains(variable), "{}", outcome.err);
    }
}

#[test]
fn nobody_there_is_3() {
    let here = Surroundings::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/v1/p", free.local_addr().unwrap());
    drop(free);
    let outcome = here.judge(&endpoint, &[]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(
        outcome.err.contains("cannot reach the target"),
        "{}",
        outcome.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_there_is_3_and_nothing_is_made() {
    let page = ResponseTemplate::new(503).set_body_raw("<h1>Sorry</h1>", "text/html");
    let moved = ResponseTemplate::new(302).insert_header("location", "/login");
    for answer in [page, moved, ResponseTemplate::new(200)] {
        let server = MockServer::start().await;
        let anything = Mock::given(any()).respond_with(answer);
        anything.mount(&server).await;
        let here = Surroundings::new();
        let outcome = here.judge(&format!("{}/v1/p", server.uri()), &[]);
        assert_eq!(outcome.code, Some(3), "{outcome:?}");
        assert!(
            outcome
                .err
                .contains("a list of stacks or a fault was expected"),
            "{}",
            outcome.err
        );
        let asked = server.received_requests().await.expect("they are kept");
        let methods: Vec<&str> = asked.iter().map(|one| one.method.as_str()).collect();
        assert_eq!(methods, ["GET"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn output_that_is_lost_is_5() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    assert_eq!(here.judge(&stub.endpoint(), &[]).code, Some(0));
    let endpoint = stub.endpoint();
    let reported = [&judging(&endpoint)[..], &["--report", "junit=-"]].concat();
    for arguments in [
        &["list", "--format", "json"][..],
        &["report", "last", "--format", "junit"],
        &["man"],
        &judging(&endpoint),
        &reported,
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let mut command = here.command(arguments);
        let output = command.stdout(full.expect("a full device")).output();
        let outcome = Outcome::of(output.expect("it starts"));
        assert_eq!(outcome.code, Some(5), "{arguments:?}: {outcome:?}");
        assert!(
            outcome.err.contains("standard output is not whole"),
            "{arguments:?}: {}",
            outcome.err
        );
    }
    assert_eq!(stub.n_stacks(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_or_password_is_3() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let outcome = here.run(&["run", "--endpoint", &stub.endpoint(), "--token", "wrong"]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(outcome.err.contains("refuses the token"), "{}", outcome.err);

    let cloud = |password: &str| {
        format!(
            "clouds: {{lab: {{auth: {{auth_url: '{}', username: u, password: {password}, \
             project_name: p, user_domain_id: default, project_domain_id: default}}}}}}",
            stub.auth_url()
        )
    };
    here.write("clouds.yaml", &cloud("wrong"));
    let arguments = [
        "run",
        "--os-cloud",
        "lab",
        "--features",
        "features",
        "--select",
        SELECTED,
    ];
    let outcome = here.run(&arguments);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(outcome.err.contains("refused with 401"), "{}", outcome.err);

    here.write("clouds.yaml", &cloud("secret"));
    let outcome = here.run(&arguments);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[test]
fn nothing_selected_is_4() {
    let here = Surroundings::new();
    for command in ["run", "list"] {
        let outcome = here.run(&[command, "--select", "no.such.id"]);
        assert_eq!(outcome.code, Some(4), "{outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_of_the_suite_are_5() {
    let stub = Stub::start(Flaw::None).await;
    for (step, tag, complaint) in [
        (
            "Then something nobody defined [stacks.create.201]",
            "@stacks.create.201",
            "is not defined",
        ),
        (
            "Then the answer is as required [stacks.create.201]",
            "@stacks.create.201 @wip",
            "@wip has no meaning",
        ),
        (
            "Then the answer is as required [stacks.create.201]",
            "@stacks.create.201 @stacks.create.201.id",
            "no step checks it",
        ),
        (
            "Then the answer is as required [stacks.create.completes]",
            "@stacks.create.201",
            "checked but not tagged",
        ),
    ] {
        let here = Surroundings::with_feature(&format!(
            "Feature: F\n\n  {tag}\n  Scenario: S\n    When a member creates a stack \"web\"\n    {step}\n"
        ));
        let outcome = here.judge(&stub.endpoint(), &[]);
        assert_eq!(outcome.code, Some(5), "{step}: {outcome:?}");
        assert!(outcome.out.contains(complaint), "{step}: {}", outcome.out);
        assert_eq!(here.report()["exit"]["code"], 5);
    }
    let here = Surroundings::with_feature(&format!(
        "{FEATURE}{}",
        FEATURE.replace("Feature: Stacks", "")
    ));
    let outcome = here.judge(&stub.endpoint(), &[]);
    assert_eq!(outcome.code, Some(5), "{outcome:?}");
    assert!(outcome.out.contains("stands in"), "{}", outcome.out);
    assert_eq!(
        stub.n_created(),
        1,
        "a scenario with a mistake in it is not played"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_is_6_and_cleans_up() {
    ends_with_6_and_cleans_up("-INT").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_terminal_is_6_and_cleans_up() {
    // Under `nohup` it is overlooked, and that is passed on to whatever is started.
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = u64::from_str_radix(mask.unwrap().trim(), 16).unwrap();
    if mask & 1 == 0 {
        ends_with_6_and_cleans_up("-HUP").await;
    }
}

/// Sends a signal to a run that would go on for ever.
async fn ends_with_6_and_cleans_up(signal: &str) {
    let stub = Stub::start(Flaw::NeverCompletes).await;
    let here = Surroundings::new();
    let endpoint = stub.endpoint();
    let mut child = here.command(&judging(&endpoint)).spawn().expect("starts");
    let stdout = child.stdout.take().expect("its output is a pipe");
    let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
    let first = lines.next();
    assert!(
        first.as_ref().is_some_and(|line| line.starts_with("run ")),
        "{first:?}"
    );
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while stub.n_stacks() == 0 {
        assert!(std::time::Instant::now() < deadline, "no stack was made");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args([signal, &pid])
        .status();
    assert!(sent.expect("kill runs").success());
    let outcome = Outcome::of(child.wait_with_output().expect("ends"));
    let rest: Vec<String> = lines.collect();
    assert_eq!(outcome.code, Some(6), "{outcome:?} {rest:?}");
    assert!(rest[0].starts_with("interrupted"), "{rest:?}");
    assert_eq!(here.report()["summary"]["aborted"], 3);
    assert_eq!(stub.n_stacks(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untested_must_is_6_unless_that_is_allowed() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let select = "stacks.create.201 or stacks.create.201.link";
    let arguments = |more: &'static str| {
        let mut arguments = vec!["--select", select];
        arguments.extend(Some(more).filter(|more| !more.is_empty()));
        arguments
    };
    let judge = |more: &'static str| {
        let endpoint = stub.endpoint();
        let mut all = vec![
            "run",
            "--endpoint",
            &endpoint,
            "--token",
            TOKEN,
            "--features",
            "features",
        ];
        all.extend(arguments(more));
        here.run(&all).code
    };
    assert_eq!(judge(""), Some(6));
    assert_eq!(judge("--allow-partial"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn something_left_over_is_7_and_cleanup_deletes_it() {
    let stub = Stub::start(Flaw::NeverDeletes).await;
    stub.add_stack("somebody-elses");
    let here = Surroundings::new();
    let outcome = here.judge(&stub.endpoint(), &["--timeout", "1"]);
    assert_eq!(outcome.code, Some(7), "{outcome:?}");
    let report = here.report();
    let leftover = &report["leftovers"][0];
    assert!(
        leftover["name"].as_str().unwrap().starts_with("hc-"),
        "{leftover}"
    );
    assert_eq!(stub.n_stacks(), 2);

    stub.set_flaw(Flaw::None);
    let endpoint = stub.endpoint();
    let cleanup = ["cleanup", "--endpoint", &endpoint, "--token", TOKEN];
    let outcome = here.run(&cleanup);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(outcome.err.contains("1 deleted"), "{}", outcome.err);
    assert_eq!(stub.n_stacks(), 1, "only what the run made is deleted");
    let outcome = here.run(&cleanup);
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_waiver_is_8() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let waiver =
        |more: &str| format!("- id: stacks.create.201\n  reason: ours answers 200\n{more}");
    let judge = |text: String| {
        here.write("waivers.yaml", &text);
        here.judge(&stub.endpoint(), &["--waivers", "waivers.yaml"])
            .code
    };
    assert_eq!(judge(waiver("")), Some(8));
    assert_eq!(here.report()["summary"]["unexpected-pass"], 1);
    assert_eq!(judge(waiver("  expires: 2020-01-01\n")), Some(8));
    assert_eq!(here.report()["expired_waivers"][0], "stacks.create.201");
    assert_eq!(judge(waiver("  scope: other\n")), Some(0));
    assert_eq!(judge("- {id: no.such, reason: r}".to_owned()), Some(2));
    let generated = "- {id: stacks.create.201.body, reason: ours is empty}";
    assert_eq!(
        judge(generated.to_owned()),
        Some(0),
        "the other scenarios may meet what is waived"
    );
    let outcome = here.judge_all(&stub.endpoint(), &["--waivers", "waivers.yaml"]);
    assert_eq!(outcome.code, Some(8), "{outcome:?}");

    stub.set_flaw(Flaw::Creates200);
    assert_eq!(
        judge(waiver("")),
        Some(1),
        "the status is no documented one"
    );
    let outcome = judge(waiver(
        "- {id: stacks.create.201.status, reason: the same}\n",
    ));
    assert_eq!(here.report()["summary"]["waived"], 1);
    assert_eq!(
        outcome,
        Some(6),
        "what the waived check blocked is left open"
    );
}
