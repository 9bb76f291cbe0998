//! What sections and keys are called in either language.

/// The words of a language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The sections that every version has, those that name the version included.
    pub(crate) sections: &'static [&'static str],
    /// The section of what the template is for.
    pub(crate) description: &'static str,
    /// The section of groups of parameters.
    pub(crate) parameter_groups: Option<&'static str>,
    /// The section of parameters.
    pub(crate) parameters: &'static str,
    /// The section of tables.
    pub(crate) mappings: Option<&'static str>,
    /// The section of conditions.
    pub(crate) conditions: &'static str,
    /// The section of resources.
    pub(crate) resources: &'static str,
    /// The section of outputs.
    pub(crate) outputs: &'static str,
    /// The keys of a resource.
    pub(crate) resource: ResourceWords,
    /// The keys of an output.
    pub(crate) output: OutputWords,
}

/// The keys of a resource.
#[derive(Debug)]
pub(crate) struct ResourceWords {
    /// The type.
    pub(crate) kind: &'static str,
    /// The properties.
    pub(crate) properties: &'static str,
    /// The metadata.
    pub(crate) metadata: &'static str,
    /// The names of the resources that it needs.
    pub(crate) depends_on: &'static str,
    /// What becomes of it when it is deleted.
    pub(crate) deletion_policy: &'static str,
    /// How it is updated.
    pub(crate) update_policy: &'static str,
    /// What it is for.
    pub(crate) description: &'static str,
    /// The id of one that is there already.
    pub(crate) external_id: &'static str,
    /// Whether it is there at all.
    pub(crate) condition: &'static str,
    /// How a message says what a condition is written as.
    pub(crate) condition_kind: &'static str,
}

/// The keys of an output.
#[derive(Debug)]
pub(crate) struct OutputWords {
    /// The value.
    pub(crate) value: &'static str,
    /// What it is for.
    pub(crate) description: &'static str,
    /// Whether it is there at all.
    pub(crate) condition: &'static str,
}

/// Heat Orchestration Templates.
pub(crate) static HOT: Words = Words {
    sections: &[
        "heat_template_version",
        "description",
        "parameter_groups",
        "parameters",
        "resources",
        "outputs",
        // A placeholder that upstream lets through.
        "__undefined__",
    ],
    description: "description",
    parameter_groups: Some("parameter_groups"),
    parameters: "parameters",
    mappings: None,
    conditions: "conditions",
    resources: "resources",
    outputs: "outputs",
    resource: ResourceWords {
        kind: "type",
        properties: "properties",
        metadata: "metadata",
        depends_on: "depends_on",
        deletion_policy: "deletion_policy",
        update_policy: "update_policy",
        description: "description",
        external_id: "external_id",
        condition: "condition",
        condition_kind: "string_or_boolean",
    },
    output: OutputWords {
        value: "value",
        description: "description",
        condition: "condition",
    },
};

/// CloudFormation templates.
pub(crate) static CLOUD_FORMATION: Words = Words {
    sections: &[
        "AWSTemplateFormatVersion",
        "HeatTemplateFormatVersion",
        "Description",
        "Mappings",
        "Parameters",
        "Resources",
        "Outputs",
    ],
    description: "Description",
    parameter_groups: None,
    parameters: "Parameters",
    mappings: Some("Mappings"),
    conditions: "Conditions",
    resources: "Resources",
    outputs: "Outputs",
    resource: ResourceWords {
        kind: "Type",
        properties: "Properties",
        metadata: "Metadata",
        depends_on: "DependsOn",
        deletion_policy: "DeletionPolicy",
        update_policy: "UpdatePolicy",
        description: "Description",
        external_id: "ExternalId",
        condition: "Condition",
        condition_kind: "string or boolean",
    },
    output: OutputWords {
        value: "Value",
        description: "Description",
        condition: "Condition",
    },
};
