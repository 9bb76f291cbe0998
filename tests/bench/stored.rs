//! What requests cost where a hundred stacks are stored and where a hundred thousand are.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection as Database;
use serde_json::{Value, json};

use crate::client::{Connection, rate, request};
use crate::programs::{Process, log_in, reference_with};
use crate::{median, report};

const FEW: u32 = 100;
const MANY: u32 = 100_000;
/// How many of the stacks failed and have the tag `rare`.
const N_RARE: u32 = 20;
/// How many stacks are made by requests, to see how much room they take.
const N_MADE: usize = 10_000;

pub(crate) async fn measure() {
    room().await;
    cost().await;
}

/// The room that stacks of one resource take.
async fn room() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("heat.sqlite");
    let reference = start(&file);
    let (token, project) = log_in(&reference).await;
    let tasks: Vec<_> = (0..16)
        .map(|first| {
            let (token, project) = (token.clone(), project.clone());
            let address = reference.address;
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await.expect("a connection");
                for number in (first..N_MADE).step_by(16) {
                    create(&mut connection, &project, &token, &format!("s{number}")).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a task");
    }
    wait_until_none_is_under_way(&reference, &project, &token).await;
    report(
        "10,000 stacks of one resource, resident memory",
        &format!("{:.0} MiB", reference.resident_mib()),
        "< 300 MiB",
    );
    let bytes: u64 = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").metadata().expect("its size").len())
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let mib = bytes as f64 / 1_048_576.0;
    report(
        "10,000 stacks of one resource, on disk",
        &format!("{mib:.0} MiB"),
        "< 100 MiB",
    );
}

/// Requests that return the same much, side by side on two servers.
async fn cost() {
    let folder = tempfile::tempdir().expect("a folder");
    let template = folder.path().join("one.sqlite");
    let reference = start(&template);
    let (token, project) = log_in(&reference).await;
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    create(&mut connection, &project, &token, "s0").await;
    wait_until_none_is_under_way(&reference, &project, &token).await;
    drop(reference);
    let (few, many) = (
        folder.path().join("few.sqlite"),
        folder.path().join("many.sqlite"),
    );
    let (few_id, many_id) = (fill(&template, &few, FEW), fill(&template, &many, MANY));
    let (few, many) = (start(&few), start(&many));
    let ((few_token, _), (many_token, _)) = (log_in(&few).await, log_in(&many).await);
    for (what, path) in PATHS {
        let ask = |token: &str, id: &str| {
            let path = path.replace("{id}", id);
            request("GET", &format!("{project}/{path}"), token, "")
        };
        let (of_few, of_many) = (ask(&few_token, &few_id), ask(&many_token, &many_id));
        let (mut fast, mut slow) = (Vec::new(), Vec::new());
        for _ in 0..5 {
            fast.push(rate(few.address, &of_few, 4).await);
            slow.push(rate(many.address, &of_many, 4).await);
        }
        report(
            &format!("100,000 stacks beside 100: {what}"),
            &format!("{:.2}", median(fast) / median(slow)),
            "< 1.20",
        );
    }
}

/// What is asked for; every one of them returns at most 20 things.
const PATHS: [(&str, &str); 10] = [
    ("a page of 20", "stacks?limit=20"),
    ("the page behind", "stacks?limit=20&marker={id}"),
    ("by status", "stacks?status=FAILED"),
    ("by id", "stacks?id={id}"),
    ("by name", "stacks?name=s50"),
    ("by a tag", "stacks?tags=rare"),
    ("by one of some tags", "stacks?tags_any=rare,none"),
    ("a stack", "stacks/s50/{id}"),
    ("its resources", "stacks/s50/{id}/resources"),
    ("its events", "stacks/s50/{id}/events?limit=20"),
];

fn start(file: &Path) -> Process {
    reference_with("limits: {max_stacks_per_tenant: -1}\n", Some(file))
}

async fn create(connection: &mut Connection, project: &str, token: &str, name: &str) {
    let body = json!({ "stack_name": name, "tags": "common", "template": {
        "heat_template_version": "2018-08-31",
        "resources": { "a": { "type": "OS::Heat::RandomString" } } } });
    let ask = request(
        "POST",
        &format!("{project}/stacks"),
        token,
        &body.to_string(),
    );
    let answer = connection.ask(&ask).await;
    assert_eq!(
        answer.status,
        201,
        "{}",
        String::from_utf8_lossy(&answer.body)
    );
}

async fn wait_until_none_is_under_way(reference: &Process, project: &str, token: &str) {
    let path = format!("{project}/stacks?status=IN_PROGRESS&limit=1");
    let ask = request("GET", &path, token, "");
    let deadline = Instant::now() + Duration::from_mins(2);
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    while connection.ask(&ask).await.json()["stacks"] != Value::Array(Vec::new()) {
        assert!(
            Instant::now() < deadline,
            "stacks are still under way after two minutes"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Copies a database with one stack and makes so many like it, each a second younger than the one
/// before; the id of the fiftieth.
fn fill(template: &Path, file: &Path, n_stacks: u32) -> String {
    let source = Database::open(template).expect("the database");
    source
        .execute("VACUUM INTO ?1", [file.to_str().expect("a path")])
        .expect("a copy");
    let database = Database::open(file).expect("the copy");
    let random_id = "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || \
        substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || \
        hex(randomblob(6)))";
    let numbers = format!(
        "WITH RECURSIVE numbers (n) AS \
         (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {})",
        n_stacks - 1
    );
    let time = "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '2020-01-01', '+' || n || ' seconds')";
    let copy = |table: &str, changes: &[(&str, &str)]| {
        let columns = columns(&database, table, changes);
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let values: Vec<&str> = columns.iter().map(|(_, value)| value.as_str()).collect();
        let statement = format!(
            "INSERT INTO {table} ({}) {numbers} SELECT {} FROM {table}, numbers",
            names.join(", "),
            values.join(", ")
        );
        database.execute(&statement, []).expect("copies");
    };
    let status = format!("CASE WHEN n <= {N_RARE} THEN 'FAILED' ELSE status END");
    copy(
        "stacks",
        &[
            ("row", "row + n"),
            ("id", random_id),
            ("name", "'s' || n"),
            ("status", &status),
            ("created_at", time),
        ],
    );
    copy(
        "resources",
        &[
            ("id", "NULL"),
            ("uuid", random_id),
            ("stack_row", "stack_row + n"),
        ],
    );
    copy(
        "events",
        &[
            ("row", "NULL"),
            ("id", random_id),
            ("stack_row", "stack_row + n"),
        ],
    );
    copy("stack_tags", &[("stack_row", "stack_row + n")]);
    database
        .execute(
            "INSERT INTO stack_tags (tag, stack_row) SELECT 'rare', row FROM stacks \
             WHERE status = 'FAILED'",
            [],
        )
        .expect("tags");
    database
        .query_row("SELECT id FROM stacks WHERE name = 's50'", [], |row| {
            row.get(0)
        })
        .expect("an id")
}

/// The columns of a table with what they get in a copy.
fn columns(database: &Database, table: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut statement = database
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .expect("a statement");
    let names = statement
        .query_map([table], |row| row.get::<_, String>(0))
        .expect("columns");
    names
        .map(|name| {
            let name = name.expect("a name");
            let change = changes.iter().find(|(changed, _)| *changed == name);
            let value = change.map_or_else(
                || format!("{table}.{name}"),
                |(_, value)| (*value).to_owned(),
            );
            (name, value)
        })
        .collect()
}
