-- What `times` tells, in DuckDB; RATINGS and MODELS stand for the two files, which are read in
-- blocks smaller than the default, so that each thread has some. Days are counted from 1970. Lists
-- by council take less memory than window functions; of ten million ratings they take less time
-- where these are sorted, and about a tenth more where not.
WITH ratings AS (
    SELECT council, (inspected - DATE '1970-01-01') * 2 + (grade = 'inadequate')::INTEGER AS mark
    FROM read_csv(RATINGS, header = true, auto_detect = false, delim = ',', quote = '"',
        buffer_size = 4000000, columns = {'council': 'VARCHAR', 'framework': 'VARCHAR',
        'inspected': 'DATE', 'judgement': 'VARCHAR', 'grade': 'VARCHAR'})
    WHERE judgement = 'overall'
        AND grade IN ('inadequate', 'requires improvement', 'good', 'outstanding')),

-- of each council, the first of each run of bad ratings (odd places), and of each run of better
-- ones (even places), which ends an episode
histories AS (SELECT council, list(mark ORDER BY mark) AS marks FROM ratings GROUP BY council),
turns AS (
    SELECT council, list_filter(marks, lambda mark, place:
        mark % 2 <> CASE WHEN place > 1 THEN marks[place - 1] % 2 ELSE 0 END) AS turns
    FROM histories),
placed AS (SELECT council, turns, unnest(range(1, len(turns) + 1, 2)) AS place FROM turns),
ended AS (
    SELECT council, turns[place] // 2 AS origin, turns[place + 1] IS NOT NULL AS event,
        coalesce(turns[place + 1], (SELECT max(marks[-1]) FROM histories)) // 2 - origin AS days
    FROM placed),
episodes AS (SELECT * FROM ended WHERE days > 0),

-- each cut where the model changes, and whole
spells AS (
    SELECT council, model, "start" - DATE '1970-01-01' AS "start",
        coalesce("end", DATE '9999-12-31') - DATE '1970-01-01' AS "end"
    FROM read_csv(MODELS, header = true, auto_detect = false, delim = ',', quote = '"',
        buffer_size = 4000000, columns = {'council': 'VARCHAR', 'model': 'VARCHAR',
        'start': 'DATE', 'end': 'DATE'})),
parts AS (
    SELECT model, greatest("start" - origin, 0) AS "start", least("end" - origin, days) AS stop,
        event AND days <= "end" - origin AS event
    FROM episodes JOIN spells USING (council)),
segments AS (
    SELECT * FROM parts WHERE "start" < stop
    UNION ALL
    SELECT '(all)', 0, days, event FROM episodes),

-- who was at risk on each day: those that entered before it, and did not end before it
moves AS (
    SELECT model, "start" AS day, 1 AS entered, 0 AS ended, 0 AS events FROM segments
    UNION ALL
    SELECT model, stop, 0, 1, event::INTEGER FROM segments),
days AS (
    SELECT model, day, sum(entered) AS entered, sum(ended) AS ended, sum(events) AS events
    FROM moves
    GROUP BY model, day),
risk AS (
    SELECT *, sum(entered - ended) OVER (PARTITION BY model ORDER BY day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS at_risk
    FROM days),
curve AS (
    SELECT *, product(CASE WHEN events > 0 THEN 1 - events / at_risk ELSE 1 END)
        OVER (PARTITION BY model ORDER BY day) AS s
    FROM risk),

-- half: where the curve falls below 0.5, or to it, as far as rounding lets one tell
found AS (
    SELECT model, sum(ended) AS segments, sum(events) AS events, min(s) AS least,
        max(day) FILTER (ended > 0) AS last,
        max(day) FILTER (entered > 0) AS last_entry,
        min(day) FILTER (s <= 0) AS emptied,
        min(day) FILTER (s < 0.5 + 1.5e-8) AS half,
        max(s) FILTER (s < 0.5 + 1.5e-8) AS s_half,
        coalesce(min(s) FILTER (day <= 1 * 365.25), 1) AS s1,
        coalesce(min(s) FILTER (day <= 2 * 365.25), 1) AS s2,
        coalesce(min(s) FILTER (day <= 3 * 365.25), 1) AS s3,
        coalesce(min(s) FILTER (day <= 5 * 365.25), 1) AS s5
    FROM curve
    GROUP BY model),
-- nothing is said from the day on which the curve falls to 0 before the last has entered, nor of
-- days after the last, unless it has fallen to 0
judged AS (
    SELECT *, last_entry >= coalesce(emptied, 1e9) AS is_emptied,
        CASE WHEN is_emptied THEN emptied WHEN least <= 0 THEN 1e9 ELSE last + 0.1 END AS blank,
        (SELECT min(day) FROM curve c WHERE c.model = found.model AND c.s < s_half) AS next
    FROM found)
SELECT model, segments::BIGINT AS segments, events::BIGINT AS events,
    CASE WHEN is_emptied THEN NULL WHEN abs(s_half - 0.5) < 1.5e-8
        THEN (half + coalesce(next, half)) / 2 ELSE half END / 365.25 AS median_years,
    CASE WHEN 1 * 365.25 < blank THEN 1 - s1 END AS improved_1y,
    CASE WHEN 2 * 365.25 < blank THEN 1 - s2 END AS improved_2y,
    CASE WHEN 3 * 365.25 < blank THEN 1 - s3 END AS improved_3y,
    CASE WHEN 5 * 365.25 < blank THEN 1 - s5 END AS improved_5y
FROM judged
ORDER BY model;
