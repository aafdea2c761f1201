import { month, never, perfect } from '../harness/sql.mjs';

const band = `(CASE WHEN age < 25 THEN 0 WHEN age < 55 THEN 1 ELSE 2 END)::TINYINT AS band`;
const by_month = `
  changes AS (SELECT m, band, sex, sum(n)::BIGINT AS n, sum(l)::BIGINT AS l FROM events GROUP BY ALL)
  SELECT m, band, sex, sum(coalesce(n, 0)) OVER w AS open, sum(coalesce(l, 0)) OVER w AS long,
    coalesce(long / nullif(open, 0), 0)
  FROM (FROM months, all_band, all_sex) LEFT JOIN changes USING (m, band, sex)
  WINDOW w AS (PARTITION BY band, sex ORDER BY m) ORDER BY m, band, sex`;
const spell_months = `
  SELECT ${month('start_date')} AS first, coalesce(${month('end_date')}, 120) AS last,
    ${month('(start_date + 365)')} AS later, ${band}, sex`;

// one pass to (start month, end month, month in which the 365th day falls), the rest on that small table
const lattice = `
  WITH spans AS MATERIALIZED (${spell_months}, count(*) AS k FROM spells GROUP BY ALL),
  events AS (
    SELECT first AS m, band, sex, k AS n, 0 AS l FROM spans
    UNION ALL SELECT last, band, sex, -k, CASE WHEN later < last THEN -k ELSE 0 END FROM spans
    UNION ALL SELECT later, band, sex, 0, k FROM spans WHERE later < last), ${by_month}`;
const events = `
  WITH spans AS (${spell_months} FROM spells),
  events AS (
    SELECT first AS m, band, sex, count(*) AS n, 0 AS l FROM spans GROUP BY ALL
    UNION ALL SELECT last, band, sex, -count(*), 0 FROM spans GROUP BY ALL
    UNION ALL SELECT later, band, sex, 0, count(*) FROM spans WHERE later < last GROUP BY ALL
    UNION ALL SELECT last, band, sex, 0, -count(*) FROM spans WHERE later < last GROUP BY ALL), ${by_month}`;

export const forms = {
  lattice,
  events: { settings: perfect, sql: events },
  range_join: `
    SELECT m, ${band}, sex, count(*) AS open, count(*) FILTER (month_end - start_date >= 365) AS long, long / open
    FROM months JOIN spells ON start_date <= month_end AND coalesce(end_date, ${never}) > month_end
    GROUP BY ALL ORDER BY 1, 2, 3`,
};
export function answer(rows) {
  const cells = new Float64Array(120 * 6 * 3);
  for (const [m, age, sex, ...figures] of rows) cells.set(figures, ((m * 3 + age) * 2 + sex) * 3);
  return cells;
}
