"""The JSON of `doctor`."""

from collections.abc import Sequence

from cmp_search.api.schemas import Json
from cmp_search.doctor import Finding, Severity


def findings_json(findings: Sequence[Finding]) -> Json:
    """What the doctor found."""
    severities = [finding.severity for finding in findings]
    return {
        "healthy": Severity.WRONG not in severities,
        "wrong": severities.count(Severity.WRONG),
        "warnings": severities.count(Severity.WARNING),
        "findings": [_finding_json(finding) for finding in findings],
    }


def _finding_json(finding: Finding) -> Json:
    return {
        "area": finding.area,
        "level": finding.severity.value,
        "what": finding.message,
        "mend": finding.fix,
    }
