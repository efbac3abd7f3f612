"""The text of a PDF file, page by page; scans without text give nothing."""

from __future__ import annotations

from offtake.errors import UsageError

MOST_PAGES = 500


def text_of_pdf(data: bytes) -> str:
    """Text of all pages, a form feed between them.

    Raises UsageError where the extra is missing, ValueError where the file cannot be read or is too long.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise UsageError(
            "to read PDF install the extra: pip install 'offtake[evidence]'"
        ) from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a PDF that can be read ({error})") from error
    try:
        if len(pdf) > MOST_PAGES:
            raise ValueError(f"{len(pdf)} pages, more than {MOST_PAGES}")
        return "\n\f\n".join(_page(pdf, number) for number in range(len(pdf)))
    finally:
        pdf.close()


def _page(pdf: object, number: int) -> str:
    page = pdf[number]  # type: ignore[index]
    try:
        text = page.get_textpage().get_text_range()
    finally:
        page.close()
    return str(text).replace("\r\n", "\n")
