//! How many stacks there are at the same time, those inside of others included.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures::future::{Either, select};
use serde_json::Value;

use super::Run;
use crate::client::{Body, Client, Request};
use crate::target::Role;

/// How long it is between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// Waits for something that makes stacks, and looks how many there are meanwhile: what it yields, and
/// the most that were seen.
///
/// The looks are not counted among the requests of the run.
pub(super) async fn most_during<T>(run: &Run, making: impl Future<Output = T>) -> (T, u64) {
    let client = Client::new(run.client.shared_target(), run.contract.shared_catalogue());
    let most = Cell::new(0);
    let looking = async {
        loop {
            most.set(count(&client).await.max(most.get()));
            tokio::time::sleep(PAUSE).await;
        }
    };
    let made = match select(pin!(making), pin!(looking)).await {
        Either::Left((made, _)) => made,
        Either::Right((never, _)) => never,
    };
    (made, most.get())
}

/// All stacks of the projects that a run makes some in; a project that cannot be asked has none.
async fn count(client: &Client) -> u64 {
    let mut n_stacks = 0;
    for role in [Role::Member, Role::Other] {
        let Ok(session) = client.session(role) else {
            continue;
        };
        let request = Request {
            role,
            method: "GET".to_owned(),
            path: format!("/v1/{}/stacks", session.endpoint().project_id()),
            query: "show_nested=true".to_owned(),
            headers: Vec::new(),
            body: Body::None,
        };
        let answer = client.send(request).await.ok();
        let listed = answer.and_then(|answer| answer.json);
        let stacks = listed.as_ref().and_then(|json| json["stacks"].as_array());
        n_stacks += stacks.map_or(0, |stacks: &Vec<Value>| stacks.len() as u64);
    }
    n_stacks
}
