"""Reports: articles compared, or a study of many, as one HTML page that stands by itself.

Profiles or a library with a selection come in, the text of a page goes out: `articles_page` is of
two to four articles, `study_page` of all that are selected. The templates are in
`framing/data/report/`; whatever they print passes through `visible`.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.report.articles import articles_page
    from framing.report.study import StudyScope, study_page
else:
    __getattr__ = loaded_later(__name__, articles="articles_page", study="StudyScope study_page")

__all__ = ["StudyScope", "articles_page", "study_page"]
