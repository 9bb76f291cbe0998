//! The archive itself: files of flat names, gzipped.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::BundleError;

/// The files of a bundle, by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// No bundle unpacks to more bytes; one of the whole suite has some 100 MB.
const MOST: u64 = 1 << 30;

/// Writes a bundle beside its place first, so that nobody ever sees half of one.
pub(super) fn pack(path: &Path, files: &Files, modified: u64) -> Result<(), BundleError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let written = write_to(part, files, modified).and_then(|()| std::fs::rename(part, path));
    written.map_err(|error| {
        // What is there of it is of no use.
        let _ = std::fs::remove_file(part);
        failed("write", path, &error)
    })
}

fn write_to(path: &Path, files: &Files, modified: u64) -> std::io::Result<()> {
    let mut archive =
        tar::Builder::new(GzEncoder::new(File::create(path)?, Compression::default()));
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(modified);
        archive.append_data(&mut header, name, content.as_slice())?;
    }
    archive.into_inner()?.finish()?.flush()
}

/// Reads a bundle, all in memory: nothing of it is written anywhere.
pub(super) fn unpack(path: &Path) -> Result<Files, BundleError> {
    let file = File::open(path).map_err(|error| failed("read", path, &error))?;
    let malformed = |reason: String| BundleError::Malformed {
        path: path.display().to_string(),
        reason,
    };
    let broken = |error: std::io::Error| malformed(error.to_string());
    let mut archive = tar::Archive::new(GzDecoder::new(file).take(MOST));
    let mut files = Files::new();
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).map_err(broken)?;
        if files.insert(name.clone(), content).is_some() {
            return Err(malformed(format!("{name} is in it twice")));
        }
    }
    Ok(files)
}

pub(super) fn failed(what: &'static str, path: &Path, error: &std::io::Error) -> BundleError {
    BundleError::File {
        what,
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}
