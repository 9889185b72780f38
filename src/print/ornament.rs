//! Border, emblem and guilloche: eight-point stars of our own, no state's emblem.
//!
//! They never change, so each is drawn and compressed once per process.

use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, FRAC_PI_8, PI, TAU};
use std::sync::LazyLock;

use super::drawing::{Drawing, Ink, Point, polar};
use super::page::{A4, Stamp};

pub const TEAL: Ink = Ink(15, 76, 76);
pub const GOLD: Ink = Ink(176, 141, 60);
pub const PAPER: Ink = Ink(251, 248, 240);
const HAZE: Ink = Ink(241, 234, 217);

/// Inner to outer radius of a star made of two squares.
const KHATAM: f32 = 0.765_367;

/// Where the emblem's middle stands.
pub const EMBLEM: Point = (A4.0 / 2.0, 124.0);
/// The emblem's reach from its middle.
pub const EMBLEM_RADIUS: f32 = 50.0;
/// The inner frame: its upper left corner and its size.
pub const FRAME: (Point, Point) = ((44.0, 44.0), (A4.0 - 88.0, A4.1 - 88.0));

/// Paper, guilloche, border and emblem of a certificate.
pub static BACKGROUND: LazyLock<Stamp> = LazyLock::new(|| {
    let mut drawing = Drawing::new();
    drawing.fill_ink(PAPER).rectangle((0.0, 0.0), A4).fill();
    guilloche(&mut drawing, (A4.0 / 2.0, 436.0));
    border(&mut drawing);
    frame(&mut drawing);
    emblem(&mut drawing, EMBLEM, EMBLEM_RADIUS);
    Stamp::new("Ground", A4, &drawing)
        .with_part(bead())
        .with_part(corner())
        .with_part(petal())
});

/// Paper and border of a sheet that carries much text.
pub static SHEET: LazyLock<Stamp> = LazyLock::new(|| {
    let mut drawing = Drawing::new();
    drawing.fill_ink(PAPER).rectangle((0.0, 0.0), A4).fill();
    border(&mut drawing);
    frame(&mut drawing);
    Stamp::new("Sheet", A4, &drawing)
        .with_part(bead())
        .with_part(corner())
});

/// Loops of fine lines around a point, as on bank notes.
fn guilloche(drawing: &mut Drawing, centre: Point) {
    drawing.pen(HAZE, 0.4);
    for turn in 0..36_u16 {
        let turn = PI * f32::from(turn) / 36.0;
        drawing.part("Petal", centre, turn);
    }
}

/// The reach of the guilloche's loops from their middle.
const LOOPS: Point = (205.0, 205.0);

fn petal() -> Stamp {
    let mut drawing = Drawing::new();
    drawing.ellipse((0.0, 0.0), (200.0, 74.0)).stroke();
    drawing.ellipse((0.0, 0.0), (104.0, 40.0)).stroke();
    drawing.ellipse((0.0, 0.0), (54.0, 9.0)).stroke();
    Stamp::new("Petal", LOOPS, &drawing)
}

/// The band with its rows of stars, and the corners.
fn border(drawing: &mut Drawing) {
    let (outer, band) = (20.0, 16.5);
    let (width, height) = (A4.0 - 2.0 * outer, A4.1 - 2.0 * outer);
    drawing.fill_ink(TEAL);
    drawing.rectangle((outer, outer), (width, height));
    drawing.rectangle(
        (outer + band, outer + band),
        (width - 2.0 * band, height - 2.0 * band),
    );
    drawing.fill_even_odd();
    for (inset, thickness) in [
        (-0.9, 0.7),
        (2.2, 0.45),
        (band - 2.2, 0.45),
        (band + 0.9, 0.7),
    ] {
        let at = outer + inset;
        drawing.pen(GOLD, thickness);
        drawing.rectangle((at, at), (A4.0 - 2.0 * at, A4.1 - 2.0 * at));
        drawing.stroke();
    }
    let middle = outer + band / 2.0;
    let (right, bottom) = (A4.0 - middle, A4.1 - middle);
    for x in places(middle, right, 16) {
        drawing.part("Bead", (x, middle), 0.0);
        drawing.part("Bead", (x, bottom), 0.0);
    }
    for y in places(middle, bottom, 24) {
        drawing.part("Bead", (middle, y), FRAC_PI_2);
        drawing.part("Bead", (right, y), FRAC_PI_2);
    }
    drawing.fill_ink(PAPER);
    for x in places(middle, right, 32).step_by(2).skip(1).take(14) {
        drawing.circle((x, middle), DOT).circle((x, bottom), DOT);
    }
    for y in places(middle, bottom, 48).step_by(2).skip(1).take(22) {
        drawing.circle((middle, y), DOT).circle((right, y), DOT);
    }
    drawing.fill();
    for at in [
        (middle, middle),
        (right, middle),
        (middle, bottom),
        (right, bottom),
    ] {
        drawing.part("Corner", at, 0.0);
    }
}

/// The middles of `count` equal steps between two ends.
fn places(from: f32, to: f32, count: u16) -> impl Iterator<Item = f32> {
    let step = (to - from) / f32::from(count);
    (1..count).map(move |index| from + step * f32::from(index))
}

/// The radius of the pale dots between two steps of the border.
const DOT: f32 = 1.15;

/// A gold star between two lozenges, one step of the border.
fn bead() -> Stamp {
    let mut drawing = Drawing::new();
    drawing.fill_ink(GOLD);
    drawing
        .star((0.0, 0.0), 8, 5.0, 5.0 * KHATAM, FRAC_PI_8)
        .fill();
    drawing.fill_ink(TEAL).circle((0.0, 0.0), 1.9).fill();
    drawing.fill_ink(PAPER).circle((0.0, 0.0), 0.9).fill();
    drawing.fill_ink(GOLD);
    for x in [-10.0, 10.0] {
        drawing.polygon((x, 0.0), 4, 1.7, 0.0);
    }
    drawing.fill();
    Stamp::new("Bead", (20.0, 20.0), &drawing)
}

fn corner() -> Stamp {
    let centre = (0.0, 0.0);
    let mut drawing = Drawing::new();
    drawing
        .fill_ink(PAPER)
        .star(centre, 8, 20.0, 20.0 * KHATAM, 0.0)
        .fill();
    drawing.fill_ink(TEAL).pen(GOLD, 0.9);
    drawing
        .star(centre, 8, 18.2, 18.2 * KHATAM, 0.0)
        .fill_and_stroke();
    drawing.pen(GOLD, 0.7);
    drawing.polygon(centre, 4, 14.2, 0.0);
    drawing.polygon(centre, 4, 14.2, FRAC_PI_4).stroke();
    drawing
        .fill_ink(GOLD)
        .star(centre, 8, 8.2, 8.2 * KHATAM, FRAC_PI_8)
        .fill();
    drawing
        .fill_ink(TEAL)
        .star(centre, 8, 5.4, 5.4 * KHATAM, 0.0)
        .fill();
    drawing.fill_ink(PAPER).circle(centre, 1.7).fill();
    Stamp::new("Corner", (21.0, 21.0), &drawing)
}

/// A gold and a teal line around the text.
fn frame(drawing: &mut Drawing) {
    let ((left, top), (width, height)) = FRAME;
    drawing.pen(GOLD, 1.0);
    drawing.rounded_rectangle((left - 3.0, top - 3.0), (width + 6.0, height + 6.0), 5.0);
    drawing.stroke().pen(TEAL, 0.5);
    drawing
        .rounded_rectangle((left, top), (width, height), 3.0)
        .stroke();
}

/// A rosette of eight petals in a star of two squares.
pub fn emblem(drawing: &mut Drawing, centre: Point, radius: f32) {
    let squares = |drawing: &mut Drawing, radius: f32| {
        drawing.polygon(centre, 4, radius, 0.0);
        drawing.polygon(centre, 4, radius, FRAC_PI_4);
    };
    drawing.pen(GOLD, radius * 0.028);
    drawing
        .star(centre, 8, radius, radius * KHATAM, 0.0)
        .stroke();
    drawing
        .fill_ink(TEAL)
        .star(centre, 8, radius * 0.93, radius * 0.93 * KHATAM, 0.0)
        .fill();
    drawing.pen(GOLD, radius * 0.014);
    squares(drawing, radius * 0.84);
    drawing.stroke();
    for turn in 0..8_u16 {
        let angle = FRAC_PI_4 * f32::from(turn);
        let at = polar(centre, radius * 0.715, angle);
        drawing
            .fill_ink(GOLD)
            .polygon(at, 4, radius * 0.045, angle)
            .fill();
    }
    drawing.fill_ink(PAPER).pen(GOLD, radius * 0.03);
    drawing.circle(centre, radius * 0.56).fill_and_stroke();
    drawing
        .pen(GOLD, radius * 0.01)
        .circle(centre, radius * 0.515)
        .stroke();
    for (first, ink) in [(1_u16, GOLD), (0, TEAL)] {
        drawing.fill_ink(ink);
        for turn in 0..4_u16 {
            let angle = FRAC_PI_4 * f32::from(first + turn * 2);
            leaf(drawing, centre, radius, angle);
        }
        drawing.fill();
    }
    drawing
        .fill_ink(PAPER)
        .circle(centre, radius * 0.115)
        .fill();
    drawing.pen(GOLD, radius * 0.035);
    drawing.circle(centre, radius * 0.085).stroke();
}

/// One pointed leaf from the rosette's heart outwards.
fn leaf(drawing: &mut Drawing, centre: Point, radius: f32, angle: f32) {
    let tip = polar(centre, radius * 0.485, angle);
    let heart = polar(centre, radius * 0.1, angle);
    let bulge = |side: f32, along: f32, across: f32| {
        let spine = polar(centre, radius * along, angle);
        polar(spine, radius * across, angle + side * TAU / 4.0)
    };
    drawing.start(heart);
    drawing.curve(bulge(1.0, 0.14, 0.16), bulge(1.0, 0.36, 0.12), tip);
    drawing.curve(bulge(-1.0, 0.36, 0.12), bulge(-1.0, 0.14, 0.16), heart);
    drawing.close();
}

/// A thin rule that a small star divides in two.
pub fn divider(drawing: &mut Drawing, centre: Point, half: f32) {
    let (x, y) = centre;
    drawing.pen(GOLD, 0.6);
    drawing.start((x - half, y)).line((x - 13.0, y));
    drawing.start((x + 13.0, y)).line((x + half, y)).stroke();
    drawing
        .fill_ink(GOLD)
        .star(centre, 8, 6.4, 6.4 * KHATAM, FRAC_PI_8);
    for side in [-1.0, 1.0] {
        drawing.polygon((x + side * half, y), 4, 1.8, 0.0);
    }
    drawing.fill();
    drawing.fill_ink(PAPER).circle(centre, 2.0).fill();
}
