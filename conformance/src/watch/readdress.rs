//! Other addresses in texts that flow by.

use axum::body::Bytes;

/// Puts addresses in the place of others, in a text that comes in pieces.
///
/// An address is followed by a slash wherever it leads somewhere; with the slash, no address is the
/// beginning of another one (`http://h:80` and `http://h:8004`).
#[derive(Debug)]
pub(super) struct Readdress {
    pairs: Vec<(Vec<u8>, Vec<u8>)>,
    /// The end of what came, if an address may begin in it.
    held: Vec<u8>,
}

impl Readdress {
    /// Puts the second of each pair in the place of the first.
    pub(super) fn new(pairs: &[(&str, &str)]) -> Self {
        let pairs = pairs.iter().filter(|(from, to)| from != to);
        let slashed = |text: &str| format!("{text}/").into_bytes();
        Self {
            pairs: pairs
                .map(|(from, to)| (slashed(from), slashed(to)))
                .collect(),
            held: Vec::new(),
        }
    }

    /// A whole text.
    pub(super) fn whole(mut self, text: &[u8]) -> Vec<u8> {
        let mut out = self.push(text).to_vec();
        out.append(&mut self.held);
        out
    }

    /// What can be passed on after a further piece.
    pub(super) fn push(&mut self, piece: &[u8]) -> Bytes {
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(piece);
        let mut out = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if let Some((from, to)) = self.pairs.iter().find(|(from, _)| rest.starts_with(from)) {
                out.extend_from_slice(to);
                at += from.len();
            } else if self.pairs.iter().any(|(from, _)| from.starts_with(rest)) {
                self.held = rest.to_vec();
                break;
            } else {
                // All addresses begin with the same letter.
                let next = rest[1..].iter().position(|byte| *byte == b'h');
                let end = next.map_or(rest.len(), |next| next + 1);
                out.extend_from_slice(&rest[..end]);
                at += end;
            }
        }
        out.into()
    }

    /// What was held back.
    pub(super) fn finish(&mut self) -> Bytes {
        std::mem::take(&mut self.held).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: [(&str, &str); 2] = [("http://h:80", "http://there"), ("https://k", "http://x")];

    fn in_pieces(text: &str, length: usize) -> String {
        let mut readdress = Readdress::new(&PAIRS);
        let mut out = Vec::new();
        for piece in text.as_bytes().chunks(length) {
            out.extend_from_slice(&readdress.push(piece));
        }
        out.extend_from_slice(&readdress.finish());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn addresses_change_wherever_a_text_is_cut() {
        let text =
            r#"{"a": "http://h:80/v1", "b": "http://h:8004/v1 https://k/v3"} httphttp://h:80/"#;
        let expected =
            r#"{"a": "http://there/v1", "b": "http://h:8004/v1 http://x/v3"} httphttp://there/"#;
        for length in 1..=text.len() {
            assert_eq!(in_pieces(text, length), expected, "{length}");
        }
        assert_eq!(in_pieces("ends in http://h:8", 3), "ends in http://h:8");
        assert_eq!(Readdress::new(&PAIRS).whole(b"https:"), b"https:");
    }

    #[test]
    fn nothing_is_held_back_that_is_no_beginning_of_an_address() {
        let mut readdress = Readdress::new(&PAIRS);
        assert_eq!(readdress.push(b"{\"a\": 1}"), "{\"a\": 1}");
        assert_eq!(readdress.push(b"x http://h"), "x ");
        assert_eq!(readdress.finish(), "http://h");
    }
}
