//! What holds for all texts and values.

use heat_spec::yaml::{self, Limits, read_environment, read_template};
use heat_spec::{Key, Number, Value, json};
use proptest::prelude::*;

/// Texts with much of what has a meaning in YAML or JSON.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        3 => "[-?:,\\[\\]{}#&*!|>'\"%@`\\\\~=<. \n\t\r]",
        2 => "[a-c0-9]{1,3}",
        1 => prop::sample::select(vec![
            "- ", ": ", "? ", "\n  ", "\n- ", "---", "...", "<<: ", "&a ", "*a", "!!str ", "!a ", "|\n ",
            ">-\n  ", "'a\n b'", "\"\\x41\"", "\\ud83d", "%YAML 1.1\n", "%TAG ! x\n", "1:30", "0x1f", "1e5",
            "null", "true", "NaN", "Infinity", "\u{feff}", "\u{85}", "\u{2028}", "é", "😀",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Values as JSON has them, with floats that YAML reads as such.
fn values() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "-?[1-9][0-9]{18,40}".prop_map(|digits| {
            Number::parse_integer(&digits, 10).map_or(Value::Null, Value::Number)
        }),
        (-1_000_000_i32..1_000_000).prop_map(|number| Value::from(f64::from(number) / 1000.0)),
        ".{0,20}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::vec((".{0,12}".prop_map(Key::from), inner), 0..6)
                .prop_map(Value::from_iter),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(text in texts()) {
        let limits = Limits { characters: 100, depth: 10, nodes: 50 };
        let _ = json::read(&text);
        let _ = yaml::read(&text, &limits);
        let _ = read_template(&text, &Limits::default());
        let _ = read_environment(&text);
    }

    #[test]
    fn errors_have_a_place_in_the_text(text in texts()) {
        let n_lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count();
        if let Err(error) = yaml::read(&text, &Limits::default()) {
            prop_assert!((1..=n_lines).contains(&error.line), "line {}", error.line);
            prop_assert!((1..=text.chars().count() + 1).contains(&error.column));
        }
        if let Err(error) = json::read(&text) {
            prop_assert!((1..=n_lines).contains(&error.line), "line {}", error.line);
            prop_assert!(error.character <= text.chars().count());
        }
    }

    #[test]
    fn what_is_written_as_json_is_read_back(value in values()) {
        let text = value.to_json();
        prop_assert_eq!(&json::read(&text).unwrap(), &value);
        let document = yaml::read(&text, &Limits::default()).unwrap();
        prop_assert_eq!(&document.value, &value);
        prop_assert_eq!(document.duplicates, vec![]);
    }
}
