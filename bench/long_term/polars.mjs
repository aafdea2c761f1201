import { collect, col, day, end, gridOf, int, month, numbers, openAt, pl, range, start, when } from '../harness/polars_parts.mjs';

const keys = ['m', 'band', 'sex'];
const grid = gridOf({ m: 120, band: 3, sex: 2 });
const age = n => int(n, pl.Int8);
const band = when(col('age').lt(age(25))).then(age(0)).when(col('age').lt(age(55))).then(age(1)).otherwise(age(2)).alias('band');
const zero = int(0, pl.Int64), k = col('k').cast(pl.Int64), no = k.multiplyBy(zero), minus = k.multiplyBy(int(-1, pl.Int64));
const later = month(start.cast(pl.Int32).plus(int(365)).cast(pl.Date)).alias('later');
const share = col('long').cast(pl.Float64).divideBy(col('open')).fillNan(0).alias('share');

export const forms = {
  // one pass to (start month, end month, month in which the 365th day falls), the rest on that small table
  lattice: spells => {
    const spans = collect(spells.select(month(start).alias('first'), month(end).fillNull(int(120)).alias('last'), later, band, 'sex')
      .groupBy(['first', 'last', 'later', 'band', 'sex']).agg(pl.len().alias('k'))).lazy();
    const long = spans.filter(col('later').lt(col('last')));
    const event = (rows, at, n, l) => rows.select(col(at).alias('m'), 'band', 'sex', n.alias('n'), l.alias('l'));
    const events = pl.concat([event(spans, 'first', k, no), event(spans, 'last', minus, no), event(long, 'later', no, k), event(long, 'last', no, minus)]);
    return collect(grid.join(events.groupBy(keys).agg(col('n').sum(), col('l').sum()), { on: keys, how: 'left' })
      .withColumns(col('n').fillNull(zero), col('l').fillNull(zero)).sort(keys)
      .withColumns(col('n').cumSum().over('band', 'sex').alias('open'), col('l').cumSum().over('band', 'sex').alias('long'))
      .withColumn(share));
  },
  filters: spells => collect(pl.concat(range(120).map(m =>
    openAt(spells, m).select(band, 'sex', start.ltEq(day(2015, m + 1, -365)).alias('long')).groupBy(['band', 'sex'])
      .agg(pl.len().alias('open'), col('long').sum()).withColumns(int(m).alias('m'), share)))),
};
export function answer(frame) {
  const cells = new Float64Array(120 * 6 * 3);
  for (const [m, b, sex, ...figures] of numbers(frame, ...keys, 'open', 'long', 'share')) cells.set(figures, ((m * 3 + b) * 2 + sex) * 3);
  return cells;
}
