//! Tokens of YAML.

use crate::yaml::cursor::Mark;

/// A token and where it is.
#[derive(Debug)]
pub(in crate::yaml) struct Token {
    pub(in crate::yaml) kind: TokenKind,
    pub(in crate::yaml) start: Mark,
    pub(in crate::yaml) end: Mark,
}

/// What a token is.
#[derive(Debug)]
pub(in crate::yaml) enum TokenKind {
    StreamEnd,
    Directive(Directive),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    /// The end of either.
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    /// The `-` of a sequence.
    BlockEntry,
    /// The `,` of a sequence or mapping.
    FlowEntry,
    /// The `?` of a mapping, or the place of a key without one.
    Key,
    /// The `:` of a mapping.
    Value,
    Alias(String),
    Anchor(String),
    Tag {
        /// What stands for a prefix; none if the suffix is the whole tag.
        handle: Option<String>,
        suffix: String,
    },
    Scalar {
        text: String,
        /// Whether it is neither quoted nor a block.
        is_plain: bool,
    },
}

/// A directive, which concerns the document after it.
#[derive(Clone, Debug)]
pub(in crate::yaml) enum Directive {
    Version {
        major: usize,
        minor: usize,
    },
    Tag {
        handle: String,
        prefix: String,
    },
    /// A directive that nobody knows.
    Other,
}

impl TokenKind {
    /// What PyYAML's messages call the token.
    pub(in crate::yaml) fn name(&self) -> &'static str {
        match self {
            Self::StreamEnd => "<stream end>",
            Self::Directive(_) => "<directive>",
            Self::DocumentStart => "<document start>",
            Self::DocumentEnd => "<document end>",
            Self::BlockSequenceStart => "<block sequence start>",
            Self::BlockMappingStart => "<block mapping start>",
            Self::BlockEnd => "<block end>",
            Self::FlowSequenceStart => "[",
            Self::FlowSequenceEnd => "]",
            Self::FlowMappingStart => "{",
            Self::FlowMappingEnd => "}",
            Self::BlockEntry => "-",
            Self::FlowEntry => ",",
            Self::Key => "?",
            Self::Value => ":",
            Self::Alias(_) => "<alias>",
            Self::Anchor(_) => "<anchor>",
            Self::Tag { .. } => "<tag>",
            Self::Scalar { .. } => "<scalar>",
        }
    }
}
