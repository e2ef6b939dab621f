-- A catalogue as large as wanted: bench.activities published ones, of which a tenth has ended,
-- of 100 providers, 120 specialities and 85 regions, with words as frequent as in titles of real ones.
INSERT INTO activities (
    activity_id, provider_id, drafted_by, title, kind, format, goals, specialities, credits,
    starts_at, ends_at, starts_on, ends_on, min_minutes, checks_planned, checks_required,
    capacity, price, region, demo, self_paced, state, version, terms_version, number, is_over
)
SELECT
    gen_random_uuid(),
    ('00000000-0000-7000-8000-' || lpad((n % 100)::text, 12, '0'))::uuid,
    '00000000-0000-7000-8000-000000000000',
    initcap((array['актуальные вопросы', 'современные подходы', 'клинические рекомендации',
        'неотложная помощь', 'школа', 'мастер-класс'])[1 + n % 6]) || ': ' ||
    (array['сердечная недостаточность', 'бронхиальная астма', 'сахарный диабет', 'инсульт', 'анемия',
        'гипертензия', 'пневмония', 'эпилепсия', 'псориаз', 'глаукома', 'остеопороз', 'мигрень'])
        [1 + (n / 6) % 12] || ', часть ' || (n / 72) % 40,
    (array['programme', 'programme', 'event', 'event', 'module', 'simulation'])[1 + n % 6],
    (array['online', 'online', 'online', 'on_site', 'mixed'])[1 + n % 5],
    'Научиться выбирать лечение по новым рекомендациям. ' || md5(n::text),
    array['speciality-' || n % 120, 'speciality-' || (n * 7 + 3) % 120],
    (1 + n % 36)::numeric,
    begins, begins + lasts, begins::date, (begins + lasts)::date, 60, 0, 0,
    CASE WHEN n % 3 = 0 THEN NULL ELSE 20 + n % 200 END,
    CASE WHEN n % 4 = 0 THEN 0 ELSE 100 * (n % 150) END,
    CASE WHEN n % 5 = 3 THEN lpad((1 + n % 85)::text, 2, '0') END,
    true, n % 6 = 4, 'published', 3, 3, 'НМО-BENCH-' || n, begins + lasts <= now()
FROM (
    SELECT n, now() + make_interval(hours => (n * 7919) % 8760 - 1000) AS begins,
        make_interval(hours => (array[3, 48, 720, 4])[1 + n % 4]) AS lasts
    FROM generate_series(1, current_setting('bench.activities')::int) AS n
) AS planned;

INSERT INTO specialities (code, name, name_en, section, valid_from, source, verified)
SELECT 'speciality-' || n, 'Специальность ' || n, 'Speciality ' || n, 'unknown', '2000-01-01', 'bench', false
FROM generate_series(0, 119) AS n ON CONFLICT DO NOTHING;

INSERT INTO seats (activity_id, capacity, taken)
SELECT activity_id, capacity, capacity / 2 FROM activities
WHERE capacity IS NOT NULL AND number LIKE 'НМО-BENCH-%';

INSERT INTO listings (speciality, activity_id, starts_at, ends_at, ends_on, kind, format, region,
    self_paced, price, credits, has_quota, provider_id)
SELECT DISTINCT unnest(specialities), activity_id, starts_at, ends_at, ends_on, kind, format, region,
    self_paced, price, credits, has_quota, provider_id
FROM activities WHERE NOT is_over AND number LIKE 'НМО-BENCH-%';
