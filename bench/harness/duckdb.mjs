// DuckDB in the process. A task's duckdb.mjs exports `forms` (name -> SQL, or {settings, sql}) and `answer(rows)`; or a
// `prepare(run)` for tables of its own.
import { csv } from './duckdb_csv.mjs';
import { folder, form, measure, require, task, threads } from './measure.mjs';

const { DuckDBInstance } = require('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads: String(threads) })).connect();

if (task === 'convert') { // for DuckDB and Polars: the same rows as Parquet
  const write = (select, file) => connection.run(`COPY (${select}) TO '${folder}/${file}' (FORMAT parquet, COMPRESSION zstd)`);
  await write(`SELECT * FROM ${csv}`, 'unsorted/spells.parquet');
  await write(`SELECT * FROM '${folder}/unsorted/spells.parquet' ORDER BY person, start_date, end_date`, 'spells.parquet');
  process.exit(0);
}

const { forms, answer, prepare } = await import(`../${task}/duckdb.mjs`);
const { settings = '', sql } = typeof forms[form] === 'string' ? { sql: forms[form] } : forms[form];

async function load() {
  if (settings) await connection.run(settings);
  if (prepare) return prepare(statement => connection.run(statement), folder);
  await connection.run(`CREATE TABLE spells AS SELECT * FROM '${folder}/spells.parquet'`);
  await connection.run(`CREATE TABLE months AS SELECT i::INTEGER AS m, i // 12 AS y,
    last_day(DATE '2015-01-01' + to_months(i::INTEGER)) AS month_end FROM range(120) t(i)`);
  await connection.run(`CREATE TABLE years AS SELECT i::INTEGER AS y, make_date(2015 + i::INTEGER, 1, 1) AS first_day,
    make_date(2015 + i::INTEGER, 12, 31) AS last_day FROM range(10) t(i)`);
  for (const [name, count] of [['sex', 2], ['district', 14], ['target_group', 8], ['band', 3]])
    await connection.run(`CREATE TABLE all_${name} AS SELECT i::TINYINT AS ${name} FROM range(${count}) t(i)`);
}
const statement = { run: null };
await measure('duckdb', {
  load,
  run: async () => (statement.run ??= prepare ? { run: () => connection.run(sql) } : await connection.prepare(sql)).run(),
  answer: async result => answer((await result.getRowsJson()).map(row => row.map(Number)), connection),
});
