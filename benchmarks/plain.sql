-- All pooled indicators of one municipality by hand: what somebody who knows SQL and the
-- definitions would write. plain.py runs it and lays the results beside ours. Each statement has a
-- name behind two dashes and a colon; those that make a table give no rows.
-- Parameters: starts and ends of the cohort, the reference date.

--: memory
SET LOCAL work_mem = '64MB';

--: compilation
SET LOCAL jit = off;

--: t
-- Who counts: a row per trajectory, days since its intake. Null is never.
CREATE TEMP TABLE t ON COMMIT DROP AS
WITH cohort AS (
    SELECT row_number() OVER () AS n, trajectory.*, place.client_id AS client, said.benchmark
    FROM caseload_trajectory AS trajectory
    LEFT JOIN caseload_trajectoryclient AS place
        ON place.trajectory_id = trajectory.id AND place.position = 1
    LEFT JOIN (
        SELECT DISTINCT ON (place.trajectory_id) place.trajectory_id, participation.benchmark
        FROM caseload_participation AS participation
        JOIN caseload_trajectoryclient AS place USING (client_id)
        ORDER BY place.trajectory_id, participation.recorded_at DESC, participation.id DESC
    ) AS said ON said.trajectory_id = trajectory.id
    WHERE intake_date BETWEEN %(starts)s AND least(%(ends)s::date, %(reference)s)
      AND said.benchmark IS DISTINCT FROM false
), reached AS (
    SELECT trajectory_id,
           min(reached_on) FILTER (WHERE kind = 'intake_done') AS intake_done,
           min(reached_on) FILTER (WHERE kind = 'iu_in_view') AS iu_in_view,
           min(reached_on) FILTER (WHERE kind = 'debts_in_view') AS debts_in_view,
           min(reached_on) FILTER (WHERE kind = 'iu_in_balance') AS iu_in_balance,
           min(reached_on) FILTER (WHERE kind = 'barriers_removed') AS barriers_removed,
           min(reached_on) FILTER (WHERE kind = 'ready_for_settlement') AS ready,
           min(reached_on) FILTER (WHERE kind = 'debt_rest') AS rest,
           min(reached_on) FILTER (WHERE kind = 'settlement_requested') AS requested,
           min(reached_on) FILTER (WHERE kind = 'settlement_agreed') AS agreed,
           array_agg(reached_on) AS days
    FROM caseload_milestone
    WHERE revoked_at IS NULL AND reached_on <= %(reference)s
    GROUP BY trajectory_id
), helped AS (
    SELECT trajectory_id,
           bool_or(category = 'administrative') AS administrative,
           bool_or(category = 'financial_coaching') AS financial_coaching,
           bool_or(category = 'income_management') AS income_management,
           bool_or(category = 'legal') AS legal,
           bool_or(category = 'psychosocial') AS psychosocial,
           count(DISTINCT category) AS kinds,
           bool_or(category = 'administrative' AND in_window) AS administrative_in_window,
           max(CASE intensity WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 ELSE 0 END)
               FILTER (WHERE category = 'legal' AND in_window) AS legal_in_window
    FROM (
        -- Within the window and before the result; least() passes over what never came.
        SELECT deployment.*, started_on - intake_date <= least(
                   91,
                   CASE category WHEN 'administrative' THEN reached.iu_in_view - intake_date
                                 WHEN 'legal' THEN reached.iu_in_balance - intake_date END
               ) AS in_window
        FROM caseload_deployment AS deployment
        JOIN cohort ON cohort.id = deployment.trajectory_id
        LEFT JOIN reached ON reached.trajectory_id = cohort.id
        WHERE started_on <= %(reference)s
    ) AS deployment
    GROUP BY trajectory_id
)
SELECT cohort.n, cohort.id, cohort.client, cohort.intake_date AS intake,
       cohort.client_type, cohort.inflow, cohort.problem_severity, cohort.debt_duration,
       cohort.hindrance, cohort.self_direction, cohort.competence, cohort.attitude,
       cohort.social_norm,
       %(reference)s::date - intake_date AS seen,
       coalesce(enrolled_on, intake_date) <= %(reference)s AS enrolled,
       %(reference)s::date - coalesce(enrolled_on, intake_date) AS taking_part,
       -- The first day on which each step was over.
       reached.intake_done AS day_1, reached.iu_in_view AS day_2, reached.debts_in_view AS day_3,
       reached.iu_in_balance AS day_4, reached.barriers_removed AS day_5,
       least(ready, rest, requested, agreed) AS day_6, days,
       reached.iu_in_view - intake_date AS iu_in_view,
       reached.debts_in_view - intake_date AS debts_in_view,
       reached.iu_in_balance - intake_date AS iu_in_balance,
       least(ready, rest) - intake_date AS success,
       CASE WHEN ready IS NOT NULL AND (rest IS NULL OR ready <= rest) THEN 'ready_for_settlement'
            WHEN rest IS NOT NULL THEN 'debt_rest' END AS success_kind,
       requested - intake_date AS requested, agreed - requested AS agreed_after,
       ending.ended_on, ending.status, ending.reason, ending.ended_on - intake_date AS stopped,
       CASE WHEN least(ready, rest) IS NOT NULL THEN 'success'
            WHEN ending.ended_on IS NOT NULL THEN 'stopped' ELSE '' END AS outcome,
       coalesce(administrative, false) AS administrative,
       coalesce(financial_coaching, false) AS financial_coaching,
       coalesce(income_management, false) AS income_management,
       coalesce(legal, false) AS legal, coalesce(psychosocial, false) AS psychosocial,
       coalesce(kinds, 0) AS kinds,
       coalesce(administrative_in_window, false) AS administrative_in_window, legal_in_window
FROM cohort
LEFT JOIN reached ON reached.trajectory_id = cohort.id
LEFT JOIN helped ON helped.trajectory_id = cohort.id
LEFT JOIN caseload_ending AS ending
    ON ending.trajectory_id = cohort.id AND ended_on <= %(reference)s
   AND status IN ('stopped', 'referred');

--: statistics_t
ANALYZE t (id);

--: w
-- A row per questionnaire with an answer: the step on its day, whether it is the client's first,
-- and its answers side by side.
CREATE TEMP TABLE w ON COMMIT DROP AS
WITH given AS (
    SELECT wave_id, max(answered_at) AS last,
           max(value) FILTER (WHERE item = 'influence') AS influence,
           max(value) FILTER (WHERE item = 'stress') AS stress,
           max(value) FILTER (WHERE item = 'unrest') AS unrest,
           max(value) FILTER (WHERE item = 'belief') AS belief,
           max(choice) FILTER (WHERE item = 'feeling') AS feeling,
           max(value) FILTER (WHERE item = 'listened') AS listened,
           max(value) FILTER (WHERE item = 'helped') AS helped,
           max(value) FILTER (WHERE item = 'knows_what_to_do') AS knows_what_to_do
    FROM surveys_answer
    GROUP BY wave_id
), dated AS (
    SELECT given.*, wave.client_id, wave.trajectory_id, coalesce(submitted_at, last) AS moment,
           (coalesce(submitted_at, last) AT TIME ZONE 'Europe/Amsterdam')::date AS day
    FROM given JOIN surveys_wave AS wave ON wave.id = wave_id
    WHERE wave.kind NOT IN ('aftercare', 'moment')
)
SELECT dated.*, client_type, inflow, outcome, dense_rank() OVER (ORDER BY client_id) AS person,
       row_number() OVER (PARTITION BY client_id ORDER BY moment, wave_id) = 1 AS first,
       CASE WHEN day_6 <= day THEN 6 WHEN day_5 <= day OR day_4 <= day THEN 5
            WHEN day_3 <= day THEN 4 WHEN day_2 <= day THEN 3
            WHEN day_1 <= day THEN 2 ELSE 1 END AS step,
       CASE WHEN day_6 <= day THEN 3 WHEN least(day_1, day_2, day_3, day_4, day_5) <= day THEN 2
            ELSE 1 END AS phase
FROM dated JOIN t ON t.id = trajectory_id
WHERE day <= %(reference)s;

--: statistics_w
ANALYZE w (person);

--: g
-- Per client and cell how many answers to each item and their sum.
CREATE TEMP TABLE g ON COMMIT DROP AS
SELECT person, client_type, inflow, outcome, step, phase, first,
       count(stress) AS stress_c, sum(stress)::int AS stress,
       count(unrest) AS unrest_c, sum(unrest)::int AS unrest,
       count(belief) AS belief_c, sum(belief)::int AS belief,
       count(listened) AS listened_c, sum(listened)::int AS listened,
       count(helped) AS helped_c, sum(helped)::int AS helped,
       count(knows_what_to_do) AS knows_c, sum(knows_what_to_do)::int AS knows,
       count(feeling) AS feeling_c
FROM w
GROUP BY GROUPING SETS ((person, step), (person, phase), (person, client_type, step),
                        (person, outcome), (person, first), (person, inflow, first));

--: means
SELECT item, client_type, inflow, outcome, step, phase, first,
       c, count(*) AS n, sum(s) AS total, sum(s * s) AS squares
FROM g, LATERAL (VALUES ('stress', stress_c, stress), ('unrest', unrest_c, unrest),
                        ('belief', belief_c, belief), ('listened', listened_c, listened),
                        ('helped', helped_c, helped), ('knows_what_to_do', knows_c, knows)
                ) AS items (item, c, s)
WHERE c > 0 AND CASE WHEN client_type IS NOT NULL OR first
                     THEN item IN ('stress', 'unrest', 'belief')
                     WHEN phase IS NOT NULL
                     THEN item IN ('listened', 'helped', 'knows_what_to_do')
                     ELSE first IS NULL END
GROUP BY item, client_type, inflow, outcome, step, phase, first, c;

--: changes
SELECT item, step, c, next_c, count(*) AS n, sum(next_s * c - s * next_c)::bigint AS total,
       sum((next_s * c - s * next_c) * (next_s * c - s * next_c))::bigint AS squares
FROM (
    SELECT before.step, before.stress_c, before.stress, before.unrest_c, before.unrest,
           after.stress_c AS next_stress_c, after.stress AS next_stress,
           after.unrest_c AS next_unrest_c, after.unrest AS next_unrest
    FROM g AS before JOIN g AS after ON after.person = before.person
                                    AND after.step = before.step + 1
    WHERE before.client_type IS NULL AND after.client_type IS NULL
) AS pairs, LATERAL (VALUES ('stress', stress_c, stress, next_stress_c, next_stress),
                            ('unrest', unrest_c, unrest, next_unrest_c, next_unrest)
                    ) AS items (item, c, s, next_c, next_s)
WHERE c > 0 AND next_c > 0
GROUP BY item, step, c, next_c;

--: choices
SELECT step, first, influence, stress, unrest, feeling, count(*) AS n
FROM w
GROUP BY GROUPING SETS ((influence, first), (unrest, first), (stress), (feeling, first),
                        (feeling, step));

--: people
SELECT step, count(DISTINCT person) FILTER (WHERE feeling_c > 0) AS feeling,
       count(DISTINCT person) FILTER (WHERE stress_c > 0) AS stress
FROM g
WHERE client_type IS NULL AND step IS NOT NULL
GROUP BY ROLLUP (step);

--: registered
SELECT client_type, problem_severity, inflow, debt_duration, hindrance, self_direction, outcome,
       competence, attitude, social_norm, count(*) AS n
FROM t
GROUP BY GROUPING SETS ((client_type), (problem_severity), (inflow), (debt_duration), (hindrance),
    (self_direction), (inflow, debt_duration), (inflow, hindrance), (inflow, self_direction),
    (outcome, problem_severity), (outcome, competence), (outcome, attitude),
    (outcome, social_norm));

--: shares
WITH entered AS (
    SELECT n, array_agg(DISTINCT step) AS steps
    FROM (
        SELECT n, CASE WHEN day_6 <= day THEN 6 WHEN day_5 <= day THEN 5 WHEN day_4 <= day THEN 4
                       WHEN day_3 <= day THEN 3 WHEN day_2 <= day THEN 2 WHEN day_1 <= day THEN 1
                       ELSE 0 END AS step
        FROM t, LATERAL unnest(array_append(array_append(days, intake), ended_on)) AS day
        WHERE day IS NOT NULL
    ) AS moments
    GROUP BY n
), all_of AS (
    SELECT t.*, steps,
           CASE WHEN day_6 <= ended_on THEN 6 WHEN day_5 <= ended_on THEN 5
                WHEN day_4 <= ended_on THEN 4 WHEN day_3 <= ended_on THEN 3
                WHEN day_2 <= ended_on THEN 2 WHEN day_1 <= ended_on THEN 1
                WHEN ended_on IS NOT NULL THEN 0 END AS stopped_in
    FROM t JOIN entered USING (n)
)
SELECT client_type, inflow, administrative_in_window, legal_in_window,
       grouping(client_type, inflow, administrative_in_window, legal_in_window) AS divided,
       count(*) AS everybody,
       count(*) FILTER (WHERE enrolled) AS enrolled,
       count(*) FILTER (WHERE seen >= 60) AS seen_60,
       count(*) FILTER (WHERE seen >= 60 AND iu_in_balance <= 60) AS iu_in_balance_60,
       count(*) FILTER (WHERE seen >= 91) AS seen_91,
       count(*) FILTER (WHERE seen >= 91 AND iu_in_view <= 91) AS iu_in_view_91,
       count(*) FILTER (WHERE seen >= 91 AND debts_in_view <= 91) AS debts_in_view_91,
       count(*) FILTER (WHERE seen >= 91 AND iu_in_balance <= 91) AS iu_in_balance_91,
       count(*) FILTER (WHERE seen >= 119) AS seen_119,
       count(*) FILTER (WHERE seen >= 119 AND success <= 119) AS success_119,
       count(*) FILTER (WHERE seen - requested >= 120) AS requested,
       count(*) FILTER (WHERE seen - requested >= 120 AND agreed_after <= 120) AS agreed,
       count(*) FILTER (WHERE enrolled AND success IS NOT NULL) AS success,
       count(*) FILTER (WHERE enrolled AND stopped IS NOT NULL) AS drop_out,
       count(*) FILTER (WHERE enrolled AND status = 'stopped') AS stopped,
       count(*) FILTER (WHERE enrolled AND reason <> 'moved_or_deceased') AS avoidable,
       count(*) FILTER (WHERE enrolled AND taking_part >= 90) AS from_90,
       count(*) FILTER (WHERE enrolled AND taking_part >= 90 AND stopped IS NOT NULL) AS drop_out_from_90,
       count(*) FILTER (WHERE success_kind = 'ready_for_settlement') AS ready_for_settlement,
       count(*) FILTER (WHERE success_kind = 'debt_rest') AS debt_rest,
       count(*) FILTER (WHERE success <= 56) AS weeks_8,
       count(*) FILTER (WHERE success BETWEEN 57 AND 119) AS weeks_17,
       count(*) FILTER (WHERE success BETWEEN 120 AND 182) AS weeks_26,
       count(*) FILTER (WHERE success BETWEEN 183 AND 273) AS weeks_39,
       count(*) FILTER (WHERE success > 273) AS weeks_more,
       count(*) FILTER (WHERE administrative) AS administrative,
       count(*) FILTER (WHERE financial_coaching) AS financial_coaching,
       count(*) FILTER (WHERE income_management) AS income_management,
       count(*) FILTER (WHERE legal) AS legal,
       count(*) FILTER (WHERE psychosocial) AS psychosocial,
       sum(kinds)::bigint AS kinds, sum(kinds * kinds)::bigint AS kinds_squared,
       ARRAY[count(*) FILTER (WHERE 0 = ANY (steps)), count(*) FILTER (WHERE 1 = ANY (steps)),
             count(*) FILTER (WHERE 2 = ANY (steps)), count(*) FILTER (WHERE 3 = ANY (steps)),
             count(*) FILTER (WHERE 4 = ANY (steps)), count(*) FILTER (WHERE 5 = ANY (steps))
            ] AS ever_in,
       ARRAY[count(*) FILTER (WHERE enrolled AND 0 = ANY (steps)),
             count(*) FILTER (WHERE enrolled AND 1 = ANY (steps)),
             count(*) FILTER (WHERE enrolled AND 2 = ANY (steps)),
             count(*) FILTER (WHERE enrolled AND 3 = ANY (steps)),
             count(*) FILTER (WHERE enrolled AND 4 = ANY (steps)),
             count(*) FILTER (WHERE enrolled AND 5 = ANY (steps))] AS entered,
       ARRAY[count(*) FILTER (WHERE stopped_in = 0), count(*) FILTER (WHERE stopped_in = 1),
             count(*) FILTER (WHERE stopped_in = 2), count(*) FILTER (WHERE stopped_in = 3),
             count(*) FILTER (WHERE stopped_in = 4), count(*) FILTER (WHERE stopped_in = 5)
            ] AS stopped_in
FROM all_of
GROUP BY GROUPING SETS ((), (client_type), (inflow), (administrative_in_window),
                        (legal_in_window));

--: curves
-- A result or drop-out on day d falls in week ceil(d / 7); who is still running leaves after week
-- floor(d / 7); nothing after the last whole week of a client counts.
WITH followed AS (
    SELECT result, client_type, last,
           CASE WHEN took IS NULL AND stopped IS NULL THEN 'censored'
                WHEN week > last THEN 'censored'
                WHEN took IS NOT NULL THEN 'event' ELSE 'competing' END AS outcome,
           least(week, last) AS week
    FROM (
        SELECT result, client_type, took, stopped, least(seen / 7, weeks) AS last,
               CASE WHEN took IS NULL AND stopped IS NULL THEN seen / 7
                    ELSE (greatest(coalesce(took, stopped), 0) + 6) / 7 END AS week
        FROM t, LATERAL (VALUES ('iu_in_view', iu_in_view, 26),
                                ('debts_in_view', debts_in_view, 26),
                                ('iu_in_balance', iu_in_balance, 26),
                                ('success', success, 39)) AS results (result, took, weeks)
    ) AS weeks
), counted AS (
    SELECT result, client_type, grouping(client_type) AS of_all, week,
           count(*) AS gone,
           count(*) FILTER (WHERE outcome = 'event') AS events,
           count(*) FILTER (WHERE outcome = 'competing') AS competing,
           count(*) FILTER (WHERE outcome = 'censored') AS censored
    FROM followed
    GROUP BY GROUPING SETS ((result, week), (result, client_type, week))
)
SELECT result, client_type, of_all, week,
       sum(gone) OVER (PARTITION BY result, of_all, client_type ORDER BY week DESC)::bigint
           AS at_risk,
       events, competing, censored
FROM counted;

--: reasons
SELECT inflow, step, reason, count(*) AS n
FROM (
    SELECT inflow,
           CASE WHEN day_6 <= ended_on THEN 6 WHEN day_5 <= ended_on THEN 5
                WHEN day_4 <= ended_on THEN 4 WHEN day_3 <= ended_on THEN 3
                WHEN day_2 <= ended_on THEN 2 WHEN day_1 <= ended_on THEN 1 ELSE 0 END AS step,
           CASE WHEN reason IN ('no_show', 'declines_settlement', 'municipality_stops')
                THEN reason ELSE 'other' END AS reason
    FROM t WHERE ended_on IS NOT NULL
) AS stopped
GROUP BY inflow, step, reason;

--: intensity
SELECT category, client_type, c, count(*) AS n, sum(s)::bigint AS total,
       sum(s * s)::bigint AS squares
FROM (
    SELECT t.n, category, client_type, count(*) AS c,
           sum(CASE intensity WHEN 'low' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END) AS s
    FROM caseload_deployment AS deployment JOIN t ON t.id = trajectory_id
    WHERE started_on <= %(reference)s AND intensity <> ''
    GROUP BY GROUPING SETS ((t.n, category), (t.n, client_type))
) AS per_client
GROUP BY category, client_type, c;

--: modes
SELECT category, mode, count(*) AS n, count(DISTINCT trajectory_id) AS people
FROM caseload_deployment AS deployment JOIN t ON t.id = trajectory_id
WHERE started_on <= %(reference)s AND mode <> ''
GROUP BY GROUPING SETS ((category), (category, mode));

--: strata
SELECT category, CASE WHEN helped THEN 'with' ELSE 'without' END AS arm,
       CASE WHEN took <= 91 THEN 'yes' ELSE 'no' END AS outcome,
       client_type, debt_duration, problem_severity, count(*) AS n
FROM t, LATERAL (VALUES ('administrative', administrative_in_window, iu_in_view),
                        ('legal', legal_in_window IS NOT NULL, iu_in_balance)
                ) AS help (category, helped, took)
WHERE seen >= 91 AND client_type <> '' AND debt_duration <> '' AND problem_severity <> ''
GROUP BY 1, 2, 3, 4, 5, 6;
