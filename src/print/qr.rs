//! QR codes, drawn as one path.

use qrcode::{Color, EcLevel, QrCode};

use super::PrintError;
use super::drawing::{Drawing, Ink, Point};

/// A square of modules that carries a payload.
#[derive(Debug, Clone)]
pub struct Code {
    modules: Vec<bool>,
    side: usize,
}

impl Code {
    /// A code that is still read when about a seventh of it is dirty.
    pub fn new(payload: &str) -> Result<Self, PrintError> {
        let code = QrCode::with_error_correction_level(payload, EcLevel::M)
            .map_err(|_| PrintError::Payload)?;
        let side = code.width();
        let modules = code.into_colors();
        Ok(Self {
            modules: modules.into_iter().map(|it| it == Color::Dark).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_painted_once() {
        let code = Code::new("https://example.ir/23-1405-000123").unwrap();
        let mut drawing = Drawing::new();
        code.draw(&mut drawing, (0.0, 0.0), 100.0, Ink(0, 0, 0));
        let runs = drawing.operators().iter().filter(|it| it.code == "re");
        let painted: f32 = runs.map(|it| it.numbers[2] * it.numbers[3]).sum();
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
