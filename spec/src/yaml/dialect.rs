//! The two parsers that Heat has for YAML.

/// Which of Heat's two parsers is imitated.
///
/// Heat reads with libyaml. Only if that refuses a text, it reads again with the parser that
/// PyYAML has in Python, to show the better message of the two; and should that parser accept
/// the text, its result counts. The two differ in a few places, mostly around tabs. (In that
/// second reading Heat forgets to keep dates as text. Here they are text all the same.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The C library, version 0.2.5, as in PyYAML 6.
    LibYaml,
    /// PyYAML's own parser, whose messages are the ones that clients see.
    PyYaml,
}
