//! Generated expressions give the same on a real Heat as on the reference server: the same value,
//! an error on both, or the same type of fault.
//!
//! Runs where `HEAT_DIFFERENTIAL_CLOUD` names a cloud of `clouds.yaml`; elsewhere it says so and
//! passes. `HEAT_DIFFERENTIAL_CASES` (2000) and `HEAT_DIFFERENTIAL_SEED` (1) choose how many
//! expressions, and which.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "in a test a failed precondition is a failed test, and this one reports"
)]

#[path = "differential/expressions.rs"]
mod expressions;
#[path = "differential/outcome.rs"]
mod outcome;
#[path = "differential/servers.rs"]
mod servers;
#[path = "differential/surroundings.rs"]
mod surroundings;

use expressions::expressions;
use servers::Server;

/// How many differences are shown.
const SHOWN: usize = 60;

#[tokio::test]
async fn expressions_give_what_heat_gives() {
    let Ok(cloud) = std::env::var("HEAT_DIFFERENTIAL_CLOUD") else {
        println!("HEAT_DIFFERENTIAL_CLOUD names no cloud: nothing is compared");
        return;
    };
    let theirs = Server::of_cloud(&cloud).await;
    let ours = Server::reference().await;
    let (mut n_agree, mut n_same_texts) = (0, 0);
    let mut differences = Vec::new();
    let cases = expressions(number("CASES", 2000), number("SEED", 1));
    for case in &cases {
        let body = surroundings::preview(case);
        let (heat, reference) = tokio::join!(theirs.preview(&body), ours.preview(&body));
        n_same_texts += usize::from(heat == reference);
        if heat.agrees_with(&reference) {
            n_agree += 1;
        } else {
            differences.push(format!(
                "{} {}\n  Heat:      {heat}\n  reference: {reference}",
                case.version, case.expression
            ));
        }
    }
    ours.stop().await;
    for difference in differences.iter().take(SHOWN) {
        println!("{difference}");
    }
    let n_cases = cases.len();
    println!("agree {n_agree} of {n_cases}, with the same texts {n_same_texts}");
    assert!(differences.is_empty(), "{} differ", differences.len());
}

fn number(name: &str, default: usize) -> usize {
    let text = std::env::var(format!("HEAT_DIFFERENTIAL_{name}"));
    text.map_or(default, |text| text.parse().unwrap())
}
