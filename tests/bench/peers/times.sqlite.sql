-- What `times` tells, in SQLite; FOLDER stands for that of the two files.
.bail on
CREATE TABLE ratings (council TEXT, framework TEXT, inspected TEXT, judgement TEXT, grade TEXT);
CREATE TABLE spells (council TEXT, model TEXT, start TEXT, "end" TEXT);
.mode csv
.import --skip 1 FOLDER/ratings.csv ratings
.import --skip 1 FOLDER/models.csv spells
CREATE INDEX spells_council ON spells (council);

-- the first of each run of bad ratings, and of each run of better ones, which ends an episode
CREATE TABLE episodes AS
WITH ranked AS (
    SELECT council, inspected, grade = 'inadequate' AS bad
    FROM ratings
    WHERE judgement = 'overall'
        AND grade IN ('inadequate', 'requires improvement', 'good', 'outstanding')),
marked AS (
    SELECT council, inspected, bad,
        lag(bad, 1, 0) OVER (PARTITION BY council ORDER BY inspected) AS was_bad
    FROM ranked),
turns AS (
    SELECT council, inspected AS origin, bad,
        lead(inspected) OVER (PARTITION BY council ORDER BY inspected) AS improved
    FROM marked
    WHERE bad <> was_bad),
ended AS (
    SELECT council, CAST(julianday(origin) + 0.5 AS INTEGER) AS origin,
        improved IS NOT NULL AS event,
        CAST(julianday(coalesce(improved, (SELECT max(inspected) FROM ranked))) + 0.5 AS INTEGER)
            AS day
    FROM turns
    WHERE bad)
SELECT council, origin, day - origin AS days, event FROM ended WHERE day > origin;

-- each cut where the model changes, and whole
CREATE TABLE segments AS
WITH joined AS (
    SELECT model, CAST(julianday(start) + 0.5 AS INTEGER) - origin AS since,
        CASE "end" WHEN '' THEN 1000000000
            ELSE CAST(julianday("end") + 0.5 AS INTEGER) - origin END AS until, days, event
    FROM episodes CROSS JOIN spells USING (council)),
parts AS (
    SELECT model, max(since, 0) AS start, min(until, days) AS stop,
        event AND days <= until AS event
    FROM joined)
SELECT * FROM parts WHERE start < stop
UNION ALL
SELECT '(all)', 0, days, event FROM episodes;

-- who was at risk on each day: those that entered before it, and did not end before it
CREATE TABLE curve AS
WITH moves AS (
    SELECT model, start AS day, 1 AS entered, 0 AS ended, 0 AS events FROM segments
    UNION ALL
    SELECT model, stop, 0, 1, event FROM segments),
days AS (
    SELECT model, day, sum(entered) AS entered, sum(ended) AS ended, sum(events) AS events
    FROM moves
    GROUP BY model, day),
risk AS (
    SELECT *, sum(entered - ended) OVER (PARTITION BY model ORDER BY day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS at_risk
    FROM days)
SELECT *, CASE WHEN max(events > 0 AND events = at_risk) OVER so_far THEN 0
    ELSE exp(sum(CASE WHEN events > 0 THEN ln(1 - 1.0 * events / at_risk) ELSE 0 END)
        OVER so_far) END AS s
FROM risk
WINDOW so_far AS (PARTITION BY model ORDER BY day);

-- half: where the curve falls below 0.5, or to it, as far as rounding lets one tell; nothing is
-- said from the day on which the curve falls to 0 before the last has entered, nor of days after
-- the last, unless it has fallen to 0
.headers on
WITH found AS (
    SELECT model, sum(ended) AS segments, sum(events) AS events, min(s) AS least,
        max(day) FILTER (WHERE ended > 0) AS last,
        max(day) FILTER (WHERE entered > 0) AS last_entry,
        min(day) FILTER (WHERE s <= 0) AS emptied,
        min(day) FILTER (WHERE s < 0.5 + 1.5e-8) AS half,
        max(s) FILTER (WHERE s < 0.5 + 1.5e-8) AS s_half,
        coalesce(min(s) FILTER (WHERE day <= 1 * 365.25), 1) AS s1,
        coalesce(min(s) FILTER (WHERE day <= 2 * 365.25), 1) AS s2,
        coalesce(min(s) FILTER (WHERE day <= 3 * 365.25), 1) AS s3,
        coalesce(min(s) FILTER (WHERE day <= 5 * 365.25), 1) AS s5
    FROM curve
    GROUP BY model),
judged AS (
    SELECT *, last_entry >= coalesce(emptied, 1e9) AS is_emptied,
        CASE WHEN last_entry >= emptied THEN emptied WHEN least <= 0 THEN 1e9
            ELSE last + 0.1 END AS blank,
        (SELECT min(day) FROM curve c WHERE c.model = found.model AND c.s < s_half) AS next
    FROM found)
SELECT model, segments, events,
    CASE WHEN is_emptied THEN NULL WHEN abs(s_half - 0.5) < 1.5e-8
        THEN (half + coalesce(next, half)) / 2.0 ELSE half END / 365.25 AS median_years,
    CASE WHEN 1 * 365.25 < blank THEN 1 - s1 END AS improved_1y,
    CASE WHEN 2 * 365.25 < blank THEN 1 - s2 END AS improved_2y,
    CASE WHEN 3 * 365.25 < blank THEN 1 - s3 END AS improved_3y,
    CASE WHEN 5 * 365.25 < blank THEN 1 - s5 END AS improved_5y
FROM judged
ORDER BY model;
