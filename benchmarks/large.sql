-- One large municipality: 5,000 trajectories, 150,000 answers, and something of everything that the
-- definitions tell apart: skipped and revoked results, results before the intake and after the
-- reference date, endings of all kinds, partners, people who come back, questionnaires left
-- half-way, people who do not want to count, and unknown attributes.
-- Run by large.py in the municipality's schema. Triggers are off: it is about reading.

SET session_replication_role = replica;
SELECT setseed(0.2021);

-- The first 4,900 are clients; the last 100 trajectories are of people who come back, and the
-- first 200 trajectories have a partner.
CREATE TEMP TABLE person AS
SELECT n, gen_random_uuid() AS id FROM generate_series(1, 5100) AS n;

INSERT INTO caseload_client (id, channel, language, contact_blocked, created_at)
SELECT id, (ARRAY['email', 'sms', 'assisted'])[1 + floor(random() * 3)::int], 'nl', '', now()
FROM person;

INSERT INTO caseload_participation
    (id, client_id, monitor, benchmark, information_version, recorded_by, recorded_at)
SELECT gen_random_uuid(), id, true,
       CASE WHEN n > 4900 OR said > 0.2 THEN true WHEN said < 0.03 THEN false END,
       '1', 'caseworker',
       %(starts)s::timestamptz + CASE WHEN n > 4900 THEN 0 ELSE turn END * interval '1 day'
FROM person, generate_series(1, 1 + (n <= 300)::int) AS turn,
     LATERAL (SELECT random() + 0 * n * turn AS said) AS answer;

CREATE TEMP TABLE course AS
SELECT number.n, gen_random_uuid() AS id, first.id AS client, partner.id AS partner,
       %(starts)s::date + floor(random() ^ 1.5 * (%(ends)s::date - %(starts)s::date + 1))::int AS intake,
       0.5 + 1.3 * random() AS pace,
       floor(10 * random() ^ 0.8)::int AS furthest,
       random() AS fate
FROM generate_series(1, 5000) AS number (n)
JOIN person AS first
    ON first.n = CASE WHEN number.n <= 4900 THEN number.n ELSE number.n - 4900 END
LEFT JOIN person AS partner ON number.n <= 200 AND partner.n = 4900 + number.n;

INSERT INTO caseload_trajectory
    (id, external_id, inflow, intake_date, enrolled_on, gemeentecode, team, path, client_type,
     problem_severity, debt_duration, hindrance, self_direction, competence, attitude, social_norm,
     created_at)
SELECT id, 'G-' || n,
       (ARRAY['own_initiative', 'own_initiative', 'early_warning', 'early_warning', 'referral', ''])[1 + floor(random() * 6)::int],
       intake,
       CASE WHEN random() < 0.5 THEN intake + floor(random() * 20)::int END,
       'GM0000',
       (ARRAY['Noord', 'Oost', 'Zuid', 'West', 'Centrum', ''])[1 + floor(random() * 6)::int],
       (ARRAY['Kort', 'Basis', 'Intensief', ''])[1 + floor(random() * 4)::int],
       (ARRAY['independent', 'dependent', 'dependent', 'vulnerable', 'vulnerable', 'independent', ''])[1 + floor(random() * 7)::int],
       (ARRAY['none', 'single', 'multi', 'multi', ''])[1 + floor(random() * 5)::int],
       (ARRAY['0-1', '2-3', '4-5', 'over-5', ''])[1 + floor(random() * 5)::int],
       (ARRAY['high', 'medium', 'low', ''])[1 + floor(random() * 4)::int],
       (ARRAY['low', 'medium', 'high', ''])[1 + floor(random() * 4)::int],
       (ARRAY['below', 'above', 'mixed', ''])[1 + floor(random() * 4)::int],
       (ARRAY['below', 'above', 'mixed', ''])[1 + floor(random() * 4)::int],
       (ARRAY['below', 'above', 'mixed', ''])[1 + floor(random() * 4)::int],
       now()
FROM course;

INSERT INTO caseload_trajectoryclient (id, trajectory_id, client_id, position)
SELECT gen_random_uuid(), id, client, 1 FROM course
UNION ALL
SELECT gen_random_uuid(), id, partner, 2 FROM course WHERE partner IS NOT NULL;

-- Every eighth result is skipped, one in a hundred stands before the intake.
INSERT INTO caseload_milestone
    (id, trajectory_id, kind, reached_on, recorded_at, revoked_reason)
SELECT gen_random_uuid(), id, kind,
       CASE WHEN random() < 0.01 THEN intake - 3
            ELSE intake + round(usual * pace * (0.6 + 0.8 * random()))::int END,
       now(), ''
FROM course,
     (VALUES (1, 'intake_done', 10), (2, 'iu_in_view', 28), (3, 'debts_in_view', 48),
             (4, 'iu_in_balance', 70), (5, 'barriers_removed', 95),
             (6, 'ready_for_settlement', 118), (6, 'debt_rest', 118),
             (8, 'settlement_requested', 128), (9, 'settlement_agreed', 190)
     ) AS usual_course (place, kind, usual)
WHERE place <= furthest
  AND random() < CASE kind WHEN 'ready_for_settlement' THEN 0.8 WHEN 'debt_rest' THEN 0.15
                           ELSE 0.88 END;

INSERT INTO caseload_milestone
    (id, trajectory_id, kind, reached_on, recorded_at, revoked_at, revoked_reason)
SELECT gen_random_uuid(), id, 'iu_in_balance', intake + 5, now(), now(), 'Verkeerd traject'
FROM course WHERE random() < 0.05;

INSERT INTO caseload_ending (id, trajectory_id, ended_on, status, reason, recorded_at)
SELECT gen_random_uuid(), id,
       CASE WHEN random() < 0.005 THEN intake - 2 ELSE intake + floor(random() * 240)::int END,
       status,
       CASE status
           WHEN 'success' THEN (ARRAY['ready_for_settlement', 'debt_rest', 'settlement_agreed'])[1 + floor(random() * 3)::int]
           WHEN 'referred' THEN (ARRAY['other', ''])[1 + floor(random() * 2)::int]
           ELSE (ARRAY['no_show', 'declines_settlement', 'moved_or_deceased', 'municipality_stops', 'other'])[1 + floor(random() * 5)::int]
       END,
       now()
FROM course,
     LATERAL (SELECT CASE WHEN furthest >= 6 AND fate < 0.6 THEN 'success'
                          WHEN fate < 0.25 THEN 'stopped' ELSE 'referred' END AS status) AS how
WHERE fate < CASE WHEN furthest >= 6 THEN 0.65 ELSE 0.4 END;

INSERT INTO caseload_deployment
    (id, trajectory_id, category, service, intensity, mode, started_on)
SELECT gen_random_uuid(), id, category, service,
       (ARRAY['low', 'medium', 'high', 'medium', ''])[1 + floor(random() * 5)::int],
       (ARRAY['caseworker', 'other_desk', 'volunteer', 'partner', ''])[1 + floor(random() * 5)::int],
       intake - 4 + floor(random() * 160)::int
FROM course,
     (VALUES ('administrative', 0.5), ('financial_coaching', 0.35), ('income_management', 0.3),
             ('legal', 0.4), ('psychosocial', 0.25)) AS help (category, often),
     (VALUES ('', 1.0), ('Extra', 0.2)) AS kind (service, rarely)
WHERE random() < often * rarely;

-- Four questionnaires each; where there is a partner they take turns. One in twenty is left
-- half-way.
INSERT INTO surveys_wave
    (id, trajectory_id, client_id, kind, sequence, status, open_from, questionnaire_version,
     assisted, started_at, submitted_at, cancelled_reason, created_at)
SELECT gen_random_uuid(), id,
       CASE WHEN partner IS NOT NULL AND mod(sequence, 2) = 1 THEN partner ELSE client END,
       CASE sequence WHEN 0 THEN 'baseline' ELSE 'regular' END, sequence,
       CASE WHEN whole THEN 'submitted' ELSE 'expired' END,
       moment - interval '1 day', 1, random() < 0.15, moment,
       CASE WHEN whole THEN moment + interval '3 minutes' END, '', moment
FROM course, generate_series(0, 3) AS sequence,
     LATERAL (SELECT random() + 0 * sequence * n > 0.05 AS whole,
                     intake + (sequence * 21 + random() * 14) * interval '1 day'
                     + interval '9 hours' AS moment) AS when_given;

INSERT INTO surveys_answer (id, wave_id, item, value, choice, answered_at)
SELECT gen_random_uuid(), wave.id, item,
       CASE WHEN item <> 'feeling' THEN 1 + floor(random() * 5)::int END,
       CASE WHEN item = 'feeling' THEN (ARRAY['despondent', 'afraid', 'sad', 'angry', 'hopeful',
            'relieved', 'happy', 'other'])[1 + floor(random() * 8)::int] ELSE '' END,
       wave.started_at + place * interval '10 seconds'
FROM surveys_wave AS wave,
     (VALUES (1, 'influence'), (2, 'stress'), (3, 'unrest'), (4, 'belief'), (5, 'feeling'),
             (6, 'listened'), (7, 'helped'), (8, 'knows_what_to_do')) AS asked (place, item)
WHERE wave.submitted_at IS NOT NULL OR place <= 3
ORDER BY random()
LIMIT 150000;

DROP TABLE person, course;
