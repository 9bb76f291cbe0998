//! `list`: the requirements that a selection fits.

use clap::{Args, ValueEnum};
use heat_conformance::exit::{CONFORMANT, Code, NOTHING_SELECTED};
use heat_conformance::{list, list_text};

use super::selection::{CatalogueArguments, SelectionArguments};
use super::{Failure, output};

/// The flags of `list`.
#[derive(Debug, Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    catalogue: CatalogueArguments,
    #[command(flatten)]
    selection: SelectionArguments,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn execute(arguments: &ListArguments) -> Result<Code, Failure> {
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let listed = list(&catalogue, &features, &arguments.selection.scope(true)?);
    if listed.is_empty() {
        return Err(Failure {
            code: NOTHING_SELECTED,
            message: "the selection and the level fit no requirement".to_owned(),
        });
    }
    let text = match arguments.format {
        Format::Text => list_text(&listed),
        Format::Json => {
            let text =
                serde_json::to_string_pretty(&listed).map_err(|error| Failure::suite(&error))?;
            format!("{text}\n")
        }
    };
    output::print(&text);
    Ok(CONFORMANT)
}
