"""What is asked about a run, as data: statements that are rated from 1 to 5, by level and respondent.

The words are msgids; knows no table.
"""

from __future__ import annotations

from hsdclient.words import N_

MINIMUM = 5
"""Fewer answers than this are not broken down: no mean and no distribution, so that nobody is told from the others."""

RESPONDENT_WORDS = {"trainee": N_("Trainee"), "supervisor": N_("Supervisor")}
RATING_WORDS = {
    1: N_("Strongly disagree"),
    2: N_("Disagree"),
    3: N_("Neither"),
    4: N_("Agree"),
    5: N_("Strongly agree"),
}
QUESTIONS: dict[tuple[int, str], tuple[tuple[str, str], ...]] = {
    (1, "trainee"): (
        ("q1", N_("The objectives were clear.")),
        ("q2", N_("The content was relevant to my duties.")),
        ("q3", N_("The level was right for me.")),
        ("q4", N_("The instructors explained well.")),
        ("q5", N_("There was enough practice.")),
        ("q6", N_("The materials were useful.")),
        ("q7", N_("Travel, lodging and venue were well arranged.")),
        ("q8", N_("I would recommend this to colleagues.")),
    ),
    (3, "trainee"): (
        ("q1", N_("I use in my work what I learned.")),
        ("q2", N_("I have the means and the support to use it.")),
        ("q3", N_("I have passed it on to colleagues.")),
        ("q4", N_("My work is better for it.")),
        ("q5", N_("The contacts I made with the other side help my work.")),
    ),
    (3, "supervisor"): (
        ("q1", N_("The officer uses at work what was learned.")),
        ("q2", N_("The officer has the means and the support to use it.")),
        ("q3", N_("The officer has passed it on to colleagues.")),
        ("q4", N_("The officer's work is better for it.")),
        ("q5", N_("The unit works better with the other side.")),
    ),
}
"""(level, respondent) → (key, statement) in the order of the form: reaction (1) and behaviour (3)."""


def questions(level: int, respondent: str = "trainee") -> tuple[tuple[str, str], ...]:
    """The statements of a form: (key, msgid) in its order."""
    return QUESTIONS[level, respondent]
