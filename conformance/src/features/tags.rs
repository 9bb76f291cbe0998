//! Tags: requirement ids are bare, everything else has a name space.

use serde_json::Value;

use crate::target::HeatSettings;

/// What the tags of a scenario say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// The requirements that the scenario checks.
    pub requirements: Vec<String>,
    /// What the target must have: `type:OS::Heat::WaitCondition`, `second-project`.
    pub capabilities: Vec<String>,
    /// What the target's own settings must be: `config:max_stacks_per_tenant=1`, values as JSON.
    pub settings: HeatSettings,
    /// Whether real time has to pass.
    pub is_slow: bool,
    /// Whether no other scenario may run beside it.
    pub is_serial: bool,
    /// Whether it takes seconds wherever it is played, and so had better begin early.
    pub is_long: bool,
    /// A group whose scenarios are played one after the other, beside those of no group.
    pub group: Option<String>,
    /// How many stacks it has at most at the same time.
    pub n_stacks: u32,
    /// Tags of no known form.
    pub unknown: Vec<String>,
    /// All tags as they are written, without the `@`.
    pub all: Vec<String>,
}

impl Tags {
    /// Reads tags, which come without their `@`.
    pub(crate) fn parse<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let mut parsed = Self {
            requirements: Vec::new(),
            capabilities: Vec::new(),
            settings: HeatSettings::new(),
            is_slow: false,
            is_serial: false,
            is_long: false,
            group: None,
            n_stacks: 1,
            unknown: Vec::new(),
            all: Vec::new(),
        };
        for tag in tags {
            parsed.all.push(tag.to_owned());
            parsed.add(tag);
        }
        parsed
    }

    fn add(&mut self, tag: &str) {
        match tag.split_once(':') {
            None if tag == "slow" => self.is_slow = true,
            None if tag == "serial" => self.is_serial = true,
            None if tag == "long" => self.is_long = true,
            None if tag.contains('.') => self.requirements.push(tag.to_owned()),
            Some(("cap" | "needs", name)) if !name.is_empty() => {
                self.capabilities.push(name.to_owned());
            }
            Some(("group", name)) if !name.is_empty() => self.group = Some(name.to_owned()),
            Some(("config", setting)) => match setting_of(setting) {
                Some((name, value)) => drop(self.settings.insert(name, value)),
                None => self.unknown.push(tag.to_owned()),
            },
            Some(("stacks", number)) if number.parse::<u32>().is_ok_and(|n| n > 0) => {
                self.n_stacks = number.parse().unwrap_or(1);
            }
            _ => self.unknown.push(tag.to_owned()),
        }
    }
}

/// `NAME=VALUE`, the value as JSON.
fn setting_of(text: &str) -> Option<(String, Value)> {
    let (name, value) = text.split_once('=')?;
    let value = serde_json::from_str(value).ok()?;
    (!name.is_empty()).then(|| (name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_are_bare() {
        let tags = Tags::parse([
            "stacks.create.completes",
            "cap:type:OS::Heat::None",
            "needs:second-project",
            "slow",
            "serial",
            "long",
            "config:max_stacks_per_tenant=1",
            "config:max_stacks_per_tenant",
            "stacks:3",
            "group:yaql",
            "stacks:x",
            "wip",
        ]);
        assert_eq!(tags.requirements, ["stacks.create.completes"]);
        assert_eq!(tags.capabilities, ["type:OS::Heat::None", "second-project"]);
        assert!(tags.is_slow && tags.is_serial && tags.is_long);
        assert_eq!(tags.n_stacks, 3);
        assert_eq!(tags.group.as_deref(), Some("yaql"));
        assert_eq!(tags.settings["max_stacks_per_tenant"], 1);
        assert_eq!(
            tags.unknown,
            ["config:max_stacks_per_tenant", "stacks:x", "wip"]
        );
    }
}
