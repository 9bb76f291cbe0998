//! Where in a template something stands; written out only when a fault needs it.

use std::borrow::Cow;
use std::fmt::Write as _;

use heat_spec::Key;

/// A place: a root, then keys and positions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'p> {
    /// Where the walk began, such as `resources.a.properties`.
    Root(&'p str),
    /// Under a key of a map.
    Key(&'p Path<'p>, &'p str),
    /// At a position of a list.
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    /// The place under a key.
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    /// The place at a position.
    pub(crate) fn index(&'p self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// The place as parsing shows it: `resources.a.properties.list[0]`.
    pub(crate) fn dotted(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, false);
        out
    }

    /// The place as checks show it: as [`Path::dotted`], but a key of digits stands in brackets.
    pub(crate) fn located(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, true);
        out
    }

    fn write(&self, out: &mut String, digits_are_positions: bool) {
        match self {
            Self::Root(text) => out.push_str(text),
            Self::Index(parent, index) => {
                parent.write(out, digits_are_positions);
                let _ = write!(out, "[{index}]");
            }
            Self::Key(parent, key) => {
                parent.write(out, digits_are_positions);
                let is_position = digits_are_positions
                    && !key.is_empty()
                    && key.bytes().all(|byte| byte.is_ascii_digit());
                if is_position {
                    let _ = write!(out, "[{key}]");
                } else {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push_str(key);
                }
            }
        }
    }
}

/// A key as it stands in a path; keys of templates are text nearly always.
pub(crate) fn text_of(key: &Key) -> Cow<'_, str> {
    match key.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(key.json_text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_digits_look_like_positions_in_checks_only() {
        let root = Path::Root("outputs.o");
        let (key, digits) = (root.key("list"), root.key("0"));
        assert_eq!(key.index(2).dotted(), "outputs.o.list[2]");
        assert_eq!(digits.dotted(), "outputs.o.0");
        assert_eq!(digits.located(), "outputs.o[0]");
    }
}
