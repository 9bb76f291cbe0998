//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use heat_reference::{Auth, Config, ConfigError};

const EXAMPLES: &str = "\
Examples:
  heat-reference
      Heat on 127.0.0.1:8004 and Keystone on 127.0.0.1:5000, state in memory.
  heat-reference --clouds-yaml clouds.yaml
      The same; `OS_CLIENT_CONFIG_FILE=clouds.yaml openstack --os-cloud demo stack list` works.
  heat-reference --listen 127.0.0.1:0 --identity-listen 127.0.0.1:0 --database heat.sqlite
      Free ports, which are printed; state in a file.
  heat-reference --identity-url http://keystone.example:5000/v3
      Tokens of a real Keystone.
  heat-reference --auth none
      No tokens at all; the project is the one in the path.";

const VALIDATE_EXAMPLES: &str = "\
Examples:
  heat-reference validate web.yaml
      Every fault with its file, line and column. What depends on parameters without values is
      checked as far as it can be.
  heat-reference validate web.yaml --environment common.yaml --environment production.yaml
      With values for the parameters: the properties of resources are checked as a create does.

The exit code is 0 if the service would take the templates, 1 if not, and 2 if a file cannot be read.";

/// A small Heat with a small Keystone and a pretend cloud.
#[derive(Debug, Parser)]
#[command(name = "heat-reference", version, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// What to do; `serve` if nothing is said.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) serve: Serve,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve until told to stop (the default).
    #[command(after_help = EXAMPLES)]
    Serve(Serve),
    /// Show everything that is wrong with templates, and where.
    #[command(after_help = VALIDATE_EXAMPLES)]
    Validate(Validate),
}

/// The arguments of `validate`.
#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// The templates; files that they refer to are read from beside them.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// An environment; of several, a later one wins.
    #[arg(long = "environment", short = 'e', value_name = "FILE")]
    pub(crate) environments: Vec<PathBuf>,
}

/// The arguments of `serve`; each wins over the file's setting.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where the Orchestration API listens; port 0 picks a free one [default: 127.0.0.1:8004].
    #[arg(long, value_name = "ADDRESS", env = "HEAT_REFERENCE_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where the identity service listens; port 0 picks a free one [default: 127.0.0.1:5000].
    #[arg(long, value_name = "ADDRESS", env = "HEAT_REFERENCE_IDENTITY_LISTEN")]
    pub(crate) identity_listen: Option<SocketAddr>,
    /// A real Keystone that issues the tokens, in place of the embedded one.
    #[arg(long, value_name = "URL", env = "HEAT_REFERENCE_IDENTITY_URL")]
    pub(crate) identity_url: Option<String>,
    /// Whether a token is needed [default: keystone].
    #[arg(long, value_enum, env = "HEAT_REFERENCE_AUTH")]
    pub(crate) auth: Option<Auth>,
    /// The file of the state; without one it is kept in memory.
    #[arg(long, value_name = "PATH", env = "HEAT_REFERENCE_DATABASE")]
    pub(crate) database: Option<PathBuf>,
    /// The profile of the API that is served [default: upstream].
    #[arg(long, env = "HEAT_REFERENCE_PROFILE")]
    pub(crate) profile: Option<String>,
    /// A YAML file with settings.
    #[arg(long, value_name = "FILE", env = "HEAT_REFERENCE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Where to write a clouds.yaml with the clouds `admin`, `demo`, `alt_demo`, `demo_reader` and
    /// `demo_stackuser`.
    #[arg(long, value_name = "PATH", env = "HEAT_REFERENCE_CLOUDS_YAML")]
    pub(crate) clouds_yaml: Option<PathBuf>,
    /// Serve the administration routes, to loopback only.
    #[arg(long, env = "HEAT_REFERENCE_ADMIN_API")]
    pub(crate) admin_api: bool,
    /// The form of the log on standard error; `RUST_LOG` chooses what it holds.
    #[arg(long, value_enum, default_value_t, env = "HEAT_REFERENCE_LOG")]
    pub(crate) log: LogForm,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum LogForm {
    /// Lines to read.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl Serve {
    /// The settings: those of the file, where the command line and the environment say nothing.
    pub(crate) fn config(&self) -> Result<Config, ConfigError> {
        let mut config = match &self.config {
            Some(path) => Config::from_file(path)?,
            None => Config::default(),
        };
        set(&mut config.listen, self.listen.as_ref());
        set(&mut config.identity_listen, self.identity_listen.as_ref());
        set(&mut config.auth, self.auth.as_ref());
        set(&mut config.profile, self.profile.as_ref());
        if let Some(url) = &self.identity_url {
            config.identity_url = Some(url.clone());
        }
        if let Some(path) = &self.database {
            config.database = Some(path.clone());
        }
        config.admin_api |= self.admin_api;
        Ok(config)
    }
}

fn set<T: Clone>(setting: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        setting.clone_from(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serve_is_the_default_and_flags_win_over_the_file() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();

        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "listen: 127.0.0.1:1\nprofile: rts\n").unwrap();
        let path = file.path().to_str().unwrap();
        let cli = Cli::parse_from([
            "heat-reference",
            "--config",
            path,
            "--listen",
            "127.0.0.1:2",
        ]);
        assert!(cli.command.is_none());
        let config = cli.serve.config().unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.profile, "rts");

        let cli = Cli::parse_from(["heat-reference", "serve", "--auth", "none"]);
        let Some(Command::Serve(arguments)) = cli.command else {
            panic!("no serve");
        };
        assert_eq!(arguments.config().unwrap().auth, Auth::None);
    }
}
