"""Dialogues: meetings, agreements, commitments, requests, contacts and what hangs on them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

# As dumped when the step was written; it stays as released.
STATEMENTS = (
    'CREATE TABLE agenda_items ( "key" INTEGER NOT NULL, id TEXT NOT NULL, meeting_key INTEGER '
    'NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, group_key INTEGER, brief TEXT '
    'DEFAULT \'\' NOT NULL, outcome TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'agenda_item_has_title CHECK (length(trim(title)) > 0), UNIQUE (id), FOREIGN KEY(meeting_key) '
    'REFERENCES meetings ("key"), FOREIGN KEY(group_key) REFERENCES working_groups ("key") )',
    'CREATE TABLE agreement_agencies ( "key" INTEGER NOT NULL, id TEXT NOT NULL, agreement_key '
    'INTEGER NOT NULL, agency_key INTEGER NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'executing_once UNIQUE (agreement_key, agency_key), UNIQUE (id), FOREIGN KEY(agreement_key) '
    'REFERENCES agreements ("key"), FOREIGN KEY(agency_key) REFERENCES agencies ("key") )',
    'CREATE TABLE agreements ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, type TEXT NOT NULL CONSTRAINT type_is_known '
    "CHECK (type IN ('memorandum_of_cooperation', 'memorandum_of_understanding', 'agreement', "
    "'treaty', 'letter')), title_en TEXT NOT NULL, title_hi TEXT DEFAULT '' NOT NULL, short TEXT "
    "DEFAULT '' NOT NULL, party_in TEXT DEFAULT '' NOT NULL, party_us TEXT DEFAULT '' NOT NULL, "
    "signed TEXT, signed_at TEXT DEFAULT '' NOT NULL, in_force TEXT, review TEXT, expiry TEXT, "
    "ended_on TEXT, obliges TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, source TEXT "
    "DEFAULT '' NOT NULL, unverified INTEGER DEFAULT '0' NOT NULL CONSTRAINT unverified_is_flag "
    "CHECK (unverified IN (0, 1)), marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, "
    "third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party "
    "IN (0, 1)), permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference "
    "TEXT DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, "
    'discarded_at TEXT, discard_reason TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'agreement_reference_once UNIQUE (reference), CONSTRAINT agreement_has_marking CHECK '
    '(length(trim(marking)) > 0), CONSTRAINT agreement_has_title CHECK (length(trim(title_en)) > '
    '0), UNIQUE (id), FOREIGN KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE attendees ( "key" INTEGER NOT NULL, id TEXT NOT NULL, meeting_key INTEGER NOT '
    "NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')), contact_key "
    "INTEGER, name TEXT DEFAULT '' NOT NULL, post TEXT DEFAULT '' NOT NULL, agency_key INTEGER, "
    "head INTEGER DEFAULT '0' NOT NULL CONSTRAINT head_is_flag CHECK (head IN (0, 1)), position "
    'INTEGER DEFAULT \'0\' NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN KEY(meeting_key) '
    'REFERENCES meetings ("key"), FOREIGN KEY(contact_key) REFERENCES contacts ("key"), FOREIGN '
    'KEY(agency_key) REFERENCES agencies ("key") )',
    'CREATE TABLE chasers ( "key" INTEGER NOT NULL, id TEXT NOT NULL, request_key INTEGER NOT '
    'NULL, dated TEXT NOT NULL, channel TEXT NOT NULL CONSTRAINT channel_is_known CHECK (channel '
    "IN ('lo_to_lo', 'note_verbale', 'mlat', 'letter_rogatory', 'interpol', 'pics', 'cencomm', "
    "'point_of_contact', 'meeting')), note TEXT DEFAULT '' NOT NULL, officer_key INTEGER NOT "
    'NULL, recorded_at TEXT NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), FOREIGN KEY(request_key) '
    'REFERENCES requests ("key"), FOREIGN KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE commitment_sides ( "key" INTEGER NOT NULL, id TEXT NOT NULL, commitment_key '
    "INTEGER NOT NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')), "
    "assessed TEXT CONSTRAINT assessed_is_known CHECK (assessed IN ('fulfilled', 'claimed', "
    "'in_progress', 'at_risk', 'no_action', 'carried_over')), why TEXT DEFAULT '' NOT NULL, "
    "assessed_on TEXT, officer_key INTEGER, received_on TEXT, source TEXT DEFAULT '' NOT NULL, "
    'PRIMARY KEY ("key"), CONSTRAINT commitment_side_once UNIQUE (commitment_key, side), UNIQUE '
    '(id), FOREIGN KEY(commitment_key) REFERENCES commitments ("key"), FOREIGN KEY(officer_key) '
    'REFERENCES officers ("key") )',
    'CREATE TABLE commitments ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT '
    'NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, meeting_key INTEGER, agreement_key '
    "INTEGER, verbatim TEXT NOT NULL, original TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT '' "
    "NOT NULL, document_key INTEGER, source TEXT DEFAULT '' NOT NULL, paragraph TEXT DEFAULT '' "
    "NOT NULL, paraphrase TEXT DEFAULT '' NOT NULL, classed TEXT NOT NULL CONSTRAINT "
    "classed_is_known CHECK (classed IN ('deliverable', 'process', 'aspiration')), group_key "
    'INTEGER, lead_in_key INTEGER, lead_us_key INTEGER, due TEXT, by_next_round INTEGER DEFAULT '
    "'0' NOT NULL CONSTRAINT by_next_round_is_flag CHECK (by_next_round IN (0, 1)), "
    "carried_from_key INTEGER, marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, "
    "third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party "
    "IN (0, 1)), permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference "
    "TEXT DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, "
    'discarded_at TEXT, discard_reason TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'commitment_reference_once UNIQUE (reference), CONSTRAINT commitment_has_marking CHECK '
    '(length(trim(marking)) > 0), CONSTRAINT commitment_has_words CHECK (length(trim(verbatim)) > '
    '0), CONSTRAINT commitment_has_origin CHECK (meeting_key IS NOT NULL OR agreement_key IS NOT '
    'NULL), UNIQUE (id), FOREIGN KEY(meeting_key) REFERENCES meetings ("key"), FOREIGN '
    'KEY(agreement_key) REFERENCES agreements ("key"), FOREIGN KEY(document_key) REFERENCES '
    'documents ("key"), FOREIGN KEY(group_key) REFERENCES working_groups ("key"), FOREIGN '
    'KEY(lead_in_key) REFERENCES agencies ("key"), FOREIGN KEY(lead_us_key) REFERENCES agencies '
    '("key"), FOREIGN KEY(carried_from_key) REFERENCES commitments ("key"), FOREIGN '
    'KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE contacts ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, side TEXT NOT NULL CONSTRAINT side_is_known '
    "CHECK (side IN ('IN', 'US')), name TEXT NOT NULL, name_hi TEXT DEFAULT '' NOT NULL, email "
    "TEXT DEFAULT '' NOT NULL, phone TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, "
    "marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT NULL, third_party INTEGER DEFAULT '0' "
    'NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)), permitted_by TEXT '
    "DEFAULT '' NOT NULL, permitted_on TEXT, permission_reference TEXT DEFAULT '' NOT NULL, "
    'recorded_at TEXT NOT NULL, recorded_by INTEGER NOT NULL, discarded_at TEXT, discard_reason '
    'TEXT DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT contact_reference_once UNIQUE '
    '(reference), CONSTRAINT contact_has_marking CHECK (length(trim(marking)) > 0), UNIQUE (id), '
    'FOREIGN KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE decisions ( "key" INTEGER NOT NULL, id TEXT NOT NULL, meeting_key INTEGER NOT '
    'NULL, agenda_key INTEGER, number INTEGER NOT NULL, text TEXT NOT NULL, agency_key INTEGER, '
    'due TEXT, PRIMARY KEY ("key"), CONSTRAINT decision_number_once UNIQUE (meeting_key, number), '
    'UNIQUE (id), FOREIGN KEY(meeting_key) REFERENCES meetings ("key"), FOREIGN KEY(agenda_key) '
    'REFERENCES agenda_items ("key"), FOREIGN KEY(agency_key) REFERENCES agencies ("key") )',
    'CREATE TABLE fulfilments ( "key" INTEGER NOT NULL, id TEXT NOT NULL, noun TEXT NOT NULL, '
    'row_key INTEGER NOT NULL, action_key INTEGER NOT NULL, PRIMARY KEY ("key"), CONSTRAINT '
    'fulfilment_once UNIQUE (noun, row_key, action_key), UNIQUE (id), FOREIGN KEY(action_key) '
    'REFERENCES joint_actions ("key") )',
    'CREATE TABLE meeting_deadlines ( "key" INTEGER NOT NULL, id TEXT NOT NULL, meeting_key '
    'INTEGER NOT NULL, what TEXT NOT NULL, days_before INTEGER NOT NULL, done_on TEXT, PRIMARY '
    'KEY ("key"), UNIQUE (id), FOREIGN KEY(meeting_key) REFERENCES meetings ("key") )',
    'CREATE TABLE meeting_sides ( "key" INTEGER NOT NULL, id TEXT NOT NULL, meeting_key INTEGER '
    "NOT NULL, side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')), title "
    "TEXT DEFAULT '' NOT NULL, starts TEXT, ends TEXT, lead TEXT DEFAULT '' NOT NULL, lead_post "
    "TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, received_on TEXT, source TEXT "
    'DEFAULT \'\' NOT NULL, PRIMARY KEY ("key"), CONSTRAINT meeting_side_once UNIQUE (meeting_key, '
    'side), CONSTRAINT meeting_ends_after_start CHECK (ends IS NULL OR starts IS NULL OR ends >= '
    'starts), UNIQUE (id), FOREIGN KEY(meeting_key) REFERENCES meetings ("key") )',
    'CREATE TABLE meetings ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    "kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('round', 'group', 'other')), "
    "group_key INTEGER, forum TEXT DEFAULT '' NOT NULL, state TEXT NOT NULL CONSTRAINT "
    "state_is_known CHECK (state IN ('planned', 'held', 'cancelled')), date_open INTEGER DEFAULT "
    "'0' NOT NULL CONSTRAINT date_open_is_flag CHECK (date_open IN (0, 1)), timing TEXT DEFAULT "
    '\'\' NOT NULL, place TEXT DEFAULT \'\' NOT NULL, "virtual" INTEGER DEFAULT \'0\' NOT NULL '
    "CONSTRAINT virtual_is_flag CHECK (virtual IN (0, 1)), starts_at TEXT DEFAULT '' NOT NULL, "
    "ends_at TEXT DEFAULT '' NOT NULL, time_zone TEXT DEFAULT '' NOT NULL, previous_key INTEGER, "
    "minutes TEXT DEFAULT '' NOT NULL, marking TEXT NOT NULL, originator TEXT DEFAULT '' NOT "
    "NULL, third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK "
    "(third_party IN (0, 1)), permitted_by TEXT DEFAULT '' NOT NULL, permitted_on TEXT, "
    "permission_reference TEXT DEFAULT '' NOT NULL, recorded_at TEXT NOT NULL, recorded_by "
    "INTEGER NOT NULL, discarded_at TEXT, discard_reason TEXT DEFAULT '' NOT NULL, PRIMARY KEY "
    '("key"), CONSTRAINT meeting_reference_once UNIQUE (reference), CONSTRAINT '
    'meeting_has_marking CHECK (length(trim(marking)) > 0), UNIQUE (id), FOREIGN KEY(group_key) '
    'REFERENCES working_groups ("key"), FOREIGN KEY(previous_key) REFERENCES meetings ("key"), '
    'FOREIGN KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE posts_held ( "key" INTEGER NOT NULL, id TEXT NOT NULL, contact_key INTEGER NOT '
    'NULL, agency_key INTEGER NOT NULL, post TEXT NOT NULL, since TEXT, until TEXT, additional '
    "INTEGER DEFAULT '0' NOT NULL CONSTRAINT additional_is_flag CHECK (additional IN (0, 1)), "
    'PRIMARY KEY ("key"), CONSTRAINT post_ends_after_start CHECK (until IS NULL OR since IS NULL '
    'OR until >= since), UNIQUE (id), FOREIGN KEY(contact_key) REFERENCES contacts ("key"), '
    'FOREIGN KEY(agency_key) REFERENCES agencies ("key") )',
    'CREATE TABLE replies ( "key" INTEGER NOT NULL, id TEXT NOT NULL, request_key INTEGER NOT '
    "NULL, received_on TEXT NOT NULL, from_key INTEGER, text TEXT DEFAULT '' NOT NULL, "
    "partner_marking TEXT DEFAULT '' NOT NULL, partner_reference TEXT DEFAULT '' NOT NULL, "
    "partial INTEGER DEFAULT '0' NOT NULL CONSTRAINT partial_is_flag CHECK (partial IN (0, 1)), "
    'officer_key INTEGER NOT NULL, recorded_at TEXT NOT NULL, PRIMARY KEY ("key"), UNIQUE (id), '
    'FOREIGN KEY(request_key) REFERENCES requests ("key"), FOREIGN KEY(from_key) REFERENCES '
    'agencies ("key"), FOREIGN KEY(officer_key) REFERENCES officers ("key") )',
    'CREATE TABLE requests ( "key" INTEGER NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL, '
    'year INTEGER NOT NULL, number INTEGER NOT NULL, asked_by TEXT NOT NULL CONSTRAINT '
    "asked_by_is_known CHECK (asked_by IN ('IN', 'US')), kind TEXT NOT NULL CONSTRAINT "
    "kind_is_known CHECK (kind IN ('information', 'assistance', 'legal_evidence')), channel TEXT "
    "NOT NULL CONSTRAINT channel_is_known CHECK (channel IN ('lo_to_lo', 'note_verbale', 'mlat', "
    "'letter_rogatory', 'interpol', 'pics', 'cencomm', 'point_of_contact', 'meeting')), state "
    "TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('draft', 'sent', 'closed', "
    "'withdrawn')), title TEXT NOT NULL, question TEXT DEFAULT '' NOT NULL, legal_basis TEXT "
    "DEFAULT '' NOT NULL, group_key INTEGER, from_key INTEGER, to_key INTEGER, sent_on TEXT, "
    "deadline TEXT, partner_reference TEXT DEFAULT '' NOT NULL, action_key INTEGER, "
    "commitment_key INTEGER, closed_on TEXT, closing TEXT DEFAULT '' NOT NULL, marking TEXT NOT "
    "NULL, originator TEXT DEFAULT '' NOT NULL, third_party INTEGER DEFAULT '0' NOT NULL "
    "CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)), permitted_by TEXT DEFAULT '' "
    "NOT NULL, permitted_on TEXT, permission_reference TEXT DEFAULT '' NOT NULL, recorded_at TEXT "
    "NOT NULL, recorded_by INTEGER NOT NULL, discarded_at TEXT, discard_reason TEXT DEFAULT '' "
    'NOT NULL, PRIMARY KEY ("key"), CONSTRAINT request_reference_once UNIQUE (reference), '
    'CONSTRAINT request_has_marking CHECK (length(trim(marking)) > 0), CONSTRAINT '
    'request_has_title CHECK (length(trim(title)) > 0), UNIQUE (id), FOREIGN KEY(group_key) '
    'REFERENCES working_groups ("key"), FOREIGN KEY(from_key) REFERENCES agencies ("key"), '
    'FOREIGN KEY(to_key) REFERENCES agencies ("key"), FOREIGN KEY(action_key) REFERENCES '
    'joint_actions ("key"), FOREIGN KEY(commitment_key) REFERENCES commitments ("key"), FOREIGN '
    'KEY(recorded_by) REFERENCES officers ("key") )',
    'CREATE TABLE responsibles ( "key" INTEGER NOT NULL, id TEXT NOT NULL, noun TEXT NOT NULL, '
    'row_key INTEGER NOT NULL, contact_key INTEGER NOT NULL, since TEXT NOT NULL, PRIMARY KEY '
    '("key"), CONSTRAINT responsible_once UNIQUE (noun, row_key, contact_key), UNIQUE (id), '
    'FOREIGN KEY(contact_key) REFERENCES contacts ("key") )',
    'CREATE INDEX agenda_by_meeting ON agenda_items (meeting_key, number)',
    'CREATE INDEX agreements_by_expiry ON agreements (expiry, discarded_at)',
    'CREATE INDEX agreements_by_number ON agreements (year, number, discarded_at)',
    'CREATE INDEX agreements_by_review ON agreements (review, discarded_at)',
    'CREATE INDEX attendees_by_contact ON attendees (contact_key)',
    'CREATE INDEX attendees_by_meeting ON attendees (meeting_key, side)',
    'CREATE INDEX chasers_by_request ON chasers (request_key, dated)',
    'CREATE INDEX commitments_by_agreement ON commitments (agreement_key)',
    'CREATE INDEX commitments_by_carried ON commitments (carried_from_key)',
    'CREATE INDEX commitments_by_document ON commitments (document_key)',
    'CREATE INDEX commitments_by_due ON commitments (due, discarded_at)',
    'CREATE INDEX commitments_by_group ON commitments (group_key, discarded_at)',
    'CREATE INDEX commitments_by_meeting ON commitments (meeting_key, discarded_at)',
    'CREATE INDEX commitments_by_number ON commitments (year, number, discarded_at)',
    'CREATE INDEX contacts_by_name ON contacts (name, discarded_at)',
    'CREATE INDEX contacts_by_number ON contacts (year, number, discarded_at)',
    'CREATE INDEX deadlines_by_meeting ON meeting_deadlines (meeting_key)',
    'CREATE INDEX decisions_by_agenda ON decisions (agenda_key)',
    'CREATE INDEX executing_by_agency ON agreement_agencies (agency_key)',
    'CREATE INDEX fulfilments_by_action ON fulfilments (action_key, noun, row_key)',
    'CREATE INDEX meeting_sides_by_start ON meeting_sides (side, starts, meeting_key)',
    'CREATE INDEX meetings_by_group ON meetings (group_key, discarded_at)',
    'CREATE INDEX meetings_by_kind ON meetings (kind, discarded_at)',
    'CREATE INDEX posts_by_agency ON posts_held (agency_key, until)',
    'CREATE INDEX posts_by_contact ON posts_held (contact_key, since)',
    'CREATE INDEX replies_by_request ON replies (request_key, received_on)',
    'CREATE INDEX requests_by_action ON requests (action_key)',
    'CREATE INDEX requests_by_commitment ON requests (commitment_key)',
    'CREATE INDEX requests_by_deadline ON requests (deadline, discarded_at)',
    'CREATE INDEX requests_by_number ON requests (year, number, discarded_at)',
    'CREATE INDEX requests_by_state ON requests (state, asked_by, discarded_at)',
    'CREATE INDEX responsibles_by_contact ON responsibles (contact_key)',
    'CREATE TRIGGER verbatim_is_never_edited BEFORE UPDATE OF verbatim, original ON commitments '
    "BEGIN SELECT RAISE(ABORT, 'the verbatim text of a commitment is never edited'); END",
)


def upgrade() -> None:
    """New tables only: nothing that was recorded is touched."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
