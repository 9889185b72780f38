//! Texts in the encodings that spreadsheets write, as UTF-8.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1256};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

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
pub(super) fn decoded<R: Read>(
    inner: R,
    encoding: &'static Encoding,
) -> DecodeReaderBytes<R, Vec<u8>> {
    DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .strip_bom(true)
        .build(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        let encoding = of(bytes).unwrap();
        decoded(bytes, encoding).read_to_string(&mut text).unwrap();
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
        decoded(broken.as_slice(), of(head).unwrap())
            .read_to_string(&mut text)
            .unwrap();
        assert!(text.ends_with("a\u{fffd}\u{fffd}b"));
    }
}
