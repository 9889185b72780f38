//! The order of the Persian alphabet.

use std::sync::LazyLock;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale::locale;

/// Bytes whose order is the order of the texts in Persian, for databases that only order bytes.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    match &*PERSIAN {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        None => key.extend_from_slice(text.as_bytes()),
    }
    key
}

/// The rules of the alphabet are compiled in, so they are only missing from a build without them.
static PERSIAN: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    CollatorBorrowed::try_new(locale!("fa").into(), CollatorOptions::default()).ok()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::province::Province;

    #[test]
    fn letters_stand_in_the_order_of_the_persian_alphabet() {
        let alphabet = [
            "آ", "ا", "ب", "پ", "ت", "چ", "ز", "ژ", "ف", "ق", "ک", "گ", "ل", "م", "و", "ه", "ی",
        ];
        for pair in alphabet.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
        assert!(sort_key("وحید") < sort_key("هادی"));
    }

    #[test]
    fn provinces_are_listed_as_persian_readers_expect() {
        let mut names = Province::ALL.map(Province::name_fa);
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "آذربایجان شرقی",
                "آذربایجان غربی",
                "اردبیل",
                "اصفهان",
                "البرز",
                "ایلام",
                "بوشهر",
                "تهران",
                "چهارمحال و بختیاری",
                "خراسان جنوبی",
                "خراسان رضوی",
                "خراسان شمالی",
                "خوزستان",
                "زنجان",
                "سمنان",
                "سیستان و بلوچستان",
                "فارس",
                "قزوین",
                "قم",
                "کردستان",
                "کرمان",
                "کرمانشاه",
                "کهگیلویه و بویراحمد",
                "گلستان",
                "گیلان",
                "لرستان",
                "مازندران",
                "مرکزی",
                "هرمزگان",
                "همدان",
                "یزد",
            ]
        );
    }
}
