export const prepare = (run, folder) => run(`CREATE TABLE spells AS SELECT * FROM '${folder}/unsorted/spells.parquet'`);
export const forms = { order_by: `CREATE OR REPLACE TABLE sorted AS SELECT * FROM spells ORDER BY person, start_date, end_date` };
export async function answer(_, connection) {
  const rows = await (await connection.run(`
    SELECT count(*), count(DISTINCT person), sum(start_date - before) FILTER (same), sum(start_date - DATE '1970-01-01'),
      sum(end_date - DATE '1970-01-01'), count(*) - count(end_date)
    FROM (SELECT *, lag(start_date) OVER w AS before, lag(person) OVER w IS NOT DISTINCT FROM person AS same
          FROM sorted WINDOW w AS (ORDER BY rowid))`)).getRowsJson();
  return rows[0].map(Number);
}
