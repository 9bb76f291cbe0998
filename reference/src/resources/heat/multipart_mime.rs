//! `OS::Heat::MultipartMime`: several configurations in one message of several parts.

use async_trait::async_trait;
use heat_spec::Value;

use super::stored_config;
use crate::engine::Failure;
use crate::resources::mime::{self, Part};
use crate::resources::{ResourceType, Work};
use crate::software::configs::Wanted;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct MultipartMime;

#[async_trait]
impl ResourceType for MultipartMime {
    fn name(&self) -> &'static str {
        "OS::Heat::MultipartMime"
    }

    fn class_name(&self) -> &'static str {
        "MultipartMime"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut parts = Vec::new();
        for part in work.property("parts").as_list().unwrap_or_default() {
            parts.extend(parts_of(work, part).await?);
        }
        let config = Value::from(mime::message(&parts));
        let group = work.property("group").clone();
        let wanted = Wanted {
            config: &config,
            group: &group,
            ..stored_config::UNGROUPED
        };
        stored_config::create(work, wanted).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        stored_config::delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        stored_config::attribute(work, name).await
    }
}

/// The parts that an item of the property stands for: one, or those of a message in it.
async fn parts_of(work: &Work, item: &Value) -> Result<Vec<Part>, Failure> {
    let text = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
    let content = match stored_config::content(work, text("config")).await? {
        Some(content) => content,
        None => text("config").to_owned(),
    };
    if text("type") == "multipart" {
        return Ok(mime::parts(&content));
    }
    let (filename, mut subtype) = (text("filename"), text("subtype"));
    if subtype.is_empty() && !filename.is_empty() {
        subtype = stem(filename);
    }
    Ok(vec![Part {
        subtype: if subtype.is_empty() { "plain" } else { subtype }.to_owned(),
        filename: filename.to_owned(),
        content,
    }])
}

/// A file's name without what stands behind the last dot; a dot at the beginning is part of it.
fn stem(filename: &str) -> &str {
    match filename.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => filename,
    }
}
