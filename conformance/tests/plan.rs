//! What a run would do is found out by doing it, and a target is only looked at.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod support;

use std::sync::Arc;
use std::time::Duration;

use heat_conformance::target::{Endpoint, HeatSettings, Role, Session, Target, Tls};
use heat_conformance::{Assignment, Features, Selection, Settings, http_client, rehearse, survey};
use heat_spec::Catalogue;
use support::program::{FEATURE, SELECTED, Surroundings};
use support::stub::{Flaw, Stub, TOKEN};

fn assignment(here: &Surroundings, stub: &Stub) -> Assignment {
    let endpoint = Endpoint::parse(&stub.endpoint(), None).unwrap();
    let member = Session::with_token(endpoint, Some(TOKEN.to_owned()));
    let mut settings = Settings::remote(here.path().join("state"));
    settings.scope.selection = Some(Selection::parse(SELECTED).unwrap());
    Assignment {
        target: Target {
            name: "stub".to_owned(),
            is_embedded: false,
            http: http_client(&Tls::default(), Duration::from_secs(20)).unwrap(),
            identities: [(Role::Member, member)].into_iter().collect(),
            settings: HeatSettings::new(),
            template_host: None,
            controls: None,
        },
        catalogue: Arc::new(Catalogue::load("upstream").unwrap()),
        features: Features::of_folder(&here.path().join("features")).unwrap(),
        settings,
        resumes: None,
    }
}

#[tokio::test]
async fn a_rehearsal_counts_what_was_made_and_leaves_nothing() {
    let stub = Stub::start(Flaw::None).await;
    let here = Surroundings::new();
    let footprint = rehearse(assignment(&here, &stub)).await.unwrap();
    assert_eq!((footprint.stacks, footprint.peak_stacks), (1, 1));
    assert_eq!(footprint.peak_with_nested, 1);
    assert_eq!((footprint.requirements, footprint.scenarios), (3, 1));
    assert_eq!(footprint.requests["stacks.create"], 1);
    assert!(footprint.n_requests() >= 4, "{footprint:?}");
    assert_eq!((stub.n_created(), stub.n_stacks()), (1, 0));
    let mut read_only = assignment(&here, &stub);
    read_only.settings.is_read_only = true;
    let footprint = rehearse(read_only).await.unwrap();
    assert_eq!(
        (footprint.stacks, stub.n_created()),
        (0, 1),
        "{footprint:?}"
    );
}

#[tokio::test]
async fn a_survey_makes_nothing_and_tells_what_cannot_be_played() {
    let stub = Stub::start(Flaw::None).await;
    let tags = "  @cap:type:No::Such::Thing\n  @stacks.create.201\n";
    let here = Surroundings::with_feature(&FEATURE.replace("  @stacks.create.201\n", tags));
    let Assignment {
        target,
        catalogue,
        features,
        settings,
        ..
    } = assignment(&here, &stub);
    let obstacles = survey(target, &catalogue, &features, settings)
        .await
        .unwrap();
    let (reason, n_scenarios) = obstacles.first_key_value().unwrap();
    assert!(
        reason.starts_with("unsupported: No::Such::Thing: 400"),
        "{reason}"
    );
    assert_eq!((*n_scenarios, stub.n_created()), (1, 0));
}
