//! A comparison for people: verdicts that differ first, then answers.

use std::fmt::Write as _;

use heat_spec::catalogue::Level;

use crate::compare::{Contrast, Side};

/// More answers are only counted.
const MAX_ANSWERS: usize = 200;

/// The text of a comparison.
pub fn contrast_text(contrast: &Contrast) -> String {
    let mut text = String::new();
    let (first, second) = (&contrast.first, &contrast.second);
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "first   {} (run {})\nsecond  {} (run {})",
        first.target, first.run, second.target, second.run
    );
    if !contrast.is_by_one_catalogue() {
        let _ = writeln!(
            text,
            "the runs are by different catalogues or features (profiles {} and {})",
            first.profile, second.profile
        );
    }
    let n_apart = contrast.n_in_one_only();
    if n_apart > 0 {
        let _ = writeln!(
            text,
            "{n_apart} requirements are in one of the runs only: by another selection, level or part"
        );
    }
    for one in &contrast.requirements {
        let level = match one.level {
            Level::Must => "must",
            Level::Should => "should",
            Level::May => "may",
        };
        let _ = writeln!(text, "{level:6} {}", one.id);
        let _ = writeln!(text, "       first  {}", side(one.first.as_ref()));
        let _ = writeln!(text, "       second {}", side(one.second.as_ref()));
    }
    let answers = contrast.answers.as_deref().unwrap_or_default();
    for one in answers.iter().take(MAX_ANSWERS) {
        let _ = writeln!(
            text,
            "answer {} to {} in `{}`, {}\n       first  {}\n       second {}",
            one.operation, one.identity, one.scenario, one.at, one.first, one.second
        );
    }
    if answers.len() > MAX_ANSWERS {
        let _ = writeln!(text, "… and {} more answers", answers.len() - MAX_ANSWERS);
    }
    let same: Vec<String> = contrast
        .same
        .iter()
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect();
    let _ = writeln!(
        text,
        "{} requirements differ, the same: {}",
        contrast.requirements.len(),
        same.join(", ")
    );
    let _ = match &contrast.answers {
        Some(answers) => writeln!(text, "{} answers differ", answers.len()),
        None => writeln!(
            text,
            "answers were not compared: reports do not hold all of them"
        ),
    };
    text
}

fn side(side: Option<&Side>) -> String {
    match side {
        None => "not in it".to_owned(),
        Some(side) => match &side.reason {
            None => side.verdict.to_string(),
            Some(reason) => format!("{}: {reason}", side.verdict),
        },
    }
}
