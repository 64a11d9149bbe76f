//! Markdown: headings, claims as list items, passages as quotations, sources as numbered notes.

use std::fmt::Write;

use super::text::{is_control, numbers};
use crate::brief::Brief;
use crate::brief::words::quoted;

/// How many passages are shown under a claim; the others are named by their number.
const SHOWN: usize = 3;

/// Writes a brief as Markdown. Text from articles is escaped, so that no article can add markup.
///
/// ```
/// use parallax::{Article, Brief, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let brief = Brief::new(&Comparison::new(&corpus)?);
/// assert!(report::markdown(&brief).contains("## Method"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn markdown(brief: &Brief) -> String {
    let mut out = String::new();
    let _ = write!(out, "# {}\n\n{}\n", escaped(&brief.title), escaped(&brief.subtitle));
    for notice in &brief.notices {
        let _ = write!(out, "\n> **Note.** {}\n", escaped(notice));
    }
    for chapter in &brief.chapters {
        let _ = write!(out, "\n## {}\n", chapter.section.title());
        for group in &chapter.groups {
            if let Some(heading) = &group.heading {
                let _ = write!(out, "\n### {}\n", escaped(heading));
            }
            out.push('\n');
            for claim in &group.claims {
                let references: Vec<String> = numbers(brief, claim.citations())
                    .map(|n| format!("[\\[{n}\\]](#source-{n})"))
                    .collect();
                let _ = writeln!(out, "- {} {}", escaped(claim.text()), references.join(" "));
                for (number, source, words) in brief.evidence(claim, SHOWN) {
                    let (name, words) = (escaped(&source.outlet_name), escaped(&quoted(words)));
                    let _ = write!(
                        out,
                        "  > {words} ({name}, [\\[{number}\\]](#source-{number}))\n  >\n"
                    );
                }
            }
            for note in &group.notes {
                let _ = writeln!(out, "- {}", escaped(note));
            }
        }
    }
    if !brief.sources.is_empty() {
        out.push_str("\n## Sources\n\n");
        for (index, source) in brief.sources.iter().enumerate() {
            let number = index + 1;
            let _ = write!(
                out,
                "{number}. <a id=\"source-{number}\"></a>{}",
                escaped(&source.outlet_name)
            );
            if !source.headline.is_empty() {
                let _ = write!(out, ", \u{201C}{}\u{201D}", escaped(&source.headline));
            }
            if let Some(published) = &source.published {
                let _ = write!(out, ", {}", published.date());
            }
            if let Some(url) = source.url.as_deref().filter(|url| is_plain_link(url)) {
                let _ = write!(out, ", <{url}>");
            }
            out.push('\n');
        }
    }
    out
}

/// Only addresses that cannot carry script or markup become links.
fn is_plain_link(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.chars().any(|c| c.is_whitespace() || is_control(c) || matches!(c, '<' | '>' | '"'))
}

/// White space folded, control characters dropped, and everything that means something to Markdown escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars().filter(|c| !is_control(*c)) {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_cannot_add_markup() {
        assert_eq!(
            escaped("<script>x</script>\n# a_b"),
            "&lt;script&gt;x&lt;/script&gt; \\# a\\_b"
        );
        assert!(is_plain_link("https://example.org/a?b=c"));
        assert!(!is_plain_link("javascript:alert(1)"));
        assert!(!is_plain_link("https://example.org/> <script>"));
    }
}
