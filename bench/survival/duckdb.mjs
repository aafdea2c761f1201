import { daily } from '../harness/curves.mjs';

export const forms = {
  window: `
    WITH x AS (
      SELECT target_group, sex, coalesce(end_date, DATE '2024-12-31') + 1 - start_date AS t, count(*) AS n,
        count(*) FILTER (exit_reason = 1) AS d1, count(*) FILTER (exit_reason = 2) AS d2, count(*) FILTER (exit_reason = 3) AS d3
      FROM spells GROUP BY ALL),
    r AS (SELECT *, d1 + d2 + d3 AS d, sum(n) OVER (PARTITION BY target_group, sex ORDER BY t DESC)::DOUBLE AS at_risk FROM x),
    k AS (
      SELECT *, product(1 - d / at_risk) OVER q AS s,
        coalesce(product(1 - d / at_risk) OVER (PARTITION BY target_group, sex ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 1) AS before
      FROM r WINDOW q AS (PARTITION BY target_group, sex ORDER BY t))
    SELECT target_group, sex, t, s, sum(before * d1 / at_risk) OVER q, sum(before * d2 / at_risk) OVER q, sum(before * d3 / at_risk) OVER q
    FROM k WINDOW q AS (PARTITION BY target_group, sex ORDER BY t) ORDER BY target_group, sex, t`,
};
export const answer = daily;
