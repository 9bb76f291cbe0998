//! The types of parameters and properties.

/// A type of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    String,
    /// Whole numbers; properties only.
    Integer,
    /// Numbers.
    Number,
    /// Truth values.
    Boolean,
    /// Maps; as a parameter any JSON.
    Map,
    /// Lists; as a parameter also a text with commas.
    List,
    /// Anything; properties only.
    Any,
}

struct Names {
    data_type: DataType,
    /// In the schemas of resource types.
    property: &'static str,
    /// In Python's messages about properties.
    shown: &'static str,
    /// In HOT's `parameters`.
    parameter: Option<&'static str>,
    /// In the answer to `POST /validate`.
    api: &'static str,
}

const NAMES: &[Names] = &[
    names(
        DataType::String,
        "string",
        "String",
        Some("string"),
        "String",
    ),
    names(DataType::Integer, "integer", "Integer", None, "Integer"),
    names(
        DataType::Number,
        "number",
        "Number",
        Some("number"),
        "Number",
    ),
    names(
        DataType::Boolean,
        "boolean",
        "Boolean",
        Some("boolean"),
        "Boolean",
    ),
    names(DataType::Map, "map", "Map", Some("json"), "Json"),
    names(
        DataType::List,
        "list",
        "List",
        Some("comma_delimited_list"),
        "CommaDelimitedList",
    ),
    names(DataType::Any, "any", "Any", None, "Any"),
];

const fn names(
    data_type: DataType,
    property: &'static str,
    shown: &'static str,
    parameter: Option<&'static str>,
    api: &'static str,
) -> Names {
    Names {
        data_type,
        property,
        shown,
        parameter,
        api,
    }
}

impl DataType {
    /// The type that a resource schema names.
    pub(crate) fn of_property(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|names| names.property == name)
            .map(|names| names.data_type)
    }

    /// The type that a parameter's definition names.
    pub(crate) fn of_parameter(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|names| names.parameter == Some(name))
            .map(|names| names.data_type)
    }

    /// The type that a parameter's definition in a CloudFormation template names.
    pub(crate) fn of_cloud_formation(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|names| names.parameter.is_some() && names.api == name)
            .map(|names| names.data_type)
    }

    /// The name in messages about properties.
    pub(crate) fn shown_name(self) -> &'static str {
        self.names().shown
    }

    /// The name in HOT's `parameters` and messages about them.
    pub(crate) fn parameter_name(self) -> &'static str {
        let names = self.names();
        names.parameter.unwrap_or(names.property)
    }

    /// The name in the answer to `POST /validate`.
    pub(crate) fn api_name(self) -> &'static str {
        self.names().api
    }

    fn names(self) -> &'static Names {
        NAMES
            .iter()
            .find(|names| names.data_type == self)
            .unwrap_or(&NAMES[0])
    }
}
