//! Which of the two renderings of a plain answer an `Accept` header prefers.

/// How a plain answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A small page.
    Html,
    /// An object with `message`, `code` and `title`.
    Json,
    /// Lines of text, where neither of the others is acceptable.
    Text,
}

/// The offers, the preferred one first: it wins where the client has no preference.
const OFFERS: [(Form, &str, &str); 2] = [
    (Form::Html, "text", "html"),
    (Form::Json, "application", "json"),
];

/// The form for an `Accept` header; no header accepts neither offer, a broken one accepts both.
pub(super) fn preferred_form(accept: Option<&str>) -> Form {
    let Some(ranges) = parse(accept.unwrap_or_default()) else {
        return Form::Html;
    };
    let mut best = (Form::Text, 0.0);
    for (form, kind, subtype) in OFFERS {
        let quality = quality(&ranges, kind, subtype);
        if quality > best.1 {
            best = (form, quality);
        }
    }
    best.0
}

/// One media range: `text/*;q=0.5`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: f32,
}

/// The quality that the most specific range gives an offer.
fn quality(ranges: &[Range<'_>], kind: &str, subtype: &str) -> f32 {
    let specificity = |range: &Range<'_>| {
        if range.kind.eq_ignore_ascii_case(kind) {
            if range.subtype.eq_ignore_ascii_case(subtype) {
                return 3;
            }
            return if range.subtype == "*" { 2 } else { 0 };
        }
        i32::from(range.kind == "*" && range.subtype == "*")
    };
    ranges
        .iter()
        .filter(|range| specificity(range) > 0)
        .max_by_key(|range| specificity(range))
        .map_or(0.0, |range| range.quality)
}

/// The ranges of a header; nothing if it is malformed.
fn parse(header: &str) -> Option<Vec<Range<'_>>> {
    let mut ranges = Vec::new();
    for part in header
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let mut pieces = part.split(';').map(str::trim);
        let (kind, subtype) = pieces.next()?.split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let mut quality = 1.0;
        let mut has_parameters = false;
        for piece in pieces {
            let (name, value) = piece.split_once('=')?;
            if name.eq_ignore_ascii_case("q") {
                quality = value.parse().ok().filter(|q| (0.0..=1.0).contains(q))?;
            } else {
                has_parameters = true;
            }
        }
        // A range with parameters matches no offer: the offers have none.
        if !has_parameters {
            ranges.push(Range {
                kind,
                subtype,
                quality,
            });
        }
    }
    Some(ranges)
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_chosen_as_upstream_chooses_them() {
        // Each row was seen on the real service.
        for (accept, form) in [
            (None, Form::Text),
            (Some(""), Form::Text),
            (Some("*/*"), Form::Html),
            (Some("text/html"), Form::Html),
            (Some("application/json"), Form::Json),
            (Some("text/plain"), Form::Text),
            (Some("application/xml"), Form::Text),
            (Some("application/json;q=0.5, text/html"), Form::Html),
            (Some("text/html;q=0.1, application/json"), Form::Json),
            (Some("text/*"), Form::Html),
            (Some("application/*"), Form::Json),
            (Some("garbage"), Form::Html),
            (Some("text/html, */*;q=0.1"), Form::Html),
            (Some("*/*;q=0.1, application/json;q=0"), Form::Html),
            (Some("application/json;q=0.1, text/html;q=0.1"), Form::Html),
        ] {
            assert_eq!(preferred_form(accept), form, "{accept:?}");
        }
    }
}
