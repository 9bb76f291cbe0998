//! A server as the cloud keeps it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::cloud::objects::{Kind, Object};
use crate::cloud::state::Cloud;

/// A server.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Server {
    pub(super) id: String,
    pub(super) project: String,
    /// Counts the servers ever made, for the hypervisor's name of it.
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) status: Status,
    pub(super) task_state: Option<String>,
    pub(super) fault: Option<Fault>,
    /// What is being done to it, and when that is done.
    pub(super) pending: Option<Pending>,
    /// The id of the flavor.
    pub(super) flavor: String,
    /// The id of the flavor before a resize that is not confirmed.
    pub(super) old_flavor: Option<String>,
    /// The id of the image; nothing if it boots from a volume.
    pub(super) image: Option<String>,
    pub(super) key_name: Option<String>,
    pub(super) metadata: Map<String, Value>,
    pub(super) tags: Vec<String>,
    pub(super) user_data: Option<String>,
    pub(super) availability_zone: String,
    pub(super) config_drive: bool,
    pub(super) disk_config: String,
    /// The names that were asked for.
    pub(super) security_groups: Vec<String>,
    /// The ports that were made for it, and go with it.
    pub(super) own_ports: Vec<String>,
    pub(super) locked: bool,
    pub(super) access_ip_v4: String,
    pub(super) access_ip_v6: String,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) launched: Option<Timestamp>,
}

/// What Nova shows as `status`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Status {
    Build,
    Active,
    Reboot,
    HardReboot,
    Rebuild,
    Resize,
    VerifyResize,
    RevertResize,
    Password,
    Shutoff,
    Suspended,
    Paused,
    Error,
    /// Gone: nobody ever sees it.
    Deleted,
}

/// Why a server is in `ERROR`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Fault {
    pub(super) code: u16,
    pub(super) message: String,
    pub(super) created: Timestamp,
}

/// The end of something that is being done in the background.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Pending {
    pub(super) at: Timestamp,
    pub(super) status: Status,
    /// The fault that it ends in.
    pub(super) fault: Option<String>,
}

impl Server {
    /// The server that an object holds.
    pub(super) fn read(object: &Object) -> Option<Self> {
        serde_json::from_value(Value::Object(object.body.clone())).ok()
    }

    /// Keeps the server as it is now.
    pub(super) fn write(self, cloud: &mut Cloud) {
        let (id, project) = (self.id.clone(), self.project.clone());
        if let Ok(Value::Object(body)) = serde_json::to_value(self) {
            cloud.objects.put(Object {
                kind: Kind::Server,
                id,
                project,
                body,
            });
        }
    }

    /// Begins something that takes a while: until then the server is in `during`, and then in
    /// `after`, unless a rule has it fail.
    pub(super) fn begin(&mut self, cloud: &Cloud, during: Status, task: &str, after: Status) {
        let is_end = after == Status::Deleted;
        let fault = cloud.twist.fault.clone();
        self.status = during;
        self.task_state = Some(task.to_owned());
        self.updated = cloud.now;
        self.pending = Some(Pending {
            at: if is_end {
                cloud.gone_at()
            } else {
                cloud.done_at()
            },
            status: if fault.is_some() {
                Status::Error
            } else {
                after
            },
            fault,
        });
    }
}

impl Status {
    /// The text that clients see.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Build => "BUILD",
            Self::Active => "ACTIVE",
            Self::Reboot => "REBOOT",
            Self::HardReboot => "HARD_REBOOT",
            Self::Rebuild => "REBUILD",
            Self::Resize => "RESIZE",
            Self::VerifyResize => "VERIFY_RESIZE",
            Self::RevertResize => "REVERT_RESIZE",
            Self::Password => "PASSWORD",
            Self::Shutoff => "SHUTOFF",
            Self::Suspended => "SUSPENDED",
            Self::Paused => "PAUSED",
            Self::Error => "ERROR",
            Self::Deleted => "DELETED",
        }
    }

    /// The state of the machine that goes with the status.
    pub(super) fn vm_state(self) -> &'static str {
        match self {
            Self::Build => "building",
            Self::VerifyResize | Self::RevertResize => "resized",
            Self::Shutoff => "stopped",
            Self::Suspended => "suspended",
            Self::Paused => "paused",
            Self::Error => "error",
            Self::Deleted => "deleted",
            _ => "active",
        }
    }

    /// The number that Nova shows for the state of the machine's power.
    pub(super) fn power_state(self) -> u8 {
        match self {
            Self::Build | Self::Error | Self::Deleted => 0,
            Self::Paused => 3,
            Self::Shutoff | Self::Suspended => 4,
            _ => 1,
        }
    }
}
