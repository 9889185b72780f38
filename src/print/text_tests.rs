use proptest::prelude::*;

use super::*;

const STYLE: Style = Style {
    weight: Weight::Regular,
    size: 11.0,
    leading: 18.0,
    ink: Ink(0, 0, 0),
};

/// The letters in the order of the eye, from the left.
fn seen(line: &Line) -> String {
    line.glyphs.iter().map(|glyph| &*glyph.text).collect()
}

#[test]
fn one_spelling_is_kept_for_every_word() {
    let cases = [
        ("علي كاظمى", "علی کاظمی"),
        ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"),
        ("آینده\u{654}  پارس\n", "آیند\u{6C0} پارس"),
        (" می\u{200C}\u{200C}شود\u{200C} که", "می\u{200C}شود که"),
        ("الف\u{A0}ب\u{202E}ج\u{AD}", "الف بج"),
    ];
    for (given, kept) in cases {
        assert_eq!(normalise(given), kept, "{given:?}");
    }
}

#[test]
fn a_value_cannot_turn_the_sentence_around_it() {
    let shown = value("\u{202E}علی\u{2069}\u{2069}");
    assert_eq!(shown, "\u{2067}علی\u{2069}");
}

#[test]
fn halves_of_a_hyphenated_number_keep_their_order() {
    let cases = [
        ("تلفن ۰۲۱-۸۸۷۷۶۶۵۵", "۰۲۱-۸۸۷۷۶۶۵۵"),
        ("پلاک 12-14 و ۳", "۱۲-۱۴"),
        ("کد ملی ۰۰۱****۱۲۳ است", "۰۰۱****۱۲۳"),
        ("شماره 23-D-1405-000123-K است", "23-D-1405-000123-K"),
    ];
    for (given, number) in cases {
        let line = Paragraph::new(&value(given), STYLE).line().unwrap();
        assert!(seen(&line).contains(number), "{}", seen(&line));
    }
}

#[test]
fn latin_words_stand_left_to_right_among_persian_ones() {
    let line = Paragraph::new("نشانی example.ir را ببینید", STYLE).line();
    assert_eq!(seen(&line.unwrap()), "دینیبب ار example.ir یناشن");
}

#[test]
fn lines_are_as_few_as_fit_and_none_is_starved() {
    let text = "کاریابی خارجی حضوری و الکترونیکی با رعایت قوانین و مقررات ".repeat(5);
    let paragraph = Paragraph::new(&text, STYLE);
    let lines = paragraph.lines(180.0).unwrap();
    let whole = paragraph.line().unwrap().width();
    let least = (0..100_u8).find(|&count| f32::from(count) * 180.0 >= whole);
    assert!(lines.len() <= usize::from(least.unwrap()) + 1);
    let (_, full) = lines.split_last().unwrap();
    for line in full {
        assert!(line.width() > 180.0 * 0.7, "{}", seen(line));
    }
}

#[test]
fn a_justified_line_reaches_both_edges_and_the_last_one_does_not() {
    let text = "کاریابی خارجی حضوری و الکترونیکی با رعایت قوانین و مقررات";
    let mut lines = Paragraph::new(text, STYLE).lines(150.0).unwrap();
    for line in &mut lines {
        line.justify(150.0);
    }
    let (last, full) = lines.split_last().unwrap();
    for line in full {
        let sum: f32 = line.glyphs.iter().map(|glyph| glyph.advance).sum();
        assert!((sum - 150.0).abs() < 0.01 && (line.width() - 150.0).abs() < 0.01);
    }
    assert!(last.width() < 149.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_line_is_wider_than_its_column_and_no_letter_is_lost(
        text in "[ا-ی\u{200C} a-zA-Z۰-۹()،.-]{1,160}",
        width in 40.0_f32..400.0,
    ) {
        let lines = Paragraph::new(&text, STYLE).lines(width).unwrap();
        let mut found: Vec<char> = Vec::new();
        for line in &lines {
            prop_assert!(line.width() <= width + 0.01);
            found.extend(seen(line).chars());
        }
        let mut kept: Vec<char> = normalise(&text).chars().filter(|&ch| ch != ' ').collect();
        found.retain(|&ch| ch != ' ');
        kept.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, kept);
    }
}
