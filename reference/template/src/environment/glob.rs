//! Patterns for names of resources: `*`, `?`, `[abc]`, `[!abc]`.

/// Whether `name` matches `pattern` as a whole.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let tokens = tokens(pattern);
    let name: Vec<char> = name.chars().collect();
    // Where to resume when a later part does not fit: after the last `*`, one character further.
    let (mut token, mut place) = (0, 0);
    let mut resume: Option<(usize, usize)> = None;
    loop {
        match tokens.get(token) {
            Some(Token::Any) => {
                resume = Some((token + 1, place));
                token += 1;
                continue;
            }
            Some(Token::One(class)) if place < name.len() && class.has(name[place]) => {
                token += 1;
                place += 1;
                continue;
            }
            None if place == name.len() => return true,
            _ => {}
        }
        match resume {
            Some((after, from)) if from < name.len() => {
                resume = Some((after, from + 1));
                token = after;
                place = from + 1;
            }
            _ => return false,
        }
    }
}

enum Token {
    Any,
    One(Class),
}

enum Class {
    Every,
    Exactly(char),
    Range {
        is_negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Class {
    fn has(&self, character: char) -> bool {
        match self {
            Self::Every => true,
            Self::Exactly(expected) => *expected == character,
            Self::Range { is_negated, ranges } => {
                let is_in = ranges
                    .iter()
                    .any(|(from, to)| (*from..=*to).contains(&character));
                is_in != *is_negated
            }
        }
    }
}

fn tokens(pattern: &str) -> Vec<Token> {
    let characters: Vec<char> = pattern.chars().collect();
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < characters.len() {
        let character = characters[place];
        place += 1;
        tokens.push(match character {
            '*' => Token::Any,
            '?' => Token::One(Class::Every),
            '[' => match class(&characters[place..]) {
                Some((class, length)) => {
                    place += length;
                    Token::One(class)
                }
                // A bracket that is never closed stands for itself.
                None => Token::One(Class::Exactly('[')),
            },
            other => Token::One(Class::Exactly(other)),
        });
    }
    tokens
}

/// The class behind an opening bracket and how long it is, the closing bracket included.
fn class(rest: &[char]) -> Option<(Class, usize)> {
    let is_negated = rest.first() == Some(&'!');
    let start = usize::from(is_negated);
    // A bracket in the first place is one of the characters.
    let end = start + 1 + rest.get(start + 1..)?.iter().position(|c| *c == ']')?;
    let mut ranges = Vec::new();
    let mut members = &rest[start..end];
    while let Some((first, others)) = members.split_first() {
        if let ['-', last, after @ ..] = others {
            ranges.push((*first, *last));
            members = after;
        } else {
            ranges.push((*first, *first));
            members = others;
        }
    }
    Some((Class::Range { is_negated, ranges }, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_python() {
        // Decided by CPython's `fnmatch.fnmatchcase`.
        for (pattern, name, expected) in [
            ("*", "", true),
            ("*_suffix", "a_suffix", true),
            ("prefix_*", "prefix", false),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("?", "a", true),
            ("?", "", false),
            ("[ab]c", "bc", true),
            ("[!ab]c", "bc", false),
            ("[a-c]", "b", true),
            ("[]]", "]", true),
            ("[", "[", true),
            ("", "a", false),
            ("?b", "ab", true),
            ("a*[!b]", "ab", false),
            ("*ab", "aab", true),
            ("a*", "a", true),
            ("a**", "a", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} on {name}");
        }
    }
}
