"""The impact assessment (AIPD) of the processing of personal data, filled with what the code knows."""

from __future__ import annotations

from maillage.portal.proof.assessment.declared import Assessment, Level, Risk, declared_assessment
from maillage.portal.proof.assessment.paper import Names, assessment_paper

__all__ = ["Assessment", "Level", "Names", "Risk", "assessment_paper", "declared_assessment"]
