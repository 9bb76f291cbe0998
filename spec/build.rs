//! Turns the catalogue's YAML and JSON files into two JSON documents that the crate embeds: what a
//! server needs, and what only a suite needs.
//!
//! Reading YAML costs about 25 ms for each megabyte, reading JSON a tenth of it; a server that
//! starts in milliseconds cannot spend them on data that never change.

use std::error::Error;
use std::fs;
use std::path::Path;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

const SERVER: [&str; 4] = ["documents.yaml", "operations", "schemas", "profiles"];
const SUITE: [&str; 2] = ["requirements", "examples"];

fn main() -> Result<(), Box<dyn Error>> {
    watch("build.rs");
    put("server.json", &SERVER)?;
    put("suite.json", &SUITE)
}

/// Writes files and folders of files as one JSON object, contents by path.
fn put(target: &str, sources: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut files = Map::new();
    for source in sources {
        watch(source);
        add(Path::new(source), &mut files)?;
    }
    let target = Path::new(&std::env::var("OUT_DIR")?).join(target);
    fs::write(target, Value::Object(files).to_string())?;
    Ok(())
}

fn watch(path: &str) {
    println!("cargo::rerun-if-changed={path}");
}

fn add(path: &Path, files: &mut Map<String, Value>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::path);
        return entries
            .iter()
            .try_for_each(|entry| add(&entry.path(), files));
    }
    let name = path.to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(path)?;
    let content = if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?
    } else {
        read_yaml(&text).map_err(|error| format!("{name}: {error}"))?
    };
    files.insert(name, content);
    Ok(())
}

fn read_yaml(text: &str) -> Result<Value, Box<dyn Error>> {
    let mut events = Parser::new_from_str(text);
    loop {
        match events.next().ok_or("no document")??.0 {
            Event::StreamStart | Event::DocumentStart(_) => {}
            event => return compose(event, &mut events),
        }
    }
}

fn compose(
    event: Event<'_>,
    events: &mut Parser<'_, saphyr_parser::StrInput<'_>>,
) -> Result<Value, Box<dyn Error>> {
    Ok(match event {
        Event::Scalar(text, style, ..) => scalar(&text, style),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match events.next().ok_or("unfinished")??.0 {
                    Event::SequenceEnd => break Value::Array(items),
                    event => items.push(compose(event, events)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                match events.next().ok_or("unfinished")??.0 {
                    Event::MappingEnd => break Value::Object(map),
                    Event::Scalar(key, ..) => {
                        let event = events.next().ok_or("unfinished")??.0;
                        let item = compose(event, events)?;
                        if map.insert(key.to_string(), item).is_some() {
                            return Err(format!("`{key}` is there twice").into());
                        }
                    }
                    _ => return Err("a key is no scalar".into()),
                }
            }
        }
        other => return Err(format!("unexpected {other:?}").into()),
    })
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::from(text);
    }
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => text
            .parse::<i64>()
            .map_or_else(|_| Value::from(text), Value::from),
    }
}
