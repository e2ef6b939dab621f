-- A population for the ledger, made by the database itself: bench.people persons with bench.each entries.
--
-- Everybody has one cycle. What they have earned in all lies between 60 and 210 credits, from none to
-- all of it from programmes, so that any threshold of the law divides them. Nobody here is anybody.

-- Identifiers that are ordered in time, as real ones are.
CREATE FUNCTION pg_temp.numbered(prefix text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (prefix || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;

INSERT INTO cycles (cycle_id, person_id, speciality, basis, basis_sealed, starts_on, ends_before, opened_at)
SELECT pg_temp.numbered('01800000', n), pg_temp.numbered('01700000', n), 'speciality-' || n % 20,
       'register_extract', '', start, (start + interval '5 years')::date, start
  FROM generate_series(1, current_setting('bench.people')::int) AS n,
       LATERAL (SELECT current_date - 300 - n % 1200) AS day (start);

INSERT INTO entries (entry_id, cycle_id, number, person_id, activity_id, kind, title, credits,
                     completed_on, posted_at, traces, hash)
SELECT pg_temp.numbered('01900000', n::bigint * 64 + e), pg_temp.numbered('01800000', n), e,
       pg_temp.numbered('01700000', n), pg_temp.numbered('01600000', (n::bigint * 31 + e) % 5000),
       CASE WHEN e * 100 <= size * (n % 101) THEN 'programme'
            ELSE (ARRAY['event', 'module', 'simulation'])[1 + e % 3] END,
       'Занятие ' || e, round((60 + n * 7 % 151)::numeric / size, 1),
       current_date - 250 + e, now() - interval '1 day', '[]', decode(repeat('00', 32), 'hex')
  FROM current_setting('bench.each') AS told, LATERAL (SELECT told::int) AS every (size),
       generate_series(1, current_setting('bench.people')::int) AS n, generate_series(1, size) AS e;

INSERT INTO legs
SELECT entry_id, account, amount
  FROM entries, LATERAL (VALUES ('earned:' || cycle_id, credits), ('activity:' || activity_id, -credits))
       AS leg (account, amount);

INSERT INTO credited SELECT cycle_id, activity_id, entry_id FROM entries;

INSERT INTO balances SELECT cycle_id, kind, sum(credits) FROM entries GROUP BY cycle_id, kind;

INSERT INTO day_sums SELECT cycle_id, kind, completed_on, sum(credits)
  FROM entries GROUP BY cycle_id, kind, completed_on;

INSERT INTO accounts
SELECT cycle_id, sum(credits), count(*), decode(repeat('00', 32), 'hex') FROM entries GROUP BY cycle_id;

ANALYZE cycles, accounts, entries, legs, credited, balances, day_sums;
