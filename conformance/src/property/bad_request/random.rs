//! Random changes of the requests of an operation.

use heat_spec::Catalogue;
use heat_spec::catalogue::Operation;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Union};
use serde_json::Value;

use super::awkward::{HEADERS, TEXTS};
use super::fields::fields;
use super::odd_json::odd_json;
use super::odd_template::random_template;
use super::{BadRequest, Change};

/// Bad requests of an operation, one to three changes each.
pub(crate) fn random(catalogue: &Catalogue, operation: &Operation) -> BoxedStrategy<BadRequest> {
    let mut changes: Vec<(u32, BoxedStrategy<Change>)> = vec![(1, header()), (3, query(operation))];
    if operation.path.parameters().next().is_some() {
        changes.push((2, segment()));
    }
    if let Some(request) = &operation.request {
        changes.push((12, in_body(fields(catalogue, &request.schema))));
    } else {
        changes.push((1, ".{0,9}".prop_map(Change::Body).boxed()));
    }
    vec(Union::new_weighted(changes), 1..=3).boxed()
}

fn in_body(names: Vec<String>) -> BoxedStrategy<Change> {
    let place = || 0..200_usize;
    let template = random_template().prop_map(|text| Change::Field {
        name: "template".to_owned(),
        json: Value::from(text).to_string(),
    });
    prop_oneof![
        8 => (place(), odd_json()).prop_map(|(place, json)| Change::Value { place, json }),
        2 => (place(), odd_text()).prop_map(|(place, name)| Change::Key { place, name }),
        2 => place().prop_map(|place| Change::Missing { place }),
        3 => (select(names), odd_json()).prop_map(|(name, json)| Change::Field { name, json }),
        3 => template,
        1 => odd_json().prop_map(Change::Body),
        1 => vec(any::<u8>(), 0..9).prop_map(Change::Bytes),
    ]
    .boxed()
}

fn query(operation: &Operation) -> BoxedStrategy<Change> {
    let mut names = vec!["unknown".to_owned()];
    let known = operation.query_parameters.iter();
    names.extend(known.map(|parameter| parameter.name.clone()));
    (select(names), encoded_text())
        .prop_map(|(name, text)| Change::Query(format!("{name}={text}")))
        .boxed()
}

fn segment() -> BoxedStrategy<Change> {
    (0..4_usize, encoded_text())
        .prop_filter("it would not be sent", |(_, text)| !is_walk(text))
        .prop_map(|(parameter, text)| Change::Segment { parameter, text })
        .boxed()
}

/// Whether clients take a segment out of a path before they send it.
fn is_walk(text: &str) -> bool {
    let text = text.to_ascii_lowercase().replace("%2e", ".");
    text == "." || text == ".."
}

fn header() -> BoxedStrategy<Change> {
    let names = select(vec![
        "content-type",
        "accept",
        "accept-language",
        "if-match",
    ]);
    let odd = (names, "[ -~]{0,20}").prop_map(|(name, value)| (name, value.trim().to_owned()));
    let known = select(&HEADERS[..]).prop_map(|(name, value)| (name, value.to_owned()));
    prop_oneof![known, odd]
        .prop_map(|(name, value)| Change::Header {
            name: name.to_owned(),
            value,
        })
        .boxed()
}

/// A text for a URL, rightly or wrongly encoded.
fn encoded_text() -> BoxedStrategy<String> {
    prop_oneof![
        2 => select(&TEXTS[..]).prop_map(str::to_owned),
        1 => "(%[0-9a-fA-F]{2}|%|[a-z0-9._~+-]){0,12}",
        1 => any::<String>().prop_map(|text| crate::client::encoded_segment(&text)),
    ]
    .boxed()
}

fn odd_text() -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), ".{1,5}", Just("a".repeat(300))].boxed()
}
