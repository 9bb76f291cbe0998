use serde_json::json;

use super::*;
use crate::verdict::Verdict;

/// The ids of two parts.
fn ids(index: u32) -> Vec<String> {
    let shard = Shard { index, count: 2 };
    let all = (0..12).map(|n| format!("stacks.list.{n}"));
    all.filter(|id| shard.holds(id)).collect()
}

fn part(index: u32, generated: &str) -> SavedReport {
    let results: Vec<Value> = ids(index)
        .iter()
        .map(|id| {
            json!({"id": id, "operation": "stacks.list", "level": "must", "verdict": "pass",
                "scenarios": []})
        })
        .collect();
    let generated = json!({"id": "stacks.list.200.body", "operation": "stacks.list",
        "level": "must", "verdict": generated});
    let report = json!({
        "summary": {}, "requirements": results, "scenarios": [{"name": format!("s{index}")}],
        "generated": {"summary": {}, "requirements": [generated]},
        "target": {"name": "t", "endpoint": "http://h/v1/p"},
        "catalogue": {"version": "1", "digest": "d", "profile": "upstream"},
        "run": {"id": format!("r{index}"), "level": "may", "requests": 10 * index,
            "seconds": f64::from(index), "shard": {"index": index, "count": 2}},
        "problems": [], "leftovers": [], "expired_waivers": [],
        "exit": {"code": 0, "meaning": "conformant", "all": []},
    });
    serde_json::from_value(report).unwrap()
}

fn error(reports: Vec<SavedReport>) -> String {
    merge(reports, None).unwrap_err().to_string()
}

#[test]
fn all_parts_make_the_whole() {
    let selected: BTreeSet<String> = (0..12).map(|n| format!("stacks.list.{n}")).collect();
    let parts = vec![part(2, "untested"), part(1, "pass")];
    let whole = merge(parts, Some(&selected)).unwrap();
    assert_eq!(whole.requirements.len(), 12);
    assert_eq!(whole.generated.requirements[0].verdict, Verdict::Pass);
    assert_eq!(whole.rest["summary"]["pass"], 12);
    assert_eq!(
        whole.rest["scenarios"],
        json!([{"name": "s1"}, {"name": "s2"}])
    );
    assert_eq!(whole.run.rest["requests"], 30);
    assert_eq!(whole.run.rest["seconds"], 2.0);
    assert_eq!(whole.run.rest["merged"][1], json!({"id": "r2", "shard": 2}));
    assert_eq!((whole.exit.code, whole.run.shard), (0, None));
}

#[test]
fn one_part_that_saw_it_broken_decides() {
    let whole = merge(vec![part(1, "pass"), part(2, "fail")], None).unwrap();
    assert_eq!(whole.generated.requirements[0].verdict, Verdict::Fail);
    assert_eq!((whole.exit.code, whole.exit.all), (1, vec![1]));
    let whole = merge(vec![part(1, "unexpected-pass"), part(2, "waived")], None).unwrap();
    assert_eq!(whole.exit.code, 0);
    let mut incomplete = part(2, "pass");
    incomplete.exit.all = vec![6];
    let whole = merge(vec![part(1, "pass"), incomplete], None).unwrap();
    assert_eq!(whole.exit.code, 6);
}

#[test]
fn gaps_and_overlaps_are_found() {
    assert_eq!(error(vec![]), "no report was given");
    assert_eq!(error(vec![part(2, "pass")]), "part 1/2 is missing");
    let twice = vec![part(1, "pass"), part(1, "pass")];
    assert_eq!(error(twice), "part 1/2 is there twice: runs r1 and r1");
    let mut stray = part(1, "pass");
    stray
        .requirements
        .push(part(2, "pass").requirements.remove(0));
    let id = &ids(2)[0];
    assert_eq!(
        error(vec![stray, part(2, "pass")]),
        format!("`{id}` does not belong to part 1/2, in run r1")
    );
    let mut whole = part(1, "pass");
    whole.run.shard = None;
    assert_eq!(
        error(vec![whole]),
        "run r1 is no part: it ran without --shard"
    );
    let mut thin = part(2, "pass");
    let id = thin.requirements.remove(0).id;
    let selected: BTreeSet<String> = (0..12).map(|n| format!("stacks.list.{n}")).collect();
    let parts = vec![part(1, "pass"), thin];
    let error = merge(parts, Some(&selected)).unwrap_err();
    assert_eq!(error, MergeError::Missing(id));
}

#[test]
fn the_embedded_server_is_the_same_target_in_every_run() {
    let embedded = |index: u32, endpoint: &str| {
        let mut part = part(index, "pass");
        part.target = json!({"name": "embedded", "endpoint": endpoint});
        part
    };
    let parts = vec![
        embedded(1, "http://127.0.0.1:1/v1/p"),
        embedded(2, "http://127.0.0.1:2/v1/q"),
    ];
    assert_eq!(merge(parts, None).map(drop), Ok(()));
}

#[test]
fn parts_of_different_wholes_are_refused() {
    let other = |change: fn(&mut SavedReport)| {
        let mut other = part(2, "pass");
        change(&mut other);
        error(vec![part(1, "pass"), other])
    };
    let differs = |what: &str| format!("the {what} of run r2 differs from that of run r1");
    let digest = other(|report| "x".clone_into(&mut report.catalogue.digest));
    assert_eq!(digest, differs("catalogue"));
    let selection = other(|report| report.run.selection = Some("op:a".to_owned()));
    assert_eq!(selection, differs("selection"));
    let target = other(|report| report.target = json!({"endpoint": "x"}));
    assert_eq!(target, differs("target"));
    let target = other(|report| report.target = json!({"name": "embedded", "endpoint": "x"}));
    assert_eq!(target, differs("target"));
    let count = other(|report| report.run.shard = Some(Shard { index: 2, count: 3 }));
    assert_eq!(count, differs("number of parts"));
}
