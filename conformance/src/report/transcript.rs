//! Everything that scenarios did, as text: exchanges, checks and looks, in order.

use std::fmt::Write as _;

use crate::client::Exchange;
use crate::events::{Course, History};

/// Everything that the scenarios of a run did.
pub fn transcript(history: &History) -> String {
    let mut text = String::new();
    for scenario in &history.started.scenarios {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "\n== {} ({}:{})",
            scenario.name, scenario.feature, scenario.line
        );
        let Some(course) = history.courses.get(&scenario.number) else {
            let _ = writeln!(text, "not played");
            continue;
        };
        let exchanges = history.exchanges.values();
        for recorded in exchanges.filter(|recorded| recorded.scenario == scenario.number) {
            exchange(&mut text, &recorded.exchange, course);
        }
        let (verdict, reason) = course.end().words();
        let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        let _ = writeln!(text, "\n== {verdict}{reason}");
        if let Some(step) = &course.step {
            let _ = writeln!(text, "   at {step}");
        }
    }
    text
}

/// An exchange, and what it was looked at for.
fn exchange(text: &mut String, exchange: &Exchange, course: &Course) {
    let elapsed = exchange.elapsed.as_secs_f64() * 1000.0;
    let _ = writeln!(text, "\n{exchange} ({elapsed:.1} ms, as {})", exchange.role);
    let _ = writeln!(text, "  {}", exchange.curl());
    for (name, value) in &exchange.headers {
        let _ = writeln!(text, "  < {name}: {value}");
    }
    for line in pretty(&exchange.body).lines() {
        let _ = writeln!(text, "  < {line}");
    }
    for poll in course
        .polls
        .iter()
        .filter(|poll| poll.exchange == exchange.number)
    {
        let (what, wanted, seen) = (&poll.what, &poll.wanted, &poll.seen);
        let _ = writeln!(
            text,
            "  waiting for {what} to be {wanted}: {seen} after {} ms",
            poll.elapsed_ms
        );
    }
    let attempts = course.outcome.attempts.iter();
    let checks = attempts.flat_map(|attempt| &attempt.checks);
    let own = checks.filter(|check| {
        let behind = check.exchange.as_ref();
        behind.is_some_and(|behind| behind.number == exchange.number)
    });
    for check in own {
        let found = match &check.difference {
            None => "met".to_owned(),
            Some(difference) => format!("broken: {difference}"),
        };
        let _ = writeln!(text, "  {} {found}", check.requirement);
    }
}

/// JSON in lines; anything else as it is.
fn pretty(body: &str) -> String {
    let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
    let pretty = json.and_then(|json| serde_json::to_string_pretty(&json).ok());
    pretty.unwrap_or_else(|| body.to_owned())
}
