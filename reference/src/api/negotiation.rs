//! Which version of the API a request addresses, by its path or its `Accept` header.
//!
//! Links spell the version as the request does.

use heat_spec::catalogue::PathVersion;

/// The media type that names a version where the path does not.
const VERSIONED_MEDIA_TYPE: &str = "application/vnd.openstack.orchestration-";

/// What a request addresses.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Negotiated {
    /// The document that lists the versions.
    Versions,
    /// Version 1.
    V1 {
        /// The path with `/v1` before it, still encoded.
        path: String,
        /// What stands before the project in links: `/v1` as the client spells it, or nothing.
        prefix: String,
    },
    /// Nothing: no version, and no media type that names one.
    NotFound,
    /// A path that is no UTF-8.
    BadPath,
}

/// Decides by the path as it stands in the request line and the `Accept` header.
pub(super) fn negotiate(path: &str, accept: &str) -> Negotiated {
    let Ok(decoded) = percent_encoding::percent_decode_str(path).decode_utf8() else {
        return Negotiated::BadPath;
    };
    let first = decoded.trim_start_matches('/').split('/').next();
    match PathVersion::of(first.unwrap_or_default()) {
        PathVersion::List => return Negotiated::Versions,
        PathVersion::One => return below_first_segment(path),
        PathVersion::Unversioned => {}
    }
    let Some(version) = accept.strip_prefix(VERSIONED_MEDIA_TYPE) else {
        return Negotiated::NotFound;
    };
    match PathVersion::of(version) {
        PathVersion::List if version.starts_with('v') => Negotiated::Versions,
        // A media type that names no version at all passes, as it does upstream.
        _ => Negotiated::V1 {
            path: format!("/v1/{}", path.trim_start_matches('/')),
            prefix: String::new(),
        },
    }
}

/// Version 1, named by the first segment of the path.
fn below_first_segment(path: &str) -> Negotiated {
    let path = path.trim_start_matches('/');
    let (version, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    Negotiated::V1 {
        path: format!("/v1{rest}"),
        prefix: format!("/{version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v1(path: &str, prefix: &str) -> Negotiated {
        Negotiated::V1 {
            path: path.to_owned(),
            prefix: prefix.to_owned(),
        }
    }

    #[test]
    fn the_first_segment_decides() {
        for (path, expected) in [
            ("/", Negotiated::Versions),
            ("//", Negotiated::Versions),
            ("/versions", Negotiated::Versions),
            ("/versions/x", Negotiated::Versions),
            ("/versionsx", Negotiated::NotFound),
            ("/v1", v1("/v1", "/v1")),
            ("/v1/", v1("/v1/", "/v1")),
            ("//v1/p/stacks", v1("/v1/p/stacks", "/v1")),
            ("/v1.0/p", v1("/v1/p", "/v1.0")),
            ("/v1./p", v1("/v1/p", "/v1.")),
            ("/v1x/p%2Fq", v1("/v1/p%2Fq", "/v1x")),
            ("/v01.00/p", v1("/v1/p", "/v01.00")),
            ("/%761/p", v1("/v1/p", "/%761")),
            ("/v1.5/p", Negotiated::Versions),
            ("/v2", Negotiated::Versions),
            ("/v10/p", Negotiated::Versions),
            ("/v99999999999999999999999/x", Negotiated::Versions),
            ("/v", Negotiated::NotFound),
            ("/V1/p", Negotiated::NotFound),
            ("/nope", Negotiated::NotFound),
            ("/v1/%ff", Negotiated::BadPath),
        ] {
            assert_eq!(negotiate(path, "*/*"), expected, "{path}");
        }
    }

    #[test]
    fn the_media_type_decides_where_the_path_does_not() {
        let accept =
            |version: &str| negotiate("/p/stacks", &format!("{VERSIONED_MEDIA_TYPE}{version}"));
        let v1 = v1("/v1/p/stacks", "");
        assert_eq!(accept("v1"), v1);
        assert_eq!(accept("v1.0"), v1);
        assert_eq!(accept("new"), v1);
        assert_eq!(accept("v2"), Negotiated::Versions);
    }
}
