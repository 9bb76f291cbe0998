//! Line breaks inside plain and quoted scalars.

/// What a line break stands for that is followed by others: a single one is a space, and of
/// several the first does not count. A separator of lines or paragraphs always counts.
pub(super) fn folded(first: char, breaks: String) -> String {
    match first {
        '\n' if breaks.is_empty() => " ".to_owned(),
        '\n' => breaks,
        _ => format!("{first}{breaks}"),
    }
}
