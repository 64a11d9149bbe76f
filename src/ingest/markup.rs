//! The text of a fragment of HTML, as feeds carry it.
//!
//! A fragment has no page around it, so nothing needs to be found: tags go, blocks become lines, and
//! character references become characters. Whole pages are the business of `page`.

/// Elements after which a new line begins.
const BLOCKS: [&str; 24] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "section",
    "article",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "dd",
    "dt",
    "hr",
    "header",
];

/// Elements whose contents are no text.
const UNSEEN: [&str; 6] = ["script", "style", "iframe", "noscript", "svg", "template"];

/// The text of a fragment, one line for each block.
pub(super) fn text_of_fragment(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_words(&mut text, &rest[..at]);
        let tag = &rest[at..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let closing = tag[1..].starts_with('/');
        let name_at = 1 + usize::from(closing);
        let name_len = tag[name_at..].find(|c: char| !c.is_ascii_alphanumeric());
        let name = &tag[name_at..name_at + name_len.unwrap_or(tag.len() - name_at)];
        // "<" before anything but a name is a character of the text.
        if name.is_empty() && !tag[1..].starts_with(['!', '?', '/']) {
            push_words(&mut text, "<");
            rest = &tag[1..];
            continue;
        }
        let name = name.to_ascii_lowercase();
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
        if !closing && UNSEEN.contains(&name.as_str()) {
            let close = format!("</{name}");
            let end = rest
                .char_indices()
                .filter(|(_, c)| *c == '<')
                .find(|(at, _)| {
                    rest.as_bytes()[*at..].len() >= close.len()
                        && rest.as_bytes()[*at..*at + close.len()]
                            .eq_ignore_ascii_case(close.as_bytes())
                })
                .map_or(rest.len(), |(at, _)| at);
            rest = &rest[end..];
        } else if BLOCKS.contains(&name.as_str()) {
            while text.ends_with(' ') {
                text.pop();
            }
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
    }
    push_words(&mut text, rest);
    text.truncate(text.trim_end().len());
    text
}

/// Appends words with single spaces, as a browser shows them.
fn push_words(text: &mut String, html: &str) {
    let decoded = decode_references(html);
    for c in decoded.chars() {
        if c.is_ascii_whitespace() {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
}

/// Character references to characters; what is none is kept as it stands.
pub(super) fn decode_references(html: &str) -> std::borrow::Cow<'_, str> {
    if !html.contains('&') {
        return html.into();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name read has six letters, and a number fits in ten digits.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                text.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.into()
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    NAMED.iter().find(|(named, _)| *named == name).map(|(_, c)| *c)
}

#[rustfmt::skip]
const NAMED: [(&str, char); 40] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}'),
    ("lsquo", '‘'), ("rsquo", '’'), ("ldquo", '“'), ("rdquo", '”'), ("sbquo", '‚'), ("bdquo", '„'),
    ("laquo", '«'), ("raquo", '»'), ("ndash", '–'), ("mdash", '—'), ("hellip", '…'), ("bull", '•'),
    ("middot", '·'), ("copy", '©'), ("reg", '®'), ("trade", '™'), ("deg", '°'), ("euro", '€'),
    ("pound", '£'), ("yen", '¥'), ("cent", '¢'), ("sect", '§'), ("para", '¶'), ("shy", '\u{ad}'),
    ("aacute", 'á'), ("eacute", 'é'), ("iacute", 'í'), ("oacute", 'ó'), ("uacute", 'ú'),
    ("auml", 'ä'), ("ouml", 'ö'), ("uuml", 'ü'), ("szlig", 'ß'), ("ccedil", 'ç'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_become_text() {
        let cases = [
            ("plain", "plain"),
            ("<p>One.</p><p>Two &amp; three.</p>", "One.\nTwo & three."),
            ("One<br/>two<BR>three", "One\ntwo\nthree"),
            ("a <b>bold</b>  word\n here", "a bold word here"),
            ("<script>var a = '<p>';</SCRIPT>seen<style>x{}</style>", "seen"),
            ("<!-- <p>unseen</p> -->seen", "seen"),
            ("5 < 6 && 7 > 6", "5 < 6 && 7 > 6"),
            ("&#8217;&#x2019;&rsquo;&unknown;&", "’’’&unknown;&"),
            ("<a href='x", ""),
            ("<script>never closed", ""),
            ("<", "<"),
            ("&#0;&#xD800;", "&#0;&#xD800;"),
            ("</p>", ""),
        ];
        for (html, text) in cases {
            assert_eq!(text_of_fragment(html), text, "{html}");
        }
    }
}
