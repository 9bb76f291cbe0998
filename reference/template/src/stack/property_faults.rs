//! All that is wrong with the properties of a resource, for those who look for every mistake.

use heat_spec::Fault;

use super::definition::StackDefinition;
use crate::constraint::inquiry::{Answers, Inquiry};
use crate::properties::given::Given;
use crate::properties::read::faults;
use crate::resource::definition::Written;
use crate::state::Initial;

impl StackDefinition {
    /// What is wrong with each of a resource's properties: names that the type has not, then the
    /// first fault of each property, in the order of the schema.
    ///
    /// Questions that are open are taken for answered with yes.
    pub fn property_faults(&self, resource: &str, answers: &Answers) -> Vec<Fault> {
        let Ok(resource) = self.resource(resource) else {
            return Vec::new();
        };
        let (Ok(schema), Written::Map(map)) = (resource.schema(), resource.written_properties())
        else {
            return Vec::new();
        };
        if schema.is_placeholder {
            return Vec::new();
        }
        let scope = self.scope(&Initial);
        let found = faults(
            &schema.properties,
            Given::Expressions(map, &scope),
            &resource.description,
            &Inquiry::new(answers),
        );
        let place = ["resources", &resource.name, "properties"];
        found.into_iter().map(|fault| fault.under(&place)).collect()
    }
}
