//! A stream of bytes in pieces that carry their length and checksum.
//!
//! A frame is its length and its CRC-32 in four bytes each, and the bytes. The checksum covers the name of
//! the stream and the number of the frame too, so that a frame at another place is as wrong as a changed one.
//! CRC-32 finds every change of up to 32 bits in a row, and others but for one in four billion.
//! Numbers never cross the end of a frame: it is cut only between entries.

use std::io::{self, Read, Write};

/// From how many bytes on a frame is cut.
const FRAME: usize = 64 << 10;

/// Writes a stream.
pub(super) struct Frames<W> {
    out: W,
    stream: u32,
    number: u32,
    written: u64,
    /// The bytes of the present frame.
    pub frame: Vec<u8>,
}

impl<W: Write> Frames<W> {
    pub fn new(out: W, stream: u32) -> Self {
        Frames { out, stream, number: 0, written: 0, frame: Vec::new() }
    }

    /// Marks the end of an entry: from here on a frame may be cut.
    #[inline]
    pub fn entry(&mut self) -> io::Result<()> {
        if self.frame.len() >= FRAME { self.cut() } else { Ok(()) }
    }

    fn cut(&mut self) -> io::Result<()> {
        let length = u32::try_from(self.frame.len()).map_err(io::Error::other)?;
        let sum = checksum(self.stream, self.number, &self.frame);
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&sum.to_le_bytes())?;
        self.out.write_all(&self.frame)?;
        self.written += 8 + u64::from(length);
        self.number += 1;
        self.frame.clear();
        Ok(())
    }

    /// Writes what is left; gives the output back and the number of bytes written to it.
    pub fn finish(mut self) -> io::Result<(W, u64)> {
        if !self.frame.is_empty() {
            self.cut()?;
        }
        Ok((self.out, self.written))
    }
}

/// Reads a stream of known length.
pub(super) struct FrameReader<R> {
    input: R,
    stream: u32,
    number: u32,
    left: u64,
    frame: Vec<u8>,
    at: usize,
}

impl<R: Read> FrameReader<R> {
    pub fn new(input: R, stream: u32, length: u64) -> Self {
        FrameReader { input, stream, number: 0, left: length, frame: Vec::new(), at: 0 }
    }

    /// The bytes of the present frame that were not taken, the next frame where all were; none at the end.
    #[inline]
    pub fn rest(&mut self) -> Result<&[u8], String> {
        if self.at == self.frame.len() && self.left > 0 {
            self.next()?;
        }
        Ok(&self.frame[self.at..])
    }

    /// Moves past what was taken of [`rest`](Self::rest): `left` bytes of it are left.
    #[inline]
    pub fn keep(&mut self, left: usize) {
        self.at = self.frame.len() - left;
    }

    fn next(&mut self) -> Result<(), String> {
        let cut = |error: io::Error| match error.kind() {
            io::ErrorKind::UnexpectedEof => "its end too early".to_owned(),
            _ => format!("bytes that cannot be read ({error})"),
        };
        let mut head = [0; 8];
        self.input.read_exact(&mut head).map_err(cut)?;
        let [length, sum] = [&head[..4], &head[4..]]
            .map(|four| u32::from_le_bytes(four.try_into().expect("four bytes")));
        self.left = self
            .left
            .checked_sub(8 + u64::from(length))
            .ok_or("a frame that is longer than its stream")?;
        self.frame.clear();
        self.at = 0;
        // Room is made as bytes arrive, so a wrong length asks for no memory.
        let n = self.input.by_ref().take(u64::from(length)).read_to_end(&mut self.frame);
        if n.map_err(cut)? != length as usize || length == 0 {
            return Err("its end too early".into());
        }
        if checksum(self.stream, self.number, &self.frame) != sum {
            return Err("a frame whose checksum does not fit".into());
        }
        self.number += 1;
        Ok(())
    }
}

fn checksum(stream: u32, number: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&stream.to_le_bytes());
    hasher.update(&number.to_le_bytes());
    hasher.update(bytes);
    hasher.finalize()
}
