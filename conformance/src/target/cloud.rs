//! Clouds as OpenStack clients know them: `clouds.yaml`, `secure.yaml` and `OS_*` variables.
//!
//! Reading and merging the files is the part of `openstack_sdk_core` that is used; signing in is
//! in [`keystone`](super::keystone).

use std::path::PathBuf;

use openstack_sdk_core::config::{CloudConfig, ConfigFile};
use serde_json::{Map, Value, json};

use super::session::SignInError;
use super::{Credentials, Endpoint, Method, Name, Scope, Session, Tls};

/// A configured cloud.
#[derive(Debug)]
pub struct Cloud {
    name: String,
    config: CloudConfig,
}

/// Why a cloud cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CloudError {
    /// The files cannot be read.
    #[error("cannot read the cloud configuration: {0}")]
    Unreadable(String),
    /// There are none.
    #[error(
        "no cloud `{name}`: there is no clouds.yaml with clouds in it, neither at \
         OS_CLIENT_CONFIG_FILE nor in this folder, ~/.config/openstack or /etc/openstack"
    )]
    NoFile {
        /// The name that was looked for.
        name: String,
    },
    /// They hold no such cloud.
    #[error("clouds.yaml has no cloud `{name}` (it has: {known})")]
    Unknown {
        /// The name that was looked for.
        name: String,
        /// The names that are there.
        known: String,
    },
    /// A field is missing.
    #[error("cloud `{cloud}`: `{field}` is missing")]
    Missing {
        /// The cloud's name.
        cloud: String,
        /// The field.
        field: &'static str,
    },
    /// It wants to sign in in a way that is not supported.
    #[error("cloud `{cloud}`: auth_type `{auth_type}` is not supported")]
    AuthType {
        /// The cloud's name.
        cloud: String,
        /// What it wants.
        auth_type: String,
    },
    /// Signing in failed.
    #[error("cloud `{cloud}`: {source}")]
    SignIn {
        /// The cloud's name.
        cloud: String,
        /// Why.
        source: SignInError,
    },
}

impl CloudError {
    /// Whether the configuration is wrong, rather than the cloud unwilling.
    pub fn is_configuration(&self) -> bool {
        !matches!(self, Self::SignIn { .. })
    }
}

impl Cloud {
    /// A cloud of `clouds.yaml`; `OS_CLIENT_CONFIG_FILE` and `OS_CLIENT_SECURE_FILE` name other
    /// files than those of the usual places.
    ///
    /// # Errors
    ///
    /// If the files cannot be read or have no such cloud.
    pub fn named(name: &str) -> Result<Self, CloudError> {
        let unreadable = |error: &dyn std::fmt::Display| CloudError::Unreadable(error.to_string());
        let file_in = |variable| std::env::var_os(variable).map(PathBuf::from);
        let file = match file_in("OS_CLIENT_CONFIG_FILE") {
            Some(clouds) => {
                let mut builder = ConfigFile::builder();
                for path in [Some(clouds), file_in("OS_CLIENT_SECURE_FILE")]
                    .into_iter()
                    .flatten()
                {
                    builder = builder.add_source(path).map_err(|e| unreadable(&e))?;
                }
                builder.build().map_err(|e| unreadable(&e))?
            }
            None => ConfigFile::new().map_err(|e| unreadable(&e))?,
        };
        let config = file
            .get_cloud_config(name)
            .map_err(|error| unreadable(&error))?;
        let Some(config) = config else {
            let mut known = file.get_available_clouds();
            known.sort();
            if known.is_empty() {
                return Err(CloudError::NoFile {
                    name: name.to_owned(),
                });
            }
            return Err(CloudError::Unknown {
                name: name.to_owned(),
                known: known.join(", "),
            });
        };
        Ok(Self {
            name: name.to_owned(),
            config,
        })
    }

    /// The cloud that `OS_*` variables describe; none if they name neither where to sign in nor
    /// an endpoint.
    ///
    /// # Errors
    ///
    /// If a variable cannot be read.
    pub fn from_environment() -> Result<Option<Self>, CloudError> {
        if std::env::var_os("OS_AUTH_URL").is_none() && std::env::var_os("OS_ENDPOINT").is_none() {
            return Ok(None);
        }
        let config =
            CloudConfig::from_env().map_err(|error| CloudError::Unreadable(error.to_string()))?;
        Ok(Some(Self {
            name: "OS_* variables".to_owned(),
            config,
        }))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How connections to it are secured; `verify: false` does not count, as only who starts a run
    /// may say that any certificate will do.
    pub fn tls(&self) -> Tls {
        Tls {
            is_insecure: false,
            authorities: self.config.cacert.as_ref().map(PathBuf::from),
        }
    }

    /// Signs in.
    ///
    /// # Errors
    ///
    /// If a field is missing, or Keystone cannot be reached or refuses.
    pub async fn sign_in(&self, http: &reqwest::Client) -> Result<Session, CloudError> {
        let auth = Fields::of(&self.config);
        let auth_type = self.config.auth_type.as_deref().unwrap_or_default();
        match auth_type {
            "none" => self.static_session(&auth, None),
            "admin_token" => {
                let token = auth.text("token").ok_or_else(|| self.missing("token"))?;
                self.static_session(&auth, Some(token))
            }
            _ => {
                let credentials = self.credentials(&auth, auth_type)?;
                Session::sign_in(http, credentials)
                    .await
                    .map_err(|source| CloudError::SignIn {
                        cloud: self.name.clone(),
                        source,
                    })
            }
        }
    }

    /// A session at a fixed endpoint, as the plug-ins `none` and `admin_token` have it.
    fn static_session(&self, auth: &Fields, token: Option<String>) -> Result<Session, CloudError> {
        let url = self
            .endpoint_override()
            .or_else(|| auth.text("endpoint"))
            .ok_or_else(|| self.missing("endpoint"))?;
        let project = auth.text("project_id");
        let endpoint =
            Endpoint::parse(&url, project.as_deref()).map_err(|error| CloudError::SignIn {
                cloud: self.name.clone(),
                source: error.into(),
            })?;
        // Clients send this very word when they are told not to authenticate.
        let token = token.unwrap_or_else(|| "notused".to_owned());
        Ok(Session::with_token(endpoint, Some(token)))
    }

    fn credentials(&self, auth: &Fields, auth_type: &str) -> Result<Credentials, CloudError> {
        let auth_url = auth
            .text("auth_url")
            .ok_or_else(|| self.missing("auth_url"))?;
        let method = match auth_type {
            "" => self.guessed_method(auth)?,
            "password" | "v3password" => self.password(auth)?,
            "token" | "v3token" => {
                Method::Token(auth.text("token").ok_or_else(|| self.missing("token"))?)
            }
            "v3applicationcredential" | "application_credential" | "applicationcredential" => {
                self.application_credential(auth)?
            }
            other => {
                return Err(CloudError::AuthType {
                    cloud: self.name.clone(),
                    auth_type: other.to_owned(),
                });
            }
        };
        let scope = match method {
            Method::ApplicationCredential { .. } => None,
            _ => auth.named("project").map(Scope::Project),
        };
        Ok(Credentials {
            auth_url,
            method,
            scope,
            interface: self
                .config
                .interface
                .as_deref()
                // As the variables of old had it: `publicURL`.
                .map(|name| name.strip_suffix("URL").unwrap_or(name))
                .filter(|name| !name.is_empty())
                .unwrap_or("public")
                .to_owned(),
            region: self
                .config
                .region_name
                .clone()
                .filter(|name| !name.is_empty()),
            endpoint_override: self.endpoint_override(),
        })
    }

    fn guessed_method(&self, auth: &Fields) -> Result<Method, CloudError> {
        if auth.text("application_credential_secret").is_some() {
            self.application_credential(auth)
        } else if let (None, Some(token)) = (auth.text("password"), auth.text("token")) {
            Ok(Method::Token(token))
        } else {
            self.password(auth)
        }
    }

    fn password(&self, auth: &Fields) -> Result<Method, CloudError> {
        let user = auth.user().ok_or_else(|| self.missing("username"))?;
        let password = auth
            .text("password")
            .ok_or_else(|| self.missing("password"))?;
        Ok(Method::Password { user, password })
    }

    fn application_credential(&self, auth: &Fields) -> Result<Method, CloudError> {
        let secret = auth
            .text("application_credential_secret")
            .ok_or_else(|| self.missing("application_credential_secret"))?;
        if let Some(id) = auth.text("application_credential_id") {
            return Ok(Method::ApplicationCredential {
                credential: Name::Id(id),
                user: None,
                secret,
            });
        }
        let name = auth
            .text("application_credential_name")
            .ok_or_else(|| self.missing("application_credential_id"))?;
        let user = auth.user().ok_or_else(|| self.missing("username"))?;
        Ok(Method::ApplicationCredential {
            credential: Name::Named { name, domain: None },
            user: Some(user),
            secret,
        })
    }

    fn endpoint_override(&self) -> Option<String> {
        self.config
            .options
            .get("orchestration_endpoint_override")
            .and_then(|value| value.clone().into_string().ok())
    }

    fn missing(&self, field: &'static str) -> CloudError {
        CloudError::Missing {
            cloud: self.name.clone(),
            field,
        }
    }
}

/// The fields of `auth`, as text.
struct Fields(Map<String, Value>);

impl Fields {
    fn of(config: &CloudConfig) -> Self {
        let fields = match serde_json::to_value(&config.auth) {
            Ok(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        Self(fields)
    }

    fn text(&self, field: &str) -> Option<String> {
        let text = self.0.get(field)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// `KIND_id`, or `KIND_name` with its domain.
    fn named(&self, kind: &str) -> Option<Name> {
        if let Some(id) = self.text(&format!("{kind}_id")) {
            return Some(Name::Id(id));
        }
        let name = self.text(&format!("{kind}_name"))?;
        Some(Name::Named {
            name,
            domain: self.domain(kind),
        })
    }

    fn user(&self) -> Option<Name> {
        if let Some(id) = self.text("user_id") {
            return Some(Name::Id(id));
        }
        let name = self.text("username")?;
        Some(Name::Named {
            name,
            domain: self.domain("user"),
        })
    }

    fn domain(&self, kind: &str) -> Option<Value> {
        let id = self
            .text(&format!("{kind}_domain_id"))
            .map(|id| json!({"id": id}));
        id.or_else(|| {
            self.text(&format!("{kind}_domain_name"))
                .map(|name| json!({"name": name}))
        })
    }
}
