//! Bundles: a run's evidence with the reports that are made from it, to hand to others.
//!
//! A bundle is a gzipped tar archive of fixed names. `manifest.json` says what it is about and has
//! the SHA-256 of every other file; `manifest.json.sig`, if there is one, is a signature of the
//! manifest as `ssh-keygen -Y sign` makes it. As reports are nothing but what the events give,
//! whoever has the same suite can make them again, and sees whether any was edited.

mod archive;
mod manifest;
mod signature;
mod verify;
mod write;

pub use manifest::{BundleManifest, BundledFile};
pub use signature::{BundleKey, BundleSigner, SignatureError};
pub use verify::{BundleCheck, verify_bundle};
pub use write::write_bundle;

use crate::events::EventsError;
use crate::report::{Format, ReportError};

/// The file that tells of the others.
const MANIFEST: &str = "manifest.json";
/// The signature of the manifest.
const SIGNATURE: &str = "manifest.json.sig";
/// The evidence.
const EVENTS: &str = "events.jsonl";
/// The reports, all made from the evidence.
const REPORTS: [(&str, Format); 4] = [
    ("report.json", Format::Json),
    ("report.html", Format::Html),
    ("report.md", Format::Markdown),
    ("junit.xml", Format::Junit),
];

/// Why there is no bundle, or why it cannot be looked into.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The file cannot be read or written.
    #[error("cannot {what} {path}: {reason}")]
    File {
        /// What was to be done with it.
        what: &'static str,
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The file is no bundle.
    #[error("{path} is no bundle: {reason}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The run's events cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// A report cannot be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// It cannot be signed.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}
