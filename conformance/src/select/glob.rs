//! Globs over ids: `*` is any text, `?` any character.

/// Whether a text has the form of a pattern.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut seen) = (0, 0);
    // Where the last star stands, and how much of the text it was tried with.
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(one) if *one == '?' || *one == text[seen] => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((star_at, tried)) = star else {
                    return false;
                };
                // Back to the star, which takes one character more.
                at = star_at;
                seen = tried + 1;
            }
        }
    }
    pattern[at..].iter().all(|one| *one == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_and_question_marks() {
        assert!(matches("*", ""));
        assert!(matches("a*b*c", "a.bb.c"));
        assert!(matches("stacks.?*.409*", "stacks.create.409"));
        assert!(!matches("a*b", "a.c"));
        assert!(!matches("", "a"));
        assert!(!matches("a?", "a"));
        assert!(!matches("a", "ab"));
        assert!(!matches("a.b", "a-b"));
        assert!(matches("*ab", "aab"));
        assert!(!matches("a*bc", "abcb"));
        assert!(!matches(&"*a".repeat(40), &"a".repeat(39)));
    }
}
