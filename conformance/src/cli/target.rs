//! Flags that say what is judged, and as whom.

#[cfg(not(feature = "embedded"))]
use std::future::{Ready, ready};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use heat_conformance::http_client;
use heat_conformance::target::{Cloud, Endpoint, HeatSettings, Role, Session, Target, Tls};
use indexmap::IndexMap;

use super::Failure;
use super::facts::TargetFacts;

/// What is judged; the embedded reference server if nothing is given.
#[derive(Debug, Args)]
pub(crate) struct TargetArguments {
    /// The Orchestration API of one project: `http://HOST:8004/v1/PROJECT_ID`
    #[arg(long, value_name = "URL", help_heading = "Target")]
    endpoint: Option<String>,
    /// A token for the endpoint
    #[arg(
        long,
        value_name = "TOKEN",
        env = "OS_TOKEN",
        hide_env_values = true,
        help_heading = "Target"
    )]
    token: Option<String>,
    /// A cloud of clouds.yaml; without a target, `OS_CLOUD` and other `OS_*` variables are looked at
    #[arg(
        long,
        value_name = "NAME",
        conflicts_with = "endpoint",
        help_heading = "Target"
    )]
    os_cloud: Option<String>,
    /// A cloud of clouds.yaml for a further identity: other, reader, admin, stack-user or fresh
    #[arg(
        long = "identity",
        value_name = "ROLE=CLOUD",
        value_parser = identity,
        help_heading = "Target"
    )]
    identities: Vec<(Role, String)>,
    /// Accept any certificate; `verify: false` of clouds.yaml is not enough
    #[arg(long, help_heading = "Target")]
    insecure: bool,
    /// Further certificate authorities, as PEM
    #[arg(
        long,
        value_name = "FILE",
        env = "OS_CACERT",
        hide_env_values = true,
        help_heading = "Target"
    )]
    cacert: Option<PathBuf>,
}

/// Variables that nobody sets who means the embedded server.
const CREDENTIALS: [&str; 9] = [
    "OS_CLOUD",
    "OS_USERNAME",
    "OS_USER_ID",
    "OS_PASSWORD",
    "OS_PROJECT_ID",
    "OS_PROJECT_NAME",
    "OS_APPLICATION_CREDENTIAL_ID",
    "OS_APPLICATION_CREDENTIAL_NAME",
    "OS_APPLICATION_CREDENTIAL_SECRET",
];

pub(super) fn identity(text: &str) -> Result<(Role, String), String> {
    let (role, cloud) = text
        .split_once('=')
        .ok_or_else(|| "expected ROLE=CLOUD".to_owned())?;
    let role = Role::of_flag(role).ok_or_else(|| format!("`{role}` is no role"))?;
    Ok((role, cloud.to_owned()))
}

impl TargetArguments {
    /// Whether a target is given; else it is the embedded one.
    pub(crate) fn main_target(&self) -> Result<Option<Given>, Failure> {
        if let Some(url) = &self.endpoint {
            let token = self
                .token
                .clone()
                .ok_or_else(|| Failure::usage(&"--endpoint needs --token (or OS_TOKEN)"))?;
            let endpoint = Endpoint::parse(url, None).map_err(|error| Failure::usage(&error))?;
            return Ok(Some(Given::Endpoint(endpoint, token)));
        }
        // Not by clap, for which a variable would conflict with --endpoint.
        let variable = std::env::var("OS_CLOUD")
            .ok()
            .filter(|name| !name.is_empty());
        if let Some(name) = self.os_cloud.as_ref().or(variable.as_ref()) {
            return Ok(Some(Given::Cloud(Box::new(Cloud::named(name)?))));
        }
        let given = Cloud::from_environment()?.map(|cloud| Given::Cloud(Box::new(cloud)));
        if given.is_none() {
            self.check_nothing_was_meant()?;
        }
        Ok(given)
    }

    /// Refuses what only makes sense with a target: whoever gives a part of one does not mean the
    /// embedded server, and would take its result for that of their own.
    fn check_nothing_was_meant(&self) -> Result<(), Failure> {
        if !self.identities.is_empty() {
            return Err(Failure::usage(
                &"--identity needs a target; the embedded one has identities of its own",
            ));
        }
        let flags = [
            ("--token (or OS_TOKEN)", self.token.is_some()),
            ("--insecure", self.insecure),
        ];
        let flags = flags.into_iter().filter(|(_, is_given)| *is_given);
        let variables = CREDENTIALS
            .into_iter()
            .filter(|name| std::env::var_os(name).is_some());
        match flags.map(|(name, _)| name).chain(variables).next() {
            None => Ok(()),
            Some(name) => Err(Failure::usage(&format!(
                "{name} is given, but not where the target is: \
                 give --endpoint, --os-cloud or OS_AUTH_URL, \
                 or nothing at all for the embedded server"
            ))),
        }
    }

    /// Opens what is to be judged: a given target with what is known of it, or the embedded one.
    pub(crate) async fn open(
        &self,
        given: Option<Given>,
        facts: &TargetFacts,
        profile: &str,
        request_timeout: u32,
    ) -> Result<Target, Failure> {
        let timeout = Duration::from_secs(request_timeout.into());
        let mut target = match given {
            Some(given) => self.connect(given, timeout).await?,
            None => embedded(profile, timeout).await?,
        };
        facts.apply(&mut target).await?;
        Ok(target)
    }

    /// What flags would say of a cloud, or of the embedded server.
    pub(crate) fn named(name: &str, is_embedded: bool, identities: &[(Role, String)]) -> Self {
        Self {
            endpoint: None,
            token: None,
            os_cloud: (!is_embedded).then(|| name.to_owned()),
            identities: identities.to_vec(),
            insecure: false,
            cacert: None,
        }
    }

    /// Opens a cloud, or the embedded server if none is named, whatever variables say.
    pub(crate) async fn open_named(
        &self,
        profile: &str,
        timeout: Duration,
    ) -> Result<Target, Failure> {
        match &self.os_cloud {
            Some(name) => {
                let given = Given::Cloud(Box::new(Cloud::named(name)?));
                self.connect(given, timeout).await
            }
            None => embedded(profile, timeout).await,
        }
    }

    /// Signs in on a given target, with all identities.
    pub(crate) async fn connect(&self, given: Given, timeout: Duration) -> Result<Target, Failure> {
        let mut tls = match &given {
            Given::Endpoint(..) => Tls::default(),
            Given::Cloud(cloud) => cloud.tls(),
        };
        tls.is_insecure |= self.insecure;
        tls.authorities = self.cacert.clone().or(tls.authorities);
        let http = http_client(&tls, timeout).map_err(|error| Failure::usage(&error))?;
        let mut identities = IndexMap::new();
        let (name, member) = match given {
            Given::Endpoint(endpoint, token) => (
                endpoint.to_string(),
                Session::with_token(endpoint, Some(token)),
            ),
            Given::Cloud(cloud) => (cloud.name().to_owned(), cloud.sign_in(&http).await?),
        };
        identities.insert(Role::Member, member);
        for (role, cloud) in &self.identities {
            let session = Cloud::named(cloud)?.sign_in(&http).await?;
            check_project(*role, cloud, &session, &identities)?;
            identities.insert(*role, session);
        }
        Ok(Target {
            name,
            is_embedded: false,
            http,
            identities,
            settings: HeatSettings::new(),
            template_host: None,
            controls: None,
        })
    }
}

/// Refuses an identity of the wrong project: a service that keeps all its promises would be accused
/// of showing to one project what another has.
fn check_project(
    role: Role,
    cloud: &str,
    session: &Session,
    identities: &IndexMap<Role, Session>,
) -> Result<(), Failure> {
    let tested = identities[&Role::Member].endpoint().project_id();
    let is_tested = session.endpoint().project_id() == tested;
    let needed = match role {
        Role::Other | Role::Fresh => "another project than that of",
        Role::Reader | Role::StackUser => "the project of",
        _ => return Ok(()),
    };
    if is_tested == needed.starts_with("the") {
        return Ok(());
    }
    Err(Failure::usage(&format!(
        "--identity: the cloud `{cloud}` is in the project {}; {role} has to be of {needed} the \
         target, {tested}",
        session.endpoint().project_id()
    )))
}

/// A target as the command line gives it.
#[derive(Debug)]
pub(crate) enum Given {
    /// By URL and token.
    Endpoint(Endpoint, String),
    /// By a cloud.
    Cloud(Box<Cloud>),
}

/// A reference server in this process, with the settings that it has by itself.
#[cfg(feature = "embedded")]
async fn embedded(profile: &str, timeout: Duration) -> Result<Target, Failure> {
    crate::embedded::start(profile, &HeatSettings::new(), timeout)
        .await
        .map_err(|error| Failure::suite(&error))
}

#[cfg(not(feature = "embedded"))]
fn embedded(_profile: &str, _timeout: Duration) -> Ready<Result<Target, Failure>> {
    ready(Err(Failure::usage(
        &"no target: give --endpoint and --token, --os-cloud or OS_* variables \
          (this build has no reference server)",
    )))
}
