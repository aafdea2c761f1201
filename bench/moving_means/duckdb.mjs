export const prepare = run => run(`
  CREATE TABLE series AS SELECT s::INTEGER AS s, m::INTEGER AS m, ((s * 131 + m * 17 + (s * m) % 29) % 500)::INTEGER AS n
  FROM range(224) a(s), range(120) b(m)`);
export const forms = {
  window: `
    SELECT CASE WHEN m >= 11 THEN avg(n) OVER (PARTITION BY s ORDER BY m ROWS BETWEEN 11 PRECEDING AND CURRENT ROW) ELSE 0 END
    FROM series ORDER BY s, m`,
};
export const answer = rows => rows.flat();
