//! The functions of the language: one table for each group.

pub(crate) mod aggregation;
pub(crate) mod boolean;
pub(crate) mod branching;
pub(crate) mod comparison;
pub(crate) mod conversion;
pub(crate) mod dicts;
pub(crate) mod editing;
pub(crate) mod generation;
pub(crate) mod grouping;
pub(crate) mod lists;
pub(crate) mod math;
pub(crate) mod merging;
pub(crate) mod moments;
pub(crate) mod numbers;
pub(crate) mod ordering;
pub(crate) mod queries;
pub(crate) mod random;
pub(crate) mod regex;
pub(crate) mod regex_change;
pub(crate) mod search;
pub(crate) mod sets;
pub(crate) mod slicing;
pub(crate) mod strings;
pub(crate) mod strings_search;
pub(crate) mod system;
pub(crate) mod timespans;

use super::call::definition::Definition;

/// All functions.
pub(crate) fn definitions() -> impl Iterator<Item = &'static Definition> {
    [
        aggregation::FUNCTIONS,
        boolean::FUNCTIONS,
        branching::FUNCTIONS,
        comparison::FUNCTIONS,
        conversion::FUNCTIONS,
        dicts::FUNCTIONS,
        editing::FUNCTIONS,
        generation::FUNCTIONS,
        grouping::FUNCTIONS,
        lists::FUNCTIONS,
        math::FUNCTIONS,
        merging::FUNCTIONS,
        moments::FUNCTIONS,
        numbers::FUNCTIONS,
        ordering::FUNCTIONS,
        queries::FUNCTIONS,
        random::FUNCTIONS,
        regex::FUNCTIONS,
        regex_change::FUNCTIONS,
        search::FUNCTIONS,
        sets::FUNCTIONS,
        slicing::FUNCTIONS,
        strings::FUNCTIONS,
        strings_search::FUNCTIONS,
        system::FUNCTIONS,
        timespans::FUNCTIONS,
    ]
    .into_iter()
    .flatten()
}
