//! Settings from a file: YAML, read as templates are.

use std::path::{Path, PathBuf};
use std::time::Duration;

use heat_spec::yaml::{self, Limits, YamlError};
use serde::{Deserialize, Deserializer};

use super::Config;

/// Why a file's settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// The text is no YAML.
    #[error("{} is no YAML", .0.display())]
    Yaml(PathBuf, #[source] Box<YamlError>),
    /// A setting is unknown or has a wrong value.
    #[error("{} has a wrong setting", .0.display())]
    Setting(PathBuf, #[source] serde_json::Error),
}

impl Config {
    /// The settings in a file; those that it does not name keep their defaults.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is no YAML, or has a setting that is unknown or wrong.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Unreadable(path.to_owned(), error))?;
        let document = yaml::read(&text, &Limits::default())
            .map_err(|error| ConfigError::Yaml(path.to_owned(), Box::new(error)))?;
        if document.value.is_null() {
            return Ok(Self::default());
        }
        serde_json::from_value(document.value.into())
            .map_err(|error| ConfigError::Setting(path.to_owned(), error))
    }
}

/// A number of seconds as a duration.
pub(super) fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    Duration::try_from_secs_f64(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        Config::from_file(file.path())
    }

    #[test]
    fn a_file_may_set_as_little_as_it_likes() {
        assert_eq!(read("").unwrap().token_expiration, Duration::from_hours(24));
        let config = read(
            "listen: 127.0.0.1:9004\n\
             auth: none\n\
             token_expiration: 1.5\n\
             limits: {max_stacks_per_tenant: 3}\n\
             policy: {\"stacks:create\": [admin]}\n",
        )
        .unwrap();
        assert_eq!(config.listen.port(), 9004);
        assert_eq!(config.auth, super::super::Auth::None);
        assert_eq!(config.token_expiration, Duration::from_millis(1500));
        assert_eq!(config.limits.max_stacks_per_tenant, 3);
        assert_eq!(config.limits.max_resources_per_stack, 1000);
        assert_eq!(config.policy["stacks:create"], ["admin"]);
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in [
            "banana: 1",
            "- 1",
            "token_expiration: -1",
            "limits: {x: 1}",
            "a: [",
        ] {
            assert!(read(nonsense).is_err(), "{nonsense}");
        }
        assert!(Config::from_file(Path::new("/nowhere")).is_err());
    }
}
