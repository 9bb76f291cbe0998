//! Flags that tell a run about its target what the target does not say itself.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use heat_conformance::target::{Target, TemplateHost};
use serde_json::Value;

use super::Failure;

/// What is known of a target that is given; the embedded one has what scenarios need.
#[derive(Debug, Args)]
pub(crate) struct TargetFacts {
    /// A setting that the target is known to have, by the name in its own configuration, its value
    /// as JSON: `max_template_size=524288`
    #[arg(
        long = "setting",
        value_name = "NAME=VALUE",
        value_parser = setting,
        help_heading = "Target"
    )]
    settings: Vec<(String, Value)>,
    /// An address of this machine from which the target can fetch templates, which are served there
    /// during the run; port 0 picks a free one
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        value_parser = address_of_templates,
        help_heading = "Target"
    )]
    serve_templates: Option<SocketAddr>,
}

fn setting(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "expected NAME=VALUE".to_owned())?;
    let value = serde_json::from_str(value).map_err(|error| format!("no JSON: {error}"))?;
    Ok((name.to_owned(), value))
}

fn address_of_templates(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "expected ADDRESS:PORT, with an IP address".to_owned())?;
    if address.ip().is_unspecified() {
        return Err("the target has to be told one address".to_owned());
    }
    Ok(address)
}

impl TargetFacts {
    /// Refuses facts where there is no target that they could be about.
    pub(crate) fn check_about(&self, is_target_given: bool) -> Result<(), Failure> {
        if is_target_given || (self.settings.is_empty() && self.serve_templates.is_none()) {
            return Ok(());
        }
        Err(Failure::usage(
            &"--setting and --serve-templates need a target; the embedded one has what scenarios need",
        ))
    }

    /// Adds them to what the target tells of itself.
    pub(crate) async fn apply(&self, target: &mut Target) -> Result<(), Failure> {
        target.settings.extend(self.settings.iter().cloned());
        if let Some(address) = self.serve_templates {
            let host = TemplateHost::start(address).await.map_err(|error| {
                Failure::usage(&format!("cannot serve templates at {address}: {error}"))
            })?;
            target.template_host = Some(Arc::new(host));
        }
        Ok(())
    }
}
