"""Drawing a sheet as a PDF: the only package that knows ReportLab, fonts and shaping."""

from __future__ import annotations

from hsdclient.reports.pdf.document import Drawn, draw

__all__ = ["Drawn", "draw"]
