import { collect, col, end, ended, month, numbers, pl } from '../harness/polars_parts.mjs';

const state = col('self_supporting');

export const forms = {
  by_month: spells => collect(ended(spells).select(month(end).alias('m'), 'target_group', 'self_supporting').groupBy(['m', 'target_group'])
    .agg(state.count().cast(pl.Int64).alias('known'), state.cast(pl.Int64).sum().alias('yes'))
    .withColumn(col('m').cast(pl.Float64).divideBy(3).floor().cast(pl.Int32).alias('q')).groupBy(['q', 'target_group'])
    .agg(col('known').sum(), col('yes').sum())
    .withColumn(col('yes').cast(pl.Float64).divideBy(col('known')).fillNan(0).alias('share'))),
};
export function answer(frame) {
  const cells = new Float64Array(40 * 8 * 3);
  for (const [quarter, group, ...figures] of numbers(frame, 'q', 'target_group', 'known', 'yes', 'share')) cells.set(figures, (quarter * 8 + group) * 3);
  return cells;
}
