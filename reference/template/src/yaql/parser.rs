//! Reading an expression: operators by how tightly they bind.

use std::rc::Rc;

use super::datum::Datum;
use super::lexer::{Lexer, Token, TokenKind};
use super::limits::DEPTH;
use super::syntax::SyntaxError;
use super::tree::{Node, NodeKind};

/// The binding of operators between two values; those that bind tighter have the higher number.
const BINARY: &[(&str, u8)] = &[
    ("->", 2),
    ("or", 4),
    ("and", 6),
    (">", 10),
    ("<", 10),
    (">=", 10),
    ("<=", 10),
    ("!=", 10),
    ("=", 10),
    ("in", 10),
    ("+", 12),
    ("-", 12),
    ("*", 14),
    ("/", 14),
    ("mod", 14),
    ("=~", 16),
    ("!~", 16),
    ("[", 20),
    (".", 22),
    ("?.", 22),
];

/// The binding of operators before a value.
const UNARY: &[(&str, u8)] = &[("not", 8), ("+", 18), ("-", 18)];

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Rc<Node>, SyntaxError> {
    let mut parser = Parser {
        text,
        lexer: Lexer::new(text),
        next: None,
        levels: 0,
    };
    parser.advance()?;
    let node = parser.expression(0)?;
    match parser.next {
        None => Ok(node),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'t> {
    text: &'t str,
    lexer: Lexer,
    next: Option<Token>,
    levels: usize,
}

impl Parser<'_> {
    fn expression(&mut self, least: u8) -> Result<Rc<Node>, SyntaxError> {
        if self.levels >= DEPTH {
            return Err(too_deep());
        }
        self.levels += 1;
        let mut left = self.prefix()?;
        while let Some((operator, binding)) = self.binary().filter(|(_, binding)| *binding >= least)
        {
            self.advance()?;
            left = self.behind(left, operator, binding)?;
        }
        self.levels -= 1;
        Ok(left)
    }

    fn binary(&self) -> Option<(&'static str, u8)> {
        match self.next.as_ref()?.kind {
            TokenKind::Mark(mark) => BINARY.iter().find(|(known, _)| *known == mark).copied(),
            _ => None,
        }
    }

    /// What an operator makes of the value before it.
    fn behind(
        &mut self,
        left: Rc<Node>,
        operator: &str,
        binding: u8,
    ) -> Result<Rc<Node>, SyntaxError> {
        match operator {
            "->" => {
                let right = self.expression(binding)?;
                node(NodeKind::Send(left, right))
            }
            "[" => {
                let mut arguments = self.arguments("]")?;
                arguments.insert(0, Some(left));
                call("#indexer".to_owned(), arguments)
            }
            "." | "?." => {
                let member = self.expression(binding + 1)?;
                node(NodeKind::Member {
                    receiver: left,
                    member,
                    is_optional: operator == "?.",
                })
            }
            _ => {
                let right = self.expression(binding + 1)?;
                let name = match operator {
                    "=" => "*equal".to_owned(),
                    "!=" => "*not_equal".to_owned(),
                    _ => format!("#operator_{operator}"),
                };
                call(name, vec![Some(left), Some(right)])
            }
        }
    }

    fn prefix(&mut self) -> Result<Rc<Node>, SyntaxError> {
        let Some(token) = &self.next else {
            return Err(SyntaxError::End);
        };
        let kind = token.kind.clone();
        if let TokenKind::Mark(mark) = kind {
            return self.marked(mark);
        }
        self.advance()?;
        match kind {
            TokenKind::Text(text) => node(NodeKind::Constant(Datum::from(text))),
            TokenKind::Number(number) => node(NodeKind::Constant(Datum::Number(number))),
            TokenKind::Bool(truth) => node(NodeKind::Constant(Datum::Bool(truth))),
            TokenKind::Null => node(NodeKind::Constant(Datum::Null)),
            TokenKind::Word(word) => node(NodeKind::Word(Rc::from(word))),
            TokenKind::Variable(name) => node(NodeKind::Variable(name)),
            TokenKind::Function(name) => {
                let arguments = self.arguments(")")?;
                node(NodeKind::Call {
                    name,
                    arguments,
                    is_named: true,
                })
            }
            TokenKind::Mark(_) => Err(self.unexpected()),
        }
    }

    fn marked(&mut self, mark: &'static str) -> Result<Rc<Node>, SyntaxError> {
        if let Some((operator, binding)) = UNARY.iter().find(|(known, _)| *known == mark) {
            self.advance()?;
            let operand = self.expression(*binding)?;
            return call(format!("#unary_operator_{operator}"), vec![Some(operand)]);
        }
        match mark {
            "(" => {
                self.advance()?;
                let inner = self.expression(0)?;
                self.expect(")")?;
                node(NodeKind::Wrap(inner))
            }
            "[" => {
                self.advance()?;
                let arguments = self.arguments("]")?;
                call("#list".to_owned(), arguments)
            }
            "{" => {
                self.advance()?;
                let arguments = self.arguments("}")?;
                call("#map".to_owned(), arguments)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// Arguments up to the closing mark: values, some of them left out, then `name => value`.
    fn arguments(&mut self, end: &'static str) -> Result<Vec<Option<Rc<Node>>>, SyntaxError> {
        let mut found: Vec<Option<Rc<Node>>> = Vec::new();
        if self.takes(end)? {
            return Ok(found);
        }
        let mut has_named = false;
        loop {
            while !has_named && self.takes(",")? {
                found.push(None);
            }
            let value = self.expression(0)?;
            // What is only left out does not let named ones follow.
            let may_be_named = found.is_empty() || found.iter().any(Option::is_some);
            if may_be_named && self.takes("=>")? {
                has_named = true;
                let destination = self.expression(0)?;
                found.push(Some(node(NodeKind::Rule(value, destination))?));
            } else if has_named {
                return Err(self.unexpected());
            } else {
                found.push(Some(value));
            }
            if self.takes(end)? {
                return Ok(found);
            }
            self.expect(",")?;
        }
    }

    fn takes(&mut self, mark: &str) -> Result<bool, SyntaxError> {
        let is_next = matches!(&self.next, Some(token) if matches!(token.kind, TokenKind::Mark(next) if next == mark));
        if is_next {
            self.advance()?;
        }
        Ok(is_next)
    }

    fn expect(&mut self, mark: &str) -> Result<(), SyntaxError> {
        if self.takes(mark)? {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn advance(&mut self) -> Result<(), SyntaxError> {
        self.next = self.lexer.next()?;
        Ok(())
    }

    fn unexpected(&self) -> SyntaxError {
        self.next
            .as_ref()
            .map_or(SyntaxError::End, |token| SyntaxError::Word {
                word: shown(&token.kind),
                position: token.position,
                expression: self.text.to_owned(),
            })
    }
}

/// A word as Python shows its value.
fn shown(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Text(text) | TokenKind::Word(text) | TokenKind::Function(text) => text.clone(),
        TokenKind::Number(number) => number.to_string(),
        TokenKind::Bool(true) => "True".to_owned(),
        TokenKind::Bool(false) => "False".to_owned(),
        TokenKind::Null => "None".to_owned(),
        TokenKind::Variable(name) => format!("${name}"),
        TokenKind::Mark(mark) => (*mark).to_owned(),
    }
}

fn call(name: String, arguments: Vec<Option<Rc<Node>>>) -> Result<Rc<Node>, SyntaxError> {
    node(NodeKind::Call {
        name,
        arguments,
        is_named: false,
    })
}

fn node(kind: NodeKind) -> Result<Rc<Node>, SyntaxError> {
    let depth = kind.parts().iter().map(|part| part.depth + 1).max();
    let depth = depth.unwrap_or_default();
    if depth > DEPTH {
        return Err(too_deep());
    }
    Ok(Rc::new(Node { kind, depth }))
}

fn too_deep() -> SyntaxError {
    SyntaxError::Other(format!(
        "the expression is nested more than {DEPTH} levels deep"
    ))
}
