//! User data: what the template gives, packed up for cloud-init.
//!
//! Upstream adds scripts that cloud-init runs in the machine, and the address of the CFN API that
//! they talk to. There is no machine and no such API here, so that only what comes from the
//! template is packed: the user data and the metadata.

use heat_spec::Value;

use crate::resources::mime::{self, Part};

/// The user data of a format, with the metadata if there is any.
pub(super) fn build(user_data: &str, format: &str, metadata: &Value) -> String {
    if format == "RAW" {
        return user_data.to_owned();
    }
    let (filename, subtype) = match format {
        "SOFTWARE_CONFIG" => ("", "plain"),
        _ => ("cfn-userdata", "x-cfninitdata"),
    };
    let mut parts = vec![part(filename, subtype, user_data.to_owned())];
    if metadata.is_truthy() {
        parts.push(part("cfn-init-data", "x-cfninitdata", metadata.to_json()));
    }
    mime::message(&parts)
}

fn part(filename: &str, subtype: &str, content: String) -> Part {
    Part {
        subtype: subtype.to_owned(),
        filename: filename.to_owned(),
        content,
    }
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
    }
}
