//! `value!`: a value written as JSON, with Rust expressions in it.

/// Builds a [`Value`](crate::Value) from JSON-like text; expressions that are `Into<Value>` may
/// stand wherever a value may.
///
/// ```
/// use heat_spec::value;
/// let name = "web";
/// let body = value!({ "stack": { "id": null, "stack_name": name, "tags": ["a", 1] } });
/// assert_eq!(body.to_json(), r#"{"stack": {"id": null, "stack_name": "web", "tags": ["a", 1]}}"#);
/// ```
#[macro_export]
macro_rules! value {
    (null) => { $crate::Value::Null };
    ([ $($tokens:tt)* ]) => { $crate::Value::List($crate::value!(@list [] $($tokens)*)) };
    ({ $($tokens:tt)* }) => {{
        #[allow(unused_mut, clippy::allow_attributes, reason = "an empty map is not changed")]
        let mut map = $crate::Map::new();
        $crate::value!(@map map $($tokens)*);
        $crate::Value::Map(map)
    }};

    // Lists: finished items on the left, tokens on the right.
    (@list [$($done:expr,)*]) => { vec![$($done,)*] };
    (@list [$($done:expr,)*] null $(, $($rest:tt)*)?) => {
        $crate::value!(@list [$($done,)* $crate::Value::Null,] $($($rest)*)?)
    };
    (@list [$($done:expr,)*] [$($inner:tt)*] $(, $($rest:tt)*)?) => {
        $crate::value!(@list [$($done,)* $crate::value!([$($inner)*]),] $($($rest)*)?)
    };
    (@list [$($done:expr,)*] {$($inner:tt)*} $(, $($rest:tt)*)?) => {
        $crate::value!(@list [$($done,)* $crate::value!({$($inner)*}),] $($($rest)*)?)
    };
    (@list [$($done:expr,)*] $item:expr $(, $($rest:tt)*)?) => {
        $crate::value!(@list [$($done,)* $crate::Value::from($item),] $($($rest)*)?)
    };

    // Maps: one `key: value` pair at a time.
    (@map $map:ident) => {};
    (@map $map:ident $key:tt : null $(, $($rest:tt)*)?) => {
        $map.insert($crate::Key::from($key), $crate::Value::Null);
        $crate::value!(@map $map $($($rest)*)?);
    };
    (@map $map:ident $key:tt : [$($inner:tt)*] $(, $($rest:tt)*)?) => {
        $map.insert($crate::Key::from($key), $crate::value!([$($inner)*]));
        $crate::value!(@map $map $($($rest)*)?);
    };
    (@map $map:ident $key:tt : {$($inner:tt)*} $(, $($rest:tt)*)?) => {
        $map.insert($crate::Key::from($key), $crate::value!({$($inner)*}));
        $crate::value!(@map $map $($($rest)*)?);
    };
    (@map $map:ident $key:tt : $item:expr $(, $($rest:tt)*)?) => {
        $map.insert($crate::Key::from($key), $crate::Value::from($item));
        $crate::value!(@map $map $($($rest)*)?);
    };

    ($other:expr) => { $crate::Value::from($other) };
}
