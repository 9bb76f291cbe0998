//! Turns the catalogue's YAML and JSON files into two JSON documents that the crate embeds: what a
//! server needs, and what only a suite needs.
//!
//! Reading YAML takes more than ten times as long as reading JSON; a server that starts in
//! milliseconds cannot spend that on data that never change.

#![expect(
    unused,
    unreachable_pub,
    reason = "of the crate's reader, which the modules below are, only a part is used here"
)]

#[path = "src/json/mod.rs"]
mod json;
#[path = "src/value/mod.rs"]
mod value;
#[path = "src/yaml/mod.rs"]
mod yaml;

use std::error::Error;
use std::fs;
use std::path::Path;

use value::{Key, Map, Number, Value};

const SERVER: [&str; 4] = ["documents.yaml", "operations", "schemas", "profiles"];
const SUITE: [&str; 2] = ["requirements", "examples"];

fn main() -> Result<(), Box<dyn Error>> {
    watch("build.rs");
    put("server.json", &SERVER)?;
    put("suite.json", &SUITE)
}

/// Writes files and folders of files as one JSON object, contents by path.
fn put(target: &str, sources: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut files = serde_json::Map::new();
    for source in sources {
        watch(source);
        add(Path::new(source), &mut files)?;
    }
    let target = Path::new(&std::env::var("OUT_DIR")?).join(target);
    fs::write(target, serde_json::Value::Object(files).to_string())?;
    Ok(())
}

fn watch(path: &str) {
    println!("cargo::rerun-if-changed={path}");
}

fn add(
    path: &Path,
    files: &mut serde_json::Map<String, serde_json::Value>,
) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::path);
        return entries
            .iter()
            .try_for_each(|entry| add(&entry.path(), files));
    }
    let name = path.to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(path)?;
    let content = read(path, &text).map_err(|error| format!("{name}: {error}"))?;
    files.insert(name, content);
    Ok(())
}

fn read(path: &Path, text: &str) -> Result<serde_json::Value, Box<dyn Error>> {
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        return Ok(serde_json::from_str(text)?);
    }
    let document = yaml::read(text, &yaml::Limits::default())?;
    match document.duplicates.first() {
        None => Ok(document.value.into()),
        Some(duplicate) => Err(format!(
            "line {}: `{}` is there twice",
            duplicate.position.line, duplicate.pointer
        )
        .into()),
    }
}
