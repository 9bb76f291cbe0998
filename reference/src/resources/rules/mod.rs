//! Rules of types that this server cannot make: what their schemas cannot say and upstream checks
//! without asking anybody.
//!
//! A type that can be made has its rules in its own file, unless it shares them with one that cannot.

mod aws;
mod barbican;
mod cinder;
mod designate;
mod glance;
mod heat;
mod keystone;
mod magnum;
mod mistral;
mod neutron;
mod octavia;
mod quota;
mod subject;
mod trove;
mod zaqar;
mod zun;

use heat_spec::Fault;
use heat_template::Properties;

use subject::Subject;

/// What is checked of a resource of a type.
type Rule = fn(&Subject<'_>) -> Result<(), Fault>;

/// The types that have rules.
const RULES: &[(&str, Rule)] = &[
    (
        "AWS::AutoScaling::AutoScalingGroup",
        aws::auto_scaling_group,
    ),
    (
        "AWS::AutoScaling::LaunchConfiguration",
        aws::launch_configuration,
    ),
    ("AWS::AutoScaling::ScalingPolicy", heat::aws_scaling_policy),
    ("AWS::EC2::EIPAssociation", aws::eip_association),
    ("AWS::EC2::Instance", aws::instance),
    (
        "OS::Barbican::CertificateContainer",
        barbican::typed_container,
    ),
    (
        "OS::Barbican::GenericContainer",
        barbican::generic_container,
    ),
    ("OS::Barbican::Order", barbican::order),
    ("OS::Barbican::RSAContainer", barbican::typed_container),
    ("OS::Barbican::Secret", barbican::secret),
    ("OS::Cinder::Quota", quota::cinder),
    ("OS::Cinder::Volume", cinder::volume),
    ("OS::Cinder::VolumeType", cinder::volume_type),
    ("OS::Designate::Zone", designate::zone),
    ("OS::Glance::WebImage", glance::web_image),
    ("OS::Heat::AutoScalingGroup", heat::auto_scaling_group),
    ("OS::Heat::ScalingPolicy", heat::scaling_policy),
    ("OS::Heat::SoftwareComponent", heat::software_component),
    ("OS::Keystone::Group", keystone::role_assignments),
    (
        "OS::Keystone::GroupRoleAssignment",
        keystone::role_assignments,
    ),
    ("OS::Keystone::User", keystone::role_assignments),
    (
        "OS::Keystone::UserRoleAssignment",
        keystone::role_assignments,
    ),
    ("OS::Magnum::ClusterTemplate", magnum::cluster_template),
    ("OS::Manila::ShareNetwork", cinder::share_network),
    ("OS::Mistral::CronTrigger", mistral::cron_trigger),
    ("OS::Mistral::Workflow", mistral::workflow),
    ("OS::Neutron::NetworkGateway", neutron::network_gateway),
    ("OS::Neutron::ProviderNet", neutron::provider_net),
    ("OS::Neutron::Quota", quota::of_properties),
    ("OS::Neutron::RBACPolicy", neutron::rbac_policy),
    ("OS::Neutron::Segment", neutron::segment),
    ("OS::Neutron::SubnetPool", neutron::subnet_pool),
    ("OS::Nova::Quota", quota::of_properties),
    ("OS::Octavia::L7Policy", octavia::l7_policy),
    ("OS::Octavia::L7Rule", octavia::l7_rule),
    ("OS::Octavia::Listener", octavia::listener),
    ("OS::Octavia::Pool", octavia::pool),
    ("OS::Octavia::Quota", quota::of_properties),
    ("OS::Trove::Cluster", trove::cluster),
    ("OS::Trove::Instance", trove::instance),
    ("OS::Zaqar::Subscription", zaqar::subscription),
    ("OS::Zun::Container", zun::container),
];

/// Checks a resource of a type by the type's rules, if it has any.
pub(super) fn check(
    resource_type: &str,
    resource_name: &str,
    properties: &Properties,
) -> Result<(), Fault> {
    let subject = Subject {
        name: resource_name,
        properties,
    };
    neutron::value_specs(&subject)?;
    match RULES.iter().find(|(name, _)| *name == resource_type) {
        Some((_, rule)) => rule(&subject),
        None => Ok(()),
    }
}
