import { col, numbers, pl, range } from '../harness/polars_parts.mjs';

export function prepare() {
  const s = range(224 * 120).map(i => Math.floor(i / 120)), m = range(224 * 120).map(i => i % 120);
  return pl.DataFrame({ s, m, n: s.map((x, i) => (x * 131 + m[i] * 17 + (x * m[i]) % 29) % 500) })
    .select(...['s', 'm', 'n'].map(name => col(name).cast(pl.Int32)));
}
export const forms = {
  rolling: series => series.lazy().withColumn(
    col('n').cast(pl.Float64).rollingMean({ windowSize: 12, minPeriods: 12 }).over('s').fillNull(0).alias('mean')).collectSync(),
};
export const answer = frame => numbers(frame, 'mean').flat();
