//! The action `createImage`: an image of a server.

use serde_json::{Map, Value, json};

use super::actions::check_status;
use super::server::{Server, Status};
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::invalid_field;
use crate::cloud::image;
use crate::cloud::json::text;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// Makes an image of a server; it is there at once.
pub(super) fn create_image(
    cloud: &mut Cloud,
    call: &Call,
    server: &Server,
    given: &Map<String, Value>,
) -> Answer {
    let name = text(given, "name");
    if !(1..=255).contains(&name.chars().count()) {
        return Err(invalid_field(
            "name",
            name,
            "It has to have 1 to 255 characters",
        ));
    }
    check_status(
        server,
        "createImage",
        &[
            Status::Active,
            Status::Shutoff,
            Status::Suspended,
            Status::Paused,
        ],
    )?;
    let mut properties = Map::new();
    if let Some(Value::Object(metadata)) = given.get("metadata") {
        properties.extend(
            metadata
                .iter()
                .filter(|(_, value)| value.is_string())
                .map(|(key, value)| (key.clone(), value.clone())),
        );
    }
    properties.insert("image_type".to_owned(), "snapshot".into());
    properties.insert("instance_uuid".to_owned(), server.id.clone().into());
    if let Some(base) = &server.image {
        properties.insert("base_image_ref".to_owned(), base.clone().into());
    }
    let id = image::make(cloud, &call.project, name, properties);
    Ok(Reply::json(202, json!({ "image_id": id })))
}
