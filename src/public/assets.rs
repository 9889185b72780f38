//! Styles and typeface, inside the program, under addresses that change with their content.

use std::fmt::Write;
use std::sync::LazyLock;

use bytes::Bytes;
use poem::http::header::{self, HeaderValue};
use poem::http::{HeaderMap, StatusCode};
use poem::web::Path;
use poem::{Response, Result, handler};
use sha2::{Digest, Sha256};

use crate::http::etag;
use crate::http::fault::{self, Fault};

/// The path below which all files of this build lie; another build has another.
pub static BUNDLE: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for asset in ASSETS {
        hash.update(asset.name);
        hash.update(asset.content);
    }
    let mut name = String::new();
    for byte in hash.finalize().iter().take(8) {
        let _ = write!(name, "{byte:02x}");
    }
    name
});

struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static [u8],
}

const ASSETS: &[Asset] = &[
    Asset {
        name: "tokens.css",
        content_type: "text/css; charset=utf-8",
        content: include_bytes!("../../assets/styles/tokens.css"),
    },
    Asset {
        name: "public.css",
        content_type: "text/css; charset=utf-8",
        content: include_bytes!("../../assets/styles/public.css"),
    },
    Asset {
        name: "Vazirmatn.woff2",
        content_type: "font/woff2",
        content: include_bytes!("../../assets/fonts/Vazirmatn.woff2"),
    },
    Asset {
        name: "emblem.svg",
        content_type: "image/svg+xml",
        content: include_bytes!("../../assets/styles/emblem.svg"),
    },
];

/// One file of this build.
#[handler]
pub(super) fn file(
    Path((bundle, name)): Path<(String, String)>,
    headers: &HeaderMap,
) -> Result<Response> {
    let asset = ASSETS
        .iter()
        .find(|asset| asset.name == name && bundle == *BUNDLE)
        .ok_or(Fault::new(&fault::NOT_FOUND))?;
    let etag = etag::of_content(asset.content);
    let mut response = if etag::not_modified(headers, &etag) {
        StatusCode::NOT_MODIFIED.into()
    } else {
        Response::builder()
            .content_type(asset.content_type)
            .body(Bytes::from_static(asset.content))
    };
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a custom property in the light and in the dark palette.
    fn token(name: &str) -> (u32, u32) {
        let css = std::str::from_utf8(ASSETS[0].content).unwrap();
        let (light, dark) = css.split_once("prefers-color-scheme: dark").unwrap();
        let read = |css: &str| {
            let (_, rest) = css.split_once(&format!("--{name}: #")).unwrap();
            u32::from_str_radix(&rest[..6], 16).unwrap()
        };
        (read(light), read(dark))
    }

    fn luminance(colour: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from(colour >> shift & 255) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_pair_of_colours_has_the_contrast_that_was_computed_for_it() {
        let pairs = [
            ("ink", "surface", 16.55, 14.48),
            ("ink", "canvas", 15.24, 15.73),
            ("ink2", "surface", 8.75, 9.58),
            ("ink3", "surface", 5.84, 6.41),
            ("ink3", "canvas", 5.38, 6.97),
            ("ink3", "sunken", 5.08, 7.23),
            ("accent", "surface", 7.84, 8.22),
            ("accent", "canvas", 7.22, 8.93),
            ("accent", "accent-soft", 6.64, 6.74),
            ("on-accent", "accent", 7.84, 8.22),
            ("ok", "ok-soft", 6.25, 7.92),
            ("warn", "warn-soft", 6.62, 8.44),
            ("bad", "bad-soft", 6.57, 7.89),
            ("info", "info-soft", 6.82, 8.12),
            ("mute", "mute-soft", 6.59, 7.66),
            ("control", "surface", 3.49, 4.11),
            ("control", "canvas", 3.22, 4.47),
            ("surface", "ok", 7.20, 9.39),
            ("surface", "bad", 7.75, 8.51),
        ];
        for (one, other, light, dark) in pairs {
            let (one_light, one_dark) = token(one);
            let (other_light, other_dark) = token(other);
            for (found, expected) in [
                (contrast(one_light, other_light), light),
                (contrast(one_dark, other_dark), dark),
            ] {
                assert!(
                    (found - expected).abs() < 0.006,
                    "{one} on {other}: {found:.3} instead of {expected}"
                );
            }
        }
    }

    #[test]
    fn styles_know_no_left_and_no_right() {
        for asset in ASSETS.iter().filter(|asset| asset.name.ends_with(".css")) {
            let css = std::str::from_utf8(asset.content).unwrap();
            for side in ["left", "right"] {
                assert!(!css.contains(side), "{} has {side}", asset.name);
            }
        }
    }
}
