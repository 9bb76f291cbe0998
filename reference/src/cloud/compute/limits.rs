//! Limits: the quotas of a project and what it uses of them.

use serde_json::json;

use super::servers;
use crate::cloud::call::Call;
use crate::cloud::objects::Kind;
use crate::cloud::reply::Reply;
use crate::cloud::state::Cloud;

/// `GET /limits`.
pub(super) fn show(cloud: &Cloud, call: &Call) -> Reply {
    let quotas = &cloud.quotas;
    let used = servers::usage(cloud, &call.project);
    Reply::ok(json!({
        "limits": {
            "rate": [],
            "absolute": {
                "maxTotalInstances": quotas.instances,
                "maxTotalCores": quotas.cores,
                "maxTotalRAMSize": quotas.ram,
                "maxTotalKeypairs": quotas.key_pairs,
                "maxServerMeta": quotas.metadata_items,
                "maxImageMeta": quotas.metadata_items,
                "maxPersonality": 5,
                "maxPersonalitySize": 10_240,
                "maxServerGroups": 10,
                "maxServerGroupMembers": 10,
                "maxSecurityGroups": quotas.security_groups,
                "maxSecurityGroupRules": quotas.security_group_rules,
                "maxTotalFloatingIps": quotas.floating_ips,
                "totalInstancesUsed": used.instances,
                "totalCoresUsed": used.cores,
                "totalRAMUsed": used.ram,
                "totalSecurityGroupsUsed": cloud.objects.count(Kind::SecurityGroup, &call.project),
                "totalFloatingIpsUsed": cloud.objects.count(Kind::FloatingIp, &call.project),
                "totalServerGroupsUsed": 0,
            },
        },
    }))
}
