//! The configuration that a deployment derives from another one: with the values of its inputs, and
//! with inputs that tell the server where it belongs and how to answer.

use heat_spec::{Fault, Key, Map, Value, fault};
use heat_template::Properties;

use super::deployment::Kind;
use super::signed_url::{self, SignedFor};
use super::stack_user;
use crate::engine::Failure;
use crate::identity::REGION;
use crate::resources::Work;
use crate::store::software_configs::SoftwareConfigRecord;

/// The configuration that a deployment names; an empty one if it names none.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    name: Value,
    group: Value,
    config: Value,
    inputs: Value,
    pub(super) outputs: Value,
    options: Value,
}

/// The derived configuration.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    pub(super) name: Value,
    pub(super) group: Value,
    pub(super) config: Value,
    pub(super) inputs: Value,
    pub(super) outputs: Value,
    pub(super) options: Value,
}

/// Which resource of which stack deploys, and for what.
#[derive(Clone, Debug)]
pub(super) struct Place {
    action: &'static str,
    /// The stack as `NAME/ID`.
    stack: String,
    resource_name: String,
    physical_name: String,
    /// Where the identity service is, as far as the settings tell.
    auth_url: Value,
    /// What the resource's user comes in with, if there is such a user.
    user: Value,
    /// Where signals are taken without a user, if the resource has a key for that.
    signed_url: Value,
}

impl Place {
    /// The place of a resource in an action.
    pub(super) fn of(work: &Work, action: &'static str) -> Self {
        let (config, now) = (&work.app.config, work.app.clock.now());
        let auth_url = config.identity_url.as_deref();
        let auth_url = auth_url.or(config.identity_public_url.as_deref());
        Self {
            action,
            stack: format!("{}/{}", work.stack_name, work.stack_id),
            resource_name: work.record.name.clone(),
            physical_name: work.physical_name.clone(),
            auth_url: Value::from(auth_url),
            user: stack_user::credentials(work).unwrap_or_default(),
            signed_url: signed_url::url(work, SignedFor::Signal, Some(now)).into(),
        }
    }
}

impl From<SoftwareConfigRecord> for Source {
    fn from(config: SoftwareConfigRecord) -> Self {
        Self {
            name: Value::from(config.name.as_deref()),
            group: Value::from(config.group.as_deref()),
            config: config.config,
            inputs: config.inputs,
            outputs: config.outputs,
            options: config.options,
        }
    }
}

impl Source {
    /// Whether an action deploys it: the resource names the action, or one of the tools of a
    /// component does.
    pub(super) fn is_triggered_by(&self, action: &str, actions: &Value) -> bool {
        let names = |actions: &Value| {
            let mut actions = actions.as_list().unwrap_or_default().iter();
            actions.any(|one| one.as_str() == Some(action))
        };
        if self.group.as_str() == Some("component") {
            let tools = self.config.get("configs").and_then(Value::as_list);
            let mut tools = tools.unwrap_or_default().iter();
            return tools.any(|tool| tool.get("actions").is_some_and(names));
        }
        names(actions)
    }

    /// The configuration that is derived from it.
    pub(super) fn derive(
        &self,
        place: &Place,
        properties: &Properties,
        kind: Kind,
        users: Option<&str>,
    ) -> Result<Derived, Failure> {
        match properties.get("signal_transport").as_str() {
            Some("TEMP_URL_SIGNAL") => return Err(no_endpoint("object-store")),
            Some("ZAQAR_SIGNAL") => return Err(no_endpoint("messaging")),
            _ => {}
        }
        let inputs = self.inputs(place, properties, users);
        let config = match kind {
            Kind::Software if self.config.is_truthy() => self.config.clone(),
            Kind::Software => Value::from(""),
            Kind::Structured => {
                let substitution = Substitution::new(properties, &inputs);
                let config = substitution.apply(&self.config)?;
                Some(config)
                    .filter(Value::is_truthy)
                    .unwrap_or_else(|| Value::Map(Map::new()))
            }
        };
        let first = |candidates: [&Value; 2], last: &str| {
            let found = candidates.into_iter().find(|value| value.is_truthy());
            found.cloned().unwrap_or_else(|| Value::from(last))
        };
        let name = first([properties.get("name"), &self.name], &place.physical_name);
        Ok(Derived {
            name,
            group: first([&self.group, &Value::Null], "Heat::Ungrouped"),
            config,
            inputs,
            outputs: self.outputs.clone(),
            options: self.options.clone(),
        })
    }

    /// The inputs, each with its value.
    pub(super) fn inputs(
        &self,
        place: &Place,
        properties: &Properties,
        users: Option<&str>,
    ) -> Value {
        let mut given = properties
            .get("input_values")
            .as_map()
            .cloned()
            .unwrap_or_default();
        let mut inputs: Vec<Value> = Vec::new();
        for input in self.inputs.as_list().unwrap_or_default() {
            let Some(input) = input.as_map() else {
                continue;
            };
            let name = input.get("name").and_then(Value::as_str);
            let name = name.unwrap_or_default();
            let value = given.shift_remove(&Key::from(name));
            let value = value.or_else(|| input.get("default").cloned());
            let mut input = input.clone();
            input.insert(Key::from("value"), value.unwrap_or_default());
            inputs.push(Value::Map(input));
        }
        for (name, value) in given {
            inputs.push(self::input(&name.to_value().python_str(), None, value));
        }
        let mut tell = |name: &str, description: &str, value: Value| {
            inputs.push(self::input(name, Some(description), value));
        };
        let server = properties.get("server").clone();
        let transport = properties.get("signal_transport").clone();
        let signal = transport.as_str().map(str::to_owned);
        tell(
            "deploy_server_id",
            "ID of the server being deployed to",
            server,
        );
        tell(
            "deploy_action",
            "Name of the current action being deployed",
            Value::from(place.action),
        );
        tell(
            "deploy_stack_id",
            "ID of the stack this deployment belongs to",
            Value::from(&place.stack),
        );
        tell(
            "deploy_resource_name",
            "Name of this deployment resource in the stack",
            Value::from(&place.resource_name),
        );
        tell(
            "deploy_signal_transport",
            "How the server should signal to heat with the deployment output values.",
            transport,
        );
        match signal.as_deref() {
            Some("CFN_SIGNAL") => {
                let about = "ID of signal to use for signaling output values";
                tell("deploy_signal_id", about, place.signed_url.clone());
                let about = "HTTP verb to use for signaling output values";
                tell("deploy_signal_verb", about, Value::from("POST"));
            }
            // Where no user was made, whoever may signal the resource signals as himself.
            Some("HEAT_SIGNAL") => {
                let user = |key: &str| place.user.get(key).cloned();
                let mut tell_of = |input: &str, about: &str, value: Option<Value>| {
                    tell(
                        input,
                        &format!("{about} for API authentication"),
                        value.unwrap_or_default(),
                    );
                };
                let auth_url = user("auth_url").or_else(|| Some(place.auth_url.clone()));
                tell_of("deploy_auth_url", "URL", auth_url);
                tell_of("deploy_username", "Username", user("username"));
                tell_of("deploy_user_id", "User ID", user("user_id"));
                tell_of("deploy_password", "Password", user("password"));
                tell_of(
                    "deploy_project_id",
                    "ID of project",
                    Some(Value::from(users)),
                );
                tell_of(
                    "deploy_region_name",
                    "Region name",
                    Some(Value::from(REGION)),
                );
            }
            _ => {}
        }
        Value::List(inputs)
    }
}

/// The cloud has no such service.
pub(super) fn no_endpoint(service: &str) -> Failure {
    let message = format!("public endpoint for {service} service in RegionOne region not found");
    Failure::new("EndpointNotFound", message)
}

/// Whether an input that wants a new deployment for a new value has got one.
pub(super) fn wants_replacement(inputs: &Value, former: &Value) -> bool {
    let value_of = |input: &Value| input.get("value").cloned().unwrap_or_default();
    let former = former.as_list().unwrap_or_default();
    inputs.as_list().unwrap_or_default().iter().any(|input| {
        let before = former
            .iter()
            .find(|one| one.get("name") == input.get("name"));
        input.get("replace_on_change").is_some_and(Value::is_truthy)
            && before.is_some_and(|before| value_of(before) != value_of(input))
    })
}

fn input(name: &str, description: Option<&str>, value: Value) -> Value {
    let mut input = Map::new();
    input.insert(Key::from("name"), Value::from(name));
    if let Some(description) = description {
        input.insert(Key::from("description"), Value::from(description));
    }
    input.insert(Key::from("type"), Value::from("String"));
    input.insert(Key::from("value"), value);
    Value::Map(input)
}

/// The values of inputs where a configuration asks for them: `{get_input: NAME}`.
struct Substitution<'a> {
    key: &'a str,
    is_strict: bool,
    values: Vec<(&'a str, &'a Value)>,
}

impl<'a> Substitution<'a> {
    fn new(properties: &'a Properties, inputs: &'a Value) -> Self {
        let inputs = inputs.as_list().unwrap_or_default().iter();
        Self {
            key: properties.get("input_key").as_str().unwrap_or("get_input"),
            is_strict: properties.get("input_values_validate").as_str() == Some("STRICT"),
            values: inputs
                .filter_map(|input| Some((input.get("name")?.as_str()?, input.get("value")?)))
                .collect(),
        }
    }

    fn apply(&self, config: &Value) -> Result<Value, Fault> {
        match config {
            Value::Map(map) => {
                if let (1, Some(name)) = (map.len(), map.get(self.key).and_then(Value::as_str)) {
                    return self.value(name);
                }
                let fields = map.iter();
                let fields = fields.map(|(key, value)| Ok((key.clone(), self.apply(value)?)));
                Ok(Value::Map(fields.collect::<Result<_, Fault>>()?))
            }
            Value::List(items) => {
                let items = items.iter().map(|item| self.apply(item));
                Ok(Value::List(items.collect::<Result<_, _>>()?))
            }
            other => Ok(other.clone()),
        }
    }

    fn value(&self, name: &str) -> Result<Value, Fault> {
        // The last one of a name counts.
        let found = self.values.iter().rev().find(|(known, _)| *known == name);
        match found {
            Some((_, value)) => Ok((*value).clone()),
            None if self.is_strict => Err(fault::parameter_missing(name)),
            None => Ok(Value::Null),
        }
    }
}
