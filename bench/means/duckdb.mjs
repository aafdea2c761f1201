import { never, perfect, stocks, year } from '../harness/sql.mjs';

const by_year = stock => `
  WITH enrolled AS (SELECT m // 12 AS y, target_group, sex, sum(n) / 12 AS mean_enrolled FROM (${stock}) GROUP BY ALL),
  ended AS (
    SELECT ${year('end_date')} AS y, target_group, sex, avg(end_date - start_date) + 1 AS mean_duration
    FROM spells WHERE end_date IS NOT NULL GROUP BY ALL)
  SELECT mean_enrolled, coalesce(mean_duration, 0)
  FROM enrolled LEFT JOIN ended USING (y, target_group, sex) ORDER BY y, target_group, sex`;
const events = by_year(stocks('target_group, sex'));

export const forms = {
  events: { settings: perfect, sql: events },
  events_plain: events,
  range_join: by_year(`
    SELECT m, target_group, sex, count(*) AS n
    FROM months JOIN spells ON start_date <= month_end AND coalesce(end_date, ${never}) > month_end GROUP BY ALL`),
};
export const answer = rows => rows.flat();
