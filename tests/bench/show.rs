//! `GET` of a stack by its full path, beside a bare handler that returns the same bytes.

use crate::client::{Connection, rate, request};
use crate::{median, programs, report};

const N_CONNECTIONS: usize = 16;

pub(crate) async fn measure() {
    let reference = programs::reference();
    let (token, project) = programs::log_in(&reference).await;
    let path = stack(&reference, &token, &project).await;
    let ask = request("GET", &path, &token, "");
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    let body = connection.ask(&ask).await.body;
    let bare = programs::bare(&body);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        ours.push(rate(reference.address, &ask, N_CONNECTIONS).await);
        theirs.push(rate(bare.address, &ask, N_CONNECTIONS).await);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    report(
        "show a stack, requests per second",
        &format!("{ours:.0}"),
        "",
    );
    report(
        "a bare handler with the same bytes",
        &format!("{theirs:.0}"),
        "",
    );
    report("ratio", &format!("{:.2}", ours / theirs), "> 0.50");
}

/// Makes a stack of one random string and waits for it; its path.
async fn stack(reference: &programs::Process, token: &str, project: &str) -> String {
    let mut connection = Connection::open(reference.address)
        .await
        .expect("a connection");
    let body = serde_json::json!({ "stack_name": "show", "template": {
        "heat_template_version": "2018-08-31",
        "resources": { "a": { "type": "OS::Heat::RandomString" } },
        "outputs": { "text": { "value": { "get_attr": ["a", "value"] } } } } });
    let ask = request(
        "POST",
        &format!("{project}/stacks"),
        token,
        &body.to_string(),
    );
    let id = connection.ask(&ask).await.json()["stack"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("{project}/stacks/show/{id}");
    crate::create::wait_until_complete(&mut connection, &path, token).await;
    path
}
