//! Methods of Python's `str`.

/// `split`: by a separator, or by any space; at most so many times, unless that is negative.
/// Nothing if the separator is empty.
pub(crate) fn split(text: &str, separator: Option<&str>, most: i64) -> Option<Vec<String>> {
    let most = usize::try_from(most).unwrap_or(usize::MAX - 1);
    match separator {
        Some("") => None,
        Some(separator) => Some(owned(text.splitn(most + 1, separator))),
        None => {
            let mut parts = Vec::new();
            let mut rest = text.trim_start_matches(is_space);
            while !rest.is_empty() {
                let end = rest.find(is_space).filter(|_| parts.len() < most);
                let (part, left) = rest.split_at(end.unwrap_or(rest.len()));
                parts.push(part.to_owned());
                rest = left.trim_start_matches(is_space);
            }
            // Only the last part keeps the space that it ends with.
            Some(parts)
        }
    }
}

/// `rsplit`: the same from the right.
pub(crate) fn right_split(text: &str, separator: Option<&str>, most: i64) -> Option<Vec<String>> {
    let most = usize::try_from(most).unwrap_or(usize::MAX - 1);
    let mut parts = match separator {
        Some("") => return None,
        Some(separator) => owned(text.rsplitn(most + 1, separator)),
        None => {
            let mut parts = Vec::new();
            let mut rest = text.trim_end_matches(is_space);
            while !rest.is_empty() {
                let start = rest
                    .char_indices()
                    .rev()
                    .find(|(_, character)| is_space(*character))
                    .filter(|_| parts.len() < most)
                    .map_or(0, |(place, character)| place + character.len_utf8());
                let (left, part) = rest.split_at(start);
                parts.push(part.to_owned());
                rest = left.trim_end_matches(is_space);
            }
            parts
        }
    };
    parts.reverse();
    Some(parts)
}

/// `strip`, `lstrip`, `rstrip`: without these characters, or without space, at the ends.
pub(crate) fn trim<'t>(
    text: &'t str,
    characters: Option<&str>,
    at_start: bool,
    at_end: bool,
) -> &'t str {
    let goes = |character: char| match characters {
        Some(characters) => characters.contains(character),
        None => is_space(character),
    };
    let text = if at_start {
        text.trim_start_matches(goes)
    } else {
        text
    };
    if at_end {
        text.trim_end_matches(goes)
    } else {
        text
    }
}

/// The part between two places, in characters; negative ones count from the end.
pub(crate) fn slice(text: &str, start: i64, end: i64) -> String {
    let (start, end) = bounds(text.chars().count(), start, end);
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}

/// `find`, or from the right `rfind`: the place of a part between two places; -1 if it is not there.
pub(crate) fn find(text: &str, part: &str, start: i64, end: i64, from_right: bool) -> i64 {
    let length = text.chars().count();
    let (first, last) = bounds(length, start, end);
    let is_outside = usize::try_from(start).is_ok_and(|start| start > length);
    if first > last || is_outside {
        return -1;
    }
    let between = slice_of(text, first, last);
    let found = if from_right {
        between.rfind(part)
    } else {
        between.find(part)
    };
    found.map_or(-1, |place| {
        let place = first + between[..place].chars().count();
        i64::try_from(place).unwrap_or(i64::MAX)
    })
}

fn slice_of(text: &str, start: usize, end: usize) -> &str {
    let byte = |place: usize| {
        let mut places = text.char_indices();
        places.nth(place).map_or(text.len(), |(byte, _)| byte)
    };
    &text[byte(start)..byte(end)]
}

fn bounds(length: usize, start: i64, end: i64) -> (usize, usize) {
    let place = |place: i64| {
        let distance = usize::try_from(place.unsigned_abs()).unwrap_or(usize::MAX);
        if place < 0 {
            length.saturating_sub(distance)
        } else {
            distance.min(length)
        }
    };
    (place(start), place(end))
}

/// Python also holds the separators of ASCII for space.
fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

fn owned<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<String> {
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_split_as_in_python() {
        // Each row was printed by CPython 3.11.
        for (text, separator, most, left, right) in [
            (" a  b c ", None, -1, "a|b|c", "a|b|c"),
            (" a  b c ", None, 1, "a|b c ", " a  b|c"),
            (" a  b c ", None, 0, "a  b c ", " a  b c"),
            ("a,b,,c", Some(","), -1, "a|b||c", "a|b||c"),
            ("a,b,,c", Some(","), 2, "a|b|,c", "a,b||c"),
            ("", Some(","), -1, "", ""),
        ] {
            assert_eq!(split(text, separator, most).unwrap().join("|"), left);
            assert_eq!(right_split(text, separator, most).unwrap().join("|"), right);
        }
        assert_eq!(split("a", Some(""), -1), None);
    }

    #[test]
    fn parts_are_found_as_in_python() {
        let end = i64::MAX;
        assert_eq!(find("abcab", "ab", 0, end, false), 0);
        assert_eq!(find("abcab", "ab", 1, end, false), 3);
        assert_eq!(find("abcab", "ab", 0, end, true), 3);
        assert_eq!(find("éab", "b", -2, end, false), 2);
        assert_eq!(find("ab", "", 2, end, false), 2);
        assert_eq!(find("ab", "", 3, end, false), -1);
        assert_eq!(slice("héllo", 1, 3), "él");
    }
}
