"""Articles: what stands in files becomes what is scored.

Files come in, articles with an identity, a title, a date and their boilerplate marked go out.
`find_files` turns what a user names into files, `read` a file into drafts, `take` a draft into an
article.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.articles.intake import take
    from framing.articles.readers import File, Options, find_files, read
else:
    __getattr__ = loaded_later(__name__, intake="take", readers="File Options find_files read")

__all__ = ["File", "Options", "find_files", "read", "take"]
