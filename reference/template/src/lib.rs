//! Heat-template.
