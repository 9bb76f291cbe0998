//! What a client needs to talk to a running server: variables for a shell, and a `clouds.yaml`.

use std::fmt::Write as _;

use crate::identity::{REGION, SEED_PASSWORD};
use crate::server::Running;

/// The clouds of the file: name, which is also the user's, and project.
const CLOUDS: &[(&str, &str)] = &[
    ("admin", "admin"),
    ("demo", "demo"),
    ("alt_demo", "alt_demo"),
    ("demo_reader", "demo"),
    ("demo_stackuser", "demo"),
];

/// The first line of a `clouds.yaml` that was written here.
pub const CLOUDS_YAML_MARK: &str = "# Written by heat-reference; it will be written over.";

impl Running {
    /// `export` lines that make `openstack` and the SDKs talk to this server.
    ///
    /// With a real Keystone there are none: its users are not ours to know.
    pub fn exports(&self, is_remote: bool) -> String {
        let mut lines = String::new();
        let mut export = |name: &str, value: &str| {
            let _ = writeln!(lines, "export OS_{name}={value}");
        };
        match self.identity_url() {
            Some(_) if is_remote => {}
            Some(url) => {
                export("AUTH_TYPE", "password");
                export("AUTH_URL", url);
                export("IDENTITY_API_VERSION", "3");
                export("USERNAME", "demo");
                export("PASSWORD", SEED_PASSWORD);
                export("USER_DOMAIN_NAME", "Default");
                export("PROJECT_NAME", "demo");
                export("PROJECT_DOMAIN_NAME", "Default");
                export("REGION_NAME", REGION);
            }
            None => {
                export("AUTH_TYPE", "none");
                export("ENDPOINT", &self.endpoint(self.demo_project_id()));
            }
        }
        lines
    }

    /// A `clouds.yaml` with a cloud for each user of the embedded identity service.
    pub fn clouds_yaml(&self) -> String {
        let mut text = format!("{CLOUDS_YAML_MARK}\nclouds:\n");
        for (user, project) in CLOUDS {
            let _ = match self.identity_url() {
                Some(url) => write!(
                    text,
                    "  {user}:\n    auth_type: password\n    auth:\n      auth_url: {url}\n      \
                     username: {user}\n      password: {SEED_PASSWORD}\n      \
                     user_domain_name: Default\n      project_name: {project}\n      \
                     project_domain_name: Default\n    region_name: {REGION}\n    \
                     identity_api_version: 3\n"
                ),
                None => write!(
                    text,
                    "  {user}:\n    auth_type: none\n    auth:\n      endpoint: {}\n    \
                     region_name: {REGION}\n",
                    self.endpoint(project)
                ),
            };
        }
        text
    }
}
