//! Images.

use serde_json::{Value, json};

use super::bench::{Bench, OTHER, id};
use crate::cloud::service::Service::{Compute, Image};

#[test]
fn images_are_found_by_name_and_by_id() {
    let mut bench = Bench::new();
    let name = "Ubuntu%2012.04%20LTS%20(Precise%20Pangolin)%20(PV)";
    let body = bench.get(Image, &format!("/v2/images?name={name}&limit=20"));
    let image = &body["images"][0];
    assert_eq!(image["status"], "active");
    let by_id = bench.get(Image, &format!("/v2/images/{}", id(image)));
    assert_eq!(by_id["name"], "Ubuntu 12.04 LTS (Precise Pangolin) (PV)");
    let body = bench.get(Image, "/v2/images?name=nonsense");
    assert_eq!(body["images"], json!([]));
    let (status, page) = bench.refused_get(Image, "/v2/images/nonsense");
    assert_eq!(status, 404);
    assert!(page.contains("No image found with ID nonsense"), "{page}");
}

#[test]
fn a_long_list_goes_on_elsewhere() {
    let mut bench = Bench::new();
    let mut seen = Vec::new();
    let mut path = "/v2/images?limit=7".to_owned();
    loop {
        let body = bench.get(Image, &path);
        let page = body["images"].as_array().unwrap().clone();
        assert!(page.len() <= 7);
        seen.extend(page.iter().map(id));
        match body.get("next").and_then(Value::as_str) {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    let all = bench.get(Image, "/v2/images?limit=1000");
    let all: Vec<String> = all["images"].as_array().unwrap().iter().map(id).collect();
    assert_eq!(seen, all);
}

#[test]
fn an_image_of_a_server_belongs_to_its_project() {
    let mut bench = Bench::new();
    let server = bench.boot(&json!({}));
    bench.wait();
    let body = bench.post(
        Compute,
        &format!("/v2.1/servers/{server}/action"),
        &json!({ "createImage": { "name": "copy", "metadata": { "a": "b", "id": "x" } } }),
    );
    let path = format!("/v2/images/{}", body["image_id"].as_str().unwrap());
    let image = bench.get(Image, &path);
    assert_eq!(image["name"], "copy");
    assert_eq!(image["instance_uuid"], json!(server));
    assert_eq!(image["a"], "b");
    assert_ne!(image["id"], "x");
    bench.project = OTHER;
    assert_eq!(bench.refused_get(Image, &path).0, 404);
    bench.project = super::bench::PROJECT;
    assert_eq!(bench.delete(Image, &path).0, 204);
    let seeded = "/v2/images/40be8d1a-3eb9-40de-8abd-43237517384f";
    assert_eq!(bench.delete(Image, seeded).0, 403);
}
