//! The identity service over HTTP, as clients use it.

mod accounts;
mod catalogue;
mod discovery;
mod grants;
mod robustness;
mod tokens;
