CREATE TABLE action_agencies (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  agency_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT supporting_once UNIQUE (action_key, agency_key),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE action_groups (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  group_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT reported_to_once UNIQUE (action_key, group_key),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key")
);
CREATE TABLE action_sides (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  lead_key INTEGER,
  status TEXT NOT NULL CONSTRAINT status_is_known CHECK (status IN ('proposed', 'agreed', 'in_progress', 'on_hold', 'completed', 'withdrawn')),
  rag TEXT CONSTRAINT rag_is_known CHECK (rag IN ('red', 'amber', 'green', 'blue')),
  due TEXT,
  reason TEXT DEFAULT '' NOT NULL,
  next_step TEXT DEFAULT '' NOT NULL,
  received_on TEXT,
  source TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT action_side_once UNIQUE (action_key, side),
  CONSTRAINT blue_comes_with_completed CHECK ((rag = 'blue') = (status = 'completed') OR rag IS NULL),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(lead_key) REFERENCES agencies ("key")
);
CREATE TABLE action_tags (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT tag_once UNIQUE (action_key, tag),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key")
);
CREATE TABLE agencies (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  parent_key INTEGER,
  source TEXT DEFAULT '' NOT NULL,
  unverified INTEGER DEFAULT '0' NOT NULL CONSTRAINT unverified_is_flag CHECK (unverified IN (0, 1)),
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  PRIMARY KEY ("key"),
  CONSTRAINT agency_code_once UNIQUE (code),
  UNIQUE (id),
  FOREIGN KEY(parent_key) REFERENCES agencies ("key")
);
CREATE TABLE agenda_items (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  group_key INTEGER,
  brief TEXT DEFAULT '' NOT NULL,
  outcome TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT agenda_item_has_title CHECK (length(trim(title)) > 0),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key"),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key")
);
CREATE TABLE agreement_agencies (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  agreement_key INTEGER NOT NULL,
  agency_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT executing_once UNIQUE (agreement_key, agency_key),
  UNIQUE (id),
  FOREIGN KEY(agreement_key) REFERENCES agreements ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE agreements (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL CONSTRAINT type_is_known CHECK (type IN ('memorandum_of_cooperation', 'memorandum_of_understanding', 'agreement', 'treaty', 'letter')),
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  short TEXT DEFAULT '' NOT NULL,
  party_in TEXT DEFAULT '' NOT NULL,
  party_us TEXT DEFAULT '' NOT NULL,
  signed TEXT,
  signed_at TEXT DEFAULT '' NOT NULL,
  in_force TEXT,
  review TEXT,
  expiry TEXT,
  ended_on TEXT,
  obliges TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  unverified INTEGER DEFAULT '0' NOT NULL CONSTRAINT unverified_is_flag CHECK (unverified IN (0, 1)),
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT agreement_reference_once UNIQUE (reference),
  CONSTRAINT agreement_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT agreement_has_title CHECK (length(trim(title_en)) > 0),
  UNIQUE (id),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE attendance (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  nomination_key INTEGER NOT NULL,
  day TEXT NOT NULL,
  presence TEXT NOT NULL CONSTRAINT presence_is_known CHECK (presence IN ('present', 'half_day', 'absent', 'excused')),
  PRIMARY KEY ("key"),
  CONSTRAINT attendance_once_a_day UNIQUE (nomination_key, day),
  UNIQUE (id),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key")
);
CREATE TABLE attendees (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  contact_key INTEGER,
  name TEXT DEFAULT '' NOT NULL,
  post TEXT DEFAULT '' NOT NULL,
  agency_key INTEGER,
  head INTEGER DEFAULT '0' NOT NULL CONSTRAINT head_is_flag CHECK (head IN (0, 1)),
  position INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key"),
  FOREIGN KEY(contact_key) REFERENCES contacts ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE certificates (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  nomination_key INTEGER NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  issued_on TEXT NOT NULL,
  language TEXT NOT NULL CONSTRAINT language_is_known CHECK (language IN ('en', 'hi', 'both')),
  name TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  revoked_on TEXT,
  revoked_why TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT certificate_reference_once UNIQUE (reference),
  CONSTRAINT certificate_number_once UNIQUE (year, number),
  UNIQUE (id),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE chasers (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  request_key INTEGER NOT NULL,
  dated TEXT NOT NULL,
  channel TEXT NOT NULL CONSTRAINT channel_is_known CHECK (channel IN ('lo_to_lo', 'note_verbale', 'mlat', 'letter_rogatory', 'interpol', 'pics', 'cencomm', 'point_of_contact', 'meeting')),
  note TEXT DEFAULT '' NOT NULL,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(request_key) REFERENCES requests ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE commitment_sides (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  commitment_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  assessed TEXT CONSTRAINT assessed_is_known CHECK (assessed IN ('fulfilled', 'claimed', 'in_progress', 'at_risk', 'no_action', 'carried_over')),
  why TEXT DEFAULT '' NOT NULL,
  assessed_on TEXT,
  officer_key INTEGER,
  received_on TEXT,
  source TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT commitment_side_once UNIQUE (commitment_key, side),
  UNIQUE (id),
  FOREIGN KEY(commitment_key) REFERENCES commitments ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE commitments (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  meeting_key INTEGER,
  agreement_key INTEGER,
  verbatim TEXT NOT NULL,
  original TEXT DEFAULT '' NOT NULL,
  language TEXT DEFAULT '' NOT NULL,
  document_key INTEGER,
  source TEXT DEFAULT '' NOT NULL,
  paragraph TEXT DEFAULT '' NOT NULL,
  paraphrase TEXT DEFAULT '' NOT NULL,
  classed TEXT NOT NULL CONSTRAINT classed_is_known CHECK (classed IN ('deliverable', 'process', 'aspiration')),
  group_key INTEGER,
  lead_in_key INTEGER,
  lead_us_key INTEGER,
  due TEXT,
  by_next_round INTEGER DEFAULT '0' NOT NULL CONSTRAINT by_next_round_is_flag CHECK (by_next_round IN (0, 1)),
  carried_from_key INTEGER,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT commitment_reference_once UNIQUE (reference),
  CONSTRAINT commitment_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT commitment_has_words CHECK (length(trim(verbatim)) > 0),
  CONSTRAINT commitment_has_origin CHECK (meeting_key IS NOT NULL OR agreement_key IS NOT NULL),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key"),
  FOREIGN KEY(agreement_key) REFERENCES agreements ("key"),
  FOREIGN KEY(document_key) REFERENCES documents ("key"),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(lead_in_key) REFERENCES agencies ("key"),
  FOREIGN KEY(lead_us_key) REFERENCES agencies ("key"),
  FOREIGN KEY(carried_from_key) REFERENCES commitments ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE contacts (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  name TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  email TEXT DEFAULT '' NOT NULL,
  phone TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT contact_reference_once UNIQUE (reference),
  CONSTRAINT contact_has_marking CHECK (length(trim(marking)) > 0),
  UNIQUE (id),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE courses (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  academy_key INTEGER NOT NULL,
  code TEXT DEFAULT '' NOT NULL,
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  programme TEXT DEFAULT '' NOT NULL,
  topic TEXT DEFAULT '' NOT NULL,
  days INTEGER DEFAULT '0' NOT NULL,
  language TEXT NOT NULL CONSTRAINT language_is_known CHECK (language IN ('en', 'hi', 'both')),
  entry TEXT DEFAULT '' NOT NULL,
  objectives TEXT DEFAULT '' NOT NULL,
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT course_reference_once UNIQUE (reference),
  CONSTRAINT course_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT course_has_title CHECK (length(trim(title_en)) > 0),
  CONSTRAINT course_days_are_sensible CHECK (days BETWEEN 0 AND 400),
  UNIQUE (id),
  FOREIGN KEY(academy_key) REFERENCES agencies ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE deadline_rules (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  host_key INTEGER,
  code TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  days INTEGER DEFAULT '0' NOT NULL,
  months INTEGER DEFAULT '0' NOT NULL,
  from_end INTEGER DEFAULT '0' NOT NULL CONSTRAINT from_end_is_flag CHECK (from_end IN (0, 1)),
  position INTEGER DEFAULT '0' NOT NULL,
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(host_key) REFERENCES agencies ("key")
);
CREATE TABLE decisions (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_key INTEGER NOT NULL,
  agenda_key INTEGER,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  agency_key INTEGER,
  due TEXT,
  PRIMARY KEY ("key"),
  CONSTRAINT decision_number_once UNIQUE (meeting_key, number),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key"),
  FOREIGN KEY(agenda_key) REFERENCES agenda_items ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE document_links (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  document_key INTEGER NOT NULL,
  noun TEXT NOT NULL,
  row_key INTEGER NOT NULL,
  place TEXT DEFAULT '' NOT NULL,
  linked_at TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT link_once UNIQUE (document_key, noun, row_key),
  UNIQUE (id),
  FOREIGN KEY(document_key) REFERENCES documents ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE document_pages (
  "key" INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  page INTEGER NOT NULL,
  recognised INTEGER DEFAULT '0' NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT page_once UNIQUE (sha256, page)
);
CREATE TABLE document_versions (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  document_key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('pdf', 'image', 'text', 'mail', 'word', 'sheet', 'other')),
  media_type TEXT DEFAULT '' NOT NULL,
  extension TEXT DEFAULT '' NOT NULL,
  pages INTEGER DEFAULT '0' NOT NULL,
  warnings TEXT DEFAULT '' NOT NULL,
  text_state TEXT NOT NULL CONSTRAINT text_state_is_known CHECK (text_state IN ('read', 'scanned', 'nothing', 'locked', 'too_large', 'failed')),
  text_why TEXT DEFAULT '' NOT NULL,
  text_hash TEXT DEFAULT '' NOT NULL,
  current INTEGER DEFAULT '0' NOT NULL CONSTRAINT current_is_flag CHECK (current IN (0, 1)),
  added_at TEXT NOT NULL,
  added_by INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT version_once UNIQUE (document_key, number),
  CONSTRAINT version_has_hash CHECK (length(sha256) = 64),
  CONSTRAINT version_is_not_empty CHECK (size > 0),
  UNIQUE (id),
  FOREIGN KEY(document_key) REFERENCES documents ("key"),
  FOREIGN KEY(added_by) REFERENCES officers ("key")
);
CREATE TABLE documents (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL CONSTRAINT type_is_known CHECK (type IN ('readout', 'minutes', 'letter', 'note_verbale', 'request', 'reply', 'photograph', 'certificate', 'other')),
  dated TEXT,
  originator TEXT DEFAULT '' NOT NULL,
  marking TEXT NOT NULL,
  partner_marking TEXT DEFAULT '' NOT NULL,
  language TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  attached_at TEXT NOT NULL,
  attached_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  swept_at TEXT,
  PRIMARY KEY ("key"),
  CONSTRAINT document_reference_once UNIQUE (reference),
  CONSTRAINT document_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT document_has_title CHECK (length(trim(title)) > 0),
  UNIQUE (id),
  FOREIGN KEY(attached_by) REFERENCES officers ("key")
);
CREATE TABLE drafts (
  "key" INTEGER NOT NULL,
  officer_key INTEGER NOT NULL,
  place TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT draft_once UNIQUE (officer_key, place),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE due_moves (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  old_due TEXT,
  new_due TEXT,
  reason TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key")
);
CREATE TABLE evaluation_chasers (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  evaluation_key INTEGER NOT NULL,
  dated TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(evaluation_key) REFERENCES evaluations ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE evaluations (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  nomination_key INTEGER,
  level INTEGER NOT NULL,
  respondent TEXT NOT NULL CONSTRAINT respondent_is_known CHECK (respondent IN ('trainee', 'supervisor')),
  due TEXT,
  received_on TEXT,
  comment TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT evaluation_level_is_known CHECK (level IN (1, 3)),
  CONSTRAINT evaluation_is_due_or_received CHECK (received_on IS NOT NULL OR due IS NOT NULL),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key")
);
CREATE TABLE figures (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  indicator_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  in_base_unit TEXT NOT NULL,
  detail TEXT DEFAULT '' NOT NULL,
  dated TEXT,
  source TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT figure_once UNIQUE (action_key, indicator_key, side, detail),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(indicator_key) REFERENCES indicators ("key")
);
CREATE TABLE fulfilments (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  noun TEXT NOT NULL,
  row_key INTEGER NOT NULL,
  action_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT fulfilment_once UNIQUE (noun, row_key, action_key),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key")
);
CREATE TABLE gates (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  nomination_key INTEGER NOT NULL,
  gate TEXT NOT NULL CONSTRAINT gate_is_known CHECK (gate IN ('cadre_clearance', 'individual_vetting', 'unit_vetting')),
  status TEXT NOT NULL CONSTRAINT status_is_known CHECK (status IN ('pending', 'cleared', 'not_cleared')),
  dated TEXT,
  gate_reference TEXT DEFAULT '' NOT NULL,
  expires TEXT,
  PRIMARY KEY ("key"),
  CONSTRAINT gate_once UNIQUE (nomination_key, gate),
  CONSTRAINT gate_reference_is_short CHECK (length(gate_reference) <= 40),
  CONSTRAINT gate_expires_after_date CHECK (expires IS NULL OR dated IS NULL OR expires >= dated),
  UNIQUE (id),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key")
);
CREATE TABLE group_agencies (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  group_key INTEGER NOT NULL,
  agency_key INTEGER NOT NULL,
  lead INTEGER DEFAULT '0' NOT NULL CONSTRAINT lead_is_flag CHECK (lead IN (0, 1)),
  position INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT group_agency_once UNIQUE (group_key, agency_key),
  UNIQUE (id),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE incidents (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  nomination_key INTEGER,
  dated TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('medical', 'safety', 'conduct', 'travel', 'facility', 'other')),
  text TEXT DEFAULT '' NOT NULL,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE indicators (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  group_key INTEGER NOT NULL,
  code TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  measure TEXT NOT NULL CONSTRAINT measure_is_known CHECK (measure IN ('count', 'mass')),
  unit TEXT NOT NULL,
  definition_en TEXT NOT NULL,
  definition_hi TEXT DEFAULT '' NOT NULL,
  chain TEXT DEFAULT '' NOT NULL,
  stage INTEGER DEFAULT '0' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  PRIMARY KEY ("key"),
  CONSTRAINT indicator_code_once UNIQUE (group_key, code),
  UNIQUE (id),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key")
);
CREATE TABLE instructor_hours (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  instructor_key INTEGER NOT NULL,
  day TEXT NOT NULL,
  minutes INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT hours_once_a_day UNIQUE (instructor_key, day),
  CONSTRAINT hours_fit_a_day CHECK (minutes BETWEEN 0 AND 1440),
  UNIQUE (id),
  FOREIGN KEY(instructor_key) REFERENCES instructors ("key")
);
CREATE TABLE instructors (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  name TEXT NOT NULL,
  post TEXT DEFAULT '' NOT NULL,
  agency_key INTEGER,
  contact_key INTEGER,
  topic TEXT DEFAULT '' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key"),
  FOREIGN KEY(contact_key) REFERENCES contacts ("key")
);
CREATE TABLE joint_actions (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  group_key INTEGER NOT NULL,
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  priority TEXT NOT NULL CONSTRAINT priority_is_known CHECK (priority IN ('normal', 'high', 'urgent')),
  start TEXT,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  partner_reference TEXT DEFAULT '' NOT NULL,
  logged_at TEXT NOT NULL,
  logged_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT reference_once UNIQUE (reference),
  CONSTRAINT action_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT action_has_title CHECK (length(trim(title_en)) > 0),
  UNIQUE (id),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(logged_by) REFERENCES officers ("key")
);
CREATE TABLE journal (
  seq INTEGER NOT NULL,
  tx TEXT NOT NULL,
  at TEXT NOT NULL,
  hlc TEXT NOT NULL,
  zone TEXT NOT NULL,
  workstation TEXT NOT NULL,
  officer TEXT NOT NULL,
  sentence TEXT NOT NULL,
  undoes TEXT DEFAULT '' NOT NULL,
  op TEXT NOT NULL,
  noun TEXT NOT NULL,
  "row" TEXT NOT NULL,
  payload_hash BLOB NOT NULL,
  state_hash BLOB NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (seq)
);
CREATE TABLE journal_payloads (
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  salt BLOB NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (seq, kind),
  FOREIGN KEY(seq) REFERENCES journal (seq)
);
CREATE TABLE markings (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  scheme TEXT NOT NULL,
  side TEXT DEFAULT '' NOT NULL CONSTRAINT side_is_known CHECK (side IN ('', 'IN', 'US')),
  rank INTEGER DEFAULT '0' NOT NULL,
  classified INTEGER DEFAULT '0' NOT NULL CONSTRAINT classified_is_flag CHECK (classified IN (0, 1)),
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  PRIMARY KEY ("key"),
  CONSTRAINT marking_code_once UNIQUE (code),
  UNIQUE (id)
);
CREATE TABLE meeting_deadlines (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_key INTEGER NOT NULL,
  what TEXT NOT NULL,
  days_before INTEGER NOT NULL,
  done_on TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key")
);
CREATE TABLE meeting_sides (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  meeting_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  title TEXT DEFAULT '' NOT NULL,
  starts TEXT,
  ends TEXT,
  lead TEXT DEFAULT '' NOT NULL,
  lead_post TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  received_on TEXT,
  source TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT meeting_side_once UNIQUE (meeting_key, side),
  CONSTRAINT meeting_ends_after_start CHECK (ends IS NULL OR starts IS NULL OR ends >= starts),
  UNIQUE (id),
  FOREIGN KEY(meeting_key) REFERENCES meetings ("key")
);
CREATE TABLE meetings (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('round', 'group', 'other')),
  group_key INTEGER,
  forum TEXT DEFAULT '' NOT NULL,
  state TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('planned', 'held', 'cancelled')),
  date_open INTEGER DEFAULT '0' NOT NULL CONSTRAINT date_open_is_flag CHECK (date_open IN (0, 1)),
  timing TEXT DEFAULT '' NOT NULL,
  place TEXT DEFAULT '' NOT NULL,
  "virtual" INTEGER DEFAULT '0' NOT NULL CONSTRAINT virtual_is_flag CHECK (virtual IN (0, 1)),
  starts_at TEXT DEFAULT '' NOT NULL,
  ends_at TEXT DEFAULT '' NOT NULL,
  time_zone TEXT DEFAULT '' NOT NULL,
  previous_key INTEGER,
  minutes TEXT DEFAULT '' NOT NULL,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT meeting_reference_once UNIQUE (reference),
  CONSTRAINT meeting_has_marking CHECK (length(trim(marking)) > 0),
  UNIQUE (id),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(previous_key) REFERENCES meetings ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE needs (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  agency_key INTEGER,
  topic TEXT NOT NULL,
  why TEXT DEFAULT '' NOT NULL,
  persons INTEGER DEFAULT '0' NOT NULL,
  wanted_by TEXT,
  state TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('open', 'planned', 'met', 'dropped')),
  group_key INTEGER,
  course_key INTEGER,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT need_reference_once UNIQUE (reference),
  CONSTRAINT need_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT need_has_topic CHECK (length(trim(topic)) > 0),
  UNIQUE (id),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key"),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(course_key) REFERENCES courses ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE nomination_steps (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  nomination_key INTEGER NOT NULL,
  step TEXT NOT NULL CONSTRAINT step_is_known CHECK (step IN ('nominated', 'cadre_clearance', 'vetting', 'accepted', 'travel', 'attended', 'certified', 'evaluated', 'returned', 'waitlisted', 'substitute', 'withdrawn', 'no_show', 'rejected')),
  was TEXT DEFAULT '' NOT NULL,
  dated TEXT NOT NULL,
  reason TEXT CONSTRAINT reason_is_known CHECK (reason IN ('duty', 'medical', 'declined', 'not_cleared', 'substituted', 'run_changed', 'other')),
  by_itself INTEGER DEFAULT '0' NOT NULL CONSTRAINT by_itself_is_flag CHECK (by_itself IN (0, 1)),
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE nominations (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  trainee_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  agency_key INTEGER,
  step TEXT NOT NULL CONSTRAINT step_is_known CHECK (step IN ('nominated', 'cadre_clearance', 'vetting', 'accepted', 'travel', 'attended', 'certified', 'evaluated', 'returned', 'waitlisted', 'substitute', 'withdrawn', 'no_show', 'rejected')),
  step_on TEXT NOT NULL,
  place INTEGER DEFAULT '0' NOT NULL,
  substitute_for_key INTEGER,
  left_reason TEXT CONSTRAINT left_reason_is_known CHECK (left_reason IN ('duty', 'medical', 'declined', 'not_cleared', 'substituted', 'run_changed', 'other')),
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT nominated_once UNIQUE (run_key, trainee_key),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(trainee_key) REFERENCES trainees ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key"),
  FOREIGN KEY(substitute_for_key) REFERENCES nominations ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE officers (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  agency_key INTEGER,
  role TEXT NOT NULL CONSTRAINT role_is_known CHECK (role IN ('administrator', 'officer', 'reader')),
  slot_id TEXT NOT NULL,
  disabled_at TEXT,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE VIRTUAL TABLE page_search USING fts5(text, content='document_pages', content_rowid='key', prefix='2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
CREATE TABLE posts_held (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  contact_key INTEGER NOT NULL,
  agency_key INTEGER NOT NULL,
  post TEXT NOT NULL,
  since TEXT,
  until TEXT,
  additional INTEGER DEFAULT '0' NOT NULL CONSTRAINT additional_is_flag CHECK (additional IN (0, 1)),
  PRIMARY KEY ("key"),
  CONSTRAINT post_ends_after_start CHECK (until IS NULL OR since IS NULL OR until >= since),
  UNIQUE (id),
  FOREIGN KEY(contact_key) REFERENCES contacts ("key"),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key")
);
CREATE TABLE progress_entries (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  action_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  dated TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT CONSTRAINT status_is_known CHECK (status IN ('proposed', 'agreed', 'in_progress', 'on_hold', 'completed', 'withdrawn')),
  rag TEXT CONSTRAINT rag_is_known CHECK (rag IN ('red', 'amber', 'green', 'blue')),
  reason TEXT DEFAULT '' NOT NULL,
  next_step TEXT DEFAULT '' NOT NULL,
  corrects_key INTEGER,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(corrects_key) REFERENCES progress_entries ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE ratings (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  evaluation_key INTEGER NOT NULL,
  question TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT rating_once UNIQUE (evaluation_key, question),
  CONSTRAINT rating_is_one_to_five CHECK (value BETWEEN 1 AND 5),
  UNIQUE (id),
  FOREIGN KEY(evaluation_key) REFERENCES evaluations ("key")
);
CREATE TABLE releases (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  noun TEXT NOT NULL,
  row_key INTEGER NOT NULL,
  part TEXT NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  released_at TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT release_once UNIQUE (noun, row_key, part, side),
  UNIQUE (id),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE replies (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  request_key INTEGER NOT NULL,
  received_on TEXT NOT NULL,
  from_key INTEGER,
  text TEXT DEFAULT '' NOT NULL,
  partner_marking TEXT DEFAULT '' NOT NULL,
  partner_reference TEXT DEFAULT '' NOT NULL,
  partial INTEGER DEFAULT '0' NOT NULL CONSTRAINT partial_is_flag CHECK (partial IN (0, 1)),
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(request_key) REFERENCES requests ("key"),
  FOREIGN KEY(from_key) REFERENCES agencies ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE reports (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  scope TEXT DEFAULT '' NOT NULL,
  audience TEXT NOT NULL,
  language TEXT NOT NULL,
  paper TEXT NOT NULL,
  as_of TEXT,
  markings TEXT DEFAULT '' NOT NULL,
  pages INTEGER DEFAULT '0' NOT NULL,
  sha256 TEXT NOT NULL,
  code TEXT NOT NULL,
  data TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT report_number_once UNIQUE (number),
  UNIQUE (id),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE requests (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  asked_by TEXT NOT NULL CONSTRAINT asked_by_is_known CHECK (asked_by IN ('IN', 'US')),
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('information', 'assistance', 'legal_evidence')),
  channel TEXT NOT NULL CONSTRAINT channel_is_known CHECK (channel IN ('lo_to_lo', 'note_verbale', 'mlat', 'letter_rogatory', 'interpol', 'pics', 'cencomm', 'point_of_contact', 'meeting')),
  state TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('draft', 'sent', 'closed', 'withdrawn')),
  title TEXT NOT NULL,
  question TEXT DEFAULT '' NOT NULL,
  legal_basis TEXT DEFAULT '' NOT NULL,
  group_key INTEGER,
  from_key INTEGER,
  to_key INTEGER,
  sent_on TEXT,
  deadline TEXT,
  partner_reference TEXT DEFAULT '' NOT NULL,
  action_key INTEGER,
  commitment_key INTEGER,
  closed_on TEXT,
  closing TEXT DEFAULT '' NOT NULL,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT request_reference_once UNIQUE (reference),
  CONSTRAINT request_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT request_has_title CHECK (length(trim(title)) > 0),
  UNIQUE (id),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(from_key) REFERENCES agencies ("key"),
  FOREIGN KEY(to_key) REFERENCES agencies ("key"),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(commitment_key) REFERENCES commitments ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE responsibles (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  noun TEXT NOT NULL,
  row_key INTEGER NOT NULL,
  contact_key INTEGER NOT NULL,
  since TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT responsible_once UNIQUE (noun, row_key, contact_key),
  UNIQUE (id),
  FOREIGN KEY(contact_key) REFERENCES contacts ("key")
);
CREATE TABLE run_costs (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('tuition', 'travel', 'lodging', 'meals', 'materials', 'venue', 'other')),
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  currency TEXT NOT NULL CONSTRAINT currency_is_known CHECK (currency IN ('INR', 'USD')),
  amount INTEGER DEFAULT '0' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT cost_is_not_negative CHECK (amount >= 0),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key")
);
CREATE TABLE run_deadlines (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  code TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  days INTEGER DEFAULT '0' NOT NULL,
  months INTEGER DEFAULT '0' NOT NULL,
  from_end INTEGER DEFAULT '0' NOT NULL CONSTRAINT from_end_is_flag CHECK (from_end IN (0, 1)),
  due TEXT NOT NULL,
  done_on TEXT,
  done_note TEXT DEFAULT '' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key")
);
CREATE TABLE run_moves (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  was_starts TEXT NOT NULL,
  was_ends TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  reason TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  moved_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT move_has_reason CHECK (length(trim(reason)) > 0),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE run_results (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  action_key INTEGER,
  dated TEXT NOT NULL,
  text TEXT NOT NULL,
  officer_key INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT result_has_words CHECK (length(trim(text)) > 0),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key"),
  FOREIGN KEY(action_key) REFERENCES joint_actions ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE run_sides (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  run_key INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  seats INTEGER DEFAULT '0' NOT NULL,
  starts TEXT,
  ends TEXT,
  confirmed_on TEXT,
  note TEXT DEFAULT '' NOT NULL,
  received_on TEXT,
  source TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT run_side_once UNIQUE (run_key, side),
  CONSTRAINT seats_are_sensible CHECK (seats BETWEEN 0 AND 2000),
  CONSTRAINT run_side_ends_after_start CHECK (ends IS NULL OR starts IS NULL OR ends >= starts),
  UNIQUE (id),
  FOREIGN KEY(run_key) REFERENCES runs ("key")
);
CREATE TABLE runs (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('course', 'instructor_exchange', 'study_visit', 'curriculum', 'exercise', 'seminar')),
  state TEXT NOT NULL CONSTRAINT state_is_known CHECK (state IN ('planned', 'announced', 'confirmed', 'held', 'cancelled')),
  course_key INTEGER,
  title_en TEXT NOT NULL,
  title_hi TEXT DEFAULT '' NOT NULL,
  topic TEXT DEFAULT '' NOT NULL,
  host_key INTEGER NOT NULL,
  venue TEXT DEFAULT '' NOT NULL,
  delivery TEXT NOT NULL CONSTRAINT delivery_is_known CHECK (delivery IN ('in_person', 'online', 'mixed')),
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  time_zone TEXT DEFAULT '' NOT NULL,
  vetting INTEGER DEFAULT '0' NOT NULL CONSTRAINT vetting_is_flag CHECK (vetting IN (0, 1)),
  clearance INTEGER DEFAULT '0' NOT NULL CONSTRAINT clearance_is_flag CHECK (clearance IN (0, 1)),
  pass_mark INTEGER,
  min_attendance INTEGER DEFAULT '0' NOT NULL,
  agreement_key INTEGER,
  clause TEXT DEFAULT '' NOT NULL,
  group_key INTEGER,
  commitment_key INTEGER,
  need_key INTEGER,
  note TEXT DEFAULT '' NOT NULL,
  cancelled_why TEXT DEFAULT '' NOT NULL,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT run_reference_once UNIQUE (reference),
  CONSTRAINT run_has_marking CHECK (length(trim(marking)) > 0),
  CONSTRAINT run_has_title CHECK (length(trim(title_en)) > 0),
  CONSTRAINT run_ends_after_start CHECK (ends >= starts),
  CONSTRAINT pass_mark_is_percent CHECK (pass_mark IS NULL OR pass_mark BETWEEN 0 AND 1000),
  CONSTRAINT attendance_is_percent CHECK (min_attendance BETWEEN 0 AND 100),
  UNIQUE (id),
  FOREIGN KEY(course_key) REFERENCES courses ("key"),
  FOREIGN KEY(host_key) REFERENCES agencies ("key"),
  FOREIGN KEY(agreement_key) REFERENCES agreements ("key"),
  FOREIGN KEY(group_key) REFERENCES working_groups ("key"),
  FOREIGN KEY(commitment_key) REFERENCES commitments ("key"),
  FOREIGN KEY(need_key) REFERENCES needs ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE scores (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  nomination_key INTEGER NOT NULL,
  test TEXT NOT NULL CONSTRAINT test_is_known CHECK (test IN ('pre', 'post', 'final')),
  tenths INTEGER NOT NULL,
  taken_on TEXT,
  PRIMARY KEY ("key"),
  CONSTRAINT test_once UNIQUE (nomination_key, test),
  CONSTRAINT score_is_percent CHECK (tenths BETWEEN 0 AND 1000),
  UNIQUE (id),
  FOREIGN KEY(nomination_key) REFERENCES nominations ("key")
);
CREATE VIRTUAL TABLE search USING fts5(title, body, prefix='2 3', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");
CREATE TABLE trainees (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  agency_key INTEGER,
  name TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  post TEXT DEFAULT '' NOT NULL,
  service_number TEXT DEFAULT '' NOT NULL,
  born TEXT,
  unit TEXT DEFAULT '' NOT NULL,
  email TEXT DEFAULT '' NOT NULL,
  phone TEXT DEFAULT '' NOT NULL,
  supervisor TEXT DEFAULT '' NOT NULL,
  supervisor_email TEXT DEFAULT '' NOT NULL,
  retain_until TEXT,
  purged_on TEXT,
  marking TEXT NOT NULL,
  originator TEXT DEFAULT '' NOT NULL,
  third_party INTEGER DEFAULT '0' NOT NULL CONSTRAINT third_party_is_flag CHECK (third_party IN (0, 1)),
  permitted_by TEXT DEFAULT '' NOT NULL,
  permitted_on TEXT,
  permission_reference TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by INTEGER NOT NULL,
  discarded_at TEXT,
  discard_reason TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT trainee_reference_once UNIQUE (reference),
  CONSTRAINT trainee_has_marking CHECK (length(trim(marking)) > 0),
  UNIQUE (id),
  FOREIGN KEY(agency_key) REFERENCES agencies ("key"),
  FOREIGN KEY(recorded_by) REFERENCES officers ("key")
);
CREATE TABLE vetting_looks (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  trainee_key INTEGER NOT NULL,
  officer_key INTEGER NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT look_once_a_day UNIQUE (trainee_key, officer_key, day),
  UNIQUE (id),
  FOREIGN KEY(trainee_key) REFERENCES trainees ("key"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE view_states (
  "key" INTEGER NOT NULL,
  officer_key INTEGER NOT NULL,
  "view" TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT view_state_once UNIQUE (officer_key, "view"),
  FOREIGN KEY(officer_key) REFERENCES officers ("key")
);
CREATE TABLE working_groups (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_hi TEXT DEFAULT '' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  retired INTEGER DEFAULT '0' NOT NULL CONSTRAINT retired_is_flag CHECK (retired IN (0, 1)),
  PRIMARY KEY ("key"),
  CONSTRAINT group_code_once UNIQUE (code),
  CONSTRAINT group_code_length CHECK (length(code) BETWEEN 2 AND 4),
  UNIQUE (id)
);
CREATE TABLE workspace (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  side TEXT NOT NULL CONSTRAINT side_is_known CHECK (side IN ('IN', 'US')),
  time_zone TEXT NOT NULL,
  default_marking TEXT NOT NULL,
  accreditation TEXT,
  office_en TEXT DEFAULT '' NOT NULL,
  office_hi TEXT DEFAULT '' NOT NULL,
  sample INTEGER DEFAULT '0' NOT NULL CONSTRAINT sample_is_flag CHECK (sample IN (0, 1)),
  created_at TEXT NOT NULL,
  PRIMARY KEY ("key"),
  CONSTRAINT workspace_is_one CHECK (key = 1),
  UNIQUE (id)
);
CREATE INDEX actions_by_group ON joint_actions (group_key, discarded_at, reference);
CREATE INDEX actions_by_logged ON joint_actions (logged_at, discarded_at, group_key);
CREATE INDEX actions_by_marking ON joint_actions (marking, discarded_at, group_key);
CREATE INDEX actions_by_number ON joint_actions (prefix, year, number, discarded_at);
CREATE INDEX actions_by_priority ON joint_actions (priority, discarded_at, group_key);
CREATE INDEX actions_by_start ON joint_actions (start, discarded_at, group_key);
CREATE INDEX actions_by_title ON joint_actions (title_en, discarded_at, group_key);
CREATE INDEX agencies_by_side ON agencies (side, code);
CREATE INDEX agenda_by_meeting ON agenda_items (meeting_key, number);
CREATE INDEX agreements_by_expiry ON agreements (expiry, discarded_at);
CREATE INDEX agreements_by_number ON agreements (year, number, discarded_at);
CREATE INDEX agreements_by_review ON agreements (review, discarded_at);
CREATE INDEX attendees_by_contact ON attendees (contact_key);
CREATE INDEX attendees_by_meeting ON attendees (meeting_key, side);
CREATE INDEX certificates_by_issue ON certificates (issued_on);
CREATE INDEX certificates_by_nomination ON certificates (nomination_key);
CREATE INDEX chasers_by_request ON chasers (request_key, dated);
CREATE INDEX commitments_by_agreement ON commitments (agreement_key);
CREATE INDEX commitments_by_carried ON commitments (carried_from_key);
CREATE INDEX commitments_by_document ON commitments (document_key);
CREATE INDEX commitments_by_due ON commitments (due, discarded_at);
CREATE INDEX commitments_by_group ON commitments (group_key, discarded_at);
CREATE INDEX commitments_by_meeting ON commitments (meeting_key, discarded_at);
CREATE INDEX commitments_by_number ON commitments (year, number, discarded_at);
CREATE INDEX contacts_by_name ON contacts (name, discarded_at);
CREATE INDEX contacts_by_number ON contacts (year, number, discarded_at);
CREATE INDEX costs_by_run ON run_costs (run_key, position);
CREATE INDEX courses_by_academy ON courses (academy_key, code);
CREATE INDEX courses_by_number ON courses (year, number, discarded_at);
CREATE INDEX deadlines_by_due ON run_deadlines (due, done_on);
CREATE INDEX deadlines_by_meeting ON meeting_deadlines (meeting_key);
CREATE INDEX deadlines_by_run ON run_deadlines (run_key, position);
CREATE INDEX decisions_by_agenda ON decisions (agenda_key);
CREATE INDEX documents_by_attached_at ON documents (attached_at, discarded_at);
CREATE INDEX documents_by_dated ON documents (dated, discarded_at);
CREATE INDEX documents_by_marking ON documents (marking, discarded_at);
CREATE INDEX documents_by_number ON documents (year, number, discarded_at);
CREATE INDEX documents_by_originator ON documents (originator, discarded_at);
CREATE INDEX documents_by_title ON documents (title, discarded_at);
CREATE INDEX documents_by_type ON documents (type, discarded_at);
CREATE INDEX due_moves_by_action ON due_moves (action_key, side);
CREATE INDEX evaluation_chasers_by_evaluation ON evaluation_chasers (evaluation_key);
CREATE INDEX evaluations_by_due ON evaluations (due, received_on);
CREATE INDEX evaluations_by_nomination ON evaluations (nomination_key);
CREATE INDEX evaluations_by_run ON evaluations (run_key, level, respondent);
CREATE INDEX executing_by_agency ON agreement_agencies (agency_key);
CREATE INDEX fulfilments_by_action ON fulfilments (action_key, noun, row_key);
CREATE INDEX gates_by_expiry ON gates (expires, status);
CREATE INDEX group_agencies_by_agency ON group_agencies (agency_key);
CREATE INDEX incidents_by_nomination ON incidents (nomination_key);
CREATE INDEX incidents_by_run ON incidents (run_key, dated);
CREATE INDEX instructors_by_contact ON instructors (contact_key);
CREATE INDEX instructors_by_run ON instructors (run_key, position);
CREATE INDEX journal_by_row ON journal (noun, "row", seq);
CREATE INDEX journal_by_time ON journal (at);
CREATE INDEX journal_by_tx ON journal (tx);
CREATE INDEX journal_of_deletes ON journal (noun, "row") WHERE op = 'delete';
CREATE INDEX links_by_record ON document_links (noun, row_key, document_key);
CREATE INDEX meeting_sides_by_start ON meeting_sides (side, starts, meeting_key);
CREATE INDEX meetings_by_group ON meetings (group_key, discarded_at);
CREATE INDEX meetings_by_kind ON meetings (kind, discarded_at);
CREATE INDEX moves_by_run ON run_moves (run_key, moved_at);
CREATE INDEX needs_by_course ON needs (course_key);
CREATE INDEX needs_by_group ON needs (group_key);
CREATE INDEX needs_by_number ON needs (year, number, discarded_at);
CREATE INDEX needs_by_state ON needs (state, discarded_at);
CREATE INDEX nominations_by_run ON nominations (run_key, side, step);
CREATE INDEX nominations_by_substitute ON nominations (substitute_for_key);
CREATE INDEX nominations_by_trainee ON nominations (trainee_key, run_key);
CREATE UNIQUE INDEX one_certificate_holds ON certificates (nomination_key) WHERE revoked_on IS NULL;
CREATE INDEX posts_by_agency ON posts_held (agency_key, until);
CREATE INDEX posts_by_contact ON posts_held (contact_key, since);
CREATE INDEX progress_by_action ON progress_entries (action_key, dated);
CREATE INDEX progress_by_correction ON progress_entries (corrects_key);
CREATE INDEX replies_by_request ON replies (request_key, received_on);
CREATE INDEX reported_by_group ON action_groups (group_key, action_key);
CREATE INDEX requests_by_action ON requests (action_key);
CREATE INDEX requests_by_commitment ON requests (commitment_key);
CREATE INDEX requests_by_deadline ON requests (deadline, discarded_at);
CREATE INDEX requests_by_number ON requests (year, number, discarded_at);
CREATE INDEX requests_by_state ON requests (state, asked_by, discarded_at);
CREATE INDEX responsibles_by_contact ON responsibles (contact_key);
CREATE INDEX results_by_action ON run_results (action_key);
CREATE INDEX results_by_run ON run_results (run_key, dated);
CREATE INDEX rules_by_host ON deadline_rules (host_key, position);
CREATE INDEX runs_by_agreement ON runs (agreement_key);
CREATE INDEX runs_by_commitment ON runs (commitment_key);
CREATE INDEX runs_by_course ON runs (course_key, starts);
CREATE INDEX runs_by_end ON runs (ends, discarded_at);
CREATE INDEX runs_by_group ON runs (group_key, discarded_at);
CREATE INDEX runs_by_host ON runs (host_key, starts);
CREATE INDEX runs_by_need ON runs (need_key);
CREATE INDEX runs_by_number ON runs (year, number, discarded_at);
CREATE INDEX runs_by_start ON runs (starts, discarded_at);
CREATE INDEX runs_by_state ON runs (state, discarded_at);
CREATE INDEX scores_by_test ON scores (test, nomination_key);
CREATE INDEX sides_by_due ON action_sides (side, due, action_key, status, rag, lead_key);
CREATE INDEX sides_by_lead_key ON action_sides (side, lead_key, action_key, due, status, rag);
CREATE INDEX sides_by_rag ON action_sides (side, rag, action_key, due, status, lead_key);
CREATE INDEX sides_by_status ON action_sides (side, status, action_key, due, rag, lead_key);
CREATE INDEX steps_by_nomination ON nomination_steps (nomination_key, recorded_at);
CREATE INDEX supporting_by_agency ON action_agencies (agency_key);
CREATE INDEX tags_by_tag ON action_tags (tag, action_key);
CREATE INDEX trainees_by_agency ON trainees (agency_key, discarded_at);
CREATE INDEX trainees_by_name ON trainees (name, discarded_at);
CREATE INDEX trainees_by_number ON trainees (year, number, discarded_at);
CREATE INDEX trainees_by_retention ON trainees (retain_until, purged_on);
CREATE INDEX trainees_by_service_number ON trainees (service_number);
CREATE INDEX versions_by_document ON document_versions (document_key, current);
CREATE INDEX versions_by_file_name ON document_versions (current, file_name, document_key);
CREATE INDEX versions_by_hash ON document_versions (sha256, current, document_key);
CREATE INDEX versions_by_kind ON document_versions (current, kind, document_key);
CREATE INDEX versions_by_size ON document_versions (current, size, document_key);
CREATE TRIGGER certificate_is_never_deleted BEFORE DELETE ON certificates BEGIN SELECT RAISE(ABORT, 'a certificate is revoked, never deleted'); END;
CREATE TRIGGER certificate_number_stays BEFORE UPDATE OF reference, year, number, nomination_key, issued_on ON certificates BEGIN SELECT RAISE(ABORT, 'the number of a certificate stays'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END;
CREATE TRIGGER journal_is_never_edited BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never edited'); END;
CREATE TRIGGER page_is_found AFTER INSERT ON document_pages BEGIN INSERT INTO page_search (rowid, text) VALUES (NEW.key, NEW.text); END;
CREATE TRIGGER page_is_found_no_more AFTER DELETE ON document_pages BEGIN INSERT INTO page_search (page_search, rowid, text) VALUES ('delete', OLD.key, OLD.text); END;
CREATE TRIGGER page_is_never_edited BEFORE UPDATE ON document_pages BEGIN SELECT RAISE(ABORT, 'a page is written anew'); END;
CREATE TRIGGER payload_goes_only_by_purge BEFORE DELETE ON journal_payloads WHEN NOT EXISTS (SELECT 1 FROM journal WHERE noun = 'journal_payloads' AND row = OLD.seq || '/' || OLD.kind AND op = 'purge') BEGIN SELECT RAISE(ABORT, 'a payload goes only by a purge that names it'); END;
CREATE TRIGGER payload_is_never_edited BEFORE UPDATE ON journal_payloads BEGIN SELECT RAISE(ABORT, 'a payload is never edited'); END;
CREATE TRIGGER progress_is_never_edited BEFORE UPDATE ON progress_entries BEGIN SELECT RAISE(ABORT, 'a progress entry is never edited'); END;
CREATE TRIGGER verbatim_is_never_edited BEFORE UPDATE OF verbatim, original ON commitments BEGIN SELECT RAISE(ABORT, 'the verbatim text of a commitment is never edited'); END;
