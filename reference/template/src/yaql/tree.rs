//! An expression as it was parsed.

use std::rc::Rc;

use super::datum::Datum;

/// A part of an expression.
pub(crate) struct Node {
    /// What it is.
    pub(crate) kind: NodeKind,
    /// How many levels it has below itself.
    pub(crate) depth: usize,
}

/// What a part of an expression is.
pub(crate) enum NodeKind {
    /// A number, a text, `true`, `false`, `null`.
    Constant(Datum),
    /// A bare word, which stands for its own text or for a key.
    Word(Rc<str>),
    /// A variable, by its name without `$`.
    Variable(String),
    /// Something in parentheses.
    Wrap(Rc<Node>),
    /// `name => value`.
    Rule(Rc<Node>, Rc<Node>),
    /// `receiver.member` or `receiver?.member`.
    Member {
        /// What the member is of.
        receiver: Rc<Node>,
        /// The member.
        member: Rc<Node>,
        /// Whether nothing has nothing as each of its members.
        is_optional: bool,
    },
    /// `context -> expression`.
    Send(Rc<Node>, Rc<Node>),
    /// A function call, or an operator as a call of the function that stands for it.
    Call {
        /// The function.
        name: String,
        /// The arguments; nothing where one is left out between commas.
        arguments: Vec<Option<Rc<Node>>>,
        /// Whether it is written with its name, and may therefore be a method.
        is_named: bool,
    },
}

impl NodeKind {
    /// The parts that this one has.
    pub(crate) fn parts(&self) -> Vec<&Rc<Node>> {
        match self {
            Self::Constant(_) | Self::Word(_) | Self::Variable(_) => Vec::new(),
            Self::Wrap(inner) => vec![inner],
            Self::Rule(a, b) | Self::Send(a, b) => vec![a, b],
            Self::Member {
                receiver, member, ..
            } => vec![receiver, member],
            Self::Call { arguments, .. } => arguments.iter().flatten().collect(),
        }
    }
}
