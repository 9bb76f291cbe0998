//! The scenario that a line belongs to, from its tags to its last step.

use std::ops::RangeInclusive;

/// What begins a part of a feature.
const KEYWORDS: [&str; 7] = [
    "Feature:",
    "Rule:",
    "Background:",
    "Scenario:",
    "Scenario Outline:",
    "Scenario Template:",
    "Example:",
];

/// The lines, from 1, of the part of a feature that a line is in.
pub(super) fn part_around(text: &str, line: usize) -> Option<RangeInclusive<usize>> {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    if line == 0 || line > lines.len() {
        return None;
    }
    let begins = |line: &str| KEYWORDS.iter().any(|keyword| line.starts_with(keyword));
    let keywords = (0..lines.len()).filter(|index| begins(lines[*index]));
    let starts: Vec<usize> = keywords
        .map(|index| {
            let above = lines[..index].iter().rev();
            index
                - above
                    .take_while(|line| line.starts_with(['@', '#']))
                    .count()
                + 1
        })
        .collect();
    let part = starts.iter().rposition(|start| *start <= line)?;
    let end = starts.get(part + 1).map_or(lines.len(), |next| next - 1);
    Some(starts[part]..=end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_goes_from_its_tags_to_the_tags_of_the_next() {
        let text = "Feature: F\n\n  @a\n  # why\n  Scenario: S\n    When b\n\n  @c\n  @d\n  \
                    Scenario Outline: T\n    When <x>\n    Examples:\n      | x |\n      | 1 |\n";
        let parts: Vec<_> = (0..=15).map(|line| part_around(text, line)).collect();
        assert_eq!(parts[0], None);
        assert_eq!(parts[1], Some(1..=2));
        assert_eq!(parts[2], Some(1..=2));
        for part in &parts[3..=7] {
            assert_eq!(*part, Some(3..=7));
        }
        for part in &parts[8..=14] {
            assert_eq!(*part, Some(8..=14));
        }
        assert_eq!(parts[15], None);
    }
}
