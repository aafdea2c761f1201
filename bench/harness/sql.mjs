// Parts of the SQL that several tasks share.

/// 0..119
export const month = date => `((year(${date}) - 2015) * 12 + month(${date}) - 1)`;
export const year = date => `(year(${date}) - 2015)`;
export const never = `DATE '9999-12-31'`;
export const perfect = 'SET perfect_ht_threshold = 22';

/// Stocks at the close of each month as sums of entries less exits: (m, keys..., n).
export const stocks = keys => `
  WITH events AS (
    SELECT ${month('start_date')} AS m, ${keys}, count(*) AS n FROM spells GROUP BY ALL
    UNION ALL
    SELECT ${month('end_date')}, ${keys}, -count(*) FROM spells WHERE end_date IS NOT NULL GROUP BY ALL),
  changes AS (SELECT m, ${keys}, sum(n)::BIGINT AS change FROM events GROUP BY ALL)
  SELECT m, ${keys}, sum(coalesce(change, 0)) OVER (PARTITION BY ${keys} ORDER BY m) AS n
  FROM (SELECT m, ${keys} FROM months, ${keys.split(', ').map(key => 'all_' + key).join(', ')})
  LEFT JOIN changes USING (m, ${keys})`;
