//! Checking given properties outside of a template.

use heat_spec::{Fault, Map};

use super::Properties;
use super::given::Given;
use super::read::read;
use crate::constraint::inquiry::{Answers, Inquiry};
use crate::schema::resource::ResourceSchema;
use crate::stack::outcome::{Outcome, outcome};

impl Properties {
    /// Reads given values against the schema of a type, as is done before a resource is made or
    /// updated.
    ///
    /// `description` is the resource's. `place` is what a fault's path begins with: `Properties`
    /// in the reason of a resource, and the resource's name before that in the reason of the stack.
    /// Fails with `property_unknown`, `property_not_assigned` or `property_value`, headed
    /// `Property error`.
    pub fn check(
        schema: &ResourceSchema,
        given: &Map,
        description: &str,
        place: &[&str],
        answers: &Answers,
    ) -> Result<Outcome<Self>, Fault> {
        if schema.is_placeholder {
            return Ok(Outcome::Done(Self::default()));
        }
        let inquiry = Inquiry::new(answers);
        let result = read(
            &schema.properties,
            Given::Values(given),
            description,
            &inquiry,
        )
        .map_err(|fault| fault.under(place));
        outcome(inquiry, result)
    }
}
