//! The bearer of a token, as the Orchestration API sees it.

/// The bearer of a valid token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    /// The user's id.
    pub(crate) user_id: String,
    /// The user's name, shown as `stack_owner`.
    pub(crate) user_name: String,
    /// The project that the token is scoped to; empty if to none.
    pub(crate) project_id: String,
    /// Its name.
    #[cfg_attr(not(test), expect(dead_code, reason = "no operation shows it yet"))]
    pub(crate) project_name: String,
    /// The roles, with those that they imply.
    pub(crate) roles: Vec<String>,
}

impl Identity {
    /// Nobody: who asks where no token is needed.
    pub(crate) fn nobody() -> Self {
        Self::default()
    }

    /// Whether the bearer has the role, or one that implies it.
    pub(crate) fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|known| known == role)
    }

    /// Whether the bearer is an administrator of the cloud: role `admin`, in whatever project.
    pub(crate) fn is_admin(&self) -> bool {
        self.has_role("admin")
    }
}
