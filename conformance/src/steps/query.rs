//! Queries of URLs as pairs, read and written.

use reqwest::Url;

use crate::world::Stop;

/// Needed to write a query, and no part of it.
const ANY: &str = "http://any/";

/// The pairs of a query as a feature has it: nothing is decoded.
pub(super) fn pairs_of(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    })
}

/// The pairs of a URL's query, decoded.
pub(super) fn decoded(url: &str) -> Vec<(String, String)> {
    let url = Url::parse(url).ok();
    let pairs = url.iter().flat_map(Url::query_pairs);
    pairs
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// The query of these pairs.
pub(super) fn encoded(pairs: &[(String, String)]) -> Result<String, Stop> {
    let url = Url::parse_with_params(ANY, pairs).map_err(|error| Stop::Error(error.to_string()))?;
    Ok(url.query().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_to_the_same() {
        let pairs: Vec<_> = pairs_of("id=a&id=b&username=x@y z&limit=").collect();
        let query = encoded(&pairs).unwrap();
        assert_eq!(query, "id=a&id=b&username=x%40y+z&limit=");
        assert_eq!(decoded(&format!("{ANY}?{query}")), pairs);
    }
}
