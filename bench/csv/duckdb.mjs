import { csv } from '../harness/duckdb_csv.mjs';

export const prepare = () => {};
export const forms = { typed: `CREATE OR REPLACE TABLE spells AS SELECT * FROM ${csv}` };
export async function answer(_, connection) {
  const rows = await (await connection.run(`
    SELECT count(*), sum(person), sum(start_date - DATE '1970-01-01'), sum(end_date - DATE '1970-01-01'),
      sum(sex) + sum(age) + sum(district) + sum(target_group) + sum(born_abroad) + sum(education) + sum(exit_reason) +
      sum(self_supporting)
    FROM spells`)).getRowsJson();
  return rows[0].map(Number);
}
