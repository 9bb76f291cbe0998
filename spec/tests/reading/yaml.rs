//! YAML reads as Heat reads it.

use heat_spec::json::MAX_DEPTH;
use heat_spec::yaml::{self, Limits, Position, YamlErrorKind};
use heat_spec::{Value, value};

use crate::table;

fn read(text: &str) -> Value {
    yaml::read(text, &Limits::default()).unwrap().value
}

fn kind(text: &str, limits: &Limits) -> YamlErrorKind {
    yaml::read(text, limits).unwrap_err().kind
}

#[test]
fn every_row_of_the_table_reads_as_in_heat() {
    let limits = Limits::default();
    let n_rows = table::check(include_str!("yaml_cases.jsonl"), |text| {
        yaml::read(text, &limits).map(|document| document.value)
    });
    assert!(n_rows > 250, "{n_rows} rows");
}

#[test]
fn errors_know_their_kind_and_place() {
    let limits = Limits::default();
    let error = yaml::read("a: 1\nb: [1\nc: 2\n", &limits).unwrap_err();
    assert_eq!((error.line, error.column), (3, 2));
    insta::assert_snapshot!(error, @r#"
    while parsing a flow sequence
      in "<unicode string>", line 2, column 4:
        b: [1
           ^
    expected ',' or ']', but got ':'
      in "<unicode string>", line 3, column 2:
        c: 2
         ^
    "#);
    for (text, expected) in [
        ("a: 1\nb: [1\nc: 2\n", YamlErrorKind::Syntax),
        ("\u{1}", YamlErrorKind::Character),
        ("*a", YamlErrorKind::Anchor),
        ("[&a 1, &a 2]", YamlErrorKind::Anchor),
        ("&a [*a]", YamlErrorKind::Anchor),
        ("--- a\n--- b", YamlErrorKind::Documents),
        ("!Ref a", YamlErrorKind::Tag),
        ("{[a]: b}", YamlErrorKind::Node),
        ("!!int a", YamlErrorKind::Scalar),
    ] {
        assert_eq!(kind(text, &limits), expected, "{text}");
    }
}

#[test]
fn keys_that_are_no_text_are_kept() {
    let read = read("1: a\n~: b\non: c\n1.5: d\n");
    assert_eq!(read.python_repr(), "{1: 'c', None: 'b', 1.5: 'd'}");
}

#[test]
fn duplicate_keys_are_told() {
    let text = "a: 1\nb:\n  - c/d: 1\n    c/d: 2\n  - <<: {e: 1}\n    e: 2\na: 3\n1: x\n1: y\n";
    let document = yaml::read(text, &Limits::default()).unwrap();
    let duplicates: Vec<_> = document
        .duplicates
        .iter()
        .map(|it| (it.pointer.as_str(), it.position.line, it.position.column))
        .collect();
    assert_eq!(
        duplicates,
        [("/a", 7, 1), ("/1", 9, 1), ("/b/0/c~1d", 4, 5)]
    );
    assert_eq!(
        document.value.pointer("/b"),
        Some(&value!([{ "c/d": 2 }, { "e": 2 }]))
    );
}

#[test]
fn only_so_many_duplicate_keys_are_told() {
    let document = yaml::read(&"a: 1\n".repeat(500), &Limits::default()).unwrap();
    assert_eq!(document.duplicates.len(), 100);
}

#[test]
fn places_are_found_by_pointer() {
    let text = "a: &x\n  b: 1\nc:\n  - d\n  - <<: *x\n    e/f: 2\n";
    let document = yaml::read(text, &Limits::default()).unwrap();
    let place = |pointer: &str| document.position(pointer).map(|it| (it.line, it.column));
    assert_eq!(place(""), Some((1, 1)));
    assert_eq!(place("/a"), Some((1, 1)));
    assert_eq!(place("/a/b"), Some((2, 3)));
    assert_eq!(place("/c/0"), Some((4, 5)));
    assert_eq!(place("/c/1/e~1f"), Some((6, 5)));
    assert_eq!(place("/c/1/b"), Some((2, 3)), "where it was merged from");
    for pointer in ["/c/2", "/c/x", "/a/b/c", "/nope", "a"] {
        assert_eq!(document.position(pointer), None::<Position>, "{pointer}");
        assert_eq!(document.value.pointer(pointer), None, "{pointer}");
    }
}

#[test]
fn length_is_limited_in_characters() {
    let limits = Limits {
        characters: 5,
        ..Limits::default()
    };
    assert!(yaml::read("a: éé", &limits).is_ok());
    assert_eq!(kind("a: ééé", &limits), YamlErrorKind::TooLong);
}

#[test]
fn depth_is_limited_aliases_followed() {
    let limits = Limits {
        depth: 3,
        ..Limits::default()
    };
    for text in [
        "[[[1]]]",
        "- - - 1",
        "a:\n  b:\n    c: 1\n",
        "[&a [1], [*a]]",
    ] {
        assert!(yaml::read(text, &limits).is_ok(), "{text}");
    }
    for text in [
        "[[[[1]]]]",
        "- - - - 1",
        "a: {b: {c: []}}",
        "[&a [[1]], [*a]]",
    ] {
        assert_eq!(kind(text, &limits), YamlErrorKind::TooDeep, "{text}");
    }
    let limits = Limits {
        depth: usize::MAX,
        ..Limits::of_any_length()
    };
    for opening in ["[", "- ", "? ", "{a: ", "&a [", "!!map {a: "] {
        let text = opening.repeat(200_000);
        assert_eq!(kind(&text, &limits), YamlErrorKind::TooDeep, "{opening}");
    }
    let text = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
    assert!(yaml::read(&text, &limits).is_ok());
}

#[test]
fn nodes_are_limited_aliases_followed() {
    let limits = Limits {
        nodes: 10,
        ..Limits::default()
    };
    assert!(yaml::read("[&a [1, 2], *a, *a]", &limits).is_ok());
    let error = yaml::read("[&a [1, 2], *a, *a, *a]", &limits).unwrap_err();
    assert_eq!(error.kind, YamlErrorKind::TooManyNodes);
    assert_eq!((error.line, error.column), (1, 21));
}

#[test]
fn laughter_does_not_spread() {
    let nested = |first: &str, alias: &str| {
        let levels = (1..30).map(|level| {
            let aliases = vec![format!("*x{}", level - 1); 9].join(", ");
            format!("x{level}: &x{level} {}\n", alias.replace('@', &aliases))
        });
        format!("x0: &x0 {first}\n") + &levels.collect::<String>()
    };
    let limits = Limits::default();
    for text in [nested("a", "[@]"), nested("{a: 1}", "{<<: [@]}")] {
        assert_eq!(kind(&text, &limits), YamlErrorKind::TooManyNodes);
    }
    // Without aliases, merging copies the innermost pairs once for every level.
    let pairs: Vec<_> = (0..5000).map(|index| format!("k{index}: 1")).collect();
    let text = "{<<: ".repeat(200) + &format!("{{{}}}", pairs.join(", ")) + &"}".repeat(200);
    assert_eq!(kind(&text, &limits), YamlErrorKind::TooManyNodes);
}

#[test]
fn numbers_that_python_cannot_print_are_refused() {
    let limits = Limits::default();
    let ones = |n| "1".repeat(n);
    for text in [
        ones(4301),
        format!("0x{}", ones(5000)),
        format!("0b{}", ones(5000)),
        format!("1{}", ":1".repeat(5000)),
        format!("1{}.0", ":1".repeat(5000)),
    ] {
        assert_eq!(kind(&text, &limits), YamlErrorKind::Scalar);
    }
    assert_eq!(read(&ones(4300)).python_repr(), ones(4300));
}
