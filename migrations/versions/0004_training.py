"""Training: needs, courses, runs, trainees, nominations and what hangs on them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

# As dumped when the step was written; it stays as released.
STATEMENTS = (
    'CREATE TABLE attendance ( "key" INTEGER NOT NULL, id TEXT NOT NULL, nomination_key '
    'INTEGER NOT NULL, day TEXT NOT NULL, presence TEXT NOT NULL CONSTRAINT presence_is_known'
    ' CHECK (presence IN (\'present\', \'half_day\', \'absent\', \'excused\')), PRIMARY KEY ("key"), '
    'CONSTRAINT attendance_once_a_day UNIQUE (nomination_key, day), UNIQUE (id), FOREIGN '
    'KEY(nomination_key) REFERENCES nominations ("key") )',
    'CREATE TABLE certificates ( "key" INTEGER NOT NULL, id TEXT NOT NULL, nomination_key '
    'INTEGER NOT NULL, reference TEXT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT '
    'NULL, issued_on TEXT NOT NULL, language TEXT NOT NULL CONSTRAINT language_is_known CHECK'
    " (language IN ('en', 'hi', 'both')), name TEXT NOT NULL, name_hi TEXT DEFAULT '' NOT "
    'NULL, officer_key INTEGER NOT NULL, recorded_at TEXT NOT NULL, revoked_on TEXT, '
    'revoked_why TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'certificate_reference_once UNIQUE (reference), CONSTRAINT certificate_number_once UNIQUE'
    ' (year, number), UNIQUE (id), FOREIGN KEY(nomination_key) REFERENCES nominations '
    '("key"), FOREIGN KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE courses ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT '
    'NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, academy_key INTEGER NOT NULL, code'
    " TEXT DEFAULT '' NOT NULL, title_en TEXT NOT NULL, title_hi TEXT DEFAULT '' NOT NULL, "
    "programme TEXT DEFAULT '' NOT NULL, topic TEXT DEFAULT '' NOT NULL, days INTEGER DEFAULT"
    " '0' NOT NULL, language TEXT NOT NULL CONSTRAINT language_is_known CHECK (language IN "
    "('en', 'hi', 'both')), entry TEXT DEFAULT '' NOT NULL, objectives TEXT DEFAULT '' NOT "
    "NULL, retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN "
    "(0, 1)), marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, third_party INTEGER"
    " DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)), "
    "permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference TEXT "
    "DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, "
    'discarded_at TEXT, discard_reason TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), '
    'CONSTRAINT course_reference_once UNIQUE (reference), CONSTRAINT course_has_marking CHECK'
    ' (length(trim(marking)) > 0), CONSTRAINT course_has_title CHECK (length(trim(title_en)) '
    '> 0), CONSTRAINT course_days_are_sensible CHECK (days BETWEEN 0 AND 400), UNIQUE (id), '
    'FOREIGN KEY(academy_key) REFERENCES agencies ("key"), FOREIGN KEY(recorded_by) '
    'REFERENCES officers ("key") )',
    'CREATE TABLE deadline_rules ( "key" INTEGER NOT NULL, id TEXT NOT NULL, host_key '
    "INTEGER, code TEXT NOT NULL, title_en TEXT NOT NULL, title_hi TEXT DEFAULT '' NOT NULL, "
    "days INTEGER DEFAULT '0' NOT NULL, months INTEGER DEFAULT '0' NOT NULL, from_end INTEGER"
    " DEFAULT '0' NOT NULL CONSTRAINT from_end_is_flag CHECK (from_end IN (0, 1)), position "
    "INTEGER DEFAULT '0' NOT NULL, retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT "
    'retired_is_flag CHECK (retired IN (0, 1)), PRIMARY KEY ("key"), UNIQUE (id), FOREIGN '
    'KEY(host_key) REFERENCES agencies ("key") )',
    'CREATE TABLE evaluation_chasers ( "key" INTEGER NOT NULL, id TEXT NOT NULL, '
    'evaluation_key INTEGER NOT NULL, dated TEXT NOT NULL, officer_key INTEGER NOT NULL, '
    'recorded_at TEXT NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN KEY(evaluation_key)'
    ' REFERENCES evaluations ("key"), FOREIGN KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE evaluations ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT'
    ' NULL, nomination_key INTEGER, level INTEGER NOT NULL, respondent TEXT NOT NULL '
    "CONSTRAINT respondent_is_known CHECK (respondent IN ('trainee', 'supervisor')), due "
    "TEXT, received_on TEXT, comment TEXT DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, "
    'PRIMARY KEY ("key"), CONSTRAINT evaluation_level_is_known CHECK (level IN (1, 3)), '
    'CONSTRAINT evaluation_is_due_or_received CHECK (received_on IS NOT NULL OR due IS NOT '
    'NULL), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES runs ("key"), FOREIGN '
    'KEY(nomination_key) REFERENCES nominations ("key") )',
    'CREATE TABLE gates ( "key" INTEGER NOT NULL, id TEXT NOT NULL, nomination_key INTEGER '
    "NOT NULL, gate TEXT NOT NULL CONSTRAINT gate_is_known CHECK (gate IN ('cadre_clearance',"
    " 'individual_vetting', 'unit_vetting')), status TEXT NOT NULL CONSTRAINT status_is_known"
    " CHECK (status IN ('pending', 'cleared', 'not_cleared')), dated TEXT, gate_reference "
    'TEXT DEFAULT \'\' NOT NULL, expires TEXT, PRIMARY KEY ("key"), CONSTRAINT gate_once UNIQUE'
    ' (nomination_key, gate), CONSTRAINT gate_reference_is_short CHECK '
    '(length(gate_reference) <= 40), CONSTRAINT gate_expires_after_date CHECK (expires IS '
    'NULL OR dated IS NULL OR expires >= dated), UNIQUE (id), FOREIGN KEY(nomination_key) '
    'REFERENCES nominations ("key") )',
    'CREATE TABLE incidents ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT '
    'NULL, nomination_key INTEGER, dated TEXT NOT NULL, kind TEXT NOT NULL CONSTRAINT '
    "kind_is_known CHECK (kind IN ('medical', 'safety', 'conduct', 'travel', 'facility', "
    "'other')), text TEXT DEFAULT '' NOT NULL, officer_key INTEGER NOT NULL, recorded_at TEXT"
    ' NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES runs '
    '("key"), FOREIGN KEY(nomination_key) REFERENCES nominations ("key"), FOREIGN '
    'KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE instructor_hours ( "key" INTEGER NOT NULL, id TEXT NOT NULL, instructor_key'
    " INTEGER NOT NULL, day TEXT NOT NULL, minutes INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
    '("key"), CONSTRAINT hours_once_a_day UNIQUE (instructor_key, day), CONSTRAINT '
    'hours_fit_a_day CHECK (minutes BETWEEN 0 AND 1440), UNIQUE (id), FOREIGN '
    'KEY(instructor_key) REFERENCES instructors ("key") )',
    'CREATE TABLE instructors ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT'
    " NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')), name "
    "TEXT NOT NULL, post TEXT DEFAULT '' NOT NULL, agency_key INTEGER, contact_key INTEGER, "
    "topic TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
    '("key"), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES runs ("key"), FOREIGN '
    'KEY(agency_key) REFERENCES agencies ("key"), FOREIGN KEY(contact_key) REFERENCES '
    'contacts ("key") )',
    'CREATE TABLE needs ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, side TEXT NOT NULL CONSTRAINT '
    "side_is_known CHECK (side IN ('IN', 'US')), agency_key INTEGER, topic TEXT NOT NULL, why"
    " TEXT DEFAULT '' NOT NULL, persons INTEGER DEFAULT '0' NOT NULL, wanted_by TEXT, state "
    "TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('open', 'planned', 'met', "
    "'dropped')), group_key INTEGER, course_key INTEGER, marking TEXT NOT NULL, originator "
    "TEXT DEFAULT '' NOT NULL, third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT "
    "third_party_is_flag CHECK (third_party IN (0, 1)), permitted_by TEXT DEFAULT '' NOT "
    "NULL, permitted_on TEXT, permission_reference TEXT DEFAULT '' NOT NULL, recorded_at TEXT"
    ' NOT NULL, recorded_by INTEGER NOT NULL, discarded_at TEXT, discard_reason TEXT DEFAULT '
    '\'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT need_reference_once UNIQUE (reference), '
    'CONSTRAINT need_has_marking CHECK (length(trim(marking)) > 0), CONSTRAINT need_has_topic'
    ' CHECK (length(trim(topic)) > 0), UNIQUE (id), FOREIGN KEY(agency_key) REFERENCES '
    'agencies ("key"), FOREIGN KEY(group_key) REFERENCES working_groups ("key"), FOREIGN '
    'KEY(course_key) REFERENCES courses ("key"), FOREIGN KEY(recorded_by) REFERENCES officers'
    ' ("key") )',
    'CREATE TABLE nomination_steps ( "key" INTEGER NOT NULL, id TEXT NOT NULL, nomination_key'
    ' INTEGER NOT NULL, step TEXT NOT NULL CONSTRAINT step_is_known CHECK (step IN '
    "('nominated', 'cadre_clearance', 'vetting', 'accepted', 'travel', 'attended', "
    "'certified', 'evaluated', 'returned', 'waitlisted', 'substitute', 'withdrawn', "
    "'no_show', 'rejected')), was TEXT DEFAULT '' NOT NULL, dated TEXT NOT NULL, reason TEXT "
    "CONSTRAINT reason_is_known CHECK (reason IN ('duty', 'medical', 'declined', "
    "'not_cleared', 'substituted', 'run_changed', 'other')), by_itself INTEGER DEFAULT '0' "
    'NOT NULL CONSTRAINT by_itself_is_flag CHECK (by_itself IN (0, 1)), officer_key INTEGER '
    'NOT NULL, recorded_at TEXT NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN '
    'KEY(nomination_key) REFERENCES nominations ("key"), FOREIGN KEY(officer_key) REFERENCES '
    'officers ("key") )',
    'CREATE TABLE nominations ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT'
    ' NULL, trainee_key INTEGER NOT NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK '
    "(side IN ('IN', 'US')), agency_key INTEGER, step TEXT NOT NULL CONSTRAINT step_is_known "
    "CHECK (step IN ('nominated', 'cadre_clearance', 'vetting', 'accepted', 'travel', "
    "'attended', 'certified', 'evaluated', 'returned', 'waitlisted', 'substitute', "
    "'withdrawn', 'no_show', 'rejected')), step_on TEXT NOT NULL, place INTEGER DEFAULT '0' "
    'NOT NULL, substitute_for_key INTEGER, left_reason TEXT CONSTRAINT left_reason_is_known '
    "CHECK (left_reason IN ('duty', 'medical', 'declined', 'not_cleared', 'substituted', "
    "'run_changed', 'other')), officer_key INTEGER NOT NULL, recorded_at TEXT NOT NULL, "
    'PRIMARY KEY ("key"), CONSTRAINT nominated_once UNIQUE (run_key, trainee_key), UNIQUE '
    '(id), FOREIGN KEY(run_key) REFERENCES runs ("key"), FOREIGN KEY(trainee_key) REFERENCES '
    'trainees ("key"), FOREIGN KEY(agency_key) REFERENCES agencies ("key"), FOREIGN '
    'KEY(substitute_for_key) REFERENCES nominations ("key"), FOREIGN KEY(officer_key) '
    'REFERENCES officers ("key") )',
    'CREATE TABLE ratings ( "key" INTEGER NOT NULL, id TEXT NOT NULL, evaluation_key INTEGER '
    'NOT NULL, question TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY ("key"), '
    'CONSTRAINT rating_once UNIQUE (evaluation_key, question), CONSTRAINT '
    'rating_is_one_to_five CHECK (value BETWEEN 1 AND 5), UNIQUE (id), FOREIGN '
    'KEY(evaluation_key) REFERENCES evaluations ("key") )',
    'CREATE TABLE run_costs ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT '
    "NULL, kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('tuition', 'travel', "
    "'lodging', 'meals', 'materials', 'venue', 'other')), side TEXT NOT NULL CONSTRAINT "
    "side_is_known CHECK (side IN ('IN', 'US')), currency TEXT NOT NULL CONSTRAINT "
    "currency_is_known CHECK (currency IN ('INR', 'USD')), amount INTEGER DEFAULT '0' NOT "
    "NULL, note TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY "
    '("key"), CONSTRAINT cost_is_not_negative CHECK (amount >= 0), UNIQUE (id), FOREIGN '
    'KEY(run_key) REFERENCES runs ("key") )',
    'CREATE TABLE run_deadlines ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER '
    "NOT NULL, code TEXT NOT NULL, title_en TEXT NOT NULL, title_hi TEXT DEFAULT '' NOT NULL,"
    " days INTEGER DEFAULT '0' NOT NULL, months INTEGER DEFAULT '0' NOT NULL, from_end "
    "INTEGER DEFAULT '0' NOT NULL CONSTRAINT from_end_is_flag CHECK (from_end IN (0, 1)), due"
    " TEXT NOT NULL, done_on TEXT, done_note TEXT DEFAULT '' NOT NULL, position INTEGER "
    'DEFAULT \'0\' NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES '
    'runs ("key") )',
    'CREATE TABLE run_moves ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT '
    'NULL, was_starts TEXT NOT NULL, was_ends TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT '
    'NOT NULL, reason TEXT NOT NULL, officer_key INTEGER NOT NULL, moved_at TEXT NOT NULL, '
    'PRIMARY KEY ("key"), CONSTRAINT move_has_reason CHECK (length(trim(reason)) > 0), UNIQUE'
    ' (id), FOREIGN KEY(run_key) REFERENCES runs ("key"), FOREIGN KEY(officer_key) REFERENCES'
    ' officers ("key") )',
    'CREATE TABLE run_results ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT'
    ' NULL, action_key INTEGER, dated TEXT NOT NULL, text TEXT NOT NULL, officer_key INTEGER '
    'NOT NULL, recorded_at TEXT NOT NULL, PRIMARY KEY ("key"), CONSTRAINT result_has_words '
    'CHECK (length(trim(text)) > 0), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES runs '
    '("key"), FOREIGN KEY(action_key) REFERENCES joint_actions ("key"), FOREIGN '
    'KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE run_sides ( "key" INTEGER NOT NULL, id TEXT NOT NULL, run_key INTEGER NOT '
    "NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')), seats "
    "INTEGER DEFAULT '0' NOT NULL, starts TEXT, ends TEXT, confirmed_on TEXT, note TEXT "
    "DEFAULT '' NOT NULL, received_on TEXT, source TEXT DEFAULT '' NOT NULL, PRIMARY KEY "
    '("key"), CONSTRAINT run_side_once UNIQUE (run_key, side), CONSTRAINT seats_are_sensible '
    'CHECK (seats BETWEEN 0 AND 2000), CONSTRAINT run_side_ends_after_start CHECK (ends IS '
    'NULL OR starts IS NULL OR ends >= starts), UNIQUE (id), FOREIGN KEY(run_key) REFERENCES '
    'runs ("key") )',
    'CREATE TABLE runs ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL CONSTRAINT '
    "kind_is_known CHECK (kind IN ('course', 'instructor_exchange', 'study_visit', "
    "'curriculum', 'exercise', 'seminar')), state TEXT NOT NULL CONSTRAINT state_is_known "
    "CHECK (state IN ('planned', 'announced', 'confirmed', 'held', 'cancelled')), course_key "
    "INTEGER, title_en TEXT NOT NULL, title_hi TEXT DEFAULT '' NOT NULL, topic TEXT DEFAULT "
    "'' NOT NULL, host_key INTEGER NOT NULL, venue TEXT DEFAULT '' NOT NULL, delivery TEXT "
    "NOT NULL CONSTRAINT delivery_is_known CHECK (delivery IN ('in_person', 'online', "
    "'mixed')), starts TEXT NOT NULL, ends TEXT NOT NULL, time_zone TEXT DEFAULT '' NOT NULL,"
    " vetting INTEGER DEFAULT '0' NOT NULL CONSTRAINT vetting_is_flag CHECK (vetting IN (0, "
    "1)), clearance INTEGER DEFAULT '0' NOT NULL CONSTRAINT clearance_is_flag CHECK "
    "(clearance IN (0, 1)), pass_mark INTEGER, min_attendance INTEGER DEFAULT '0' NOT NULL, "
    "agreement_key INTEGER, clause TEXT DEFAULT '' NOT NULL, group_key INTEGER, "
    "commitment_key INTEGER, need_key INTEGER, note TEXT DEFAULT '' NOT NULL, cancelled_why "
    "TEXT DEFAULT '' NOT NULL, marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, "
    "third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK "
    "(third_party IN (0, 1)), permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, "
    "permission_reference TEXT DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, recorded_by "
    "INTEGER NOT NULL, discarded_at TEXT, discard_reason TEXT DEFAULT '' NOT NULL, PRIMARY "
    'KEY ("key"), CONSTRAINT run_reference_once UNIQUE (reference), CONSTRAINT '
    'run_has_marking CHECK (length(trim(marking)) > 0), CONSTRAINT run_has_title CHECK '
    '(length(trim(title_en)) > 0), CONSTRAINT run_ends_after_start CHECK (ends >= starts), '
    'CONSTRAINT pass_mark_is_percent CHECK (pass_mark IS NULL OR pass_mark BETWEEN 0 AND '
    '1000), CONSTRAINT attendance_is_percent CHECK (min_attendance BETWEEN 0 AND 100), UNIQUE'
    ' (id), FOREIGN KEY(course_key) REFERENCES courses ("key"), FOREIGN KEY(host_key) '
    'REFERENCES agencies ("key"), FOREIGN KEY(agreement_key) REFERENCES agreements ("key"), '
    'FOREIGN KEY(group_key) REFERENCES working_groups ("key"), FOREIGN KEY(commitment_key) '
    'REFERENCES commitments ("key"), FOREIGN KEY(need_key) REFERENCES needs ("key"), FOREIGN '
    'KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE scores ( "key" INTEGER NOT NULL, id TEXT NOT NULL, nomination_key INTEGER '
    "NOT NULL, test TEXT NOT NULL CONSTRAINT test_is_known CHECK (test IN ('pre', 'post', "
    '\'final\')), tenths INTEGER NOT NULL, taken_on TEXT, PRIMARY KEY ("key"), CONSTRAINT '
    'test_once UNIQUE (nomination_key, test), CONSTRAINT score_is_percent CHECK (tenths '
    'BETWEEN 0 AND 1000), UNIQUE (id), FOREIGN KEY(nomination_key) REFERENCES nominations '
    '("key") )',
    'CREATE TABLE trainees ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT '
    'NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, side TEXT NOT NULL CONSTRAINT '
    "side_is_known CHECK (side IN ('IN', 'US')), agency_key INTEGER, name TEXT NOT NULL, "
    "name_hi TEXT DEFAULT '' NOT NULL, post TEXT DEFAULT '' NOT NULL, service_number TEXT "
    "DEFAULT '' NOT NULL, born TEXT, unit TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT"
    " NULL, phone TEXT DEFAULT '' NOT NULL, supervisor TEXT DEFAULT '' NOT NULL, "
    "supervisor_email TEXT DEFAULT '' NOT NULL, retain_until TEXT, purged_on TEXT, marking "
    "TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, third_party INTEGER DEFAULT '0' NOT "
    'NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)), permitted_by TEXT '
    "DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference TEXT DEFAULT '' NOT NULL, "
    'recorded_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, discarded_at TEXT, '
    'discard_reason TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'trainee_reference_once UNIQUE (reference), CONSTRAINT trainee_has_marking CHECK '
    '(length(trim(marking)) > 0), UNIQUE (id), FOREIGN KEY(agency_key) REFERENCES agencies '
    '("key"), FOREIGN KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE vetting_looks ( "key" INTEGER NOT NULL, id TEXT NOT NULL, trainee_key '
    'INTEGER NOT NULL, officer_key INTEGER NOT NULL, day TEXT NOT NULL, at TEXT NOT NULL, '
    'PRIMARY KEY ("key"), CONSTRAINT look_once_a_day UNIQUE (trainee_key, officer_key, day), '
    'UNIQUE (id), FOREIGN KEY(trainee_key) REFERENCES trainees ("key"), FOREIGN '
    'KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE INDEX certificates_by_issue ON certificates (issued_on)',
    'CREATE INDEX certificates_by_nomination ON certificates (nomination_key)',
    'CREATE INDEX costs_by_run ON run_costs (run_key, position)',
    'CREATE INDEX courses_by_academy ON courses (academy_key, code)',
    'CREATE INDEX courses_by_number ON courses (year, number, discarded_at)',
    'CREATE INDEX deadlines_by_due ON run_deadlines (due, done_on)',
    'CREATE INDEX deadlines_by_run ON run_deadlines (run_key, position)',
    'CREATE INDEX evaluation_chasers_by_evaluation ON evaluation_chasers (evaluation_key)',
    'CREATE INDEX evaluations_by_due ON evaluations (due, received_on)',
    'CREATE INDEX evaluations_by_nomination ON evaluations (nomination_key)',
    'CREATE INDEX evaluations_by_run ON evaluations (run_key, level, respondent)',
    'CREATE INDEX gates_by_expiry ON gates (expires, status)',
    'CREATE INDEX incidents_by_nomination ON incidents (nomination_key)',
    'CREATE INDEX incidents_by_run ON incidents (run_key, dated)',
    'CREATE INDEX instructors_by_contact ON instructors (contact_key)',
    'CREATE INDEX instructors_by_run ON instructors (run_key, position)',
    'CREATE INDEX moves_by_run ON run_moves (run_key, moved_at)',
    'CREATE INDEX needs_by_course ON needs (course_key)',
    'CREATE INDEX needs_by_group ON needs (group_key)',
    'CREATE INDEX needs_by_number ON needs (year, number, discarded_at)',
    'CREATE INDEX needs_by_state ON needs (state, discarded_at)',
    'CREATE INDEX nominations_by_run ON nominations (run_key, side, step)',
    'CREATE INDEX nominations_by_substitute ON nominations (substitute_for_key)',
    'CREATE INDEX nominations_by_trainee ON nominations (trainee_key, run_key)',
    'CREATE UNIQUE INDEX one_certificate_holds ON certificates (nomination_key) WHERE '
    'revoked_on IS NULL',
    'CREATE INDEX results_by_action ON run_results (action_key)',
    'CREATE INDEX results_by_run ON run_results (run_key, dated)',
    'CREATE INDEX rules_by_host ON deadline_rules (host_key, position)',
    'CREATE INDEX runs_by_agreement ON runs (agreement_key)',
    'CREATE INDEX runs_by_commitment ON runs (commitment_key)',
    'CREATE INDEX runs_by_course ON runs (course_key, starts)',
    'CREATE INDEX runs_by_end ON runs (ends, discarded_at)',
    'CREATE INDEX runs_by_group ON runs (group_key, discarded_at)',
    'CREATE INDEX runs_by_host ON runs (host_key, starts)',
    'CREATE INDEX runs_by_need ON runs (need_key)',
    'CREATE INDEX runs_by_number ON runs (year, number, discarded_at)',
    'CREATE INDEX runs_by_start ON runs (starts, discarded_at)',
    'CREATE INDEX runs_by_state ON runs (state, discarded_at)',
    'CREATE INDEX scores_by_test ON scores (test, nomination_key)',
    'CREATE INDEX steps_by_nomination ON nomination_steps (nomination_key, recorded_at)',
    'CREATE INDEX trainees_by_agency ON trainees (agency_key, discarded_at)',
    'CREATE INDEX trainees_by_name ON trainees (name, discarded_at)',
    'CREATE INDEX trainees_by_number ON trainees (year, number, discarded_at)',
    'CREATE INDEX trainees_by_retention ON trainees (retain_until, purged_on)',
    'CREATE INDEX trainees_by_service_number ON trainees (service_number)',
    'CREATE TRIGGER certificate_is_never_deleted BEFORE DELETE ON certificates BEGIN SELECT '
    "RAISE(ABORT, 'a certificate is revoked, never deleted'); END",
    'CREATE TRIGGER certificate_number_stays BEFORE UPDATE OF reference, year, number, '
    "nomination_key, issued_on ON certificates BEGIN SELECT RAISE(ABORT, 'the number of a "
    "certificate stays'); END",
)


def upgrade() -> None:
    """New tables only: nothing that was recorded is touched."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
