//! Texts in the encodings that spreadsheets write, as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1256};

/// As many bytes are looked at to recognise an encoding.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// The encoding of a text that begins so; nothing when it is no text.
pub(super) fn of(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    if head.contains(&0) {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(_) => Some(UTF_8),
        // The last character may go on behind what was looked at.
        Err(error) if error.error_len().is_none() && head.len() >= LOOKED_AT => Some(UTF_8),
        Err(_) => Some(WINDOWS_1256),
    }
}

/// Reads any encoding as UTF-8; what cannot be read becomes U+FFFD. The mark at the beginning is left
/// out.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    from: usize,
    to: usize,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 32 * 1024],
            from: 0,
            to: 0,
            is_over: false,
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.from == self.to && !self.is_over {
                self.from = 0;
                self.to = self.inner.read(&mut self.raw)?;
                self.is_over = self.to == 0;
            }
            let raw = self.raw.get(self.from..self.to).unwrap_or_default();
            let (_, read, written, _) = self.decoder.decode_to_utf8(raw, target, self.is_over);
            self.from += read;
            // A decoder that was told of the end is not asked again.
            if written > 0 || self.is_over {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        let encoding = of(bytes).unwrap();
        Decoded::new(bytes, encoding)
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn texts_of_spreadsheets_are_read_whatever_their_encoding() {
        let text = "نام,شهر\nكاريابي,تهران\n".repeat(9_000);
        let utf16: Vec<u8> = std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let windows = WINDOWS_1256.encode(&text).0.into_owned();
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &utf16, &windows] {
            assert_eq!(read(bytes), text);
        }
    }

    #[test]
    fn what_is_no_text_has_no_encoding_and_what_is_broken_is_marked() {
        assert!(of(b"\xd0\xcf\x11\xe0\0\0").is_none());
        let mut broken = vec![b'a'; LOOKED_AT];
        broken.extend(b"\xff\xffb");
        let head = broken.get(..LOOKED_AT).unwrap();
        let mut text = String::new();
        Decoded::new(broken.as_slice(), of(head).unwrap())
            .read_to_string(&mut text)
            .unwrap();
        assert!(text.ends_with("a\u{fffd}\u{fffd}b"));
    }
}
