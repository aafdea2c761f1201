import { never } from '../harness/sql.mjs';

const years = [...Array(10).keys()];
const of_years = [...years.map(y => `count(*) FILTER (k & ${1 << y} <> 0)`), 'count(*)'].join(', ');

export const forms = {
  // a bit per year for each person and group
  flags: `
    WITH by_group AS MATERIALIZED (
      SELECT person, target_group, bit_or(
        ((2 << coalesce(year(end_date) - 2015, 9)::INTEGER) - (1 << (year(start_date) - 2015)::INTEGER))::USMALLINT) AS k
      FROM spells GROUP BY ALL),
    by_person AS (SELECT bit_or(k) AS k FROM by_group GROUP BY person)
    SELECT target_group, ${of_years} FROM by_group GROUP BY target_group
    UNION ALL SELECT 8, ${of_years} FROM by_person`,
  idiomatic: `
    SELECT coalesce(target_group, 8), coalesce(y, 10), count(DISTINCT person)
    FROM years JOIN spells ON start_date <= last_day AND coalesce(end_date, ${never}) >= first_day
    GROUP BY CUBE (y, target_group)`,
};
export function answer(rows) {
  const cells = new Float64Array(11 * 9);
  for (const [group, ...rest] of rows)
    if (rest.length === 2) cells[rest[0] * 9 + group] = rest[1];
    else rest.forEach((n, y) => cells[y * 9 + group] = n);
  return cells;
}
