"""Arrow, loaded where a table is used; where it is absent, what to install is told in a line."""

from __future__ import annotations

from framing.articles.readers.extras import extra

pa = extra("pyarrow", "arrow")
pc = extra("pyarrow.compute", "arrow")
parquet = extra("pyarrow.parquet", "arrow")
