"""Why a file is not taken, in words the person who sent it can act on."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

SENTENCES: dict[str, Any] = {
    "name_missing": _("The file has no name. Give it a name with an ending such as .pdf and send it again."),
    "name_too_long": _(
        "The file name is longer than %(limit)s characters. Shorten the name and send the file again."
    ),
    "name_unsafe": _(
        "The file name contains a path or invisible characters. Type the name anew and send the file again."
    ),
    "name_disguised": _(
        "The file name carries the ending of a program (.%(extension)s) before its last ending."
        " Remove that part of the name and send the file again."
    ),
    "type_not_accepted": _(
        "Files ending in “%(extension)s” are not accepted. Convert the file to one of: %(accepted)s."
    ),
    "empty": _("The file is empty. Check the original and send it again."),
    "too_large": _(
        "The file is larger than %(limit)s MB. Split it, or save its pictures at a lower resolution."
    ),
    "content_mismatch": _(
        "The content is not what the ending .%(extension)s says."
        " Open the file in the program it was made with and save it in that format."
    ),
    "damaged": _("The file is damaged or incomplete. Open the original, save it anew and send it again."),
    "encrypted": _("The file is protected by a password. Remove the password and send it again."),
    "macro": _(
        "The file contains macros or active controls, which are not accepted."
        " Save it in a format without macros, or as PDF."
    ),
    "active_content": _(
        "The PDF contains scripts or starts programs, which is not accepted."
        " Print it to a new PDF and send that."
    ),
    "program": _("The file contains the program “%(entry)s”. Take it out and send the file again."),
    "archive_path": _(
        "The archive contains the unsafe path “%(entry)s”. Pack the files anew and send the archive again."
    ),
    "archive_member": _("“%(entry)s” inside the archive cannot be accepted. %(reason)s"),
    "archive_nested": _(
        "The archive contains another archive. Unpack it and pack the files themselves in one archive."
    ),
    "archive_too_many": _(
        "The file has more than %(limit)s parts inside. Divide the content over several files."
    ),
    "archive_too_big": _(
        "Unpacked, the content exceeds %(limit)s MB or is suspiciously large for the file’s size."
        " Send the files one by one."
    ),
    "image_too_large": _(
        "The picture has more than %(limit)s million pixels. Save it at a lower resolution and send it again."
    ),
    "image_too_many_pages": _(
        "The picture has more than %(limit)s pages. Divide it over several files, or save it as PDF."
    ),
    "text_encoding": _(
        "The file is not plain text in UTF-8 or GB18030. Save it as text in UTF-8 and send it again."
    ),
}
"""What is wrong and what to do about it, by code. Units: megabytes (1,048,576 bytes), million pixels."""


class UnacceptableFile(Exception):
    """A file that is not taken, for the reason in ``code`` (a key of `SENTENCES`) with its ``params``.

    ``str()`` gives the sentence in the reader's language.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % self.params
