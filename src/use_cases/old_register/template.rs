//! The empty table that directorates fill in.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, XlsxError};

use crate::domain::kernel::collation::sort_key;
use crate::domain::kernel::province::Province;
use crate::domain::placement::old_register::Column;
use crate::error::Error;

const WRITING: &str = "writing the template";

/// The columns of the template: all but those that only old lists have.
fn columns() -> impl Iterator<Item = Column> {
    let leave_out = [
        Column::ProvinceBefore2020,
        Column::GivenName,
        Column::FamilyName,
    ];
    let all = Column::ALL.iter().copied();
    all.filter(move |column| !leave_out.contains(column))
}

/// The template as CSV in UTF-8, with the mark by which spreadsheets know it.
pub fn csv() -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer
        .write_record(columns().map(Column::persian))
        .map_err(|error| Error::internal(WRITING, error))?;
    writer
        .into_inner()
        .map_err(|error| Error::internal(WRITING, error.to_string()))
}

/// The template as a workbook from right to left, whose cells are text, so that no zero is lost and no
/// date is taken for another.
pub fn xlsx() -> Result<Vec<u8>, Error> {
    workbook().map_err(|error| Error::internal(WRITING, error))
}

/// The lines in which a choice is offered.
const LAST_ROW: u32 = 10_000;

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let text = Format::new()
        .set_num_format("@")
        .set_align(FormatAlign::Right);
    let heading = Format::new().set_bold().set_align(FormatAlign::Right);
    let sheet = book.add_worksheet();
    sheet.set_name("پروانه‌ها")?.set_right_to_left(true);
    for (place, column) in (0_u16..).zip(columns()) {
        sheet.set_column_width(place, 22)?;
        sheet.set_column_format(place, &text)?;
        sheet.write_with_format(0, place, column.persian(), &heading)?;
        let choices: Vec<&str> = match column {
            Column::Kind => vec!["داخلی", "خارجی", "دریایی"],
            Column::Channel => vec!["فیزیکی", "الکترونیکی", "هر دو"],
            Column::Status => vec!["فعال", "منقضی"],
            _ => continue,
        };
        let choice = DataValidation::new().allow_list_strings(&choices)?;
        sheet.add_data_validation(1, place, LAST_ROW, place, &choice)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let notes = book.add_worksheet();
    notes.set_name("راهنما")?.set_right_to_left(true);
    let mut provinces = Province::ALL.map(Province::name_fa);
    provinces.sort_by_cached_key(|name| sort_key(name));
    for (row, line) in (0_u32..).zip(NOTES.iter().chain(&provinces)) {
        notes.write(row, 0, *line)?;
    }
    book.save_to_buffer()
}

const NOTES: &[&str] = &[
    "هر سطر یک پروانه است؛ ترتیب ستون‌ها آزاد است و ستون خالی را می‌توان حذف کرد.",
    "شماره مجوز، نام و نوع کاریابی، استان، شهر، نشانی، کد پستی، تلفن، کد ملی، تاریخ صدور و اعتبار تا الزامی است.",
    "تاریخ‌ها هجری شمسی و به صورت ۱۴۰۲/۰۵/۰۱ است؛ «اعتبار تا» واپسین روز اعتبار است.",
    "برای شخص حقیقی، نام و نام خانوادگی و کد ملی؛ برای شرکت، نام شرکت، شناسه ملی، مدیر فنی و کد ملی مدیر فنی نوشته می‌شود.",
    "مجوز لغو، ابطال یا تعلیق‌شده در این برگه نوشته نمی‌شود.",
    "نام استان‌ها:",
];
