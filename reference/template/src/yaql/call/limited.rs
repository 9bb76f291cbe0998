//! Collections of which only so many items are seen.

use crate::yaql::cursor::Cursor;
use crate::yaql::datum::Datum;
use crate::yaql::limits::ITEMS;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// A collection of which no more items are seen than the limit says.
pub(crate) fn limited(collection: Datum) -> Result<Datum, Problem> {
    let is_sized = matches!(collection, Datum::Tuple(_) | Datum::List(_)) || collection.is_set();
    if is_sized {
        return match collection.known_length() {
            Some(length) if length > ITEMS => Err(Problem::too_large(ITEMS)),
            _ => Ok(collection),
        };
    }
    let mut cursor = Cursor::new(collection);
    let mut n_seen = 0;
    Stream::over(cursor.depth(), move |machine| {
        let item = cursor.next(machine)?;
        if item.is_some() {
            n_seen += 1;
            if n_seen > ITEMS {
                return Err(Problem::too_large(ITEMS));
            }
        }
        Ok(item)
    })
}
