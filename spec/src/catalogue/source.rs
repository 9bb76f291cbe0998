//! Where something is documented.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Where something is documented.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document's short name, a key of [`Catalogue::documents`](super::Catalogue::documents).
    pub document: String,
    /// The section in it.
    pub section: String,
}

/// Reads sources as the files of the catalogue write them: a map from document to section.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Source>, D::Error> {
    deserializer.deserialize_any(Sources)
}

struct Sources;

impl<'de> Visitor<'de> for Sources {
    type Value = Vec<Source>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map from documents to sections")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut sources = Vec::new();
        while let Some((document, section)) = map.next_entry()? {
            sources.push(Source { document, section });
        }
        Ok(sources)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut sources = Vec::new();
        while let Some(source) = items.next_element()? {
            sources.push(source);
        }
        Ok(sources)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_they_are_written_by_hand_and_by_programs() {
        let by_hand = serde_json::json!({ "api-ref": "Show stack", "recording": "GET" });
        let sources = read(by_hand).unwrap();
        assert_eq!(sources.len(), 2);
        let written = serde_json::to_value(&sources).unwrap();
        assert_eq!(read(written).unwrap(), sources);
    }
}
