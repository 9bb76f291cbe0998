//! From the text of a selection to an expression.

use heat_spec::catalogue::{Kind, Level};
use serde::de::DeserializeOwned;

use super::{Expression, Question};

/// Deeper nesting than this is no selection that anybody wrote.
const MAX_DEPTH: usize = 50;

/// Why a text is no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// Something else should stand there.
    #[error("expected {expected} but found {found}")]
    Unexpected {
        /// What should.
        expected: &'static str,
        /// What does.
        found: String,
    },
    /// `level:` or `kind:` with a word that is none.
    #[error(
        "`{0}` is neither op:GLOB, level:must|should|may, kind:KIND, cap:GLOB, profile:NAME nor \
         tag:GLOB"
    )]
    Term(String),
    /// Too many parentheses within each other.
    #[error("too deeply nested")]
    TooDeep,
}

pub(super) fn parse(text: &str) -> Result<Expression, SelectionError> {
    let mut tokens = Tokens(tokens(text).into_iter().peekable());
    let expression = tokens.alternatives(0)?;
    match tokens.0.next() {
        None => Ok(expression),
        Some(token) => Err(unexpected("`and`, `or` or the end", Some(token))),
    }
}

struct Tokens<'a>(std::iter::Peekable<std::vec::IntoIter<&'a str>>);

impl Tokens<'_> {
    fn alternatives(&mut self, depth: usize) -> Result<Expression, SelectionError> {
        let mut parts = vec![self.conjunction(depth)?];
        while self.0.next_if_eq(&"or").is_some() {
            parts.push(self.conjunction(depth)?);
        }
        Ok(single_or(parts, Expression::Or))
    }

    fn conjunction(&mut self, depth: usize) -> Result<Expression, SelectionError> {
        let mut parts = vec![self.factor(depth)?];
        while self.0.next_if_eq(&"and").is_some() {
            parts.push(self.factor(depth)?);
        }
        Ok(single_or(parts, Expression::And))
    }

    fn factor(&mut self, depth: usize) -> Result<Expression, SelectionError> {
        if depth > MAX_DEPTH {
            return Err(SelectionError::TooDeep);
        }
        match self.0.next() {
            Some("not") => Ok(Expression::Not(Box::new(self.factor(depth + 1)?))),
            Some("(") => {
                let inner = self.alternatives(depth + 1)?;
                match self.0.next() {
                    Some(")") => Ok(inner),
                    other => Err(unexpected("`)`", other)),
                }
            }
            Some("failed") if self.0.next_if_eq(&"(").is_some() => self.failed(),
            Some(token) if !matches!(token, ")" | "and" | "or") => term(token),
            other => Err(unexpected("an id, a term, `not` or `(`", other)),
        }
    }
}

impl Tokens<'_> {
    /// What follows `failed(`: nothing for the last run, or a run or a report.
    fn failed(&mut self) -> Result<Expression, SelectionError> {
        let whose = self.0.next_if(|token| *token != ")").map(str::to_owned);
        match self.0.next() {
            Some(")") => Ok(Expression::Asked(Question::Failed(whose))),
            other => Err(unexpected("`)`", other)),
        }
    }
}

fn single_or(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            several(parts)
        }
    }
}

fn term(token: &str) -> Result<Expression, SelectionError> {
    let Some((key, value)) = token.split_once(':') else {
        return Ok(Expression::Id(token.to_owned()));
    };
    let wrong = || SelectionError::Term(token.to_owned());
    match key {
        "op" => Ok(Expression::Operation(value.to_owned())),
        "cap" => Ok(Expression::Capability(value.to_owned())),
        "profile" if !value.is_empty() => {
            Ok(Expression::Asked(Question::Profile(value.to_owned())))
        }
        "tag" => Ok(Expression::Tag(value.to_owned())),
        "level" => word::<Level>(value)
            .map(Expression::Level)
            .ok_or_else(wrong),
        "kind" => word::<Kind>(value).map(Expression::Kind).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// A word as the catalogue's files write it.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(text)).ok()
}

/// Words and parentheses.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        while let Some(at) = rest.find(['(', ')']) {
            if at > 0 {
                tokens.push(&rest[..at]);
            }
            tokens.push(&rest[at..=at]);
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            tokens.push(rest);
        }
    }
    tokens
}

fn unexpected(expected: &'static str, found: Option<&str>) -> SelectionError {
    SelectionError::Unexpected {
        expected,
        found: found.map_or_else(|| "the end".to_owned(), |token| format!("`{token}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_expression_is_refused_with_a_reason() {
        let reason = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(
            reason(""),
            "expected an id, a term, `not` or `(` but found the end"
        );
        assert_eq!(reason("(a"), "expected `)` but found the end");
        assert_eq!(
            reason("a b"),
            "expected `and`, `or` or the end but found `b`"
        );
        assert_eq!(
            reason("level:maybe"),
            "`level:maybe` is neither op:GLOB, level:must|should|may, kind:KIND, cap:GLOB, \
             profile:NAME nor tag:GLOB"
        );
        assert_eq!(reason(&"(".repeat(100_000)), "too deeply nested");
        assert_eq!(reason(&"not ".repeat(100_000)), "too deeply nested");
    }

    #[test]
    fn parentheses_need_no_blanks() {
        let id = |text: &str| Expression::Id(text.to_owned());
        assert_eq!(parse("((a))"), Ok(id("a")));
        assert_eq!(
            parse("(a or b)and(c)"),
            Ok(Expression::And(vec![
                Expression::Or(vec![id("a"), id("b")]),
                id("c")
            ]))
        );
        for text in ["()", "a)", "(a))", "a and", "or a", "not", "a b", "a (b)"] {
            assert!(parse(text).is_err(), "{text}");
        }
        for text in ["and", "not or", "(and)", ")"] {
            assert!(parse(text).is_err(), "{text} is no id");
        }
    }

    #[test]
    fn fifty_levels_are_the_most() {
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(parse(&nested(MAX_DEPTH + 1)), Err(SelectionError::TooDeep));
        let nots = |depth: usize| format!("{}a", "not ".repeat(depth));
        assert!(parse(&nots(MAX_DEPTH)).is_ok());
        assert_eq!(parse(&nots(MAX_DEPTH + 1)), Err(SelectionError::TooDeep));
    }

    #[test]
    fn what_failed_is_asked_for_with_parentheses() {
        let asked = |whose: Option<&str>| {
            Ok(Expression::Asked(Question::Failed(
                whose.map(str::to_owned),
            )))
        };
        assert_eq!(parse("failed()"), asked(None));
        assert_eq!(
            parse("failed( a/report.json )"),
            asked(Some("a/report.json"))
        );
        assert_eq!(parse("failed"), Ok(Expression::Id("failed".to_owned())));
        for text in ["failed(", "failed(a b)", "failed)"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_term_is_one_of_six() {
        for text in [
            "id:a",
            "OP:a",
            ":a",
            "level:",
            "level:MUST",
            "kind:musts",
            "profile:",
        ] {
            let expected = SelectionError::Term(text.to_owned());
            assert_eq!(parse(text), Err(expected));
        }
    }
}
