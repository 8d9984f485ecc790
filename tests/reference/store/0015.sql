BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
INSERT INTO "alembic_version" VALUES('0015');
CREATE TABLE analyses (
	case_id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	model VARCHAR(64) NOT NULL, 
	model_version VARCHAR(64) NOT NULL, 
	answer VARCHAR(64) NOT NULL, 
	urgency VARCHAR(16) NOT NULL, 
	uncertain BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_analyses PRIMARY KEY (case_id, version), 
	CONSTRAINT fk_analyses_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "analyses" VALUES('88feacd3356343f2a40c8437841a1b89',1,'2026-11-21T05:03:00.000000+00:00','clinical','1','herpes_zoster','urgent',0,'{"photos":[{"photo_id":"f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c","name":"../환부 사진.jpg","width_px":1600,"height_px":1200,"quality":{"sharpness":120.0,"exposure":55.0,"clipped":0.01,"short_side_px":1200,"concerns":["too_dark"],"refused":[]},"gate":{"kind":"clinical","accepted":true,"reasons":[],"skin_probability":0.99,"scope_distance":Infinity,"out_of_scope":false,"overruled":false},"differential":[{"label":"herpes_zoster","probability":0.7},{"label":"eczema","probability":0.3}],"prediction_set":["herpes_zoster"],"uncertain":false,"above_alert":[],"layers":{"cams":"85c540360c79ff4012d6f987837afe47/7ee61ce43fd5c5f66b6410ed345f326b1b10369062cc8fd421e8470d22314ee3.npy"},"provenance":{"app_version":"0.1.0","model":"clinical","model_version":"1","weights_sha256":"abababababababababababababababababababababababababababababababab","gate_version":"1","device":"onnxruntime-cpu","created_at":"2026","research_use":true},"elapsed_ms":{"gate":1.5},"forced":false}],"kind":"clinical","model":"clinical","pooled":["f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c"],"differential":[{"label":"herpes_zoster","probability":0.7},{"label":"eczema","probability":0.3}],"prediction_set":["herpes_zoster"],"uncertain":false,"above_alert":[],"facts":{"site":"chest","side":"left","fever":false,"pain":7.0},"advice":{"urgency":"urgent","fired":[{"rule_id":"zoster.clock","version":"1","urgency":"urgent","because":["label=herpes_zoster"],"values":{"hours":"22"},"would_change":[]}],"questions":["fever"]},"unknown_to_model":["erysipelas"],"elapsed_ms":{"gate":1.5}}');
CREATE TABLE case_files (
	case_id VARCHAR(32) NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_case_files PRIMARY KEY (case_id, "key"), 
	CONSTRAINT fk_case_files_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE, 
	CONSTRAINT fk_case_files_patient_id FOREIGN KEY(patient_id) REFERENCES patients (patient_id) ON DELETE CASCADE
);
INSERT INTO "case_files" VALUES('88feacd3356343f2a40c8437841a1b89','85c540360c79ff4012d6f987837afe47/f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c.jpg','85c540360c79ff4012d6f987837afe47');
INSERT INTO "case_files" VALUES('88feacd3356343f2a40c8437841a1b89','85c540360c79ff4012d6f987837afe47/a1c84eb05a558b506242dfc3eea7d647fe7a773abaae04b4e50488f37babf408.jpg','85c540360c79ff4012d6f987837afe47');
INSERT INTO "case_files" VALUES('88feacd3356343f2a40c8437841a1b89','85c540360c79ff4012d6f987837afe47/7ee61ce43fd5c5f66b6410ed345f326b1b10369062cc8fd421e8470d22314ee3.npy','85c540360c79ff4012d6f987837afe47');
CREATE TABLE case_summaries (
	number INTEGER NOT NULL, 
	case_id VARCHAR(32) NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	visit_date VARCHAR(10) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	site VARCHAR(64) NOT NULL, 
	side VARCHAR(64) NOT NULL, 
	answer VARCHAR(64) NOT NULL, 
	uncertain BOOLEAN NOT NULL, 
	urgency VARCHAR(16) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	diagnosis VARCHAR(64) NOT NULL, 
	diagnosis_text TEXT NOT NULL, 
	is_signed BOOLEAN NOT NULL, 
	photo_count INTEGER NOT NULL, 
	thumbnail_key VARCHAR(160) NOT NULL, likely TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_case_summaries PRIMARY KEY (number), 
	CONSTRAINT uq_case_summaries_case_id UNIQUE (case_id), 
	CONSTRAINT fk_case_summaries_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE, 
	CONSTRAINT fk_case_summaries_patient_id FOREIGN KEY(patient_id) REFERENCES patients (patient_id) ON DELETE CASCADE
);
INSERT INTO "case_summaries" VALUES(1,'88feacd3356343f2a40c8437841a1b89','85c540360c79ff4012d6f987837afe47','2026-11-21','2026-11-21T05:03:00.000000+00:00','chest','left','herpes_zoster',0,'urgent','clinical','herpes_zoster','zona',1,1,'85c540360c79ff4012d6f987837afe47/a1c84eb05a558b506242dfc3eea7d647fe7a773abaae04b4e50488f37babf408.jpg','herpes_zoster');
CREATE TABLE case_words (
	case_number INTEGER NOT NULL, 
	word VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_case_words PRIMARY KEY (case_number, word), 
	CONSTRAINT fk_case_words_case_number FOREIGN KEY(case_number) REFERENCES case_summaries (number) ON DELETE CASCADE
);
INSERT INTO "case_words" VALUES(1,'001');
INSERT INTO "case_words" VALUES(1,'a');
INSERT INTO "case_words" VALUES(1,'a001');
INSERT INTO "case_words" VALUES(1,'zona');
INSERT INTO "case_words" VALUES(1,'김민지');
INSERT INTO "case_words" VALUES(1,'민지');
INSERT INTO "case_words" VALUES(1,'지');
CREATE TABLE cases (
	case_id VARCHAR(32) NOT NULL, 
	lesion_id VARCHAR(32) NOT NULL, 
	visit_id VARCHAR(32) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	facts TEXT NOT NULL, request_key VARCHAR(16), 
	CONSTRAINT pk_cases PRIMARY KEY (case_id), 
	CONSTRAINT fk_cases_lesion_id FOREIGN KEY(lesion_id) REFERENCES lesions (lesion_id) ON DELETE CASCADE, 
	CONSTRAINT fk_cases_visit_id FOREIGN KEY(visit_id) REFERENCES visits (visit_id) ON DELETE CASCADE
);
INSERT INTO "cases" VALUES('88feacd3356343f2a40c8437841a1b89','43636c0e0da746bfb6860abb235297e7','f991432e177f4b2baafe4ff820b06413','2026-11-21T05:03:00.000000+00:00','{"site":"chest","side":"left","fever":false,"pain":7.0}',NULL);
CREATE TABLE clinician_assessments (
	case_id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	diagnosis VARCHAR(64) NOT NULL, 
	diagnosis_text TEXT NOT NULL, 
	note TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	signed_by TEXT NOT NULL, 
	signed_at VARCHAR(32) NOT NULL, excluded TEXT DEFAULT '[]' NOT NULL, outlines TEXT DEFAULT '[]' NOT NULL, scales TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_clinician_assessments PRIMARY KEY (case_id, version), 
	CONSTRAINT fk_clinician_assessments_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "clinician_assessments" VALUES('88feacd3356343f2a40c8437841a1b89',1,'herpes_zoster','zona','','2026-11-21T05:03:00.000000+00:00','','','[]','[]','[]');
INSERT INTO "clinician_assessments" VALUES('88feacd3356343f2a40c8437841a1b89',2,'herpes_zoster','zona','','2026-11-21T05:03:00.000000+00:00','이서연','2026-11-21T05:03:00.000000+00:00','[]','[]','[]');
CREATE TABLE drafts (
	draft_id VARCHAR(32) NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	updated_at VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, version INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (draft_id)
);
INSERT INTO "drafts" VALUES('b6661d45a16947edb4536c76bcbcbd91','85c540360c79ff4012d6f987837afe47','2026-11-21T05:03:00.000000+00:00','{"draft_id":"b6661d45a16947edb4536c76bcbcbd91","updated_at":"2026-11-21T05:03:00.000000+00:00","patient":{"patient_id":"85c540360c79ff4012d6f987837afe47","name":"김민지","code":"A-001","birth_year":1964,"sex":"female"},"known_patient":false,"facts":{"site":"chest","side":"left","fever":false,"pain":7.0},"photos":[],"analysis":null,"diagnosis":"","diagnosis_text":"","note":"a draft"}',0);
CREATE TABLE fact_corrections (
	case_id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	corrected_at VARCHAR(32) NOT NULL, 
	corrected_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_fact_corrections PRIMARY KEY (case_id, version), 
	CONSTRAINT fk_fact_corrections_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
CREATE TABLE laid_points (
	before_id VARCHAR(32) NOT NULL, 
	after_id VARCHAR(32) NOT NULL, 
	before_key VARCHAR(160) NOT NULL, 
	after_key VARCHAR(160) NOT NULL, 
	places TEXT NOT NULL, 
	set_at VARCHAR(32) NOT NULL, 
	set_by TEXT NOT NULL, 
	CONSTRAINT pk_laid_points PRIMARY KEY (before_id, after_id), 
	CONSTRAINT fk_laid_points_before_id FOREIGN KEY(before_id) REFERENCES cases (case_id) ON DELETE CASCADE, 
	CONSTRAINT fk_laid_points_after_id FOREIGN KEY(after_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
CREATE TABLE lesions (
	lesion_id VARCHAR(32) NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	site VARCHAR(64) NOT NULL, 
	side VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_lesions PRIMARY KEY (lesion_id), 
	CONSTRAINT fk_lesions_patient_id FOREIGN KEY(patient_id) REFERENCES patients (patient_id) ON DELETE CASCADE
);
INSERT INTO "lesions" VALUES('43636c0e0da746bfb6860abb235297e7','85c540360c79ff4012d6f987837afe47','chest','left');
CREATE TABLE patient_corrections (
	patient INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	corrected_at VARCHAR(32) NOT NULL, 
	corrected_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	name TEXT NOT NULL, 
	code TEXT NOT NULL, 
	birth_year INTEGER, 
	birth_date VARCHAR(10) NOT NULL, 
	sex VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_patient_corrections PRIMARY KEY (patient, version), 
	CONSTRAINT fk_patient_corrections_patient FOREIGN KEY(patient) REFERENCES patients (number) ON DELETE CASCADE
);
INSERT INTO "patient_corrections" VALUES(1,1,'2026-11-21T05:03:00.000000+00:00','이서연','오타','김민자','A-001',1964,'','female');
CREATE TABLE patient_words (
	patient INTEGER NOT NULL, 
	word VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_patient_words PRIMARY KEY (patient, word), 
	CONSTRAINT fk_patient_words_patient FOREIGN KEY(patient) REFERENCES patients (number) ON DELETE CASCADE
);
INSERT INTO "patient_words" VALUES(1,'001');
INSERT INTO "patient_words" VALUES(1,'a');
INSERT INTO "patient_words" VALUES(1,'a001');
INSERT INTO "patient_words" VALUES(1,'김민지');
INSERT INTO "patient_words" VALUES(1,'민지');
INSERT INTO "patient_words" VALUES(1,'지');
CREATE TABLE patients (
	number INTEGER NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	code TEXT NOT NULL, 
	birth_year INTEGER, 
	sex VARCHAR(16) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, birth_date VARCHAR(10) DEFAULT '' NOT NULL, phone TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_patients PRIMARY KEY (number), 
	CONSTRAINT uq_patients_patient_id UNIQUE (patient_id)
);
INSERT INTO "patients" VALUES(1,'85c540360c79ff4012d6f987837afe47','김민지','A-001',1964,'female','2026-11-21T05:03:00.000000+00:00','','');
CREATE TABLE photos (
	case_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	photo_id VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	thumbnail_key VARCHAR(160) NOT NULL, 
	media_type VARCHAR(64) NOT NULL, 
	width_px INTEGER NOT NULL, 
	height_px INTEGER NOT NULL, 
	CONSTRAINT pk_photos PRIMARY KEY (case_id, position), 
	CONSTRAINT fk_photos_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "photos" VALUES('88feacd3356343f2a40c8437841a1b89',0,'f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c','../환부 사진.jpg','85c540360c79ff4012d6f987837afe47/f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c.jpg','85c540360c79ff4012d6f987837afe47/a1c84eb05a558b506242dfc3eea7d647fe7a773abaae04b4e50488f37babf408.jpg','image/jpeg',1600,1200);
CREATE TABLE preferences (
	"key" VARCHAR(64) NOT NULL, 
	value BLOB NOT NULL, 
	CONSTRAINT pk_preferences PRIMARY KEY ("key")
);
INSERT INTO "preferences" VALUES('language',X'6B6F');
INSERT INTO "preferences" VALUES('clinic_name',X'ED9687EC82B4EC9D98EC9B90');
INSERT INTO "preferences" VALUES('clinic_address',X'');
INSERT INTO "preferences" VALUES('logo',X'');
CREATE TABLE reading_photos (
	entry_id VARCHAR(32) NOT NULL, 
	set_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	photo_id VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	case_id VARCHAR(32), 
	group_id VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_reading_photos PRIMARY KEY (entry_id), 
	CONSTRAINT fk_reading_photos_set_id FOREIGN KEY(set_id) REFERENCES reading_sets (set_id) ON DELETE CASCADE, 
	CONSTRAINT fk_reading_photos_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "reading_photos" VALUES('88888888888888888888888888888888','77777777777777777777777777777777',1,'f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c','a.jpg','85c540360c79ff4012d6f987837afe47/f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c.jpg','88feacd3356343f2a40c8437841a1b89','85c540360c79ff4012d6f987837afe47');
CREATE TABLE reading_sets (
	set_id VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	signs TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_reading_sets PRIMARY KEY (set_id)
);
INSERT INTO "reading_sets" VALUES('77777777777777777777777777777777','Erythema','["erythema"]','2026-11-21T05:03:00.000000+00:00');
CREATE TABLE readings (
	entry_id VARCHAR(32) NOT NULL, 
	reader TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	grades TEXT NOT NULL, 
	read_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (entry_id, reader, round), 
	CONSTRAINT fk_readings_entry_id FOREIGN KEY(entry_id) REFERENCES reading_photos (entry_id) ON DELETE CASCADE
);
INSERT INTO "readings" VALUES('88888888888888888888888888888888','이서연',1,'{"erythema":1.5}','2026-11-21T05:03:00.000000+00:00');
CREATE TABLE report_files (
	report_id VARCHAR(32) NOT NULL, 
	pdf BLOB NOT NULL, 
	CONSTRAINT pk_report_files PRIMARY KEY (report_id), 
	CONSTRAINT fk_report_files_report_id FOREIGN KEY(report_id) REFERENCES reports (report_id) ON DELETE CASCADE
);
INSERT INTO "report_files" VALUES('a15e829193b04b5bb994d9e00e2f3720',X'25504446');
CREATE TABLE reports (
	report_id VARCHAR(32) NOT NULL, 
	case_id VARCHAR(32) NOT NULL, 
	assessment_version INTEGER NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	is_frozen BOOLEAN NOT NULL, 
	signed_by TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, kind VARCHAR(16) DEFAULT 'report' NOT NULL, 
	CONSTRAINT pk_reports PRIMARY KEY (report_id), 
	CONSTRAINT fk_reports_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "reports" VALUES('a15e829193b04b5bb994d9e00e2f3720','88feacd3356343f2a40c8437841a1b89',2,'ko','2026-11-21T05:03:00.000000+00:00',1,'이서연','315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027','report');
CREATE TABLE reviews (
	lesion_id VARCHAR(32) NOT NULL, 
	due_on VARCHAR(10) NOT NULL, 
	set_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_reviews PRIMARY KEY (lesion_id), 
	CONSTRAINT fk_reviews_lesion_id FOREIGN KEY(lesion_id) REFERENCES lesions (lesion_id) ON DELETE CASCADE
);
INSERT INTO "reviews" VALUES('43636c0e0da746bfb6860abb235297e7','2026-12-05','2026-11-21T05:03:00.000000+00:00');
CREATE TABLE scores (
	case_id VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	"index" VARCHAR(32) NOT NULL, 
	entered TEXT NOT NULL, 
	total FLOAT NOT NULL, 
	band VARCHAR(32) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_scores PRIMARY KEY (case_id, version), 
	CONSTRAINT fk_scores_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "scores" VALUES('88feacd3356343f2a40c8437841a1b89',1,'iga','{"grade":2.0}',2.0,'mild','2026-11-21T05:03:00.000000+00:00');
CREATE TABLE shown_suggestions (
	case_id VARCHAR(32) NOT NULL, 
	"index" VARCHAR(32) NOT NULL, 
	place VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	shown_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_shown_suggestions PRIMARY KEY (case_id, "index", place), 
	CONSTRAINT fk_shown_suggestions_case_id FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);
INSERT INTO "shown_suggestions" VALUES('88feacd3356343f2a40c8437841a1b89','easi','head.erythema','{"mode": "blind", "grade": 2, "expected": 1.9, "photos": ["f9e4f1e05cfd7db04c1b9f5ba1f5ae471b087652c6ecd1dc187f986cc8ccb63c"], "model": "eczema-signs 1.0.0", "own": 1.0, "chance": 0.76}','2026-11-21T05:03:00.000000+00:00');
CREATE TABLE treatments (
	treatment_id VARCHAR(32) NOT NULL, 
	lesion_id VARCHAR(32) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	dose TEXT NOT NULL, 
	sessions INTEGER NOT NULL, 
	started_on VARCHAR(10) NOT NULL, 
	ended_on VARCHAR(10) NOT NULL, 
	entered_at VARCHAR(32) NOT NULL, 
	entered_by TEXT NOT NULL, 
	withdrawn_at VARCHAR(32) DEFAULT '' NOT NULL, changes TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_treatments PRIMARY KEY (treatment_id), 
	CONSTRAINT fk_treatments_lesion_id FOREIGN KEY(lesion_id) REFERENCES lesions (lesion_id) ON DELETE CASCADE
);
INSERT INTO "treatments" VALUES('55555555555555555555555555555555','43636c0e0da746bfb6860abb235297e7','medicine','valaciclovir','1 g',0,'2026-11-21','','2026-11-21T05:03:00.000000+00:00','이서연','','[]');
CREATE TABLE visits (
	visit_id VARCHAR(32) NOT NULL, 
	patient_id VARCHAR(32) NOT NULL, 
	date VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_visits PRIMARY KEY (visit_id), 
	CONSTRAINT uq_visits_patient_id_date UNIQUE (patient_id, date), 
	CONSTRAINT fk_visits_patient_id FOREIGN KEY(patient_id) REFERENCES patients (patient_id) ON DELETE CASCADE
);
INSERT INTO "visits" VALUES('f991432e177f4b2baafe4ff820b06413','85c540360c79ff4012d6f987837afe47','2026-11-21');
CREATE INDEX ix_drafts_updated_at ON drafts (updated_at);
CREATE INDEX ix_drafts_patient_id ON drafts (patient_id);
CREATE INDEX ix_patient_words_word_patient ON patient_words (word, patient);
CREATE INDEX ix_lesions_patient_id_site_side ON lesions (patient_id, site, side);
CREATE INDEX ix_cases_lesion_id ON cases (lesion_id);
CREATE INDEX ix_cases_visit_id ON cases (visit_id);
CREATE INDEX ix_case_files_patient_id ON case_files (patient_id);
CREATE INDEX ix_analyses_model_model_version ON analyses (model, model_version);
CREATE INDEX ix_reports_case_id ON reports (case_id);
CREATE INDEX ix_case_summaries_visit_date_number ON case_summaries (visit_date, number);
CREATE INDEX ix_case_summaries_answer_visit_date_number ON case_summaries (answer, visit_date, number);
CREATE INDEX ix_case_summaries_diagnosis_visit_date_number ON case_summaries (diagnosis, visit_date, number);
CREATE INDEX ix_case_summaries_is_signed_number ON case_summaries (is_signed, number);
CREATE INDEX ix_case_summaries_patient_id_visit_date_number ON case_summaries (patient_id, visit_date, number);
CREATE INDEX ix_case_summaries_urgency_visit_date_number ON case_summaries (urgency, visit_date, number);
CREATE INDEX ix_case_summaries_urgency_is_signed_visit_date_number ON case_summaries (urgency, is_signed, visit_date, number);
CREATE INDEX ix_case_summaries_is_signed_visit_date_number ON case_summaries (is_signed, visit_date, number);
CREATE INDEX ix_case_words_word_case_number ON case_words (word, case_number);
CREATE INDEX ix_treatments_lesion_id ON treatments (lesion_id);
CREATE INDEX ix_reviews_due_on ON reviews (due_on);
CREATE INDEX ix_laid_points_after_id ON laid_points (after_id);
CREATE INDEX ix_reading_photos_set_id ON reading_photos (set_id);
CREATE INDEX ix_reading_photos_case_id ON reading_photos (case_id);
CREATE UNIQUE INDEX ix_cases_request_key ON cases (request_key);
COMMIT;
