//! Rules of templates of container clusters.

use heat_spec::Fault;

use super::subject::{Subject, refuse};

/// The volume drivers of the orchestration engines.
const VOLUME_DRIVERS: &[(&str, &str)] = &[
    ("kubernetes", "cinder"),
    ("swarm", "rexray"),
    ("mesos", "rexray"),
];

pub(super) fn cluster_template(subject: &Subject<'_>) -> Result<(), Fault> {
    let mut engines = VOLUME_DRIVERS.iter();
    let engine = engines.find(|(engine, _)| subject.is("coe", engine));
    match engine {
        Some((engine, driver))
            if subject.has("volume_driver") && !subject.is("volume_driver", driver) =>
        {
            refuse(format_args!(
                "Volume driver type {} is not supported by COE:{engine}, expecting a ['{driver}'] \
                 volume driver.",
                subject.get("volume_driver").python_str()
            ))
        }
        _ => Ok(()),
    }
}
