//! Code in place of the operations' own: it tells what it was called with.

use heat_spec::{Value, value};

use crate::api::{Answer, Call, Handler, Refusal, Reply};
use crate::store::StoreError;

pub(super) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "versions.list" => return crate::api::handler(operation),
        "stacks.list" => |call| Box::pin(async move { Ok(Reply::ok(told(&call))) }),
        "stacks.create" => |call| Box::pin(async move { Ok(created(&call)) }),
        "stacks.find" => |call| {
            Box::pin(async move {
                Ok(Reply::Plain {
                    status: 302,
                    location: Some(call.stack_url(&call.identity.project_id, "web", "a&b")),
                })
            })
        },
        "stacks.show" => |call| Box::pin(async move { show(&call) }),
        "stacks.update" => |_| Box::pin(async { Ok(plain(202)) }),
        "stacks.delete" => |_| Box::pin(async { Ok(plain(204)) }),
        _ => return None,
    })
}

fn created(call: &Call) -> Reply {
    Reply::Json {
        status: 201,
        location: Some(call.stack_url(&call.identity.project_id, "web", "id")),
        body: told(call),
    }
}

fn show(call: &Call) -> Answer {
    match call.path("stack_name") {
        "panic" => panic!("a secret reason"),
        "failure" => Err(Refusal::Store(StoreError::Closed)),
        "rendered" => Ok(Reply::Rendered(r#"{"rendered": true}"#.into())),
        name => Err(heat_spec::fault::stack_not_found(name).into()),
    }
}

fn plain(status: u16) -> Reply {
    Reply::Plain {
        status,
        location: None,
    }
}

fn told(call: &Call) -> Value {
    let query: Vec<Value> = call
        .query
        .iter()
        .map(|(name, value)| value!([name, value]))
        .collect();
    value!({
        "user": (&call.identity.user_name),
        "project": (&call.identity.project_name),
        "query": query,
        "body": (call.body.clone()),
    })
}
