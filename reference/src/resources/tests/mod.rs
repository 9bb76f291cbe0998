//! Resource types at work: stacks made over HTTP by the whole server, and what is then in the
//! pretend cloud.

mod actions;
mod documents;
mod everything;
mod groups;
mod nested;
mod nested_restart;
mod networks;
mod outside;
mod restart;
mod rules;
mod servers;
mod stage;
mod trouble;
mod validation;
mod waits;
