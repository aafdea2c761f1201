import { collect, col, end, ended, gridOf, int, month, numbers, pl } from '../harness/polars_parts.mjs';

const keys = ['m', 'sex', 'district', 'target_group'];
const grid = gridOf({ m: 120, sex: 2, district: 14, target_group: 8 });
const reasons = ['work', 'studies', 'other'];
const all = col('work').plus(col('studies')).plus(col('other'));

export const forms = {
  idiomatic: spells => collect(grid.join(
    ended(spells).select(month(end).alias('m'), 'sex', 'district', 'target_group', 'exit_reason').groupBy(keys)
      .agg(...reasons.map((name, i) => col('exit_reason').eq(int(i + 1, pl.Int8)).sum().alias(name))),
    { on: keys, how: 'left' })
    .withColumns(...reasons.map(name => col(name).fillNull(0)))
    .withColumn(col('work').plus(col('studies')).divideBy(all.cast(pl.Float64)).fillNan(0).alias('share')).sort(keys)),
};
export const answer = frame => numbers(frame, ...reasons, 'share').flat();
