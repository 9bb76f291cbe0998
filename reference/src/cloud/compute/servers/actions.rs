//! Actions on servers.

use serde_json::{Map, Value, json};

use super::create::{accept_metadata, accept_name, find_flavor, find_image};
use super::server::{Server, Status};
use super::{change, consoles, create_image, view};
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::{bad_request, conflict};
use crate::cloud::json::text;
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// An action that leads from one status to another, without arguments.
struct Plain {
    name: &'static str,
    from: &'static [Status],
    /// The status in the meantime; nothing if it stays as it is.
    during: Option<Status>,
    task: &'static str,
    after: Status,
}

const PLAIN: &[Plain] = &[
    Plain {
        name: "os-start",
        from: &[Status::Shutoff],
        during: None,
        task: "powering-on",
        after: Status::Active,
    },
    Plain {
        name: "os-stop",
        from: &[Status::Active, Status::Error],
        during: None,
        task: "powering-off",
        after: Status::Shutoff,
    },
    Plain {
        name: "suspend",
        from: &[Status::Active],
        during: None,
        task: "suspending",
        after: Status::Suspended,
    },
    Plain {
        name: "resume",
        from: &[Status::Suspended],
        during: None,
        task: "resuming",
        after: Status::Active,
    },
    Plain {
        name: "pause",
        from: &[Status::Active],
        during: None,
        task: "pausing",
        after: Status::Paused,
    },
    Plain {
        name: "unpause",
        from: &[Status::Paused],
        during: None,
        task: "unpausing",
        after: Status::Active,
    },
    Plain {
        name: "changePassword",
        from: &[Status::Active],
        during: Some(Status::Password),
        task: "updating_password",
        after: Status::Active,
    },
    Plain {
        name: "revertResize",
        from: &[Status::VerifyResize],
        during: Some(Status::RevertResize),
        task: "resize_reverting",
        after: Status::Active,
    },
];

/// `POST /servers/{id}/action`.
pub(super) fn act(cloud: &mut Cloud, call: &Call, server: Server) -> Answer {
    let body = call.body.as_ref().and_then(Value::as_object);
    let action = body.and_then(|body| body.iter().next().filter(|_| body.len() == 1));
    let Some((name, argument)) = action else {
        return Err(bad_request(
            "There is no such action, or there are several at once",
        ));
    };
    let empty = Map::new();
    let given = argument.as_object().unwrap_or(&empty);
    match name.as_str() {
        "resize" => resize(cloud, server, given),
        "confirmResize" => confirm_resize(cloud, server),
        "rebuild" => rebuild(cloud, call, server, given),
        "reboot" => reboot(cloud, server, given),
        "forceDelete" => Ok(Reply {
            status: 202,
            ..change::delete(cloud, server)
        }),
        "createImage" => create_image::create_image(cloud, call, &server, given),
        "lock" | "unlock" => Ok(lock(cloud, server, name == "lock")),
        "os-getVNCConsole" | "os-getSPICEConsole" | "os-getRDPConsole" | "os-getSerialConsole" => {
            consoles::show(&server, given)
        }
        _ => {
            let Some(plain) = PLAIN.iter().find(|plain| plain.name == name) else {
                return Err(bad_request(format!("There is no such action: {name}")));
            };
            run(cloud, server, plain)
        }
    }
}

/// Whether the server is in one of the statuses, and nothing is being done to it.
pub(super) fn check_status(
    server: &Server,
    action: &str,
    allowed: &[Status],
) -> Result<(), Refusal> {
    if allowed.contains(&server.status) && server.pending.is_none() {
        return Ok(());
    }
    let (what, state) = match &server.task_state {
        Some(task) if allowed.contains(&server.status) => ("task_state", task.as_str()),
        _ => ("vm_state", server.status.vm_state()),
    };
    Err(conflict(format!(
        "Cannot '{action}' instance {} while it is in {what} {state}",
        server.id
    )))
}

fn run(cloud: &mut Cloud, mut server: Server, plain: &Plain) -> Answer {
    check_status(&server, plain.name.trim_start_matches("os-"), plain.from)?;
    if plain.name == "revertResize"
        && let Some(flavor) = server.old_flavor.take()
    {
        server.flavor = flavor;
    }
    let during = plain.during.unwrap_or(server.status);
    server.begin(cloud, during, plain.task, plain.after);
    server.write(cloud);
    Ok(Reply::empty(202))
}

fn resize(cloud: &mut Cloud, mut server: Server, given: &Map<String, Value>) -> Answer {
    let flavor = given
        .get("flavorRef")
        .and_then(|reference| find_flavor(cloud, reference))
        .map(|flavor| flavor.id.clone())
        .ok_or_else(|| bad_request("Unable to locate requested flavor."))?;
    if flavor == server.flavor {
        return Err(bad_request("When resizing, instances must change flavor!"));
    }
    check_status(&server, "resize", &[Status::Active, Status::Shutoff])?;
    server.old_flavor = Some(std::mem::replace(&mut server.flavor, flavor));
    server.begin(cloud, Status::Resize, "resize_prep", Status::VerifyResize);
    server.write(cloud);
    Ok(Reply::empty(202))
}

fn confirm_resize(cloud: &mut Cloud, mut server: Server) -> Answer {
    check_status(&server, "confirmResize", &[Status::VerifyResize])?;
    server.old_flavor = None;
    server.status = Status::Active;
    server.updated = cloud.now;
    server.write(cloud);
    Ok(Reply::empty(204))
}

fn rebuild(
    cloud: &mut Cloud,
    call: &Call,
    mut server: Server,
    given: &Map<String, Value>,
) -> Answer {
    let image = match given.get("imageRef").and_then(Value::as_str) {
        Some(reference) => find_image(cloud, &call.project, reference)?,
        None => {
            return Err(bad_request(
                "Invalid input for field/attribute rebuild. 'imageRef' is a required property",
            ));
        }
    };
    check_status(
        &server,
        "rebuild",
        &[Status::Active, Status::Shutoff, Status::Error],
    )?;
    if given.contains_key("name") {
        server.name = accept_name(given.get("name"))?;
    }
    if given.contains_key("metadata") {
        server.metadata = accept_metadata(cloud, given.get("metadata"))?;
    }
    server.image = Some(image);
    server.fault = None;
    let after = match server.status {
        Status::Shutoff => Status::Shutoff,
        _ => Status::Active,
    };
    server.begin(cloud, Status::Rebuild, "rebuilding", after);
    let mut view = view::view(cloud, call, &server);
    if let Some(password) = given.get("adminPass") {
        view.insert("adminPass".to_owned(), password.clone());
    }
    server.write(cloud);
    Ok(Reply::json(202, json!({ "server": view })))
}

fn reboot(cloud: &mut Cloud, mut server: Server, given: &Map<String, Value>) -> Answer {
    let (during, task) = match text(given, "type").to_uppercase().as_str() {
        "SOFT" => (Status::Reboot, "rebooting"),
        "HARD" => (Status::HardReboot, "rebooting_hard"),
        other => {
            return Err(bad_request(format!(
                "Invalid input for field/attribute type. Value: {other}. '{other}' is not one of \
                 ['HARD', 'Hard', 'hard', 'SOFT', 'Soft', 'soft']"
            )));
        }
    };
    let allowed: &[Status] = match during {
        Status::Reboot => &[Status::Active],
        _ => &[
            Status::Active,
            Status::Shutoff,
            Status::Paused,
            Status::Suspended,
            Status::Error,
        ],
    };
    check_status(&server, "reboot", allowed)?;
    server.begin(cloud, during, task, Status::Active);
    server.write(cloud);
    Ok(Reply::empty(202))
}

fn lock(cloud: &mut Cloud, mut server: Server, locked: bool) -> Reply {
    server.locked = locked;
    server.write(cloud);
    Reply::empty(202)
}
