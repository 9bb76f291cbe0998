//! Versions of the template languages: the key that says so, and what each has.

use heat_spec::{Fault, Map, fault};

use crate::dialect::Dialect;

/// The languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Heat Orchestration Templates.
    Hot,
    /// CloudFormation templates, with the version key of either kind.
    CloudFormation,
}

/// Releases of HOT, oldest first, named after the OpenStack release that brought them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Release {
    /// 2013-05-23.
    Icehouse,
    /// 2014-10-16.
    Juno,
    /// 2015-04-30.
    Kilo,
    /// 2015-10-15.
    Liberty,
    /// 2016-04-08.
    Mitaka,
    /// 2016-10-14.
    Newton,
    /// 2017-02-24.
    Ocata,
    /// 2017-09-01.
    Pike,
    /// 2018-03-02.
    Queens,
    /// 2018-08-31.
    Rocky,
    /// 2021-04-16.
    Wallaby,
}

const HOT_KEY: &str = "heat_template_version";

const AMAZON_KEY: &str = "AWSTemplateFormatVersion";
const HEAT_KEY: &str = "HeatTemplateFormatVersion";

/// The keys that name a version.
const KEYS: &[&str] = &[AMAZON_KEY, HEAT_KEY, HOT_KEY];

/// The versions that each key may name, sorted as they are listed to clients.
const VERSIONS: &[(&str, &str, Dialect)] = &[
    (AMAZON_KEY, "2010-09-09", Dialect::Amazon),
    (HEAT_KEY, "2012-12-12", Dialect::Heat),
    (HOT_KEY, "2013-05-23", Dialect::Hot(Release::Icehouse)),
    (HOT_KEY, "2014-10-16", Dialect::Hot(Release::Juno)),
    (HOT_KEY, "2015-04-30", Dialect::Hot(Release::Kilo)),
    (HOT_KEY, "2015-10-15", Dialect::Hot(Release::Liberty)),
    (HOT_KEY, "2016-04-08", Dialect::Hot(Release::Mitaka)),
    (HOT_KEY, "2016-10-14", Dialect::Hot(Release::Newton)),
    (HOT_KEY, "2017-02-24", Dialect::Hot(Release::Ocata)),
    (HOT_KEY, "2017-09-01", Dialect::Hot(Release::Pike)),
    (HOT_KEY, "2018-03-02", Dialect::Hot(Release::Queens)),
    (HOT_KEY, "2018-08-31", Dialect::Hot(Release::Rocky)),
    (HOT_KEY, "2021-04-16", Dialect::Hot(Release::Wallaby)),
    (HOT_KEY, "newton", Dialect::Hot(Release::Newton)),
    (HOT_KEY, "ocata", Dialect::Hot(Release::Ocata)),
    (HOT_KEY, "pike", Dialect::Hot(Release::Pike)),
    (HOT_KEY, "queens", Dialect::Hot(Release::Queens)),
    (HOT_KEY, "rocky", Dialect::Hot(Release::Rocky)),
    (HOT_KEY, "wallaby", Dialect::Hot(Release::Wallaby)),
];

/// The version of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    key: &'static str,
    name: &'static str,
    dialect: Dialect,
}

impl Version {
    /// Reads the version of a document.
    ///
    /// Fails with `template_version` if there is none, more than one, or one that is not known.
    pub(crate) fn of(document: &Map) -> Result<Self, Fault> {
        let written: Vec<(&'static str, &str)> = KEYS
            .iter()
            .filter_map(|key| Some((*key, document.get(*key)?.as_str()?)))
            .collect();
        match written.as_slice() {
            [] => Err(fault::template_version("Template version was not provided")),
            [(key, name)] => VERSIONS
                .iter()
                .find(|(known, version, _)| known == key && version == name)
                .map(|(key, name, dialect)| Self {
                    key,
                    name,
                    dialect: *dialect,
                })
                .ok_or_else(|| unknown(key, name)),
            several => {
                let keys: Vec<&str> = several.iter().map(|(key, _)| *key).collect();
                Err(fault::template_version(format!(
                    "Ambiguous versions ({})",
                    keys.join(", ")
                )))
            }
        }
    }

    /// The key that names the version: `heat_template_version`.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The version as it is written: `2021-04-16` or `wallaby`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.dialect.language()
    }

    /// What sets the version apart from others.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }
}

/// A version as it is listed to clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVersion {
    /// Its key, a dot, and its date: `heat_template_version.2021-04-16`.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// The same with the names of releases in place of the date.
    pub aliases: Vec<String>,
}

/// Every version of every language, sorted by key and date.
pub fn listed_versions() -> Vec<ListedVersion> {
    let is_dated = |name: &str| name.starts_with(|sign: char| sign.is_ascii_digit());
    let dated = VERSIONS.iter().filter(|(_, name, _)| is_dated(name));
    dated
        .map(|(key, date, dialect)| {
            let aliases = VERSIONS
                .iter()
                .filter(|(known, name, of)| known == key && of == dialect && !is_dated(name));
            ListedVersion {
                name: format!("{key}.{date}"),
                language: dialect.language(),
                aliases: aliases
                    .map(|(key, name, _)| format!("{key}.{name}"))
                    .collect(),
            }
        })
        .collect()
}

/// A version by the name or alias that the list of versions has.
pub(crate) fn find(listed: &str) -> Option<Dialect> {
    let (key, name) = listed.split_once('.')?;
    VERSIONS
        .iter()
        .find(|(known, version, _)| *known == key && *version == name)
        .map(|(_, _, dialect)| *dialect)
}

fn unknown(key: &str, name: &str) -> Fault {
    let known: Vec<&str> = VERSIONS
        .iter()
        .filter(|(known, _, _)| *known == key)
        .map(|(_, version, _)| *version)
        .collect();
    let choice = if known.len() > 1 {
        "should be one of"
    } else {
        "should be"
    };
    fault::template_version(format!(
        "\"{key}: {name}\". \"{key}\" {choice}: {}",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use heat_spec::{Value, value};

    use super::*;

    fn version_of(document: &Value) -> Result<Version, String> {
        Version::of(document.as_map().unwrap()).map_err(|fault| fault.message)
    }

    #[test]
    fn every_version_is_known_by_date_and_by_name() {
        for (key, name, _) in VERSIONS {
            let document: Value = [(*key, Value::from(*name))].into_iter().collect();
            let version = version_of(&document).unwrap();
            assert_eq!((version.key(), version.name()), (*key, *name));
        }
        assert_eq!(
            version_of(&value!({ "heat_template_version": "pike" }))
                .unwrap()
                .dialect(),
            Dialect::Hot(Release::Pike)
        );
    }

    #[test]
    fn versions_are_listed_by_date_with_their_names() {
        let mut shown = Vec::new();
        for version in listed_versions() {
            shown.push(version.name);
            shown.extend(version.aliases.iter().map(|alias| format!("= {alias}")));
        }
        insta::assert_snapshot!(shown.join("\n"), @r"
        AWSTemplateFormatVersion.2010-09-09
        HeatTemplateFormatVersion.2012-12-12
        heat_template_version.2013-05-23
        heat_template_version.2014-10-16
        heat_template_version.2015-04-30
        heat_template_version.2015-10-15
        heat_template_version.2016-04-08
        heat_template_version.2016-10-14
        = heat_template_version.newton
        heat_template_version.2017-02-24
        = heat_template_version.ocata
        heat_template_version.2017-09-01
        = heat_template_version.pike
        heat_template_version.2018-03-02
        = heat_template_version.queens
        heat_template_version.2018-08-31
        = heat_template_version.rocky
        heat_template_version.2021-04-16
        = heat_template_version.wallaby
        ");
        for version in listed_versions() {
            assert_eq!(
                version.language == Language::Hot,
                version.name.starts_with("heat_template_version.")
            );
        }
        assert_eq!(find("heat_template_version.2012-12-12"), None);
        assert_eq!(
            find("HeatTemplateFormatVersion.2012-12-12"),
            Some(Dialect::Heat)
        );
    }

    #[test]
    fn other_versions_are_refused_in_heats_words() {
        insta::assert_snapshot!(
            version_of(&value!({ "heat_template_version": "2012-01-01" })).unwrap_err(),
            @r#"The template version is invalid: "heat_template_version: 2012-01-01". "heat_template_version" should be one of: 2013-05-23, 2014-10-16, 2015-04-30, 2015-10-15, 2016-04-08, 2016-10-14, 2017-02-24, 2017-09-01, 2018-03-02, 2018-08-31, 2021-04-16, newton, ocata, pike, queens, rocky, wallaby"#
        );
        insta::assert_snapshot!(
            version_of(&value!({ "AWSTemplateFormatVersion": "2011-09-09" })).unwrap_err(),
            @r#"The template version is invalid: "AWSTemplateFormatVersion: 2011-09-09". "AWSTemplateFormatVersion" should be: 2010-09-09"#
        );
        insta::assert_snapshot!(
            version_of(&value!({ "heat_template_version": 20_180_831 })).unwrap_err(),
            @"The template version is invalid: Template version was not provided"
        );
        insta::assert_snapshot!(
            version_of(&value!({
                "heat_template_version": "2021-04-16",
                "AWSTemplateFormatVersion": "2010-09-09"
            })).unwrap_err(),
            @"The template version is invalid: Ambiguous versions (AWSTemplateFormatVersion, heat_template_version)"
        );
    }
}
