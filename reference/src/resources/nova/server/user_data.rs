//! User data: what the template gives, packed up for cloud-init.
//!
//! Upstream adds scripts that cloud-init runs in the machine, and the address of the CFN API that
//! they talk to. There is no machine and no such API here, so that only what comes from the
//! template is packed: the user data and the metadata.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use heat_spec::Value;

/// What separates the parts. It must not occur in them, which nothing else sees to.
const BOUNDARY: &str = "===============7310246859432150967==";

/// The user data of a format, with the metadata if there is any.
pub(super) fn build(user_data: &str, format: &str, metadata: &Value) -> String {
    if format == "RAW" {
        return user_data.to_owned();
    }
    let (name, kind) = match format {
        "SOFTWARE_CONFIG" => ("", "plain"),
        _ => ("cfn-userdata", "x-cfninitdata"),
    };
    let metadata = Some(metadata)
        .filter(|metadata| metadata.is_truthy())
        .map(Value::to_json);
    let boundary = boundary(user_data, metadata.as_deref().unwrap_or_default());
    let mut message =
        format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n");
    part(&mut message, &boundary, (name, kind), user_data);
    if let Some(metadata) = metadata {
        let about = ("cfn-init-data", "x-cfninitdata");
        part(&mut message, &boundary, about, &metadata);
    }
    message + "--" + &boundary + "--\n"
}

/// A boundary that is not in the parts.
fn boundary(user_data: &str, metadata: &str) -> String {
    let mut boundary = BOUNDARY.to_owned();
    while user_data.contains(&boundary) || metadata.contains(&boundary) {
        boundary.push('=');
    }
    boundary
}

fn part(message: &mut String, boundary: &str, (name, kind): (&str, &str), content: &str) {
    let (charset, encoding) = if content.is_ascii() {
        ("us-ascii", "7bit")
    } else {
        ("utf-8", "base64")
    };
    // Writing to a text cannot fail.
    let _ = write!(
        message,
        "--{boundary}\nContent-Type: text/{kind}; charset=\"{charset}\"\nMIME-Version: 1.0\n\
         Content-Transfer-Encoding: {encoding}\n\
         Content-Disposition: attachment; filename=\"{name}\"\n\n"
    );
    if content.is_ascii() {
        message.push_str(content);
    } else {
        message.push_str(&STANDARD.encode(content));
    }
    message.push('\n');
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn raw_user_data_stays_as_it_is() {
        assert_eq!(build("#!/bin/sh", "RAW", &value!({ "a": 1 })), "#!/bin/sh");
    }

    #[test]
    fn other_user_data_is_packed_with_the_metadata() {
        insta::assert_snapshot!(build("# ä", "HEAT_CFNTOOLS", &value!({ "a": "b" })), @r#"
        Content-Type: multipart/mixed; boundary="===============7310246859432150967=="
        MIME-Version: 1.0

        --===============7310246859432150967==
        Content-Type: text/x-cfninitdata; charset="utf-8"
        MIME-Version: 1.0
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="cfn-userdata"

        IyDDpA==
        --===============7310246859432150967==
        Content-Type: text/x-cfninitdata; charset="us-ascii"
        MIME-Version: 1.0
        Content-Transfer-Encoding: 7bit
        Content-Disposition: attachment; filename="cfn-init-data"

        {"a": "b"}
        --===============7310246859432150967==--
        "#);
        assert!(build(BOUNDARY, "", &Value::Null).contains("==="));
    }
}
