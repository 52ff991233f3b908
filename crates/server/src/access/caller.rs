//! Who calls, and what that caller may do.

use runboard_model::ProjectId;

/// What becomes of callers who bring no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anonymous {
    /// They are this machine's own user: the server listens to nobody else.
    OwnMachine,
    /// They are refused.
    Refused,
}

/// Whether a caller may change what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// It may read and write.
    Allowed,
    /// It may only read.
    Refused,
}

/// What a caller may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// Whether it may change anything.
    pub writing: Writing,
    /// The only project it may see; `None` for all.
    pub project: Option<ProjectId>,
}

impl Rights {
    /// To read and write everything.
    pub const ALL: Self = Self {
        writing: Writing::Allowed,
        project: None,
    };

    /// Whether the project is one that the caller may see.
    pub fn cover(&self, project: ProjectId) -> bool {
        self.project.is_none_or(|only| only == project)
    }
}

/// Whoever sent a request that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// This machine's own user, without a token.
    OwnMachine,
    /// Who knows the token of the command line.
    ServerToken,
    /// Who knows an issued token.
    IssuedToken {
        /// The token's name.
        name: String,
        /// What it was issued for.
        rights: Rights,
    },
}

impl Caller {
    /// What the caller may do.
    pub fn rights(&self) -> Rights {
        match self {
            Self::OwnMachine | Self::ServerToken => Rights::ALL,
            Self::IssuedToken { rights, .. } => *rights,
        }
    }

    /// The caller's name, for a person.
    pub fn name(&self) -> &str {
        match self {
            Self::OwnMachine => "this machine",
            Self::ServerToken => "the server's token",
            Self::IssuedToken { name, .. } => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_project_covers_itself_alone() {
        let (own, other) = (ProjectId(Uuid::from_u128(1)), ProjectId(Uuid::from_u128(2)));
        let scoped = Rights {
            project: Some(own),
            ..Rights::ALL
        };
        assert!(scoped.cover(own) && !scoped.cover(other));
        assert!(Rights::ALL.cover(own) && Rights::ALL.cover(other));
    }
}
