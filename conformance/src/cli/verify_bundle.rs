//! `verify-bundle`: whether a bundle is what its run wrote.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use heat_conformance::exit::{CONFORMANT, Code, VIOLATIONS};
use heat_conformance::report::CatalogueInfo;
use heat_conformance::{BundleCheck, BundleManifest, BundleSigner, Features, verify_bundle};
use heat_spec::Catalogue;

use super::{Failure, output};

/// The flags of `verify-bundle`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct VerifyBundleArguments {
    /// The bundle
    #[arg(value_name = "FILE.tar.gz")]
    bundle: PathBuf,
    /// A public SSH key whose signature is expected; one of them, if there are several
    #[arg(long, value_name = "FILE")]
    signer: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
The exit code is 0 if nothing was changed, 1 if something was or if the signature is not by one of
the signers, and 2 if the file is no bundle. What the run itself found is told, and counts for
nothing here.
Examples:
  heat-conformance verify-bundle run.tar.gz
  heat-conformance verify-bundle run.tar.gz --signer vendor.pub";

pub(crate) fn execute(arguments: &VerifyBundleArguments) -> Result<Code, Failure> {
    let signers = arguments.signer.iter().map(|path| BundleSigner::read(path));
    let signers: Vec<BundleSigner> = signers
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::usage(&error))?;
    let (manifest, mut checks) = verify_bundle(&arguments.bundle, &signers)?;
    checks.push(judged_by(&manifest.catalogue));
    output::print(&text(&manifest, &checks));
    let is_broken = checks
        .iter()
        .any(|check| matches!(check, BundleCheck::Broken(_)));
    Ok(if is_broken { VIOLATIONS } else { CONFORMANT })
}

/// Whether it was judged by what this program judges by.
fn judged_by(catalogue: &CatalogueInfo) -> BundleCheck {
    if let Some(folder) = &catalogue.modified_by {
        return BundleCheck::Unknown(format!(
            "it was judged by features of {folder}, and not by those of the suite"
        ));
    }
    let ours = Catalogue::load(&catalogue.profile).ok().and_then(|ours| {
        let features = Features::embedded().ok()?;
        Some(ours.digest_with(features.texts()))
    });
    if ours.as_ref() == Some(&catalogue.digest) {
        return BundleCheck::Holds("it was judged by the catalogue of this suite".to_owned());
    }
    BundleCheck::Unknown(format!(
        "it was judged by another catalogue: {} {}",
        catalogue.version, catalogue.digest
    ))
}

fn text(manifest: &BundleManifest, checks: &[BundleCheck]) -> String {
    let mut text = format!(
        "run {} of {} at {}, profile {}, exit {}\n",
        manifest.run,
        manifest.started.strftime("%F"),
        manifest.target.endpoint,
        manifest.catalogue.profile,
        manifest.exit_code
    );
    // Writing to a String cannot fail.
    for check in checks {
        let _ = match check {
            BundleCheck::Holds(seen) => writeln!(text, "ok      {seen}"),
            BundleCheck::Unknown(seen) => writeln!(text, "unknown {seen}"),
            BundleCheck::Broken(seen) => writeln!(text, "BROKEN  {seen}"),
        };
    }
    if let Some(reproduce) = &manifest.reproduce {
        let _ = writeln!(text, "to repeat it: {reproduce}");
    }
    text
}
