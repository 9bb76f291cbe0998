//! What becomes of a resource that is deleted.

use std::fmt;

/// The deletion policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// The resource is deleted.
    #[default]
    Delete,
    /// The real thing stays.
    Retain,
    /// A snapshot is taken first.
    Snapshot,
}

impl DeletionPolicy {
    /// The policy of that name; the versions since 2016-10-14 write it in lower case too.
    pub(crate) fn read(name: &str, lower_case: bool) -> Option<Self> {
        match name {
            "Delete" => Some(Self::Delete),
            "Retain" => Some(Self::Retain),
            "Snapshot" => Some(Self::Snapshot),
            "delete" if lower_case => Some(Self::Delete),
            "retain" if lower_case => Some(Self::Retain),
            "snapshot" if lower_case => Some(Self::Snapshot),
            _ => None,
        }
    }

    /// The name, as Heat shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::Snapshot => "Snapshot",
        }
    }
}

impl fmt::Display for DeletionPolicy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
