//! The Orchestration API over HTTP: one file per operation, in folders named after the sections.

use std::pin::Pin;

mod accept;
mod actions;
mod authenticate;
mod body;
mod build_info;
mod call;
mod cors;
mod dispatch;
mod events;
mod failure;
mod fault_body;
mod healthcheck;
mod negotiation;
mod outputs;
mod plain_body;
mod policy;
mod query;
mod remote_types;
mod render;
mod reply;
mod request_data;
pub(crate) mod request_id;
mod resource_types;
mod resources;
mod services;
mod signed_signal;
mod snapshots;
mod software_configs;
mod software_deployments;
mod stacks;
mod template_versions;
mod templates;
#[cfg(test)]
mod tests;
mod times;
mod type_policy;
mod unauthorized;
mod versions;

pub(crate) use call::Call;
pub(crate) use dispatch::Dispatcher;
pub(crate) use query::pairs as query_pairs;
pub(crate) use reply::Answer;
#[cfg(test)]
pub(crate) use reply::{Refusal, Reply};
pub(crate) use stacks::view_cache::ViewCache;
pub(crate) use times::seconds;

/// The code behind an operation.
pub(crate) type Handler = fn(Call) -> Pin<Box<dyn Future<Output = Answer> + Send>>;

/// Every operation that is served, by its id in the catalogue, in the order of the API reference.
static HANDLERS: &[(&str, Handler)] = &[
    ("versions.list", |call| Box::pin(versions::list(call))),
    ("stacks.list", |call| Box::pin(stacks::list::list(call))),
    ("stacks.detail", |call| {
        Box::pin(stacks::detail::detail(call))
    }),
    ("stacks.create", |call| {
        Box::pin(stacks::create::create(call))
    }),
    ("stacks.preview", |call| {
        Box::pin(stacks::preview::preview(call))
    }),
    ("stacks.find", |call| Box::pin(stacks::find::find(call))),
    ("stacks.show", |call| Box::pin(stacks::show::show(call))),
    ("stacks.template", |call| {
        Box::pin(stacks::template::template(call))
    }),
    ("stacks.find_template", |call| {
        Box::pin(stacks::find::find_template(call))
    }),
    ("stacks.environment", |call| {
        Box::pin(stacks::environment::environment(call))
    }),
    ("stacks.find_environment", |call| {
        Box::pin(stacks::find::find_environment(call))
    }),
    ("stacks.files", |call| Box::pin(stacks::files::files(call))),
    ("stacks.find_files", |call| {
        Box::pin(stacks::find::find_files(call))
    }),
    ("stacks.update", |call| {
        Box::pin(stacks::update::update(call))
    }),
    ("stacks.update_patch", |call| {
        Box::pin(stacks::update_patch::update_patch(call))
    }),
    ("stacks.preview_update", |call| {
        Box::pin(stacks::preview_update::preview_update(call))
    }),
    ("stacks.preview_update_patch", |call| {
        Box::pin(stacks::preview_update_patch::preview_update_patch(call))
    }),
    ("stacks.delete", |call| {
        Box::pin(stacks::delete::delete(call))
    }),
    ("resources.find", |call| {
        Box::pin(stacks::find::find_resources(call))
    }),
    ("resources.list", |call| {
        Box::pin(resources::list::list(call))
    }),
    ("resources.show", |call| {
        Box::pin(resources::show::show(call))
    }),
    ("resources.metadata", |call| {
        Box::pin(resources::metadata::metadata(call))
    }),
    ("resources.signal", |call| {
        Box::pin(resources::signal::signal(call))
    }),
    ("outputs.list", |call| Box::pin(outputs::list::list(call))),
    ("outputs.show", |call| Box::pin(outputs::show::show(call))),
    ("actions.find", |call| {
        Box::pin(stacks::find::find_actions(call))
    }),
    ("resources.mark_unhealthy", |call| {
        Box::pin(resources::mark_unhealthy::mark_unhealthy(call))
    }),
    ("snapshots.create", |call| {
        Box::pin(snapshots::create::create(call))
    }),
    ("snapshots.list", |call| {
        Box::pin(snapshots::list::list(call))
    }),
    ("snapshots.show", |call| {
        Box::pin(snapshots::show::show(call))
    }),
    ("snapshots.delete", |call| {
        Box::pin(snapshots::delete::delete(call))
    }),
    ("snapshots.restore", |call| {
        Box::pin(snapshots::restore::restore(call))
    }),
    ("actions.perform", |call| {
        Box::pin(actions::perform::perform(call))
    }),
    ("stacks.abandon", |call| {
        Box::pin(stacks::abandon::abandon(call))
    }),
    ("stacks.export", |call| {
        Box::pin(stacks::export::export(call))
    }),
    ("events.find", |call| {
        Box::pin(stacks::find::find_events(call))
    }),
    ("events.list", |call| Box::pin(events::list::list(call))),
    ("events.list_of_resource", |call| {
        Box::pin(events::list_of_resource::list_of_resource(call))
    }),
    ("events.show", |call| Box::pin(events::show::show(call))),
    ("templates.validate", |call| {
        Box::pin(templates::validate::validate(call))
    }),
    ("resource_types.list", |call| {
        Box::pin(resource_types::list::list(call))
    }),
    ("resource_types.show", |call| {
        Box::pin(resource_types::show::show(call))
    }),
    ("resource_types.template", |call| {
        Box::pin(resource_types::template::template(call))
    }),
    ("template_versions.list", |call| {
        Box::pin(template_versions::list::list(call))
    }),
    ("template_versions.functions", |call| {
        Box::pin(template_versions::functions::functions(call))
    }),
    ("build_info.show", |call| {
        Box::pin(build_info::show::show(call))
    }),
    ("services.list", |call| Box::pin(services::list::list(call))),
    ("software_configs.create", |call| {
        Box::pin(software_configs::create::create(call))
    }),
    ("software_configs.list", |call| {
        Box::pin(software_configs::list::list(call))
    }),
    ("software_configs.show", |call| {
        Box::pin(software_configs::show::show(call))
    }),
    ("software_configs.delete", |call| {
        Box::pin(software_configs::delete::delete(call))
    }),
    ("software_deployments.create", |call| {
        Box::pin(software_deployments::create::create(call))
    }),
    ("software_deployments.list", |call| {
        Box::pin(software_deployments::list::list(call))
    }),
    ("software_deployments.metadata", |call| {
        Box::pin(software_deployments::metadata::metadata(call))
    }),
    ("software_deployments.show", |call| {
        Box::pin(software_deployments::show::show(call))
    }),
    ("software_deployments.update", |call| {
        Box::pin(software_deployments::update::update(call))
    }),
    ("software_deployments.delete", |call| {
        Box::pin(software_deployments::delete::delete(call))
    }),
];

/// The code behind the operation of that id.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    HANDLERS
        .iter()
        .find(|(id, _)| *id == operation)
        .map(|(_, handler)| *handler)
}

#[cfg(test)]
mod handler_tests {
    use heat_spec::Catalogue;

    #[test]
    fn the_catalogue_and_the_handlers_name_the_same_operations() {
        let catalogue = Catalogue::load_operations("upstream").unwrap();
        let mut promised: Vec<&str> = catalogue.operations.keys().map(String::as_str).collect();
        let mut served: Vec<&str> = super::HANDLERS.iter().map(|(id, _)| *id).collect();
        promised.sort_unstable();
        served.sort_unstable();
        assert_eq!(promised, served);
    }
}
