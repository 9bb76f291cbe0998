//! What comes from a mutilated text is an answer as well: a value or a fault, never a panic, never
//! two answers to one question.
//!
//! Texts of `corpus/` are cut, doubled, spliced and sprinkled with odd bytes. `HEAT_CORPUS_CASES`
//! (600) and `HEAT_CORPUS_SEED` (1) choose how many are tried, and which; a text that was not
//! answered is shown, and belongs into the corpus from then on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use heat_spec::yaml::{Limits, read_environment, read_template};
use heat_spec::{Value, value};
use heat_template::Initial;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

use crate::support::{Operation, refused, request};

/// Templates, each tried alone and beside the environment.
const TEMPLATES: &[&str] = &[
    include_str!("../corpus/hot.yaml"),
    include_str!("../corpus/cloud_formation.yaml"),
    include_str!("../corpus/yaml.yaml"),
];

const ENVIRONMENT: &str = include_str!("../corpus/environment.yaml");

/// What texts are sprinkled with: signs of YAML, words of the languages, numbers at their ends.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "- ",
    "&a ",
    "*a",
    "<<: ",
    "!!map ",
    "!x ",
    "|\n",
    ">-\n",
    "\"",
    "'",
    "\\",
    "#",
    "%",
    "\t",
    "\n",
    "\r",
    "\u{feff}",
    "\u{0}",
    "\u{2028}",
    "é",
    "?",
    "~",
    "null",
    "true",
    "999999999999999999999",
    "-0",
    "1e999",
    ".nan",
    "0x",
    "{if: [c, 1]}",
    "{get_param: j}",
    "{Ref: l}",
    "{repeat: {template: a, for_each: {a: [b]}}}",
    "Fn::If",
    "{get_attr: [q, value, 0]}",
    "{list_join: ['', ",
    "[[[[[[[[[[[[[[[[",
    "{a: {a: {a: {a: {a: ",
];

#[test]
fn mutilated_texts_are_answered() {
    let number = |name: &str, default: u64| {
        let text = std::env::var(format!("HEAT_CORPUS_{name}"));
        text.map_or(default, |text| text.parse().unwrap())
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number("SEED", 1).to_le_bytes());
    let mut random = Random(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    for _ in 0..number("CASES", 600) {
        let text = random_item(TEMPLATES, &mut random);
        let template = random.mutilated(text);
        let environment = match random.below(4) {
            0 => random.mutilated(ENVIRONMENT),
            _ => String::new(),
        };
        let answers = catch_unwind(AssertUnwindSafe(|| {
            let first = told(&template, &environment);
            assert_eq!(first, told(&template, &environment));
        }));
        assert!(
            answers.is_ok(),
            "not answered:\n{template}\nwith the environment:\n{environment}"
        );
    }
}

/// A template that is printed as JSON and read again means the same.
#[test]
fn templates_mean_the_same_as_json() {
    for text in TEMPLATES {
        let document = read_template(text, &Limits::default()).unwrap();
        let again = read_template(&document.to_json(), &Limits::default()).unwrap();
        assert_eq!(
            answer(&document, &Value::Null),
            answer(&again, &Value::Null)
        );
    }
}

/// Everything that can be asked of the texts, as text.
fn told(template: &str, environment: &str) -> String {
    let template = match read_template(template, &Limits::default()) {
        Ok(template) => template,
        Err(error) => return error.to_string(),
    };
    let environment = match read_environment(environment) {
        Ok(environment) => environment,
        Err(error) => return error.to_string(),
    };
    answer(&template, &environment)
}

fn answer(template: &Value, environment: &Value) -> String {
    let body = value!({
        "template": template,
        "environment": environment,
        "files": { "f": "content" },
    });
    let operations = [Operation::Validate, Operation::Preview];
    let answers = operations.map(|operation| match request(operation, &body) {
        Err(fault) => refused(operation, &fault).to_json(),
        Ok(stack) => {
            let outputs = stack.outputs().unwrap().keys();
            let values = outputs.map(|name| format!("{:?}", stack.output(name, &Initial)));
            let resources = stack.resources().keys();
            let frozen = resources.map(|name| format!("{:?}", stack.frozen(name, &Initial)));
            values.chain(frozen).collect::<Vec<_>>().join("\n")
        }
    });
    answers.join("\n")
}

struct Random(TestRng);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % end.max(1)
    }

    /// A place between characters.
    fn place(&mut self, text: &str) -> usize {
        let place = self.below(text.len() + 1);
        (place..=text.len())
            .find(|place| text.is_char_boundary(*place))
            .unwrap_or_default()
    }

    /// A stretch, mostly short.
    fn stretch<'t>(&mut self, text: &'t str) -> (usize, usize, &'t str) {
        let start = self.place(text);
        let most = if self.below(4) == 0 { text.len() } else { 24 };
        let rest = &text[start..];
        let end = start + self.place(&rest[..rest.floor_char_boundary(most)]);
        (start, end, &text[start..end])
    }

    fn mutilated(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..=self.below(4) {
            let (start, end, stretch) = self.stretch(&text);
            let put = match self.below(4) {
                0 => String::new(),
                1 => stretch.repeat(2),
                2 => random_item(PIECES, self).to_owned(),
                _ => {
                    let other = random_item(TEMPLATES, self);
                    self.stretch(other).2.to_owned()
                }
            };
            text.replace_range(start..end, &put);
        }
        text
    }
}

fn random_item(items: &[&'static str], random: &mut Random) -> &'static str {
    items[random.below(items.len())]
}
