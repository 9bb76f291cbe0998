//! MIME messages of several texts, as cloud-init reads them.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What separates the parts, and is made longer until it is in none of them.
const BOUNDARY: &str = "===============7310246859432150967==";
/// The most characters in a line of Base64.
const LINE: usize = 76;

/// One text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::resources) struct Part {
    /// What stands behind `text/`.
    pub(in crate::resources) subtype: String,
    /// Its file's name; empty if it has none.
    pub(in crate::resources) filename: String,
    /// The text.
    pub(in crate::resources) content: String,
}

/// A message of these parts.
pub(in crate::resources) fn message(parts: &[Part]) -> String {
    let mut boundary = BOUNDARY.to_owned();
    while parts.iter().any(|part| part.content.contains(&boundary)) {
        boundary.push('=');
    }
    let mut message =
        format!("Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n");
    if parts.is_empty() {
        // Python writes one empty part.
        let _ = writeln!(message, "--{boundary}\n");
    }
    for part in parts {
        write_part(&mut message, &boundary, part);
    }
    message + "--" + &boundary + "--\n"
}

fn write_part(message: &mut String, boundary: &str, part: &Part) {
    let Part {
        subtype,
        filename,
        content,
    } = part;
    let (charset, encoding) = if content.is_ascii() {
        ("us-ascii", "7bit")
    } else {
        ("utf-8", "base64")
    };
    // Writing to a text cannot fail.
    let _ = write!(
        message,
        "--{boundary}\nContent-Type: text/{subtype}; charset=\"{charset}\"\nMIME-Version: 1.0\n\
         Content-Transfer-Encoding: {encoding}\n"
    );
    if !filename.is_empty() {
        let filename = filename.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(
            message,
            "Content-Disposition: attachment; filename=\"{filename}\""
        );
    }
    message.push('\n');
    if content.is_ascii() {
        message.push_str(content);
    } else {
        let encoded = STANDARD.encode(content);
        for (index, sign) in encoded.chars().enumerate() {
            if index > 0 && index % LINE == 0 {
                message.push('\n');
            }
            message.push(sign);
        }
        message.push('\n');
    }
    message.push('\n');
}

/// The parts of a message; none if it is no message of several parts.
pub(in crate::resources) fn parts(message: &str) -> Vec<Part> {
    let (head, body) = head_and_body(message);
    let kind = header(&head, "content-type").unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("multipart/") {
        return Vec::new();
    }
    let Some(boundary) = parameter(&kind, "boundary") else {
        return Vec::new();
    };
    let delimiter = format!("\n--{boundary}");
    let body = format!("\n{body}");
    let pieces = body.split(delimiter.as_str()).skip(1);
    pieces
        .take_while(|piece| !piece.starts_with("--"))
        .map(|piece| part(piece.split_once('\n').map_or("", |(_, rest)| rest)))
        .collect()
}

fn part(text: &str) -> Part {
    let (head, body) = head_and_body(text);
    let kind = header(&head, "content-type").unwrap_or_default();
    let subtype = kind.split(';').next().unwrap_or_default();
    let subtype = subtype
        .split_once('/')
        .map_or("plain", |(_, subtype)| subtype);
    let disposition = header(&head, "content-disposition").unwrap_or_default();
    let encoding = header(&head, "content-transfer-encoding").unwrap_or_default();
    let decoded = (encoding.eq_ignore_ascii_case("base64"))
        .then(|| STANDARD.decode(body.replace(['\n', '\r'], "")).ok())
        .flatten()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    Part {
        subtype: subtype.trim().to_ascii_lowercase(),
        filename: parameter(&disposition, "filename").unwrap_or_default(),
        content: decoded.unwrap_or_else(|| body.to_owned()),
    }
}

/// The headers as lines, folded ones joined, and what stands behind the first empty line.
fn head_and_body(text: &str) -> (Vec<String>, &str) {
    let mut head: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        let line = line.trim_end_matches('\r');
        match head.last_mut() {
            _ if line.is_empty() => return (head, rest),
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => head.push(line.to_owned()),
        }
    }
}

fn header(head: &[String], name: &str) -> Option<String> {
    head.iter().find_map(|line| {
        let (known, value) = line.split_once(':')?;
        (known.trim().eq_ignore_ascii_case(name)).then(|| value.trim().to_owned())
    })
}

/// A parameter of a header: `boundary` in `multipart/mixed; boundary="x"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|pair| {
        let (known, value) = pair.split_once('=')?;
        (known.trim().eq_ignore_ascii_case(name)).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<Part> {
        let part = |subtype: &str, filename: &str, content: &str| Part {
            subtype: subtype.to_owned(),
            filename: filename.to_owned(),
            content: content.to_owned(),
        };
        vec![
            part("plain", "", "one\ntwo\n"),
            part("x-shellscript", "run.sh", "ünï"),
        ]
    }

    #[test]
    fn a_message_is_as_python_writes_it() {
        // But for the boundary, which is random there.
        insta::assert_snapshot!(message(&some()), @r#"
        Content-Type: multipart/mixed; boundary="===============7310246859432150967=="
        MIME-Version: 1.0

        --===============7310246859432150967==
        Content-Type: text/plain; charset="us-ascii"
        MIME-Version: 1.0
        Content-Transfer-Encoding: 7bit

        one
        two

        --===============7310246859432150967==
        Content-Type: text/x-shellscript; charset="utf-8"
        MIME-Version: 1.0
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="run.sh"

        w7xuw68=

        --===============7310246859432150967==--
        "#);
    }

    #[test]
    fn a_boundary_that_is_in_a_part_is_made_longer() {
        let mut all = some();
        all[0].content = format!("--{BOUNDARY}\n{}", all[0].content);
        assert_eq!(parts(&message(&all)), all);
    }

    #[test]
    fn the_parts_of_a_message_are_found_again() {
        assert_eq!(parts(&message(&some())), some());
        assert_eq!(
            parts(&message(&[])),
            [Part {
                subtype: "plain".to_owned(),
                filename: String::new(),
                content: String::new(),
            }]
        );
        assert!(parts("no message").is_empty());
        assert!(parts("Content-Type: multipart/mixed\n\n--x").is_empty());
    }
}
