//! Looking into a bundle that somebody handed over.

use std::path::Path;

use super::archive::{self, Files};
use super::signature::Signed;
use super::write::reports_of;
use super::{
    BundleError, BundleManifest, BundleSigner, BundledFile, EVENTS, MANIFEST, REPORTS, SIGNATURE,
};
use crate::events::History;
use crate::report::Report;

/// Something that was looked at in a bundle, with what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleCheck {
    /// It is as it should be.
    Holds(String),
    /// It cannot be told.
    Unknown(String),
    /// It is not as it should be.
    Broken(String),
}

/// Looks into a bundle: whether its files are those of the manifest, who signed it, and whether the
/// reports and the manifest are what the events give.
///
/// # Errors
///
/// If the file cannot be read, or is no bundle.
pub fn verify_bundle(
    path: &Path,
    signers: &[BundleSigner],
) -> Result<(BundleManifest, Vec<BundleCheck>), BundleError> {
    let files = archive::unpack(path)?;
    let name = path.display().to_string();
    let text = files.get(MANIFEST).ok_or_else(|| BundleError::Malformed {
        path: name.clone(),
        reason: format!("it has no {MANIFEST}"),
    })?;
    let manifest = BundleManifest::read(&name, text)?;
    let mut checks = vec![listed(&manifest, &files), signed(&files, text, signers)];
    checks.push(remade(&manifest, &files));
    Ok((manifest, checks))
}

/// Whether the files are those that the manifest lists.
fn listed(manifest: &BundleManifest, files: &Files) -> BundleCheck {
    let mut wrong = Vec::new();
    for file in &manifest.files {
        match files.get(&file.name) {
            None => wrong.push(format!("{} is missing", file.name)),
            Some(content) if BundledFile::of(&file.name, content) != *file => {
                wrong.push(format!("{} was changed", file.name));
            }
            Some(_) => {}
        }
    }
    let known = |name: &str| manifest.files.iter().any(|file| file.name == name);
    let others = files
        .keys()
        .filter(|name| !known(name) && ![MANIFEST, SIGNATURE].contains(&name.as_str()));
    wrong.extend(others.map(|name| format!("{name} is not in the manifest")));
    let needed = REPORTS.iter().map(|(name, _)| *name).chain([EVENTS]);
    wrong.extend(
        needed
            .filter(|name| !known(name))
            .map(|name| format!("the manifest lacks {name}")),
    );
    if wrong.is_empty() {
        let n_files = manifest.files.len();
        return BundleCheck::Holds(format!("{n_files} files are as the manifest says"));
    }
    BundleCheck::Broken(wrong.join(", "))
}

/// Whether somebody signed it who is trusted.
fn signed(files: &Files, manifest: &[u8], signers: &[BundleSigner]) -> BundleCheck {
    let Some(signature) = files.get(SIGNATURE) else {
        let told = "nobody signed it".to_owned();
        return if signers.is_empty() {
            BundleCheck::Unknown(told)
        } else {
            BundleCheck::Broken(told)
        };
    };
    match Signed::of(manifest, signature) {
        Err(reason) => BundleCheck::Broken(format!("the signature does not hold: {reason}")),
        Ok(signed) if signers.is_empty() => BundleCheck::Unknown(format!(
            "it is signed by {signed}; --signer says whose signature is expected"
        )),
        Ok(signed) if signed.is_one_of(signers) => {
            BundleCheck::Holds(format!("it is signed by {signed}"))
        }
        Ok(signed) => BundleCheck::Broken(format!("it is signed by {signed}, and not as expected")),
    }
}

/// Whether the reports and the manifest are what the events give.
fn remade(manifest: &BundleManifest, files: &Files) -> BundleCheck {
    let this = env!("CARGO_PKG_VERSION");
    if manifest.suite != this {
        return BundleCheck::Unknown(format!(
            "its reports are of version {}, and this is {this}: they were not made again",
            manifest.suite
        ));
    }
    let events = files.get(EVENTS).map_or(&[][..], Vec::as_slice);
    let history = match History::of_events(Path::new(EVENTS), events) {
        Ok(history) => history,
        Err(error) => return BundleCheck::Broken(error.to_string()),
    };
    let report = Report::of(&history);
    let reports = match reports_of(&report, &history) {
        Ok(reports) => reports,
        Err(error) => return BundleCheck::Broken(error.to_string()),
    };
    let mut edited: Vec<&str> = reports
        .iter()
        .filter(|(name, content)| files.get(*name) != Some(content))
        .map(|(name, _)| name.as_str())
        .collect();
    let said = manifest.reproduce.as_deref();
    if BundleManifest::of(&report, said, manifest.files.clone()).text() != manifest.text() {
        edited.push(MANIFEST);
    }
    if edited.is_empty() {
        return BundleCheck::Holds("the reports are what the events give".to_owned());
    }
    let edited = edited.join(", ");
    BundleCheck::Broken(format!(
        "the events give something else than {edited}: edited, or made by another build"
    ))
}
