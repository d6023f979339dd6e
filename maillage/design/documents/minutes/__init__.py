"""Minutes as documents: PDF, ODT, DOCX and HTML from one frozen tree, complete or without the names of people."""

from maillage.design.documents.minutes.fragment import minutes_html
from maillage.design.documents.minutes.masking import public_version
from maillage.design.documents.minutes.odt import minutes_odt
from maillage.design.documents.minutes.pdf import minutes_pdf
from maillage.design.documents.minutes.word import minutes_docx

__all__ = ["minutes_docx", "minutes_html", "minutes_odt", "minutes_pdf", "public_version"]
