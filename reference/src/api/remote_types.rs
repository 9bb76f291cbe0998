//! Types whose templates are at addresses: they are fetched as a `template_url` is, and kept with the
//! files of the stack.

use std::collections::HashSet;

use heat_spec::yaml::{self, Limits};
use heat_template::{Environment, Files, Template};

use crate::config::Config;
use crate::template_url;

/// How many templates one request may refer to, those of stacks inside included.
const N_TEMPLATES: usize = 100;

/// Adds the templates of types to the files, as far as the configuration allows their addresses.
///
/// What cannot be fetched stays missing; the definition of the stack says so.
pub(super) async fn fetch(
    template: &Template,
    environment: &Environment,
    files: &mut Files,
    config: &Config,
) {
    if config.template_url_allowed.is_empty() {
        return;
    }
    let mut left = environment.template_targets();
    left.extend(template.template_types());
    let mut seen = HashSet::new();
    while let Some(name) = left.pop() {
        if seen.len() >= N_TEMPLATES || !seen.insert(name.clone()) {
            continue;
        }
        if !files.contains_key(&name)
            && is_address(&name)
            && let Ok(text) = template_url::fetch(&name, config).await
        {
            files.insert(name.clone(), text);
        }
        left.extend(types_in(files.get(&name).map_or("", String::as_str)));
    }
}

fn is_address(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

/// The templates that stand for types in another one; none where that is wrong.
fn types_in(text: &str) -> Vec<String> {
    let document = yaml::read_template(text, &Limits::default()).ok();
    let template = document.and_then(|document| Template::new(document).ok());
    template.map_or_else(Vec::new, |template| template.template_types().collect())
}
