//! Flags that say what of the catalogue a command is about.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use heat_conformance::{Features, Scope, Selection, Shard};
use heat_spec::Catalogue;
use heat_spec::catalogue::Level;

use super::{Failure, questions};

/// Which catalogue and which features.
#[derive(Debug, Args)]
pub(crate) struct CatalogueArguments {
    /// The profile of the catalogue
    #[arg(long, default_value = "upstream", value_name = "NAME")]
    pub(crate) profile: String,
    /// Features of a folder in place of the embedded ones
    #[arg(long, value_name = "FOLDER")]
    features: Option<PathBuf>,
}

/// Which requirements.
#[derive(Debug, Args)]
pub(crate) struct SelectionArguments {
    /// Only these requirements: globs of ids, op:GLOB, level:, kind:, cap:GLOB, tag:GLOB,
    /// profile:NAME, failed(REPORT), and, or, not, ( )
    #[arg(long, value_name = "EXPRESSION", value_parser = Selection::parse)]
    select: Option<Selection>,
    /// Only requirements that are at least as binding
    #[arg(long, value_enum, default_value_t = LevelArgument::May)]
    level: LevelArgument,
    /// Only the K-th of N parts; `merge` puts their reports together
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelArgument {
    Must,
    Should,
    May,
}

impl CatalogueArguments {
    pub(crate) fn catalogue(&self) -> Result<Arc<Catalogue>, Failure> {
        Catalogue::load(&self.profile)
            .map(Arc::new)
            .map_err(|error| Failure::usage(&error))
    }

    pub(crate) fn features(&self) -> Result<Features, Failure> {
        match &self.features {
            None => Features::embedded().map_err(|error| Failure::suite(&error)),
            Some(folder) => Features::of_folder(folder).map_err(|error| Failure::usage(&error)),
        }
    }
}

/// A selection with what it asks about looked up.
pub(super) fn answered(selection: Option<&Selection>) -> Result<Option<Selection>, Failure> {
    let answered = selection
        .cloned()
        .map(|asked| asked.resolved(&mut questions::answer));
    answered.transpose()
}

impl SelectionArguments {
    /// `with_slow`: whether what needs time to pass is selected unasked.
    pub(crate) fn scope(&self, with_slow: bool) -> Result<Scope, Failure> {
        Ok(Scope {
            selection: answered(self.select.as_ref())?,
            shard: self.shard,
            level: match self.level {
                LevelArgument::Must => Level::Must,
                LevelArgument::Should => Level::Should,
                LevelArgument::May => Level::May,
            },
            with_slow,
            among: None,
        })
    }
}
