//! Who asks: tokens, projects, users and roles, as a small Keystone v3.

/// The bearer of a valid token.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// The user's id.
    pub(crate) user_id: String,
    /// The user's name, shown as `stack_owner`.
    pub(crate) user_name: String,
    /// The project that the token is scoped to.
    pub(crate) project_id: String,
    /// Its name.
    pub(crate) project_name: String,
    /// The roles, with those that they imply.
    pub(crate) roles: Vec<String>,
}

impl Identity {
    /// Whether the bearer has the role, or one that implies it.
    pub(crate) fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|known| known == role)
    }
}
