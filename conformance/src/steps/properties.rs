//! Steps that check something for many values.

use cucumber::then;
use proptest::string::string_regex;
use serde_json::{Map, json};

use crate::property::for_all;
use crate::target::Role;
use crate::world::{RequirementId, Stop, World};

/// Signs that a name may not have, and that have a meaning somewhere on their way.
const AWKWARD_SIGNS: [&str; 15] = [
    "+",
    "/",
    "%2F",
    " ",
    "\t",
    "\n",
    "\u{0}",
    "'",
    "\"",
    "\\",
    ":",
    "ü",
    "名",
    "\u{200b}",
    "\u{1f600}",
];

/// Every name with a sign that is neither a letter, a digit nor one of `_.-` is answered as the
/// requirement has it.
#[then(expr = "every name with another sign is answered as required [{requirement}]")]
async fn names_with_other_signs(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let strategy =
        string_regex("[^A-Za-z0-9_.-]{1,8}").map_err(|error| Stop::Error(error.to_string()))?;
    let budget = world.budget();
    let awkward = AWKWARD_SIGNS.map(str::to_owned);
    let found = for_all(id.as_str(), awkward, strategy, budget, async |signs| {
        let name = format!("{}{signs}x", world.name_of("x"));
        let mut fields = Map::new();
        fields.insert("stack_name".to_owned(), json!(name));
        world.create(Role::Member, "x", fields).await?;
        world.first_broken(&id)
    })
    .await?;
    world.conclude_property(&id, found)
}
