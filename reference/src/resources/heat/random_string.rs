//! `OS::Heat::RandomString`: a generated secret, no cloud call.

use async_trait::async_trait;
use heat_spec::{Fault, Value, fault, value};
use heat_template::{Inquiry, Properties};
use rand::seq::{IndexedRandom, SliceRandom};

use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// What Python says of a character that is to come from none.
const NOTHING_TO_CHOOSE_FROM: &str = "Cannot choose from an empty sequence";

/// What upstream says where the property that has been replaced stands beside the one that
/// replaces it.
const TWO_CLASSES: &str = "Incorrect translation rule using - cannot resolve Add rule for non-list \
                           translation value \"character_classes.0\".";

/// What `sequence` may be, and the `class` of each of `character_classes`.
const CLASSES: [&str; 7] = [
    "lettersdigits",
    "letters",
    "lowercase",
    "uppercase",
    "digits",
    "hexdigits",
    "octdigits",
];

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct RandomString;

#[async_trait]
impl ResourceType for RandomString {
    fn name(&self) -> &'static str {
        "OS::Heat::RandomString"
    }

    fn class_name(&self) -> &'static str {
        "RandomString"
    }

    /// Upstream moves what stands in `sequence` to another property before it looks at what it may
    /// be, and does not look there: only an empty one is refused, by `validate`.
    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {"sequence": {"constraints": []}}}"#
    }

    fn validate(
        &self,
        resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let sequence = properties.get("sequence");
        if !sequence.is_null() && !sequence.is_truthy() {
            let path = ["resources", resource_name, "properties", "sequence"];
            let message = format!(
                "{} is not an allowed value {}",
                sequence.to_json(),
                value!(CLASSES.to_vec()).to_json()
            );
            return Err(fault::validation_failed(message)
                .headed("Property error")
                .under(&path));
        }
        let classes = properties.get("character_classes");
        // What is given just like the default cannot be told from that.
        let default = value!([{ "class": "lettersdigits", "min": 1 }]);
        if !sequence.is_null() && *classes != default {
            let path = [
                "resources",
                resource_name,
                "properties",
                "character_classes",
                "0",
            ];
            return Err(fault::validation_failed(TWO_CLASSES)
                .headed("Property error")
                .under(&path));
        }
        let n_required: i64 = alphabets(properties)
            .iter()
            .map(|(_, minimum)| minimum)
            .sum();
        if n_required > length(properties) {
            return Err(fault::validation_failed(
                "Length property cannot be smaller than combined character class and character \
                 sequence minimums",
            ));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        if work.data("value").is_none() {
            let sequence = work.property("sequence").as_str();
            if sequence.is_some_and(|sequence| !CLASSES.contains(&sequence)) {
                return Err(Failure::new("AssertionError", ""));
            }
            let text = generate(&alphabets(&work.properties), length(&work.properties))
                .ok_or_else(|| Failure::new("IndexError", NOTHING_TO_CHOOSE_FROM))?;
            work.set_data("value", Value::from(text)).await?;
        }
        let name = work.physical_name.clone();
        work.set_physical_id(&name).await
    }

    async fn delete(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        let value = if name == "value" {
            work.data("value").cloned()
        } else {
            None
        };
        Ok(value.unwrap_or_default())
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        match (&record.physical_resource_id, record.data.get("value")) {
            (Some(_), Some(value)) => value.clone(),
            _ => Value::from(&record.name),
        }
    }
}

fn length(properties: &Properties) -> i64 {
    properties.get("length").as_i64().unwrap_or(32)
}

/// The alphabets to draw from, each with the least number of characters from it.
fn alphabets(properties: &Properties) -> Vec<(String, i64)> {
    let sequences = properties
        .get("character_sequences")
        .as_list()
        .unwrap_or_default()
        .iter();
    let minimum = |item: &Value| item.get("min").and_then(Value::as_i64).unwrap_or(1);
    let text = |item: &Value, key| item.get(key).map(Value::python_str).unwrap_or_default();
    // The name that the property `character_classes` has replaced.
    let sequence = properties.get("sequence");
    if sequence.is_truthy() {
        return sequences
            .map(|item| (text(item, "sequence"), minimum(item)))
            .chain([(class(&sequence.python_str()), 1)])
            .collect();
    }
    let classes = properties
        .get("character_classes")
        .as_list()
        .unwrap_or_default()
        .iter();
    sequences
        .map(|item| (text(item, "sequence"), minimum(item)))
        .chain(classes.map(|item| (class(&text(item, "class")), minimum(item))))
        .collect()
}

/// The characters of a named class.
fn class(name: &str) -> String {
    let lower = || 'a'..='z';
    let upper = || 'A'..='Z';
    let digits = || '0'..='9';
    match name {
        "letters" => lower().chain(upper()).collect(),
        "lowercase" => lower().collect(),
        "uppercase" => upper().collect(),
        "digits" => digits().collect(),
        "hexdigits" => digits().chain('A'..='F').collect(),
        "octdigits" => ('0'..='7').collect(),
        _ => lower().chain(upper()).chain(digits()).collect(),
    }
}

/// Draws the least number from each alphabet, fills up from all of them, and shuffles; nothing if
/// an alphabet to draw from is empty.
fn generate(alphabets: &[(String, i64)], length: i64) -> Option<String> {
    let mut random = rand::rng();
    let mut characters: Vec<char> = Vec::new();
    let mut all: Vec<char> = Vec::new();
    for (alphabet, minimum) in alphabets {
        let alphabet: Vec<char> = alphabet.chars().collect();
        for _ in 0..*minimum {
            characters.push(*alphabet.choose(&mut random)?);
        }
        all.extend(alphabet);
    }
    let length = usize::try_from(length).unwrap_or(0);
    while characters.len() < length {
        characters.push(*all.choose(&mut random)?);
    }
    characters.shuffle(&mut random);
    Some(characters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits_are_in_upper_case() {
        assert_eq!(class("hexdigits"), "0123456789ABCDEF");
    }

    #[test]
    fn every_class_gives_its_least_number() {
        let alphabets = [
            (class("digits"), 3),
            (class("uppercase"), 2),
            ("-_".to_owned(), 1),
        ];
        for _ in 0..50 {
            let text = generate(&alphabets, 10).unwrap();
            assert_eq!(text.chars().count(), 10);
            assert!(
                text.chars().filter(char::is_ascii_digit).count() >= 3,
                "{text}"
            );
            assert!(
                text.chars().filter(char::is_ascii_uppercase).count() >= 2,
                "{text}"
            );
            assert!(text.contains(['-', '_']), "{text}");
        }
    }

    #[test]
    fn nothing_is_drawn_from_an_empty_sequence() {
        let empty = |minimum| (String::new(), minimum);
        assert_eq!(generate(&[empty(1)], 3), None);
        assert_eq!(generate(&[empty(0)], 3), None);
        assert_eq!(generate(&[empty(1), (class("digits"), 1)], 3), None);
        // The other alphabets suffice where nothing must come from the empty one.
        let text = generate(&[empty(0), (class("digits"), 1)], 3).unwrap();
        assert_eq!(text.len(), 3);
        assert_eq!(generate(&[empty(0)], 0).unwrap(), "");
    }
}
