// Expressions that several tasks share. Literals get a type: JavaScript's numbers would make whole columns Float64.
import { require, threads } from './measure.mjs';

process.env.POLARS_MAX_THREADS = String(threads);
export const pl = require('nodejs-polars');
export const settings = { engine: 'in-memory' };
export const { col, when } = pl;
export const collect = lazy => lazy.collectSync({ engine: settings.engine });
export const int = (n, type = pl.Int32) => pl.lit(n).cast(type);
export const range = n => [...Array(n).keys()];
export const numbers = (frame, ...names) => frame.select(...names).rows().map(row => row.map(Number));

export const start = col('start_date'), end = col('end_date');
export const ended = spells => spells.filter(end.isNotNull());
/// 0..119
export const month = date => date.dt.year().minus(int(2015)).multiplyBy(int(12)).plus(date.dt.month().cast(pl.Int32)).minus(int(1));
export const year = date => date.dt.year().minus(int(2015));
export const day = (y, m, d) => int(Date.UTC(y, m, d) / 864e5).cast(pl.Date);
/// The last day of a month, 0..119.
export const monthEnd = m => day(2015, m + 1, 0);

/// All cells of some dimensions: gridOf({m: 120, sex: 2}).
export function gridOf(sizes) {
  let rows = [[]];
  for (const size of Object.values(sizes)) rows = rows.flatMap(row => range(size).map(i => [...row, i]));
  const columns = Object.fromEntries(Object.keys(sizes).map((name, k) => [name, rows.map(row => row[k])]));
  return pl.DataFrame(columns).select(...Object.keys(sizes).map(name => col(name).cast(name === 'm' ? pl.Int32 : pl.Int8))).lazy();
}

/// Stocks at the close of each month as sums of entries less exits: (m, keys..., n). `grid` has all cells.
export function stocks(spells, keys, grid) {
  const by = ['m', ...keys], one = pl.len().cast(pl.Int64);
  const entries = spells.select(month(start).alias('m'), ...keys).groupBy(by).agg(one.alias('change'));
  const exits = ended(spells).select(month(end).alias('m'), ...keys).groupBy(by).agg(one.multiplyBy(int(-1, pl.Int64)).alias('change'));
  return grid.join(pl.concat([entries, exits]).groupBy(by).agg(col('change').sum()), { on: by, how: 'left' })
    .withColumn(col('change').fillNull(int(0, pl.Int64))).sort(by)
    .withColumn(col('change').cumSum().over(...keys).alias('n'));
}

/// Open spells of a month's close.
export const openAt = (spells, m) => spells.filter(start.ltEq(monthEnd(m)).and(end.isNull().or(end.gt(monthEnd(m)))));
/// The same by filtering once per month.
export const stocksByFilter = (spells, keys) => pl.concat(range(120).map(m =>
  openAt(spells, m).groupBy(keys).agg(pl.len().cast(pl.Int64).alias('n')).withColumn(int(m).alias('m'))));
