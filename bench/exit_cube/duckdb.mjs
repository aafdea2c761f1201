import { month, perfect } from '../harness/sql.mjs';

const all_cells = counted => `
  SELECT m, sex, district, target_group, coalesce(work, 0), coalesce(studies, 0), coalesce(other, 0),
    coalesce((work + studies) / nullif(work + studies + other, 0), 0)
  FROM (FROM months, all_sex, all_district, all_target_group) LEFT JOIN (${counted}) USING (m, sex, district, target_group)
  ORDER BY ALL`;
const plain = all_cells(`
  SELECT ${month('end_date')} AS m, sex, district, target_group, count(*) FILTER (exit_reason = 1) AS work,
    count(*) FILTER (exit_reason = 2) AS studies, count(*) FILTER (exit_reason = 3) AS other
  FROM spells WHERE end_date IS NOT NULL GROUP BY ALL`);
const one_key = all_cells(`
  SELECT k // 896 AS m, ((k // 448) % 2)::TINYINT AS sex, ((k // 32) % 14)::TINYINT AS district,
    ((k // 4) % 8)::TINYINT AS target_group, coalesce(sum(n) FILTER (k % 4 = 1), 0)::BIGINT AS work,
    coalesce(sum(n) FILTER (k % 4 = 2), 0)::BIGINT AS studies, coalesce(sum(n) FILTER (k % 4 = 3), 0)::BIGINT AS other
  FROM (SELECT ((((${month('end_date')} * 2 + sex) * 14 + district) * 8 + target_group) * 4 + exit_reason)::INTEGER AS k,
          count(*) AS n
        FROM spells WHERE end_date IS NOT NULL GROUP BY ALL)
  GROUP BY ALL`);

export const forms = { one_key: { settings: perfect, sql: one_key }, idiomatic: plain, perfect: { settings: perfect, sql: plain } };
export const answer = rows => rows.flatMap(row => row.slice(4));
