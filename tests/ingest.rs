//! Reading what is really out there: every defect is told, and no good record is lost with it.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use parallax::Article;
use parallax::ingest::{
    DateOrder, Duplicates, Field, Format, Limits, Reader, Reading, Reason, Record, Remark,
};

const GOOD: &str =
    r#"{"id": "1", "outlet": "The Example", "title": "Ferry stops", "text": "The ferry stopped."}"#;
const NEXT: &str =
    r#"{"id": "2", "outlet": "The Example", "title": "Ferry runs", "text": "The ferry runs."}"#;

fn read(input: &[u8]) -> Reading {
    read_with(&Reader::default(), input)
}

fn read_with(reader: &Reader, input: &[u8]) -> Reading {
    let reading: Reading = reader.read(input, "test").expect("the input is read").collect();
    assert_eq!(reading.n_records, reading.articles.len() + reading.set_aside.len());
    reading
}

fn error_of(reader: &Reader, input: &[u8]) -> String {
    reader.read(input, "test").expect_err("the input is refused").to_string()
}

fn ids(reading: &Reading) -> Vec<&str> {
    reading.articles.iter().map(|article| article.id.as_str()).collect()
}

fn kinds(reading: &Reading) -> Vec<&str> {
    reading.set_aside.iter().map(|aside| aside.reason.kind()).collect()
}

fn remarks(reading: &Reading) -> Vec<&str> {
    reading.remarks.iter().map(|remarked| remarked.remark.kind()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Between a good record and the next one: a defect. Both good records are read, the defect is told.
#[test]
fn a_bad_line_loses_no_good_one() {
    let deep = format!(r#"{{"outlet": "A", "text": {}"x"{}}}"#, "[".repeat(500), "]".repeat(500));
    let deeper = "[".repeat(100_000);
    let cases: [(&str, &[u8], &str, &str); 17] = [
        (
            "cut",
            br#"{"id": "x", "outlet": "A", "text": "Cut o"#,
            "malformed",
            "2: the record is malformed: EOF",
        ),
        ("no JSON", b"Not JSON at all.", "malformed", "expected value"),
        ("raw tab in a string", b"{\"text\": \"a\tb\"}", "malformed", "control character"),
        ("list", b"[1, 2]", "not an object", "found a list"),
        ("text", b"\"Some text.\"", "not an object", "found a text"),
        ("number", b"17", "not an object", "found a number"),
        ("null", b"null", "not an object", "found null"),
        ("deep", deep.as_bytes(), "nested too deeply", "as a string or as a list of paragraphs"),
        ("deep, no object", deeper.as_bytes(), "not an object", "found a list"),
        (
            "no body",
            br#"{"outlet": "A", "title": "T", "words": "W"}"#,
            "no text",
            "its columns are outlet, title, words",
        ),
        ("null body", br#"{"outlet": "A", "text": null}"#, "empty text", "the text is empty"),
        ("empty body", br#"{"outlet": "A", "text": ""}"#, "empty text", "fetch its text again"),
        (
            "blank body",
            br#"{"outlet": "A", "text": " \n\t\u00a0"}"#,
            "empty text",
            "the text is empty",
        ),
        ("no outlet", br#"{"text": "Words."}"#, "no outlet", "give a default outlet"),
        (
            "blank outlet",
            br#"{"outlet": " ", "text": "Words."}"#,
            "no outlet",
            "no address that names one",
        ),
        ("NUL bytes", b"\0\0\0\0", "NUL bytes", "nothing but NUL bytes"),
        ("no columns", b"{}", "no text", "it has no columns"),
    ];
    for (name, bad, kind, message) in cases {
        let input = [GOOD.as_bytes(), b"\n", bad, b"\n", NEXT.as_bytes(), b"\n"].concat();
        let reading = read(&input);
        assert_eq!(ids(&reading), ["1", "2"], "{name}");
        assert_eq!(kinds(&reading), [kind], "{name}");
        let aside = &reading.set_aside[0];
        assert_eq!((aside.place.line, aside.place.record), (Some(2), None), "{name}");
        assert!(aside.to_string().contains(message), "{name}: {aside}");
        assert!(aside.excerpt.chars().count() <= 80, "{name}");
    }
}

/// What is repaired on the way is read, and remarked on.
#[test]
fn what_can_be_read_is_read() {
    let cases: [(&str, &[u8], &[&str]); 9] = [
        ("a comma after it", br#"{"id": "x", "outlet": "A", "text": "Zw"},"#, &[]),
        (
            "NaN for nothing",
            br#"{"id": "x", "date": NaN, "score": -Infinity, "outlet": "A", "text": "Zw"}"#,
            &[],
        ),
        (
            "NUL bytes within",
            b"{\"id\": \"x\",\0 \"outlet\": \"A\", \"text\": \"Z\0\0w\"}",
            &["NUL bytes dropped"],
        ),
        (
            "NUL bytes before",
            b"\0\0{\"id\": \"x\", \"outlet\": \"A\", \"text\": \"Zw\"}",
            &["NUL bytes dropped"],
        ),
        (
            "Windows-1252",
            b"{\"id\": \"x\", \"outlet\": \"A\", \"text\": \"Zw\", \"title\": \"\x93\xe9\x94\"}",
            &["other encoding"],
        ),
        ("blank date", br#"{"id": "x", "outlet": "A", "text": "Zw", "date": ""}"#, &[]),
        (
            "odd date",
            br#"{"id": "x", "outlet": "A", "text": "Zw", "date": "soon"}"#,
            &["unreadable date"],
        ),
        (
            "open date",
            br#"{"id": "x", "outlet": "A", "text": "Zw", "date": "5/6/18"}"#,
            &["ambiguous date"],
        ),
        (
            "odd byline",
            br#"{"id": "x", "outlet": "A", "text": "Zw", "byline": {"a": 1}}"#,
            &["unusable column"],
        ),
    ];
    for (name, line, expected) in cases {
        let input = [GOOD.as_bytes(), b"\n", line, b"\n", NEXT.as_bytes()].concat();
        let reading = read(&input);
        assert_eq!(ids(&reading), ["1", "x", "2"], "{name}: {:?}", reading.set_aside);
        assert_eq!(reading.articles[1].body, "Zw", "{name}");
        assert_eq!(remarks(&reading), expected, "{name}");
    }
}

#[test]
fn every_wrapping_of_lines_gives_the_same_articles() {
    let lines = |end: &str| format!("{GOOD}{end}{end}{NEXT}{end}");
    let utf16: Vec<u8> = lines("\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, Vec<u8>); 13] = [
        ("LF", lines("\n").into()),
        ("CR LF", lines("\r\n").into()),
        ("lone CR", lines("\r").into()),
        ("byte-order mark", format!("\u{feff}{}", lines("\n")).into()),
        ("UTF-16", [b"\xff\xfe".to_vec(), utf16].concat()),
        ("no line end", format!("{GOOD}\n{NEXT}").into()),
        ("one line", format!("{GOOD} {NEXT}").into()),
        ("gzip", gzip(lines("\n").as_bytes())),
        ("gzip members", [gzip(GOOD.as_bytes()), gzip(b"\n"), gzip(NEXT.as_bytes())].concat()),
        ("array", format!("[{GOOD},{NEXT}]").into()),
        ("array on lines", format!("[\r\n  {GOOD},\r\n  {NEXT}\r\n]\r\n").into()),
        ("printed objects", format!("{GOOD}{NEXT}").replace(", ", ",\n  ").into()),
        ("arrays after each other", format!("[{GOOD}]\n[{NEXT}]\n").into()),
    ];
    let expected = read(lines("\n").as_bytes()).articles;
    assert_eq!(expected.len(), 2);
    for (name, input) in cases {
        let reading = read(&input);
        assert_eq!(reading.articles, expected, "{name}");
        assert!(reading.set_aside.is_empty(), "{name}: {:?}", reading.set_aside);
    }
}

/// A long record is passed by without being held: only what `Limits` allows is in memory.
#[test]
fn a_huge_record_is_passed_by() {
    let good = |text: String| std::io::Cursor::new(text.into_bytes());
    let huge = |open: &str, body: u64, close: &str| {
        good(open.into()).chain(std::io::repeat(b'x').take(body)).chain(good(close.into()))
    };
    let object = |body| huge("{\"outlet\": \"A\", \"text\": \"", body, "\"}");
    let mut small = Limits::default();
    small.record_bytes = 1 << 20;
    let table = || good("id,outlet,body\n1,A,a\n".into());
    let row = || good("2,A,b\n".into());
    let (most, more): (u64, u64) = (50 << 20, 3 << 20);
    type Case = (&'static str, Limits, u64, Box<dyn Read + Send>);
    let lines = good(format!("{GOOD}\n")).chain(object(most)).chain(good(format!("\n{NEXT}")));
    let array = good(format!("[{GOOD},")).chain(object(more)).chain(good(format!(",{NEXT}]")));
    let quoted = table().chain(huge("x,A,\"", more, "\"\n")).chain(row());
    let plain = table().chain(huge("x,A,", more, "\n")).chain(row());
    let no_object = |open, close| {
        let value = good(format!("[{GOOD},")).chain(huge(open, more, close));
        value.chain(good(format!(",{NEXT}]")))
    };
    let cases: [Case; 6] = [
        ("lines", Limits::default(), most, Box::new(lines)),
        ("array", small, more, Box::new(array)),
        ("text in an array", small, more, Box::new(no_object("\"", "\""))),
        ("no value in an array", small, more, Box::new(no_object("x", ""))),
        ("csv", small, more, Box::new(quoted)),
        ("csv without marks", small, more, Box::new(plain)),
    ];
    for (name, limits, body, input) in cases {
        let reader = Reader::builder().limits(limits).build();
        let reading: Reading = reader.read(input, "test").unwrap().collect();
        assert_eq!(ids(&reading), ["1", "2"], "{name}");
        assert_eq!(kinds(&reading), ["too long"], "{name}");
        let Reason::Oversized { bytes, limit } = reading.set_aside[0].reason else {
            panic!("{name}")
        };
        assert_eq!(limit, limits.record_bytes as u64, "{name}");
        assert!((body..body + 100).contains(&bytes), "{name}: {bytes}");
    }
    let mut large = Limits::default();
    large.record_bytes = 64 << 20;
    let reader = Reader::builder().limits(large).build();
    let records = reader.read(object(most), "test").unwrap();
    assert_eq!(records.filter_map(Record::into_article).count(), 1);
}

#[test]
fn a_truncated_file_keeps_what_came_before() {
    let many: String = (0..500)
        .map(|n| {
            format!(
                "{{\"id\": \"{n}\", \"outlet\": \"A\", \"text\": \"Number {n}, {}\"}}\n",
                n * n * 7919
            )
        })
        .collect();
    let whole = gzip(many.as_bytes());
    let cut = &whole[..whole.len() / 2];
    let mut before = Vec::new();
    let _ = flate2::bufread::MultiGzDecoder::new(cut).read_to_end(&mut before);
    let expected = before.iter().filter(|&&byte| byte == b'\n').count();
    assert!(expected > 10, "{expected}");
    let reading = read(cut);
    assert_eq!(reading.articles.len(), expected);
    assert_eq!(kinds(&reading), ["cut off"]);
    assert!(reading.set_aside[0].to_string().contains("compressed data end too early"));

    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0xff);
    let reading = read(&damaged);
    assert!(reading.articles.len() > 10);
    assert!(reading.set_aside.iter().any(|aside| aside.reason.kind() == "unreadable"));

    let plain = &many.as_bytes()[..many.len() - 10];
    let reading = read(plain);
    assert_eq!((reading.articles.len(), kinds(&reading)), (499, vec!["cut off"]));
    assert_eq!(reading.set_aside[0].place.line, Some(500));

    let array = format!("[{GOOD},\n{NEXT},\n{{\"id\": \"3\", \"outlet\": \"A\", \"te");
    let reading = read(array.as_bytes());
    assert_eq!((ids(&reading), kinds(&reading)), (vec!["1", "2"], vec!["cut off"]));
    let reading = read(format!("[{GOOD},{NEXT}").as_bytes());
    assert_eq!((ids(&reading), kinds(&reading)), (vec!["1", "2"], vec!["cut off"]));
    assert_eq!(
        kinds(&read(&whole[..12])),
        ["cut off"],
        "nothing but the beginning of a gzip header"
    );
}

#[test]
fn an_array_recovers_from_a_bad_element() {
    let last = NEXT.replace("\"2\"", "\"3\"");
    let bad_elements = [
        ("quote missing", r#"{"id": "x", "text": "No end}"#),
        ("bracket missing", r#"{"id": "x", "text": "No end""#),
        ("bracket too many", r#"{"id": "x", "text": "No end"}}"#),
        ("no object", r#""a, \"text\" [in it]""#),
        ("number", "17"),
        ("malformed", r#"{"id": "x" "text": "No comma"}"#),
    ];
    for (name, bad) in bad_elements {
        let layouts = [
            ("lines", format!("[\n  {GOOD},\n  {bad},\n  {NEXT},\n  {last}\n]")),
            ("one line", format!("[{GOOD},{bad},{NEXT},{last}]")),
        ];
        for (layout, input) in layouts {
            let reading = read(input.as_bytes());
            let found = ids(&reading);
            // On one line nothing tells where the bad element ends, so its neighbour goes with it.
            let swallowed = layout == "one line" && name == "bracket missing";
            let expected = if swallowed { vec!["1", "3"] } else { vec!["1", "2", "3"] };
            assert_eq!(found, expected, "{name}, {layout}: {:?}", reading.set_aside);
            assert!(!reading.set_aside.is_empty(), "{name}, {layout}");
        }
    }
}

#[test]
fn objects_that_never_close_are_not_gone_through_again_and_again() {
    let mut limits = Limits::default();
    limits.record_bytes = 4 << 10;
    let reader = Reader::builder().format(Format::JsonArray).limits(limits).build();
    let open = "{\n".repeat(100_000);
    for input in [format!("\n{GOOD}\n{open}"), format!("\n{GOOD}\n{open}{}", "}".repeat(100_000))] {
        let reading: Reading = reader.read(input.as_bytes(), "test").unwrap().collect();
        assert_eq!(ids(&reading), ["1"]);
        // Each return to the next line costs a whole scan, so most lines must not have one.
        assert!((1..5_000).contains(&reading.set_aside.len()), "{}", reading.set_aside.len());
    }
}

#[test]
fn a_limit_may_be_as_large_as_a_number() {
    let mut limits = Limits::default();
    limits.record_bytes = usize::MAX;
    let reader = Reader::builder().format(Format::JsonArray).limits(limits).build();
    let input = format!("[\n{GOOD},\n{{\"id\": \"x\", \"text\": \"No end}},\n{NEXT}\n]");
    let reading: Reading = reader.read(input.as_bytes(), "test").unwrap().collect();
    assert_eq!(ids(&reading), ["1", "2"]);
    assert_eq!(reading.set_aside.len(), 1);
}

#[test]
fn a_second_article_with_an_id_is_told_from_a_repeated_one() {
    let other = GOOD.replace("The ferry stopped.", "The ferry sank.");
    let reading = read(format!("{GOOD}\n{NEXT}\n{GOOD}\n{other}\n").as_bytes());
    assert_eq!(ids(&reading), ["1", "2"]);
    let messages: Vec<String> = reading.set_aside.iter().map(ToString::to_string).collect();
    assert!(
        messages[0].starts_with("test:3: the same article \"1\" was read at test:1"),
        "{messages:?}"
    );
    assert!(
        messages[1].starts_with("test:4: a different article with the id \"1\" was read at test:1")
    );

    let reader = Reader::builder().duplicates(Duplicates::Keep).build();
    assert_eq!(read_with(&reader, format!("{GOOD}\n{GOOD}\n").as_bytes()).articles.len(), 2);
}

#[test]
fn files_are_read_as_one_input() {
    let folder = std::env::temp_dir().join(format!("parallax-ingest-{}", std::process::id()));
    let (a, b) = (folder.join("a"), folder.join("b"));
    std::fs::create_dir_all(&a).unwrap();
    std::fs::create_dir_all(&b).unwrap();
    let other = GOOD.replace("The ferry stopped.", "The ferry sank.");
    let unnamed = r#"{"outlet": "A", "text": "Words."}"#;
    std::fs::write(a.join("c.jsonl"), format!("{GOOD}\n{unnamed}\n")).unwrap();
    std::fs::write(b.join("c.jsonl"), format!("{other}\n{unnamed}\n{NEXT}\n")).unwrap();
    std::fs::write(b.join("d.jsonl"), format!("{GOOD}\n{NEXT}\n")).unwrap();

    let paths = [a.join("c.jsonl"), b.join("c.jsonl"), b.join("d.jsonl")];
    let reading = Reader::default().read_paths(&paths).unwrap();
    let second = paths[1].display();
    let expected = [
        "1".to_owned(),
        "c.jsonl:2".into(),
        format!("{second}:1"),
        format!("{second}:2"),
        "2".into(),
    ];
    assert_eq!(ids(&reading), expected);
    assert_eq!(kinds(&reading), ["repeated", "repeated"]);
    assert!(
        reading.set_aside[0].to_string().contains(&format!("was read at {}:1", paths[0].display()))
    );
    assert_eq!(remarks(&reading), ["id of two files", "id of two files"]);

    let message = Reader::default().read_path(a.join("none")).unwrap_err().to_string();
    assert!(message.contains("none: "), "{message}");
    std::fs::write(a.join("empty"), "").unwrap();
    let message = Reader::default().read_path(a.join("empty")).unwrap_err().to_string();
    assert!(message.contains("found an empty file; needed JSON Lines"), "{message}");
    std::fs::create_dir(a.join("nothing")).unwrap();
    let message = Reader::default().read_path(a.join("nothing")).unwrap_err().to_string();
    assert!(message.contains("found an empty folder"), "{message}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn columns_fill_fields_in_order_of_preference() {
    fn article(line: &str) -> Article {
        let reading = read(line.as_bytes());
        assert!(reading.set_aside.is_empty(), "{:?}", reading.set_aside);
        reading.articles.into_iter().next().unwrap()
    }
    let full = article(
        r#"{"ID": 7, "Source": "S", "outlet": "O", "title": "T", "headline": "", "article": "no", "body": "B", "content": "no",
            "date": 1755509400, "url": " https://x.example/1 ", "authors": ["Ann", "", {"name": "Bo"}], "language": "en-GB",
            "event": "The title", "cluster": 3, "disclaimer": "Fiction."}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!((full.id.as_str(), full.outlet.as_str(), full.headline.as_str()), ("7", "O", "T"));
    assert_eq!((full.body.as_str(), full.byline.as_deref()), ("B", Some("Ann, Bo")));
    assert_eq!(full.published.unwrap().to_string(), "2025-08-18T09:30:00Z");
    assert_eq!(full.url.as_deref(), Some("https://x.example/1"));
    assert_eq!(full.language.as_deref(), Some("en"));
    assert_eq!(
        (full.story.as_deref(), full.story_title.as_deref()),
        (Some("3"), Some("The title"))
    );
    assert_eq!(full.notice.as_deref(), Some("Fiction."));

    let cases = [
        (
            "title alone is the key",
            r#"{"outlet": "A", "text": "B", "story_title": "T"}"#,
            "A",
            "B",
            Some("T"),
        ),
        (
            "host of the address",
            r#"{"url": "https://www.example.com/1", "text": "B"}"#,
            "example.com",
            "B",
            None,
        ),
        (
            "list of texts",
            r#"{"outlet": "A", "sentences": ["One.", "", "Two."]}"#,
            "A",
            "One.\nTwo.",
            None,
        ),
        (
            "list of lists",
            r#"{"outlet": "A", "body": [["One.", "Two."], ["Three."]]}"#,
            "A",
            "One. Two.\nThree.",
            None,
        ),
        ("object", r#"{"source": {"id": null, "name": "N"}, "text": "B"}"#, "N", "B", None),
        ("text is kept as it is", r#"{"outlet": " A ", "text": " B\r\n "}"#, "A", " B\r\n ", None),
        ("first of two", r#"{"outlet": "A", "text": "B", "text": "C"}"#, "A", "B", None),
    ];
    for (name, line, outlet, body, story) in cases {
        let article = article(line);
        assert_eq!(article.outlet, outlet, "{name}");
        assert_eq!(article.body, body, "{name}");
        assert_eq!(article.story.as_deref(), story, "{name}");
        assert_eq!(article.id, "test:1", "{name}");
    }
}

#[test]
fn chosen_columns_and_defaults_count() {
    let reader = Reader::builder()
        .columns([(Field::Body, "Source"), (Field::Story, "topic"), (Field::StoryTitle, "topic")])
        .outlet("Default")
        .dates(DateOrder::DayFirst)
        .build();
    let reading =
        read_with(&reader, br#"{"source": "B", "topic": "T", "text": "no", "date": "5/6/18"}"#);
    let article = &reading.articles[0];
    assert_eq!((article.outlet.as_str(), article.body.as_str()), ("Default", "B"));
    assert_eq!((article.story.as_deref(), article.story_title.as_deref()), (Some("T"), Some("T")));
    assert_eq!(article.published.unwrap().to_string(), "2018-06-05");

    let message = error_of(&reader, b"outlet,text\nA,B\n");
    assert!(
        message.contains(
            "no column matches \"Source\"; it was chosen for body; test has outlet, text"
        )
    );
}

#[test]
fn tables_are_read() {
    let table = "id,Outlet,Title,Text,Date\r\n1,A,\"Ferry, stopped\",\"One \"\"two\"\"\r\nthree\",2025-08-18\r\n\r\n2,A,T,Plain,\r\n";
    let expected = read(table.as_bytes());
    assert_eq!(ids(&expected), ["1", "2"]);
    assert_eq!(expected.articles[0].body, "One \"two\"\r\nthree");
    assert_eq!(expected.articles[0].headline, "Ferry, stopped");
    let tabs = "id\tOutlet\tTitle\tText\tDate\n1\tA\tFerry, stopped\t\"One \"\"two\"\"\r\nthree\"\t2025-08-18\n2\tA\tT\tPlain\t";
    let semicolons = table
        .replace("Outlet,Title,Text,Date", "Outlet;Title;Text;Date")
        .replace("id,", "id;")
        .replace("1,A,\"Ferry, stopped\",", "1;A;\"Ferry, stopped\";")
        .replace("\",2025", "\";2025")
        .replace("2,A,T,Plain,", "2;A;T;Plain;");
    let cases = [
        ("tabs", tabs.to_owned()),
        ("semicolons", semicolons),
        ("byte-order mark", format!("\u{feff}{table}")),
        (
            "lone CR",
            table.replace("\"\"\r\nthree", "\"\"~three").replace("\r\n", "\r").replace('~', "\r\n"),
        ),
    ];
    for (name, input) in cases {
        assert_eq!(read(input.as_bytes()).articles, expected.articles, "{name}");
    }
}

#[test]
fn a_bad_row_loses_no_good_one() {
    let header = "id,outlet,title,body\n";
    type Case = (
        &'static str,
        &'static [u8],
        &'static [&'static str],
        &'static [&'static str],
        &'static [&'static str],
    );
    let cases: [Case; 10] = [
        ("too many fields", b"x,A,T,B,more,and more\n", &["1", "2"], &["ragged row"], &[]),
        ("too many blank fields", b"x,A,T,B,, \n", &["1", "x", "2"], &[], &[]),
        ("no body", b"x,A,T\n", &["1", "2"], &["no text"], &[]),
        (
            "stray mark",
            b"x,A,\"He said \"no\" to it\",B\n",
            &["1", "x", "2"],
            &[],
            &["stray quotation mark"],
        ),
        ("mark inside a field", b"x,A,5\" pipe,B\n", &["1", "x", "2"], &[], &[]),
        ("unclosed mark", b"x,A,T,\"B\n", &["1", "2"], &["unclosed quotation mark"], &[]),
        (
            "unclosed before quoted",
            b"x,A,T,\"B\ny,A,\"T\",\"B\"\n",
            &["1", "y", "2"],
            &["unclosed quotation mark"],
            &[],
        ),
        ("Windows-1252", b"x,A,\x93T\x94,B\n", &["1", "x", "2"], &[], &["other encoding"]),
        ("NUL bytes", b"x,A,T,B\0\0\n", &["1", "x", "2"], &[], &["NUL bytes dropped"]),
        ("blank body", b"x,A,T,\" \"\n", &["1", "2"], &["empty text"], &[]),
    ];
    for (name, bad, expected, aside, noted) in cases {
        let input = [header.as_bytes(), b"1,A,T,B1\n", bad, b"2,A,T,B2\n"].concat();
        let reading = read(&input);
        assert_eq!(ids(&reading), expected, "{name}: {:?}", reading.set_aside);
        assert_eq!(kinds(&reading), aside, "{name}");
        assert_eq!(remarks(&reading), noted, "{name}");
        assert!(reading.set_aside.iter().all(|aside| aside.place.line == Some(3)), "{name}");
    }
    let short = read(b"id,outlet,body,date,url\n1,A,B\n");
    assert_eq!((ids(&short), remarks(&short)), (vec!["1"], vec!["short row"]));
    let cut = gzip(
        &[header.as_bytes(), b"1,A,T,B1\n2,A,T,\"B and more\nlines of it\n and so on"].concat(),
    );
    let reading = read(&cut[..cut.len() - 9]);
    assert_eq!((ids(&reading), kinds(&reading)), (vec!["1"], vec!["cut off"]));
}

#[test]
fn headers_are_judged_at_the_start() {
    let reader = Reader::default();
    assert_eq!(read(b"id,outlet,body\n").n_records, 0, "a header alone is an empty table");
    assert_eq!(read(b"[]").n_records, 0);
    let message = error_of(&reader, b"id,outlet,words\n1,A,B\n");
    assert!(message.contains("found a table with the columns id, outlet, words"), "{message}");
    assert!(message.contains("needed a column for body: body, text, content, maintext, article"));
    let message = error_of(&reader, b"id,body\n1,B\n");
    assert!(message.contains("a column for outlet: outlet, source, source_domain"), "{message}");
    let by_address = read(b"url,body\nhttps://www.example.org/a,B\n");
    assert_eq!(by_address.articles[0].outlet, "example.org");
    let by_default = Reader::builder().outlet("A").build();
    assert_eq!(read_with(&by_default, b"id,body\n1,B\n").articles[0].outlet, "A");
    let lines = Reader::builder().format(Format::JsonLines).build();
    assert_eq!(read_with(&lines, b"").n_records, 0, "a format that is given need not be told");
}

#[test]
fn an_account_of_the_reading_is_written_and_read() {
    let odd = r#"{"id": "3", "outlet": "A", "text": "B", "date": "soon"}"#;
    let reading = read(format!("{GOOD}\n{GOOD}\noops\n{odd}\n").as_bytes());
    assert_eq!(
        reading.summary().to_string(),
        "4 records: 2 articles, 2 set aside (1 malformed, 1 repeated); remarks: 1 unreadable date"
    );
    let written = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&written).unwrap(), reading);
    assert!(
        matches!(&reading.remarks[0].remark, Remark::UnreadableDate { found } if found == "soon")
    );
    // What is written as JSON Lines reads back as the same articles.
    let lines: String = reading
        .articles
        .iter()
        .map(|article| serde_json::to_string(article).unwrap() + "\n")
        .collect();
    assert_eq!(read(lines.as_bytes()).articles, reading.articles);
}

#[test]
fn readers_cross_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>() {}
    shared::<Reader>();
    shared::<Reading>();
    shared::<Record>();
    sent::<parallax::ingest::Articles<'static>>();
}
