//! QR codes, drawn as one path.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, bits, ec};

use super::PrintError;
use super::drawing::{Drawing, Ink, Point};

/// A square of modules that carries a payload.
#[derive(Debug, Clone)]
pub struct Code {
    /// Row by row, dark ones true.
    modules: Vec<bool>,
    side: usize,
}

impl Code {
    /// A code that is still read when about a seventh of it is dirty.
    ///
    /// Of the eight masks it bears the one that the library would choose, at a tenth of the time that the
    /// library's choice takes.
    pub fn new(payload: &str) -> Result<Self, PrintError> {
        let unfit = |_| PrintError::Payload;
        let bits = bits::encode_auto(payload.as_bytes(), LEVEL).map_err(unfit)?;
        let version = bits.version();
        let (data, correction) =
            ec::construct_codewords(&bits.into_bytes(), version, LEVEL).map_err(unfit)?;
        let mut canvas = Canvas::new(version, LEVEL);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        let side = usize::try_from(version.width()).unwrap_or_default();
        let masked = MASKS.map(|mask| {
            let mut canvas = canvas.clone();
            canvas.apply_mask(mask);
            let modules = canvas.into_colors().into_iter();
            modules.map(|it| it == Color::Dark).collect::<Vec<_>>()
        });
        let modules = masked.into_iter().min_by_key(|it| penalty(it, side));
        Ok(Self {
            modules: modules.unwrap_or_default(),
            side,
        })
    }

    /// Draws the code, without its quiet zone, into a square.
    pub fn draw(&self, drawing: &mut Drawing, corner: Point, size: f32, ink: Ink) {
        let length = |modules: usize| f32::from(u16::try_from(modules).unwrap_or(u16::MAX));
        let module = size / length(self.side.max(1));
        // One unit is one module, so that the numbers stay whole and short.
        drawing.save().move_and_turn(corner, 0.0);
        drawing.scale(module).fill_ink(ink);
        for (row, modules) in self.modules.chunks(self.side.max(1)).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|left, right| left == right) {
                if run.first() == Some(&true) {
                    drawing.rectangle((length(column), length(row)), (length(run.len()), 1.0));
                }
                column += run.len();
            }
        }
        drawing.fill().restore();
    }
}

const LEVEL: EcLevel = EcLevel::M;

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// How hard a scanner finds a square of modules to read: runs of one colour, blocks of four, what looks
/// like a corner mark, and more of one colour than of the other.
fn penalty(modules: &[bool], side: usize) -> usize {
    let rows: Vec<&[bool]> = modules.chunks(side.max(1)).collect();
    let turned: Vec<bool> = (0..side)
        .flat_map(|column| rows.iter().filter_map(move |row| row.get(column).copied()))
        .collect();
    let columns = turned.chunks(side.max(1));
    let lines = rows.iter().copied().chain(columns);
    let along: usize = lines.map(|line| runs(line) + corner_marks(line)).sum();
    let blocks: usize = rows
        .windows(2)
        .map(|pair| match pair {
            [upper, lower] => 3 * blocks(upper, lower),
            _ => 0,
        })
        .sum();
    let dark = modules.iter().filter(|&&dark| dark).count();
    let balance = (dark * 200 / modules.len().max(1)).abs_diff(100);
    along + blocks + balance
}

/// Five or more modules of one colour in a line.
fn runs(line: &[bool]) -> usize {
    let runs = line.chunk_by(|one, other| one == other).map(<[bool]>::len);
    runs.filter(|&length| length >= 5).map(|it| it - 2).sum()
}

/// Squares of four modules of one colour between two neighbouring rows.
fn blocks(upper: &[bool], lower: &[bool]) -> usize {
    upper
        .windows(2)
        .zip(lower.windows(2))
        .filter(|(upper, lower)| {
            let [dark, ..] = **upper else { return false };
            [upper[1], lower[0], lower[1]] == [dark; 3]
        })
        .count()
}

/// Forty for everything in a line that looks like the middle of a corner mark with four light modules, or
/// the edge, on one side.
fn corner_marks(line: &[bool]) -> usize {
    const MARK: u8 = 0b101_1101;
    let mut seen = 0_u8;
    let mut found = 0;
    for (at, dark) in line.iter().enumerate() {
        seen = (seen << 1 | u8::from(*dark)) & 0b111_1111;
        if seen != MARK || at < 6 {
            continue;
        }
        let light = |range: std::ops::Range<usize>| {
            let end = range.end.min(line.len());
            line.get(range.start..end)
                .is_none_or(|it| !it.contains(&true))
        };
        let start = at - 6;
        if light(start.saturating_sub(4)..start) || light(at + 1..at + 5) {
            found += 40;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use qrcode::QrCode;

    use super::*;

    #[test]
    fn the_mask_is_the_one_that_the_library_chooses() {
        for serial in 0..40 {
            let length = serial * 9;
            let payload = format!(
                "https://example.ir/v/{serial}?c={}",
                "AbCdEf9_".repeat(length)
            );
            let code = Code::new(&payload[..22 + length]).unwrap();
            let whole = QrCode::with_error_correction_level(&payload[..22 + length], LEVEL);
            let expected = whole.unwrap().into_colors();
            let expected: Vec<_> = expected.into_iter().map(|it| it == Color::Dark).collect();
            assert_eq!(code.modules, expected, "{payload}");
        }
    }

    #[test]
    fn every_dark_module_is_painted_once() {
        let code = Code::new("https://example.ir/23-1405-000123").unwrap();
        let mut drawing = Drawing::new();
        code.draw(&mut drawing, (0.0, 0.0), 100.0, Ink(0, 0, 0));
        let runs = drawing.content().lines().filter(|it| it.ends_with(" re"));
        let area = |run: &str| -> f32 {
            let numbers = run.split(' ').skip(2).take(2);
            numbers.map(|it| it.parse::<f32>().unwrap()).product()
        };
        let painted: f32 = runs.map(area).sum();
        let dark = code.modules.iter().filter(|&&dark| dark).count();
        assert!((painted - f32::from(u16::try_from(dark).unwrap())).abs() < 0.5);
    }

    #[test]
    fn a_payload_beyond_any_code_is_refused() {
        assert_eq!(
            Code::new(&"x".repeat(5000)).unwrap_err(),
            PrintError::Payload
        );
    }
}
