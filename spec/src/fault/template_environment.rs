//! Faults of environments: sections, registry, merged files.
//!
//! Sources: upstream's environment modules (`heat/common/environment_format.py`,
//! `environment_util.py`, `heat/engine/environment.py`) and what the real service answered.

use super::table::fault_rows;

fault_rows! {
    /// A hook that is none.
    hook_type(value) = InvalidBreakPointHook, "Invalid hook type \"{value}\" for resource breakpoint, acceptable hook types are: ('pre-create', 'pre-update', 'pre-delete', 'post-create', 'post-update', 'post-delete')";
    /// A restricted action that is none; upstream answers 500.
    restricted_action(value) = StackValidationFailed, "Invalid restricted_action type \"{value}\" for resource, acceptable restricted_action types are: ('update', 'replace')";
    /// An event sink of a type that is not known; upstream answers 500.
    event_sink_type(value) = StackValidationFailed, "Unknown event sink type \"{value}\".";
    /// A file that `environment_files` names and `files` has not; upstream answers 500.
    environment_file_missing(name) = StackValidationFailed, "No content found in the \"files\" section for environment file: {name}";
    /// `files_container` where there is no object store; upstream answers 500.
    files_container(name) = StackValidationFailed, "Could not fetch files from container {name}, reason: there is no object store.";
    /// Two merge strategies for one parameter; upstream answers 500.
    merge_strategy_conflict(strategy, parameter, file) = StackValidationFailed, "Conflicting merge strategy '{strategy}' for parameter '{parameter}' in file '{file}'.";
    /// A merge of values that cannot be merged; upstream answers 500.
    merge_strategy_invalid(strategy, parameter) = StackValidationFailed, "Invalid merge strategy '{strategy}' for parameter '{parameter}'.";
}
