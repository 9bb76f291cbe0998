//! How much one evaluation may produce, so that no template can fill the memory.

use std::cell::Cell;

use heat_spec::{Fault, Value, fault};

/// The most bytes that the value of one definition or output may take.
///
/// Doubling by functions (`str_replace` in `str_replace`, a `repeat` over its own product, an
/// attribute that repeats an attribute) grows without limit otherwise.
pub(crate) const RESULT_BYTES: usize = 32 << 20;

/// The most steps (bytes made, bytes or items looked at) that one pass over a stack may take.
const STEPS: usize = 1 << 30;

/// The deepest nesting of a value that comes from a parameter or an attribute.
pub(crate) const VALUE_DEPTH: usize = 128;

/// How many conditions may refer to each other in a row.
const LEVELS: usize = 64;

/// What each value costs besides its text.
const OVERHEAD: usize = 32;

/// What is left for one pass: for the value at hand, and in all.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<usize>,
    steps: Cell<usize>,
    levels: Cell<usize>,
}

impl Budget {
    /// A whole budget.
    pub(crate) fn new() -> Self {
        Self {
            left: Cell::new(RESULT_BYTES),
            steps: Cell::new(STEPS),
            levels: Cell::new(LEVELS),
        }
    }

    /// Begins another value.
    pub(crate) fn renew(&self) {
        self.left.set(RESULT_BYTES);
    }

    /// Takes `bytes` off, or refuses.
    pub(crate) fn spend(&self, bytes: usize) -> Result<(), Fault> {
        self.work(bytes)?;
        match self.left.get().checked_sub(bytes) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(fault::function_result_too_large(RESULT_BYTES)),
        }
    }

    /// Takes `steps` of work off, or refuses.
    pub(crate) fn work(&self, steps: usize) -> Result<(), Fault> {
        match self.steps.get().checked_sub(steps) {
            Some(left) => {
                self.steps.set(left);
                Ok(())
            }
            None => Err(fault::function_too_much_work()),
        }
    }

    /// Does something one level further down, or refuses.
    pub(crate) fn nested<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        let Some(left) = self.levels.get().checked_sub(1) else {
            return Err(fault::conditions_too_deep(LEVELS));
        };
        self.levels.set(left);
        let result = work();
        self.levels.set(left + 1);
        result
    }

    /// Takes the cost of a text off.
    pub(crate) fn spend_text(&self, text: &str) -> Result<(), Fault> {
        self.spend(OVERHEAD + text.len())
    }

    /// Takes the cost of a copy of `value` off; refuses a value that is nested too deeply.
    pub(crate) fn spend_value(&self, value: &Value) -> Result<(), Fault> {
        self.walk(value, VALUE_DEPTH)
    }

    fn walk(&self, value: &Value, depth_left: usize) -> Result<(), Fault> {
        let Some(below) = depth_left.checked_sub(1) else {
            return Err(fault::function_value_too_deep(VALUE_DEPTH));
        };
        match value {
            Value::String(text) => self.spend_text(text),
            Value::List(items) => {
                self.spend(OVERHEAD)?;
                items.iter().try_for_each(|item| self.walk(item, below))
            }
            Value::Map(map) => {
                self.spend(OVERHEAD)?;
                map.iter().try_for_each(|(key, item)| {
                    self.spend_text(key.as_str().unwrap_or_default())?;
                    self.walk(item, below)
                })
            }
            _ => self.spend(OVERHEAD),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_depth_are_limited() {
        let budget = Budget::new();
        assert!(budget.spend(RESULT_BYTES).is_ok());
        assert_eq!(budget.spend(1).unwrap_err().id, "function_result_too_large");
        let deep = (0..VALUE_DEPTH).fold(Value::Null, |inner, _| Value::List(vec![inner]));
        assert_eq!(
            Budget::new().spend_value(&deep).unwrap_err().id,
            "function_value_too_deep"
        );
    }

    #[test]
    fn texts_cost_their_bytes_wherever_they_are() {
        let largest = "x".repeat(RESULT_BYTES - OVERHEAD);
        assert!(Budget::new().spend_text(&largest).is_ok());
        assert!(Budget::new().spend_text(&format!("{largest}x")).is_err());
        let spend = |value: Value| Budget::new().spend_value(&value).is_ok();
        let largest = Value::from(largest);
        assert!(spend(largest.clone()));
        assert!(!spend(Value::List(vec![largest.clone()])));
        assert!(!spend([("k", largest.clone())].into_iter().collect()));
        let key = largest.as_str().unwrap_or_default();
        assert!(!spend([(key, Value::Null)].into_iter().collect()));
    }

    #[test]
    fn each_value_has_a_budget_of_its_own() {
        let budget = Budget::new();
        for _ in 0..3 {
            budget.renew();
            assert!(budget.spend(RESULT_BYTES).is_ok());
        }
        // The work of all of them is limited, too.
        assert!(budget.work(STEPS).is_err());
        assert!(budget.work(STEPS - 3 * RESULT_BYTES).is_ok());
        assert_eq!(budget.work(1).unwrap_err().id, "function_too_much_work");
    }

    fn down(budget: &Budget, levels: usize) -> Result<(), Fault> {
        match levels.checked_sub(1) {
            Some(levels) => budget.nested(|| down(budget, levels)),
            None => Ok(()),
        }
    }

    #[test]
    fn levels_count_while_one_is_inside_of_them() {
        let budget = Budget::new();
        for _ in 0..=LEVELS {
            assert_eq!(budget.nested(|| Ok(1)), Ok(1));
        }
        assert!(down(&budget, LEVELS).is_ok());
        assert_eq!(
            down(&budget, LEVELS + 1).unwrap_err().id,
            "conditions_too_deep"
        );
        assert!(down(&budget, LEVELS).is_ok());
    }
}
