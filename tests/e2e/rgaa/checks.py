"""The one table of what each check proves: criteria of the RGAA 4.1.2, and of the WCAG 2.2 beyond it."""

from __future__ import annotations

from tests.e2e.rgaa import absence, focus, forms, navigation, papers, scripts, structure, styles
from tests.e2e.rgaa.crossing import CROSSING
from tests.e2e.rgaa.probe import Check

# On each page as it is loaded. Those that change the page come last.
CHECKS: dict[Check, tuple[str, ...]] = {
    structure.decorative_images: ("1.2",),
    absence.no_captcha: ("1.4", "1.5"),
    structure.raster_images: ("1.8",),
    structure.figure_captions: ("1.9",),
    styles.parts_stand_out: ("3.3",),
    absence.no_timed_media: ("4.1", "4.2", "4.4", "4.5", "4.6", "4.7", "4.11"),
    absence.other_media_has_its_twin: ("4.8", "4.9", "4.12", "4.13"),
    structure.complex_tables: ("5.1",),
    absence.no_layout_table: ("5.3", "5.8"),
    structure.table_headers: ("5.6",),
    scripts.messages_are_announced: ("7.5",),
    structure.document_type: ("8.1",),
    navigation.title_says_the_page: ("8.6",),
    structure.presentational_elements: ("8.9",),
    absence.no_other_direction: ("8.10",),
    styles.no_presentational_attribute: ("10.1",),
    styles.order_without_styles: ("10.3",),
    styles.colours_declared_together: ("10.5",),
    styles.hover_contents: ("10.13",),
    styles.styled_contents_by_keyboard: ("10.14",),
    forms.label_near_field: ("11.4",),
    forms.choices_are_grouped: ("11.5",),
    forms.groups_are_named: ("11.6",),
    forms.final_acts_are_confirmed: ("11.12",),
    navigation.two_ways_to_a_page: ("12.1",),
    navigation.landmarks: ("12.6",),
    scripts.added_contents_by_keyboard: ("12.11",),
    navigation.no_window_opened: ("13.2",),
    navigation.nothing_flashes: ("13.7",),
    scripts.gestures_are_simple: ("13.10", "wcag 2.5.7"),
    scripts.acts_on_release: ("13.11",),
    scripts.no_device_motion: ("13.12",),
    navigation.help_on_each_page: ("wcag 3.2.6",),
    navigation.targets_are_large: ("wcag 2.5.8",),
    forms.login_is_no_riddle: ("wcag 3.3.8",),
    focus.focus_is_declared: ("10.7",),
    focus.focus_changes_pixels: ("10.7",),
    focus.focus_is_not_covered: ("wcag 2.4.11",),
    focus.keyboard_moves_on: ("12.9",),
    styles.narrow_screen: ("10.11",),
    styles.spaced_text: ("10.12",),
    styles.contents_without_styles: ("10.2",),
    scripts.single_keys_do_nothing: ("12.10",),
    scripts.choices_keep_context: ("7.4",),
}
# On each form, before and after it is sent incomplete, then wrong.
REFUSED: dict[Check, tuple[str, ...]] = {
    forms.required_is_said: ("11.10",),
    forms.errors_are_tied: ("11.10",),
    forms.errors_tell_how: ("11.11",),
    forms.typed_data_is_kept: ("wcag 3.3.7",),
}
DOCUMENTS = ("13.3",)
BROKEN: dict[Check, tuple[str, ...]] = {
    **structure.BROKEN,
    **absence.BROKEN,
    **styles.BROKEN,
    **focus.BROKEN,
    **scripts.BROKEN,
    **navigation.BROKEN,
    **forms.BROKEN,
    **forms.BROKEN_REFUSED,
}
BROKEN_PAPERS = papers.BROKEN


def claimed() -> set[str]:
    """Every criterion that some check proves."""
    tables = (CHECKS, REFUSED, CROSSING)
    return {number for table in tables for numbers in table.values() for number in numbers} | set(DOCUMENTS)
