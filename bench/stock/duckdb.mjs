import { never, perfect, stocks } from '../harness/sql.mjs';

const events = stocks('sex, district') + ' ORDER BY m, sex, district';

export const forms = {
  events: { settings: perfect, sql: events },
  events_plain: events,
  range_join: `
    SELECT m, sex, district, count(*) AS n
    FROM months JOIN spells ON start_date <= month_end AND coalesce(end_date, ${never}) > month_end
    GROUP BY ALL ORDER BY ALL`,
};
export function answer(rows) {
  const cells = new Float64Array(120 * 2 * 14);
  for (const [m, sex, district, n] of rows) cells[(m * 2 + sex) * 14 + district] = n;
  return cells;
}
