//! What an update of a server's networks comes to: which ports go and which come. The comparison
//! is a pure function over the entries of the template and the interfaces that the server has.

use heat_spec::{Key, Map, Value};
use serde_json::Value as Json;

use super::super::text;

/// The members of an entry that an interface has too.
const PLACE: &[&str] = &["network", "port", "fixed_ip", "subnet"];
/// All members of an entry that tell it from others.
const MEMBERS: &[&str] = &[
    "network",
    "port",
    "fixed_ip",
    "subnet",
    "allocate_network",
    "port_extra_properties",
    "floating_ip",
    "tag",
];
const EXTRA: &str = "port_extra_properties";

/// An update of networks.
#[derive(Debug, Default, PartialEq)]
pub(super) struct NetworkChanges {
    /// The ports that go.
    pub(super) removed_ports: Vec<String>,
    /// The floating IPs that led to them.
    pub(super) released_floating_ips: Vec<String>,
    /// Internal ports that stay, and get other extra properties.
    pub(super) changed_ports: Vec<(String, Value)>,
    /// The entries whose ports come.
    pub(super) added: Vec<Value>,
    /// Whether nothing stays and nothing comes: the server then gets what Nova gives it.
    pub(super) is_bare: bool,
}

/// Compares the entries.
pub(super) fn network_changes(
    old: &[Value],
    new: &[Value],
    interfaces: &[Json],
    internal_ports: &[String],
) -> NetworkChanges {
    if old.is_empty() && new.is_empty() {
        return NetworkChanges::default();
    }
    let is_word = |entry: &Value| !member(entry, "allocate_network").is_null();
    if old.is_empty() || old.iter().any(is_word) {
        return NetworkChanges {
            removed_ports: interfaces
                .iter()
                .map(|interface| text(interface, "port_id").to_owned())
                .collect(),
            added: new.to_vec(),
            is_bare: new.is_empty(),
            ..NetworkChanges::default()
        };
    }
    let mut old = with_interfaces(old, interfaces);
    let mut changes = NetworkChanges::default();
    let mut n_kept = 0;
    for entry in new {
        let wanted = reduced(entry);
        if let Some(place) = best_match(&old, &wanted) {
            old.remove(place);
            n_kept += 1;
        } else if let Some((place, port)) =
            same_but_extra(&old, wanted, internal_ports).filter(|_| has_extra(entry))
            && may_change(&old[place], entry)
        {
            changes
                .changed_ports
                .push((port, member(entry, EXTRA).clone()));
            old.remove(place);
            n_kept += 1;
        } else {
            changes.added.push(entry.clone());
        }
    }
    for entry in &old {
        let text = |name| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        changes.removed_ports.extend(text("port"));
        changes.released_floating_ips.extend(text("floating_ip"));
    }
    changes.is_bare = changes.added.is_empty() && n_kept == 0;
    changes
}

/// The old entries, each with what its interface says.
fn with_interfaces(old: &[Value], interfaces: &[Json]) -> Vec<Map> {
    let mut interfaces: Vec<Map> = interfaces.iter().map(interface_entry).collect();
    old.iter()
        .map(|entry| {
            let place: Map = PLACE
                .iter()
                .map(|name| (Key::from(*name), member(entry, name).clone()))
                .filter(|(_, value)| !value.is_null())
                .collect();
            let mut full: Map = MEMBERS
                .iter()
                .map(|name| (Key::from(*name), member(entry, name).clone()))
                .collect();
            if let Some(found) = best_match(&interfaces, &place) {
                full.extend(interfaces.remove(found));
            }
            full
        })
        .collect()
}

/// An interface in the terms of an entry.
fn interface_entry(interface: &Json) -> Map {
    let first = interface.pointer("/fixed_ips/0").unwrap_or(&Json::Null);
    let value = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            text.into()
        }
    };
    [
        ("port", text(interface, "port_id")),
        ("network", text(interface, "net_id")),
        ("fixed_ip", text(first, "ip_address")),
        ("subnet", text(first, "subnet_id")),
    ]
    .into_iter()
    .map(|(name, text)| (name.into(), value(text)))
    .collect()
}

/// The entry without the members of its place that are not given.
fn reduced(entry: &Value) -> Map {
    MEMBERS
        .iter()
        .map(|name| (Key::from(*name), member(entry, name).clone()))
        .filter(|(name, value)| {
            !value.is_null() || !name.as_str().is_some_and(|name| PLACE.contains(&name))
        })
        .collect()
}

/// The entry that has all that is wanted: by its port, by its address, or the one that has most in
/// common.
fn best_match(entries: &[Map], wanted: &Map) -> Option<usize> {
    let has_all = |entry: &Map| {
        wanted
            .iter()
            .all(|(name, value)| entry.get(name) == Some(value))
    };
    let mut found = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| has_all(entry))
        .map(|(place, _)| place);
    if wanted.is_empty() {
        None
    } else {
        found.next()
    }
}

/// The old entry of an internal port that differs in the extra properties only.
fn same_but_extra(
    old: &[Map],
    mut wanted: Map,
    internal_ports: &[String],
) -> Option<(usize, String)> {
    wanted.shift_remove(EXTRA);
    let place = best_match(old, &wanted)?;
    let port = old[place].get("port")?.as_str()?;
    internal_ports
        .iter()
        .any(|known| known == port)
        .then(|| (place, port.to_owned()))
}

fn has_extra(entry: &Value) -> bool {
    !member(entry, EXTRA).is_null()
}

/// Whether the port can stay: its MAC address cannot change.
fn may_change(old: &Map, new: &Value) -> bool {
    let mac = |extra: Option<&Value>| {
        extra
            .and_then(|extra| extra.get("mac_address"))
            .cloned()
            .unwrap_or_default()
    };
    mac(old.get(EXTRA)) == mac(Some(member(new, EXTRA)))
}

/// A member of an entry; what is empty counts as not given.
fn member<'a>(entry: &'a Value, name: &str) -> &'a Value {
    entry
        .get(name)
        .filter(|value| value.is_truthy())
        .unwrap_or(&Value::Null)
}

#[cfg(test)]
mod tests {
    use heat_spec::value;
    use serde_json::json;

    use super::*;

    fn changes(old: &Value, new: &Value, internal_ports: &[&str]) -> NetworkChanges {
        let interfaces = [
            json!({ "port_id": "p1", "net_id": "n1",
                    "fixed_ips": [{ "ip_address": "10.0.0.1", "subnet_id": "s1" }] }),
            json!({ "port_id": "p2", "net_id": "n2",
                    "fixed_ips": [{ "ip_address": "10.0.1.1", "subnet_id": "s2" }] }),
        ];
        let internal_ports: Vec<String> = internal_ports.iter().map(ToString::to_string).collect();
        network_changes(
            old.as_list().unwrap(),
            new.as_list().unwrap(),
            &interfaces,
            &internal_ports,
        )
    }

    #[test]
    fn what_is_wanted_still_stays() {
        let old = value!([{ "network": "n1" }, { "network": "n2", "fixed_ip": "" }]);
        // The same places, told in other ways.
        let new = value!([{ "subnet": "s2" }, { "port": "p1" }]);
        assert_eq!(changes(&old, &new, &[]), NetworkChanges::default());
    }

    #[test]
    fn the_rest_goes_and_comes() {
        let old = value!([{ "network": "n1", "floating_ip": "f" }, { "network": "n2" }]);
        let new = value!([{ "network": "n2" }, { "network": "n3" }]);
        assert_eq!(
            changes(&old, &new, &[]),
            NetworkChanges {
                removed_ports: vec!["p1".to_owned()],
                released_floating_ips: vec!["f".to_owned()],
                added: vec![value!({ "network": "n3" })],
                ..NetworkChanges::default()
            }
        );
    }

    #[test]
    fn without_networks_nova_decides() {
        let old = value!([{ "network": "n1" }, { "network": "n2" }]);
        let all = vec!["p1".to_owned(), "p2".to_owned()];
        let bare = changes(&old, &value!([]), &[]);
        assert_eq!((bare.removed_ports, bare.is_bare), (all.clone(), true));
        let new = value!([{ "network": "n1" }]);
        let named = changes(&value!([]), &new, &[]);
        assert_eq!((named.removed_ports, named.added.len()), (all.clone(), 1));
        let old = value!([{ "allocate_network": "auto" }]);
        assert_eq!(changes(&old, &new, &[]).removed_ports, all);
    }

    #[test]
    fn an_internal_port_changes_where_it_is() {
        let old = value!([{ "subnet": "s1", "port_extra_properties": { "admin_state_up": true } },
                          { "network": "n2" }]);
        let extra = value!({ "admin_state_up": false });
        let new = value!([{ "subnet": "s1", "port_extra_properties": extra.clone() },
                          { "network": "n2" }]);
        let found = changes(&old, &new, &["p1"]);
        assert_eq!(found.changed_ports, [("p1".to_owned(), extra)]);
        assert_eq!(found.removed_ports, Vec::<String>::new());
        // Somebody else's port is exchanged.
        assert_eq!(changes(&old, &new, &[]).removed_ports, ["p1"]);
    }
}
