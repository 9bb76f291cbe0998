//! `explain`: what a requirement or an operation promises.

use clap::Args;
use heat_conformance::exit::{CONFORMANT, Code, NOTHING_SELECTED};

use super::selection::CatalogueArguments;
use super::{Failure, output};

/// The flags of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// A requirement, a generated one (stacks.create.201.body) or an operation
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    catalogue: CatalogueArguments,
}

pub(crate) fn execute(arguments: &ExplainArguments) -> Result<Code, Failure> {
    let catalogue = arguments.catalogue.catalogue()?;
    let features = arguments.catalogue.features()?;
    let text = heat_conformance::explain(&catalogue, &features, &arguments.id);
    output::print(&text.ok_or_else(|| Failure {
        code: NOTHING_SELECTED,
        message: format!(
            "`{}` is neither a requirement nor an operation; see `heat-conformance list`",
            arguments.id
        ),
    })?);
    Ok(CONFORMANT)
}
