"""The register of certificates: listed, printed, revoked, verified by number and code."""

from __future__ import annotations

from ui.pages.certificates.page import CertificatesPage

__all__ = ["CertificatesPage"]
